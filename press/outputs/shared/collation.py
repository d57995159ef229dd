"""The order of names in Vietnamese dictionaries: letters first, then tones. Pure."""

from __future__ import annotations

import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng


def in_order(name: str) -> tuple[list[int], list[int]]:
    """Return the sort key of a name in Vietnamese dictionaries: letters first, then tones."""
    letters, tones = [], []
    for character in name.lower():
        letter, tone = _without_tone(character)
        letters.append(LETTERS.find(letter))
        tones.append(TONES.index(tone))
    return letters, tones


def first_letter(name: str) -> str:
    """Return the letter under which a name stands in a list: "Đô Lương" under "Đ"."""
    return _without_tone(name[0].lower())[0].upper()


def _without_tone(character: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", character)
    tone = next((part for part in parts if part in TONES[1:]), "")
    return unicodedata.normalize("NFC", parts.replace(tone, "") if tone else parts), tone
