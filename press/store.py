"""The store: what was drawn and compiled, kept under the digest of what it was made from.

It can be deleted at any time, at the cost of drawing again. Each entry carries its own checksum:
a damaged one is not found, so it is made and kept again. Many processes, and many machines with
one disk, may share a store: an entry is written beside its place and renamed into it, and equal
keys mean equal bytes. Nothing is forced to the disk (fsync), for an entry that a power cut has
torn fails its checksum. A key covers all that draws, so entries of older templates and versions
are never found; `prune` forgets them in time.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Self

_SUM = 32
_HOUR = 60 * 60.0  # seconds


class Store:
    """Drawn bytes under a folder; `drawn` counts what had to be made."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drawn = 0

    @classmethod
    def beside(cls, content: Path) -> Self:
        """Return the store that belongs to a content folder."""
        return cls(content.resolve().parent / ".press")

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
            data = path.read_bytes()
            if time.time() - path.stat().st_mtime > 24 * _HOUR:
                os.utime(path)  # for `prune`: it is in use
        except OSError:
            return None
        kept = data[_SUM:]
        return kept if hashlib.sha256(kept).digest() == data[:_SUM] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes under a key."""
        replace_file(self._path(key), (hashlib.sha256(data).digest(), data))

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder / "store", ignore_errors=True)

    def prune(self, most: int) -> int:
        """Forget what was not used for longest until the rest has at most so many bytes.

        Also sweeps up what killed processes left half written. Returns the bytes that are left.
        """
        entries = sorted(self._entries(), reverse=True)  # youngest first
        left = 0
        for used, size, path in entries:
            torn = path.suffix == _TORN
            if (torn and time.time() - used > _HOUR) or (not torn and left + size > most):
                with suppress(OSError):
                    path.unlink()
            else:
                left += size
        return left

    def _entries(self) -> Iterable[tuple[float, int, Path]]:
        for path in (self.folder / "store").glob("*/*"):
            with suppress(FileNotFoundError):
                stat = path.stat()
                yield stat.st_mtime, stat.st_size, path

    def _path(self, key: str) -> Path:
        return self.folder / "store" / key[:2] / key[2:]


_TORN = ".new"  # the suffix of what is being written


def replace_file(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file so that it is whole or absent, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # No two processes, on no two machines, write to one name.
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(6)}{_TORN}")
    try:
        with fresh.open("wb") as file:
            file.writelines(chunks)
        try:
            fresh.replace(path)
        except PermissionError:  # on Windows another process may be reading the same bytes
            if not path.exists():
                raise
            fresh.unlink()
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
