"""Preflight: a sound sheet passes, each seeded fault is found where it is, sizes are right."""

from __future__ import annotations

import io
import math
from dataclasses import replace

import numpy as np
import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name

from press.preflight import CHECKS, Expected, Finding, preflight
from press.preflight.document import opened
from press.preflight.matrix import Matrix
from press.preflight.painted import Image, Page, Stroke, Text
from press.preflight.pixels import luminance
from press.preflight.walker import walk
from tests.proofs import (
    BLACK,
    HEADLINE,
    OFFICE,
    RED,
    SHOP,
    WHITE,
    X1A,
    Fault,
    drawn,
    ground,
    page_of,
    qr,
    saved,
    shop,
)

SOUND = ground() + HEADLINE + qr()


def found(data: bytes, expected: Expected = SHOP) -> set[tuple[str, str]]:
    return {(finding.level, finding.code) for finding in preflight(data, expected)}


def only(data: bytes, expected: Expected = SHOP) -> Finding:
    findings = preflight(data, expected)
    assert {finding.code for finding in findings} <= set(CHECKS)
    assert len(findings) == 1, findings
    return findings[0]


def near(finding: Finding, x: float, y: float, by: float = 1.5) -> bool:
    assert finding.at is not None
    return math.dist(finding.at, (x, y)) <= by


class TestSound:
    def test_x4_passes(self) -> None:
        assert preflight(shop(SOUND), SHOP) == ()

    def test_x1a_passes(self) -> None:
        assert preflight(shop(SOUND, standard="x-1a"), X1A) == ()

    def test_office_passes(self) -> None:
        assert preflight(office(SOUND), OFFICE) == ()

    def test_outlines_pass(self) -> None:
        assert preflight(shop(ground() + qr()), replace(SHOP, outlines=True)) == ()

    def test_every_code_says_what_is_checked(self) -> None:
        assert all(line[0].islower() and "\n" not in line for line in CHECKS.values())


def office(body: str) -> bytes:
    for cmyk, rgb in ((RED, "rgb(200,16,16)"), (WHITE, "rgb(255,255,255)"), (BLACK, "rgb(0,0,0)")):
        body = body.replace(cmyk, rgb)
    return drawn(body, bleed=0)


# Structure


def intents(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.OutputIntents


def other_condition(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OutputIntents[0].OutputConditionIdentifier = pikepdf.String("SWOP")


def screen_profile(pdf: pikepdf.Pdf) -> None:
    head = b"\0" * 12 + b"mntrRGB XYZ " + b"\0" * 12 + b"acsp"
    pdf.Root.OutputIntents[0].DestOutputProfile = pdf.make_stream(head, N=3)


def trapped(pdf: pikepdf.Pdf) -> None:
    pdf.trailer.Info.Trapped = Name.Unknown


def script(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS=pikepdf.String("app.beep()"))


def note(pdf: pikepdf.Pdf) -> None:
    rect = Array([50, 50, 60, 60])
    pdf.pages[0].obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=rect)])


def transfer(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(TR=Name.Identity))


def postscript(pdf: pikepdf.Pdf) -> None:
    program = pdf.make_stream(b"showpage", Type=Name.XObject, Subtype=Name.PS)
    pdf.pages[0].Resources.XObject = Dictionary(P=program)


def see_through(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = Dictionary(G=Dictionary(ca=0.5))


def profile_colour(pdf: pikepdf.Pdf) -> None:
    space = Array([Name.ICCBased, pdf.make_stream(b"", N=4)])
    pdf.pages[0].Resources.ColorSpace = Dictionary(C=space)


def loose_font(pdf: pikepdf.Pdf) -> None:
    font = next(iter(pdf.pages[0].Resources.Font.values()))
    descriptor = font.DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def bleed_in_trim(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0]
    page.bleedbox = Array([20, 20, 100, 100])


def no_metadata(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.Metadata


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (intents, "pdfx-intent"),
        (other_condition, "pdfx-intent"),
        (screen_profile, "pdfx-intent"),
        (trapped, "pdfx-trapped"),
        (script, "pdfx-actions"),
        (note, "pdfx-annotations"),
        (transfer, "pdfx-halftone"),
        (postscript, "pdfx-forbidden"),
    ],
)
def test_a_fault_of_structure_is_found(fault: Fault, code: str) -> None:
    assert only(shop(SOUND, fault)).code == code


