"""Make the files of a new site, group after group: compose, render, write.

One `Maker` per process. It is built from plain records, so a worker process can be sent all it
needs; what it draws goes through the store, so that no later run draws it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NamedTuple

from press.base.diag import Problem
from press.base.digest import digest
from press.build.ledger import Group, Made, line
from press.build.site import Site
from press.build.store import Store
from press.content.kit import Kit
from press.content.model.campaign import Campaign
from press.media.webfont import subset
from press.outputs.calendar.render import render_calendar
from press.outputs.composer import PIECES, Composed, Composer, keys_of
from press.outputs.feed.render import render_feed
from press.outputs.machine.render import render_data
from press.outputs.overset import problems, too_heavy
from press.outputs.pack.render import render_pack
from press.outputs.page.render import Templates, render_page
from press.outputs.picture.render import contact_sheet, cover, mini, thumb
from press.outputs.piece.record import ContactSheet, Cover, Edition, Face
from press.outputs.piece.render import Pieces
from press.outputs.search.pagefind import index, packed, unpacked
from press.outputs.search.render import render_search
from press.outputs.shared.typesetting import Sheets, UnfitError
from press.outputs.shared.views import Calendar, Data, Feed, Pack, Page, Search, Ticket, TicketTable
from press.outputs.ticket.render import Tickets
from press.site.plan import Job, Plan, order


@dataclass(frozen=True)
class Batch:
    """What one task did: a group of files, problems found on the way, drawings made anew.

    `line` is the group's in the ledger; there is none if there are problems. `why` counts the
    files made by kind and by the reason why the old one would not do.
    """

    name: str
    line: bytes
    files: int
    problems: tuple[Problem, ...]
    drawn: int
    why: Counter[tuple[str, str]]


class Maker:
    """Makes groups of files into a new site."""

    def __init__(self, campaign: Campaign, kit: Kit, store: Store, site: Site) -> None:
        self._campaign = campaign
        self._kit = kit
        self._store = store
        self._site = site
        self._plan = Plan(campaign)
        self._composer = Composer(campaign, kit)

    @cached_property
    def _sheets(self) -> Sheets:
        return Sheets(self._kit.root, self._kit.profile)

    @cached_property
    def _pieces(self) -> Pieces:
        return Pieces(self._sheets, self._store.memo)

    @cached_property
    def _tickets(self) -> Tickets:
        return Tickets(self._sheets, self._store.memo, self._thumb)

    @cached_property
    def _templates(self) -> Templates:
        return Templates(self._kit.templates)

    def survey(self, name: str, known: Mapping[str, Made]) -> Iterator[Surveyed]:
        """Yield every file of a group in the order of making: what it is, and why it is stale.

        The reason is empty for what stands as it should, which the new site then has too.
        """
        jobs = self._plan.group(name)
        records = self._composer.records(jobs)
        keys = keys_of(records)
        for job in sorted(jobs, key=order):
            key, made = keys[job.path], known.get(job.path)
            yield Surveyed(job, records[job.path], key, _why(job, key, made))

    def make(self, name: str, key: str, known: Iterable[Made]) -> Batch:
        """Make what is stale of a group. Texts that do not fit are gathered, not raised."""
        before = self._store.drawn
        old = {made.path: made for made in known}
        made: dict[str, Made] = {}
        found: list[Problem] = []
        why: Counter[tuple[str, str]] = Counter()
        for job, record, file_key, reason in self.survey(name, old):
            if isinstance(record, Search):
                made |= self._index(job, record, file_key, old)
                why[job.kind, reason] += sum(old.get(path) != row for path, row in made.items())
                continue
            if not reason and self._site.keep(old[job.path]):
                made[job.path] = old[job.path]
                continue
            if found and job.kind not in PIECES:
                break  # packs and pages show what could not be drawn
            why[job.kind, reason or TOUCHED] += 1
            try:
                written = self._site.write(job.path, self._render(record, job.view, made))
            except UnfitError as unfit:
                found += problems(self._campaign, job, unfit.oversets)
                continue
            found += too_heavy(self._campaign, job, written[1])
            ids = (job.language, job.message, job.commune, job.format, job.variant)
            made[job.path] = Made(job.path, job.kind, *ids, file_key, *written)
        group = Group(name, key, tuple(made[path] for path in sorted(made)))
        entry = b"" if found else line(group)
        return Batch(name, entry, len(made), tuple(found), self._store.drawn - before, why)

    def _index(
        self, job: Job, record: Search, key: str, old: Mapping[str, Made]
    ) -> Mapping[str, Made]:
        """Make the files of the search index, whose names only its maker knows; or keep `old`."""
        current = old and not any(_why(job, key, made) for made in old.values())
        if current and self._site.keep(*old.values()):
            return old
        files = self._indexed(record)
        ids = (None, None, None, None, None)
        return {
            path: Made(path, job.kind, *ids, key, *self._site.write(path, [data]))
            for path, data in ((job.path + name, data) for name, data in files.items())
        }

    def _indexed(self, search: Search) -> Mapping[str, bytes]:
        key = digest("index", search)
        with suppress(ValueError):  # somebody put it there
            if kept := self._store.get(key):
                return unpacked(kept)
        files = index(render_search(search), self._store.tmp)
        self._store.put(key, packed(files))
        self._store.drawn += 1
        return files

    def draw(self, job: Job) -> Batch:
        """Draw an artwork into the store; without a variant, the small picture too."""
        before = self._store.drawn
        found: list[Problem] = []
        record = self._composer.compose(job)
        try:
            if isinstance(record, Search):
                self._indexed(record)
            elif isinstance(record, Ticket):
                self._tickets.artwork(record)
            elif isinstance(record, Cover):
                self._cover(record)
            elif isinstance(record, Face):
                self._pieces.artwork(record)
                if job.variant is None:
                    self._mini(record)
        except UnfitError as unfit:
            if job.format:  # what is unfit for a ticket's picture is told with the piece itself
                found = problems(self._campaign, job, unfit.oversets)
        return Batch("", b"", 0, tuple(found), self._store.drawn - before, Counter())

    def draw_imprints(self, jobs: Iterable[Job], communes: Iterable[str]) -> Batch:
        """Draw the imprints of communes on some pieces into the store, if the first is not there.

        Else most are there, and those that are not are drawn with their pieces.
        """
        before = self._store.drawn
        found: list[Problem] = []
        for of in (replace(job, commune=commune) for commune in communes for job in jobs):
            try:
                self._pieces.imprint(self._composer.faces.face(of))
            except UnfitError as unfit:
                found += problems(self._campaign, of, unfit.oversets)
            if not (self._store.drawn > before or found):
                break
        return Batch("", b"", 0, tuple(found), self._store.drawn - before, Counter())

    def prove(self, commune: str) -> tuple[Problem, ...]:
        """Draw a commune's imprints, keeping none, and return what does not fit."""
        found: list[Problem] = []
        pieces = (job for job in self._plan.group(commune) if job.view == "piece")
        for job in {(job.format, job.language): job for job in pieces}.values():
            face = self._composer.faces.face(job)
            drawing = partial(self._sheets.png, face, "band", width=40)
            try:
                self._store.memo(digest("proof", face.imprint), drawing)
            except UnfitError as unfit:
                found += problems(self._campaign, job, unfit.oversets)
        return tuple(found)

    def _render(self, record: Composed, view: str, made: Mapping[str, Made]) -> Iterable[bytes]:
        """Return the bytes of a file; `made` has the files of its group that it may show."""
        match record:
            case Pack():
                sums = {path: made[path].sha256 for path in record.files}
                return render_pack(record, self._templates, self._site.read, sums)
            case Ticket() | TicketTable():
                told = {path: (made[path].bytes, made[path].sha256) for path in record.files}
                data = self._tickets.render(record, told)
            case Calendar():
                data = render_calendar(record)
            case Feed() | Page():
                data = self._page(record, {path: made[path].bytes for path in record.files})
            case Data():
                told = {path: (made[path].bytes, made[path].sha256) for path in record.files}
                data = self._data(record, told)
            case Face() | Cover() | Edition() | ContactSheet():
                data = self._picture(record, view)
            case Search():
                raise TypeError("an index is many files")
        return [data]

    def _picture(self, record: Face | Cover | Edition | ContactSheet, view: str) -> bytes:
        match record:
            case Face() if view == "mini":
                return self._mini(record)
            case Face():
                return self._thumb(record) if view == "thumb" else self._pieces.link(record)
            case Cover():
                return self._cover(record)
            case Edition():
                return self._pieces.edition(record)
            case ContactSheet():
                rows = [[self._site.read(path) for path in row] for row in record.rows]
                return contact_sheet(rows)

    def _page(self, record: Feed | Page, sizes: Mapping[str, int]) -> bytes:
        if isinstance(record, Feed):
            return render_feed(record, sizes)
        return render_page(record, self._templates, sizes)

    def _data(self, record: Data, told: Mapping[str, tuple[int, str]]) -> bytes:
        if record.view == "font":
            return self._store.memo(digest(record), lambda: subset(self._kit.root, record))
        return render_data(record, self._templates, told)

    def _cover(self, picture: Cover) -> bytes:
        return self._store.memo(digest(picture), lambda: cover(picture, self._sheets))

    def _thumb(self, face: Face) -> bytes:
        return self._store.memo(digest("thumb", face), lambda: thumb(face, self._sheets))

    def _mini(self, face: Face) -> bytes:
        return self._store.memo(digest("mini", face), lambda: mini(self._thumb(face)))


class Surveyed(NamedTuple):
    """A file that is to be: what it is about, what shows, what it is made from, why it is stale."""

    job: Job
    record: Composed
    key: str
    why: str


TOUCHED = "not there, or not as it was made"


def _why(job: Job, key: str, made: Made | None) -> str:
    """Return in words what has changed since a file was made; nothing if nothing has."""
    if made is None:
        return "new"
    names = PIECE_PARTS if job.kind in PIECES and job.format else FILE_PARTS
    old, new = made.key.split("."), key.split(".")
    if old[0] != new[0]:
        return names[0]  # which changes the other two as well
    return ", ".join(names[place] for place in (1, 2) if old[place] != new[place])


PIECE_PARTS = ("template, typeface or code", "artwork", "imprint")
FILE_PARTS = ("template or code", "text", "files it shows")
