"""Laws of cleaning: what it may change, and that it changes nothing else."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import Span, gathered
from press.base.text import VIETNAMESE, ZWSP, phone_like
from press.content.check.translations import Text, stamp
from press.content.encoding.clean import BREAKS, BULLETS, clean, clean_file, refused
from press.content.model.campaign import Marks, PageText
from press.content.parse import parse
from press.content.read.disk import ROOT, decode, read_sources
from tests.scripts import SCRIPTS
from tests.strategies import forms, sentences, spelled
from tests.test_text import NUMBERS

MARKS = "\u00ad\u034f\u200b\u200c\u200d\u200e\u200f\u202a\u202c\u2060\u2066\u2069\ufe0f\ufeff"
SPACES = "\u00a0\u1680\u2002\u2003\u2009\u200a\u202f\u205f\u3000"
REAL = read_sources(ROOT / "content")
any_text = st.text(st.characters() | st.sampled_from(MARKS + SPACES + BREAKS + "Ðаﬁ𝗚１"))


@given(any_text)
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(sentences, forms)
def test_vietnamese_stays_but_for_its_spaces(text: str, form: str) -> None:
    assert clean(spelled(text, form)) == spelled(text, "NFC").replace("\u00a0", " ")


@given(any_text)
def test_what_is_kept_is_seen_or_refused(text: str) -> None:
    kept = clean(text)
    rest = re.sub("[\u0590-\u1cff\ua800-\uabff\U00010a00-\U00011fff][\u200b-\u200d]+", "", kept)
    rest = re.sub("[\u200b-\u200d]+[\u0590-\u1cff\ua800-\uabff\U00010a00-\U00011fff]", "", rest)
    found = "".join(odd[0] for odd in refused(kept))

    assert not set(rest) & (set(SPACES) | set(BREAKS))
    for letter in set(rest) & set(MARKS):
        assert letter in found


@given(st.sampled_from(NUMBERS), st.lists(st.sampled_from(MARKS), min_size=1), st.data())
def test_a_number_with_hidden_marks_is_the_number_it_is(
    number: str, marks: list[str], data: st.DataObject
) -> None:
    typed = number
    for mark in marks:
        place = data.draw(st.integers(0, len(typed)))
        typed = typed[:place] + mark + typed[place:]
    wide = str.maketrans("0123456789 -+", "０１２３４５６７８９\u00a0\u2011＋")

    for said in (f"Gọi {typed}.", f"Gọi {typed.translate(wide)}."):
        assert [found for _, found in phone_like(clean(said))] == [number]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Công\u00a0an xã, số\u20095", "Công an xã, số 5"),
        ("khuyến\u00admãi, 24\u2060/\u20607", "khuyếnmãi, 24/7"),
        ("\u200eGọi\u200f 111\u202c", "Gọi 111"),
        ("quốc\ufeff gia, \ufeff111\u200b.", "quốc gia, 111."),
        ("Ðô Lương, Ɖô Lương", "Đô Lương, Đô Lương"),
        ("ﬁle ﬂuent ﬃ", "file fluent ffi"),
        ("𝗚𝗼̣𝗶 𝟭𝟭𝟭 𝑛𝑔𝑎𝑦 ℎ", "Gọi 111 ngay h"),
        ("Ｇọi １１１", "Gọi 111"),
        ("Тên, Соn Сuông", "Tên, Con Cuông"),  # Cyrillic Т, С and о
        ("24‑7 a‐b", "24-7 a-b"),
        ("Gọi 1\ufe0f\u20e31\ufe0f\u20e31\ufe0f\u20e3, ①①❸", "Gọi 111, 113"),
        ("1\ufe0f\u20e3 Dừng lại ② Hỏi", "1\ufe0f\u20e3 Dừng lại ② Hỏi"),
        ("km², ½, № 5, 5 kΩ, “…”", "km², ½, № 5, 5 kΩ, “…”"),
        ("Москва, Αθήνα", "Москва, Αθήνα"),
        ("ﺳﻼم", "سلام"),
        ("a\u2028b\x0bc\x0cd\x85e", "a\nb\nc\nd\ne"),
    ],
)
def test_what_other_programs_write_is_read_as_it_is_meant(typed: str, meant: str) -> None:
    assert clean(typed) == meant
    assert not list(refused(meant))


EMOJI = [
    "👨\u200d👩\u200d👧",
    "☎\ufe0f",
    "☎\ufe0e",
    "❤\ufe0f\u200d🔥",
    "👩🏽\u200d💻",
    "🏳\ufe0f\u200d🌈",
    "🇻🇳",
]
EMOJI += ["1\ufe0f\u20e3", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"]


@pytest.mark.parametrize("emoji", EMOJI)
def test_emoji_stay_whole_and_hidden_marks_beside_them_go(emoji: str) -> None:
    text = f"Gọi 111 {emoji}, {emoji} {emoji} ngay"

    assert clean(text) == text
    assert not list(refused(text))
    assert clean(f"\u200d{emoji}\u200d 111\ufe0f") == f"{emoji} 111"


@pytest.mark.parametrize("mark", ["\u200b", "\ufeff", "\u200b\ufeff", "\u00ad\u200b"])
def test_a_hidden_mark_between_two_letters_is_left_to_people(mark: str) -> None:
    text = f"quốc{mark}gia"

    assert clean(text) == text
    assert [found.span() for found in refused(text)] == [(4, 4 + len(mark))]


@pytest.mark.parametrize("tag", ["lo", "blt"])
def test_scripts_without_spaces_keep_what_parts_their_words(tag: str) -> None:
    word = SCRIPTS[tag].word
    for text in (f"{word}{ZWSP}{word}", f"{word}{ZWSP}111{ZWSP}{word}", f"{word}\u200d{word}"):
        assert clean(text) == text
        assert not list(refused(text))


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\uf0e0", "\ufdd0", "\U0010ffff"]
)
def test_what_is_no_letter_of_any_script_is_refused(sign: str) -> None:
    assert [found[0] for found in refused(clean(f"a{sign} b"))] == [sign]


def test_all_letters_of_vietnamese_are_kept() -> None:
    text = "".join(sorted(VIETNAMESE))

    assert clean(text) == clean(unicodedata.normalize("NFD", text)) == text


# Files.


@pytest.mark.parametrize("bullet", BULLETS)
@pytest.mark.parametrize("gap", [" ", "\t", "\u00a0\u00a0", ""])
def test_bullets_of_word_are_those_of_markdown(bullet: str, gap: str) -> None:
    fields = f"---\nled: A • B\npoints:\n{bullet}{gap}Một\n  {bullet}{gap}Hai\n---\n"
    text, added = clean_file(".md", f"{fields}A • B\n\n{bullet}{gap}Một\n  {bullet}{gap}Hai\n")

    assert text == "---\nled: A • B\npoints:\n- Một\n- Hai\n---\nA • B\n\n- Một\n  - Hai\n"
    assert added == ()


def test_fields_end_at_dashes_whatever_space_follows_them() -> None:
    text, _ = clean_file(".md", "---\u00a0\nled: a\x0bb\n---\u3000\na\x0bb\n")

    assert text == "--- \nled: a b\n--- \na  \nb\n"


def test_a_table_keeps_its_bullets() -> None:
    assert clean_file(".csv", "id,title\na,• b\n") == ("id,title\na,• b\n", ())


@given(any_text)
def test_no_file_has_what_is_refused_or_more_lines_than_it_says(text: str) -> None:
    found, _ = gathered(decode("content/a.md", text.encode("utf-8", "replace")))

    assert found
    assert not list(refused(found.text))
    typed = found.written.count("\n")
    assert found.text.count("\n") == typed + len(found.added)


# Stamps.


def test_stamps_of_all_translations_are_those_on_record() -> None:
    parsed = parse(REAL)
    texts: list[Mapping[str, Text]] = [message.translations for message in parsed.messages]
    texts += [page.translations for page in parsed.pages]
    recorded = 0
    for found in texts:
        now = stamp(found[parsed.master])
        stamps = {text.translated_from for text in found.values()} - {""}
        recorded += len(stamps)
        assert stamps <= {now}
    assert recorded > 10


@given(sentences, st.sampled_from([*SPACES, "  ", "\t"]), forms)
def test_cleaning_changes_no_stamp(text: str, space: str, form: str) -> None:
    typed = spelled(text, form).replace(" ", space)

    assert stamp(_page(clean(typed))) == stamp(_page(typed)) == stamp(_page(text))


def _page(text: str) -> PageText:
    line = f"a {text}"
    marks = Marks(span=Span("content/pages/a/vi.md", 1))
    return PageText(language="vi", title=line, summary=line, body=line, body_line=1, marks=marks)
