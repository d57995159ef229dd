"""Check text messages: short enough from every commune, the number at the end, no link."""

from __future__ import annotations

import re
from collections.abc import Iterator

from press.base.diag import Problem, counted
from press.base.sms import MOST_PARTS, is_gsm, segments, signed, surplus, units
from press.base.text import phone_like
from press.content.model.campaign import Message, Translation
from press.content.parse import Parsed

_LINK = re.compile(r"https?:|www\.|\w\.(?:vn|com|gov|org|net|info)\b", re.IGNORECASE)


def text_messages(parsed: Parsed) -> Iterator[Problem]:
    """Yield each text message that would be sent in too many parts, or not be believed."""
    issuers = {tag: _issuers(parsed, tag) for tag in parsed.strings}
    for message in parsed.messages:
        for tag, text in message.translations.items():
            yield from _words(parsed, text)
            yield from _length(message, text, issuers.get(tag, []))


def _issuers(parsed: Parsed, tag: str) -> list[tuple[str, str]]:
    """Return the longest of those who speak: within the GSM alphabet, and beyond it."""
    say = parsed.strings[tag].say
    keys = ((f"issuer_prefix_{c.kind}", c.name) for c in parsed.communes)
    issuers = [(say[key], name) for key, name in keys if key in say]
    longest = sorted(issuers, key=lambda issuer: units(" ".join(issuer)))
    return list({is_gsm(" ".join(issuer)): issuer for issuer in longest}.values())


def _length(
    message: Message, text: Translation, issuers: list[tuple[str, str]]
) -> Iterator[Problem]:
    sent = [(signed(issuer, text.sms), issuer) for issuer in issuers]
    over, whole, issuer = max(((surplus(s), s, who) for s, who in sent), default=(0, "", ("", "")))
    if over:
        problem = (
            f'the SMS of {message.id} in "{text.language}" from {" ".join(issuer)} takes'
            f" {segments(whole)} parts, the most is {MOST_PARTS}"
        )
        hint = f"shorten it by {counted(over, 'character')} or more"
        yield Problem(text.marks.at("sms"), "sms-too-long", problem, hint)


def _words(parsed: Parsed, text: Translation) -> Iterator[Problem]:
    span = text.marks.at("sms")
    if found := _LINK.search(text.sms):
        whole = next((word for word in text.sms.split() if found[0] in word), found[0])
        problem = f'"sms" must hold no link: "{whole.strip(".,;")}"'
        hint = "people are told not to open links in messages from officials"
        yield Problem(span, "bad-value", problem, hint)
    hotline = parsed.hotlines.get(parsed.settings.hotline) if parsed.settings else None
    number = hotline.number if hotline else ""
    said = [found for _, found in phone_like(text.sms)]
    if number and (said.count(number) != 1 or not text.sms.rstrip(".!").endswith(number)):
        problem = f'"sms" must end with {number}, and say it once'
        yield Problem(span, "bad-value", problem)
