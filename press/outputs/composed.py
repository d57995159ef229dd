"""The waist between compose and render: what every record has, and what render knows of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

Rendered = Iterable[bytes] | Mapping[str, Iterable[bytes]]  # a file, or those of a folder by name


class Composed(Protocol):
    """A record that a file is made of: all that shows in it, and nothing else.

    Other files of its group that it shows, or tells the size of, are there by their site paths.
    """

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of those files."""

    @property
    def drawn_by(self) -> str:
        """The fingerprint of what draws it, where that depends on what shows; else nothing."""

    @property
    def parts(self) -> tuple[str, str]:
        """The digests of the two parts that it is linked from; the second may be empty."""


class Files(Protocol):
    """The files that a record names, as they were made."""

    def size(self, path: str) -> int:
        """Return how many bytes a file has."""

    def sha256(self, path: str) -> str:
        """Return the SHA-256 of a file, in hexadecimal."""

    def read(self, path: str) -> bytes:
        """Return a file."""


def sizes(record: Composed, files: Files) -> Mapping[str, int]:
    """Return the bytes of every file that a record names."""
    return {path: files.size(path) for path in record.files}


def told(record: Composed, files: Files) -> Mapping[str, tuple[int, str]]:
    """Return the bytes and the SHA-256 of every file that a record names."""
    return {path: (files.size(path), files.sha256(path)) for path in record.files}
