"""Compare builds of one content: python .ci/same.py WHOLE FEW AGAIN.

FEW is a site of some communes, made of what drawing WHOLE has left; AGAIN is the same from nothing,
in other surroundings. FEW and AGAIN must be the same, byte for byte, and every file of a commune
must be what it is in WHOLE: it shows nothing of other communes. So files of every kind are made
twice, without drawing the whole province twice.
"""

from __future__ import annotations

import json
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any


def main(whole: Path, few: Path, again: Path) -> None:
    """Exit with a message if the sites are not as they should be."""
    first, second = digests(few), digests(again)
    apart = sorted(path for path in first | second if first.get(path) != second.get(path))
    demand(not apart, f"{few} and {again} differ in {len(apart)} files: {apart[:20]}")
    there = {path: file for path, file in listed(whole).items() if file["commune"]}
    here = {path: file for path, file in listed(few).items() if file["commune"]}
    apart = [path for path in here if there.get(path, {}).get("sha256") != first[path]]
    demand(not apart, f"{whole} has {len(apart)} other files than {few}: {apart[:20]}")
    communes = {file["commune"] for file in here.values()}
    wanted = {path for path, file in there.items() if file["commune"] in communes}
    demand(wanted == here.keys(), f"{few} has not all files of its communes")
    demand(kinds(here) == kinds(there) != set(), f"{few} has not all kinds of files")
    print(f"{len(first):,} files made twice, {len(here):,} of them as in the whole site")


def digests(site: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of a site by its path."""
    return {
        path.relative_to(site).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def listed(site: Path) -> dict[str, dict[str, Any]]:
    """Return what the manifest of a site says of each file."""
    files = json.loads((site / "manifest.json").read_bytes())["files"]
    return {file["path"]: file for file in files}


def kinds(files: dict[str, dict[str, Any]]) -> set[tuple[str, ...]]:
    """Return in what files differ by which they are made."""
    told = ("kind", "type", "format", "variant")
    return {tuple(str(file[key]) for key in told) for file in files.values()}


def demand(true: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Exit with a message unless something is true."""
    if not true:
        sys.exit(otherwise)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
