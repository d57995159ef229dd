"""Render pages: Page or Data -> bytes, through the Jinja templates of `templates/web`.

Knows no campaign: all that shows is in the record, sizes of other files come by their paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from press.faces import Outline
from press.paths import CSS, address, href, media_type, script
from press.text import NBSP
from press.views import Data, Frame, Page, Text

STYLE = "css/site.css"  # assets/css/site.css, among the templates because it is one


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
        self.environment.globals |= {"media_type": media_type, "script": script}
        self.environment.filters["drawn"] = cache(_drawn)
        self.environment.filters["whole"] = _whole
        self.environment.filters["capital"] = lambda text: text[:1].upper() + text[1:]

    def fill(self, name: str, **values: object) -> str:
        """Return a template filled in. A name it does not find there is an error."""
        return self.environment.get_template(name).render(**values)


def render_page(page: Page | Data, templates: Templates, sizes: Mapping[str, int]) -> bytes:
    """Return the file. `sizes` has the bytes of every path in `page.files`."""
    if isinstance(page, Data):
        return _DATA[page.view](page, templates).encode()
    text = templates.fill(
        f"web/{page.view}.html",
        page=page,
        frame=page.frame,
        say=page.frame.say,
        matter=page.matter,
        style=CSS,
        href=_links(page),
        url=lambda path: page.frame.base + address(path),
        size=_sizes(page.frame, sizes),
        body=_bodies(page),
    )
    return "\n".join(line for line in map(str.strip, text.split("\n")) if line).encode() + b"\n"


def _links(page: Page) -> Callable[[str], str]:
    """Return what turns a site path into a link of this page.

    A server shows 404.html at any address, so there alone links are absolute.
    """
    if page.view == "missing":
        return lambda path: page.frame.base + address(path)
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


def _css(page: Data, templates: Templates) -> str:
    rules = (f"{selector}{{{_declarations(pairs)}}}" for selector, *pairs in page.rows)
    return "\n".join((*rules, templates.texts[STYLE]))


def _declarations(pairs: list[str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in _in_pairs(pairs))


def _sitemap(page: Data, templates: Templates) -> str:
    rows = ((url, day, _in_pairs(twins)) for url, day, *twins in page.rows)
    return templates.fill("web/sitemap.xml", rows=rows)


def _robots(page: Data, _templates: Templates) -> str:
    return "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {url}\n" for (url,) in page.rows)


def _script(page: Data, templates: Templates) -> str:
    ((name,),) = page.rows
    return templates.texts[name]


def _in_pairs(values: list[str]) -> Iterable[tuple[str, str]]:
    return zip(values[::2], values[1::2], strict=True)


_DATA: Mapping[str, Callable[[Data, Templates], str]] = {
    "css": _css,
    "sitemap": _sitemap,
    "robots": _robots,
    "script": _script,
}
