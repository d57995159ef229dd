"""Draw a picture as layers of one colour and white on a square of 256. Pure.

Layers lie on each other as in the picture, each filled by its own rule: so shapes that overlap
stay whole, and white ones cut out what is below them.
"""

from __future__ import annotations

import math
from collections.abc import Generator, Iterator

from fontTools.misc.transform import Identity, Transform
from fontTools.pens.basePen import decomposeQuadraticSegment
from fontTools.pens.boundsPen import BoundsPen
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.svgLib.path import parse_path

from press.base.outline import Layer, Outline, Step
from press.media.svg.reader import Element, Fault, UnfitError, read
from press.media.svg.shapes import length, numbers, path, transform
from press.media.svg.style import PAPER, Paint, Styles, faults_of, many_colours

GRID = 256.0
SLACK = 1.0  # how far lines may run past the square: what rounding does to a drawing
MOST_STEPS = 10_000
_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "polygon", "polyline", "line"})
_GROUPS = frozenset({"svg", "g", "a"})
_UNSEEN = frozenset({  # elements that show nothing by themselves, and those of other vocabularies
    *("", "title", "desc", "metadata", "defs", "symbol", "style", "clipPath", "mask", "filter"),
    *("marker", "pattern", "linearGradient", "radialGradient", "view"),
})  # fmt: skip
_IN_WORDS = {
    "text": "letters (<text>), which need their typeface",
    "image": "a photo or scan (<image>)",
    "use": "a copy of another shape (<use>)",
    "svg": "a picture in the picture (<svg>)",
}
_UNLINK = "in Inkscape: Edit > Clone > Unlink Clone, then save as Plain SVG; or ask a designer"
_SQUARE = "in Inkscape: File > Document Properties, set the page to a square with the logo inside"
_OTHER = "the logo must be drawn as shapes: ask a designer for it as vectors"
_HINTS = {"use": _UNLINK, "image": _OTHER}


def outline(svg: str) -> Outline:
    """Return a picture of one shape.   Raises UnfitError; ValueError if it has more of them."""
    found = layers(svg)
    if len(found) != 1:
        raise ValueError(f"a pictogram is one shape, not {len(found)}")
    return found[0].outline


def layers(svg: str) -> tuple[Layer, ...]:
    """Return what a picture shows, the lowest first.

    Raises UnfitError with every fault if any of it cannot be drawn, if it has two colours besides
    white, if nothing of it would be seen, or if it goes beyond its square.
    """
    root, drawing = read(svg), _Drawing()
    faults = tuple(drawing.draw(root, _onto_grid(root)))
    faults = faults or tuple(_of_whole(root, drawing.layers))
    if faults:
        raise UnfitError(faults)
    return tuple(drawing.layers)


def _onto_grid(root: Element) -> Transform:
    """Return what takes the square that a picture is drawn on to ours."""
    given = root.attributes
    try:
        if "viewBox" in given:
            x, y, wide, tall = numbers(given["viewBox"])
        else:
            x, y, wide, tall = 0.0, 0.0, length(given["width"]), length(given["height"])
    except (ValueError, KeyError):
        message = "the picture does not say how large it is (viewBox)"
        raise UnfitError([root.fault(message, _SQUARE)]) from None
    if not min(wide, tall) > 0 or abs(wide - tall) > 0.001 * max(wide, tall):
        message = f"the page of the picture is {wide:g} × {tall:g}, it must be a square"
        raise UnfitError([root.fault(message, _SQUARE)])
    return Identity.scale(GRID / max(wide, tall)).translate(-x, -y)


