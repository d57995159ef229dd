"""The runner of CI's steps: what fails is told, and what needs it is not run."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from press.content.read.disk import ROOT

TABLE = """
STEPS = (
    Step("first", "First", "echo from the first"),
    Step("fails", "Fails", "echo before; false | cat; echo after", ("first",)),
    Step("next", "Next", "echo never", ("fails",)),
    Step("other", "Other", "echo from the other", ("first",)),
    Step("alone", "Alone", "[ ! -e busy ]; echo undisturbed", alone=True),
    Step("busy", "Busy", "touch busy; sleep 0.5; rm busy"),
)
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with the runner, and a table of steps of its own."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / "README.md", tmp_path)
    shutil.copy(ROOT / ".ci" / "run.py", tmp_path / ".ci")
    table = (ROOT / ".ci" / "steps.py").read_text("utf-8")
    (tmp_path / ".ci" / "steps.py").write_text(table + TABLE, encoding="utf-8")
    return tmp_path


def run(project: Path, *names: str) -> tuple[int, str]:
    """Return the status of the runner, and all that it said."""
    command = [sys.executable, str(project / ".ci" / "run.py"), *names]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return done.returncode, done.stdout + done.stderr


def test_a_step_that_fails_fails_the_run_and_what_needs_it_is_not_run(project: Path) -> None:
    status, said = run(project)

    assert status == 1
    assert "fails       FAILED" in said
    assert "before" in said
    assert "after" not in said
    assert "next        NOT RUN" in said
    assert "never" not in said
    assert "from the other" in said
    assert "undisturbed" in said


def test_named_steps_are_run_alone_and_well(project: Path) -> None:
    status, said = run(project, "other", "alone")

    assert status == 0
    assert "from the other" in said
    assert "from the first" not in said


def test_steps_that_nobody_knows_are_told(project: Path) -> None:
    status, said = run(project, "axe")

    assert status == 1
    assert "no such steps: axe" in said


def test_each_step_needs_steps_that_stand_above_it() -> None:
    code = "from steps import STEPS\nfor step in STEPS: print(step.name, *step.after)"
    command = [sys.executable, "-c", code]
    said = subprocess.check_output(command, cwd=ROOT / ".ci", text=True)  # noqa: S603
    above: set[str] = set()
    for name, *needed in map(str.split, said.splitlines()):
        assert set(needed) <= above
        above.add(name)
