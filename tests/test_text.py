"""Laws of text, then what a reader would and would not take for a phone number."""

from __future__ import annotations

import csv
import io
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from press.base.text import NBSP, as_csv, bind, digits, nfc, phone_like, phrases, plain
from tests.strategies import bound_texts, forms, sentences, spelled, syllables

LEXICON = ("tội phạm", "tổ chức", "mua bán", "đường dây nóng", "đường dây", "người dân", "dân tộc")


@given(sentences, forms)
def test_composing_does_not_depend_on_how_a_text_was_typed(text: str, form: str) -> None:
    assert nfc(spelled(text, form)) == unicodedata.normalize("NFC", text)


@given(bound_texts())
def test_binding_changes_only_spaces(drawn: tuple[str, list[str]]) -> None:
    text, lexicon = drawn

    assert bind(text, lexicon).replace(NBSP, " ") == text.replace(NBSP, " ")


@given(bound_texts())
def test_binding_twice_changes_nothing(drawn: tuple[str, list[str]]) -> None:
    text, lexicon = drawn
    bound = bind(text, lexicon)

    assert bind(bound, lexicon) == bound


@given(bound_texts())
def test_binding_does_not_depend_on_the_order_of_the_lexicon(drawn: tuple[str, list[str]]) -> None:
    text, lexicon = drawn

    assert bind(text, lexicon) == bind(text, lexicon[::-1])


@given(bound_texts())
def test_no_space_stays_inside_a_lone_compound(drawn: tuple[str, list[str]]) -> None:
    for compound in drawn[1]:
        assert " " not in bind(compound, drawn[1])
        assert " " not in bind(compound.upper(), drawn[1])


@given(bound_texts())
def test_phrases_lose_no_word(drawn: tuple[str, list[str]]) -> None:
    text, lexicon = drawn
    units = [unit for phrase in phrases(text, lexicon) for unit in phrase]

    assert " ".join(units).replace(NBSP, " ") == plain(text)
    assert all(phrases(text, lexicon))


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("Tội phạm có tổ chức", "Tội_phạm có tổ_chức"),
        ("TỘI PHẠM, TỔ CHỨC", "TỘI_PHẠM, TỔ_CHỨC"),
        ("gọi đường dây nóng", "gọi đường_dây_nóng"),
        ("tội, phạm và tổ-chức", "tội, phạm và tổ-chức"),
        ("tổ chứcx và xtội phạm", "tổ chứcx và xtội phạm"),
        ("“mua bán” (mua bán)", "“mua_bán” (mua_bán)"),
        ("mua  bán", "mua__bán"),
    ],
)
def test_compounds_are_whole_syllables_in_any_case(text: str, bound: str) -> None:
    assert bind(text, LEXICON) == bound.replace("_", NBSP)


def test_a_longer_compound_wins_over_one_that_begins_before_it() -> None:
    lexicon = ("người dân", "dân tộc thiểu số")

    assert bind("người dân tộc thiểu số", lexicon) == "người dân tộc thiểu số".replace(
        "dân tộc thiểu số", NBSP.join(["dân", "tộc", "thiểu", "số"])
    )


def test_a_headline_breaks_at_its_marks_and_never_in_a_compound() -> None:
    text = "Mua bán người là | tội phạm có tổ chức"

    assert phrases(text, LEXICON) == (
        ("Mua\u00a0bán", "người", "là"),
        ("tội\u00a0phạm", "có", "tổ\u00a0chức"),
    )
    assert plain(text) == "Mua bán người là tội phạm có tổ chức"


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Gọi ngay 1111", ["1111"]),
        ("GỌI 1I1, gọi số O981 848 484", ["1I1", "O981 848 484"]),
        ("đừng chờ, gọi 1 11; tổng đài 0111", ["1 11", "0111"]),
        ("Call 1022 or call the number 111.1", ["1022", "111.1"]),
        ("gọi số (1111), gọi “112”, gọi đến số: 1112, ĐT 1113", ["1111", "112", "1112", "1113"]),
        ("gọi +84 981\n84 84 84", ["+84 981\n84 84 84"]),
        (
            "069.290.4512\n111\n+66 2 123 4567\n113",
            ["069.290.4512", "111", "+66 2 123 4567", "113"],
        ),
        ("gọi 2 lần, gọi 30 người, 10 cuộc gọi 2025", []),
        ("gọi 111 24/7, gọi 111 3 lần", ["111", "111"]),
        ("tổng đài 24/7; gọi 10.000 đồng", []),
    ],
)
def test_what_somebody_is_told_to_call_is_a_number_however_odd(
    text: str, numbers: list[str]
) -> None:
    assert [number for _, number in phone_like(text)] == numbers


