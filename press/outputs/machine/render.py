"""Render files for machines: Data -> sitemap, robots.txt, style sheet, scripts, names of pages."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import format_datetime
from functools import partial
from itertools import groupby

from press.base.digest import digest
from press.media.webfont import subset
from press.outputs.composed import Files, told
from press.outputs.machine.record import Data
from press.outputs.shared.templates import Templates, templates_of
from press.outputs.tools import Tools
from press.site.paths import address

STYLES = {"css": "css/site.css", "feed-css": "css/feed.css"}  # of assets/, among the templates
WORKER = "js/worker.js"
Told = tuple[int, str]
_ASIDE = re.compile(r"^\s*(?://.*|/\*(?:(?!\*/)[\s\S])*\*/\s*)$", re.MULTILINE)


def renderer(tools: Tools, fingerprint: str) -> Callable[[Data, Files], Iterable[bytes]]:
    """Return what renders a file for machines."""

    def render(data: Data, files: Files) -> Iterable[bytes]:
        if data.view == "font":
            ((name, letters),) = data.rows
            drawing = partial(subset, tools.root / "assets" / "fonts" / name, letters)
            return [tools.memo(digest(fingerprint, data), drawing)]
        return [render_data(data, tools.one(templates_of), told(data, files))]

    return render


def render_data(data: Data, templates: Templates, told: Mapping[str, Told]) -> bytes:
    """Return the file. `told` has the bytes and the SHA-256 of every path in `data.files`."""
    if data.view == "worker":
        return _worker(data, templates, told).encode()
    if data.view == "weights":
        return _weights(told).encode()
    return _VIEWS[data.view](data, templates).encode()


def lean(text: str) -> str:
    """Return a style sheet or a script as it travels: a tenth less, and it says the same.

    Indentation, empty lines and comments with nothing beside them are for who reads the source.
    Where a string would span lines this could change it: `.ci/lint.sh` refuses such strings.
    """
    lines = map(str.strip, _ASIDE.sub("", text).split("\n"))
    return "".join(f"{line}\n" for line in lines if line)


def _css(data: Data, templates: Templates) -> str:
    rules = (f"{selector}{{{_declarations(pairs)}}}" for selector, *pairs in data.rows)
    return "\n".join((*rules, lean(templates.texts[STYLES[data.view]])))


def _declarations(pairs: list[str]) -> str:
    return ";".join(f"--{name}:{value}" for name, value in _in_pairs(pairs))


def _sitemap(data: Data, templates: Templates) -> str:
    rows = ((url, day, _in_pairs(twins)) for url, day, *twins in data.rows)
    return templates.fill("web/sitemap.xml", rows=rows)


def _sitemaps(data: Data, templates: Templates) -> str:
    return templates.fill("web/sitemaps.xml", addresses=[address for (address,) in data.rows])


def _opml(data: Data, templates: Templates) -> str:
    (title, owner, time, language), *rows = data.rows
    moment = format_datetime(datetime.fromisoformat(time))
    head = {"title": title, "owner": owner, "moment": moment, "language": language}
    groups = [(name, list(feeds)) for name, feeds in groupby(rows, key=lambda row: row[0])]
    return templates.fill("web/opml.xml", groups=groups, **head)


def _robots(data: Data, _templates: Templates) -> str:
    return "User-agent: *\nAllow: /\n" + "".join(f"Sitemap: {url}\n" for (url,) in data.rows)


def _script(data: Data, templates: Templates) -> str:
    ((name,),) = data.rows
    return lean(templates.texts[name])


def _names(data: Data, _templates: Templates) -> str:
    """Return a script that holds the rows; on a disk, paths say which file of a folder is meant."""
    ((on_disk,), *rows) = data.rows
    known = ((title, path if on_disk else address(path), *rest) for title, path, *rest in rows)
    encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    return "window.press.names = [\n" + ",\n".join(map(encode, known)) + "\n];\n"


def _places(data: Data, _templates: Templates) -> str:
    places = json.dumps(data.rows, ensure_ascii=False, separators=(",", ":"))
    return f"window.press.places={places}\n"


def _weights(told: Mapping[str, Told]) -> str:
    """Return a script with the bytes of files by their names, whatever folder they are in."""
    sizes = {path.rpartition("/")[2]: size for path, (size, _) in told.items()}
    return f"window.press.bytes={json.dumps(sizes, separators=(',', ':'))}\n"


def _worker(data: Data, templates: Templates, told: Mapping[str, Told]) -> str:
    """Return the service worker; its version changes with any file that it keeps."""
    kept, (folders,) = [address(path) for path in data.files], data.rows
    version = digest(templates.texts[WORKER], [told[path][1] for path in data.files])[:12]
    head = json.dumps({"VERSION": version, "KEPT": kept, "FOLDERS": folders})
    return f"self.press = {head};\n{lean(templates.texts[WORKER])}"


def _in_pairs(values: list[str]) -> Iterable[tuple[str, str]]:
    return zip(values[::2], values[1::2], strict=True)


_VIEWS: Mapping[str, Callable[[Data, Templates], str]] = {
    "css": _css,
    "feed-css": _css,
    "names": _names,
    "opml": _opml,
    "places": _places,
    "robots": _robots,
    "script": _script,
    "sitemap": _sitemap,
    "sitemaps": _sitemaps,
}
