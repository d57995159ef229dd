"""Every page is whole: valid, linked, safe, and says only what today's content says."""

from __future__ import annotations

import gzip
import io
import itertools
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import html5lib
import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from press.base.text import VIETNAMESE, readable
from press.content.check import check
from press.content.model.campaign import Campaign, Poll
from press.content.parse import parse
from press.content.read.disk import ROOT, read_sources
from press.content.resources import Resources, Source, Sources
from press.media.webfont import subset
from press.outputs.composer import Composer
from press.outputs.machine.compose import Machines
from press.outputs.machine.plan import map_parts
from press.outputs.machine.render import render_data
from press.outputs.page.render import render_page
from press.outputs.registry import make_plan
from press.outputs.shared.collation import first_letter, in_order
from press.outputs.shared.html import plain_text, render_text
from press.outputs.shared.parts import Parts
from press.outputs.shared.templates import Templates
from press.site import paths
from press.site.plan import Job
from tests.composing import FINGERPRINTS, page_of
from tests.conftest import overlaid

HTML = "{http://www.w3.org/1999/xhtml}"
SIZE = 38_500
NOT_TEXTS = {"ticket", "ticket-csv"} | {"font", "index"}
ONCE = {"404.html"}  # shown at any address, so its links begin at the root


@dataclass(frozen=True)
class Site:
    """The rendered pages of a campaign, and every path of its plan."""

    jobs: Mapping[str, Job]
    files: Mapping[str, bytes]
    base: str

    def pages(self) -> Iterator[tuple[str, ElementTree.Element]]:
        for path, data in self.files.items():
            if path.endswith(".html"):
                yield path, parsed(data)

    def page(self, path: str) -> ElementTree.Element:
        return parsed(self.files[path])


