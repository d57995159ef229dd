"""Clean the text that comes from Word, Excel, browsers and chat: str -> str. Pure.

Every text that enters passes here: as a file, and again where escapes became letters ("\u200b").
No word is joined or parted by a guess; what nobody can tell stays, for `refused` to find.

    kept      letters, digits and signs of all scripts; tabs and line breaks; what parts or joins
              letters of the scripts that need it (U+200B in Lao, U+200C and U+200D)
    mapped    spaces of all kinds -> a space; vertical tab, form feed, U+0085, U+2028 and U+2029
              -> a line break; U+2010 and U+2011 -> "-"; full-width letters and digits, those of
              mathematics (bold in chats), ligatures, shapes of Arabic letters, several digits
              together on keys or in circles -> plain ones;
              Ð and Ɖ -> Đ; Cyrillic and Greek letters in a Latin word -> the Latin ones that
              look the same; a letter and its marks -> one character (NFC)
    gone      soft hyphens, joiners, marks of direction, variation selectors, tags, but for those
              inside emoji; U+FEFF and U+200B beside a space, a sign or a digit
    refused   U+FEFF and U+200B between two Latin letters, where a space may be meant or nothing;
              control characters, private use, noncharacters
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from press.base.text import VIETNAMESE, nfc

BREAKS = "\x0b\x0c\x85\u2028\u2029"  # of lines and pages; few editors show them as such
_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff"
_COMPLEX = "\u0590-\u1cff\ua800-\uabff\U00010a00-\U00011fff"  # where joiners belong
_SPACELESS = "\u0e00-\u109f\u1780-\u19ff\u1a20-\u1aaf\ua9e0-\uaadf"  # and U+200B: Lao, Thai …
_DOUBTFUL = "\u200b\ufeff"
_JOINERS = "\u200b\u200c\u200d"
_NOTHING = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffc\U000e0000-\U000e01ef"
)
_ENDS = "".join(chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_REFUSED = (
    f"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf8ff\ufdd0-\ufdef\U000f0000-\U0010ffff{_ENDS}"
)
_PICTURE = (
    "[\u231a-\u23ff\u24c2\u2600-\u27bf\u2b05-\u2b55\U0001f000-\U0001f3fa\U0001f400-\U0001faff]"
)
_SHADE = "[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]*"  # in colours or not, and of which skin
_EMOJI = (  # pictures that may make one together; a flag; a key.   Source: Unicode, UTS #51
    "\U0001f3f4[\U000e0030-\U000e007a]{1,6}\U000e007f|[0-9#*]\ufe0f\u20e3"
    f"|{_PICTURE}{_SHADE}(?:\u200d{_PICTURE}{_SHADE})*"
)
_ODD = re.compile(f"(?P<emoji>{_EMOJI})|(?P<hidden>[{_NOTHING}{_JOINERS}]+)|[{_REFUSED}]")
_DRESSED = re.compile(  # digits on keys or in circles: one may mark an item, more are a number
    "(?:[0-9]\ufe0f?\u20e3"
    "|[\u2460-\u2468\u24ea\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792]){2,}"
)
_ORDINARY = re.compile(f"[\n\t -~{''.join(sorted(VIETNAMESE))}“”‘’–—…]*")
_LOOK_ALIKE = dict(
    zip(
        map(ord, "АВЕКМНОРСТУХЅІЈаеорсухѕіјһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"),
        "ABEKMHOPCTYXSIJaeopcyxsijhdqwABEZHIKMNOPTYXo",
        strict=True,
    )
)
_OTHER = "\u0370-\u03ff\u0400-\u052f"
_WORD = re.compile(f"[{_LATIN}{_OTHER}]+")
_SHAPES = (  # blocks of letters and digits in another dress, with the kinds of dress
    (0x2100, 0x2150, ("<font>",)),
    (0xFB00, 0xFB07, ("<compat>",)),
    (0xFB50, 0xFEFD, ("<initial>", "<medial>", "<final>", "<isolated>")),
    (0xFF10, 0xFFDD, ("<wide>", "<narrow>")),
    (0x1D400, 0x1D800, ("<font>",)),
)
_SPACES = "\u00a0\u1680\u202f\u205f\u2800\u3000\u3164\uffa0" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def _undressed() -> Iterator[tuple[int, str]]:
    """Yield the letters and digits of `_SHAPES` with what they are."""
    for first, end, dresses in _SHAPES:
        for code in range(first, end):
            plain = unicodedata.normalize("NFKC", chr(code))
            if unicodedata.decomposition(chr(code)).startswith(dresses) and plain.isalnum():
                yield code, plain


_MAPPED = {
    **dict(_undressed()),
    **dict.fromkeys(map(ord, _SPACES), " "),
    **dict.fromkeys(map(ord, BREAKS), "\n"),
    **dict.fromkeys(map(ord, "\u2010\u2011\uff0d"), "-"),
    **dict.fromkeys(map(ord, "ÐƉ"), "Đ"),
    **dict.fromkeys(range(0xD800, 0xE000), "\ufffd"),  # halves of pairs, told as lost letters
    0x2012: "–",
    0xFF0B: "+",
}


def is_ordinary(text: str) -> bool:
    """Return whether a text is made of ASCII, Vietnamese letters and common quotes and dashes."""
    return bool(_ORDINARY.fullmatch(text))


def clean(text: str) -> str:
    """Return a text as it is meant, see above. Cleaning twice changes nothing."""
    if is_ordinary(text):
        return text
    mapped = text.translate(_MAPPED)
    if re.search(f"[{_OTHER}]", mapped):
        mapped = _WORD.sub(_in_latin, mapped)
    mapped = _DRESSED.sub(_digits, mapped)
    return nfc(_ODD.sub(_without_dirt, mapped))


def _digits(number: re.Match[str]) -> str:
    values = (unicodedata.digit(sign, None) for sign in number[0])
    return "".join(str(value) for value in values if value is not None)


def _in_latin(word: re.Match[str]) -> str:
    """Return a word that mixes alphabets in Latin letters alone, if those look the same."""
    plain = word[0].translate(_LOOK_ALIKE)
    mixed = re.search(f"[{_LATIN}]", word[0])
    return plain if mixed and not re.search(f"[{_OTHER}]", plain) else word[0]


def _without_dirt(odd: re.Match[str]) -> str:
    """Return emoji, what cannot be told, and of hidden marks what scripts need; else nothing."""
    if not odd["hidden"] or _is_doubtful(odd):
        return odd[0]
    around = _around(odd)
    gone = _NOTHING if re.search(f"[{_SPACELESS}]", around) else f"{_NOTHING}\u200b"
    return re.sub(f"[{gone}]", "", odd[0]) if re.search(f"[{_COMPLEX}]", around) else ""


def _is_doubtful(odd: re.Match[str]) -> bool:
    """Return whether nobody can tell what hidden marks mean: nothing, or a space between words."""
    doubtful = re.search(f"[{_DOUBTFUL}]", odd[0])
    return bool(doubtful and re.fullmatch(f"[{_LATIN}]{{2}}", _around(odd)))


def _around(odd: re.Match[str]) -> str:
    """Return the characters before and after."""
    start, end = odd.span()
    return odd.string[max(start - 1, 0) : start] + odd.string[end : end + 1]


def refused(text: str) -> Iterator[re.Match[str]]:
    """Yield what must not stand in a text: hidden marks inside a word, control characters."""
    return filter(_is_refused, _ODD.finditer(text))


def _is_refused(odd: re.Match[str]) -> bool:
    return _is_doubtful(odd) if odd["hidden"] else not odd["emoji"]


# Files. What is refused becomes a space, so that all else can still be read and checked.

# Bullets of Word's symbol typefaces (private use), of Word itself and of chat programs.
_WINGDINGS = (
    "\uf02d\uf06c\uf06e\uf06f\uf071\uf072\uf076\uf0a7\uf0a8\uf0ae\uf0b7\uf0d8\uf0e0\uf0e8\uf0fc"
)
BULLETS = f"•‣◦·∙⁃●○▪▫■□◆◇♦❖►▶➢➤{_WINGDINGS}"
_FIELDS = re.compile(r"---[^\S\n]*\n(?:.*\n)*?---[^\S\n]*(?:\n|\Z)")  # above a body
_BULLET = rf"(?m:^)[ \t\u00a0]*+(?:[{BULLETS}][ \t\u00a0]*|o\t[ \t]*)(?=\S)"
_LIST = re.compile(rf"(?<=:\n)(?:{_BULLET}.*\n)+")  # below a field without a value of its own


def clean_file(suffix: str, text: str) -> tuple[str, tuple[int, ...]]:
    """Return the text of a file, and which of its lines an editor does not count.

    A line break is one only in the body of Markdown: in fields and cells it is a space. There
    bullets of Word are those of Markdown.
    """
    if suffix == ".svg":
        return nfc(text), ()
    if suffix != ".md":
        return _readable(_one_line(text)), ()
    above, below = _parts(text)
    front = _LIST.sub(lambda items: re.sub(_BULLET, "- ", items[0]), _one_line(above))
    body, added = _broken(re.sub(_BULLET, _item, below))
    return _readable(front + body), tuple(front.count("\n") + line for line in added)


def with_dashes(suffix: str, text: str) -> str:
    """Return the text of a file as long as it is, with dashes for the bullets that are cleaned."""
    if suffix != ".md":
        return text
    above, below = _parts(text)
    front = _LIST.sub(lambda items: re.sub(_BULLET, _dash, items[0]), above)
    return front + re.sub(_BULLET, _dash, below)


def _parts(text: str) -> tuple[str, str]:
    """Return what stands above a body, and the body."""
    found = _FIELDS.match(text)
    end = found.end() if found else 0
    return text[:end], text[end:]


def _dash(bullet: re.Match[str]) -> str:
    return re.sub(f"[{_WINGDINGS}]", "-", bullet[0])


def _readable(text: str) -> str:
    cleaned = clean(text)
    if is_ordinary(cleaned):
        return cleaned
    return _ODD.sub(lambda odd: " " if _is_refused(odd) else odd[0], cleaned)


def _one_line(text: str) -> str:
    return re.sub(f"[{BREAKS}]", " ", text)


def _item(bullet: re.Match[str]) -> str:
    indent = len(bullet[0]) - len(bullet[0].lstrip(" "))
    return f"{' ' * indent}- "


def _broken(body: str) -> tuple[str, list[int]]:
    """Return a body with the breaks inside its lines as Markdown has them, and the lines added."""
    lines: list[str] = []
    added: list[int] = []
    for line in body.split("\n"):
        parts = re.split(f"[{BREAKS}]", line.strip(BREAKS))
        for part in parts[:-1]:
            lines.append(f"{part.rstrip()}  " if part.strip() else "")  # a break, as in verse
            added.append(len(lines) + 1)
        lines.append(parts[-1])
    return "\n".join(lines), added
