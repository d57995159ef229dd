"""A build that is killed leaves the old site whole, nobody writing, and nothing in the way."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from press.read import ROOT
from tests.conftest import TINY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


def start(folder: Path, *options: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, str(ROOT / "build.py"), "--jobs", "2", "--today", "2025-07-15"]
    return subprocess.Popen(  # noqa: S603 - our own words
        [*command, *options], cwd=folder, start_new_session=True, stderr=subprocess.DEVNULL
    )


def gone(group: int, within: float = 5.0) -> bool:
    """Tell whether every process of a group has ended, waiting for it a little."""
    end = time.monotonic() + within
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_killed_build_leaves_the_site_and_no_process_and_the_next_one_goes_on(
    tmp_path: Path,
) -> None:
    shutil.copytree(TINY, tmp_path / "content")
    strings = tmp_path / "content" / "strings"
    shutil.copytree(ROOT / "content" / "strings", strings, dirs_exist_ok=True)
    assert start(tmp_path).wait() == 0
    before = texts(tmp_path / "site")

    for seconds in (0.3, 0.9, 1.3, 1.7):
        build = start(tmp_path, "--clean")
        time.sleep(seconds)
        os.kill(build.pid, signal.SIGKILL)
        build.wait()
        assert gone(build.pid)
        assert texts(tmp_path / "site") == before

    assert start(tmp_path, "--clean").wait() == 0
    assert texts(tmp_path / "site") == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [".press", "content", "site"]
