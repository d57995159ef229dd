"""Files for print: what shops, offices and the province's own press get of one sheet."""

from __future__ import annotations

import io
import json
import math
import shutil
import tomllib
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy
import pikepdf
import pypdfium2
import pytest
import typst
from numpy.typing import NDArray
from PIL import Image

from press.base.outline import Layer
from press.base.text import NBSP
from press.content.check import check
from press.content.model.campaign import Campaign, Format, Partner
from press.content.model.variant import Variant
from press.content.parse import parse
from press.content.read.disk import ROOT, read
from press.content.resources import Resources
from press.media.svg import layers
from press.outputs.context import Context
from press.outputs.edition.compose import edition
from press.outputs.edition.render import render_edition
from press.outputs.piece.compose import Faces
from press.outputs.piece.record import Face
from press.outputs.piece.render import Pieces
from press.outputs.registry import planned
from press.outputs.shared.typesetting import Sheets
from press.preflight import preflight
from press.preflight.document import opened
from press.preflight.painted import Stroke
from press.site.plan import Job
from press.tools.proof.expected import expected
from tests.composing import SHEETS
from tests.conftest import TINY, memory, overlaid
from tests.strategies import sources_of

Pixels = NDArray[numpy.uint8]
COMMUNE, MESSAGE = "16813", "goi-111"
NEW = """
[poster-a1]
name = { vi = "Áp phích A1", en = "Poster A1" }
file = "ap-phich-a1_594x841mm"
shape = "upright"
width = 594
height = 841
safe = [40, 36, 22, 36]
imprint = 144
text = 23
least_text = 18
least_headline = 40
"""


@pytest.fixture(scope="module")
def campaign() -> Campaign:
    sources, resources = read(ROOT / "content", today=date(2026, 11, 24))
    return check(parse(sources), resources).campaign.only(messages=[MESSAGE])


@pytest.fixture(scope="module")
def context(campaign: Campaign, resources: Resources) -> Context:
    return Context(campaign, resources.pictograms, SHEETS)


@pytest.fixture(scope="module")
def faces(context: Context) -> Faces:
    return context.faces


@pytest.fixture(scope="module")
def sheets(resources: Resources) -> Sheets:
    return Sheets(ROOT, resources.profile)


@pytest.fixture(scope="module")
def pieces(sheets: Sheets) -> Pieces:
    return Pieces(sheets, memory())


def job(form: str, variant: Variant, message: str = MESSAGE) -> Job:
    return Job("x.pdf", "print", "piece", "vi", message, COMMUNE, form, variant=variant)


def form_of(campaign: Campaign, name: str) -> Format:
    return next(form for form in campaign.formats if form.id == name)


def looked_at(campaign: Campaign, face: Face, form: str, data: bytes) -> list[str]:
    findings = preflight(data, expected(face, form_of(campaign, form), campaign))
    return [f"{found.code}: {found.message}" for found in findings if found.level == "fail"]


@pytest.mark.parametrize("variant", ["shop", "outlines", "office"])
@pytest.mark.parametrize("form", ["poster-a3", "banner-6000x900", "leaflet-a5", "wallet-card"])
def test_every_variant_passes_preflight(
    form: str, variant: Variant, campaign: Campaign, faces: Faces, pieces: Pieces
) -> None:
    face = faces.face(job(form, variant))

    assert looked_at(campaign, face, form, pieces.link(face)) == []


@pytest.mark.parametrize(("form", "claim"), [("poster-a3", "1.4"), ("wallet-card", "1.6")])
def test_a_shop_file_is_of_the_standard_its_format_names(
    form: str, claim: str, faces: Faces, pieces: Pieces
) -> None:
    with pikepdf.open(io.BytesIO(pieces.link(faces.face(job(form, "shop"))))) as pdf:
        info = str(pdf.trailer.Info.GTS_PDFXVersion)
        profile = "/DestOutputProfile" in pdf.Root.OutputIntents[0]

        assert pdf.pdf_version == claim
        assert (info, profile) == (
            ("PDF/X-1a:2003", False) if claim == "1.4" else ("PDF/X-4", True)
        )


