"""Check texts letter by letter: every glyph is in its font, every number in the register."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import timedelta

from press.diag import Problem, Span
from press.kit import Kit
from press.model import DISPLAY, READING
from press.parse import Document, Parsed
from press.parse.bodies import Block, read_body
from press.text import MARK, ZWSP, digits, phone_like, plain

STALE = timedelta(days=365)
# What of which files goes on pieces, and in which language -> its font, and whether in capitals.
_OF, _IN = r"(?P<tag>[^/]+)\.\w+:", r"\.(?P<tag>[^.]+)"
_SET_IN = (
    (re.compile(rf"messages/.*/{_OF}(topic|headline|call|simple|led)"), DISPLAY, True),
    (re.compile(rf"messages/.*/{_OF}(subline|points\.\d+)"), READING, False),
    (re.compile(rf"strings/{_OF}"), READING, False),
    (re.compile(rf"strings/{_OF}kinds\.\w+"), DISPLAY, True),
    (re.compile(r"campaign\.toml:(?P<tag>base_url)\b"), READING, False),
    (re.compile(rf"campaign\.toml:(issuer|title|theme){_IN}"), READING, False),
    (re.compile(rf"campaign\.toml:issuer_imprint{_IN}\.0"), READING, False),
    (re.compile(rf"campaign\.toml:issuer_imprint{_IN}\.1"), DISPLAY, False),
    (re.compile(rf"hotlines\.toml:.*\.(name|hours){_IN}"), READING, False),
    (re.compile(r"hotlines\.toml:.*\.(?P<tag>number)"), DISPLAY, False),
)
_UNSEEN = frozenset((MARK, ZWSP, "\n"))


def glyphs(parsed: Parsed, kit: Kit) -> Iterator[Problem]:
    """Yield each character of a text on pieces that its fonts have no picture of.

    A language may add fonts of its own to ours: other letters stand beside them as they are.
    """
    added = {
        language.tag: {DISPLAY: language.displays, READING: language.readings}
        for language in parsed.languages
    }
    for file in parsed.documents:
        for key, text in file.texts():
            for pattern, font, capitals in _SET_IN:
                if found := pattern.match(f"{file.source.name}:{key}"):
                    fonts = added.get(found["tag"], {}).get(font, (font,))
                    for letter in _missing(text, fonts, kit, capitals=capitals):
                        span = file.source.find(letter, file.marks.at(key))
                        yield _no_glyph(span, letter, fonts, f'"{key}"')
    for commune in parsed.communes:
        span = commune.marks.span
        source = parsed.sources.get("communes.csv")
        for letter in _missing(commune.name, (DISPLAY,), kit, capitals=True):
            place = source.find(letter, span) if source else span
            yield _no_glyph(place, letter, (DISPLAY,), f'the name "{commune.name}"')


def _missing(text: str, fonts: tuple[str, ...], kit: Kit, *, capitals: bool) -> Iterator[str]:
    """Yield each letter, once, of which no font has the glyph, or that of its capital.

    Fonts that do not exist have none; they are told of elsewhere.
    """
    drawn = frozenset[int]().union(*(kit.fonts.get(font, ()) for font in fonts))
    for letter in dict.fromkeys(text):
        shown = letter + letter.upper() if capitals else letter
        if letter not in _UNSEEN and not drawn.issuperset(map(ord, shown)):
            yield letter


def _no_glyph(span: Span, letter: str, fonts: tuple[str, ...], where: str) -> Problem:
    name = unicodedata.name(letter, "a character without a name").lower()
    shown, names = letter if letter.isprintable() else " ", " or ".join(fonts)
    message = f'{where} has "{shown}" (U+{ord(letter):04X}, {name}), which {names} cannot show'
    return Problem(span, "glyph-missing", message, "replace it with a common letter or sign")


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
        for key, text in file.texts():
            own = key in {"issuer_phone", "translated_from"}  # for officials, and no number
            for _, number in phone_like(text):
                if number not in known and not own:
                    span = file.source.find(number, file.marks.at(key))
                    yield _unknown_number(span, number, known)
        for block in read_body(file.body).blocks:
            for _, number in phone_like(block.words):
                if number not in known:
                    yield _unknown_number(_place(file, block, number), number, known)


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
    same = [item for item in sorted(known) if _national(item) == _national(number)]
    hint = (
        f'write it as in hotlines.toml: "{same[0]}"'
        if same
        else "only numbers of hotlines.toml may stand in texts: add it there with its source"
    )
    return Problem(span, "unknown-number", f'"{number}" is not in the register of hotlines', hint)


def _national(number: str) -> str:
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


def stale(parsed: Parsed, kit: Kit) -> Iterator[Problem]:
    """Yield a warning for every hotline whose source nobody has read again for a year."""
    for hotline in parsed.hotlines.values():
        if hotline.verified_on < kit.today - STALE:
            message = f"{hotline.number} was last verified on {hotline.verified_on}"
            hint = f"read the source again, then set the day: {hotline.source}"
            span = hotline.marks.at("verified_on")
            yield Problem(span, "stale-number", message, hint, "warning")
