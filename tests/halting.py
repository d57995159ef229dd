"""A run that halts at a place in the code, says so, and goes on when told: for tests of its end.

    python -m tests.halting press.build.site:Site.note 2 build --jobs 2

Here it halts as `Site.note` is called for the second time: it prints a line and waits for one. So
a test ends it just there, however busy the machine is.
"""

from __future__ import annotations

import importlib
import signal
import sys
from typing import Any


def halt_at(place: str, turn: int) -> None:
    """Halt before a function or method is called for the so-manieth time."""
    module, _, path = place.partition(":")
    owner: Any = importlib.import_module(module)
    *outer, name = path.split(".")
    for part in outer:
        owner = getattr(owner, part)
    act, calls = getattr(owner, name), 0

    def halting(*given: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == turn:
            print("here", flush=True)
            sys.stdin.readline()
        return act(*given, **named)

    setattr(owner, name, halting)


if __name__ == "__main__":  # worker processes load this file too
    from press.build.stop import obey

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell has programs beside it ignore this one
    obey()

    from press.cli.commands import main

    halt_at(sys.argv[1], int(sys.argv[2]))
    main(sys.argv[3:])
