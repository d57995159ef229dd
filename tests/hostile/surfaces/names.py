"""The public list of naughty strings, through every text field of every file."""

from __future__ import annotations

import csv
import io
import json
import re
from functools import lru_cache
from typing import NamedTuple

from tests.hostile.case import Case, Name
from tests.hostile.content import base, text_of
from tests.hostile.letters import naughty, placed
from tests.hostile.surfaces.front import quoted

_YAML = re.compile(r"(?m)^(?:([a-z_]+): (?![|>\[])|  - )(.+)$")
_TOML = re.compile(r'(?m)^([\w.-]+ = )"([^"\n]*)"$')
_INLINE = re.compile(r'(\b\w+ = )"([^"\n]*)"(?= ?[,}\]])')


class Slot(NamedTuple):
    """A place where a text stands in a file: from one letter to another, or a cell of a table."""

    file: str
    start: int
    end: int
    row: int = -1


@lru_cache(maxsize=1)
def slots() -> tuple[Slot, ...]:
    """Return every place of content where somebody writes a text."""
    found: list[Slot] = []
    for file in base():
        text = text_of(file)
        if file.endswith(".md"):
            found += [Slot(file, *match.span(2)) for match in _YAML.finditer(text)]
            found.append(Slot(file, text.index("\n---\n") + 5, len(text)))
        elif file.endswith(".toml"):
            found += [Slot(file, *match.span(2)) for match in _TOML.finditer(text)]
            found += [Slot(file, *match.span(2)) for match in _INLINE.finditer(text)]
        elif file.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(text)))
            found += [Slot(file, c, c, r) for r in range(1, len(rows)) for c in range(len(rows[r]))]
    return tuple(found)


def make(name: Name) -> Case:
    """Return a case in which one text has a naughty string in it, or is one."""
    rng = name.random
    files = sorted({slot.file for slot in slots()})
    file = rng.choice([f for f in files if not f.startswith("strings/")] + ["strings/vi.toml"])
    slot = rng.choice([slot for slot in slots() if slot.file == file])
    text, added = text_of(slot.file), rng.choice(naughty())
    if slot.row >= 0:
        rows = list(csv.reader(io.StringIO(text)))
        rows[slot.row][slot.start] = placed(rng, rows[slot.row][slot.start], added)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        changed, where = out.getvalue(), f"row {slot.row}, {rows[0][slot.start]}"
    else:
        value = placed(rng, text[slot.start : slot.end], added)
        if slot.file.endswith(".toml"):
            value = json.dumps(value, ensure_ascii=rng.random() < 0.3)[1:-1]
        elif "\n" not in text[slot.start : slot.end]:
            value = quoted(rng, placed(rng, text[slot.start : slot.end].strip("'"), added))[0]
        changed = text[: slot.start] + value + text[slot.end :]
        where = f"line {text[: slot.start].count(chr(10)) + 1}"
    data = changed.encode("utf-8", "surrogatepass")
    return Case(name, {slot.file: data}, f"{slot.file}: {where}: {added[:80]!r}")
