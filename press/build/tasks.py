"""What the processes of a build do: draw an artwork or imprints, make a group of files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from press.build.ledger import parsed
from press.build.make import Batch, Maker
from press.build.site import Site
from press.build.store import Store
from press.content.kit import Kit
from press.content.model.campaign import Campaign
from press.site.plan import Job


@dataclass(frozen=True)
class Draw:
    """Draw the artwork of a small picture."""

    job: Job


@dataclass(frozen=True)
class DrawImprints:
    """Draw the imprints of some communes; `jobs` are pieces of one format, of any commune."""

    jobs: tuple[Job, ...]
    communes: tuple[str, ...]


@dataclass(frozen=True)
class Make:
    """Make a group of files. `key` is what they are made from as one digest.

    `known` is the group's line of the ledger, or empty: the worker reads it, so that the parent
    need not.
    """

    group: str
    key: str
    known: bytes


Task = Draw | DrawImprints | Make


def begin(campaign: Campaign, kit: Kit, store: Path, site: Site) -> Callable[[Task], Batch]:
    """Return what does tasks, for one process."""
    return partial(_do, Maker(campaign, kit, Store(store), site))


def _do(maker: Maker, task: Task) -> Batch:
    match task:
        case Draw(job):
            return maker.draw(job)
        case DrawImprints(jobs, communes):
            return maker.draw_imprints(jobs, communes)
        case Make(group, key, known):
            return maker.make(group, key, parsed(known).made if known else ())
