"""The plan names every file once."""

from __future__ import annotations

import pytest

from press.base.diag import ContentError
from press.content.model.campaign import Campaign
from press.outputs.registry import make_plan
from press.site.paths import href
from press.site.plan import SEARCH


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


def test_the_plan_counts_what_it_has(tiny: Campaign) -> None:
    plan = make_plan(tiny)

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
