"""Which cases a run has: of each surface its share, or one of each kind of harm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tests.hostile.case import Case, Name
from tests.hostile.surfaces import SURFACES


def names_of(cases: int, seed: int, only: Sequence[str] | None = None) -> list[Name]:
    """Return the names of so many cases, divided among all surfaces or some."""
    wanted = {name: SURFACES[name].share for name in only or SURFACES}
    total = sum(wanted.values())
    counts = {name: max(1, round(cases * share / total)) for name, share in wanted.items()}
    names = (Name(name, seed, number) for name, count in counts.items() for number in range(count))
    return sorted(names, key=lambda name: name.number / counts[name.surface])  # mixed throughout


def one_of_each(names: Iterable[Name]) -> dict[str, Name]:
    """Return the first name of each kind of harm, by surface and kind."""
    found: dict[str, Name] = {}
    for name in names:
        found.setdefault(f"{name.surface}, {_kind(SURFACES[name.surface].make(name))}", name)
    return found


def _kind(case: Case) -> str:
    """Return what was done, of naughty strings to which file: its note begins so."""
    first, _, rest = case.note.partition(": ")
    told = {"naughty": first, "logos": first, "logs": case.note.partition("; ")[2]}
    return re.split("[: ,]", told.get(case.name.surface, rest or first))[0]
