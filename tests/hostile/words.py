"""Words of a text, whatever its case, spacing, marks and forms of letters: what loss is told by."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape

from press.content.encoding.clean import clean

_TOKEN = re.compile(r"[^\W_]+|[^\w\s!-/:-@\[-`{-~]")
_PHRASING = re.compile(r"</?(?:a|abbr|b|em|i|mark|small|span|strong|wbr)\b[^>]*>")
_UNSEEN = re.compile(r"<(script|style)\b[^>]*>.*?</\1>|<!--.*?-->", re.DOTALL)
_LISTS = re.compile(r'<(/?)(ol|ul|li)\b(?: start="(\d+)")?[^>]*>')

_BARE = frozenset({"Cc", "Cf", "Mn"})  # shown by nothing of their own

# Cc, Cf, Co, Cs and the separators of lines: what a reader cannot see. Visible all the same are
# line ends, tabs, the marks of Arabic numbers, and joiners inside emoji.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
_JOINED = re.compile(
    "(?<=[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2190-\u2bff\U0001f000-\U0001faff])"
)
_SPACELESS = "[\u0e00-\u0eff\uaa80-\uaadf]"  # scripts whose words U+200B parts
_COMPLEX = "[\u0590-\u1cff\ua800-\uabff\U00010a00-\U00011fff]"  # whose letters joiners join
_NEEDED = re.compile(
    f"{_SPACELESS}\u200b|\u200b{_SPACELESS}|{_COMPLEX}[\u200c\u200d]|[\u200c\u200d]+{_COMPLEX}"
)


@lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """Return the words and signs of a text, clean and folded by NFKC and case."""
    text = unicodedata.normalize("NFKC", clean(text))
    folded = unicodedata.normalize("NFKC", text.upper().casefold())
    shown = "".join(c for c in folded if unicodedata.category(c) not in _BARE or c.isspace())
    return tuple(t for t in _TOKEN.findall(shown) if t.isalnum() or _is_sign(t))


def _is_sign(token: str) -> bool:
    return unicodedata.category(token)[0] == "S"


def joined(text: str) -> str:
    """Return the words of a text with spaces around each, to be looked for in other ones."""
    return f" {' '.join(words(text))} " if words(text) else ""


def hidden(text: str) -> str:
    """Return the first character that no reader can see, in the middle of what stands around it."""
    for found in _HIDDEN.finditer(text):
        near = text[max(0, found.start() - 12) : found.end() + 12]
        place = min(found.start(), 12)
        around = text[max(0, found.start() - 1) : found.end() + 1]
        if not (_JOINED.search(near, place - 1 if place else 0) or _NEEDED.search(around)):
            return f"U+{ord(found[0]):04X} in {near!r}"
    return ""


def without_hidden(text: str) -> str:
    """Return a text without what no reader can see; what parts lines or words is a space."""
    return _HIDDEN.sub(lambda found: " " if found[0].isspace() else "", text)


def text_of(html: str) -> str:
    """Return what a reader of HTML sees, the numbers of lists included."""
    counts: list[int | None] = []

    def item(found: re.Match[str]) -> str:
        closes, tag, start = found[1], found[2], found[3]
        if tag != "li":
            if closes:
                del counts[-1:]
            else:
                counts.append(int(start or 1) if tag == "ol" else None)
        elif not closes and counts and (number := counts[-1]) is not None:
            counts[-1] = number + 1
            return f" {number}. "
        return " "

    shown = _LISTS.sub(item, _UNSEEN.sub(" ", html))
    return unescape(re.sub(r"<[^>]*>", " ", _PHRASING.sub("", shown)))
