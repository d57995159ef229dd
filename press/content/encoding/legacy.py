"""Find Vietnamese text in an encoding of old, and say what it means: str -> Legacy | None. Pure.

Old programs kept one byte for a letter (TCVN3, for fonts like .VnTime) or two (VNI, for fonts
like VNI-Times), and new ones read those bytes as letters of Western Europe: "Gäi", "Goïi". Or
they read UTF-8 in that way: "Gá»i". Such text is letters like any other; what gives it away is
that it cannot be Vietnamese as it stands, and is when converted. A word that can be both, or
neither (Müller, café), proves nothing.

Tables: TCVN 5712:1993, third set, as fonts of the ABC standard have it (their capitals with marks
are small letters in a font of capitals); VNI for Windows; code page 1258 as Python has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

from press.base.text import VIETNAMESE, nfc
from press.content.encoding.spelling import is_syllable


@dataclass(frozen=True)
class Legacy:
    """What a text is in, in words people know, and what it says in letters of today."""

    encoding: str
    text: str

    @property
    def hint(self) -> str:
        """What to do with the file: only letters of old fonts can be converted."""
        if "UTF-8" in self.encoding:
            return "copy the whole text again from where it came"
        return "UniKey’s converter (Ctrl+Shift+F6) turns a whole text into Unicode"


def legacy(text: str, *, vietnamese: bool = True) -> Legacy | None:
    """Return what a text means if it is in an encoding of old.

    Elsewhere than in `vietnamese` text one word is no proof: other languages have such letters.
    """
    if text.isascii():
        return None
    return _decoded_twice(text) or _in_old_fonts(nfc(text), enough=1 if vietnamese else 2)


# One or two bytes for each letter.

_TCVN3 = dict(
    zip(
        b"\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae"
        b"\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb"
        b"\xcc\xce\xcf\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde"
        b"\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xeb\xec\xed\xee"
        b"\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_MARKED = {  # letter -> its bytes in VNI without and with grave, acute, hook, tilde, dot below
    "ă": "aê aè aé aú aü aë",
    "â": "aâ aà aá aå aã aä",
    "ê": "eâ eà eá eå eã eä",
    "ô": "oâ oà oá oå oã oä",
    "i": "i ì í æ ó ò",
    "y": "y yø yù yû yõ î",
    **{
        letter: f"{x} {x}ø {x}ù {x}û {x}õ {x}ï"
        for letter, x in zip("aeouơư", "aeouôö", strict=True)
    },
}
_VNI = {"ñ": "đ", "Ñ": "Đ"}
for _letter, _forms in _MARKED.items():
    for _tone, _form in zip(("", *"\u0300\u0301\u0309\u0303\u0323"), _forms.split(), strict=True):
        _VNI[_form] = nfc(_letter + _tone)
        _VNI[_form.upper()] = _VNI[_form.capitalize()] = nfc(_letter + _tone).upper()
_VNI_LETTER = re.compile("|".join(sorted(_VNI, key=len, reverse=True)))
_TOKEN = re.compile(r"[^\s\d!-/:-@\[-`{-~\u2000-\u206f]+")
_MICRO = re.compile("[µ\u03bc][A-Za-z]{1,3}")


def _from_tcvn3(word: str) -> str:
    letters = [letter for letter in word if letter.isascii()]
    more = len(letters) > 1 or not word[0].isascii()  # not as in Gß, which is Gò
    capitals = more and all(letter.isupper() for letter in letters)
    plain = word.translate(_TCVN3)
    return plain.upper() if capitals else plain


def _from_vni(word: str) -> str:
    return _VNI_LETTER.sub(lambda found: _VNI[found[0]], word)


def _from_1258(word: str) -> str:
    return nfc(word.encode("latin-1").decode("cp1258", "replace"))


_CONVERT: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("in TCVN3 (ABC, for fonts like .VnTime)", _from_tcvn3),
    ("in VNI (for fonts like VNI-Times)", _from_vni),
    ("in code page 1258 of old Windows, read as another", _from_1258),
)


def _in_old_fonts(text: str, enough: int) -> Legacy | None:
    """Return a text converted if words that can be no Vietnamese become Vietnamese by it."""
    words = {word for word in _TOKEN.findall(text) if _is_suspect(word)}
    found: tuple[int, str, Callable[[str], str]] = (0, "", str)
    for name, convert in _CONVERT:
        meant = [word for word in words if is_syllable(convert(word))]
        foreign = any(not VIETNAMESE.issuperset(re.sub("[ -~]", "", word)) for word in meant)
        proven = len(meant) >= enough and (foreign or len(meant) > 1)
        if proven and len(meant) > max(found[0], len(words) * 0.6 - 1):
            found = (len(meant), name, convert)
    return Legacy(found[1], _TOKEN.sub(lambda w: _best(w[0], found[2]), text)) if found[0] else None


def _is_suspect(word: str) -> bool:
    """Return whether a word has letters of Western Europe and cannot be Vietnamese."""
    if word.isascii() or max(word) > "\xff" or _MICRO.fullmatch(word):
        return False
    latin = any(letter.isascii() for letter in word)
    return latin and not is_syllable(word.replace("Ð", "Đ"))  # which old keyboards mistake


def _best(word: str, convert: Callable[[str], str]) -> str:
    if word.isascii() or max(word) > "\xff":
        return word
    converted = convert(word)
    return converted if is_syllable(converted) or not is_syllable(word) else word


# UTF-8 read as if each byte were a letter.

_BYTES = {ord(bytes([n]).decode("cp1252", "ignore") or chr(n)): n for n in range(0x80, 0x100)}
_BYTES |= {n: n for n in range(0x80, 0x100)} | {ord("Ă"): 0xC3}  # Ă: by code page 1258
_SEQUENCE = re.compile(
    r"""
      (?P<three> \xe1[\xba\xbb][\x80-\xbf] | \xe2(?:\x80[\x90-\xbf] | \x82\xac | \x84\xa2) )
    | (?P<sure> \xc4[\x82\x83\x90\x91\xa8\xa9] | \xc5[\xa8\xa9] | \xc6[\xa0\xa1\xaf\xb0]
              | \xc3[\x80-\x84\x86-\x90\x98-\x9f\xa1-\xaa\xac-\xba\xbc-\xbf]
              | \xc2[\xa1-\xaa\xac-\xba\xbc-\xbf] )
    | (?P<two> [\xc2\xc3][\x80-\xbf]             # Ã before a space, a dash or quotation mark
             | \xc5[\x92\x93\xa0\xa1\xb8\xbd\xbe] | \xc6\x92 | \xcb[\x86\x9c] )  # those, read twice
    | (?P<half> \xe1[\xba\xbb] | [\xc3\xc4](?=[a-z\xc3-\xc6\xe1]) )  # 81, 8D, 8F, 90, 9D dropped
    """,
    re.VERBOSE,
)
_LEADS = re.compile(f"[ÂÃĂÄÅÆáâ](?:$|[{re.escape(''.join(map(chr, _BYTES)))}a-z])")
_HALF = {"\xe1\xbb": "ềọỏờỐ", "\xe1\xba": "", "\xc3": "ÁÍÝ", "\xc4": "Đ"}
_LOST = {half: chr(0xE000 + n) for n, half in enumerate(_HALF)}
_WITH_LOST = re.compile(f"[^\\W\\d_]*(?:[{''.join(_LOST.values())}][^\\W\\d_]*)+")


def _decoded_twice(text: str) -> Legacy | None:
    """Return a text with every letter that was read byte by byte, even twice or more."""
    times = 0
    while (better := _decoded(text)) and times < 4:
        text, times = better, times + 1
    name = "UTF-8 that was read as another encoding" + (", more than once" * (times > 1))
    return Legacy(name, _WITH_LOST.sub(_filled, text)) if times else None


def _decoded(text: str) -> str:
    """Return the text decoded once, or nothing if it was not read byte by byte."""
    if not _LEADS.search(text):
        return ""
    view = text.translate(_BYTES)
    found = list(_SEQUENCE.finditer(view))
    if not any(sequence["three"] or sequence["sure"] for sequence in found):
        return ""
    parts, last = [], 0
    for sequence in found:
        half = sequence["half"]
        letter = _LOST[half] if half else sequence[0].encode("latin-1").decode("utf-8", "replace")
        parts += [text[last : sequence.start()], letter]
        last = sequence.end()
    return nfc("".join(parts) + text[last:])


def _filled(word: re.Match[str]) -> str:
    """Return a word that lost letters with the only ones that fit, or all that do: G[ọ/ỏ]i."""
    signs = {sign: _HALF[half] for half, sign in _LOST.items()}
    choices = list(product(*(signs.get(letter, letter) for letter in word[0])))
    fitting = [letters for letters in map("".join, choices) if is_syllable(letters)]
    if len(fitting) == 1:
        return fitting[0]
    return "".join(
        letter if letter not in signs else f"[{'/'.join(dict.fromkeys(w[n] for w in fitting))}]"
        for n, letter in enumerate(word[0])
    )
