"""Plan files for machines: maps of the site, style sheets, scripts, the web font. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import Campaign, Commune
from press.site import paths
from press.site.plan import LIBRARY, SHARED, Job

MOST_MAPPED = 45_000  # addresses in a file of the map; the protocol (sitemaps.org) ends at 50,000


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the files of a commune, or those that belong to none."""
    if commune:
        yield Job(paths.weights(commune), "data", "weights", commune=commune.code)
        return
    if not campaign.on_disk:
        yield from _for_servers(campaign)
    yield Job(paths.CSS, "asset", "css")
    yield Job(paths.FONT, "asset", "font")
    for name in paths.SCRIPTS:
        yield Job(paths.script(name), "asset", "script")
    yield Job(paths.FEED_CSS, "asset", "feed-css")
    for language in campaign.languages:
        yield Job(paths.names(language.tag), "asset", "names", language.tag)
        yield Job(paths.places(language), "data", "places", language.tag)
        yield Job(paths.opml(language), "data", "opml", language.tag)


def _for_servers(campaign: Campaign) -> Iterator[Job]:
    """Yield what only servers and search engines need."""
    yield Job(paths.SITEMAP, "data", "sitemaps")
    for part in range(len(map_parts(campaign))):
        yield Job(paths.sitemap(part), "data", "sitemap", part=part)
    yield Job("robots.txt", "data", "robots")
    yield Job(paths.WORKER, "asset", "worker")


def map_parts(campaign: Campaign) -> tuple[tuple[str, ...], ...]:
    """Return the groups that each part of the map tells of: so few that it is not too long."""
    each = len(campaign.languages) * (1 + len(campaign.messages))
    step, codes = max(1, MOST_MAPPED // each), [commune.code for commune in campaign.communes]
    return ((SHARED, LIBRARY), *(tuple(codes[i : i + step]) for i in range(0, len(codes), step)))
