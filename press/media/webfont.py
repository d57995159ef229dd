"""Render the web font: a face of `assets/fonts` with no more letters than pages need, as WOFF2."""

from __future__ import annotations

import io
from pathlib import Path

from fontTools import subset as tool
from fontTools.ttLib import TTFont

from press.outputs.shared.views import Data

FEATURES = ["ccmp", "kern", "locl", "mark", "mkmk"]  # what marks on letters need


def subset(root: Path, font: Data) -> bytes:
    """Return the font. Its one row has the file's name and the letters."""
    ((name, letters),) = font.rows
    options = tool.Options(layout_features=FEATURES, hinting=False, name_IDs=[1, 2, 4, 6, 13])
    with TTFont(root / "assets" / "fonts" / name, recalcTimestamp=False) as face:
        subsetter = tool.Subsetter(options)
        subsetter.populate(text=letters)
        subsetter.subset(face)
        face.flavor = "woff2"
        out = io.BytesIO()
        face.save(out)
    return out.getvalue()
