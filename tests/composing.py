"""Composers for tests, where it does not matter what draws."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from press.outputs.composer import Composer, Fingerprints
from press.outputs.shared.matter import Page
from press.site.plan import Job

SHEETS: Mapping[str, str] = defaultdict(lambda: "what draws a sheet")
FINGERPRINTS = Fingerprints(defaultdict(lambda: "what makes a file"), SHEETS)


def page_of(composer: Composer, job: Job) -> Page:
    """Compose a page."""
    page = composer.compose(job)
    assert isinstance(page, Page)
    return page
