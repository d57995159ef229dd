"""What a proof sheet shows: every piece with its picture and what preflight says."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown


@dataclass(frozen=True)
class Remark(Shown):
    """A finding in a line: its level, its code, what and where."""

    level: str
    code: str
    words: str


@dataclass(frozen=True)
class Item(Shown):
    """One file. `spots` are where findings stand on its picture, in percent."""

    picture: str  # path beside the sheet
    size: tuple[int, int]
    long: bool  # it wants the room of two
    name: str
    about: str  # format, real size, variant, weight
    state: str  # new, changed or same
    remarks: tuple[Remark, ...]
    spots: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ProofSheet(Shown):
    """All items, those that changed first, by message or by format."""

    title: str
    day: str
    groups: tuple[tuple[str, tuple[Item, ...]], ...]
    checks: tuple[tuple[str, str], ...]  # code, what it looks at

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them."""
        return tuple(item for _, items in self.groups for item in items)

    def count(self, level: str) -> int:
        """Return how many files have a remark of a level."""
        return sum(any(r.level == level for r in item.remarks) for item in self.items)