NUMBERS = [
    "111",
    "113",
    "119",
    "0981848484",
    "0981 848 484",
    "0981.848.484",
    "0981-848-484",
    "+84 981 84 84 84",
    "84 981 84 84 84",
    "981 84 84 84",
    "+84 (0)238 3557565",
    "0238) 3.557.565",
    "02383.557.565",
    "0238 3557565",
    "069.290.4512",
    "1900 96 96 80",
    "1900 1234",
    "1900-1234",
    "18001567",
    "+95 9660888998",
    "0084 981 84 84 84",
    "0981–848–484",
    "0981 – 848 – 484",
    "0981·848·484",
    "0981  848  484",
    "1900–1234",
]
NOT_NUMBERS = [
    "ngày 01/7/2025",
    "01.07.2025",
    "2025-07-01 2025-09-30",
    "từ 01/7 đến 30/9/2025",
    "số 53/2024/QH15",
    "Quyết định 1137/QĐ-TTg",
    "Công văn 6325/UBND-NC",
    "162/2025/NĐ-CP",
    "4000x700",
    "6000 × 900 mm",
    "297 × 118 mm",
    "năm 2025",
    "1996-2025",
    "15-18 triệu",
    "15–18",
    "1.200.000.000 đồng",
    "30.170 cuộc gọi",
    "500.000.000",
    "115 người",
    "112 nạn nhân",
    "115 km",
    "Điều 112",
    "trang 114",
    "1,115",
    "113,5",
    "115%",
    "(454/455)",
    "24/7",
    "1/10",
    "bài 1610475",
    "message:goi-115",
    "https://a.vn/0981848484",
    "#012345",
    "bang-ron_4000x700mm",
    "tong-dai-112",
    "tongdai111.vn",
    "01 02 03 04 05 06 07 08 09 10 11",
    "3 4 5 6 7 8 9 10",
    "0,8 × 2,5 m",
    "TCVN 1151",
    "111x200",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["{}", "Gọi {}.", "({})", "“{}”!", "gọi {}, miễn phí", "tel:{}"])
def test_a_number_to_call_is_found_whole(number: str, around: str) -> None:
    text = around.format(number)

    assert list(phone_like(text)) == [(text.index(number), number)]


@pytest.mark.parametrize("text", NOT_NUMBERS)
def test_what_is_no_number_to_call_is_left_alone(text: str) -> None:
    assert list(phone_like(text)) == []


def test_two_numbers_in_one_breath_are_two() -> None:
    assert [n for _, n in phone_like("gọi 111/113 hoặc 113,114")] == ["111", "113", "113", "114"]
    assert [n for _, n in phone_like("+84 981 84 84 84 - 111")] == ["+84 981 84 84 84", "111"]


@given(st.dates(), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "ngày %d-%m-%Y"]))
def test_no_date_of_our_time_is_a_number_to_call(day: object, shape: str) -> None:
    text = f"{day:{shape}}"

    assert list(phone_like(text.replace(str(day)[:4], "2025"))) == []


@example("", 0, "0{:09}", "đồng")  # as in "đồng chí", not money
@example("", 0, "+84 9{:08.8}", "người")
@given(
    sentences,
    st.integers(0, 999_999_999),
    st.sampled_from(["0{:09}", "+84 9{:08.8}", "1900 {:04.4}"]),
    syllables,
)
def test_a_number_is_found_in_any_sentence(before: str, n: int, shape: str, after: str) -> None:
    number = shape.format(n) if shape.startswith("0") else shape.format(f"{n:09}")
    text = f"{before}, {number} {after}"

    assert any(digits(number) in digits(found) for _, found in phone_like(text))


@given(st.text())
def test_what_is_found_stands_where_it_is_said_to(text: str) -> None:
    for offset, found in phone_like(text):
        assert text[offset : offset + len(found)] == found
        assert digits(found)


def test_no_line_begins_with_a_dash() -> None:
    assert bind("dặn đừng nói - dừng lại", []) == f"dặn đừng nói{NBSP}- dừng lại"
    assert bind("15-18 tuổi", []) == "15-18 tuổi"


cells = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)


@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_table_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    read = list(csv.reader(io.StringIO(as_csv(rows), newline=""), strict=True))

    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


@pytest.mark.parametrize(
    "cell",
    [
        *(
            "=3+3",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            " =1",
            "\u00a0=1",
        ),
        *("\uff1d1", "+", "-", "- Gọi 111", "+84 981 84 84 84=1", "+84\n=1", "--1"),
    ],
)
def test_a_spreadsheet_takes_no_cell_for_a_formula(cell: str) -> None:
    (row,) = csv.reader(io.StringIO(as_csv([[cell, "x"]]), newline=""))

    assert row == [f"'{cell}", "x"]


@pytest.mark.parametrize(
    "cell",
    [
        "+84 981 84 84 84",
        "0238 000 0000",
        "111",
        "-3",
        "+1.5",
        "-0,5",
        "",
        "Mường Xén",
        "a=b",
        "16-17",
    ],
)
def test_numbers_and_words_stay_as_they_are(cell: str) -> None:
    assert as_csv([[cell, "x"]]) == (f'"{cell}",x\r\n' if "," in cell else f"{cell},x\r\n")


def test_a_cell_with_commas_quotes_or_lines_stands_in_quotes() -> None:
    assert as_csv([["A, B", 'C "D"', 7]]) == '"A, B","C ""D""",7\r\n'
