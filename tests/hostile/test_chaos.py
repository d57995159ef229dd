"""A signal at a moment of chance, so that `chaos`, which sends hundreds by hand, can do so."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="finds processes in /proc")


def test_no_signal_breaks_a_site_or_leaves_anything_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.hostile.chaos import VERSIONS, chaos, signals  # noqa: PLC0415 - not on Windows

    monkeypatch.delitem(VERSIONS, "other")
    with chaos(tmp_path, seed=7, names=["build, one process"]) as project:
        signals(project, 1)

    assert project.found.wrong == []
    assert sum(project.found.tries.values()) == 1
