"""Translations: one that is not there yet, and one that has fallen behind."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import ContentError
from press.content.check import Checked, check
from press.content.check.translations import stamp
from press.content.model.campaign import Campaign, Message, PageText, Translation
from press.content.parse import parse
from press.content.read.disk import ROOT, read_sources
from press.content.resources import Resources, Sources
from press.outputs.composer import Composer
from press.outputs.edition.plan import editions
from press.outputs.pack.compose import Packs
from press.outputs.pack.record import Pack
from press.outputs.registry import make_plan, planned
from press.outputs.shared.parts import Parts
from press.outputs.ticket.plan import designs
from press.site.plan import Job
from tests import test_feeds, test_pages
from tests.composing import FINGERPRINTS
from tests.conftest import overlaid
from tests.strategies import sources_of, spelled

LACKING = "goi-111"  # the message, and
PAGE = "trinh-bao"  # the page, that are not in English yet
GONE = {f"messages/{LACKING}/en.md": "", f"pages/{PAGE}/en.md": ""}
SIGN = re.compile(r"Qz[a-z]+")  # a word of ours in place of each text of the master


@pytest.fixture(scope="module")
def checked(tiny_sources: Sources, resources: Resources) -> Checked:
    return check(parse(overlaid(tiny_sources, sources_of(GONE))), resources)


@pytest.fixture(scope="module")
def partly(checked: Checked) -> Campaign:
    """The tiny campaign, with a message and a page that are in Vietnamese alone."""
    return checked.campaign


@pytest.fixture(scope="module")
def signed(partly: Campaign) -> Campaign:
    """The same, with a word that is nowhere else in each text that has no translation."""
    message, page = (next(m for m in partly.messages if m.id == LACKING), partly.pages[0])
    words = {
        "topic": "Qztopic", "headline": "Qzclaim | Qzgoes on", "call": "Qzcall, | Qznow",
        "subline": "Qzsubline", "summary": "Qzsummary", "points": ("Qzpoint", "Qztwo", "Qzthree"),
        "caption": "Qzcaption\n\nQzmore", "alt": "Qzalt", "body": "Qzbody **Qzbold**\n\n- Qzitem",
    }  # fmt: skip
    told = {"title": "Qztitle", "summary": "Qzlead", "body": "Qztext\n\n## Qzheading"}
    text = message.translations["vi"].model_copy(update=words)
    about = page.translations["vi"].model_copy(update=told)
    message = message.model_copy(update={"translations": {"vi": text}})
    page = page.model_copy(update={"translations": {"vi": about}})
    rest = (m for m in partly.messages if m.id != LACKING)
    return partly.model_copy(update={"messages": (message, *rest), "pages": (page,)})


@pytest.fixture(scope="module")
def pages(signed: Campaign, resources: Resources) -> Mapping[str, Element]:
    site = test_pages.rendered(signed, resources)
    return dict(site.pages())


def of_english(path: str) -> bool:
    return path.startswith("en/")


def shows_only_vietnamese(path: str) -> bool:
    if "tai-lieu/" in path:  # a shelf of files, with words of its own
        return False
    return f"/{LACKING}/" in path or path.endswith(f"{PAGE}/index.html")


# Not translated yet.


def test_a_missing_translation_is_a_warning_for_messages_and_pages(checked: Checked) -> None:
    found = [(p.code, p.severity, p.span.path.partition("/")[2]) for p in checked.warnings]

    assert found == [("missing-translation", "warning", name) for name in sorted(GONE)]


@pytest.mark.parametrize("name", [f"messages/{LACKING}/vi.md", f"pages/{PAGE}/vi.md"])
def test_a_missing_master_is_an_error(
    tiny_sources: Sources, resources: Resources, name: str
) -> None:
    with pytest.raises(ContentError) as raised:
        check(parse(overlaid(tiny_sources, sources_of({name: ""}))), resources)

    found = {(p.code, p.severity) for p in raised.value.problems if p.span.path.endswith(name)}
    assert found == {("missing-translation", "error")}


def test_nothing_but_pages_is_made_of_a_message_in_a_language_it_lacks(partly: Campaign) -> None:
    jobs = [job for job in make_plan(partly).jobs if job.message == LACKING]
    made = {job.kind for job in jobs if job.language == "en"}

    assert made == {"page"}
    assert {"card", "print", "thumb"} <= {job.kind for job in jobs if job.language == "vi"}
    assert {(x.tag, m.id) for _, x, m, _ in designs(partly)} >= {("vi", LACKING)}
    assert ("en", LACKING) not in {(x.tag, m.id) for _, x, m, _ in designs(partly)}


def test_print_runs_leave_it_out(partly: Campaign) -> None:
    every = [
        form.model_copy(update={"variants": {"edition": True}, "languages": ("vi", "en")})
        for form in partly.formats
        if form.kind == "print"
    ]
    made = {(tag, message.id) for form in every for tag, message in editions(partly, form)}

    assert ("vi", LACKING) in made
    assert ("en", "viec-nhe-luong-cao") in made
    assert ("en", LACKING) not in made


def test_every_file_can_be_composed(signed: Campaign, resources: Resources) -> None:
    composer, plan = Composer(signed, resources, FINGERPRINTS), planned(signed)

    records = [composer.records(plan.group(name)) for name in plan.groups]

    for of_group in records:
        for record in of_group.values():
            files = getattr(record, "files", ())
            assert {path for path in files if path not in of_group} == set()


def test_packs_hold_it_in_the_languages_it_has(partly: Campaign, resources: Resources) -> None:
    pack = Packs(Parts(partly, resources.pictograms), planned(partly)).compose(
        Job("", "pack", "pack", commune="16813")
    )
    assert isinstance(pack, Pack)
    names = [note.name for note in pack.notes] + [name for name, _ in pack.pieces]

    assert any(LACKING in name and "_vi" in name for name in names)
    assert any("viec-nhe" in name and "_en" in name for name in names)
    assert not [name for name in names if LACKING in name and "_en" in name]


def spoken(element: Element, language: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a document that people see or hear, with its language."""
    here = element.get("lang", language)
    if "property" in element.attrib or element.tag == test_pages.HTML + "style":
        return
    yield from ((here, element.get(name, "")) for name in ("alt", "content", "aria-label", "title"))
    yield here, element.text or ""
    for child in element:
        yield from spoken(child, here)
        yield here, child.tail or ""


