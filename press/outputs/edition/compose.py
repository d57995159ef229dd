"""Compose print runs: job -> Edition, an artwork and the imprints of all communes. Pure."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from press.content.model.campaign import EDITION
from press.outputs.context import Context
from press.outputs.edition.record import Edition
from press.site.plan import Job


def composer(context: Context) -> Callable[[Job], Edition]:
    """Return what composes a print run."""
    return partial(edition, context)


def edition(context: Context, job: Job) -> Edition:
    """Return a print run of a message for all communes."""
    if job.message is None or job.format is None or job.language is None:
        raise ValueError(f"no edition: {job}")
    faces, communes = context.faces, context.campaign.communes
    imprint = partial(faces.imprint, format_id=job.format, tag=job.language, variant=EDITION)
    return Edition(
        artwork=faces.artwork(job.message, job.format, job.language, EDITION),
        imprints=tuple(imprint(commune.code) for commune in communes),
        names=tuple(f"{commune.code} {commune.name}" for commune in communes),
    )
