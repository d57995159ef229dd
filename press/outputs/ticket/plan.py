"""Plan job tickets: a PDF and a table for every commune that may have something printed. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.content.model.campaign import Campaign, Commune, Format, Language, Message, Variant
from press.content.model.variant import spec_of
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the job tickets of a commune, which stand in the root of its pack."""
    if commune and any(designs(campaign)):
        for suffix, view in (("pdf", "ticket"), ("csv", "ticket-csv")):
            path, tag = paths.ticket(commune, suffix), campaign.master.tag
            packed = path.rpartition("/")[2]
            yield Job(path, "data", view, tag, commune=commune.code, packed=packed)


def drawings(campaign: Campaign, communes: Sequence[Commune]) -> Iterator[tuple[Job, ...]]:
    """Yield the ticket of one commune: most of it is the same for all."""
    for commune in communes[-1:]:
        yield from ((job,) for job in jobs(campaign, commune) if job.view == "ticket")


def designs(
    campaign: Campaign,
) -> Iterator[tuple[Format, Language, Message, tuple[Variant, ...]]]:
    """Yield what a commune may have printed, format by format, and which files shops get of it."""
    for form in campaign.formats:
        for language in campaign.languages:
            for message in campaign.messages if language.tag in form.languages else ():
                made = tuple(v for v in form.files(message.id) if v and spec_of(v).for_shops)
                if made and language.tag in message.translations:
                    yield form, language, message, made
