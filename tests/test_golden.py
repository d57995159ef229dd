"""Pages, feeds, calendars and data files of the tiny campaign, as texts that people can look at.

One file of each view is in `tests/golden`; whoever changes what it shows runs
`pytest tests/test_golden.py --update` and looks at the difference. What the files weigh that it
tells of, and their sums, are made up, for drawings have tests of their own. Outlines of pictures
are cut short, and a sum stands for the rest of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from press.content.model.campaign import Campaign
from press.content.resources import Resources
from press.outputs.composer import Composer, in_order
from press.outputs.registry import BY_VIEW, make_plan
from press.outputs.tools import Tools
from press.site.plan import Job
from tests.composing import FINGERPRINTS
from tests.conftest import GOLDEN, Golden, memory

DRAWN = {"card", "print", "thumb", "pack"}  # kinds, which are no texts
COPIED = {"css", "feed-css", "font", "script", "worker"}  # views of assets that others look at
NO_TEXT = {"index", "ticket"}


def preferred(job: Job) -> tuple[bool, ...]:
    """Return a key by which that file of a view comes first that shows most."""
    return (
        job.language not in {None, "vi"},
        job.commune not in {None, "16813"},
        job.message not in {None, "goi-111"},
        bool(job.shelf or job.audience),
    )


def views(campaign: Campaign) -> dict[str, Job]:
    """Return the file that stands for each view that is a text."""
    jobs = [job for job in make_plan(campaign).jobs if job.kind not in DRAWN]
    jobs.sort(key=preferred, reverse=True)  # the last one stays
    return {job.view: job for job in jobs if job.view not in NO_TEXT | COPIED}


def name_of(job: Job) -> str:
    """Return the name of the golden file: a kind's folder, the view."""
    return f"{job.kind}/{job.view}{Path(job.path).suffix}"


def readable(data: bytes) -> str:
    """Return a file as a text in which no outline of a picture is longer than a line."""

    def cut(found: re.Match[str]) -> str:
        return f'd="{found[1]}… {sha256(found[2].encode()).hexdigest()[:8]}"'

    return re.sub(r'\bd="([^"]{24})([^"]{24,})"', cut, data.decode())


class Others:
    """The files that a record shows, each of one size."""

    def size(self, _path: str) -> int:
        return 38_500

    def sha256(self, _path: str) -> str:
        return "0" * 64

    def read(self, _path: str) -> bytes:
        return b""


def test_each_view_shows_what_it_showed(
    renamed: Campaign, resources: Resources, golden: Golden
) -> None:
    composer = Composer(renamed, resources, FINGERPRINTS)
    tools = Tools(resources.root, resources.profile, resources.templates, memory())
    for job in views(renamed).values():
        rendered = BY_VIEW[job.view].renderer(tools, "")(composer.compose(job), Others())
        assert not isinstance(rendered, Mapping)
        golden(name_of(job), readable(b"".join(rendered)))


def test_no_other_view_is_golden(renamed: Campaign) -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.glob("*/*")}

    assert kept == {name_of(job) for job in views(renamed).values()}


def test_files_are_made_after_those_that_they_show(renamed: Campaign, resources: Resources) -> None:
    composer, plan = Composer(renamed, resources, FINGERPRINTS), make_plan(renamed)
    for name in plan.groups:
        jobs, made = plan.group(name), set[str]()
        records = composer.records(jobs)
        for job in in_order(jobs, records):
            assert set(records[job.path].files) <= made, job.path
            made.add(job.path)
