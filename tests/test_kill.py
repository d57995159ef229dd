"""A run that is ended leaves the old site whole or the new one, nobody at work, nothing half done.

Runs are ended at places of their code, one of each stage: see `halting`. At moments of chance
`python -m tests.hostile.chaos` and `python -m tests.benchmarks.torture` do the same by hand.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from press.build.ledger import Ledger
from press.build.stop import WORDS
from press.content.read.disk import ROOT
from tests.sites import copied, edit, run, tree

pytestmark = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")

PATIENCE = 120.0  # seconds in which anything happens, on the busiest machine
ENDED = {signal.SIGKILL: -9, signal.SIGTERM: 143, signal.SIGINT: 130, signal.SIGHUP: 129}
KEPT = {".press", "content", "site", ".site.press-new"}
HEADLINE = Path("content", "messages", "goi-111", "vi.md")
NEW = ("headline: ", "headline: Này, ")
Halted = subprocess.Popen[str]


@contextmanager
def halted(folder: Path, place: str, turn: int, *arguments: str) -> Iterator[Halted]:
    """Start a command that halts at a place, and yield it when it has."""
    words = [sys.executable, "-m", "tests.halting", place, str(turn), *arguments]
    folders = ["--content", str(folder / "content"), "--site", str(folder / "site")]
    with subprocess.Popen(  # noqa: S603 - our own words
        [*words, *folders, "--today", "2025-07-15"], cwd=ROOT, start_new_session=True, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdout
        assert process.stdout.readline() == "here\n", process.communicate()
        try:
            yield process
        finally:
            if not gone(process.pid, 0):
                os.killpg(process.pid, signal.SIGKILL)


def gone(group: int, within: float = PATIENCE) -> bool:
    """Tell whether every process of a group has ended, waiting for it a little."""
    last = time.monotonic() + within
    while True:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        if time.monotonic() >= last:
            return False
        time.sleep(0.02)


def end(process: Halted, number: signal.Signals, *, whole: bool) -> None:
    """Send a signal, to all processes of a run or to the first; all end, with its status."""
    (os.killpg if whole else os.kill)(process.pid, number)
    _, said = process.communicate(timeout=PATIENCE)

    assert process.returncode == ENDED[number]
    assert said.count(WORDS) == (number != signal.SIGKILL)  # beside how far it had come
    assert "Traceback" not in said
    assert gone(process.pid)


@pytest.fixture(scope="module")
def other(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny campaign with another headline, and its site."""
    folder = copied(built, tmp_path_factory.mktemp("other"))
    edit(folder / HEADLINE, *NEW)
    assert run(folder).exit_code == 0
    return folder


@pytest.fixture
def project(other: Path, tmp_path: Path) -> Path:
    """A copy of that, in which the headline is as it was: all has been drawn, much is to be made.

    What it comes to is the site in the folder `built`.
    """
    edit(copied(other, tmp_path) / HEADLINE, *reversed(NEW))
    return tmp_path


def left_over(folder: Path) -> set[str]:
    """Return what a run should have cleared away that is still there."""
    kept = folder / ".press"
    found = {path.name for path in folder.iterdir()} - KEPT
    found |= {path.name for path in kept.iterdir() if path.name not in {"lock", "store"}}
    ours = (path for end in ("jsonl", "stamp") for path in kept.glob(f"site-{'?' * 16}.{end}"))
    return found - {path.name for path in ours}


def journal(folder: Path) -> dict[str, int]:
    """Return the files that a build has noted as made, with their times."""
    ledgers = map(Ledger, (folder / ".press").glob("site-*.journal.jsonl"))
    groups = (group for ledger in ledgers for group in ledger.groups())
    return {made.path: made.mtime for group in groups for made in group.made}


PLACES = {
    "draw": ("press.build.store:Store.put", 3),
    "link": ("press.build.site:_link", 40),
    "note": ("press.build.site:Site.note", 3),
    "switch": ("press.build.site:Site._switch", 1),
    "settle": ("press.build.site:Site._settle", 1),
    "spare": ("press.build.site:Site._spare", 1),
}
SWITCHED = {"settle", "spare"}


@pytest.mark.parametrize("stage", PLACES)
def test_a_build_that_is_killed_leaves_a_whole_site_and_the_next_one_ends_its_work(
    built: Path, project: Path, stage: str
) -> None:
    before, wanted = tree(project / "site"), tree(built / "site")
    how = ["--clean"] if stage == "draw" else []
    with halted(project, *PLACES[stage], "build", "--jobs", "1", *how) as build:
        end(build, signal.SIGKILL, whole=False)
    assert tree(project / "site") == (wanted if stage in SWITCHED else before)

    noted = journal(project)
    drawn = {path: path.stat().st_ino for path in project.glob(".press/store/*/*")}
    assert noted or stage != "note"
    assert run(project).exit_code == 0
    assert tree(project / "site") == wanted
    assert left_over(project) == set()
    # What it had made is not made again.
    assert {path: (project / "site" / path).stat().st_mtime_ns for path in noted} == noted
    assert {path: path.stat().st_ino for path in drawn} == drawn


