"""Find words that lost letters: Di?n Châu, ?ô L??ng, Ngh? An, Ni¶m. Pure.

Programs that save in an encoding of few letters write ? for the others. In a name every ? is one;
in a sentence it may end a question, so only where none can end does it prove anything.
"""

from __future__ import annotations

import re
import unicodedata

from press.base.text import VIETNAMESE

SAVE_AGAIN = (
    "take the file as it was before: saving it again brings no letter back; "
    "in Excel, save as “CSV UTF-8 (Comma delimited)”, not as plain “CSV”"
)
EXCEL_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|#+)|Err:\d{3}")
TYPE_AGAIN = "type these words again, or take the file as it was before"
_ADDRESS = re.compile(r"://|@|www\.|\.(?:vn|com|net|org)[/?]")
_L = r"[^\W\d_]"  # a letter
_INSIDE = re.compile(rf"\ufffd|{_L}\?+{_L}|^[(\[“‘\"']*\?+{_L}")
_ONSET = re.compile(  # what ends before its vowel: Ngh? An, Qu? Phong, Th? tr?n
    r"^\W*(?:[Nn]gh?|[CcGgKkNnPpTt]h|[Tt]r|[Qq]u|[bcdđhklmnrstvx]|Đ)\?\W*$"
)
_OPENING = re.compile(r"\s*(?:[\w.-]+\s*[:=]\s*)?[\"'“‘]?(\?+)\s+\w")  # a picture was there
_SIGNS = re.compile(rf"{_L}[¤¦¶þðÞ¬]|[¶þðÞ¬]{_L}")
_NO_NAME = re.compile(r"[¡-¬®¯±´¶¸-º¼-¿]")


def lost(text: str, *, vietnamese: bool, is_name: bool) -> str:
    """Return the first word of a clean text that lost letters, or nothing."""
    if "?" not in text and "\ufffd" not in text:
        return ""
    if opening := _OPENING.match(text):
        return opening[1]
    if EXCEL_ERROR.fullmatch(text.strip()):
        return ""  # told as such
    words = (word.partition("](")[0] for word in text.split() if not _ADDRESS.search(word))
    for word in words:
        asked = is_name and "?" in word
        if asked or _INSIDE.search(word) or (vietnamese and _ONSET.search(word)):
            return word
    return ""


def foreign(text: str, *, is_name: bool) -> str:
    """Return the first word of a clean Vietnamese text with letters that are none of its own.

    A name has none at all; in a sentence there may be foreign names, whole words.
    """
    for word in text.split():
        signs = _SIGNS.search(word) or (is_name and _NO_NAME.search(word))
        if not word.isascii() and (signs or _is_foreign(word, is_name=is_name)):
            return word
    return ""


def _is_foreign(word: str, *, is_name: bool) -> bool:
    marked = {letter for letter in word if not letter.isascii()}
    others = {letter for letter in marked - VIETNAMESE if letter.isalpha()}
    if is_name:
        return bool(others)
    latin = any(unicodedata.name(letter, "").startswith("LATIN") for letter in others)
    return latin and any(letter > "\xff" for letter in marked & VIETNAMESE)
