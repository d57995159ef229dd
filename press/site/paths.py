"""Where every file of the site stands. Pure; paths are relative to the site, with slashes.

Identity is the commune's official code and the message's id; slugs only decorate, and may
collide. The master language stands at the root, others under their `path` ("en/"). Where a name
may stand for a record, it is a former one (press/site/redirects.py).
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # render may import this module, and at run time it must not meet the model
    from press.content.model.campaign import (
        Commune,
        Format,
        Language,
        Message,
        StandingPage,
        Variant,
    )

CSS = "assets/site.css"
FONT = "assets/display.woff2"
SCRIPTS = ("exit", "site", "finder", "library", "search")  # by name: assets/site.js
FEED_CSS = "assets/feed.css"
EDITIONS = "in/"  # the folder of print runs
SITEMAP = "sitemap.xml"  # names the parts of the map
WORKER = "sw.js"  # at the root: a service worker serves what lies below it
SEARCH = "pagefind/"  # the folder of the search index
COVERS = {1200: "png", 720: "webp", 360: "webp"}  # px: for shared links, and for pages
CALENDAR = "lich.ics"
FEEDS = {"rss": "feed.xml", "atom": "atom.xml", "json": "feed.json"}
FEED_TYPES = {
    "feed.xml": "application/rss+xml",
    "atom.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
}
TYPES = {
    "css": "text/css",
    "csv": "text/csv",
    "html": "text/html",
    "ics": "text/calendar",
    "json": "application/json",
    "pagefind": "application/wasm",
    "pf_fragment": "application/octet-stream",
    "pf_index": "application/octet-stream",
    "pf_meta": "application/octet-stream",
    "js": "text/javascript",
    "opml": "text/x-opml",
    "pdf": "application/pdf",
    "png": "image/png",
    "txt": "text/plain",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
    "zip": "application/zip",
}

# Paths, a line each: names of letters, digits, - and _, with single dots between, and no device of
# Windows. Nothing is tried twice (++): a site has tens of thousands, and each run looks at all.
_DEVICE = r"(?=[acnlpACNLP])(?i:con|prn|aux|nul|com\d|lpt\d)[./\n]"
_WORD = r"[A-Za-z0-9_\-\x80-\U0010ffff]++"
_PATHS = re.compile(rf"(?:(?!{_DEVICE}){_WORD}(?:\.{_WORD})*+[/\n])++")


def script(name: str) -> str:
    """Return a script of the site."""
    return f"assets/{name}.js"


def names(language: str) -> str:
    """Return the script that holds the names of a language's pages."""
    return f"assets/names-{language}.js"


def place(commune: Commune | str) -> str:
    """Return the decorated name of a commune: `16813-muong-xen`."""
    return commune if isinstance(commune, str) else commune.folder


def _id(of: Message | StandingPage | str) -> str:
    return of if isinstance(of, str) else of.id


def home(language: Language) -> str:
    """Return the first page of a language."""
    return f"{language.path}index.html"


def messages(language: Language) -> str:
    """Return the list of messages."""
    return f"{language.path}thong-diep/index.html"


def message(language: Language, of: Message | str) -> str:
    """Return a message's page, of no commune."""
    return f"{language.path}thong-diep/{_id(of)}/index.html"


def communes(language: Language) -> str:
    """Return the list of communes."""
    return f"{language.path}xa/index.html"


def commune(language: Language, of: Commune | str) -> str:
    """Return a commune's page."""
    return f"{language.path}xa/{place(of)}/index.html"


def commune_message(language: Language, of: Commune | str, about: Message | str) -> str:
    """Return a message's page in a commune: the text twin of its pieces."""
    return f"{language.path}xa/{place(of)}/{_id(about)}/index.html"


def places(language: Language) -> str:
    """Return the script that names all communes, for choosing one."""
    return f"{language.path}xa/noi.js"


def weights(of: Commune) -> str:
    """Return the script that tells the bytes of a commune's files."""
    return f"xa/{place(of)}/dung-luong.js"


def short(of: Commune | str) -> str:
    """Return the address on print, stable for ever: `x/16813/index.html`."""
    return f"x/{of if isinstance(of, str) else of.code}/index.html"


def sitemap(part: int) -> str:
    """Return a part of the map of the site."""
    return f"sitemap-{part}.xml"


def search(language: Language) -> str:
    """Return the page that searches the site."""
    return f"{language.path}tim-kiem/index.html"


def library(language: Language, shelf: str = "") -> str:
    """Return the library of materials, or what stands on one of its shelves: "mau/den-trang"."""
    return f"{language.path}tai-lieu/{shelf and shelf + '/'}index.html"


