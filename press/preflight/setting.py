"""How text is set: inside the safe area, off the folds, no lines in each other, no word split."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from itertools import combinations, pairwise

from press.base.text import NBSP, bind, nfc
from press.preflight.document import Document
from press.preflight.lines import Line
from press.preflight.matrix import Box
from press.preflight.painted import Page
from press.preflight.report import Expected, Finding, fail

CHECKS = {
    "unsafe-text": "all text keeps out of the hem, and 3 mm off the cut",
    "across-fold": "no text stands nearer than 3 mm to a fold",
    "colliding-lines": "no letter stands in a letter of another line",
    "split-compound": "no line splits a word of several syllables",
    "missing-text": "every text that ought to be in the file is",
}
CUT = 3.0  # mm at full size: how far a blade or a folder may be off
TOUCH = 0.02  # em: letters may be that deep in each other
_ROUNDING = 0.1  # mm: ink boxes of glyphs are whole units of the font
_AGAIN = re.compile(r"(.{1,8}?)\1+")
_LEADING = (0.7, 2.2)  # em: baselines of lines that follow each other


def check(proof: Document, expected: Expected) -> Iterator[Finding]:
    """Find text that is cut, folded, unreadable, split or not there. Turned text is not judged."""
    for page, lines in zip(proof.pages, proof.lines, strict=True):
        printed = tuple(line for line in lines if page.prints(line.box))
        safe, folds = safe_area(page, expected), fold_strips(page, expected)
        for line in printed:
            yield from _in_place(line, page, safe, folds)
        yield from _collisions(page, printed)
        yield from _splits(page, printed, expected)
    if not expected.outlines:
        yield from _missing(proof, expected)


def safe_area(page: Page, expected: Expected) -> Box:
    """Return where text and QR codes may stand: off the hem, and off the cut by 3 mm in print."""
    return page.trim.grown(-max(expected.hem, CUT) / expected.scale)


def fold_strips(page: Page, expected: Expected) -> tuple[Box, ...]:
    """Return the strips that folds take. A back is turned over, so its folds are mirrored."""
    off = CUT / expected.scale
    turned = page.number % 2 == 0
    places = (page.trim.width - x if turned else x for x in expected.folds)
    return tuple(Box(x - off, page.trim.top, x + off, page.trim.bottom) for x in places)


def outside(box: Box, safe: Box) -> str:
    """Return in words how far a box is out of the safe area; nothing if it is inside."""
    out = {
        "left": safe.left - box.left,
        "top": safe.top - box.top,
        "right": box.right - safe.right,
        "bottom": box.bottom - safe.bottom,
    }
    side = max(out, key=lambda key: out[key])
    if out[side] <= _ROUNDING:
        return ""
    wanted = safe.left  # the same on each side
    return f"{wanted - out[side]:.1f} mm from the {side} edge, not {wanted:.1f} mm"


def _in_place(line: Line, page: Page, safe: Box, folds: tuple[Box, ...]) -> Iterator[Finding]:
    if found := outside(line.box, safe):
        message = f"{line.quoted} stands {found}"
        yield fail("unsafe-text", message, page.number, line.box.corner)
    for strip in folds:
        for letter in line.letters:
            if letter.box.overlap(strip) > 0:
                fold = (strip.left + strip.right) / 2
                message = f"{line.quoted} stands on the fold at {fold:g} mm or within 3 mm of it"
                yield fail("across-fold", message, page.number, letter.box.corner)
                break


def _collisions(page: Page, lines: tuple[Line, ...]) -> Iterator[Finding]:
    for upper, lower in combinations(lines, 2):
        least = TOUCH * min(upper.em, lower.em)
        if upper.box.overlap(lower.box) <= least:
            continue
        depth, at = max(
            (a.box.overlap(b.box), b.box.corner) for a in upper.letters for b in lower.letters
        )
        if depth > least:
            message = f"{upper.quoted} and {lower.quoted} stand {depth:.2f} mm in each other"
            yield fail("colliding-lines", message, page.number, at)


def _splits(page: Page, lines: tuple[Line, ...], expected: Expected) -> Iterator[Finding]:
    for above, below in pairwise(lines):
        if not _follows(above, below):
            continue
        bound = bind(f"{above.text} {below.text}".replace(NBSP, " "), expected.compounds)
        if bound[len(above.text)] == NBSP and below.text[0].isalnum():
            left, right = bound[: len(above.text)].split()[-1], below.text.split()[0]
            message = f"the break between “{left}” and “{right}” splits a word"
            yield fail("split-compound", message.replace(NBSP, " "), page.number, below.box.corner)


def _follows(above: Line, below: Line) -> bool:
    """Whether one line follows another in a block: of its size, right under it."""
    least, most = (leading * above.em for leading in _LEADING)
    return (
        math.isclose(above.em, below.em, rel_tol=0.02)
        and least < below.baseline - above.baseline < most
        and above.box.left < below.box.right
        and below.box.left < above.box.right
    )


def _missing(proof: Document, expected: Expected) -> Iterator[Finding]:
    everything = "".join(glyph.letter for seen in proof.views for glyph in seen.glyphs)
    said = _bare(everything)
    once = _AGAIN.sub(r"\1", said)
    for text in expected.texts:
        wanted = _bare(text)
        # PDFium reads a letter with marks once for each of its glyphs.
        if not (_AGAIN.sub(r"\1", wanted) in once if _has_marks(wanted) else wanted in said):
            yield fail("missing-text", f"the text “{text}” is not in the file")


def _has_marks(text: str) -> bool:
    """Whether there are letters with marks that are letters of their own, as in Lao."""
    return any(unicodedata.category(letter) == "Mn" for letter in text)


def _bare(text: str) -> str:
    """Return a text without case and spaces: readers guess spaces where letters are spaced."""
    return "".join(nfc(text).casefold().split())
