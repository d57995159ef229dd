"""Plan the search: the index, and for each language the names of its pages. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from press.content.model.campaign import Campaign, Commune
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the index. On a disk there is none: browsers let no page there read it."""
    if commune is None and not campaign.on_disk:
        yield Job(paths.SEARCH, "data", "index")


def drawings(campaign: Campaign, _communes: Sequence[Commune]) -> Iterator[tuple[Job, ...]]:
    """Yield the index: it takes as long as many artworks."""
    yield from ((job,) for job in jobs(campaign, None))
