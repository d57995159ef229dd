"""Palette PNGs joined from bands: each band is deflated once, a picture is their concatenation.

A band holds full-width rows as one IDAT chunk whose deflate blocks end on a byte boundary, so
bands of one width and one palette follow each other in any order. Only the checksum of the whole
is worked out per picture. Source: PNG specification 3rd edition, RFC 1950 and 1951.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass

from PIL import Image

Rgb = tuple[int, int, int]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_ZLIB_HEADER = b"\x78\xda"
_LAST_BLOCK = b"\x03\x00"  # an empty final block of deflate
_ADLER = 65521


@dataclass(frozen=True)
class Band:
    """Some rows of a picture, ready to be joined. `size` and `adler` are of the raw bytes."""

    width: int
    height: int
    size: int
    adler: int
    chunk: bytes  # a whole IDAT chunk

    @classmethod
    def of(cls, picture: Image.Image, level: int = 9) -> Band:
        """Deflate a picture in palette mode; level 6 takes a tenth of the time of 9."""
        if picture.mode != "P":
            raise ValueError(f"a band needs palette mode, not {picture.mode}")
        width, height = picture.size
        pixels = picture.tobytes()
        raw = b"".join(b"\0" + pixels[y * width : (y + 1) * width] for y in range(height))
        deflate = zlib.compressobj(level, zlib.DEFLATED, -15)
        data = deflate.compress(raw) + deflate.flush(zlib.Z_FULL_FLUSH)
        return cls(width, height, len(raw), zlib.adler32(raw), chunk(b"IDAT", data))

    def pack(self) -> bytes:
        """Return the band as bytes, for the store."""
        return struct.pack("<IIQI", self.width, self.height, self.size, self.adler) + self.chunk

    @classmethod
    def unpack(cls, data: bytes) -> Band:
        """Return the band that was packed."""
        width, height, size, adler = struct.unpack_from("<IIQI", data)
        return cls(width, height, size, adler, data[20:])


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a PNG chunk: length, kind, data, CRC."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def join(palette: bytes, *bands: Band) -> bytes:
    """Return the PNG of the bands, one under another.   Raises ValueError if widths differ.

    `palette` is a PLTE chunk.
    """
    width = bands[0].width
    if any(band.width != width for band in bands):
        raise ValueError(f"cannot join bands of widths {[band.width for band in bands]}")
    adler, height = 1, 0
    for band in bands:
        adler = adler32_combine(adler, band.adler, band.size)
        height += band.height
    return b"".join((
        _SIGNATURE,
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        palette,
        chunk(b"IDAT", _ZLIB_HEADER),
        *(band.chunk for band in bands),
        chunk(b"IDAT", _LAST_BLOCK + struct.pack(">I", adler)),
        chunk(b"IEND", b""),
    ))  # fmt: skip


def adler32_combine(first: int, second: int, size: int) -> int:
    """Return the Adler-32 of two byte strings in a row; `size` is the second's length.

    Adler-32 is two sums modulo 65521 (RFC 1950): a of the bytes plus one, b of all values of a.
    """
    a1, b1 = first & 0xFFFF, first >> 16
    a2, b2 = second & 0xFFFF, second >> 16
    a = (a1 + a2 - 1) % _ADLER
    b = (b1 + b2 + size * (a1 - 1)) % _ADLER
    return b << 16 | a


def ramp(dark: Rgb, light: Rgb, steps: int) -> list[Rgb]:
    """Return the colours from one to another, both included: the edge of a letter on a ground."""

    def part(channel: int, step: int) -> int:
        return round(dark[channel] + (light[channel] - dark[channel]) * step / (steps - 1))

    return [(part(0, step), part(1, step), part(2, step)) for step in range(steps)]


def rgb(colour: str) -> Rgb:
    """Return "#b3141d" as three numbers."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def to_palette(picture: Image.Image, colours: list[Rgb], first: int = 0) -> Image.Image:
    """Return the picture in palette mode, every pixel near the nearest of the colours.

    The colours take the places from `first` on, so that bands can share one palette.
    """
    palette = Image.new("P", (1, 1))
    filled = [colours[0]] * first + colours
    palette.putpalette(
        [part for colour in filled + [colours[0]] * (256 - len(filled)) for part in colour]
    )
    flat = picture.convert("RGB").quantize(palette=palette, dither=Image.Dither.NONE)
    if len(filled) < 256 or first:  # places outside hold the first colour too
        flat = flat.point(
            [first if place < first or place >= len(filled) else place for place in range(256)], "P"
        )
    return flat
