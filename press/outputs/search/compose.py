"""Compose what can be searched: every page by its name, former names and text. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from press.base.text import NBSP
from press.outputs.calendar.agenda import all_events, said
from press.outputs.context import Context
from press.outputs.library import facets
from press.outputs.search.record import Found, Search
from press.outputs.shared.html import plain_text
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job


def composer(context: Context) -> Callable[[Job], Search]:
    """Return what composes the index."""
    return Searches(context.parts).index


class Searches:
    """What can be searched of a campaign."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._shelves = frozenset(facets.shelves(parts.campaign))

    def index(self, _job: Job) -> Search:
        """Return the words of all pages but those of a message in a commune, which repeat them."""
        found = (found for tag in self._parts.languages for found in self._found(tag))
        return Search(tuple(found))

    def names(self, job: Job) -> tuple[tuple[str, ...], ...]:
        """Return a row for each page of a language: its title, its path, other names it has had.

        The first row says whether the site is on a disk.
        """
        rows = ((it.title, it.path, *it.names) for it in self._found(job.language or ""))
        on_disk = "on disk" if self._parts.campaign.on_disk else ""
        return ((on_disk,), *rows)

    def _found(self, tag: str) -> Iterator[Found]:
        yield from self._communes(tag)
        yield from self._messages(tag)
        yield from self._pages(tag)

    def _communes(self, tag: str) -> Iterator[Found]:
        say = self._parts.say(tag)
        for code in self._parts.communes:
            place = self._parts.place(code, tag)
            districts = tuple(say["of_district"].format(district=d) for d in place.districts)
            merged = f"{say['merged_from']}: {', '.join(place.former)}" if place.former else ""
            text = ". ".join(filter(None, (merged, *districts)))
            yield Found(tag, place.path, place.capital, text, (*place.former, *districts))

    def _messages(self, tag: str) -> Iterator[Found]:
        for name in self._parts.messages:
            story = self._parts.story(name, tag)
            path = self._parts.message_path(tag, None, name)
            points = (plain_text(point.html) for point in story.points)
            subline = story.subline.replace(NBSP, " ")
            parts = (story.teaser.topic, subline, story.teaser.summary, *points, story.plain)
            text = "\n".join(parts)
            yield Found(tag, path, story.teaser.title, text, (story.teaser.topic,))

    def _pages(self, tag: str) -> Iterator[Found]:
        parts = self._parts
        language, frame = parts.languages[tag], parts.frame(tag)
        for page in parts.standing.values():
            text = parts.campaign.text(page.translations, tag)
            body = f"{text.summary}\n{plain_text(parts.body(text.body, text.language).html)}"
            yield Found(tag, paths.standing(language, page), text.title, body)
        yield Found(tag, frame.home, frame.title, frame.say["home_lead"])
        for form in parts.formats(tag):
            shelf = paths.library(language, f"an-pham/{form.id}")
            if f"an-pham/{form.id}" in self._shelves:
                title = f"{frame.say['library_title']} - {form.name[tag]}"
                yield Found(tag, shelf, title, form.name[tag], (form.name[tag],))
        for reader in parts.campaign.audiences:
            link = parts.audience(reader, tag)
            yield Found(tag, link.path, link.text, link.summary, (link.summary,))
        say = frame.say
        yield Found(tag, paths.library(language), say["library_title"], say["library_lead"])
        yield self._events(tag)
        yield Found(tag, paths.feeds(language), say["feeds"], say["feeds_lead"])

    def _events(self, tag: str) -> Found:
        """Return the page of events, by the titles of all."""
        parts, say, events = self._parts, self._parts.say(tag), all_events(self._parts)
        titles = tuple(title.text for event in events if (title := said(parts, event.title, tag)))
        more = (said(parts, text, tag) for event in events for text in (event.place, event.about))
        text = "\n".join((say["events_lead"], *titles, *(found.text for found in more if found)))
        path = paths.events(parts.languages[tag])
        return Found(tag, path, say["events_title"], text, titles)
