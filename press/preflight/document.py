"""A proof: the file once opened, as every check sees it. bytes -> Document."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pikepdf
import pypdfium2 as pdfium

from press.preflight.lines import Line, lines
from press.preflight.painted import Page
from press.preflight.view import View, view
from press.preflight.walker import walk


@dataclass(frozen=True)
class Document:
    """A file: its bytes, its objects, and each page as records, as pixels and as lines of text."""

    data: bytes
    pdf: pikepdf.Pdf
    pages: tuple[Page, ...]
    views: tuple[View, ...]
    lines: tuple[tuple[Line, ...], ...]


@contextmanager
def opened(data: bytes) -> Iterator[Document]:
    """Open a file for the time of a block. Raises PdfError or PdfiumError if it cannot be read."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = walk(pdf)
        shown = pdfium.PdfDocument(data)
        try:
            views = tuple(view(page, shown[page.number - 1]) for page in pages)
            yield Document(data, pdf, pages, views, tuple(lines(seen.glyphs) for seen in views))
        finally:
            shown.close()
