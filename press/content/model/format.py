"""The record of a format: a kind of sheet, and which files are made of it for which messages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from press.content.model.records import Id, Marks, Name, Number, Record, Texts
from press.content.model.variant import EDITION, Variant, spec_of

Side = Annotated[Number, Field(ge=1, le=100_000)]  # mm or px: from a label to a long wall
Edge = Annotated[Number, Field(ge=0, le=100_000)]
Letters = Annotated[Number, Field(ge=0.1, le=10_000)]
Times = Annotated[int, Field(strict=True, ge=1, le=100)]
LONG = 3  # times as wide as high: of more than that a picture wants room of its own


def is_long(width: float, height: float) -> bool:
    """Return whether something is so much wider than high that it is shown in another way."""
    return width > LONG * height


class Format(Record):
    """One table of content/formats.toml: a kind of sheet, before anybody's words are on it.

    Lengths are millimetres of the trimmed sheet at full size; on screens, CSS pixels (`unit`).
    """

    id: Id
    name: Texts
    file: Annotated[Name, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]  # in file names
    kind: Literal["card", "print"] = "print"
    shape: Literal["upright", "strip", "simple", "notice", "trifold", "label", "led"]
    languages: tuple[str, ...] = ("vi",)
    messages: tuple[Id, ...] = ()  # made for these only; none means all
    variants: Mapping[Variant, Literal[True] | tuple[Id, ...]] = {"shop": True, "office": True}
    standard: Literal["x-1a", "x-4"] = "x-1a"  # of shop files: ISO 15930-4, ISO 15930-7
    unit: Literal["mm", "px"] = "mm"
    width: Side
    height: Side
    scale: Times = 1  # 10 = drawn at 1:10; a PDF page ends at 5.08 m
    bleed: Annotated[Number, Field(ge=0, le=200)] = 0  # past the trim on each side; 0 on screens
    crop_marks: bool = False  # on shop files
    on: tuple[Side, Side] | None = None  # the sheet on which many are printed: width, height
    across: Times = 1  # how many side by side on it
    down: Times = 1
    back: bool = False  # a second page bears the points and the message's body
    folds: tuple[Side, ...] = ()  # mm from the left of the first page
    safe: tuple[Edge, Edge, Edge, Edge]  # no text nearer to the edge: top, right, bottom, left
    hem: Edge = 0  # mm along the edges that hems, eyelets and poles take
    distance: Annotated[Number, Field(ge=0, le=500)] = 0  # m from which it is read
    imprint: Side  # the commune's band: height at the foot, width in a strip
    foot: Edge = 0  # what the artwork keeps below the band
    text: Letters  # size of reading text
    least_text: Letters  # below it a text does not fit
    least_headline: Letters
    subline: bool = True
    points: bool = False
    max_bytes: Annotated[int, Field(strict=True, ge=1)] | None = (
        None  # of a card, so that messengers do not drop it
    )
    material: Texts = Field(default_factory=dict)  # for the job ticket, as shops say it
    finishing: Texts = Field(default_factory=dict)
    quantity: Annotated[int, Field(strict=True, ge=1, le=10_000_000)] | None = (
        None  # staff fill it in
    )
    marks: Marks

    @property
    def type(self) -> str:
        """The type of its files: png or pdf."""
        return "pdf" if self.kind == "print" else "png"

    @property
    def is_long(self) -> bool:
        """Whether it is so much wider than high that its pictures are shown in another way."""
        return is_long(self.width, self.height)

    @property
    def headline(self) -> str:
        """The text of a message that it shows large: headline with call, or simple or led alone."""
        return self.shape if self.shape in {"simple", "led"} else "headline"

    @property
    def has_signs(self) -> bool:
        """Whether it tells the message without words."""
        return self.shape == "simple"

    @property
    def has_body(self) -> bool:
        """Whether it shows the text below the front matter."""
        return self.back or self.shape in {"notice", "trifold"}

    @property
    def has_side_imprint(self) -> bool:
        """Whether the commune's band stands beside the artwork, and not below it."""
        return self.shape == "strip"

    @property
    def is_lit(self) -> bool:
        """Whether it is a board of lights, whose ground is black."""
        return self.shape == "led"

    @property
    def is_trifold(self) -> bool:
        """Whether two folds make three panels of each of its two sides."""
        return self.shape == "trifold"

    @property
    def sides(self) -> int:
        """How many sides of a sheet are printed: the pages of a shop's file."""
        return 2 if self.back or self.is_trifold else 1

    @property
    def is_finished(self) -> bool:
        """Whether a print shop makes some of it, and so finishes it."""
        return any(of and spec_of(variant).for_shops for variant, of in self.variants.items())

    def standard_of(self, variant: Variant | None) -> str:
        """Return the standard of the PDF of a variant: ua-1, x-1a or x-4; nothing for a card."""
        spec = spec_of(variant)
        return spec.standard or (self.standard if spec.for_shops else "")

    def suffix(self, variant: Variant | None) -> str:
        """Return what tells the files of a variant by their names: `_nha-in`."""
        word = spec_of(variant).word
        return f"_{word}" if word else ""

    def is_for(self, message: str, variant: Variant | None) -> bool:
        """Return whether it is made for a message, in a variant."""
        if self.messages and message not in self.messages:
            return False
        wanted = self.variants.get(variant, ()) if variant else True
        return wanted is True or message in wanted

    def files(self, message: str) -> tuple[Variant | None, ...]:
        """Return a commune's variants of a message; a card has one file that is none of them."""
        variants: Iterable[Variant | None] = self.variants if self.kind == "print" else (None,)
        return tuple(v for v in variants if v != EDITION and self.is_for(message, v))
