"""Walk a folder of content: every file's bytes, and the names of those that hold no text.

Nothing below the folder is passed over without a word: what cannot be read is a located problem,
what is read by nobody keeps its name, for `parse` to say what to do with it.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from press.base import limits
from press.base.diag import Problem, Reported, Span
from press.base.text import nfc
from press.content.resources import AS_SVG

TEXT_FILES = frozenset({".md", ".toml", ".csv", ".txt", ".svg"})
JUNK = re.compile(r"\..*|~\$.*|.*~|Thumbs\.db|desktop\.ini|__pycache__", re.IGNORECASE)
_AS_CSV = "in Excel, File > Save As > CSV UTF-8"
_AS_TEXT = "copy the text into Notepad, and save it as UTF-8 under this name"
_KINDS = (  # how files of other programs begin -> what they are
    (b"PK\x03\x04", "an Excel workbook", "a Word document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook", "an old Word document"),
    (b"%PDF", "a PDF", "a PDF"),
    (b"{\\rtf", "a Word document (RTF)", "a Word document (RTF)"),
    (b"\x89PNG", "a picture", "a picture"),
    (b"\xff\xd8\xff", "a picture", "a picture"),
    (b"GIF8", "a picture", "a picture"),
    (b"%!PS", "an EPS file", "an EPS file"),
    (b"\x1f\x8b", "a packed file", "a packed file"),
)


@dataclass
class Entries:
    """The bytes of files that may hold text, by name inside the folder, and other names."""

    files: dict[str, bytes] = field(default_factory=dict)
    others: list[str] = field(default_factory=list)


def entries(content: Path) -> Reported[Entries]:
    """Return what is in a folder of content, sorted by path, without editors' and systems' junk."""
    found = Entries()
    paths = yield from _paths(content)
    for path in sorted(paths, key=lambda path: path.as_posix()):
        name = _name(content, path)
        try:
            yield from _take(path, name, content.name, found)
        except OSError as error:
            yield _unreadable(f"{content.name}/{name}", error)
    return found


def _name(content: Path, path: Path) -> str:
    """Return how people know a file; letters that its system could not tell are marked."""
    name = path.relative_to(content).as_posix()
    return nfc(name.encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _paths(content: Path) -> Reported[list[Path]]:
    """Return all files, and what should be one or leads to a folder elsewhere."""
    found: list[Path] = []
    closed: list[OSError] = []
    for folder, folders, names in os.walk(content, onerror=closed.append):
        here = Path(folder)
        folders[:] = [name for name in folders if not JUNK.fullmatch(name)]
        odd = [n for n in folders if (here / n).is_symlink() or Path(n).suffix in TEXT_FILES]
        folders[:] = [name for name in folders if name not in odd]
        found += (here / name for name in (*names, *odd) if not JUNK.fullmatch(name))
    for error in closed:
        name = _name(content, Path(error.filename or content))
        yield _unreadable(f"{content.name}/{name}".removesuffix("/."), error)
    return found


def _take(path: Path, name: str, folder: str, found: Entries) -> Iterator[Problem]:
    """Add a file to what was found, or yield why it cannot be read.   Raises OSError."""
    known, size = f"{folder}/{name}", path.stat().st_size
    if path.is_dir():
        yield _odd_folder(known, path.is_symlink())
    elif not path.is_file():
        yield _unread(known, "this is no file with text in it", "delete it")
    elif path.suffix.lower() not in TEXT_FILES:
        found.others.append(name)
    elif size > limits.FILE:
        message = limits.most("the file has bytes:", size, limits.FILE)
        yield Problem(Span(known), limits.CODE, message)
    else:
        data = path.read_bytes()
        problems = tuple(_of_another_program(known, data))
        yield from problems
        if not problems:
            found.files[name] = data


def _odd_folder(name: str, linked: bool) -> Problem:  # noqa: FBT001 - one question
    if linked:
        message = "this is a link to a folder elsewhere, which is not followed"
        return _unread(name, message, "put the folder itself in its place")
    message = "this is a folder, and it has the name of a file"
    return _unread(name, message, "rename the folder, or take the file out of it")


def _of_another_program(name: str, data: bytes) -> Iterator[Problem]:
    """Yield the problem of a file that is no text, whatever its name says."""
    table = name.endswith(".csv")
    hint = _AS_CSV if table else AS_SVG if name.lower().endswith(".svg") else _AS_TEXT
    for sign, in_table, else_ in _KINDS:
        if data.startswith(sign):
            message = f"this is {in_table if table else else_}, not a text, whatever its name says"
            yield _unread(name, message, hint)


def _unreadable(name: str, error: OSError) -> Problem:
    if error.errno in {errno.EACCES, errno.EPERM}:
        message = "this cannot be read: it is not open to you, or open in another program"
        return _unread(name, message, "close the other program, or ask who owns it")
    if error.errno in {errno.ENOENT, errno.ELOOP}:
        return _unread(name, "this is a link that leads to no file", "put the file in its place")
    return _unread(name, "this cannot be read from the disk", "copy it here again")


def _unread(name: str, message: str, hint: str) -> Problem:
    return Problem(Span(name), "unreadable", message, hint)
