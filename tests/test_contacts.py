"""Numbers, addresses and names: what is right passes, what only looks right is told."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.content.contacts import Flaw, email, link, phone, place_name, site, web

digits = st.integers(0, 9).map(str)


@pytest.mark.parametrize(
    "number",
    [
        *("111", "113", "1022", "1800 0000", "1900.000.000", "0238 000 0000", "0238.0000.000"),
        *("(0238) 000 0000", "0900 000 000", "0300-000-000", "024 0000 0000", "069 000 000"),
        *("+84 981 84 84 84", "+84 238 000 0000", "+856 20 0000 0000", "+1 (202) 000-0000"),
    ],
)
def test_numbers_that_can_be_called_pass(number: str) -> None:
    assert phone(number) is None


@pytest.mark.parametrize(
    ("number", "wrong"),
    [
        ("+", "no digit"),
        ("đang cập nhật", "no digit"),
        ("(0", "signs"),
        ("0", "no phone number of Việt Nam (1 digit)"),
        ("()", "no digit"),
        ("tel:0900000000", "tel:"),
        ("0900 000 00", "has 9 digits"),
        ("0900 000 0000", "has 11 digits"),
        ("0238 000 000", ""),
        ("0238 000 00000", "has 12 digits"),
        ("0400 000 0000", "no phone number of Việt Nam (11 digits)"),
        ("1134", "has 4 digits"),
        ("1800 000", "has 7 digits"),
        ("0123 000 0000", "before 2018"),
        ("238 000 0000", "no 0 in front"),
        ("2,38E+09", "Excel"),
        ("2.38E+09", "Excel"),
        ("0084 900 000 000", "00 in place of +"),
        ("+84 0900 000 000", "a 0 after the country"),
        ("+84 (0) 900 000 000", "a 0 after the country"),
        ("+84 900 000 00", "has 9 digits"),
        ("+44 (0) 20 0000 0000", "a 0 after the country"),
        ("+0 900 000 000", "no international number"),
        ("+856 20 0000 0000 0000", "more than one number"),
        ("0238 000 0000 / 0900 000 000", "more than one number"),
        ("0238 000 0000; 113", "more than one number"),
        ("0238 000 0000 hoặc 113", "more than one number"),
        ("0238 000 0000 - 0900 000 000", "more than one number"),
        ("0238 3xx xxxx", "words"),
        ("0238 000 0000 (giờ hành chính)", "words"),
        ("0238 000 0000 (12", "signs"),
        ("٠٩٠٠٠٠٠٠٠٠", "signs"),
        ("\uff10\uff19\uff10\uff10", "signs"),
        ("09\u200b00 000 000", "signs"),
        ("=0900000000", "signs"),
        ("0900+000000", "signs"),
    ],
)
def test_what_nobody_could_call_is_told(number: str, wrong: str) -> None:
    found = phone(number)

    assert (found is not None) == bool(wrong)
    if found:
        assert wrong in found.wrong
        assert found.hint


@given(st.lists(digits, min_size=1, max_size=20).map("".join), st.sampled_from([" ", ".", "-"]))
def test_groups_change_nothing(number: str, mark: str) -> None:
    grouped = mark.join(re.findall("..?.?", number))

    assert (phone(number) is None) == (phone(grouped) is None)
    assert phone(number) is not None or 3 <= len(number) <= 11


@given(st.text(max_size=30))
def test_every_text_is_judged(text: str) -> None:
    for judge in (phone, email, web, site, link, place_name):
        found = judge(text)
        assert found is None or isinstance(found, Flaw)


@given(st.text(alphabet="0123456789+()-. ", max_size=18))
def test_a_number_that_passes_has_digits_and_no_second_plus(text: str) -> None:
    if phone(text) is None:
        assert re.fullmatch(r"[\s(]*\+?[0-9 ().-]*[0-9][0-9 ().-]*", text)
        assert text.count("(") == text.count(")")


@pytest.mark.parametrize(
    "address",
    ["lien-he@tinh.example", "a@b.vn", "van_phong+xa.1@xa.tinh.example", "a@xn--a-cja.vn"],
)
def test_addresses_that_can_be_written_to_pass(address: str) -> None:
    assert email(address) is None
    assert link(f"mailto:{address}") is None


@pytest.mark.parametrize(
    "address",
    [
        *("a@b", "@b.vn", "a@", "a@@b.vn", "a@b.vn?cc=x@y.vn", "mailto:a@b.vn", "a b@c.vn"),
        *(
            "a@b.vn; c@d.vn",
            "Văn phòng <a@b.vn>",
            "á@b.vn",
            "a@bộ.vn",
            "a@b..vn",
            "a@.vn",
            "a@b.vn.",
        ),
        *(
            "a..b@c.vn",
            ".a@b.vn",
            "a.@b.vn",
            "a@-b.vn",
            "a@b-.vn",
            "a@b.v",
            "a@1.2.3.4",
            "a@b.vn/x",
        ),
        *(
            "a@b_c.vn",
            "a&b@c.vn",
            "=a@b.vn",
            "\uff41@b.vn",
            f"{'a' * 65}@b.vn",
            f"a@{'b.' * 130}vn",
        ),
    ],
)
def test_what_nobody_could_write_to_is_told(address: str) -> None:
    found = email(address)

    assert found
    assert found.hint


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://tinh.example/",
            "https://a.tinh.example:8443/x/y?z=1#a",
            "https://xn--a-cja.vn/",
        ),
        *("https://tinh.example", "https://tinh.example/%C4%91/"),
    ],
)
def test_pages_that_can_be_opened_pass(address: str) -> None:
    assert web(address) is None


@pytest.mark.parametrize(
    ("address", "wrong"),
    [
        ("http//tinh.example/", "does not begin with https://"),
        ("http://tinh.example/", "does not begin with https://"),
        ("www.tinh.example", "does not begin with https://"),
        ("javascript:alert(1)", "does not begin with https://"),
        ("https://", "no name of a site in it"),
        ("https:///x/", "no name of a site"),
        ("https://tinh.example:99999/", "port"),
        ("https://tinh.example:x/", "port"),
        ("https://tinh.example:0/", "port"),
        ("https://tinh.example:/", "port"),
        ("https://ten:mat-khau@tinh.example/", "a password"),
        ("https://tỉnh.example/", '"ỉ"'),
        ("https://tinh..example/", "a dot at an end"),
        ("https://tinh.example./", "a dot at an end"),
        ("https://-tinh.example/", '"-tinh"'),
        ("https://tinh_a.example/", '"tinh_a"'),
        ("https://10.0.0.1/", "no name of a site"),
        ("https://[::1]/", "no name of a site"),
        ("https://[::1/", "no such thing"),
        ("https://localhost/", "no name of a site"),
        ("https://tinh.example/a b/", "a space"),
        ("https://tinh.example/\u200b", "which no address has"),
        ("https://tinh.example/<b>", '"<"'),
        ("https://tinh.example\\x/", '"\\"'),
    ],
)
def test_what_nobody_could_open_is_told(address: str, wrong: str) -> None:
    found = web(address)

    assert found
    assert wrong in found.wrong
    assert found.hint
    assert site(address)
    assert link(address)


def test_an_address_without_its_beginning_is_given_one() -> None:
    hints = [
        found.hint for text in ("http//a.vn", "http://a.vn", "www.a.vn") if (found := web(text))
    ]

    assert hints == ["write https://a.vn", "write https://a.vn", "write https://www.a.vn"]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "https://a.vn",
            "https://a.vn/x",
            "https://a.vn/?x=/",
            "https://a.vn/#/",
            "https://a.vn//",
        ),
        *("https://a.vn/../", "https://a.vn/./x/"),
    ],
)
def test_a_site_stands_at_a_folder(address: str) -> None:
    assert site(address)
    assert site("https://a.vn/") is None
    assert site("https://a.vn/chien-dich/x/") is None


@pytest.mark.parametrize(
    "name", ["Mường Xén", "Phường 1", "Ea H’Leo", "Đắk R'Lấp", "A-B", "Ê\u0304"]
)
def test_names_of_places_pass(name: str) -> None:
    assert place_name(name) is None


@pytest.mark.parametrize(
    "name",
    [
        "..",
        "A/B",
        "<b>A</b>",
        "=A",
        "A_B",
        "A, B",
        "A.B",
        "12",
        "-",
        "A\uff11",
        "A\u200bB",
        "A(cũ)",
        '"A"',
    ],
)
def test_what_is_no_name_is_told(name: str) -> None:
    found = place_name(name)

    assert found
    assert found.hint
