"""Share kits: what staff copy is what the pack holds, and links carry nothing but the message."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.sms import MOST_PARTS, segments, units
from press.base.text import readable
from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import ROOT, read_sources
from press.content.resources import Resources
from press.outputs.registry import make_plan
from press.outputs.shared.parts import Parts
from press.outputs.shared.sharing import in_query
from press.site import paths
from tests import test_packs
from tests.test_pages import HTML, SIZE, Site, find, rendered, text

CODE = "16813"
PAGES = {
    "vi": "xa/16813-muong-xen/goi-111/index.html",
    "en": "en/xa/16813-muong-xen/goi-111/index.html",
}
CHANNELS = {"facebook": "", "zalo": "_zalo", "sms": "_sms"}  # id on the page -> end of file name


@pytest.fixture(scope="module")
def site(tiny: Campaign, resources: Resources) -> Site:
    return rendered(tiny, resources)


def by_id(document: Element, name: str) -> Element:
    (found,) = (element for element in document.iter() if element.get("id") == name)
    return found


def copied(box: Element) -> str:
    """Return what a browser copies: paragraphs with an empty line between, <br> as line ends."""

    def words(element: Element) -> str:
        inner = "".join(words(child) + (child.tail or "") for child in element)
        return "\n" if element.tag == f"{HTML}br" else (element.text or "") + inner

    return "\n\n".join(words(paragraph) for paragraph in box.iter(f"{HTML}p"))


def test_captions_on_the_page_are_those_of_the_pack(
    site: Site, tiny: Campaign, resources: Resources
) -> None:
    data = test_packs.written(test_packs.composed(tiny, resources), resources)
    archive = ZipFile(io.BytesIO(data))
    for tag, path in PAGES.items():
        for channel, end in CHANNELS.items():
            shown = copied(by_id(site.page(path), channel))
            note = test_packs.read(archive, f"loi-dang/goi-111_{tag}{end}.txt")
            assert shown == note.replace("\r\n", "\n").strip(), (tag, channel)


def test_posts_say_who_speaks_once_and_where_to_read_on(site: Site) -> None:
    page = site.page(PAGES["vi"])
    facebook, zalo = (copied(by_id(page, name)) for name in ("facebook", "zalo"))

    address = site.base + paths.address(PAGES["vi"])
    assert zalo.endswith(f"\n\n— UBND xã Mường Xén\n{address}")
    assert zalo.count("Mường Xén") == 1
    assert "#" not in zalo
    assert facebook == f"{zalo}\n\n#PhongChongMuaBanNguoi #NgheAn"


def test_the_sms_has_the_length_it_says(site: Site) -> None:
    for tag, words in (("vi", "{} ký tự, {} tin"), ("en", "{} characters, {} SMS")):
        page = site.page(PAGES[tag])
        sms = copied(by_id(page, "sms"))
        assert words.format(units(sms), segments(sms)) in text(by_id(page, "kit"))
        assert "http" not in sms
    assert sms.startswith("Commune People’s Committee of Mường Xén: ")


def test_links_to_other_places_carry_the_message_and_no_tracker(site: Site) -> None:
    for tag, path in PAGES.items():
        page = site.page(path)
        address = site.base + paths.address(path)
        inside = (site.base, "..", "#")
        links = [str(a.get("href")) for a in by_id(page, "kit").iter(f"{HTML}a")]
        away = [link for link in links if not link.startswith(inside)]
        values = {
            link.partition("?")[0]: {
                key: value for key, (value,) in parse_qs(urlsplit(link).query).items()
            }
            for link in away
        }

        letter = values["mailto:"].pop("body")
        assert letter.endswith(f"\r\n\r\n{address}"), tag
        title = values["mailto:"]["subject"]
        assert values == {
            "https://www.facebook.com/sharer/sharer.php": {"u": address},
            "https://t.me/share/url": {"url": address, "text": title},
            "mailto:": {"subject": title},
            "sms:": {"body": copied(by_id(page, "sms"))},
        }
        for link in find(page, "a"):
            if str(link.get("href")).startswith(("https://www.facebook", "https://t.me")):
                assert link.get("rel") == "noreferrer noopener"


def test_buttons_wait_for_the_script_and_name_texts_that_are_there(site: Site) -> None:
    page = site.page(PAGES["vi"])
    buttons = list(by_id(page, "kit").iter(f"{HTML}button"))

    assert [b.get("data-copy") for b in buttons] == ["facebook", "zalo", None, "sms"]
    for button in buttons:
        assert button.get("type") == "button"
        assert button.get("hidden") is not None
        assert by_id(page, button.get("data-copy") or button.get("data-words") or "")
    assert buttons[2].get("data-url") == site.base + paths.address(PAGES["vi"])
    (told,) = find(page, "p", role="status")
    assert told.get("data-copied")
    assert told.get("data-failed")
    assert text(told) == ""


def test_every_card_can_be_saved_from_the_kit_and_print_files_below(
    tiny: Campaign, resources: Resources
) -> None:
    first = next(form for form in tiny.formats if form.kind == "card")
    square = {"id": "square", "file": "anh-vuong_1080x1080", "width": 1080, "height": 1080}
    formats = (*tiny.formats, first.model_copy(update=square))
    site = rendered(tiny.model_copy(update={"formats": formats}), resources)
    page = site.page(PAGES["vi"])

    saved = [a for a in by_id(page, "kit").iter(f"{HTML}a") if a.get("download") is not None]
    below = [a for a in find(page, "a") if a.get("download") is not None and a not in saved]
    pictures = list(by_id(page, "kit").iter(f"{HTML}img"))

    names = [f"goi-111_{form.file}_vi.png" for form in (first, formats[-1])]
    assert [a.get("href") for a in saved] == [f"../{name}" for name in names]
    assert [p.get("src") for p in pictures] == [
        saved[0].get("href"),
        f"../../../tai-lieu/anh/nho/{names[1]}".replace(".png", ".webp"),
    ]
    assert "UBND xã Mường Xén" in str(pictures[0].get("alt"))
    assert all(p.get("loading") == "lazy" and p.get("width") for p in pictures)
    assert text(by_id(page, "kit")).count(f"PNG {readable(SIZE)}") == len(saved)
    assert below
    assert all(str(a.get("href")).endswith(".pdf") for a in below)


def test_a_message_of_no_commune_has_no_kit(site: Site) -> None:
    page = site.page("thong-diep/goi-111/index.html")

    assert not [element for element in page.iter() if element.get("id") == "kit"]
    assert not find(page, "button")


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_out_of_a_link_as_it_went_in(words: str) -> None:
    link = f"sms:?&body={in_query(words)}"

    assert parse_qs(urlsplit(link).query, keep_blank_values=True) == {"body": [words]}


def test_every_sms_of_the_campaign_is_sent_in_two_parts_from_every_commune(
    resources: Resources,
) -> None:
    campaign = check(parse(read_sources(ROOT / "content")), resources).campaign
    shares = Parts(campaign, resources.pictograms).shares
    jobs = [job for job in make_plan(campaign).jobs if job.view == "commune-message"]

    assert len(jobs) == 130 * 2 * len(campaign.messages)
    for job in jobs:
        sms = shares.captions(str(job.message), str(job.language), str(job.commune)).sms
        assert segments(sms) <= MOST_PARTS
        assert sms.endswith("111.")
