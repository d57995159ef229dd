"""Split a Markdown file into its front matter, with the place of every key, and its body.

YAML 1.2, so `no` stays a word and 06:30 a time of day. Values come out as plain lists, mappings,
text, numbers and dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from press.clean import clean
from press.diag import Problem, Span
from press.kit import Source
from press.model import Marks

FENCE = "---"
_HINTS = (  # words of the YAML reader -> what most likely happened
    ("mapping values are not allowed", 'a text with ": " inside must stand in quotes'),
    ("'\\t'", "use spaces, not tabs, at the start of a line"),
    ("quoted scalar", "a quotation mark is opened and not closed"),
    ("cannot start any token", "a text that begins with a special sign must stand in quotes"),
    ("alias", "a text that begins with * must stand in quotes"),
    ("anchor", "a text that begins with & must stand in quotes"),
    ("flow", "a list in [ ] is opened and not closed, or lacks a comma"),
    ("could not find expected ':'", "a colon and a space must follow the name of a field"),
    ("block", "lines that belong together must start in the same column"),
)


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


def document(source: Source) -> Document | Problem:
    """Return the parts of a Markdown file, or why it cannot be taken apart."""
    lines = source.text.split("\n")
    fences = [number for number, line in enumerate(lines) if line.rstrip() == FENCE][:2]
    if fences[:1] != [0] or len(fences) < 2:
        return _no_fence(source, lines, fences)
    end = fences[1]
    front = "\n".join(lines[1:end]) + "\n"
    try:
        loaded = YAML(typ="rt", pure=True).load(front)
        if not isinstance(loaded, CommentedMap | None):
            return _problem(source, 2, 1, "this is no list of fields", "write: headline: Gọi 111")
        values = {str(key): _plain(value) for key, value in (loaded or {}).items()}
    except MarkedYAMLError as error:
        return _bad_yaml(source, error)
    except (YAMLError, ValueError, RecursionError):
        return _bad_value(source, lines[1:end])
    marks = Marks(span=Span(source.path, 1), keys=dict(_marks(source.path, "", loaded)))
    return Document(source, values, marks, "\n".join(lines[end + 1 :]), end + 2)


def _marks(path: str, inside: str, node: object) -> Iterator[tuple[str, Span]]:
    """Yield where every key and every item of a list stands, by dotted name."""
    if isinstance(node, CommentedMap):
        places = ((key, value, node.lc.key(key)) for key, value in node.items())
    elif isinstance(node, CommentedSeq):
        places = ((key, value, node.lc.item(key)) for key, value in enumerate(node))
    else:
        return
    for key, value, (line, column) in places:
        name = f"{inside}.{key}" if inside else str(key)
        yield name, Span(path, line + 2, column + 1)
        yield from _marks(path, name, value)


def _plain(value: object) -> object:
    """Return a value without the reader's own types, which remember how it was written."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, bool) or value is None or type(value) is date:
        return value
    if isinstance(value, str):
        return clean(value)
    for kind in (int, float):
        if isinstance(value, kind):
            return kind(value)
    return value


def _problem(source: Source, line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(Span(source.path, line, column), "bad-yaml", message, hint)


def _no_fence(source: Source, lines: list[str], fences: list[int]) -> Problem:
    if fences[:1] != [0]:
        message = "the file must begin with a line of three dashes"
        return _problem(source, 1, 1, message, "put --- on a line of its own above the fields")
    last = next((n for n, line in enumerate(lines[1:], 2) if not line.strip()), len(lines))
    message = "the fields end without a line of three dashes"
    return _problem(source, last, 1, message, "put --- on a line of its own above the text")


def _bad_yaml(source: Source, error: MarkedYAMLError) -> Problem:
    words = f"{error.context} {error.problem}"
    opened = "quoted scalar" in words or "flow" in words  # blame where it opens, not where it ends
    mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
    line, column = (mark.line + 2, mark.column + 1) if mark else (1, 1)
    if isinstance(error, DuplicateKeyError):
        name = source.text.split("\n")[line - 1].partition(":")[0].strip()
        message, hint = f'"{name}" is written twice', "keep one of the two"
        return Problem(Span(source.path, line, column), "duplicate-key", message, hint)
    hint = next((hint for sign, hint in _HINTS if sign in words), "compare it with another file")
    return _problem(source, line, column, "the fields cannot be read from here on", hint)


def _bad_value(source: Source, lines: list[str]) -> Problem:
    """Return the problem of a value that looks like a date and is none: 2025-02-30."""
    for number, line in enumerate(lines, 2):
        for found in re.finditer(r"\b\d{4}-\d\d?-\d\d?\b", line):
            try:
                date(*map(int, found[0].split("-")))
            except ValueError:
                message = f'there is no day "{found[0]}"'
                hint = "year, month, day: 2025-07-01"
                return _problem(source, number, found.start() + 1, message, hint)
    return _problem(source, 2, 1, "the fields cannot be read", "compare them with another file")
