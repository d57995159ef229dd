"""Files come from many editors; the resources comes from the installation."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import Span, gathered
from press.content.read.disk import ROOT, decode, read, read_sources
from press.content.resources import Resources, Source
from press.media.svg import outline
from tests.strategies import forms, sentences, spelled

TEXT = "Phường Cửa Lò, xã Mường Xén\nĐặc khu “Ỷ ỡ ẵ ặ ữ”…\n"


@given(sentences, forms, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]), st.sampled_from("\n\r"))
def test_a_file_reads_the_same_from_any_editor(
    text: str, form: str, encoding: str, end: str
) -> None:
    lines = f"{text}\n{text}\n"
    typed = spelled(lines, form).replace("\n", "\r\n" if end == "\r" else "\n")

    plain = spelled(lines, "NFC").replace("\u00a0", " ")
    assert gathered(decode("a.md", typed.encode(encoding))) == (Source("a.md", plain), ())


def test_code_page_1258_of_old_windows_programs_is_read() -> None:
    typed = "".join(_as_1258(letter) for letter in TEXT)

    assert gathered(decode("a.csv", typed.encode("cp1258"))) == (Source("a.csv", TEXT), ())


def _as_1258(letter: str) -> str:
    """Return a letter as code page 1258 has it: the letter, then its tone apart."""
    try:
        letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = spelled(letter, "NFD")
        tones = "".join(mark for mark in apart if mark in "\u0300\u0301\u0303\u0309\u0323")
        rest = "".join(mark for mark in apart if mark not in tones)
        return spelled(rest, "NFC") + tones
    return letter


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (b"x\nC\x81ch tr\x93nh\n", 2),  # of which nobody can tell
        (b"\xff\xfea", 1),  # half a letter of UTF-16
        (b"PK\x03\x04\xff\xd8\x00", 1),  # a Word document with a wrong name
    ],
)
def test_other_bytes_are_a_problem_at_their_line(data: bytes, line: int) -> None:
    file, [found] = gathered(decode("content/a.md", data))

    assert file is None
    assert (found.code, found.span) == ("not-utf8", Span("content/a.md", line))


@pytest.mark.parametrize(
    ("data", "code", "said"),
    [
        (b"x\nC\xb8ch tr\xd7nh b\xb8o\n", "wrong-encoding", "Cách trình báo"),  # TCVN3
        (b"x\nCo\xe2ng an tra\xfb l\xf4\xf8i\n", "wrong-encoding", "Công an trả lời"),  # VNI
        ("xã Châu\nDi?n Châu, Ðô L??ng".encode("cp1252"), "letters-lost", "as it was before"),
    ],
)
def test_bytes_of_old_programs_are_named_and_what_is_lost_is_not_saved_again(
    data: bytes, code: str, said: str
) -> None:
    file, [found] = gathered(decode("content/a.md", data))

    assert file is None
    assert (found.code, found.span.line) == (code, 2)
    assert said in found.hint


def test_western_bytes_are_not_taken_for_vietnamese_ones() -> None:
    # That of 1258 would be xă Châu …
    file, [_] = gathered(decode("content/a.csv", "xã Châu Bình, cô".encode("cp1252")))

    assert file is None


@given(st.sampled_from("\x0b\x0c\x85\u2028\u2029"), st.sampled_from(["csv", "toml", "txt"]))
def test_a_hidden_break_in_a_cell_or_a_field_is_a_space(sign: str, suffix: str) -> None:
    read_as, problems = gathered(decode(f"a.{suffix}", f"a{sign}b\n".encode()))

    assert (read_as, problems) == (Source(f"a.{suffix}", "a b\n"), ())


def test_a_hidden_break_in_a_body_is_one_and_lines_stay_those_of_an_editor() -> None:
    text = "---\na: x\x0by\n---\nMột\u2028hai\x0bba 115\n\nbốn 116\n"
    source, _ = gathered(decode("content/a.md", text.encode()))

    assert source
    assert source.text == "---\na: x y\n---\nMột  \nhai  \nba 115\n\nbốn 116\n"
    assert source.written == text
    for number in ("115", "116"):
        line, column = _place(text, number)
        found = source.find(number, Span(source.path, 1))
        assert source.in_editor(found) == Span(source.path, line, column)


def _place(text: str, word: str) -> tuple[int, int]:
    above = text[: text.index(word)].split("\n")
    return len(above), len(above[-1]) + 1


def test_junk_is_not_read_and_paths_are_as_people_know_them(tmp_path: Path) -> None:
    content = tmp_path / "content"
    for name in ("messages/a/vi.md", "~$ds.csv", "Thumbs.db", "messages/desktop.ini", ".DS_Store"):
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    for name in (".vscode/settings.toml", "messages/a/vi.md~", "messages/a/._vi.md", "a.docx"):
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\xff")
    sources = read_sources(content)

    assert [source.path for source in sources.files] == ["content/messages/a/vi.md"]
    assert [source.name for source in sources.files] == ["messages/a/vi.md"]
    assert sources.problems == ()
    assert sources.get("messages/a/vi.md") == sources.files[0]


def test_the_kit_has_fonts_pictures_and_digests(resources: Resources) -> None:
    ours, added = {"Be Vietnam Pro", "Noto Sans"}, {"Noto Sans Lao", "Noto Sans Tai Viet"}
    assert set(resources.fonts) == ours | added
    assert all(ord("Ự") in resources.fonts[family] for family in ours)
    assert ord("ລ") in resources.fonts["Noto Sans Lao"]
    assert ord("ꪼ") in resources.fonts["Noto Sans Tai Viet"]
    assert ord("→") not in resources.fonts["Be Vietnam Pro"]
    assert "phone-call" in resources.pictograms
    assert len(resources.digests["press/content/read/disk.py"]) == 64
    assert not any("__pycache__" in path for path in resources.digests)


def test_pictograms_are_absolute_steps_inside_their_square(resources: Resources) -> None:
    sizes = {"M": 3, "L": 3, "Q": 5, "C": 7, "Z": 1}
    for picture in resources.pictograms.values():
        assert picture.grid == 256
        assert picture.steps[0][0] == "M"
        assert picture.steps[-1] == ("Z",)
        for step in picture.steps:
            assert len(step) == sizes[str(step[0])]
            assert all(-1 <= float(value) <= 257 for value in step[1:])


def test_curves_are_single_steps() -> None:
    svg = '<svg viewBox="0 0 256 256"><path d="M0,0q10,0,10,10t10,10h-5Z"/></svg>'

    assert outline(svg).steps == (
        ("M", 0.0, 0.0),
        ("Q", 10.0, 0.0, 10.0, 10.0),
        ("Q", 10.0, 20.0, 20.0, 20.0),
        ("L", 15.0, 20.0),
        ("L", 0.0, 0.0),
        ("Z",),
    )
    with pytest.raises(ValueError, match="one shape, not 2"):
        outline('<svg viewBox="0 0 9 9"><path d="M0,0h9v9"/><path d="M0,0h9v9"/></svg>')


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Midway"])
def test_without_a_day_it_is_today_where_the_campaign_is(tmp_path: Path, zone: str) -> None:
    (tmp_path / "campaign.toml").write_text(f'timezone = "{zone}"\n', "utf-8")
    before = datetime.now(ZoneInfo(zone)).date()
    _, resources = read(tmp_path)

    assert before <= resources.today <= datetime.now(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    "text", ["timezone = 7\n", 'timezone = "../x"\n', 'timezone = "Asia"\n', "timezone\n", ""]
)
def test_a_broken_time_zone_is_left_to_parse(tmp_path: Path, text: str) -> None:
    (tmp_path / "campaign.toml").write_text(text, "utf-8")

    assert isinstance(read(tmp_path)[1].today, date)
    assert read(tmp_path, today=date(2026, 1, 2))[1].today == date(2026, 1, 2)


def test_a_place_is_found_on_or_after_another() -> None:
    source = Source("content/a.md", "một 111\nhai 111\n")

    assert source.find("111", Span("content/a.md", 1, 6)) == Span("content/a.md", 2, 5)
    assert source.find("111", Span("content/a.md", 1)) == Span("content/a.md", 1, 5)
    assert source.find("113", Span("content/a.md", 2)) == Span("content/a.md", 2)


def test_the_project_is_the_folder_that_holds_press(resources: Resources) -> None:
    assert (resources.root / "press" / "cli" / "commands.py").is_file()
    assert resources.root == ROOT
