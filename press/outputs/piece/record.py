"""The faces of pieces: everything that shows on a sheet and nothing else. Compose -> render.

A piece is the message's artwork with the commune's imprint in its place. Each is a record of its
own with its own digest, so what depends on one is never made again for the other.
Lengths are in the format's unit (millimetres at full size, or pixels).
"""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.base.outline import Layer, Outline

Colour = str | tuple[float, ...]  # "#b3141d" on screens; four percentages on paper
Phrase = tuple[str, ...]  # units no line may split; lines break best between phrases


@dataclass(frozen=True)
class Sheet(Shown):
    """The geometry of a file of a format. `shape` names the template, `type` png or pdf.

    `fingerprint` is the digest of templates, fonts and code that draw it. Of PDFs: `for_shops` is
    in inks, `standard` is ua-1, x-1a or x-4, `outlines` has letters drawn as shapes, `grey` is
    black words on paper, `tiles` cuts the sheet into pages of A4.
    """

    fingerprint: str
    shape: str
    type: str
    for_shops: bool
    standard: str
    outlines: bool
    grey: bool
    tiles: bool
    slug: float  # past the bleed, for crop marks
    on: tuple[float, float] | None  # the sheet on which `across` times `down` are printed
    across: int
    down: int
    back: bool
    folds: tuple[float, ...]
    unit: str
    width: float
    height: float
    long: bool  # so much wider than high that its pictures are shown in another way
    scale: int
    bleed: float
    safe: tuple[float, float, float, float]
    imprint: float
    foot: float
    text: float
    least_text: float
    least_headline: float
    max_bytes: int | None  # shows nowhere, but a new limit has to be tried on every card


@dataclass(frozen=True)
class Typefaces(Shown):
    """Families by rank: a letter is taken from the first that has it. Ours are first."""

    display: tuple[str, ...]
    reading: tuple[str, ...]


@dataclass(frozen=True)
class Artwork(Shown):
    """What a message shows on one format in one language, the same for every commune."""

    sheet: Sheet
    language: str
    typefaces: Typefaces
    topic: str
    headline: tuple[Phrase, ...]
    call: tuple[Phrase, ...]
    subline: str
    points: tuple[str, ...]
    blocks: tuple[tuple[str, str], ...]  # the body: ("h" | "p" | "li" | "1." …, text)
    alt: str
    updated: str  # the day of the last change, which shop files tell
    guide: tuple[str, ...]  # of tiles: which page this is, how to join them, what the ruler is for
    pictogram: Outline
    signs: tuple[Outline, ...]  # tell the message without words
    ground: Colour
    shade: Colour
    yellow: Colour
    white: Colour
    dark: Colour


@dataclass(frozen=True)
class Imprint(Shown):
    """What a commune shows on one format in one language, the same for every message."""

    sheet: Sheet
    language: str
    typefaces: Typefaces
    number: str
    hours: str
    issuer: tuple[str, str]  # ("UBND xã", "Mường Xén"): who speaks; the second is set large
    address: tuple[str, ...]  # the short address in words, cut where a line may break
    link: str  # what the QR code opens
    link_alt: str
    note: tuple[str, ...]  # lines of the issuer's address, where a rule asks for it
    logos: tuple[tuple[str, tuple[Layer, ...]], ...]  # by the names of whose they are
    phone: Outline
    yellow: Colour
    white: Colour
    dark: Colour
    grey: Colour


@dataclass(frozen=True)
class Face(Shown):
    """One piece: an artwork and an imprint of one sheet."""

    artwork: Artwork
    imprint: Imprint

    @property
    def sheet(self) -> Sheet:
        """The sheet of both."""
        return self.artwork.sheet

    @property
    def drawn_by(self) -> str:
        """The fingerprint of what draws its sheet."""
        return self.sheet.fingerprint

    @property
    def files(self) -> tuple[str, ...]:
        """None: a piece shows no other file."""
        return ()

    @property
    def parts(self) -> tuple[str, str]:
        """The digests of the artwork and of the imprint."""
        return self.artwork.digest, self.imprint.digest


@dataclass(frozen=True)
class OwnPart(Shown):
    """What is a commune's of a piece, to be drawn before any piece is linked."""

    face: Face

    @property
    def files(self) -> tuple[str, ...]:
        """None: it shows no other file."""
        return ()
