"""Index pages for the search of the site: pages by path -> the files of Pagefind, by path.

The program is told one page after the other, in order. Given a folder, it takes pages in the order
in which the disk lists them, and another disk makes another index; its Python interface waits a
tenth of a second for each page, and for ever for an answer above two megabytes (tried with version
1.5.2). What it serves for browsers beyond the index is left out: `assets/js/search.js` is ours.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from subprocess import PIPE, Popen
from threading import Timer
from typing import IO, Any, cast

from pagefind_bin import get_executable

from press.site.paths import sound_paths

OURS = ("fragment/", "index/", "pagefind-entry.json", "pagefind.", "pagefind-worker.js", "wasm.")
ENTRY = "pagefind-entry.json"  # its languages come in any order
PATIENCE = 120  # seconds

Answer = dict[str, Any]


def index(pages: Mapping[str, str]) -> dict[str, bytes]:
    """Return the files of the index.   Raises RuntimeError if the program fails."""
    orders: list[dict[str, object]] = [{"type": "NewIndex"}]
    for path, page in pages.items():
        told = {"index_id": 0, "file_path": path, "file_contents": page}
        orders.append({"type": "AddFile", **told})
    *_, files = _answers([*orders, {"type": "GetFiles", "index_id": 0}])
    found = {file["path"]: base64.b64decode(file["content"]) for file in files["files"]}
    made = {path: found[path] for path in sorted(found) if path.startswith(OURS)}
    made[ENTRY] = json.dumps(json.loads(made[ENTRY]), sort_keys=True).encode()
    return made


def _answers(orders: Iterable[Mapping[str, object]]) -> Iterator[Answer]:
    """Start the program, give it one order after the other, and yield its answers."""
    command = [get_executable(), "--service"]  # ends when its input ends: when we do, by whatever
    with Popen(command, stdin=PIPE, stdout=PIPE) as program:  # noqa: S603 - of a package
        pipes = cast("IO[bytes]", program.stdin), cast("IO[bytes]", program.stdout)
        late = Timer(PATIENCE, program.kill)
        late.start()
        try:
            for order in orders:
                yield _answer(*pipes, order)
        finally:
            late.cancel()
            program.kill()


def _answer(orders: IO[bytes], answers: IO[bytes], order: Mapping[str, object]) -> Answer:
    """Give an order and return its answer. Both are JSON in base 64, ended by a comma."""
    message = base64.b64encode(json.dumps({"message_id": 1, "payload": order}).encode())
    said = bytearray()
    with suppress(OSError):  # it has ended
        orders.write(message + b",")
        orders.flush()
        while not said.endswith(b",") and (part := os.read(answers.fileno(), 1 << 20)):
            said += part
    try:
        answer: Answer = json.loads(base64.b64decode(said.rstrip(b","), validate=True))["payload"]
    except (ValueError, KeyError):
        raise RuntimeError("the search engine's indexer ended, or took too long") from None
    if answer["type"] == "Error":
        raise RuntimeError(f"the search engine's indexer failed: {answer['message']}")
    return answer


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
