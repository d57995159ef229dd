"""Text messages: as long as phones say, and short enough from every commune."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.sms import MOST_PARTS, segments, signed, surplus, units
from press.content.check.text_messages import text_messages
from press.content.parse import Parsed, parse
from press.content.resources import Sources
from tests import strategies

# The alphabet of TS 23.038 by code, sixteen a line, and what an escape (0x1B) makes of some codes.
ALPHABET = (
    "@£$¥èéùìòÇ\nØø\rÅå"
    "Δ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ"
    " !\"#¤%&'()*+,-./"
    "0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNO"
    "PQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmno"
    "pqrstuvwxyzäöñüà"
)
ESCAPED = {
    0x0A: "\f", 0x14: "^", 0x28: "{", 0x29: "}", 0x2F: "\\",
    0x3C: "[", 0x3D: "~", 0x3E: "]", 0x40: "|", 0x65: "€",
}  # fmt: skip


def septets(text: str) -> list[int] | None:
    """Return the codes of a text, or nothing if the alphabet lacks one of its characters."""
    codes = {character: [code] for code, character in enumerate(ALPHABET) if code != 0x1B}
    codes |= {character: [0x1B, code] for code, character in ESCAPED.items()}
    if not set(text) <= codes.keys():
        return None
    return [code for character in text for code in codes[character]]


def parts(text: str) -> list[list[int]]:
    """Return what is sent, by cutting the coded text as a phone does."""
    coded, alone, room, first = septets(text), 160, 153, {0x1B}
    if coded is None:
        octets = text.encode("utf-16-be")
        coded = [octets[i] << 8 | octets[i + 1] for i in range(0, len(octets), 2)]
        alone, room, first = 70, 67, set(range(0xD800, 0xDC00))
    if len(coded) <= alone:
        return [coded]
    cut = []
    while coded:
        end = room - 1 if len(coded) > room and coded[room - 1] in first else room
        cut.append(coded[:end])
        coded = coded[end:]
    return cut


plain = st.text(st.sampled_from([*ALPHABET.replace("\x1b", ""), *ESCAPED.values()]), max_size=330)
accented = st.text(st.sampled_from("aăâđếệơữ 1.,€[^😀🇻"), max_size=220)
texts = plain | accented | st.text(max_size=150)


@given(texts)
def test_a_text_is_counted_and_cut_as_phones_do(text: str) -> None:
    sent = parts(text)

    assert units(text) == sum(map(len, sent))
    assert segments(text) == len(sent)


@given(texts, texts)
def test_a_longer_text_never_takes_fewer_parts(first: str, rest: str) -> None:
    assert segments(first) <= segments(first + rest)
    assert segments(rest) <= segments(first + rest)


@pytest.mark.parametrize(
    ("text", "length", "count"),
    [
        ("", 0, 1),
        ("ạ" * 70, 70, 1),
        ("ạ" * 71, 71, 2),
        ("ạ" * 134, 134, 2),
        ("ạ" * 135, 135, 3),
        ("a" * 160, 160, 1),
        ("a" * 161, 161, 2),
        ("a" * 306, 306, 2),
        ("a" * 307, 307, 3),
        ("a" * 159 + "ạ", 160, 3),  # one mark, and all of it is UCS-2
        ("é" * 160, 160, 1),  # of the alphabet, though not of ASCII
        ("€" * 80, 160, 1),
        ("€" * 81, 162, 2),
        ("€" * 152, 304, 2),  # 76 a part: an escape is not parted from what it escapes
        ("€" * 153, 306, 3),
        ("😀" * 35, 70, 1),
        ("😀" * 36, 72, 2),
        ("😀" * 66, 132, 2),  # 33 a part: nor is an emoji cut in two
        ("😀" * 67, 134, 3),
        ("People’s", 8, 1),
        ("’" + "a" * 70, 71, 2),
    ],
)
def test_known_lengths(text: str, length: int, count: int) -> None:
    assert (units(text), segments(text)) == (length, count)


@given(texts)
def test_the_surplus_is_what_must_go_and_no_more(text: str) -> None:
    over = surplus(text)

    assert segments(text[: len(text) - over]) <= MOST_PARTS
    assert not over or segments(text[: len(text) - over + 1]) > MOST_PARTS


names = st.lists(st.sampled_from(["Kim", "Nam", "Liên", "Nguyên"]), min_size=1, max_size=20)


@pytest.fixture(scope="module")
def small(tiny_sources: Sources) -> Parsed:
    return parse(tiny_sources)


def speaking(parsed: Parsed, prefix: str, communes: list[str], text: str) -> Parsed:
    """Return the content with these communes, of a kind whose issuer has this prefix, and one
    message, in Vietnamese."""
    strings = parsed.strings["vi"]
    say = {**strings.say, "issuer_prefix_xa": prefix}
    first = parsed.communes[0]
    message = parsed.messages[0]
    words = message.translations["vi"].model_copy(update={"sms": text})
    return replace(
        parsed,
        strings={"vi": strings.model_copy(update={"say": say})},
        communes=tuple(first.model_copy(update={"kind": "xa", "name": name}) for name in communes),
        messages=(message.model_copy(update={"translations": {"vi": words}}),),
    )


@given(
    prefix=st.sampled_from(["UBND xã", "Commune of"]),
    communes=st.lists(names.map(" ".join), min_size=1, max_size=4),
    body=st.text(st.sampled_from("ab "), max_size=280) | strategies.sentences,
)
def test_a_text_that_is_too_long_from_any_commune_is_found(
    small: Parsed, prefix: str, communes: list[str], body: str
) -> None:
    text = f"{body.strip()} 111"

    problems = text_messages(speaking(small, prefix, communes, text))

    longest = max(segments(signed((prefix, name), text)) for name in communes)
    found = [problem for problem in problems if problem.code == "sms-too-long"]
    assert bool(found) == (longest > MOST_PARTS)
    assert all(f"takes {longest} parts" in problem.message for problem in found)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Nghi có mua bán người, gọi 111.", True),
        ("Ai đang nguy hiểm, gọi 113. Còn lại, gọi 111", True),
        ("Gọi 111, miễn phí.", False),
        ("Gọi 111 ngay, số 111.", False),
        ("Gọi 113.", False),
        ("Xem https://vi-du.vn/111", False),
        ("Xem vi-du.gov.vn, gọi 111.", False),
    ],
)
def test_a_text_ends_with_the_number_and_holds_no_link(
    small: Parsed, text: str, *, right: bool
) -> None:
    found = list(text_messages(speaking(small, "UBND xã", ["Kim Liên"], text)))

    assert (found == []) == right
