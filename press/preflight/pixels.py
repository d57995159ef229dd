"""What only pixels tell: bleed that is not filled, and text too pale on its ground.

Source: WCAG 2.2, 1.4.3 (contrast), with its large text: from 18 pt, or 14 pt in bold.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from press.preflight.document import Document
from press.preflight.lines import Line
from press.preflight.matrix import Box
from press.preflight.report import POINT, Expected, Finding, fail
from press.preflight.view import Glyph, Raster, View

CHECKS = {
    "unfilled-bleed": "where colour reaches the cut, it goes on to the end of the bleed",
    "low-contrast": "text stands out from its ground: 4.5 to 1, large text 3 to 1",
}
LARGE, LARGE_BOLD = 18 * POINT, 14 * POINT
_WHITE = 250  # of 255, in each colour
_COLOURED = 245  # the least of its colours is below that
_SHARE = 0.01  # of an edge, that may be white before it counts

Numbers = NDArray[np.float64]


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find white slivers at the cut, and pale text."""
    for seen, lines in zip(proof.views, proof.lines, strict=True):
        if expected.shop and expected.bleed:
            yield from _bleed(seen, expected)
        for line in filter(lambda line: seen.page.prints(line.box), lines):
            yield from _contrast(line, seen, expected.scale)


def _bleed(seen: View, expected: Expected) -> Iterator[Finding]:
    """Look along each edge: a line just inside the cut, and lines across the bleed outside it."""
    trim, out = seen.page.trim, expected.bleed
    near = max(1.5 / seen.ground.scale, 0.1 * out)
    for side in ("left", "top", "right", "bottom"):
        inside = _edge(seen.ground, trim.grown(-near), side)
        outside = np.stack(
            [_edge(seen.ground, trim.grown(share * out), side) for share in (0.3, 0.6, 0.85)]
        )
        white = (outside.min(axis=2) >= _WHITE).any(axis=0)
        bare = white & (inside.min(axis=1) < _COLOURED)
        if bare.mean() > _SHARE:
            along = float(np.flatnonzero(bare)[0]) / len(bare)
            at = {
                "left": (0.0, along * trim.height),
                "top": (along * trim.width, 0.0),
                "right": (trim.right, along * trim.height),
                "bottom": (along * trim.width, trim.bottom),
            }[side]
            message = f"{100 * bare.mean():.0f} % of the bleed at the {side} is white beside colour"
            yield fail("unfilled-bleed", message, seen.page.number, at)


def _edge(raster: Raster, box: Box, side: str) -> NDArray[np.uint8]:
    """Return the pixels on one edge of a box, as many as the trimmed sheet's edge is long."""
    places = 400
    xs, ys = np.linspace(box.left, box.right, places), np.linspace(box.top, box.bottom, places)
    fixed = getattr(box, side)
    if side in {"left", "right"}:
        xs = np.full(places, fixed)
    else:
        ys = np.full(places, fixed)
    height, width = raster.pixels.shape[:2]
    columns = np.clip((xs - raster.left) * raster.scale, 0, width - 1).astype(int)
    rows = np.clip((ys - raster.top) * raster.scale, 0, height - 1).astype(int)
    found: NDArray[np.uint8] = raster.pixels[rows, columns]
    return found


def _contrast(line: Line, seen: View, scale: int) -> Iterator[Finding]:
    """Judge a line by its palest letter, each on the ground in the box of its ink."""
    size = line.em * scale
    large = size >= LARGE or (line.letters[0].bold and size >= LARGE_BOLD)
    wanted = 3.0 if large else 4.5
    ratios = [_ratio(letter, seen) for letter in line.letters]
    ratio = min(ratios)
    palest = line.letters[ratios.index(ratio)]
    if ratio < wanted:
        found = f"{line.quoted} has a contrast of {ratio:.2f} to its ground at “{palest.letter}”"
        message = f"{found}; {wanted:g} is the least for its size"
        yield fail("low-contrast", message, seen.page.number, palest.box.corner)


def _ratio(letter: Glyph, seen: View) -> float:
    """Return the contrast of a letter: the median over its ground, 1 if nothing of it shows."""
    under = seen.ground.part(letter.box)
    if not under.size:
        return float("inf")  # off the sheet
    if np.array_equal(seen.full.part(letter.box), under):
        return 1.0
    ground, opacity = under.reshape(-1, 3), letter.colour[3] / 255
    ink = np.array([letter.colour[:3]], float)
    if opacity < 1:
        ink = opacity * ink + (1 - opacity) * ground
    a, b = luminance(ink), _LINEAR[ground] @ _WEIGHTS
    ratios = (np.maximum(a, b) + 0.05) / (np.minimum(a, b) + 0.05)
    return float(np.median(ratios))


def luminance(colours: Numbers) -> Numbers:
    """Return the relative luminance of sRGB colours of 0 to 255, as WCAG defines it."""
    weighed: Numbers = _linear(colours) @ _WEIGHTS
    return weighed


def _linear(levels: Numbers) -> Numbers:
    parts = levels / 255
    return np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)


_WEIGHTS = np.array([0.2126, 0.7152, 0.0722])
_LINEAR = _linear(np.arange(256.0))  # of each level that a pixel can have: powers take long
