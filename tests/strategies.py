"""What hypothesis draws from: Vietnamese text, composed or not, and messages."""

from __future__ import annotations

import unicodedata
from datetime import date, timedelta

from hypothesis import strategies as st

from press.base.diag import Span
from press.content.model.campaign import Marks, Message, Translation
from press.content.resources import Source, Sources

TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
VOWELS = [unicodedata.normalize("NFC", base + tone) for base in "aăâeêioôơuưy" for tone in TONES]
STARTS = [
    "",
    "b",
    "c",
    "ch",
    "d",
    "đ",
    "g",
    "gh",
    "h",
    "kh",
    "l",
    "m",
    "ngh",
    "nh",
    "ph",
    "th",
    "tr",
]
ENDS = ["", "c", "ch", "m", "n", "ng", "nh", "p", "t"]
MARKS = Marks(span=Span("content/messages/x/vi.md", 1))


def spelled(text: str, form: str) -> str:
    """Return the text composed ("NFC") or taken apart ("NFD")."""
    return unicodedata.normalize("NFD" if form == "NFD" else "NFC", text)


syllables = st.builds(
    lambda start, vowel, end, shape: shape(start + vowel + end),
    st.sampled_from(STARTS),
    st.sampled_from(VOWELS),
    st.sampled_from(ENDS),
    st.sampled_from([str.lower, str.upper, str.capitalize]),
)
words = st.lists(syllables, min_size=1, max_size=4).map(" ".join)
compounds = st.lists(st.lists(syllables, min_size=2, max_size=4).map(" ".join), max_size=6)
sentences = st.lists(
    st.one_of(syllables, st.sampled_from([",", ".", "|", "-", "24/7", "\u00a0"])), max_size=14
).map(" ".join)
forms = st.sampled_from(["NFC", "NFD"])
days = st.dates(min_value=date(2025, 1, 1), max_value=date(2027, 12, 31))


@st.composite
def bound_texts(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Draw a text together with compounds that occur in it."""
    lexicon = draw(compounds)
    pieces = st.one_of(syllables, st.sampled_from([*lexicon, ",", "|"]))
    return " ".join(draw(st.lists(pieces, max_size=12))), lexicon


@st.composite
def messages(draw: st.DrawFn, name: str = "thong-diep") -> Message:
    """Draw a message in Vietnamese alone, ready or not, on some days or for ever."""
    line = words.map(str.strip)
    publish = draw(days)
    text = Translation(
        language="vi",
        topic=draw(line),
        headline=draw(line),
        call=draw(line),
        subline=draw(line),
        simple=draw(line),
        led="A",
        summary=draw(line),
        points=tuple(draw(st.lists(line, min_size=3, max_size=6))),
        caption=draw(line),
        hashtags=("NgheAn",),
        sms="Gọi 111.",
        alt=draw(line),
        body=draw(line),
        body_line=20,
        marks=MARKS,
    )
    return Message(
        id=name,
        status=draw(st.sampled_from(["ready", "draft"])),
        publish=publish,
        expires=draw(st.none() | st.integers(1, 400).map(lambda n: publish + timedelta(days=n))),
        updated=publish,
        order=draw(st.integers(0, 99)),
        audience=("everyone",),
        colour="red",
        pictogram="boat",
        signs=("boat",),
        translations={"vi": text},
        marks=MARKS,
    )


def sources_of(files: dict[str, str]) -> Sources:
    """Return files of content by their names inside the folder."""
    found = (Source(f"content/{name}", text) for name, text in sorted(files.items()))
    return Sources("content", tuple(found))
