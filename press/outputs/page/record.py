"""The matter of each kind of page: what it is about, without the frame. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.calendar.record import Happening
from press.outputs.shared.elements import (
    Entry,
    Frame,
    Link,
    Links,
    Offer,
    Phone,
    Place,
    Story,
    Text,
)
from press.outputs.shared.matter import Matter
from press.outputs.shared.share_kit import ShareKit


@dataclass(frozen=True)
class Following(Shown):
    """What can be followed: a page, and its feeds."""

    page: Link
    feeds: tuple[Link, ...]


@dataclass(frozen=True)
class Home(Matter):
    """The first page."""

    entries: tuple[Entry, ...]
    theme: str  # of which year the theme in the frame is, in words
    days: tuple[str, ...]  # first and last of the campaign; none once it is over
    letters: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Messages(Matter):
    """All messages."""

    entries: tuple[Entry, ...]
    audiences: tuple[Link, ...]


@dataclass(frozen=True)
class Audience(Matter):
    """What an audience should read first: its own messages, then those for everyone."""

    entries: tuple[Entry, ...]
    rest: tuple[Entry, ...]
    everyone: Link | None  # the page of the rest


@dataclass(frozen=True)
class FeedList(Matter):
    """The feeds of the site and of its audiences; those of communes are on their own pages."""

    site: Following
    audiences: tuple[Following, ...]
    opml: str


@dataclass(frozen=True)
class Searching(Matter):
    """The page that searches the site."""

    letters: tuple[str, ...]


@dataclass(frozen=True)
class MessageMatter(Matter):
    """One message, for everybody."""

    story: Story
    others: tuple[Entry, ...]
    letters: tuple[str, ...]
    to: Links

    @property
    def links(self) -> Links:
        """Where the links of its texts lead."""
        return self.to


@dataclass(frozen=True)
class Communes(Matter):
    """All communes by first letter."""

    letters: tuple[tuple[str, tuple[Place, ...]], ...]
    count: int


@dataclass(frozen=True)
class CommuneMatter(Matter):
    """One commune: its numbers, pack and pieces."""

    place: Place
    address: str
    email: str
    phones: tuple[Phone, ...]
    pack: str
    ticket: str  # the job ticket, or nothing if shops print none of its pieces
    offers: tuple[Offer, ...]
    coming: tuple[Happening, ...]  # events of its own
    agenda: str  # the page of all events
    calendar: str

    @property
    def prints(self) -> bool:
        """Whether anything can be printed."""
        return any(offer.of("print") for offer in self.offers)

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the files it tells the size of."""
        told = (self.pack, self.ticket) if self.ticket else (self.pack,)
        return (*told, *(path for offer in self.offers for path in offer.paths))


@dataclass(frozen=True)
class CommuneMessage(Matter):
    """One message for one commune: the text twin of its pieces."""

    place: Place
    story: Story
    offer: Offer
    share: ShareKit
    others: tuple[Entry, ...]
    to: Links

    @property
    def links(self) -> Links:
        """Where the links of its texts lead."""
        return self.to

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the files it tells the size of."""
        return self.offer.paths


@dataclass(frozen=True)
class Standing(Matter):
    """A page that is no message. `language` is that of its words."""

    language: str
    heading: str
    summary: str
    body: Text
    sources: tuple[str, ...]
    to: Links

    @property
    def links(self) -> Links:
        """Where the links of its texts lead."""
        return self.to


@dataclass(frozen=True)
class Missing(Matter):
    """What is shown at addresses that do not exist, in all languages."""

    frames: tuple[Frame, ...]


@dataclass(frozen=True)
class Moved(Matter):
    """A former address that sends on, in all languages; the first is the page's own."""

    ways: tuple[tuple[Frame, Link], ...]


@dataclass(frozen=True)
class Forward(Matter):
    """A short address that sends on to its commune's page, in all languages."""

    places: tuple[tuple[Frame, Place], ...]
