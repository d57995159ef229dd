"""Read the XML of a picture: text -> elements that know their places. Pure.

Entities, which a few lines can blow up to gigabytes, are refused where they are declared; nothing
is ever fetched. Takes time and memory in proportion to the text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat

SVG = "http://www.w3.org/2000/svg"
MOST = 500_000  # characters: a coat of arms traced with a thousand curves has 60,000
MOST_ELEMENTS = 5_000
MOST_FAULTS = 10  # that are told of one picture
PLAIN = (
    "in Inkscape: Edit > Select All, Path > Object to Path, Path > Stroke to Path, "
    "then save as Plain SVG; or ask a designer"
)


@dataclass(frozen=True)
class Fault:
    """What of a picture cannot be drawn, where, and what to do. Lines and columns from 1."""

    line: int
    column: int
    message: str
    hint: str = PLAIN


class UnfitError(ValueError):
    """A picture that cannot be drawn as it is meant, with everything that keeps it from that."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        first = {fault.message: fault for fault in reversed(tuple(faults))}
        self.faults = tuple(sorted(first.values(), key=lambda fault: (fault.line, fault.column)))[
            :MOST_FAULTS
        ]
        super().__init__("; ".join(fault.message for fault in self.faults))


@dataclass
class Element:
    """An element of SVG. Its name is empty if it belongs to another vocabulary than SVG."""

    name: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Element] = field(default_factory=list)
    text: str = ""  # of a style sheet only

    def fault(self, message: str, hint: str = PLAIN) -> Fault:
        """Return a fault at the place of this element."""
        return Fault(self.line, self.column, message, hint)


def read(svg: str) -> Element:
    """Return the root of a picture.   Raises UnfitError if it is no SVG."""
    if len(svg) > MOST:
        size = f"the picture has {len(svg):,} characters, at most {MOST:,} can be drawn"
        raise UnfitError([Fault(1, 1, size, "a logo is simple shapes: ask a designer")])
    reader = _Reader()
    try:
        reader.parser.Parse(svg.encode("utf-8", "replace"), True)  # noqa: FBT003 - the last piece
    except expat.ExpatError as error:
        line, column = error.lineno, error.offset + 1
        hint = "save it again in the drawing program as Plain SVG, and do not edit it by hand"
        fault = Fault(line, column, "this is not SVG, or is broken from here on", hint)
        raise UnfitError([fault]) from None
    root = reader.top.children[0]
    if root.name != "svg":
        raise UnfitError([root.fault("this is not an SVG picture", "save it as Plain SVG")])
    return root


class _Reader:
    """Gathers elements while the text is read."""

    def __init__(self) -> None:
        self.top = Element("", {}, 1, 1)
        self._open = [self.top]
        self._elements = 0
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        vocabulary, _, local = name.rpartition(" ")
        ours = local if vocabulary in {"", SVG} else ""
        place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        element = Element(ours, attributes, *place)
        self._elements += 1
        if self._elements > MOST_ELEMENTS:
            message = f"the picture has more than {MOST_ELEMENTS:,} parts"
            raise UnfitError([element.fault(message, "a logo is simple shapes: ask a designer")])
        self._open[-1].children.append(element)
        self._open.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        if self._open[-1].name == "style":
            self._open[-1].text += text

    def _entity(self, name: str, *_rest: object) -> None:
        line, column = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        message = f'the picture declares an abbreviation of its own, "{name}"'
        raise UnfitError([Fault(line, column, message, "save it as Plain SVG, from Inkscape")])
