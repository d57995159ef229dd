"""Parsing keeps lines, gathers problems and never raises for content."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import Problem, Reported, Span, gathered
from press.content.encoding.clean import clean
from press.content.parse import Parsed, parse
from press.content.parse.communes import communes
from press.content.parse.frontmatter import Document, document
from press.content.parse.tables import toml
from press.content.read.disk import read_sources
from press.content.resources import Source, Sources
from tests.conftest import TINY, overlaid
from tests.strategies import sources_of, spelled

HEADER = "code,kind,name,lao_border,coastal,merged_from"
FILES = read_sources(TINY)


def parsed(**edits: str) -> Parsed:
    """Return the tiny content with some files in another wording; `__` is a slash."""
    named = {name.replace("__", "/").replace("_dot_", "."): text for name, text in edits.items()}
    return parse(overlaid(FILES, sources_of(named)))


def the_communes(text: str) -> tuple[list[str], list[str]]:
    found, problems = gathered(communes(Source("content/communes.csv", text)))
    return [f"{c.code} {c.kind} {c.name}" for c in found], [str(problem) for problem in problems]


def test_the_tiny_content_has_no_problems() -> None:
    everything = parse(FILES)

    assert everything.problems == ()
    assert [language.tag for language in everything.languages] == ["vi", "en"]
    assert [form.id for form in everything.formats] == ["share", "poster-a3", "banner-4000x700"]
    assert set(everything.messages[0].translations) == {"vi", "en"}
    assert everything.strings["vi"].compounds == ("tội phạm", "tổ chức", "mua bán", "lương cao")
    assert everything.strings["en"].compounds == ()


def test_the_real_content_has_no_problems() -> None:
    everything = parse(read_sources(Path(__file__).parent.parent / "content"))

    assert everything.problems == ()
    assert len(everything.communes) == 130
    assert sum(commune.lao_border for commune in everything.communes) == 21
    assert len(everything.strings["vi"].compounds) >= 250


def whole(found: Reported[Document | None]) -> Document:
    file, problems = gathered(found)
    assert file
    assert not problems
    return file


def problems_of(found: Reported[Document | None]) -> tuple[Problem, ...]:
    file, problems = gathered(found)
    assert file is None
    return problems


# Front matter.


def test_every_key_knows_its_place() -> None:
    text = "---\na: 1\nb:\n  - x\n  - y: 2\n---\ntext\n"
    found = whole(document(Source("content/a.md", text)))

    assert found.values == {"a": 1, "b": ["x", {"y": 2}]}
    assert found.marks.at("a") == Span("content/a.md", 2, 1)
    assert found.marks.at("b.1") == Span("content/a.md", 5, 5)
    assert found.marks.at("b.1.unknown.deeper") == Span("content/a.md", 5, 5)
    assert found.marks.at("c") == Span("content/a.md", 1)
    assert (found.body, found.body_line) == ("text\n", 7)


def test_yaml_is_version_1_2() -> None:
    text = "---\na: no\nb: 06:30\nc: 2025-07-01\nd: >-\n  x\n  y\n---\n"
    found = whole(document(Source("a", text)))

    assert found.values == {"a": "no", "b": "06:30", "c": date(2025, 7, 1), "d": "x y"}


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ("x\n", "1:1", "---"),
        ("---\na: 1\n\ntext", "3:1", "---"),
        ("---\na: b: c\n---\n", "2:5", "quotes"),
        ('---\na: "b\nc: 1\n---\n', "2:4", "quotation mark"),
        ("---\n\ta: 1\n---\n", "2:1", "spaces, not tabs"),
        ("---\na: [b, c\nd: 1\n---\n", "2:4", "list in [ ]"),
        ("---\na: @b\n---\n", "2:4", "special sign"),
        ("---\na: *b\n---\n", "2:4", "begins with *"),
        ("---\na: 2025-02-30\n---\n", "2:4", "2025-07-01"),
        ("---\n- a\n---\n", "2:1", "headline"),
        ("---\na: \x07\n---\n", "2:4", "delete"),
    ],
)
def test_bad_yaml_is_a_problem_at_its_line(text: str, where: str, hint: str) -> None:
    [found] = problems_of(document(Source("a.md", text)))

    assert (found.code, str(found.span)) == ("bad-yaml", f"a.md:{where}")
    assert hint in found.hint


SIGNS = [*"#:-?*&!|>%@`[]{},'\"", " ", "  ", " #", ": ", "- ", "Gọi", "111", "a", "\u00a0", "~"]
typed = st.lists(st.sampled_from(SIGNS), min_size=1, max_size=9).map("".join)


@given(typed)
def test_a_text_without_quotes_comes_out_whole_or_is_a_problem(text: str) -> None:
    for lines, key in ((f"a: {text}", "a"), (f"a:\n  - {text}\n  - b", "a.0")):
        found, problems = gathered(document(Source("a.md", f"---\n{lines}\n---\n")))
        if found:
            if not text.strip().startswith(('"', "'", "|", ">", "[", "{")):
                meant = clean(text).strip(" ")
                said = dict(found.texts()).get(key, meant)  # a number is no text
                assert said.strip(" ") == meant
        else:
            assert problems
            assert all(problem.span.line > 1 for problem in problems)


@given(st.lists(st.sampled_from(["- Gọi", "   - Gọi", "    Gọi", "  -Gọi", "  - a: b", "  # x"])))
def test_every_dash_is_an_item_of_the_list_or_a_problem(lines: list[str]) -> None:
    text = "\n".join(["---", "a:", "  - Đầu", *lines, "---"])
    found, problems = gathered(document(Source("a.md", text)))

    assert bool(found) != bool(problems)
    if found:
        items = found.values["a"]
        assert isinstance(items, list)
        assert len(items) == 1 + sum(line.startswith("  - ") for line in lines)


# TOML.


def test_every_table_and_key_of_toml_knows_its_line() -> None:
    text = 'a = 1\nb.vi = """\nc = 2\n"""\n[d]\n  e.f = { g = 1, h = 2 }\n["i.j"]\nk = [\n 1,\n]\n'
    found = whole(toml(Source("a.toml", text)))

    places = {key: str(span) for key, span in found.marks.keys.items()}
    assert places["a"] == "a.toml:1:1"
    assert places["b"] == places["b.vi"] == "a.toml:2:1"
    assert "c" not in places
    assert places["d.e"] == places["d.e.f"] == "a.toml:6:3"
    assert places["d.e.f.h"] == "a.toml:6:18"
    assert places["i.j.k"] == "a.toml:8:1"


@pytest.mark.parametrize(
    ("text", "where", "hint"),
    [
        ("a = Gọi 111\n", "1:5", "quotes"),
        ('a = "b\n', "1:7", "quotation mark"),
        ("a = [1,\n", "1:8", ""),
        ("a = 1\na = 2\n", "2:6", "twice"),
        ("[a]\n[a]\n", "2:3", "twice"),
        ("a\n", "1:2", "name ="),
    ],
)
def test_bad_toml_is_a_problem_at_its_line(text: str, where: str, hint: str) -> None:
    [found] = problems_of(toml(Source("a.toml", text)))

    assert (found.code, str(found.span)) == ("bad-toml", f"a.toml:{where}")
    assert hint in found.hint


# CSV.


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("start", ["", "\n\n", "sep={}\n", "{}{}{}{}{}\n"])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_a_table_reads_the_same_in_any_mood_of_excel(separator: str, start: str, form: str) -> None:
    rows = [HEADER.split(","), ["16681", "Phường", "Thành Vinh"] + [""] * 3, [""] * 6]
    rows += [["16813", "xa", '"Mường\u00a0Xén"', "yes", "", '"Xã A; Xã B"']]
    text = start.replace("{}", separator) + "\n".join(separator.join(row) for row in rows)
    typed = spelled(text.replace("\n", "\r\n"), form).encode("utf-8-sig")
    source = read_source(typed)

    assert the_communes(source) == (["16681 phuong Thành Vinh", "16813 xa Mường Xén"], [])


def read_source(data: bytes) -> str:
    """Return what `read` makes of the bytes of a file."""
    from press.content.read.disk import decode  # noqa: PLC0415

    found, problems = gathered(decode("content/communes.csv", data))
    assert found
    assert not problems
    return found.text


def test_flags_and_former_names_are_told_apart() -> None:
    text = f"{HEADER}\n16681,xã,A,yes,maybe,Xã B; Xã C\n16682,đặc khu,D,,x,\n"
    (first, second), _ = gathered(communes(Source("c", text)))

    assert (first.lao_border, first.coastal, first.merged_from) == (True, False, ("Xã B", "Xã C"))
    assert (second.kind, second.coastal, second.merged_from) == ("dac_khu", True, ())


@pytest.mark.parametrize(
    ("row", "code", "words"),
    [
        ("123,xã,A,,,", "bad-code", "00123"),
        ("1.6681E+4,xã,A,,,", "bad-code", "format the column as Text"),
        ("16681,thị xã,A,,,", "bad-value", "đặc khu"),
        ("16681,xã,,,,", "missing-key", "no name"),
        ("16681,xã,A,ja,,", "bad-value", '"ja"'),
        ("16681,xã,A,,,,,", "bad-value", "8 cells"),
        ('16681,xã,"A,,,', "bad-csv", "quotation mark"),
    ],
)
def test_a_bad_row_is_a_problem_at_its_line_and_the_others_are_read(
    row: str, code: str, words: str
) -> None:
    found, problems = the_communes(f"{HEADER}\n16813,xã,Mường Xén,,,\n\n{row}\n")

    assert found == ["16813 xa Mường Xén"]
    assert len(problems) == 1
    assert problems[0].startswith(f"content/communes.csv:4: error[{code}]")
    assert words in problems[0]


def test_a_quoted_cell_may_hold_lines_and_later_rows_keep_their_numbers() -> None:
    _, problems = the_communes(f'{HEADER}\n16681,xã,"A\nB",,,\n1,xã,C,,,\n')

    assert problems[0].startswith("content/communes.csv:4: error[bad-code]")


def test_contacts_must_look_like_what_they_are() -> None:
    header = f"{HEADER},phone,police_phone,email"
    good = "16681,xã,A,,,,0238 3557 565,113,a@nghean.gov.vn"
    bad = "16682,xã,B,,,,2383557565,ask,a@b"
    found, problems = the_communes(f"{header}\n{good}\n{bad}\n")

    assert found == ["16681 xa A"]
    assert len(problems) == 3
    assert "02383557565" in problems[0]


def test_a_table_without_a_needed_column_or_any_row_says_so_once() -> None:
    assert the_communes("code,name\n1,A\n2,B\n")[0] == []
    assert len(the_communes("code,name\n1,A\n2,B\n")[1]) == 1
    assert len(the_communes("\n")[1]) == 1


# Records.


def test_a_folder_with_a_bad_file_still_gives_what_it_can() -> None:
    found = parsed(**{"messages__goi-111__en_dot_md": "---\ntopic: x\n---\n"})

    assert {message.id for message in found.messages} == {"goi-111", "viec-nhe-luong-cao"}
    assert {problem.code for problem in found.problems} == {"missing-key"}
    assert len(found.documents) == len(parse(FILES).documents)


def test_keys_that_we_fill_in_are_not_for_staff() -> None:
    source = FILES.get("messages/goi-111/en.md")
    assert source
    text = source.text.replace("topic:", "id: x\nbody_line: 3\ntopic:")
    problems = parsed(**{"messages__goi-111__en_dot_md": text}).problems

    assert [(p.code, p.span.line) for p in problems] == [("unknown-key", 2), ("unknown-key", 3)]


def test_without_languages_vietnamese_is_the_master() -> None:
    found = parsed(languages_dot_toml="x")

    assert found.master == "vi"
    assert len(found.messages) == 2


def test_colours_may_be_written_in_capitals() -> None:
    found = parsed(campaign_dot_toml=the_text("campaign.toml").replace("#15573a", "#15573A"))

    assert found.problems == ()
    assert found.settings
    assert found.settings.colours["green"].ground.rgb == "#15573a"


def the_text(name: str) -> str:
    source = FILES.get(name)
    assert source
    return source.text


@pytest.mark.parametrize("name", ["con", "nul", "aux", "prn", "com1", "lpt9"])
def test_no_folder_has_a_name_that_windows_keeps_for_itself(name: str) -> None:
    message = the_text("messages/goi-111/vi.md")
    problems = parsed(
        **{
            f"messages__{name}__vi_dot_md": message,
            "languages_dot_toml": the_text("languages.toml").replace("en/", f"{name}/"),
            "formats_dot_toml": the_text("formats.toml").replace("banner_4000x700mm", name),
        }
    ).problems

    assert {problem.code for problem in problems} == {"bad-value"}
    assert f"content/messages/{name}/vi.md" in {problem.span.path for problem in problems}


LINES = [
    "headline",
    "call",
    "topic",
    "subline",
    "simple",
    "led",
    "summary",
    "sms",
    "alt",
    "caption",
]
NOTHING = ["'|'", "' | | '", '"\\u200b"', '"\\ufeff|\\u00a0"', '" "', '"\\u2028"', "'\u00ad'"]


@pytest.mark.parametrize("field", LINES)
@pytest.mark.parametrize("words", [*NOTHING, '"a\\nb"'])
def test_a_text_is_one_line_with_words_besides_its_marks(field: str, words: str) -> None:
    if field == "caption" and words == '"a\\nb"':
        return  # which has lines
    source = the_text("messages/goi-111/en.md")
    text = re.sub(f"(?m)^{field}:.*(?:\\n +.*)*", lambda _: f"{field}: {words}", source)
    problems = parsed(**{"messages__goi-111__en_dot_md": text}).problems

    assert [problem.code for problem in problems] == ["bad-value"]
    assert re.search("must be (one line|words, not only marks|some text)", problems[0].message)


names = st.sampled_from([source.name for source in FILES.files])


@given(st.data(), names)
def test_parsing_never_raises_for_content(data: st.DataObject, name: str) -> None:
    source = FILES.get(name)
    assert source
    start = data.draw(st.integers(0, len(source.text)))
    end = data.draw(st.integers(start, min(len(source.text), start + 40)))
    junk = data.draw(st.text(max_size=6) | st.sampled_from(['"', ": ", "\n", "[", "- ", "{", "\t"]))
    edited = Source(source.path, source.text[:start] + junk + source.text[end:])

    found = parse(overlaid(FILES, Sources("content", (edited,))))

    assert all(problem.span.path.startswith("content/") for problem in found.problems)
