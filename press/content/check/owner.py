"""Check that the site says who answers for it, as decree 42/2022/NĐ-CP, article 4, asks."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from press.base.diag import Problem
from press.content.model.campaign import Settings
from press.content.parse import Parsed

_RESERVED = frozenset({"example", "invalid", "test", "localhost"})  # RFC 2606, RFC 6761


def owner(parsed: Parsed) -> Iterator[Problem]:
    """Yield what is missing. While the address is a placeholder nobody reads the site: warnings."""
    if parsed.settings is None:
        return
    placeholder = is_placeholder(parsed.settings.base_url)
    if placeholder:
        message = f"{parsed.settings.base_url} is a placeholder, and it is printed on every piece"
        hint = "set the real address before anything is printed"
        span = parsed.settings.marks.at("base_url")
        yield Problem(span, "placeholder-address", message, hint, "warning")
    for key in _empty(parsed.settings, parsed.master):
        message = f'"{key}" is empty: every page must say who answers for it'
        span = parsed.settings.marks.at(key)
        yield Problem(span, "missing-owner", message, "", "warning" if placeholder else "error")


def is_placeholder(address: str) -> bool:
    """Tell whether an address is one of those that never lead anywhere."""
    labels = (urlsplit(address).hostname or "").split(".")
    return labels[-1] in _RESERVED or labels[-2:-1] == ["example"]


def _empty(settings: Settings, master: str) -> Iterator[str]:
    """Yield the keys without a value; that other languages have one too is checked elsewhere."""
    texts = {"issuer_address": settings.issuer_address, "officer": settings.officer}
    yield from (f"{name}.{master}" for name, text in texts.items() if not text.get(master))
    yield from (name for name in ("issuer_phone", "issuer_email") if not getattr(settings, name))
