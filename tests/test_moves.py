"""What was renamed is still found: each former address sends on to where its matter stands now."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest

from press.base.diag import ContentError
from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.resources import Resources, Source, Sources
from press.outputs.registry import make_plan
from press.site import paths
from tests.conftest import overlaid
from tests.strategies import sources_of
from tests.test_pages import Site, find, rendered

CODE, PLACE = "16813", "xa/16813-muong-xen/"
MOVES = {
    "x/16999/index.html": PLACE,
    "xa/muong-xen-cu/index.html": PLACE,
    "en/xa/muong-xen-cu/index.html": f"en/{PLACE}",
    "xa/muong-xen-cu/goi-111/index.html": f"{PLACE}goi-111/",
    "xa/muong-xen-cu/tong-dai/index.html": f"{PLACE}goi-111/",
    f"{PLACE}tong-dai/index.html": f"{PLACE}goi-111/",
    "thong-diep/tong-dai/index.html": "thong-diep/goi-111/",
    "en/thong-diep/tong-dai/index.html": "en/thong-diep/goi-111/",
    "bao-tin/index.html": "trinh-bao/",
    "en/bao-tin/index.html": "en/trinh-bao/",
}


@pytest.fixture(scope="module")
def site(renamed: Campaign, resources: Resources) -> Site:
    return rendered(renamed, resources)


@pytest.mark.parametrize(("path", "target"), MOVES.items())
def test_a_former_address_sends_on_without_javascript(site: Site, path: str, target: str) -> None:
    page = site.page(path)
    (refresh,) = find(page, "meta", **{"http-equiv": "refresh"})
    (canonical,) = find(page, "link", rel="canonical")
    there = site.base + target

    assert urljoin(site.base + path, str(refresh.get("content")).partition("url=")[2]) == there
    assert canonical.get("href") == there
    assert not find(page, "meta", name="robots")  # or it would be dropped, not merged
    assert find(page, "a", href="tel:111")
    assert f"{target}index.html" in site.jobs


def test_the_feeds_of_a_former_address_go_on(renamed: Campaign) -> None:
    jobs = {job.path: job for job in make_plan(renamed).jobs}
    for name in paths.FEEDS.values():
        assert jobs[f"xa/muong-xen-cu/{name}"].commune == CODE


def test_a_calendar_that_phones_subscribed_to_goes_on(renamed: Campaign) -> None:
    jobs = {job.path: job for job in make_plan(renamed).jobs}
    for language in ("", "en/"):
        former = jobs[f"{language}xa/muong-xen-cu/lich.ics"]
        assert (former.kind, former.commune) == ("calendar", CODE)


def test_a_former_code_alone_keeps_its_folder(renamed: Campaign) -> None:
    jobs = {job.path: job for job in make_plan(renamed).jobs}
    for name in ("index.html", "feed.xml", "lich.ics", "viec-nhe-luong-cao/index.html"):
        assert jobs[f"xa/16999-muong-xen/{name}"].commune == CODE


def test_nothing_is_said_of_former_addresses_to_search_engines(site: Site) -> None:
    maps = [data.decode() for path, data in site.files.items() if path.startswith("sitemap")]
    for path in MOVES:
        assert not any(f"{site.base}{paths.address(path)}<" in told for told in maps)


def test_without_former_names_nothing_is_added(tiny: Campaign) -> None:
    assert not [job for job in make_plan(tiny).jobs if job.view == "moved"]


def with_alias_of_another(source: Source) -> str:
    """Return a table or a message that claims what another commune or message is called."""
    if source.name.endswith(".csv"):
        head, first, *rest = source.text.splitlines()
        return "\n".join((f"{head},aliases", f"{first},16732", *rest))
    return source.text.replace("status:", "aliases: [viec-nhe-luong-cao]\nstatus:")


@pytest.mark.parametrize(
    ("file", "code"),
    [("communes.csv", "duplicate-code"), ("messages/goi-111/vi.md", "duplicate-id")],
)
def test_a_former_name_that_something_else_has_is_told_with_both_places(
    tiny_sources: Sources, resources: Resources, file: str, code: str
) -> None:
    source = tiny_sources.get(file)
    assert source
    wrong = sources_of({file: with_alias_of_another(source)})
    with pytest.raises(ContentError) as raised:
        check(parse(overlaid(tiny_sources, wrong)), resources)

    (problem,) = [p for p in raised.value.problems if p.code == code]
    assert problem.span.path.endswith(file)
    assert problem.span.line > 1
    assert " at content/" in problem.message
