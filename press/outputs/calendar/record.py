"""What the page of events and calendars show. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.shared.elements import Place
from press.outputs.shared.matter import Matter


@dataclass(frozen=True)
class Said(Shown):
    """A text and its language: the master, where nobody has translated it."""

    text: str
    language: str


@dataclass(frozen=True)
class Moment(Shown):
    """A day, or a day and time, as ISO 8601 (a time with its offset) and in words."""

    iso: str
    words: str


@dataclass(frozen=True)
class Happening(Shown):
    """An event on a page, a yearly one on the days of its next time."""

    id: str
    title: Said
    start: Moment
    end: Moment | None  # the last day, included, or the time it ends; none if it is one day
    yearly: bool
    where: Said | None
    place: Place | None  # the commune whose event it is
    organizer: str
    about: Said | None
    hang: Moment | None
    take_down: Moment | None


@dataclass(frozen=True)
class Agenda(Matter):
    """All events: what comes, the next one first, and what is over, the last one first."""

    coming: tuple[Happening, ...]
    past: tuple[Happening, ...]
    calendar: str
    address: str  # of the calendar, in full, to subscribe to
    letters: tuple[str, ...]


@dataclass(frozen=True)
class Occasion(Shown):
    """An entry of a calendar.

    Days and local times are ISO 8601 without an offset; `end` may be empty and is the last day,
    included, or the time it ends.
    """

    id: str  # for ever
    title: Said
    start: str
    end: str
    yearly: bool
    where: Said | None
    about: Said | None
    url: str
    categories: tuple[str, ...]
    updated: str  # a moment with its offset


@dataclass(frozen=True)
class Calendar(Shown):
    """A calendar to download or subscribe to. Hours are those of `zone`."""

    language: str
    zone: str
    url: str
    home: str  # its page
    title: str
    summary: str
    call: str  # whom to call, below every entry
    occasions: tuple[Occasion, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """None: it tells no sizes."""
        return ()
