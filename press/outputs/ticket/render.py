"""Render job tickets: Ticket -> PDF/UA-1, TicketTable -> CSV.

Most of a ticket is the same for every commune. So it is linked like a piece: all that is the same
is its artwork, compiled once; the commune's name and the checksums of its files are its imprint,
compiled on the same pages.
"""

from __future__ import annotations

import io
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import partial

import pikepdf
from pikepdf import Array, Name, String
from PIL import Image

from press.base.digest import digest
from press.base.text import as_csv, readable
from press.media import pdf
from press.media.objects import Part
from press.media.pdfx import CLAIMS, CONDITION
from press.outputs.composed import Files, told
from press.outputs.picture.render import kept_thumb
from press.outputs.shared.typesetting import plain, typesetter
from press.outputs.ticket.record import Order, Ticket, TicketTable
from press.outputs.tools import Tools

Told = Mapping[str, tuple[int, str]]  # site path -> bytes and SHA-256

TEMPLATE = "/templates/ticket/ticket.typ"
LONG_SIDE = 78  # px of a picture
LONG = 132  # px of one of a long strip
COLOURS = 12
SHORT_SUM = 16  # digits of a checksum that are enough to compare by eye


def renderer(
    tools: Tools, fingerprint: str
) -> Callable[[Ticket | TicketTable, Files], Iterable[bytes]]:
    """Return what renders a job ticket."""
    tickets = Tickets(tools, fingerprint)
    return lambda ticket, files: [tickets.render(ticket, told(ticket, files))]


def drawer(tools: Tools, fingerprint: str) -> Callable[[Ticket], object]:
    """Return what draws the part that is the same for every commune, and keeps it."""
    tickets = Tickets(tools, fingerprint)
    return tickets.artwork


class Tickets:
    """Tickets of communes. `fingerprint` is the digest of the code and templates that draw them."""

    def __init__(self, tools: Tools, fingerprint: str) -> None:
        self._tools = tools
        self._fingerprint = fingerprint
        self._artworks: dict[str, Part] = {}

    def render(self, ticket: Ticket | TicketTable, told: Told) -> bytes:
        """Return the PDF or the CSV. `told` has every path in `ticket.files`."""
        if isinstance(ticket, TicketTable):
            return _table(ticket, told)
        artwork = self.artwork(ticket)
        imprint = pdf.imprint_part(self.drawn(ticket.order, "imprint", entries(ticket, told)))
        if imprint.pages != artwork.pages:
            raise ValueError("the parts of a ticket must have equally many pages")
        return pdf.link(artwork, imprint)

    def artwork(self, ticket: Ticket) -> Part:
        """Return the part that is the same for every commune.   Raises UnfitError."""
        key = digest("ticket", self._fingerprint, ticket.order, ticket.pictures)
        if key not in self._artworks:
            self._artworks = {
                key: Part.unpack(self._tools.memo(key, partial(self._artwork, ticket)))
            }
        return self._artworks[key]

    def _artwork(self, ticket: Ticket) -> bytes:
        kept = ((kept_thumb(face, self._tools), face.sheet.long) for face in ticket.pictures)
        pictures = [list(small(picture, long=long)) for picture, long in kept]
        drawn = self.drawn(ticket.order, "artwork", {"pictures": pictures})
        return pdf.artwork_part(drawn, _in_few_colours).pack()

    def drawn(self, order: Order, part: str, own: object) -> bytes:
        """Return a PDF of one part: the artwork with pictures, the imprint with its entries."""
        shop = {"standards": CLAIMS, "condition": CONDITION}
        given = (f"json(bytes({_literal(value)}))" for value in (plain(order) | shop, own))
        return self._tools.one(typesetter).document(
            f'#import "{TEMPLATE}": draw\n#draw({", ".join(given)}, "{part}")'
        )


def _literal(value: object) -> str:
    """Return a value as JSON in a string of Typst."""
    return json.dumps(json.dumps(value, ensure_ascii=False), ensure_ascii=False)


def entries(ticket: Ticket, told: Told) -> dict[str, object]:
    """Return what a commune's ticket shows and no other's."""
    place, mark = ticket.place, ticket.order.say["decimal_mark"]
    return {
        "issuer": " ".join(place.issuer),
        "short": "".join(place.short),
        "address": ticket.address,
        "phone": ticket.phone,
        "email": ticket.email,
        "files": [
            (readable(size).replace(".", mark), sha256[:SHORT_SUM])
            for size, sha256 in (told[path] for path in ticket.files)
        ],
    }


def small(picture: bytes, *, long: bool) -> bytes:
    """Return a picture of a sheet as small as a ticket shows it."""
    full = Image.open(io.BytesIO(picture)).convert("RGB")
    side = LONG if long else LONG_SIDE
    full.thumbnail((side, side), Image.Resampling.LANCZOS)
    few = full.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG")
    return out.getvalue()


def _in_few_colours(document: pikepdf.Pdf) -> None:
    """Write pictures of few colours by the numbers of their colours, in a third of the bytes."""
    for item in document.objects:
        if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image":
            size = (int(item.Width), int(item.Height))
            flat = Image.frombytes("RGB", size, item.read_bytes()).quantize(COLOURS)
            table = bytes(flat.getpalette() or [])
            item.write(zlib.compress(flat.tobytes(), 9), filter=Name.FlateDecode)
            last = len(table) // 3 - 1
            colours = Array([Name.Indexed, item.ColorSpace, last, String(table)])
            item.ColorSpace = document.make_indirect(colours)  # so that it is deflated


def _table(table: TicketTable, told: Told) -> bytes:
    """Return the CSV, as Excel opens it: UTF-8 with a mark in front, lines ending in CR LF."""
    rows = [
        (*row, CLAIMS[standard], CONDITION, *told[path])
        for (*row, standard), path in zip(table.rows, table.files, strict=True)
    ]
    return as_csv((table.columns, *rows)).encode("utf-8-sig")
