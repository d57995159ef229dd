"""What stands in a page: its links, its ids, what it loads first, and breaches of house rules."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from crawl_links import Links
from lxml import etree

Element = Any  # lxml has no types

LOADED = {
    **dict.fromkeys(("img", "source", "script", "iframe", "audio", "video", "track"), ("src",)),
    **dict.fromkeys(("embed", "input"), ("src",)),
    **dict.fromkeys(("image", "use"), ("href", "xlink:href")),
    "object": ("data",),
    "form": ("action",),
}
LOADING = frozenset({
    *("stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest"),
    *("preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch"),
})  # fmt: skip
FIRST = frozenset({"stylesheet", "icon", "preload", "modulepreload"})  # of them, in a first view
PICTURES = frozenset({
    *("og:url", "og:image", "og:image:url", "og:image:secure_url", "og:audio", "og:video"),
    *("twitter:image", "twitter:url"),
})  # fmt: skip
WEIGHT = re.compile(r"(\d+(?:[.,]\d)?)\s(KB|MB)\b")
UNITS = {"KB": (2**10, 2**10), "MB": (2**20, 2**20 / 10)}  # bytes, and those of the last figure
SOURCES = frozenset({"'self'", "'none'", "data:", "blob:", "'wasm-unsafe-eval'"})


@dataclass
class PageSeen:
    """What matters of a page beyond itself."""

    ids: frozenset[str] = frozenset()
    first: set[str] = field(default_factory=set)  # paths that its first view loads
    letters: frozenset[str] = frozenset()  # that stand on it


def read_page(data: bytes, links: Links) -> PageSeen:
    """Follow all links of a page, note its faults, return the rest."""
    root = etree.fromstring(data, etree.HTMLParser(encoding="utf-8", huge_tree=True))
    seen = PageSeen()
    ids: Counter[str] = Counter()
    for element in root.iter(etree.Element):
        if "id" in element.attrib:
            ids[element.attrib["id"]] += 1
        _judge(element, links)
        _follow(element, element.attrib, links, seen)
    for name, count in ids.items():
        if count > 1:
            links.fault(f"{count} elements #{name}")
    for wrong in policy(root):
        links.fault(wrong)
    seen.ids = frozenset(ids)
    seen.letters = frozenset("".join(root.itertext()))
    return seen


def _judge(element: Element, links: Links) -> None:
    """Note what the house rules forbid on one element."""
    for name in element.attrib:
        if name == "style" or name.startswith("on"):
            links.fault(f"an attribute {name} on <{element.tag}>")
    if check := CHECKS.get(element.tag):
        check(element, links)


def _follow(element: Element, attributes: Mapping[str, str], links: Links, seen: PageSeen) -> None:
    """Follow every address on one element."""
    tag = element.tag
    if tag in {"a", "area"} and "href" in attributes:
        links.follow(attributes["href"])
    elif tag == "link":
        _link(attributes, links, seen)
    lazy = attributes.get("loading") == "lazy"
    for address in loaded(tag, attributes):
        target = links.load(address)
        if target and tag in {"img", "script", "image", "use"} and not lazy:
            seen.first.add(target)


def loaded(tag: str, attributes: Mapping[str, str]) -> Iterator[str]:
    """Yield what a browser loads for an element, but for <link>."""
    for name in LOADED.get(tag, ()):
        if name in attributes and not attributes[name].startswith("#"):
            yield attributes[name]
    if "poster" in attributes:
        yield attributes["poster"]
    if tag in {"img", "source"} and "srcset" in attributes:
        for candidate in attributes["srcset"].split(","):
            yield candidate.split()[0]


def _link(attributes: Mapping[str, str], links: Links, seen: PageSeen) -> None:
    kinds, address = set(attributes.get("rel", "").split()), attributes.get("href", "")
    if not kinds & LOADING:
        links.follow(address)
    elif (target := links.load(address)) and kinds & FIRST:
        seen.first.add(target)


# Rules for single elements


def _picture(element: Element, links: Links) -> None:
    for name in ("alt", "width", "height"):
        if name not in element.attrib:
            links.fault(f"a picture without {name}: {element.get('src', '')}")


def _anchor(element: Element, links: Links) -> None:
    if element.get("target") == "_blank" and "noreferrer" not in element.get("rel", "").split():
        links.fault(f"a new window without noreferrer: {element.get('href')}")
    if found := WEIGHT.search(_beside(element)):
        unit, step = UNITS[found[2]]
        links.weigh(element.get("href", ""), float(found[1].replace(",", ".")) * unit, step)


def _beside(link: Element) -> str:
    """Return what stands in a link to a file and right after it."""
    if "href" not in link.attrib or link.get("href", "").endswith(("/", ".html")):
        return ""
    after = link.getnext()
    more = "".join(after.itertext()) if after is not None and after.tag == "small" else ""
    return " ".join((*link.itertext(), link.tail or "", more))


def _script(element: Element, links: Links) -> None:
    if "src" in element.attrib:
        return
    if element.get("type") != "application/ld+json":
        links.fault(f"an inline script of type {element.get('type')}")
        return
    try:
        described = json.loads(element.text or "")
    except ValueError as error:
        links.fault(f"JSON-LD: {error}")
    else:
        for address in strings(described):
            links.follow(address)


def strings(value: object) -> Iterator[str]:
    """Yield all web addresses in a JSON value."""
    if isinstance(value, str) and re.match(r"https?://", value):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def _meta(element: Element, links: Links) -> None:
    content = element.get("content", "")
    equivalent = element.get("http-equiv", "").lower()
    if equivalent == "set-cookie":
        links.fault("sets a cookie")
    elif equivalent == "refresh":
        links.follow(content.partition("url=")[2] or content)
    elif (element.get("property") or element.get("name")) in PICTURES:
        links.follow(content)


def _never(element: Element, links: Links) -> None:
    links.fault(f"an element <{element.tag}>")


CHECKS: Mapping[str, Callable[[Element, Links], None]] = {
    "img": _picture,
    "a": _anchor,
    "script": _script,
    "meta": _meta,
    "style": _never,
    "base": _never,
}


# What the page lets itself do


def policy(root: Element) -> Iterator[str]:
    """Yield what is wrong with the content security policy of a page."""
    metas = [m for m in root.iter("meta") if m.get("http-equiv", "").lower() == POLICY]
    if len(metas) != 1:
        yield f"{len(metas)} content security policies, not one"
        return
    before = {element.tag for element in metas[0].itersiblings(preceding=True)}
    if before & {"link", "script", "style"}:
        yield "the content security policy stands after what it is for"
    rules = dict(_rule(rule) for rule in metas[0].get("content", "").split(";") if rule.strip())
    if not {"default-src"} & rules.keys():
        yield "the content security policy has no default-src"
    for name, sources in rules.items():
        if name.endswith("-src") and (more := set(sources) - SOURCES):
            yield f"the content security policy allows {' '.join(sorted(more))} in {name}"


POLICY = "content-security-policy"


def _rule(rule: str) -> tuple[str, list[str]]:
    name, *sources = rule.split()
    return name, sources
