"""The same drawings as HTML, for the peers that lay out HTML."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from pathlib import Path

from tests.benchmarks.peers.drawing import Column, Drawing, Paragraph, Plane, Sheet


def style(sheet: Sheet, fonts: Mapping[str, Path]) -> str:
    """Return what all sheets of a size share: their page, their typefaces, no margins."""
    size = f"{sheet.width}{sheet.unit} {sheet.height}{sheet.unit}"
    faces = [
        f"@font-face {{ font-family: {use}; src: url({path.as_uri()}) }}"
        for use, path in fonts.items()
    ]
    return "\n".join(
        [
            f"@page {{ size: {size}; margin: 0 }}",
            "body, p { margin: 0 }",
            "div, img { position: absolute }",
            "img { image-rendering: pixelated }",
            *faces,
        ]
    )


def body(sheet: Sheet, drawing: Drawing) -> str:
    """Return what stands inside `<body>`."""
    unit, picture = sheet.unit, drawing.picture
    square = _box(unit, left=picture.x, top=picture.y, width=picture.side, height=picture.side)
    return "".join(
        [
            *(_plane(unit, plane) for plane in drawing.planes),
            *(_column(unit, column) for column in drawing.columns),
            f'<img alt="" src="{Path(picture.file).as_uri()}" style="{square}">',
        ]
    )


def _plane(unit: str, plane: Plane) -> str:
    box = _box(unit, left=plane.x, top=plane.y, width=plane.width, height=plane.height)
    return f'<div style="{box}; background: {plane.colour}"></div>'


def _column(unit: str, column: Column) -> str:
    box = _box(unit, left=column.x, top=column.y, width=column.width)
    return f'<div style="{box}">{"".join(_paragraph(unit, p) for p in column.paragraphs)}</div>'


def _paragraph(unit: str, said: Paragraph) -> str:
    font = f"font: {said.size}{unit}/{said.leading}{unit} {said.font}"
    look = f"{font}; color: {said.colour}; padding-top: {said.gap}{unit}"
    return f'<p style="{look}">{escape(said.text)}</p>'


def _box(unit: str, **lengths: float) -> str:
    return "; ".join(f"{name}: {length}{unit}" for name, length in lengths.items())