def test_what_a_build_writes_over_second_names_never_gets_into_the_site(
    built: Path, project: Path
) -> None:
    assert run(project).exit_code == 0
    spare = project / ".site.press-new" / "trinh-bao" / "index.html"
    assert spare.samefile(project / "site" / "trinh-bao" / "index.html")
    edit(project / "content" / "strings" / "vi.toml", "Thoát nhanh", "Thoát ngay")
    with halted(project, "press.build.site:write_all", 30, "build", "--jobs", "1") as build:
        assert "Thoát ngay" in spare.read_text("utf-8")
        end(build, signal.SIGKILL, whole=False)
    assert tree(project / "site") == tree(built / "site")

    assert run(project).exit_code == 0
    assert run(project, site="again").exit_code == 0
    assert tree(project / "site") == tree(project / "again")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_build_of_many_processes_ends_with_all_of_them(
    project: Path, number: signal.Signals
) -> None:
    before = tree(project / "site")
    with halted(project, *PLACES["note"], "build", "--jobs", "2") as build:
        assert "error[busy]" in run(project).output
        end(build, number, whole=number == signal.SIGTERM)

    assert tree(project / "site") == before
    assert (project / ".press" / "tmp").exists() == (number == signal.SIGKILL)


@pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")
@pytest.mark.parametrize(
    "place", [("press.build.workers:_Worker.give", 1), PLACES["note"]], ids=["it starts", "at work"]
)
def test_a_killed_worker_stops_the_build_with_a_clear_sentence(
    project: Path, place: tuple[str, int]
) -> None:
    before = tree(project / "site")
    with halted(project, *place, "build", "--jobs", "2") as build:
        os.kill(workers(build.pid)[0], signal.SIGKILL)
        _, said = build.communicate("go on\n", timeout=PATIENCE)

    assert build.returncode == 3
    assert "one of its processes was ended from outside" in said
    assert gone(build.pid)
    assert tree(project / "site") == before
    assert run(project).exit_code == 0


def workers(parent: int) -> list[int]:
    """Return the processes that work for a build."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    words = {int(child): Path(f"/proc/{child}/cmdline").read_bytes() for child in children}
    return [child for child, said in words.items() if b"spawn_main" in said]


def test_a_zip_that_is_half_packed_is_in_nobodys_way(project: Path) -> None:
    place = ("press.tools.usb:open_plain", 9)
    with halted(project, *place, "usb", "--jobs", "1") as usb:
        end(usb, signal.SIGTERM, whole=False)
    assert not (project / "site-usb.zip").exists()
    assert (project / "site-usb" / "index.html").exists()

    assert run(project, "usb").exit_code == 0
    with zipfile.ZipFile(project / "site-usb.zip") as packed:
        assert packed.testzip() is None
    assert not (project / ".press" / "tmp").exists()


def test_a_proof_that_is_ended_leaves_nothing_that_looks_like_one(project: Path) -> None:
    out = project / "proof"
    some = ("--commune", "16813", "--message", "goi-111", "--format", "share", "--out", str(out))
    with halted(project, "press.tools.proof.folder:replace_file", 2, "proof", *some) as proof:
        end(proof, signal.SIGHUP, whole=False)
    assert {path.partition("/")[0] for path in tree(out)} == {"pictures"}

    assert run(project, "proof", *some).exit_code == 0
    assert (out / "index.html").exists()
    assert left_over(project) == {"proof"}


def test_a_count_that_is_ended_changes_nothing(project: Path) -> None:
    log = project / "access.log"
    log.write_text('- - - [10/Jul/2025:10:00:00 +0700] "GET / HTTP/1.1" 200 5 "-" "-"\n', "utf-8")
    before = tree(project / "content")
    place = ("press.cli.commands:replace_file", 1)
    with halted(project, *place, "visits", str(log)) as visits:
        end(visits, signal.SIGINT, whole=False)
    assert tree(project / "content") == before

    assert run(project, "visits", str(log)).exit_code == 0
    assert tree(project / "content").keys() - before.keys() == {"visits.toml"}
    assert left_over(project) == {"access.log"}


def test_damaged_drawings_are_drawn_again(built: Path, tmp_path: Path) -> None:
    project = copied(built, tmp_path)
    site, store = tree(project / "site"), tree(project / ".press" / "store")
    for name in sorted(store)[::3]:
        path = project / ".press" / "store" / name
        data = path.read_bytes()
        torn = data[: len(data) // 2] if len(name) % 2 else data[:-1] + bytes([data[-1] ^ 1])
        path.write_bytes(torn)
    assert run(project, site="again").exit_code == 0

    assert tree(project / ".press" / "store") == store
    assert tree(project / "again") == site
