"""Render what can be searched: Search -> small pages, by path, for Pagefind to index. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from press.outputs.shared.views import Found, Search
from press.site.paths import address


def render_search(search: Search) -> Mapping[str, str]:
    """Return a page for each that can be found."""
    return {found.path: _page(found) for found in search.found}


def _page(found: Found) -> str:
    """Return a page as Pagefind reads it, which finds words with and without their marks.

    Its other names are for the finder alone: they stand in its text too.
    """
    return (
        f'<!doctype html><html lang="{found.language}"><body><h1>{escape(found.title)}</h1>'
        f'<p data-pagefind-meta="path:{escape(address(found.path))}"></p>'
        f"<p>{escape(found.text)}</p></body></html>"
    )
