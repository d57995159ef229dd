"""Write: a complete new site beside the old one, switched in at once.

The new site is a folder of its own, `.<site>.press-new`. What has not changed is linked there
from the old site, not written again; until the switch the old site stays whole. After the switch
the folder holds what both have in common, as links that take no room, so the next build has only
to add what is new. A build that was stopped leaves there what it made, and a journal of it in the
store's folder; the next one goes on from that.

Nothing is forced to the disk (fsync): a site can be made again, and a file that a power cut has
emptied no longer has the size and time that the ledger knows. After a run that was stopped, and
with a ledger or a manifest that is damaged, bytes are compared instead: see `trust`.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any

from press.base.diag import ContentError, Problem, Span
from press.base.digest import digest
from press.build.files import (
    clear,
    create,
    discard,
    make_folder,
    make_way,
    open_to_add,
    own_folder,
    read_plain,
    remove,
    walk,
    write_all,
)
from press.build.ledger import Ledger, Made, header
from press.build.place import refuse_place
from press.build.store import replace_file
from press.build.swap import swap
from press.build.trust import Trust

MANIFEST = "manifest.json"
THREADS = 8  # that unlink files
JUNK = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})


class Site:
    """A site on disk, the new one that is being made beside it, and what is known of both."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.given = folder
        self.folder = Path(os.path.realpath(folder))
        # Names that are nobody else's: what lies there is cleared away without asking.
        self.new = self.folder.parent / f".{self.folder.name}.press-new"
        self._old = self.folder.parent / f".{self.folder.name}.press-old"
        name = digest(os.fsencode(self.folder))[:16]
        self.ledger_path = store / f"site-{name}.jsonl"
        self.stamp = store / f"site-{name}.stamp"
        self._next = store / f"site-{name}.next.jsonl"
        self._journal = store / f"site-{name}.journal.jsonl"
        self._tmp = store / "tmp"
        self._trust = Trust()
        # os.stat of a joined text takes a third of the time of pathlib's.
        self._present, self._fresh = f"{self.folder}{os.sep}", f"{self.new}{os.sep}"

    def recover(self) -> None:
        """Put right what a build left behind that was killed while it switched.

        Raises ContentError if the site stands where none can be switched in.
        """
        refuse_place(self.given)
        make_way(self.ledger_path)
        make_way(self._next)
        make_way(self._journal, alone=True)
        self._trust.doubtful = self.is_unsettled
        if self._old.is_dir() and not self._old.is_symlink():
            if not self.folder.exists():
                self._old.rename(self.folder)
            elif not self.new.exists():
                self._old.rename(self.new)
        remove(self._old)
        manifest = Ledger(self._next).group(MANIFEST).made
        if manifest and self.stands(*manifest):
            self._settle()
            remove(self.new)  # the old site, nothing of which was taken out
        if end := self.journal.end:
            os.truncate(self._journal, end)  # a line that a kill has torn
        else:
            self._journal.unlink(missing_ok=True)
        self._next.unlink(missing_ok=True)

    @property
    def is_unsettled(self) -> bool:
        """Whether a build was stopped, and none has come after it."""
        return any(os.path.lexists(path) for path in (self._old, self._next, self._journal))

    def doubts(self, ledger: Ledger) -> bool:
        """Tell whether something speaks against the present site that did not before.

        Then `stands` and `keep` look at bytes.
        """
        trust, rows = self._trust, ledger.group(MANIFEST).made
        whole = all(trust.sha256(self._present + row.path) == row.sha256 for row in rows)
        newly = not trust.doubtful and (ledger.torn or not whole)
        trust.doubtful |= newly
        return newly

    def begin(self) -> None:
        """Begin a new site, or go on with one that was begun, with plain files alone in it."""
        if self.new.is_symlink() or not self.new.is_dir():
            remove(self.new)
        own_folder(self.new)
        os.close(create(self._old))  # before the work: whether it will be possible to switch
        remove(self._old)
        clear(str(self.new), lambda _: True)
        if not self._journal.exists():
            replace_file(self._journal, [header("")], self._tmp)

    def forget(self) -> None:
        """Forget what the present site's files were made from, and what was begun."""
        for path in (self.stamp, self.ledger_path, self._journal, self.new):
            remove(path)

    def abandon(self) -> None:
        """Clear away what a stopped build had begun, if one had."""
        if self._journal.exists():
            remove(self.new)
            self._journal.unlink()

    @property
    def ledger(self) -> Ledger:
        """What the files of the present site were made from."""
        return Ledger(self.ledger_path)

    @property
    def journal(self) -> Ledger:
        """What a build that was stopped had made in the new site."""
        return Ledger(self._journal)

    # Files.

    def stands(self, *made: Made) -> bool:
        """Tell whether files of the present site are as they were made."""
        return all(self._trust.is_as_made(self._present + file.path, file) for file in made)

    def keep(self, *made: Made) -> bool:
        """See that the new site has files as they were made; False if neither site has one so."""
        return all(map(self._keep, made))

    def _keep(self, made: Made) -> bool:
        if self._trust.is_as_made(self._fresh + made.path, made):
            return True
        if not self._trust.is_as_made(self._present + made.path, made):
            return False
        target = self._fresh + made.path
        try:
            _link(self._present + made.path, target)
        except (FileNotFoundError, NotADirectoryError):
            make_folder(Path(target).parent)
            _link(self._present + made.path, target)
        except FileExistsError:
            remove(target)
            _link(self._present + made.path, target)
        return True

    def read(self, path: str) -> bytes:
        """Return the bytes of a file of the new site."""
        return read_plain(self._fresh + path)

    def write(self, path: str, chunks: Iterable[bytes]) -> tuple[str, int, int]:
        """Write a file of the new site; return its SHA-256, bytes and time.

        It is a file of its own, whatever lay there: that may be a link into the present site.
        """
        target = self._fresh + path
        try:
            number = create(target)
        except (FileNotFoundError, NotADirectoryError):
            make_folder(Path(target).parent)
            number = create(target)
        except FileExistsError:
            remove(target)
            number = create(target)
        hasher = hashlib.sha256()
        try:
            for chunk in chunks:
                hasher.update(chunk)
                write_all(number, chunk)
            found = os.fstat(number)
        finally:
            os.close(number)
        return hasher.hexdigest(), found.st_size, found.st_mtime_ns

    # A build.

    def note(self, line: bytes) -> None:
        """Write down in the journal that a group of the new site is complete."""
        with open_to_add(self._journal) as file:
            file.write(line)

    def refuse_foreign(self, known: Set[str]) -> None:
        """Raise ContentError if the site's folder holds files that no build made."""
        foreign = {path for path in _files(self.folder) if path not in known}
        if foreign:  # or the ledger has been lost
            foreign -= self.listed()
        if foreign:
            raise ContentError(
                Problem(
                    Span((self.folder / path).as_posix()),
                    "foreign-file",
                    "this file was not made by a build, and building would remove it",
                    "move it elsewhere, or build into another folder with --site",
                )
                for path in sorted(foreign)[:20]
            )

    def listed(self) -> set[str]:
        """Return the paths that the present site's own manifest tells, for want of a ledger."""
        try:
            return {file["path"] for file in self.told()["files"]}
        except (KeyError, TypeError):
            return set()

    def told(self) -> dict[str, Any]:
        """Return the present site's manifest, an empty one if it cannot be read."""
        try:
            told = json.loads(read_plain(self.folder / MANIFEST))
        except (OSError, ValueError, RecursionError):
            return {}
        return told if isinstance(told, dict) else {}

    def finish(self, inputs: str, lines: Iterable[bytes], paths: set[str]) -> None:
        """Switch the new site in. `paths` are all its files: what else lies there goes.

        `lines` are the groups of its ledger, which counts from the switch on; see `recover`.
        """
        clear(str(self.new), paths.__contains__)
        replace_file(self._next, chain([header(inputs)], lines), self._tmp)
        outdated = tuple(_outdated(self.ledger, Ledger(self._next)))
        self._switch()
        self._settle()
        self._spare(outdated)

    def _switch(self) -> None:
        if not self.folder.exists():
            self.new.rename(self.folder)
        elif not swap(self.new, self.folder):
            self.folder.rename(self._old)
            try:
                self.new.rename(self.folder)
            except OSError:  # on Windows, a program that looks into the folder may hold it
                self._old.rename(self.folder)
                raise
            self._old.rename(self.new)

    def _settle(self) -> None:
        self._next.replace(self.ledger_path)
        self._journal.unlink(missing_ok=True)

    def _spare(self, outdated: Iterable[str]) -> None:
        """Leave of the old site only what takes no room: second names of files of the new one."""
        paths = [self._fresh + path for path in outdated]
        with ThreadPoolExecutor(THREADS) as threads:  # the system's work, on many processors
            list(threads.map(discard, (paths[first::THREADS] for first in range(THREADS))))
        some = next(_files(self.new), None)
        if some is None or os.stat(self._fresh + some).st_nlink == 1:
            with suppress(OSError):
                remove(self.new)


def _outdated(before: Ledger, after: Ledger) -> Iterator[str]:
    """Yield the paths of files that one site had and the other has not, or not the same."""
    for name in before.names:
        if before.line(name) != after.line(name):
            kept = frozenset(after.group(name).made)
            yield from (made.path for made in before.group(name).made if made not in kept)


def _files(folder: Path) -> Iterator[str]:
    """Yield the path of every file below a folder, but for what systems drop there."""
    return (path for path in walk(folder) if path.rpartition("/")[2].lower() not in JUNK)


def _link(present: str, new: str) -> None:
    """Give a file a second name; where the disk has no such thing, copy it with its time."""
    try:
        os.link(present, new)
    except (FileNotFoundError, FileExistsError, NotADirectoryError):
        raise
    except OSError:
        shutil.copy2(present, new)
