"""Front matter: values that YAML takes for something else, indentation, fences, encodings."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.hostile.case import Case, Name
from tests.hostile.content import names, text_of
from tests.hostile.letters import GARBLED, INVISIBLE, encoded, hostile, placed, thinned

FILES = r"(messages|pages)/[^/]+/(vi|en)\.md"
_KEYED = re.compile(r"(?m)^([a-z_]+): (?![|>\[])(.+)$")
_ITEM = re.compile(r"(?m)^  - (.+)$")

ODD_VALUES = (
    *("", "~", "null", "true", "no", "0", "-1", "1.5", ".inf", "-.inf", ".nan", "1e999", "0x1F"),
    *("0o17", "1_000", "12:30", "06:30", "+84", "010", "9" * 400, "1" + "0" * 5000, "[]", "{}"),
    *("2025-02-30", "9999-12-31", "0001-01-01", "2025-7-1", "01/07/2025", "2025-07-01 00:00:00"),
    *(
        "2025-07-01T10:00:00+07:00",
        "99999-01-01",
        "!!binary aGVsbG8=",
        "!!set {a, b}",
        "!important",
    ),
    *(
        "!!python/object/apply:os.system ['true']",
        "!!timestamp 2025-13-01",
        "!!float x",
        "!!int 5a",
    ),
    *(
        "&NGHEAN GỌI 111",
        "*alias",
        "<<: *x",
        "? khóa",
        "- - - a",
        "@chờ",
        "%x",
        "`x`",
        "| a",
        "> b",
    ),
    *('"\\uD800"', '"\\x00"', '"\\U0010FFFF"', '"mở', "'mở", "“mở”", "[a, b", "{a: b", "a: b: c"),
    *("{<<: {a: 1}}", "[[a], {b: c}]", "{a: {b: {c: d}}}", "!!omap [a: 1]", "!!str 111", "=", "<<"),
)


def make(name: Name) -> Case:
    """Return a case in which the front matter of a file is damaged."""
    rng = name.random
    file = rng.choice(names(FILES))
    text, note, garbled = text_of(file), [], ""
    count = rng.choice((1, 1, 1, 2))
    for _ in range(count):
        change = rng.choice(CHANGES)
        text, said = change(rng, text)
        note.append(f"{change.__name__.strip('_')}: {said}")
    data = text.encode("utf-8", "surrogatepass")
    if rng.random() < 0.06:
        text = text_of(file)
        data, said = encoded(rng, text)
        note = [f"encoded: {said}"]
    elif rng.random() < 0.05:
        kind = rng.choice(sorted(GARBLED))
        text = GARBLED[kind](text_of(file))
        data, note, garbled = text.encode(), [f"garbled: {kind}"], f"the whole file is {kind}"
        garbled = garbled if file.endswith("vi.md") else ""
    return Case(name, {file: data}, f"{file}: {'; '.join(note)}", garbled, count)


def quoted(rng: Random, text: str) -> tuple[str, str]:
    """Return a text as a value, in one of the ways that YAML has, right or wrong."""
    style = rng.choice(("plain", "plain", "single", "double", "literal", "folded", "smart", "bare"))
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    inside = "\n  ".join(text.splitlines() or [""])
    return {
        "plain": text,
        "single": "'" + text.replace("'", "''") + "'",
        "double": f'"{escaped}"',
        "literal": f"|-\n  {inside}",
        "folded": f">-\n  {inside}",
        "smart": f"“{text}”",
        "bare": f"'{text}'",
    }[style], style


def _hostile_value(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    added = hostile(rng)
    value, style = quoted(rng, placed(rng, found[2].strip("'\""), added))
    said = f"{found[1]} {style} {added[:60]!r}"
    return text[: found.start(2)] + value + text[found.end(2) :], said


def _odd_value(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    value = rng.choice(ODD_VALUES)
    return text[: found.start(2)] + value + text[found.end(2) :], f"{found[1]}: {value[:60]}"


def _odd_item(rng: Random, text: str) -> tuple[str, str]:
    items = list(_ITEM.finditer(text))
    if not items:
        return _odd_value(rng, text)
    found = rng.choice(items)
    value = rng.choice((rng.choice(ODD_VALUES), hostile(rng), f"{found[1]}: và", f"- {found[1]}"))
    return text[: found.start(1)] + value + text[found.end(1) :], f"item {value[:60]!r}"


def _hash(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    value = found[2].strip("'\"")
    cut = rng.choice([m.start() for m in re.finditer(" ", value)] or [len(value)])
    changed = f"{value[:cut]} #NgheAn{value[cut:]}"
    return text[: found.start(2)] + changed + text[found.end(2) :], f"{found[1]}: {changed}"


def _indent(rng: Random, text: str) -> tuple[str, str]:
    lines = text.split("\n")
    number = rng.randrange(1, len(lines))
    lines[number] = rng.choice((" ", "  ", "   ", "    ", "\t", "\u00a0", "\u3000")) + lines[number]
    return "\n".join(lines), f"line {number + 1} {lines[number][:40]!r}"


def _indent_items(rng: Random, text: str) -> tuple[str, str]:
    items = list(_ITEM.finditer(text))
    if len(items) < 2:
        return _indent(rng, text)
    found = rng.choice(items)
    spaces = rng.choice((" ", "   ", "    ", "     ", "", "\t"))
    return text[: found.start()] + spaces + text[found.start() + 2 :], f"{spaces!r} {found[1][:30]}"


def _lines(rng: Random, text: str) -> tuple[str, str]:
    lines = text.split("\n")
    number = rng.randrange(len(lines))
    kind = rng.choice(("twice", "gone", "swapped", "joined", "split"))
    line = lines[number]
    if kind == "twice":
        lines.insert(number, line)
    elif kind == "gone":
        del lines[number]
    elif kind == "swapped":
        lines[number], lines[-2] = lines[-2], line
    elif kind == "joined":
        lines[number : number + 2] = [" ".join(lines[number : number + 2])]
    else:
        lines[number : number + 1] = [line[: len(line) // 2], line[len(line) // 2 :]]
    return "\n".join(lines), f"{kind} line {number + 1} {line[:40]!r}"


def _cut(rng: Random, text: str) -> tuple[str, str]:
    end = rng.randrange(len(text))
    return text[:end], f"after {end} letters"


def _colon(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    sign = rng.choice((":", "", "：", " : ", " =", ": : ", ":\t", ":\u00a0", ";", " - "))
    return text[: found.end(1)] + sign + text[found.start(2) :], f"{found[1]}{sign!r}"


def _key(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    old = found[1]
    changed = (old.title(), old.upper(), old[:-1], f"{old}s", f'"{old}"', f"- {old}", f"# {old}")
    others = ("tiêu đề", "id", "body", "marks", "1", "true", "<<", hostile(rng)[:80])
    new = rng.choice((*changed, *others))
    return text[: found.start(1)] + new + text[found.end(1) :], f"{old} -> {new!r}"


def _fence(rng: Random, text: str) -> tuple[str, str]:
    new = rng.choice(
        ("----", "--", " ---", "--- ", "...", "—", "+++", "---\n---", "", "```", "--- a")
    )
    count = rng.choice((1, 2))
    parts = text.split("---\n")
    changed = "---\n".join(parts[:count]) + f"{new}\n" + "---\n".join(parts[count:])
    return changed, f"fence {count} {new!r}"


def _nested(rng: Random, text: str) -> tuple[str, str]:
    depth = rng.choice((20, 90, 300, 2000, 20_000))
    opened, closed = rng.choice(
        (("[", "]"), ("{a: ", "}"), ("- ", ""), ("? ", ""), ("{", "}"), ("'", ""))
    )
    found = rng.choice(list(_KEYED.finditer(text)))
    value = opened * depth + "a" + closed * depth
    return text[: found.start(2)] + value + text[
        found.end(2) :
    ], f"{found[1]}: {opened!r} × {depth}"


def _bomb(rng: Random, text: str) -> tuple[str, str]:
    width, depth = rng.choice(((9, 5), (9, 9), (2, 24), (300, 2)))
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * width)}]" for n in range(1, depth)]
    lines += rng.choice(([], ["b: &b [*b]"], ["<<: *a0"]))
    return text.replace(
        "---\n", "---\n" + "\n".join(lines) + "\n", 1
    ), f"aliases {width} ** {depth}"


def _many(rng: Random, text: str) -> tuple[str, str]:
    count = rng.choice((50, 2_000, 20_000))
    kind = rng.choice(("keys", "items", "comments", "length"))
    added = {
        "keys": "".join(f"k{n}: v\n" for n in range(count)),
        "items": "sources:\n" + "  - nguồn\n" * count,
        "comments": "# ghi chú\n" * count,
        "length": f"tab: {'chữ ' * count * 10}\n",
    }[kind]
    return text.replace("---\n", f"---\n{added}", 1), f"{count} {kind}"


def _thin(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    mark = rng.choice(INVISIBLE)
    value = thinned(rng, found[2], mark)
    return text[: found.start(2)] + value + text[found.end(2) :], f"{found[1]} {mark!r} in words"


def _old_font(rng: Random, text: str) -> tuple[str, str]:
    found = rng.choice(list(_KEYED.finditer(text)))
    kind = rng.choice(sorted(GARBLED))
    return text[: found.start(2)] + GARBLED[kind](found[2]) + text[
        found.end(2) :
    ], f"{found[1]} {kind}"


Change = Callable[[Random, str], tuple[str, str]]
CHANGES: tuple[Change, ...] = (
    *(_hostile_value, _hostile_value, _odd_value, _odd_value, _odd_item, _hash, _indent),
    *(_indent_items, _lines, _cut, _colon, _key, _fence, _nested, _bomb, _many, _thin, _old_font),
)
