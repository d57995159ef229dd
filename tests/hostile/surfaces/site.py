"""What builds keep: a ledger torn or forged, a store with flipped bytes, links planted.

Whatever lies there, the next build makes the very same site, says so, or refuses in plain words;
nothing outside the site, the store and the content is touched.
"""

from __future__ import annotations

import json
import os
import shutil
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.hostile.case import Case, Name, Verdict
from tests.hostile.commands import judged_by_command, run, tree

SMALL = ("--commune", "16813", "--message", "goi-111", "--quiet", "--jobs", "1")
PATHS = (
    *(
        "../outside/keep.txt",
        "/etc/hostname",
        "..",
        "",
        ".",
        "a/../../outside/keep.txt",
        "con",
        "\0",
    ),
    *("x" * 5000, "index.html", "C:\\x", "//x/y", "manifest.json", "outside\n"),
)


def make(name: Name) -> Case:
    """Return a case that says what is done to what a build has left."""
    rng = name.random
    return Case(name, {}, rng.choice(sorted(HARM)))


def judge(case: Case, folder: Path) -> Verdict:
    """Return what a build makes of a site, ledger or store that was tampered with."""
    parent = folder.parent
    _fresh(folder)
    right = tree(parent / "site")
    outside = parent / "outside"
    outside.mkdir(exist_ok=True)
    (outside / "keep.txt").write_text("giữ")
    HARM[case.note](case.name.random, parent)
    verdict = judged_by_command(case, folder, ["build", *SMALL], seconds=20)
    if tree(outside) != {"keep.txt": tree(outside).get("keep.txt", "")} or not _kept(outside):
        verdict.fail("outside", f"what lies outside is now {sorted(tree(outside))}")
    if verdict.accepted and tree(parent / "site") != right:
        changed = set(tree(parent / "site").items()) ^ set(right.items())
        verdict.fail("other-site", f"{sorted(name for name, _ in changed)[:5]}")
    for name in ("site", ".press", "outside", ".site.press-new"):
        _clear(parent / name)
    return verdict


def _kept(outside: Path) -> bool:
    return (outside / "keep.txt").is_file() and (outside / "keep.txt").read_text() == "giữ"


def _fresh(folder: Path) -> None:
    """Put a built site beside the content: built once, then copied with its times."""
    parent = folder.parent
    kept = parent / "kept"
    if not kept.exists():
        run(folder, ["build", *SMALL])
        kept.mkdir()
        for name in ("site", ".press"):
            shutil.copytree(parent / name, kept / name)
    for name in ("site", ".press", ".site.press-new"):
        _clear(parent / name)
    for name in ("site", ".press"):
        shutil.copytree(kept / name, parent / name)


def _clear(path: Path) -> None:
    if path.is_symlink() or path.is_file():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def _ledger(parent: Path) -> Path:
    return next((parent / ".press").glob("site-*.jsonl"))


def _lines(parent: Path) -> list[bytes]:
    return _ledger(parent).read_bytes().splitlines(keepends=True)


def _forged(rows: object) -> bytes:
    data = json.dumps(rows, ensure_ascii=False).encode()
    return b"%b\t%08x\n" % (data, zlib.crc32(data))


def _torn_ledger(rng: Random, parent: Path) -> None:
    data = _ledger(parent).read_bytes()
    _ledger(parent).write_bytes(data[: rng.randrange(len(data))])


def _flipped_ledger(rng: Random, parent: Path) -> None:
    data = bytearray(_ledger(parent).read_bytes())
    for _ in range(20):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    _ledger(parent).write_bytes(data)


def _forged_path(rng: Random, parent: Path) -> None:
    lines = _lines(parent)
    number = rng.randrange(1, len(lines))
    name, key, rows = json.loads(lines[number].rpartition(b"\t")[0])
    rows[0][0] = rng.choice(PATHS)
    lines[number] = _forged([rng.choice((name, "lạ")), key, rows])
    _ledger(parent).write_bytes(b"".join(lines))


