"""What job tickets show: the order that a commune gives to a print shop. Compose -> render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.piece.record import Face
from press.outputs.shared.elements import Place


@dataclass(frozen=True)
class Design(Shown):
    """A message on a format, to be printed once or many times."""

    title: str
    language: str  # the name of the language, or nothing for the master
    files: tuple[tuple[str, str], ...]  # file name; what is special about it, or nothing


@dataclass(frozen=True)
class Lot(Shown):
    """All designs of a format, and what a shop must know of them."""

    name: str
    measure: str  # trimmed and at full size
    trim: str  # how far the colours run past it
    drawn: int  # 10 = the file is drawn at 1:10
    scale: tuple[str, ...]  # of such a file: that it is, and what to do
    ratio: float  # width to height
    long: bool  # a strip, whose picture stands above its files
    facts: tuple[str, ...]  # material, finishing, sides
    standard: str  # x-1a or x-4
    quantity: str  # of each design; nothing if it is written in by hand
    designs: tuple[Design, ...]


@dataclass(frozen=True)
class Order(Shown):
    """The part of a ticket that is the same for every commune. Files count from 1, lot by lot."""

    language: str
    title: str
    say: Mapping[str, str]  # the words of the form
    rules: tuple[str, ...]
    issuer: str
    updated: str  # days, in words
    start: str  # nothing if it is over, and then filled in by hand; likewise `end`
    end: str
    dark: str
    grey: str
    yellow: str
    lots: tuple[Lot, ...]


@dataclass(frozen=True)
class Ticket(Shown):
    """A commune's ticket. `pictures` are of the order's designs, of the province's faces.

    `files` are the site paths of the order's files, in its order.
    """

    order: Order
    pictures: tuple[Face, ...]
    place: Place
    address: str  # contacts may be empty
    phone: str
    email: str
    files: tuple[str, ...]


@dataclass(frozen=True)
class TicketTable(Shown):
    """A commune's ticket for spreadsheets: of each file a row.

    The last two columns, bytes and SHA-256, are filled in from the file of the same place in
    `files`; the column of the standard holds x-1a or x-4.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    files: tuple[str, ...]
