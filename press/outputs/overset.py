"""Say in staff's words what does not fit a format, and where it is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from press.base.diag import Problem, Span
from press.content.model.campaign import Campaign, Format
from press.outputs.shared.typesetting import DRAWING, Overset
from press.site.plan import Job


def problems(campaign: Campaign, job: Job, oversets: Iterable[Overset]) -> Iterator[Problem]:
    """Yield a located problem for every text that would be set below its least size."""
    form = next(form for form in campaign.formats if form.id == job.format)
    return (_problem(campaign, job, form, overset) for overset in oversets)


def _problem(campaign: Campaign, job: Job, form: Format, overset: Overset) -> Problem:
    if overset.what == DRAWING:
        return _not_drawn(job, form)
    if overset.size <= 0:
        return _no_room(form, overset)
    return _too_long(campaign, job, form, overset)


def _not_drawn(job: Job, form: Format) -> Problem:
    of = f" of {job.message} in {job.language}" if job.message else ""
    what = f"the {form.id}{of} cannot be drawn"
    hint = "look at its sizes, then at the text for signs that are no letters"
    return Problem(form.marks.span, "not-drawn", what, hint)


def _no_room(form: Format, overset: Overset) -> Problem:
    what = f"the sizes of {form.id} leave no room at all for the {_NAMES[overset.what]}"
    hint = "look at width, height, safe, imprint and foot"
    return Problem(form.marks.at("imprint"), "bad-value", what, hint)


def _too_long(campaign: Campaign, job: Job, form: Format, overset: Overset) -> Problem:
    return Problem(
        _source(campaign, job, form, overset.what),
        "text-too-long",
        f"the {_NAMES[overset.what]} is {_excess(overset)} for {job.format} in {job.language}",
        _HINTS.get(overset.what, "shorten it"),
    )


def too_heavy(campaign: Campaign, job: Job, size: int) -> Iterator[Problem]:
    """Yield the problem of a file of more bytes than its format allows, if that is so."""
    form = next((form for form in campaign.formats if form.id == job.format), None)
    most = form.max_bytes if form and job.kind == form.kind else None
    if form and most is not None and size > most:
        what = f"{job.path} would have {size:,} bytes, the most is {most:,}"
        hint = "make the picture smaller, or allow more if no messenger drops it"
        yield Problem(form.marks.at("max_bytes"), "card-too-heavy", what, hint)


_NAMES = {
    "topic": "topic",
    "headline": "headline",
    "subline": "subline",
    "points": "list of points",
    "body": "text below the front matter",
    "issuer": "name of who speaks",
    "address": "address",
    "note": "address of the issuer",
    "hours": "text of the hours",
}
_HINTS = {"headline": "shorten the headline or the call, or mark more places for breaks with |"}


def _excess(overset: Overset) -> str:
    if overset.size < overset.least:
        excess = f"about {overset.least / overset.size - 1:.0%} too long"
        return f"{excess} ({overset.size:.3g} where {overset.least:.3g} is the least size)"
    return "too long: at the least size it takes more lines than there are"


def _source(campaign: Campaign, job: Job, form: Format, what: str) -> Span:
    """Return where staff wrote a text."""
    if what in {"topic", "headline", "subline", "points", "body"}:
        message = next(message for message in campaign.messages if message.id == job.message)
        text = message.translations[job.language or ""]
        if what == "body":
            return Span(text.marks.span.path, text.body_line, 1)
        return text.marks.at(form.headline if what == "headline" else what)
    if what == "issuer" and job.commune:
        commune = next(commune for commune in campaign.communes if commune.code == job.commune)
        return commune.marks.at("name")
    if what == "hours":
        return campaign.hotline.marks.at("hours")
    keys = {"issuer": "issuer_imprint", "note": "issuer_address"}
    return campaign.settings.marks.at(keys.get(what, "base_url"))
