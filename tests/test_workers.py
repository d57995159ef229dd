"""Workers answer, fail in words, and are gone with whoever started them, whatever ends it."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial

import pytest

from press.build.stop import WORDS
from press.build.workers import WorkerDiedError, started
from press.content.read.disk import ROOT
from tests import idlers
from tests.test_kill import gone

posix = pytest.mark.skipif(os.name == "nt", reason="process groups are POSIX")


def begin_killing() -> Callable[[int], None]:
    return partial(os.kill, os.getpid())


@pytest.mark.parametrize("count", [1, 2])
def test_every_task_is_answered_once(count: int) -> None:
    with started(count, idlers.begin) as run:
        assert sorted(run(range(5))) == [0, 1, 2, 3, 4]
        assert list(run([])) == []
        assert sorted(run([3, 1])) == [1, 3]


def test_what_fails_in_a_process_is_raised_here() -> None:
    with pytest.raises(OSError, match="No space") as full, started(2, idlers.begin_badly) as run:
        list(run([1, 2, 3]))
    assert (full.value.errno, full.value.filename) == (28, "fonts")
    for begin, words in ((idlers.begin_panic, "unwrap"), (idlers.begin_picky, "ab")):
        with pytest.raises(RuntimeError, match=words) as told, started(2, begin) as run:
            list(run([1]))
        assert "Traceback" in told.value.__notes__[0]


def begin_looking() -> Callable[[int], int]:
    return lambda _: gc.get_freeze_count()


def test_a_process_looks_for_no_garbage_in_what_all_its_tasks_use() -> None:
    with started(2, begin_looking) as run:
        assert min(run([1, 2])) > 1000
    with started(1, begin_looking) as run:  # this process, which is not only ours
        assert list(run([1])) == [0]


@posix
def test_a_worker_that_is_killed_is_told() -> None:
    with (
        pytest.raises(WorkerDiedError, match="ended from outside"),
        started(2, begin_killing) as run,
    ):
        list(run([signal.SIGKILL, 0, 0]))


@posix
@pytest.mark.parametrize("answers", [0, idlers.COUNT], ids=["it starts", "at work"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])  # not all on Windows
def test_a_signal_ends_all_with_one_line(name: str, answers: int) -> None:
    number = signal.Signals[name]
    for whole in (True, False):
        run = subprocess.Popen(
            [sys.executable, "-m", "tests.idlers"],
            cwd=ROOT, start_new_session=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert run.stdout
        for said in ("begun\n", *["0\n"] * answers):
            assert run.stdout.readline() == said
        for _ in range(2):  # a second time too
            (os.killpg if whole and number != signal.SIGKILL else os.kill)(run.pid, number)
        _, said = run.communicate(timeout=120)

        assert gone(run.pid)
        killed = number == signal.SIGKILL
        assert run.returncode == (-number if killed else 128 + number)
        assert said == ("" if killed else f"{WORDS}\n")


@posix
def test_a_signal_that_is_to_be_ignored_is() -> None:
    code = "import signal as s, press.build.stop as p; p.obey(); print(s.getsignal(1) is s.SIG_IGN)"
    ignoring = partial(signal.signal, signal.SIGHUP, signal.SIG_IGN)
    said = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code], cwd=ROOT, preexec_fn=ignoring,
        capture_output=True, text=True, check=True,
    ).stdout  # fmt: skip

    assert said == "True\n"
