"""Small pictures of sheets, covers for pages, the contact sheet of many: records -> bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

from PIL import Image

from press.outputs.composed import Files
from press.outputs.picture.record import ContactSheet, Cover, Thumb
from press.outputs.piece.record import Face
from press.outputs.shared.typesetting import Sheets, typesetter
from press.outputs.tools import Tools

LONG_SIDE = 480  # px of a small picture; that of a long strip may be twice as long
QUALITY = 62  # of WebP: no ring to be seen about letters, half the bytes of 80
MINI = 168  # px of the smallest
GAP = 12
ROW = 140  # px: height of an upright sheet on the contact sheet
STRIP = 300  # px: width of a long strip there
GROUND = "#e7e9ea"


def renderer(
    tools: Tools, _fingerprint: str
) -> Callable[[Thumb | Cover | ContactSheet, Files], Iterable[bytes]]:
    """Return what renders a small picture."""

    def render(record: Thumb | Cover | ContactSheet, files: Files) -> Iterable[bytes]:
        if isinstance(record, ContactSheet):
            rows = [[(files.read(path), long) for path, long in row] for row in record.rows]
            return [contact_sheet(rows)]
        return [_drawn(record, tools)]

    return render


def drawer(tools: Tools, _fingerprint: str) -> Callable[[Thumb | Cover], object]:
    """Return what draws a picture and keeps it."""
    return lambda record: _drawn(record, tools)


def _drawn(record: Thumb | Cover, tools: Tools) -> bytes:
    if isinstance(record, Cover):
        return tools.memo(record.digest, lambda: cover(record, tools.one(typesetter)))
    face, long = record.face, record.face.sheet.long
    if record.mini:
        return tools.memo(record.digest, lambda: mini(kept_thumb(face, tools), long=long))
    return kept_thumb(face, tools)


def kept_thumb(face: Face, tools: Tools) -> bytes:
    """Return a piece as a small picture, drawn once for all that show it.   Raises UnfitError."""
    return tools.memo(Thumb(face, mini=False).digest, lambda: thumb(face, tools.one(typesetter)))


def thumb(face: Face, sheets: Sheets) -> bytes:
    """Return the trimmed sheet as a small picture of 64 colours.   Raises UnfitError."""
    sheet = face.sheet
    side = LONG_SIDE * (2 if sheet.long else 1)
    width = round(side * min(1.0, sheet.width / sheet.height))
    return _png(Image.open(io.BytesIO(sheets.png(face, width=width))).convert("RGB"))


def cover(picture: Cover, sheets: Sheets) -> bytes:
    """Return the sheet as pages show it.   Raises UnfitError."""
    drawn = Image.open(io.BytesIO(sheets.png(picture.face, width=picture.width))).convert("RGB")
    return _png(drawn, 128) if picture.type == "png" else _webp(drawn)


def mini(picture: bytes, *, long: bool) -> bytes:
    """Return a small picture again, as WebP for lists: of a fifth of its bytes."""
    full = Image.open(io.BytesIO(picture)).convert("RGB")
    side = MINI * (2 if long else 1)
    full.thumbnail((side, side), Image.Resampling.LANCZOS)
    return _webp(full)


def _webp(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=5)  # 1 % larger than by 6, in half the time
    return out.getvalue()


def contact_sheet(rows: Sequence[Sequence[tuple[bytes, bool]]]) -> bytes:
    """Return one picture of rows of small pictures, each with whether it is of a long strip.

    Long strips of a row stand under one another.
    """
    strips = [
        _row([(Image.open(io.BytesIO(data)).convert("RGB"), long) for data, long in row])
        for row in rows
        if row
    ]
    width = max((strip.width for strip in strips), default=0) + 2 * GAP
    sheet = Image.new("RGB", (width, sum(strip.height + GAP for strip in strips) + GAP), GROUND)
    y = GAP
    for strip in strips:
        sheet.paste(strip, (GAP, y))
        y += strip.height + GAP
    return _png(sheet, 128)


def _row(pictures: Sequence[tuple[Image.Image, bool]]) -> Image.Image:
    upright = [
        p.resize((round(p.width * ROW / p.height), ROW), Image.Resampling.LANCZOS)
        for p, is_long in pictures
        if not is_long
    ]
    long = [
        p.resize((STRIP, round(p.height * STRIP / p.width)), Image.Resampling.LANCZOS)
        for p, is_long in pictures
        if is_long
    ]
    columns = _columns(long)
    width = sum(p.width + GAP for p in upright) + len(columns) * (STRIP + GAP) - GAP
    row = Image.new("RGB", (width, ROW), GROUND)
    x = 0
    for picture in upright:
        row.paste(picture, (x, 0))
        x += picture.width + GAP
    for column in columns:
        y = 0
        for picture in column:
            row.paste(picture, (x, y))
            y += picture.height + GAP
        x += STRIP + GAP
    return row


def _columns(strips: Sequence[Image.Image]) -> list[list[Image.Image]]:
    """Return strips in columns, each no higher than a row."""
    columns: list[list[Image.Image]] = []
    left = 0
    for strip in strips:
        if not columns or strip.height > left:
            columns.append([])
            left = ROW
        columns[-1].append(strip)
        left -= strip.height + GAP
    return columns


def _png(picture: Image.Image, colours: int = 64) -> bytes:
    flat = picture.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    out = io.BytesIO()
    flat.save(out, "PNG", compress_level=6)  # 2 % larger than 9, in a fifth of the time
    return out.getvalue()
