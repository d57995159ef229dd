"""Compose calendars: job -> Calendar, of the whole campaign or of one commune. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from press.content.model.event import Event
from press.outputs.calendar.agenda import Agendas, all_events, said
from press.outputs.calendar.record import Calendar, Occasion, Said
from press.outputs.context import Context
from press.outputs.page.contents import given
from press.outputs.page.layout import laid_out
from press.outputs.shared.matter import Page
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job


def composer(context: Context) -> Callable[[Job], Calendar | Page]:
    """Return what composes a calendar, or the page of all events."""
    parts, calendars, agendas = context.parts, Calendars(context.parts), Agendas(context.parts)

    def compose(job: Job) -> Calendar | Page:
        if job.view == "events":
            return laid_out(parts, job, agendas.contents(job, given(job.language)))
        return calendars.compose(job)

    return compose


class Calendars:
    """Calendars of a campaign.

    An event is the same entry in every calendar of a language, and has the same id in all: who
    has two of them does not see it twice. Days to hang and take down are for each commune alone,
    and those of what is over are gone.
    """

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._zone = ZoneInfo(parts.campaign.settings.timezone)
        self._events = all_events(parts)
        self._occasion = cache(self._make_occasion)

    def compose(self, job: Job) -> Calendar:
        """Return all that shows of a calendar."""
        parts, tag, code = self._parts, given(job.language), job.commune
        frame, say, phone = parts.frame(tag), parts.say(tag), parts.frame(tag).phones[0]
        place = parts.place(code, tag) if code else None
        call = say["call_number"].format(number=phone.number)
        return Calendar(
            language=tag,
            zone=parts.campaign.settings.timezone,
            url=parts.url(job.path),
            home=parts.url(place.path if place else frame.home),
            title=f"{frame.title} - {place.capital}" if place else frame.title,
            summary=say["events_lead"],
            call=f"{call}: {phone.name}. {phone.hours}.",
            occasions=tuple(self._occasions(tag, code)),
        )

    def _occasions(self, tag: str, code: str | None) -> Iterator[Occasion]:
        for number, event in enumerate(self._events):
            if code is None or event.commune in {"", code}:
                yield self._occasion(number, tag)
                if code:
                    yield from self._hanging(event, tag, code)

    def _make_occasion(self, number: int, tag: str) -> Occasion:
        parts, event = self._parts, self._events[number]
        page = parts.url(paths.events(parts.languages[tag]))
        return Occasion(
            id=self._id(event.id),
            title=given_text(said(parts, event.title, tag)),
            start=event.start.isoformat(),
            end=event.end.isoformat() if event.end else "",
            yearly=event.yearly,
            where=self._where(event, tag),
            about=said(parts, event.about, tag),
            url=f"{page}#lich-{event.id}",
            categories=(parts.frame(tag).title,),
            updated=self._moment(event.updated),
        )

    def _where(self, event: Event, tag: str) -> Said | None:
        """Return the place with its commune, which the calendar of all communes does not tell."""
        place = said(self._parts, event.place, tag)
        if not event.commune:
            return place
        language = place.language if place else tag
        commune = self._parts.place(event.commune, language)
        if place is None:
            return Said(commune.capital, tag)
        known = commune.name in place.text
        return place if known else Said(f"{place.text}, {commune.full}", language)

    def _hanging(self, event: Event, tag: str, code: str) -> Iterator[Occasion]:
        """Yield the days on which a commune hangs and takes down what it has for an event."""
        parts, place = self._parts, self._parts.place(code, tag)
        title = given_text(said(parts, event.title, tag))
        say = parts.say(title.language)
        hang = say["hang_title"].format(event=title.text)
        down = say["take_down_title"].format(event=title.text)
        up_on, down_on = event.hanging(parts.campaign.today)
        for name, day, words in (("hang", up_on, hang), ("down", down_on, down)):
            if day:
                yield Occasion(
                    id=self._id(event.id, name, code),
                    title=Said(words, title.language),
                    start=day.isoformat(),
                    end="",
                    yearly=event.yearly,
                    where=Said(place.capital, tag),
                    about=None,
                    url=parts.url(place.path),
                    categories=(parts.frame(tag).title, parts.say(tag)["hanging"]),
                    updated=self._moment(event.updated),
                )

    def _moment(self, day: date) -> str:
        """Return the beginning of a day where the campaign is."""
        return datetime.combine(day, time(), self._zone).isoformat()

    def _id(self, *names: str) -> str:
        """Return an id that stays when texts, dates and the address of the site change."""
        name = "/".join((self._parts.campaign.settings.id, "event", *names))
        return uuid.uuid5(uuid.NAMESPACE_URL, name).urn


def given_text(text: Said | None) -> Said:
    """Return a text that every event has."""
    if text is None:
        raise ValueError("an event without a title in the master language")
    return text
