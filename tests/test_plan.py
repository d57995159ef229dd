"""The plan names every file once, and the files that it always named: tests/golden/plan.txt.

Whoever means to change what the site has runs `pytest tests/test_plan.py --update` and looks at
the difference: an address that goes is an address that people have in their hands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict

import pytest

from press.base.diag import ContentError
from press.content.model.campaign import Campaign
from press.outputs.registry import make_plan
from press.site.paths import href
from press.site.plan import SEARCH, Job
from tests.conftest import Golden


def told(job: Job) -> str:
    """Return a job on one line: its path, what it is, and every id that applies."""
    path, kind, view, *ids = asdict(job).items()
    known = " ".join(f"{name}={value}" for name, value in ids if value not in {None, ""})
    return f"{path[1]}  {kind[1]} {view[1]} {known}".rstrip()


def lines(jobs: Iterable[Job]) -> str:
    return "".join(f"{told(job)}\n" for job in jobs)


def test_the_site_has_the_files_that_it_always_had(tiny: Campaign, golden: Golden) -> None:
    plan = make_plan(tiny)

    golden("plan.txt", "\n".join(f"[{name}]\n{lines(plan.group(name))}" for name in plan.groups))


def test_what_had_other_names_is_found_by_them(
    tiny: Campaign, renamed: Campaign, golden: Golden
) -> None:
    known = {job.path for job in make_plan(tiny).jobs}

    golden("moved.txt", lines(job for job in make_plan(renamed).jobs if job.path not in known))
    assert known <= {job.path for job in make_plan(renamed).jobs}


def test_a_site_on_a_disk_has_all_but_what_servers_and_search_engines_need(tiny: Campaign) -> None:
    known, on_disk = (
        {job.path: job for job in make_plan(campaign).jobs}
        for campaign in (tiny, tiny.model_copy(update={"on_disk": True}))
    )

    assert known.items() - on_disk.items() == {
        (path, known[path])
        for path in (
            "404.html", "pagefind/", "robots.txt", "sitemap-0.xml", "sitemap-1.xml", "sitemap.xml",
            "sw.js",
        )
    }  # fmt: skip
    assert on_disk.items() <= known.items()


def test_every_commune_has_every_piece_in_the_languages_of_its_format(tiny: Campaign) -> None:
    pieces = [job for job in make_plan(tiny).jobs if job.kind in {"card", "print"}]
    files = {"card": 1, "print": 2}  # for shops and for offices
    of_message = sum(len(form.languages) * files[form.kind] for form in tiny.formats)
    ids = {(job.commune, job.message, job.format, job.language, job.variant) for job in pieces}

    assert len(pieces) == len(ids) == len(tiny.communes) * len(tiny.messages) * of_message


def test_a_format_is_made_for_the_messages_and_in_the_variants_of_its_table(tiny: Campaign) -> None:
    poster = next(form for form in tiny.formats if form.kind == "print")
    variants = {"shop": True, "grey": ("goi-111",)}
    changed = poster.model_copy(update={"messages": ("goi-111",), "variants": variants})
    other = poster.model_copy(update={"variants": variants})

    assert changed.files("goi-111") == ("shop", "grey")
    assert changed.files("viec-nhe-luong-cao") == ()
    assert other.files("viec-nhe-luong-cao") == ("shop",)


def test_the_plan_counts_what_it_has(tiny: Campaign, renamed: Campaign) -> None:
    for campaign in (tiny, renamed):
        plan = make_plan(campaign)
        index = plan.group(SEARCH)  # one job, and nobody knows how many files

        assert plan.count(plan.groups) == len(plan.jobs) - len(index)
        assert plan.count(plan.groups[3:]) == sum(len(plan.group(name)) for name in plan.groups[3:])


def test_a_commune_has_folders_of_its_own(tiny: Campaign) -> None:
    """So that two communes never want one path, and one stands for all in the check of paths."""
    plan = make_plan(tiny)
    for commune in tiny.communes:
        own = [job.path for job in plan.group(commune.code)]
        assert all(f"/{commune.code}" in path for path in own)


def test_two_files_with_one_path_are_a_problem_that_names_both(tiny: Campaign) -> None:
    first, second, *rest = tiny.formats
    doubled = tiny.model_copy(
        update={
            "formats": (
                first,
                second.model_copy(update={"file": first.file, "kind": first.kind}),
                *rest,
            )
        }
    )
    with pytest.raises(ContentError) as caught:
        make_plan(doubled)

    problem = caught.value.problems[0]
    assert problem.code == "same-path"
    assert str(first.marks.span) in problem.message
    assert str(second.marks.span) in problem.message


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.html", "index.html", "./"),
        ("index.html", "xa/index.html", "xa/"),
        ("xa/1-a/index.html", "index.html", "../../"),
        ("xa/1-a/b/index.html", "xa/1-a/index.html", "../"),
        ("en/index.html", "assets/site.css", "../assets/site.css"),
        ("xa/1-a/index.html", "xa/1-a/pack.zip", "pack.zip"),
    ],
)
def test_links_are_relative_to_the_page(here: str, there: str, link: str) -> None:
    assert href(here, there) == link
