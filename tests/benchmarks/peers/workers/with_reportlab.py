"""Print PDFs with ReportLab's canvas."""

from __future__ import annotations

from functools import partial
from importlib import import_module
from io import BytesIO
from typing import Any

from tests.benchmarks.peers.drawing import Column, Job, Order
from tests.benchmarks.peers.workers import MM, Make, baseline, work, wrap

# Not installed beside the project: imported by name, for the eyes of the type checker.
canvas = import_module("reportlab.pdfgen.canvas")
metrics = import_module("reportlab.pdfbase.pdfmetrics")
ttfonts = import_module("reportlab.pdfbase.ttfonts")


def start(order: Order) -> Make:
    for use, path in order.fonts.items():
        metrics.registerFont(ttfonts.TTFont(use, path))
    size = (order.sheet.width * MM, order.sheet.height * MM)

    def make(job: Job) -> bytes:
        data = BytesIO()
        page = canvas.Canvas(data, pagesize=size)
        page.scale(MM, MM)
        for plane in job.drawing.planes:
            page.setFillColor(plane.colour)
            below = order.sheet.height - plane.y - plane.height
            page.rect(plane.x, below, plane.width, plane.height, stroke=0, fill=1)
        for column in job.drawing.columns:
            _column(page, order.sheet.height, column)
        picture = job.drawing.picture
        below = order.sheet.height - picture.y - picture.side
        page.drawImage(picture.file, picture.x, below, picture.side, picture.side)
        page.save()
        return data.getvalue()

    return make


def _column(page: Any, height: float, column: Column) -> None:
    y = column.y
    for said in column.paragraphs:
        y += said.gap
        page.setFillColor(said.colour)
        page.setFont(said.font, said.size)
        measure = partial(metrics.stringWidth, fontName=said.font, fontSize=said.size)
        for line in wrap(said.text, column.width, measure):
            page.drawString(column.x, height - y - baseline(said), line)
            y += said.leading


if __name__ == "__main__":
    work(start)
