"""Scripts beyond Latin: every sheet in Lao, Hmong and Tai Viet, with texts that are only a test."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import replace
from typing import Any

import numpy
import pikepdf
import pypdfium2
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from press.base.diag import ContentError
from press.base.text import ZWSP, bind, phrases, plain
from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import ROOT
from press.content.resources import Resources
from press.outputs.composer import Composer
from press.outputs.page.render import render_page
from press.outputs.piece.compose import Faces
from press.outputs.piece.record import Face
from press.outputs.piece.render import Pieces
from press.outputs.registry import make_plan
from press.outputs.shared.templates import Templates
from press.outputs.shared.typesetting import Sheets, UnfitError
from press.outputs.ticket.record import Ticket
from press.preflight import preflight
from press.site.plan import Job
from press.tools.proof.expected import expected
from tests import test_pages
from tests.composing import FINGERPRINTS, SHEETS, page_of
from tests.conftest import memory, overlaid
from tests.scripts import SCRIPTS, in_scripts
from tests.strategies import sources_of
from tests.test_languages import spoken


@pytest.fixture(scope="module")
def scripts(resources: Resources) -> Campaign:
    found = check(parse(in_scripts()), resources)
    assert found.warnings == ()
    return found.campaign.only(communes=["16813"])


@pytest.fixture(scope="module")
def sheets(resources: Resources) -> Sheets:
    return Sheets(resources.root, resources.profile)


@pytest.fixture(scope="module")
def faces(scripts: Campaign, resources: Resources) -> list[tuple[Job, Face]]:
    composer = Faces(scripts, resources.pictograms, SHEETS)
    jobs = [job for job in make_plan(scripts).jobs if job.view == "piece" and job.language != "vi"]
    return [(job, composer.face(job)) for job in jobs]


def glyphs(data: bytes) -> set[tuple[str, int]]:
    """Return each glyph that a PDF of ours shows: its typeface and its number."""
    found = set()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        streams: list[Any] = [page.obj for page in pdf.pages]
        for page in pdf.pages:
            pictures: Any = page.resources.get("/XObject", pikepdf.Dictionary())
            streams += [form for form in pictures.values() if form.get("/Subtype") == "/Form"]
        for stream in streams:
            fonts, font = stream.Resources.get("/Font"), ""
            for instruction in pikepdf.parse_content_stream(stream):
                operands, operator = instruction.operands, instruction.operator
                if str(operator) == "Tf":
                    font = str(fonts[str(operands[0])].BaseFont).rpartition("+")[2]
                elif str(operator) in {"Tj", "TJ"}:
                    items = [operands[0]] if str(operator) == "Tj" else operands[0].as_list()
                    shown = b"".join(bytes(i) for i in items if isinstance(i, pikepdf.Object))
                    codes = (int.from_bytes(shown[i : i + 2]) for i in range(0, len(shown), 2))
                    found |= {(font, code) for code in codes}
    return found


def test_every_shape_of_sheet_is_made_in_every_script(faces: list[tuple[Job, Face]]) -> None:
    shapes = {path.stem for path in (ROOT / "templates" / "sheet").glob("*.typ")}

    assert {(face.sheet.shape, job.language) for job, face in faces} == {
        (shape, tag) for shape in shapes for tag in SCRIPTS
    }


def test_letters_are_taken_from_our_typefaces_first_then_from_that_of_the_script(
    faces: list[tuple[Job, Face]],
) -> None:
    for job, face in faces:
        own = tuple(filter(None, [SCRIPTS[job.language or ""].typeface]))
        for part in (face.artwork, face.imprint):
            assert part.typefaces.display == ("Be Vietnam Pro", *own)
            assert part.typefaces.reading == ("Noto Sans", *own)


def one_of_each(faces: list[tuple[Job, Face]]) -> list[tuple[Job, Face]]:
    """Return a print file of every shape in every script, of one variant after another."""
    found: dict[tuple[str, str | None], list[tuple[Job, Face]]] = {}
    for job, face in faces:
        if job.kind == "print":
            found.setdefault((face.sheet.shape, job.language), []).append((job, face))
    return [files[turn % len(files)] for turn, files in enumerate(found.values())]


def test_print_files_pass_preflight_in_every_script(
    faces: list[tuple[Job, Face]], scripts: Campaign, sheets: Sheets
) -> None:
    """No text is missing, cut, folded, or stands in another; letters as shapes among them."""
    pieces = Pieces(sheets, memory())
    forms = {form.id: form for form in scripts.formats}
    prints = one_of_each(faces)
    assert {job.variant for job, _ in prints} >= {"shop", "outlines", "office"}
    for job, face in prints:
        data = pieces.link(face)
        form = forms[job.format or ""]
        assert preflight(data, expected(face, form, scripts)) == (), job.path
        if job.variant != "outlines":
            drawn = glyphs(data)
            typeface = SCRIPTS[job.language or ""].typeface.replace(" ", "")
            assert not [font for font, number in drawn if number == 0], job.path
            assert any(font.startswith(typeface) for font, _ in drawn) or not typeface
        if job.variant == "office":
            with pikepdf.open(io.BytesIO(data)) as pdf:
                assert str(pdf.Root.Lang) == job.language


def test_a_letter_that_no_typeface_has_would_be_seen(
    faces: list[tuple[Job, Face]], sheets: Sheets
) -> None:
    """The law above can fail."""
    _, face = next((j, f) for j, f in faces if j.variant == "shop" and f.sheet.shape == "upright")
    odd = replace(face, artwork=replace(face.artwork, subline="აბგ"))

    assert [font for font, number in glyphs(sheets.pdf(odd)) if number == 0]


def test_cards_are_drawn_in_every_script(faces: list[tuple[Job, Face]], sheets: Sheets) -> None:
    for job, face in faces:
        if job.kind == "card":
            picture = Image.open(io.BytesIO(sheets.png(face)))
            assert picture.size == (face.sheet.width, face.sheet.height), job.path


def drawn(source: str, resources: Resources) -> bytes:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(resources.root / "assets" / "fonts")],
    )
    compiler = typst.Compiler(root=str(resources.root), font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(source.encode(), format="pdf", timestamp=0)
    assert isinstance(made, bytes)
    return made


FITTED = """
#import "/templates/lib/fit.typ": *
#set page(width: 300pt, height: auto, margin: 30pt)
#let style = (font: {fonts}, weight: 700)
#context fit-text("{words}", {width}, 9, 40pt, 40pt, style, leading: 0.5em).body
"""


def bands_of_ink(data: bytes) -> int:
    """Return how many rows of ink there are on a page, with white between them."""
    (page,) = pypdfium2.PdfDocument(data)
    dark = numpy.asarray(page.render(scale=4).to_pil().convert("L")).min(axis=1) < 128
    return int((dark[1:] & ~dark[:-1]).sum())


@pytest.mark.parametrize("tag", ["lo", "blt"])
def test_no_mark_of_a_line_touches_the_next(tag: str, resources: Resources) -> None:
    def bands(lines: int, fonts: str) -> int:
        word = SCRIPTS[tag].marked
        words = " ".join([word] * lines)
        width = f'measure(text(..style, size: 40pt, "{word}")).width + 2pt'
        return bands_of_ink(drawn(FITTED.format(words=words, width=width, fonts=fonts), resources))

    typeface = f'"{SCRIPTS[tag].typeface}"'
    of_one = bands(1, f'("Noto Sans", {typeface})')  # its marks may stand off its letters

    assert bands(4, f'("Noto Sans", {typeface})') == 4 * of_one
    assert bands(4, f"({typeface},)") < 4 * of_one  # as if it were ours: without more room


def lines_of(data: bytes) -> list[str]:
    """Return the lines of a PDF. PDFium reads a letter with marks once for each of its glyphs."""
    (page,) = pypdfium2.PdfDocument(data)
    lines = page.get_textpage().get_text_range().split("\r\n")
    return [once(line) for line in lines]


def once(text: str) -> str:
    return re.sub(r"(.{1,8}?)\1+", r"\1", re.sub(r"\s", "", text))


def test_lao_breaks_between_words_though_there_are_no_spaces(resources: Resources) -> None:
    words = ["ນີ້", "ແມ່ນ", "ຂໍ້", "ຄວາມ", "ທົດ", "ສອບ", "ພາສາ", "ລາວ"]
    ends = {once("".join(words[:count])) for count in range(1, len(words) + 1)}
    seen = set()
    for width in range(80, 240, 20):
        fonts = '("Noto Sans", "Noto Sans Lao")'
        data = drawn(
            FITTED.format(words="".join(words), width=f"{width}pt", fonts=fonts), resources
        )
        lines = lines_of(data)
        assert {once("".join(lines[:count])) for count in range(1, len(lines) + 1)} <= ends, lines
        seen.add(len(lines))
    assert len(seen) > 2


RUN = SCRIPTS["blt"].sentence.replace(" ", "") * 3


@pytest.mark.parametrize(
    ("shape", "what"), [("upright", "subline"), ("upright", "points"), ("notice", "body")]
)
def test_a_run_of_letters_that_nothing_can_break_is_told_and_never_cut(
    faces: list[tuple[Job, Face]], sheets: Sheets, shape: str, what: str
) -> None:
    of = (face for job, face in faces if job.language == "blt" and face.sheet.type == "pdf")
    face = next(f for f in of if f.sheet.shape == shape and (what != "points" or f.artwork.points))

    def with_text(text: str) -> Face:
        made = {
            "subline": replace(face.artwork, subline=text),
            "points": replace(face.artwork, points=(text,)),
            "body": replace(face.artwork, blocks=(("h", "x"), ("p", text))),
        }
        return replace(face, artwork=made[what])

    with pytest.raises(UnfitError) as raised:
        sheets.pdf(with_text(RUN * 4))
    assert {overset.what for overset in raised.value.oversets} == {what}

    parted = re.sub("(?=[ꪼꪹꪵ])", ZWSP, RUN)
    assert sheets.pdf(with_text(parted))


@given(st.text("ກຂຄງ່້ີ", min_size=1, max_size=200))
def test_words_without_spaces_stay_as_they_are(run: str) -> None:
    text = unicodedata.normalize("NFC", run)

    assert bind(text, ()) == text
    assert plain(text) == text
    assert phrases(text, ()) == ((text,),)


def test_each_letter_is_in_ours_or_in_the_typeface_of_its_language(resources: Resources) -> None:
    base = in_scripts()
    source = base.get("messages/goi-111/lo.md")
    assert source
    odd = source.text.replace("subline: ", "subline: ꪀ", 1).replace('"ꪀ"', '"ꪀ', 1)
    odd = re.sub(r'subline: ꪀ"', 'subline: "ꪀ', odd)

    with pytest.raises(ContentError) as raised:
        check(parse(overlaid(base, sources_of({source.name: odd}))), resources)

    (problem,) = raised.value.problems
    assert problem.code == "glyph-missing"
    assert "which Noto Sans or Noto Sans Lao cannot show" in problem.message


def test_pages_say_in_which_language_they_are_and_which_names_are_vietnamese(
    scripts: Campaign, resources: Resources
) -> None:
    templates = Templates(resources.templates)
    composer = Composer(scripts, resources, FINGERPRINTS)
    for job in make_plan(scripts).jobs:
        if job.kind == "page" and job.language in SCRIPTS:
            page = page_of(composer, job)
            html = render_page(page, templates, dict.fromkeys(page.files, 1000))
            document = test_pages.parsed(html)
            assert document.get("lang") == job.language
            if job.view == "communes":
                names = [lang for lang, text in spoken(document) if text.strip() == "Mường Xén"]
                assert set(names) == {"vi"}


def test_the_style_sheet_names_typefaces_for_every_script_of_the_kit(resources: Resources) -> None:
    style = resources.templates["css/site.css"]
    for script in SCRIPTS.values():
        if script.typeface:
            assert f":lang({script.tag})" in style
            assert f'"{script.typeface}"' in style


def test_job_tickets_name_designs_in_their_own_script(
    scripts: Campaign, resources: Resources
) -> None:
    composer = Composer(scripts, resources, FINGERPRINTS)
    jobs = [job for job in make_plan(scripts).jobs if job.view == "ticket"]
    ticket = composer.compose(jobs[0])
    assert isinstance(ticket, Ticket)
    titles = [d.title for lot in ticket.order.lots for d in lot.designs]

    assert any(script_of(title, "LAO") for title in titles)
    assert any(script_of(title, "TAI VIET") for title in titles)
    assert not any("?" in title for title in titles if script_of(title, "LAO"))


def script_of(text: str, name: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(name) for letter in text)
