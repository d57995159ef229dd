"""What people press or type to reach somebody: phone numbers, e-mail and web addresses. Pure.

Each function returns nothing for what is right, else what is wrong with it, as words that go after
"it", and what to do. A number here is called, an address written to, by somebody in need: what
only looks right is refused.

Source: Việt Nam's numbering plan, circular 22/2014/TT-BTTTT: mobile numbers have 10 digits since
2018, landlines 11, shorter ones where exchanges are old; 069 is of the police and the army. ITU-T
E.164: at most 15 digits. RFC 5321 and 1035 (parts of addresses), RFC 3986 (addresses of pages).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from press.base.diag import counted


class Flaw(NamedTuple):
    """What is wrong, after it, and what to do."""

    wrong: str
    hint: str = ""


# Phone numbers.

_ALONE = "write one number and nothing else: whoever presses it calls all its digits"
_AS_TEXT = "type it again: in Excel, format the column as Text before you type or paste"
_TWO = Flaw("is more than one number", _ALONE)
_SIGNS = Flaw("has signs that no phone number has", _ALONE)
_NO_NUMBER = (  # the first of these that is found in a text is what is wrong with it
    (r"(?s)^.{60}", Flaw("is too long for a number", _ALONE)),
    (r"^\D*$", Flaw("has no digit", "leave it empty until somebody knows the number")),
    (r"^\s*tel\s*:", Flaw('begins with "tel:"', _ALONE)),
    (r"^[0-9][.,][0-9]+[eE]\+[0-9]+$", Flaw("is what Excel made of a number", _AS_TEXT)),
    (r"[0-9][\s)]*(?:[/;,|]|hoặc|hay|và|or|and)[\s(]*\+?[0-9]", _TWO),
    (r"(?:[0-9][^0-9]*){17}", _TWO),
    (r"[^\W\d_]", Flaw("has words beside the number", _ALONE)),
    (r"[^0-9 +.()-]|[^ (]\s*\+|\([^0-9]*\)", _SIGNS),
)
_PLAN = (  # what a number begins with -> how many digits it has in all
    (r"0[35789]", (10,), "a mobile number has 10 digits, the 0 in front included"),
    (r"02", (10, 11), "a landline number has 11 digits, the code of the province included"),
    (r"069", (8, 9, 10, 11), "numbers with 069 have 8 to 11 digits"),
    (r"1[89]00", (8, 9, 10), "1800 and 1900 are followed by 4 to 6 digits"),
    (r"11", (3,), "a short number such as 113 has 3 digits"),
    (r"10", (4,), "a short number such as 1022 has 4 digits"),
)
_E164 = (7, 15)  # digits after +: the shortest in use, the longest there may be


def phone(text: str) -> Flaw | None:
    """Return what keeps a text from being one number that can be called as it stands."""
    for pattern, flaw in _NO_NUMBER:
        if re.search(pattern, text):
            return flaw
    if re.search(r"[()]", re.sub(r"\([^()]*\)", "", text)):
        return _SIGNS
    if re.match(r"[(\s]*(\+|00)", text):
        return _international(text)
    return _national(re.sub(r"[^0-9]", "", text))


def _international(text: str) -> Flaw | None:
    if not text.startswith("+"):
        return Flaw("begins with 00 in place of +", "write + and the country’s code: +84 …")
    if re.search(r"\(0\)", text) or re.match(r"\+\s*84\s*\(?0", text):
        hint = "after +84 leave the 0 out: whoever presses it would call it too"
        return Flaw("has a 0 after the country’s code", hint)
    digits = re.sub(r"[^0-9]", "", text)
    if digits.startswith("84"):
        return _national(f"0{digits[2:]}")
    low, high = _E164
    if digits.startswith("0") or not low <= len(digits) <= high:
        hint = f"+, the country’s code, then the number: {low} to {high} digits in all"
        return Flaw(f"is no international number ({counted(len(digits), 'digit')})", hint)
    return None


def _national(digits: str) -> Flaw | None:
    if re.fullmatch("[2-9][0-9]{8,9}", digits):
        return Flaw(
            "has no 0 in front", f"if Excel dropped it, the number is 0{digits}: {_AS_TEXT}"
        )
    if re.fullmatch("01[0-9]{9}", digits):
        return Flaw("is a mobile number as they were before 2018", "ask for the number of today")
    for start, lengths, words in _PLAN:
        if re.match(start, digits):
            right = len(digits) in lengths
            return None if right else Flaw(f"has {counted(len(digits), 'digit')}", words)
    return Flaw(f"is no phone number of Việt Nam ({counted(len(digits), 'digit')})", _ALONE)


# Addresses.

_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")
_TOP = re.compile(r"[A-Za-z]{2,63}|xn--[A-Za-z0-9-]{1,59}")
_LOCAL = re.compile(r"[A-Za-z0-9_%+-]+(?:\.[A-Za-z0-9_%+-]+)*")
_LONGEST = 253  # of a host, and of an address to write to
_ONE = "write one address and nothing else, such as van-phong@xa.example"
_COPIED = "open the page in a browser and copy the address from there"


def email(text: str) -> Flaw | None:
    """Return what keeps a text from being one address that can be written to."""
    if re.match(r"\s*mailto\s*:", text, re.IGNORECASE):
        return Flaw('begins with "mailto:"', _ONE)
    if text.count("@") != 1 or re.search(r"[\s,;<>()?&/]", text):
        return Flaw("is not one e-mail address and nothing else", _ONE)
    local, _, host = text.partition("@")
    if not _LOCAL.fullmatch(local) or len(local) > 64:
        return Flaw("has something wrong before the @", f"letters without marks: {_ONE}")
    wrong = next(_of_host(host), "")
    return Flaw(f"is not an e-mail address: {wrong}", _ONE) if wrong else None


def _of_host(host: str) -> Iterator[str]:
    """Yield what is wrong with the name of a machine."""
    labels = host.split(".")
    if not host:
        yield "there is no name of a site in it"
    elif not host.isascii():
        yield f'"{host}" has letters with marks; browsers show such a name as xn--…'
    elif "" in labels:
        yield f'"{host}" has a dot at an end, or two together'
    elif len(labels) < 2 or len(host) > _LONGEST or not _TOP.fullmatch(labels[-1]):
        yield f'"{host}" is no name of a site, such as xa.example'
    elif bad := [label for label in labels if not _LABEL.fullmatch(label)]:
        yield f'"{bad[0]}" in it has signs that no name has'


def web(text: str) -> Flaw | None:
    """Return what keeps a text from being the address of a page that anybody may open."""
    if not text.startswith("https://"):
        near = re.match(r"(?:https?|www)\b[:/.]*", text)
        rest = text[near.end() :] if near and not text.startswith("www") else text
        hint = f"write https://{rest}" if near and rest else _COPIED
        return Flaw("does not begin with https://", hint)
    if found := re.search(r"[^!-~]|[\"<>\\^`{|}]", text):
        sign = "a space" if found[0].isspace() else f'"{found[0]}"'
        return Flaw(f"has {sign}, which no address has", _COPIED)
    wrong = next(_of_address(text), "")
    return Flaw(f"cannot be opened: {wrong}", _COPIED) if wrong else None


def _of_address(text: str) -> Iterator[str]:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        yield "its name or its port is no such thing"
        return
    if "@" in parts.netloc:
        yield "a name or a password stands before the @"
    if port == 0 or parts.netloc.endswith(":"):
        yield "there is no such port"
    yield from _of_host(parts.hostname or "")


def site(text: str) -> Flaw | None:
    """Return what keeps a text from being the address that a site stands at."""
    if flaw := web(text):
        return flaw
    if not text.endswith("/") or re.search(r"[?#]", text):
        return Flaw(
            "does not end with /",
            "write the address of the folder: https://tinh.example/chien-dich/",
        )
    path = urlsplit(text).path
    if "//" in path or re.search(r"/\.\.?/", path):
        return Flaw('has "//", "/./" or "/../" in it', "write the address without them")
    return None


def link(text: str) -> Flaw | None:
    """Return what keeps a text from being a page to open or, after mailto:, an address."""
    if text.startswith("mailto:"):
        return email(text.removeprefix("mailto:"))
    return web(text)


# Names of places.


def place_name(text: str) -> Flaw | None:
    """Return what keeps a text from being the name of a place: Mường Xén, Phường 1, Ea H’Leo."""
    sign = next((letter for letter in text if not _in_a_name(letter)), "")
    if sign:
        return Flaw(f'has "{sign}" in it, which no name of a place has', "write the name alone")
    if not any(letter.isalpha() for letter in text):
        return Flaw("has no letters", "write the name alone")
    return None


def _in_a_name(letter: str) -> bool:
    return letter in " -'’0123456789" or unicodedata.category(letter)[0] in "LM"
