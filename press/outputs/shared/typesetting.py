"""Draw faces with Typst: Face -> PDF bytes, or PNG bytes of the whole or of one part.

A text that does not fit is refused by the template, which lists every one of them; that becomes
`UnfitError`. Typst refuses two compiles at once on one compiler: keep one `Sheets` per process.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from press.base.digest import Shown
from press.media.png import rgb
from press.media.qr import picture, qr
from press.media.qrform import HOLDER
from press.outputs.piece.record import Artwork, Face, Imprint, Sheet
from press.outputs.tools import Tools

POINTS_PER_MM = 72 / 25.4
VERSIONS = {"x-1a": "1.4", "x-4": "1.6"}  # of PDF, in which files for shops are written


@dataclass(frozen=True)
class Overset:
    """A text that would have to be set below its least size. Sizes in the format's unit."""

    what: str  # headline, subline, points, issuer, address or hours; DRAWING for the whole
    size: float
    least: float


DRAWING = "drawing"
NOT_DRAWN = (Overset(DRAWING, 0, 0),)


class UnfitError(Exception):
    """Some texts do not fit their sheet, or it cannot be drawn. Nothing is set too small."""

    def __init__(self, oversets: tuple[Overset, ...]) -> None:
        super().__init__(", ".join(overset.what for overset in oversets))
        self.oversets = oversets


class GaveUpError(Exception):
    """Typst broke off in its own code, as it does at sizes beyond all reason."""


def typesetter(tools: Tools) -> Sheets:
    """Return the typesetter of some tools."""
    return Sheets(tools.root, tools.profile)


class Sheets:
    """A Typst compiler over the project's templates and fonts, and no others."""

    def __init__(self, root: Path, profile: bytes = b"") -> None:
        self.profile = zlib.compress(profile, 9)  # of the press; some files for shops have it
        self._fonts = typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(root / "assets" / "fonts")],
        )
        self._root = root
        self._last = "", b""  # a source, and its PDF: outlines are made of what shops get
        self._compiler = self._fresh()

    def _fresh(self) -> typst.Compiler:
        root = str(self._root)
        return typst.Compiler(root=root, font_paths=self._fonts, ignore_system_fonts=True)

    def pdf(self, face: Face, part: str = "whole", *, code: bool = True) -> bytes:
        """Return a PDF/UA-1, or for shops one in inks with bleed.   Raises UnfitError.

        `part` is `whole`, `artwork` or `imprint`: the whole sheet with nothing but that on it.
        Without `code`, a picture of one pixel holds the place of the QR code.
        """
        given = _given(face.imprint, None if code else _held(face.imprint))
        source = _source(face, face.sheet, part, [given])
        if self._last[0] != source:
            self._last = source, self._pdf(face, source)
        made = self._last[1]
        if face.artwork.blocks and part != "imprint":
            self._forget()
        return made

    def imprints(self, artwork: Artwork, imprints: Sequence[Imprint], *, code: bool) -> bytes:
        """Return a PDF for shops with the pages of many imprints of one sheet.

        Raises UnfitError.
        """
        first = Face(artwork, imprints[0])
        given = [_given(imprint, None if code else _held(imprint)) for imprint in imprints]
        made = self._pdf(first, _source(first, artwork.sheet, "imprint", given))
        self._forget()
        return made

    def _pdf(self, face: Face, source: str) -> bytes:
        sheet = face.sheet
        if sheet.standard == "ua-1":
            return self._compile(face, source, format="pdf", pdf_standards="ua-1", timestamp=0)
        day = datetime.fromisoformat(face.artwork.updated).replace(tzinfo=UTC)
        return self._compile(
            face,
            source,
            format="pdf",
            pdf_standards=VERSIONS[sheet.standard],
            pdf_tags=False,
            timestamp=int(day.timestamp()),
        )

    def document(self, source: str) -> bytes:
        """Return a PDF/UA-1 of a source that is no sheet."""
        made = self._run(source, format="pdf", pdf_standards="ua-1", timestamp=0)
        if not isinstance(made, bytes):
            raise TypeError("compiling to a file, not to bytes")
        return made

    def png(self, face: Face, part: str = "whole", *, width: float | None = None) -> bytes:
        """Return a picture without bleed: one pixel a unit of screens, or `width` pixels wide.

        `part` is `whole`, `artwork` (the sheet without its imprint) or `band` (the imprint alone).
        """
        ppi = 72.0 if width is None else 72 * width / _points(face)
        sheet = replace(face.sheet, bleed=0, slug=0, on=None, tiles=False)
        given = _given(face.imprint, _pixels(face.imprint) if part == "band" else None)
        source = _source(face, sheet, part, [given])
        return self._compile(face, source, format="png", ppi=ppi, timestamp=0)

    def _forget(self) -> None:
        """Have Typst forget its layouts, of which long texts and many pages leave hundreds of MB.

        It forgets by itself what ten compiles have not used.
        """
        for _ in range(11):
            self._compiler.compile(b"", format="svg")

    def _compile(self, face: Face, source: str, **options: Any) -> bytes:
        try:
            made = self._run(source, **options)
        except typst.TypstError as error:
            oversets = _oversets(error.message, face)
            raise UnfitError(oversets or NOT_DRAWN) from error
        except GaveUpError as error:
            raise UnfitError(NOT_DRAWN) from error
        first = made[0] if isinstance(made, list) else made  # a picture for each page
        if first is None:
            raise TypeError("compiling to a file, not to bytes")
        return first

    def _run(self, source: str, **options: Any) -> bytes | list[bytes] | None:
        """Compile a document.   Raises TypstError, or GaveUpError where Typst itself breaks."""
        try:
            return self._compiler.compile(source.encode(), **options)
        except BaseException as error:  # a panic of Rust is no Exception
            if type(error).__name__ != "PanicException":
                raise
            self._compiler = self._fresh()  # the old one may still hold its locks
            raise GaveUpError(str(error)) from None


