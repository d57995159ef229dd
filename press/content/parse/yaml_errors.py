"""Say what most likely happened where the YAML reader stopped, and where it began. Pure.

The reader stops where it can go no further, which is often the line after the mistake.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.reader import ReaderError

from press.content.parse.fields import Fault, Place
from press.content.parse.yaml_losses import quoted, unwrapped

_MESSAGE = "the fields cannot be read from here on"
_HINTS = (  # words of the YAML reader -> what most likely happened
    ("quoted scalar", "a quotation mark is opened and not closed"),
    ("sequence entries", "a text that begins with a dash must stand in quotes"),
    ("mapping keys", "a text that begins with ? must stand in quotes"),
    ("block scalar", "after | or > comes a new line; a text that begins with one needs quotes"),
    ("cannot start any token", "a text that begins with a special sign must stand in quotes"),
    ("alias", "a text that begins with * must stand in quotes"),
    ("anchor", "a text that begins with & must stand in quotes"),
    ("flow", "a list in [ ] is opened and not closed, or lacks a comma"),
    ("directive", "a text that begins with % must stand in quotes"),
    ("tag", "a text that begins with ! must stand in quotes"),
    ("escape", "write / instead of \\, or put the text in single quotes"),
    ("block", "lines that belong together must start in the same column"),
)
_QUOTED = re.compile(
    r"""\s*(?:- +)*(?:[\w-]+: +)?("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')\s*[^\s#,\]}]"""
)


def mistake(lines: Sequence[str], error: MarkedYAMLError | ReaderError) -> Fault:
    """Return what is wrong in the lines of the fields, at the place where it is."""
    if isinstance(error, ReaderError):
        return _no_letter(lines, error)
    words = f"{error.context} {error.problem}"
    opened = "quoted scalar" in words or "flow" in words  # blame where it opens, not where it ends
    mark = (opened and error.context_mark) or error.problem_mark or error.context_mark
    place = (mark.line, mark.column) if mark else (0, 0)
    line = lines[place[0]] if place[0] < len(lines) else ""
    if "mapping values" in words:
        return _colon(lines, place)
    if "could not find expected ':'" in words and error.context_mark:
        return _no_colon(lines, error.context_mark.line)
    if "'\\t'" in words:
        return _tab(line, place)
    if "quoted scalar" not in words and (found := _QUOTED.match(line)):
        return _quotes(line, (place[0], found.start(1)))
    hint = next((hint for sign, hint in _HINTS if sign in words), "compare it with another file")
    return Fault(place, _MESSAGE, hint)


def _no_letter(lines: Sequence[str], error: ReaderError) -> Fault:
    """Return the place of a sign that no text has, like those of terminals."""
    above = "\n".join(lines)[: error.position]
    place = above.count("\n"), len(above) - (above.rfind("\n") + 1)
    sign = error.character if isinstance(error.character, int) else ord(str(error.character)[:1])
    message = f"this text holds a hidden sign (U+{sign:04X})"
    return Fault(place, message, "delete it: type the words around it again")


def _colon(lines: Sequence[str], place: Place) -> Fault:
    """Return why a colon is too many: one inside a text, or the line above lacks its own."""
    number, column = place
    before = lines[number][:column]
    if re.search(r"(?:^|: |- )[“”‘’]", before):
        return Fault(place, _MESSAGE, 'quotes around a text must be straight ones: "Gọi 111"')
    if ": " in before or before.lstrip().startswith("- "):
        return Fault(place, _MESSAGE, 'a text with ": " inside must stand in quotes')
    above = next((n for n in range(number - 1, -1, -1) if lines[n].strip()), number)
    if above < number and not re.match(r"\s*(?:-|[\w-]+:(?:\s|$))", lines[above]):
        return _no_colon(lines, above)
    if before[:1] == " ":
        hint = "a field begins in the first column: take the spaces before it out"
        return Fault((number, 0), _MESSAGE, hint)
    return Fault(place, _MESSAGE, 'a text with ": " inside must stand in quotes')


def _no_colon(lines: Sequence[str], number: int) -> Fault:
    """Return the problem of a line that is no field: it lacks a colon, or the space after it."""
    line = lines[number]
    column = len(line) - len(line.lstrip())
    name, sign, text = line.strip().partition(":")
    if sign and text and re.fullmatch(r"[\w-]+", name):
        return Fault((number, column), _MESSAGE, f"a space must follow the colon: {name}: …")
    hint = "this line has no name of a field with a colon and a space: headline: Gọi 111"
    return Fault((number, column), _MESSAGE, hint)


def _tab(line: str, place: Place) -> Fault:
    if line[: place[1]].strip():
        return Fault(place, _MESSAGE, "a tab stands here: put a space in its place")
    return Fault(place, _MESSAGE, "use spaces, not tabs, at the start of a line")


def _quotes(line: str, place: Place) -> Fault:
    """Return the problem of quotation marks inside a text, with the right form."""
    head, inner = line[: place[1]].strip(), unwrapped(line[place[1] :].strip())
    hint = f"a text with quotation marks inside: {head} {quoted(inner)}"
    return Fault(place, "a quotation mark ends this text before its end", hint)
