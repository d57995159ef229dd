"""Find the peers' own tools and run them. What is not there becomes `Missing`, with the reason.

PEERS_PYTHON is a Python with `requirements.txt` in it, PEERS_NODE_MODULES a folder of Node
packages with those of `package.json`; `setup.sh` makes both and says how to set them. Node and
Chromium are looked for on the PATH; PEERS_CHROMIUM names another browser.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp
from time import perf_counter

from tests.benchmarks.peers.drawing import Order
from tests.benchmarks.peers.records import HERE, ROOT, Missing, Rate

LIMIT = 1800  # seconds until a peer is given up
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
TELLING = re.compile(r"([\w.]*(Error|Exception)|[a-z]\w*\.\w+): ")


class AbsentError(Exception):
    """A peer is not installed or does not work; says why."""


@dataclass(frozen=True)
class Artist:
    """A peer that draws single pieces: a program of `workers/`, for Python or for Node."""

    name: str
    program: str
    note: str
    browser: bool = False


def attempt(peer: str, measure: Callable[[], Rate]) -> Rate | Missing:
    """Return what was measured, or why it could not be."""
    try:
        return measure()
    except AbsentError as error:
        return Missing(peer, str(error))


def draw(artist: Artist, order: Order) -> Rate:
    """Let an artist make all files of an order in one warm process."""
    command = _worker(artist.program)
    if artist.browser:
        order = replace(order, browser=browser())
    answer = run(command, cwd=ROOT, said=order.to_json())
    files = [Path(job.file) for job in order.jobs]
    seconds = float(json.loads(answer.splitlines()[-1])["seconds"])
    return Rate(artist.name, len(files), seconds, weigh(files), artist.note)


def _worker(program: str) -> list[str]:
    if program.endswith(".mjs"):
        return node(HERE / "workers" / program)
    return [str(python()), "-m", f"tests.benchmarks.peers.workers.{program}"]


def run(
    command: Sequence[str], cwd: Path, said: str = "", settings: dict[str, str] | None = None
) -> str:
    """Run a command to its end and return its output."""
    try:
        done = subprocess.run(  # noqa: S603 - our own words
            command,
            cwd=cwd,
            input=said,
            env={**os.environ, **(settings or {})},
            capture_output=True,
            encoding="utf-8",
            timeout=LIMIT,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise AbsentError(str(error)) from error
    if done.returncode:
        raise AbsentError(_last_words(done.stderr) or f"ended with status {done.returncode}")
    return done.stdout


def _last_words(text: str) -> str:
    """Return the line of an error message that tells most: a Python or Node error, or the last."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    telling = [line for line in lines if TELLING.match(line)]
    return (telling or lines or [""])[-1][:200]


def timed(
    command: Sequence[str], cwd: Path, made: Path, settings: dict[str, str] | None = None
) -> float:
    """Return the median wall time of three runs of a whole tool, each into no folder `made`."""
    seconds = []
    for _ in range(4):
        with suppress(FileNotFoundError):  # not deleted: some disks are slow for a while after it
            made.rename(Path(mkdtemp(dir=made.parent)) / made.name)
        began = perf_counter()
        run(command, cwd, settings=settings)
        seconds.append(perf_counter() - began)
    return sorted(seconds[1:])[1]  # the first run warms the disk's cache


def weigh(files: Sequence[Path]) -> int:
    """Return the bytes of all files together; a file that is not there is the peer's failure."""
    try:
        return sum(path.stat().st_size for path in files)
    except FileNotFoundError as error:
        raise AbsentError(f"did not make {error.filename}") from error


def python() -> Path:
    return Path(_setting("PEERS_PYTHON"))


def script(name: str) -> str:
    """Return a command that lies beside the peers' Python."""
    found = shutil.which(name, path=str(python().parent))
    if not found:
        raise AbsentError(f"no {name} beside PEERS_PYTHON")
    return found


def node(program: Path) -> list[str]:
    """Return the command that runs a program with Node."""
    _setting("PEERS_NODE_MODULES")
    found = shutil.which("node")
    if not found:
        raise AbsentError("no node on the PATH")
    return [found, str(program)]


def package(path: str) -> Path:
    """Return a file of the peers' Node packages."""
    found = Path(_setting("PEERS_NODE_MODULES")) / path
    if not found.exists():
        raise AbsentError(f"no {path} in PEERS_NODE_MODULES")
    return found


def browser() -> str:
    named = os.environ.get("PEERS_CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise AbsentError("no Chromium on the PATH, and PEERS_CHROMIUM is not set")
    return found


def _setting(name: str) -> str:
    value = os.environ.get(name)
    if not value:
        raise AbsentError(f"{name} is not set: see setup.sh")
    if not Path(value).exists():
        raise AbsentError(f"{name} names nothing that exists")
    return str(Path(value).absolute())
