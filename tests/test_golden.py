"""Pages, feeds, calendars and data files of the tiny campaign, as texts that people can look at.

One file of each view is in `tests/golden`; whoever changes what it shows runs
`pytest tests/test_golden.py --update` and looks at the difference. What the files weigh that it
tells of, and their sums, are made up, for drawings have tests of their own. Outlines of pictures
are cut short, and a sum stands for the rest of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

import pytest

from press.build.ledger import Made
from press.build.make import Maker
from press.build.site import Site
from press.build.store import Store
from press.content.kit import Kit
from press.content.model.campaign import Campaign
from press.outputs.composer import Composer
from press.site.plan import Job, make_plan
from tests.conftest import GOLDEN, Golden

KINDS = {"page", "feed", "calendar", "data"}
OURS = {"names"}  # of the assets: the rest is copied
NO_TEXT = {"index", "ticket"}
SHOWN = Made("", "", None, None, None, None, None, "", "0" * 64, 38_500, 0)


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
    jobs = [job for job in make_plan(campaign).jobs if job.kind in KINDS or job.view in OURS]
    jobs.sort(key=preferred, reverse=True)  # the last one stays
    return {job.view: job for job in jobs if job.view not in NO_TEXT}


def name_of(job: Job) -> str:
    """Return the name of the golden file: a kind's folder, the view."""
    return f"{job.kind}/{job.view}{Path(job.path).suffix}"


def readable(data: bytes) -> str:
    """Return a file as a text in which no outline of a picture is longer than a line."""

    def cut(found: re.Match[str]) -> str:
        return f'd="{found[1]}… {sha256(found[2].encode()).hexdigest()[:8]}"'

    return re.sub(r'\bd="([^"]{24})([^"]{24,})"', cut, data.decode())


@pytest.fixture(scope="module")
def maker(renamed: Campaign, kit: Kit, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    folder = tmp_path_factory.mktemp("golden")
    return Maker(renamed, kit, Store(folder / "store"), Site(folder / "site", folder))


def test_each_view_shows_what_it_showed(
    renamed: Campaign, kit: Kit, maker: Maker, golden: Golden
) -> None:
    composer = Composer(renamed, kit)
    shown: defaultdict[str, Made] = defaultdict(lambda: SHOWN)
    for job in views(renamed).values():
        data = b"".join(maker._render(composer.compose(job), job.view, shown))
        golden(name_of(job), readable(data))


def test_no_other_view_is_golden(renamed: Campaign) -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.glob("*/*")}

    assert kept == {name_of(job) for job in views(renamed).values()}


def test_files_are_made_after_those_that_they_show(renamed: Campaign, maker: Maker) -> None:
    for name in make_plan(renamed).groups:
        made: set[str] = set()
        for job, record, _, _ in maker.survey(name, {}):
            assert set(getattr(record, "files", ())) <= made, job.path
            made.add(job.path)
