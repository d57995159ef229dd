"""Pages as records: PDF -> every text, fill, stroke and picture, in mm of the trimmed sheet.

`content` walks the page description; here is what it finds and where the page's boxes lie.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf

from press.preflight.colour import Colour
from press.preflight.matrix import Box, Matrix
from press.preflight.report import POINT


@dataclass(frozen=True)
class Text:
    """One shown string: its em in mm as drawn, and where its baseline begins."""

    page: int
    size: float
    x: float
    y: float
    colour: Colour
    font: str
    invisible: bool = False

    @property
    def box(self) -> Box:
        """Where it begins; the ink of its letters is known to `view`."""
        return Box(self.x, self.y, self.x, self.y)


@dataclass(frozen=True)
class Fill:
    """A filled path, or a smooth shade over the whole sheet. Clips are not taken into account."""

    page: int
    box: Box
    colour: Colour


@dataclass(frozen=True)
class Stroke:
    """A stroked path; `width` is the mm of its line where the placement makes it thinnest."""

    page: int
    box: Box
    width: float
    colour: Colour


@dataclass(frozen=True)
class Image:
    """A placed picture; `ppi` are its pixels to the inch as drawn, the lesser of both ways."""

    page: int
    pixels: tuple[int, int]
    box: Box
    ppi: float
    space: str


Mark = Text | Fill | Stroke | Image


@dataclass(frozen=True)
class Page:
    """A page: the boxes in mm from the trimmed sheet's left and top, and all that stands on it.

    `to_mm` takes points of the page's own space there.
    """

    number: int
    trim: Box
    bleed: Box
    media: Box
    to_mm: Matrix
    marks: tuple[Mark, ...] = ()

    def prints(self, box: Box) -> bool:
        """Return whether a box is on the sheet or its bleed, not on the slug with the marks."""
        return box.overlap(self.bleed.grown(-0.01)) >= 0

    @property
    def printed(self) -> tuple[Mark, ...]:
        """All that stands on the sheet or its bleed."""
        return tuple(mark for mark in self.marks if self.prints(mark.box))


def read_page(number: int, page: pikepdf.Page) -> Page:
    """Return the boxes of a page, not what stands on it; a box that lacks is the next larger."""
    left, bottom, right, top = (float(side) for side in page.trimbox.as_list())
    left, right = sorted((left, right))
    bottom, top = sorted((bottom, top))
    to_mm = Matrix(POINT, 0, 0, -POINT, -left * POINT, top * POINT)

    def box(points: pikepdf.Array) -> Box:
        x0, y0, x1, y1 = (float(side) for side in points.as_list())
        return Box.around((to_mm.apply(x0, y0), to_mm.apply(x1, y1)))

    return Page(
        number,
        trim=box(page.trimbox),
        bleed=box(page.bleedbox),
        media=box(page.mediabox),
        to_mm=to_mm,
    )


def text_marks(page: Page) -> tuple[Text, ...]:
    """Return the strings that show."""
    return tuple(mark for mark in page.printed if isinstance(mark, Text) and not mark.invisible)


def name(colour: Colour) -> str:
    """Return a colour in words for findings: `cmyk 0 100 95 18`."""
    return " ".join((colour.space, *(f"{100 * part:.0f}" for part in colour.parts)))
