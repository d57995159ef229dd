"""Compose what happens when: the window of the campaign and its events, for pages. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from press.content.model.event import Event, day_of
from press.outputs.calendar.record import Agenda, Happening, Moment, Said
from press.outputs.page.contents import Contents
from press.outputs.shared.names import in_words_of, with_weekday
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job


class Agendas:
    """The events of a campaign, as pages show them."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._today = parts.campaign.today
        self._zone = ZoneInfo(parts.campaign.settings.timezone)

    def contents(self, _job: Job, tag: str) -> Contents:
        """Return what the page of all events has to say."""
        parts, say = self._parts, self._parts.say(tag)
        events = [event.coming(self._today) for event in all_events(parts)]
        past = [event for event in events if event.last < self._today]
        path = paths.calendar(parts.languages[tag])
        matter = Agenda(
            coming=self.coming(events, tag),
            past=tuple(self._happening(event, tag) for event in reversed(_by_day(past))),
            calendar=path,
            address=parts.url(path),
            letters=parts.letters,
        )
        things = tuple(self.thing(event, tag) for event in matter.coming)
        return Contents(say["events_title"], say["events_lead"], matter, events=things)

    def own(self, code: str, tag: str) -> tuple[Happening, ...]:
        """Return the coming events of a commune, without those of the whole province."""
        own = [event for event in self._parts.campaign.events if event.commune == code]
        return self.coming([event.coming(self._today) for event in own], tag)

    def thing(self, event: Happening, tag: str) -> Mapping[str, object]:
        """Return an event in the words of schema.org."""
        parts = self._parts
        region = parts.frame(tag).imprint[1]
        commune = {"addressLocality": event.place.capital} if event.place else {}
        page = parts.url(paths.events(parts.languages[tag]))
        name = event.where.text if event.where else commune.get("addressLocality", region)
        address = {
            "@type": "PostalAddress",
            **commune,
            "addressRegion": region,
            "addressCountry": "VN",
        }
        return {
            "@type": "Event",
            "name": event.title.text,
            "url": f"{page}#lich-{event.id}",
            "startDate": event.start.iso,
            "endDate": (event.end or event.start).iso,
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": name, "address": address},
            "organizer": {"@type": "GovernmentOrganization", "name": event.organizer},
            **({"description": event.about.text} if event.about else {}),
        }

    def coming(self, events: list[Event], tag: str) -> tuple[Happening, ...]:
        """Return those that are not over, the next one first."""
        coming = [event for event in events if event.last >= self._today]
        return tuple(self._happening(event, tag) for event in _by_day(coming))

    def _happening(self, event: Event, tag: str) -> Happening:
        parts, commune = self._parts, event.commune
        title = said(parts, event.title, tag)
        assert title  # noqa: S101 - no event is without
        place = parts.place(commune, tag) if commune else None
        hang, down = event.hanging(self._today)
        return Happening(
            id=event.id,
            title=title,
            start=self._start(event, tag),
            end=self._end(event, tag),
            yearly=event.yearly,
            where=said(parts, event.place, tag),
            place=place,
            organizer=" ".join(place.issuer) if place else parts.frame(tag).issuer,
            about=said(parts, event.about, tag),
            hang=self._day(hang, tag),
            take_down=self._day(down, tag),
        )

    def _start(self, event: Event, tag: str) -> Moment:
        say = self._parts.say(tag)
        name = with_weekday if event.first == event.last else in_words_of
        return self._moment(event.start, name(say, event.first))

    def _end(self, event: Event, tag: str) -> Moment | None:
        """Return when it ends; nothing for one day, and of a day's hours only the last."""
        if event.end is None or event.end == event.start:
            return None
        same = event.first == event.last
        return self._moment(event.end, "" if same else self._parts.day(tag, event.last))

    def _day(self, day: date | None, tag: str) -> Moment | None:
        return self._moment(day, self._parts.day(tag, day)) if day else None

    def _moment(self, when: date, words: str) -> Moment:
        if not isinstance(when, datetime):
            return Moment(when.isoformat(), words)
        iso = when.replace(tzinfo=self._zone).isoformat(timespec="minutes")
        return Moment(iso, ", ".join(filter(None, (words, f"{when:%H:%M}"))))


def all_events(parts: Parts) -> tuple[Event, ...]:
    """Return all events; the campaign's own days are the first of them."""
    return window(parts), *parts.campaign.events


def window(parts: Parts) -> Event:
    """Return the days of the campaign as an event, when all its pieces are hung."""
    settings = parts.campaign.settings
    title = {
        tag: parts.say(tag)["window_title"].format(title=settings.title[tag])
        for tag in parts.languages
    }
    return Event(
        id=settings.id,
        start=settings.window.start,
        end=settings.window.end,
        hang=settings.hanging.start,
        take_down=settings.hanging.end,
        title=title,
        updated=parts.latest(),
        marks=settings.marks,
    )


def said(parts: Parts, texts: Mapping[str, str], tag: str) -> Said | None:
    """Return a text in a language, else in the master language, else nothing."""
    for language in (tag, parts.campaign.master.tag):
        if text := texts.get(language):
            return Said(text, language)
    return None


def _by_day(events: list[Event]) -> list[Event]:
    return sorted(events, key=lambda event: (day_of(event.start), str(event.start), event.id))
