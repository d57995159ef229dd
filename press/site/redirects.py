"""Where things stood before they were renamed: Campaign -> Moves. Pure; paths are of the site.

Printed codes and posted links lead there for years, so a page stays there that sends on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from press.base.diag import Span
from press.base.text import slug
from press.content.model.campaign import Campaign, Commune, Message
from press.site import paths


class Move(NamedTuple):
    """A former path, whose it is now, and the place in content that says so.

    `view` is "moved"; for addresses on print, "short"; for calendars and feeds, which programs
    ask for and follow nowhere, that of the file itself.
    """

    path: str
    view: str
    language: str
    span: Span
    message: str | None = None
    commune: str | None = None
    page: str | None = None


def of_site(campaign: Campaign) -> Iterator[Move]:
    """Yield the former paths of messages and standing pages."""
    for language in campaign.languages:
        tag = language.tag
        for message in campaign.messages:
            for place, alias in enumerate(message.aliases):
                path, span = paths.message(language, alias), message.marks.at(f"aliases.{place}")
                yield Move(path, "moved", tag, span, message=message.id)
        for page in campaign.pages:
            for place, alias in enumerate(page.aliases):
                path, span = paths.standing(language, alias), page.marks.at(f"aliases.{place}")
                yield Move(path, "moved", tag, span, page=page.id)


def of_commune(campaign: Campaign, commune: Commune) -> Iterator[Move]:
    """Yield the former paths of a commune, of its calendar and feeds and its pages of messages."""
    span, code = commune.marks.span, commune.code
    codes = [alias for alias in commune.aliases if alias.isdecimal()]
    former = [alias for alias in commune.aliases if not alias.isdecimal()]
    former += [f"{alias}-{slug(commune.name)}" for alias in codes]
    former = list(dict.fromkeys(former))
    for alias in codes:
        yield Move(paths.short(alias), "short", campaign.master.tag, span, commune=code)
    for language in campaign.languages:
        tag = language.tag
        for folder in former:
            yield Move(paths.commune(language, folder), "moved", tag, span, commune=code)
            path = paths.calendar(language, folder)
            yield Move(path, "calendar", tag, span, commune=code)
            for variant in paths.FEEDS:
                path = paths.feed(language, variant, folder)
                yield Move(path, variant, tag, span, commune=code)
        for message in campaign.messages:
            for place, name in _former(commune, former, message):
                path = paths.commune_message(language, place, name)
                yield Move(path, "moved", tag, span, message.id, code)


def _former(
    commune: Commune, former: list[str], message: Message
) -> Iterator[tuple[Commune | str, str]]:
    """Yield a message's former folders in a commune: where either had another name."""
    yield from ((commune, name) for name in message.aliases)
    yield from ((folder, name) for folder in former for name in (message.id, *message.aliases))
