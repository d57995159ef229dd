"""Put a page together: what its contents says, in the frame that all pages have -> Page. Pure."""

from __future__ import annotations

from press.outputs.page.contents import ONCE, Contents, given, twins, updated
from press.outputs.page.linked_data import linked
from press.outputs.shared.elements import Picture
from press.outputs.shared.matter import Page
from press.outputs.shared.parts import Parts
from press.site.plan import Job


def laid_out(parts: Parts, job: Job, contents: Contents) -> Page:
    """Return all that shows of a page."""
    tag = given(job.language)
    return Page(
        view=job.view,
        path=job.path,
        frame=parts.frame(tag),
        language=contents.language or tag,
        title=contents.title,
        tab=contents.tab,
        summary=contents.summary,
        updated=parts.day(tag, updated(parts, job)),
        linked=linked(parts, job, contents),
        twins=twins(parts, job),
        feeds=parts.feeds(tag, job.commune, job.audience),
        picture=contents.picture or (None if job.view in ONCE else _first_cover(parts, tag)),
        matter=contents.matter,
    )


def _first_cover(parts: Parts, tag: str) -> Picture | None:
    covers = (parts.offers.cover(message, tag) for message in parts.messages)
    return next((cover for cover in covers if cover), None)
