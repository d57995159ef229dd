"""A program of a few processes that do next to nothing: for tests of workers and signals."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Callable

COUNT = 3


class PanicError(BaseException):
    """As a library in Rust fails: no Exception."""


class PickyError(Exception):
    """An exception that cannot be sent as it is."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(one + two)


def begin() -> Callable[[int], int]:
    """Return what waits so many milliseconds."""
    return wait


def wait(milliseconds: int) -> int:
    """Wait, and return how long."""
    time.sleep(milliseconds / 1000)
    return milliseconds


def begin_badly() -> Callable[[int], int]:
    """Fail before the first task."""
    raise OSError(28, "No space left on device", "fonts")


def panic(_: int) -> int:
    """Fail as no Exception does."""
    raise PanicError("called unwrap on nothing")


def pick(_: int) -> int:
    """Fail as cannot be told."""
    raise PickyError("a", "b")


def begin_panic() -> Callable[[int], int]:
    """Return what panics."""
    return panic


def begin_picky() -> Callable[[int], int]:
    """Return what cannot tell how it fails."""
    return pick


if __name__ == "__main__":
    from press.build.stop import obey
    from press.build.workers import started

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has programs beside it ignore this one
    obey()
    print("begun", flush=True)
    with started(COUNT, begin) as run:
        for done in run([0] * COUNT + [60_000] * COUNT):
            print(done, flush=True)
    sys.exit(1)
