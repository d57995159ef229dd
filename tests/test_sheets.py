"""Pieces read back with other tools: PDFium for sheets, ZXing for codes, Pillow for cards."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy
import pypdfium2
import pytest
import typst
import zxingcpp
from PIL import Image, ImageChops
from pypdfium2 import raw

from press.base.text import NBSP
from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import read
from press.content.resources import Resources
from press.outputs.piece.bands import whole
from press.outputs.piece.compose import Faces
from press.outputs.piece.record import Face
from press.outputs.piece.render import LINKERS, Pieces
from press.outputs.registry import make_plan
from press.outputs.shared import typesetting
from press.outputs.shared.typesetting import Sheets, UnfitError, plain
from press.site.plan import Job
from tests.composing import SHEETS
from tests.conftest import memory

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def sheets() -> Sheets:
    return Sheets(ROOT, b"a profile")


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    """The real campaign, for the commune with the longest name and the longest message."""
    sources, resources = read(ROOT / "content", today=date(2026, 11, 23))
    whole = check(parse(sources), resources).campaign
    return whole.only(communes=["18028"], messages=["cham-dut-boc-lot"])


@pytest.fixture(scope="module")
def faces(campaign: Campaign, resources: Resources) -> list[tuple[Job, Face]]:
    composer = Faces(campaign, resources.pictograms, SHEETS)
    jobs = make_plan(campaign).jobs
    return [(job, composer.face(job)) for job in jobs if job.view == "piece"]


@pytest.fixture(scope="module")
def prints(faces: list[tuple[Job, Face]]) -> list[tuple[Job, Face]]:
    """Of print files one of each that is drawn or linked in a way of its own.

    `proof` looks at all of them.
    """
    found: dict[tuple[object, ...], tuple[Job, Face]] = {}
    for job, face in faces:
        if job.kind == "print":
            sheet = face.sheet
            way = (sheet.shape, job.variant, sheet.standard, sheet.scale, sheet.tiles, sheet.on)
            found.setdefault(way, (job, face))
    return list(found.values())


@pytest.fixture(scope="module")
def pieces(sheets: Sheets) -> Pieces:
    return Pieces(sheets, memory())


def codes(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(numpy.asarray(picture.convert("RGB")))]


def address(campaign: Campaign, job: Job) -> str:
    return f"{campaign.settings.base_url}x/{job.commune}/?p={job.format}"


def page(data: bytes) -> Iterator[pypdfium2.PdfPage]:
    document = pypdfium2.PdfDocument(data)
    yield from document
    document.close()


def fonts_not_embedded(drawn: pypdfium2.PdfPage) -> set[str]:
    texts = drawn.get_objects([raw.FPDF_PAGEOBJ_TEXT])
    fonts = [raw.FPDFTextObj_GetFont(text.raw) for text in texts]
    assert fonts
    return {str(font) for font in fonts if not raw.FPDFFont_GetIsEmbedded(font)}


def test_a_card_has_its_size_its_weight_and_a_code_that_reads(
    faces: list[tuple[Job, Face]], pieces: Pieces, campaign: Campaign
) -> None:
    limits = {form.id: form.max_bytes for form in campaign.formats}
    for job, face in faces:
        if job.kind == "card":
            data = pieces.link(face)
            picture = Image.open(io.BytesIO(data))
            assert picture.size == (face.sheet.width, face.sheet.height)
            assert len(data) <= (limits[job.format or ""] or 0)
            lights = face.sheet.shape == "led"  # too coarse for a code
            assert codes(picture) == ([] if lights else [address(campaign, job)])


def test_a_linked_card_shows_what_drawing_it_whole_shows(
    faces: list[tuple[Job, Face]], sheets: Sheets, pieces: Pieces
) -> None:
    for job, face in faces:
        if job.kind == "card":
            linked = Image.open(io.BytesIO(pieces.link(face))).convert("RGB")
            difference = ImageChops.difference(linked, whole(face, sheets))
            assert numpy.asarray(difference).max() <= 16, job.path


def test_a_code_of_a_pixel_a_module_shows_as_one_of_strokes(
    faces: list[tuple[Job, Face]], sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    cards = {face.sheet: face for job, face in faces if job.kind == "card"}
    for face in cards.values():
        pixels = Image.open(io.BytesIO(sheets.png(face, "band"))).convert("RGB")
        with monkeypatch.context() as patched:
            patched.setattr(typesetting, "_pixels", lambda _: None)
            strokes = Image.open(io.BytesIO(sheets.png(face, "band"))).convert("RGB")

        assert ImageChops.difference(pixels, strokes).getbbox() is None, face.sheet

    assert len(cards) == 6


def test_an_imprint_is_the_same_whatever_it_is_told_of_the_artwork(
    faces: list[tuple[Job, Face]], sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_kind = {face.sheet: face for _, face in faces}
    for face in by_kind.values():
        draw = LINKERS[face.sheet.type].imprint
        told_little = draw(face, sheets).pack()
        with monkeypatch.context() as patched:
            patched.setattr(typesetting, "_behind", plain)
            assert draw(face, sheets).pack() == told_little, face.sheet


def test_a_linked_print_file_shows_and_reads_what_drawing_it_whole_shows_and_reads(
    prints: list[tuple[Job, Face]], sheets: Sheets, pieces: Pieces
) -> None:
    for job, face in prints:
        for sides in zip(page(pieces.link(face)), page(sheets.pdf(face)), strict=True):
            scale = 1600 / max(sides[0].get_size())
            pictures = [side.render(scale=scale).to_pil() for side in sides]
            texts = {side.get_textpage().get_text_range() for side in sides}
            difference = numpy.asarray(ImageChops.difference(*pictures))
            if job.variant == "outlines":  # edges are drawn without the hints of a font
                assert difference.mean() < 2, job.path
            else:
                assert difference.max() <= 2, job.path  # the code: see test_qrform.py
                assert job.variant == "tiles" or len(texts) == 1, job.path
            assert len({side.get_mediabox() for side in sides}) == 1


def test_a_print_file_has_its_boxes_its_fonts_and_its_words(
    faces: list[tuple[Job, Face]], pieces: Pieces
) -> None:
    for job, face in faces:
        if job.kind == "print":
            sheet = face.sheet
            unit = 72 / 25.4 / sheet.scale
            for number, drawn in enumerate(page(pieces.link(face))):
                left, bottom, right, top = drawn.get_trimbox()
                width, height = (
                    (297, 210) if sheet.tiles else sheet.on or (sheet.width, sheet.height)
                )
                around = 0 if sheet.on or sheet.tiles else sheet.bleed + sheet.slug
                assert right - left == pytest.approx(width * unit, abs=0.1)
                assert top - bottom == pytest.approx(height * unit, abs=0.1)
                assert left == pytest.approx(around * unit, abs=0.1)
                assert drawn.get_mediabox()[2] <= 14_400
                if sheet.outlines or sheet.tiles or number:
                    continue
                words = " ".join(drawn.get_textpage().get_text_range().split())
                address = () if sheet.shape == "simple" else face.imprint.address
                for text in (*face.imprint.issuer, face.imprint.number, *address):
                    assert text in words, job.path
                for unit_text in (
                    u for phrase in (*face.artwork.headline, *face.artwork.call) for u in phrase
                ):
                    assert unit_text.replace(NBSP, " ").upper() in words, job.path
                assert fonts_not_embedded(drawn) == set()


def test_a_printed_code_reads(
    prints: list[tuple[Job, Face]], pieces: Pieces, campaign: Campaign
) -> None:
    for job, face in prints:
        found = set()
        for drawn in page(pieces.link(face)):
            picture = drawn.render(scale=2000 / max(drawn.get_size())).to_pil()
            found |= set(codes(picture))
        assert found == {address(campaign, job)}, job.path


def test_a_text_below_its_least_size_is_refused_with_its_size(
    faces: list[tuple[Job, Face]], sheets: Sheets
) -> None:
    face = faces[0][1]
    long = replace(face.artwork, headline=(("Một", "câu", "dài") * 12,))
    with pytest.raises(UnfitError) as caught:
        sheets.png(replace(face, artwork=long))
    (overset,) = caught.value.oversets

    assert overset.what == "headline"
    assert 0 < overset.size < overset.least == face.sheet.least_headline


# Breaking headlines: the template alone, asked what it chose.

PROBE = """
#import "/templates/lib/fit.typ": fit-headline
#set page(width: 10cm, height: 10cm)
#context {
  let box = json(bytes(sys.inputs.box))
  let (width, height, least) = (box.width * 1pt, box.height * 1pt, box.least * 1pt)
  let fit = fit-headline("Be Vietnam Pro", box.voices, width, height, least)
  let lines = fit.lines.map(l => l.text)
  [#metadata((size: fit.size / 1pt, lines: lines)) <fit>]
}
"""


def of_shape(faces: list[tuple[Job, Face]], shape: str) -> Face:
    return next(
        face for _, face in faces if face.sheet.shape == shape and face.sheet.standard == "ua-1"
    )


@pytest.mark.parametrize("shape", ["notice", "trifold"])
def test_a_body_of_paragraphs_alone_is_refused_where_it_has_no_room(
    sheets: Sheets, faces: list[tuple[Job, Face]], shape: str
) -> None:
    face = of_shape(faces, shape)
    words = (("p", "Gọi ngay tổng đài và kể lại mọi điều đã biết cho người trực nghe."),)
    sheets.pdf(replace(face, artwork=replace(face.artwork, blocks=words)))

    with pytest.raises(UnfitError, match="body"):
        sheets.pdf(replace(face, artwork=replace(face.artwork, blocks=words * 60)))


def test_a_body_keeps_its_lines_and_the_numbers_of_its_lists(
    sheets: Sheets, faces: list[tuple[Job, Face]]
) -> None:
    face = of_shape(faces, "notice")
    body = (("p", "Ủy ban\nKhối 1"), ("h", "Gọi"), ("3.", "Hỏi"), ("4.", "Kể\nNghe"))
    data = sheets.pdf(replace(face, artwork=replace(face.artwork, blocks=body)))
    with pypdfium2.PdfDocument(data) as document:
        text = document[0].get_textpage().get_text_range()
    lines = [line.strip() for line in text.split("\n")]

    assert {"Ủy ban", "Khối 1", "Nghe"} <= set(lines)
    assert [line for line in lines if line.startswith(("3", "4"))] == ["3 Hỏi", "4 Kể"]


class Fit(NamedTuple):
    size: float
    lines: list[str]


def fitted(width: float, height: float, *voices: list[list[str]], least: float = 1) -> Fit:
    inputs = {
        "box": json.dumps({"width": width, "height": height, "voices": voices, "least": least})
    }
    compiler = typst.Compiler(
        PROBE.encode(),
        root=str(ROOT),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(ROOT / "assets" / "fonts")],
        ),
        ignore_system_fonts=True,
        sys_inputs=inputs,
    )
    return Fit(**json.loads(compiler.query("<fit>", field="value", one=True)))


CLAIM = [["Mua bán người".replace(" ", NBSP), "là"], ["tội\u00a0phạm", "có", "tổ\u00a0chức"]]
CALL = [["Hãy", "chấm\u00a0dứt"], ["sự", "bóc\u00a0lột"]]


@pytest.mark.parametrize("box", [(3000, 500), (1000, 500), (600, 900), (400, 1600)])
def test_no_line_breaks_inside_a_compound(box: tuple[int, int]) -> None:
    lines = fitted(*box, CLAIM, CALL).lines

    assert " ".join(lines).split(" ") == [u.upper() for phrase in (*CLAIM, *CALL) for u in phrase]


def test_a_wide_box_gets_few_lines_and_a_narrow_one_many() -> None:
    wide, narrow = fitted(4000, 500, CLAIM, CALL), fitted(400, 1600, CLAIM, CALL)

    assert len(wide.lines) == 2
    assert len(narrow.lines) >= 5


def test_a_marked_break_is_worth_slightly_smaller_letters() -> None:
    claim = [["Bị", "mua\u00a0bán,"], ["bạn", "không", "có\u00a0lỗi"]]
    unmarked = [["Bị", "mua\u00a0bán,", "bạn", "không", "có\u00a0lỗi"]]
    marked, free = (fitted(1000, 500, voice, [["Gọi", "111"]]) for voice in (claim, unmarked))

    assert marked.lines == ["BỊ MUA\u00a0BÁN,", "BẠN KHÔNG CÓ\u00a0LỖI", "GỌI 111"]
    assert 0.8 * free.size < marked.size <= free.size


def test_letters_are_as_large_as_the_box_allows() -> None:
    fit = fitted(1000, 10_000, CLAIM, CALL)
    larger = fitted(1100, 11_000, CLAIM, CALL)

    assert larger.size == pytest.approx(1.1 * fit.size, rel=1e-3)


def test_a_record_becomes_plain_lists_for_the_template(faces: list[tuple[Job, Face]]) -> None:
    face = plain(faces[0][1])

    assert json.loads(json.dumps(face)) == face
