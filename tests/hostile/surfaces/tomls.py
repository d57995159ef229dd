"""TOML: values of a wrong kind or size, lost lines, tables emptied, texts that nobody expects."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from random import Random

from tests.hostile.case import Case, Name
from tests.hostile.content import names, text_of
from tests.hostile.letters import GARBLED, INVISIBLE, encoded, hostile, placed, thinned

FILES = r"(campaign|formats|hotlines|languages|imprint|strings/(vi|en))\.toml"
_VALUE = re.compile(r"(?m)^([\w.-]+ = )(.+?)(?= #|$)")
_TEXT = re.compile(r'(?m)^([\w.-]+ = )"([^"\n]*)"')
_NUMBER = re.compile(r"(?<![\w.#-])(-?\d[\d_]*(?:\.\d+)?)(?![\w.-])")
_NUMBERS = (
    *("0", "-1", "1e308", "1e400", "inf", "-inf", "nan", "9" * 30, "9" * 5000, "0.0001", "1e-320"),
    *("0x7fffffff", "2147483648", "1e9", "100000", "99999999999999999999.5", "-0.0", "true"),
)
_VALUES = (
    *(
        '""',
        '" "',
        '"|"',
        "0",
        "1.5",
        "true",
        "[]",
        "{}",
        '["a"]',
        "[[[[1]]]]",
        "{ vi = 1 }",
        "nan",
        "inf",
    ),
    *("2025-02-30", "9999-12-31", "0001-01-01", "2025-07-01T10:00:00Z", "10:00:00", "1e400", "'x'"),
    *(
        '"""\na\nb"""',
        '"\\u0000"',
        '"\\uD800"',
        '"a\\nb"',
        "“a”",
        "abc",
        '"mở',
        "",
        '"javascript:alert(1)"',
    ),
    *(
        '"https://x.vn/?a=b#c"',
        '"https://x.vn:99999/"',
        '"https://x y.vn/"',
        '"https://[::1/"',
        '"https://ü.vn/"',
    ),
    *(
        '"../../etc/"',
        '"con"',
        '"Asia/Hanoi"',
        '"../../../etc/passwd"',
        '"a@b.vn?cc=x"',
        '"#gggggg"',
        "[0, 0, 0]",
    ),
)


def make(name: Name) -> Case:
    """Return a case in which a file of settings is damaged."""
    rng = name.random
    file = rng.choice([*names(FILES), "campaign.toml", "formats.toml", "formats.toml"])
    text = text_of(file)
    if rng.random() < 0.06:
        data, said = encoded(rng, text)
        return Case(name, {file: data}, f"{file}: encoded: {said}")
    change = rng.choice(CHANGES)
    text, said = change(rng, text)
    data = text.encode("utf-8", "surrogatepass")
    return Case(name, {file: data}, f"{file}: {change.__name__.strip('_')}: {said}")


def _hostile(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_TEXT.finditer(text)))
    added = hostile(rng)
    value = json.dumps(placed(rng, found[2], added), ensure_ascii=False)
    return text[: found.end(1)] + value + text[found.end() :], f"{found[1]}{added[:60]!r}"


def _value(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_VALUE.finditer(text)))
    value = rng.choice(_VALUES)
    return text[: found.start(2)] + value + text[found.end(2) :], f"{found[1]}{value[:60]}"


def _number(rng: Random, text: str) -> tuple[str, str]:
    lines = [m for m in _VALUE.finditer(text) if _NUMBER.search(m[2]) and '"' not in m[2]]
    if not lines:
        return _value(rng, text)
    line = rng.choice(lines)
    spots = list(_NUMBER.finditer(text, line.start(2), line.end(2)))
    spot, number = rng.choice(spots), rng.choice(_NUMBERS)
    return text[: spot.start()] + number + text[spot.end() :], f"{line[0]} -> {number[:40]}"


def _lines(rng: Random, text: str) -> tuple[str, str]:
    lines = text.split("\n")
    number = rng.randrange(len(lines))
    kind = rng.choice(("gone", "twice", "joined", "comment", "indent"))
    line = lines[number]
    if kind == "gone":
        del lines[number]
    elif kind == "twice":
        lines.insert(number, line)
    elif kind == "joined":
        lines[number : number + 2] = [" ".join(lines[number : number + 2])]
    else:
        lines[number] = ("# " if kind == "comment" else "\u00a0\t") + line
    return "\n".join(lines), f"{kind} line {number + 1} {line[:50]!r}"


def _table(rng: Random, text: str) -> tuple[str, str]:
    tables = re.split(r"(?m)^(?=\[)", text)
    number = rng.randrange(len(tables))
    kind = rng.choice(("gone", "twice", "emptied", "all gone", "renamed", "array", "only"))
    table = tables[number]
    if kind == "gone":
        del tables[number]
    elif kind == "twice":
        tables.append(table)
    elif kind == "emptied":
        tables[number] = table.partition("\n")[0] + "\n"
    elif kind == "all gone":
        tables = [""]
    elif kind == "renamed":
        new = rng.choice(("Vi", "a.b", '"Ấn phẩm"', '""', "con", "x" * 80, "../x", '"a b"', "1"))
        tables[number] = re.sub(r"^\[[^\]]*\]", f"[{new}]", table)
    elif kind == "array":
        tables[number] = re.sub(r"^(\[[^\]]*\])", r"[\1]", table)
    else:
        tables = [table]
    return "".join(tables), f"{kind} {table[:30]!r}"


def _cut(rng: Random, text: str) -> tuple[str, str]:
    cut = rng.randrange(len(text))
    return text[:cut], f"after {cut}"


def _garbled(rng: Random, text: str) -> tuple[str, str]:
    kind = rng.choice((*sorted(GARBLED), "thin"))
    changed = thinned(rng, text, rng.choice(INVISIBLE)) if kind == "thin" else GARBLED[kind](text)
    return changed, kind


def _nested(rng: Random, text: str) -> tuple[str, str]:
    depth = rng.choice((50, 500, 5_000, 50_000))
    added = rng.choice(
        (
            f"x = {'[' * depth}{']' * depth}\n",
            f"{'a.' * depth}a = 1\n",
            f"[{'a.' * depth}a]\n",
            "".join(f"k{n} = {n}\n" for n in range(depth)),
            "x = " + "{a=" * depth + "1" + "}" * depth + "\n",
        )
    )
    return rng.choice((added + text, text + "\n" + added)), f"{added[:12]!r} × {depth}"


CHANGES: tuple[Callable[[Random, str], tuple[str, str]], ...] = (
    *(_hostile, _hostile, _value, _value, _value, _number, _number, _lines, _table, _cut, _garbled),
    _nested,
)
