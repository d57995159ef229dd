"""Fonts: a damaged file in a copy of assets/fonts is named, never a panic of what draws."""

from __future__ import annotations

import gc
import re
import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from press.content.read import disk as reading
from press.content.read.disk import ROOT
from tests.hostile.case import Case, Name, Verdict
from tests.hostile.commands import judged_by_command

FONTS = ROOT / "assets" / "fonts"


def make(name: Name) -> Case:
    """Return a case with one font of the installation damaged."""
    rng = name.random
    file = rng.choice(sorted(path.name for path in FONTS.glob("*.ttf")))
    data = (FONTS / file).read_bytes()
    kind = rng.choice(
        ("torn", "flipped", "table", "empty", "text", "zeros", "gone", "woff", "link")
    )
    return Case(name, {f"../fonts/{file}": _damaged(rng, kind, data)}, f"{file}: {kind}")


def _damaged(rng: Random, kind: str, data: bytes) -> bytes | None:
    if kind in {"gone", "link"}:
        return None
    if kind == "flipped":
        spots = [rng.randrange(12, len(data)) for _ in range(rng.choice((1, 40, 2_000)))]
        changed = bytearray(data)
        for spot in spots:
            changed[spot] ^= 1 << rng.randrange(8)
        return bytes(changed)
    if kind == "table":  # the directory leads past the end
        spot = 12 + 16 * rng.randrange(int.from_bytes(data[4:6], "big")) + 8
        return data[:spot] + rng.randbytes(8) + data[spot + 8 :]
    return {
        "torn": data[: rng.randrange(len(data))],
        "empty": b"",
        "text": "phông chữ".encode(),
        "zeros": data[:200] + bytes(len(data) - 200),
        "woff": b"wOF2" + data[4:],
    }[kind]


@contextmanager
def installed(folder: Path, changed: dict[str, bytes | None]) -> Iterator[None]:
    """Have the product find an installation with other fonts, made of links to the real one."""
    root = folder.parent / "installation"
    shutil.rmtree(root, ignore_errors=True)
    (root / "assets" / "fonts").mkdir(parents=True)
    for path in (ROOT / "press", ROOT / "templates"):
        (root / path.name).symlink_to(path)
    for path in (ROOT / "assets").iterdir():
        if path.name != "fonts":
            (root / "assets" / path.name).symlink_to(path)
    for path in FONTS.iterdir():
        target = root / "assets" / "fonts" / path.name
        if path.name not in changed:
            target.symlink_to(path)
        elif (data := changed[path.name]) is not None:
            target.write_bytes(data)
    before = reading.ROOT
    reading.ROOT = root
    try:
        yield
    finally:
        reading.ROOT = before


def judge(case: Case, folder: Path) -> Verdict:
    """Return what `check` says of an installation with a damaged font: nothing, or its name."""
    changed = {name.rpartition("/")[2]: data for name, data in case.files.items()}
    empty = Case(case.name, {}, case.note)
    with installed(folder, changed), warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # fontTools leaves open what it refuses
        verdict = judged_by_command(empty, folder, ["check"], seconds=30)
        gc.collect()
    (name,) = changed
    told = "\n".join(verdict.problems)
    if name in told and "error.log" in told:  # the machine's fault, and said which file it is
        verdict.failures = [f for f in verdict.failures if f.kind != "exit-3"]
    if not verdict.accepted and name not in re.sub(r"\s+", "", told):
        verdict.fail("unnamed", f"{name} is not named: {told[-200:]}")
    shutil.rmtree(folder.parent / ".press", ignore_errors=True)
    return verdict
