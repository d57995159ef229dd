"""Spread tasks over processes. Each process has a maker of its own; tasks and batches travel."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread

from press.kit import Kit
from press.ledger import Made
from press.make import Batch, Maker
from press.model import Campaign
from press.plan import Job
from press.store import Store, replace_file
from press.write import Site


@dataclass(frozen=True)
class Draw:
    """Draw the artwork of a small picture."""

    job: Job


@dataclass(frozen=True)
class Make:
    """Make a group of files; `known` are those that are there already."""

    group: str
    known: tuple[Made, ...]


Task = Draw | Make
Runner = Callable[[Iterable[Task]], Iterator[Batch]]


@dataclass(frozen=True)
class Workers:
    """So many processes; with one, tasks are done in this one."""

    count: int

    @contextmanager
    def start(self, campaign: Campaign, kit: Kit, store: Path, site: Site) -> Iterator[Runner]:
        """Yield a function that does tasks and yields their batches, in any order.

        Tasks are taken only as they can be begun, so there may be very many.
        """
        if self.count == 1:
            maker = Maker(campaign, kit, Store(store), site)
            yield lambda tasks: (_do(maker, task) for task in tasks)
            return
        # Through a file: a process that dies before it has read what it was sent through a pipe
        # would leave the sender waiting for ever.
        parts = store / "workers.pickle"
        replace_file(parts, [pickle.dumps((campaign, kit, store, site))])
        context = multiprocessing.get_context("spawn")  # the same on every system
        try:
            with ProcessPoolExecutor(self.count, context, _start, (parts,)) as pool:
                try:
                    yield lambda tasks: self._spread(pool, iter(tasks))
                except BaseException:
                    pool.shutdown(cancel_futures=True)
                    raise
        finally:  # not before all have ended: the last may only just have started
            parts.unlink(missing_ok=True)

    def _spread(self, pool: ProcessPoolExecutor, tasks: Iterator[Task]) -> Iterator[Batch]:
        begun: set[Future[Batch]] = set()
        while True:
            begun |= {pool.submit(_make, t) for t in islice(tasks, 2 * self.count - len(begun))}
            if not begun:
                return
            ended, begun = wait(begun, return_when=FIRST_COMPLETED)
            for future in ended:
                yield future.result()


_maker: Maker  # one per process, made when the process starts


def _start(parts: Path) -> None:
    global _maker  # noqa: PLW0603 - what a pool's processes keep has no other place
    if parent := multiprocessing.parent_process():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    campaign, kit, store, site = pickle.loads(parts.read_bytes())  # noqa: S301 - our own
    _maker = Maker(campaign, kit, Store(store), site)


def _end_with(parent: BaseProcess) -> None:
    """End this process when its parent is gone, so that a killed build leaves nobody writing."""
    parent.join()
    os._exit(1)


def _make(task: Task) -> Batch:
    return _do(_maker, task)


def _do(maker: Maker, task: Task) -> Batch:
    match task:
        case Draw(job):
            return maker.draw(job)
        case Make(group, known):
            return maker.make(group, known)
