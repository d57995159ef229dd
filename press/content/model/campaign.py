"""The records of content: what staff wrote, checked for form, before anything is laid out.

Field names are the keys of the files in `content/`. Every record is frozen. `span` and `marks`
say where it stands, for error messages; nothing else may depend on them.
Words: design glossary; a message is one idea in all languages, a translation its text in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal, TypeVar

from pydantic import Field, StringConstraints

from press.base.outline import Layer
from press.base.text import slug
from press.content import contacts
from press.content.model.event import Event
from press.content.model.format import Format
from press.content.model.records import (
    ONE_LINE,
    Day,
    Id,
    Line,
    Marks,
    Name,
    Phrases,
    Record,
    Shown,
    Shows,
    Texts,
    of_kind,
)
from press.content.model.settings import Ink, Inks, Partner, Poll, Rule, Settings, Visits, Window
from press.content.model.variant import EDITION, Variant

__all__ = [  # for who reads content
    "EDITION",
    "Format",
    "Ink",
    "Inks",
    "Marks",
    "Partner",
    "Poll",
    "Record",
    "Rule",
    "Settings",
    "Texts",
    "Variant",
    "Visits",
    "Window",
]

Text = TypeVar("Text", "Translation", "PageText")
DISPLAY, READING = "Be Vietnam Pro", "Noto Sans"  # typefaces: capitals and names; all the rest
Stamp = Annotated[str, StringConstraints(pattern=r"^([0-9a-f]{8})?$")]
Order = Annotated[int, Field(strict=True, ge=-1_000_000, le=1_000_000)]
Led = Annotated[  # for boards of running lights
    str,
    StringConstraints(min_length=1, max_length=60, pattern=ONE_LINE, strip_whitespace=True),
    Shows,
]
CONTACTS = ("address", "phone", "email", "police_phone", "border_post_phone")  # of a commune
EVERYONE = "everyone"  # the audience whose messages all others get as well


class Language(Record):
    """One table of content/languages.toml. The first is the master: complete, at the root.

    `display` and `reading` are typefaces of assets/fonts for the letters that ours lack.
    """

    tag: Annotated[Name, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$")]
    name: Line  # in itself: "Tiếng Việt"
    path: Annotated[Name, StringConstraints(pattern=r"^([a-z-]+/)?$")]  # "" for the master, "en/"
    display: str = DISPLAY
    reading: str = READING
    marks: Marks

    @property
    def displays(self) -> tuple[str, ...]:
        """The typefaces of headlines and names: ours, then its own."""
        return tuple(dict.fromkeys((DISPLAY, self.display)))

    @property
    def readings(self) -> tuple[str, ...]:
        """The typefaces of all other text."""
        return tuple(dict.fromkeys((READING, self.reading)))


class Hotline(Record):
    """One table of content/hotlines.toml, the only place where a phone number may stand."""

    id: Id
    number: Annotated[str, StringConstraints(pattern=r"^\+?[0-9][0-9 ]*$"), of_kind(contacts.phone)]
    name: Texts
    hours: Texts
    source: Line
    verified_on: Day
    marks: Marks

    @property
    def digits(self) -> str:
        """The number as dialled: digits, with the plus sign if there is one."""
        return self.number.replace(" ", "")


class Commune(Record):
    """One row of content/communes.csv. Identity is the official code, five digits, a string."""

    code: Annotated[str, StringConstraints(pattern=r"^[0-9]{5}$")]
    kind: Literal["xa", "phuong", "dac_khu"]
    name: Line
    lao_border: bool
    coastal: bool
    merged_from: tuple[str, ...]  # names before 1 July 2025, with their kind
    former_districts: tuple[str, ...] = ()  # that these were in, which people still go by
    address: str = ""
    phone: str = ""
    email: str = ""
    police_phone: str = ""
    border_post_phone: str = ""
    aliases: tuple[Id, ...] = ()  # former codes and former names in addresses, the oldest first
    marks: Marks

    @property
    def origin(self) -> str:
        """The oldest code: what ids in feeds are made of, so that readers see nothing twice."""
        return next((alias for alias in self.aliases if alias.isdecimal()), self.code)

    @property
    def folder(self) -> str:
        """Its name in addresses, decorated: `16813-muong-xen`."""
        return f"{self.code}-{slug(self.name)}"


class Translation(Record):
    """A message's text in one language: the front matter and body of messages/<id>/<tag>.md.

    In `headline` (the claim) and `call`, `|` marks where a line may best break.
    """

    language: str
    topic: Line
    headline: Phrases
    call: Phrases
    subline: Line
    simple: Phrases  # the same in at most six words, for who reads little
    led: Led
    tab: Shown = ""  # what tabs and history show in place of the headline, where that may betray
    summary: Line
    points: Annotated[tuple[Line, ...], Field(min_length=3, max_length=6)]
    caption: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), Shows]
    hashtags: tuple[Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9]*$")], ...]
    sms: Line  # the danger, what to do, then the number to call; who speaks is put before it
    alt: Line
    body: str  # Markdown
    body_line: int  # line of the file on which the body begins
    translated_from: Stamp = ""  # of the master's text, as it was then
    marks: Marks


class Message(Record):
    """One idea of the campaign: a folder of content/messages/. Shared keys are in the master."""

    id: Id
    status: Literal["ready", "draft"]
    publish: Day
    expires: Day | None = None  # the first day it is no longer shown
    updated: Day
    order: Order
    audience: Annotated[tuple[Id, ...], Field(min_length=1)]
    colour: Id
    pictogram: Id
    signs: Annotated[tuple[Id, ...], Field(min_length=1, max_length=3)]  # tell it without words
    sources: tuple[Line, ...] = ()
    aliases: tuple[Id, ...] = ()  # former ids, the oldest first
    translations: Mapping[str, Translation]
    marks: Marks

    @property
    def origin(self) -> str:
        """The oldest id: what ids in feeds are made of, so that readers see nothing twice."""
        return self.aliases[0] if self.aliases else self.id

    @property
    def changed(self) -> date:
        """The last day on which readers saw something new of it; it may be written long before."""
        return max(self.publish, self.updated)


class PageText(Record):
    """A standing page's text in one language."""

    language: str
    title: Line
    tab: Shown = ""  # what tabs and history show in place of the title, where that may betray
    summary: Line
    body: str
    body_line: int
    translated_from: Stamp = ""
    marks: Marks


