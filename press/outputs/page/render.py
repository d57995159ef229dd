"""Render pages: Page -> bytes, through the Jinja templates of `templates/web`.

Knows no campaign: all that shows is in the record, sizes of other files come by their paths.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from urllib.parse import urlsplit

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from press.base.text import NBSP
from press.outputs.piece.record import Outline
from press.outputs.shared.views import Frame, Page, Text
from press.site.paths import CSS, FONT, address, href, media_type, names, script


class Templates:
    """The templates of pages and packs, by name: "web/home.html", "pack/README.txt"."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.environment = Environment(
            loader=DictLoader(texts),
            undefined=StrictUndefined,
            autoescape=select_autoescape(("html", "xml")),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.environment.globals |= {"media_type": media_type, "names": names, "script": script}
        self.environment.filters["drawn"] = cache(_drawn)
        self.environment.filters["whole"] = _whole
        self.environment.filters["capital"] = lambda text: text[:1].upper() + text[1:]

    def fill(self, name: str, **values: object) -> str:
        """Return a template filled in. A name it does not find there is an error."""
        return self.environment.get_template(name).render(**values)


def render_page(page: Page, templates: Templates, sizes: Mapping[str, int]) -> bytes:
    """Return the file. `sizes` has the bytes of every path in `page.files`."""
    text = templates.fill(
        f"web/{page.view}.html",
        page=page,
        frame=page.frame,
        say=page.frame.say,
        matter=page.matter,
        style=CSS,
        font=FONT,
        root="../" * page.path.count("/") or "./",
        href=_links(page),
        url=lambda path: page.frame.base + address(path),
        size=_sizes(page.frame, sizes),
        body=_bodies(page),
    )
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line).encode() + b"\n"


def _links(page: Page) -> Callable[[str], str]:
    """Return what turns a site path into a link of this page.

    A server shows 404.html at any address, so there alone links begin at the root of the host,
    whatever its name is.
    """
    if page.view == "missing":
        root = urlsplit(page.frame.base).path or "/"
        return lambda path: root + address(path)
    if page.frame.on_disk:
        return lambda path: href(page.path, path, whole=True)
    return lambda path: href(page.path, path)


def _bodies(page: Page) -> Callable[[Text], Markup]:
    link = _links(page)
    addresses = [(symbol, link(path)) for symbol, path in page.matter.links]
    return lambda text: Markup(text.resolved(addresses))  # noqa: S704  # sanitised in compose


def _sizes(frame: Frame, sizes: Mapping[str, int]) -> Callable[[str], str]:
    mark = frame.say["decimal_mark"]
    return lambda path: readable(sizes[path]).replace(".", mark)


def readable(size: int) -> str:
    """Return a number of bytes as file managers show it: 38 KB, 1.2 MB."""
    if size < 1024 * 1000:
        return f"{max(1, round(size / 1024))} KB"
    return f"{size / 1024 / 1024:.1f} MB"


def _whole(phrase: str) -> Markup:
    """Return a phrase whose compounds stay whole where the screen is wide enough for them."""
    span, words = Markup("<span>{}</span>"), phrase.split(" ")
    whole = (span.format(w.replace(NBSP, " ")) if NBSP in w else escape(w) for w in words)
    return Markup(" ").join(whole)


def _drawn(outline: Outline) -> str:
    """Return an outline as path data of SVG."""
    return "".join(
        str(letter) + " ".join(f"{value:g}" for value in values)
        for letter, *values in outline.steps
    )
