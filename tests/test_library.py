"""The library: every item is on the shelves it belongs to, and only there; every file is there."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter

import pytest

from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import ROOT, read_sources
from press.content.resources import Resources
from press.outputs.library import facets
from press.outputs.library.compose import Libraries
from press.outputs.library.record import Library
from press.outputs.piece.plan import files
from press.outputs.registry import make_plan
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job
from tests.test_pages import Site, find, links, rendered

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def real(resources: Resources) -> Campaign:
    campaign = check(parse(read_sources(ROOT / "content")), resources).campaign
    return campaign.only(communes=["16813"])


@pytest.fixture(scope="module")
def site(real: Campaign, resources: Resources) -> Site:
    return rendered(real, resources)


def library(campaign: Campaign, resources: Resources, shelf: str | None = None) -> Library:
    parts = Parts(campaign, resources.pictograms)
    job = Job("", "page", "library", "vi", shelf=shelf)
    matter = Libraries(parts).contents(job, "vi").matter
    assert isinstance(matter, Library)
    return matter


def test_an_item_is_on_exactly_the_shelves_of_its_values(real: Campaign) -> None:
    shelves = facets.shelves(real)
    for item in facets.items(real):
        on = {name for name, items in shelves.items() if item in items}
        assert on == set(facets.shelves_of(item))
        for facet in facets.FACETS:
            assert any(name.startswith(f"{facet}/") for name in on), facet


def test_items_are_all_that_is_made_and_nothing_else(real: Campaign) -> None:
    wanted = Counter(
        (message.id, form.id, language.tag)
        for message in real.messages
        for language in real.languages
        for form, _ in files(real, message, language.tag)
    )
    found = {(item.message.id, item.form.id, item.language.tag) for item in facets.items(real)}

    assert found == set(wanted)


def test_no_shelf_is_empty_and_counts_are_true(real: Campaign, resources: Resources) -> None:
    for facet in library(real, resources).facets:
        for shelf in facet.shelves:
            matter = library(real, resources, shelf.id)
            assert shelf.count == len(matter.samples) > 0, shelf.id
            assert all(shelf.id in sample.shelves for sample in matter.samples)


def test_every_shelf_has_a_page_in_each_language_that_links_lead_to(
    site: Site, real: Campaign
) -> None:
    for language in real.languages:
        top = site.page(paths.library(language))
        shelves = {e.get("data-filter") for e in top.iter() if e.get("data-filter")}
        assert shelves == set(facets.shelves(real))
        for shelf in facets.shelves(real):
            assert paths.library(language, shelf) in site.files


def test_a_page_of_a_shelf_says_which_and_how_to_leave_it(site: Site) -> None:
    page = site.page("tai-lieu/mau/den-trang/index.html")
    (current,) = [e for e in page.iter() if e.get("aria-current") == "true"]

    assert current.get("data-filter") == "mau/den-trang"
    assert find(page, "a", class_="clear", href="../../")


def test_files_of_a_commune_are_where_the_script_looks_for_them(
    site: Site, real: Campaign, resources: Resources
) -> None:
    commune = paths.place(real.communes[0])
    for sample in library(real, resources).samples:
        for _, _, end in sample.files:
            assert f"xa/{commune}/{sample.stem}{end}" in site.jobs
        assert not sample.edition or sample.edition in site.jobs
        assert sample.picture in site.jobs
    assert f"xa/{commune}/bo-tai-lieu_{commune}.zip" in site.jobs


def test_scripts_name_every_commune_and_the_bytes_of_every_file(site: Site, real: Campaign) -> None:
    places = site.files["xa/noi.js"].decode()
    rows = json.loads(places.partition("=")[2])
    commune = paths.place(real.communes[0])
    told = json.loads(site.files[f"xa/{commune}/dung-luong.js"].decode().partition("=")[2])
    pieces = {job.path.rpartition("/")[2] for job in make_plan(real).jobs if job.view == "piece"}

    assert [row[0] for row in rows] == [commune]
    assert told.keys() == pieces | {f"bo-tai-lieu_{commune}.zip"}


def test_pages_are_light_and_pictures_wait_until_they_are_seen(site: Site) -> None:
    for path, data in site.files.items():
        if path.startswith(("tai-lieu/", "en/tai-lieu/")) and path.endswith(".html"):
            assert len(gzip.compress(data)) <= 30 * 1024, path
            for picture in re.findall(b"<img[^>]+>", data):
                assert re.search(rb'\sloading="lazy"', picture), path
                assert re.search(rb'\swidth="[1-9]', picture), path


def test_every_link_of_the_library_leads_to_a_file(site: Site) -> None:
    page = site.page("tai-lieu/index.html")

    assert sum(link.endswith(".zip") for link in links(page)) > 0


def test_sizes_are_told_by_the_trimmed_sheet(real: Campaign) -> None:
    by_id = {form.id: facets.size_of(form) for form in real.formats}

    assert by_id["share"] == "man-hinh"
    assert by_id["poster-a3"] == "a3-den-a2"
    assert by_id["leaflet-a5"] == "den-a4"
    assert by_id["banner-4000x700"] == "tren-a2"
