"""Turn a mapping with marks into a record of `model`, or into problems in plain words.

Every error of every key becomes one Problem at the line of that key. The words are ours: staff
know fields, lists and dates, not types and validators.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from press.base.diag import Problem, Reported, nearest
from press.base.limits import FIRST_DAY, LAST_DAY
from press.content.model import campaign as model
from press.content.model.event import Event

R = TypeVar("R", bound=model.Record)

OURS = frozenset({"id", "language", "translations", "body", "body_line", "marks"})  # not staff's

NOUNS: Mapping[type[model.Record], str] = {
    model.Settings: "the campaign",
    model.Visits: "the count of visits",
    model.Language: "a language",
    model.Hotline: "a hotline",
    model.Rule: "a rule of imprints",
    model.Format: "a format",
    model.Commune: "a commune",
    Event: "an event",
    model.Message: "a message",
    model.Translation: "a message",
    model.StandingPage: "a page",
    model.PageText: "a page",
    model.Strings: "a file of strings",
}

_GIVEN = {  # what staff give as a name, and not in a field
    ("a message", "id"): "the name of the folder",
    ("a page", "id"): "the name of the folder",
    ("a format", "id"): "the name of the table",
    ("a hotline", "id"): "the name of the table",
    ("a rule of imprints", "id"): "the name of the table",
    ("a language", "tag"): "the name of the table",
}
_PATTERNS = (  # how a pattern of model.py begins -> what it wants, in words
    ("^[a-z0-9]+(-", "small letters a-z, digits and single dashes", "for example goi-111"),
    ("^[a-z0-9][a-z", "small letters a-z, digits, dashes and underscores", ""),
    ("^[^\\n]*$", "one line", "join the lines; in YAML write >- after the colon"),
    ("^#[0-9a-f", "a colour like #b3141d", ""),
    ("^[a-z]{2,3}", "a language tag like vi or en", ""),
    ("^([0-9a-f]", "eight digits or letters a-f", "in quotes, as the warning gives them"),
    ("^([a-z-]+/)?$", 'empty, or a folder like "en/"', ""),
    ("^\\+?[0-9]", "digits in groups, with + in front if there is one", ""),
    ("^[A-Za-z]", "letters A-Z and digits only, without # and accents", ""),
    ("^[0-9]{5}$", "five digits", ""),
)
_WANTED = {  # start of pydantic's error type -> (our code, what is wanted, hint)
    "reserved_name": (
        "bad-value",
        "a name that Windows does not keep for itself",
        "con, aux, prn, nul, com1-9 and lpt1-9 cannot name a file there",
    ),
    "nothing_shown": ("bad-value", "words, not only marks | and spaces", ""),
    "string_type": ("wrong-type", "text", 'put it in quotes: "111"'),
    "string_too_short": ("bad-value", "some text, not empty", ""),
    "int_": ("wrong-type", "a whole number", "write digits only, without quotes"),
    "float_": ("wrong-type", "a number", "write digits, with a point for decimals: 11.5"),
    "bool_": ("wrong-type", "true or false", ""),
    "day_with_time": ("bad-value", "a date without a time", "for example 2025-07-01"),
    "day_too_far": (
        "bad-value",
        f"a day from {FIRST_DAY.year} to {LAST_DAY.year}",
        "what has no end has no such day: take the line out, if the field may be left out",
    ),
    "finite_number": ("bad-value", "a number with an end", "write digits: 11.5"),
    "date_": ("wrong-type", "a date", "year, month, day, without quotes: 2025-07-01"),
    "tuple_type": ("wrong-type", "a list", "write [one, two], or one line each after a dash"),
    "mapping_type": ("wrong-type", "a table of keys and values", "one line for each language"),
    "model_": ("wrong-type", "a table of keys and values", ""),
    "dict_type": ("wrong-type", "a table of keys and values", ""),
}


def record(
    kind: type[R],
    values: Mapping[str, object],
    marks: model.Marks,
    also: frozenset[str] = frozenset(),
) -> Reported[R | None]:
    """Return the record; if it cannot be made, yield every problem of it and return None.

    Keys it does not know are a problem but no obstacle: the rest is still checked. `also` are
    keys of the same file that belong to another record.
    """
    known = {name: value for name, value in values.items() if name in kind.model_fields}
    unknown = [name for name in values if name not in OURS.union(known, also)]
    hints = {name: nearest(name, (frozenset(kind.model_fields) | also) - OURS) for name in unknown}
    noun = NOUNS[kind]
    for name, hint in hints.items():
        message = f'{noun} has no field "{name}"'
        yield Problem(marks.at(name), "unknown-key", message, hint)
    try:
        return kind.model_validate({**known, "marks": marks})
    except ValidationError as error:
        meant = {hint.split('"')[1] for hint in hints.values() if hint.startswith("did")}
        found = tuple(_worth_saying(error, meant))
        yield from _missing(noun, found, marks)
        yield from (_problem(noun, item, marks) for item in found if item["type"] != "missing")
        return None


def _worth_saying(error: ValidationError, meant: set[str]) -> Iterator[ErrorDetails]:
    """Yield the errors but those that follow from others.

    A misspelt key is not missing as well, and a list with a wrong item is not too short as well.
    """
    places = {details["loc"] for details in error.errors()}
    for details in error.errors():
        place = details["loc"]
        inner = any(len(other) > len(place) and other[: len(place)] == place for other in places)
        misspelt = details["type"] == "missing" and place[0] in meant
        if not inner and not misspelt:
            yield details


def _missing(noun: str, found: Iterable[ErrorDetails], marks: model.Marks) -> Iterator[Problem]:
    """Yield one problem for each table that lacks keys, with the names of all of them."""
    tables: dict[str, list[str]] = {}
    for details in found:
        if details["type"] == "missing":
            *path, key = (str(part) for part in details["loc"] if part != "[key]")
            tables.setdefault(".".join(path), []).append(f'"{key}"')
    for table, keys in tables.items():
        message = f"{_quoted(table) or noun} needs {', '.join(sorted(keys))}"
        yield Problem(marks.at(table), "missing-key", message)


def _quoted(name: str) -> str:
    return f'"{name}"' if name else ""


def _problem(noun: str, details: ErrorDetails, marks: model.Marks) -> Problem:
    path = [str(part) for part in details["loc"] if part != "[key]"]
    name = ".".join(path)
    span = marks.at(name)
    if details["type"] == "extra_forbidden":
        message = f'"{".".join(path[:-1])}" has no field "{path[-1]}"'
        return Problem(span, "unknown-key", message)
    value = details["input"]
    if details["type"] == "flaw":
        flaw = details["ctx"]
        message = f"{_label(path)}: {_shown(value) or 'this'} {flaw['wrong']}"
        return Problem(span, "bad-value", message, flaw["hint"])
    code, wanted, hint = _wanted(details)
    shown = f", not {_shown(value)}" if _shown(value) else ""
    label = _GIVEN.get((noun, name)) or _label(path)
    return Problem(span, code, f"{label} must be {wanted}{shown}", hint)


def _label(path: list[str]) -> str:
    """Return a field's name as people count: item 1 of "points"."""
    if path and path[-1].isdigit():
        return f'item {int(path[-1]) + 1} of "{".".join(path[:-1])}"'
    return f'"{".".join(path)}"'


