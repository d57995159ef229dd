"""Programs that draw with a peer. Each reads an `Order` from its input and answers in seconds.

They run under the peers' own Python, so they import `drawing` and the standard library, no more.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from tests.benchmarks.peers.drawing import Job, Order, Paragraph

WARM = 2  # pieces that are drawn before the clock starts
MM = 72 / 25.4  # points

Make = Callable[[Job], bytes]


def work(start: Callable[[Order], Make]) -> None:
    """Draw all jobs of the order; only making and writing the files is timed, no start-up."""
    order = Order.from_json(sys.stdin.read())
    make = start(order)
    for job in order.jobs[:WARM]:
        make(job)
    began = perf_counter()
    for job in order.jobs:
        Path(job.file).write_bytes(make(job))
    print(json.dumps({"seconds": perf_counter() - began}))


def wrap(text: str, width: float, measure: Callable[[str], float]) -> list[str]:
    """Break a text into lines no wider than `width`, as many words in each as it takes."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and measure(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def baseline(said: Paragraph) -> float:
    """Return how far below the top of its line the letters of a paragraph stand."""
    return said.leading / 2 + said.size * 0.36
