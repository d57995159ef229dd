"""Find what YAML drops or joins without a word: text after ` #`, a list inside a text. Pure.

A # that follows a space starts a remark, so `led: … #NGHEAN. GỌI 111` would lose the number. A
line that is set in further belongs to the text above it, so two points would become one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from press.content.model.campaign import Message, PageText, StandingPage, Translation
from press.content.parse.fields import Fault, Fields, Text

NAMES = frozenset[str]().union(
    *(kind.model_fields for kind in (Message, Translation, StandingPage, PageText))
)
_SIGN = re.compile(r"(?:^|(?<=\s))#")
_ITEM = re.compile(r"(?:[-*+•–—]|\d{1,3}[.)])(?:\s|$)")
_FIELD = re.compile(rf"(?:{'|'.join(sorted(NAMES))})\s*:")
_LONG = 150  # characters of a hint


def swallowed(lines: Sequence[str], found: Fields) -> Iterator[Fault]:
    """Yield each text of the fields that would lose a part, or that has swallowed its neighbour."""
    yield from _remarks(lines, found)
    for text in found.texts:
        yield from _run_on(lines, text)


def _remarks(lines: Sequence[str], found: Fields) -> Iterator[Fault]:
    """Yield each remark that stands behind something, or that looks like a hashtag in a list."""
    texts = sorted(found.texts, key=lambda text: text.start)
    starts = [_inside(text)[0] for text in texts]
    for number, line in enumerate(lines):
        for sign in _SIGN.finditer(line):
            place = (number, sign.start())
            before = bisect_right(starts, place) - 1
            if before >= 0 and place < _inside(texts[before])[1]:
                continue  # in quotes, or in a text of several lines
            above, after = line[: sign.start()], line[sign.start() :]
            if above.strip() or (above and re.match(r"#\w", after)):
                yield _remark(place, above, after.rstrip())
            break


def _inside(text: Text) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return from where to where # is a letter; the line of the sign | or > is not in it."""
    return ((text.start[0] + 1, 0) if text.style in ("|", ">") else text.start), text.end


def _remark(place: tuple[int, int], above: str, after: str) -> Fault:
    message = f'what follows # would be lost: "{_short(after)}"'
    opened = re.fullmatch(r"(\s*(?:- +)*(?:[\w-]+:(?: +|$))?)(.*)", above)
    head, start = (opened[1].strip(), opened[2]) if opened else ("", "")
    if start.lstrip().startswith("[") and "]" not in start:
        return Fault(place, message, "write hashtags without #: [NgheAn, Goi111]")
    if start.lstrip().startswith(("'", '"', "[", "{", "|", ">")):
        return Fault(place, message, "take it out, or put a remark on a line of its own above")
    if not above.strip():
        return Fault(place, message, 'a text with # must stand in quotes: - "#NgheAn"')
    whole = quoted(f"{start}{after}".strip())
    return Fault(place, message, f"put the whole text in quotes: {head} {whole}".replace("  ", " "))


def quoted(text: str) -> str:
    """Return a text as YAML and TOML take it, in quotes that it does not hold itself."""
    text = _short(text)
    return f'"{text}"' if '"' not in text else "'" + text.replace("'", "’") + "'"


def unwrapped(text: str) -> str:
    """Return a text that holds quotation marks without those around the whole of it.

    In `"Nói "không" với họ"` a space stands before the second one: the first is around all. In
    `"Nhẹ" và "cao"` it is not.
    """
    sign = text[:1]
    second = text.find(sign, 1)
    around = len(text) > 1 and text.endswith(sign) and text[second - 1] == " "
    return text[1:-1] if around else text


def _short(text: str) -> str:
    return text if len(text) <= _LONG else f"{text[:_LONG]}…"


def _run_on(lines: Sequence[str], text: Text) -> Iterator[Fault]:
    """Yield the first line of a text that reads as something else."""
    first, last = text.start[0], text.end[0] - (text.end[1] == 0)
    for number in range(first + 1, min(last + 1, len(lines))):
        line = lines[number].strip()
        if not line:
            continue
        place = number, len(lines[number]) - len(lines[number].lstrip())
        if _FIELD.match(line) and text.inside != "[":
            yield _field(place, line, text)
            return
        if _ITEM.match(line) and text.style != "|":
            message = f'this line would become a part of the text above: "{_short(line)}"'
            hint = "put every dash of a list in the same column; a text that holds one needs |- "
            yield Fault(place, message, f"{hint.strip()} after the colon")
            return
        if text.inside == "-" and text.style is None:
            message = f'this line would be joined to the item above: "{_short(line)}"'
            hint = "write each item on one line; if this is another one, put a dash before it"
            yield Fault(place, message, hint)
            return


def _field(place: tuple[int, int], line: str, text: Text) -> Fault:
    name = line.partition(":")[0].strip()
    if text.style in ("'", '"'):
        message = "the fields cannot be read from here on"
        return Fault(text.start, message, "a quotation mark is opened and not closed")
    message = f'the field "{name}" would become a part of the text above'
    return Fault(place, message, "begin it in the first column, with a space after the colon")
