"""Text as it will be set: str -> str, knowing nothing of messages or files. Pure.

Vietnamese writes a word as several syllables; no line may break inside one, so the syllables of
a compound are joined by U+00A0. `|` marks where a line may best break. Text is NFC throughout.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import pairwise

from slugify import slugify

NBSP = "\u00a0"
ZWSP = "\u200b"  # parts words that are written without spaces
MARK = "|"

slug = cache(slugify)  # a name as a part of an address: muong-xen


def nfc(text: str) -> str:
    """Return the text with every letter and its marks as one character, as fonts expect."""
    return unicodedata.normalize("NFC", text)


VIETNAMESE = frozenset(
    nfc(base + tone)
    for base in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
) | frozenset("đĐ")  # its letters that ASCII lacks, and the vowels it marks


def bind(text: str, compounds: Iterable[str]) -> str:
    """Join the syllables of every compound, the longest first, in whatever case they stand.

    A dash between words is joined to the word before it: no line begins with a dash.
    Only spaces change, so `bind(t).replace(NBSP, " ") == t`; binding twice changes nothing.
    """
    for pattern in _binders(tuple(compounds)):
        text = pattern.sub(lambda found: found[0].replace(" ", NBSP), text)
    return re.sub(r"(?<=\S) (?=[-–—] )", NBSP, text)


@lru_cache(maxsize=16)
def _binders(compounds: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    """Return one pattern for each number of syllables, most first; none enters a bound word."""
    words = {tuple(nfc(compound).split()) for compound in compounds}
    lengths = sorted({len(word) for word in words if len(word) > 1}, reverse=True)
    gap, edge = f"[ {NBSP}]+", rf"[\w{NBSP}]"
    choices = (
        "|".join(gap.join(map(re.escape, word)) for word in sorted(words) if len(word) == length)
        for length in lengths
    )
    return tuple(
        re.compile(f"(?<!{edge})(?:{choice})(?!{edge})", re.IGNORECASE) for choice in choices
    )


def plain(text: str) -> str:
    """Return the text without marks: "Việc nhẹ, | lương cao?" -> "Việc nhẹ, lương cao?"."""
    return " ".join(part for part in re.split(r"[ |]+", text) if part)


def phrases(text: str, compounds: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Cut a headline at its marks into phrases of units; a unit is a word no line may split."""
    lexicon = tuple(compounds)
    cut = (bind(phrase, lexicon).split(" ") for phrase in text.split(MARK))
    units = (tuple(unit for unit in phrase if unit) for phrase in cut)
    return tuple(phrase for phrase in units if phrase)


# What is surely not a number to call. Blanked out before looking, in this order.
_COUNTED = (
    "người|nạn nhân|vụ|trường hợp|xã|phường|trang|triệu|tỷ|nghìn|đồng|km|cm|mm|kg|ha|"
    "people|victims|cases|communes|pages|million|thousand|percent"
)
_NOT_PHONES = re.compile(
    r"""
      (?:https?://|message:|page:)\S+                                   # addresses
    | \b\d+/(?:\d{4}/)?[^\W\d_]{2}[\w-]*                                # 53/2024/QH15, 1137/QĐ-TTg
    | (?<![\w+])\d{1,2}(?P<cut>[.\-])\d{1,2}(?P=cut)(?:19|20)\d\d(?![\w-]|[.]\d)    # 01.07.2025
    | (?<![\w+])(?:19|20)\d\d-\d\d-\d\d(?!\w)                           # 2025-07-01
    | (?<![\w+])(?!11\d/11\d(?!\d))\d{1,4}(?:/\d{1,4})+(?!\d)           # 01/7/2025, 24/7, 1/10
    | (?<![\w+])(?:1[5-9]|20)\d\d[ ]?[-–][ ]?(?:19|20)\d\d(?!\d)        # 1996-2025
    | (?:[Đđ]iều|[Aa]rticle|[Kk]hoản|[Tt]rang|[Pp]age|[Qq]uốc[ ]lộ)[ ]\d+  # Điều 112
    | (?<![\w+.,])(?<!\d[ ])(?!0\d)\d+(?:[.,]\d+)*[ ]?(?:%|[×x][ ]?\d+|(?:"""
    + _COUNTED.replace(" ", "[ ]")
    + r""")(?!\w))                                                      # 115 người, 118 × 60
    """,
    re.VERBOSE,
)
_GAP = r"[ .·\-–—()\u00a0\u202f]{0,3}"
_OVER = r"[ \n.·\-–—()\u00a0\u202f]{0,3}"  # over the end of a line, where the length is known
_THOUSANDS = r"(?![1-9]\d{0,2}(?:[.,]\d{3})+(?!\d))"
_PHONES = re.compile(
    rf"""
    (?<![\w#]) (?<!\d[.,/\-–]) (?:
        [+]84(?:{_OVER}\(?0\)?)?{_OVER}(?:[35789](?:{_OVER}\d){{8}}|2(?:{_OVER}\d){{9}})  # +84 981
      | [+](?:{_GAP}\d){{7,15}}                                         # any other country
      | 0{_OVER}(?:[35789](?:{_OVER}\d){{8}}|2(?:{_OVER}\d){{9}})          # mobile; landline
      | 0(?:{_GAP}\d){{7,12}}                                           # 069.290.4512
      | 1[89]00(?:{_GAP}\d){{4,6}}                                      # 1900 96 96 80
      | {_THOUSANDS}84(?:{_OVER}\d){{9,10}}                              # 84 981 …, no plus
      | {_THOUSANDS}[35789](?:[ .\-]?\d){{8}}                           # 981 84 84 84, no zero
      | (?<![^\W\d_]-)11\d (?![.,\-–]\d)                                              # 110-119
    ) (?!\w)
    """,
    re.VERBOSE,
)


