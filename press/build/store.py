"""The store: what was drawn and compiled, kept under the digest of what it was made from.

It can be deleted at any time, at the cost of drawing again. Each entry carries its own checksum:
a damaged one is not found, so it is made and kept again. Entries are data, never code: whoever can
write here can have something else printed, as in the site itself, and no more. Many processes may
share a store: an entry is written in `tmp` and renamed into its place, and equal keys mean equal
bytes. What a killed run left in `tmp`, the next one clears away. Nothing is forced to the disk
(fsync), for an entry that a power cut has torn fails its checksum. A key covers all that draws, so
entries of older templates and versions are never found; `prune` forgets them in time.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Self

from press.build import stop
from press.build.files import create, is_folder, is_link, open_plain, own_folder, remove

_SUM = 32
_DAY = 24 * 60 * 60.0  # seconds


class Store:
    """Drawn bytes under a folder; `drawn` counts what had to be made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tmp = folder / "tmp"
        self.drawn = 0

    @classmethod
    def beside(cls, content: Path) -> Self:
        """Return the store that belongs to a content folder."""
        return cls(Path(os.path.realpath(content)).parent / ".press")

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Use the store in this block, as the only one who does.

        Clears what was planted there, and before and after what is half written.
        """
        own_folder(self.folder)
        self._take_links_away()
        remove(self.tmp)
        self.tmp.mkdir()
        try:
            with stop.clearing(self.tmp):
                yield
        finally:
            with suppress(OSError):
                remove(self.tmp)

    def memo(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return the bytes kept under a key, or make and keep them."""
        kept = self.get(key)
        if kept is None:
            kept = make()
            self.put(key, kept)
            self.drawn += 1
        return kept

    def get(self, key: str) -> bytes | None:
        """Return the bytes kept under a key; None if there are none or they are damaged."""
        path = self._path(key)
        try:
            with open_plain(path) as file:
                used = os.fstat(file.fileno()).st_mtime
                data = file.read()
            kept = data[_SUM:]
            if hashlib.sha256(kept).digest() != data[:_SUM]:
                return None
            if time.time() - used > _DAY:
                os.utime(path)  # for `prune`: it is in use
        except OSError:
            return None
        return kept

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes under a key."""
        path, chunks = self._path(key), (hashlib.sha256(data).digest(), data)
        try:
            replace_file(path, chunks, self.tmp)
        except IsADirectoryError:
            remove(path)
            replace_file(path, chunks, self.tmp)
        except PermissionError:  # on Windows another process may be reading the same bytes
            if self.get(key) is None:
                raise

    def clear(self) -> None:
        """Forget everything."""
        with suppress(OSError):
            remove(self.folder / "store")

    def prune(self, most: int) -> int:
        """Forget what was not used for longest until the rest has at most so many bytes.

        Returns the bytes that are left.
        """
        left = 0
        for _, size, path in sorted(self._entries(), reverse=True):  # youngest first
            if left + size > most:
                with suppress(OSError):
                    remove(path)
            else:
                left += size
        return left

    def _entries(self) -> Iterable[tuple[float, int, str]]:
        for folder in self._folders():
            with suppress(OSError), os.scandir(folder.path) as entries:
                for entry in entries:
                    if not is_folder(entry):
                        found = entry.stat(follow_symlinks=False)
                        yield found.st_mtime, found.st_size, entry.path

    def _folders(self) -> list[os.DirEntry[str]]:
        try:
            with os.scandir(self.folder / "store") as entries:
                return [entry for entry in entries if is_folder(entry)]
        except OSError:
            return []

    def _take_links_away(self) -> None:
        """Remove what lies where the folders of the store belong and is none."""
        store = self.folder / "store"
        if is_link(store) or not store.is_dir():
            remove(store)
        with suppress(FileNotFoundError), os.scandir(store) as entries:
            for entry in entries:
                if not is_folder(entry):
                    remove(entry.path)

    def _path(self, key: str) -> Path:
        return self.folder / "store" / key[:2] / key[2:]


def replace_file(path: Path, chunks: Iterable[bytes], tmp: Path) -> None:
    """Write a file so that it is whole or absent, whatever happens meanwhile."""
    with unfinished(path, tmp) as fresh:
        with os.fdopen(create(fresh), "wb") as file:
            file.writelines(chunks)
        place(fresh, path)


@contextmanager
def unfinished(path: Path, tmp: Path) -> Iterator[Path]:
    """Yield where to write a file that `place` then puts in its place; gone after the block.

    That is in `tmp`, or beside its place if that is on another disk.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = _fresh(path, tmp)
    try:
        yield fresh
    finally:
        fresh.unlink(missing_ok=True)


def place(fresh: Path, path: Path) -> None:
    """Move a file that has been written into its place, in one step."""
    try:
        fresh.replace(path)
    except OSError as error:
        if error.errno != errno.EXDEV:  # a disk that looks like the same, and is another
            raise
        beside = _beside(path)
        try:
            shutil.copyfile(fresh, beside)
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)


def _fresh(path: Path, tmp: Path) -> Path:
    """Return where to write a file: under a name that no two processes, on no machines, choose."""
    tmp.mkdir(parents=True, exist_ok=True)
    if tmp.stat().st_dev == path.parent.stat().st_dev:
        return tmp / secrets.token_hex(8)
    return _beside(path)


def _beside(path: Path) -> Path:
    """Return a hidden name beside a file, always the same: nothing that was left there stays."""
    beside = path.with_name(f".{path.name}.new")
    remove(beside)
    return beside
