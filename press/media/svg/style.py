"""What of an element is painted: attributes, `style` and classes -> Paint. Pure.

Source: SVG 2, chapters 6 (styling), 13 (painting). Of style sheets rules of classes are known.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, field

from press.media.svg.reader import MOST_FAULTS, Element, Fault

PAPER, INK = "#ffffff", "#000000"
INHERITED = ("fill", "fill-rule", "color", "visibility", "stroke", "stroke-width", "fill-opacity")
_ONE_COLOUR = "a logo is one colour and white: ask for its version in one colour"
_SHEET = "in Illustrator, save as SVG with Styling: Presentation Attributes; or as Plain SVG"
_NOT_DRAWN = {  # property -> the values with which it changes nothing; none of them if absent
    "clip-path": {"none"},
    "mask": {"none"},
    "filter": {"none"},
    "marker": {"none"},
    "marker-start": {"none"},
    "marker-mid": {"none"},
    "marker-end": {"none"},
    "transform-origin": set[str](),
    "opacity": {"1", "1.0", "100%"},
    "mix-blend-mode": {"normal"},
    "display": {"inline", "block", "none"},
}
_PROPERTIES = frozenset({*INHERITED, *_NOT_DRAWN})
_NO_MATTER = re.compile(  # properties of what is refused anyway, or of how, not what, is drawn
    r"-.*|font.*|text-.*|line-height|letter-spacing|word-spacing|writing-mode|direction|stroke-.*"
    r"|color-.*|.*-rendering|clip-rule|enable-background|isolation|overflow|paint-order"
    r"|vector-effect|solid-.*|stop-.*|flood-.*|lighting-color|white-space|shape-.*|baseline-shift"
    r"|dominant-baseline|unicode-bidi|cursor|pointer-events|inline-size|glyph-.*|kerning|marker"
)
_NAMES = {
    "black": INK,
    "white": PAPER,
    "red": "#ff0000",
    "blue": "#0000ff",
    "green": "#008000",
    "lime": "#00ff00",
    "yellow": "#ffff00",
    "navy": "#000080",
    "gray": "#808080",
    "grey": "#808080",
    "maroon": "#800000",
    "teal": "#008080",
    "gold": "#ffd700",
    "orange": "#ffa500",
    "purple": "#800080",
}
MOST = 60  # characters of a colour
_RGB = re.compile(r"rgb\(\s*(\d+%?)\s*[, ]\s*(\d+%?)\s*[, ]\s*(\d+%?)\s*\)")
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")


@dataclass(frozen=True)
class Paint:
    """What holds inside an element: the values of inherited properties, and whether it shows."""

    values: Mapping[str, str] = field(default_factory=dict)
    shown: bool = True

    @property
    def is_even_odd(self) -> bool:
        """Whether what is enclosed twice is outside again."""
        return self.values.get("fill-rule") == "evenodd"

    @property
    def fill(self) -> str:
        """The colour that a shape is filled with: #rrggbb, nothing, or as written if unknown."""
        if self.values.get("visibility", "visible") != "visible":
            return ""
        return self._colour("fill", INK)

    @property
    def stroke(self) -> str:
        """The colour of the line around a shape, in the same words."""
        width = self.values.get("stroke-width", "1")
        hidden = self.values.get("visibility", "visible") != "visible"
        return "" if hidden or re.fullmatch(r"0*(\.0*)?(px|mm)?", width) else self._colour("stroke")

    def _colour(self, name: str, default: str = "none") -> str:
        value = self.values.get(name, default)
        if value.lower() == "currentcolor":
            value = self.values.get("color", INK)
        return _plain(value)


def _plain(value: str) -> str:
    """Return a colour as #rrggbb, nothing for none, an unknown one as it is."""
    text = value[:MOST].lower()
    if text in {"none", "transparent"}:
        return ""
    if re.fullmatch("#[0-9a-f]{3}", text):
        return "#" + "".join(2 * digit for digit in text[1:])
    if found := _RGB.fullmatch(text):
        parts = (int(n[:-1]) * 255 / 100 if n[-1] == "%" else int(n) for n in found.groups())
        return "#" + "".join(f"{min(round(part), 255):02x}" for part in parts)
    return _NAMES.get(text, text)


