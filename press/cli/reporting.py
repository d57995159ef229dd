"""Tell people what went wrong: problems of content, failures of the machine, a wish to stop."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from press.base.diag import ContentError, Problem, counted
from press.build.files import create, remove

AGAIN = "build again: it goes on from what it has made"
FULL = f"the disk is full. Make room and {AGAIN}"
GONE = "the disk of {name} is not there any longer"
MEMORY = "the memory of this machine is full. Close other programs, or build with --jobs 1"
FILES = "too many files are open at once. Close other programs, or build with --jobs 1"
DISK = "the disk of {name} lacks what a build needs. Copy the campaign to another disk"
_WORDS = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EROFS: "{name} cannot be written: the disk is read-only",
    errno.EFBIG: "{name} would be larger than its disk allows (FAT32: 4 GB). Build elsewhere",
    errno.EIO: "the disk of {name} fails, or was taken out. Save your content elsewhere first",
    errno.ENODEV: GONE,
    errno.ENXIO: GONE,
    errno.EMFILE: FILES,
    errno.ENFILE: FILES,
    errno.ENOMEM: MEMORY,
    errno.EAGAIN: "the system starts no more programs. Close some, or build with --jobs 1",
    errno.EBUSY: "{name} is in use, or is a disk of its own. Build into another folder with --site",
    errno.EXDEV: "{name} is a disk of its own. Build into a folder on that disk, with --site",
    errno.ENOLCK: DISK,
    errno.ENOSYS: DISK,
    errno.EOPNOTSUPP: DISK,
    errno.ELOOP: "{name} is a link that leads elsewhere, which a build never follows. Delete it",
    errno.EISDIR: "{name} is a folder where a file belongs. Move it elsewhere",
    errno.ENOTDIR: "{name} is a file where a folder belongs. Move it elsewhere",
    errno.EEXIST: "{name} is in the way. Move it elsewhere",
    errno.ENAMETOOLONG: "the name {name} is too long. Move the campaign to a folder higher up",
    errno.ENOENT: "{name} is not there any longer. Build again",
}


def show(problems: Iterable[Problem]) -> None:
    """Print problems where errors belong."""
    for problem in problems:
        click.echo(str(problem), err=True)


@contextmanager
def reported(site: Path, store: Path, content: Path) -> Iterator[None]:
    """Turn ContentError into its text and status 1, any other failure into a log and status 3."""
    untouched = f"{site}/ was left as it was"
    try:
        yield
    except ContentError as error:
        show(error.problems)
        errors = [problem for problem in error.problems if problem.severity == "error"]
        files = len({problem.span.path for problem in errors})
        click.echo(
            f"{counted(len(errors), 'problem')} in {counted(files, 'file')}. {untouched}.", err=True
        )
        sys.exit(1)
    except (click.ClickException, click.exceptions.Exit, SystemExit, GeneratorExit):
        raise
    except KeyboardInterrupt:
        click.echo(f"stopped by you. {untouched}.", err=True)
        sys.exit(130)
    except BrokenPipeError:  # nobody reads what is printed
        raise
    except BaseException as error:
        click.echo(f"stopped: {in_words(error, content)}", err=True)
        click.echo(f"{untouched}; details for the maintainers in {_log(store)}", err=True)
        sys.exit(3)


def in_words(error: BaseException, content: Path) -> str:
    """Return what a failure of the machine means to the people at it.

    In the folder of content files are read alone.
    """
    if isinstance(error, MemoryError):
        return MEMORY
    if not isinstance(error, OSError):
        return str(error) or type(error).__name__
    name = os.fsdecode(told) if isinstance(told := _name(error), (str, bytes)) else "a file"
    if error.errno in {errno.EACCES, errno.EPERM}:
        return f"{name} {_denied(Path(name).absolute(), content.absolute())}"
    words = _WORDS.get(error.errno or 0)
    return words.format(name=name) if words else str(error)


def _name(error: OSError) -> object:
    """Return the file that an error is about; of a file that is moved, its new place."""
    return error.filename if error.filename2 is None else error.filename2


def _denied(path: Path, content: Path) -> str:
    """Say what was denied, and what may be deleted without harm."""
    ours = [part for part in (path, *path.parents) if _may_go(part.name)]
    if not os.path.lexists(path):
        return f"cannot be written: {path.parent} is read-only, or belongs to somebody else"
    if ours:
        return f"cannot be written: it is read-only, or in use. {ours[-1]} may be deleted"
    if content in path.parents and path.name != "visits.toml":
        return "cannot be read: it is protected, or open in another program"
    return "cannot be written: it is read-only, or open in another program"


def _may_go(name: str) -> bool:
    return name == ".press" or (name.startswith(".") and ".press-" in name)


def _log(store: Path) -> Path:
    """Write what went wrong beside the store, or where the system keeps passing things."""
    trace = traceback.format_exc().encode("utf-8", "replace")
    with suppress(OSError):
        store.mkdir(parents=True, exist_ok=True)
        path = store / "error.log"
        remove(path)
        with os.fdopen(create(path), "wb") as file:
            file.write(trace)
        return path
    with suppress(OSError):
        number, name = tempfile.mkstemp(prefix="press-error-", suffix=".log")
        with os.fdopen(number, "wb") as file, suppress(OSError):
            file.write(trace)
        return Path(name)
    return Path(os.devnull)
