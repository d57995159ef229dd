"""Plan small pictures: of every sheet, of every message, and of the whole campaign. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.content.model.campaign import Campaign, Commune, Format, Language, Message
from press.outputs.piece.plan import forms
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the pictures, which belong to no commune."""
    if commune is None:
        for language in campaign.languages:
            yield Job(paths.contact_sheet(language), "thumb", "contact-sheet", language.tag)
            for message in campaign.messages:
                yield from _message(campaign, language, message)


def drawings(campaign: Campaign, _communes: Sequence[Commune]) -> Iterator[tuple[Job, ...]]:
    """Yield what Typst has to draw, or what takes as long."""
    yield from ((job,) for job in jobs(campaign, None) if job.view != "contact-sheet")


def _message(campaign: Campaign, language: Language, message: Message) -> Iterator[Job]:
    tag = language.tag
    for form in forms(campaign, message, tag):
        ids = (tag, message.id)
        yield Job(paths.thumb(message, form, tag), "thumb", "thumb", *ids, format=form.id)
        yield Job(paths.mini(message, form, tag), "thumb", "mini", *ids, format=form.id)
    if card := cover_format(campaign, message, tag):
        for width in paths.COVERS:
            path = paths.cover(message, tag, width)
            yield Job(path, "thumb", "cover", tag, message.id, format=card.id, width=width)


def cover_format(campaign: Campaign, message: Message, tag: str) -> Format | None:
    """Return the format of the picture that stands for a message: the first of its cards."""
    return next((form for form in forms(campaign, message, tag) if form.kind == "card"), None)
