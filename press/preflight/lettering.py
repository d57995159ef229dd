"""How large letters and how thin lines are, in print and from where the sheet is read.

`READING` is the height of capitals to the distance from which they are read, 1:300. It is the
25 feet to an inch of letter that sign makers' visibility charts give after the United States Sign
Council's study with Penn State (1998) for type on an average ground; the Council's rule of thumb
of 30 feet to an inch (1:360) is laxer, and from memory. What ADA 703.5.5 asks of signs on walls is
near to 1:100 and for short distances only; also from memory. Hence a warning, no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from press.preflight.document import Document
from press.preflight.lines import Line
from press.preflight.painted import Stroke, Text, text_marks
from press.preflight.report import POINT, Expected, Finding, fail, warn

CHECKS = {
    "small-text": "no text is smaller than 6 pt in print",
    "small-coloured-text": "text in colour or on dark ground is at least 7 pt in print",
    "thin-stroke": "no line is thinner than 0.25 pt in print",
    "headline-distance": "capitals of the largest text are 1/300 of the reading distance high",
}
LEAST_TEXT = 6 * POINT
LEAST_COLOURED = 7 * POINT
LEAST_STROKE = 0.25 * POINT
READING = 300
_ROUNDING = 0.99  # sizes are computed and written with few digits


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find letters too small to read and lines too thin to print."""
    for page in proof.pages:
        for text in text_marks(page):
            yield from _text(text, expected.scale)
        for mark in page.printed:
            if isinstance(mark, Stroke) and mark.width * expected.scale < LEAST_STROKE * _ROUNDING:
                found = f"a line is {mark.width * expected.scale / POINT:.2f} pt thin"
                message = f"{found} in print; 0.25 pt is the least"
                yield fail("thin-stroke", message, mark.page, mark.box.corner)
    yield from _headline(proof, expected)


def _text(text: Text, scale: int) -> Iterator[Finding]:
    size = text.size * scale
    found = f"text in {text.font} is {size / POINT:.1f} pt in print"
    if size < LEAST_TEXT * _ROUNDING:
        yield fail("small-text", f"{found}; 6 pt is the least", text.page, text.box.corner)
    elif size < LEAST_COLOURED * _ROUNDING and not (text.colour.neutral and text.colour.dark):
        message = f"{found}, coloured or reversed; 7 pt is the least for that"
        yield warn("small-coloured-text", message, text.page, text.box.corner)


def _headline(proof: Document, expected: Expected) -> Iterator[Finding]:
    lines = [(line, number) for number, found in enumerate(proof.lines, 1) for line in found]
    if not lines:
        return
    largest, page = max(lines, key=lambda pair: pair[0].em)
    found, wanted = _capitals(largest) * expected.scale, expected.distance * 1000 / READING
    if found < wanted * _ROUNDING:
        message = (
            f"capitals of the largest text, {largest.quoted}, are {found:.0f} mm high in print; "
            f"from {expected.distance:g} m {wanted:.0f} mm are read"
        )
        yield warn("headline-distance", message, page, largest.box.corner)


def _capitals(line: Line) -> float:
    """Return the height of capitals and figures without accents, in mm; else 0.7 of the em."""
    flat = [g.box.height for g in line.letters if g.letter.isascii() and g.letter.isalnum()]
    plain = [g.box.height for g in line.letters if g.letter in "BDEFHIKLMNPTXZ1247"]
    return max(plain, default=0.0) or max([*flat, 0.7 * line.em])
