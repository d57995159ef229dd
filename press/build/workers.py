"""Spread tasks over processes. Each process begins with what it needs; tasks and answers travel.

Not the standard library's pool: that starts processes while others may be dying, and then waits
for ever (tried: every third worker that is killed while it starts), and it leaves them at work
when this process is killed. Here all are started first, each has a pipe of its own, and a pipe
that ends is a worker that died; workers end with the process that started them.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.process import BaseProcess
from threading import Thread
from typing import Any, TypeVar

from press.build import stop

GARBAGE = 50_000  # objects more than before, at which a process looks for cycles
PATIENCE = 5.0  # seconds for a process that has nothing more to do to end
_PDEATHSIG = 1  # prctl(2), Linux

T = TypeVar("T")
A = TypeVar("A")


class WorkerDiedError(Exception):
    """A process of ours was ended from outside."""

    def __init__(self) -> None:
        super().__init__(
            "one of its processes was ended from outside, for want of memory perhaps. "
            "Build again; if that does not help, with --jobs 1"
        )


def bounded(asked: int, tasks: int) -> int:
    """Return how many processes are worth starting: no more than tasks, or than processors."""
    return max(1, min(asked, tasks, max(2, os.cpu_count() or 1)))


@contextmanager
def started(
    count: int, begin: Callable[[], Callable[[T], A]]
) -> Iterator[Callable[[Iterable[T]], Iterator[A]]]:
    """Yield a function that does tasks in so many processes and yields answers, in any order.

    Each process calls `begin` once for what does a task; with one, that is done in this one.
    Tasks are taken only as they can be begun, so there may be very many. What fails in a process
    is raised here; if one is killed, WorkerDiedError.
    """
    if count == 1:
        yield partial(map, begin())
        return
    parts = pickle.dumps(begin)
    # There is a process for each processor: threads of libraries would wait for one another.
    os.environ |= {"RAYON_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    crew: list[_Worker] = []
    try:
        with stop.starting():
            crew += (_Worker.start() for _ in range(count))
        for worker in crew:  # not as they start: each reads only when it has loaded
            worker.give(parts)
        yield partial(_spread, crew)
        for worker in crew:
            worker.end()
    finally:
        for worker in crew:
            worker.process.kill()
            worker.process.join()


@dataclass(frozen=True)
class _Worker:
    process: SpawnProcess
    pipe: Connection

    @classmethod
    def start(cls) -> _Worker:
        context = multiprocessing.get_context("spawn")  # the same on every system
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), daemon=True)
        process.start()
        theirs.close()  # so that it ends with the process
        return cls(process, ours)

    def give(self, task: object) -> None:
        try:
            self.pipe.send(task)
        except OSError:
            raise WorkerDiedError from None

    def take(self) -> Any:
        try:
            answer = self.pipe.recv()
        except (EOFError, OSError):
            raise WorkerDiedError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def end(self) -> None:
        self.pipe.close()
        self.process.join(PATIENCE)


def _spread(crew: list[_Worker], tasks: Iterable[T]) -> Iterator[Any]:
    waiting = iter(tasks)
    busy: dict[object, _Worker] = {}
    for worker, task in zip(crew, waiting, strict=False):
        worker.give(task)
        busy[worker.pipe] = worker
    while busy:
        for pipe in wait([worker.pipe for worker in busy.values()]):
            worker = busy.pop(pipe)
            answer = worker.take()
            for task in waiting:
                worker.give(task)
                busy[worker.pipe] = worker
                break
            yield answer


# In a worker.


def _serve(pipe: Connection) -> None:
    """Do tasks until there are no more."""
    stop.ignore()
    _end_with_parent()
    with suppress(EOFError, OSError):
        parts = pipe.recv()
        do = _answer(partial(_begun, parts))
        while True:
            task = pipe.recv()
            pipe.send(do if isinstance(do, Exception) else _answer(partial(do, task)))


def _begun(parts: bytes) -> object:
    begin = pickle.loads(parts)  # noqa: S301 - from the parent, by a pipe
    do = begin()
    gc.freeze()  # what all tasks use is never garbage: not to be looked through again and again
    gc.set_threshold(GARBAGE)
    return do


def _answer(act: Callable[[], Any]) -> Any:
    """Return what an action returns, or what it fails of: raised again in the parent."""
    try:
        return act()
    except BaseException as error:
        return _told(error)


def _told(error: BaseException) -> Exception:
    """Return a failure as one that can be sent, with where it happened."""
    try:
        same: object = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:
        same = None
    if not isinstance(same, Exception):
        same = RuntimeError(f"{type(error).__name__}: {error}")
    same.add_note("".join(traceback.format_exception(error)))
    return same


def _end_with_parent() -> None:
    """See that this process ends with its parent: a killed build leaves nobody writing."""
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()
        if sys.platform == "linux":  # at once, in the middle of a drawing too
            ctypes.CDLL(None).prctl(_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent.pid:
                os._exit(1)


def _end_with(parent: BaseProcess) -> None:
    parent.join()
    os._exit(1)
