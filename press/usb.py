"""Pack a site that opens from a disk into one zip, the same bytes every time."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

WHEN = (1980, 1, 1, 0, 0, 0)  # the first day that zips know
TEXTS = frozenset({".css", ".csv", ".html", ".ics", ".js", ".json", ".opml", ".txt", ".xml"})


def pack(site: Path, target: Path) -> int:
    """Write all files of a site into a zip beside the old one, then in its place.

    Returns its bytes. What is compressed already is stored as it is.
    """
    new = target.with_name(f".{target.name}.new")
    try:
        with zipfile.ZipFile(new, "w") as out:
            for name, path in _files(site):
                entry = zipfile.ZipInfo(name, WHEN)
                entry.external_attr = 0o644 << 16
                text = path.suffix in TEXTS
                entry.compress_type = zipfile.ZIP_DEFLATED if text else zipfile.ZIP_STORED
                entry.file_size = path.stat().st_size
                with path.open("rb") as file, out.open(entry, "w") as member:
                    while chunk := file.read(1 << 20):
                        member.write(chunk)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
    return target.stat().st_size


def _files(site: Path) -> Iterator[tuple[str, Path]]:
    """Yield each file with its name in the zip: in a folder of its own, the first page first."""
    paths = (path for path in site.rglob("*") if path.is_file())
    names = {path.relative_to(site).as_posix(): path for path in paths}
    for name in sorted(names, key=lambda name: (name != "index.html", name)):
        yield f"{site.name}/{name}", names[name]
