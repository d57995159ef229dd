"""Measure everything and print tables: `python -m tests.benchmarks`.

Ours beside its peers and beside the disk, in one run, on one machine, on the same words. Set up
the peers first (tests/benchmarks/peers/__init__.py); those that are missing are named. Close
everything else: whatever runs beside it is measured too. `tests.benchmarks.growth` is run apart.
With `--tiny` all of it takes seconds and its figures mean nothing: so CI sees that it runs.
"""

from __future__ import annotations

import os
import platform
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median

import click

from press.content.read.disk import ROOT
from tests.benchmarks import engine, whole
from tests.benchmarks.engine import FLOOR, OURS, Bench
from tests.benchmarks.peers import Missing, Rate, cards, pdfs
from tests.benchmarks.peers import pages as peer_pages
from tests.benchmarks.peers.content import read_inputs
from tests.benchmarks.peers.pieces import PRINTERS
from tests.benchmarks.peers.records import Inputs
from tests.benchmarks.whole import CORES, Project, Run, tiny_content

MEANING = (
    "Pieces, packs and pages: “ms each” is the time of one file; “to disk” and “to ours” are that "
    "time divided by the raw write’s, of our sizes, and by that of “press, all in”, which has all "
    "that a build does for such a file: the compiling of parts too, shared out over the pieces."
)
COMMUNE = 17e6  # bytes of a commune's files
FEW = 10  # communes whose pieces are enough to know a rate by
BANNERS = ("banner-6000x900", "banner-4000x700")  # of which the first is measured that there is
PIECES = ("card", "print")  # kinds
Measured = Sequence[Rate | Missing]


@dataclass(frozen=True)
class Table:
    """A table: what it is about, its columns, its rows, and what its figures mean."""

    title: str
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    meaning: str = ""

    def plain(self) -> str:
        lines = [self.head, *self.rows]
        widths = [max(len(line[n]) for line in lines) for n in range(len(self.head))]
        last = len(self.head) - 1
        told = [
            "  ".join(
                cell.ljust(width) if n in {0, last} else cell.rjust(width)
                for n, (cell, width) in enumerate(zip(line, widths, strict=True))
            ).rstrip()
            for line in lines
        ]
        return "\n".join([self.title, *self._meaning(), *(f"  {line}" for line in told), ""])

    def markdown(self) -> str:
        rule = ["---", *["---:"] * (len(self.head) - 2), "---"]
        lines = [self.head, rule, *self.rows]
        told = [f"| {' | '.join(line)} |" for line in lines]
        return "\n".join([" ".join([f"**{self.title}.**", *self._meaning()]), "", *told, ""])

    def _meaning(self) -> list[str]:
        return [self.meaning] if self.meaning else []


@dataclass(frozen=True)
class Scale:
    """How much is measured."""

    communes: int
    runs: int  # figures are medians of so many
    sample: int  # pieces that Typst draws whole, of each kind
    made: int  # files that each peer makes


class Paper:
    """Prints as it goes, and keeps all in Markdown."""

    def __init__(self) -> None:
        self._kept: list[str] = []

    def say(self, line: str) -> None:
        click.echo(f"{line}\n")
        self._kept.append(f"{line}\n")

    def show(self, table: Table) -> None:
        click.echo(table.plain())
        self._kept.append(table.markdown())

    def keep(self, file: Path | None) -> None:
        if file:
            file.write_text("\n".join(self._kept), "utf-8")


