"""A build that is killed leaves the old site whole, nobody writing, and the work it had done.

`python -m tests.benchmarks.torture` does the same for many minutes, at random moments.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from press.build.ledger import Ledger
from press.content.read.disk import ROOT
from tests.conftest import TINY

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


def start(folder: Path, *options: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(ROOT / "build.py"), "--jobs", "2", "--today", "2025-07-15"]
    return subprocess.Popen(  # noqa: S603 - our own words
        [*command, *options],
        cwd=folder,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def end(build: subprocess.Popen[str]) -> tuple[int, str]:
    """Wait for a build; return its status and what it said."""
    try:
        said = build.communicate(timeout=60)[1]
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal.SIGKILL)
        raise
    return build.returncode, said


def until(build: subprocess.Popen[str], happens: Callable[[], object]) -> None:
    """Wait until something happens, or a build has ended."""
    while build.poll() is None and not happens():
        time.sleep(0.0005)


def gone(group: int, within: float = 5.0) -> bool:
    """Tell whether every process of a group has ended, waiting for it a little."""
    last = time.monotonic() + within
    while time.monotonic() < last:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def workers(parent: int) -> list[int]:
    """Return the processes that work for a build."""
    try:
        children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
        words = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    except OSError:  # one has ended just now
        return []
    return [child for child, said in words.items() if b"spawn_main" in said]


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def journal(folder: Path) -> dict[str, int]:
    """Return the files that a build has noted as made, with their times."""
    ledgers = map(Ledger, (folder / ".press").glob("site-*.journal.jsonl"))
    groups = (group for ledger in ledgers for group in ledger.groups())
    return {made.path: made.mtime for group in groups for made in group.made}


def edit(folder: Path) -> None:
    """Change the headline of a message, with nothing drawn or noted: every group is to be made."""
    path = folder / "content" / "messages" / "goi-111" / "vi.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("headline: ", "headline: Này, ", 1), encoding="utf-8")
    shutil.rmtree(folder / ".press" / "store")
    for path in (folder / ".press").glob("*.journal.jsonl"):
        path.unlink()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with tiny content and its site."""
    shutil.copytree(TINY, tmp_path / "content")
    strings = tmp_path / "content" / "strings"
    shutil.copytree(ROOT / "content" / "strings", strings, dirs_exist_ok=True)
    assert end(start(tmp_path))[0] == 0
    return tmp_path


def test_a_killed_build_leaves_the_site_and_no_process_and_the_next_one_goes_on(
    project: Path,
) -> None:
    before = texts(project / "site")
    for seconds in (0.9, 1.3):
        build = start(project, "--clean")
        time.sleep(seconds)
        os.kill(build.pid, signal.SIGKILL)
        end(build)
        assert gone(build.pid)
        assert texts(project / "site") == before

    assert end(start(project, "--clean"))[0] == 0
    assert texts(project / "site") == before
    assert sorted(path.name for path in project.iterdir()) == [".press", "content", "site"]


def test_what_a_killed_build_had_made_is_not_made_again(project: Path) -> None:
    before = texts(project / "site")
    edit(project)
    build = start(project)
    until(build, lambda: journal(project))
    os.killpg(build.pid, signal.SIGKILL)
    end(build)
    noted = journal(project)
    drawn = {path: path.stat().st_ino for path in project.glob(".press/store/*/*")}
    assert noted
    assert texts(project / "site") == before

    assert end(start(project))[0] == 0
    assert {path: (project / "site" / path).stat().st_mtime_ns for path in noted} == noted
    assert {path: path.stat().st_ino for path in drawn} == drawn
    assert not journal(project)


def test_a_build_that_is_asked_to_stop_does_so_with_its_own_status(project: Path) -> None:
    before = texts(project / "site")
    for number, status in ((signal.SIGTERM, 143), (signal.SIGINT, 130)):
        edit(project)
        build = start(project)
        until(build, lambda: journal(project))
        os.killpg(build.pid, number)

        assert end(build)[0] == status
        assert gone(build.pid)
        assert texts(project / "site") == before


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
def test_a_killed_worker_stops_the_build_with_a_clear_sentence(project: Path) -> None:
    before = texts(project / "site")
    edit(project)
    for moment in (workers, lambda _: journal(project)):  # it has only started; it is at work
        build = start(project)
        until(build, lambda: moment(build.pid))  # noqa: B023 - called in this round
        os.kill(workers(build.pid)[0], signal.SIGKILL)
        status, said = end(build)

        assert status == 3
        assert "one of its processes was ended from outside" in said
        assert texts(project / "site") == before
    assert end(start(project))[0] == 0


def test_damaged_drawings_are_drawn_again(project: Path) -> None:
    site, store = texts(project / "site"), texts(project / ".press" / "store")
    for name, data in store.items():
        torn = data[: len(data) // 2] if len(name) % 2 else data[:-1] + bytes([data[-1] ^ 1])
        (project / ".press" / "store" / name).write_bytes(torn)
    shutil.rmtree(project / "site")

    assert end(start(project))[0] == 0
    assert texts(project / ".press" / "store") == store
    assert texts(project / "site") == site