@lru_cache(maxsize=400)  # most tests look at the same pages, and change none
def parsed(data: bytes) -> ElementTree.Element:
    """Return the document.   Raises html5lib's ParseError for any fault of the syntax."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True)
    tree: ElementTree.Element = parser.parse(data.decode())
    return tree


def rendered_at(campaign: Campaign, resources: Resources, base: str, path: str) -> bytes:
    """Return one page of a campaign that stands elsewhere."""
    settings = campaign.settings.model_copy(update={"base_url": base})
    moved = campaign.model_copy(update={"settings": settings})
    jobs = {job.path: job for job in make_plan(moved).jobs}
    page = page_of(Composer(moved, resources, FINGERPRINTS), jobs[path])
    return render_page(page, Templates(resources.templates), dict.fromkeys(page.files, SIZE))


def rendered(campaign: Campaign, resources: Resources) -> Site:
    parts, templates = Parts(campaign, resources.pictograms), Templates(resources.templates)
    pages, machines = Composer(campaign, resources, FINGERPRINTS), Machines(parts)
    jobs = {job.path: job for job in make_plan(campaign).jobs}
    files = {}
    for path, job in jobs.items():
        if job.kind == "page":
            page = page_of(pages, job)
            files[path] = render_page(page, templates, dict.fromkeys(page.files, SIZE))
        elif job.kind in {"data", "asset"} and job.view not in NOT_TEXTS:
            data = machines.compose(job)
            files[path] = render_data(data, templates, dict.fromkeys(data.files, (SIZE, "0" * 64)))
    return Site(jobs, files, campaign.settings.base_url)


@pytest.fixture(scope="module")
def site(tiny: Campaign, resources: Resources) -> Site:
    return rendered(tiny, resources)


def links(document: ElementTree.Element) -> Iterator[str]:
    for element in document.iter():
        for name in ("href", "src"):
            if value := element.get(name):
                yield value


def text(element: ElementTree.Element) -> str:
    return re.sub(r"[ \n]+", " ", "".join(element.itertext()))


def find(document: ElementTree.Element, tag: str, **values: str) -> list[ElementTree.Element]:
    return [
        element
        for element in document.iter(HTML + tag)
        if all(element.get(name.rstrip("_")) == value for name, value in values.items())
    ]


def test_pages_are_valid_and_have_one_title_and_one_h1(site: Site) -> None:
    for path, document in site.pages():
        assert len(find(document, "title")) == 1, path
        assert len(find(document, "h1")) == 1, path
        assert len(find(document, "main")) == 1, path


def test_headings_leave_no_level_out(site: Site) -> None:
    for path, document in site.pages():
        tags = [element.tag.removeprefix(HTML) for element in document.iter()]
        levels = [int(tag[1]) for tag in tags if re.fullmatch("h[1-6]", str(tag))]

        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path


def test_every_link_leads_to_a_file_of_the_plan_or_to_a_known_place_outside(site: Site) -> None:
    ids = {path: {e.get("id") for e in document.iter()} for path, document in site.pages()}
    allowed = ("tel:", "mailto:", "data:,", "https://nchmf.gov.vn/", "https://creativecommons.org/")
    shares = ("sms:?", "https://www.facebook.com/sharer/", "https://t.me/share/")
    for path, document in site.pages():
        for link in links(document):
            if link.startswith((*allowed, *shares)):
                continue
            target, _, anchor = urljoin(site.base + paths.address(path), link).partition("#")
            assert target.startswith(site.base), (path, link)
            there = unquote(target.removeprefix(site.base))
            there += "index.html" if there.endswith("/") or not there else ""
            assert there in site.jobs, (path, link)
            assert not anchor or unquote(anchor) in ids[there], (path, link)


def test_links_inside_the_site_are_relative_so_that_it_opens_anywhere(site: Site) -> None:
    for path, document in site.pages():
        pages = [e for e in document.iter() if e.tag in {HTML + "a", HTML + "img"}]
        inside = [link for page in pages for link in links(page)]
        assert not [link for link in inside if link.startswith(site.base)], path
        assert path in ONCE or not [link for link in inside if link.startswith("/")], path


def test_nothing_is_loaded_from_elsewhere_and_only_our_scripts_run(site: Site) -> None:
    ours = {site.base + paths.script(name) for name in paths.SCRIPTS}
    for path, document in site.pages():
        assert not [*find(document, "iframe"), *find(document, "style")]
        for element in find(document, "script"):
            if element.get("type") == "application/ld+json":
                assert json.loads(element.text or "")["@context"] == "https://schema.org"
                continue
            assert not (element.text or "").strip(), path
            assert urljoin(site.base + path, str(element.get("src"))) in ours, path
        assert not [e for e in document.iter() if e.get("style") or e.get("onclick")], path
        for sheet in find(document, "link", rel="stylesheet"):
            assert "//" not in str(sheet.get("href"))


def test_every_page_allows_itself_nothing_from_elsewhere_and_nothing_inline(site: Site) -> None:
    for path, document in site.pages():
        if path.startswith("x/"):
            continue
        (policy,) = find(document, "meta", **{"http-equiv": "Content-Security-Policy"})
        rules = dict(rule.split(" ", 1) for rule in str(policy.get("content")).split("; "))
        assert rules["default-src"] == "'none'", path
        wasm = " 'wasm-unsafe-eval'" if path.endswith("tim-kiem/index.html") else ""
        assert rules["script-src"] == f"'self'{wasm}"
        assert {rules[name] for name in ("style-src", "font-src", "connect-src")} == {"'self'"}


def test_pages_of_help_keep_their_subject_out_of_tabs_and_history(resources: Resources) -> None:
    real = rendered(
        check(parse(read_sources(ROOT / "content")), resources).campaign.only(
            communes=["16813"], messages=["goi-111"]
        ),
        resources,
    )
    for name in ("ho-tro", "nhan-biet", "trinh-bao", "xem-an-toan"):
        for prefix in ("", "en/"):
            (title,) = find(real.page(f"{prefix}{name}/index.html"), "title")
            betrays = re.compile(
                "mua bán|nạn nhân|tố giác|trình báo|traffick|victim|report", re.IGNORECASE
            )
            assert not betrays.search(text(title)), text(title)


def test_every_page_says_who_answers_for_it(site: Site, tiny: Campaign) -> None:
    owner = tiny.settings
    for path, document in site.pages():
        if path.startswith("x/"):
            continue
        tag = str(document.get("lang"))
        said = text(document)
        for words in (owner.issuer[tag], owner.issuer_address[tag], owner.officer[tag]):
            assert words in said, path
        for link in (f"mailto:{owner.issuer_email}", "tel:02380000000"):
            assert find(document, "a", href=link), path


def test_a_poll_shows_only_where_there_is_one(tiny: Campaign, resources: Resources) -> None:
    poll = Poll(question={"vi": "Hữu ích không?", "en": "Useful?"}, link="mailto:a@b.vn")
    settings = tiny.settings.model_copy(update={"poll": poll})
    with_poll = rendered(tiny.model_copy(update={"settings": settings}), resources)
    without = rendered(tiny, resources)

    assert "Hữu ích không?" in text(with_poll.page("index.html"))
    assert find(with_poll.page("index.html"), "a", href="mailto:a@b.vn")
    assert not find(without.page("index.html"), "p", class_="poll")


def linked_of(site: Site, path: str) -> dict[str, Any]:
    """Return what a page tells search engines, by type."""
    scripts = find(site.page(path), "script", type="application/ld+json")
    things = [json.loads(script.text or "") for script in scripts]
    return {thing["@type"]: thing for thing in things}


def test_search_engines_are_told_where_a_page_stands_and_who_speaks(site: Site) -> None:
    path = "xa/16813-muong-xen/goi-111/index.html"
    things = linked_of(site, path)
    trail = [
        item["item"].removeprefix(site.base) for item in things["BreadcrumbList"]["itemListElement"]
    ]

    assert trail == ["", "xa/", "xa/16813-muong-xen/", paths.address(path)]
    assert things["GovernmentOrganization"]["telephone"] == "0238 000 0000"
    assert things["Article"]["image"].removeprefix(site.base) in site.jobs
    assert set(linked_of(site, "index.html")) == {"GovernmentOrganization"}


def test_pictures_of_pages_come_in_more_than_one_width_with_their_ratio(site: Site) -> None:
    for path in ("thong-diep/goi-111/index.html", "en/thong-diep/goi-111/index.html"):
        pictures = [e for e in find(site.page(path), "img") if e.get("srcset")]
        assert pictures, path
        for picture in pictures:
            shown = [part.split(" ") for part in str(picture.get("srcset")).split(", ")]
            assert [width for _, width in shown] == ["720w", "360w"]
            there = [urljoin(site.base + path, link).removeprefix(site.base) for link, _ in shown]
            assert set(there) <= site.jobs.keys()
            assert (picture.get("width"), picture.get("height")) == ("1200", "630")
            assert picture.get("loading") == "lazy"


def test_what_is_kept_for_want_of_a_network_has_a_name_of_its_own_content(
    tiny: Campaign, resources: Resources
) -> None:
    data = Machines(Parts(tiny, resources.pictograms)).compose(Job("sw.js", "asset", "worker"))
    templates = Templates(resources.templates)
    told = dict.fromkeys(data.files, (SIZE, "0" * 64))
    before = render_data(data, templates, told)

    assert {paths.CSS, paths.FONT, "index.html"} <= set(data.files)
    for path in data.files:
        assert render_data(data, templates, {**told, path: (SIZE, "1" * 64)}) != before
    assert render_data(data, templates, told) == before


def test_the_web_font_has_every_letter_of_vietnamese_and_is_light(
    tiny: Campaign, resources: Resources
) -> None:
    font = Machines(Parts(tiny, resources.pictograms)).compose(Job("", "asset", "font"))
    ((name, letters),) = font.rows
    face = resources.root / "assets" / "fonts" / name
    data = subset(face, letters)

    assert set(map(chr, TTFont(io.BytesIO(data)).getBestCmap())) >= VIETNAMESE
    assert len(data) <= 12_000
    assert subset(face, letters) == data


def test_the_number_to_call_is_a_link_on_every_page(site: Site) -> None:
    for path, document in site.pages():
        assert find(document, "a", href="tel:111"), path


def test_the_way_out_is_on_every_page_and_tells_nobody_where_from(
    site: Site, tiny: Campaign
) -> None:
    for path, document in site.pages():
        if not path.startswith("x/"):
            skip, out = find(document, "a", href=tiny.settings.exit_url)
            assert (skip.get("class"), out.get("class")) == ("skip skip-exit", "exit"), path
            assert {skip.get("rel"), out.get("rel")} == {"noreferrer noopener"}, path


def test_every_page_leads_to_itself_in_the_other_languages_and_back(site: Site) -> None:
    for path, document in site.pages():
        twins = {
            str(e.get("hreflang")): e.get("href") for e in find(document, "link", rel="alternate")
        }
        if path.startswith("x/") or path in ONCE:
            continue
        assert {"vi", "en", "x-default"} <= twins.keys()
        assert site.base + paths.address(path) in twins.values(), path
        own = document.get("lang")
        for language in find(document, "a", class_="language"):
            assert language.get("lang") != own


def test_a_shared_link_shows_the_card_of_that_commune(site: Site) -> None:
    path = "xa/16813-muong-xen/goi-111/index.html"
    metas = {e.get("property"): e.get("content") for e in find(site.page(path), "meta")}

    card = "xa/16813-muong-xen/goi-111_anh-chia-se_1200x630_vi.png"
    assert metas["og:image"] == site.base + card
    assert card in site.jobs
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    assert "UBND xã Mường Xén" in str(metas["og:image:alt"])
    assert metas["og:url"] == site.base + paths.address(path)


def test_a_message_page_says_what_its_pieces_say(site: Site, tiny: Campaign) -> None:
    message = next(m for m in tiny.messages if m.id == "goi-111")
    for tag, prefix in (("vi", ""), ("en", "en/")):
        translation = message.translations[tag]
        page = text(site.page(f"{prefix}xa/16813-muong-xen/goi-111/index.html"))
        said = [translation.subline, *translation.points, *translation.caption.split("\n")]
        said += [translation.headline.replace("| ", ""), translation.call.replace("| ", "")]
        for words in said:
            assert words in page.replace("\u00a0", " ")


def test_a_commune_page_lists_every_piece_and_the_pack_with_their_bytes(
    site: Site, tiny: Campaign
) -> None:
    page = site.page("xa/16813-muong-xen/index.html")
    offered = [e for e in page.iter(HTML + "a") if e.get("download") is not None]
    files = {"card": 1, "print": 2}
    made = sum(files[form.kind] for form in tiny.formats if "vi" in form.languages)
    pieces = made * len(tiny.messages)

    assert len(offered) == pieces + 1
    assert text(page).count(readable(SIZE)) == pieces + 2  # and the ticket
    assert "297 × 420 mm" in text(page).replace("\u00a0", " ")


def test_the_record_of_a_page_names_every_file_it_tells_the_size_of(
    tiny: Campaign, resources: Resources
) -> None:
    pages, jobs = Composer(tiny, resources, FINGERPRINTS), make_plan(tiny).jobs
    for job in jobs:
        if job.view == "commune":
            record = page_of(pages, job)
            assert set(record.files) <= {
                other.path for other in jobs if other.commune == job.commune
            }
            assert (
                paths.pack(next(c for c in tiny.communes if c.code == job.commune)) in record.files
            )


def test_the_list_of_communes_holds_all_of_them_with_their_former_names(
    site: Site, tiny: Campaign
) -> None:
    for prefix in ("", "en/"):
        page = text(site.page(f"{prefix}xa/index.html"))
        for commune in tiny.communes:
            assert commune.name in page
            assert all(name in page for name in commune.merged_from)


def test_vietnamese_on_english_pages_says_so(site: Site) -> None:
    page = site.page("en/xa/16813-muong-xen/index.html")
    spans = [e for e in page.iter() if e.get("lang") == "vi" and e.tag != HTML + "a"]

    assert "Mường Xén" in {text(span) for span in spans}


def test_the_short_address_sends_on_without_javascript(site: Site) -> None:
    page = site.page("x/16813/index.html")
    (refresh,) = find(page, "meta", **{"http-equiv": "refresh"})

    assert refresh.get("content") == "0; url=../../xa/16813-muong-xen/"
    assert find(page, "a", href="../../xa/16813-muong-xen/")


def test_the_page_for_lost_readers_works_at_any_address(site: Site) -> None:
    lost = site.page("404.html")
    asked = "https://other.example/a/b/c/d?e"  # whatever the host is called, whatever was asked for

    for link in links(lost):
        there = urlsplit(urljoin(asked, link))
        if there.netloc == "other.example" and there.path != "/a/b/c/d":
            path = unquote(there.path).removeprefix("/")
            assert (path + "index.html" if path.endswith("/") or not path else path) in site.jobs
        else:
            assert link.startswith(("https://", "tel:", "mailto:", "#", "data:,")), link


@pytest.mark.parametrize(
    ("base", "root"),
    [
        ("https://tinh.example/", "/"),
        ("https://tinh.example/phong-chong/2025/", "/phong-chong/2025/"),
    ],
)
def test_the_page_for_lost_readers_begins_where_the_site_stands(
    tiny: Campaign, resources: Resources, base: str, root: str
) -> None:
    lost = parsed(rendered_at(tiny, resources, base, "404.html"))
    inside = [link for link in links(lost) if link.startswith("/")]

    assert inside
    assert all(link.startswith(root) for link in inside)
    (style,) = find(lost, "link", rel="stylesheet")
    assert style.get("href") == root + paths.CSS
    assert {root, root + "en/", root + "xa/"} <= set(inside)
    assert find(lost, "a", href="tel:111")
    assert find(lost, "a", **{"class": "exit"})


SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def mapped(site: Site) -> list[ElementTree.Element]:
    """Return the parts of the map of a site, which its first file names."""
    first = ElementTree.fromstring(site.files["sitemap.xml"])  # noqa: S314  # our own
    named = [str(part.findtext(f"{SITEMAPS}loc")).removeprefix(site.base) for part in first]
    assert named == sorted(path for path in site.files if path.startswith("sitemap-"))
    return [ElementTree.fromstring(site.files[path]) for path in named]  # noqa: S314


def test_every_page_that_may_be_shared_has_a_picture_and_one_address(site: Site) -> None:
    for path, document in site.pages():
        if path in ONCE or path.startswith("x/"):
            continue
        metas = {e.get("property"): e.get("content") for e in find(document, "meta")}
        (canonical,) = find(document, "link", rel="canonical")
        assert str(metas["og:image"]).removeprefix(site.base) in site.jobs, path
        assert metas["og:url"] == canonical.get("href"), path
        assert {metas["og:locale"], metas["og:locale:alternate"]} == {"vi_VN", "en_GB"}, path


def test_no_part_of_the_map_of_a_nation_is_too_long(tiny: Campaign) -> None:
    first, nation = tiny.communes[0], range(10_000, 13_321)
    communes = tuple(first.model_copy(update={"code": str(code)}) for code in nation)
    messages = tuple(tiny.messages[0].model_copy(update={"id": f"m{n}"}) for n in range(30))
    parts = map_parts(tiny.model_copy(update={"communes": communes, "messages": messages}))
    each = len(tiny.languages) * (1 + len(messages))

    assert [code for part in parts[1:] for code in part] == [str(code) for code in nation]
    assert all(len(part) * each <= 50_000 for part in parts[1:])


def test_the_sitemap_holds_every_page_in_every_language(site: Site) -> None:
    maps = mapped(site)
    tree = [url for part in maps for url in part]
    found = [str(url.findtext(f"{SITEMAPS}loc")) for url in tree]
    pages = {path for path, job in site.jobs.items() if job.kind == "page"}
    once = {path for path in pages if path.startswith("x/")} | ONCE

    assert sorted(found) == sorted(site.base + paths.address(path) for path in pages - once)
    assert all(len(url.findall("{http://www.w3.org/1999/xhtml}link")) == 2 for url in tree)
    assert site.base + "sitemap.xml" in site.files["robots.txt"].decode()


def test_a_draft_shows_nowhere_and_links_to_it_become_plain_words(
    tiny_sources: Sources, resources: Resources
) -> None:
    canary = "Chim bạch yến"
    drafts = []
    for source in tiny_sources.files:
        folder, _, name = source.name.rpartition("/")
        if folder == "messages/viec-nhe-luong-cao":
            body = source.text.replace("status: ready", "status: draft") + f"\n{canary}\n"
            body = re.sub(r"(?m)^(topic|summary|subline): .*", rf"\1: {canary}", body)
            drafts.append(Source(f"content/messages/viec-nhe-luong-cao/{name}", body))
    campaign = check(
        parse(overlaid(tiny_sources, Sources("content", tuple(drafts)))), resources
    ).campaign
    site = rendered(campaign, resources)

    assert drafts
    assert [message.id for message in campaign.messages] == ["goi-111"]
    for path, data in site.files.items():
        assert canary not in data.decode(), path
        assert path == "assets/site.css" or b"viec-nhe-luong-cao" not in data, path


def test_a_change_in_one_commune_touches_its_own_pages_and_the_lists(
    tiny: Campaign, resources: Resources
) -> None:
    communes = tuple(
        c.model_copy(update={"address": "Khối 1, xã Mường Xén"}) if c.code == "16813" else c
        for c in tiny.communes
    )
    edited = tiny.model_copy(update={"communes": communes})
    before, after = (Composer(c, resources, FINGERPRINTS) for c in (tiny, edited))
    jobs = [job for job in make_plan(tiny).jobs if job.kind == "page"]
    changed = {job for job in jobs if page_of(before, job).digest != page_of(after, job).digest}

    assert {job.path for job in changed} == {
        "xa/16813-muong-xen/index.html",
        "en/xa/16813-muong-xen/index.html",
    }


def test_without_communes_messages_or_pages_the_rest_is_still_a_site(
    tiny: Campaign, resources: Resources
) -> None:
    bare = tiny.model_copy(update={"communes": (), "messages": (), "pages": (), "events": ()})
    for _, document in rendered(bare, resources).pages():
        assert find(document, "a", href="tel:111")


def test_the_style_sheet_is_small_and_has_the_colours_of_the_content(site: Site) -> None:
    sheet = site.files[paths.CSS].decode()

    assert len(gzip.compress(sheet.encode())) <= 7 * 1024
    assert ".is-green{--ground:#15573a;--shade:#10482f}" in sheet
    assert re.findall(r"url\(.*?\)", sheet) == ['url("display.woff2")']


def test_every_word_of_the_frame_is_used_by_a_template_or_by_code(
    resources: Resources, tiny: Campaign
) -> None:
    code = "".join(path.read_text("utf-8") for path in (resources.root / "press").rglob("*.py"))
    templates = "".join(resources.templates.values())
    for key in tiny.strings["vi"].say:
        made = key.startswith(("issuer_prefix_", "issuer_name_"))  # the kind of commune follows
        assert made or f"say.{key}" in templates or f'"{key}"' in code, key


# Bodies.


def body(source: str) -> str:
    return render_text(source, {"page:trinh-bao", "message:goi-111"}, {"111", "+84981848484"}).html


@pytest.mark.parametrize(
    ("words", "vietnamese"),
    [
        (
            "Go to the police (Công an) or a border post (đồn Biên phòng).",
            ["Công an", "đồn Biên phòng"],
        ),
        ("In Nghệ An, press Dịch vụ khác (Other services).", ["Nghệ An", "Dịch vụ khác"]),
        ("Say “một, một, một” and wait.", ["một, một, một"]),
        ("Ask at home before you go.", []),
    ],
)
def test_voices_that_read_english_are_told_of_vietnamese_words(
    words: str, vietnamese: list[str]
) -> None:
    html = render_text(words, set(), set(), marked=True).html

    assert re.findall(r'<span lang="vi">(.*?)</span>', html) == vietnamese
    assert re.sub("<[^>]+>", "", html) == words
    assert "<span" not in render_text(words, set(), set()).html


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<script>alert(1)</script>tốt", "&lt;script&gt;alert(1)&lt;/script&gt;tốt"),
        ("<b onclick='x()'>tốt</b>", "&lt;b onclick='x()'&gt;tốt&lt;/b&gt;"),
        ("[tốt](javascript:alert(1))", "tốt"),
        ("[tốt](../khac)", "tốt"),
        ("[tốt](message:ban-nhap)", "tốt"),
        ("![tốt](anh.png)", "![tốt](anh.png)"),
        ('[tốt](page:trinh-bao "nhan đề")', '<a href="page:trinh-bao">tốt</a>'),
        ("[tốt](https://a.vn/)", '<a href="https://a.vn/" rel="noreferrer">tốt</a>'),
        ("Gọi **111**", 'Gọi <strong><a href="tel:111">111</a></strong>'),
        ("+84 981 84 84 84", '<a href="tel:+84981848484">+84 981 84 84 84</a>'),
        ("[gọi 111](message:goi-111)", '<a href="message:goi-111">gọi 111</a>'),
        ("Điều 111, ngày 1/1/2025", "Điều 111, ngày 1/1/2025"),
    ],
)
def test_bodies_keep_what_is_allowed(source: str, html: str) -> None:
    assert body(source).strip() == f"<p>{html}</p>"


def test_headings_of_bodies_begin_at_two_without_a_gap() -> None:
    assert re.findall(r"<h\d>", body("# a\n\n### b\n\n# c")) == ["<h2>", "<h3>", "<h2>"]
    assert re.findall(r"<h\d>", body("## a\n\n### b")) == ["<h2>", "<h3>"]


@given(st.text(st.sampled_from("<>&\"'/ab 1[]()!*_#-\n:;=sclripthevjx."), max_size=80))
def test_no_body_makes_anything_but_text_and_known_tags(source: str) -> None:
    tags = set(re.findall(r"</?([a-z0-9]+)", body(source)))

    assert tags <= {"a", "br", "em", "h2", "h3", "h4", "h5", "h6", "li", "ol", "p", "strong", "ul"}
    assert "javascript:" not in "".join(re.findall(r'href="([^"]*)"', body(source)))


def test_plain_text_numbers_its_lists() -> None:
    html = body("## Gọi\n\nMột *hai*.\n\n1. a\n2. b\n   - c")

    assert plain_text(html) == "Gọi\n\nMột hai.\n\n1. a\n2. b\n  - c\n"


# Order, sizes, links.


def test_names_stand_in_the_order_of_vietnamese_dictionaries() -> None:
    names = ["Đô Lương", "Yên Na", "Diễn Châu", "An Châu", "Anh Sơn", "Ân Hòa", "Bạch Hà", "Bá Hà"]

    assert sorted(names, key=in_order) == [
        "An Châu", "Anh Sơn", "Ân Hòa", "Bá Hà", "Bạch Hà", "Diễn Châu", "Đô Lương", "Yên Na",
    ]  # fmt: skip
    assert [first_letter(name) for name in ("Đô Lương", "Ân Hòa", "Ứng")] == ["Đ", "Â", "Ư"]


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "1 KB"), (38_500, "38 KB"), (1_048_576, "1.0 MB"), (9_000_000, "8.6 MB")],
)
def test_sizes_read_as_in_file_managers(size: int, words: str) -> None:
    assert readable(size) == words


segments = st.lists(st.sampled_from(["xa", "en", "1-a", "goi-111"]), max_size=3)
places = st.builds(
    lambda parts, name: "/".join([*parts, name]), segments, st.sampled_from(["index.html", "a.png"])
)


@given(places, places)
def test_relative_links_resolve_to_where_they_should(here: str, there: str) -> None:
    base = "https://vi-du.vn/goc/"

    link = paths.href(here, there)
    assert urljoin(base + paths.address(here), link) == base + paths.address(there)
