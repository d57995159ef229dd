"""The same content makes the same bytes, wherever, whenever and however it is built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from press.content.read.disk import ROOT
from tests.conftest import TINY
from tests.test_run import tree

HERE = {"PYTHONHASHSEED": "1", "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "LANG": "C"}
THERE = {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "vi_VN.UTF-8", "PYTHONUTF8": "0"}


def built(folder: Path, jobs: int, umask: int, surroundings: dict[str, str]) -> dict[str, str]:
    """Build a copy of the tiny campaign in a process with other surroundings."""
    shutil.copytree(TINY, folder / "content")
    strings = folder / "content" / "strings"
    shutil.copytree(ROOT / "content" / "strings", strings, dirs_exist_ok=True)
    command = [sys.executable, str(ROOT / "build.py"), "--today", "2025-07-15", "--quiet"]
    subprocess.run(  # noqa: S603 - our own words
        [*command, "--jobs", str(jobs)],
        cwd=folder,
        env={**os.environ, **surroundings},
        umask=umask,
        check=True,
    )
    return tree(folder / "site")


def test_the_surroundings_of_a_build_do_not_show(tmp_path: Path) -> None:
    here = built(tmp_path / "a", 1, 0o077, HERE)
    there = built(tmp_path / "Tài liệu của tôi (2)", 3, 0o002, THERE)

    assert here == there


def test_neither_does_what_was_drawn_before(tmp_path: Path) -> None:
    cold = built(tmp_path / "cold", 1, 0o022, HERE)
    shutil.copytree(tmp_path / "cold" / ".press" / "store", tmp_path / "warm" / ".press" / "store")

    assert built(tmp_path / "warm", 1, 0o022, THERE) == cold