class _Drawing:
    """The layers of a picture."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self._styles = Styles()
        self._colours: dict[str, Element] = {}  # each with the first shape that has it
        self._steps = 0

    def draw(self, root: Element, onto: Transform) -> Iterator[Fault]:
        """Add everything below the root, and yield what of it cannot be drawn."""
        for sheet in (element for element in _all(root) if element.name == "style"):
            yield from self._styles.add(sheet)
        paint = yield from self._styles.paint(root, Paint())
        if "transform" in root.attributes:
            yield root.fault('<svg> has "transform", which cannot be drawn')
        yield from self._inside(root, onto, paint)
        if len(self._colours) > 1:
            yield many_colours(self._colours)

    def _inside(self, root: Element, onto: Transform, around: Paint) -> Iterator[Fault]:
        """Add what is below the root in the order in which it is painted, if it is not too much."""
        waiting = [(child, onto, around) for child in reversed(root.children)]
        while waiting and self._steps <= MOST_STEPS:
            element, outer, around = waiting.pop()
            if element.name in _UNSEEN:
                continue
            paint = yield from self._styles.paint(element, around)
            if not paint.shown:
                continue
            matrix = yield from _matrix(element, outer)
            if element.name in _GROUPS - {"svg"}:
                waiting.extend((child, matrix, paint) for child in reversed(element.children))
            elif element.name in _SHAPES:
                yield from self._shape(element, matrix, paint)
            else:
                words = _IN_WORDS.get(element.name, f"<{element.name}>, which cannot be drawn")
                fault = element.fault(f"the logo has {words}")
                hint = _HINTS.get(element.name, fault.hint)
                yield element.fault(fault.message, hint)

    def _shape(self, element: Element, matrix: Transform, paint: Paint) -> Iterator[Fault]:
        faults = tuple(faults_of(element, paint))
        yield from faults
        if faults or not paint.fill:
            return
        try:
            steps = _drawn(path(element.name, element.attributes), matrix)
        except (ValueError, ArithmeticError) as error:
            words = str(error) if type(error) is ValueError else "a curve cannot be drawn"
            yield element.fault(f"<{element.name}>: {words}")
            return
        self._steps += len(steps)
        if self._steps > MOST_STEPS:
            message = f"the logo has more than {MOST_STEPS:,} lines and curves"
            hint = "in Inkscape: Path > Simplify, then save as Plain SVG; or ask a designer"
            yield element.fault(message, hint)
        elif steps:
            yield from self._add(element, steps, paint)

    def _add(self, element: Element, steps: tuple[Step, ...], paint: Paint) -> Iterator[Fault]:
        if paint.fill != PAPER:
            self._colours.setdefault(paint.fill, element)
        rule = "even-odd" if paint.is_even_odd else "non-zero"
        self.layers.append(Layer(Outline(GRID, steps, rule), paper=paint.fill == PAPER))
        left, top, right, bottom = _bounds(steps)
        past = max(-left, -top, right - GRID, bottom - GRID)
        if not past <= SLACK:
            message = f"<{element.name}> goes {_share(past)} beyond the square of the picture"
            yield element.fault(message, _SQUARE)


def _matrix(element: Element, outer: Transform) -> Generator[Fault, None, Transform]:
    try:
        return outer.transform(transform(element.attributes.get("transform", "")))
    except ValueError as error:
        yield element.fault(f"<{element.name}>: {error}")
        return outer


def _share(past: float) -> str:
    """Return how far something goes beyond the square, as a part of its side."""
    return f"{past / GRID:.1%}" if past < 10 * GRID else "far"


def _all(root: Element) -> Iterator[Element]:
    """Yield the elements of a picture in the order of its text, the root included."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(reversed(element.children))


def _of_whole(root: Element, found: list[Layer]) -> Iterator[Fault]:
    inked = [step for layer in found if not layer.paper for step in layer.outline.steps]
    left, top, right, bottom = _bounds(inked) if inked else (0.0, 0.0, 0.0, 0.0)
    if found and not inked:
        hint = "take the version of the logo for light grounds"
        yield root.fault("all of the logo is white: on paper nothing would be seen", hint)
    elif min(right - left, bottom - top) < 1:
        yield root.fault("there is nothing in the picture that is printed", "is it empty?")


def _bounds(steps: list[Step] | tuple[Step, ...]) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what steps draw, curves as far as they really go."""
    pen = BoundsPen(None)
    calls = {"M": pen.moveTo, "L": pen.lineTo, "C": pen.curveTo, "Q": pen.qCurveTo}
    for letter, *values in steps:
        points = list(zip(values[::2], values[1::2], strict=True))
        if letter == "Z":
            pen.closePath()
        else:
            calls[str(letter)](*points)
    left, top, right, bottom = pen.bounds or (0.0, 0.0, 0.0, 0.0)
    return float(left), float(top), float(right), float(bottom)


def _drawn(data: str, matrix: Transform) -> tuple[Step, ...]:
    pen = RecordingPen()
    parse_path(data, TransformPen(pen, matrix))
    return tuple(step for name, points in pen.value for step in _steps(name, points))


def _steps(name: str, points: tuple[tuple[float, float], ...]) -> Iterator[Step]:
    match name:
        case "moveTo":
            yield _step("M", *points)
        case "lineTo":
            yield _step("L", *points)
        case "curveTo":
            yield _step("C", *points)
        case "qCurveTo":
            for control, end in decomposeQuadraticSegment(points):
                yield _step("Q", control, end)
        case "closePath":
            yield ("Z",)


def _step(letter: str, *points: tuple[float, float]) -> Step:
    """Return a step with hundredths, a 40th of a millimetre on the largest banner."""
    values = [round(float(value), 2) for point in points for value in point]
    if not all(math.isfinite(value) for value in values):
        raise ValueError("a line runs to nowhere")
    return (letter, *values)
