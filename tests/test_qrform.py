"""Laws of the codes that are drawn into compiled PDFs: each is the code that Typst would draw.

Where no place is found for a code, Typst draws it whole: that is what ours are compared with.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import numpy
import pikepdf
import pypdfium2
import pytest
import zxingcpp
from numpy.typing import NDArray

from press.content.check import check
from press.content.model.campaign import EDITION, Campaign
from press.content.parse import parse
from press.content.read.disk import ROOT, read
from press.content.resources import Resources
from press.media.qr import QUIET, qr
from press.media.qrform import NoHolderError, draw_code
from press.outputs.context import Context
from press.outputs.edition.compose import edition
from press.outputs.edition.render import render_edition
from press.outputs.piece.record import Artwork, Face, Imprint
from press.outputs.piece.render import Pieces
from press.outputs.registry import planned
from press.outputs.shared.typesetting import Sheets
from press.outputs.tools import Memo
from press.site.plan import LIBRARY, Job
from tests.composing import SHEETS
from tests.conftest import memory

COMMUNES = ("16813", "18028")
SIZE = 2000  # px of the longer side, where pages are compared
LEAST = 4  # px of a module, where codes are
ROUNDING = 2  # of 255
NO_LONGER = "Typst holds no place for the code: pieces are right and take long; see press/media"

Pixels = NDArray[numpy.uint8]
Crop = tuple[float, float, float, float]  # points from the left, bottom, right and top


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    sources, resources = read(ROOT / "content", today=date(2026, 11, 24))
    return check(parse(sources), resources).campaign.only(communes=COMMUNES)


@pytest.fixture(scope="module")
def context(campaign: Campaign, resources: Resources) -> Context:
    return Context(campaign, resources.pictograms, SHEETS)


@pytest.fixture(scope="module")
def kinds(campaign: Campaign) -> list[Job]:
    """One file of each format, language and variant of print files, editions included."""
    plan = planned(campaign)
    found: dict[tuple[object, ...], Job] = {}
    for job in (*plan.group(COMMUNES[0]), *plan.group(LIBRARY)):
        if job.kind == "print":
            found.setdefault((job.format, job.language, job.variant), job)
    return list(found.values())


class Holding(Sheets):
    """Sheets on which Typst draws no code of an imprint."""

    def pdf(self, face: Face, part: str = "whole", *, code: bool = True) -> bytes:
        assert not (code and part == "imprint"), NO_LONGER
        return super().pdf(face, part, code=code)

    def imprints(self, artwork: Artwork, imprints: Sequence[Imprint], *, code: bool) -> bytes:
        assert not code, NO_LONGER
        return super().imprints(artwork, imprints, code=code)


def no_holder(*_: object) -> None:
    raise NoHolderError


def written(job: Job, context: Context, sheets: Sheets, memo: Memo) -> bytes:
    if job.variant == EDITION:
        return render_edition(edition(context, job), sheets, memo)
    return Pieces(sheets, memo).link(context.faces.face(job))


def links(job: Job, context: Context) -> set[str]:
    if job.variant == EDITION:
        return {imprint.link for imprint in edition(context, job).imprints}
    return {context.faces.face(job).imprint.link}


def test_every_kind_of_print_file_has_the_code_that_typst_would_draw(
    kinds: list[Job], context: Context, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    face = context.faces.face
    drawn_once = {face(job).artwork.digest for job in kinds if job.variant != EDITION}
    keep = memory()

    def memo(key: str, make: Callable[[], bytes]) -> bytes:
        return keep(key, make) if key in drawn_once else make()

    holding, whole = Holding(ROOT, resources.profile), Sheets(ROOT, resources.profile)
    for job in kinds:
        ours = written(job, context, holding, memo)
        with monkeypatch.context() as patched:
            patched.setattr("press.outputs.piece.render.draw_code", no_holder)
            patched.setattr("press.outputs.edition.render.draw_code", no_holder)
            typsts = written(job, context, whole, memo)
        with pypdfium2.PdfDocument(ours) as one, pypdfium2.PdfDocument(typsts) as other:
            read = {code for pages in zip(one, other, strict=True) for code in compared(*pages)}

        assert read == links(job, context), job.path


def compared(ours: pypdfium2.PdfPage, typsts: pypdfium2.PdfPage) -> list[str]:
    """Compare two pages, and closer at one of their codes.   Returns what it says, if there is."""
    width, height = ours.get_size()
    scale = SIZE / max(width, height)
    same(ours, typsts, scale, (0, 0, 0, 0))
    found = zxingcpp.read_barcodes(seen(ours, scale, (0, 0, 0, 0)))
    for code in found[:1]:
        corners = code.position.top_left, code.position.bottom_right
        (left, top), (right, bottom) = ((at.x / scale, at.y / scale) for at in corners)
        module = (right - left) / (qr(code.text)["modules"] - 2 * QUIET)
        crop = (left - module, height - bottom - module, width - right - module, top - module)
        same(ours, typsts, max(scale, LEAST / module), crop)
    return [code.text for code in found[:1]]


def same(ours: pypdfium2.PdfPage, typsts: pypdfium2.PdfPage, scale: float, crop: Crop) -> None:
    pictures = [seen(page, scale, crop).astype(numpy.int16) for page in (ours, typsts)]
    assert numpy.abs(pictures[0] - pictures[1]).max() <= ROUNDING


def seen(page: pypdfium2.PdfPage, scale: float, crop: Crop) -> Pixels:
    return numpy.asarray(page.render(scale=scale, crop=crop).to_pil().convert("RGB"))


def test_a_page_without_a_place_is_refused() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        with pytest.raises(NoHolderError):
            draw_code(pdf, [page], "https://tinh.example/", (0.0, 0.0, 0.0, 100.0))


def test_other_pictures_stay() -> None:
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        held, photo = (
            pdf.make_stream(b"", Subtype=pikepdf.Name.Image, Width=side, Height=side)
            for side in (1, 300)
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(a=held, b=photo))
        draw_code(pdf, [page], "https://tinh.example/", (0.0, 0.0, 0.0, 100.0))
        forms = page.Resources.XObject

        assert (forms.a.Subtype, forms.b.objgen) == (pikepdf.Name.Form, photo.objgen)


def test_numbers_have_no_exponents() -> None:
    """No reader of PDF knows `1e-06`."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page().obj
        held = pdf.make_stream(b"", Subtype=pikepdf.Name.Image, Width=1, Height=1)
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(a=held))
        draw_code(pdf, [page], "https://tinh.example/", (1e-4, 0.0, 0.0, 100.0))
        data = page.Resources.XObject.a.read_bytes()

        assert data.startswith(b"0.0000010 0.0000000 0.0000000 1.0000000 k\n")
