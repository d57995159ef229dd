"""How many bytes a browser needs before a page stands complete on the screen."""

from __future__ import annotations

import re
import zlib
from functools import cache
from pathlib import Path

from crawl_files import addresses
from crawl_links import Links, Site
from crawl_pages import PageSeen

PACKED = frozenset({".css", ".html", ".js", ".json", ".mjs", ".svg", ".webmanifest", ".xml"})
FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
RANGE = re.compile(r"unicode-range:\s*([^;}]+)")
IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"';]*["']([^"']+)["']""", re.MULTILINE)


class Weights:
    """Weights of pages: the text and all it names, as a server sends it, with gzip.

    An upper bound: fonts count if the page has one of their letters, pictures if they are not
    lazy, in each of their sizes, pictures of style sheets always.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._bytes = cache(self._read)
        self._needs = cache(self._look)

    def of(self, data: bytes, page: PageSeen) -> int:
        """Return the bytes of a first view."""
        needed: set[str] = set()
        wanted = list(page.first)
        while wanted:
            path = wanted.pop()
            if path not in needed:
                needed.add(path)
                fonts, others = self._needs(path)
                wanted += others
                wanted += [font for font, letters in fonts if _has(letters, page.letters)]
        return packed(data) + sum(map(self._bytes, needed))

    def _read(self, path: str) -> int:
        data = (self._site.folder / path).read_bytes()
        return packed(data) if Path(path).suffix in PACKED else len(data)

    def _look(self, path: str) -> tuple[list[tuple[str, str]], list[str]]:
        """Return what a style sheet or a script loads: fonts with their letters, other files."""
        suffix = Path(path).suffix
        if suffix not in {".css", ".js", ".mjs"}:
            return [], []
        text = (self._site.folder / path).read_text("utf-8")
        if suffix != ".css":
            return [], self._targets(path, IMPORT.findall(text))
        fonts = []
        for face in FACE.findall(text):
            letters = RANGE.search(face)
            of = letters[1] if letters else ""
            fonts += [(font, of) for font in self._targets(path, addresses(face))]
        return fonts, self._targets(path, addresses(FACE.sub("", text)))

    def _targets(self, path: str, found: list[str]) -> list[str]:
        """Return the files behind addresses. Those that are not there are reported elsewhere."""
        links = Links(self._site, path)
        targets = (links.load(address) for address in found if not address.startswith("#"))
        return [target for target in targets if target]


def packed(data: bytes) -> int:
    """Return the size of data as gzip, without the name of a file."""
    return len(zlib.compress(data, 6)) + 12


@cache
def _numbers(letters: str) -> list[tuple[int, int]]:
    """Return the first and the last letter of each part of a unicode-range."""
    parts = []
    for part in letters.upper().replace("U+", "").split(","):
        first, _, last = part.strip().partition("-")
        parts.append(
            (
                int(first.replace("?", "0"), 16),
                int((last or first).replace("?", "F"), 16),
            )
        )
    return parts


def _has(letters: str, on_page: frozenset[str]) -> bool:
    """Whether a page has a letter of a font; one without a range is for all."""
    if not letters:
        return True
    return any(first <= ord(sign) <= last for sign in on_page for first, last in _numbers(letters))