def _shown(value: object) -> str:
    """Return a short value as it was written; nothing for long ones and tables."""
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return str(value).lower()
    text = str(value) if isinstance(value, (str, int, float)) else ""
    return f'"{text}"' if 0 < len(text) <= 60 else ""


def _wanted(details: ErrorDetails) -> tuple[str, str, str]:
    """Return the code, what the value must be, and a hint."""
    kind, context = details["type"], details.get("ctx", {})
    if kind == "string_pattern_mismatch":
        pattern = str(context["pattern"])
        for start, wanted, hint in _PATTERNS:
            if pattern.startswith(start):
                return "bad-value", wanted, _without_ending(details["input"]) or hint
    if kind == "literal_error":
        return _one_of(str(context["expected"]), details["input"])
    if kind == "string_type" and isinstance(details["input"], Mapping):
        return "wrong-type", "text", 'a text with ": " inside must stand in quotes'
    for start, answer in _WANTED.items():
        if kind.startswith(start):
            return answer
    return "bad-value", _limit(kind, context), ""


def _without_ending(value: object) -> str:
    """Return a hint for who wrote the name of a file in place of its stem: doan.svg."""
    stem, _, ending = str(value).rpartition(".")
    known = ending.lower() in {"svg", "png", "jpg", "pdf", "md"} and re.fullmatch(
        r"[a-z0-9-]+", stem
    )
    return f'leave the end of the file’s name out: "{stem}"' if known else ""


def _one_of(expected: str, value: object) -> tuple[str, str, str]:
    words = [word.strip("' ") for word in expected.replace(" or ", ", ").split(",")]
    close = nearest(str(value), words)
    wanted = " or ".join(f'"{word}"' for word in words)
    return "bad-value", wanted, close if close.startswith("did") else ""


def _limit(kind: str, context: Mapping[str, Any]) -> str:
    """Return what a limit asks for: at least, at most, more than."""
    length = context.get("min_length", context.get("max_length"))
    words = {
        "too_short": f"a list of at least {length}",
        "too_long": f"a list of at most {length}",
        "string_too_long": f"at most {length} characters long",
        "greater_than": f"more than {context.get('gt', 0):,g}",
        "greater_than_equal": f"at least {context.get('ge', 0):,g}",
        "less_than_equal": f"at most {context.get('le', 0):,g}",
    }
    return words.get(kind, "something else")
