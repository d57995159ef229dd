"""What feeds show. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.shared.elements import Links, Phone, Picture, Story


@dataclass(frozen=True)
class Item(Shown):
    """A message in a feed. Times are ISO 8601 with their offset; links are full addresses."""

    id: str
    url: str
    story: Story
    image: Picture | None
    published: str
    updated: str
    links: Links


@dataclass(frozen=True)
class Feed(Shown):
    """A feed of messages, newest first. `view` is rss, atom or json."""

    view: str
    language: str
    base: str
    id: str
    path: str
    home: str
    title: str
    summary: str
    issuer: str
    licence: str
    phone: Phone
    call: str  # "Gọi 111"
    untranslated: str  # stands above messages in another language than the feed's
    updated: str
    items: tuple[Item, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The pictures, whose length in bytes a feed must tell."""
        return tuple(item.image.path for item in self.items if item.image)