def test_outlines_look_like_letters(faces: Faces, pieces: Pieces) -> None:
    pictures = [
        drawn(pieces.link(faces.face(job("poster-a3", v))), 3) for v in ("shop", "outlines")
    ]
    difference = numpy.abs(pictures[0][0].astype(int) - pictures[1][0])

    assert difference.mean() < 0.6


def drawn(data: bytes, per_mm: float) -> list[Pixels]:
    """Return the pages as pixels, so many a millimetre."""
    with pypdfium2.PdfDocument(data) as document:
        scale = per_mm * 25.4 / 72 * (1 - 1e-6)  # sizes are rounded up to whole pixels
        return [
            numpy.asarray(page.render(scale=scale).to_pil().convert("RGB")) for page in document
        ]


def test_tiles_put_together_are_the_poster(faces: Faces, pieces: Pieces) -> None:
    """Two columns and three rows of parts 212.5 × 201.33 mm that overlap by 5 mm."""
    per_mm, margin, overlap = 12, 4.25, 5.0
    wide, tall = 212.5, (594 + 2 * overlap) / 3
    poster = drawn(pieces.link(faces.face(job("poster-a2", "office"))), per_mm)[0]
    tiles = drawn(pieces.link(faces.face(job("poster-a2", "tiles"))), per_mm)

    assert len(tiles) == 6
    for number, tile in enumerate(tiles):
        row, column = divmod(number, 2)
        left, top = column * (wide - overlap), row * (tall - overlap)
        # What the next part is glued on bears marks, and an edge ends inside a pixel.
        across = wide - (overlap if column < 1 else 0) - 1
        down = tall - (overlap if row < 2 else 0) - 1
        part = pixels(tile, (margin + 0.25, margin + 0.25), (across, down), per_mm)
        same = pixels(poster, (left + 0.25, top + 0.25), (across, down), per_mm)
        # Equal but for the rounding of positions to thousandths of a point.
        assert numpy.abs(part.astype(int) - same).max() <= 2, number


def pixels(page: Pixels, at: tuple[float, float], size: tuple[float, float], per_mm: int) -> Pixels:
    """Return a part of a page, given in millimetres."""
    left, top, wide, tall = (round(length * per_mm) for length in (*at, *size))
    return page[top : top + tall, left : left + wide]


def test_the_ruler_of_every_tile_is_100_mm_long(faces: Faces, pieces: Pieces) -> None:
    with opened(pieces.link(faces.face(job("poster-a2", "tiles")))) as proof:
        for page in proof.pages:
            lines = [m.box for m in page.marks if isinstance(m, Stroke) and m.box.width < 1]
            heights = [box.height for box in lines]
            assert max(heights) == pytest.approx(100, abs=0.05)


def test_the_grey_variant_has_no_colour_and_little_ink(faces: Faces, pieces: Pieces) -> None:
    page = drawn(pieces.link(faces.face(job("poster-a4", "grey"))), 2)[0].astype(int)

    assert numpy.ptp(page, axis=2).max() == 0
    assert 1 - page.mean() / 255 <= 0.25


def test_the_number_of_the_simple_sheet_is_a_fifth_of_its_height(
    faces: Faces, pieces: Pieces
) -> None:
    with opened(pieces.link(faces.face(job("simple-a3", "office")))) as proof:
        number = max(proof.lines[0], key=lambda line: line.em)
        words = sum(len(line.text.split()) for line in proof.lines[0])

        assert number.text == "111"
        assert number.box.height >= 420 / 5
        assert words <= 12


def test_an_edition_is_all_communes_in_order_with_their_names(
    campaign: Campaign, context: Context, sheets: Sheets
) -> None:
    run = edition(context, job("poster-a3", "edition"))
    with (
        pikepdf.open(io.BytesIO(render_edition(run, sheets, memory()))) as pdf,
        pdf.open_outline() as outline,
    ):
        names = [str(item.title) for item in outline.root]
        places: list[Any] = [item.destination for item in outline.root]
        pages = [pdf.pages.index(place[0]) for place in places]

        assert names == [f"{commune.code} {commune.name}" for commune in campaign.communes]
        assert pages == list(range(len(campaign.communes)))
        assert len({page.obj.Resources.XObject.Artwork.objgen for page in pdf.pages}) == 1


