"""Print PDFs with WeasyPrint."""

from __future__ import annotations

from importlib import import_module

from tests.benchmarks.peers.drawing import Job, Order
from tests.benchmarks.peers.workers import Make, work

# Not installed beside the project: imported by name, for the eyes of the type checker.
weasyprint = import_module("weasyprint")
fonts = import_module("weasyprint.text.fonts")


def start(order: Order) -> Make:
    shared = fonts.FontConfiguration()
    style = weasyprint.CSS(string=order.style, font_config=shared)

    def make(job: Job) -> bytes:
        page = weasyprint.HTML(string=job.markup)
        return bytes(page.write_pdf(stylesheets=[style], font_config=shared))

    return make


if __name__ == "__main__":
    work(start)
