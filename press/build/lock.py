"""One run at a time in a folder: a lock that the system itself lets go when a process dies."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from press.base.diag import ContentError, Problem, Span
from press.build.files import open_for_lock, own_folder

if sys.platform == "win32":
    import msvcrt

    def _take(number: int) -> None:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock while the block runs.   Raises ContentError if another run holds it."""
    own_folder(path.parent)
    with open_for_lock(path) as handle:
        try:
            _take(handle.fileno())
        except OSError as error:
            if error.errno not in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
                raise  # the disk knows no locks
            busy = "another build of this content is under way"
            hint = "wait until it has ended, then build again"
            raise ContentError([Problem(Span(path.as_posix()), "busy", busy, hint)]) from None
        yield
