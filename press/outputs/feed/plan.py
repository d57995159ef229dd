"""Plan feeds: three of the site, of every audience and of every commune, in each language. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import Campaign, Commune
from press.site import paths
from press.site.plan import Job, of_redirects


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the feeds of a commune, or those that belong to none."""
    code = commune.code if commune else None
    for language in campaign.languages:
        for variant in paths.FEEDS:
            path = paths.feed(language, variant, commune)
            yield Job(path, "feed", variant, language.tag, commune=code)
            for reader in () if commune else campaign.audiences:
                path = paths.feed(language, variant, reader=reader)
                yield Job(path, "feed", variant, language.tag, audience=reader)
    # Programs that ask for a feed follow nowhere: it stays at its former addresses as well.
    yield from of_redirects(campaign, commune, dict.fromkeys(paths.FEEDS, "feed"))
