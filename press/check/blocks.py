"""Check that pages can show all that a body is made of: headings, paragraphs, lists, links.

What a line is, the reader of Markdown itself says, so what passes here is not lost on pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from press.check.texts import body_span
from press.diag import Problem
from press.parse import Document
from press.parse.bodies import blocks_of

PICTURE = re.compile(r"(?<!\\)!\[[^\]]*\](?:\([^)]*\))?")
_CODE = re.compile(r"(?<!\\)`+[^`]*`*")
_ITEMS = r"^[ \t]*(?:(?:[-*+]|\d+\.)[ \t]+)*"
_QUOTE = re.compile(_ITEMS + r"(>)", re.MULTILINE)
_RULE = re.compile(_ITEMS + r"((?:-[ \t]*|_[ \t]*|\*[ \t]*){3,})$", re.MULTILINE)
_LINES = (  # lines that Markdown of ours takes for words -> what somebody meant by them
    (re.compile(r"[|]|:?-+:?\s*[|][\s:|-]*$"), "table"),
    (re.compile(r"~~~"), "block"),
)
_ITEM = re.compile(r"(?:[-*+•–]|\d{1,3}[.)])\s")
_WORDS = {  # construct -> what is wrong, and what to do
    "picture": ("pictures are not supported in bodies", "say it in words"),
    "code": ("code (`) is not supported in bodies", "take the ` out"),
    "block": (
        "code (indented or between ~~~) is not supported in bodies",
        "begin the line at the left margin, or below a list two spaces further in",
    ),
    "quote": ("quotes (>) are not supported in bodies", "take the > out; use quotation marks"),
    "rule": ("lines across the page (---) are not supported in bodies", "begin a part with ##"),
    "table": ("tables (|) are not supported in bodies", "write a list, one line each after a dash"),
    "list": (
        "this line of a list would run on in the text above it",
        "leave an empty line above it; an inner list stands two spaces further in",
    ),
}


def blocks(file: Document) -> Iterator[Problem]:
    """Yield each picture, quote, table and the like, at its place."""
    for pattern, name in ((PICTURE, "picture"), (_CODE, "code")):
        for found in pattern.finditer(file.body):
            yield _problem(file, found.start(), name)
    here = 0
    for element in blocks_of(file.body).iter():
        if sign := {"blockquote": _QUOTE, "hr": _RULE}.get(element.tag):
            if place := sign.search(file.body, here):
                here = place.start(1)
            yield _problem(file, here, "quote" if element.tag == "blockquote" else "rule")
        places = _places(element, file.body, here)
        yield from (_problem(file, start, name) for start, name in _meant(element, places))
        here = places[-1][1] if places else here


def _places(element: Element, body: str, here: int) -> list[tuple[int, int, str]]:
    """Return (start, end, words) of every line of an element's own text, found from `here` on."""
    places = []
    for line in filter(None, map(str.strip, (element.text or "").split("\n"))):
        start, here = _span(line, body, here)
        places.append((start, here, line))
    return places


def _span(line: str, body: str, here: int) -> tuple[int, int]:
    """Return where a line stands from `here` on, whatever spaces it has in the body."""
    start = body.find(line, here)
    if start >= 0:
        return start, start + len(line)
    found = re.compile(r"[ \t]+".join(map(re.escape, line.split()))).search(body, here)
    return found.span() if found else (here, here)


def _meant(element: Element, places: list[tuple[int, int, str]]) -> Iterator[tuple[int, str]]:
    """Yield where an element's text begins to be something else, with its name."""
    if element.tag == "code":
        yield from ((start, "block") for start, _, _ in places[:1])
        return
    seen = set()
    for number, (start, _, line) in enumerate(places):
        names = [name for pattern, name in _LINES if pattern.match(line)]
        names += ["list"] if number and _ITEM.match(line) else []
        for name in names:
            if name not in seen:
                seen.add(name)
                yield start, name


def _problem(file: Document, offset: int, name: str) -> Problem:
    return Problem(body_span(file, offset), "bad-value", *_WORDS[name])
