"""What PDFium shows of a page: pixels with and without its text, and the ink box of each glyph.

Everything is in mm of the trimmed sheet, whatever PDFium counts in.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pypdfium2 import raw

from press.preflight.matrix import Box, Matrix
from press.preflight.painted import Page
from press.preflight.report import POINT

PIXELS = 4_000_000  # of an overview: 0.02 s, and the QR code of a banner shows in it
_BOLD = re.compile("bold|black|heavy", re.IGNORECASE)
_UNSEEN = {raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP}

Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class Glyph:
    """A letter where it stands: the box of its ink, the em in mm, its baseline, its colour."""

    letter: str
    box: Box
    em: float
    baseline: float
    upright: bool
    shown: bool
    bold: bool
    colour: tuple[int, int, int, int]  # red, green, blue, opacity


@dataclass(frozen=True)
class Raster:
    """Pixels of a part of a page: `scale` to the mm, from a place in mm."""

    pixels: Pixels
    scale: float
    left: float
    top: float

    def part(self, box: Box) -> Pixels:
        """Return the pixels that a box touches; none if it lies outside."""
        height, width = self.pixels.shape[:2]
        x0, x1 = (_clamp((x - self.left) * self.scale, width) for x in (box.left, box.right))
        y0, y1 = (_clamp((y - self.top) * self.scale, height) for y in (box.top, box.bottom))
        return self.pixels[y0 : y1 + 1, x0 : x1 + 1]

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Return where a pixel lies, in mm."""
        return self.left + x / self.scale, self.top + y / self.scale


@dataclass(frozen=True)
class View:
    """One page as PDFium shows it: `full`, and `ground`, the same without text."""

    page: Page
    glyphs: tuple[Glyph, ...]
    full: Raster
    ground: Raster
    render: Callable[[Box, float], Raster]  # a part of it, at so many pixels to the mm


def view(page: Page, handle: Any) -> View:
    """Return what PDFium shows of a page."""
    glyphs = tuple(_glyphs(page, handle))

    def render(box: Box, scale: float) -> Raster:
        media = page.media
        sides = (box.left - media.left, media.bottom - box.bottom,
                 media.right - box.right, box.top - media.top)  # fmt: skip
        crop = tuple(max(0.0, side) / POINT for side in sides)
        drawn = handle.render(scale=scale * POINT, crop=crop, rev_byteorder=True)
        left, top = media.left + crop[0] * POINT, media.top + crop[3] * POINT
        return Raster(drawn.to_numpy()[:, :, :3], scale, left, top)

    scale = math.sqrt(PIXELS / (page.media.width * page.media.height))
    full = render(page.media, scale)
    with _hidden_text(handle):
        ground = render(page.media, scale)
    return View(page, glyphs, full, ground, render)


@contextmanager
def _hidden_text(handle: Any) -> Iterator[None]:
    """Make a page's text invisible, in its forms too, for the time of a block."""
    objects = _objects(handle.raw, raw.FPDFPage_CountObjects, raw.FPDFPage_GetObject)
    texts = [o for o in objects if raw.FPDFPageObj_GetType(o) == raw.FPDF_PAGEOBJ_TEXT]
    for text in texts:
        raw.FPDFPageObj_SetIsActive(text, 0)
    try:
        yield
    finally:
        for text in texts:
            raw.FPDFPageObj_SetIsActive(text, 1)


def _objects(holder: Any, count: Any, get: Any) -> Iterator[Any]:
    """Yield every object of a page or a form, and all in its forms."""
    for i in range(count(holder)):
        found = get(holder, i)
        yield found
        if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_FORM:
            yield from _objects(found, raw.FPDFFormObj_CountObjects, raw.FPDFFormObj_GetObject)


def _glyphs(page: Page, handle: Any) -> Iterator[Glyph]:
    """Yield the glyphs as the page description has them, with spaces, written or guessed."""
    text = handle.get_textpage()
    for i in range(raw.FPDFText_CountChars(text)):
        left, right, bottom, top, x, y = (ctypes.c_double() for _ in range(6))
        raw.FPDFText_GetCharBox(text, i, left, right, bottom, top)
        raw.FPDFText_GetCharOrigin(text, i, x, y)
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(text, i, matrix)
        placed = Matrix(matrix.a, matrix.b, matrix.c, matrix.d)
        to_mm = page.to_mm.apply
        corners = to_mm(left.value, bottom.value), to_mm(right.value, top.value)
        yield Glyph(
            letter=chr(raw.FPDFText_GetUnicode(text, i)),
            box=Box.around(corners),
            em=raw.FPDFText_GetFontSize(text, i) * placed.up * POINT,
            baseline=to_mm(x.value, y.value)[1],
            upright=placed.a > 0 and abs(placed.b) < 0.01 * placed.a,
            shown=raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(text, i))
            not in _UNSEEN,
            bold=bool(_BOLD.search(_font_name(text, i))),
            colour=_colour(text, i),
        )


def _font_name(text: Any, i: int) -> str:
    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, i, name, len(name), ctypes.c_int())
    return name.value.decode("utf-8", "replace")


def _colour(text: Any, i: int) -> tuple[int, int, int, int]:
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, i, red, green, blue, opacity)
    return red.value, green.value, blue.value, opacity.value


def _clamp(value: float, size: int) -> int:
    return min(max(int(value), 0), size)
