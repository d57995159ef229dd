"""Read tables: TOML with the line of every key, CSV with the line of every row.

CSV comes from Excel in any of its moods: separated by comma, semicolon or tab, cells in quotes,
blank rows anywhere.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from press.clean import clean
from press.diag import Problem, Span, nearest
from press.kit import Source
from press.model import Marks
from press.parse.frontmatter import Document

_NAME = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{_NAME}(?:\s*\.\s*{_NAME})*"
_HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
_KEY = re.compile(rf"(\s*)({_DOTTED})\s*=\s*(.*)")
_INLINE = re.compile(rf"[{{,]\s*({_NAME})\s*=")
_TOML_HINTS = (  # words of the TOML reader -> what most likely happened
    ("Cannot overwrite", "this is written twice: keep one of the two"),
    ("Cannot declare", "this table is written twice: keep one of the two"),
    ("Expected '='", 'write: name = "value"'),
    ("Invalid value", 'a text must stand in quotes: "Gọi 111"'),
    ("Illegal character", "a quotation mark is opened and not closed on this line"),
    ("Unterminated", "a quotation mark is opened and not closed"),
    ("Unescaped", "write / instead of \\, or two of them"),
    ("Unclosed array", "a [ is opened and not closed"),
    ("Expected newline", "one key on each line; a text must stand in quotes"),
)


def toml(source: Source) -> Document | Problem:
    """Return the tables of a TOML file with the place of every key, or where it breaks."""
    try:
        values = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return _bad_toml(source, str(error))
    keys = dict(_places(source))
    return Document(source, cleaned(values), Marks(span=Span(source.path, 1), keys=keys))


def cleaned(values: Mapping[str, object]) -> dict[str, object]:
    """Return the tables with every text clean, those of escapes as well."""
    return {key: _cleaned(value) for key, value in values.items()}


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return cleaned(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return clean(value) if isinstance(value, str) else value


def _places(source: Source) -> Iterator[tuple[str, Span]]:
    """Yield where tables and keys stand. Lines inside a multi-line text are nobody's keys."""
    table, quote = "", ""
    for number, line in enumerate(source.text.split("\n"), 1):
        fences = re.findall(r'"""|\'\'\'', line)
        if quote:
            quote = "" if quote in fences else quote
        elif header := _HEADER.fullmatch(line):
            table = _dotted(header[1])
            yield table, Span(source.path, number, 1)
        elif key := _KEY.match(line):
            yield from _key_places(source.path, table, number, key)
            quote = fences[0] if len(fences) == 1 else ""


def _key_places(path: str, table: str, line: int, key: re.Match[str]) -> Iterator[tuple[str, Span]]:
    """Yield where a key stands, the tables its dots imply, and the keys of an inline table."""
    name = _dotted(key[2])
    full = f"{table}.{name}" if table else name
    span = Span(path, line, len(key[1]) + 1)
    parts = full.split(".")
    for length in range(table.count(".") + 2 if table else 1, len(parts)):
        yield ".".join(parts[:length]), span
    yield full, span
    for inner in _INLINE.finditer(key[3]) if key[3].startswith("{") else ():
        yield f"{full}.{_dotted(inner[1])}", Span(path, line, key.start(3) + inner.start(1) + 1)


def _dotted(name: str) -> str:
    return ".".join(part.strip(" \t\"'") for part in name.split("."))


def _bad_toml(source: Source, words: str) -> Problem:
    place = re.search(r"line (\d+), column (\d+)", words)
    lines = source.text.rstrip("\n").split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    default = "compare it with the lines above"
    hint = next((hint for sign, hint in _TOML_HINTS if sign in words), default)
    message = "the file cannot be read from here on"
    return Problem(Span(source.path, line, column), "bad-toml", message, hint)


@dataclass(frozen=True)
class Row:
    """One row of a CSV file: its cells by column, in text, trimmed."""

    cells: Mapping[str, str]
    span: Span


def rows(
    source: Source, columns: Collection[str], needed: Collection[str], problems: list[Problem]
) -> Iterator[Row]:
    """Yield the rows below the header that have something in them.

    A column nobody knows and a row with too many cells are problems, and the rest is still read;
    without a column that is needed nothing is.
    """
    lines = list(_lines(source, problems))
    if not lines:
        problems.append(Problem(Span(source.path), "missing-key", "the table is empty"))
        return
    names = [cell.strip().lower() for cell in lines[0][1]]
    problems.extend(_bad_header(lines[0][0], names, columns, needed))
    if not set(needed) <= set(names):
        return
    for span, cells in lines[1:]:
        values = [" ".join(cell.split()) for cell in cells]
        if len(values) > len(names):
            problems.append(_too_many(span, len(values), len(names)))
        elif any(values):
            cells_by_name = dict(zip(names, values, strict=False))
            yield Row({name: cells_by_name.get(name, "") for name in columns}, span)


def cells(source: Source) -> Iterator[tuple[Span, list[str]]]:
    """Yield the cells of the header, then those of each row that can be read."""
    return _lines(source, [])


def _lines(source: Source, problems: list[Problem]) -> Iterator[tuple[Span, list[str]]]:
    """Yield the first line and the cells of every row that is not blank."""
    delimiter = _delimiter(source.text)
    reader = csv.reader(io.StringIO(source.text), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) and not cells[0].startswith("sep="):
                yield Span(source.path, line), cells
            line = reader.line_num + 1
    except csv.Error:
        message = "the table cannot be read from here on"
        hint = "a quotation mark is opened and not closed; inside quotes, write it twice"
        problems.append(Problem(Span(source.path, line), "bad-csv", message, hint))


def _delimiter(text: str) -> str:
    """Return what separates the cells of the header: whichever of , ; tab it has most of."""
    lines = (line for line in text.split("\n") if line.strip(" ,;\t"))
    header = next((line for line in lines if not line.startswith("sep=")), "")
    return max(",;\t", key=header.count)


def _bad_header(
    span: Span, names: list[str], columns: Collection[str], needed: Collection[str]
) -> Iterator[Problem]:
    for name in names:
        if name and name not in columns:
            message = f'the table has no column "{name}"'
            yield Problem(span, "unknown-key", message, nearest(name, columns))
        elif name and names.count(name) > 1:
            yield Problem(span, "duplicate-key", f'the column "{name}" is there twice')
    for name in needed:
        if name not in names:
            hint = "the first row must name the columns"
            yield Problem(span, "missing-key", f'the table needs a column "{name}"', hint)


def _too_many(span: Span, cells: int, columns: int) -> Problem:
    message = f"this row has {cells} cells, but there are {columns} columns"
    return Problem(span, "bad-value", message, "a cell with a comma inside must stand in quotes")
