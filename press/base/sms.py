"""Text messages: what is sent in a commune's name, and how many parts phones make of it. Pure.

A text of the GSM alphabet alone is sent in 7 bits a character; one letter beyond it, and Vietnamese
has many, and all of it goes as UCS-2, 16 bits. A part holds 140 bytes, less the header that joins
parts where there are several. No part ends inside a character.
Source: 3GPP TS 23.038 (alphabets), TS 23.040 (parts and their header).
"""

from __future__ import annotations

GSM_ALONE, GSM_PART = 160, 153  # units of a part: of the only one, of one of several
UCS_ALONE, UCS_PART = 70, 67
MOST_PARTS = 2

BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION = frozenset("\f^{}\\[~]|€")  # after an escape, so each takes two
_GSM = BASIC | EXTENSION


def signed(issuer: tuple[str, str], text: str) -> str:
    """Return what is sent: who speaks, then the text, which ends with the number to call.

    It never holds a link: people are told, rightly, not to open links in messages that say they
    come from officials, and ours must not look like those.
    """
    return f"{' '.join(issuer)}: {text}"


def is_gsm(text: str) -> bool:
    """Return whether every character is of the GSM alphabet."""
    return _GSM.issuperset(text)


def units(text: str) -> int:
    """Return the length as phones count it: in 7-bit characters, or in UCS-2 characters."""
    return sum(_widths(text))


def segments(text: str) -> int:
    """Return how many parts are sent, and paid for; an empty text is one."""
    alone, room = (GSM_ALONE, GSM_PART) if is_gsm(text) else (UCS_ALONE, UCS_PART)
    widths = _widths(text)
    if sum(widths) <= alone:
        return 1
    parts, left = 1, room
    for width in widths:
        if width > left:
            parts, left = parts + 1, room
        left -= width
    return parts


def surplus(text: str) -> int:
    """Return how many characters at the end make it longer than `MOST_PARTS`; 0 if it fits."""
    cuts = range(len(text) + 1)
    return next(cut for cut in cuts if segments(text[: len(text) - cut]) <= MOST_PARTS)


def _widths(text: str) -> list[int]:
    """Return the units that each character takes."""
    if is_gsm(text):
        return [2 if character in EXTENSION else 1 for character in text]
    return [2 if character > "\uffff" else 1 for character in text]
