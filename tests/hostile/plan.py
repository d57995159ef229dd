"""Which cases a run has: of each surface its share."""

from __future__ import annotations

from collections.abc import Sequence

from tests.hostile.case import Name
from tests.hostile.surfaces import SURFACES


def names_of(cases: int, seed: int, only: Sequence[str] | None = None) -> list[Name]:
    """Return the names of so many cases, divided among all surfaces or some."""
    wanted = {name: SURFACES[name].share for name in only or SURFACES}
    total = sum(wanted.values())
    counts = {name: max(1, round(cases * share / total)) for name, share in wanted.items()}
    names = (Name(name, seed, number) for name, count in counts.items() for number in range(count))
    return sorted(names, key=lambda name: name.number / counts[name.surface])  # mixed throughout
