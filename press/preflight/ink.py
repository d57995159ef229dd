"""Colours and how much ink they are: spaces, total ink, pure black, the ink-saving variant."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from press.preflight.colour import CMYK, RGB, Colour
from press.preflight.document import Document
from press.preflight.painted import Image, Mark, Page, name, text_marks
from press.preflight.report import Expected, Finding, fail
from press.preflight.view import View

CHECKS = {
    "rgb-colour": "a shop file has no RGB colour",
    "cmyk-colour": "an office file has no CMYK colour",
    "ink-limit": "no colour has more than 300 % of ink",
    "black-text": "black text is black ink alone, or its edges blur when plates shift",
    "grey-ink": "the ink-saving variant has at most 25 % of ink",
    "grey-colour": "the ink-saving variant has no colour",
}
MOST_INK = 3.0  # 300 %: what sheet-fed offset on coated paper takes
MOST_GREY = 0.25
_TRACE = 0.005  # less ink than any press prints
_TINGE = 30  # of 255: how far red, green and blue of a grey pixel may differ


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find colours that the printer of the file cannot or should not print."""
    for page in proof.pages:
        for mark in page.marks:
            yield from _space(mark, expected)
        yield from _amounts(page)
    if expected.grey:
        for seen in proof.views:
            yield from _grey(seen)


def _amounts(page: Page) -> Iterator[Finding]:
    """Judge what is on the sheet; marks on the slug are of all inks, as registration asks."""
    for mark in page.printed:
        if not isinstance(mark, Image) and mark.colour.ink > MOST_INK + _TRACE:
            found = f"{name(mark.colour)} has {100 * mark.colour.ink:.0f} % of ink"
            message = f"{found}; at most 300 % prints"
            yield fail("ink-limit", message, mark.page, mark.box.corner)
    for text in text_marks(page):
        if _is_mixed_black(text.colour):
            message = f"black text in {text.font} is {name(text.colour)}, not K alone"
            yield fail("black-text", message, text.page, text.box.corner)


def _space(mark: Mark, expected: Expected) -> Iterator[Finding]:
    space = mark.space if isinstance(mark, Image) else mark.colour.space
    what = type(mark).__name__.lower()
    if expected.shop and space in RGB | {"lab"}:
        message = f"the colour of a {what} is {space}; a shop file is CMYK"
        yield fail("rgb-colour", message, mark.page, mark.box.corner)
    if not expected.shop and space in CMYK:
        message = f"the colour of a {what} is {space}; an office file is RGB"
        yield fail("cmyk-colour", message, mark.page, mark.box.corner)


def _is_mixed_black(colour: Colour) -> bool:
    """Whether it looks black and is more than black ink."""
    if colour.space not in CMYK or len(colour.parts) != 4:
        return False
    *inks, black = colour.parts
    return (black >= 0.85 and max(inks) > _TRACE) or min(inks) >= 0.8


def _grey(seen: View) -> Iterator[Finding]:
    pixels = seen.full.part(seen.page.trim)
    mean = 1 - float(pixels.mean()) / 255
    if mean > MOST_GREY:
        message = f"the sheet takes {100 * mean:.0f} % of ink; at most 25 % saves any"
        yield fail("grey-ink", message, seen.page.number)
    tinge = pixels.max(axis=2) - pixels.min(axis=2)
    coloured = tinge > _TINGE
    if coloured.any():
        y, x = np.unravel_index(int(tinge.argmax()), tinge.shape)
        share = 100 * float(coloured.mean())
        # The part begins at the trim, where places are counted from.
        at = (float(x) / seen.full.scale, float(y) / seen.full.scale)
        message = f"{share:.2g} % of the sheet is coloured; this variant is grey"
        yield fail("grey-colour", message, seen.page.number, at)
