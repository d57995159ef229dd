"""Peers that draw cards and print PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from tests.benchmarks.peers import layouts, markup
from tests.benchmarks.peers.drawing import Job, Order, Sheet
from tests.benchmarks.peers.mkdocs import social
from tests.benchmarks.peers.records import Inputs, Missing, Rate
from tests.benchmarks.peers.tools import Artist, attempt, draw

CHROMIUM = "with_chromium.mjs"
PAINTERS = (
    Artist("Pillow", "with_pillow", "drawn from scratch"),
    Artist("satori + resvg-js", "with_satori.mjs", "JSX to SVG to PNG"),
    Artist("Chromium", CHROMIUM, "screenshots of one page", browser=True),
)
PRINTERS = (
    Artist("ReportLab", "with_reportlab", "canvas"),
    Artist("WeasyPrint", "with_weasyprint", "HTML"),
    Artist("Chromium", CHROMIUM, "HTML, page.pdf()", browser=True),
    Artist("fpdf2", "with_fpdf2", "fonts read anew for each file"),
)
PRINTS = (("A3", layouts.POSTER, layouts.poster), ("6 m banner", layouts.BANNER, layouts.banner))


def cards(inputs: Inputs, out: Path, count: int) -> Iterator[Rate | Missing]:
    """Let each peer make `count` link previews of 1200 x 630 px as PNG.

    Artists draw in one warm process: only making and writing files counts. mkdocs-material is
    a whole tool: the wall time of its build with cards, less that of the same build without.
    """
    for artist in PAINTERS:
        order = _order(inputs, out / artist.program, count, (layouts.CARD, layouts.card, "png"))
        yield attempt(artist.name, partial(draw, artist, order))
    yield attempt("mkdocs-material", partial(social, inputs, out / "mkdocs", count))


def pdfs(inputs: Inputs, out: Path, count: int) -> Iterator[Rate | Missing]:
    """Let each peer make `count` A3 posters, then `count` banners at 1:10, as PDF.

    All draw in one warm process: only making and writing files counts. The note tells which.
    """
    for name, sheet, layout in PRINTS:
        for artist in PRINTERS:
            note = f"{name}; {artist.note}"
            each = replace(artist, note=note)
            folder = out / artist.program / name.replace(" ", "-")
            order = _order(inputs, folder, count, (sheet, layout, "pdf"))
            yield attempt(each.name, partial(draw, each, order))


def _order(
    inputs: Inputs, folder: Path, count: int, kind: tuple[Sheet, layouts.Layout, str]
) -> Order:
    sheet, layout, suffix = kind
    folder.mkdir(parents=True, exist_ok=True)
    jobs = []
    for piece in inputs.pieces(count):
        file = folder / f"{piece.name}.{suffix}"
        file.unlink(missing_ok=True)
        drawing = layout(inputs, piece)
        jobs.append(Job(str(file), drawing, markup.body(sheet, drawing)))
    fonts = {use: str(path) for use, path in inputs.fonts.items()}
    return Order(sheet, fonts, markup.style(sheet, inputs.fonts), tuple(jobs))
