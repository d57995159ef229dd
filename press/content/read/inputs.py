"""Take all that a run is made from off the disk, before anything is made of it.

That is a folder of content, as bytes, and the installation, as digests. Two runs with equal inputs
on one day come to the same, so nothing after this stage looks at the disk for more. This is quick
to load and to run: whether there is anything to do is known from it.
"""

from __future__ import annotations

import hashlib
import sys
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from press.base.diag import Problem, gathered
from press.base.digest import digest
from press.content.read.entries import JUNK, Entries, entries
from press.content.resources import canonical

ROOT = Path(__file__).resolve().parents[3]
INSTALLED = ("assets", "press", "templates")


@dataclass(frozen=True)
class Installation:
    """What the project itself brings, and the libraries that are installed beside it."""

    root: Path  # the project: the folder that holds press/
    digests: Mapping[str, str]  # path of a file of templates/, assets/, press/ -> SHA-256
    versions: Mapping[str, str]  # of all libraries, of Python and of zlib


@dataclass(frozen=True)
class Inputs:
    """All that a run is made from but the day. `folder` is the name of the folder of content."""

    folder: str
    entries: Entries
    problems: tuple[Problem, ...]  # of files that cannot be read
    installation: Installation

    @cached_property
    def digest(self) -> str:
        """The digest of all of it."""
        content = (self.folder, self.entries.files, self.entries.others)
        installed = (self.installation.digests, self.installation.versions)
        return digest(*content, [repr(problem) for problem in self.problems], *installed)


def take(content: Path) -> Inputs:
    """Return what a run on a folder of content is made from."""
    content = content.resolve()
    found, problems = gathered(entries(content))
    return Inputs(content.name, found, problems, installation())


def installation() -> Installation:
    """Return what is installed."""
    digests = {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in INSTALLED
        for path in _walk(ROOT / folder)
    }
    return Installation(ROOT, digests, _versions())


def _versions() -> dict[str, str]:
    """Return the versions of all that is installed, by the names of folders: that is quick."""
    folders = (Path(folder) for folder in sys.path if Path(folder).is_dir())
    found = (path.stem.rpartition("-") for folder in folders for path in folder.glob("*.dist-info"))
    installed = {canonical(name): version for name, _, version in found}
    python = ".".join(map(str, sys.version_info[:3]))
    return installed | {"python": python, "zlib": zlib.ZLIB_RUNTIME_VERSION}


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, sorted by path, without editors' and systems' junk."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
        parts = path.relative_to(folder).parts
        junk = any(JUNK.fullmatch(part) for part in parts)
        if not junk and path.is_file():
            yield path
