"""Render packs: Pack -> a zip that opens anywhere and is the same every time, as a stream.

Names are ASCII. Texts are as Notepad wants them: UTF-8 with a mark in front, lines ending in CR LF.
They are deflated; pieces are compressed already and stored as they are.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from press.outputs.composed import Files
from press.outputs.pack.record import Pack
from press.outputs.shared.templates import Templates, templates_of
from press.outputs.tools import Tools

GUIDES = ("DOC-TRUOC.txt", "README.txt", "GIAY-PHEP.txt")
SUMS = "SHA256SUMS.txt"


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
    window = _Window()
    with ZipFile(window, "w") as archive:
        for member in _members(pack, templates, read, sums):
            archive.writestr(_info(member), member.data)
            yield window.take()
    yield window.take()


def _info(member: Member) -> ZipInfo:
    """Return what a zip says of a member: nothing that depends on when and where it is made."""
    info = ZipInfo(member.name)  # of the first day that zips know, 1980-01-01
    info.compress_type = member.method
    info.create_system = 3  # Unix, on Windows too
    info.external_attr = 0o100644 << 16  # a plain file
    return info


class _Window(io.BytesIO):
    """A file of which the end alone is held: `take` lets all go that has been written.

    Places are those of the whole file: a zip goes back to the head of its last member.
    """

    def __init__(self) -> None:
        super().__init__()
        self._gone = 0

    def tell(self) -> int:
        return self._gone + super().tell()

    def seek(self, place: int, whence: int = io.SEEK_SET) -> int:
        """Go to a place that is still held."""
        return self._gone + super().seek(
            place - (self._gone if whence == io.SEEK_SET else 0), whence
        )

    def take(self) -> bytes:
        """Return all that has been written since the last time."""
        data = self.getvalue()
        self._gone += len(data)
        super().seek(0)
        self.truncate()
        return data


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
