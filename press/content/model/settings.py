"""The records of the campaign's own files: campaign.toml, imprint.toml, visits.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from press.content import contacts
from press.content.model.records import (
    Count,
    Day,
    Id,
    Line,
    Marks,
    Number,
    Record,
    Shown,
    Texts,
    of_kind,
)

Text = Annotated[str, StringConstraints(min_length=1)]
Web = Annotated[Text, of_kind(contacts.web)]
Rgb = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$", to_lower=True)]
Percent = Annotated[Number, Field(ge=0, le=100)]


class Ink(Record):
    """One colour: for screens, and for the press in percent."""

    rgb: Rgb
    cmyk: tuple[Percent, Percent, Percent, Percent]


class Ground(Record):
    """A message's ground colour and its deeper shade for tone-on-tone pictograms."""

    ground: Ink
    shade: Ink


class Inks(Record):
    """The colours that all pieces share."""

    yellow: Ink
    white: Ink
    dark: Ink  # text on white and yellow
    grey: Ink  # small print on white


class Window(Record):
    """The campaign's days, first and last included."""

    start: Day
    end: Day


class Partner(Record):
    """A body whose logo stands in the imprints. A sponsor pays, which has rules of its own."""

    name: Texts
    logo: Id  # content/logos/<logo>.svg
    sponsor: bool = False


class Poll(Record):
    """A question to readers, answered elsewhere: by e-mail or in a form of the province's own."""

    question: Texts
    link: Annotated[Text, of_kind(contacts.link)]


class Visits(Record):
    """content/visits.toml, if there is one: pages seen, first and last day included."""

    views: Count
    since: Day
    until: Day
    marks: Marks


ADDRESS = "issuer-address"  # the rule of who must say where they are


class Rule(Record):
    """One table of content/imprint.toml: what a law asks of printed pieces."""

    id: Id
    needed: Literal["always", "with-sponsor", "never"] = "never"
    most_area: Annotated[Number, Field(gt=0, le=1)] = 1  # of the piece
    source: Line
    checked_on: Day
    marks: Marks


class Settings(Record):
    """content/campaign.toml."""

    id: Id
    base_url: Annotated[Text, of_kind(contacts.site)]
    exit_url: Web
    licence: Line
    licence_url: Web
    hotline: Id  # the one on every piece and page
    timezone: str
    window: Window
    title: Texts
    theme: Texts
    issuer: Texts
    issuer_imprint: Mapping[str, tuple[Line, Line]]  # as on pieces: small line, large line
    # Who answers for the site (decree 42/2022/NĐ-CP, article 4); empty until staff fill it in.
    issuer_address: Mapping[str, Shown]
    issuer_phone: Annotated[Shown, of_kind(contacts.phone)]
    issuer_email: Annotated[Shown, of_kind(contacts.email)]
    officer: Mapping[str, Shown]  # the person in charge, with the office held
    poll: Poll | None = None
    partners: Mapping[Id, Partner] = Field(default_factory=dict)
    inks: Inks
    colours: Mapping[Id, Ground]
    marks: Marks

    @property
    def hanging(self) -> Window:
        """The days on which pieces are hung and taken down, on job tickets and in calendars."""
        return self.window

    def needs(self, rule: Rule | None) -> bool:
        """Return whether imprints must bear what a rule is about."""
        sponsored = any(partner.sponsor for partner in self.partners.values())
        needed = rule.needed if rule else "never"
        return needed == "always" or (needed == "with-sponsor" and sponsored)
