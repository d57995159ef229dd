"""Check that no translation is older than what it translates.

A translation may bear the stamp of the master's text it was made from: `translated_from`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from press.base.diag import Problem
from press.base.digest import digest
from press.base.text import VIETNAMESE, nfc
from press.content.model.campaign import PageText, Translation
from press.content.parse import Parsed

Text = Translation | PageText
_MARKED = frozenset(letter for letter in VIETNAMESE if not letter.isascii())
_OURS = {"language", "translated_from", "body_line", "marks"}  # not said to any reader


def outdated(parsed: Parsed) -> Iterator[Problem]:
    """Yield a warning for every translation whose master has changed since, or that is none."""
    for message in parsed.messages:
        yield from _outdated(message.translations, parsed.master)
    for page in parsed.pages:
        yield from _outdated(page.translations, parsed.master)


def _outdated(texts: Mapping[str, Text], master: str) -> Iterator[Problem]:
    now = stamp(texts[master]) if master in texts else ""
    for tag, text in texts.items():
        span = text.marks.at("translated_from")
        if tag == master and text.translated_from:
            message = f'{master}.md is translated from nothing, so "translated_from" has no meaning'
            yield Problem(span, "unknown-key", message, "take the line out")
        elif tag != master and master in texts and (same := _same(text, texts[master])):
            names = ", ".join(f'"{name}"' for name in same)
            message = f"not translated, but the same as in {master}.md: {names}"
            yield Problem(text.marks.at(same[0]), "missing-translation", message, "", "warning")
        elif now and text.translated_from not in {"", now}:
            message = f"{master}.md has changed since this was translated"
            hint = f'read both again, then write translated_from: "{now}"'
            yield Problem(span, "outdated-translation", message, hint, "warning")


def _same(text: Text, master: Text) -> list[str]:
    """Return the fields that still stand as in the master, in letters of Vietnamese."""
    first = master.model_dump(exclude=_OURS)
    return [
        key
        for key, value in text.model_dump(exclude=_OURS).items()
        if isinstance(value, str) and value == first.get(key) and not _MARKED.isdisjoint(value)
    ]


def stamp(text: Text) -> str:
    """Return eight digits that change whenever the words of a text do.

    Neither space nor marks for breaks count, nor how letters with accents are written, nor fields
    that are not there.
    """
    words = text.model_dump(exclude=_OURS)
    return digest({key: _bare(value) for key, value in words.items() if value})[:8]


def _bare(value: object) -> object:
    if isinstance(value, str):
        return " ".join(part for part in re.split(r"[\s|]+", nfc(value)) if part)
    return [_bare(item) for item in value] if isinstance(value, (list, tuple)) else value
