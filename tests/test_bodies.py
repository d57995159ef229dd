"""Bodies: what staff wrote is shown whole, as they meant it, or they are told where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown

from press.base import limits
from press.base.diag import Problem, Span
from press.base.text import VIETNAMESE
from press.content.body.markup import DEEPEST, read_body
from press.content.check.blocks import blocks
from press.content.check.bodies import bodies
from press.content.check.glyphs import glyphs
from press.content.check.wording import numbers
from press.content.parse import Document, Parsed, parse
from press.content.resources import Resources, Source, Sources
from press.outputs.piece import paper
from press.outputs.shared.html import TAGS, plain_text, render_text
from tests.strategies import MARKS, syllables

Told = Callable[[str], list[Problem]]
KNOWN = {"page:trinh-bao", "message:goi-111"}


def shown(body: str) -> str:
    """Return a body as plain text."""
    return plain_text(html(body))


def html(body: str) -> str:
    return render_text(body, KNOWN, {"111"}).html


def document(body: str) -> Document:
    return Document(Source("content/messages/goi-111/vi.md", body), {}, MARKS, body, 1)


@pytest.fixture(scope="module")
def parsed(tiny_sources: Sources) -> Parsed:
    return parse(tiny_sources)


@pytest.fixture(scope="module")
def told(parsed: Parsed, resources: Resources) -> Told:
    """Return what finds all that is told of a body."""

    def find(body: str) -> list[Problem]:
        file = document(body)
        return sorted([*blocks(file), *bodies(replace(parsed, documents=(file,)), resources)])

    return find


def places(body: str) -> list[str]:
    """Return where what pages cannot show stands, and what it is called."""
    return [
        f"{problem.span.line}:{problem.span.column} {problem.message}"
        for problem in blocks(document(body))
    ]


# Laws.

PIECES = [
    "- ",
    "* ",
    "+ ",
    "• ",
    "– ",
    "1. ",
    "2. ",
    "3) ",
    "111. ",
    "2025",
    "111",
    "# ",
    "#",
    "> ",
]
PIECES += ["---", "===", "***", "**", "*", "_", "__", "  ", "    ", "\t", "\n", "\n", "\n\n", "`"]
PIECES += [
    "![",
    "[",
    "]",
    "](page:trinh-bao)",
    "](",
    ")",
    "|",
    "|--|--|",
    "~~~",
    "~~",
    "\\",
    "\\\n",
]
PIECES += [
    "  \n",
    "<",
    ">",
    "<b>",
    "&",
    "&amp;",
    "[^1]",
    "[^1]: ",
    "[a]: ",
    "[ ] ",
    "a) ",
    ": ",
    "=",
]
PIECES += ["\u00a0", "\uf0b7\t", "o\t", "!", "(", '"', "'", "/", "https://a.vn/", "<https://a.vn/>"]
texts = st.lists(st.one_of(st.sampled_from(PIECES), syllables), max_size=16).map("".join)


def words(text: str) -> list[str]:
    """Return what stands between spaces, letters and digits alone."""
    return [word for part in text.split() if (word := re.sub(r"[\W_]+", "", part))]


def meant(body: str, number: str = r"1[.)]") -> list[str]:
    """Return the words of a body, without addresses and a line's first number, which counts."""
    unescaped = re.sub(r"(?<!\\)((?:\\\\)*)&amp;", r"\1", body)
    lines = unescaped.replace("](page:trinh-bao)", "").split("\n")
    sign = re.compile(rf"^\s*(?:{number}|o\t)\s*(?=\S)")
    return [word for line in lines for word in words(sign.sub("", line))]


def read(text: str) -> list[str]:
    """Return the words of a plain text, without numbers that count by themselves."""
    return [word for line in text.split("\n") for word in words(re.sub(r"^ *\d{1,2}\. ", "", line))]


@example("\\&amp; \\\\&amp;")
@example("# 1. -")
@example("2. 1. - ")
@given(texts)
def test_every_word_of_a_body_is_shown_in_order_or_something_is_told(told: Told, body: str) -> None:
    if not told(body):
        counted = meant(body, r"(?:#{1,6}\s+)?[0-9]{1,2}[.)](?=\s)")
        assert read(shown(body)) in (meant(body), counted)


@given(texts)
def test_paper_shows_the_words_that_pages_show(body: str) -> None:
    blocks_of = read_body(body).blocks
    seen = [word for block in blocks_of for word in words(block.words)]
    flat = re.sub(r"</?(?:em|strong|a)\b[^>]*>", "", read_body(body).html)

    assert words(unescape(re.sub("<[^>]+>", " ", flat))) == seen
    if not any(block.links for block in blocks_of):
        assert words(" ".join(text for _, text in paper.blocks(body))) == seen


