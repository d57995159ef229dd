"""Everyday work in three words: `python -m tests check|fix|test`, run from anywhere.

`check` is what can be told without running the press, in less than a minute; `fix` mends what
ruff can mend by itself; `test` is the whole suite on all processors, as in the README. Anything
behind `test` goes to pytest, so `python -m tests test -x tests/test_pages.py` works as well.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import click

ROOT = Path(__file__).parents[1]
LINT, FORMAT, TYPES, TESTS = ("ruff", "check"), ("ruff", "format"), ("mypy",), ("pytest",)
HOUSE_RULES = "tests/test_architecture.py"


@click.group()
def main() -> None:
    """Check, mend or test the project."""


@main.command()
def check() -> None:
    """Lint, format, types and the rules of the house; changes nothing."""
    run(LINT, (*FORMAT, "--check"), TYPES, (*TESTS, "-q", HOUSE_RULES))


@main.command()
def fix() -> None:
    """Mend what can be mended by machine: lint, then format."""
    run((*LINT, "--fix"), FORMAT)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("more", nargs=-1, type=click.UNPROCESSED)
def test(more: tuple[str, ...]) -> None:
    """Run the whole suite, or what MORE tells pytest."""
    run((*TESTS, *more))


def run(*commands: Sequence[str]) -> None:
    """Run modules of this Python, each to its end; exit 1 if one of them is not content."""
    failed = [words for words in commands if _status(words)]
    for words in failed:
        click.echo(f"failed: {' '.join(words)}", err=True)
    sys.exit(1 if failed else 0)


def _status(words: Sequence[str]) -> int:
    click.echo(f"$ {' '.join(words)}")
    command = [sys.executable, "-m", *words]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603 - our own words


if __name__ == "__main__":
    main()
