"""Plan pages: of the site, of messages, of communes, and at addresses of old. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from press.content.model.campaign import Campaign, Commune, Language
from press.site import paths
from press.site.plan import Job, of_redirects


def jobs(campaign: Campaign, commune: Commune | None) -> Iterator[Job]:
    """Yield the pages of a commune, or those that belong to none."""
    if commune is None and not campaign.on_disk:
        yield Job("404.html", "page", "missing", campaign.master.tag)  # only servers show it
    for language in campaign.languages:
        yield from _of(campaign, language, commune) if commune else _site(campaign, language)
    if commune:
        yield Job(paths.short(commune), "page", "short", campaign.master.tag, commune=commune.code)
    yield from of_redirects(campaign, commune, {"moved": "page", "short": "page"})


def _site(campaign: Campaign, language: Language) -> Iterator[Job]:
    tag = language.tag
    yield Job(paths.home(language), "page", "home", tag)
    yield Job(paths.messages(language), "page", "messages", tag)
    yield Job(paths.communes(language), "page", "communes", tag)
    yield Job(paths.search(language), "page", "search", tag)
    yield Job(paths.feeds(language), "page", "feeds", tag)
    for page in campaign.pages:
        yield Job(paths.standing(language, page), "page", "standing", tag, page=page.id)
    for reader in campaign.audiences:
        yield Job(paths.audience(language, reader), "page", "audience", tag, audience=reader)
    for message in campaign.messages:
        yield Job(paths.message(language, message), "page", "message", tag, message=message.id)


def _of(campaign: Campaign, language: Language, commune: Commune) -> Iterator[Job]:
    tag, code = language.tag, commune.code
    yield Job(paths.commune(language, commune), "page", "commune", tag, commune=code)
    for message in campaign.messages:
        path = paths.commune_message(language, commune, message)
        yield Job(path, "page", "commune-message", tag, message.id, code)