def test_a_page_of_an_edition_is_the_sheet_of_its_commune(
    campaign: Campaign, context: Context, sheets: Sheets, pieces: Pieces
) -> None:
    number = next(n for n, c in enumerate(campaign.communes) if c.code == COMMUNE)
    run = edition(context, job("poster-a3", "edition"))
    with pypdfium2.PdfDocument(render_edition(run, sheets, memory())) as document:
        page = document[number]
        shown = numpy.asarray(page.render(scale=2).to_pil().convert("RGB"))
        text = page.get_textpage().get_text_range()
    single = pieces.link(context.faces.face(job("poster-a3", "shop")))
    difference = numpy.abs(drawn(single, 2 * 72 / 25.4)[0].astype(int) - shown)

    assert "Mường Xén" in text
    assert difference.max() == 0


def test_an_edition_of_many_communes_is_compiled_in_batches(
    context: Context, sheets: Sheets, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = edition(context, job("poster-a3", "edition"))
    at_once = drawn(render_edition(run, sheets, memory()), 0.2)
    monkeypatch.setattr("press.outputs.edition.render.BATCH", 60)
    in_batches = drawn(render_edition(run, sheets, memory()), 0.2)

    assert len(at_once) == len(in_batches) == len(run.names)
    assert all(map(numpy.array_equal, at_once, in_batches))


def test_an_edition_is_named_after_its_own_message(resources: Resources, sheets: Sheets) -> None:
    """Though its imprints are compiled with the message that comes first."""
    sources, _ = read(ROOT / "content", today=date(2026, 11, 24))
    some = check(parse(sources), resources).campaign.only(communes=[COMMUNE])
    context, memo = Context(some, resources.pictograms, SHEETS), memory()
    for message in ("cham-dut-boc-lot", "goi-111"):
        run = edition(context, job("poster-a3", "edition", message))
        title = " ".join(unit for phrase in run.artwork.headline for unit in phrase)
        made = io.BytesIO(render_edition(run, sheets, memo))
        with pikepdf.open(made) as pdf, pdf.open_metadata() as told:
            titles = str(pdf.trailer.Info.Title), str(told["dc:title"])
        assert all(one.startswith(title.replace(NBSP, " ")) for one in titles), titles


def test_an_edition_is_pdf_x_4(campaign: Campaign, resources: Resources, sheets: Sheets) -> None:
    some = campaign.only(communes=[COMMUNE, "18028"])
    run = edition(Context(some, resources.pictograms, SHEETS), job("leaflet-a5", "edition"))
    first = Face(run.artwork, run.imprints[0])
    wanted = expected(first, form_of(campaign, "leaflet-a5"), campaign)
    made = render_edition(run, sheets, memory())
    codes = {found.code for found in preflight(made, wanted)}

    assert len(pikepdf.open(io.BytesIO(made)).pages) == 4
    assert codes <= {"qr-link"}  # of the second commune


def test_logos_and_a_sponsors_address_stand_in_the_imprint(
    campaign: Campaign, resources: Resources, pieces: Pieces
) -> None:
    sponsor = Partner(name={"vi": "Doanh nghiệp A"}, logo="company", sponsor=True)
    address = {"vi": "Số 3, phố Dài, tỉnh Nghệ An"}
    update = {"partners": {"company": sponsor}, "issuer_address": address}
    logos = {
        "company": (Layer(resources.pictograms["boat"]),),
        COMMUNE: (Layer(resources.pictograms["eye"]),),
    }
    settings = campaign.settings.model_copy(update=update)
    changed = campaign.model_copy(update={"settings": settings, "logos": logos})
    face = Faces(changed, resources.pictograms, SHEETS).face(job("poster-a3", "office"))
    with pypdfium2.PdfDocument(pieces.link(face)) as document:
        text = document[0].get_textpage().get_text_range()

    assert [name for name, _ in face.imprint.logos] == ["UBND xã Mường Xén", "Doanh nghiệp A"]
    assert "Số 3, phố Dài," in text
    assert looked_at(campaign, face, "poster-a3", pieces.link(face)) == []


@pytest.mark.parametrize("count", [1, 3, 8])
def test_imprints_have_room_for_the_logos_of_partners(
    campaign: Campaign, resources: Resources, pieces: Pieces, count: int
) -> None:
    names = [f"p{number}" for number in range(count)]
    partners = {name: Partner(name={"vi": f"Hội {name}"}, logo="hoi") for name in names}
    settings = campaign.settings.model_copy(update={"partners": partners})
    update = {"settings": settings, "logos": {"hoi": layers(DISC)}}
    changed = campaign.model_copy(update=update)
    face = Faces(changed, resources.pictograms, SHEETS).face(job("poster-a3", "office"))

    assert looked_at(campaign, face, "poster-a3", pieces.link(face)) == []


DISC = (
    '<svg viewBox="0 0 256 256"><circle cx="128" cy="128" r="120"/><path fill="#fff" '
    'd="M64 64h128v128H64z"/><path fill-rule="evenodd" d="M80 80h96v96H80zm16 16h64v64H96z"/></svg>'
)


def test_layers_of_a_logo_are_ink_on_white_and_white_on_ink(tmp_path: Path) -> None:
    """A disc, less a square, with a ring in it: π · 120² - 128² + 96² - 64² of 256²."""
    (tmp_path / "logo.json").write_text(json.dumps([asdict(layer) for layer in layers(DISC)]))
    shutil.copytree(ROOT / "templates" / "lib", tmp_path / "lib")
    (tmp_path / "a.typ").write_text(
        '#import "lib/imprint.typ": picture, logo-room\n'
        "#set page(width: 256pt, height: 256pt, margin: 0pt)\n"
        '#picture(json("logo.json"), 256pt, (white: "#ffffff", dark: "#000000"))\n'
        "#for count in range(1, 9) {\n"
        "  let (side, gap, columns) = logo-room(count, 108mm, 46mm)\n"
        "  assert(side > 6mm and calc.ceil(count / columns) * (side + gap) - gap < 46mm)\n"
        "}\n"
    )
    drawn = typst.compile(tmp_path / "a.typ", root=tmp_path, format="png", ppi=72)
    grey = numpy.asarray(Image.open(io.BytesIO(drawn)).convert("L"), dtype=float)

    inked = (1 - grey / 255).sum()
    assert inked == pytest.approx(math.pi * 120**2 - 128**2 + 96**2 - 64**2, rel=0.005)


def test_a_format_of_a_known_shape_is_ten_lines_of_data(resources: Resources) -> None:
    lines = NEW.strip().splitlines()[1:]
    formats = (TINY / "formats.toml").read_text("utf-8") + NEW
    real = read(ROOT / "content", today=resources.today)[0]
    words = {s.name: s.text for s in real.files if s.name.startswith("strings/")}
    sources = read(TINY, today=resources.today)[0]
    added = sources_of({"formats.toml": formats, **words})
    campaign = check(parse(overlaid(sources, added)), resources).campaign
    made = [j for j in planned(campaign).group(COMMUNE) if j.format == "poster-a1"]
    composer = Faces(campaign, resources.pictograms, SHEETS)
    linked = Pieces(Sheets(ROOT, resources.profile), lambda _key, make: make())
    made = [j for j in planned(campaign).group(COMMUNE) if j.format == "poster-a1"]
    composer = Faces(campaign, resources.pictograms, SHEETS)
    linked = Pieces(Sheets(ROOT, resources.profile), memory())

    assert len(lines) == 10
    assert tomllib.loads(NEW)
    assert {j.variant for j in made} == {"shop", "office"}
    for one in made:
        face = composer.face(one)
        assert looked_at(campaign, face, "poster-a1", linked.link(face)) == []


def test_shop_files_are_made_of_ink_and_office_files_of_light(faces: Faces) -> None:
    inks: dict[Variant, bool] = {"shop": True, "outlines": True, "office": False, "grey": False}
    for variant, ink in inks.items():
        face = faces.face(job("poster-a3", variant))
        colours = [getattr(face.artwork, n) for n in ("ground", "shade", "yellow", "white", "dark")]
        assert all(isinstance(colour, tuple) == ink for colour in colours)
