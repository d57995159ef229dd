"""Render packs: Pack -> a zip that opens anywhere and is the same every time, as a stream.

Names are ASCII and marked as UTF-8. Texts are as Notepad wants them: UTF-8 with a mark in front,
lines ending in CR LF.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping

from press.media import zip as zips
from press.media.zip import Member
from press.outputs.composed import Files
from press.outputs.pack.record import Pack
from press.outputs.shared.templates import Templates, templates_of
from press.outputs.tools import Tools

GUIDES = ("DOC-TRUOC.txt", "README.txt", "GIAY-PHEP.txt")
SUMS = "SHA256SUMS.txt"


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
    return zips.link(_members(pack, templates, read, sums))


def _members(
    pack: Pack, templates: Templates, read: Callable[[str], bytes], sums: Mapping[str, str]
) -> Iterator[Member]:
    lines: list[str] = []
    for name, text in _texts(pack, templates):
        data = for_notepad(text)
        lines.append(f"{hashlib.sha256(data).hexdigest()}  {name}\n")
        yield Member(name, data, deflate=True)
    for name, path in pack.pieces:
        lines.append(f"{sums[path]}  {name}\n")
        yield Member(name, read(path))
    yield Member(SUMS, "".join(lines).encode("ascii"), deflate=True)


def _texts(pack: Pack, templates: Templates) -> Iterator[tuple[str, str]]:
    for name in GUIDES if pack.guides else ():
        yield name, templates.fill(f"pack/{name}", guides=pack.guides)
    for note in pack.notes:
        yield note.name, note.text


def for_notepad(text: str) -> bytes:
    """Return a text as the oldest Notepad shows it right."""
    lines = text.replace("\u00a0", " ").strip().splitlines()
    return "\r\n".join((*lines, "")).encode("utf-8-sig")
