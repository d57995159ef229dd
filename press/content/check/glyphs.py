"""Check that every letter on pieces and job tickets is in the typefaces it is set in.

A letter that its typeface lacks prints as a box. Pages need no such check: browsers have others.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from press.base.diag import Problem, Span
from press.base.text import MARK, ZWSP
from press.content.body.markup import read_body
from press.content.check.wording import body_span
from press.content.model.campaign import DISPLAY, READING
from press.content.parse import Document, Parsed
from press.content.resources import Resources

# What of which files goes on pieces, and in which language -> its font, and whether in capitals.
_OF, _IN = r"(?P<tag>[^/]+)\.\w+:", r"\.(?P<tag>[^.]+)"
_ANY = ""  # tickets take a letter from whichever of our typefaces has it
_SET_IN = (
    (re.compile(rf"messages/.*/{_OF}(topic|headline|call|simple|led)"), DISPLAY, True),
    (re.compile(rf"messages/.*/{_OF}(subline|points\.\d+)"), READING, False),
    (re.compile(rf"strings/{_OF}"), READING, False),
    (re.compile(rf"strings/{_OF}kinds\.\w+"), DISPLAY, True),
    (re.compile(r"campaign\.toml:(?P<tag>base_url)\b"), READING, False),
    (re.compile(rf"campaign\.toml:(issuer|title|theme|issuer_address){_IN}"), READING, False),
    (re.compile(rf"campaign\.toml:issuer_imprint{_IN}\.0"), READING, False),
    (re.compile(rf"campaign\.toml:issuer_imprint{_IN}\.1"), DISPLAY, False),
    (re.compile(rf"hotlines\.toml:.*\.(name|hours){_IN}"), READING, False),
    (re.compile(r"hotlines\.toml:.*\.(?P<tag>number)"), DISPLAY, False),
    (re.compile(rf"formats\.toml:.*\.(name|material|finishing){_IN}"), _ANY, False),
    (re.compile(r"languages\.toml:.*\.(?P<tag>name)"), _ANY, False),
)
_UNSEEN = frozenset((MARK, ZWSP, "\n"))
_NONE = frozenset[int]()
_CHANGES = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")  # the picture before it


def glyphs(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield each character of a text on paper that its fonts have no picture of.

    A language may add fonts of its own to ours: other letters stand beside them as they are.
    """
    fonts = {
        (language.tag, font): names
        for language in parsed.languages
        for font, names in ((DISPLAY, language.displays), (READING, language.readings))
    }
    for file in parsed.documents:
        yield from _fields(file, fonts, resources)
        if file.source.name.startswith("messages/"):
            yield from _body(file, fonts, resources)
    yield from _communes(parsed, resources)


_Fonts = Mapping[tuple[str, str], tuple[str, ...]]  # (language, ours) -> ours and its own


def _fields(file: Document, added: _Fonts, resources: Resources) -> Iterator[Problem]:
    for key, text in file.texts():
        for pattern, font, capitals in _SET_IN:
            if found := pattern.match(f"{file.source.name}:{key}"):
                fonts = added.get((found["tag"], font), (font,))
                for letter in _missing(text, fonts, resources, capitals=capitals):
                    span = file.source.find(letter, file.marks.at(key))
                    yield _no_glyph(span, letter, fonts, f'"{key}"')


def _body(file: Document, added: _Fonts, resources: Resources) -> Iterator[Problem]:
    """Yield letters of a body, whose headings are set like headlines, each once."""
    tag, told = file.source.name.rpartition("/")[2].partition(".")[0], set()
    for block in read_body(file.body).blocks:
        font = READING if block.tag in {"p", "li"} else DISPLAY
        fonts = added.get((tag, font), (font,))
        for letter in _missing("".join(block.words.split()), fonts, resources, capitals=False):
            if (letter, font) not in told:
                told.add((letter, font))
                span = file.source.find(letter, body_span(file, block.offset))
                yield _no_glyph(span, letter, fonts, "the text")


def _communes(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    source = parsed.sources.get("communes.csv")
    for commune in parsed.communes if source else ():
        shown = (("name", DISPLAY, True), ("address", _ANY, False), ("phone", _ANY, False))
        for key, font, capitals in (*shown, ("email", _ANY, False)):
            text = getattr(commune, key)
            for letter in _missing(text, (font,), resources, capitals=capitals):
                place = source.find(letter, commune.marks.span) if source else commune.marks.span
                yield _no_glyph(place, letter, (font,), f'the {key} "{text}"')


def _missing(
    text: str, fonts: tuple[str, ...], resources: Resources, *, capitals: bool
) -> Iterator[str]:
    """Yield each letter, once, of which no font has the glyph, or that of its capital.

    Fonts that do not exist have none; they are told of elsewhere. What changes the picture before
    it is told with that.
    """
    names = resources.fonts if _ANY in fonts else fonts
    drawn = _together(tuple(resources.fonts.get(font, _NONE) for font in names))
    if drawn.issuperset(map(ord, text + text.upper() if capitals else text)):
        return
    told: set[str] = set()
    before = ""
    for letter in text:
        shown = letter + letter.upper() if capitals else letter
        if not drawn.issuperset(map(ord, shown)):
            if letter not in told and not (before in told and _CHANGES.match(letter)):
                yield letter
            told.add(letter)
        before = letter


@lru_cache(maxsize=64)
def _together(fonts: tuple[frozenset[int], ...]) -> frozenset[int]:
    """Return the letters that fonts have together, and what no font need have."""
    return _NONE.union(*fonts, map(ord, _UNSEEN))


def _no_glyph(span: Span, letter: str, fonts: tuple[str, ...], where: str) -> Problem:
    name = unicodedata.name(letter, "a character without a name").lower()
    shown = letter if letter.isprintable() else " "
    names = "our typefaces" if _ANY in fonts else " or ".join(fonts)
    message = f'{where} has "{shown}" (U+{ord(letter):04X}, {name}), which {names} cannot show'
    return Problem(span, "glyph-missing", message, "replace it with a common letter or sign")
