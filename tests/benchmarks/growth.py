"""Measure how cost grows with communes: `python -m tests.benchmarks.growth --nation FILE`.

The real list of a nation's communes (columns code, kind and name, others if there are any), the
real messages, one language. Run it apart: the last size takes some 40 GB and many minutes. With
`--tiny` it takes seconds, on the tests' campaign: that is how CI sees that it runs.
"""

from __future__ import annotations

import csv
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import sleep

import click

from press.content.read.disk import ROOT
from tests.benchmarks.__main__ import Paper, Table, machine
from tests.benchmarks.engine import settle
from tests.benchmarks.whole import CORES, Project, Run, sizes, tiny_content

SIZES = "13,130,1300,3321"
SPARE = 1.5  # times what a size is thought to need must be free
REST = 400  # seconds until ext4 without a journal has forgotten what was deleted
NATION = click.Path(path_type=Path, exists=True)
FIRST = 25_000_000  # bytes a commune, until it is known better
COLUMNS = ("lao_border", "coastal", "merged_from")  # taken over where the list has them
OTHER = re.compile(r"(?m)^(\w+\.)?en = .*\n|, en = \"[^\"]*\"|, \"en\"|^\[en\]\n(.+\n)*")


@dataclass(frozen=True)
class Step:
    """What a size took: runs of `build.py`, and what was then on the disk."""

    communes: int
    cold: Run
    unchanged: Run
    edited: Run
    pieces: int
    volume: int  # bytes of the site
    store: int  # bytes of what has been drawn, and of the ledger

    @property
    def need(self) -> float:
        """Bytes a commune needs on the disk."""
        return (self.volume + self.store) / self.communes


@click.command()
@click.option("--nation", type=NATION, default=ROOT / "content" / "communes.csv", help="The list.")
@click.option("--tiny", is_flag=True, help="Two sizes of the tests’ campaign: does it run?")
@click.option("--sizes", "wanted", default=SIZES, show_default=True, help="Numbers of communes.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the table here as Markdown.")
@click.option("--scratch", type=click.Path(path_type=Path), help="A folder on the disk to measure.")
def main(*, nation: Path, tiny: bool, wanted: str, out: Path | None, scratch: Path | None) -> None:
    """Build sites of more and more communes, each cold, unchanged, and after one edit."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix="press-growth-") as name:
        folder, paper, steps = Path(name), Paper(), []
        paper.say(machine(folder))
        rows = spread(nation)
        content = tiny_content(folder / "tiny") if tiny else ROOT / "content"
        project = in_one_language(folder / "project", content)
        counts = [2, 3] if tiny else sorted(map(int, wanted.split(",")))
        for step in measure(project, rows, counts, paper):
            steps.append(step)
            click.echo(f"{step.communes:,} communes: {step.cold.wall:.1f} s cold", err=True)
        paper.show(_table(steps))
        paper.keep(out)


def measure(
    project: Project, rows: Sequence[dict[str, str]], wanted: Sequence[int], paper: Paper
) -> Iterator[Step]:
    """Yield what each size took, until there are no more communes or the disk has no room."""
    need = float(FIRST)
    project.build("plan")  # compiles Python's bytecode
    for count in wanted:
        if count > len(rows):
            paper.say(f"Not measured: {count:,} communes; the list has {len(rows):,}.")
            return
        project.forget(store=True)
        enough = SPARE * need * count
        crowded = shutil.disk_usage(project.folder).free < enough
        if crowded:
            shutil.rmtree(project.yard)
        free = shutil.disk_usage(project.folder).free
        if free < enough:
            told = f"{count:,} communes need about {need * count / 1e9:.1f} GB"
            paper.say(
                f"Not measured: {told}; {SPARE} times that must be free, {free / 1e9:.0f} GB are."
            )
            return
        if crowded:
            settle()
            sleep(REST)
        project.save(_some(rows, count))
        step = _step(project, count)
        need = step.need
        yield step


def _some(rows: Sequence[dict[str, str]], count: int) -> list[dict[str, str]]:
    """Return so many communes from all over the list, with short names and long ones."""
    return [rows[place * len(rows) // count] for place in range(count)]


def _step(project: Project, count: int) -> Step:
    cold, unchanged = project.build(), project.build()
    project.edit_contact(1)
    edited = project.build()
    files = sizes(project.site)
    return Step(
        communes=count,
        cold=cold,
        unchanged=unchanged,
        edited=edited,
        pieces=sum(path.startswith("xa/") and path.endswith((".png", ".pdf")) for path, _ in files),
        volume=sum(size for _, size in files),
        store=sum(size for _, size in sizes(project.folder / ".press")),
    )


def spread(nation: Path) -> list[dict[str, str]]:
    """Return the rows of a nation's list with the columns of our own communes.csv."""
    text = nation.read_text("utf-8-sig")
    return [
        {
            **{name: row[name] for name in ("code", "kind", "name")},
            **{name: row.get(name, "") for name in COLUMNS},
            **dict.fromkeys(("address", "phone", "email", "police_phone", "border_post_phone"), ""),
        }
        for row in csv.DictReader(text.splitlines())
    ]


def in_one_language(folder: Path, content: Path) -> Project:
    """Return a copy of the project whose content has nothing but Vietnamese."""
    project = Project(folder, content)
    copied = folder / "content"
    for path in (*copied.rglob("en.*"), *copied.rglob("*.en.txt")):
        path.unlink()
    for path in copied.glob("*.toml"):
        path.write_text(OTHER.sub("", path.read_text("utf-8")), "utf-8")
    _of_all(copied / "events.csv")
    return project


def _of_all(events: Path) -> None:
    """Leave events of the whole country in a table, in Vietnamese: a nation has other communes."""
    table = csv.DictReader(events.read_text("utf-8-sig").splitlines())
    columns = [name for name in table.fieldnames or () if not name.endswith("_en")]
    rows = [row for row in table if not row["commune"]]
    with events.open("w", encoding="utf-8", newline="") as file:
        written = csv.DictWriter(file, columns, extrasaction="ignore")
        written.writeheader()
        written.writerows(rows)


def _table(steps: Sequence[Step]) -> Table:
    head = (
        "communes", "pieces", "GB", "store MB", "cold s", "ms a piece", "unchanged s", "edited s",
        "parent MB", "worker MB", "files",
    )  # fmt: skip
    return Table(
        f"Growth, one language, {CORES} processes",
        head,
        [_row(step) for step in steps],
        "Wall time of `build.py`: cold, unchanged, and after one commune’s e-mail address was "
        "edited; “ms a piece” is the cold time over all pieces; memory is the largest peak of the "
        "three builds, of the parent and of its largest worker.",
    )


def _row(step: Step) -> tuple[str, ...]:
    runs = (step.cold, step.unchanged, step.edited)
    return (
        f"{step.communes:,}",
        f"{step.pieces:,}",
        f"{step.volume / 1e9:.2f}",
        f"{step.store / 1e6:.0f}",
        f"{step.cold.wall:.1f}",
        f"{step.cold.wall / step.pieces * 1000:.2f}",
        f"{step.unchanged.wall:.2f}",
        f"{step.edited.wall:.2f}",
        f"{max(run.parent for run in runs) / 1e6:.0f}",
        f"{max(run.worker for run in runs) / 1e6:.0f}",
        f"{step.cold.files:,}",
    )


if __name__ == "__main__":
    main()
