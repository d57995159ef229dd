"""Render packs: Pack -> a zip that opens anywhere and is the same every time.

Names are ASCII and marked as UTF-8; times are 1980-01-01, the first a zip knows. Texts are as
Notepad wants them: UTF-8 with a mark in front, lines ending in CR LF. Pieces are stored as they
are, being compressed already, and pass one by one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from press.render.page import Templates
from press.views import Pack

UTF8 = 0x800
GUIDES = ("DOC-TRUOC.txt", "README.txt", "GIAY-PHEP.txt")
SUMS = "SHA256SUMS.txt"


def write_pack(
    pack: Pack, templates: Templates, open_file: Callable[[str], bytes], out: BinaryIO
) -> None:
    """Write the zip to `out`. `open_file` returns the bytes of a site path in `pack.files`."""
    sums: list[str] = []
    with ZipFile(out, "w") as archive:
        for name, data in _members(pack, templates, open_file):
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
            _add(archive, name, data)
        _add(archive, SUMS, "".join(sums).encode("ascii"))


def _members(
    pack: Pack, templates: Templates, open_file: Callable[[str], bytes]
) -> Iterator[tuple[str, bytes]]:
    for name in GUIDES:
        yield name, for_notepad(templates.fill(f"pack/{name}", guides=pack.guides))
    for note in pack.notes:
        yield note.name, for_notepad(note.text)
    for name, path in pack.pieces:
        yield name, open_file(path)


def for_notepad(text: str) -> bytes:
    """Return a text as the oldest Notepad shows it right."""
    lines = text.replace("\u00a0", " ").strip().splitlines()
    return "\r\n".join((*lines, "")).encode("utf-8-sig")


def _add(archive: ZipFile, name: str, data: bytes) -> None:
    member = _Member(name)
    member.compress_type = ZIP_DEFLATED if name.endswith(".txt") else ZIP_STORED
    member.create_system = 3  # the same on Windows
    member.external_attr = 0o100644 << 16  # a plain file
    archive.writestr(member, data)


class _Member(ZipInfo):
    """A member whose name is marked as UTF-8 even though ASCII does not need it."""

    @property
    def flag_bits(self) -> int:
        """The flags of the header."""
        return self._flags | UTF8

    @flag_bits.setter
    def flag_bits(self, value: int) -> None:
        self._flags = value
