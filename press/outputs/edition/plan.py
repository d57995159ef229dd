"""Plan editions: print runs of a message for all communes at once. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import EDITION, Campaign, Commune, Format, Message
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the print runs, which belong to no commune."""
    for form in campaign.formats if commune is None else ():
        for tag, message in editions(campaign, form):
            path = paths.edition(message, form, tag)
            yield Job(path, "print", "edition", tag, message.id, format=form.id, variant=EDITION)


def editions(campaign: Campaign, form: Format) -> Iterator[tuple[str, Message]]:
    """Yield in which languages and of which messages a format is made for all communes at once."""
    for tag in form.languages if form.kind == "print" and campaign.communes else ():
        for message in campaign.messages:
            if tag in message.translations and form.is_for(message.id, EDITION):
                yield tag, message