def test_each_text_of_the_master_says_that_it_is_vietnamese(pages: Mapping[str, Element]) -> None:
    found: dict[str, set[str]] = {}
    for path, document in pages.items():
        for language, text in spoken(document):
            for sign in SIGN.findall(text):
                assert language == "vi", (path, text)
                if of_english(path):
                    found.setdefault(sign, set()).add(path)

    shown = "topic claim goes call now subline summary point two three caption more alt body bold "
    shown += "item title lead text heading"
    assert {sign[2:] for sign in found} == set(shown.split())
    assert any(path == "en/index.html" for path in found["Qzclaim"])


def test_a_notice_in_the_readers_language_stands_above_such_texts_and_no_others(
    pages: Mapping[str, Element], partly: Campaign
) -> None:
    notice = partly.strings["en"].say["not_translated"]
    for path, document in pages.items():
        told = [text for text in spoken(document) if notice in text[1]]
        assert len(told) == (of_english(path) and shows_only_vietnamese(path)), path
        if told:
            (main,) = test_pages.find(document, "main")
            said = test_pages.text(main)
            assert said.index(notice) < said.index("Qzt")  # of the title, the topic
            assert told[0][0] == "en"


def test_what_is_offered_there_are_the_masters_files(
    pages: Mapping[str, Element], partly: Campaign
) -> None:
    jobs = {job.path for job in make_plan(partly).jobs}
    document = pages[f"en/xa/16813-muong-xen/{LACKING}/index.html"]
    files = [link for link in test_pages.links(document) if LACKING in link and "." in link[-5:]]
    names = {link.rpartition("/")[2] for link in files}

    assert len(names) > 3
    assert names == {path.rpartition("/")[2] for path in jobs if f"{LACKING}_" in path} & names
    assert not [name for name in names if "_en" in name]


def test_the_caption_leads_to_the_page_in_its_own_language(
    signed: Campaign, resources: Resources
) -> None:
    caption = Parts(signed, resources.pictograms).shares.captions(LACKING, "en", "16813").facebook

    assert "/xa/16813" in caption
    assert "/en/" not in caption


def test_search_engines_are_told_of_no_translation_that_is_none(
    pages: Mapping[str, Element], signed: Campaign, resources: Resources
) -> None:
    files = test_pages.rendered(signed, resources).files
    sitemap = "".join(files[path].decode() for path in files if path.startswith("sitemap-"))
    for path, document in pages.items():
        kept = {e.get("hreflang") for e in test_pages.find(document, "link", rel="alternate")}
        canonical = [e.get("href", "") for e in test_pages.find(document, "link", rel="canonical")]
        if of_english(path):
            assert ("en" in kept) != shows_only_vietnamese(path), path
            assert ("/en/" in canonical[0]) != shows_only_vietnamese(path), path
    assert f"/en/thong-diep/{LACKING}/" not in sitemap
    assert f"/thong-diep/{LACKING}/" in sitemap
    assert "/en/thong-diep/" in sitemap


def test_readers_can_still_change_to_the_other_language(pages: Mapping[str, Element]) -> None:
    (there,) = test_pages.find(pages[f"thong-diep/{LACKING}/index.html"], "a", class_="language")

    assert there.get("href") == f"../../en/thong-diep/{LACKING}/"


