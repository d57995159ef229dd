"""Plan calendars of the whole campaign and of every commune, and the page of all events. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import Campaign, Commune
from press.site import paths
from press.site.plan import Job, of_redirects


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the calendars of a commune, or what belongs to none."""
    code = commune.code if commune else None
    for language in campaign.languages:
        tag = language.tag
        yield Job(paths.calendar(language, commune), "calendar", "calendar", tag, commune=code)
        if commune is None:
            yield Job(paths.events(language), "page", "events", tag)
    # Programs that ask for a calendar follow nowhere: it stays at its former addresses as well.
    yield from of_redirects(campaign, commune, {"calendar": "calendar"})
