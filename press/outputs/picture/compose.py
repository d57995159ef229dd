"""Compose small pictures: job -> Thumb, Cover or ContactSheet. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from press.content.model.campaign import Campaign, Message
from press.outputs.context import Context
from press.outputs.picture.record import ContactSheet, Cover, Thumb
from press.outputs.piece.plan import forms
from press.site import paths
from press.site.plan import Job


def composer(context: Context) -> Callable[[Job], Thumb | Cover | ContactSheet]:
    """Return what composes a small picture."""
    return partial(picture, context)


def picture(context: Context, job: Job) -> Thumb | Cover | ContactSheet:
    """Return all that shows of a picture; of a piece it is in the province's name."""
    if job.view == "contact-sheet":
        return contact_sheet(context.campaign, job.language or "")
    face = context.faces.face(job)
    if job.width:
        return Cover(face, job.width, paths.COVERS[job.width])
    return Thumb(face, mini=job.view == "mini")


def contact_sheet(campaign: Campaign, tag: str) -> ContactSheet:
    """Return the campaign at a glance: every message in every format of a language."""

    def row(message: Message) -> Iterator[tuple[str, bool]]:
        of = campaign.text(message.translations, tag).language
        made = forms(campaign, message, of)
        return ((paths.thumb(message, form, of), form.is_long) for form in made)

    return ContactSheet(tuple(tuple(row(message)) for message in campaign.messages))
