"""Trust: whether a file of a site is as it was made.

Size and time tell it while nothing speaks against them. Once something does, or for a file with a
time to come or more names than a build gives, bytes are compared with their digest: a disk that
rots, or a program that copies folders, may leave size and time as they were.
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from contextlib import suppress

from press.build.files import open_plain
from press.build.ledger import Made

NAMES = 2  # of a file: its own in the site, and that in the new site


class Trust:
    """Trust in files; while `doubtful`, in their bytes alone."""

    def __init__(self) -> None:
        self.doubtful = False
        self._now = time.time_ns()
        self._sums: dict[tuple[int, int], tuple[int, str]] = {}  # file -> its time and SHA-256

    def is_as_made(self, path: str, made: Made) -> bool:
        """Tell whether a plain file stands at a path, as it was made."""
        try:
            found = os.lstat(path)
        except OSError:
            return False
        if (found.st_size, found.st_mtime_ns) != (made.bytes, made.mtime):
            return False
        if not stat.S_ISREG(found.st_mode):
            return False
        odd = found.st_nlink > NAMES or made.mtime > self._now
        return not (self.doubtful or odd) or self.sha256(path) == made.sha256

    def sha256(self, path: str) -> str:
        """Return the SHA-256 of a plain file, once for all its names; nothing if it is none."""
        with suppress(OSError), open_plain(path) as file:
            found = os.fstat(file.fileno())
            key = found.st_dev, found.st_ino
            if self._sums.get(key, (0, ""))[0] != found.st_mtime_ns:
                told = hashlib.file_digest(file, "sha256").hexdigest()
                self._sums[key] = found.st_mtime_ns, told
            return self._sums[key][1]
        return ""
