"""What the records of content are made of: names, lines, and the places where they stand."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

from press.contacts import Flaw
from press.diag import Span

_RESERVED = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[1-9])/?")


def _not_reserved(name: str) -> str:
    """Return the name of a file or folder; fails for one that Windows gives to a device."""
    if _RESERVED.fullmatch(name):
        raise PydanticCustomError("reserved_name", "reserved by Windows")
    return name


def of_kind(judge: Callable[[str], Flaw | None]) -> AfterValidator:
    """Return what refuses a text that a function of `contacts` finds a flaw in; empty ones pass."""

    def validate(text: str) -> str:
        if text and (flaw := judge(text)):
            raise PydanticCustomError("flaw", "{wrong}", {"wrong": flaw.wrong, "hint": flaw.hint})
        return text

    return AfterValidator(validate)


Name = Annotated[str, AfterValidator(_not_reserved)]
Id = Annotated[Name, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Line = Annotated[str, StringConstraints(min_length=1, pattern=r"^[^\n]*$", strip_whitespace=True)]
Phrases = Annotated[  # with words besides its marks: `|` is where a line may best break
    str, StringConstraints(min_length=1, pattern=r"^[^\n]*[^\n |][^\n]*$", strip_whitespace=True)
]
Texts = Mapping[str, Line]  # language tag -> text


class Record(BaseModel):
    """A frozen record; a key it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Marks(Record):
    """Where a record and its keys stand."""

    span: Span
    keys: Mapping[str, Span] = {}

    def at(self, key: str) -> Span:
        """Return the place of a dotted key, else of the table it is in, else of the record."""
        while key and key not in self.keys:
            key = key.rpartition(".")[0]
        return self.keys.get(key, self.span)
