"""Fonts as page descriptions use them: how far each code moves on, and whether they are inside.

Source: ISO 32000-1, 9.6.2 (simple fonts), 9.7.4.3 (widths of CID fonts), 9.8 (descriptors).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Font:
    """A font of a file. Widths are parts of the em; `length` is how many bytes make a code."""

    name: str
    length: int
    widths: Mapping[int, float]
    missing: float

    def advances(self, text: bytes) -> list[tuple[int, float]]:
        """Return each code of a shown string with the width of its glyph."""
        codes = (
            int.from_bytes(text[at : at + self.length]) for at in range(0, len(text), self.length)
        )
        return [(code, self.widths.get(code, self.missing)) for code in codes]


NOTHING = Font("none", 1, {}, 0.5)


def read_font(font: pikepdf.Object) -> Font:
    """Return what the page's text needs to know of a font dictionary."""
    name = str(font.get("/BaseFont", font.get("/Name", "unnamed")))[1:].split("+")[-1]
    if font.get("/Subtype") == Name.Type0:
        inner = font.DescendantFonts[0]
        widths = _cid_widths(inner.get("/W", Array()))
        return Font(name, 2, widths, float(inner.get("/DW", 1000)) / 1000)
    unit = 1 / 1000
    if font.get("/Subtype") == Name.Type3:
        unit = float(font.FontMatrix[0])
    first = int(font.get("/FirstChar", 0))
    listed = font.get("/Widths", Array()).as_list()
    simple = {first + i: float(width) * unit for i, width in enumerate(listed)}
    missing = float(font.get("/FontDescriptor", Dictionary()).get("/MissingWidth", 500)) / 1000
    return Font(name, 1, simple, missing)


def is_embedded(font: pikepdf.Object) -> bool:
    """Return whether a font dictionary brings its glyphs along; a Type 3 font is its glyphs."""
    if font.get("/Subtype") == Name.Type0:
        return all(is_embedded(inner) for inner in font.DescendantFonts.as_list())
    if font.get("/Subtype") == Name.Type3:
        return True
    descriptor = font.get("/FontDescriptor", Dictionary())
    return any(key in descriptor for key in _FILES)


def _cid_widths(listed: pikepdf.Object) -> dict[int, float]:
    """Read /W: `first [w w w]` and `first last w` in any mixture."""
    widths: dict[int, float] = {}
    entries = iter(listed.as_list())
    for first in entries:
        start, after = int(first), next(entries)
        if isinstance(after, Array):
            each = (float(width) / 1000 for width in after.as_list())
            widths |= dict(enumerate(each, start))
        else:
            widths |= dict.fromkeys(range(start, int(after) + 1), float(next(entries)) / 1000)
    return widths
