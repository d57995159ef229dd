"""Compose what readers can follow: pages for audiences, the page of feeds. Pure.

Two files that `machine` makes are composed here as well, for they tell the same: the file of all
feeds (OPML), and the words that the style sheet of feeds shows who opens one in a browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from zoneinfo import ZoneInfo

from press.content.model.campaign import EVERYONE
from press.outputs.page.contents import Contents, given
from press.outputs.page.record import Audience, FeedList, Following
from press.outputs.shared.elements import Link
from press.outputs.shared.parts import Parts, in_sentence
from press.site import paths
from press.site.plan import Job


def audience(parts: Parts, job: Job, tag: str) -> Contents:
    """Return the page for an audience."""
    name = given(job.audience)
    own, rest = parts.campaign.messages_for(name)
    matter = Audience(
        entries=tuple(parts.entry(message.id, tag) for message in own),
        rest=tuple(parts.entry(message.id, tag) for message in rest),
        everyone=parts.audience(EVERYONE, tag) if rest else None,
    )
    link = parts.audience(name, tag)
    lead = parts.say(tag)["audience_lead"].format(audience=in_sentence(link.summary))
    picture, trail = parts.offers.cover(own[0].id, tag), parts.frame(tag).menu[:1]
    return Contents(link.text, lead, matter, picture, trail=trail)


def feeds(parts: Parts, _job: Job, tag: str) -> Contents:
    """Return the page about feeds."""
    say, language = parts.say(tag), parts.languages[tag]
    home = Link(parts.campaign.settings.title[tag], paths.home(language))
    audiences = tuple(
        Following(parts.audience(name, tag), parts.feeds(tag, None, name))
        for name in parts.campaign.audiences
    )
    site = Following(home, parts.feeds(tag))
    matter = FeedList(site, audiences, paths.opml(language))
    return Contents(say["feeds"], say["feeds_lead"], matter)


def outlines(parts: Parts, tag: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of the file of all feeds: title, owner, time and language, then one a feed.

    The row of a feed has the heading it stands under, or nothing, its title, address and page.
    """
    settings = parts.campaign.settings
    title = f"{settings.title[tag]} - {parts.say(tag)['feeds']}"
    zone = ZoneInfo(settings.timezone)
    moment = datetime.combine(parts.latest(parts.campaign.messages), time(), zone)
    head = (title, settings.issuer[tag], moment.isoformat(), tag)
    return (head, *_outlines(parts, tag))


def _outlines(parts: Parts, tag: str) -> Iterator[tuple[str, ...]]:
    say, language, campaign = parts.say(tag), parts.languages[tag], parts.campaign

    def row(group: str, page: str, code: str | None, name: str | None) -> tuple[str, ...]:
        title, feed = parts.feed_title(tag, code, name), parts.feeds(tag, code, name)[0]
        return group, title, parts.url(feed.path), parts.url(page)

    yield row("", paths.home(language), None, None)
    for name in campaign.audiences:
        yield row(say["feeds_audiences"], paths.audience(language, name), None, name)
    for commune in campaign.communes:
        yield row(say["communes"], paths.commune(language, commune), commune.code, None)


def words(parts: Parts) -> Iterator[tuple[str, str, str]]:
    """Yield what the style sheet of feeds says in each language: selector, variable, value."""
    for tag in parts.languages:
        text = parts.say(tag)["feed_face"].format(number=parts.campaign.hotline.number)
        escaped = text.replace("\\", "\\\\").replace('"', '\\"')
        yield f":root:lang({tag})", "about", f'"{escaped}"'
