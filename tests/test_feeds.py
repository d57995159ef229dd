"""Feeds: read by a program that is not ours, newest first, and the same however often made."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urljoin
from xml.etree import ElementTree

import fastfeedparser
import feedparser
import pytest

from press.content.model.campaign import Campaign, Message
from press.content.resources import Resources
from press.outputs.feed.compose import Feeds
from press.outputs.feed.render import clean, render_feed
from press.outputs.registry import make_plan
from press.outputs.shared.parts import Parts
from press.site.plan import Job
from tests import feed_rules as rules
from tests.test_pages import rendered as rendered_pages

SIZE = 43_210


def jobs(campaign: Campaign) -> list[Job]:
    return [job for job in make_plan(campaign).jobs if job.kind == "feed"]


def rendered(campaign: Campaign, resources: Resources) -> dict[str, bytes]:
    feeds = Feeds(Parts(campaign, resources.pictograms))
    records = {job.path: feeds.compose(job) for job in jobs(campaign)}
    return {
        path: render_feed(feed, dict.fromkeys(feed.files, SIZE)) for path, feed in records.items()
    }


@pytest.fixture(scope="module")
def files(tiny: Campaign, resources: Resources) -> Mapping[str, bytes]:
    return rendered(tiny, resources)


def xml_feeds(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        path: feedparser.parse(data, sanitize_html=False)
        for path, data in files.items()
        if path.endswith(".xml")
    }


def with_message(campaign: Campaign, message_id: str, **update: object) -> Campaign:
    def edited(message: Message) -> Message:
        return message.model_copy(update=update) if message.id == message_id else message

    return campaign.model_copy(update={"messages": tuple(map(edited, campaign.messages))})


def test_every_language_commune_and_audience_has_three_feeds(
    files: Mapping[str, bytes], tiny: Campaign
) -> None:
    assert len(files) == 3 * len(tiny.languages) * (1 + len(tiny.communes) + len(tiny.audiences))
    assert {f"danh-cho/{name}/feed.xml" for name in tiny.audiences} <= files.keys()
    assert {"feed.xml", "en/atom.xml", "xa/16813-muong-xen/feed.json"} <= files.keys()


def test_another_program_reads_them_without_complaint(
    files: Mapping[str, bytes], tiny: Campaign
) -> None:
    for path, feed in xml_feeds(files).items():
        assert not feed.bozo, path
        assert feed.version == ("rss20" if path.endswith("feed.xml") else "atom10")
        assert len(feed.entries) == len(tiny.messages)
        assert feed.feed.language == ("en" if path.startswith("en/") else "vi")


def test_a_feed_knows_its_own_address_and_its_page(
    files: Mapping[str, bytes], tiny: Campaign
) -> None:
    base = tiny.settings.base_url
    for path, feed in xml_feeds(files).items():
        own = [link.href for link in feed.feed.links if link.rel == "self"]
        assert own == [base + path]
        assert feed.feed.link == base + path.rpartition("/")[0] + ("/" if "/" in path else "")


def test_the_card_of_the_commune_is_enclosed_with_its_true_length(
    files: Mapping[str, bytes], tiny: Campaign
) -> None:
    paths = {job.path for job in make_plan(tiny).jobs}
    for path, feed in xml_feeds(files).items():
        for entry in feed.entries:
            (picture,) = entry.enclosures
            assert (picture.length, picture.type) == (str(SIZE), "image/png")
            assert picture.href.removeprefix(tiny.settings.base_url) in paths
            assert ("16813" in picture.href) == ("16813" in path)


def test_the_whole_text_is_there_with_full_addresses_and_the_number_to_call(
    files: Mapping[str, bytes],
) -> None:
    for path, feed in xml_feeds(files).items():
        for entry in feed.entries:
            html = entry.content[0].value
            links = re.findall(r'href="([^"]+)"', html)
            assert "tel:111" in links, path
            assert all(link.startswith(("https://", "tel:")) for link in links)
    vietnamese = xml_feeds(files)["xa/16813-muong-xen/feed.xml"].entries
    assert any("/xa/16813-muong-xen/viec-nhe-luong-cao/" in e.content[0].value for e in vietnamese)


def test_a_message_written_long_before_its_day_is_news_on_that_day(
    tiny: Campaign, resources: Resources
) -> None:
    name, day = tiny.messages[0].id, date(2025, 7, 13)
    scheduled = with_message(tiny, name, publish=day, updated=date(2025, 6, 20))
    for path, feed in xml_feeds(rendered(scheduled, resources)).items():
        if path.endswith("atom.xml"):
            entry = next(e for e in feed.entries if e.link.endswith(f"/{name}/"))
            assert entry.updated == entry.published == feed.feed.updated, path
            assert entry.updated.startswith("2025-07-13"), path


def test_newest_come_first_and_dates_are_those_of_the_content(
    tiny: Campaign, resources: Resources
) -> None:
    last = max(tiny.messages, key=lambda message: message.order)
    edited = with_message(tiny, last.id, publish=date(2025, 7, 9), updated=date(2025, 7, 12))
    for path, feed in xml_feeds(rendered(edited, resources)).items():
        assert feed.entries[0].link.endswith(f"/{last.id}/"), path
        day = "2025-07-09T00:00:00+07:00" if "atom" in path else "Wed, 09 Jul 2025 00:00:00 +0700"
        assert feed.entries[0].published == day
        assert feed.feed.updated.startswith(("2025-07-12T00:00:00", "Sat, 12 Jul 2025 00:00:00"))


def test_ids_are_one_for_each_entry_and_stay_when_everything_else_changes(
    tiny: Campaign, resources: Resources
) -> None:
    edited = with_message(tiny, "goi-111", updated=date(2025, 7, 12), publish=date(2025, 7, 5))
    settings = edited.settings.model_copy(update={"base_url": "https://moi.vn/chien-dich/"})
    edited = edited.model_copy(update={"settings": settings})

    def ids(campaign: Campaign) -> dict[str, set[str]]:
        feeds = xml_feeds(rendered(campaign, resources))
        return {path: {entry.id for entry in feed.entries} for path, feed in feeds.items()}

    before = ids(tiny)
    assert before == ids(edited)
    assert before["feed.xml"] == before["atom.xml"]
    rss = {path: each for path, each in before.items() if path.endswith("feed.xml")}
    own = [each for path, each in rss.items() if "danh-cho/" not in path]
    assert len(set().union(*own)) == sum(map(len, own))  # an entry is in one feed,
    for path, each in rss.items():  # and in those of its audiences
        assert "danh-cho/" not in path or each <= rss[path.partition("danh-cho/")[0] + "feed.xml"]


def test_feeds_keep_the_rules_of_their_formats(files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        name = path.rpartition("/")[2]
        check = {"feed.xml": rules.rss, "atom.xml": rules.atom, "feed.json": rules.json_feed}[name]
        assert check(data) == [], path


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("atom.xml", r"<id>urn.*?</id>", "<id>khong-co</id>"),
        ("atom.xml", r"<updated>.*?</updated>", "<updated>01/07/2025</updated>"),
        ("atom.xml", r"<title>.*?</title>", ""),
        ("atom.xml", r"<author>.*?</author>", ""),
        ("atom.xml", r'rel="self"', 'rel="related"'),
        ("atom.xml", r"<entry>(.*?)</entry>", r"<entry>\1</entry><entry>\1</entry>"),
        ("atom.xml", r'length="\d+"', ""),
        ("feed.xml", r'version="2.0"', 'version="0.91"'),
        ("feed.xml", r"<description>.*?</description>", ""),
        ("feed.xml", r"<pubDate>.*?</pubDate>", "<pubDate>2025-07-01</pubDate>"),
        ("feed.xml", r"<guid.*?</guid>", ""),
        ("feed.xml", r' isPermaLink="false"', ""),
        ("feed.xml", r'length="\d+"', 'length="to"'),
        ("feed.xml", r"<language>.*?</language>", ""),
        ("feed.xml", r"<item>(.*?)</item>", r"<item>\1</item><item>\1</item>"),
        ("feed.json", r"version/1.1", "version/1"),
        ("feed.json", r'"title": ".*?"', '"title": 1'),
        ("feed.json", r'"id": ".*?"', '"id": 7'),
        ("feed.json", r'"content_html": ".*?",\n', ""),
        ("feed.json", r'"date_published": ".*?"', '"date_published": "2025-07-01"'),
        ("feed.json", r'"mime_type": ".*?"', '"mime_type": ""'),
        ("feed.json", r'"size_in_bytes": \d+', '"size_in_bytes": "x"'),
        ("feed.json", r'"authors": \[[^]]*\]', '"authors": [{}]'),
    ],
)
def test_the_checkers_of_rules_see_what_is_wrong(
    files: Mapping[str, bytes], path: str, old: str, new: str
) -> None:
    check = {"feed.xml": rules.rss, "atom.xml": rules.atom, "feed.json": rules.json_feed}[path]
    text = files[path].decode()
    broken = re.sub(old, new, text, count=1, flags=re.DOTALL)

    assert broken != text
    assert check(broken.encode())


def test_a_second_program_reads_them_too(files: Mapping[str, bytes], tiny: Campaign) -> None:
    for path, data in files.items():
        feed = fastfeedparser.parse(data.decode())
        links = {entry["link"] for entry in feed["entries"]}
        assert len(links) == len(json.loads(files[_json_of(path)])["items"]), path
        assert all(link.startswith(tiny.settings.base_url) for link in links)


def _json_of(path: str) -> str:
    return path.rpartition("/")[0] + ("/" if "/" in path else "") + "feed.json"


def test_the_list_of_feeds_holds_every_rss_feed_of_its_language(
    tiny: Campaign, resources: Resources, files: Mapping[str, bytes]
) -> None:
    site = rendered_pages(tiny, resources)
    for prefix in ("", "en/"):
        outline = ElementTree.fromstring(site.files[f"{prefix}nguon-tin.opml"])  # noqa: S314
        found = [e.get("xmlUrl", "") for e in outline.iter("outline") if e.get("xmlUrl")]
        wanted = {
            tiny.settings.base_url + path
            for path in files
            if path.endswith("feed.xml") and path.startswith("en/") == (prefix == "en/")
        }
        assert set(found) == wanted
        assert len(found) == len(wanted)
        assert outline.get("version") == "2.0"


def test_each_page_leads_to_the_feeds_that_belong_to_it(
    tiny: Campaign, resources: Resources
) -> None:
    site = rendered_pages(tiny, resources)
    for path, folder in (
        ("index.html", ""),
        ("en/thong-diep/goi-111/index.html", "en/"),
        ("xa/16813-muong-xen/goi-111/index.html", "xa/16813-muong-xen/"),
        (f"danh-cho/{tiny.audiences[0]}/index.html", f"danh-cho/{tiny.audiences[0]}/"),
    ):
        links = [e for e in site.page(path).iter() if "rss" in e.get("type", "") and e.get("rel")]
        there = [urljoin(site.base + path, link.get("href", "")) for link in links]
        assert there == [f"{site.base}{folder}feed.xml"]


def test_a_browser_shows_feeds_with_a_face_of_their_own(files: Mapping[str, bytes]) -> None:
    for path, data in files.items():
        if path.endswith(".xml"):
            depth = "../" * path.count("/")
            line = f'<?xml-stylesheet type="text/css" href="{depth}assets/feed.css"?>'
            assert data.split(b"\n")[1].decode() == line


def test_making_them_twice_gives_the_same_bytes(
    files: Mapping[str, bytes], tiny: Campaign, resources: Resources
) -> None:
    assert rendered(tiny, resources) == files


def test_json_feed_has_what_version_1_1_asks_for(
    files: Mapping[str, bytes], tiny: Campaign
) -> None:
    for path, data in files.items():
        if path.endswith(".json"):
            feed = json.loads(data)
            assert feed["version"] == "https://jsonfeed.org/version/1.1"
            assert feed["feed_url"] == tiny.settings.base_url + path
            assert isinstance(feed["title"], str)
            for item in feed["items"]:
                assert isinstance(item["id"], str)
                assert item["content_html"]
                home = feed["home_page_url"].partition("danh-cho/")[0]
                assert item["url"].startswith(home)
                assert item["attachments"][0]["size_in_bytes"] == SIZE
                assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+07:00", item["date_published"])


def test_control_characters_do_not_stop_a_feed(tiny: Campaign, resources: Resources) -> None:
    first = tiny.messages[0]
    texts = {
        tag: text.model_copy(update={"summary": "a\x00b\x0b\ufffe", "body": "x\x08y"})
        for tag, text in first.translations.items()
    }
    feeds = xml_feeds(rendered(with_message(tiny, first.id, translations=texts), resources))

    assert clean("a\x00b\x0b\ufffe\td") == "ab\td"
    assert not any(feed.bozo for feed in feeds.values())


def test_a_feed_without_messages_is_still_a_feed(tiny: Campaign, resources: Resources) -> None:
    bare = tiny.model_copy(update={"messages": ()})
    for feed in xml_feeds(rendered(bare, resources)).values():
        assert not feed.bozo
        assert feed.entries == []
