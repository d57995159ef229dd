"""What the processes of a build do: draw what files are made of, make a group of files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from press.build.ledger import parsed
from press.build.make import Batch, Maker, Workplace
from press.build.store import Store
from press.site.plan import Job


@dataclass(frozen=True)
class Draw:
    """Draw what files are made of: jobs that are alike."""

    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class Make:
    """Make a group of files. `key` is what they are made from as one digest.

    `known` is the group's line of the ledger, or empty: the worker reads it, so that the parent
    need not.
    """

    group: str
    key: str
    known: bytes


Task = Draw | Make


def begin(place: Workplace, store: Path) -> Callable[[Task], Batch]:
    """Return what does tasks, for one process."""
    return partial(_do, Maker(place, Store(store)))


def _do(maker: Maker, task: Task) -> Batch:
    match task:
        case Draw(jobs):
            return maker.draw(jobs)
        case Make(group, key, known):
            return maker.make(group, key, parsed(known).made if known else ())
