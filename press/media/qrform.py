"""QR codes drawn into a compiled PDF, in a fraction of the time that the compiler takes for them.

The compiler is given a picture of one pixel to set where the code belongs. Here that picture is
replaced by a form XObject with the modules of the code, which fills the same unit square. So no
page description is read or changed: it calls the form as it called the picture, wherever, however
often and behind whatever clip the template has put it.

Source: ISO 32000-1, 8.9.5 (a picture fills the unit square), 8.10 (so may a form).
"""

from __future__ import annotations

import base64
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

import pikepdf
from pikepdf import Array, Dictionary, Name

from press.media.qr import qr

HOLDER = base64.b64decode(  # a PNG of one black pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
Ink = str | tuple[float, ...]  # "#102030" on screens; four percentages on paper


class NoHolderError(ValueError):
    """The compiler has not set the picture as it did when this was written."""


def draw_code(pdf: pikepdf.Pdf, pages: Iterable[pikepdf.Object], link: str, ink: Ink) -> None:
    """Draw the code of a link on those pages that hold a place for it.

    Raises NoHolderError if none does.
    """
    form = None
    for page in pages:
        for name in _holders(page):
            form = form or _form(pdf, page, link, ink)
            pictures = dict(page.Resources.XObject.items())  # pages may share one
            page.Resources = Dictionary(dict(page.Resources.items()))
            page.Resources.XObject = Dictionary(pictures | {name: form})
    if form is None:
        raise NoHolderError("no page holds a place for a code")


def _holders(page: pikepdf.Object) -> Iterator[str]:
    """Yield the names by which a page calls pictures of one pixel."""
    for name, value in page.Resources.get("/XObject", {}).items():
        if value.get("/Subtype") == Name.Image and value.Width == value.Height == 1:
            yield name


def _form(pdf: pikepdf.Pdf, page: pikepdf.Object, link: str, ink: Ink) -> pikepdf.Object:
    """Return the code as a form; its units are modules, its origin is below at the left."""
    side = int(qr(link)["modules"])
    unit = round(Decimal(1) / side, 12)
    form = pdf.make_stream(_deflated(link, ink), Filter=Name.FlateDecode)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox, form.Matrix = Array([0, 0, side, side]), Array([unit, 0, 0, unit, 0, 0])
    spaces = Dictionary(Screen=_screen(page)) if isinstance(ink, str) else Dictionary()
    form.Resources = Dictionary(ColorSpace=spaces)
    return form


def _screen(page: pikepdf.Object) -> pikepdf.Object:
    """Return the colours of screens, as the words of the page are drawn in them."""
    for space in page.Resources.get("/ColorSpace", {}).values():
        if isinstance(space, Array) and space[0] == Name.ICCBased and space[1].N == 3:
            return space
    raise NoHolderError("the page has no colours of screens")


@lru_cache(1024)
def _deflated(link: str, ink: Ink) -> bytes:
    """Return the description of the form: the ink, then each run of dark modules."""
    if isinstance(ink, str):
        colour = b"/Screen cs %b scn" % _numbers(
            int(ink[at : at + 2], 16) / 255 for at in (1, 3, 5)
        )
    else:
        colour = b"%b k" % _numbers(part / 100 for part in ink)
    code = qr(link)
    top = int(code["modules"]) - 1
    runs = (b"%d %d %d 1 re" % (start, top - row, length) for row, start, length in code["runs"])
    return zlib.compress(b"\n".join((colour, *runs, b"f")), 9)


def _numbers(values: Iterable[float]) -> bytes:
    """Return numbers as PDF has them: without exponents."""
    return b" ".join(b"%.7f" % value for value in values)
