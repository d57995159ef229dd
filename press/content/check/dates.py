"""Check days: nothing was done on a day to come, and what is over is told once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from press.base.diag import Problem, Span
from press.content.model.campaign import Message, Settings, StandingPage
from press.content.model.event import Event
from press.content.parse import Parsed
from press.content.resources import Resources


def days(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield days of the past that are still to come, and a window that is over.

    To come is what is later than the day built for and than the clock: so a site can be built as
    on a day before its texts were changed.
    """
    latest = max(resources.today, resources.clock)
    for span, key, day in _past(parsed):
        if day > latest:
            message = f'"{key}" is {day}, and that day is still to come'
            hint = "write the day on which it was; if it is right, set the clock of this computer"
            yield Problem(span, "future-date", message, hint)
    if parsed.settings:
        yield from _window(parsed.settings, resources.today)


def _past(parsed: Parsed) -> Iterator[tuple[Span, str, date]]:
    """Yield every day on which somebody changed or read something: its place, key and day."""
    changed: tuple[Message | StandingPage | Event, ...] = (
        *parsed.messages,
        *parsed.pages,
        *parsed.events,
    )
    for item in changed:
        yield item.marks.at("updated"), "updated", item.updated
    for hotline in parsed.hotlines.values():
        yield hotline.marks.at("verified_on"), "verified_on", hotline.verified_on
    for rule in parsed.rules.values():
        yield rule.marks.at("checked_on"), "checked_on", rule.checked_on


def _window(settings: Settings, today: date) -> Iterator[Problem]:
    """Yield a warning if the days of the campaign are over; its theme is then of that year too."""
    start, end = settings.window.start, settings.window.end
    if start <= end < today:
        theme = f", and the theme is still that of {start.year}" if start.year < today.year else ""
        message = f"the campaign ended on {end}{theme}"
        hint = (
            "set the window and the theme of the next one; until then job tickets leave the days"
            " to hang and take down empty, to be filled in by hand"
        )
        span = settings.marks.at("window.end")
        yield Problem(span, "past-window", message, hint, "warning")
