"""Render calendars: Calendar -> iCalendar (RFC 5545, 7986), by the library icalendar.

What the library does not decide stands here: whole days end before the next one, and take nobody's
time; nothing comes from the clock.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar

from press.outputs.calendar.record import Calendar, Occasion, Said
from press.outputs.composed import Files
from press.outputs.page import render as pages
from press.outputs.shared.matter import Page
from press.outputs.tools import Tools

MAKER = "-//Press//Press//EN"
REFRESH = timedelta(days=1)  # sites are built daily
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def renderer(tools: Tools, fingerprint: str) -> Callable[[Any, Files], Iterable[bytes]]:
    """Return what renders a calendar, or the page of all events."""
    page = pages.renderer(tools, fingerprint)

    def render(record: Calendar | Page, files: Files) -> Iterable[bytes]:
        return [render_calendar(record)] if isinstance(record, Calendar) else page(record, files)

    return render


def render_calendar(calendar: Calendar) -> bytes:
    """Return the file: CRLF, no line above 75 octets."""
    made = icalendar.Calendar()
    made.add("prodid", MAKER)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what everybody reads
        made.add(name, icalendar.vText(_clean(calendar.title)))
    made.add("description", _clean(calendar.summary))
    made.add("url", calendar.home)
    made.add("source", calendar.url, parameters={"VALUE": "URI"})
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    zone = ZoneInfo(calendar.zone)
    for occasion in calendar.occasions:
        made.add_component(_event(occasion, calendar, zone))
    timed = [occasion.start for occasion in calendar.occasions if "T" in occasion.start]
    if timed:
        first = datetime.fromisoformat(min(timed)).date().replace(month=1, day=1)
        made.add_missing_timezones(first_date=first)
    return bytes(made.to_ical())


def _event(occasion: Occasion, calendar: Calendar, zone: ZoneInfo) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", occasion.id)
    changed = datetime.fromisoformat(occasion.updated).astimezone(UTC)
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    _add_days(made, occasion, zone)
    if occasion.yearly:
        made.add("rrule", {"freq": "yearly"})
    _add_text(made, "summary", occasion.title)
    if occasion.where:
        _add_text(made, "location", occasion.where)
    _add_text(made, "description", _description(occasion, calendar))
    made.add("categories", [_clean(name) for name in occasion.categories])
    made.add("url", occasion.url)
    return made


def _add_days(made: icalendar.Event, occasion: Occasion, zone: ZoneInfo) -> None:
    if "T" in occasion.start:
        made.add("dtstart", datetime.fromisoformat(occasion.start).replace(tzinfo=zone))
        if occasion.end:
            made.add("dtend", datetime.fromisoformat(occasion.end).replace(tzinfo=zone))
        return
    made.add("dtstart", date.fromisoformat(occasion.start))
    last = date.fromisoformat(occasion.end or occasion.start)
    made.add("dtend", last + timedelta(days=1))
    made.add("transp", "TRANSPARENT")  # a day to remember keeps nobody busy


def _description(occasion: Occasion, calendar: Calendar) -> Said:
    """Return what it is about and whom to call; in two languages it is that of the first."""
    about = occasion.about
    if about is None:
        return Said(calendar.call, calendar.language)
    return Said(f"{about.text}\n\n{calendar.call}", about.language)


def _add_text(made: icalendar.Event, name: str, said: Said) -> None:
    made.add(name, _clean(said.text), parameters={"LANGUAGE": said.language})


def _clean(text: str) -> str:
    """Return the text without control characters but line ends."""
    return _CONTROLS.sub("", text)
