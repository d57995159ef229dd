"""Zips as a stream: every member's size and CRC are known before its first byte is written.

Nothing is held but one member and the list of what has been written, and nobody has to seek.
Pieces are stored as they are, being compressed already; texts are deflated, each once however
many packs it goes into. Source: PKWARE APPNOTE 6.3.10, 4.3.7 (local headers), 4.3.12 (central
directory), 4.4.4 (flag 11: names are UTF-8).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

STORED, DEFLATED = 0, 8

_VERSION = 20  # of the format: what deflated members need
_UNIX = 3 << 8  # made on, the same on Windows
_UTF8 = 0x800
_FIRST_DAY = 0x21  # 1980-01-01, the first day a zip knows; midnight is 0
_PLAIN_FILE = 0o100644 << 16
_MOST = 0xFFFF_FFFF  # bytes, and with 16 bits members, that fit without ZIP64


class Member(NamedTuple):
    """A file of the zip."""

    name: str
    data: bytes
    deflate: bool = False


def link(members: Iterable[Member]) -> Iterator[bytes]:
    """Yield the zip piece by piece.   Raises ValueError past 4 GB or 65,535 members."""
    directory: list[bytes] = []
    start = 0
    for member in members:
        name = member.name.encode()
        method, crc, data = _encoded(member)
        meta = struct.pack(
            "<HHHHHIIIHH",
            *(_VERSION, _UTF8, method, 0, _FIRST_DAY),
            *(crc, len(data), len(member.data), len(name), 0),
        )
        yield b"PK\3\4" + meta + name
        yield data  # not joined with its header: that would copy every piece
        made_by = struct.pack("<H", _UNIX | _VERSION)
        rest = struct.pack("<HHHII", 0, 0, 0, _PLAIN_FILE, start)
        directory.append(b"PK\1\2" + made_by + meta + rest + name)
        start += 4 + len(meta) + len(name) + len(data)
        if start > _MOST or len(directory) >= 0xFFFF:
            raise ValueError("a zip of this size needs ZIP64: make two of it")
    listing = b"".join(directory)
    count = len(directory)
    yield listing
    yield b"PK\5\6" + struct.pack("<HHHHIIH", 0, 0, count, count, len(listing), start, 0)


def _encoded(member: Member) -> tuple[int, int, bytes]:
    """Return method, CRC and bytes as they stand in the zip."""
    if member.deflate:
        return DEFLATED, *_deflated(member.data)
    return STORED, zlib.crc32(member.data), member.data


@lru_cache(512)  # the texts of a campaign's messages, which are in every pack
def _deflated(data: bytes) -> tuple[int, bytes]:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return zlib.crc32(data), deflate.compress(data) + deflate.flush()
