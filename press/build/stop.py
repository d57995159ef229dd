"""End when asked to: one line, the right status, nobody left at work, nothing half written.

Everything a run writes may be cut off at any moment, so there is nothing to unwind: whoever asks a
run to end (Ctrl-C, a closed terminal, a machine that shuts down) has it ended on the spot. An
exception would come up in the middle of anything, and Python drops some of them on the way.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType

NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")  # as far as the system has them
SIGNALS = [getattr(signal, name) for name in NAMES if hasattr(signal, name)]
WORDS = "stopped. The site is whole; the next run goes on from here."
PATIENCE = 5.0  # seconds for processes that were killed to be gone


class _State:
    scratch: Path | None = None  # the folder of what is half written
    starting = False  # processes are being started
    asked: int | None = None  # to end, meanwhile


def obey() -> None:
    """End this process at a signal. One that whoever started it has it ignore stays ignored."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _end)


def _end(number: int, _frame: FrameType | None) -> None:
    if _State.starting:
        _State.asked = number
        return
    for again in SIGNALS:
        signal.signal(again, signal.SIG_IGN)
    _say(WORDS)
    if processes := sys.modules.get("multiprocessing"):
        children = processes.active_children()
        for child in children:
            child.kill()
        for child in children:
            child.join(PATIENCE)
    if _State.scratch:
        shutil.rmtree(_State.scratch, ignore_errors=True)
    os._exit(128 + number)


def _say(words: str) -> None:
    """Print a line, whatever of the streams was being written to; show the cursor again."""
    with suppress(OSError):
        begin = "\r\x1b[2K\x1b[?25h" if os.isatty(2) else ""
        os.write(2, f"{begin}{words}\n".encode())


@contextmanager
def clearing(scratch: Path) -> Iterator[None]:
    """While the block runs, have a folder removed at the end that a signal brings."""
    _State.scratch = scratch
    try:
        yield
    finally:
        _State.scratch = None


@contextmanager
def starting() -> Iterator[None]:
    """Start processes in this block: a signal counts after it, and in none of them.

    So none is overlooked, and a Ctrl-C, which the whole terminal gets, finds none half started.
    """
    _State.starting, _State.asked = True, None
    try:
        with _unheard():
            yield
    finally:
        _State.starting = False
        if _State.asked is not None:
            _end(_State.asked, None)


def ignore() -> None:
    """Leave signals to the process that started this one."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_IGN)


if sys.platform == "win32":

    @contextmanager
    def _unheard() -> Iterator[None]:
        """Have processes that are started know of no Ctrl-C."""
        import ctypes  # noqa: PLC0415

        ctypes.windll.kernel32.SetConsoleCtrlHandler(None, 1)
        try:
            yield
        finally:
            ctypes.windll.kernel32.SetConsoleCtrlHandler(None, 0)

else:

    @contextmanager
    def _unheard() -> Iterator[None]:
        """Have processes that are started hear no signal, and print nothing.

        This one tells what fails in them; Python would have them complain at length if it is
        killed before they have begun.
        """
        from multiprocessing import resource_tracker  # noqa: PLC0415

        resource_tracker.ensure_running()  # which would have this process hear them again
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            with _dumb():
                yield
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)

    @contextmanager
    def _dumb() -> Iterator[None]:
        try:
            stderr = os.dup(2)
        except OSError:  # there is none
            yield
            return
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 2)
        os.close(null)
        try:
            yield
        finally:
            os.dup2(stderr, 2)
            os.close(stderr)
