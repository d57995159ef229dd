"""Where a site may stand: a new one is switched in by giving its folder another name."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from press.base.diag import ContentError, Problem, Span

MOUNTS = Path("/proc/self/mountinfo")  # Linux: with those that `os.path.ismount` overlooks


def refuse_place(folder: Path) -> None:
    """Raise ContentError if a site cannot be switched in at a folder, and say what to do."""
    real = Path(os.path.realpath(folder))
    if folder.is_symlink() and not real.exists():
        wrong = f"it is a link to {real}, which is not there"
        hint = "connect the disk it leads to, or delete the link"
    elif real.exists() and not real.is_dir():
        wrong, hint = "it is no folder", "move it elsewhere, or build into another with --site"
    elif not real.name or _is_mounted(real):
        wrong = "it is a disk of its own, where no new site can take the place of the old at once"
        hint = f"build into a folder on that disk: --site {(folder / 'site').as_posix()}"
    else:
        return
    span, message = Span(folder.as_posix()), f"no site can be built here: {wrong}"
    raise ContentError([Problem(span, "bad-folder", message, hint)])


def _is_mounted(folder: Path) -> bool:
    if os.path.ismount(folder):
        return True
    with suppress(OSError, IndexError):
        lines = MOUNTS.read_bytes().splitlines()
        return os.fsencode(folder) in {_plain(line.split()[4]) for line in lines}
    return False


def _plain(name: bytes) -> bytes:
    """Return the name of a folder that is told with its spaces as \\040."""
    for letter in (b" ", b"\t", b"\n", b"\\"):
        name = name.replace(b"\\%03o" % letter[0], letter)
    return name
