"""Pack a site that opens from a disk into one zip, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from press.build.files import open_plain, walk
from press.build.store import place, unfinished

WHEN = (1980, 1, 1, 0, 0, 0)  # the first day that zips know
TEXTS = frozenset({".css", ".csv", ".html", ".ics", ".js", ".json", ".opml", ".txt", ".xml"})


def zip_site(site: Path, target: Path, tmp: Path) -> int:
    """Write all files of a site into a zip in `tmp`, then in the place of the old one.

    Returns its bytes. What is compressed already is stored as it is.
    """
    with unfinished(target, tmp) as new:
        with zipfile.ZipFile(new, "x") as out:
            for name, path in _files(site):
                entry = zipfile.ZipInfo(name, WHEN)
                entry.external_attr = 0o644 << 16
                text = path.suffix in TEXTS
                entry.compress_type = zipfile.ZIP_DEFLATED if text else zipfile.ZIP_STORED
                entry.file_size = path.stat().st_size
                with open_plain(path) as file, out.open(entry, "w") as member:
                    while chunk := file.read(1 << 20):
                        member.write(chunk)
        place(new, target)
    return target.stat().st_size


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file with its name in the zip: in a folder of its own, the first page first."""
    for name in sorted(walk(site), key=lambda name: (name != "index.html", name)):
        yield f"{site.name}/{name}", site / name
