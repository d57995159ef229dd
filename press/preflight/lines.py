"""Glyphs -> lines: letters of one size on one baseline, side by side. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from press.base.text import nfc
from press.preflight.matrix import Box
from press.preflight.view import Glyph

_BASELINE = 0.1  # em: how far letters of one line stand off its baseline
_GAP = 1.5  # em: a wider gap begins a new line
_LIGATURE = -1.2  # em: the letters of one have one box, so the next seems to stand in the last


@dataclass(frozen=True)
class Line:
    """A line of text; `letters` are its glyphs with ink, in order."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def letters(self) -> tuple[Glyph, ...]:
        """Its glyphs without the spaces."""
        return tuple(glyph for glyph in self.glyphs if has_ink(glyph))

    @property
    def em(self) -> float:
        """The size of its letters, in mm as drawn."""
        return self.letters[0].em

    @property
    def baseline(self) -> float:
        """Where it stands, in mm from the top."""
        return self.letters[0].baseline

    @cached_property
    def box(self) -> Box:
        """The box of all its ink."""
        return Box.of(glyph.box for glyph in self.letters)

    @cached_property
    def text(self) -> str:
        """What it says, with single spaces."""
        return nfc(" ".join("".join(glyph.letter for glyph in self.glyphs).split()))

    @property
    def quoted(self) -> str:
        """Its beginning, for findings."""
        return f"“{self.text}”" if len(self.text) <= 40 else f"“{self.text[:39]}…”"


def has_ink(glyph: Glyph) -> bool:
    """Return whether a glyph prints: is no space, written or guessed, and not invisible."""
    empty = glyph.box.width <= 0 or glyph.box.height <= 0
    return glyph.shown and not glyph.letter.isspace() and not empty


def lines(glyphs: Iterable[Glyph]) -> tuple[Line, ...]:
    """Gather upright glyphs into lines, in the order of the page description.

    Turned text is left out: its boxes would be judged wrongly.
    """
    found: list[list[Glyph]] = []
    last: Glyph | None = None
    for glyph in glyphs:
        if not glyph.upright:
            last = None
        elif not has_ink(glyph):
            if last is not None and glyph.letter.isspace():
                found[-1].append(glyph)
        else:
            if last is None or not _continues(last, glyph):
                found.append([])
            found[-1].append(glyph)
            last = glyph
    return tuple(Line(tuple(line)) for line in found)


def _continues(last: Glyph, glyph: Glyph) -> bool:
    em = last.em
    return (
        math.isclose(em, glyph.em, rel_tol=0.02)
        and abs(last.baseline - glyph.baseline) < _BASELINE * em
        and _LIGATURE * em < glyph.box.left - last.box.right < _GAP * em
    )
