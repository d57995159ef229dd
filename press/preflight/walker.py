"""The walker of page descriptions: operators -> records of what they paint, in mm.

Follows the graphics and text state through form XObjects and tilings. Clips and vertical writing
are not followed: no check asks for them.
Source: ISO 32000-1, annex A (operators), 8.4 (graphics state), 8.10 (forms), 9.3-9.4 (text).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

from press.preflight.colour import BLACK, Colour, space_name
from press.preflight.fonts import NOTHING, Font, read_font
from press.preflight.matrix import Box, Matrix
from press.preflight.painted import Fill, Image, Mark, Page, Stroke, Text, read_page

_DEEPEST = 12  # forms in forms; a file that goes further calls itself
_UNIT = ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0))
Operands = list[Any]


@dataclass(frozen=True)
class _State:
    """The graphics state with its text parameters, as far as records need it."""

    ctm: Matrix
    fill: Colour = BLACK
    stroke: Colour = BLACK
    line: float = 1.0
    font: Font = NOTHING
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0


def walk(pdf: pikepdf.Pdf) -> tuple[Page, ...]:
    """Return every page with all that stands on it."""
    fonts: dict[tuple[int, int], Font] = {}
    pages = []
    for number, page in enumerate(pdf.pages, 1):
        empty = read_page(number, page)
        walker = _Walker(empty, page.resources, fonts)
        walker.run(page.obj)
        pages.append(replace(empty, marks=tuple(walker.marks)))
    return tuple(pages)


class _Walker:
    """Reads one page description; forms get a walker of their own that adds to the same marks."""

    def __init__(
        self, page: Page, resources: pikepdf.Object, fonts: dict[tuple[int, int], Font]
    ) -> None:
        self.page, self.resources, self.fonts = page, resources, fonts
        self.marks: list[Mark] = []
        self.depth = 0
        self.state = _State(page.to_mm)
        self.saved: list[_State] = []
        self.matrix = self.line_matrix = Matrix()
        self.points: list[tuple[float, float]] = []

    def run(self, content: pikepdf.Object | pikepdf.Page) -> None:
        """Follow every operator of a content stream."""
        for instruction in pikepdf.parse_content_stream(content):
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                image = instruction.iimage
                space = image.obj.get("/ColorSpace", image.obj.get("/CS"))
                self.picture((image.width, image.height), space_name(space, self.resources))
            elif follow := _OPERATORS.get(str(instruction.operator)):
                try:
                    follow(self, list(instruction.operands))
                except (IndexError, TypeError, ValueError) as error:
                    raise pikepdf.PdfError(
                        f"operands of {instruction.operator}: {error}"
                    ) from error

    def inside(self, form: pikepdf.Object, placed: Matrix, state: _State) -> None:
        """Follow a form or a tiling in its own resources; those of the page if it has none."""
        if self.depth >= _DEEPEST:
            return
        walker = _Walker(self.page, form.get("/Resources", self.resources), self.fonts)
        own = Matrix(*map(float, form.get("/Matrix", list(Matrix()))))
        walker.state = replace(state, ctm=own.then(placed))
        walker.marks, walker.depth = self.marks, self.depth + 1
        walker.run(form)

    def resource(self, kind: str, key: pikepdf.Object) -> Any:
        """Return what the resources call by a name, or None."""
        return self.resources.get(kind, Dictionary()).get(str(key))

    def set(self, **values: Any) -> None:
        self.state = replace(self.state, **values)

    # graphics state

    def save(self, _: Operands) -> None:
        self.saved.append(self.state)

    def restore(self, _: Operands) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def concat(self, numbers: Operands) -> None:
        self.set(ctm=Matrix(*map(float, numbers)).then(self.state.ctm))

    def external(self, names: Operands) -> None:
        given = self.resource("/ExtGState", names[0]) or Dictionary()
        if "/LW" in given:
            self.set(line=float(given.LW))
        if "/Font" in given:
            self.set(font=self.read(given.Font[0]), size=float(given.Font[1]))

    # colour: `which` is fill or stroke

    def device(self, which: str, space: str, parts: Operands) -> None:
        self.set(**{which: Colour(space, tuple(map(float, parts)))})

    def space(self, which: str, names: Operands) -> None:
        self.set(**{which: Colour(space_name(names[0], self.resources))})

    def parts(self, which: str, values: Operands) -> None:
        if values and isinstance(values[-1], Name):
            self.set(**{which: self.pattern(self.resource("/Pattern", values[-1]))})
        else:
            space = getattr(self.state, which).space
            self.set(**{which: Colour(space, tuple(map(float, values)))})

    def pattern(self, pattern: Any) -> Colour:
        """Return the colour of a pattern; what a tiling is made of is painted once, where it is."""
        if pattern is None:
            return Colour("unknown")
        if "/Shading" in pattern:
            return Colour(space_name(pattern.Shading.get("/ColorSpace"), self.resources))
        self.inside(pattern, self.page.to_mm, _State(self.page.to_mm))
        return Colour("pattern")

    def shade(self, names: Operands) -> None:
        shading = self.resource("/Shading", names[0])
        if shading is not None:
            colour = Colour(space_name(shading.get("/ColorSpace"), self.resources))
            self.marks.append(Fill(self.page.number, self.page.media, colour))

    # paths

    def reach(self, numbers: Operands) -> None:
        flat = [float(number) for number in numbers]
        place = self.state.ctm.apply
        self.points += [place(flat[i], flat[i + 1]) for i in range(0, len(flat), 2)]

    def rectangle(self, numbers: Operands) -> None:
        x, y, width, height = map(float, numbers)
        self.reach([x, y, x + width, y, x, y + height, x + width, y + height])

    def paint(self, fill: bool, stroke: bool) -> None:  # noqa: FBT001 - a row of the table
        state, number = self.state, self.page.number
        if self.points:
            box = Box.around(self.points)
            if fill:
                self.marks.append(Fill(number, box, state.fill))
            if stroke:
                width = state.line * min(state.ctm.across, state.ctm.up)
                self.marks.append(Stroke(number, box, width, state.stroke))
        self.points = []

    # pictures and forms

    def call(self, names: Operands) -> None:
        called = self.resource("/XObject", names[0])
        if called is None:
            return
        if called.get("/Subtype") == Name.Form:
            self.inside(called, self.state.ctm, self.state)
        elif called.get("/Subtype") == Name.Image:
            mask = called.get("/ImageMask", False)
            space = called.get("/ColorSpace")
            known = self.state.fill.space if mask else space_name(space, self.resources)
            self.picture((int(called.Width), int(called.Height)), known)

    def picture(self, pixels: tuple[int, int], space: str) -> None:
        ctm = self.state.ctm
        inches = max(ctm.across, 1e-9) / 25.4, max(ctm.up, 1e-9) / 25.4
        ppi = min(pixels[0] / inches[0], pixels[1] / inches[1])
        box = Box.around(ctm.apply(*corner) for corner in _UNIT)
        self.marks.append(Image(self.page.number, pixels, box, ppi, space))

    # text

    def read(self, font: pikepdf.Object) -> Font:
        known = self.fonts.get(font.objgen) if font.is_indirect else None
        if known is None:
            known = read_font(font)
            self.fonts[font.objgen] = known
        return known

    def begin(self, _: Operands) -> None:
        self.matrix = self.line_matrix = Matrix()

    def choose(self, values: Operands) -> None:
        font = self.resource("/Font", values[0])
        known = NOTHING if font is None else self.read(font)
        self.set(font=known, size=float(values[1]))

    def place(self, numbers: Operands) -> None:
        self.matrix = self.line_matrix = Matrix(*map(float, numbers))

    def move(self, x: float, y: float) -> None:
        self.matrix = self.line_matrix = Matrix(e=float(x), f=float(y)).then(self.line_matrix)

    def move_and_lead(self, numbers: Operands) -> None:
        self.set(leading=-float(numbers[1]))
        self.move(*numbers)

    def next_line(self, _: Operands) -> None:
        self.move(0, -self.state.leading)

    def show(self, text: bytes) -> None:
        """Record a string where it begins and move on by its width."""
        s = self.state
        em = Matrix(s.size * s.stretch, 0, 0, s.size, 0, s.rise).then(self.matrix).then(s.ctm)
        if text:
            shown = Text(
                self.page.number, em.up, em.e, em.f, s.fill, s.font.name, invisible=s.mode in {3, 7}
            )
            self.marks.append(shown)
        for code, width in s.font.advances(text):
            word = s.word if s.font.length == 1 and code == 32 else 0
            self.advance((width * s.size + s.char + word) * s.stretch)

    def advance(self, x: float) -> None:
        self.matrix = Matrix(e=x).then(self.matrix)

    def show_adjusted(self, values: Operands) -> None:
        """Show an array of strings and kerns as one string: one record, at its beginning."""
        began = len(self.marks)
        for value in values[0]:
            if isinstance(value, pikepdf.String):
                self.show(bytes(value))
            else:
                self.advance(-float(value) / 1000 * self.state.size * self.state.stretch)
        del self.marks[began + 1 :]

    def show_next(self, values: Operands) -> None:
        if len(values) == 3:
            self.set(word=float(values[0]), char=float(values[1]))
        self.next_line([])
        self.show(bytes(values[-1]))


def _number(field: str, unit: float = 1) -> Callable[[_Walker, Operands], None]:
    return lambda walker, values: walker.set(**{field: float(values[0]) * unit})


def _device(which: str, space: str) -> Callable[[_Walker, Operands], None]:
    return lambda walker, parts: walker.device(which, space, parts)


def _paint(*, fill: bool = False, stroke: bool = False) -> Callable[[_Walker, Operands], None]:
    return lambda walker, _: walker.paint(fill, stroke)


_OPERATORS: dict[str, Callable[[_Walker, Operands], None]] = {
    "q": _Walker.save, "Q": _Walker.restore, "cm": _Walker.concat, "gs": _Walker.external,
    "w": _number("line"),
    "g": _device("fill", "grey"), "G": _device("stroke", "grey"),
    "rg": _device("fill", "rgb"), "RG": _device("stroke", "rgb"),
    "k": _device("fill", "cmyk"), "K": _device("stroke", "cmyk"),
    "cs": lambda w, v: w.space("fill", v), "CS": lambda w, v: w.space("stroke", v),
    "sc": lambda w, v: w.parts("fill", v), "SC": lambda w, v: w.parts("stroke", v),
    "scn": lambda w, v: w.parts("fill", v), "SCN": lambda w, v: w.parts("stroke", v),
    "sh": _Walker.shade,
    "m": _Walker.reach, "l": _Walker.reach, "c": _Walker.reach, "v": _Walker.reach,
    "y": _Walker.reach, "re": _Walker.rectangle,
    "f": _paint(fill=True), "F": _paint(fill=True), "f*": _paint(fill=True),
    "S": _paint(stroke=True), "s": _paint(stroke=True), "n": _paint(),
    **{both: _paint(fill=True, stroke=True) for both in ("B", "B*", "b", "b*")},
    "Do": _Walker.call,
    "BT": _Walker.begin, "Tf": _Walker.choose, "Tm": _Walker.place,
    "Td": lambda w, v: w.move(*v), "TD": _Walker.move_and_lead, "T*": _Walker.next_line,
    "Tj": lambda w, v: w.show(bytes(v[0])), "TJ": _Walker.show_adjusted,
    "'": _Walker.show_next, '"': _Walker.show_next,
    "Tc": _number("char"), "Tw": _number("word"), "Tz": _number("stretch", 0.01),
    "TL": _number("leading"), "Ts": _number("rise"),
    "Tr": lambda w, v: w.set(mode=int(v[0])),
}  # fmt: skip
