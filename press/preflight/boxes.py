"""Sizes of the sheet: is the file trimmed to what was ordered, and does it bleed that far?"""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.document import Document
from press.preflight.painted import Page
from press.preflight.report import Expected, Finding, fail

CHECKS = {
    "page-count": "the file has a page",
    "trim-size": "the trimmed sheet has the ordered size, to 0.1 mm",
    "bleed-size": "the bleed is as wide as ordered on each side, to 0.1 mm; office files have none",
    "page-view": "no crop box, rotation or unit of its own changes what the page shows",
}
TOLERANCE = 0.1  # mm


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find pages that are not of the ordered size."""
    if not proof.pages:
        yield fail("page-count", "the file has no page")
    for page, own in zip(proof.pages, proof.pdf.pages, strict=True):
        yield from _trim(page, expected)
        yield from _bleed(page, expected)
        if (
            own.cropbox != own.mediabox
            or int(own.obj.get("/Rotate") or 0)
            or "/UserUnit" in own.obj
        ):
            yield fail(
                "page-view", "a crop box, a rotation or a unit changes the page", page.number
            )


def _trim(page: Page, expected: Expected) -> Iterator[Finding]:
    width, height = expected.trim
    if abs(page.trim.width - width) > TOLERANCE or abs(page.trim.height - height) > TOLERANCE:
        found = f"{page.trim.width:.1f} x {page.trim.height:.1f} mm"
        yield fail(
            "trim-size", f"the trimmed sheet is {found}, not {width:g} x {height:g} mm", page.number
        )


def _bleed(page: Page, expected: Expected) -> Iterator[Finding]:
    outer = page.bleed if expected.shop else page.media
    wanted = expected.bleed if expected.shop else 0.0
    sides = {
        "left": -outer.left,
        "top": -outer.top,
        "right": outer.right - page.trim.right,
        "bottom": outer.bottom - page.trim.bottom,
    }
    for side, found in sides.items():
        if abs(found - wanted) > TOLERANCE:
            message = f"the bleed at the {side} is {found:.1f} mm, not {wanted:g} mm"
            yield fail("bleed-size", message, page.number)
