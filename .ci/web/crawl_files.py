"""What stands in texts that are no pages: style sheets, scripts, feeds, maps, calendars, tables."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from crawl_links import Links
from lxml import etree

# What scripts of the site may not touch: nothing may stay on anybody's device that tells of them.
FORBIDDEN = ("document.cookie", "cookieStore", "localStorage", "sessionStorage", "indexedDB")
INLINE = ("eval(", "new Function", "setAttribute('style'", 'setAttribute("style"')
OTHERS = "pagefind/"  # scripts of another maker, which know addresses they never ask
NAMESPACES = "www.w3.org"
XML = frozenset({".xml", ".xsl", ".svg", ".opml"})
ATTRIBUTES = ("href", "src", "url", "xmlUrl", "htmlUrl", "{http://www.w3.org/1999/xlink}href")


def read_file(data: bytes, links: Links) -> frozenset[str]:
    """Follow all links of a text, note its faults, return the ids in it."""
    suffix = Path(links.path).suffix
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        links.fault(f"not UTF-8: {error}")
        return frozenset()
    if suffix in XML:
        return _xml(data, links)
    READERS.get(suffix, _plain)(text, links)
    return frozenset()


def _plain(text: str, links: Links) -> None:
    links.named(text)


def _calendar(text: str, links: Links) -> None:
    links.named(re.sub(r"\r?\n[ \t]", "", text).replace("\\,", ",").replace("\\;", ";"))


def _script(text: str, links: Links) -> None:
    links.named(text)
    for word in FORBIDDEN:
        if word in text:
            links.fault(f"a script with {word}")
    if links.path.startswith(OTHERS):
        return
    for word in INLINE:
        if word in text:
            links.fault(f"a script with {word}")
    for host in re.findall(r"""["'`](?:https?:|wss?:)?//([\w.-]+\.\w+)""", text):
        if host not in {NAMESPACES, urlsplit(links.site.base).hostname}:
            links.fault(f"a script that knows {host}")


def _style(text: str, links: Links) -> None:
    for address in addresses(text):
        if not address.startswith("#"):
            links.load(address)


def addresses(style: str) -> list[str]:
    """Return what a style sheet loads."""
    bare = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    found = re.findall(r"""url\(\s*["']?([^"')]+)["']?\s*\)|@import\s+["']([^"']+)""", bare)
    return [first or second for first, second in found]


def _json(text: str, links: Links) -> None:
    links.named(text.replace("\\/", "/"))
    try:
        value = json.loads(text)
    except ValueError as error:
        links.fault(f"JSON: {error}")
        return
    if links.path.endswith(".webmanifest"):
        _application(value, links)
    for item in value.get("items", []) if isinstance(value, dict) else []:
        if isinstance(item, dict):
            _body(str(item.get("content_html", "")), links)


def _application(value: dict[str, Any], links: Links) -> None:
    """Follow what a web application names, from where its manifest stands."""
    for name in ("start_url", "id"):
        if name in value:
            links.follow(value[name])
    for icon in (*value.get("icons", []), *value.get("screenshots", [])):
        links.load(icon["src"])
    for shortcut in value.get("shortcuts", []):
        links.follow(shortcut["url"])
        for icon in shortcut.get("icons", []):
            links.load(icon["src"])


def _xml(data: bytes, links: Links) -> frozenset[str]:
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        links.fault(f"XML: {error}")
        return frozenset()
    node = root.getprevious()
    while node is not None:
        if node.tag is etree.PI and node.target == "xml-stylesheet":
            links.load(node.get("href") or "")
        node = node.getprevious()
    for element in root.iter(etree.Element):
        _element(element, links)
    return frozenset(root.xpath("//@id"))


def _element(element: Any, links: Links) -> None:
    for name in ATTRIBUTES:
        address = element.get(name)
        if address and not address.startswith("#") and not _instruction(element):
            if urlsplit(address).scheme:
                links.named(address)
            else:
                links.follow(address)
    if element.text and "://" in element.text:
        links.named(element.text)
        _body(element.text, links)


def _instruction(element: Any) -> bool:
    """Whether it is an instruction of XSLT, whose attributes are templates."""
    return "XSL/Transform" in element.tag or "{" in (element.get("href") or "")


def _body(text: str, links: Links) -> None:
    """Demand full addresses in HTML that is shown by other people's programs."""
    for address in re.findall(r"""<[^>]*\s(?:href|src)=["']([^"']*)""", text):
        if not urlsplit(address).scheme:
            links.fault(f"not a full address: {address}")


READERS: Mapping[str, Callable[[str, Links], None]] = {
    ".css": _style,
    ".js": _script,
    ".mjs": _script,
    ".json": _json,
    ".webmanifest": _json,
    ".ics": _calendar,
}
