"""The Jinja templates of pages and texts: name, values -> str. Knows no campaign."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from jinja2 import DictLoader, Environment, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from press.base.outline import Outline
from press.base.text import NBSP
from press.outputs.tools import Tools
from press.site.paths import media_type, names, script


def templates_of(tools: Tools) -> Templates:
    """Return the templates among some tools."""
    return Templates(tools.texts)


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
