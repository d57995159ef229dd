"""Check a built site against its manifest and the campaign: python .ci/verify.py SITE.

Every listed file exists with its SHA-256 and size, nothing else is there, and every commune has
every message in every format and language. Knows nothing of the code that built it.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def main(site: Path) -> None:
    """Exit with a message at the first thing that is not as it should be."""
    files = json.loads((site / "manifest.json").read_bytes())["files"]
    listed = {file["path"]: file for file in files}
    found = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    demand(found == listed.keys() | {"manifest.json"}, "files and manifest differ")
    for path, file in listed.items():
        data = (site / path).read_bytes()
        demand(hashlib.sha256(data).hexdigest() == file["sha256"], f"{path}: another SHA-256")
        demand(len(data) == file["bytes"], f"{path}: another size")

    content = Path("content")
    communes = list(csv.DictReader((content / "communes.csv").open(encoding="utf-8-sig")))
    formats = tomllib.loads((content / "formats.toml").read_text("utf-8"))
    messages = {file["message"] for file in files} - {None}
    demand(len(messages) >= 12, f"only {len(messages)} messages")
    pieces = [file for file in files if file["kind"] in {"card", "print"}]
    of_message = [
        (message, name, language, variant)
        for message in messages
        for name, form in formats.items()
        for variant in variants(form, message)
        for language in form["languages"]
    ]
    wanted = {
        (None if of[-1] == "edition" else row["code"], *of) for row in communes for of in of_message
    }
    made = {(p["commune"], p["message"], p["format"], p["language"], p["variant"]) for p in pieces}
    demand(made == wanted and len(pieces) == len(wanted), "pieces are missing or too many")
    heavy = [p["path"] for p in pieces if p["kind"] == "card" and p["bytes"] > 300_000]
    demand(not heavy, f"cards over 300 KB: {heavy[:3]}")
    weight = sum(file["bytes"] for file in files)
    packs = [f["bytes"] for f in files if f["kind"] == "pack" and f["commune"]]
    demand(weight <= 3e9, f"the site has {weight / 1e9:.2f} GB, the most is 3")
    demand(max(packs) <= 25e6, f"a pack has {max(packs) / 1e6:.1f} MB, the most is 25")
    print(f"{weight / 1e9:.2f} GB, the heaviest pack {max(packs) / 1e6:.1f} MB")
    print(f"{len(listed):,} files, {len(pieces):,} pieces of {len(communes)} communes: all there")


def variants(form: dict[str, Any], message: str) -> Iterator[str | None]:
    """Yield which files of a format are made for a message: none, one card, or some variants."""
    if message in form.get("messages", [message]):
        if form["kind"] == "card":
            yield None
        for variant, of in form.get("variants", {}).items():
            if of is True or message in of:
                yield variant


def demand(true: bool, otherwise: str) -> None:  # noqa: FBT001 - reads as a sentence
    """Exit with a message unless something is true."""
    if not true:
        sys.exit(otherwise)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
