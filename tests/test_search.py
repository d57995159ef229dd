"""Search: every page can be found by each of its names, and what is found is what there is."""

from __future__ import annotations

import gzip
import json
import re
from functools import cache

import pytest

from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.machine.compose import Machines
from press.outputs.machine.render import render_data
from press.outputs.registry import make_plan
from press.outputs.search.compose import Searches
from press.outputs.search.pagefind import index
from press.outputs.search.render import render_search
from press.outputs.shared.parts import Parts
from press.outputs.shared.templates import Templates
from press.site.plan import Job


def names_of(campaign: Campaign, resources: Resources, tag: str) -> list[list[str]]:
    """Return the rows of the list of names, as a browser reads them."""
    job = Job("", "asset", "names", tag)
    data = Machines(Parts(campaign, resources.pictograms)).compose(job)
    script = render_data(data, Templates(resources.templates), {}).decode()
    rows: list[list[str]] = json.loads(script.removeprefix("window.press.names = ").rstrip(";\n"))
    return rows


def test_every_commune_is_there_with_its_former_names(tiny: Campaign, resources: Resources) -> None:
    rows = {row[1]: row for row in names_of(tiny, resources, "vi")}
    for commune in tiny.communes:
        found = [row for path, row in rows.items() if path.startswith(f"xa/{commune.code}-")]
        assert [row[2:] for row in found] == [list(commune.merged_from)]
        assert commune.name in found[0][0]


def test_a_former_district_is_one_more_name_of_its_communes(
    tiny: Campaign, resources: Resources
) -> None:
    first, *rest = tiny.communes
    moved = first.model_copy(update={"former_districts": ("Kỳ Sơn",)})
    edited = tiny.model_copy(update={"communes": (moved, *rest)})
    for tag, words in (("vi", "Trước đây thuộc Kỳ Sơn"), ("en", "Formerly in Kỳ Sơn")):
        found = [row[1] for row in names_of(edited, resources, tag) if words in row[2:]]
        assert found == [f"{'en/' if tag == 'en' else ''}xa/16681-thanh-vinh/"]


def test_every_message_and_standing_page_is_there_in_each_language(
    tiny: Campaign, resources: Resources
) -> None:
    for language in tiny.languages:
        paths = {row[1] for row in names_of(tiny, resources, language.tag)}
        for message in tiny.messages:
            assert f"{language.path}thong-diep/{message.id}/" in paths
        for page in tiny.pages:
            assert f"{language.path}{page.id}/" in paths


def test_names_lead_to_pages_of_the_plan(tiny: Campaign, resources: Resources) -> None:
    pages = {job.path for job in make_plan(tiny).jobs if job.kind == "page"}
    for tag in ("vi", "en"):
        for _, path, *_ in names_of(tiny, resources, tag):
            assert f"{path}index.html" in pages


def test_on_a_disk_names_say_which_file_is_meant(tiny: Campaign, resources: Resources) -> None:
    for _, path, *_ in names_of(tiny.model_copy(update={"on_disk": True}), resources, "vi"):
        assert path.endswith("index.html")


@cache
def _fragments(pages: tuple[tuple[str, str], ...]) -> dict[str, dict[str, str]]:
    """Return what the index knows of each page, by its path."""
    files = index(dict(pages))
    packed = (data for path, data in files.items() if path.startswith("fragment/"))
    texts = (gzip.decompress(data).removeprefix(b"pagefind_dcd") for data in packed)
    return {found["meta"]["path"]: found["meta"] for found in map(json.loads, texts)}


def test_the_index_knows_every_page_by_its_title(tiny: Campaign, resources: Resources) -> None:
    search = Searches(Parts(tiny, resources.pictograms)).index(Job("", "data", "index"))
    fragments = _fragments(tuple(render_search(search).items()))

    assert len(fragments) == len(search.found)
    for found in search.found:
        assert fragments[found.path.removesuffix("index.html")]["title"] == found.title


def test_the_index_has_the_same_bytes_each_time(tiny: Campaign, resources: Resources) -> None:
    search = Searches(Parts(tiny, resources.pictograms)).index(Job("", "data", "index"))
    pages = render_search(search)

    assert index(pages) == index(pages)


def test_other_peoples_interfaces_are_left_out(tiny: Campaign, resources: Resources) -> None:
    search = Searches(Parts(tiny, resources.pictograms)).index(Job("", "data", "index"))

    assert not [path for path in index(render_search(search)) if re.search(r"-ui|highlight", path)]


@pytest.mark.parametrize("tag", ["vi", "en"])
def test_a_change_of_contact_leaves_what_can_be_searched_alone(
    tiny: Campaign, resources: Resources, tag: str
) -> None:
    communes = tuple(c.model_copy(update={"phone": "0238 000 0000"}) for c in tiny.communes)
    edited = tiny.model_copy(update={"communes": communes})

    assert names_of(edited, resources, tag) == names_of(tiny, resources, tag)
