"""Editions: one sheet for all communes as one PDF, for the province's own print run. Pure.

The artwork stands in the file once, and so do the typefaces of the imprints, so a file of 130
pages is as heavy as some twenty single ones. Always PDF/X-4: offset presses want the profile, and
here it is embedded once for all communes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem

from press.media.pdfx import for_shop
from press.outputs.piece.record import Sheet
from press.outputs.shared.typesetting import POINTS_PER_MM


def link_edition(
    artwork: bytes, imprints: Sequence[bytes], names: Sequence[str], sheet: Sheet, profile: bytes
) -> bytes:
    """Return the PDF of a compiled artwork with each page of the compiled imprints over it.

    `imprints` are compiled in batches, each with its own typefaces. `names` are the bookmarks, one
    for each commune; a sheet of two sides has two pages for each.
    """
    with pikepdf.open(io.BytesIO(imprints[0])) as pdf, pikepdf.open(io.BytesIO(artwork)) as drawn:
        for batch in imprints[1:]:
            with pikepdf.open(io.BytesIO(batch)) as more:
                pdf.pages.extend(more.pages)
        sides = [_form(pdf, page) for page in drawn.pages]
        calls = pdf.make_stream(b"q /Artwork Do Q\n")
        for index, page in enumerate(pdf.pages):
            own = page.obj.Resources
            page.obj.Resources = Dictionary(dict(own.items()))
            page.obj.Resources.XObject = Dictionary(Artwork=sides[index % len(sides)])
            page.obj.Contents = Array([calls, page.obj.Contents])
        unit = POINTS_PER_MM / sheet.scale
        bleed = 0 if sheet.on else sheet.bleed
        for_shop(pdf, sheet.standard, profile, bleed=bleed * unit, slug=sheet.slug * unit)
        with pdf.open_outline() as outline:
            outline.root += [
                OutlineItem(name, number * len(sides)) for number, name in enumerate(names)
            ]
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return made.getvalue()


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Object:
    """Return a page of another file as a form that may be drawn on pages of this one."""
    page.obj.Contents.Resources = page.obj.Resources
    form = pdf.copy_foreign(page.obj.Contents)
    form.Type, form.Subtype = Name.XObject, Name.Form
    form.BBox = Array(list(page.obj.MediaBox.as_list()))
    return form
