"""What feeds must be, in our own words: rules of RFC 4287, RSS 2.0 and JSON Feed 1.1.

Each checker returns the rules that a feed breaks; none means it keeps all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TEXTS = {None, "text", "html", "xhtml"}


def atom(data: bytes) -> list[str]:
    """Return which rules of RFC 4287 an Atom feed breaks."""
    return list(_atom(ElementTree.fromstring(data)))  # noqa: S314 - our own


def _atom(feed: Element) -> Iterator[str]:
    if feed.tag != f"{ATOM}feed":
        yield "4.1.1 the root is atom:feed"
    yield from _once(feed, ("id", "title", "updated"), ("rights", "subtitle", "logo", "icon"))
    entries = feed.findall(f"{ATOM}entry")
    named = feed.find(f"{ATOM}author/{ATOM}name") is not None
    if not named and not all(e.find(f"{ATOM}author/{ATOM}name") is not None for e in entries):
        yield "4.1.1 the feed or each entry names an author"
    if not _links(feed, "self"):
        yield "4.1.1 a feed should link to itself"
    yield from _alternates(feed)
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "4.1.1 no two entries of a moment share an id"
    for entry in entries:
        yield from _atom_entry(entry)


def _atom_entry(entry: Element) -> Iterator[str]:
    yield from _once(entry, ("id", "title", "updated"), ("published", "summary", "content"))
    content = entry.find(f"{ATOM}content")
    if content is None and not _links(entry, "alternate"):
        yield "4.1.2 an entry without content links to it"
    yield from _alternates(entry)
    for link in entry.findall(f"{ATOM}link"):
        if link.get("rel") == "enclosure" and not re.fullmatch(r"\d+", link.get("length", "")):
            yield "4.2.7 the length of an enclosure is in bytes"


def _once(element: Element, needed: tuple[str, ...], allowed: tuple[str, ...]) -> Iterator[str]:
    for name in (*needed, *allowed):
        found = element.findall(ATOM + name)
        if len(found) > 1 or (name in needed and not found):
            yield f"{name} stands {len(found)} times"
        for one in found:
            yield from _atom_value(name, one)


def _atom_value(name: str, element: Element) -> Iterator[str]:
    text = (element.text or "").strip()
    if name in {"updated", "published"} and not RFC3339.fullmatch(text):
        yield f"3.3 {name} is a date of RFC 3339"
    if name == "id" and not urlsplit(text).scheme:
        yield "4.2.6 an id is an IRI"
    if name in {"title", "summary", "rights", "subtitle"} and element.get("type") not in TEXTS:
        yield f"3.1 {name} is text, html or xhtml"


def _links(element: Element, rel: str) -> list[Element]:
    return [e for e in element.findall(f"{ATOM}link") if e.get("rel", "alternate") == rel]


def _alternates(element: Element) -> Iterator[str]:
    kinds = [(link.get("type"), link.get("hreflang")) for link in _links(element, "alternate")]
    if len(kinds) != len(set(kinds)):
        yield "4.1 no two alternates are of one type and language"
    if not all(link.get("href") for link in element.findall(f"{ATOM}link")):
        yield "4.2.7 a link has an address"


def rss(data: bytes) -> list[str]:
    """Return which rules of RSS 2.0 a feed breaks."""
    return list(_rss(ElementTree.fromstring(data)))  # noqa: S314 - our own


def _rss(root: Element) -> Iterator[str]:
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield "the root is rss 2.0 with one channel"
        return
    for name in ("title", "link", "description"):
        if not channel.findtext(name, "").strip():
            yield f"a channel has a {name}"
    for name in ("pubDate", "lastBuildDate"):
        yield from _rss_date(channel, name)
    yield from _channel(channel)
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    if len(guids) != len(set(guids)):
        yield "a guid stands for one item"
    for item in items:
        yield from _rss_item(item)


def _channel(channel: Element) -> Iterator[str]:
    if len(_links(channel, "self")) != 1:
        yield "a channel links to itself"
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", channel.findtext("language", "")):
        yield "a channel tells its language"


def _rss_item(item: Element) -> Iterator[str]:
    if not item.findtext("title") and not item.findtext("description"):
        yield "an item has a title or a description"
    yield from _rss_date(item, "pubDate")
    guid = item.find("guid")
    if guid is None or not guid.text:
        yield "an item has a guid"
    elif guid.get("isPermaLink", "true") == "true" and not guid.text.startswith("http"):
        yield "a guid that is a permalink is an address"
    for enclosure in item.findall("enclosure"):
        address, length = enclosure.get("url", ""), enclosure.get("length", "")
        if not address.startswith("http") or not length.isdecimal() or not enclosure.get("type"):
            yield "an enclosure has url, length and type"
    for name in ("link", "comments"):
        if not item.findtext(name, "http").startswith("http"):
            yield f"{name} is an address"


def _rss_date(element: Element, name: str) -> Iterator[str]:
    for found in element.findall(name):
        try:
            zoned = parsedate_to_datetime(found.text or "").tzinfo is not None
        except ValueError:
            zoned = False
        if not zoned:
            yield f"{name} is a date of RFC 822"


def json_feed(data: bytes) -> list[str]:
    """Return which rules of JSON Feed 1.1 a feed breaks."""
    feed = json.loads(data)
    return [*_json_head(feed), *(rule for item in feed.get("items", []) for rule in _item(item))]


def _json_head(feed: dict[str, object]) -> Iterator[str]:
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        yield "version is that of 1.1"
    checks: dict[str, Callable[[object], bool]] = {
        "title": _text,
        "items": lambda value: isinstance(value, list),
        "home_page_url": _address,
        "feed_url": _address,
        "language": lambda value: bool(re.fullmatch(r"[a-z]{2,3}(-\w+)*", str(value))),
        "authors": lambda value: isinstance(value, list) and all(map(_author, value)),
    }
    yield from (
        f"{name} is as it should be" for name, is_so in checks.items() if not is_so(feed.get(name))
    )
    items = feed.get("items")
    ids = [item.get("id") for item in items] if isinstance(items, list) else []
    if len(ids) != len(set(ids)):
        yield "ids are unique"


def _item(item: dict[str, object]) -> Iterator[str]:
    if not _text(item.get("id")):
        yield "an item has an id, a string"
    if not (_text(item.get("content_html")) or _text(item.get("content_text"))):
        yield "an item has content"
    for name in ("date_published", "date_modified"):
        if name in item and not _moment(item[name]):
            yield f"{name} is a date of RFC 3339"
    for name in ("url", "image"):
        if name in item and not _address(item[name]):
            yield f"{name} is an address"
    yield from _attachments(item)


def _attachments(item: dict[str, object]) -> Iterator[str]:
    attached = item.get("attachments", [])
    for one in attached if isinstance(attached, list) else [{}]:
        sized = isinstance(one.get("size_in_bytes", 0), int)
        if not (_address(one.get("url")) and _text(one.get("mime_type")) and sized):
            yield "an attachment has url, mime_type, and its size as a number"


def _text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _address(value: object) -> bool:
    return isinstance(value, str) and value.startswith("http")


def _author(value: object) -> bool:
    return isinstance(value, dict) and any(value.get(key) for key in ("name", "url", "avatar"))


def _moment(value: object) -> bool:
    if not isinstance(value, str) or not RFC3339.fullmatch(value):
        return False
    return datetime.fromisoformat(value).tzinfo is not None