@given(texts)
def test_a_body_holds_known_tags_alone_and_every_line_is_found(body: str) -> None:
    tags = set(re.findall(r"<([a-z0-9]+)", read_body(body).html))

    assert tags <= TAGS
    for block in read_body(body).blocks:
        for line in block.lines:
            assert body.startswith(line.text, line.offset)
    assert all(problem.span.line <= body.count("\n") + 1 for problem in blocks(document(body)))


# Lists.


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("Nhớ số này:\n\n111. Tổng đài, miễn phí.", "Nhớ số này:\n\n111. Tổng đài, miễn phí.\n"),
        ("2025. Một năm.", "2025. Một năm.\n"),
        ("3. c\n4. d", "3. c\n4. d\n"),
        ("1. a\n1. b\n1. c", "1. a\n2. b\n3. c\n"),
        ("1) a\n2) b", "1. a\n2. b\n"),
        ("Gồm:\n• a\n▪ b\n● c", "Gồm:\n\n- a\n- b\n- c\n"),
        ("Gồm:\n– a\n— b", "Gồm:\n\n- a\n- b\n"),
        ("\uf0b7\ta\n\uf0a7 b\n·\tc\n\no\td", "- a\n- b\n- c\n- d\n"),
        ("• a\n  o\tb\n  o\tc\n• d", "- a\n  - b\n  - c\n- d\n"),
        ("   - a\n   - b", "- a\n- b\n"),
        ("a\n- b\n- c\nd", "a\n\n- b\n- c d\n"),
        ("- a\n\n  b\n\nc", "- a b\n\nc\n"),
        ("- a\n\n    b", "- a b\n"),
        ("Năm\n30. Rồi", "Năm 30. Rồi\n"),  # a sentence, though check asks about it
        ("o tròn", "o tròn\n"),
        ("-5 độ\n*sao", "-5 độ *sao\n"),
        ("- - a", "- - a\n"),
    ],
)
def test_lists_are_what_staff_meant(body: str, text: str) -> None:
    assert shown(body) == text


def test_a_list_keeps_its_first_number_everywhere() -> None:
    assert html("3. a\n4. b").startswith('<ol start="3">')
    assert paper.blocks("3. a\n4. b") == (("3.", "a"), ("4.", "b"))


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("1. a\n3. b", "2:4"),
        ("5. a\n5. b", "2:4"),
        ("1. a\n2. b\n\nx\n\n3. c", None),
        ("1. a\n1. b", None),
    ],
)
def test_a_number_that_would_change_is_told(body: str, place: str | None) -> None:
    found = [line for line in places(body) if "would be shown as" in line]

    assert [line.partition(" ")[0] for line in found] == ([place] if place else [])


def test_lists_in_lists_end_somewhere() -> None:
    deep = "".join("  " * level + f"- {level}\n" for level in range(150))

    assert html(deep).count("<ul>") == DEEPEST
    assert words(shown(deep)) == [str(level) for level in range(150)]
    assert places(deep)[0] == (
        f"{DEEPEST + 1}:{2 * DEEPEST + 3} lists stand at most 6 deep within each other"
    )


# Lines, signs and letters.


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("UBND xã  \nSố 1 đường Lê Lợi\\\nNghệ An", "UBND xã\nSố 1 đường Lê Lợi\nNghệ An\n"),
        ("- a  \n  b\n- c", "- a\n  b\n- c\n"),
        ("một  \n\nhai\\\n\nba", "một\n\nhai\\\n\nba\n"),
        (r"Gọi 111\. 5\~10 \= lừa\! A \| B, 2 \< 3, \$1\, \"t\" \@ \& \% \: \; \? \' \/",
         "Gọi 111. 5~10 = lừa! A | B, 2 < 3, $1, \"t\" @ & % : ; ? ' /\n"),
        (r"\# a" "\n\n" r"1\. b" "\n\n" r"\- c", "# a\n\n1. b\n\n- c\n"),
        ("#NgheAn #Goi111", "#NgheAn #Goi111\n"),
        ("## Ngôn ngữ C#\n\n## Đóng ##\n\n####### bảy", "Ngôn ngữ C#\n\nĐóng\n\n####### bảy\n"),
        ("Tiêu đề\n---\n\nKhác\n===", "Tiêu đề\n\nKhác\n"),
        ("a&nbsp;b &amp;lt; &lt; \\&lt; &khong; &#49;11", "a b &lt; < &lt; &khong; 111\n"),
        ("*a* **b *c*** ***d*** _e_ __f__", "a b c d e f\n"),
        ("2 * 3 * 4, mot_hai_ba, * a", "2 * 3 * 4, mot_hai_ba, * a\n"),
        ("[a\nb](page:trinh-bao) [c [d]](e) [f]", "a b [c [d]](e) [f]\n"),
        ("<ten@tinh.gov.vn> <https://a.vn/b_c_d>", "ten@tinh.gov.vn https://a.vn/b_c_d\n"),
        ("`a\\`b` c", "`a`b` c\n"),
    ],
)  # fmt: skip
def test_signs_are_read_as_commonmark_reads_them(body: str, text: str) -> None:
    assert shown(body) == text