class StandingPage(Record):
    """A page that is no message: a folder of content/pages/."""

    id: Id
    order: Order
    updated: Day
    sources: tuple[Line, ...] = ()
    aliases: tuple[Id, ...] = ()  # former ids
    translations: Mapping[str, PageText]
    marks: Marks


class Strings(Record):
    """content/strings/<tag>.toml: the words of pages and pieces that belong to no message."""

    language: str
    say: Mapping[str, Line]  # words used by the page templates, by name
    kinds: Mapping[str, Line]  # commune kinds: "xã {name}"
    audiences: Mapping[Id, Line]
    compounds: tuple[str, ...] = ()  # words of several syllables that no line may split
    marks: Marks


class Campaign(Record):
    """All content, checked: only `check` makes one. Messages are those shown today, in order."""

    settings: Settings
    today: date
    languages: tuple[Language, ...]
    strings: Mapping[str, Strings]
    hotlines: Mapping[str, Hotline]
    rules: Mapping[str, Rule]
    logos: Mapping[str, tuple[Layer, ...]]  # by file name; a commune's is its code
    formats: tuple[Format, ...]
    communes: tuple[Commune, ...]
    messages: tuple[Message, ...]
    pages: tuple[StandingPage, ...]
    events: tuple[Event, ...] = ()
    visits: Visits | None = None
    on_disk: bool = False  # the site is for a USB stick, not for a server

    @property
    def master(self) -> Language:
        """The language that every text exists in."""
        return self.languages[0]

    @property
    def hotline(self) -> Hotline:
        """The number on every piece and page."""
        return self.hotlines[self.settings.hotline]

    def text(self, texts: Mapping[str, Text], tag: str) -> Text:
        """Return a text in a language, or the master's if it is not translated.

        Its `language` says which it is. Pieces have no such choice: they take `texts[tag]`.
        """
        return texts[tag] if tag in texts else texts[self.master.tag]

    @property
    def audiences(self) -> tuple[str, ...]:
        """The audiences that any message is for, in the order of the master's strings."""
        wanted = {name for message in self.messages for name in message.audience}
        return tuple(name for name in self.strings[self.master.tag].audiences if name in wanted)

    def messages_for(self, audience: str) -> tuple[tuple[Message, ...], tuple[Message, ...]]:
        """Return the messages for an audience, and those for everyone that it gets as well."""
        own = tuple(m for m in self.messages if audience in m.audience)
        rest = (m for m in self.messages if EVERYONE in m.audience and m not in own)
        return own, tuple(rest)

    def without_contacts(self) -> Campaign:
        """Return the campaign without what communes alone show: how each can be reached."""
        empty = dict.fromkeys(CONTACTS, "")
        communes = tuple(commune.model_copy(update=empty) for commune in self.communes)
        return self.model_copy(update={"communes": communes})

    def only(self, *, communes: Iterable[str] = (), messages: Iterable[str] = ()) -> Campaign:
        """Return the campaign for some communes and messages; none named means all."""
        codes, ids = frozenset(communes), frozenset(messages)
        return self.model_copy(
            update={
                "communes": tuple(c for c in self.communes if not codes or c.code in codes),
                "messages": tuple(m for m in self.messages if not ids or m.id in ids),
                "events": tuple(e for e in self.events if not codes or e.commune in {"", *codes}),
            }
        )
