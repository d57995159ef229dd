"""What a peer draws: planes of colour, columns of text that flow down, and one picture.

Lengths are in the sheet's unit, from the top left corner. A peer breaks the lines itself. The
parent process writes an `Order` as JSON, a worker reads it: standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal


@dataclass(frozen=True)
class Plane:
    """A rectangle of one colour."""

    x: float
    y: float
    width: float
    height: float
    colour: str


@dataclass(frozen=True)
class Paragraph:
    """Text of one kind, broken at the width of its column, `gap` below what is above it."""

    text: str
    font: str
    size: float
    leading: float
    colour: str
    gap: float = 0


@dataclass(frozen=True)
class Column:
    """Paragraphs one below the other."""

    x: float
    y: float
    width: float
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Picture:
    """A square picture from a file."""

    x: float
    y: float
    side: float
    file: str


@dataclass(frozen=True)
class Drawing:
    """All that shows on one sheet, from back to front."""

    planes: tuple[Plane, ...]
    columns: tuple[Column, ...]
    picture: Picture


@dataclass(frozen=True)
class Sheet:
    """The size of a sheet: a screen picture in pixels, or paper in millimetres."""

    unit: Literal["px", "mm"]
    width: float
    height: float


@dataclass(frozen=True)
class Job:
    """One file to make, from its drawing or from the same as HTML."""

    file: str
    drawing: Drawing
    markup: str


@dataclass(frozen=True)
class Order:
    """All that a worker is told. `style` is the CSS that all markup shares."""

    sheet: Sheet
    fonts: Mapping[str, str]
    style: str
    jobs: tuple[Job, ...]
    browser: str = ""

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Order:
        told = json.loads(text)
        return cls(
            sheet=Sheet(**told["sheet"]),
            fonts=told["fonts"],
            style=told["style"],
            jobs=tuple(_job(job) for job in told["jobs"]),
            browser=told["browser"],
        )


def _job(told: dict[str, Any]) -> Job:
    drawing = told["drawing"]
    columns = [
        Column(**{**column, "paragraphs": tuple(Paragraph(**p) for p in column["paragraphs"])})
        for column in drawing["columns"]
    ]
    return Job(
        file=told["file"],
        drawing=Drawing(
            planes=tuple(Plane(**plane) for plane in drawing["planes"]),
            columns=tuple(columns),
            picture=Picture(**drawing["picture"]),
        ),
        markup=told["markup"],
    )
