"""Index pages for the search of the site: pages by path -> the files of Pagefind, by path.

The program is run once over a folder of its own. Its Python interface waits a tenth of a second
for each page, and for ever for an answer above two megabytes (tried with version 1.5.2).
Its own interfaces are left out: `assets/js/search.js` is ours.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pagefind_bin import get_executable

OURS = ("fragment/", "index/", "pagefind-entry.json", "pagefind.", "pagefind-worker.js", "wasm.")
ENTRY = "pagefind-entry.json"  # its languages come in any order
PATIENCE = 120  # seconds


def index(pages: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the index.   Raises CalledProcessError if the program fails."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for path, page in pages.items():
            file = folder / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, encoding="utf-8")
        subprocess.run(  # noqa: S603 - our own words
            [get_executable(), "--site", folder / "site", "--output-path", folder / "index"],
            check=True, capture_output=True, timeout=PATIENCE,
        )  # fmt: skip
        found = sorted(path for path in (folder / "index").rglob("*") if path.is_file())
        files = {path.relative_to(folder / "index").as_posix(): path for path in found}
        made = {path: file.read_bytes() for path, file in files.items() if path.startswith(OURS)}
        made[ENTRY] = json.dumps(json.loads(made[ENTRY]), sort_keys=True).encode()
        return made