_CALLED = re.compile(  # whatever somebody is told to call: 1111, 1 11, 11l
    r"""
    (?<!\w) (?: (?<!cuộc[ ])gọi | bấm | tổng[ ]đài | đường[ ]dây[ ]nóng | điện[ ]thoại | đt
      | hotline | calls? | dial | phone )
    (?: [ ] (?: ngay | số | điện[ ]thoại | điện | tới | đến | về | quốc[ ]gia | now | to | the
      | number ) )*
    [\s:(“‘"']+ (?=\S{0,9}\d) (?P<number> [\dIlO] (?: [\dIlO] | [ .·\-–\n]\d ){2,} ) (?!\w)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def phone_like(text: str) -> Iterator[tuple[int, str]]:
    """Yield (offset, string) of whatever a reader would take for a number to call.

    What somebody is told to call is one, however short or odd, so that 1111 for 111 is found.
    Not dates, law numbers, sizes, years, counts and ranges: "01/7/2025", "53/2024/QH15",
    "4000x700", "115 người", "15-18".
    """
    rest = _NOT_PHONES.sub(lambda found: "x" * len(found[0]), text)
    rest = re.sub(r"(?<!\d)(11\d)[/,.\-–](?=11\d(?!\d))", r"\1 ", rest)  # 111/113: two numbers
    known = [found.span() for found in _PHONES.finditer(rest) if not _counts_up(found[0])]
    told = (found.span("number") for found in _CALLED.finditer(rest))
    others = [
        (start, end) for start, end in told if not any(a < end and start < b for a, b in known)
    ]
    for start, end in sorted((*known, *others)):
        yield start, text[start:end]


def _counts_up(number: str) -> bool:
    """Return whether it is a list like "01 02 03 04 05"."""
    groups = [int(group) for group in re.findall(r"\d+", number)]
    return len(groups) > 3 and all(b == a + 1 for a, b in pairwise(groups))


def digits(number: str) -> str:
    """Return a number as dialled: digits, with the plus sign if there is one."""
    return "".join(character for character in number if character.isdigit() or character == "+")


_FORMULA = re.compile("[=+@\\t\\r\\n\uff1d\uff0b\uff0d\uff20-]")
_NUMBER = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?|\+[0-9][0-9 ]*")


def as_csv(rows: Iterable[Iterable[object]]) -> str:
    """Return a table for spreadsheets: cells in quotes where they must be, lines ending in CR LF.

    A cell that a spreadsheet would take for a formula gets an apostrophe in front, which shows
    that it is text; numbers, those of phones too, stay as they are.   Source: OWASP, CSV injection.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([_harmless(str(cell)) for cell in row] for row in rows)
    return out.getvalue()


def _harmless(cell: str) -> str:
    first = cell.lstrip(" \u00a0\ufeff")
    return f"'{cell}" if _FORMULA.match(first) and not _NUMBER.fullmatch(cell) else cell


def readable(size: int) -> str:
    """Return a number of bytes as file managers show it: 38 KB, 1.2 MB."""
    if size < 1024 * 1000:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"
