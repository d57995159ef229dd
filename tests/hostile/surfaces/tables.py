"""Tables: what Excel, the clipboard and other people's exports do to communes and events."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from random import Random

from tests.hostile.case import Case, Name
from tests.hostile.content import text_of
from tests.hostile.letters import GARBLED, INVISIBLE, encoded, excel, hostile, placed, thinned

Rows = list[list[str]]

ODD_CELLS = (
    *("#N/A", "#REF!", "#####", "=A1", '=HYPERLINK("http://x.vn","Vinh")', "+84 238 000", "-", "0"),
    *(
        "1E+05",
        "1,6813E+04",
        "16813.0",
        "45658",
        "1/7/2025",
        "07/30/2025",
        "30-Jul-25",
        "2025-02-30",
    ),
    *(
        "2025-07-30 25:00",
        "2025-07-30T07:30:00Z",
        "9999-12-31",
        "0001-01-01",
        "10000-01-01",
        "24:00",
    ),
    *(
        "TRUE",
        "ĐÚNG",
        "yes",
        "không",
        "NULL",
        "nan",
        "n/a",
        "x" * 300,
        "a@b.vn?cc=x",
        "mailto:a@b.vn",
    ),
    *(
        "a@b",
        "@b.vn",
        "a b@c.vn",
        "a@b..vn",
        "0",
        "+",
        "(0",
        "111",
        "02383 ٠١٢",
        "０２３８",
        "0238-0000000 máy lẻ 5",
    ),
    *(
        "http://x.vn:99999/..",
        "..",
        "../..",
        "con",
        "-x",
        "XÃ Vinh",
        "Thị trấn Vinh",
        "Xã",
        ";",
        ";;a;;",
    ),
)


def make(name: Name) -> Case:
    """Return a case in which one of the tables is damaged."""
    rng = name.random
    file = rng.choice(("communes.csv", "communes.csv", "events.csv"))
    text = text_of(file)
    if rng.random() < 0.12:
        data, said = encoded(rng, text)
        return Case(name, {file: data}, f"{file}: encoded: {said}")
    if rng.random() < 0.12:
        kind = rng.choice(sorted(GARBLED))
        return Case(
            name, {file: GARBLED[kind](text).encode()}, f"{file}: {kind}", f"names are {kind}"
        )
    if rng.random() < 0.3:
        change = rng.choice(TEXTS)
        text, said = change(rng, text)
        return Case(name, {file: text.encode()}, f"{file}: {change.__name__.strip('_')}: {said}")
    rows = list(csv.reader(io.StringIO(text)))
    change_rows = rng.choice(CHANGES)
    said, garbled = change_rows(rng, rows)
    data = written(rng, rows)
    note = f"{file}: {change_rows.__name__.strip('_')}: {said}"
    return Case(name, {file: data}, note, garbled)


def written(rng: Random, rows: Rows) -> bytes:
    """Return a table as some program writes it."""
    cut = rng.choice((",", ",", ",", ";", "\t"))
    end = rng.choice(("\n", "\r\n"))
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=cut, lineterminator=end)
    if rng.random() < 0.3:
        writer = csv.writer(out, delimiter=cut, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(rows)
    mark = rng.choice(("", "\ufeff", "sep=" + cut + end)) if cut != "," else "\ufeff"
    return (mark + out.getvalue()).encode("utf-8", "surrogatepass")


def _cell(rng: Random, rows: Rows) -> tuple[int, int]:
    row = rng.randrange(1, len(rows))
    return row, rng.randrange(len(rows[row]))


def _where(rows: Rows, row: int, column: int) -> str:
    name = rows[0][column] if column < len(rows[0]) else f"column {column}"
    return f"row {row} {name}"


def _hostile(rng: Random, rows: Rows) -> tuple[str, str]:
    row, column = _cell(rng, rows)
    added = hostile(rng)
    rows[row][column] = placed(rng, rows[row][column], added)
    return f"{_where(rows, row, column)} {added[:60]!r}", ""


def _odd(rng: Random, rows: Rows) -> tuple[str, str]:
    row, column = _cell(rng, rows)
    rows[row][column] = rng.choice(ODD_CELLS)
    return f"{_where(rows, row, column)} {rows[row][column][:60]!r}", ""


def _lost_letters(rng: Random, rows: Rows) -> tuple[str, str]:
    row, column = _cell(rng, rows)
    was = rows[row][column]
    rows[row][column] = excel(was)
    gone = bool(re.search(r"\w\?|\?\w", rows[row][column]))
    return f"{_where(rows, row, column)} {rows[row][column]!r}", f"{was!r} lost letters" * gone


def _zeros(rng: Random, rows: Rows) -> tuple[str, str]:
    column = rng.randrange(len(rows[0]))
    for row in rows[1:]:
        row[column] = re.sub(r"\b0+(?=\d)", "", row[column]).replace(" ", "") or row[column]
    return f"no zeros in {rows[0][column]}", ""


def _dates(rng: Random, rows: Rows) -> tuple[str, str]:
    form = rng.choice((r"\3/\2/\1", r"\2/\3/\1", r"\3-\2-\1", r"\1/\2/\3", r"\3.\2.\1", r"\1\2\3"))
    for row in rows[1:]:
        row[:] = [re.sub(r"(\d{4})-(\d\d)-(\d\d)", form, cell) for cell in row]
    return f"dates as {form}", ""


def _sorted_column(rng: Random, rows: Rows) -> tuple[str, str]:
    column = rng.randrange(len(rows[0]))
    cells = sorted((row[column] for row in rows[1:]), reverse=True)
    for row, cell in zip(rows[1:], cells, strict=True):
        row[column] = cell
    return f"{rows[0][column]} sorted alone", ""


def _shifted(rng: Random, rows: Rows) -> tuple[str, str]:
    row, column = _cell(rng, rows)
    extra = rng.choice(("", "lạc"))
    rows[row].insert(column, extra)
    if rng.random() < 0.5:
        del rows[row][-1:]
    return f"{_where(rows, row, column)} moved right of {extra!r}", ""


def _columns(rng: Random, rows: Rows) -> tuple[str, str]:
    column = rng.randrange(len(rows[0]))
    kind = rng.choice(
        ("gone", "twice", "new", "renamed", "nameless", "title row", "no header", "spare")
    )
    if kind == "gone":
        for row in rows:
            del row[column]
    elif kind in {"twice", "new", "nameless"}:
        head = {"twice": rows[0][column], "new": "ghi chú", "nameless": ""}[kind]
        for n, row in enumerate(rows):
            row.append(head if n == 0 else f"ghi {n}")
    elif kind == "renamed":
        rows[0][column] = rng.choice(
            ("Mã xã", rows[0][column].upper(), f" {rows[0][column]} ", "tên")
        )
    elif kind == "title row":
        rows.insert(0, ["DANH SÁCH XÃ, PHƯỜNG", *[""] * (len(rows[0]) - 1)])
    elif kind == "no header":
        del rows[0]
    else:
        rows += [["", *["Tổng cộng"], *[""] * (len(rows[0]) - 2)], [""] * len(rows[0])]
    return f"{kind} {column}", ""


def _rows(rng: Random, rows: Rows) -> tuple[str, str]:
    kind = rng.choice(("twice", "gone", "emptied", "header again", "merged", "many", "header only"))
    number = rng.randrange(1, len(rows))
    if kind == "twice":
        rows.insert(number, list(rows[number]))
    elif kind == "gone":
        del rows[number]
    elif kind == "emptied":
        rows[number] = [rows[number][0], *[""] * (len(rows[0]) - 1)]
    elif kind == "header again":
        rows.insert(number, list(rows[0]))
    elif kind == "merged":
        rows[number][: rng.randrange(1, 4)] = [""] * rng.randrange(1, 4)
    elif kind == "many":
        first = list(rows[number])
        rows += [[f"{20_000 + n}", *first[1:]] for n in range(rng.choice((200, 5_000)))]
    else:
        del rows[1:]
    return f"{kind} {number}", ""


def _thin(rng: Random, rows: Rows) -> tuple[str, str]:
    row, column = _cell(rng, rows)
    mark = rng.choice(INVISIBLE)
    rows[row][column] = thinned(rng, rows[row][column] or "Nghệ An", mark)
    return f"{_where(rows, row, column)} {mark!r} in words", ""


def _line_ends(rng: Random, rows: Rows) -> tuple[str, str]:
    row, column = _cell(rng, rows)
    end = rng.choice(("\n", "\r\n", "\r", "\x0b", "\u2028"))
    rows[row][column] = f"{rows[row][column]}{end}hai"
    return f"{_where(rows, row, column)} {end!r} inside", ""


def _quotes(rng: Random, text: str) -> tuple[str, str]:
    cut = rng.randrange(len(text))
    sign = rng.choice(('"', '""', ',"', '",', "'", '" '))
    return text[:cut] + sign + text[cut:], f"{sign!r} after {cut}"


def _torn(rng: Random, text: str) -> tuple[str, str]:
    cut = rng.randrange(len(text))
    return text[:cut], f"cut after {cut}"


def _other(rng: Random, text: str) -> tuple[str, str]:
    kind = rng.choice(
        ("xlsx", "html", "empty", "blank", "commas", "nul", "binary", "tail", "semicolons", "wide")
    )
    made = {
        "xlsx": "PK\x03\x04\x14\x00\x06\x00" + text[:200],
        "html": "<table><tr><td>code</td><td>kind</td></tr></table>",
        "empty": "",
        "blank": " \n\n \n",
        "commas": ",,,,\n,,,,\n",
        "nul": text.replace("Vinh", "Vi\0nh"),
        "binary": "".join(map(chr, (rng.randrange(256) for _ in range(500)))),
        "tail": text + "\n\nGhi chú: số liệu ngày 1/7\n",
        "semicolons": text.replace(";", ",").replace(",", ";"),
        "wide": text.replace("\n", "," * 16_000 + "\n"),
    }
    return made[kind], kind


TEXTS: tuple[Callable[[Random, str], tuple[str, str]], ...] = (_quotes, _torn, _other)
CHANGES: tuple[Callable[[Random, Rows], tuple[str, str]], ...] = (
    *(_hostile, _hostile, _odd, _odd, _odd, _lost_letters, _lost_letters, _zeros, _dates),
    *(_sorted_column, _shifted, _columns, _rows, _thin, _line_ends),
)
