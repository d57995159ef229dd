"""Render what can be searched: Search -> small pages, by path, for Pagefind to index. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from html import escape

from press.base.digest import digest
from press.outputs.composed import Files, Rendered
from press.outputs.search.pagefind import index, packed, unpacked
from press.outputs.search.record import Found, Search
from press.outputs.tools import Tools
from press.site.paths import address


def renderer(tools: Tools, fingerprint: str) -> Callable[[Search, Files], Rendered]:
    """Return what makes the files of the index."""

    def render(search: Search, _files: Files) -> Rendered:
        made = _indexed(search, tools, fingerprint)
        return {name: [data] for name, data in made.items()}

    return render


def drawer(tools: Tools, fingerprint: str) -> Callable[[Search], object]:
    """Return what makes them and keeps them: it takes as long as many artworks."""
    return lambda search: _indexed(search, tools, fingerprint)


def _indexed(search: Search, tools: Tools, fingerprint: str) -> Mapping[str, bytes]:
    pages, key = render_search(search), digest(fingerprint, search)
    data = tools.memo(key, lambda: packed(index(pages)))
    try:
        return unpacked(data)
    except ValueError:  # somebody put it there
        return index(pages)


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