def _forged_rows(rng: Random, parent: Path) -> None:
    odd: object = rng.choice(
        ({}, [], ["x"], ["x", "y", {}], ["x", "y", [[]]], ["x", "y", [[1] * 11]], 5, "x")
    )
    with _ledger(parent).open("ab") as file:
        file.write(_forged(odd))


def _forged_head(rng: Random, parent: Path) -> None:
    head: object = rng.choice(
        ([], {"ledger": 99, "inputs": ""}, {"ledger": 2}, {"ledger": "2", "inputs": 5}, None)
    )
    _ledger(parent).write_bytes(b"".join((_forged(head), *_lines(parent)[1:])))


def _deep_ledger(_rng: Random, parent: Path) -> None:
    data = b"[" * 100_000
    with _ledger(parent).open("ab") as file:
        file.write(b"%b\t%08x\n" % (data, zlib.crc32(data)))


def _folder_ledger(_rng: Random, parent: Path) -> None:
    path = _ledger(parent)
    path.unlink()
    path.mkdir()


def _fifo_ledger(_rng: Random, parent: Path) -> None:
    path = _ledger(parent)
    path.unlink()
    os.mkfifo(path)


def _linked_ledger(_rng: Random, parent: Path) -> None:
    path = _ledger(parent)
    path.unlink()
    path.symlink_to(parent / "outside" / "keep.txt")


def _flipped_store(rng: Random, parent: Path) -> None:
    _ledger(parent).unlink()
    for path in (parent / ".press" / "store").glob("*/*"):
        data = bytearray(path.read_bytes())
        data[rng.randrange(len(data))] ^= 1
        path.write_bytes(data)


def _linked_store(_rng: Random, parent: Path) -> None:
    shutil.rmtree(parent / ".press" / "store")
    (parent / ".press" / "store").symlink_to(parent / "outside")


def _linked_new(_rng: Random, parent: Path) -> None:
    _clear(parent / ".site.press-new")
    (parent / ".site.press-new").symlink_to(parent / "outside")
    _ledger(parent).unlink()


def _linked_folder(rng: Random, parent: Path) -> None:
    folders = sorted(path for path in (parent / "site").iterdir() if path.is_dir())
    path = rng.choice(folders)
    shutil.rmtree(path)
    path.symlink_to(parent / "outside")


def _changed_site(rng: Random, parent: Path) -> None:
    files = sorted(path for path in (parent / "site").rglob("*") if path.is_file())
    path = rng.choice(files)
    stat, data = path.stat(), bytearray(path.read_bytes())
    if data:
        data[rng.randrange(len(data))] ^= 1
    path.write_bytes(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + rng.choice((1, 10**9))))


def _gone_site(rng: Random, parent: Path) -> None:
    files = sorted(path for path in (parent / "site").rglob("*") if path.is_file())
    for path in rng.sample(files, rng.randrange(1, 6)):
        path.unlink()


def _foreign_site(_rng: Random, parent: Path) -> None:
    (parent / "site" / "của tôi.txt").write_text("của tôi")


def _odd_lock(rng: Random, parent: Path) -> None:
    path = parent / ".press" / "lock"
    _clear(path)
    rng.choice(
        (path.mkdir, lambda: path.write_bytes(b"\xff" * 99), lambda: path.symlink_to("/dev/null"))
    )()


HARM: dict[str, Callable[[Random, Path], None]] = {
    change.__name__.strip("_").replace("_", " "): change
    for change in (
        *(_torn_ledger, _flipped_ledger, _forged_path, _forged_rows, _forged_head, _deep_ledger),
        *(_folder_ledger, _fifo_ledger, _linked_ledger, _flipped_store, _linked_store, _linked_new),
        *(_linked_folder, _changed_site, _gone_site, _foreign_site, _odd_lock),
    )
}
