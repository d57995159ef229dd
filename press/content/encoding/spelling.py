"""How Vietnamese is spelled: what can be a syllable. Pure.

A syllable is an onset, a rhyme and one of six tones; those that end in c, ch, p or t have only
two. The marks of tones stand on one vowel, on either in hòa or hoà. Names of the peoples of the
highlands follow rules of their own and are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from press.base.text import nfc

_ONSET = re.compile(r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?")
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu y ynh yt yêm yên yêng yêt yêu
    o oc oi om on ong op ot ooc oong oa oac oach oai oam oan oang oanh oao oap oat oay
    oăc oăm oăn oăng oăt oe oen oeo oet ô ôc ôi ôm ôn ông ôp ôt ôông ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uâc uân uâng uât uây uê uêch uên uênh uơ uôc uôi uôm uôn uông uôp
    uôt uy uya uych uynh uyt uyp uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
"""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_STOPPED = re.compile(r"(?:c|ch|p|t)$")


def _places(rhyme: str) -> list[int]:
    """Return the letters of a rhyme that may bear its tone."""
    vowels = len(rhyme) - len(rhyme.lstrip("aăâeêioôơuưy"))
    marked = [n for n in range(vowels) if rhyme[n] in "ăâêôơư"]
    if marked:
        return marked[-1:]
    if rhyme in {"oa", "oe", "uy"}:
        return [0, 1]
    closed = len(rhyme) > vowels or vowels == 3 or rhyme.startswith(("oa", "oe"))
    return [1 if vowels > 1 and closed else 0]


def _toned() -> Iterator[str]:
    """Yield every rhyme with every tone it can have."""
    for rhyme in _RHYMES.split():
        tones = "\u0301\u0323" if _STOPPED.search(rhyme) else _TONES
        if not _STOPPED.search(rhyme):
            yield rhyme
        for place in _places(rhyme):
            for tone in tones:
                yield nfc(rhyme[: place + 1] + tone + rhyme[place + 1 :])


_SPELLED = frozenset(_toned())
_CASES = (str.lower, str.upper, str.capitalize)


@lru_cache(maxsize=10_000)
def is_syllable(word: str) -> bool:
    """Return whether a word (NFC) can be one syllable of Vietnamese, in small letters or not."""
    small = word.lower()
    if word not in {case(small) for case in _CASES}:
        return False
    onset = _ONSET.match(small)
    longest = onset.end() if onset else 0
    return any(_is_onset(small[:end]) and small[end:] in _SPELLED for end in range(longest + 1))


def _is_onset(letters: str) -> bool:
    return bool(_ONSET.fullmatch(letters))
