"""QR codes: found on the page, read through a blur as of a telephone, and large enough for one.

Sizes: an industry rule asks for a side of a tenth of the distance; imprints are scanned from near
by, so from 1.5 m at most, and phones have got better: a twelfth. 0.4 mm a module is what offset
and toner print safely. None of it is in ISO/IEC 18004, which gives the number of modules.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import zxingcpp
from PIL import Image, ImageFilter

from press.preflight.document import Document
from press.preflight.matrix import Box
from press.preflight.painted import Fill, Stroke
from press.preflight.painted import Image as Picture
from press.preflight.report import Expected, Finding, fail
from press.preflight.setting import fold_strips, outside, safe_area
from press.preflight.view import Pixels, Raster, View

CHECKS = {
    "qr-missing": "there is a QR code where one belongs, and it can be read",
    "qr-link": "each QR code says the link it ought to, and none is where none belongs",
    "qr-blurred": "each QR code is read through a blur",
    "qr-small": "each QR code is large enough for who scans it, its modules for who prints it",
    "qr-place": "no QR code stands in the hem, at the cut or on a fold",
}
NEAREST, FARTHEST = 250.0, 500.0  # mm: from where codes are scanned, in the hand and on a wall
SCAN_RATIO = 12
LEAST_MODULE = 0.4  # mm in print
MODULE = 4  # px, when it is read through the blur
BLUR = 0.35  # modules, as standard deviation; a drawn code without a fault bears up to 0.45
_SIDE, _SQUARES = 300, 50  # px of each square looked at where the overview shows none, how many


@dataclass(frozen=True)
class Code:
    """A QR code on a page: what it says, where it is, its modules to a side."""

    text: str
    box: Box
    modules: int

    @property
    def module(self) -> float:
        """The side of a module, in mm as drawn."""
        return max(self.box.width, self.box.height) / self.modules


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find QR codes that cannot be scanned, or lead elsewhere."""
    found = [(seen, code) for seen in proof.views for code in _codes(seen, seen.full)]
    if not found and expected.link is not None:
        found = list(islice(_look_closer(proof.views), 1))
    if not found and expected.link is not None:
        yield fail("qr-missing", f"no QR code can be read; one with {expected.link} is wanted")
    for seen, code in found:
        yield from _judge(code, seen, expected)


def _judge(code: Code, seen: View, expected: Expected) -> Iterator[Finding]:
    number, at = seen.page.number, code.box.corner
    if code.text != expected.link:
        wanted = f"not {expected.link}" if expected.link else "and none belongs here"
        message = f"the QR code says {code.text}, {wanted}"
        yield fail("qr-link", message, number, at)
    elif not _survives(code, seen):
        yield fail("qr-blurred", f"blurred by {BLUR} modules the QR code is lost", number, at)
    yield from _size(code, number, expected)
    place = outside(code.box, safe_area(seen.page, expected))
    if place:
        yield fail("qr-place", f"the QR code stands {place}", number, at)
    if any(code.box.overlap(strip) > 0 for strip in fold_strips(seen.page, expected)):
        yield fail("qr-place", "the QR code stands on a fold or within 3 mm of it", number, at)


def _size(code: Code, number: int, expected: Expected) -> Iterator[Finding]:
    side = code.module * code.modules * expected.scale
    # Who scans a code comes closer than who reads: to a third of the way.
    wanted = min(max(expected.distance * 1000 / 3, NEAREST), FARTHEST) / SCAN_RATIO
    if side < 0.99 * wanted:
        message = f"the QR code is {side:.0f} mm in print; {wanted:.0f} mm are wanted to scan it"
        yield fail("qr-small", message, number, code.box.corner)
    module = code.module * expected.scale
    if module < 0.97 * LEAST_MODULE:
        message = f"a module of the QR code is {module:.2f} mm in print, not {LEAST_MODULE} mm"
        yield fail("qr-small", message, number, code.box.corner)


def _survives(code: Code, seen: View) -> bool:
    around = code.box.grown(5 * code.module)
    sharp = seen.render(around, MODULE / code.module).pixels
    blurred = Image.fromarray(sharp).filter(ImageFilter.GaussianBlur(BLUR * MODULE))
    return any(read.text == code.text for read in _read(blurred))


def _look_closer(views: tuple[View, ...]) -> Iterator[tuple[View, Code]]:
    """Look at whatever is square, a code or the ground of one, as near as it takes."""
    for seen in views:
        drawn = (mark for mark in seen.page.printed if isinstance(mark, Fill | Stroke | Picture))
        squares = {mark.box for mark in drawn if _is_square(mark.box)}
        for box in sorted(squares, key=lambda box: -box.width)[:_SQUARES]:
            part = seen.render(box.grown(0.2 * box.width), _SIDE / box.width)
            yield from ((seen, code) for code in _codes(seen, part))


def _is_square(box: Box) -> bool:
    return box.width > 0 and math.isclose(box.width, box.height, rel_tol=0.02)


def _codes(seen: View, raster: Raster) -> Iterator[Code]:
    for read in _read(raster.pixels):
        corners = (read.position.top_left, read.position.top_right,
                   read.position.bottom_right, read.position.bottom_left)  # fmt: skip
        box = Box.around(raster.place(corner.x, corner.y) for corner in corners)
        if seen.page.prints(box):
            yield Code(read.text, box, 17 + 4 * int(read.extra["Version"]))


def _read(pixels: Pixels | Image.Image) -> list[Any]:
    found: list[Any] = zxingcpp.read_barcodes(
        pixels, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    )
    return found
