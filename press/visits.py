"""Count visits in the logs of a web server: lines -> Visits. Pure; knows nobody, follows nobody.

Logs are in the common or combined format that Apache, nginx and Caddy can write. What counts is a
page that was sent; programs that say they are programs do not, nor do pages that a frightened
person reads: who reads those is nobody's figure.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_LINE = re.compile(
    r"\S+ \S+ .*? \[(?P<day>\d\d)/(?P<month>[A-Z][a-z]{2})/(?P<year>\d{4}):[^\]]*\] "
    r'"GET (?P<path>\S+)[^"]*" (?P<status>\d{3}) \S+(?: "[^"]*" "(?P<agent>[^"]*)")?'
)
_PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|lighthouse|headless|externalhit"
    r"|whatsapp|googleother|google-|http-?client|okhttp|axios|java/|node|feed|rss",
    re.IGNORECASE,
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SENT = frozenset({"200", "304"})


class Visits(NamedTuple):
    """How many pages were seen, from the first to the last day that the logs tell of."""

    views: int
    since: date
    until: date


def seen(lines: Iterable[str], base_url: str, private: Collection[str]) -> Visits | None:
    """Return what the logs tell; nothing if no page was seen.

    `private` holds the paths of pages below `base_url` that are not counted, such as "ho-tro/".
    """
    root = urlsplit(base_url).path
    left_out = frozenset(root + path for path in private)
    days = [day for line in lines if (day := _day(line, root, left_out))]
    return Visits(len(days), min(days), max(days)) if days else None


def _day(line: str, root: str, left_out: frozenset[str]) -> date | None:
    """Return the day on which a person saw a page, if that is what a line tells."""
    found = _LINE.match(line)
    if not found or found["status"] not in SENT or _PROGRAMS.search(found["agent"] or ""):
        return None
    path = unquote(found["path"].partition("?")[0]).removesuffix("index.html")
    sends_on = path.startswith(f"{root}x/")  # to a page that counts
    if not path.startswith(root) or not path.endswith("/") or path in left_out or sends_on:
        return None
    return date(int(found["year"]), 1 + _MONTHS.index(found["month"]), int(found["day"]))


def written(visits: Visits) -> str:
    """Return content/visits.toml."""
    return (
        "# Counted from logs of the web server by `build.py visits`; without it pages show none.\n"
        f"views = {visits.views}\nsince = {visits.since}\nuntil = {visits.until}\n"
    )
