"""Markdown of staff -> blocks of plain text for paper, where nothing can be tapped. Pure."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from press.content.body.markup import read_body
from press.outputs.shared.html import before_first

Block = tuple[str, str]  # what it is: "h", "p", "-" or "1."; its words

_LINK = ("\x01", "\x02")  # mark the words of a link until its sentence is known
_BREAK = "\x03"  # marks where a line ends, until spaces are known
_SENTENCE = re.compile(r"(?<=[.!?…])\s+")


def blocks(source: str) -> tuple[Block, ...]:
    """Return a body as headings, paragraphs, points and numbered points.

    Links keep their words, but a sentence of a paragraph that is mostly links only sends the
    reader on to other pages, and is left out.
    """
    reader = _Blocks()
    reader.feed(read_body(source).html)
    reader.close()
    return tuple(reader.blocks)


class _Blocks(HTMLParser):
    """Collects blocks. Raw HTML has been refused before; unknown tags keep their words."""

    def __init__(self) -> None:
        super().__init__()
        self.blocks: list[Block] = []
        self._counts: list[int | None] = []  # of each open list; None for one without numbers
        self._kind = "p"
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._words += _LINK[0]
        if tag == "br":
            self._words += _BREAK
        if tag not in {"ul", "ol", "li", "p"} and not re.fullmatch("h[1-6]", tag):
            return
        self._end()
        if tag in {"ul", "ol"}:
            self._counts.append(before_first(attrs) if tag == "ol" else None)
        elif tag == "li":
            self._kind = self._bullet()
        elif tag != "p":
            self._kind = "h"
        elif not self._counts:
            self._kind = "p"

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._words += _LINK[1]
        elif tag in {"li", "p", "h1", "h2", "h3", "h4", "h5", "h6"}:
            self._end()
        elif tag in {"ul", "ol"}:
            self._counts.pop()

    def handle_data(self, data: str) -> None:
        self._words += data

    def _bullet(self) -> str:
        count = self._counts[-1]
        if count is None:
            return "-"
        self._counts[-1] = count + 1
        return f"{count + 1}."

    def _end(self) -> None:
        words = " ".join(self._words.split())
        if self._kind == "p":
            words = " ".join(part for part in _SENTENCE.split(words) if not _sends_on(part))
        if words := _plain(words):
            self.blocks.append((self._kind, words))
        self._words = ""


def _plain(words: str) -> str:
    """Return words without marks; \\n is where a line ends."""
    lines = words.translate(dict.fromkeys(map(ord, _LINK))).split(_BREAK)
    return "\n".join(line for line in map(str.strip, lines) if line)


def _sends_on(sentence: str) -> bool:
    linked = sum(len(found) for found in re.findall("\x01(.*?)\x02", sentence))
    return linked > len(sentence) / 2
