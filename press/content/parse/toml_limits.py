"""Hold files of TOML to the limits, before they are read and after. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.base import limits
from press.base.diag import Problem, Span
from press.content.model.campaign import Marks
from press.content.resources import Source

_NO_LETTER = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")
_DOTS = re.compile(rf"\s*\[*(?:[\w-]+\s*\.\s*){{{limits.DEPTH},}}")


def before(source: Source) -> Iterator[Problem]:
    """Yield what keeps a file of TOML from being read in a moment."""
    if len(source.text) > limits.TOML:
        message = limits.most("the file has characters:", len(source.text), limits.TOML)
        yield _too_large(Span(source.path), message)
        return
    for number, line in enumerate(source.text.split("\n"), 1):
        if len(line) > 2 * limits.TEXT:
            message = limits.most("a line with characters:", len(line), 2 * limits.TEXT)
            yield _too_large(Span(source.path, number), message)
        elif _DOTS.match(line):
            yield _too_deep(Span(source.path, number, 1))


def beyond(source: Source) -> Problem:
    """Return the problem of a file that the reader gave up: a number too long, lists too deep."""
    lines = source.text.split("\n")
    for number, line in enumerate(lines, 1):
        if re.search(r"\d{4000}", line):
            return _too_long(Span(source.path, number))
    deepest = max(range(len(lines)), key=lambda n: lines[n].count("[") + lines[n].count("{"))
    return _too_deep(Span(source.path, deepest + 1))


def within(values: Mapping[str, object], marks: Marks) -> Iterator[Problem]:
    """Yield each value of a file that is beyond a limit, or that has letters nobody can see."""
    if len(marks.keys) > limits.KEYS:
        message = limits.most("the file has names:", len(marks.keys), limits.KEYS)
        yield _too_large(marks.span, message)
        return
    for key, value in values.items():
        yield from _within(str(key), value, marks, 1)


def _within(key: str, value: object, marks: Marks, depth: int) -> Iterator[Problem]:
    if depth > limits.DEPTH:
        yield _too_deep(marks.at(key))
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _within(f"{key}.{name}", inner, marks, depth + 1)
    elif isinstance(value, list):
        if len(value) > limits.ITEMS:
            message = limits.most(f'"{key}" has items:', len(value), limits.ITEMS)
            yield _too_large(marks.at(key), message)
            return
        for number, inner in enumerate(value):
            yield from _within(f"{key}.{number}", inner, marks, depth + 1)
    else:
        yield from _of_one(key, value, marks.at(key))


def _of_one(key: str, value: object, span: Span) -> Iterator[Problem]:
    if isinstance(value, int) and abs(value) >= 10**limits.DIGITS:
        yield _too_long(span)
    elif isinstance(value, str) and len(value) > limits.TEXT:
        message = limits.most(f'"{key}" has characters:', len(value), limits.TEXT)
        yield _too_large(span, message)
    elif isinstance(value, str) and (found := _NO_LETTER.search(value)):
        message = f'"{key}" holds a hidden sign (U+{ord(found[0]):04X})'
        yield Problem(span, "bad-toml", message, "delete it: type the words around it again")


def _too_large(span: Span, message: str) -> Problem:
    return Problem(span, limits.CODE, message)


def _too_deep(span: Span) -> Problem:
    return _too_large(span, f"lists and tables in one another go deeper than {limits.DEPTH}")


def _too_long(span: Span) -> Problem:
    return _too_large(span, f"a number has more than {limits.DIGITS} digits")
