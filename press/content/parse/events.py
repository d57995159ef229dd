"""Parse content/events.csv: one row, one Event.

Excel writes days as its country does, in an order that nobody can tell from the cell: only year,
month, day is read, and the hint says how to have Excel keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time

from press.base.diag import Problem, Reported, gathered
from press.base.limits import FIRST_DAY, LAST_DAY
from press.content.model.campaign import Marks
from press.content.model.event import YEAR, Event, day_of
from press.content.parse.communes import NO, YES
from press.content.parse.schema import record
from press.content.parse.tables import Row, rows
from press.content.resources import Source

MOMENTS = ("start", "end")
DAYS = ("hang", "take_down", "updated")
TEXTS = ("title", "place", "about")  # a column for each language: title_vi, title_en
_MAY_LACK = ("end", "hang", "take_down")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}:\d\d)(?::00)?)?")
_SOME = {"id": "some", "start": FIRST_DAY, "updated": FIRST_DAY}  # where told of already

Dates = dict[str, datetime | date | None]


def events(source: Source, tags: Sequence[str]) -> Reported[tuple[Event, ...]]:
    """Return the events of a table; rows with a problem are left out.

    `tags` are not empty; the first one is the master's.
    """
    texts = {name: {tag: f"{name}_{tag}".lower() for tag in tags} for name in TEXTS}
    title = texts["title"][tags[0]]
    columns = ("id", *MOMENTS, "yearly", "commune", *DAYS)
    of_texts = (column for names in texts.values() for column in names.values())
    needed = ("id", "start", title, "updated")
    found = []
    for row in (yield from rows(source, (*columns, *of_texts), needed)):
        lacking = tuple(_missing(row, needed))
        yield from lacking
        if not any(problem.hint for problem in lacking):
            event, problems = gathered(_event(row, texts))
            yield from problems
            found += [event] if event and not lacking and not problems else []
    return tuple(found)


def _event(row: Row, texts: Mapping[str, Mapping[str, str]]) -> Reported[Event | None]:
    dates = yield from _dates(row)
    yield from _flag(row)
    yield from _order(row, dates)
    yield from _every_year(row, dates)
    values: dict[str, object] = {
        "id": row.cells["id"],
        "yearly": row.cells["yearly"].lower() in YES,
        "commune": row.cells["commune"],
        **dates,
        **{name: _texts(row, names) for name, names in texts.items()},
    }
    sound = {**values, **{name: some for name, some in _SOME.items() if not values[name]}}
    return (yield from record(Event, sound, Marks(span=row.span)))


def _texts(row: Row, names: Mapping[str, str]) -> dict[str, str]:
    return {tag: row.cells[column] for tag, column in names.items() if row.cells[column]}


def _dates(row: Row) -> Reported[Dates]:
    """Return the days and moments of a row; None for what is empty or cannot be read."""
    found: Dates = {}
    for name in (*MOMENTS, *DAYS):
        text = row.cells[name]
        try:
            found[name] = _moment(text, timed=name in MOMENTS) if text else None
        except ValueError:
            found[name] = None
            yield _unreadable(row, name)
        else:
            if (day := found[name]) and not FIRST_DAY <= day_of(day) <= LAST_DAY:
                found[name] = None
                yield _too_far(row, name)
    return found


def _unreadable(row: Row, name: str) -> Problem:
    wanted, form = "a day like 2025-07-30", "yyyy-mm-dd"
    if name in MOMENTS:
        wanted, form = f"{wanted} or 2025-07-30 07:30", f"{form} or {form} hh:mm"
    message = f'"{name}" must be {wanted}, not "{row.cells[name]}"'
    hint = f"in Excel, give the cells the format {form} before you save"
    return Problem(row.span, "bad-value", message, hint)


def _too_far(row: Row, name: str) -> Problem:
    wanted = f"from {FIRST_DAY.year} to {LAST_DAY.year}"
    message = f'"{name}" must be a day {wanted}, not "{row.cells[name]}"'
    hint = "leave the cell empty if nobody knows it" if name in _MAY_LACK else ""
    return Problem(row.span, "bad-value", message, hint)


def _moment(text: str, *, timed: bool) -> datetime | date:
    """Return a day, or with hours a moment.   Raises ValueError for anything else."""
    found = _MOMENT.fullmatch(text)
    if not found or (found[2] and not timed):
        raise ValueError(text)
    day = date.fromisoformat(found[1])
    return datetime.combine(day, time.fromisoformat(f"{found[2]:0>5}")) if found[2] else day


def _missing(row: Row, needed: Sequence[str]) -> Iterator[Problem]:
    """Yield what a row lacks, as one problem; if it is much, it may be a total or a note."""
    lacking = [f'"{name}"' for name in needed if not row.cells[name]]
    hint = "if this row is a total or a note, take it out" if lacking[1:] else ""
    if lacking:
        message = f"the event needs {', '.join(lacking)}"
        yield Problem(row.span, "missing-key", message, hint)


def _flag(row: Row) -> Iterator[Problem]:
    if row.cells["yearly"].lower() not in YES | NO:
        message = f'"yearly" must be yes or empty, not "{row.cells["yearly"]}"'
        yield Problem(row.span, "bad-value", message)


def _order(row: Row, dates: Dates) -> Iterator[Problem]:
    """Yield what ends before it begins."""
    start, end, hang, down = (dates[name] for name in (*MOMENTS, "hang", "take_down"))
    if start and end:
        if isinstance(start, datetime) != isinstance(end, datetime):
            message = 'one of "start" and "end" has a time and the other has none'
            yield Problem(row.span, "bad-value", message, "give both a time, or neither")
        elif end < start:
            message = f"the event ends on {row.cells['end']}, before it starts"
            yield Problem(row.span, "bad-value", message)
    if hang and down and down < hang:
        yield Problem(row.span, "bad-value", f"it is taken down on {down}, before it is hung")


def _every_year(row: Row, dates: Dates) -> Iterator[Problem]:
    """Yield why an event cannot come every year."""
    if row.cells["yearly"].lower() not in YES:
        return
    for name in ("start", "hang", "take_down"):
        day = dates[name]
        if day and (day.month, day.day) == (2, 29):
            message = f'"{name}" is 29 February, which most years lack'
            yield Problem(row.span, "bad-value", message, "take 28 February or 1 March")
    start, end = dates["start"], dates["end"]
    if start and end and day_of(end) - day_of(start) >= YEAR:
        message = "what comes every year must be shorter than a year"
        yield Problem(row.span, "bad-value", message, '"end" is when it first ends')
