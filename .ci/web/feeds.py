"""Have feedparser, and the rules of the formats, judge every feed: python .ci/web/feeds.py SITE.

The repository must be on PYTHONPATH: the rules, in our own words, are those of its tests.
"""

from __future__ import annotations

import json
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

import feedparser

from tests import feed_rules

RULES = {
    "application/rss+xml": feed_rules.rss,
    "application/atom+xml": feed_rules.atom,
    "application/feed+json": feed_rules.json_feed,
}
VERSIONS = {"application/rss+xml": "rss20", "application/atom+xml": "atom10"}


class Judged(NamedTuple):
    """What one feed has, and what is wrong with it."""

    path: str
    entries: int
    faults: list[str]


def judge(site: Path, feed: tuple[str, str]) -> Judged:
    """Return what is wrong with a feed, by its path and media type."""
    path, kind = feed
    data = (site / path).read_bytes()
    faults = list(RULES[kind](data))
    if kind not in VERSIONS:
        return Judged(path, len(json.loads(data)["items"]), faults)
    read = feedparser.parse(data)
    if read.bozo:
        faults.append(f"feedparser: {read.bozo_exception}")
    if read.version != VERSIONS[kind]:
        faults.append(f"feedparser takes it for {read.version or 'no feed'}")
    return Judged(path, len(read.entries), faults)


def main(site: Path) -> None:
    """Print one line of counts and every fault, exit 1 if there is one."""
    began = time.monotonic()
    listed = json.loads((site / "manifest.json").read_bytes())["files"]
    feeds = [(file["path"], file["type"]) for file in listed if file["kind"] == "feed"]
    with ProcessPoolExecutor() as pool:
        judged = list(pool.map(partial(judge, site), feeds, chunksize=16))
    faults = [f"{feed.path}: {fault}" for feed in judged for fault in feed.faults]
    faults += [f"{feed.path}: no entries" for feed in judged if not feed.entries]
    if not feeds:
        faults.append("the manifest names no feed")
    entries, seconds = sum(feed.entries for feed in judged), time.monotonic() - began
    print(f"{len(feeds)} feeds, {entries} entries: {len(faults)} faults; {seconds:.0f} s")
    for fault in faults[:60]:
        print(fault, file=sys.stderr)
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