@pytest.mark.parametrize(
    ("fault", "code"), [(see_through, "pdfx-transparency"), (profile_colour, "pdfx-managed")]
)
def test_what_x4_allows_x1a_does_not(fault: Fault, code: str) -> None:
    assert preflight(shop(SOUND, fault), SHOP) == ()
    assert only(shop(SOUND, fault, standard="x-1a"), X1A).code == code


def test_a_file_without_metadata_does_not_say_what_it_is() -> None:
    assert found(shop(SOUND, no_metadata)) == {("fail", "pdfx-identity"), ("fail", "pdfx-metadata")}


def test_a_font_left_out_is_found() -> None:
    assert ("fail", "font-missing") in found(shop(SOUND, loose_font))


def test_boxes_that_do_not_nest_are_found() -> None:
    assert ("fail", "pdfx-boxes") in found(shop(SOUND, bleed_in_trim))


def test_versions_are_told_apart() -> None:
    with pikepdf.open(io.BytesIO(shop(SOUND))) as pdf:
        newer = saved(pdf, "1.7")
        packed = io.BytesIO()
        pdf.save(packed, object_stream_mode=pikepdf.ObjectStreamMode.generate)

    assert only(newer).code == "pdfx-version"
    assert "object streams" in " ".join(f.message for f in preflight(packed.getvalue(), X1A))


def test_an_encrypted_file_is_found() -> None:
    with pikepdf.open(io.BytesIO(shop(SOUND))) as pdf:
        locked = io.BytesIO()
        pdf.save(locked, encryption=pikepdf.Encryption(owner="o", user="", R=4))

    assert ("fail", "pdfx-locked") in found(locked.getvalue())


@pytest.mark.parametrize("data", [b"%PDF-1.6 nothing", page_of(b"1 0 0 k 5 w Tj 1 m")])
def test_what_no_reader_reads_is_unreadable(data: bytes) -> None:
    assert only(data).code == "unreadable"


def test_a_live_font_in_outlines_is_found() -> None:
    finding = only(shop(SOUND), replace(SHOP, outlines=True))

    assert finding.code == "live-font"
    assert near(finding, 10, 18, by=3)


# Sizes and colours


def test_a_wrong_trim_is_found() -> None:
    assert only(shop(SOUND), replace(SHOP, trim=(100, 141))).code == "trim-size"


def test_a_bleed_too_narrow_is_found_on_each_side() -> None:
    findings = preflight(shop(SOUND), replace(SHOP, bleed=5))

    assert {finding.code for finding in findings} == {"bleed-size"}
    assert len(findings) == 4


def test_an_office_file_has_no_bleed() -> None:
    assert ("fail", "bleed-size") in found(drawn(SOUND), OFFICE)


def test_a_crop_box_is_found() -> None:
    def crop(pdf: pikepdf.Pdf) -> None:
        pdf.pages[0].cropbox = pdf.pages[0].trimbox

    assert ("fail", "page-view") in found(shop(SOUND, crop))


