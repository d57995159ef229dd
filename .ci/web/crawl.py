"""Follow every link of a built site, as files: python .ci/web/crawl.py SITE [--files].

Each address in pages, style sheets, scripts, feeds, calendars and maps must lead to a file of the
site, each #anchor to an element; nothing that a browser loads may come from elsewhere; pages keep
the house rules (policy, no inline code, pictures with sizes), their first view its weight, and what
they tell of the size of files must be true.
With --files the site is one that is opened from a disk, where no server turns a folder into its
index.html. Knows nothing of the code that built the site.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from crawl_files import read_file
from crawl_links import Links, Site
from crawl_pages import read_page
from crawl_weight import Weights

CONTENT = Path(__file__).parents[2] / "content"
BUDGET = 60 * 1024  # bytes that the first view of a page may take, compressed

# Where links may lead besides the hosts that stand in `content/`: to share, and vocabularies.
HOSTS = frozenset({"schema.org", "t.me", "www.facebook.com"})
TEXTS = frozenset({
    *(".css", ".js", ".mjs", ".svg", ".xml", ".xsl", ".opml", ".json", ".webmanifest"),
    *(".ics", ".vcf", ".csv", ".txt", ".md"),
})  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What one file of the site has in it."""

    path: str
    ids: frozenset[str]
    anchors: frozenset[tuple[str, str]]  # path, id
    links: int
    weighed: int  # sizes of files that it tells
    weight: int  # bytes of a first view; 0 of what is no page
    faults: tuple[str, ...]


class Reader:
    """Reads files of one site; lives in each process."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._weights = Weights(site)

    def read(self, path: str) -> Seen:
        """Return what a page or another text has in it."""
        links = Links(self._site, path)
        data = (self._site.folder / path).read_bytes()
        if not path.endswith(".html"):
            ids = read_file(data, links)
            return Seen(path, ids, frozenset(links.anchors), links.count, 0, 0, tuple(links.faults))
        page = read_page(data, links)
        weight = self._weights.of(data, page)
        if weight > BUDGET:
            links.fault(f"the first view takes {weight / 1024:.1f} KB, the most is 60")
        anchors, faults = frozenset(links.anchors), tuple(links.faults)
        return Seen(path, page.ids, anchors, links.count, links.weighed, weight, faults)


def main() -> None:
    """Print one line of counts and every fault, exit 1 if there is one."""
    parser = argparse.ArgumentParser(description="Follow every link of a built site, as files.")
    parser.add_argument("site", type=Path)
    parser.add_argument("--files", action="store_true", help="the site is opened from a disk")
    options = parser.parse_args()
    began = time.monotonic()
    site = staleness_of(options.site, from_disk=options.files)
    seen = crawl(site)
    faults = [*((file.path, fault) for file in seen for fault in file.faults), *lost(seen)]
    print(summary(seen, len({path for path, _ in faults}), time.monotonic() - began))
    for line in grouped(faults):
        print(line, file=sys.stderr)
    sys.exit(1 if faults else 0)


def staleness_of(folder: Path, *, from_disk: bool) -> Site:
    """Return what files there are, the address of the site, and whom pages may link to."""
    files = frozenset(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )
    settings = (CONTENT / "campaign.toml").read_text("utf-8")
    base = re.search(r'^base_url = "(.+)"$', settings, re.MULTILINE)
    if not base or "index.html" not in files:
        sys.exit(f"{folder}: no site, or no base_url in campaign.toml")
    written = [path.read_text("utf-8") for path in sorted(CONTENT.rglob("*.*")) if path.is_file()]
    hosts = HOSTS.union(*(re.findall(r"https?://([\w.-]+)", text) for text in written))
    return Site(folder, files, base[1], frozenset(hosts), from_disk)


def crawl(site: Site) -> list[Seen]:
    """Return what every page and every other text has in it, by as many processes as cores."""
    paths = [path for path in site.files if Path(path).suffix in TEXTS | {".html"}]
    paths = sorted(set(paths) - {"manifest.json"})  # .ci/verify.py reads that one
    with ProcessPoolExecutor(initializer=_start, initargs=(site,)) as pool:
        return list(pool.map(_read, paths, chunksize=32))


def _start(site: Site) -> None:
    globals()["_reader"] = Reader(site)


def _read(path: str) -> Seen:
    reader: Reader = globals()["_reader"]
    return reader.read(path)


def lost(seen: list[Seen]) -> Iterator[tuple[str, str]]:
    """Yield links to elements that are not there."""
    ids = {file.path: file.ids for file in seen}
    for file in seen:
        for path, name in sorted(file.anchors):
            if path in ids and name not in ids[path]:
                yield file.path, f"no element #{name} in {path}"


def summary(seen: list[Seen], faulty: int, seconds: float) -> str:
    """Return one line of counts."""
    pages = [file for file in seen if file.weight]
    heaviest = max(pages, key=lambda page: page.weight)
    return (
        f"{len(pages):,} pages, {len(seen) - len(pages):,} other texts, "
        f"{sum(file.links for file in seen):,} links, "
        f"{sum(file.weighed for file in seen):,} sizes told; {faulty:,} files with faults; "
        f"heaviest first view {heaviest.weight / 1024:.1f} KB: {heaviest.path}; {seconds:.0f} s"
    )


def grouped(faults: list[tuple[str, str]]) -> Iterator[str]:
    """Yield a line for each fault, however many files have it."""
    paths: dict[str, list[str]] = defaultdict(list)
    for path, fault in faults:
        paths[re.sub(r"[\d.]+ KB", "… KB", fault)].append(path)
    for fault, where in sorted(paths.items(), key=lambda item: -len(item[1])):
        more = f" and {len(where) - 1:,} more" if where[1:] else ""
        yield f"{where[0]}{more}: {fault}"


if __name__ == "__main__":
    main()
