"""Write: a complete new site beside the old one, switched in at once.

What has not changed is linked from the old site, not written again. Until the switch the old
site stays whole; a killed build leaves `.<site>.press-new`, which the next one clears away.
The ledger remembers what each file was made from; it lives in the store's folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from press.diag import ContentError, Problem, Span
from press.digest import digest
from press.store import replace_file

MANIFEST = "manifest.json"
JUNK = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


@dataclass(frozen=True)
class Made:
    """A file of the site: what it was made from, and what it is."""

    path: str
    key: str
    sha256: str
    bytes: int
    mtime: int  # nanoseconds: a file that somebody touched is made again


class Site:
    """A site on disk, the new one that is being made beside it, and its ledger."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder = folder.resolve()
        # Names that are nobody else's: what lies there is cleared away without asking.
        self.new = self.folder.with_name(f".{self.folder.name}.press-new")
        self._old = self.folder.with_name(f".{self.folder.name}.press-old")
        self._ledger = store / f"site-{digest(str(self.folder))[:16]}.json"

    def recover(self) -> None:
        """Put right what a killed build left behind."""
        if self._old.exists() and not self.folder.exists():
            self._old.rename(self.folder)
        self.discard()
        _remove(self._old)

    def discard(self) -> None:
        """Clear away a new site that will not be switched in."""
        _remove(self.new)

    def forget(self) -> None:
        """Forget what the present site's files were made from."""
        self._ledger.unlink(missing_ok=True)

    def ledger(self) -> dict[str, Made]:
        """Return what is known of the present site's files that are still as they were made."""
        found = dict(self._files())
        return {
            path: made
            for path, made in self._known().items()
            if found.get(path) == (made.bytes, made.mtime)
        }

    def _known(self) -> dict[str, Made]:
        try:
            rows = json.loads(self._ledger.read_bytes())
        except (OSError, ValueError):
            return {}
        return {path: Made(path, *row) for path, row in rows.items()}

    def refuse_foreign(self) -> None:
        """Raise ContentError if the site's folder holds files that no build made."""
        ours = self._listed() | self._known().keys()
        foreign = sorted(path for path, _ in self._files() if path not in ours and path != MANIFEST)
        if foreign:
            raise ContentError(
                Problem(
                    Span((self.folder / path).as_posix()),
                    "foreign-file",
                    "this file was not made by a build, and building would remove it",
                    "move it elsewhere, or build into another folder with --site",
                )
                for path in foreign[:20]
            )

    def _listed(self) -> frozenset[str]:
        try:
            files = json.loads((self.folder / MANIFEST).read_bytes())["files"]
            return frozenset(file["path"] for file in files)
        except (OSError, ValueError, KeyError, TypeError):
            return frozenset()

    def _files(self) -> Iterable[tuple[str, tuple[int, int]]]:
        """Yield every file of the site with its size and time, but for what systems drop there."""
        folders = [(self.folder, "")]
        while folders:
            folder, prefix = folders.pop()
            if not folder.is_dir():
                continue
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append((Path(entry.path), f"{prefix}{entry.name}/"))
                    elif entry.name.lower() not in JUNK:
                        stat = entry.stat(follow_symlinks=False)
                        yield f"{prefix}{entry.name}", (stat.st_size, stat.st_mtime_ns)

    def keep(self, kept: Iterable[Made]) -> None:
        """Take files over from the present site into the new one."""
        folders: set[str] = set()
        for made in kept:
            folder = made.path.rpartition("/")[0]
            if folder not in folders:
                (self.new / folder).mkdir(parents=True, exist_ok=True)
                folders.add(folder)
            _link(self.folder / made.path, self.new / made.path)

    def finish(self, files: Iterable[Made]) -> None:
        """Switch the new site in. From here on its ledger is the one that counts."""
        if self.folder.exists():
            self.folder.rename(self._old)
        try:
            self.new.rename(self.folder)
        except OSError:  # on Windows, a program that looks into the folder may hold it
            if self._old.exists():
                self._old.rename(self.folder)
            raise
        rows = {made.path: [made.key, made.sha256, made.bytes, made.mtime] for made in files}
        replace_file(self._ledger, json.dumps(rows).encode())
        shutil.rmtree(self._old, ignore_errors=True)  # if it cannot go now, `recover` sees to it


def write_file(folder: Path, path: str, key: str, data: bytes) -> Made:
    """Write a file of the new site and return what it is."""
    target = folder / path
    try:
        target.write_bytes(data)
    except FileNotFoundError:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return Made(path, key, hashlib.sha256(data).hexdigest(), len(data), target.stat().st_mtime_ns)


def _link(present: Path, new: Path) -> None:
    """Give a file a second name; where the disk has no such thing, copy it with its time."""
    try:
        os.link(present, new)
    except OSError:
        shutil.copy2(present, new)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