def test_what_stands_outside_the_bleed_is_not_judged() -> None:
    def slug(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        page.bleedbox = page.mediabox
        page.mediabox = Array([-40, -40, 340, 460])
        font = next(iter(page.Resources.Font))[1:]
        text = f"1 1 1 1 k BT /{font} 4 Tf 9 -20 Td <0001> Tj ET"
        job = f"q 1 1 1 1 K 0.25 w -30 20 m -5 20 l S {text} Q"
        page.contents_add(job.encode())

    assert preflight(shop(SOUND, slug), SHOP) == ()


def test_rgb_in_a_shop_file_is_found() -> None:
    finding = only(shop(SOUND + "#box-of(20, 60, 20, 20, rgb(0,120,0))"))

    assert (finding.code, finding.at) == ("rgb-colour", (20, 60))


def test_cmyk_in_an_office_file_is_found() -> None:
    yellow = "#box-of(20, 60, 20, 20, cmyk(0%,0%,100%,0%))"
    finding = only(office(SOUND + yellow), OFFICE)

    assert (finding.code, finding.at) == ("cmyk-colour", (20, 60))


def test_ink_of_340_percent_is_found() -> None:
    finding = only(shop(SOUND + "#box-of(20, 60, 20, 20, cmyk(80%,80%,80%,100%))"))

    assert (finding.code, finding.at) == ("ink-limit", (20, 60))
    assert "340 %" in finding.message


def test_black_text_of_four_inks_is_found() -> None:
    rich = f"#box-of(8, 50, 84, 12, {WHITE})#put(10, 52, fill: cmyk(40%,30%,30%,100%))[Đen]"

    assert only(shop(SOUND + rich)).code == "black-text"


class TestGrey:
    PALE = f"#put(10, 12, size: 24pt)[CHẤM DỨT\\ SỰ BÓC LỘT]{qr()}"

    def test_passes(self) -> None:
        assert preflight(shop(self.PALE), replace(SHOP, grey=True)) == ()

    def test_has_no_colour(self) -> None:
        body = self.PALE + "#box-of(20, 60, 10, 10, cmyk(0%,100%,0%,0%))"
        finding = only(shop(body), replace(SHOP, grey=True))

        assert finding.code == "grey-colour"
        assert near(finding, 25, 65, by=8)

    def test_is_pale(self) -> None:
        body = self.PALE + f"#box-of(5, 40, 90, 52, {BLACK})"

        assert only(shop(body), replace(SHOP, grey=True)).code == "grey-ink"


# Type and pictures


def test_text_of_4_pt_is_found() -> None:
    finding = only(shop(SOUND + f"#put(10, 60, size: 4pt, fill: {WHITE})[nhỏ quá]"))

    assert finding.code == "small-text"
    assert near(finding, 10, 61)
    assert "4.0 pt" in finding.message


def test_reversed_text_of_6_and_a_half_pt_is_worth_a_look() -> None:
    finding = only(shop(SOUND + f"#put(10, 60, size: 6.5pt, fill: {WHITE})[nhỏ]"))

    assert (finding.level, finding.code) == ("warn", "small-coloured-text")


def test_a_hairline_is_found() -> None:
    line = f"#place(dx: 10mm, dy: 60mm, line(length: 40mm, stroke: 0.1pt + {WHITE}))"
    finding = only(shop(SOUND + line))

    assert (finding.code, finding.at) == ("thin-stroke", (10, 60))


def test_a_headline_too_small_for_its_distance_is_worth_a_look() -> None:
    small = ground() + HEADLINE.replace("24pt", "10pt")
    finding = only(shop(small + qr(x=10, y=45, side=80)), replace(SHOP, distance=0.9))

    assert (finding.level, finding.code) == ("warn", "headline-distance")


def photo(pixels: int) -> Fault:
    def place(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        image = pdf.make_stream(
            bytes([90]) * pixels * pixels, Type=Name.XObject, Subtype=Name.Image, Width=pixels,
            Height=pixels, ColorSpace=Name.DeviceGray, BitsPerComponent=8,
        )  # fmt: skip
        page.Resources.XObject = Dictionary(Photo=image)
        # One inch wide; its left top 20 mm from the left and 60 mm from the top of the trim.
        x, y = 23 * 72 / 25.4, (146 - 63) * 72 / 25.4 - 72
        page.contents_add(f"q 72 0 0 72 {x} {y} cm /Photo Do Q".encode())

    return place


@pytest.mark.parametrize(
    ("pixels", "distance", "level"),
    [(20, 5, "fail"), (90, 1.2, "warn"), (90, 0.4, "fail"), (120, 0.4, "warn")],
)
def test_a_coarse_photo_is_found(pixels: int, distance: float, level: str) -> None:
    expected = replace(SHOP, distance=distance, link=None, texts=())
    findings = preflight(shop(ground(), photo(pixels)), expected)

    assert [(f.level, f.code, f.at) for f in findings] == [(level, "coarse-picture", (20, 60))]
    assert f"{pixels} ppi" in findings[0].message


def test_a_fine_photo_passes() -> None:
    expected = replace(SHOP, link=None, texts=())

    assert preflight(shop(ground(), photo(160)), expected) == ()


# Setting


def white(x: float, y: float, text: str, size: float = 10) -> str:
    return f"#put({x}, {y}, size: {size}pt, fill: {WHITE})[{text}]"


def test_text_in_the_hem_is_found() -> None:
    finding = only(shop(SOUND + white(2, 60, "Hỏi")))

    assert finding.code == "unsafe-text"
    assert near(finding, 2, 60, by=2)


def test_a_hem_counts_at_full_size() -> None:
    drawn_small = replace(SHOP, scale=10, hem=50)

    assert preflight(shop(SOUND), drawn_small) == ()
    assert ("fail", "unsafe-text") in found(shop(SOUND), replace(drawn_small, hem=120))


def test_text_and_qr_on_a_fold_are_found() -> None:
    findings = preflight(shop(SOUND), replace(SHOP, folds=(60,)))

    assert {f.code for f in findings} == {"across-fold", "qr-place"}
    assert all(f.at is not None and 50 < f.at[0] < 64 for f in findings)


def test_the_folds_of_a_back_are_mirrored() -> None:
    body = ground() + white(10, 60, "Trước") + "#pagebreak()" + ground() + white(70, 60, "Sau")
    plain = replace(SHOP, link=None, texts=())

    assert preflight(shop(body), replace(plain, folds=(40,))) == ()
    assert [f.page for f in preflight(shop(body), replace(plain, folds=(28,)))] == [2]


def test_colliding_lines_are_found() -> None:
    finding = only(shop(SOUND + white(10, 60, "Gọi ngay") + white(14, 61.5, "Đừng đợi")))

    assert finding.code == "colliding-lines"
    assert near(finding, 14, 62, by=6)


def test_turned_text_is_not_judged() -> None:
    body = f"#place(dx: 20mm, dy: 60mm, rotate(40deg, text(fill: {WHITE})[Gọi ngay bóc]))"

    assert preflight(shop(SOUND + body), SHOP) == ()


def test_a_split_compound_is_found() -> None:
    finding = only(shop(SOUND + white(10, 60, "sự bóc\\ lột này")))

    assert finding.code == "split-compound"
    assert near(finding, 10, 65, by=2)


def test_words_that_only_meet_are_not_split() -> None:
    assert preflight(shop(SOUND + white(10, 60, "cái bóc.\\ Lột này")), SHOP) == ()


def test_a_missing_text_is_found() -> None:
    finding = only(shop(SOUND), replace(SHOP, texts=("sự  BÓC lột", "không có")))

    assert (finding.code, finding.message) == (
        "missing-text",
        "the text “không có” is not in the file",
    )


# Pixels


def test_an_unfilled_bleed_is_found() -> None:
    findings = preflight(shop(ground(bleed=0) + HEADLINE + qr()), SHOP)

    assert {f.code for f in findings} == {"unfilled-bleed"}
    assert len(findings) == 4


def test_a_bleed_that_lacks_on_one_side_is_found_there() -> None:
    finding = only(shop(SOUND + f"#box-of(101, 40, 2, 50, {WHITE})"))

    assert finding.code == "unfilled-bleed"
    assert near(finding, 100, 40)


def test_low_contrast_is_found() -> None:
    finding = only(shop(SOUND + "#put(10, 60, fill: cmyk(0%,70%,65%,18%))[mờ quá]"))

    assert finding.code == "low-contrast"
    assert near(finding, 15, 61, by=8)


def test_large_text_needs_less_contrast() -> None:
    pale = "fill: cmyk(0%,40%,40%,0%)"

    assert found(shop(SOUND + f"#put(10, 60, {pale})[vừa]")) == {("fail", "low-contrast")}
    assert preflight(shop(SOUND + f"#put(10, 60, size: 20pt, {pale})[vừa]"), SHOP) == ()


def test_text_under_a_picture_is_found() -> None:
    finding = only(shop(SOUND + white(10, 60, "mất") + f"#box-of(8, 58, 40, 12, {RED})"))

    assert finding.code == "low-contrast"


def test_luminance_is_that_of_wcag() -> None:
    black, white_, grey = luminance(np.array([[0, 0, 0], [255, 255, 255], [118, 118, 118]], float))

    assert (black, white_) == (0, pytest.approx(1))
    assert (white_ + 0.05) / (grey + 0.05) == pytest.approx(4.54, abs=0.01)


class TestQr:
    def test_a_missing_one_is_found(self) -> None:
        assert only(shop(ground() + HEADLINE)).code == "qr-missing"

    def test_one_that_leads_elsewhere_is_found(self) -> None:
        finding = only(shop(ground() + HEADLINE + qr("https://tinh.example/x/16814")))

        assert finding.code == "qr-link"
        assert near(finding, 55, 95)

    def test_one_where_none_belongs_is_found(self) -> None:
        assert only(shop(SOUND), replace(SHOP, link=None)).code == "qr-link"

    def test_several_agree(self) -> None:
        two = ground() + HEADLINE + qr() + qr("https://tinh.example", x=10, side=34)

        assert only(shop(two)).code == "qr-link"

    def test_one_of_8_mm_on_a_billboard_is_found(self) -> None:
        """Drawn at 1:10, so it is 0.8 mm in the file: below what an overview shows."""
        board = replace(SHOP, scale=10, hem=0, distance=20, texts=())
        finding = preflight(shop(ground() + qr(side=0.8)), board)[0]

        assert finding.code == "qr-small"
        assert "8 mm in print; 42 mm" in finding.message
        assert near(finding, 55, 95)

    def test_one_at_the_cut_is_found(self) -> None:
        finding = only(shop(ground() + HEADLINE + qr(x=63)))

        assert finding.code == "qr-place"


# Laws of the walker


def walked(data: bytes) -> Page:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return walk(pdf)[0]


CONTENT = b"""
1 0 0 rg 10 20 30 40 re f
q 2 w 0 0 1 RG 50 50 m 90 70 l S Q
BT /F 12 Tf 1 0 0 1 100 100 Tm (AB) Tj 5 TL T* [(A) -200 (B)] TJ (A) ' ET
q 36 0 0 18 200 100 cm BI /W 10 /H 10 /BPC 8 /CS /G ID %b EI Q
""" % (b"x" * 100)
numbers = st.floats(-2, 2).map(lambda number: round(number, 3))
placements = st.builds(Matrix, numbers, numbers, numbers, numbers, numbers, numbers).filter(
    lambda m: abs(m.a * m.d - m.b * m.c) > 0.1
)


def inverse(m: Matrix) -> Matrix:
    size = m.a * m.d - m.b * m.c
    a, b, c, d = m.d / size, -m.b / size, -m.c / size, m.a / size
    return Matrix(a, b, c, d, -(m.e * a + m.f * c), -(m.e * b + m.f * d))


def written(m: Matrix) -> bytes:
    return " ".join(f"{number:.12f}" for number in m).encode()


def measures(page: Page) -> list[list[float]]:
    return [
        [mark.size, mark.x, mark.y]
        if isinstance(mark, Text)
        else [*mark.box, *([mark.width] if isinstance(mark, Stroke) else [])]
        for mark in page.marks
    ]


@given(placements)
def test_a_placement_and_its_inverse_change_nothing(placed: Matrix) -> None:
    back = inverse(placed)
    wrapped = b"q %b cm %b cm %b Q" % (written(placed), written(back), CONTENT)

    assert np.allclose(
        np.concatenate(measures(walked(page_of(CONTENT)))),
        np.concatenate(measures(walked(page_of(wrapped)))),
        atol=1e-4,
    )


@given(placements)
def test_a_form_stands_where_its_matrix_and_its_call_put_it(placed: Matrix) -> None:
    with pikepdf.open(io.BytesIO(page_of(CONTENT))) as pdf:
        page = pdf.pages[0].obj
        form = pdf.make_stream(
            CONTENT, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 300, 200]),
            Matrix=Array(list(placed)), Resources=page.Resources,
        )  # fmt: skip
        page.Resources = Dictionary(XObject=Dictionary(X=form))
        page.Contents = pdf.make_stream(b"q %b cm /X Do Q" % written(inverse(placed)))
        called = walk(pdf)[0]

    assert np.allclose(
        np.concatenate(measures(walked(page_of(CONTENT)))),
        np.concatenate(measures(called)),
        atol=1e-3,
    )


