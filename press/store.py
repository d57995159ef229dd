"""The store: bytes by the digest of what they were made from, in `.press/`.

Entries are written to a temporary name and renamed, and carry their own SHA-256, so a killed
build leaves no half entry and a damaged one is made again. Many processes may share a store.
"""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Self

_SUM = 32


class Store:
    """Rendered bytes under a folder; `drawn` counts what had to be made."""

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
        try:
            data = self._path(key).read_bytes()
        except OSError:
            return None
        kept = data[_SUM:]
        return kept if hashlib.sha256(kept).digest() == data[:_SUM] else None

    def put(self, key: str, data: bytes) -> None:
        """Keep some bytes under a key."""
        replace_file(self._path(key), hashlib.sha256(data).digest() + data)

    def clear(self) -> None:
        """Forget everything."""
        shutil.rmtree(self.folder / "store", ignore_errors=True)

    def _path(self, key: str) -> Path:
        return self.folder / "store" / key[:2] / key[2:]


def replace_file(path: Path, data: bytes) -> None:
    """Write a file so that it is whole or absent, whatever happens meanwhile."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        fresh.write_bytes(data)
        try:
            fresh.replace(path)
        except PermissionError:  # on Windows another process may be reading the same bytes
            if not path.exists():
                raise
            fresh.unlink()
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
