"""What peers are given and what comes back: plain records, nothing beyond the standard library.

Workers import this module under the peers' own Python, where the project is not installed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path

ROOT = Path(__file__).parents[3]
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Rate:
    """What a peer did: so many files, in so many seconds, of so many bytes together."""

    peer: str
    made: int
    seconds: float
    bytes: int
    note: str

    @property
    def per_second(self) -> float:
        return self.made / self.seconds


@dataclass(frozen=True)
class Missing:
    """A peer that could not be measured. Never left out in silence."""

    peer: str
    why: str


@dataclass(frozen=True)
class Message:
    """The words of one message and the colour of its ground. `body` is Markdown."""

    id: str
    topic: str
    headline: str
    call: str
    subline: str
    summary: str
    body: str
    ground: str


@dataclass(frozen=True)
class Commune:
    """Who speaks ("UBND xã", "Mường Xén"), at which address, with its QR code as a PNG file."""

    code: str
    issuer: str
    name: str
    address: str
    qr: Path


@dataclass(frozen=True)
class Piece:
    """One message for one commune."""

    message: Message
    commune: Commune

    @property
    def name(self) -> str:
        return f"{self.commune.code}_{self.message.id}"


@dataclass(frozen=True)
class Inputs:
    """The real campaign, the same for every peer.

    fonts: "display", "text" and "plain" -> a TrueType file; colours: "yellow", "white", "dark"
    and "grey" -> "#rrggbb".
    """

    messages: tuple[Message, ...]
    communes: tuple[Commune, ...]
    number: str
    hours: str
    colours: Mapping[str, str]
    fonts: Mapping[str, Path]

    def pieces(self, count: int) -> list[Piece]:
        """Return the first pieces, commune by commune; fewer if there are not so many."""
        both = product(self.communes, self.messages)
        return [Piece(message, commune) for commune, message in islice(both, count)]
