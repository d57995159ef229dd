"""Compose any file: its job -> its record, by the table of who composes what, and its key. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

from press.base.digest import digest
from press.content.kit import Kit
from press.content.model.campaign import Campaign
from press.outputs.calendar.compose import Calendars
from press.outputs.feed.compose import Feeds
from press.outputs.machine.compose import Machines
from press.outputs.pack.compose import Packs
from press.outputs.page.compose import Pages
from press.outputs.piece.compose import Faces
from press.outputs.piece.record import ContactSheet, Cover, Edition, Face
from press.outputs.search.compose import Searches
from press.outputs.shared.parts import Parts
from press.outputs.shared.views import Calendar, Data, Feed, Pack, Page, Search, Ticket, TicketTable
from press.outputs.ticket.compose import Orders
from press.site.plan import TICKETS, Job

PIECES = frozenset({"card", "print", "thumb"})
DRAWN_BY = ("edition", "picture", "piece", "shared")

Composed = (
    Face
    | Cover
    | Edition
    | ContactSheet
    | Calendar
    | Page
    | Data
    | Feed
    | Pack
    | Search
    | Ticket
    | TicketTable
)


class Key(NamedTuple):
    """What a file is made from, in three digests, so that a build can say which has changed."""

    look: str  # templates, typefaces and code
    own: str  # a piece's artwork; all that shows of another file
    other: str  # a piece's imprint; the files that another one shows

    def __str__(self) -> str:
        return ".".join(part[:20] for part in self)


class Composer:
    """Every job's record: all that shows of a file, and the files whose bytes or sizes show."""

    def __init__(self, campaign: Campaign, kit: Kit) -> None:
        self.faces = Faces(campaign, kit.pictograms, looks(kit))
        parts = Parts(campaign, kit.pictograms)
        code = ("press/outputs/", "press/media/", "press/site/paths.py", "press/base/text.py")
        drawn_by = (*code, "templates/web/", "templates/pack/", "assets/css/", "assets/js/")
        look = digest(_matching(kit, drawn_by), kit.versions)
        of_tickets = (*code, "templates/ticket/", "assets/fonts/")
        drawn = digest(_matching(kit, of_tickets), kit.versions)
        orders = Orders(parts, self.faces, drawn)
        searches = Searches(parts, look)
        self._by_view: dict[str, Callable[[Job], Composed]] = {
            **dict.fromkeys(TICKETS, orders.compose),
            "cover": self.faces.cover,
            "edition": self.faces.edition,
            "index": searches.index,
            "names": searches.names,
        }
        self._by_kind: dict[str, Callable[[Job], Composed]] = {
            **dict.fromkeys(PIECES, self._picture),
            "calendar": Calendars(parts, look).compose,
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
    if isinstance(record, Cover):
        return Key(record.face.sheet.look, digest(record), "")
    if isinstance(record, Edition):
        imprints = digest(record.names, *(imprint.digest for imprint in record.imprints))
        return Key(record.artwork.sheet.look, record.artwork.digest, imprints)
    look = "" if isinstance(record, ContactSheet) else record.look  # its pictures have one
    return Key(look, digest(record), digest(*map(key, record.files)))


def looks(kit: Kit) -> dict[str, str]:
    """Return for each shape of sheet the digest of all that draws it: template, fonts, code."""
    code = tuple(f"press/outputs/{name}/" for name in DRAWN_BY)
    drawn_by = ("templates/lib/", "assets/fonts/", "assets/icc/", "press/media/")
    shared = _matching(kit, (*drawn_by, *code))
    sheets = _matching(kit, ("templates/sheet/",))
    return {Path(path).stem: digest(shared, sheet, kit.versions) for path, sheet in sheets.items()}


def _matching(kit: Kit, prefixes: tuple[str, ...]) -> dict[str, str]:
    return {path: sha for path, sha in kit.digests.items() if path.startswith(prefixes)}
