"""Render what can be searched: Search -> small pages, by path, for Pagefind to index. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from html import escape

from press.paths import address
from press.views import Found, Search


def render_search(search: Search) -> Mapping[str, str]:
    """Return a page for each that can be found."""
    return {found.path: _page(found) for found in search.found}


def _page(found: Found) -> str:
    """Return a page as Pagefind reads it: what counts most is its title and its other names.

    Its names stand there without their marks too: many people type none.
    """
    names = " ".join((found.title, *found.names))
    return (
        f'<!doctype html><html lang="{found.language}"><body><h1>{escape(found.title)}</h1>'
        f'<p data-pagefind-meta="path:{escape(address(found.path))}"></p>'
        f'<p data-pagefind-weight="5">{escape(names)}</p><p>{escape(found.text)}</p>'
        f'<p data-pagefind-weight="4">{escape(bare(names))}</p></body></html>'
    )


def bare(text: str) -> str:
    """Return a text without the marks of its letters: "Mường Xén" as "Muong Xen"."""
    letters = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
