"""Draw the parts of cards: the artwork's bands above and below the imprint, and the imprint's band.

Both are flat drawings, so every pixel lies on a ramp between two inks: their palette is
worked out from the inks, never from the pixels, and all bands of a format agree on it.
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from functools import partial

from PIL import Image

from press.media import png
from press.media.png import Band, Rgb, ramp, rgb
from press.outputs.piece.record import Artwork, Face, Imprint, Sheet
from press.outputs.shared.typesetting import Sheets


@dataclass(frozen=True)
class Bands:
    """A card's artwork: the bands around the imprint, and their palette as a PLTE chunk."""

    table: bytes
    upper: Band
    lower: Band | None

    def around(self, imprint: Band) -> tuple[Band, ...]:
        """Return the bands of the whole card from top to bottom."""
        return (self.upper, imprint, self.lower) if self.lower else (self.upper, imprint)

    def pack(self) -> bytes:
        """Return the artwork as bytes, for the store."""
        parts = (self.table, self.upper.pack(), self.lower.pack() if self.lower else b"")
        return struct.pack("<III", *map(len, parts)) + b"".join(parts)

    @classmethod
    def unpack(cls, data: bytes) -> Bands:
        """Return the artwork that was packed."""
        table, upper, _ = struct.unpack_from("<III", data)
        start, end = 12 + table, 12 + table + upper
        lower = Band.unpack(data[end:]) if len(data) > end else None
        return cls(data[12:start], Band.unpack(data[start:end]), lower)


def png_artwork(face: Face, sheets: Sheets) -> Bands:
    """Draw a card's artwork.   Raises UnfitError."""
    shared, own = _imprint_colours(face.imprint), _artwork_colours(face.artwork)
    flat = png.to_palette(_draw(face, sheets, "artwork"), own, first=len(shared))
    upper, lower = _around_imprint(face.sheet, flat)
    table = png.chunk(b"PLTE", bytes(part for colour in shared + own for part in colour))
    of = partial(Band.of, level=8)  # 3 % larger than at 9, in a third of the time
    return Bands(table, of(upper), of(lower) if lower else None)


def png_imprint(face: Face, sheets: Sheets) -> Band:
    """Draw a card's imprint.   Raises UnfitError."""
    flat = png.to_palette(_draw(face, sheets, "band"), _imprint_colours(face.imprint))
    return Band.of(flat, level=6)


def whole(face: Face, sheets: Sheets) -> Image.Image:
    """Return the card drawn in one go, in true colour: what linking is measured against."""
    return _draw(face, sheets, "whole")


def _draw(face: Face, sheets: Sheets, part: str) -> Image.Image:
    return Image.open(io.BytesIO(sheets.png(face, part))).convert("RGB")


def _around_imprint(sheet: Sheet, picture: Image.Image) -> tuple[Image.Image, Image.Image | None]:
    """Cut the imprint's place out of the artwork."""
    bottom = round(sheet.height - sheet.foot)
    upper = picture.crop((0, 0, picture.width, round(bottom - sheet.imprint)))
    if bottom == picture.height:
        return upper, None
    return upper, picture.crop((0, bottom, picture.width, picture.height))


def _imprint_colours(imprint: Imprint) -> list[Rgb]:
    dark, grey, white, yellow = (
        _rgb(c) for c in (imprint.dark, imprint.grey, imprint.white, imprint.yellow)
    )
    return [
        *ramp(dark, white, 24),
        *ramp(dark, yellow, 24),
        *ramp(grey, white, 16),
        *ramp(yellow, white, 4),
    ]


def _artwork_colours(artwork: Artwork) -> list[Rgb]:
    colours = (artwork.ground, artwork.shade, artwork.white, artwork.yellow)
    ground, shade, white, yellow = (_rgb(c) for c in colours)
    ramps = (
        (ground, white, 40),
        (ground, yellow, 40),
        (shade, white, 40),
        (shade, yellow, 40),
        (ground, shade, 8),
    )
    return [colour for dark, light, steps in ramps for colour in ramp(dark, light, steps)]


def _rgb(colour: object) -> Rgb:
    if not isinstance(colour, str):
        raise TypeError("cards are made of light: their colours are RGB")
    return rgb(colour)
