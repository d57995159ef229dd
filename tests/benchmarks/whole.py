"""Measure whole builds: `build.py` as a process of its own, on a copy of the project.

All times are wall times of the whole command. Memory is the peak of resident bytes (VmHWM), looked
up in /proc while the processes run; without /proc it is not known.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

import click

from press.build.site import MANIFEST, Site
from press.content.read.disk import ROOT
from press.outputs.composer import Composer
from press.outputs.registry import BY_VIEW, planned
from press.outputs.tools import Tools
from tests.benchmarks.engine import (
    FLOOR,
    OURS,
    Sizes,
    in_turn,
    load,
    noise,
    one_file,
    settle,
    write_raw,
)
from tests.benchmarks.peers import Rate
from tests.composing import FINGERPRINTS
from tests.conftest import TINY

CORES = os.cpu_count() or 1
EVERY = 0.05  # seconds between looks at memory
PARTS = ("build.py", "press", "templates", "assets")
PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
SUMMARY = re.compile(r"([\d,]+) files, ([\d,]+) made, [\d,]+ removed, ([\d,]+) drawn")


@dataclass(frozen=True)
class Run:
    """One run of a command. Seconds; bytes; numbers of files from the build's last line."""

    wall: float
    cpu: float  # user and system, of all processes
    parent: int  # peak memory of the process that was started
    worker: int  # and of the largest below it
    files: int = 0
    made: int = 0
    drawn: int = 0


class Project:
    """A copy of the project with some communes, so that nothing edited meanwhile is measured."""

    def __init__(self, folder: Path, content: Path, communes: int | None = None) -> None:
        self.folder = folder
        self.site = folder / "site"
        self.table = folder / "content" / "communes.csv"
        for source in (*(ROOT / name for name in PARTS), content):
            to = folder / ("content" if source is content else source.name)
            if source.is_dir():
                shutil.copytree(source, to, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                folder.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, to)
        self.yard = folder / "yard"
        self.save(self.rows()[:communes])

    def build(self, *more: str) -> Run:
        settle()
        return run([sys.executable, "build.py", *more], self.folder)

    def rows(self) -> list[dict[str, str]]:
        text = self.table.read_text("utf-8-sig")
        return list(csv.DictReader(text.splitlines()))

    def save(self, rows: Sequence[dict[str, str]]) -> None:
        with self.table.open("w", encoding="utf-8", newline="") as file:
            table = csv.DictWriter(file, list(rows[0]))
            table.writeheader()
            table.writerows(rows)

    def edit_contact(self, turn: int) -> None:
        """Change the e-mail address of the first commune."""
        rows = self.rows()
        rows[0]["email"] = f"ubnd{turn}@example.gov.vn"
        self.save(rows)

    def edit_headline(self, turn: int) -> None:
        """Put another letter behind the headline of one message."""
        path = self.folder / "content" / "messages" / "goi-111" / "vi.md"
        text = path.read_text("utf-8")
        letter = chr(ord("A") + turn % 26)
        path.write_text(re.sub(r"(?m)^(headline: .+?)( [A-Z])?$", rf"\1 {letter}", text), "utf-8")

    def forget(self, *, store: bool) -> None:
        """Put site and ledger aside, and the store of what has been drawn if asked to.

        Nothing is deleted: see `engine`.
        """
        aside = self.yard / str(len(list(self.yard.glob("*"))))
        aside.mkdir(parents=True)
        names = ["site", ".site.press-new", *([".press"] if store else [])]
        ledgers = (self.folder / ".press").glob("site-*") if not store else ()
        for path in (*(self.folder / name for name in names), *ledgers):
            if path.exists():
                path.rename(aside / path.name)


def tiny_content(folder: Path) -> Path:
    """Write the tests' campaign with the real words of pages; return the folder."""
    shutil.copytree(TINY, folder)
    shutil.copytree(ROOT / "content" / "strings", folder / "strings", dirs_exist_ok=True)
    return folder


