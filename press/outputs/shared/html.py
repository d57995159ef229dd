"""Markdown of staff -> HTML that is safe, and the same as plain text. Pure.

Markdown lets raw HTML and `javascript:` pass, so everything goes through an allow-list. Links to
`page:` and `message:` stay as they are for render to resolve; those that lead to nothing shown
today, and any other relative link, become plain text. Numbers of the register become `tel:` links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from press.base.text import VIETNAMESE, digits, phone_like
from press.content.body.markup import read_body
from press.outputs.shared.elements import Text

TAGS = {"a", "br", "em", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong", "ul"}
ATTRIBUTES: dict[str, set[str]] = {"*": set(), "a": {"href"}, "ol": {"start"}}
SCHEMES = {"https", "mailto", "message", "page"}

_TAG = re.compile(r"(<[^>]+>)")
_HEADING = re.compile(r"(</?h)([1-6])>")
_MARKED = "".join(sorted(letter for letter in VIETNAMESE if not letter.isascii()))
_WORD = rf"(?<![^\W\d_])(?=[^\W\d_{_MARKED}]*+[{_MARKED}])[^\W\d_]++"
# Syllables with marks, others between two of them, and one at the end of a name: "Công an xã".
_WORDS = re.compile(rf"{_WORD}(?:,? (?:[^\W\d_]++ )?{_WORD})*(?: (?:[A-Z][a-z]+\b|[a-z]+(?=\))))?")
_ANCHOR = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)


def render_text(
    source: str, known: Collection[str], numbers: Collection[str], *, marked: bool = False
) -> Text:
    """Return a body as HTML for pages whose title is the only `h1`.

    `known` holds what may be linked to ("page:trinh-bao"), `numbers` the register's digits. In a
    text without their letters, Vietnamese words are `marked` for voices that read aloud.
    """
    html = nh3.clean(
        read_body(source).html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None
    )
    html = _call_numbers(_keep_links(_demote(html), frozenset(known)), frozenset(numbers))
    html = _mark(html) if marked else html
    targets = (found[1] for found in _ANCHOR.finditer(html))
    return Text(html, tuple(sorted({target for target in targets if target in known})))


def render_line(text: str, numbers: Collection[str]) -> Text:
    """Return one line of plain text as HTML, with its numbers to call."""
    return Text(_with_calls(escape(text, quote=False), frozenset(numbers)), ())


def _demote(html: str) -> str:
    """Number headings from h2 without a gap: under ## and #### come h2 and h3."""
    levels = sorted({found[2] for found in _HEADING.finditer(html)})
    return _HEADING.sub(lambda found: f"{found[1]}{levels.index(found[2]) + 2}>", html)


def _keep_links(html: str, known: frozenset[str]) -> str:
    """Drop links that lead nowhere and keep their words."""

    def kept(found: re.Match[str]) -> str:
        target = unescape(found[1])
        if target in known or target.startswith("mailto:"):
            return found[0]
        if target.startswith("https://"):
            return f'<a href="{found[1]}" rel="noreferrer">{found[2]}</a>'
        return found[2]

    return re.sub(r"<a>(.*?)</a>", r"\1", _ANCHOR.sub(kept, html), flags=re.DOTALL)


def _call_numbers(html: str, numbers: frozenset[str]) -> str:
    """Make each number of the register a link that calls it."""
    parts = _TAG.split(html)
    linked = 0
    for i, part in enumerate(parts):
        if part.startswith("<"):
            linked += part.startswith("<a ") - (part == "</a>")
        elif not linked:
            parts[i] = _with_calls(part, numbers)
    return "".join(parts)


def _mark(html: str) -> str:
    """Say of Vietnamese words, known by their letters, in which language they are."""
    parts = _TAG.split(html)
    marked = (
        p if p.startswith("<") else _WORDS.sub(r'<span lang="vi">\g<0></span>', p) for p in parts
    )
    return "".join(marked)


def _with_calls(text: str, numbers: frozenset[str]) -> str:
    for offset, number in reversed(list(phone_like(text))):
        if digits(number) in numbers:
            link = f'<a href="tel:{digits(number)}">{number}</a>'
            text = text[:offset] + link + text[offset + len(number) :]
    return text


def plain_text(html: str) -> str:
    """Return HTML of ours as text for Notepad: blank lines between blocks, dashes, numbers."""
    reader = _Plain()
    reader.feed(html)
    reader.close()
    text = re.sub(r" +\n", "\n", "".join(reader.parts))
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def before_first(attributes: Iterable[tuple[str, str | None]]) -> int:
    """Return the number before that of the first point of an ordered list."""
    return int(dict(attributes).get("start") or 1) - 1


class _Plain(HTMLParser):
    """Collects text; knows only the tags of the allow-list."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._counts: list[int | None] = []  # of each open list; None for one without numbers

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"ul", "ol"}:
            self._counts.append(before_first(attrs) if tag == "ol" else None)
        elif tag == "br":
            self.parts.append("\n" + "  " * len(self._counts))
        elif tag == "li":
            self.parts.append("\n" + "  " * (len(self._counts) - 1) + self._bullet())
        elif tag in _BLOCKS and not self._counts:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"}:
            self._counts.pop()
        self.parts.append("\n\n" if tag in _BLOCKS and not self._counts else "")

    def handle_data(self, data: str) -> None:
        words = re.sub(r"\s+", " ", data)
        self.parts.append(words.lstrip() if self._at_start() else words)

    def _at_start(self) -> bool:
        """Whether what stands before is a break or a bullet."""
        before = next((part for part in reversed(self.parts) if part), "\n")
        return before[-1].isspace()

    def _bullet(self) -> str:
        count = self._counts[-1]
        if count is None:
            return "- "
        self._counts[-1] = count + 1
        return f"{count + 1}. "


_BLOCKS = {"p", "h2", "h3", "h4", "h5", "h6", "ul", "ol"}
