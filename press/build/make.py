"""Make the files of a new site, group after group: compose, render, write.

One `Maker` per process. It is built from plain records, so a worker process can be sent all it
needs; what it draws goes through the store, so that no later run draws it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

from press.base.diag import Problem
from press.base.digest import digest
from press.build.ledger import Group, Made, line
from press.build.site import Site
from press.build.store import Store
from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.composed import Composed, Files, Rendered
from press.outputs.composer import Composer, Fingerprints, in_order
from press.outputs.overset import problems, too_heavy
from press.outputs.registry import BY_VIEW, planned
from press.outputs.shared.typesetting import UnfitError, typesetter
from press.outputs.tools import Tools
from press.site.plan import Job


@dataclass(frozen=True)
class Batch:
    """What one task did: a group of files, problems found on the way, drawings made anew.

    `name` and `line` are the group's, the line as it goes into the ledger: empty if there are
    problems, and of a task that only drew. `files` is how many of the plan were looked at, made or
    not; `why` counts the files made, by kind and the reason why the old would not do.
    """

    name: str
    line: bytes
    files: int
    problems: tuple[Problem, ...]
    drawn: int
    why: Counter[tuple[str, str]]


class File(NamedTuple):
    """A file that is to be: what it is about, what shows, what it is made from, why it is stale."""

    job: Job
    record: Composed
    key: str
    why: str


@dataclass(frozen=True)
class Workplace:
    """Where files are made: from what, by what, and into which site."""

    campaign: Campaign
    resources: Resources
    fingerprints: Fingerprints
    site: Site


class Maker:
    """Makes groups of files into a new site."""

    def __init__(self, place: Workplace, store: Store) -> None:
        self._campaign, self._site, self._store = place.campaign, place.site, store
        self._plan = planned(place.campaign)
        # Contacts show in communes' files alone. All others are composed without them, so that an
        # edit of a contact cannot change a file whose group's key does not tell of it.
        self._shared = cache(partial(self._new_composer, place, contacts=False))
        self._whole = cache(partial(self._new_composer, place, contacts=True))
        self._views = place.fingerprints.views
        resources = place.resources
        self._tools = Tools(resources.root, resources.profile, resources.templates, store.memo)
        self._renderer = cache(self._new_renderer)
        self._drawer = cache(self._new_drawer)

    @staticmethod
    def _new_composer(place: Workplace, *, contacts: bool) -> Composer:
        campaign = place.campaign if contacts else place.campaign.without_contacts()
        return Composer(campaign, place.resources, place.fingerprints)

    def _new_renderer(self, view: str) -> Callable[[Composed, Files], Rendered]:
        return BY_VIEW[view].renderer(self._tools, self._views[view])

    def _new_drawer(self, view: str) -> Callable[[Composed], object]:
        return BY_VIEW[view].drawer(self._tools, self._views[view])

    def files(self, name: str, known: Mapping[str, Made]) -> Iterator[File]:
        """Yield every file of a group in the order of making: what it is, and why it is stale.

        The reason is empty for what stands as it should, which the new site then has too.
        """
        composer = self._shared() if name in self._plan.shared else self._whole()
        jobs = composer.context.plan.group(name)
        records = composer.records(jobs)
        keys = composer.keys(jobs, records)
        for job in in_order(jobs, records):
            record, key = records[job.path], keys[job.path]
            made = _inside(known, job) if job.is_folder else [known.get(job.path)]
            whys = (_why(record, key, old) for old in made or [None])
            yield File(job, record, key, next(filter(None, whys), ""))

    def make(self, name: str, key: str, known: Iterable[Made]) -> Batch:
        """Make what is stale of a group. Texts that do not fit are gathered, not raised."""
        before = self._store.drawn
        old = {made.path: made for made in known}
        new: dict[str, Made] = {}
        found: list[Problem] = []
        why: Counter[tuple[str, str]] = Counter()
        planned = 0
        for file in self.files(name, old):
            planned += not file.job.is_folder
            kept = _inside(old, file.job) if file.job.is_folder else [old.get(file.job.path)]
            current = [made for made in kept if made]
            if not file.why and self._site.keep(*current):
                new |= {made.path: made for made in current}
            elif not (found and file.record.files):  # they show what could not be drawn
                try:
                    made = self._written(file, new)
                except UnfitError as unfit:
                    found += problems(self._campaign, file.job, unfit.oversets)
                    continue
                why[file.job.kind, file.why or TOUCHED] += _changed(made, old)
                new |= made
                size = sum(row.bytes for row in made.values())
                found += too_heavy(self._campaign, file.job, size)
        group = Group(name, key, tuple(new[path] for path in sorted(new)))
        entry = b"" if found else line(group)
        return Batch(name, entry, planned, tuple(found), self._store.drawn - before, why)

    def _written(self, file: File, made: Mapping[str, Made]) -> Mapping[str, Made]:
        """Write a file, or the files of a folder.   Raises UnfitError."""
        job = file.job
        rendered = self._renderer(job.view)(file.record, MadeFiles(made, self._site))
        files = rendered if isinstance(rendered, Mapping) else {"": rendered}
        ids = (job.language, job.message, job.commune, job.format, job.variant)
        return {
            path: Made(path, job.kind, *ids, file.key, *self._site.write(path, chunks))
            for path, chunks in ((job.path + name, chunks) for name, chunks in files.items())
        }

    def draw(self, jobs: Iterable[Job]) -> Batch:
        """Draw into the store what files are made of: jobs that are alike.

        If the first is in the store already, so are most, and the rest is left to be drawn with
        its files.
        """
        before = self._store.drawn
        found: list[Problem] = []
        for job in jobs:
            try:
                self._drawer(job.view)(self._whole().compose(job))
            except UnfitError as unfit:
                if job.format:  # what is unfit for a ticket's picture is told with the piece
                    found += problems(self._campaign, job, unfit.oversets)
            if self._store.drawn == before and not found:
                break
        return Batch("", b"", 0, tuple(found), self._store.drawn - before, Counter())

    def unfit(self, commune: str) -> tuple[Problem, ...]:
        """Draw a commune's imprints, keeping none, and return what does not fit."""
        found: list[Problem] = []
        sheets = self._tools.one(typesetter)
        pieces = (job for job in self._plan.group(commune) if job.view == "piece")
        for job in {(job.format, job.language): job for job in pieces}.values():
            face = self._whole().context.faces.face(job)
            drawing = partial(sheets.png, face, "band", width=40)
            try:
                self._store.memo(digest("fits", face.imprint), drawing)
            except UnfitError as unfit:
                found += problems(self._campaign, job, unfit.oversets)
        return tuple(found)


