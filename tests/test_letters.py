"""Letters that are none: every old encoding is named and undone, and right texts are left alone."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from press.base.diag import gathered
from press.base.text import nfc
from press.content.check.letters import damages, letters
from press.content.encoding import legacy as module
from press.content.encoding.clean import clean, refused
from press.content.encoding.legacy import Legacy, legacy
from press.content.encoding.lost_letters import foreign, lost
from press.content.encoding.spelling import is_syllable
from press.content.parse import parse
from press.content.read.disk import ROOT, decode, read_sources
from press.content.resources import Source, Sources
from tests.conftest import TINY, overlaid
from tests.scripts import in_scripts
from tests.strategies import sources_of, spelled, syllables

REAL = read_sources(ROOT / "content")
TINY_PARSED = parse(read_sources(TINY))
NAMES = (Path(__file__).parent / "commune_names.txt").read_text("utf-8").splitlines()
WORDS = sorted(
    {
        word
        for source in REAL.files
        if source.name.endswith(("vi.md", "vi.toml", "communes.csv"))
        for word in re.findall(r"[^\W\d_]+", source.text)
        if is_syllable(word)
    }
)
words = st.sampled_from(WORDS) | syllables.filter(is_syllable)
vietnamese = st.lists(words, min_size=6, max_size=20).map(" ".join)
TYPED = {
    meant: typed
    for typed, meant in module._VNI.items()
    if typed == typed.upper() or typed == typed.lower()
}
LETTERS = {letter: chr(byte) for byte, letter in module._TCVN3.items()}


def in_tcvn3(text: str) -> str:
    """Return a text as in fonts of the ABC standard: capitals with tones are small letters."""
    return "".join(LETTERS.get(c, LETTERS.get(c.lower(), c)) for c in text)


def in_vni(text: str) -> str:
    return "".join(TYPED.get(letter, letter) for letter in text)


def in_1258(text: str) -> str:
    """Return a text as Windows kept it, letters and tones apart, read as if it were Western."""
    apart = (_tone_apart(letter) for letter in text)
    return "".join(apart).encode("cp1258").decode("cp1252")


def _tone_apart(letter: str) -> str:
    bare = spelled(letter, "NFD")
    tone = "".join(mark for mark in bare if mark in "\u0300\u0301\u0303\u0309\u0323")
    return spelled("".join(mark for mark in bare if mark not in tone), "NFC") + tone


def in_bytes(text: str, *, times: int = 1) -> str:
    """Return a text in UTF-8, read byte by byte as Windows does, bytes it lacks as they are."""
    for _ in range(times):
        text = "".join(bytes([n]).decode("cp1252", "ignore") or chr(n) for n in text.encode())
    return text


def unlike(text: str) -> int:
    """Return how many words of ASCII letters and others can be no Vietnamese."""
    mixed = {word for word in text.split() if re.search("[A-Za-z]", word) and not word.isascii()}
    return sum(not is_syllable(nfc(word)) for word in mixed)


# Encodings.


@given(vietnamese)
def test_tcvn3_is_named_and_undone_but_for_capitals(text: str) -> None:
    typed = in_tcvn3(text)
    assume(unlike(typed) > 2)
    found = legacy(typed)

    assert found
    assert "TCVN3" in found.encoding
    assert found.text.lower() == text.lower()


@given(vietnamese)
def test_vni_is_named_and_undone(text: str) -> None:
    typed = in_vni(text)
    assume(unlike(typed) > 2)
    found = legacy(typed)

    assert found
    assert "VNI" in found.encoding
    assert found.text == text


@given(vietnamese)
def test_code_page_1258_read_as_western_is_named_and_undone(text: str) -> None:
    typed = in_1258(text)
    assume(unlike(typed) > 2)
    found = legacy(typed)

    assert found
    assert "1258" in found.encoding
    assert found.text == text


@given(vietnamese, st.integers(1, 3))
def test_utf8_read_byte_by_byte_is_undone_however_often(text: str, times: int) -> None:
    typed = in_bytes(f"{text} “người”", times=times)
    found = legacy(typed, vietnamese=False)

    assert found
    assert "UTF-8" in found.encoding
    assert ("more than once" in found.encoding) == (times > 1)
    assert found.text == f"{text} “người”"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ViÖc nhÑ, | l­¬ng cao?", "Việc nhẹ, | lương cao?"),
        ("PHßNG, CHèNG MUA B¸N NG¦êI", "PHÒNG, CHỐNG MUA BÁN NGƯỜI"),
        ("Céng hoµ x· héi chñ nghÜa", "Cộng hoà xã hội chủ nghĩa"),
        ("Thaønh Vinh", "Thành Vinh"),
        ("XAÕ MÖÔØNG XEÙN", "XÃ MƯỜNG XÉN"),
        ("Xaõ Muoân", "Xã Muôn"),
        ("Ðýõng, ngýõÌi", "Đương, người"),
        ("PhÃ²ng, chá»‘ng mua bÃ¡n ngÆ°á»i.", "Phòng, chống mua bán người."),  # bytes lost
        ("Gá»i 111, Äá»«ng sá»£", "G[ọ/ỏ/ờ]i 111, Đừng sợ"),
        ("donâ€™t, cafÃ©", "don’t, café"),
        ("PhĂ²ng khĂ¡m", "Phòng khám"),
    ],
)
def test_a_text_of_old_is_offered_as_it_is_meant(typed: str, meant: str) -> None:
    found = legacy(typed)

    assert found
    assert found.text == meant


# No false alarms.

RIGHT = [
    "L’été dernier, Noël à Hanoï : déjà vu, ça va, où êtes-vous ? Thaïlande, maïs, naïve.",
    "Les élèves français étudient à l’École supérieure, près de Besançon. Être ou ne pas être ?",
    "Über Größe, Öl und Maß; señor, mañana, São Tomé, smörgåsbord, Ålesund, coöperate.",
    "A café in Orléans, El Niño, Zürich and Curaçao: “naïve” résumés – £5, €3, 5 µm, 20 °C.",
    "Bạn có biết? Ai gọi bạn? Đi đâu? Với ai? Thật không?! Hỏi: “Lương cao?” rồi hãy đi.",
    "“XÃ”, XÃ – XÃ… “LÁ” «lá» TỈNH NGHỆ AN; Quán “Ý” ‘Ê’ 6000×900 mm, ½ trang, a·b, 5 m².",
    "XÃ\u00a0MƯỜNG XÉN, NGÃI\u00a0GIAO, CÂ\u00a0, BÃ…",
    "Médecins Sans Frontières và quỹ của Müller ở Zürich, Genève hỗ trợ nạn nhân.",
    "Xem https://a.vn/tim?q=nguoi&x=?a, gửi a?b@c.vn, [hỏi](page:trinh-bao).",
    "ນີ້ແມ່ນຂໍ້ຄວາມທົດສອບເທົ່ານັ້ນ, ꪁꪫꪱꪣ ꪼꪕ, Qhov no yog ntawv sim xwb.",
    "Đắk R’lấp, Krông Búk, Ngọk Réo, Dliê Ya, Cư M’gar, Ia Púch, Êê, Sơmei.",
]


@pytest.mark.parametrize("text", RIGHT)
@pytest.mark.parametrize("master", [True, False])
def test_right_texts_of_any_language_are_left_alone(text: str, *, master: bool) -> None:
    assert legacy(text, vietnamese=master) is None
    assert not lost(text, vietnamese=master, is_name=False)


@pytest.mark.parametrize("text", [text for text in RIGHT if "ạ" in text or "X" in text])
def test_foreign_names_may_stand_in_sentences(text: str) -> None:
    assert not foreign(text, is_name=False)


def test_all_names_of_communes_of_the_nation_are_right() -> None:
    assert len(NAMES) == 2848
    for name in NAMES:
        assert legacy(name) is None
        assert not lost(name, vietnamese=True, is_name=True)
        assert not foreign(name, is_name=True)


@given(vietnamese, st.sampled_from(["NFC", "NFD"]), st.sampled_from("?.!…"))
def test_vietnamese_is_left_alone(text: str, form: str, end: str) -> None:
    typed = spelled(f"{text}{end} {text.capitalize()}", form)

    assert legacy(typed) is None
    assert not lost(nfc(typed), vietnamese=True, is_name=False)
    assert not foreign(nfc(typed), is_name=True)


def test_the_content_is_left_alone() -> None:
    assert damages(parse(REAL)) == ()
    assert damages(parse(in_scripts())) == ()


# Lost letters.


@pytest.mark.parametrize(
    "text",
    [
        *("Di?n Châu", "?ô L??ng", "Ngh? An", "Qu? Phong", "Th? tr?n", "(?ông Hi?u)"),
        *("Nh\ufffdm", "G?i 111", "?? VIỆC NHẸ", "led: ?? VIỆC", "[Di?n](page:a)"),
    ],
)
def test_letters_lost_in_a_sentence_are_found(text: str) -> None:
    assert lost(text, vietnamese=True, is_name=False)


@pytest.mark.parametrize("text", ["M? Lý", "Ph?", "Xã Kim?", "? Lâm"])
def test_a_name_asks_nothing(text: str) -> None:
    assert lost(text, vietnamese=True, is_name=True)


@pytest.mark.parametrize("text", ["Niñh", "Nghçi", "þông", "Ni¶m", "Xã ¿ông", "Сор", "Vinh™ß"])
def test_a_name_has_letters_of_vietnamese_alone(text: str) -> None:
    assert foreign(text, is_name=True)


@given(st.data())
def test_what_excel_loses_in_any_name_is_found(data: st.DataObject) -> None:
    names = [name for name in NAMES if not name.isascii() and "?" in _by_excel(name)]
    name = _by_excel(data.draw(st.sampled_from(names)))

    assert lost(name, vietnamese=True, is_name=True)


def _by_excel(text: str) -> str:
    """Return a text as plain CSV keeps it on a Windows of the West: bare letters, Ð, or ?."""
    near = str.maketrans("ăĂĩĨũŨơƠưƯđĐ", "aAiIuUoOuUdÐ")
    return text.translate(near).encode("cp1252", "replace").decode("cp1252")


def test_a_damaged_table_is_one_problem_and_so_is_a_file_in_an_old_font() -> None:
    table = REAL.get("communes.csv")
    body = REAL.get("messages/goi-111/vi.md")
    assert table
    assert body
    spoiled = sources_of({table.name: _by_excel(table.text), body.name: in_tcvn3(body.text)})
    found = damages(parse(overlaid(REAL, spoiled)))

    assert {(found.span.path, found.code) for found in found} == {
        ("content/communes.csv", "letters-lost"),
        ("content/messages/goi-111/vi.md", "wrong-encoding"),
    }
    table_problem, body_problem = letters(found)
    assert re.search(r"and more, on 12\d rows of this table$", table_problem.message)
    assert table_problem.hint.startswith("take the file as it was before")
    assert body_problem.hint.startswith('did you mean "')


ODD = "ÃÂáº»¡ \u00a0?\ufffdaeoùø¸­Ð\ue000\u200b"


@given(st.text(max_size=40) | st.text(st.sampled_from(ODD), max_size=60))
def test_no_text_is_too_odd_to_be_looked_at(text: str) -> None:
    source = Source("content/messages/x/vi.md", text.replace("\n", " "))
    parsed = replace(TINY_PARSED, sources=Sources("content", (source,)), documents=())

    assert {damage.span.line for damage in damages(parsed)} <= {1}
    for vietnamese in (True, False):
        assert isinstance(legacy(text, vietnamese=vietnamese), Legacy | None)
        assert lost(text, vietnamese=vietnamese, is_name=vietnamese) in text


@pytest.mark.parametrize(
    "text", ["[" * 20_000, "á»" * 10_000, "a?" * 9_999, "ø" * 20_000, "a\u200b" * 9_999]
)
def test_a_long_word_takes_no_time(text: str) -> None:
    clean(text)
    legacy(text)
    foreign(text, is_name=True)
    assert len(list(refused(text))) < 10_000


@pytest.mark.parametrize(
    ("above", "line", "told"),
    [
        ("", "\uf0b7\tGọi 111", False),
        ("Nhớ:\n", "  \uf0a7 Gọi 111", False),
        ("", "o\tGọi 111", False),
        ("", "Gọi \uf0b7 111", True),
        ("", "\uf0b7\tGọi \uf028 111", True),
    ],
)
def test_bullets_of_word_are_no_damage_but_where_they_stay(
    above: str, line: str, *, told: bool
) -> None:
    text = f"---\npoints:\n\uf0b7\tMột\n---\n{above}{line}\n"
    source, _ = gathered(decode("content/messages/goi-111/vi.md", text.encode()))
    assert source
    found = damages(replace(TINY_PARSED, sources=Sources("content", (source,)), documents=()))

    place = max(line.find("\uf028"), line.find("\uf0b7")) + 1
    assert [(damage.span.line, damage.span.column) for damage in found] == [
        (5 + bool(above), place)
    ] * told
