"""Web fonts: a typeface with no more letters than pages need, as WOFF2."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools import subset as tool
from fontTools.ttLib import TTFont

FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk"]  # what marks on letters need


def subset(font: Path, letters: str) -> bytes:
    """Return a font file with some letters alone."""
    options = tool.Options(layout_features=FEATURES, hinting=False, name_IDs=[1, 2, 4, 6, 13])
    with TTFont(font, recalcTimestamp=False) as face:
        subsetter = tool.Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(face)
        face.flavor = "woff2"
        out = io.BytesIO()
        face.save(out)
    return out.getvalue()
