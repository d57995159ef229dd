"""Events: one row of content/events.csv, and when a yearly one comes next. Pure.

Days and hours are those of the campaign's time zone.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import count

from pydantic import Field

from press.content.model.records import Day, Id, Marks, Record, Texts

YEAR = timedelta(days=365)  # what comes every year lasts less


class Event(Record):
    """What takes place on some day. With hours, `start` and `end` are both moments.

    A yearly one begins, is hung for and is taken down on the same days of every year from its
    first on; none of these is 29 February.
    """

    id: Id
    start: datetime | date
    end: datetime | date | None = None  # of whole days the last one, included
    yearly: bool = False
    commune: str = ""  # its code; empty for the whole province
    hang: Day | None = None  # pieces for it
    take_down: Day | None = None
    title: Texts  # in the master language at least, like the next two
    place: Texts = Field(default_factory=dict)
    about: Texts = Field(default_factory=dict)
    updated: Day
    marks: Marks

    @property
    def first(self) -> date:
        """The day it begins."""
        return day_of(self.start)

    @property
    def last(self) -> date:
        """The day it ends, included."""
        return day_of(self.end or self.start)

    def hanging(self, today: date) -> tuple[date | None, date | None]:
        """Return its days to hang and take down, none that is past once the event is over."""
        over = not self.yearly and self.last < today
        days = (self.hang, self.take_down)
        hang, down = (None if over and day and day < today else day for day in days)
        return hang, down

    def coming(self, today: date) -> Event:
        """Return it on the days of its next time, the first that is not over before today.

        What does not come every year is returned as it is.
        """
        if not self.yearly:
            return self
        years = max(0, today.year - self.last.year - 1)
        return next(time for time in map(self._after, count(years)) if time.last >= today)

    def _after(self, years: int) -> Event:
        """Return it that many years later, and as long as it is, as calendars reckon."""
        moved: dict[str, date] = {
            name: day.replace(year=day.year + years)
            for name in ("start", "hang", "take_down")
            if (day := getattr(self, name))
        }
        if self.end:
            moved["end"] = self.end + (moved["start"] - self.start)
        return self.model_copy(update=moved)


def day_of(moment: datetime | date) -> date:
    """Return the day of a moment, or the day itself."""
    return moment.date() if isinstance(moment, datetime) else moment
