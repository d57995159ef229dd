"""Measure all peers and print one table: `python -m tests.benchmarks.peers`."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click

from tests.benchmarks.peers import Inputs, Missing, Rate, cards, packs, pages, pdfs
from tests.benchmarks.peers.content import read_inputs
from tests.benchmarks.peers.records import ROOT

COUNT = click.IntRange(min=1)


@click.command()
@click.option(
    "--cards", "card_count", default=40, type=COUNT, help="How many cards each peer makes."
)
@click.option(
    "--pdfs", "pdf_count", default=40, type=COUNT, help="How many A3 posters, and banners."
)
@click.option("--communes", default=130, type=COUNT, help="How many communes to make pages for.")
@click.option("--pack", type=click.Path(path_type=Path), help="A folder of files to pack.")
@click.option("--out", type=click.Path(path_type=Path), help="Keep what peers make here.")
def main(
    card_count: int, pdf_count: int, communes: int, pack: Path | None, out: Path | None
) -> None:
    """Print for each peer how many files it made, how fast, and how large they are."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = (out or Path(scratch)).absolute()
        inputs = read_inputs(ROOT / "content", folder / "qr")
        click.echo(f"{'':20}{'made':>7}{'per s':>9}{'ms each':>9}{'KB each':>9}  note")
        _table("cards, PNG 1200 x 630", cards(inputs, folder / "cards", card_count))
        _table("print PDFs", pdfs(inputs, folder / "pdfs", pdf_count))
        _table("web pages", pages(inputs, folder / "pages", communes))
        _table("packs", packs(pack or _pack(inputs, folder), folder / "packs"))


def _table(title: str, measured: Iterator[Rate | Missing]) -> None:
    click.echo(title)
    for one in measured:
        click.echo(_missing(one) if isinstance(one, Missing) else _row(one))


def _row(rate: Rate) -> str:
    each, size = 1000 / rate.per_second, rate.bytes / rate.made / 1000
    return (
        f"  {rate.peer:18}{rate.made:7,}{rate.per_second:9,.1f}{each:9.2f}{size:9.1f}  {rate.note}"
    )


def _missing(missing: Missing) -> str:
    return f"  {missing.peer:20}{'missing: ' + missing.why}"


def _pack(inputs: Inputs, folder: Path) -> Path:
    """Put together what a commune gets: the cards of one peer and the print PDFs of another."""
    pack = folder / "pack"
    shutil.rmtree(pack, ignore_errors=True)
    for peer in ("cards/with_pillow", "pdfs/with_reportlab"):
        for path in (folder / peer).rglob(f"{inputs.communes[0].code}_*"):
            target = pack / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    return pack


if __name__ == "__main__":
    main()
