"""Take a body apart: Markdown -> its blocks, each knowing its lines, and the HTML of them. Pure.

The Markdown is what pages can show: headings, paragraphs, lists, links, emphasis and line breaks,
as CommonMark has them. Whatever else somebody wrote stays words, so nothing is lost, and `check`
tells of it. Bullets as Word and chat programs write them are bullets; a number of three digits or
more at the start of a line is none of a list: 111 and 2025 begin sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from xml.etree.ElementTree import Element, SubElement, tostring

from press.base import limits
from press.content.body import inline
from press.content.encoding.clean import BULLETS

DEEPEST = 6  # lists within each other
STEP = 2  # columns that an inner list, or another paragraph of a point, stands further in

_SPACE = "[ \t\u00a0]"
_MARKER = re.compile(
    rf"(?:[-+*–—]{_SPACE}+|o\t{_SPACE}*|[{BULLETS}]{_SPACE}*|([0-9]{{1,2}})[.)]{_SPACE}+)(?=\S)"
)
_HASHES = re.compile(r"#{1,6}(?=\s|$)")
_BLOCKS = frozenset({"p", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True)
class Line:
    """A line of a block as written, without its indent and its marker."""

    offset: int  # of its first letter in the body
    text: str


@dataclass(frozen=True)
class Block:
    """A paragraph, a heading or the first words of a point."""

    tag: str  # p, li, h1 ... h6
    lines: tuple[Line, ...]  # at least one
    words: str  # as readers see them; \n is a line break
    links: tuple[inline.Link, ...]
    number: int | None  # of a point: as written
    shown: int | None  # and as shown
    too_deep: bool  # a point that is not shown as deep inside lists as written

    @property
    def offset(self) -> int:
        """Where it begins in the body."""
        return self.lines[0].offset


@dataclass(frozen=True)
class Body:
    """A body as read: its blocks from top to bottom, and their HTML, which may hold any link."""

    blocks: tuple[Block, ...]
    html: str


@lru_cache(maxsize=256)
def read_body(source: str) -> Body:
    """Return a body taken apart; one that is longer than limits.BODY has no blocks."""
    structure = _Structure()
    for line, indent in _lines(source if len(source) <= limits.BODY else ""):
        structure.add(line, indent)
    structure.finish()
    inline.read(structure.root)
    blocks = tuple(map(_block, structure.blocks))
    inline.spread(structure.root)
    html = tostring(structure.root, "unicode", "html").strip()
    return Body(blocks, html.removeprefix("<div>").removesuffix("</div>").strip())


def is_rule(text: str) -> bool:
    """Return whether a line is drawn across the page: ---, * * *, ___, ===."""
    signs = "".join(text.split())
    return len(signs) > 2 and signs[0] in "-_*=" and signs == signs[0] * len(signs)


def _lines(source: str) -> Iterator[tuple[Line, int]]:
    """Yield each line with the column its words begin in, from 0; tabs stop at every fourth."""
    offset = 0
    for written in source.split("\n"):
        text = written.lstrip()
        space = written[: len(written) - len(text)]
        yield Line(offset + len(space), text), len(space.expandtabs(4))
        offset += len(written) + 1


@dataclass
class _Open:
    """A block while lines are added to it."""

    tag: str
    element: Element
    lines: list[Line]
    number: int | None = None
    shown: int | None = None
    too_deep: bool = False


@dataclass
class _List:
    """A list that more points may be added to."""

    element: Element
    column: int  # of its markers
    first: int | None  # number, or None for bullets
    blocks: list[_Open] = field(default_factory=list)
    loose: bool = False  # its points are paragraphs

    @property
    def number(self) -> int | None:
        """The number its next point is shown with."""
        return None if self.first is None else self.first + len(self.element)


class _Structure:
    """The blocks of a body, built line after line."""

    def __init__(self) -> None:
        self.root = Element("div")
        self.blocks: list[_Open] = []
        self._open: list[_List] = []  # outermost first
        self._all: list[_List] = []
        self._text: _Open | None = None  # what the next line goes on with
        self._blank = False  # whether the line above is

    def add(self, line: Line, indent: int) -> None:
        """Read one more line."""
        marker = None if is_rule(line.text) else self._marker(line.text)
        if not line.text:
            self._text = None
        elif self._underlines(line.text):
            return
        elif marker:
            self._point(line, indent, marker)
        elif _HASHES.match(line.text):
            self._leave(indent)
            self._heading(line)
        elif self._text:
            self._text.lines.append(line)
        else:
            self._leave(indent)
            self._text = self._begin("p", line)
        self._blank = not line.text

    def finish(self) -> None:
        """Give each block its words, and the points of loose lists their paragraphs."""
        for block in self.blocks:
            text = "\n".join(line.text for line in block.lines).rstrip()
            block.element.text = inline.protected(text)
        for opened in self._all:
            for block in opened.blocks if opened.loose else ():
                inner = Element("p")
                inner.text, block.element.text = block.element.text, None
                block.element.insert(0, inner)
                block.element = inner

    def _marker(self, text: str) -> re.Match[str] | None:
        """Return the marker of a point; within a paragraph only a 1 begins a numbered list."""
        found = _MARKER.match(text)
        if not found or not found[1] or not self._text or int(found[1]) == 1:
            return found
        return found if any(opened.first is not None for opened in self._open) else None

    def _underlines(self, text: str) -> bool:
        """Make a heading of a paragraph of one line when it is underlined."""
        signs, block = text.rstrip(), self._text
        underlined = len(signs) > 1 and signs in {"=" * len(signs), "-" * len(signs)}
        if not underlined or not block or self._open or len(block.lines) > 1:
            return False
        block.tag = block.element.tag = "h1" if signs[0] == "=" else "h2"
        self._text = None
        return True

    def _heading(self, line: Line) -> None:
        level = len(line.text) - len(line.text.lstrip("#"))
        words = line.text[level:].strip()
        bare = words.rstrip("#")
        if not bare or bare[-1].isspace():  # ## closed ##
            words = bare.rstrip()
        place = line.offset + (line.text.find(words, level) if words else 0)
        self._begin(f"h{level}", Line(place, words))
        self._text = None

    def _point(self, line: Line, indent: int, marker: re.Match[str]) -> None:
        number = int(marker[1]) if marker[1] else None
        too_deep = self._enter(indent, number)
        inside = self._open[-1]
        shown = inside.number
        block = self._begin("li", Line(line.offset + marker.end(), line.text[marker.end() :]))
        block.number, block.shown, block.too_deep = number, shown, too_deep
        inside.blocks.append(block)
        self._text = block

    def _enter(self, indent: int, number: int | None) -> bool:
        """Open the list of a point, or go on with one; return whether it stands too deep."""
        while len(self._open) > 1 and indent < min(
            self._open[-1].column, self._open[-2].column + STEP
        ):
            self._open.pop()
        inner = bool(self._open) and indent >= self._open[-1].column + STEP
        too_deep = inner and len(self._open) == DEEPEST
        if self._open and (not inner or too_deep):
            same = self._open[-1]
            same.column = min(same.column, indent)
            if (same.first is None) == (number is None):
                same.loose |= self._blank
                return too_deep
            self._open.pop()
        elif self._open:
            self._open[-1].loose |= self._blank
        self._open_list(indent, number)
        return too_deep

    def _open_list(self, indent: int, number: int | None) -> None:
        element = SubElement(self._parent(), "ul" if number is None else "ol")
        if number is not None and number != 1:
            element.set("start", str(number))
        self._open.append(_List(element, indent, number))
        self._all.append(self._open[-1])

    def _leave(self, indent: int) -> None:
        """Close the lists that words at this indent stand outside of."""
        while self._open and indent < self._open[-1].column + STEP:
            self._open.pop()
        if self._open:
            self._open[-1].loose = True

    def _parent(self) -> Element:
        return self._open[-1].element[-1] if self._open else self.root

    def _begin(self, tag: str, line: Line) -> _Open:
        parent = self._open[-1].element if tag == "li" else self._parent()
        self.blocks.append(_Open(tag, SubElement(parent, tag), [line]))
        return self.blocks[-1]


def _block(block: _Open) -> Block:
    """Return a block whose words have been read."""
    return Block(
        tag=block.tag,
        lines=tuple(block.lines),
        words=inline.words(block.element, _BLOCKS),
        links=tuple(inline.links(block.element, _BLOCKS)),
        number=block.number,
        shown=block.shown,
        too_deep=block.too_deep,
    )