def test_a_line_that_ends_early_does_so_on_pages_and_on_paper() -> None:
    assert html("a  \nb") == "<p>a<br>\nb</p>"
    assert paper.blocks("a  \nb\\\nc") == (("p", "a\nb\nc"),)


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("a\n\n> a\n> b", "3:1 quotes"),
        ("- a\n- > b", "2:3 quotes"),
        ("a\n\n***\n\nb", "3:1 lines across"),
        ("b\nc\n---\nd", "3:1 lines across"),
        ("- a\n---", "2:1 lines across"),
        ("a\nb\n===", "3:1 lines across"),
        ("| a |\n|---|", "1:1 tables"),
        ("a | b\n--- | ---\n1 | 2", "2:1 tables"),
        ("~~~\na\n~~~", "1:1 code (between"),
        ("```\na\n```", "1:1 code (between"),
        ("a `b` c", "1:3 code (`)"),
        ("a `b\\` c", "1:3 code (`)"),  # Markdown elsewhere reads code up to a ` after a \
        ("a \\`b` c", "1:6 code (`)"),
        ("a ![b](c.png)", "1:3 pictures"),
        ("![][image1]\n\nx", "1:1 pictures"),
        ("Báo cáo[^1] của", "1:8 footnotes"),
        ("[anh]: <data:image/png;base64,iVBOR>", "1:1 this line is a picture"),
        ("x\n\n[^1]: Báo cáo năm 2024", "3:1 footnotes"),
        ("[a][b]\n\n[b]: https://a.vn/", "3:1 addresses of links"),
        ("- [ ] a\n- [x] b", "1:3 boxes"),
        ("a ~~b~~", "1:3 struck-out"),
        ("a ==b==", "1:3 marked"),
        ("a ** b **", "1:3 these stars"),
        ("09&#8203;12345678", "1:3 this stands for a letter"),
        ("một&shy;hai &#0;", "1:4 this stands for a letter"),
        ("Từ\n: nghĩa", "2:1 this line would run on"),
        ("1/ Một\n2/ Hai", "2:1 this line of a list would run on"),
        ("1- Một\n2- Hai", "2:1 this line of a list would run on"),
        ("1. Một\n1.1. Hai", "2:1 this line of a list would run on"),
        ("a. Một\nb. Hai", "2:1 this line of a list would run on"),
        ("##Nên làm", "1:1 no space stands after the ##"),
        ("Gồm:\na) một\nb) hai", "2:1 this line of a list"),
        ("Gồm:\n2. hai\n3. ba", "2:1 this line of a list"),
    ],
)
def test_what_pages_cannot_show_is_told_at_its_place(body: str, found: str) -> None:
    assert places(body)[0].startswith(found)


CODE = ["`", "``", "\\", "\\`", "a", "b ", " ", "\n", "~~", "==", "- ", "# ", "[", "](c)", "*"]


@example("`\\`")
@example("~~`\\`~~")
@example("==a`\\`b==")
@given(st.lists(st.sampled_from(CODE), min_size=2, max_size=9).map("".join))
def test_whatever_markdown_elsewhere_reads_as_code_is_told(body: str) -> None:
    reader = Markdown()
    reader.parser.blockprocessors.deregister("code")  # of lines that stand further in
    if "<code>" in reader.convert(body):
        assert any(" code (" in place for place in places(body))


@pytest.mark.parametrize(
    "body",
    [
        "- a\n- b\n  - c\n\n  d\n\n1. e\n   f\n\n   g\n\n2. h\n\n## i",
        "a - b\n\nc > d, e | f, g * h\n\n1. a\n2. b\n\ni\n---",
        "Lương\n5- 10 triệu, ngày\n30/7, #Goi111\n25.5 triệu",
        "Họ tên: ______, ngày ____ tháng ____",
        "Giờ: 8:00 - 17:00 (thứ 2 - 6). Hỏi [đáp], <18 tuổi, a < b > c & d",
        "\\`a\\` \\> \\~\\~b\\~\\~ \\![c]",
    ],
)
def test_what_pages_show_is_not_complained_of(body: str, told: Told) -> None:
    assert told(body) == []


