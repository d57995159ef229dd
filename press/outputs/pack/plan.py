"""Plan packs: one for every commune, and one for each format that has print runs. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import Campaign, Commune
from press.outputs.edition.plan import editions
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the pack of a commune, or those that belong to none."""
    if commune:
        yield Job(paths.pack(commune), "pack", "pack", commune=commune.code)
        return
    for form in campaign.formats:
        if any(editions(campaign, form)):
            yield Job(paths.edition_pack(form), "pack", "edition-pack", format=form.id)
