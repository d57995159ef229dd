"""Keys cover what shows: a change anywhere it counts changes the keys of those files alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from press.build.fingerprints import fingerprints
from press.content.kit import Kit
from press.content.model.campaign import Campaign
from press.outputs.composer import Composer
from press.outputs.registry import make_plan
from press.site.plan import Job

PIECES = {"card", "print", "thumb"}
PAGES = {"page", "feed", "calendar", "data", "asset", "pack"}


def changed(campaign: Campaign, before: Kit, after: Kit) -> set[str]:
    """Return the kinds of files whose keys differ."""
    jobs = make_plan(campaign).jobs
    old, new = (keys(campaign, kit, jobs) for kit in (before, after))
    return {job.kind for job in jobs if old[job.path] != new[job.path]}


def keys(campaign: Campaign, kit: Kit, jobs: Sequence[Job]) -> dict[str, str]:
    composer = Composer(campaign, kit, fingerprints(kit))
    return composer.keys(jobs, composer.records(jobs))


def edited(kit: Kit, path: str) -> Kit:
    assert path in kit.digests
    return replace(kit, digests={**kit.digests, path: "0" * 64})


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
    tiny: Campaign, kit: Kit, path: str, kinds: set[str]
) -> None:
    # Pages, feeds and packs show pieces, so they follow them.
    assert changed(tiny, kit, edited(kit, path)) - PAGES == kinds - PAGES
    assert kinds <= changed(tiny, kit, edited(kit, path))


@pytest.mark.parametrize(
    "path", ["press/cli/commands.py", "press/content/check/wording.py", "templates/README.md"]
)
def test_what_draws_nothing_is_in_no_key(tiny: Campaign, kit: Kit, path: str) -> None:
    assert changed(tiny, kit, replace(kit, digests={**kit.digests, path: "0" * 64})) == set()


def test_a_new_version_of_what_draws_remakes_everything(tiny: Campaign, kit: Kit) -> None:
    newer = replace(kit, versions={**kit.versions, "typst": "9.9"})

    assert changed(tiny, kit, newer) >= PIECES | {"page", "feed", "pack"}
