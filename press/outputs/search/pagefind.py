"""Index pages for the search of the site: pages by path -> the files of Pagefind, by path.

The program is run once over a folder of its own. Its Python interface waits a tenth of a second
for each page, and for ever for an answer above two megabytes (tried with version 1.5.2).
Its own interfaces are left out: `assets/js/search.js` is ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pagefind_bin import get_executable

from press.site.paths import sound_paths

OURS = ("fragment/", "index/", "pagefind-entry.json", "pagefind.", "pagefind-worker.js", "wasm.")
ENTRY = "pagefind-entry.json"  # its languages come in any order
PATIENCE = 120  # seconds
# The program knows nothing of us. This ends it when its input ends: when we do, by whatever.
_WATCHED = """
import os, subprocess, sys, threading
program = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL)
threading.Thread(target=lambda: (os.read(0, 1), program.kill()), daemon=True).start()
os._exit(program.wait() and 1)
"""


def index(pages: Mapping[str, str], tmp: Path) -> dict[str, bytes]:
    """Return the files of the index, made in `tmp`.   Raises RuntimeError if the program fails."""
    tmp.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=tmp) as name:
        folder = Path(name)
        for path, page in pages.items():
            file = folder / "site" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, encoding="utf-8")
        words = [get_executable(), "--site", folder / "site", "--output-path", folder / "index"]
        _run(words, folder / "said")
        found = sorted(path for path in (folder / "index").rglob("*") if path.is_file())
        files = {path.relative_to(folder / "index").as_posix(): path for path in found}
        made = {path: file.read_bytes() for path, file in files.items() if path.startswith(OURS)}
        made[ENTRY] = json.dumps(json.loads(made[ENTRY]), sort_keys=True).encode()
        return made


def _run(command: list[str | Path], log: Path) -> None:
    watched = [sys.executable, "-I", "-S", "-c", _WATCHED, *command]
    with (
        log.open("wb") as said,
        subprocess.Popen(  # noqa: S603 - our own words
            watched, stdin=subprocess.PIPE, stdout=said, stderr=said
        ) as program,
    ):
        try:
            program.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            raise RuntimeError("the search engine's indexer does not come to an end") from None
        finally:
            if program.stdin:
                program.stdin.close()
        if program.returncode:
            words = log.read_text("utf-8", "replace")[-2000:]
            raise RuntimeError(f"the search engine's indexer failed: {words}")


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return files as one: their names and lengths as a line, then their bytes."""
    head = json.dumps({name: len(data) for name, data in files.items()})
    return b"".join([head.encode(), b"\n", *files.values()])


def unpacked(data: bytes) -> dict[str, bytes]:
    """Return the files that were packed.   Raises ValueError if these bytes are not such."""
    head, _, rest = data.partition(b"\n")
    files, start = {}, 0
    try:
        for name, length in json.loads(head).items():
            files[name] = rest[start : start + length]
            start += length
    except (AttributeError, TypeError, RecursionError):
        raise ValueError("not the files of an index") from None
    if start != len(rest) or not sound_paths(list(files)):
        raise ValueError("not the files of an index")
    return files
