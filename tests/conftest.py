"""Fixtures: a tiny content that is right, and the campaign made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from press.content.check import check
from press.content.kit import Kit, Sources
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import ROOT, read_kit, read_sources
from press.outputs.composer import Composer, Fingerprints
from press.outputs.shared.matter import Page
from press.site.plan import Job

# Fingerprints, where they do not matter.
SHEETS: Mapping[str, str] = defaultdict(lambda: "what draws a sheet")
FINGERPRINTS = Fingerprints(defaultdict(lambda: "what makes a file"), SHEETS)
TODAY = date(2025, 7, 15)
TINY = Path(__file__).parent / "tiny" / "content"


def overlaid(base: Sources, *overlays: Sources) -> Sources:
    """Return the files of all, later ones in place of earlier; an empty file removes one."""
    files = {source.name: source for source in base.files}
    problems = list(base.problems)
    for overlay in overlays:
        files |= {source.name: source for source in overlay.files}
        problems += overlay.problems
    unread = {problem.span.path for problem in problems}
    kept = (files[name] for name in sorted(files))
    return Sources(
        base.folder,
        tuple(source for source in kept if source.text and source.path not in unread),
        tuple(problems),
        tuple(name for sources in (base, *overlays) for name in sources.others),
    )


@pytest.fixture(scope="session")
def kit() -> Kit:
    return read_kit(TODAY)


@pytest.fixture(scope="session")
def tiny_sources() -> Sources:
    """2 messages, 3 communes, 2 languages, 3 formats, and the real words of pages and pieces."""
    real = read_sources(ROOT / "content")
    strings = (source for source in real.files if source.name.startswith("strings/"))
    return overlaid(read_sources(TINY), Sources("content", tuple(strings)))


@pytest.fixture(scope="session")
def tiny(tiny_sources: Sources, kit: Kit) -> Campaign:
    return check(parse(tiny_sources), kit).campaign


def page_of(composer: Composer, job: Job) -> Page:
    """Compose a page."""
    page = composer.compose(job)
    assert isinstance(page, Page)
    return page


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run files that are named one by one in this process, which takes less than starting others.

    A folder, or the whole suite, is spread over all processors.
    """
    folders = any(Path(name).is_dir() for name in config.args)
    return None if folders else 0
