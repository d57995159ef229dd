"""Make pieces: the message's artwork linked with the commune's imprint, each compiled once.

A row of `LINKERS` is a type of file: how its artworks and imprints are drawn and compiled into
parts, how a part comes back from the store, how two parts become a piece.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Generic, Protocol, TypeVar

import pikepdf

from press.media import pdf, png
from press.media.objects import Part
from press.media.outlines import outlined
from press.media.pdfx import for_shop
from press.media.qrform import NoHolderError, draw_code
from press.outputs.composed import Files
from press.outputs.piece import bands
from press.outputs.piece.record import Face, Imprint, OwnPart, Sheet
from press.outputs.shared.typesetting import POINTS_PER_MM, Sheets, typesetter
from press.outputs.tools import Memo, Tools


class Packed(Protocol):
    """A part that can be kept as bytes."""

    def pack(self) -> bytes:
        """Return the part as bytes."""


ArtworkPart = TypeVar("ArtworkPart", bound=Packed)
ImprintPart = TypeVar("ImprintPart", bound=Packed)


@dataclass(frozen=True)
class Linker(Generic[ArtworkPart, ImprintPart]):
    """How pieces of one type are made. Drawing raises UnfitError."""

    artwork: Callable[[Face, Sheets], ArtworkPart]
    imprint: Callable[[Face, Sheets], ImprintPart]
    load_artwork: Callable[[bytes], ArtworkPart]
    load_imprint: Callable[[bytes], ImprintPart]
    link: Callable[[ArtworkPart, ImprintPart], bytes]


def sheet_artwork(face: Face, sheets: Sheets) -> Part:
    """Draw the artwork of a PDF.   Raises UnfitError."""
    drawn = sheets.pdf(face, "artwork")
    return pdf.artwork_part(drawn, partial(_prepare, face.sheet, sheets.profile))


def sheet_imprint(face: Face, sheets: Sheets) -> Part:
    """Draw the imprint of a PDF.   Raises UnfitError."""
    with suppress(NoHolderError):
        held = sheets.pdf(face, "imprint", code=False)
        return pdf.imprint_part(held, partial(_complete, face.imprint))
    return pdf.imprint_part(sheets.pdf(face, "imprint"), outlined if face.sheet.outlines else None)


def _complete(imprint: Imprint, document: pikepdf.Pdf) -> None:
    """Draw what the compiler has left out of an imprint.   Raises NoHolderError."""
    draw_code(document, [page.obj for page in document.pages], imprint.link, imprint.dark)
    if imprint.sheet.outlines:
        outlined(document)


def _prepare(sheet: Sheet, profile: bytes, document: pikepdf.Pdf) -> None:
    """Make of a compiled artwork what its standard asks for."""
    if sheet.outlines:
        outlined(document)
    if sheet.standard != "ua-1":
        unit = POINTS_PER_MM / sheet.scale
        bleed = 0 if sheet.on else sheet.bleed
        for_shop(document, sheet.standard, profile, bleed=bleed * unit, slug=sheet.slug * unit)


LINKERS: dict[str, Linker[Any, Any]] = {
    "png": Linker(
        bands.png_artwork,
        bands.png_imprint,
        bands.Bands.unpack,
        png.Band.unpack,
        lambda artwork, imprint: png.join(artwork.table, *artwork.around(imprint)),
    ),
    "pdf": Linker(
        sheet_artwork,
        sheet_imprint,
        Part.unpack,
        Part.unpack,
        pdf.link,
    ),
}


def pieces_of(tools: Tools) -> Pieces:
    """Return what makes pieces, of all tools the one."""
    return Pieces(tools.one(typesetter), tools.memo)


def renderer(tools: Tools, _fingerprint: str) -> Callable[[Face, Files], Iterable[bytes]]:
    """Return what renders a piece."""
    pieces = tools.one(pieces_of)
    return lambda face, _files: [pieces.link(face)]


def drawer(tools: Tools, _fingerprint: str) -> Callable[[Face | OwnPart], object]:
    """Return what draws the artwork or the imprint of a piece and keeps it."""
    pieces = tools.one(pieces_of)

    def draw(record: Face | OwnPart) -> object:
        if isinstance(record, OwnPart):
            return pieces.imprint(record.face)
        return pieces.artwork(record)

    return draw


class Pieces:
    """Pieces of any type. `memo` returns the bytes kept under a key, or makes and keeps them."""

    def __init__(self, sheets: Sheets, memo: Memo) -> None:
        self._sheets = sheets
        self._memo = memo
        self._artworks: dict[str, Packed] = {}
        self._imprints: dict[str, Packed] = {}

    def link(self, face: Face) -> bytes:
        """Return the piece's bytes.   Raises UnfitError."""
        linker = LINKERS[face.sheet.type]
        return linker.link(self.artwork(face), self.imprint(face))

    def artwork(self, face: Face) -> Packed:
        """Return the part of the artwork.   Raises UnfitError."""
        key = face.artwork.digest
        if key not in self._artworks:
            linker = LINKERS[face.sheet.type]
            _make_room(self._artworks, 1024)
            kept = self._memo(key, lambda: linker.artwork(face, self._sheets).pack())
            self._artworks[key] = linker.load_artwork(kept)
        return self._artworks[key]

    def imprint(self, face: Face) -> Packed:
        """Return the part of the imprint.   Raises UnfitError."""
        key = face.imprint.digest
        if key not in self._imprints:
            linker = LINKERS[face.sheet.type]
            _make_room(self._imprints, 64)
            kept = self._memo(key, lambda: linker.imprint(face, self._sheets).pack())
            self._imprints[key] = linker.load_imprint(kept)
        return self._imprints[key]


def _make_room(parts: dict[str, Packed], most: int) -> None:
    """Forget all parts when there are too many: what is still wanted comes back from the store."""
    if len(parts) >= most:
        parts.clear()
