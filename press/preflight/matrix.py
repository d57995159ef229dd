"""Affine matrices and boxes of the page. Pure.

Source: ISO 32000-1, 8.3.4: [x' y' 1] = [x y 1] x [[a b 0] [c d 0] [e f 1]].
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple


class Matrix(NamedTuple):
    """A placement, its six numbers in the order in which PDF writes them."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, other: Matrix) -> Matrix:
        """Return the placement that applies this one first and the other after it."""
        a, b, c, d, e, f = self
        return Matrix(
            a * other.a + b * other.c,
            a * other.b + b * other.d,
            c * other.a + d * other.c,
            c * other.b + d * other.d,
            e * other.a + f * other.c + other.e,
            e * other.b + f * other.d + other.f,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point comes to lie."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def across(self) -> float:
        """How long a horizontal unit becomes."""
        return math.hypot(self.a, self.b)

    @property
    def up(self) -> float:
        """How long a vertical unit becomes."""
        return math.hypot(self.c, self.d)


class Box(NamedTuple):
    """A rectangle in mm from the left and the top of the trimmed sheet."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, points: Iterable[tuple[float, float]]) -> Box:
        """Return the least box that holds every point."""
        xs, ys = zip(*points, strict=True)
        return cls(min(xs), min(ys), max(xs), max(ys))

    @classmethod
    def of(cls, boxes: Iterable[Box]) -> Box:
        """Return the least box that holds every box."""
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        return cls(min(lefts), min(tops), max(rights), max(bottoms))

    @property
    def width(self) -> float:
        """The extent from left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """The extent from top to bottom."""
        return self.bottom - self.top

    @property
    def corner(self) -> tuple[float, float]:
        """The place that findings name."""
        return self.left, self.top

    def grown(self, by: float) -> Box:
        """Return the box with each edge moved outwards; inwards if `by` is negative."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlap(self, other: Box) -> float:
        """Return how deep two boxes lie in each other, the lesser way; below 0 they are apart."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return min(across, down)
