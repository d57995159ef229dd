"""What dates, measures and files are called in a language. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from press.base.text import NBSP
from press.content.model.variant import Variant, spec_of


def in_words_of(say: Mapping[str, str], day: date) -> str:
    """Return a date as the language writes it."""
    months, days = say["months"].split(), say["days"].split()
    words = say["date"].format(day=days[day.day - 1], month=months[day.month - 1], year=day.year)
    return words.replace(" ", NBSP)


def with_weekday(say: Mapping[str, str], day: date) -> str:
    """Return a date with the day of the week: "Thứ Năm, 30/7/2026"."""
    weekday = say["weekdays"].split("|")[day.weekday()].strip()
    return say["weekday_date"].format(weekday=weekday, date=in_words_of(say, day))


def bound(text: str) -> str:
    """Keep a measure on one line: "0,8 × 2,5 m"."""
    return re.sub(r" (?=×|[cm]?m\b)|(?<=×) ", NBSP, text)


def variant_name(say: Mapping[str, str], variant: Variant | None) -> str:
    """Return what a file of a print piece is for; nothing for a card."""
    spec = spec_of(variant)
    return say[spec.name] if spec.name else ""
