"""Render feeds: Feed -> RSS 2.0, Atom and JSON Feed 1.1.

feedgen knows the clock, dies on control characters, has no types in its stubs and loses the
`rel` of an entry's links: all of that is put right here and stays here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator

from press.base.text import NBSP
from press.outputs.composed import Files, sizes
from press.outputs.feed.record import Feed, Item
from press.outputs.tools import Tools
from press.site.paths import FEED_CSS, href, media_type

_CONTROLS = re.compile(r"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def renderer(_tools: Tools, _fingerprint: str) -> Callable[[Feed, Files], Iterable[bytes]]:
    """Return what renders a feed."""
    return lambda feed, files: [render_feed(feed, sizes(feed, files))]


def render_feed(feed: Feed, sizes: Mapping[str, int]) -> bytes:
    """Return the file. `sizes` has the bytes of every path in `feed.files`."""
    return _VIEWS[feed.view](feed, sizes)


def content(feed: Feed, item: Item) -> str:
    """Return the whole message as HTML: what the page says, ending with the number to call."""
    story, phone = item.story, feed.phone
    points = "".join(f"<li>{point.html}</li>" for point in story.points)
    subline = escape(story.subline.replace(NBSP, " "), quote=False)
    words = (
        f"<p><strong>{subline}</strong></p>\n<ul>{points}</ul>\n{story.body.resolved(item.links)}\n"
    )
    if story.teaser.language != feed.language:
        notice = escape(feed.untranslated, quote=False)
        words = f'<p>{notice}</p>\n<div lang="{story.teaser.language}">\n{words}</div>\n'
    return clean(
        f"{words}"
        f'<p><a href="tel:{phone.digits}">{escape(feed.call, quote=False)}</a>: '
        f"{escape(phone.name, quote=False)} · {escape(phone.hours, quote=False)}</p>"
    )


def clean(text: str) -> str:
    """Return the text without characters that XML does not know."""
    return _CONTROLS.sub("", text)


def _rss(feed: Feed, sizes: Mapping[str, int]) -> bytes:
    generator = _generator(feed, sizes)
    generator.lastBuildDate(_time(feed.updated))
    generator.pubDate(_time(feed.updated))
    generator.register_extension("tongue", _Language, atom=False, rss=True)
    generator.tongue.tag = feed.language
    return _faced(feed, generator.rss_str(pretty=True))


def _atom(feed: Feed, sizes: Mapping[str, int]) -> bytes:
    return _faced(feed, _generator(feed, sizes).atom_str(pretty=True))


def _faced(feed: Feed, data: bytes) -> bytes:
    """Return a feed that a browser shows as a page: with its style sheet, below the first line."""
    first, rest = data.split(b"\n", 1)
    style = f'<?xml-stylesheet type="text/css" href="{href(feed.path, FEED_CSS)}"?>'
    return b"\n".join((first, style.encode(), rest))


def _generator(feed: Feed, sizes: Mapping[str, int]) -> Any:
    generator = FeedGenerator()
    generator.id(feed.id)
    generator.title(clean(feed.title))
    generator.description(clean(feed.summary))
    generator.language(feed.language)
    generator.author({"name": clean(feed.issuer)})
    generator.rights(clean(feed.licence))
    generator.generator("Press")
    generator.link(href=feed.base + feed.path, rel="self", type=media_type(feed.path))
    generator.link(href=feed.home, rel="alternate", type="text/html")  # last: RSS takes that
    generator.updated(_time(feed.updated))
    for item in feed.items:
        generator.add_entry(_entry(feed, item, sizes), order="append")
    return generator


def _entry(feed: Feed, item: Item, sizes: Mapping[str, int]) -> Any:
    teaser = item.story.teaser
    entry = FeedEntry()
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(clean(teaser.title))
    entry.link(href=item.url)
    entry.summary(clean(teaser.summary))
    entry.content(content(feed, item), type="html")
    entry.published(_time(item.published))
    entry.updated(_time(item.updated))
    entry.category(term=clean(teaser.topic))
    if teaser.language != feed.language:
        entry.register_extension("language", _Language, atom=True, rss=False)
        entry.language.tag = teaser.language
    if item.image:
        url, length = feed.base + item.image.path, str(sizes[item.image.path])
        entry.enclosure(url, length, media_type(url))
        entry.register_extension("pictures", _Pictures, atom=True, rss=False)
        entry.pictures.links = {url: length}
    return entry


class _Pictures(BaseExtension):  # type: ignore[misc]
    """Says of an entry's links to pictures what they are: feedgen forgets `rel` and length."""

    links: Mapping[str, str] = {}

    def extend_atom(self, feed: Any) -> Any:
        for link in feed:
            if link.get("href") in self.links:
                link.set("rel", "enclosure")
                link.set("type", media_type(link.get("href")))
                link.set("length", self.links[link.get("href")])
        return feed


class _Language(BaseExtension):  # type: ignore[misc]
    """Says in which language RSS is, on its root for style sheets, or an entry of Atom."""

    tag = ""

    def extend_rss(self, feed: Any) -> Any:
        feed.set("{http://www.w3.org/XML/1998/namespace}lang", self.tag)
        return feed

    def extend_atom(self, feed: Any) -> Any:
        feed.set("{http://www.w3.org/XML/1998/namespace}lang", self.tag)
        return feed


def _json(feed: Feed, sizes: Mapping[str, int]) -> bytes:
    """Return JSON Feed 1.1."""
    values = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.base + feed.path,
        "description": feed.summary,
        "language": feed.language,
        "authors": [{"name": feed.issuer}],
        "items": [_json_item(feed, item, sizes) for item in feed.items],
    }
    return json.dumps(values, ensure_ascii=False, indent=1).encode() + b"\n"


def _json_item(feed: Feed, item: Item, sizes: Mapping[str, int]) -> dict[str, object]:
    teaser = item.story.teaser
    values: dict[str, object] = {
        "id": item.id,
        "url": item.url,
        "title": teaser.title,
        "summary": teaser.summary,
        "content_html": content(feed, item),
        "date_published": item.published,
        "date_modified": item.updated,
        "tags": [teaser.topic],
    }
    if teaser.language != feed.language:
        values["language"] = teaser.language
    if item.image:
        url, size = feed.base + item.image.path, sizes[item.image.path]
        values["image"] = url
        values["attachments"] = [{"url": url, "mime_type": media_type(url), "size_in_bytes": size}]
    return values


def _time(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


_VIEWS: Mapping[str, Callable[[Feed, Mapping[str, int]], bytes]] = {
    "rss": _rss,
    "atom": _atom,
    "json": _json,
}
