"""Plan the library of materials: the page of all, and one for each shelf. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import Campaign, Commune
from press.outputs.library import facets
from press.site import paths
from press.site.plan import Job


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the pages of the library, which belong to no commune."""
    for language in campaign.languages if commune is None else ():
        tag = language.tag
        yield Job(paths.library(language), "page", "library", tag)
        for shelf, (item, *_) in facets.shelves(campaign).items():
            of = item.message.id if shelf.startswith("thong-diep/") else None
            form_id = item.form.id if shelf.startswith("an-pham/") else None
            path = paths.library(language, shelf)
            yield Job(path, "page", "library", tag, of, format=form_id, shelf=shelf)
