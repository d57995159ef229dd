"""Split a Markdown file into its front matter, with the place of every key, and its body.

YAML 1.2, so `no` stays a word and 06:30 a time of day. Values come out as plain lists, mappings,
text, numbers and dates.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from press.base.diag import Problem, Reported, Span
from press.base.limits import CODE
from press.content.encoding.clean import clean
from press.content.model.campaign import Marks
from press.content.parse.fields import Fault, Fields, read_fields
from press.content.parse.yaml_errors import mistake
from press.content.parse.yaml_losses import swallowed
from press.content.resources import Source

FENCE = "---"


@dataclass(frozen=True)
class Document:
    """A file as it was written: values by key, where each stands, and the body if it has one."""

    source: Source
    values: Mapping[str, object]
    marks: Marks
    body: str = ""
    body_line: int = 0

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield (dotted key, text) of every text above the body."""
        return _texts("", self.values)


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield key, value
    pairs = value.items() if isinstance(value, Mapping) else ()
    items = enumerate(value) if isinstance(value, list) else pairs
    for name, item in items:
        yield from _texts(f"{key}.{name}" if key else str(name), item)


def document(source: Source) -> Reported[Document | None]:
    """Return the parts of a Markdown file, or None if anything keeps it from being taken apart."""
    lines = source.text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
    if fences[:1] != [0] or len(fences) < 2:
        yield _no_fence(source, lines, fences)
        return None
    end = fences[1]
    found = Fields()
    faults = tuple(_faults(lines[1:end], found))
    yield from (_problem(source, fault) for fault in faults)
    if faults:
        return None
    keys = {name: _span(source, place) for name, place in found.places.items()}
    marks = Marks(span=Span(source.path, 1), keys=keys)
    return Document(source, cleaned(found.values), marks, "\n".join(lines[end + 1 :]), end + 2)


def _faults(lines: Sequence[str], found: Fields) -> Iterator[Fault]:
    """Read the fields; yield what is wrong with them. What would be lost explains the rest."""
    end: Fault | None = None
    try:
        read_fields("\n".join(lines) + "\n", found)
    except Fault as fault:
        end = fault
    except (MarkedYAMLError, ReaderError) as error:
        end = mistake(lines, error)
    lost = () if end and end.code == CODE else tuple(swallowed(lines, found))
    yield from lost
    if end and not lost:
        yield end


def cleaned(values: Mapping[str, object]) -> dict[str, object]:
    """Return values with every text clean: escapes became letters after the file was cleaned."""
    return {key: _cleaned(value) for key, value in values.items()}


def _cleaned(value: object) -> object:
    if isinstance(value, Mapping):
        return cleaned(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return clean(value) if isinstance(value, str) else value


def _span(source: Source, place: tuple[int, int]) -> Span:
    """Return where a place of the fields is in the file, below its first line."""
    return Span(source.path, place[0] + 2, place[1] + 1)


def _problem(source: Source, fault: Fault) -> Problem:
    return Problem(_span(source, fault.place), fault.code, fault.message, fault.hint)


def _no_fence(source: Source, lines: list[str], fences: list[int]) -> Problem:
    if fences[:1] != [0]:
        message = "the file must begin with a line of three dashes"
        fault = Fault((-1, 0), message, "put --- on a line of its own above the fields")
        return _problem(source, fault)
    last = next((n for n, line in enumerate(lines[1:], 2) if not line.strip()), len(lines))
    message = "the fields end without a line of three dashes"
    return _problem(
        source, Fault((last - 2, 0), message, "put --- on a line of its own above the text")
    )
