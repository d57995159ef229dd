"""Run a build: the stages in order, the work spread over processes.

What the ledger already knows is kept; of the rest, first the small pictures of all artworks are
drawn (a text that does not fit is found here), then commune after commune, then what shows all.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import dataclass
from itertools import chain
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import Thread
from typing import TypeVar

from press import __version__
from press.diag import ContentError, Problem
from press.digest import digest
from press.kit import Kit
from press.make import PIECES, Batch, Composer, Maker
from press.manifest import manifest
from press.model import Campaign
from press.plan import Job, Plan
from press.progress import Progress
from press.store import Store
from press.write import MANIFEST, Made, Site, write_file

Task = tuple[Job, ...]
Item = TypeVar("Item")

# Communes to a task: Typst remembers what it laid out in its last ten documents or so, so it fits
# an artwork once for all of them, and each of their imprints once for all messages.
TILE = 6


@dataclass(frozen=True)
class Project:
    """All that a site is made from."""

    campaign: Campaign
    kit: Kit
    plan: Plan


@dataclass(frozen=True)
class Outcome:
    """What a build did, in numbers of files; `drawn` counts new drawings, parts included."""

    files: int
    made: int = 0
    removed: int = 0
    drawn: int = 0


@dataclass(frozen=True)
class Work:
    """What is to be done to bring a site up to date."""

    keys: dict[str, str]
    kept: dict[str, Made]
    stale: tuple[Job, ...]
    removed: int
    manifest_key: str
    done: bool  # nothing is to be done at all


def survey(project: Project, site: Site) -> Work:
    """Compare the plan with the present site: what stands as it should, what has to be made."""
    jobs = project.plan.jobs
    keys = Composer(project.campaign, project.kit).keys(jobs)
    ledger = site.ledger()
    manifest_key = digest(project.kit.today.isoformat(), __version__)
    manifest_stands = MANIFEST in ledger and ledger.pop(MANIFEST).key == manifest_key
    kept = {path: made for path, made in ledger.items() if keys.get(path) == made.key}
    stale = tuple(job for job in jobs if job.path not in kept)
    removed = len(ledger.keys() - keys.keys())
    done = manifest_stands and not stale and not removed
    return Work(keys, kept, stale, removed, manifest_key, done)


def build(project: Project, site: Site, workers: Workers, progress: Progress) -> Outcome:
    """Bring the site up to date.   Raises ContentError, and then the site is as it was."""
    work = survey(project, site)
    jobs = project.plan.jobs
    if work.done:
        return Outcome(len(jobs))
    progress.begin(len(work.stale))
    files = dict(work.kept)
    drawn = 0
    try:
        site.keep(work.kept.values())
        with closing(_batches(project, work, workers, site.new)) as batches:
            for batch in batches:
                files.update((made.path, made) for made in batch.made)
                drawn += batch.drawn
                progress.step(len(batch.made))
        listing = manifest(project.campaign, jobs, files)
        files[MANIFEST] = write_file(site.new, MANIFEST, work.manifest_key, listing)
        site.finish(files.values())
    except BaseException:
        site.discard()
        raise
    return Outcome(len(jobs), len(work.stale), work.removed, drawn)


def _batches(project: Project, work: Work, workers: Workers, out: Path) -> Generator[Batch]:
    """Yield what is made, wave by wave.   Raises ContentError after a wave with problems."""
    with workers.start(project, out) as run:
        for wave in waves(work.stale):
            found: list[Problem] = []
            for batch in run(wave, work.keys):
                found += batch.problems
                yield batch
            if found:
                raise ContentError(found)


def waves(stale: Iterable[Job]) -> Iterator[list[Task]]:
    """Yield tasks in three waves; a task's files depend on itself and on earlier waves only."""
    small: list[Job] = []
    of_communes: dict[str, list[Job]] = defaultdict(list)
    everywhere: list[Job] = []
    for job in sorted(stale, key=_order):
        if job.kind == "thumb" and job.format:
            small.append(job)
        elif job.commune:
            of_communes[job.commune].append(job)
        else:
            everywhere.append(job)
    yield [(job,) for job in small]
    tiles = _chunks(sorted(of_communes), TILE)
    yield [
        tuple(sorted(chain(*(of_communes[code] for code in tile)), key=_order)) for tile in tiles
    ]
    yield list(map(tuple, _chunks(everywhere, 20)))


def _order(job: Job) -> tuple[int, tuple[str, ...]]:
    """Pieces first, those of one artwork side by side; then packs, then pages that show sizes."""
    rank = 0 if job.kind in PIECES else 1 if job.kind == "pack" else 2
    return rank, (job.format or "", job.language or "", job.message or "", job.path)


def _chunks(items: Sequence[Item], size: int) -> list[Sequence[Item]]:
    return [items[start : start + size] for start in range(0, len(items), size)]


# Processes.

Runner = Callable[[list[Task], dict[str, str]], Iterable[Batch]]


@dataclass(frozen=True)
class Workers:
    """How tasks are run: in this process, or spread over several."""

    count: int
    store: Path

    @contextmanager
    def start(self, project: Project, out: Path) -> Iterator[Runner]:
        """Yield a function that runs tasks and yields their batches in order."""
        parts = (project.campaign, project.kit, self.store, out)
        if self.count == 1:
            _start(*parts)
            yield lambda tasks, keys: map(_make, _with_keys(tasks, keys))
            return
        context = multiprocessing.get_context("spawn")  # the same on every system
        with ProcessPoolExecutor(self.count, context, _start, parts) as pool:
            try:
                yield lambda tasks, keys: pool.map(_make, _with_keys(tasks, keys))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


def _with_keys(tasks: list[Task], keys: dict[str, str]) -> Iterator[tuple[Task, dict[str, str]]]:
    return ((task, {job.path: keys[job.path] for job in task}) for task in tasks)


_maker: Maker  # one per process, made when the process starts


def _start(campaign: Campaign, kit: Kit, store: Path, out: Path) -> None:
    global _maker  # noqa: PLW0603 - what a pool's processes keep has no other place
    if parent := multiprocessing.parent_process():
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent to answer
        Thread(target=_end_with, args=(parent,), daemon=True).start()
    _maker = Maker(campaign, kit, Store(store), out)


def _end_with(parent: BaseProcess) -> None:
    """End this process when its parent is gone, so that a killed build leaves nobody writing."""
    parent.join()
    os._exit(1)


def _make(task: tuple[Task, dict[str, str]]) -> Batch:
    return _maker.make(*task)


def prove(project: Project, store: Store) -> None:
    """Draw every artwork and imprint once, writing none.   Raises ContentError for unfit texts."""
    maker = Maker(project.campaign, project.kit, store, Path())
    drawn = [job for job in project.plan.jobs if job.kind in PIECES and job.format]
    artworks = [job for job in drawn if job.kind == "thumb"]
    pieces = [job for job in drawn if job.kind != "thumb"]
    imprints = {(job.commune, job.format, job.language): job for job in pieces}
    found = maker.prove([*artworks, *imprints.values()])
    if found:
        raise ContentError(found)
