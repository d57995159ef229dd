"""Compose feeds: job -> Feed, messages newest first, of the site, a commune or an audience. Pure.

An audience's feed has entries of the site's feed, with the same ids and pages, so that whoever
follows both sees each message once. A commune's has its own: other pages, other pictures.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache
from itertools import chain
from zoneinfo import ZoneInfo

from press.content.model.campaign import Message
from press.outputs.context import Context
from press.outputs.feed.record import Feed, Item
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job


def composer(context: Context) -> Callable[[Job], Feed]:
    """Return what composes a feed."""
    return Feeds(context.parts).compose


class Feeds:
    """Feeds of a campaign."""

    def __init__(self, parts: Parts) -> None:
        self._campaign = parts.campaign
        self._parts = parts
        self._zone = ZoneInfo(parts.campaign.settings.timezone)
        self._items = lru_cache(64)(self._make_items)
        messages = parts.campaign.messages
        newest = sorted(messages, key=lambda m: (-m.publish.toordinal(), m.order, m.id))
        self._messages = tuple(newest)

    def compose(self, job: Job) -> Feed:
        """Return all that shows of a feed."""
        if job.language is None:
            raise ValueError(f"no feed: {job}")
        parts, tag, code, reader = self._parts, job.language, job.commune, job.audience
        frame, say, language = parts.frame(tag), parts.say(tag), parts.languages[tag]
        commune = parts.communes[code] if code else None
        page = paths.audience(language, reader) if reader else frame.home
        phone = frame.phones[0]
        messages = {message.id: message for message in self._messages_for(reader)}
        items = self._items(tag, code)
        return Feed(
            view=job.view,
            language=tag,
            base=frame.base,
            id=self._id("feed", f"audience/{reader}" if reader else self._origin(code), tag),
            path=paths.feed(language, job.view, commune, reader),  # wherever this copy stands
            home=parts.url(paths.commune(language, commune) if commune else page),
            title=parts.feed_title(tag, code, reader),
            summary=say["home_lead"],
            issuer=frame.issuer,
            licence=f"{frame.licence} {frame.licence_url}",
            phone=phone,
            call=say["call_number"].format(number=phone.number),
            untranslated=say["not_translated"],
            updated=self._moment(parts.latest(messages.values())),
            items=tuple(item for item in items if item.story.teaser.id in messages),
        )

    def _messages_for(self, reader: str | None) -> tuple[Message, ...]:
        if reader is None:
            return self._campaign.messages
        return tuple(chain(*self._campaign.messages_for(reader)))

    def _make_items(self, tag: str, code: str | None) -> tuple[Item, ...]:
        return tuple(self._item(message, tag, code) for message in self._messages)

    def _item(self, message: Message, tag: str, code: str | None) -> Item:
        parts = self._parts
        story = parts.story(message.id, tag)
        links = parts.links(tag, code, story.body)
        return Item(
            id=self._id(message.origin, self._origin(code), tag),
            url=parts.url(parts.message_path(tag, code, message.id)),
            story=story,
            image=parts.offers.offer(message.id, tag, code).card
            if code
            else parts.offers.cover(message.id, tag),
            published=self._moment(message.publish),
            updated=self._moment(message.changed),
            links=tuple((symbol, parts.url(path)) for symbol, path in links),
        )

    def _moment(self, day: date) -> str:
        """Return the beginning of a day where the campaign is."""
        return datetime.combine(day, time(), self._zone).isoformat()

    def _origin(self, code: str | None) -> str:
        return self._parts.communes[code].origin if code else ""

    def _id(self, *names: str) -> str:
        """Return an id that stays when texts, names, dates and the address of the site change."""
        name = "/".join((self._campaign.settings.id, *names))
        return uuid.uuid5(uuid.NAMESPACE_URL, name).urn
