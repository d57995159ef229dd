"""Photographic JPEGs joined from bands: each is encoded once, a picture is their concatenation.

A restart marker after every row of MCUs makes each row an interval of its own: predictions start
anew and bits on a byte boundary. So bands of one width and the same tables follow each other in
any order; only the markers are numbered again. Source: ITU-T T.81.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

from PIL import Image

MCU = 8  # rows: a band's height must be a multiple of it, but for the last

_SOF0 = b"\xff\xc0\x00\x11\x08"  # baseline, 17 bytes, samples of 8 bits; height and width follow
_SOS = b"\xff\xda\x00\x0c\x03"  # 12 bytes, 3 components
_SOS_SIZE = 2 + 12
_EOI = b"\xff\xd9"
# A marker counts modulo 8 (B.2.1). Within an interval 00 follows every FF (B.1.1.5), so nothing
# but a marker looks like one.
_RST = tuple(bytes((0xFF, 0xD0 + n)) for n in range(8))
_ANY_RST = re.compile(rb"\xff[\xd0-\xd7]")


@dataclass(frozen=True)
class Band:
    """Some rows of a picture, ready to be joined. Heads differ if tables, sampling or width do."""

    width: int
    height: int
    head: bytes  # from SOI to the header of the scan, the height left at 0
    intervals: tuple[bytes, ...]  # one per row of MCUs, without the markers between

    @classmethod
    def of(cls, picture: Image.Image, quality: int = 85) -> Band:
        """Encode a picture in RGB mode; colour is not subsampled, for letters stay sharp so."""
        if picture.mode != "RGB":
            raise ValueError(f"a band needs RGB mode, not {picture.mode}")
        return cls.unpack(encode(picture, quality))

    def pack(self) -> bytes:
        """Return the band as bytes, for the store: a JPEG that any viewer shows."""
        return join(self)

    @classmethod
    def unpack(cls, data: bytes) -> Band:
        """Return the band that was packed.

        Raises ValueError if it is no baseline JPEG with a restart after every row of MCUs.
        """
        # Both are found by their bytes: before SOF0 are tables of divisors, never 0 (B.2.4.1), and
        # before SOS the usual Huffman tables, without FF (K.3).
        size, scan = data.index(_SOF0) + len(_SOF0), data.index(_SOS) + _SOS_SIZE
        height = int.from_bytes(data[size : size + 2])
        width = int.from_bytes(data[size + 2 : size + 4])
        intervals = tuple(_ANY_RST.split(data[scan : -len(_EOI)]))
        if len(intervals) != -(-height // MCU):
            raise ValueError(f"{height} rows of pixels are in {len(intervals)} restart intervals")
        return cls(width, height, data[:size] + b"\0\0" + data[size + 2 : scan], intervals)


def encode(picture: Image.Image, quality: int) -> bytes:
    """Return the JPEG that bands of the picture join to, however it is cut."""
    file = io.BytesIO()
    picture.save(
        file,
        "JPEG",
        quality=quality,
        subsampling=0,
        restart_marker_rows=1,
        optimize=False,  # Huffman tables made to measure would differ from band to band
        progressive=False,
        comment="",  # else one that came with the picture is written
    )
    return file.getvalue()


def join(*bands: Band) -> bytes:
    """Return the JPEG of the bands, one under another.

    Raises ValueError if widths or tables differ, or if a band but the last ends within an MCU.
    """
    width, head = bands[0].width, bands[0].head
    if any(band.width != width for band in bands):
        raise ValueError(f"cannot join bands of widths {[band.width for band in bands]}")
    if any(band.head != head for band in bands):
        raise ValueError("cannot join bands of different tables: was their quality the same?")
    if any(band.height % MCU for band in bands[:-1]):
        raise ValueError(f"cannot join bands of heights {[band.height for band in bands]}")
    intervals = [interval for band in bands for interval in band.intervals]
    count = len(intervals)
    # Every other part is a marker, so the pixels are copied once.
    parts = [_EOI] * (2 * count)
    parts[::2] = intervals
    parts[1:-1:2] = (_RST * (count // 8 + 1))[: count - 1]
    size = head.index(_SOF0) + len(_SOF0)
    height = sum(band.height for band in bands).to_bytes(2)
    return b"".join((head[:size], height, head[size + 2 :], *parts))