def test_feeds_say_of_such_a_message_which_language_it_is_in(
    signed: Campaign, resources: Resources
) -> None:
    files = test_feeds.rendered(signed, resources)
    notice = signed.strings["en"].say["not_translated"]
    for path, feed in test_feeds.xml_feeds(files).items():
        assert not feed.bozo, path
        for entry in feed.entries:
            html, foreign = entry.content[0].value, of_english(path) and LACKING in entry.link
            assert html.startswith(f'<p>{notice}</p>\n<div lang="vi">') == foreign
            assert (notice in html) == foreign
            if path.endswith("atom.xml"):
                assert (entry.title_detail.language == "vi") == (foreign or not of_english(path))
    items = json.loads(files["en/feed.json"])["items"]
    assert {LACKING in item["url"]: item.get("language") for item in items} == {
        True: "vi",
        False: None,
    }


def test_a_language_may_lack_all_messages(tiny_sources: Sources, resources: Resources) -> None:
    names = [s.name for s in tiny_sources.files if re.search(r"(messages|pages)/.*/en\.md", s.name)]
    bare = check(
        parse(overlaid(tiny_sources, sources_of(dict.fromkeys(names, "")))), resources
    ).campaign
    composer, plan = Composer(bare, resources, FINGERPRINTS), make_plan(bare)

    assert not [job for job in plan.jobs if job.language == "en" and job.view == "piece"]
    for name in plan.groups:
        assert composer.records(plan.group(name))
    test_pages.rendered(bare, resources)


# Fallen behind.

of_words = st.sampled_from(["Gọi", "111", "ngay", "đừng chờ", "Ở", "ế"])
blanks = st.sampled_from([" ", "  ", "\n", " \n", "\r\n", " | ", "\t"])


def text_of(parts: list[tuple[str, str]], message: Message, form: str = "NFC") -> Translation:
    words = spelled("".join(word + blank for word, blank in parts), form)
    text = message.translations["vi"]
    return text.model_copy(update={"body": words, "caption": words, "points": (words, "x", "y")})


@given(
    words=st.lists(of_words, min_size=1, max_size=6),
    seams=st.lists(st.tuples(blanks, blanks), min_size=6, max_size=6),
    form=st.sampled_from(["NFC", "NFD"]),
)
def test_space_and_the_spelling_of_accents_do_not_make_a_translation_old(
    tiny: Campaign, words: list[str], seams: list[tuple[str, str]], form: str
) -> None:
    message = tiny.messages[0]
    one = text_of([(word, seam[0]) for word, seam in zip(words, seams, strict=False)], message)
    two = text_of([(w, s[1]) for w, s in zip(words, seams, strict=False)], message, form)

    assert stamp(one) == stamp(two)
    assert re.fullmatch("[0-9a-f]{8}", stamp(one))


def test_every_change_of_words_makes_it_old(tiny: Campaign) -> None:
    text = tiny.messages[0].translations["vi"]
    shown = set(Translation.model_fields) - {"language", "translated_from", "body_line", "marks"}
    edited = {
        name: text.model_copy(update={name: (*value, "x") if isinstance(value, tuple) else "x"})
        for name in shown
        if (value := getattr(text, name)) is not None
    }

    assert len({stamp(text), *map(stamp, edited.values())}) == len(shown) + 1


def test_what_is_not_said_to_readers_does_not(tiny: Campaign) -> None:
    text = tiny.messages[0].translations["vi"]
    moved = text.model_copy(update={"body_line": 99, "translated_from": "00000000"})

    assert stamp(text) == stamp(moved)


def test_a_translation_is_old_until_it_bears_the_new_stamp(
    tiny_sources: Sources, resources: Resources, tiny: Campaign
) -> None:
    name = f"messages/{LACKING}/en.md"
    source = tiny_sources.get(name)
    message = next(m for m in tiny.messages if m.id == LACKING)
    assert source

    def warned(value: str) -> list[str]:
        text = source.text.replace("---\n", f'---\ntranslated_from: "{value}"\n', 1)
        found = check(parse(overlaid(tiny_sources, sources_of({name: text}))), resources).warnings
        return [f"{problem.code} {problem.span.line} {problem.hint}" for problem in found]

    now = stamp(message.translations["vi"])
    (old,) = warned("0" * 8)
    assert old.startswith("outdated-translation 2 ")
    assert f'translated_from: "{now}"' in old
    assert warned(now) == []


def test_the_master_is_translated_from_nothing(tiny_sources: Sources, resources: Resources) -> None:
    source = tiny_sources.get(f"messages/{LACKING}/vi.md")
    assert source
    text = source.text.replace("---\n", '---\ntranslated_from: "1a2b3c4d"\n', 1)

    with pytest.raises(ContentError, match=r"vi\.md:2:1: error\[unknown-key\]"):
        check(parse(overlaid(tiny_sources, sources_of({source.name: text}))), resources)


def test_our_own_translations_say_what_they_were_made_from() -> None:
    real = parse(read_sources(ROOT / "content"))
    texts: list[Translation | PageText] = []
    for message in real.messages:
        texts += message.translations.values()
    for page in real.pages:
        texts += page.translations.values()
    bare = [text.marks.span.path for text in texts if not text.translated_from]

    assert {path.rpartition("/")[2] for path in bare} == {"vi.md"}