@click.command()
@click.option("--tiny", is_flag=True, help="Everything once, on the tests’ campaign: does it run?")
@click.option("--communes", type=click.IntRange(1), help="How many; all of them otherwise.")
@click.option("--runs", type=click.IntRange(1), default=5, help="Figures are medians of so many.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the tables here as Markdown.")
@click.option("--scratch", type=click.Path(path_type=Path), help="A folder on the disk to measure.")
def main(
    *, tiny: bool, communes: int | None, runs: int, out: Path | None, scratch: Path | None
) -> None:
    """Measure the press, its peers and the disk, and print tables."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix="press-benchmark-") as name:
        folder, paper = Path(name), Paper()
        content = tiny_content(folder / "tiny") if tiny else ROOT / "content"
        inputs = read_inputs(content, folder / "qr")
        count = min(communes or len(inputs.communes), len(inputs.communes))
        scale = Scale(count, 1, 2, 2) if tiny else Scale(count, runs, 200, 104)
        _refuse_small_disk(folder, 0 if tiny else count * (3 * runs + 1))
        paper.say(machine(folder))
        paper.say(f"{count} communes; medians of {scale.runs} runs{', tiny' if tiny else ''}.")
        paper.say(MEANING)
        rates = _pieces(paper, inputs, Bench(folder / "engine", content, min(count, FEW)), scale)
        _whole(paper, Project(folder / "project", content, count), scale, rates)
        _pages(paper, inputs, Project(folder / "pages", content, count), scale)
        paper.keep(out)


def _refuse_small_disk(folder: Path, sites: int) -> None:
    """Raise ClickException if sites of so many communes together have no room: all are kept."""
    need, free = (3e9 if sites else 1e8) + sites * COMMUNE, shutil.disk_usage(folder).free
    if free < need:
        have = f"{need / 1e9:.0f} GB are needed, {free / 1e9:.0f} are free"
        raise click.ClickException(f"{have}: take fewer --runs or --communes")


def machine(folder: Path) -> str:
    """Return the day and what was measured on."""
    free = shutil.disk_usage(folder).free / 1e9
    busy = f"load {os.getloadavg()[0]:.1f} at the start" if hasattr(os, "getloadavg") else ""
    return (
        f"Measured on {datetime.now().astimezone():%d %B %Y}: {CORES} × {_processor()}, "
        f"Python {platform.python_version()}, {platform.system()} {platform.release()}, "
        f"disk {_disk(folder)}, {free:.0f} GB free, written through the system’s cache; {busy}."
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _disk(folder: Path) -> str:
    """Return the kind of file system that a folder is on, where /proc tells."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text("utf-8").splitlines()]
    except OSError:
        return "of unknown kind"
    above = [(len(m[1]), m[2]) for m in mounts if folder.resolve().is_relative_to(m[1])]
    return max(above)[1] if above else "of unknown kind"


# Pieces.


def _pieces(paper: Paper, inputs: Inputs, bench: Bench, scale: Scale) -> dict[str, Rate]:
    """Show the tables of pieces and packs; return how fast Typst draws each kind whole."""
    drawn = list(cards(inputs, bench.folder / "cards", scale.made))
    printed = list(pdfs(inputs, bench.folder / "pdfs", scale.made))
    formats = {piece.format for piece in bench.pieces}
    banner = next(name for name in BANNERS if name in formats)
    peers = {
        ("Link previews, PNG 1200 × 630", "format", "share"): drawn,
        ("Posters A3, PDF", "format", "poster-a3"): printed[: len(PRINTERS)],
        (f"Banners, PDF: {banner}", "format", banner): printed[len(PRINTERS) :],
        ("All cards", "kind", PIECES[0]): [],
        ("All print files", "kind", PIECES[1]): [],
    }
    whole_rates = {}
    for (title, name, value), others in peers.items():
        pieces = engine.chosen(bench.pieces, **{name: value})
        rates = engine.measure(bench, pieces, scale.runs, scale.sample, scale.communes)
        whole_rates[value] = rates[-1]
        paper.show(_rates(f"{title}, one process", [*rates, *others]))
    packed = engine.pack(bench, scale.runs)
    paper.show(_rates("Packs: all files of one commune, one process", packed))
    return whole_rates


def _rates(title: str, measured: Measured) -> Table:
    rates = {rate.peer: rate for rate in measured if isinstance(rate, Rate)}
    floor, ours = rates[FLOOR], rates[OURS]
    return Table(
        title,
        ("", "files", "per s", "ms each", "KB each", "to disk", "to ours", "how"),
        [_rate(one, floor, ours) for one in measured],
    )


