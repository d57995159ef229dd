"""Say what most likely happened where the TOML reader stopped, and where it began. Pure."""

from __future__ import annotations

import re

from press.base.diag import Problem, Span
from press.content.parse.yaml_losses import quoted, unwrapped
from press.content.resources import Source

NAME = r"""(?:[\w-]+|"[^"]*"|'[^']*')"""
_DOTTED = rf"{NAME}(?:\s*\.\s*{NAME})*"
HEADER = re.compile(rf"\s*\[\[?\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?")
KEY = re.compile(rf"(\s*)({_DOTTED})\s*=\s*(.*)")
_INNER = re.compile(r"""(\s*[\w.-]+\s*)=\s*(["'])(?!\2\2)(.*\2)\s*$""")
_OPENED = "a [ is opened and not closed"
_OTHERWISE = "compare it with the lines above"
_TOML_HINTS = (  # words of the TOML reader -> what most likely happened
    ("Invalid date", "year, month, day: 2025-07-01"),
    ("Cannot overwrite", "this is written twice: keep one of the two"),
    ("Cannot declare", "this table is written twice: keep one of the two"),
    ("Expected '='", 'write: name = "value"'),
    ("smart quotes", 'write straight quotation marks: "Gọi 111"'),
    ("Invalid value", 'a text must stand in quotes: "Gọi 111"'),
    ("Illegal character", "a quotation mark is opened and not closed on this line"),
    ("Unterminated", "a quotation mark is opened and not closed"),
    ("Unescaped", "write / instead of \\, or two of them"),
    ("Unclosed array", _OPENED),
    ("Expected ']'", "a name in [ ] has letters a-z, digits and dashes only, and ends with ]"),
    ("Expected newline", "one key on each line; a text must stand in quotes"),
)


def bad_toml(source: Source, words: str) -> Problem:
    """Return where a file breaks, and what most likely happened, by the reader’s words."""
    place = re.search(r"line (\d+), column (\d+)", words)
    lines = source.text.rstrip("\n").split("\n")
    line, column = (int(place[1]), int(place[2])) if place else (len(lines), len(lines[-1]) + 1)
    message = "the file cannot be read from here on"
    if opened := _opened(lines[:line], words):
        return Problem(Span(source.path, *opened), "bad-toml", message, _OPENED)
    if line <= len(lines):
        words = f"{_habit(lines[line - 1])} {words}"
    hint = next((hint for sign, hint in _TOML_HINTS if sign in words), _OTHERWISE)
    found = _INNER.match(lines[line - 1]) if line <= len(lines) else None
    if found and found[3].count(found[2]) > 1:
        message = "a quotation mark ends this text before its end"
        right = quoted(unwrapped(found[2] + found[3]))
        hint = f"a text with quotation marks inside: {found[1]}= {right}"
    return Problem(Span(source.path, line, column), "bad-toml", message, hint)


def _habit(line: str) -> str:
    """Return what people who write in Word do to a value, in words of `_TOML_HINTS`."""
    if re.search(r"=\s*\d{1,2}[/.-]\d{1,2}[/.-]\d{4}\b", line):
        return "Invalid date"
    return "smart quotes" if re.search("=\\s*[“”‘’„]", line) else ""


def _opened(lines: list[str], words: str) -> tuple[int, int] | None:
    """Return where the list begins that the reader took the next lines for, if that is so."""
    last = len(lines) - 1
    if "Unclosed array" not in words and not (KEY.match(lines[last]) or HEADER.match(lines[last])):
        return None
    for number in range(last - ("Unclosed array" not in words), -1, -1):
        found = KEY.match(lines[number])
        if found and found[3].startswith("["):
            rest = found[3] + "".join(lines[number + 1 : last])
            return (number + 1, found.start(3) + 1) if rest.count("[") > rest.count("]") else None
        if found or HEADER.match(lines[number]):
            return None
    return None
