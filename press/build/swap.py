"""Exchange two folders in one step, where the system can: nobody ever sees neither of them."""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from pathlib import Path

_AT_FDCWD = -100  # Linux: names are as usual, from the working folder
_RENAME_EXCHANGE = 2  # renameat2(2), Linux 3.15, glibc 2.28
_RENAME_SWAP = 2  # renamex_np(2), macOS 10.12
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}


def swap(one: Path, other: Path) -> bool:
    """Exchange the names of two folders; False where the system or the disk cannot.

    Raises OSError for anything else that is in the way.
    """
    if sys.platform == "win32":
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    system = ctypes.CDLL(None, use_errno=True)
    try:
        if sys.platform == "darwin":
            failed = system.renamex_np(first, second, _RENAME_SWAP)
        else:
            failed = system.renameat2(_AT_FDCWD, first, _AT_FDCWD, second, _RENAME_EXCHANGE)
    except AttributeError:
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))
