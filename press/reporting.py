"""Tell people what went wrong: problems of content, failures of the machine, a wish to stop."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click

from press.diag import ContentError, Problem


def show(problems: Iterable[Problem]) -> None:
    """Print problems where errors belong."""
    for problem in problems:
        click.echo(str(problem), err=True)


@contextmanager
def stopping() -> Iterator[None]:
    """Let a request to end (SIGTERM) stop the build as Ctrl-C does, but with its own status."""

    def stop(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


@contextmanager
def reported(site: Path, store: Path) -> Iterator[None]:
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
    except (click.ClickException, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        click.echo(f"stopped by you. {untouched}.", err=True)
        sys.exit(130)
    except Exception as error:  # the last line of defence
        click.echo(f"stopped: {in_words(error)}", err=True)
        click.echo(f"{untouched}; details for the maintainers in {_log(store)}", err=True)
        sys.exit(3)


def in_words(error: Exception) -> str:
    """Return what a failure of the machine means to the people at it."""
    number = error.errno if isinstance(error, OSError) else None
    if number in {errno.ENOSPC, errno.EDQUOT}:
        return "the disk is full. Make room and build again: it goes on from what it has made"
    if number in {errno.EACCES, errno.EPERM, errno.EROFS}:
        name = getattr(error, "filename", None) or "a file"
        return f"{name} cannot be written: it is read-only, or open in another program"
    return str(error) or type(error).__name__


def _log(store: Path) -> Path:
    """Write what went wrong beside the store, or where the system keeps passing things."""
    trace = traceback.format_exc()
    for folder in (store, Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "error.log").write_text(trace, encoding="utf-8")
            return folder / "error.log"
    return Path(os.devnull)


def counted(number: int, thing: str) -> str:
    """Return "1 problem", "2 problems"."""
    return f"{number:,} {thing}{'s' if number != 1 else ''}"
