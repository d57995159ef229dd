"""What a case is, what is found of it, and what names both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple


class Name(NamedTuple):
    """A case's own name: from it alone the case is made again."""

    surface: str
    seed: int
    number: int

    def __str__(self) -> str:
        return f"{self.surface}:{self.seed}:{self.number}"

    @property
    def random(self) -> Random:
        """What all choices of the case are drawn from."""
        return Random(str(self))  # noqa: S311 - chance that repeats


@dataclass(frozen=True)
class Case:
    """Files laid over the campaign, by name inside the folder of content; None removes one.

    `note` says in words what was done. `garbled` says which letters are no longer what somebody
    wrote, if that must not pass untold. `changes` counts the independent faults in it.
    """

    name: Name
    files: Mapping[str, bytes | None]
    note: str
    garbled: str = ""
    changes: int = 1
    box: tuple[float, float, float, float] | None = None  # of a logo: what it must cover


@dataclass(frozen=True)
class Failure:
    """Something that must not be. `kind` is greppable, `detail` is for people."""

    kind: str
    detail: str


@dataclass
class Verdict:
    """What became of a case."""

    name: Name
    note: str
    accepted: bool = False
    drawn: bool = False
    codes: tuple[str, ...] = ()
    changes: int = 1
    seconds: float = 0.0
    megabytes: float = 0.0
    failures: list[Failure] = field(default_factory=list)
    problems: tuple[str, ...] = ()

    def fail(self, kind: str, detail: str) -> None:
        """Note something that must not be."""
        self.failures.append(Failure(kind, detail if len(detail) < 400 else f"{detail[:400]}…"))
