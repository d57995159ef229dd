"""Print PDFs with fpdf2."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tests.benchmarks.peers.drawing import Column, Job, Order
from tests.benchmarks.peers.workers import MM, Make, baseline, work, wrap

# Not installed beside the project: imported by name, for the eyes of the type checker.
fpdf = import_module("fpdf")


def start(order: Order) -> Make:
    size = (order.sheet.width, order.sheet.height)

    def make(job: Job) -> bytes:
        page = fpdf.FPDF(unit="mm", format=size)
        page.set_auto_page_break(False)
        for use, path in order.fonts.items():
            page.add_font(use, fname=path)
        page.add_page()
        for plane in job.drawing.planes:
            page.set_fill_color(plane.colour)
            page.rect(plane.x, plane.y, plane.width, plane.height, style="F")
        for column in job.drawing.columns:
            _column(page, column)
        picture = job.drawing.picture
        page.image(picture.file, picture.x, picture.y, picture.side, picture.side)
        return bytes(page.output())

    return make


def _column(page: Any, column: Column) -> None:
    y = column.y
    for said in column.paragraphs:
        y += said.gap
        page.set_text_color(said.colour)
        page.set_font(said.font, size=said.size * MM)
        for line in wrap(said.text, column.width, page.get_string_width):
            page.text(column.x, y + baseline(said), line)
            y += said.leading


if __name__ == "__main__":
    work(start)