def _source(face: Face, sheet: Sheet, part: str, imprints: Sequence[Mapping[str, object]]) -> str:
    """Return the document: the template of the sheet, given the face with each of the imprints.

    The face stands in the source, not among Typst's inputs: these belong to its library, and with
    a new library Typst forgets all it has laid out. The imprints stand beside the face, not in it:
    Typst hashes what a call is given, and all would be hashed again for each of them.
    """
    artwork = _behind(face.artwork) if part in {"imprint", "band"} else plain(face.artwork)
    shown = {"sheet": _told(sheet), "artwork": artwork}
    template = f"/templates/sheet/{sheet.shape}.typ"
    return (
        f'#import "{template}": draw\n#let face = {_literal(shown)}\n'
        f'#for imprint in {_literal(imprints)} {{ draw(face + (imprint: imprint), "{part}") }}'
    )


def _told(sheet: Sheet) -> dict[str, object]:
    """Return a sheet without what templates do not look at."""
    unseen = {"fingerprint", "outlines", "max_bytes"}
    return {name: value for name, value in plain(sheet).items() if name not in unseen}


def _behind(artwork: Artwork) -> dict[str, object]:
    """Return what an imprint is told of an artwork: how to say its words, and some for a title."""
    return {"language": artwork.language, "headline": [["."]], "call": []}


def _given(imprint: Imprint, code: Mapping[str, object] | None = None) -> dict[str, object]:
    """Return an imprint as templates know it, with the runs of its code or something in place."""
    return plain(imprint) | {"qr": code or qr(imprint.link)}


def _held(imprint: Imprint) -> dict[str, object]:
    """Return what holds the place of a code."""
    return {"modules": qr(imprint.link)["modules"], "picture": list(HOLDER)}


def _pixels(imprint: Imprint) -> dict[str, object] | None:
    """Return a code as a picture if each module is a whole number of pixels wide."""
    if imprint.sheet.unit != "px":
        return None
    colours = rgb(str(imprint.white)), rgb(str(imprint.dark))
    return _held(imprint) | {"picture": list(picture(imprint.link, *colours))}


def _literal(value: object) -> str:
    """Return plain values as an expression of Typst."""
    text = json.dumps(value, ensure_ascii=False)
    return f"json(bytes({json.dumps(text, ensure_ascii=False)}))"


def plain(value: Shown) -> dict[str, Any]:
    """Return a record as lists and mappings, for JSON; a sheet stands by itself."""
    names = (field.name for field in fields(value) if field.name != "sheet")
    return {name: _plain(getattr(value, name)) for name in names}


def _plain(value: object) -> object:
    if isinstance(value, Shown):
        return plain(value)
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _points(face: Face) -> float:
    """Return the width of the drawn sheet in points."""
    sheet = face.sheet
    return sheet.width * (POINTS_PER_MM / sheet.scale if sheet.unit == "mm" else 1)


def _oversets(message: str, face: Face) -> tuple[Overset, ...]:
    _, _, found = message.partition("unfit ")
    if not found:
        return ()
    unit = face.sheet.width / _points(face)
    return tuple(Overset(o["what"], o["size"] * unit, o["least"] * unit) for o in json.loads(found))
