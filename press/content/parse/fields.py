"""Read the fields above a body: a careful part of YAML 1.2 -> plain lists, mappings and values.

Made from the events of the YAML reader and nothing more: there are no anchors, aliases, tags or
merged keys, so what stands in the file is what comes out, in time that grows with the text. What
YAML would drop or join without a word (` #`, a list inside a text) is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from press.base import limits

Place = tuple[int, int]  # line and column, from 0
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?")
_NUMBER = re.compile(r"[-+]?[0-9]+")
_WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}
_NO_LETTER = re.compile("[\ud800-\udfff\x00]")


@dataclass(eq=False)
class Fault(Exception):  # noqa: N818 - it is one of many in a file
    """Something that cannot be read, at a line and column from 0."""

    place: Place
    message: str
    hint: str = ""
    code: str = "bad-yaml"


@dataclass
class Fields:
    """What stands above a body: its values, where each key and item stands, and every text."""

    values: dict[str, object] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)


@dataclass(frozen=True)
class Text:
    """One text or key as the file has it: from where to where, how quoted, in which list."""

    start: Place
    end: Place
    style: str | None
    inside: str  # "-" for an item with a dash, "[" inside brackets, else nothing


def read_fields(text: str, found: Fields) -> None:
    """Fill in what a text holds, as far as it can be read.

    Raises Fault where it cannot be, or the YAML reader's own MarkedYAMLError or ReaderError.
    """
    if len(text) > limits.FIELDS:
        message = limits.most("the fields have characters:", len(text), limits.FIELDS)
        raise Fault((0, 0), message, "move text below the second ---", limits.CODE)
    # A fault leaves the events half read; they must not wait for the collector of garbage to end.
    with closing(YAML(typ="safe", pure=True).parse(text)) as events:
        _Reader(events, found).read()


class _Reader:
    """Takes event after event and puts values together."""

    def __init__(self, events: Iterator[Event], found: Fields) -> None:
        self._events = events
        self._found = found
        self._depth = 0

    def read(self) -> None:
        """Read the one table there is, to its end."""
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1 or event.explicit:
                    raise Fault(_start(event), "this line has no meaning here", "take it out")
            elif isinstance(event, MappingStartEvent):
                self._refuse_signs(event)
                self._mapping("", self._found.values, "[" if event.flow_style else "")
            elif isinstance(event, (SequenceStartEvent, AliasEvent, ScalarEvent)):
                if isinstance(event, ScalarEvent) and not event.value:
                    continue
                message = "this is no field: its name, a colon and a space come first"
                raise Fault(_start(event), message, "for example headline: Gọi 111")

    def _value(self, event: Event, name: str, inside: str) -> object:
        self._refuse_signs(event)
        if isinstance(event, ScalarEvent):
            self._note(event, inside)
            return _scalar(event)
        self._depth += 1
        if self._depth > limits.DEPTH:
            message = f"lists inside lists go deeper than {limits.DEPTH}"
            raise Fault(_start(event), message, "fields are texts and simple lists", limits.CODE)
        flow = "[" if getattr(event, "flow_style", False) or inside == "[" else ""
        of = isinstance(event, MappingStartEvent)
        value = self._mapping(name, {}, flow) if of else self._list(name, flow or "-")
        self._depth -= 1
        return value

    def _mapping(self, name: str, values: dict[str, object], inside: str) -> dict[str, object]:
        for event in self._events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._key(event, inside)
            inner = f"{name}.{key}" if name else key
            if key in values:
                raise Fault(_start(event), f'"{key}" is written twice', _ONE, "duplicate-key")
            self._place(inner, _start(event))
            values[key] = self._value(next(self._events), inner, inside)
        return values

    def _key(self, event: Event, inside: str) -> str:
        self._refuse_signs(event)
        if not isinstance(event, ScalarEvent) or not event.value.strip():
            message = "the name of a field must be a word"
            raise Fault(_start(event), message, "for example headline: Gọi 111")
        self._note(event, inside)
        _refuse_length(event)
        return str(event.value)

    def _list(self, name: str, inside: str) -> list[object]:
        values: list[object] = []
        for event in self._events:
            if isinstance(event, SequenceEndEvent):
                break
            inner = f"{name}.{len(values)}"
            self._place(inner, _start(event))
            values.append(self._value(event, inner, inside))
        return values

    def _place(self, name: str, place: Place) -> None:
        self._found.places[name] = place
        if len(self._found.places) > limits.KEYS:
            message = f"the file has more than {limits.KEYS:,} fields and items"
            raise Fault(place, message, "", limits.CODE)

    def _note(self, event: ScalarEvent, inside: str) -> None:
        text = Text(_start(event), _end(event), event.style, inside)
        self._found.texts.append(text)

    def _refuse_signs(self, event: Event) -> None:
        """Refuse what YAML takes for more than text: * & ! at the start."""
        for there, sign in (
            (isinstance(event, AliasEvent), "*"),
            (getattr(event, "anchor", None), "&"),
            (getattr(event, "tag", None), "!"),
        ):
            if there:
                message = "the fields cannot be read from here on"
                hint = f"a text that begins with {sign} must stand in quotes"
                raise Fault(_start(event), message, hint)


_ONE = "keep one of the two"


def _scalar(event: ScalarEvent) -> object:
    """Return what a text says: a day, a whole number, yes or no, nothing; or the text itself."""
    _refuse_length(event)
    value = str(event.value)
    if event.style:
        return value
    if value.lower() in _WORDS:
        return _WORDS[value.lower()]
    if _DAY.fullmatch(value):
        return _day(event, value)
    if not _NUMBER.fullmatch(value):
        return value
    if len(value) > limits.DIGITS:
        message = limits.most("a number with digits:", len(value), limits.DIGITS)
        raise Fault(_start(event), message, "put it in quotes if it is a text", limits.CODE)
    return int(value)


def _day(event: ScalarEvent, value: str) -> date:
    try:
        return date(*map(int, value.split("-")))
    except ValueError:
        message = f'there is no day "{value}"'
        raise Fault(_start(event), message, "year, month, day: 2025-07-01") from None


def _refuse_length(event: ScalarEvent) -> None:
    value = str(event.value)
    if len(value) > limits.TEXT:
        message = limits.most("a text with characters:", len(value), limits.TEXT)
        raise Fault(_start(event), message, "longer texts stand below the second ---", limits.CODE)
    if found := _NO_LETTER.search(value):
        message = f"there is no letter U+{ord(found[0]):04X}"
        raise Fault(_start(event), message, "write the letter itself instead of \\u…")


def _start(event: Event) -> Place:
    return event.start_mark.line, event.start_mark.column


def _end(event: Event) -> Place:
    return event.end_mark.line, event.end_mark.column
