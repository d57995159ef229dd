"""Compose any file: its job -> its record, by the registry, and what it is made from. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import NamedTuple

from press.base.digest import digest
from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.composed import Composed
from press.outputs.context import Context
from press.outputs.registry import BY_VIEW, Compose, Output
from press.site.plan import Job


class Fingerprints(NamedTuple):
    """Digests of all that makes files but what shows: code, templates, typefaces, libraries."""

    views: Mapping[str, str]  # by the view of a job
    sheets: Mapping[str, str]  # by the shape of a sheet


class Key(NamedTuple):
    """What a file is made from, in three digests, so that a build can say which has changed."""

    look: str  # its fingerprint
    own: str  # a piece's artwork; all that shows of another file
    other: str  # a piece's imprint; the files that another one shows

    def __str__(self) -> str:
        return ".".join(part[:20] for part in self)


class Composer:
    """Every job's record: all that shows of a file, and the files whose bytes or sizes show."""

    def __init__(
        self, campaign: Campaign, resources: Resources, fingerprints: Fingerprints
    ) -> None:
        self.context = Context(campaign, resources.pictograms, fingerprints.sheets)
        self._fingerprints = fingerprints.views
        self._composer: Callable[[Output], Compose] = cache(self._of)

    def _of(self, output: Output) -> Compose:
        return output.composer(self.context)

    def compose(self, job: Job) -> Composed:
        """Return the record of a job."""
        return self._composer(BY_VIEW[job.view])(job)

    def records(self, jobs: Iterable[Job]) -> dict[str, Composed]:
        """Return the record of each job by its path."""
        return {job.path: self.compose(job) for job in jobs}

    def keys(self, jobs: Iterable[Job], records: Mapping[str, Composed]) -> dict[str, str]:
        """Return what each file of a group is made from. Files show files of their group alone."""
        views = {job.path: job.view for job in jobs}
        keys: dict[str, str] = {}

        def key(path: str) -> str:
            if path not in keys:
                keys[path] = str(self._key(views[path], records[path], key))
            return keys[path]

        for path in records:
            key(path)
        return keys

    def _key(self, view: str, record: Composed, key: Callable[[str], str]) -> Key:
        own, other = record.parts
        look = record.drawn_by or self._fingerprints[view]
        return Key(look, own, digest(other, *map(key, record.files)) if record.files else other)


def in_order(jobs: Iterable[Job], records: Mapping[str, Composed]) -> list[Job]:
    """Return jobs in the order of making: a file comes after those it shows.

    Pieces of one imprint are made one after another.
    """

    @cache
    def depth(path: str) -> int:
        return 1 + max(map(depth, records[path].files), default=0)

    def order(job: Job) -> tuple[int, tuple[str, ...]]:
        ids = (job.format or "", job.language or "", job.message or "", job.path)
        return depth(job.path), ids

    return sorted(jobs, key=order)
