"""The same content makes the same bytes, wherever, whenever and however it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from press.content.read.disk import ROOT
from tests.sites import DAY, content, tree

THERE = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "vi_VN.UTF-8", "PYTHONUTF8": "0"}
ELSEWHERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}


def made(folder: Path, jobs: int, umask: int, surroundings: dict[str, str]) -> dict[str, str]:
    """Build a copy of the tiny campaign in a process with other surroundings."""
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, str(ROOT / "build.py"), *DAY, "--quiet", "--jobs", str(jobs)],
        cwd=content(folder),
        env={**os.environ, **surroundings},
        umask=umask,
        check=True,
    )
    return tree(folder / "site")


def test_the_surroundings_of_a_build_and_its_processes_do_not_show(
    built: Path, tmp_path: Path
) -> None:
    there = made(tmp_path / "Tài liệu của tôi (2)", 2, 0o002, THERE)

    assert there == tree(built / "site")


def test_neither_does_what_was_drawn_before(built: Path, tmp_path: Path) -> None:
    shutil.copytree(built / ".press" / "store", tmp_path / ".press" / "store")

    assert made(tmp_path, 1, 0o077, ELSEWHERE) == tree(built / "site")
