"""Count visits in the logs of a web server: lines -> Tally. Pure; knows nobody, follows nobody.

Logs are in the common or combined format, as Apache and nginx write them (with or without the
program, the address shortened or not), or in that of IIS (W3C extended, in UTC). What counts is a
page that was sent; programs that say they are programs do not, nor do pages that a frightened
person reads: who reads those is nobody's figure. Days are those of the campaign's time zone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_QUOTED = r'"((?:[^"\\]|\\.)*)"'
_LINE = re.compile(
    rf"\S+ \S+ .*?\[([^\]]{{20,40}})\] {_QUOTED} (\d{{3}}) \S+(?: {_QUOTED} {_QUOTED})?"
)
_TIME = re.compile(r"(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d) ([+-])(\d\d)(\d\d)")
_PROGRAMS = re.compile(  # CUBOT makes phones
    r"(?<!cu)bot|crawl|spider|slurp|preview|monitor|curl|wget|python|lighthouse|headless"
    r"|externalhit|whatsapp|googleother|google-|http-?client|okhttp|axios|java/|\bnode\b|feed"
    r"|\brss|rss\b",
    re.IGNORECASE,
)
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_IIS = ("date", "time", "cs-method", "cs-uri-stem", "sc-status")  # columns that we must have
SENT = frozenset({"200", "304"})


class Visits(NamedTuple):
    """How many pages were seen, from the first to the last day that the logs tell of."""

    views: int
    since: date
    until: date


class Tally(NamedTuple):
    """What a log tells: visits, if any; how many lines, and which were not understood."""

    visits: Visits | None
    lines: int = 0
    strange: int = 0  # lines in no format that is known
    first: int = 0  # the number of the first of them, from 1
    is_json: bool = False  # that one is JSON, as Caddy writes it


@dataclass(frozen=True)
class Pages:
    """Which pages count, and on the days of which time zone.

    `private` holds the paths of pages below `base_url` that are not counted, such as "ho-tro/".
    """

    base_url: str
    private: Collection[str]
    zone: tzinfo

    def count(self, lines: Iterable[str]) -> Tally:
        """Return what a log tells. Keeps none of its lines."""
        reader, root = _Reader(self.zone), urlsplit(self.base_url).path
        left_out = frozenset(root + path for path in self.private)
        days: Counter[date] = Counter()
        number = strange = first = 0
        is_json = False
        for number, line in enumerate(lines, 1):
            try:
                hit = reader.read(line)
            except ValueError:
                strange += 1
                if not first:
                    first, is_json = number, line.startswith("{")
                continue
            if hit and _is_page(hit, root, left_out):
                days[hit.day] += 1
        visits = Visits(days.total(), min(days), max(days)) if days else None
        return Tally(visits, number, strange, first, is_json)


class _Hit(NamedTuple):
    day: date
    method: str
    path: str
    status: str
    agent: str


class _Reader:
    """Reads the lines of one log; in those of IIS, a line of names says what follows."""

    def __init__(self, zone: tzinfo) -> None:
        self._fields: list[str] = []
        self._day = lru_cache(4096)(lambda moment: _day_of(moment, zone))

    def read(self, line: str) -> _Hit | None:
        """Return what a line tells, or nothing for a remark.   Raises ValueError."""
        if line.startswith("#Fields:"):
            self._fields = line.split()[1:]
        if line.startswith("#") or not line.strip():
            return None
        return self._of_iis(line) if self._fields else self._of_others(line)

    def _of_iis(self, line: str) -> _Hit:
        cells: Mapping[str, str] = dict(zip(self._fields, line.split(), strict=True))
        if any(name not in cells for name in _IIS):
            raise ValueError("a column is missing")
        day, time, method, path, status = (cells[name] for name in _IIS)
        agent = cells.get("cs(User-Agent)", "-").replace("+", " ")
        return _Hit(self._day(f"{day} {time[:5]}"), method, path, status, agent)

    def _of_others(self, line: str) -> _Hit:
        found = _LINE.match(line)
        if not found:
            raise ValueError("no known format")
        method, _, rest = found[2].partition(" ")
        day = self._day(found[1][:17] + found[1][20:])  # without the seconds
        return _Hit(day, method, rest.partition(" ")[0], found[3], found[5] or "")


def _day_of(moment: str, zone: tzinfo) -> date:
    """Return the day of a moment, as a server writes it, in a time zone.   Raises ValueError."""
    if found := _TIME.fullmatch(moment):
        day, month, year, hour, minute, sign, hours, minutes = found.groups()
        ahead = timedelta(hours=int(hours), minutes=int(minutes)) * (-1 if sign == "-" else 1)
        parts = (int(year), 1 + _MONTHS.index(month), int(day), int(hour), int(minute))
        then = datetime(*parts, tzinfo=timezone(ahead))
    else:
        then = datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=UTC)
    try:
        return then.astimezone(zone).date()
    except OverflowError:
        raise ValueError("no such day") from None


@lru_cache(4096)
def _is_program(agent: str) -> bool:
    return bool(_PROGRAMS.search(agent))


def _is_page(hit: _Hit, root: str, left_out: frozenset[str]) -> bool:
    """Tell whether a person saw a page that counts."""
    if hit.method != "GET" or hit.status not in SENT or _is_program(hit.agent):
        return False
    path = unquote(hit.path.partition("?")[0]).removesuffix("index.html")
    sends_on = path.startswith(f"{root}x/")  # to a page that counts
    inside = path.startswith(root) and path.endswith("/")
    return inside and path not in left_out and not sends_on


def _added(one: Visits | None, other: Visits | None) -> Visits | None:
    if one is None or other is None:
        return one or other
    since, until = min(one.since, other.since), max(one.until, other.until)
    return Visits(one.views + other.views, since, until)


def together(tallies: Iterable[Tally]) -> Visits | None:
    """Return what several logs tell; nothing if no page was seen."""
    found: Visits | None = None
    for tally in tallies:
        found = _added(found, tally.visits)
    return found


def complaint(name: str, tally: Tally) -> str:
    """Return what to say of lines that were not understood, or nothing."""
    if not tally.strange:
        return ""
    known = "logs are read in the common or combined format (Apache, nginx) and in that of IIS"
    kind = ", which is JSON as Caddy writes it" if tally.is_json else ""
    count = f"{tally.strange:,} of {tally.lines:,} lines are not understood and were left out"
    return f"{name}: {count}, the first is line {tally.first:,}{kind}: {known}"


def written(visits: Visits) -> str:
    """Return content/visits.toml."""
    return (
        "# Counted from logs of the web server by `build.py visits`; without it pages show none.\n"
        f"views = {visits.views}\nsince = {visits.since}\nuntil = {visits.until}\n"
    )
