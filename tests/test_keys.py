"""Keys cover what shows: a change anywhere it counts changes the keys of those files alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from press.build.fingerprints import fingerprints
from press.build.staleness import Project
from press.content.model.campaign import Campaign
from press.content.resources import Resources, Sources
from press.outputs.composer import Composer
from press.outputs.registry import make_plan
from press.site.plan import Job
from tests.conftest import Golden
from tests.projects import Edit, project_of, replacing
from tests.projects import edited as with_edits

PIECES = {"card", "print", "thumb"}
PAGES = {"page", "feed", "calendar", "data", "asset", "pack"}


def changed(campaign: Campaign, before: Resources, after: Resources) -> set[str]:
    """Return the kinds of files whose keys differ."""
    jobs = make_plan(campaign).jobs
    old, new = (keys(campaign, resources, jobs) for resources in (before, after))
    return {job.kind for job in jobs if old[job.path] != new[job.path]}


def keys(campaign: Campaign, resources: Resources, jobs: Sequence[Job]) -> dict[str, str]:
    composer = Composer(campaign, resources, fingerprints(resources))
    return composer.keys(jobs, composer.records(jobs))


def edited(resources: Resources, path: str) -> Resources:
    assert path in resources.digests
    return replace(resources, digests={**resources.digests, path: "0" * 64})


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("templates/sheet/strip.typ", {"print", "thumb"}),
        ("templates/lib/fit.typ", PIECES),
        ("assets/fonts/NotoSans-Bold.ttf", PIECES),
        ("press/outputs/shared/typesetting.py", PIECES),
        ("templates/web/home.html", {"page"}),
        ("press/outputs/feed/render.py", {"feed"}),
    ],
)
def test_what_draws_a_file_is_in_its_key(
    tiny: Campaign, resources: Resources, path: str, kinds: set[str]
) -> None:
    # Pages, feeds and packs show pieces, so they follow them.
    assert changed(tiny, resources, edited(resources, path)) - PAGES == kinds - PAGES
    assert kinds <= changed(tiny, resources, edited(resources, path))


@pytest.mark.parametrize(
    "path", ["press/cli/commands.py", "press/content/check/wording.py", "templates/README.md"]
)
def test_what_draws_nothing_is_in_no_key(tiny: Campaign, resources: Resources, path: str) -> None:
    assert (
        changed(tiny, resources, replace(resources, digests={**resources.digests, path: "0" * 64}))
        == set()
    )


def test_a_new_version_of_what_draws_remakes_everything(
    tiny: Campaign, resources: Resources
) -> None:
    newer = replace(resources, versions={**resources.versions, "typst": "9.9"})

    assert changed(tiny, resources, newer) >= PIECES | {"page", "feed", "pack"}


# Which files an edit makes anew, and no others.

VI, EN = "messages__goi_111__vi_md", "messages__goi_111__en_md"
PLACE, SHOP = "xa/16813-muong-xen", "16813-muong-xen"
FEW: dict[str, tuple[str, Edit, str]] = {
    "a remark in a table": ("formats_toml", replacing("", "# Khổ giấy\n"), ""),
    "a contact": (
        "communes_csv",
        replacing("Xã Tà Cạ,,,", "Xã Tà Cạ,,0238 3875 111,"),
        f"""
        en/{PLACE}/index.html
        {PLACE}/index.html
        {PLACE}/phieu-in_{SHOP}.pdf
        {PLACE}/bo-tai-lieu_{SHOP}.zip
        {PLACE}/dung-luong.js
        """,
    ),
    "the Vietnamese title of a commune's event": (
        "events_csv",
        replacing("Lễ phát động", "Lễ ra quân"),
        f"""
        assets/names-vi.js
        lich.ics
        pagefind/
        su-kien/index.html
        {PLACE}/index.html
        {PLACE}/lich.ics
        """,
    ),
    "the English title of an event of all": (
        "events_csv",
        replacing("National day against", "Day against"),
        f"""
        assets/names-en.js
        en/lich.ics
        en/su-kien/index.html
        en/xa/16681-thanh-vinh/lich.ics
        en/xa/16732-cua-lo/lich.ics
        en/{PLACE}/lich.ics
        pagefind/
        """,
    ),
    "the text of a page": (
        "pages__trinh_bao__vi_md",
        lambda text: f"{text.rstrip()}\n\nGọi 111.\n",
        "pagefind/ trinh-bao/index.html",
    ),
}
MANY: dict[str, tuple[str, Edit]] = {
    "name of a commune": ("communes_csv", replacing(",Mường Xén,", ",Mường Xen,")),
    "former name of a commune": ("communes_csv", replacing("; Xã Tà Cạ", "; Xã Tà Cả")),
    "headline": (VI, replacing("headline: ", "headline: Này, ")),
    "English summary": (EN, replacing("summary: ", "summary: So ")),
    "text message": (VI, replacing("sms: ", "sms: Này, ")),
    "body": (VI, replacing("Xem thêm:", "Xem nữa:")),
    "English name of a format": ("formats_toml", replacing("Poster A3", "A3 poster")),
    "hours of the hotline": ("hotlines_toml", replacing("Miễn phí", "Không mất tiền")),
    "a word of all pages": ("strings__vi_toml", replacing("Thoát nhanh", "Thoát ngay")),
}


def anew(before: Project, after: Project) -> set[str]:
    """Return the paths of what is made anew, as a build finds them: of groups, then of files."""
    names = [name for name in after.plan.groups if before.keys.get(name) != after.keys[name]]
    old, new = (
        {
            path: key
            for name in names
            for path, key in keys(
                project.campaign, project.resources, project.plan.group(name)
            ).items()
        }
        for project in (before, after)
    )
    return {path for path, key in new.items() if old.get(path) != key}


@pytest.fixture(scope="module")
def project(tiny_sources: Sources, resources: Resources) -> Project:
    return project_of(tiny_sources, resources)


@pytest.mark.parametrize("edit", FEW)
def test_an_edit_makes_these_files_anew_and_no_others(project: Project, edit: str) -> None:
    name, change, paths = FEW[edit]
    after = project_of(with_edits(project.sources, **{name: change}), project.resources)

    assert anew(project, after) == set(paths.split())


def test_an_edit_that_shows_in_many_files_makes_those_anew(
    project: Project, golden: Golden
) -> None:
    found = []
    for edit, (name, change) in MANY.items():
        after = project_of(with_edits(project.sources, **{name: change}), project.resources)
        found.append("\n".join([f"[{edit}]", *sorted(anew(project, after)), ""]))

    golden("anew.txt", "\n".join(found))


def test_a_new_day_makes_nothing_anew_but_what_tells_days(project: Project) -> None:
    """All groups are looked at, and of their files none shows the day."""
    tomorrow = replace(project.resources, today=project.resources.today + timedelta(days=1))

    assert anew(project, project_of(project.sources, tomorrow)) == set()
