"""Judge many cases in processes of their own: one that hangs or dies is a case that failed."""

from __future__ import annotations

import multiprocessing
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from pathlib import Path
from time import monotonic

from tests.hostile.case import Name, Verdict
from tests.hostile.content import base, write
from tests.hostile.surfaces import SURFACES

PATIENCE = 200.0  # seconds without a verdict after which a process is ended


def one(name: Name, folder: Path) -> Verdict:
    """Judge one case in a folder of content that is as it should be."""
    surface = SURFACES[name.surface]
    return surface.judge(surface.make(name), folder)


def prepared(parent: Path) -> Path:
    """Write the campaign below a folder and return where it is."""
    folder = parent / "content"
    write(folder, base())
    return folder


def _work(names: tuple[Name, ...], to: Connection) -> None:
    parent = Path(tempfile.mkdtemp(prefix="hostile-"))
    try:
        folder = prepared(parent)
        for name in names:
            to.send(one(name, folder))
    finally:
        shutil.rmtree(parent, ignore_errors=True)
    to.close()


@dataclass
class _Worker:
    """A process with what it has still to judge."""

    names: tuple[Name, ...]
    process: SpawnProcess = field(init=False)
    pipe: Connection = field(init=False)
    heard: float = 0.0

    def start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, to = context.Pipe(duplex=False)
        self.process = context.Process(target=_work, args=(self.names, to), daemon=True)
        self.process.start()
        to.close()
        self.heard = monotonic()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.pipe.close()


def judged(names: Iterable[Name], jobs: int, *, each: int = 160) -> Iterator[Verdict]:
    """Yield the verdict of each case, in any order. Each process judges so many cases."""
    waiting = list(names)
    parts = [tuple(waiting[i : i + each]) for i in range(0, len(waiting), each)]
    working: list[_Worker] = []
    try:
        while parts or working:
            while parts and len(working) < jobs:
                working.append(_Worker(parts.pop(0)))
                working[-1].start()
            wait([worker.pipe for worker in working], timeout=1.0)
            for worker in list(working):
                yield from _heard(worker)
                if not worker.names:
                    worker.end()
                    working.remove(worker)
    finally:
        for worker in working:
            worker.end()


def _heard(worker: _Worker) -> Iterator[Verdict]:
    """Yield what a process has judged; if it is gone or hangs, that is its next case's verdict."""
    ended = False
    try:
        while worker.pipe.poll():
            verdict: Verdict = worker.pipe.recv()
            worker.names, worker.heard = worker.names[1:], monotonic()
            yield verdict
    except EOFError:
        ended = True
    hangs = monotonic() - worker.heard > PATIENCE
    if worker.names and (ended or hangs):
        worker.end()
        name, worker.names = worker.names[0], worker.names[1:]
        verdict = Verdict(name, SURFACES[name.surface].make(name).note)
        verdict.fail("hung" if hangs else "died", f"status {worker.process.exitcode}")
        yield verdict
        worker.start()
