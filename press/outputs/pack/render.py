"""Render packs: Pack -> a zip that opens anywhere and is the same every time, as a stream.

Names are ASCII. Texts are as Notepad wants them: UTF-8 with a mark in front, lines ending in CR LF.
They are deflated; pieces are compressed already and stored as they are.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import IO, NamedTuple, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from press.outputs.composed import Files
from press.outputs.pack.record import Pack
from press.outputs.shared.templates import Templates, templates_of
from press.outputs.tools import Tools

GUIDES = ("DOC-TRUOC.txt", "README.txt", "GIAY-PHEP.txt")
SUMS = "SHA256SUMS.txt"
AT_ONCE = 1 << 18  # bytes that are worth a write


class Member(NamedTuple):
    """A file of a pack."""

    name: str
    data: bytes
    method: int = ZIP_STORED


def renderer(tools: Tools, _fingerprint: str) -> Callable[[Pack, Files], Iterable[bytes]]:
    """Return what renders a pack."""

    def render(pack: Pack, files: Files) -> Iterable[bytes]:
        sums = {path: files.sha256(path) for path in pack.files}
        return render_pack(pack, tools.one(templates_of), files.read, sums)

    return render


def render_pack(
    pack: Pack, templates: Templates, read: Callable[[str], bytes], sums: Mapping[str, str]
) -> Iterator[bytes]:
    """Yield the zip. `read` returns the bytes of a path in `pack.files`, `sums` has its SHA-256."""
    window, written = _Window(), list[bytes]()
    with ZipFile(cast("IO[bytes]", window), "w") as archive:
        for member in _members(pack, templates, read, sums):
            archive.writestr(_info(member), member.data)
            written += window.take()
            if sum(map(len, written)) > AT_ONCE:
                yield b"".join(written)
                written = []
    yield b"".join((*written, *window.take()))


def _info(member: Member) -> ZipInfo:
    """Return what a zip says of a member: nothing that depends on when and where it is made."""
    info = ZipInfo(member.name)  # of the first day that zips know, 1980-01-01
    info.compress_type = member.method
    info.create_system = 3  # Unix, on Windows too
    info.external_attr = 0o100644 << 16  # a plain file
    return info


class _Window:
    """A file for `zipfile` to write, of which no more is held than the last member's chunks.

    A zip goes back to the head of a member when it knows its length: that is its first chunk.
    """

    def __init__(self) -> None:
        self._chunks: list[bytes] = []
        self._end = self._place = 0

    def write(self, data: bytes) -> int:
        """Write at the end, or a head in place of one that has the same length."""
        if self._place == self._end:
            self._chunks.append(data)
            self._end += len(data)
        elif len(data) == len(self._chunks[0]):
            self._chunks[0] = data
        else:
            raise ValueError("only the head of the last member can be written again")
        self._place += len(data)
        return len(data)

    def tell(self) -> int:
        """Return the place in the whole file."""
        return self._place

    def seek(self, place: int) -> int:
        """Go to the end, or to the head of the last member."""
        if place not in {self._end, self._end - sum(map(len, self._chunks))}:
            raise ValueError("this place is held no longer")
        self._place = place
        return place

    def flush(self) -> None:
        """Do nothing: what is written is there."""

    def take(self) -> list[bytes]:
        """Return all that has been written since the last time, and let it go."""
        chunks, self._chunks = self._chunks, []
        return chunks


def _members(
    pack: Pack, templates: Templates, read: Callable[[str], bytes], sums: Mapping[str, str]
) -> Iterator[Member]:
    lines: list[str] = []
    for name, text in _texts(pack, templates):
        data = for_notepad(text)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        yield Member(name, data, ZIP_DEFLATED)
    for name, path in pack.pieces:
        lines.append(f"{sums[path]}  {name}\n")
        yield Member(name, read(path))
    yield Member(SUMS, "".join(lines).encode("ascii"), ZIP_DEFLATED)


def _texts(pack: Pack, templates: Templates) -> Iterator[tuple[str, str]]:
    for name in GUIDES if pack.guides else ():
        yield name, templates.fill(f"pack/{name}", guides=pack.guides)
    for note in pack.notes:
        yield note.name, note.text


def for_notepad(text: str) -> bytes:
    """Return a text as the oldest Notepad shows it right."""
    lines = text.replace("\u00a0", " ").strip().splitlines()
    return "\r\n".join((*lines, "")).encode("utf-8-sig")
