"""What the records of content are made of: names, lines, and the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from press.base.diag import Span
from press.base.limits import FIRST_DAY, LAST_DAY
from press.content.contacts import Flaw

_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9])/?")


def _not_reserved(name: str) -> str:
    """Return the name of a file or folder; fails for one that Windows gives to a device."""
    if _RESERVED.fullmatch(name):
        raise PydanticCustomError("reserved_name", "reserved by Windows")
    return name


def _day(value: object) -> date:
    """Return a day as written, never one reckoned from a number; fails for times and far days."""
    if isinstance(value, datetime) or re.match(r"\d{4}-\d\d-\d\d[ T]", str(value)):
        raise PydanticCustomError("day_with_time", "a day with a time")
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        value = _of(value)
    if not isinstance(value, date):
        raise PydanticCustomError("date_type", "no day")
    if not FIRST_DAY <= value <= LAST_DAY:
        raise PydanticCustomError("day_too_far", "before or after all that this is for")
    return value


def _of(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


Day = Annotated[date, BeforeValidator(_day)]
Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000_000)]
Number = Annotated[float, Field(strict=True)]


def _shows(text: str) -> str:
    """Return a text; fails for one of nothing but spaces, marks for breaks and what nobody sees."""
    if text and all(letter in "|\u200b\u200c\u200d" or letter.isspace() for letter in text):
        raise PydanticCustomError("nothing_shown", "nothing to read")
    return text


def of_kind(judge: Callable[[str], Flaw | None]) -> AfterValidator:
    """Return what refuses a text that a function of `contacts` finds a flaw in; empty ones pass."""

    def validate(text: str) -> str:
        if text and (flaw := judge(text)):
            raise PydanticCustomError("flaw", "{wrong}", {"wrong": flaw.wrong, "hint": flaw.hint})
        return text

    return AfterValidator(validate)


Name = Annotated[str, AfterValidator(_not_reserved)]
Id = Annotated[Name, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
ONE_LINE = r"^[^\n]*$"
Shows = AfterValidator(_shows)  # after the constraints of the same text
Shown = Annotated[str, StringConstraints(strip_whitespace=True), Shows]  # may be empty
Line = Annotated[
    str, StringConstraints(min_length=1, pattern=ONE_LINE, strip_whitespace=True), Shows
]
Phrases = Line  # in which `|` is where a line may best break
Texts = Mapping[str, Line]  # language tag -> text


class Record(BaseModel):
    """A frozen record; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Marks(Record):
    """Where a record and its keys stand."""

    span: Span
    keys: Mapping[str, Span] = {}

    def at(self, key: str) -> Span:
        """Return the place of a dotted key, else of the table it is in, else of the record."""
        while key and key not in self.keys:
            key = key.rpartition(".")[0]
        return self.keys.get(key, self.span)
