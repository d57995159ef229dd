"""Check texts: every number in the register, none of it long unread, nothing too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from press.base.diag import Problem, Span
from press.base.text import MARK, digits, phone_like, plain
from press.content.body.markup import Block, read_body
from press.content.parse import Document, Parsed
from press.content.resources import Resources

STALE = timedelta(days=365)


def numbers(parsed: Parsed) -> Iterator[Problem]:
    """Yield every number a reader might call that is not written as in the register."""
    files = {file.source.name: file for file in parsed.documents}
    register = files.pop("hotlines.toml", None)
    path = parsed.sources.path("hotlines.toml")
    if not register or any(problem.span.path == path for problem in parsed.problems):
        return  # its own problems are said elsewhere: not every number is wrong
    known = {text for key, text in register.texts() if key.endswith(".number")}
    yield from _of_events(parsed, known)
    for file in files.values():
        for span, number in (*_in_fields(file), *_in_body(file)):
            if number not in known:
                yield _unknown_number(span, number, known)


def _in_fields(file: Document) -> Iterator[tuple[Span, str]]:
    for key, text in file.texts():
        if key not in {"issuer_phone", "translated_from"}:  # for officials, and no number
            for _, number in phone_like(plain(text) if MARK in text else text):
                yield file.source.find(number, file.marks.at(key)), number


def _in_body(file: Document) -> Iterator[tuple[Span, str]]:
    """Yield numbers as readers see them, however they are written: 09**12**, &#48;."""
    for block in read_body(file.body).blocks:
        for _, number in phone_like(block.words):
            yield _place(file, block, number), number


def _of_events(parsed: Parsed, known: set[str]) -> Iterator[Problem]:
    table = parsed.sources.get("events.csv")
    for event in parsed.events if table else ():
        for text in (*event.title.values(), *event.place.values(), *event.about.values()):
            for _, number in phone_like(text):
                if table and number not in known:
                    yield _unknown_number(table.find(number, event.marks.span), number, known)


def body_span(file: Document, offset: int) -> Span:
    """Return the place of a character of the body."""
    above = file.body[:offset]
    column = offset - (above.rfind("\n") + 1) + 1
    return Span(file.source.path, file.body_line + above.count("\n"), column)


def _place(file: Document, block: Block, words: str) -> Span:
    """Return where words of a block stand as written, or where it begins."""
    last = block.lines[-1]
    written = re.compile(r"\s+".join(map(re.escape, words.split())))
    found = written.search(file.body, block.offset, last.offset + len(last.text))
    return body_span(file, found.start() if found else block.offset)


def _unknown_number(span: Span, number: str, known: set[str]) -> Problem:
    same = [item for item in sorted(known) if national(item) == national(number)]
    hint = (
        f'write it as in hotlines.toml, on one line: "{same[0]}"'
        if same and "\n" in number
        else f'write it as in hotlines.toml: "{same[0]}"'
        if same
        else "only numbers of hotlines.toml may stand in texts: add it there with its source"
    )
    shown = " ".join(number.split())
    return Problem(span, "unknown-number", f'"{shown}" is not in the register of hotlines', hint)


def national(number: str) -> str:
    """Return a number as dialled inside the country, by which two are the same."""
    return re.sub(r"^(?:\+84|0084|0|84(?=\d{9}))0?", "0", digits(number))


MOST_WORDS = 6  # of a simple text: with the number and who speaks, a sheet has at most twelve


def short(parsed: Parsed) -> Iterator[Problem]:
    """Yield what is too long for who reads little, and what boards of lights cannot show."""
    for message in parsed.messages:
        for text in message.translations.values():
            words = len(plain(text.simple).split())
            if words > MOST_WORDS:
                problem = f'"simple" has {words} words, the most is {MOST_WORDS}'
                yield Problem(text.marks.at("simple"), "too-many-words", problem)
            if text.led != text.led.upper():
                problem = '"led" must be in capitals, as boards show it'
                yield Problem(text.marks.at("led"), "bad-value", problem, text.led.upper())


_MARKDOWN = re.compile(  # what nobody means to have printed as it stands
    r"\*\*(?=\S)[^*]+\*\*|(?<!\w)__(?=\S)[^_]+__(?!\w)|\[[^\[\]]+\]\([^()\s]+\)|&(?:#\w+|[A-Za-z]+);"
)


def marked(parsed: Parsed) -> Iterator[Problem]:
    """Yield Markdown and named letters outside of bodies: pieces would show their signs."""
    for file in parsed.documents:
        of = file.source.name.partition("/")[0] in {"messages", "pages"}
        for key, text in file.texts() if of else ():
            if found := _MARKDOWN.search(text):
                span = file.source.find(found[0], file.marks.at(key))
                yield _as_typed(span, key, found[0])
    for event in parsed.events:
        for name in ("title", "place", "about"):
            for tag, text in getattr(event, name).items():
                if found := _MARKDOWN.search(text):
                    yield _as_typed(event.marks.span, f"{name}_{tag}", found[0])


def _as_typed(span: Span, name: str, signs: str) -> Problem:
    message = f'"{name}" would show the signs of "{signs}" as they are typed'
    hint = "write plain words and letters: only the text below the fields has bold and links"
    return Problem(span, "bad-value", message, hint)


def stale(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield a warning for every hotline whose source nobody has read again for a year."""
    for hotline in parsed.hotlines.values():
        if hotline.verified_on < resources.today - STALE:
            message = f"{hotline.number} was last verified on {hotline.verified_on}"
            hint = f"read the source again, then set the day: {hotline.source}"
            span = hotline.marks.at("verified_on")
            yield Problem(span, "stale-number", message, hint, "warning")
