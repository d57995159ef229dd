"""Make cards: a card is the artwork's bands with the imprint's band in its place.

The artwork is drawn once per message, format and language, the imprint once per commune, format
and language; joining them costs microseconds. Both are flat drawings, so every pixel lies on a
ramp between two inks: the palette is worked out from the inks, never from the pixels, and all
bands of a format agree on it.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Callable

from PIL import Image

from press.digest import digest
from press.faces import Artwork, Face, Imprint, Sheet
from press.render.png import Band, Rgb, chunk, join, ramp, rgb, to_palette
from press.render.sheet import Sheets

Memo = Callable[[str, Callable[[], bytes]], bytes]


def card(face: Face, sheets: Sheets, memo: Memo) -> bytes:
    """Return the card as PNG.   Raises UnfitError."""
    palette, upper, lower = artwork_bands(face, sheets, memo)
    bands = [upper, imprint_band(face, sheets, memo), *([lower] if lower else [])]
    return join(palette, *bands)


def artwork_bands(face: Face, sheets: Sheets, memo: Memo) -> tuple[bytes, Band, Band | None]:
    """Return the palette chunk and the bands above and below the imprint."""
    packed = memo(artwork_key(face), lambda: _draw_artwork(face, sheets))
    sizes = struct.unpack_from("<III", packed)
    parts, start = [], 12
    for size in sizes:
        parts.append(packed[start : start + size])
        start += size
    return parts[0], Band.unpack(parts[1]), Band.unpack(parts[2]) if parts[2] else None


def imprint_band(face: Face, sheets: Sheets, memo: Memo) -> Band:
    """Return the commune's band."""
    return Band.unpack(memo(imprint_key(face), lambda: _draw_imprint(face, sheets)))


def artwork_key(face: Face) -> str:
    """Return what the artwork's bands depend on."""
    return digest("artwork", face.look, face.sheet, face.artwork)


def imprint_key(face: Face) -> str:
    """Return what the imprint's band depends on."""
    return digest("imprint", face.look, face.sheet, face.imprint)


def _draw_artwork(face: Face, sheets: Sheets) -> bytes:
    picture = _open(sheets.png(face, "artwork"))
    shared = _imprint_colours(face.imprint)
    own = _artwork_colours(face.artwork)
    flat = to_palette(picture, own, first=len(shared))
    table = chunk(b"PLTE", bytes(part for colour in shared + own for part in colour))
    top, bottom = _cut(face.sheet)
    upper = Band.of(flat.crop((0, 0, flat.width, top))).pack()
    lower = (
        Band.of(flat.crop((0, bottom, flat.width, flat.height))).pack()
        if bottom < flat.height
        else b""
    )
    return struct.pack("<III", len(table), len(upper), len(lower)) + table + upper + lower


def _draw_imprint(face: Face, sheets: Sheets) -> bytes:
    picture = _open(sheets.png(face, "imprint"))
    return Band.of(to_palette(picture, _imprint_colours(face.imprint)), level=6).pack()


def whole(face: Face, sheets: Sheets) -> Image.Image:
    """Return the card drawn in one go, in true colour: what joining is measured against."""
    return _open(sheets.png(face))


def _cut(sheet: Sheet) -> tuple[int, int]:
    """Return the first row of the imprint and the first row after it."""
    bottom = round(sheet.height - sheet.foot)
    return round(bottom - sheet.imprint), bottom


def _open(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


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
