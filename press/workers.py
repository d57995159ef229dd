"""Spread tasks over processes. Each process has a maker of its own; tasks and batches travel.

Not the standard library's pool: that starts processes while others may be dying, and then waits
for ever (tried: every third worker that is killed while it starts). Here all are started first,
each has a pipe of its own, and a pipe that ends is a worker that died.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from press.kit import Kit
from press.ledger import parsed
from press.make import Batch, Maker
from press.model import Campaign
from press.plan import Job
from press.store import Store, replace_file
from press.write import Site

PATIENCE = 5.0  # seconds for a process that has nothing more to do to end


@dataclass(frozen=True)
class Draw:
    """Draw the artwork of a small picture."""

    job: Job


@dataclass(frozen=True)
class Make:
    """Make a group of files. `key` is what they are made from as one digest.

    `known` is the group's line of the ledger, or empty: the worker reads it, so that the parent
    need not.
    """

    group: str
    key: str
    known: bytes


Task = Draw | Make
Runner = Callable[[Iterable[Task]], Iterator[Batch]]


class WorkerDiedError(Exception):
    """A process of ours was ended from outside."""

    def __init__(self) -> None:
        super().__init__(
            "one of its processes was ended from outside, for want of memory perhaps. "
            "Build again; if that does not help, with --jobs 1"
        )


@dataclass(frozen=True)
class Workers:
    """So many processes; with one, tasks are done in this one."""

    count: int

    @contextmanager
    def start(self, campaign: Campaign, kit: Kit, store: Path, site: Site) -> Iterator[Runner]:
        """Yield a function that does tasks and yields their batches, in any order.

        Tasks are taken only as they can be begun, so there may be very many. What fails in a
        process is raised here; if one is killed, WorkerDiedError.
        """
        if self.count == 1:
            maker = Maker(campaign, kit, Store(store), site)
            yield lambda tasks: (_do(maker, task) for task in tasks)
            return
        # Through a file: who starts a process through a pipe waits for it to read everything.
        parts = store / "workers.pickle"
        replace_file(parts, [pickle.dumps((campaign, kit, store, site))])
        crew: list[_Worker] = []
        try:
            crew += (_Worker.start(parts) for _ in range(self.count))
            yield partial(_spread, crew)
            for worker in crew:
                worker.end()
        finally:
            for worker in crew:
                worker.process.kill()
                worker.process.join()
            parts.unlink(missing_ok=True)


@dataclass(frozen=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection

    @classmethod
    def start(cls, parts: Path) -> _Worker:
        context = multiprocessing.get_context("spawn")  # the same on every system
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, parts), daemon=True)
        process.start()
        theirs.close()  # so that it ends with the process
        return cls(process, ours)

    def give(self, task: Task) -> None:
        try:
            self.pipe.send(task)
        except OSError:
            raise WorkerDiedError from None

    def take(self) -> Batch:
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            raise WorkerDiedError from None
        if isinstance(answer, Exception):
            raise answer
        return answer  # type: ignore[no-any-return]

    def end(self) -> None:
        self.pipe.close()
        self.process.join(PATIENCE)


def _spread(crew: list[_Worker], tasks: Iterable[Task]) -> Iterator[Batch]:
    waiting = iter(tasks)
    busy: dict[object, _Worker] = {}
    for worker, task in zip(crew, waiting, strict=False):
        worker.give(task)
        busy[worker.pipe] = worker
    while busy:
        for pipe in wait([worker.pipe for worker in busy.values()]):
            worker = busy.pop(pipe)
            batch = worker.take()
            for task in waiting:
                worker.give(task)
                busy[worker.pipe] = worker
                break
            yield batch


# In a worker.


def _serve(pipe: Connection, parts: Path) -> None:
    """Do tasks until there are no more."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # for the parent to answer
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    campaign, kit, store, site = pickle.loads(parts.read_bytes())  # noqa: S301 - our own
    maker = Maker(campaign, kit, Store(store), site)
    with suppress(EOFError, OSError):
        while True:
            pipe.send(_answer(maker, pipe.recv()))


def _answer(maker: Maker, task: Task) -> Batch | Exception:
    try:
        return _do(maker, task)
    except Exception as error:  # raised again in the parent
        error.add_note(traceback.format_exc())
        return error


def _end_with(parent: BaseProcess) -> None:
    """End this process when its parent is gone, so that a killed build leaves nobody writing."""
    parent.join()
    os._exit(1)


def _do(maker: Maker, task: Task) -> Batch:
    match task:
        case Draw(job):
            return maker.draw(job)
        case Make(group, key, known):
            return maker.make(group, key, parsed(known).made if known else ())
