"""Filled shapes: pictograms, and the layers of logos."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown

Step = tuple[str | float, ...]  # ("M", x, y), ("L", x, y), ("Q", …), ("C", …), ("Z",)


@dataclass(frozen=True)
class Outline(Shown):
    """A filled shape on a square grid: a pictogram. `rule` says what is inside of it."""

    grid: float
    steps: tuple[Step, ...]
    rule: str = "non-zero"  # or even-odd: what is enclosed twice is outside again


@dataclass(frozen=True)
class Layer(Shown):
    """A shape of a logo, on those before it: in ink, or white as the paper."""

    outline: Outline
    paper: bool = False