def sizes(folder: Path) -> Sizes:
    """Return every file below a folder with its bytes, in the order of paths."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return sorted((p.relative_to(folder).as_posix(), p.stat().st_size) for p in files)


def kinds(site: Path) -> Counter[str]:
    """Return how many files of communes a site has of each kind, by its manifest."""
    files = json.loads((site / MANIFEST).read_bytes())["files"]
    return Counter(file["kind"] for file in files if file["commune"])


def builds(project: Project, rounds: int) -> dict[str, list[Run]]:
    """Return the runs of each kind of build, in turn: first those from nothing, then the others.

    "store kept" is a cold build that finds all artworks, imprints and small pictures drawn; cold
    less that is what drawing them takes, with the same number of processes.
    """
    cold: dict[str, Callable[[int], object]] = {
        "cold": lambda _: project.forget(store=True),
        "cold, store kept": lambda _: project.forget(store=False),
    }
    daily: dict[str, Callable[[int], object]] = {
        "unchanged": lambda _: None,
        "one contact edited": project.edit_contact,
        "one headline edited": project.edit_headline,
    }
    runs: dict[str, list[Run]] = {name: [] for name in cold | daily}
    project.build("plan")  # compiles Python's bytecode, and warms the disk's cache
    for ways in (cold, daily):
        for turn in range(rounds):
            for name, prepare in ways.items():
                prepare(turn)
                runs[name].append(project.build())
    return runs


def raw(folder: Path, files: Sizes, rounds: int) -> list[float]:
    """Return the seconds of writing such files raw, shared out over as many processes as cores.

    The processes have started and the random bytes are there before the clock runs.
    """
    shares, taken = _shares(files), []
    with ProcessPoolExecutor(CORES, get_context("spawn"), _start, (files,)) as pool:
        list(pool.map(sleep, [0.5] * CORES))  # each of them is there now
        for turn in range(rounds):
            settle()
            began = perf_counter()
            list(pool.map(_write, [(share, folder / str(turn)) for share in shares]))
            taken.append(perf_counter() - began)
    return taken


def _shares(files: Sizes) -> list[list[tuple[str, int]]]:
    """Share files out, a folder at a time, so that every process has as much to do."""
    folders: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for path, size in files:
        folders[path.rpartition("/")[0]].append((path, size))
    shares: list[list[tuple[str, int]]] = [[] for _ in range(CORES)]
    loads = [0] * CORES
    for some in sorted(folders.values(), key=_cost, reverse=True):
        place = loads.index(min(loads))
        shares[place] += some
        loads[place] += _cost(some)
    return shares


def _cost(files: Sizes) -> int:
    """Return about how long files take to write, a file by itself counting like 50 KB."""
    return sum(size + 50_000 for _, size in files)


_noise: memoryview  # one per process


def _start(files: Sizes) -> None:
    global _noise  # noqa: PLW0603 - what a pool's processes keep has no other place
    _noise = noise(files)


def _write(task: tuple[Sizes, Path]) -> None:
    files, folder = task
    write_raw(files, _noise, folder)


def pages(project: Project, rounds: int) -> list[Rate]:
    """Measure our web pages alone, in one process: the whole command, and only the making."""
    measured = []
    for turn in range(rounds + 1):
        told = f"make_pages({str(project.folder)!r}, 'pages-{turn}')"
        command = [sys.executable, "-c", f"from tests.benchmarks.whole import make_pages; {told}"]
        settle()
        began = perf_counter()
        number, making = json.loads(subprocess.check_output(command, cwd=ROOT))  # noqa: S603
        measured.append((perf_counter() - began, making))
    made = sizes(project.folder / "pages-0")
    files = [(path, size) for path, size in made if path.endswith(".html")]
    volume = sum(size for _, size in files)
    if len(files) != number:
        raise ValueError(f"{len(files)} pages are there, not {number}")
    ways = {FLOOR: partial(write_raw, files, noise(files))}
    floor = in_turn(ways, rounds, project.folder / "raw")[FLOOR]
    taken, making = sorted(measured[1:])[rounds // 2]
    return [
        Rate(FLOOR, number, floor, volume, "the floor"),
        Rate("press: making alone", number, making, volume, "compose, render, write, one process"),
        Rate(OURS, number, taken, volume, "whole command, cold, one process"),
    ]


class Unmade:
    """Files that pages tell of, none of which is there: their sizes are made up."""

    def size(self, _path: str) -> int:
        return 40_000

    def sha256(self, path: str) -> str:
        return hashlib.sha256(path.encode()).hexdigest()

    def read(self, path: str) -> bytes:
        raise FileNotFoundError(path)


def make_pages(folder: str, name: str) -> None:
    """Make all pages and the site's own feeds; print how many and the seconds after checking.

    Sizes of other files, which pages show, are made up.
    """
    resources, campaign = load(Path(folder, "content"))
    began = perf_counter()
    site = Site(Path(folder, name), Path(folder, ".press"))
    tools = Tools(resources.root, resources.profile, resources.templates, lambda _, make: make())
    renderer = cache(lambda view: BY_VIEW[view].renderer(tools, ""))
    composer, plan, count = Composer(campaign, resources, FINGERPRINTS), planned(campaign), 0
    for job in (job for group in plan.groups for job in plan.group(group)):
        if job.kind == "page" or (job.kind == "feed" and job.commune is None):
            record = composer.compose(job)
            site.write(job.path, one_file(renderer(job.view)(record, Unmade())))
            count += job.kind == "page"
    seconds = perf_counter() - began
    site.new.rename(site.folder)
    click.echo(json.dumps([count, seconds]))


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a command to its end and measure it.   Raises ClickException with its last words."""
    with tempfile.TemporaryFile() as said:
        began = perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)  # noqa: S603
        memory = Memory(process.pid)
        _, status, usage = os.wait4(process.pid, 0)
        wall = perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        memory.end()
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
    if process.returncode:
        raise click.ClickException(f"{' '.join(command[1:])}: {text[-2000:]}")
    numbers = SUMMARY.search(text)
    told = [int(n.replace(",", "")) for n in numbers.groups()] if numbers else [0, 0, 0]
    return Run(wall, usage.ru_utime + usage.ru_stime, *memory.peaks, *told)


class Memory:
    """Looks at the memory of a process and all below it until told to end."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._peaks: dict[int, int] = {}
        self._ended = Event()
        self._thread = Thread(target=self._watch, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def peaks(self) -> tuple[int, int]:
        """The peak of the process itself, and of the largest below it; 0 if not known."""
        below = [peak for number, peak in self._peaks.items() if number != self._process]
        return self._peaks.get(self._process, 0), max(below, default=0)

    def _watch(self) -> None:
        while not self._ended.wait(EVERY):
            self._look(self._process)

    def _look(self, number: int) -> None:
        folder = Path("/proc", str(number))
        with suppress(OSError):
            if found := PEAK.search((folder / "status").read_text()):
                self._peaks[number] = int(found[1]) * 1024
            below = (folder / "task" / str(number) / "children").read_text().split()
            for child in below:
                self._look(int(child))
