"""Compose pages at former addresses, which send on to where their matter stands now. Pure."""

from __future__ import annotations

from press.outputs.page.contents import Contents
from press.outputs.page.record import Moved
from press.outputs.shared.elements import Link
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job


def moved(parts: Parts, job: Job, tag: str) -> Contents:
    """Return the page of a former address, its own language first."""
    tags = (tag, *(other for other in parts.languages if other != tag))
    ways = tuple((parts.frame(other), _target(parts, job, other)) for other in tags)
    title = ways[0][1].text
    return Contents(title, parts.say(tag)["moved"], Moved(ways))


def _target(parts: Parts, job: Job, tag: str) -> Link:
    """Return where a job's matter stands in a language, by its title."""
    language = parts.languages[tag]
    if job.page:
        page = parts.standing[job.page]
        return Link(
            parts.campaign.text(page.translations, tag).title, paths.standing(language, page)
        )
    place = parts.place(job.commune, tag) if job.commune else None
    if job.message:
        title = parts.teaser(job.message, tag).title
        path = parts.message_path(tag, job.commune, job.message)
        return Link(f"{title} - {place.capital}" if place else title, path)
    if place is None:
        raise ValueError(f"nothing has moved: {job}")
    return Link(place.capital, place.path)
