"""Editions: one sheet for all communes as one PDF, for the province's own print run. Pure.

The artwork stands in the file once, and so do the typefaces of the imprints, so a file of 130
pages is as heavy as some twenty single ones. Always PDF/X-4: offset presses want the profile, and
here it is embedded once for all communes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from press.base.digest import digest
from press.media.pdfx import for_shop
from press.media.qrform import NoHolderError, draw_code
from press.outputs.composed import Files
from press.outputs.edition.record import Edition
from press.outputs.piece.record import Face
from press.outputs.shared.typesetting import POINTS_PER_MM, Sheets, typesetter
from press.outputs.tools import Memo, Tools

BATCH = 200  # communes of an edition compiled at once: Typst holds all pages in memory


def renderer(tools: Tools, _fingerprint: str) -> Callable[[Edition, Files], Iterable[bytes]]:
    """Return what renders a print run."""
    return lambda edition, _files: [render_edition(edition, tools.one(typesetter), tools.memo)]


def render_edition(edition: Edition, sheets: Sheets, memo: Memo) -> bytes:
    """Return the PDF of a print run.   Raises UnfitError."""
    with suppress(NoHolderError):
        return _rendered(edition, sheets, memo, code=False)
    return _rendered(edition, sheets, memo, code=True)


def _rendered(edition: Edition, sheets: Sheets, memo: Memo, *, code: bool) -> bytes:
    artwork, imprints = edition.artwork, []
    for start in range(0, len(edition.imprints), BATCH):
        batch = edition.imprints[start : start + BATCH]
        key = digest("imprints", code, *(imprint.digest for imprint in batch))
        imprints.append(memo(key, partial(sheets.imprints, artwork, batch, code=code)))
    drawn = sheets.pdf(Face(artwork, edition.imprints[0]), "artwork")
    return link_edition(edition, drawn, imprints, sheets.profile, held=not code)


def link_edition(
    edition: Edition, artwork: bytes, imprints: Sequence[bytes], profile: bytes, *, held: bool
) -> bytes:
    """Return the PDF of a compiled artwork with each page of the compiled imprints over it.

    `imprints` are compiled in batches, each with its own typefaces; if `held`, pictures hold the
    places of their QR codes. The communes' names are bookmarks; a sheet of two sides has two pages
    for each. Raises NoHolderError.
    """
    with pikepdf.open(io.BytesIO(imprints[0])) as pdf, pikepdf.open(io.BytesIO(artwork)) as drawn:
        for batch in imprints[1:]:
            with pikepdf.open(io.BytesIO(batch)) as more:
                pdf.pages.extend(more.pages)
        sides = [_form(pdf, page) for page in drawn.pages]
        pages = [page.obj for page in pdf.pages]
        for number, imprint in enumerate(edition.imprints) if held else ():
            own = pages[number * len(sides) : (number + 1) * len(sides)]
            draw_code(pdf, own, imprint.link, imprint.dark)
        _lay_under(pdf, pages, sides)
        pdf.trailer.Info = pdf.copy_foreign(drawn.trailer.Info)  # the imprints know no title
        pdf.Root.Metadata = pdf.copy_foreign(drawn.Root.Metadata)
        sheet = edition.artwork.sheet
        unit = POINTS_PER_MM / sheet.scale
        bleed = 0 if sheet.on else sheet.bleed
        for_shop(pdf, sheet.standard, profile, bleed=bleed * unit, slug=sheet.slug * unit)
        with pdf.open_outline() as outline:
            outline.root += [
                OutlineItem(name, number * len(sides)) for number, name in enumerate(edition.names)
            ]
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return made.getvalue()


def _lay_under(
    pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Object], sides: Sequence[pikepdf.Object]
) -> None:
    """Draw the sides of an artwork under pages, in turn."""
    calls = pdf.make_stream(b"q /Artwork Do Q\n")
    for index, page in enumerate(pages):
        forms = dict(page.Resources.get("/XObject", {}).items())
        page.Resources = Dictionary(dict(page.Resources.items()))  # pages may share one
        page.Resources.XObject = Dictionary(forms | {"/Artwork": sides[index % len(sides)]})
        page.Contents = Array([calls, page.Contents])


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page of another file as a form that may be drawn on pages of this one."""
    page.obj.Contents.Resources = page.obj.Resources
    form = pdf.copy_foreign(page.obj.Contents)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array(list(page.obj.MediaBox.as_list()))
    return form