class MadeFiles:
    """The files of a group that are made already, for a record that shows some: the `Files`."""

    def __init__(self, made: Mapping[str, Made], site: Site) -> None:
        self._made = made
        self._site = site

    def size(self, path: str) -> int:
        """Return how many bytes a file has."""
        return self._made[path].bytes

    def sha256(self, path: str) -> str:
        """Return the SHA-256 of a file, in hexadecimal."""
        return self._made[path].sha256

    def read(self, path: str) -> bytes:
        """Return a file."""
        return self._site.read(path)


TOUCHED = "not there, or not as it was made"
LINKED_PARTS = ("template, typeface or code", "artwork", "imprint")
FILE_PARTS = ("template or code", "what it shows", "files it shows")


def _inside(known: Mapping[str, Made], folder: Job) -> list[Made | None]:
    return [made for path, made in known.items() if path.startswith(folder.path)]


def _changed(made: Mapping[str, Made], old: Mapping[str, Made]) -> int:
    """Return how many files were made anew: of a folder, those that came out another."""
    if len(made) == 1:
        return 1
    return sum(old.get(path) != row for path, row in made.items())


def _why(record: Composed, key: str, made: Made | None) -> str:
    """Return in words what has changed since a file was made; nothing if nothing has.

    A key is fingerprint.own.other (`outputs.composer.Key`): the words say which of them differ.
    """
    if made is None:
        return "new"
    names = LINKED_PARTS if record.parts[1] else FILE_PARTS
    old, new = made.key.split("."), key.split(".")
    if old[0] != new[0]:
        return names[0]  # which changes the other two as well
    return ", ".join(names[place] for place in (1, 2) if old[place] != new[place])
