"""Read the words of blocks: links, emphasis, line breaks, escapes and named letters. Pure.

Python-Markdown finds them, by patterns of our own that take time in proportion to the text,
whatever is in it: what opens and does not close stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from html.entities import html5
from string import punctuation
from typing import Any
from unicodedata import category
from xml.etree.ElementTree import Element

from markdown import Markdown, treeprocessors
from markdown.inlinepatterns import InlineProcessor, Pattern, SubstituteTagInlineProcessor
from markdown.util import ETX, STX, AtomicString, Registry

_PLAIN = re.compile(  # \* and &nbsp; are letters, not signs
    rf"\\([{re.escape(punctuation)}])|&(#[0-9]{{1,7}}|#[xX][0-9a-fA-F]{{1,6}}|[A-Za-z][A-Za-z0-9]*);"
)
_KEPT = re.compile(f"{STX}([0-9]+){ETX}")
_LINK = (  # [words](address), [words](<address> "title"); no brackets inside the words
    r"(?<!!)\[([^\[\]]+)\]\(\s*(<[^<>\n]*>|[^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*)"
    r"(?:\s+(\"[^\"]*\"|'[^']*'))?\s*\)"
)
AUTOLINK = r"https?://[^<>\s]*|mailto:[^<>\s]*|[^<>\s@]+@[^<>\s@]+"
_BREAK = r"(?: {2,}|\\)\n"
# Emphasis opens before a word and closes behind one; signs inside it come first. A single star may
# stand beside two: **a *b***.
_STAR = r"(?:(?<!\*)|(?<=(?<!\*)\*\*))\*(?![\s*])([^*]+)(?<!\s)\*(?!\*(?!\*(?!\*)))"
_LINE = r"(?<![\w_])_(?![\s_])([^_]+)(?<!\s)_(?![\w_])"
_EMPHASIS = (
    (r"\*\*\*(?![\s*])([^*]+)(?<!\s)\*\*\*(?!\*)", ("strong", "em")),
    (r"(?<![\w_])___(?![\s_])([^_]+)(?<!\s)___(?![\w_])", ("strong", "em")),
    (_STAR, ("em",)),
    (_LINE, ("em",)),
    (r"\*\*(?![\s*])([^*]+)(?<!\s)\*\*", ("strong",)),
    (r"(?<![\w_])__(?![\s_])([^_]+)(?<!\s)__(?![\w_])", ("strong",)),
    (_STAR, ("em",)),
    (_LINE, ("em",)),
)


@dataclass(frozen=True)
class Link:
    """A link as written, and its words as readers see them."""

    target: str
    title: str
    words: str


def protected(text: str) -> str:
    """Return a text in which escaped signs and named letters are no signs of Markdown."""
    return _PLAIN.sub(_letters, text.replace(STX, " ").replace(ETX, " "))


def _letters(found: re.Match[str]) -> str:
    sign, name = found[1], found[2]
    if name:
        sign = unescape(found[0]) if name[0] == "#" else html5.get(f"{name};", "")
        if not sign or any(category(letter)[0] == "C" or letter == "\ufffd" for letter in sign):
            return found[0]  # nobody would see it
    return "".join(f"{STX}{ord(letter)}{ETX}" for letter in sign)


def _plain(text: str) -> str:
    return _KEPT.sub(lambda found: chr(int(found[1])), text)


def read(root: Element) -> None:
    """Find what stands in the words of a tree of blocks."""
    reader = Markdown()  # a fresh one: it remembers what it has read
    reader.inlinePatterns = _patterns()
    treeprocessors.InlineProcessor(reader).run(root)
    treeprocessors.UnescapeTreeprocessor(reader).run(root)


def spread(root: Element) -> None:
    """Set each block of a tree on a line of its own."""
    treeprocessors.PrettifyTreeprocessor(Markdown()).run(root)


def _patterns() -> Registry[Pattern]:
    patterns: Registry[Pattern] = Registry()
    patterns.register(_Sign(_LINK, _link), "link", 90)
    patterns.register(_Sign(f"<({AUTOLINK})>", _address), "address", 80)
    patterns.register(SubstituteTagInlineProcessor(_BREAK, "br"), "break", 70)
    for order, (pattern, tags) in enumerate(_EMPHASIS):
        made = partial(_emphasis, tags=tags)
        patterns.register(_Sign(pattern, made), f"emphasis {order}", 60 - order)
    return patterns


class _Sign(InlineProcessor):
    """A pattern of Python-Markdown, and what makes an element of what it finds."""

    def __init__(self, pattern: str, made: Callable[[re.Match[str]], Element]) -> None:
        super().__init__(pattern)
        self._made = made

    # The older kind of pattern, which all others inherit from, has another `handleMatch`.
    def handleMatch(self, m: re.Match[str], data: str = "") -> Any:  # noqa: ARG002, N802
        return self._made(m), m.start(), m.end()


def _link(found: re.Match[str]) -> Element:
    target = found[2][1:-1] if found[2].startswith("<") else found[2]
    link = Element("a", href=_plain(target).strip())
    if found[3]:
        link.set("title", _plain(found[3][1:-1]))
    link.text = found[1]
    return link


def _address(found: re.Match[str]) -> Element:
    address = _plain(found[1])
    mail = "@" in address and "://" not in address and not address.startswith("mailto:")
    link = Element("a", href=f"mailto:{address}" if mail else address)
    link.text = AtomicString(found[1])
    return link


def _emphasis(found: re.Match[str], tags: tuple[str, ...]) -> Element:
    outer = inner = Element(tags[0])
    for tag in tags[1:]:
        inner = Element(tag)
        outer.append(inner)
    inner.text = found[1]
    return outer


def words(block: Element, blocks: Collection[str]) -> str:
    """Return what readers see of a block without those inside it; \\n is a line break."""
    parts = []
    for text, is_break in _texts(block, blocks):
        parts.append("\n" if is_break else " ".join(text.split("\n")))
    return re.sub(" *\n *", "\n", "".join(parts))


def _texts(element: Element, blocks: Collection[str]) -> Iterator[tuple[str, bool]]:
    yield element.text or "", False
    for child in element:
        if child.tag == "br":
            yield "", True
        elif child.tag not in blocks:
            yield from _texts(child, blocks)
        yield child.tail or "", False


def links(block: Element, blocks: Collection[str]) -> Iterator[Link]:
    """Yield the links of a block without those of blocks inside it."""
    for child in block:
        if child.tag == "a":
            words = " ".join("".join(child.itertext()).split())
            yield Link(child.get("href", ""), child.get("title", ""), words)
        if child.tag not in blocks:
            yield from links(child, blocks)
