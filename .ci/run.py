"""Run the README's own two commands from a bare clone, then check what they leave behind.

    .ci/run             all steps; fails if one does
    .ci/run axe browse  only these, on what earlier ones have left

Steps run side by side as far as they do not need one another: many wait for a browser most of the
time, and others keep one processor busy. What a step says is shown when it has ended, in one
piece; at the end stands how long each took. What needs a step that failed is not run.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass

from steps import ROOT, STEPS, Step

AT_ONCE = (os.cpu_count() or 1) + 2
LOOK = 0.1  # seconds between looks at what has ended


@dataclass(frozen=True)
class Ended:
    """How a step ended: seconds on the clock, and of all processors without browsers."""

    well: bool
    wall: float
    cpu: float

    def __str__(self) -> str:
        return f"{'' if self.well else 'FAILED, '}{self.wall:.0f} s, CPU {self.cpu:.0f} s"


class Run:
    """A step under way."""

    def __init__(self, step: Step) -> None:
        self.step = step
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - it is read when the step has ended
        self._began = time.monotonic()
        # Whatever runs this may have set these for itself.
        given = {k: v for k, v in os.environ.items() if k not in {"PYTHONPATH", "VIRTUAL_ENV"}}
        given["PATH"] += ":/usr/sbin"  # where nginx is, which not everybody looks into
        self._process = subprocess.Popen(  # noqa: S603 - our own words
            ["bash", "-euo", "pipefail", "-c", step.command],  # noqa: S607
            cwd=ROOT,
            env=given,
            stdin=subprocess.DEVNULL,
            stdout=self._said,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )

    def ended(self) -> Ended | None:
        """Return how the step ended, showing what it said; None as long as it has not."""
        pid, status, usage = os.wait4(self._process.pid, os.WNOHANG)
        if not pid:
            return None
        self._process.returncode = os.waitstatus_to_exitcode(status)
        ended = Ended(
            self._process.returncode == 0,
            time.monotonic() - self._began,
            usage.ru_utime + usage.ru_stime,
        )
        self._said.seek(0)
        print(f"\n== {self.step.title} ({self.step.name}: {ended})", flush=True)
        sys.stdout.buffer.write(self._said.read())
        sys.stdout.flush()
        return ended

    def kill(self) -> None:
        """End the step with all that it started."""
        os.killpg(self._process.pid, signal.SIGKILL)


def main() -> None:
    """Run all steps, or those that are named; exit 1 if one of them did not end well."""
    names = sys.argv[1:] or [step.name for step in STEPS]
    if unknown := set(names) - {step.name for step in STEPS}:
        sys.exit(f"no such steps: {', '.join(sorted(unknown))}")
    steps = [step for step in STEPS if step.name in names]
    began = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that all steps are ended too
    ended = run(steps)
    print("\n== How long it took")
    for step in steps:
        print(f"{step.name:<12}{ended.get(step.name, 'NOT RUN, what it needs failed')}")
    print(f"{'all':<12}{time.monotonic() - began:.0f} s")
    sys.exit(0 if all(step.name in ended and ended[step.name].well for step in steps) else 1)


def run(steps: list[Step]) -> dict[str, Ended]:
    """Run steps side by side; return how each of them ended that could be run."""
    ended: dict[str, Ended] = {}
    waiting, running = list(steps), list[Run]()
    try:
        while True:
            for step in ready(waiting, [one.step for one in running], ended):
                waiting.remove(step)
                running.append(Run(step))
            if not running:
                return ended
            time.sleep(LOOK)
            for one in list(running):
                if how := one.ended():
                    running.remove(one)
                    ended[one.step.name] = how
    finally:
        for one in running:
            one.kill()


def ready(waiting: list[Step], running: list[Step], ended: dict[str, Ended]) -> list[Step]:
    """Return the steps to begin now."""
    missing = {step.name for step in (*waiting, *running)} | {
        name for name, how in ended.items() if not how.well
    }
    can = [step for step in waiting if not missing & needed(step)]
    beside = [step for step in can if not step.alone]
    if any(step.alone for step in running):
        return []
    if running or beside:
        return beside[: AT_ONCE - len(running)]
    return can[:1]


def needed(step: Step) -> set[str]:
    """Return the names of all steps that a step needs, and those need."""
    by_name = {one.name: one for one in STEPS}
    return set(step.after).union(*(needed(by_name[name]) for name in step.after))


if __name__ == "__main__":
    main()