@given(st.floats(0.1, 8))
def test_a_page_drawn_larger_has_everything_larger(scale: float) -> None:
    grown = b"%b cm %b" % (written(Matrix(scale, 0, 0, scale)), CONTENT)
    one = walked(page_of(CONTENT))
    other = walked(page_of(grown, (300 * scale, 200 * scale)))

    assert np.allclose(
        scale * np.concatenate(measures(one)), np.concatenate(measures(other)), rtol=1e-5, atol=1e-3
    )
    ppi = [[m.ppi for m in page.marks if isinstance(m, Image)] for page in (one, other)]
    assert ppi[1] == pytest.approx([ppi[0][0] / scale], rel=1e-4)


def test_strings_begin_where_the_last_ended() -> None:
    texts = [m for m in walked(page_of(CONTENT)).marks if isinstance(m, Text)]
    point = 25.4 / 72

    assert [(t.x / point, t.y / point) for t in texts] == [
        pytest.approx((100, 100)),
        pytest.approx((100, 105)),
        pytest.approx((100, 110)),
    ]
    two = walked(page_of(b"BT /F 12 Tf (AB) Tj (A) Tj ET")).marks[1]
    assert isinstance(two, Text)
    assert two.x / point == pytest.approx(12 * 0.75)


def test_pdfium_and_the_walker_agree() -> None:
    """On sizes and baselines, also where the sheet does not begin at nought."""

    def shift(pdf: pikepdf.Pdf) -> None:
        page = pdf.pages[0]
        for box in ("/MediaBox", "/BleedBox", "/TrimBox"):
            if box in page.obj:
                x0, y0, x1, y1 = (float(side) for side in page.obj[box].as_list())
                page.obj[box] = Array([x0 - 40, y0 + 30, x1 - 40, y1 + 30])
        page.contents_add(b"q 1 0 0 1 -40 30 cm", prepend=True)
        page.contents_add(b"Q")

    moved = shop(SOUND, shift)
    assert preflight(moved, SHOP) == ()
    with opened(moved) as proof:
        walker = [(t.size, t.y) for t in proof.pages[0].marks if isinstance(t, Text)]
        lines = [(line.em, line.baseline) for line in proof.lines[0]]

    assert np.allclose(walker, lines, atol=0.01)