def standing(language: Language, of: StandingPage | str) -> str:
    """Return a standing page."""
    return f"{language.path}{_id(of)}/index.html"


def events(language: Language) -> str:
    """Return the page of all events."""
    return f"{language.path}su-kien/index.html"


def calendar(language: Language, of: Commune | str | None = None) -> str:
    """Return a calendar's path, beside the index page it belongs to."""
    return posixpath.join(
        posixpath.dirname(commune(language, of) if of else home(language)), CALENDAR
    )


def audience(language: Language, name: str) -> str:
    """Return the page of an audience."""
    return f"{language.path}danh-cho/{name}/index.html"


def feed(
    language: Language, variant: str, of: Commune | str | None = None, reader: str | None = None
) -> str:
    """Return the path of a feed of the site, a commune or an audience, beside its index page."""
    page = audience(language, reader) if reader else home(language)
    folder = posixpath.dirname(commune(language, of) if of else page)
    return posixpath.join(folder, FEEDS[variant])


def feeds(language: Language) -> str:
    """Return the page that lists feeds."""
    return f"{language.path}nguon-tin/index.html"


def opml(language: Language) -> str:
    """Return the file with the addresses of all feeds."""
    return f"{language.path}nguon-tin.opml"


def piece_name(about: Message, form: Format, language: str, variant: Variant | None) -> str:
    """Return a piece's file name: `goi-111_ap-phich-a3_297x420mm_vi_nha-in.pdf`."""
    ending = f"{form.suffix(variant)}.{form.type}"
    return f"{about.id}_{form.file}_{language}{ending}"


def piece(of: Commune, about: Message, form: Format, language: str, variant: Variant | None) -> str:
    """Return a piece; pieces of all languages stand together."""
    return f"xa/{place(of)}/{piece_name(about, form, language, variant)}"


def edition(about: Message, form: Format, language: str) -> str:
    """Return the file of a print run for all communes."""
    return f"{EDITIONS}{piece_name(about, form, language, 'edition')}"


def edition_pack(form: Format) -> str:
    """Return the zip of a format's files for all communes."""
    return f"{EDITIONS}{form.id}.zip"


def thumb(about: Message, form: Format, language: str) -> str:
    """Return the small picture of a format in the library of materials."""
    return f"tai-lieu/anh/{about.id}_{form.file}_{language}.png"


def cover(about: Message, language: str, width: int) -> str:
    """Return the picture of a message as pages show it."""
    return f"tai-lieu/anh/{about.id}_{width}_{language}.{COVERS[width]}"


def mini(about: Message, form: Format, language: str) -> str:
    """Return the smallest picture of a format, for lists."""
    return f"tai-lieu/anh/nho/{about.id}_{form.file}_{language}.webp"


def contact_sheet(language: Language) -> str:
    """Return the picture of the whole campaign."""
    return f"tai-lieu/toan-canh_{language.tag}.png"


def pack(of: Commune) -> str:
    """Return a commune's pack."""
    return f"xa/{place(of)}/bo-tai-lieu_{place(of)}.zip"


def ticket(of: Commune, suffix: str) -> str:
    """Return a commune's job ticket for print shops, a PDF or a CSV."""
    return f"xa/{place(of)}/phieu-in_{place(of)}.{suffix}"


def media_type(path: str) -> str:
    """Return the media type of a file of the site, by its name."""
    name = path.rpartition("/")[2]
    ending = name.rpartition(".")[2]
    if name not in FEED_TYPES and ending not in TYPES:
        raise ValueError(f"what type is {name}? Add its ending to press/site/paths.py")
    return FEED_TYPES.get(name) or TYPES[ending]


def address(path: str) -> str:
    """Return the address a page is known by: without `index.html`."""
    return path.removesuffix("index.html")


def href(here: str, there: str, *, whole: bool = False) -> str:
    """Return the relative link from the page `here` to the file `there`, as browsers resolve it.

    `whole` names the `index.html` of a folder too: on a disk there is no server to open it.
    """
    folders, parts = here.split("/")[:-1], (there if whole else address(there)).split("/")
    shared = 0
    while shared < min(len(folders), len(parts) - 1) and folders[shared] == parts[shared]:
        shared += 1
    return "../" * (len(folders) - shared) + "/".join(parts[shared:]) or "./"


def sound_paths(paths: Collection[str]) -> bool:
    """Tell whether files of a site may stand at these paths."""
    text = "\n".join(paths)
    return text.count("\n") < len(paths) and _PATHS.fullmatch(f"{text}\n") is not None
