"""How long a case may take and how much it may hold, and what it took. On Linux; elsewhere less."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

SECONDS = 5.0  # of processors: other work on the machine does not count
WAITING = 24  # times that, by the clock: then something waits for what never comes
MEGABYTES = 1024.0
_PAGE = 4096 / 1e6


class TooSlowError(BaseException):
    """A case has had all its time. No Exception, so that nothing on the way swallows it."""


@dataclass
class Taken:
    """What a case took."""

    seconds: float = 0.0
    megabytes: float = 0.0


@contextmanager
def limited(seconds: float = SECONDS) -> Iterator[Taken]:
    """Give what runs inside some seconds and 1 GB: TooSlowError, MemoryError beyond."""
    taken = Taken()
    before, start = _resident(), time.process_time()
    with _alarm(seconds), _memory():
        try:
            yield taken
        finally:
            taken.seconds = time.process_time() - start
            taken.megabytes = max(0.0, _peak() - before)


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return

    def stop(_number: int, _frame: object) -> None:
        raise TooSlowError

    clocks = {
        signal.SIGPROF: (signal.ITIMER_PROF, seconds),
        signal.SIGALRM: (signal.ITIMER_REAL, seconds * WAITING),
    }
    before = {number: signal.signal(number, stop) for number in clocks}
    for clock, limit in clocks.values():
        signal.setitimer(clock, limit)
    try:
        yield
    finally:
        for clock, _ in clocks.values():
            signal.setitimer(clock, 0)
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _memory() -> Iterator[None]:
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * 4096
    resource.setrlimit(resource.RLIMIT_AS, (size + int(MEGABYTES * 1e6), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def _resident() -> float:
    """Return the megabytes this process holds, and begin to watch for its most."""
    if sys.platform != "linux":
        return 0.0
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    return int(Path("/proc/self/statm").read_text().split()[1]) * _PAGE


def _peak() -> float:
    if sys.platform != "linux":
        return 0.0
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1000
