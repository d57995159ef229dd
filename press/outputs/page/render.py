"""Render pages: Page -> bytes, through the Jinja templates of `templates/web`.

Knows no campaign: all that shows is in the record, sizes of other files come by their paths.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from urllib.parse import urlsplit

from markupsafe import Markup

from press.base.text import readable
from press.outputs.composed import Files, sizes
from press.outputs.shared.elements import Frame, Text
from press.outputs.shared.matter import Page
from press.outputs.shared.templates import Templates, templates_of
from press.outputs.tools import Tools
from press.site.paths import CSS, FONT, address, href


def renderer(tools: Tools, _fingerprint: str) -> Callable[[Page, Files], Iterable[bytes]]:
    """Return what renders a page."""
    return lambda page, files: [render_page(page, tools.one(templates_of), sizes(page, files))]


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