def _rate(one: Rate | Missing, floor: Rate, ours: Rate) -> tuple[str, ...]:
    if isinstance(one, Missing):
        return (one.peer, *["-"] * 6, f"missing: {one.why}")
    each = 1 / one.per_second
    return (
        one.peer,
        f"{one.made:,}",
        f"{one.per_second:,.{0 if one.per_second >= 100 else 1}f}",
        f"{each * 1000:.3f}",
        f"{one.bytes / one.made / 1000:.1f}",
        ratio(each, 1 / floor.per_second),
        ratio(each, 1 / ours.per_second),
        one.note,
    )


def ratio(one: float, other: float) -> str:
    """Return how many times as much one is as the other."""
    if not other:
        return "-"
    times = one / other
    return f"{times:,.{0 if times >= 100 else 1 if times >= 10 else 2}f}"


# Whole builds.


def _whole(paper: Paper, project: Project, scale: Scale, rates: dict[str, Rate]) -> None:
    found = whole.builds(project, scale.runs)
    paper.show(
        Table(
            f"Whole builds of {scale.communes} communes, {CORES} processes",
            ("", "s", "least-most", "CPU s", "parent MB", "worker MB", "made", "drawn", "of files"),
            [_build(name, each) for name, each in found.items()],
            "Wall time of `build.py`; CPU is user and system of all processes; memory is each "
            "process’s peak; drawn are artworks, imprints and small pictures.",
        )
    )
    sizes = whole.sizes(project.site)
    raw = whole.raw(project.folder / "raw", sizes, scale.runs)
    paper.show(_floor(found, sizes, raw, _drawing(project, rates)))


def _build(name: str, runs: list[Run]) -> tuple[str, ...]:
    run, walls = middle(runs), [run.wall for run in runs]
    return (
        name,
        f"{run.wall:.2f}",
        f"{min(walls):.2f}-{max(walls):.2f}",
        f"{run.cpu:.2f}",
        f"{run.parent / 1e6:.0f}",
        f"{run.worker / 1e6:.0f}",
        f"{run.made:,}",
        f"{run.drawn:,}",
        f"{run.files:,}",
    )


def middle(runs: list[Run]) -> Run:
    """Return the run with the median wall time."""
    return sorted(runs, key=lambda run: run.wall)[len(runs) // 2]


def _floor(
    found: dict[str, list[Run]], sizes: engine.Sizes, raw: list[float], drawing: tuple[float, str]
) -> Table:
    """Compare the cold build with what no build can do without, and with drawing all whole."""
    cold = middle(found["cold"]).wall
    compiling = cold - middle(found["cold, store kept"]).wall
    writing, volume = median(raw), sum(size for _, size in sizes)
    speed = f"{len(sizes):,} files, {volume / 1e9:.2f} GB, {volume / writing / 1e6:,.0f} MB/s"
    rows = (
        ("cold build", cold, "measured"),
        ("compiling once", compiling, "cold less “cold, store kept”"),
        ("raw write", writing, f"{speed}, {CORES} processes"),
        ("the least: both", compiling + writing, "the two above"),
        ("every piece whole", *drawing),
    )
    return Table(
        "The cold build beside its floor",
        ("", "s", "cold ÷ it", "it ÷ cold", "how"),
        [(name, f"{t:.2f}", ratio(cold, t), ratio(t, cold), how) for name, t, how in rows],
        "What no build can do without is to compile each part once and to write the bytes.",
    )


def _drawing(project: Project, rates: dict[str, Rate]) -> tuple[float, str]:
    """Return the seconds that Typst needs for all pieces of communes drawn whole, and of what."""
    kinds = whole.kinds(project.site)
    seconds = sum(kinds[kind] / rates[kind].per_second for kind in PIECES) / CORES
    told = ", ".join(f"{kinds[kind]:,} of kind {kind}" for kind in PIECES)
    return seconds, f"worked out: {told}; Typst, {CORES} cores"


def _pages(paper: Paper, inputs: Inputs, project: Project, scale: Scale) -> None:
    ours = whole.pages(project, scale.runs)
    others = peer_pages(inputs, project.folder / "peers", scale.communes)
    paper.show(_rates(f"Web pages of {scale.communes} communes", [*ours, *others]))


if __name__ == "__main__":
    main()
