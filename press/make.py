"""Make the files of a new site, group after group: compose, render, write.

One `Maker` per process. It is built from plain records, so a worker process can be sent all it
needs; what it draws goes through the store, so that no later run draws it again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from press.compose.face import Faces
from press.compose.feed import Feeds
from press.compose.machines import Machines
from press.compose.pack import Packs
from press.compose.page import Pages
from press.compose.parts import Parts
from press.compose.ticket import Orders
from press.diag import Problem
from press.digest import digest
from press.faces import ContactSheet, Edition, Face
from press.fitting import problems, too_heavy
from press.kit import Kit
from press.ledger import Group, Made, line
from press.model import Campaign
from press.plan import TICKETS, Job, Plan, order
from press.render.feed import render_feed
from press.render.pack import render_pack
from press.render.page import Templates, render_page
from press.render.piece import Pieces
from press.render.sheet import Sheets, UnfitError
from press.render.thumb import contact_sheet, thumb
from press.render.ticket import Tickets
from press.store import Store
from press.views import Data, Feed, Pack, Page, Ticket, TicketTable
from press.write import Site

PIECES = frozenset({"card", "print", "thumb"})
DRAWN_BY = ("card", "edition", "outlines", "pdfx", "piece", "qr", "sheet", "thumb")

Composed = Face | Edition | ContactSheet | Page | Data | Feed | Pack | Ticket | TicketTable


class Key(NamedTuple):
    """What a file is made from, in three digests, so that a build can say which has changed."""

    look: str  # templates, typefaces and code
    own: str  # a piece's artwork; all that shows of another file
    other: str  # a piece's imprint; the files that another one shows

    def __str__(self) -> str:
        return ".".join(part[:20] for part in self)


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


class Composer:
    """Every job's record: all that shows of a file, and the files whose bytes or sizes show."""

    def __init__(self, campaign: Campaign, kit: Kit) -> None:
        self.faces = Faces(campaign, kit.pictograms, looks(kit))
        parts = Parts(campaign, kit.pictograms)
        code = ("press/render/", "press/paths.py", "press/text.py")
        drawn_by = (*code, "templates/web/", "templates/pack/", "assets/css/")
        look = digest(_matching(kit, drawn_by), kit.versions)
        of_tickets = (*code, "templates/ticket/", "assets/fonts/")
        drawn = digest(_matching(kit, of_tickets), kit.versions)
        orders = Orders(parts, self.faces, drawn, kit.fonts["Noto Sans"])
        self._by_view = {"edition": self.faces.edition, **dict.fromkeys(TICKETS, orders.compose)}
        self._by_kind: dict[str, Callable[[Job], Composed]] = {
            **dict.fromkeys(PIECES, self._picture),
            "feed": Feeds(parts, look).compose,
            "pack": Packs(parts, look).compose,
            "page": Pages(parts, look).compose,
        }
        self._rest = Machines(parts, look).compose

    def compose(self, job: Job) -> Composed:
        """Return the record of a job."""
        composer = self._by_view.get(job.view) or self._by_kind.get(job.kind, self._rest)
        return composer(job)

    def _picture(self, job: Job) -> Face | ContactSheet:
        return self.faces.face(job) if job.format else self.faces.contact_sheet(job.language or "")

    def records(self, jobs: Iterable[Job]) -> dict[str, Composed]:
        """Return the record of each job by its path."""
        return {job.path: self.compose(job) for job in jobs}


def keys_of(records: Mapping[str, Composed]) -> dict[str, str]:
    """Return what each file of a group is made from. Files show files of their group alone."""
    keys: dict[str, str] = {}

    def key(path: str) -> str:
        if path not in keys:
            keys[path] = str(_key(records[path], key))
        return keys[path]

    for path in records:
        key(path)
    return keys


def _key(record: Composed, key: Callable[[str], str]) -> Key:
    if isinstance(record, Face):
        return Key(record.sheet.look, record.artwork.digest, record.imprint.digest)
    if isinstance(record, Edition):
        imprints = digest(record.names, *(imprint.digest for imprint in record.imprints))
        return Key(record.artwork.sheet.look, record.artwork.digest, imprints)
    look = "" if isinstance(record, ContactSheet) else record.look  # its pictures have one
    return Key(look, digest(record), digest(*map(key, record.files)))


def looks(kit: Kit) -> dict[str, str]:
    """Return for each shape of sheet the digest of all that draws it: template, fonts, code."""
    code = tuple(f"press/render/{name}.py" for name in DRAWN_BY)
    drawn_by = ("templates/lib/", "assets/fonts/", "assets/icc/", "press/render/link/")
    shared = _matching(kit, (*drawn_by, *code))
    sheets = _matching(kit, ("templates/sheet/",))
    return {Path(path).stem: digest(shared, sheet, kit.versions) for path, sheet in sheets.items()}


def _matching(kit: Kit, prefixes: tuple[str, ...]) -> dict[str, str]:
    return {path: sha for path, sha in kit.digests.items() if path.startswith(prefixes)}


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
            if not reason and self._site.keep(old[job.path]):
                made[job.path] = old[job.path]
                continue
            if found and job.kind not in PIECES:
                break  # packs and pages show what could not be drawn
            why[job.kind, reason or TOUCHED] += 1
            try:
                written = self._site.write(job.path, self._render(record, job.kind, made))
            except UnfitError as unfit:
                found += problems(self._campaign, job, unfit.oversets)
                continue
            found += too_heavy(self._campaign, job, written[1])
            ids = (job.language, job.message, job.commune, job.format, job.variant)
            made[job.path] = Made(job.path, job.kind, *ids, file_key, *written)
        group = Group(name, key, tuple(made[path] for path in sorted(made)))
        entry = b"" if found else line(group)
        return Batch(name, entry, len(made), tuple(found), self._store.drawn - before, why)

    def draw(self, job: Job) -> Batch:
        """Draw an artwork into the store; without a variant, the small picture too."""
        before = self._store.drawn
        found: list[Problem] = []
        record = self._composer.compose(job)
        try:
            if isinstance(record, Ticket):
                self._tickets.artwork(record)
            elif isinstance(record, Face):
                self._pieces.artwork(record)
                if job.variant is None:
                    self._thumb(record)
        except UnfitError as unfit:
            if job.format:  # what is unfit for a ticket's picture is told with the piece itself
                found = problems(self._campaign, job, unfit.oversets)
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

    def _render(self, record: Composed, kind: str, made: Mapping[str, Made]) -> Iterable[bytes]:
        """Return the bytes of a file; `made` has the files of its group that it may show."""
        match record:
            case Face():
                data = self._thumb(record) if kind == "thumb" else self._pieces.link(record)
            case Edition():
                data = self._pieces.edition(record)
            case ContactSheet():
                rows = [[self._site.read(path) for path in row] for row in record.rows]
                data = contact_sheet(rows)
            case Pack():
                sums = {path: made[path].sha256 for path in record.files}
                return render_pack(record, self._templates, self._site.read, sums)
            case Ticket() | TicketTable():
                told = {path: (made[path].bytes, made[path].sha256) for path in record.files}
                data = self._tickets.render(record, told)
            case Feed():
                data = render_feed(record, {path: made[path].bytes for path in record.files})
            case Page() | Data():
                sizes = {path: made[path].bytes for path in record.files}
                data = render_page(record, self._templates, sizes)
        return [data]

    def _thumb(self, face: Face) -> bytes:
        return self._store.memo(digest("thumb", face), lambda: thumb(face, self._sheets))


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
