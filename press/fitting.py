"""Say in staff's words what does not fit a format, and where it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from press.diag import Problem, Span
from press.model import Campaign
from press.plan import Job
from press.render.sheet import Overset


def problems(campaign: Campaign, job: Job, oversets: Iterable[Overset]) -> list[Problem]:
    """Return a located problem for every text that would be set below its least size."""
    return [
        Problem(
            _source(campaign, job, overset.what),
            "text-too-long",
            f"the {overset.what} is {_excess(overset)} for {job.format} in {job.language}: "
            f"{overset.size:.3g} where {overset.least:.3g} is the least size",
            _HINTS.get(overset.what, "shorten it"),
        )
        for overset in oversets
    ]


def too_heavy(campaign: Campaign, job: Job, size: int) -> list[Problem]:
    """Return the problem of a file of more bytes than its format allows, if that is so."""
    form = next((form for form in campaign.formats if form.id == job.format), None)
    if job.kind != "card" or form is None or form.max_bytes is None or size <= form.max_bytes:
        return []
    what = f"{job.path} would have {size:,} bytes, the most is {form.max_bytes:,}"
    hint = "make the picture smaller, or allow more if no messenger drops it"
    return [Problem(form.marks.at("max_bytes"), "card-too-heavy", what, hint)]


_HINTS = {"headline": "shorten the headline or the call, or mark more places for breaks with |"}


def _excess(overset: Overset) -> str:
    if overset.size < overset.least:
        return f"about {overset.least / overset.size - 1:.0%} too long"
    return "too long"


def _source(campaign: Campaign, job: Job, what: str) -> Span:
    """Return where staff wrote a text."""
    if what in {"topic", "headline", "subline", "points"}:
        message = next(message for message in campaign.messages if message.id == job.message)
        return message.translations[job.language or ""].marks.at(what)
    if what == "issuer" and job.commune:
        commune = next(commune for commune in campaign.communes if commune.code == job.commune)
        return commune.marks.at("name")
    if what == "hours":
        return campaign.hotline.marks.at("hours")
    return campaign.settings.marks.at("issuer_imprint" if what == "issuer" else "base_url")
