"""Where the lines of a shape run: an element -> path data, a transform -> a matrix. Pure.

Source: SVG 2, chapters 8.5 (transforms), 9.3 (path data), 10 (basic shapes). Numbers are read
strictly: what a browser would skip is refused, because skipping draws something else.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from itertools import islice

from fontTools.misc.transform import Identity, Transform

MOST_NUMBERS = 60_000  # of one shape
MOST = 1e6  # units: no drawing program has a larger sheet
_TOO_MANY = f"it has more than {MOST_NUMBERS:,} numbers"
_NUMBER = r"[+-]?(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?"
_COMMAND = re.compile(r"\s*([MmZzLlHhVvCcSsQqTtAa])")
_VALUE, _FLAG = (re.compile(rf"(?:\s*,)?\s*({pattern})") for pattern in (_NUMBER, "[01]"))
_ARITY = {"m": 2, "z": 0, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}
_FLAGS = (3, 4)  # of the values of an arc
_TRANSFORM = re.compile(r"[\s,]*(\w+)\s*\(([^()]*)\)[\s,]*")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_LENGTH = re.compile(rf"({_NUMBER})([a-z]*)")


def length(text: str) -> float:
    """Return a length in pixels, 96 an inch.   Raises ValueError."""
    found = _LENGTH.fullmatch(text.strip())
    if not found or found[2] not in _UNITS:
        raise ValueError(f'"{text[:40]}" is no length in numbers, px, mm, cm, in or pt')
    return _finite(found[1]) * _UNITS[found[2]]


def numbers(text: str) -> list[float]:
    """Return numbers with spaces or commas between them.   Raises ValueError."""
    parts = re.split(r"\s*,\s*|\s+", text.strip()) if text.strip() else []
    if len(parts) > MOST_NUMBERS:
        raise ValueError(_TOO_MANY)
    return [_finite(part) for part in parts]


def _finite(text: str) -> float:
    if not re.fullmatch(_NUMBER, text) or not abs(float(text)) <= MOST:
        raise ValueError(f'"{text[:40]}" is no number that can be drawn')
    return float(text)


def path(name: str, attributes: Mapping[str, str]) -> str:
    """Return the path data of a shape; nothing if it encloses nothing.   Raises ValueError."""
    if name == "path":
        return strict(attributes.get("d", ""))
    if name in {"polygon", "polyline"}:
        values = numbers(attributes.get("points", ""))
        if len(values) % 2:
            raise ValueError('"points" has a number without its partner')
        return "M" + " ".join(map(repr, values)) + "z" if values else ""
    sizes = {k: length(v) for k, v in attributes.items() if k in _SIZES and v.strip() != "auto"}
    if any(sizes.get(k, 0) < 0 for k in ("r", "rx", "ry", "width", "height")):
        raise ValueError("a size is less than nothing")
    if name == "line":
        return ""
    return _rect(sizes) if name == "rect" else _ellipse(sizes)


_SIZES = frozenset({"x", "y", "width", "height", "rx", "ry", "cx", "cy", "r"})


def _rect(size: Mapping[str, float]) -> str:
    x, y, wide, tall = (size.get(key, 0.0) for key in ("x", "y", "width", "height"))
    if not wide or not tall:
        return ""
    rx = min(size.get("rx", size.get("ry", 0.0)), wide / 2)
    ry = min(size.get("ry", size.get("rx", 0.0)), tall / 2)
    if not rx or not ry:
        return f"M{x!r} {y!r}h{wide!r}v{tall!r}h{-wide!r}z"
    across, down = wide - 2 * rx, tall - 2 * ry
    turns = ((rx, ry), (-rx, ry), (-rx, -ry), (rx, -ry))
    lines = (f"h{across!r}", f"v{down!r}", f"h{-across!r}", f"v{-down!r}")
    corners = (f"a{rx!r} {ry!r} 0 0 1 {dx!r} {dy!r}" for dx, dy in turns)
    sides = (line + corner for line, corner in zip(lines, corners, strict=True))
    return f"M{x + rx!r} {y!r}" + "".join(sides) + "z"


def _ellipse(size: Mapping[str, float]) -> str:
    cx, cy = size.get("cx", 0.0), size.get("cy", 0.0)
    rx = size.get("r", size.get("rx", size.get("ry", 0.0)))
    ry = size.get("r", size.get("ry", rx))
    if not rx or not ry:
        return ""
    half = f"a{rx!r} {ry!r} 0 0 1 "
    return f"M{cx - rx!r} {cy!r}{half}{2 * rx!r} 0{half}{-2 * rx!r} 0z"


def strict(data: str) -> str:
    """Return path data with each command and number apart.   Raises ValueError where it breaks."""
    tokens = list(islice(_tokens(data.strip()), MOST_NUMBERS + 1))
    if len(tokens) > MOST_NUMBERS:
        raise ValueError(_TOO_MANY)
    return " ".join(tokens)


def _tokens(data: str) -> Iterator[str]:
    at, first = 0, True
    while at < len(data):
        command = _COMMAND.match(data, at)
        if not command or (first and command[1] not in "Mm"):
            raise ValueError(f'the path breaks at "{data[at : at + 20]}"')
        first = False
        values, at = _values(data, command.end(), command[1].lower())
        yield command[1]
        yield from values


def _values(data: str, at: int, command: str) -> tuple[list[str], int]:
    """Return the numbers after a command, a whole number of times what it takes, and their end."""
    arity, values = _ARITY[command], list[str]()
    while arity and len(values) <= MOST_NUMBERS:
        flag = command == "a" and len(values) % arity in _FLAGS
        found = (_FLAG if flag else _VALUE).match(data, at)
        if not found:
            break
        values.append(found[1] if flag else repr(_finite(found[1])))
        at = found.end()
    else:
        return values, at
    if not values or len(values) % arity:
        raise ValueError(f'the path lacks a number at "{data[at : at + 20]}"')
    return values, at


def transform(text: str) -> Transform:
    """Return the matrix of an attribute `transform`.   Raises ValueError."""
    found: Transform = Identity
    at = 0
    while step := _TRANSFORM.match(text, at):
        found, at = found.transform(_matrix(step[1], numbers(step[2]))), step.end()
    if text[at:].strip() not in {"", "none"}:
        raise ValueError(f'the transform breaks at "{text[at : at + 20]}"')
    if not all(abs(value) <= MOST for value in found):
        raise ValueError("the transform is too large")
    return found


def _matrix(name: str, values: list[float]) -> Transform:
    """Return the matrix of one step; angles are degrees."""
    angle = math.radians(values[0]) if values else 0.0
    match name, values:
        case "matrix", [_, _, _, _, _, _]:
            found = Transform(*values)
        case "translate", [_] | [_, _]:
            found = Identity.translate(*values)
        case "scale", [_] | [_, _]:
            found = Identity.scale(*values)
        case "rotate", [_]:
            found = Identity.rotate(angle)
        case "rotate", [_, x, y]:
            found = Identity.translate(x, y).rotate(angle).translate(-x, -y)
        case (("skewX" | "skewY"), [_]):
            found = Identity.skew(**{name[-1].lower(): angle})
        case _:
            raise ValueError(f'the transform "{name[:20]}" is unknown or lacks a number')
    return found
