"""Make the files of a new site, one job after another: compose, render, write.

One `Maker` per process. It is built from plain records, so a worker process can be sent all it
needs; what it draws goes through the store, so that no later run draws it again.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from press.compose.face import Faces
from press.compose.feed import Feeds
from press.compose.pack import Packs
from press.compose.page import Pages
from press.compose.parts import Parts
from press.diag import Problem
from press.digest import digest
from press.faces import ContactSheet, Face
from press.fitting import problems, too_heavy
from press.kit import Kit
from press.model import Campaign
from press.plan import Job
from press.render.card import card
from press.render.feed import render_feed
from press.render.pack import write_pack
from press.render.page import Templates, render_page
from press.render.sheet import Sheets, UnfitError
from press.render.thumb import contact_sheet, thumb
from press.store import Store
from press.views import Data, Feed, Pack, Page
from press.write import Made, write_file

PIECES = frozenset({"card", "print", "thumb"})

Composed = Face | ContactSheet | Page | Data | Feed | Pack


@dataclass(frozen=True)
class Batch:
    """What one task made: files, problems of content found on the way, and drawings made anew."""

    made: tuple[Made, ...]
    problems: tuple[Problem, ...]
    drawn: int


class Composer:
    """Every job's record: all that shows of the file, and the files whose bytes or sizes show."""

    def __init__(self, campaign: Campaign, kit: Kit) -> None:
        self.faces = Faces(campaign, kit.pictograms, looks(kit))
        parts = Parts(campaign, kit.pictograms)
        drawn_by = ("templates/web/", "templates/pack/", "assets/css/", "press/render/")
        look = digest(_matching(kit, (*drawn_by, "press/paths.py", "press/text.py")), kit.versions)
        self._pages = Pages(parts, look)
        self._feeds = Feeds(parts, look)
        self._packs = Packs(parts, look)

    def compose(self, job: Job) -> Composed:
        """Return the record of a job."""
        if job.kind == "feed":
            return self._feeds.compose(job)
        if job.kind == "pack":
            return self._packs.compose(job)
        if job.kind in PIECES:
            return (
                self.faces.face(job) if job.format else self.faces.contact_sheet(job.language or "")
            )
        return self._pages.compose(job)

    def keys(self, jobs: Iterable[Job]) -> dict[str, str]:
        """Return what each file is made from, as one digest: its record and the files it shows."""
        records = {job.path: self.compose(job) for job in jobs}
        keys: dict[str, str] = {}

        def key(path: str) -> str:
            if path not in keys:
                record = records[path]
                keys[path] = digest(record, *(key(file) for file in getattr(record, "files", ())))
            return keys[path]

        for path in records:
            key(path)
        return keys


def looks(kit: Kit) -> dict[str, str]:
    """Return for each shape of sheet the digest of all that draws it: template, fonts, code."""
    code = tuple(f"press/render/{name}.py" for name in ("card", "png", "qr", "sheet", "thumb"))
    shared = _matching(kit, ("templates/lib/", "assets/fonts/", *code))
    sheets = _matching(kit, ("templates/sheet/",))
    return {Path(path).stem: digest(shared, sheet, kit.versions) for path, sheet in sheets.items()}


def _matching(kit: Kit, prefixes: tuple[str, ...]) -> dict[str, str]:
    return {path: sha for path, sha in kit.digests.items() if path.startswith(prefixes)}


class Maker:
    """Makes files into the folder of a new site."""

    def __init__(self, campaign: Campaign, kit: Kit, store: Store, out: Path) -> None:
        self._campaign = campaign
        self._composer = Composer(campaign, kit)
        self._store = store
        self._out = out
        self._kit = kit
        self._cache: dict[str, bytes] = {}

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self._kit.root)

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self._kit.templates)

    def make(self, jobs: Iterable[Job], keys: Mapping[str, str]) -> Batch:
        """Make files in the given order. Texts that do not fit are gathered, not raised."""
        made: list[Made] = []
        found: list[Problem] = []
        before = self._store.drawn
        for job in jobs:
            if found and job.kind not in PIECES:
                break  # packs and pages show what could not be drawn
            try:
                data = self._render(job)
            except UnfitError as unfit:
                found += problems(self._campaign, job, unfit.oversets)
            else:
                found += too_heavy(self._campaign, job, len(data))
                made.append(write_file(self._out, job.path, keys[job.path], data))
        return Batch(tuple(made), tuple(found), self._store.drawn - before)

    def prove(self, jobs: Iterable[Job]) -> tuple[Problem, ...]:
        """Draw the parts of pieces without writing any, and return what does not fit."""
        found: list[Problem] = []
        for job in jobs:
            try:
                self._prove(job, self._composer.faces.face(job))
            except UnfitError as unfit:
                found += problems(self._campaign, job, unfit.oversets)
        return tuple(found)

    def _prove(self, job: Job, face: Face) -> None:
        if job.kind == "thumb":
            self._thumb(face)
        else:
            key = digest("proof", face.look, face.sheet, face.imprint)
            self._store.memo(key, lambda: self._sheets.png(face, "imprint", width=40)[:0])

    def _render(self, job: Job) -> bytes:
        record = self._composer.compose(job)
        if isinstance(record, Face):
            return self._piece(job.kind, record)
        if isinstance(record, ContactSheet):
            return contact_sheet([[self._read(path) for path in row] for row in record.rows])
        if isinstance(record, Pack):
            out = io.BytesIO()
            write_pack(record, self._templates, self._read, out)
            return out.getvalue()
        sizes = {path: (self._out / path).stat().st_size for path in record.files}
        if isinstance(record, Feed):
            return render_feed(record, sizes)
        return render_page(record, self._templates, sizes)

    def _piece(self, kind: str, face: Face) -> bytes:
        if kind == "card":
            return card(face, self._sheets, self._remember)
        if kind == "print":
            return self._store.memo(face.digest, lambda: self._sheets.pdf(face))
        return self._thumb(face)

    def _thumb(self, face: Face) -> bytes:
        return self._store.memo(digest("thumb", face), lambda: thumb(face, self._sheets))

    def _remember(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Keep the bands of cards in memory too: each is joined into many cards."""
        if key not in self._cache:
            if len(self._cache) > 4096:
                self._cache.clear()
            self._cache[key] = self._store.memo(key, make)
        return self._cache[key]

    def _read(self, path: str) -> bytes:
        return (self._out / path).read_bytes()
