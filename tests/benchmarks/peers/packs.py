"""Peers that pack files: Python's own zipfile, storing and deflating."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from tests.benchmarks.peers.records import Missing, Rate

WAYS = (
    ("zipfile, stored", ZIP_STORED, "ZIP_STORED"),
    ("zipfile, deflated", ZIP_DEFLATED, "ZIP_DEFLATED, level 6"),
)


def packs(files: Path, out: Path) -> Iterator[Rate | Missing]:
    """Pack all files below the folder `files` into one ZIP, median of five after a first.

    `made` counts the files in the pack; `bytes` is the pack.
    """
    members = sorted(path for path in files.rglob("*") if path.is_file())
    out.mkdir(parents=True, exist_ok=True)
    for name, way, note in WAYS:
        if not members:
            yield Missing(name, "there are no files to pack")
            continue
        pack = out / f"{note.split(',', maxsplit=1)[0].lower()}.zip"
        runs = [_pack(files, members, pack, way) for _ in range(6)]
        yield Rate(
            name, len(members), sorted(runs[1:])[2], pack.stat().st_size, f"one pack; {note}"
        )


def _pack(folder: Path, members: list[Path], pack: Path, way: int) -> float:
    pack.unlink(missing_ok=True)
    began = perf_counter()
    with ZipFile(pack, "w", way) as opened:
        for path in members:
            opened.write(path, path.relative_to(folder).as_posix())
    return perf_counter() - began
