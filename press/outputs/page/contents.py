"""What all pages have in common: a contents of what one says, its day, its twins. Pure.

Twins are the same page in the other languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from press.outputs.shared.elements import Link, Picture, Twin
from press.outputs.shared.matter import Matter
from press.outputs.shared.parts import Parts
from press.site.plan import Job

ONCE = frozenset({"missing", "short", "moved"})  # views whose pages serve all languages at once


class Contents(NamedTuple):
    """What one kind of page has to say; the rest of a page follows from its job."""

    title: str
    summary: str
    matter: Matter
    picture: Picture | None = None
    tab: str = ""
    trail: tuple[Link, ...] = ()  # pages between the first one and this
    events: tuple[Mapping[str, object], ...] = ()  # as JSON-LD
    language: str = ""  # of title and summary, if that may be another than the page's


def updated(parts: Parts, job: Job) -> date:
    """Return the day on which what a page shows last changed."""
    if job.message:
        return parts.messages[job.message].changed
    if job.audience:
        own, rest = parts.campaign.messages_for(job.audience)
        return parts.latest((*own, *rest))
    if job.page:
        return parts.standing[job.page].updated
    of_messages = job.view in {"messages", "library", "commune"}
    days = [
        event.updated
        for event in parts.campaign.events
        if job.view == "events" or (job.view == "commune" and event.commune == job.commune)
    ]
    if job.view != "events" or not days:
        days.append(parts.latest(parts.campaign.messages if of_messages else ()))
    return max(days)


def twins(parts: Parts, job: Job) -> tuple[Twin, ...]:
    """Return the page in every language, itself among them; none for views of ONCE."""
    if job.view in ONCE:
        return ()
    rest = job.path.removeprefix(parts.languages[given(job.language)].path)
    return tuple(
        Twin(
            language=tag,
            locale=parts.say(tag)["locale"],
            name=language.name,
            path=language.path + rest,
            translated=_is_translated(parts, job, tag),
        )
        for tag, language in parts.languages.items()
    )


def _is_translated(parts: Parts, job: Job, tag: str) -> bool:
    if job.message and not job.shelf:
        return tag in parts.messages[job.message].translations
    return job.page is None or tag in parts.standing[job.page].translations


def given(value: str | None) -> str:
    """Return an id that a job of this view must have."""
    if value is None:
        raise ValueError("the plan left out an id that this view needs")
    return value
