"""How far a build is: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from types import TracebackType
from typing import Self

import click
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bar
from rich.text import Text

EVERY = 10.0  # seconds between plain lines


class Speed(ProgressColumn):
    """Files made per second."""

    def render(self, task: Task) -> Text:
        """Return the column's text."""
        return Text(f"{task.speed or 0:,.0f}/s")


class Progress:
    """Counts the files that are made; what is kept is not counted."""

    def __init__(self, total: int, *, quiet: bool) -> None:
        console = Console(stderr=True)
        self._plain = not quiet and not console.is_terminal
        self._bar = Bar(
            TextColumn("making"),
            BarColumn(),
            MofNCompleteColumn(),
            Speed(),
            TimeRemainingColumn(),
            console=console,
            disable=quiet or self._plain,
            transient=True,
        )
        self._task = self._bar.add_task("making", total=total)
        self._total = total
        self._done = 0
        self._start = self._said = time.monotonic()

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def step(self, made: int) -> None:
        """Count files that have been made."""
        self._done += made
        self._bar.update(self._task, completed=self._done)
        now = time.monotonic()
        if self._plain and now - self._said >= EVERY:
            self._said = now
            rate = self._done / (now - self._start)
            left = (self._total - self._done) / rate if rate else 0
            click.echo(
                f"{self._done:,} of {self._total:,} files, {rate:,.0f}/s, {left:,.0f} s left",
                err=True,
            )
