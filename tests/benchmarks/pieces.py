"""How many pieces a second: our pipeline beside a plain loop of Typst calls, in one process.

    python -m tests.benchmarks.pieces [--communes 130]

Both make the same pieces of the real campaign and write them to files. The loop is what one would
write first: for each piece a call of Typst on the same templates, whole, and its bytes written.
Ours starts cold: the parts that pieces share are drawn within the time that is measured.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from functools import partial
from itertools import chain
from pathlib import Path

import click

from press.check import check
from press.faces import Face
from press.make import Composer, Maker
from press.parse import parse
from press.plan import Job, make_plan
from press.read import ROOT, read
from press.render.sheet import Sheets
from press.run import waves
from press.store import Store


@click.command()
@click.option("--communes", default=130, help="How many communes to make pieces for.")
def main(communes: int) -> None:
    """Print pieces a second for cards and print files, ours and the loop's, and the ratio."""
    sources, kit = read(ROOT / "content", today=None)
    campaign = check(parse(sources), kit).campaign
    campaign = campaign.only(communes=[commune.code for commune in campaign.communes[:communes]])
    composer = Composer(campaign, kit)
    jobs = [job for job in make_plan(campaign).jobs if job.kind in {"card", "print"}]
    keys = composer.keys(jobs)
    click.echo(f"{communes} communes, {len(campaign.messages)} messages, one process")
    click.echo(f"{'':7}{'pieces':>8}{'ours/s':>9}{'loop/s':>9}{'ratio':>8}")
    for kind in ("card", "print"):
        mine = [job for job in jobs if job.kind == kind]
        some = [composer.faces.face(job) for job in mine[:: max(1, len(mine) // 400)]]
        with tempfile.TemporaryDirectory() as folder:
            maker = Maker(campaign, kit, Store(Path(folder) / "store"), Path(folder) / "ours")
            ours = _rate(len(mine), partial(_ours, mine, keys, maker))
            loop = _rate(len(some), partial(_loop, kind, some, Path(folder)))
        click.echo(f"{kind:7}{len(mine):8,}{ours:9,.0f}{loop:9,.0f}{ours / loop:8.1f}")


def _ours(jobs: list[Job], keys: dict[str, str], maker: Maker) -> None:
    for task in chain(*waves(jobs)):
        maker.make(task, keys)


def _loop(kind: str, faces: list[Face], folder: Path) -> None:
    sheets = Sheets(ROOT)
    for number, face in enumerate(faces):
        data = sheets.png(face) if kind == "card" else sheets.pdf(face)
        (folder / str(number)).write_bytes(data)


def _rate(count: int, work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return count / (time.perf_counter() - start)


if __name__ == "__main__":
    main()
