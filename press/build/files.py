"""Files and folders that are our own: never through a link, never what is not a plain file.

A link, a pipe or a device may lie where a file of ours belongs, by mistake or to lead a build
elsewhere. Such a thing is never followed, opened or walked through: what lies at its end is not
ours to write or to delete. The thing itself is, for its name is.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
# A pipe without a writer must not wait for one; Windows would write line ends its own way.
_SAFE = _NO_FOLLOW | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
# Windows: a symbolic link, and a junction. OneDrive marks files of its own in other ways.
_LINKS = frozenset({0xA000000C, 0xA0000003})


def is_link(path: Path | str) -> bool:
    """Tell whether a path is a link to somewhere else."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return False
    return _leads_away(found)


def _leads_away(found: os.stat_result) -> bool:
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) in _LINKS


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Tell whether an entry of a folder is a folder, and no link to one."""
    if not entry.is_dir(follow_symlinks=False):
        return False
    return os.name != "nt" or not _leads_away(entry.stat(follow_symlinks=False))


def open_plain(path: Path | str) -> BufferedReader:
    """Open a plain file for reading.   Raises OSError if it is none."""
    return os.fdopen(_opened(path, os.O_RDONLY), "rb")


def open_for_lock(path: Path) -> BinaryIO:
    """Open a file that need only be there."""
    make_way(path)
    return os.fdopen(_opened(path, os.O_RDWR | os.O_CREAT), "r+b")


def open_to_add(path: Path) -> BinaryIO:
    """Open a plain file for adding to it.   Raises OSError if it is none."""
    return os.fdopen(_opened(path, os.O_WRONLY | os.O_APPEND), "ab")


def _opened(path: Path | str, flags: int) -> int:
    if not _NO_FOLLOW and is_link(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    number = os.open(path, flags | _SAFE, 0o666)
    if stat.S_ISREG(os.fstat(number).st_mode):
        return number
    os.close(number)
    raise OSError(errno.EINVAL, "not a plain file", str(path))


def read_plain(path: Path | str) -> bytes:
    """Return the bytes of a plain file.   Raises OSError if it is none."""
    number = _opened(path, os.O_RDONLY)  # a seventh of the time of pathlib's
    try:
        data = os.read(number, size := os.fstat(number).st_size)
        while len(data) < size and (more := os.read(number, size - len(data))):
            data += more
        return data
    finally:
        os.close(number)


def create(path: Path | str) -> int:
    """Create a file where nothing lies, and return its number.   Raises FileExistsError."""
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _SAFE, 0o666)


def write_all(number: int, data: bytes) -> None:
    """Write bytes to an open file: a disk that is nearly full takes what it can."""
    written = os.write(number, data)
    while written < len(data):
        written += os.write(number, data[written:])


def own_folder(path: Path) -> None:
    """See that a folder is there and no link.   Raises OSError otherwise."""
    if is_link(path):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    path.mkdir(parents=True, exist_ok=True)


def make_folder(path: Path) -> None:
    """Make a folder inside one of our own, and remove a file that is in its way."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        remove(next(place for place in (path, *path.parents) if os.path.isfile(place)))
        path.mkdir(parents=True, exist_ok=True)


def make_way(path: Path, *, alone: bool = False) -> None:
    """Remove what lies where a file of ours belongs and is no plain file.

    With `alone`, a file that has another name elsewhere too: we write into it.
    """
    with suppress(FileNotFoundError):
        found = os.lstat(path)
        if not stat.S_ISREG(found.st_mode) or (alone and found.st_nlink > 1):
            remove(path)


def remove(path: Path | str) -> None:
    """Remove whatever lies at a path, all that is below a folder too; of a link, the link."""
    try:
        found = os.lstat(path)
    except FileNotFoundError:
        return
    if stat.S_ISDIR(found.st_mode) and not _leads_away(found):
        if sys.version_info >= (3, 12):
            shutil.rmtree(path, onexc=_despite)
        else:
            shutil.rmtree(path, onerror=_despite)
    else:
        os.unlink(path)


def _despite(function: Callable[..., object], path: str, _error: object) -> None:
    """Remove what is read-only, in a folder that is: both are ours.   Raises OSError."""
    for place in (os.path.dirname(path), path):
        if not is_link(place):
            with suppress(OSError):
                os.chmod(place, stat.S_IRWXU)
    if function in {os.rmdir, os.unlink, os.remove}:
        function(path)
    else:
        remove(path)


def clear(folder: str, wanted: Callable[[str], bool], prefix: str = "") -> bool:
    """Remove all below a folder but plain files that are wanted, and folders that hold some.

    Returns whether it is empty.
    """
    empty = True
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        path = f"{prefix}{entry.name}"
        if is_folder(entry):
            if clear(entry.path, wanted, f"{path}/"):
                with suppress(OSError):  # somebody looks into it
                    os.rmdir(entry.path)
            else:
                empty = False
        elif entry.is_file(follow_symlinks=False) and wanted(path):
            empty = False
        else:
            os.unlink(entry.path)
    return empty


def discard(paths: Iterable[str]) -> None:
    """Unlink files, as far as they are there and that can be done."""
    for path in paths:
        with suppress(OSError):
            os.unlink(path)


def walk(folder: Path) -> Iterator[str]:
    """Yield the path of everything below a folder that is not itself a folder."""
    folders = [(str(folder), "")]
    while folders:
        place, prefix = folders.pop()
        with suppress(FileNotFoundError), os.scandir(place) as entries:
            for entry in entries:
                if is_folder(entry):
                    folders.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    yield f"{prefix}{entry.name}"
