"""What staff copy, save and send about a message. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.shared.elements import Size


@dataclass(frozen=True)
class Captions(Shown):
    """The same message in words for three channels. An empty line parts paragraphs."""

    facebook: str
    zalo: str
    sms: str


@dataclass(frozen=True)
class Snapshot(Shown):
    """A card to save. `thumb` shows its design, without the name of any commune."""

    size: Size
    thumb: str  # site paths
    file: str


@dataclass(frozen=True)
class ShareKit(Shown):
    """A commune's words and pictures of a message, and where they can be sent.

    Links are full addresses of other sites and programs, with the page's own address in them.
    """

    captions: Captions
    language: str  # of captions and title
    title: str
    url: str
    units: int  # of the text message: its length as phones count it
    segments: int
    pictures: tuple[Snapshot, ...]
    facebook: str
    telegram: str
    mail: str
    sms: str
