"""Pictures: have they pixels enough for the size at which they are printed?"""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.document import Document
from press.preflight.painted import Image
from press.preflight.report import Expected, Finding, fail, warn

CHECKS = {"coarse-picture": "pictures have pixels enough for print and for who reads how near"}
LEAST = 30  # ppi, however far away
NEAR, NEAR_LEAST = 1.5, 100  # m, ppi
HAND, HAND_GOOD, HAND_LEAST = 0.6, 150, 100


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find pictures in which pixels would show."""
    least, good = _wanted(expected.distance)
    for page in proof.pages:
        for image in page.printed:
            if not isinstance(image, Image):
                continue
            ppi = image.ppi / expected.scale
            if ppi < good:
                say, wanted = (fail, least) if ppi < least else (warn, good)
                width, height = image.pixels
                found = f"a picture of {width} x {height} px has {ppi:.0f} ppi in print"
                message = f"{found}; {wanted} are wanted"
                yield say("coarse-picture", message, page.number, image.box.corner)


def _wanted(distance: float) -> tuple[int, int]:
    """Return below how many ppi a picture fails, and below how many it is worth a look."""
    if distance <= HAND:
        return HAND_LEAST, HAND_GOOD
    return (LEAST, NEAR_LEAST) if distance <= NEAR else (LEAST, LEAST)
