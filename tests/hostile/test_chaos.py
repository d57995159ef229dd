"""A dozen signals, each kind to each command at some time: see `chaos`, which does hundreds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


def test_no_signal_breaks_a_site_or_leaves_anything_behind(tmp_path: Path) -> None:
    from tests.hostile.chaos import chaos, signals  # noqa: PLC0415 - not on Windows

    with chaos(tmp_path, seed=7) as project:
        signals(project, 12)
        project.shut_out("build")
        project.shut_out("proof")
        project.two_at_once()
        project.fill("build", on_tmpfs=False)

    assert project.found.wrong == []
    assert sum(project.found.tries.values()) == 16
