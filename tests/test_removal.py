"""Removal: what people see now is not taken from them by accident, and days are no accident."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import ContentError, Problem
from press.build.ledger import Group, Made, header, line
from press.build.manifest import manifest
from press.build.removal import RemovalError, refuse, removals
from press.build.site import MANIFEST, Site
from press.build.staleness import Project, Staleness
from press.content.resources import Resources, Sources
from press.outputs.registry import make_plan
from press.site.paths import SEARCH
from tests.conftest import overlaid
from tests.projects import Edit, edited, project_of
from tests.strategies import sources_of

INDEX = f"{SEARCH}pagefind.js"  # the plan knows no names of its files
ALL = ("16681", "16732", "16813")


def stood(project: Project, folder: Path, *, lost: bool = False) -> Site:
    """Return a site as a build would leave it, of which only what it tells of itself is there."""
    site = Site(folder / "site", folder)
    groups = []
    for name in project.plan.groups:
        made = tuple(
            Made(path, j.kind, j.language, j.message, j.commune, j.format, j.variant, "", "", 1, 1)
            for j in project.plan.group(name)
            for path in [INDEX if j.path == SEARCH else j.path]
        )
        groups.append(Group(name, "", made))
    whole = Made(MANIFEST, "data", None, None, None, None, None, "", "", 1, 1)
    lines = [line(group) for group in (*groups, Group(MANIFEST, "", (whole,)))]
    site.folder.mkdir(parents=True, exist_ok=True)
    (site.folder / MANIFEST).write_bytes(b"".join(manifest(project.campaign, groups)))
    if lost:
        lines[1] = b"torn\n"
    site.ledger_path.write_bytes(header("") + b"".join(lines))  # as `finish` does
    return site


def lost_by(before: Project, after: Project, folder: Path, *, lost: bool = False) -> list[Problem]:
    site = stood(before, folder, lost=lost)
    return list(removals(Staleness(after, site, site.ledger, frozenset(), ("",), 0)))


def without(row: str) -> Edit:
    return lambda text: "".join(
        part for part in text.splitlines(keepends=True) if not part.startswith(row)
    )


def with_alias(code: str, new: str, alias: str) -> Edit:
    """Give a commune another code and name, which it had as another."""

    def edit(text: str) -> str:
        head, *rows = text.splitlines()
        found = [
            row.replace(code, new, 1) + f",{alias}" if code in row else f"{row}," for row in rows
        ]
        return "\n".join([f"{head},aliases", *found]) + "\n"

    return edit


@pytest.fixture(scope="module")
def whole(tiny_sources: Sources, resources: Resources) -> Project:
    return project_of(tiny_sources, resources)


def test_the_same_campaign_takes_nothing_away(whole: Project, tmp_path: Path) -> None:
    assert lost_by(whole, whole, tmp_path) == []


def test_the_first_build_asks_nothing(whole: Project, tmp_path: Path) -> None:
    site = Site(tmp_path / "site", tmp_path)

    assert not list(removals(Staleness(whole, site, site.ledger, frozenset(), ("",), 0)))


@given(
    kept=st.sets(st.sampled_from(ALL)),
    forms=st.sets(st.sampled_from(["share", "poster-a3", "banner-4000x700"]), min_size=1),
    lost=st.sampled_from(["", "the ledger"]),
)
def test_every_commune_and_format_that_would_be_gone_is_named_and_no_other(
    whole: Project,
    tmp_path_factory: pytest.TempPathFactory,
    kept: set[str],
    forms: set[str],
    lost: str,
) -> None:
    campaign = whole.campaign.model_copy(
        update={
            "communes": tuple(c for c in whole.campaign.communes if c.code in kept),
            "formats": tuple(f for f in whole.campaign.formats if f.id in forms),
        }
    )
    after = replace(whole, campaign=campaign, plan=make_plan(campaign), whole=campaign)
    found = lost_by(whole, after, tmp_path_factory.mktemp("gone"), lost=bool(lost))
    said = "\n".join(problem.message for problem in found)

    assert {code for code in ALL if f"x/{code}/" in said} == set(ALL) - kept
    gone = {form.id for form in whole.campaign.formats} - forms
    assert {name for name in ("share", "poster-a3", "banner-4000x700") if name in said} == gone


def test_printed_addresses_come_first_then_messages_formats_languages_and_pages(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    after = project_of(
        overlaid(
            edited(
                tiny_sources,
                communes_csv=without("16732"),
                formats_toml=lambda text: text.partition("[banner")[0],
                messages__goi_111__vi_md=lambda text: text.replace(
                    "page:trinh-bao", "https://a.vn"
                ),
                messages__goi_111__en_md=lambda text: text.replace(
                    "page:trinh-bao", "https://a.vn"
                ),
                messages__viec_nhe_luong_cao__vi_md=lambda text: text.replace("ready", "draft"),
            ),
            sources_of({"pages/trinh-bao/vi.md": "", "pages/trinh-bao/en.md": ""}),
        ),
        resources,
    )
    found = lost_by(whole, after, tmp_path)

    assert {problem.code for problem in found} == {"would-remove"}
    assert [(str(problem.span), problem.message.partition("; ")[0]) for problem in found] == [
        ("content/communes.csv", "1 printed address would lead nowhere: x/16732/ (cua-lo)"),
        (
            "content/messages/viec-nhe-luong-cao/vi.md:2:1",
            'the message "viec-nhe-luong-cao" would be gone: it is a draft',
        ),
        ("content/formats.toml", "1 format would be gone: banner-4000x700"),
        ("content/pages", "2 pages would be gone: en/trinh-bao/, trinh-bao/"),
    ]
    site = stood(whole, tmp_path)
    with pytest.raises(RemovalError) as raised:
        refuse(Staleness(after, site, site.ledger, frozenset(), ("",), 0))
    assert list(raised.value.problems) == found
    assert isinstance(raised.value, ContentError)


def test_files_that_would_be_gone_are_counted(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    after = project_of(edited(tiny_sources, communes_csv=without("16732")), resources)
    count = sum(job.commune == "16732" for job in whole.plan.jobs)
    (problem,) = lost_by(whole, after, tmp_path)

    assert problem.message.endswith(f"; {count} files")


def test_of_many_communes_the_first_are_named_and_the_rest_counted(
    whole: Project, tmp_path: Path
) -> None:
    one = whole.campaign.communes[0]
    many = [one.model_copy(update={"code": f"{code:05}"}) for code in range(130)]
    codes = {"communes": tuple(many)}
    before = whole.campaign.model_copy(update=codes)
    after = before.model_copy(update={"communes": tuple(many[:1])})
    (problem, *rest) = lost_by(
        replace(whole, campaign=before, plan=make_plan(before), whole=before),
        replace(whole, campaign=after, plan=make_plan(after), whole=after),
        tmp_path,
    )

    assert rest == []
    assert problem.message.startswith(
        "129 printed addresses would lead nowhere: x/00001/ (thanh-vinh)"
    )
    assert " and 109 more; " in problem.message


def test_a_folder_that_is_gone_is_told_apart_from_a_draft(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    name = "viec-nhe-luong-cao"
    links = {
        "messages__goi_111__vi_md": lambda text: text.replace(f"message:{name}", "page:trinh-bao"),
        "messages__goi_111__en_md": lambda text: text.replace(f"message:{name}", "page:trinh-bao"),
    }
    gone = sources_of({f"messages/{name}/{tag}.md": "" for tag in ("vi", "en")})
    after = project_of(overlaid(edited(tiny_sources, **links), gone), resources)
    (problem,) = lost_by(whole, after, tmp_path)

    assert f'"{name}" would be gone: its folder is not there; ' in problem.message


# What is no removal.


def test_a_code_that_is_kept_as_an_alias_is_no_removal(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    moved = edited(tiny_sources, communes_csv=with_alias("16732", "16733", "16732"))

    assert lost_by(whole, project_of(moved, resources), tmp_path) == []


def test_an_alias_that_is_taken_away_takes_its_printed_address_with_it(
    tiny_sources: Sources, resources: Resources, tmp_path: Path
) -> None:
    before = project_of(
        edited(tiny_sources, communes_csv=with_alias("16732", "16733", "16732")), resources
    )
    after = project_of(
        edited(tiny_sources, communes_csv=with_alias("16732", "16733", "")), resources
    )
    (problem,) = lost_by(before, after, tmp_path)[:1]

    assert problem.message.startswith("1 printed address would lead nowhere: x/16732/")


def test_a_name_that_changes_without_an_alias_is_told_of_and_not_in_the_way(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    text = tiny_sources.get("communes.csv")
    assert text

    def rename(alias: str) -> Sources:
        table = with_alias("16732", "16732", alias)(text.text).replace(",Cửa Lò,", ",Cửa Lò Mới,")
        return overlaid(tiny_sources, sources_of({"communes.csv": table}))

    (problem,) = lost_by(whole, project_of(rename(""), resources), tmp_path)
    assert problem.message == "1 address of a commune would be gone: xa/16732-cua-lo/"
    assert problem.severity == "warning"
    assert lost_by(whole, project_of(rename("16732-cua-lo"), resources), tmp_path) == []


def test_a_message_or_page_of_another_id_keeps_its_address_by_an_alias(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    files = {source.name: source.text for source in tiny_sources.files}
    moved = {}
    for old, new in (
        ("messages/goi-111", "messages/goi-ngay"),
        ("pages/trinh-bao", "pages/bao-tin"),
    ):
        alias = f"aliases: [{old.partition('/')[2]}]\norder:"
        for tag in ("vi", "en"):
            moved[f"{new}/{tag}.md"] = files[f"{old}/{tag}.md"].replace("order:", alias, 1)
            moved[f"{old}/{tag}.md"] = ""
    moved = {name: text.replace("page:trinh-bao", "page:bao-tin") for name, text in moved.items()}
    sources = overlaid(tiny_sources, sources_of(moved))
    kept = project_of(sources, resources)
    cut = {name: text.replace("aliases: [", "aliases: [khac-") for name, text in moved.items()}
    lost = lost_by(whole, project_of(overlaid(sources, sources_of(cut)), resources), tmp_path)

    assert lost_by(whole, kept, tmp_path) == []
    assert [problem.span.path for problem in lost] == ["content/messages", "content/pages"]


@pytest.mark.parametrize("today", ["2026-07-01", "2027-01-01", "2025-06-30"])
def test_days_come_and_go_without_asking(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path, today: str
) -> None:
    later = project_of(tiny_sources, replace(resources, today=date.fromisoformat(today)))

    assert len(later.campaign.messages) < len(whole.campaign.messages)
    assert lost_by(whole, later, tmp_path) == []


@pytest.mark.parametrize(
    ("days", "why"),
    [
        ("publish: 2062-07-01", "it is shown from 2062-07-01 on"),
        ("publish: 2025-07-01\nexpires: 2025-07-10", "it is shown no longer since 2025-07-10"),
    ],
)
def test_a_day_that_somebody_changed_is_asked_about(
    whole: Project, resources: Resources, tmp_path: Path, days: str, why: str
) -> None:
    changed = edited(
        whole.sources,
        messages__goi_111__vi_md=lambda text: text.replace("publish: 2025-07-01", days),
    )
    next_day = replace(resources, today=date(2025, 7, 16))
    (problem,) = lost_by(whole, project_of(changed, next_day), tmp_path)

    assert why in problem.message
    assert problem.span.line in {3, 4}


def test_a_format_of_another_id_keeps_its_files(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    after = edited(tiny_sources, formats_toml=lambda text: text.replace("[poster-a3]", "[a3]"))

    assert lost_by(whole, project_of(after, resources), tmp_path) == []


def test_much_that_would_be_gone_is_asked_about_whatever_it_is(
    tiny_sources: Sources, whole: Project, resources: Resources, tmp_path: Path
) -> None:
    fewer = edited(tiny_sources, formats_toml=lambda text: text.replace('["vi", "en"]', '["vi"]'))
    (problem,) = lost_by(whole, project_of(fewer, resources), tmp_path)

    assert "files would be gone" in problem.message


# Sites of some.


def test_some_never_take_the_place_of_the_whole_unasked(whole: Project, tmp_path: Path) -> None:
    def some(*codes: str) -> Project:
        campaign = whole.whole.only(communes=codes)
        return replace(whole, campaign=campaign, plan=make_plan(campaign))

    (problem,) = lost_by(whole, some("16813"), tmp_path)
    assert "only some of it would be left" in problem.message
    assert lost_by(some("16681", "16732"), some("16813"), tmp_path) == []
    assert lost_by(some("16681"), whole, tmp_path) == []


@pytest.mark.parametrize("told", [b"", b"[]", b'{"files": [{"path": 1}, null, {}], "today": 3}'])
def test_a_manifest_that_is_damaged_says_nothing(
    whole: Project, tmp_path: Path, told: bytes
) -> None:
    site = Site(tmp_path / "site", tmp_path)
    site.folder.mkdir()
    (site.folder / MANIFEST).write_bytes(told)

    assert not list(removals(Staleness(whole, site, site.ledger, frozenset(), ("",), 0)))
