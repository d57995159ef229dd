"""Judge a case by the command line itself: its status, its words, what it leaves on the disk."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner

from press.cli.commands import main
from tests.hostile.case import Case, Verdict
from tests.hostile.content import restore, write
from tests.hostile.limits import SECONDS, TooSlowError, limited
from tests.hostile.wording import LIBRARIES, LONGEST

TOLD = frozenset({1, 2})  # problems of content; wrong usage
OUTSIDE = "outside"  # a folder beside the content, which nothing may touch


def run(folder: Path, arguments: Iterable[str]) -> tuple[int, str]:
    """Run a command on a folder of content; return its status and what it said."""
    command, *rest = arguments
    options = [
        "--content",
        str(folder),
        "--site",
        str(folder.parent / "site"),
        "--today",
        "2025-07-15",
    ]
    result = CliRunner().invoke(main, [command, *options, *rest])
    error = result.exception
    if error and not isinstance(error, SystemExit):
        raise error
    return result.exit_code, result.output


def judged_by_command(
    case: Case, folder: Path, arguments: list[str], *, seconds: float = SECONDS
) -> Verdict:
    """Return what a command makes of a case: done, or told in words that staff understand."""
    verdict = Verdict(case.name, case.note, changes=case.changes)
    write(folder, case.files)
    try:
        with limited(seconds) as taken:
            status, said = run(folder, arguments)
        verdict.problems = tuple(said.splitlines())
        verdict.accepted = status == 0
        verdict.codes = tuple(sorted(set(re.findall(r"\[([a-z0-9-]+)\]: ", said)))) or (
            f"exit {status}",
        )
        _said(status, said, verdict)
    except TooSlowError:
        verdict.fail("slow", f"stopped after {seconds:.0f} s")
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # a panic of Rust is no Exception
        where = [line for line in traceback.format_exc().splitlines() if "/press/" in line][-2:]
        verdict.fail("exit-3", "\n".join((f"{type(error).__name__}: {error}", *where)))
    finally:
        restore(folder, case.files)
    verdict.seconds, verdict.megabytes = taken.seconds, taken.megabytes
    return verdict


def _said(status: int, said: str, verdict: Verdict) -> None:
    if status not in {0, *TOLD}:
        verdict.fail("exit-3", said[-400:])
    elif status and not said.strip():
        verdict.fail("untold", f"status {status}, and not a word")
    own = re.sub(r'"[^"]*"', "", said)
    if found := LIBRARIES.search(own):
        verdict.fail("library-words", f"{found[0]!r} in {said[-300:]}")
    longest = max(map(len, said.splitlines()), default=0)
    if longest > LONGEST:
        verdict.fail("long-message", f"{longest} letters")


def tree(folder: Path) -> dict[str, str]:
    """Return the files below a folder with their digests, links as what they lead to."""
    return {
        path.relative_to(folder).as_posix(): f"-> {path.readlink()}"
        if path.is_symlink()
        else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or path.is_file()
    }