def is_colour(text: str) -> bool:
    """Tell whether a fill is a plain colour."""
    return bool(re.fullmatch("#[0-9a-f]{6}", text))


class Styles:
    """The style sheets of a picture, and the paint of its elements."""

    def __init__(self) -> None:
        self._classes: dict[str, dict[str, tuple[int, str]]] = {}
        self._rules = 0
        self._refused = 0

    def add(self, sheet: Element) -> Iterator[Fault]:
        """Take in a style sheet, and yield what of it is not understood; later rules win."""
        first, *commented = sheet.text.split("/*")
        text, at = " ".join((first, *(part.partition("*/")[2] for part in commented))), 0
        while found := _RULE.match(text, at):
            yield from self._add_rule(sheet, found[1], found[2])
            at = found.end()
        if text[at:].strip():
            yield sheet.fault("a style sheet in the picture is not plain", _SHEET)

    def _add_rule(self, sheet: Element, selectors: str, body: str) -> Iterator[Fault]:
        for selector in selectors.split(","):
            if found := re.fullmatch(r"\.([\w-]+)", selector.strip()):
                self._rules += 1
                declared = yield from _declared(sheet, body)
                known = self._classes.setdefault(found[1], {})
                known |= {name: (self._rules, value) for name, value in declared.items()}
            elif self._refused > MOST_FAULTS:
                return
            else:
                self._refused += 1
                message = f'the style sheet has a rule for "{selector.strip()[:40]}"'
                yield sheet.fault(message, _SHEET)

    def paint(self, element: Element, outer: Paint) -> Generator[Fault, None, Paint]:
        """Return what holds inside an element: its style, before classes, before attributes.

        Yields what is set there and cannot be drawn.
        """
        given = {k: v.strip() for k, v in element.attributes.items() if k in _PROPERTIES and v}
        found: dict[str, tuple[int, str]] = {}
        for name in set(element.attributes.get("class", "").split()):
            for key, value in self._classes.get(name, {}).items():
                found[key] = max(value, found.get(key, value))
        given |= {key: value for key, (_, value) in found.items()}
        given |= yield from _declared(element, element.attributes.get("style", ""))
        yield from _undrawable(element, given)
        inherited = {k: v for k, v in given.items() if k in INHERITED and v != "inherit"}
        return Paint({**outer.values, **inherited}, outer.shown and given.get("display") != "none")


def _declared(element: Element, body: str) -> Generator[Fault, None, dict[str, str]]:
    """Return what `style` or a rule says, as far as it can change what is drawn."""
    found = {}
    for declaration in filter(str.strip, body.split(";")):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name in _PROPERTIES and value:
            found[name] = value
        elif name not in _PROPERTIES | {""} and not _NO_MATTER.fullmatch(name):
            yield element.fault(f'the style "{name[:40]}" cannot be drawn')
    return found


def _undrawable(element: Element, given: Mapping[str, str]) -> Iterator[Fault]:
    for name, harmless in _NOT_DRAWN.items():
        if name in given and given[name] not in {*harmless, "", "inherit"}:
            yield element.fault(f'<{element.name}> has "{name}", which cannot be drawn')


def faults_of(element: Element, paint: Paint) -> Iterator[Fault]:
    """Yield what keeps a shape from being one flat colour."""
    if paint.stroke:
        hint = "in Inkscape: Path > Stroke to Path, then save as Plain SVG; or ask a designer"
        yield element.fault(f"<{element.name}> has a line around it (stroke)", hint)
    if paint.fill and not is_colour(paint.fill):
        message = f'<{element.name}> is filled with "{paint.fill[:40]}", which is no plain colour'
        yield element.fault(message, _ONE_COLOUR)
    if paint.values.get("fill-opacity", "1") not in {"1", "1.0", "100%"}:
        message = f'<{element.name}> has "fill-opacity", which cannot be drawn'
        yield element.fault(message, _ONE_COLOUR)


def many_colours(found: Mapping[str, Element]) -> Fault:
    """Return the fault that a picture has more colours than one and white."""
    element, names = list(found.values())[1], list(found)
    more = f" and {len(found) - 2} more" if len(found) > 2 else ""
    message = f"the logo has the colours {names[0]}, {names[1]}{more}"
    return element.fault(message, _ONE_COLOUR)
