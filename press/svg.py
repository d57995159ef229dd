"""Outlines of SVG pictures: pictograms of ours, logos of others. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.recordingPen import RecordingPen
from fontTools.svgLib.path import parse_path

from press.faces import Outline, Step

GRID = 256.0


def outline(svg: str) -> Outline:
    """Return the filled shape of an SVG picture drawn on a square of 256.

    Raises ValueError for another square or none, and for a picture without a path.
    """
    paths = re.findall(r"<path\b[^>]*?\sd=\"([^\"]+)\"", svg)
    if 'viewBox="0 0 256 256"' not in svg or not paths:
        raise ValueError("a picture is paths drawn on viewBox 0 0 256 256")
    pen = RecordingPen()
    for path in paths:
        parse_path(path, pen)
    return Outline(GRID, tuple(step for name, points in pen.value for step in _steps(name, points)))


def _steps(name: str, points: tuple[tuple[float, float], ...]) -> Iterator[Step]:
    match name:
        case "moveTo":
            yield _step("M", *points)
        case "lineTo":
            yield _step("L", *points)
        case "curveTo":
            yield _step("C", *points)
        case "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                yield _step("Q", control, end)
        case "closePath":
            yield ("Z",)


def _step(letter: str, *points: tuple[float, float]) -> Step:
    """Return a step with hundredths, a 40th of a millimetre on the largest banner."""
    return (letter, *(round(float(value), 2) for point in points for value in point))