# Links.


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("[a](page:trinh-bao) <ten@tinh.gov.vn> [b](https://a.gov.vn:8443/c?d=e#f)", ""),
        ("[a](https://vi.wikipedia.org/wiki/Nghệ_An)", ""),
        ("[a](mailto:thư@tinh.gov.vn)", "broken-link"),
        ("[a](javascript:x)", "unsafe-html"),
        ("[a](java&#115;cript:x)", "unsafe-html"),
        ("[a](<java script:x>)", "unsafe-html"),
        ("[a](JavaScript&colon;x)", "unsafe-html"),
        ("[a](Page:trinh-bao)", "broken-link"),
        ("[a](page:Trinh-bao)", "broken-link"),
        ("[a](mailto:a@b.vn?cc=c@d.vn)", "broken-link"),
        ("<a@b.vn?cc=c>", "broken-link"),
        ("[a](mailto:)", "broken-link"),
        ("[a](https://tinh.gov.vn@lua.vn/)", "broken-link"),
        ("[a](https://a.vn:99999/)", "broken-link"),
        ("[a](https://nghệan.vn/)", "broken-link"),
        ("[a](https://a)", "broken-link"),
        ("[a](https://[a)", "broken-link"),
        ("[a](<https://a.vn/b c>)", "broken-link"),
        ("[a](https://a.vn/b c)", "broken-link"),
        ("[a [b] c](https://a.vn/)", "broken-link"),
        ("[](https://a.vn/)", "broken-link"),
        ('[a](https://a.vn/ "b")', "broken-link"),
        ("[a](https://a.vn/", "broken-link"),
        ("[a\nb](http://a.vn/)", "broken-link"),
        ("<!-- a -->", "unsafe-html"),
        ("<http://a.vn/>", "broken-link"),
    ],
)
def test_links_that_would_not_lead_where_they_say_are_told(
    body: str, code: str, told: Told
) -> None:
    codes = {problem.code for problem in told(body)}

    assert codes == ({code} if code else set())


def test_numbers_are_seen_as_readers_see_them(parsed: Parsed) -> None:
    for body in ("09**12**345678", "&#48;912345678", "0912\\-345\\-678", "091\n2345678"):
        source = parsed.sources.get("hotlines.toml")
        register = next(file for file in parsed.documents if file.source == source)
        own = replace(parsed, documents=(register, document(f"a\n\n{body}")))
        found = [problem.span for problem in numbers(own)]

        assert found == [Span("content/messages/goi-111/vi.md", 3, 1)]


# What nobody writes.

SIGNS = ["[", "*", "_", "`", "<", "(", "&", "!", "\\", "#", "-", "|", "~", "=", ">", ":", "1", " "]
SIGNS += [
    "**a ",
    "[a](",
    "[a](b) ",
    "](",
    "- ",
    "> ",
    "1. ",
    "*a **b ",
    "\\*",
    "&amp;",
    "<a@",
    "a  \n",
]


@pytest.mark.parametrize("sign", SIGNS)
def test_signs_in_thousands_are_read_like_few(sign: str, told: Told) -> None:
    body = (sign * 20_000)[:20_000]

    told(body)
    few = sign * 8
    assert set(re.findall("<[a-z]+", html(body))) <= set(re.findall("<[a-z]+", html(few)))


def test_a_body_longer_than_any_reader_is_told_once(told: Told) -> None:
    body = "Một từ. " * limits.BODY
    problems = told(body)

    assert [problem.code for problem in problems] == ["text-too-long"]
    assert problems[0].span.line == 1


def test_more_points_than_a_sheet_has_room_for_are_told(told: Told) -> None:
    (problem,) = told("- một\n" * 200)

    assert problem.message == "the text has 200 paragraphs and points, the most is 150"


def test_a_picture_pasted_as_letters_is_told_in_few(told: Told) -> None:
    body = "![][anh]\n\n[anh]: <data:image/png;base64," + "iVBORw0KGgo" * 3000 + ">"
    link = "[a](data:image/png;base64," + "iVBORw0KGgo" * 3000 + ")"

    for problem in (*told(body), *told(link)):
        assert len(str(problem)) < 300
    assert told(link)[0].code == "unsafe-html"


def test_vietnamese_words_are_marked_in_time_that_grows_with_the_text() -> None:
    for text in ("đường" * 9000, "đ " * 20000, "a " * 20000, "đ a " * 10000, "đ" * 40000):
        marked = render_text(text, set(), set(), marked=True).html
        assert re.sub("<[^>]+>", "", marked).split() == text.split()


def test_letters_of_bodies_need_no_typeface_on_pages(parsed: Parsed, resources: Resources) -> None:
    file = replace(document("✔"), source=Source("content/pages/a/vi.md", "✔"))

    assert list(glyphs(replace(parsed, documents=(file,), communes=()), resources)) == []
    assert "✔" not in VIETNAMESE
