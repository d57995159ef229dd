"""Compose files for machines: the sitemap, robots.txt, the colours of the style sheet. Pure."""

from __future__ import annotations

from itertools import chain

from press import views
from press.compose.draft import twins, updated
from press.compose.parts import Parts
from press.plan import Job, Plan

Rows = tuple[tuple[str, ...], ...]


class Machines:
    """Files for machines. `look` is the digest of the code that writes them."""

    def __init__(self, parts: Parts, look: str) -> None:
        self._parts = parts
        self._look = look
        self._rows = {"sitemap": self._sitemap, "robots": self._robots, "css": self._colours}

    def compose(self, job: Job) -> views.Data:
        """Return all that such a file says.   Raises KeyError for any other job."""
        return views.Data(self._look, job.view, self._rows[job.view]())

    def _sitemap(self) -> Rows:
        """Return a row for each page: address, day of last change, then tag and twin in turn."""
        rows, url = [], self._parts.url
        for job in Plan(self._parts.campaign).jobs:
            if job.kind == "page" and (others := twins(self._parts, job)):
                pairs = ((twin.language, url(twin.path)) for twin in others)
                changed = updated(self._parts, job).isoformat()
                rows.append((url(job.path), changed, *chain.from_iterable(pairs)))
        return tuple(rows)

    def _robots(self) -> Rows:
        return ((self._parts.url("sitemap.xml"),),)

    def _colours(self) -> Rows:
        """Return a row for each set of colours: CSS selector, then names and values in turn."""
        settings = self._parts.campaign.settings
        inks = settings.inks
        root = (":root", "yellow", inks.yellow.rgb, "white", inks.white.rgb, "dark", inks.dark.rgb)
        grounds = (
            (f".is-{name}", "ground", colour.ground.rgb, "shade", colour.shade.rgb)
            for name, colour in settings.colours.items()
        )
        return (root, *grounds)
