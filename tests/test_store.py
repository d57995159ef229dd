"""The store gives back what it was given, or nothing."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from press.build.store import Store

KEY = "ab" * 32
DAYS = 2 * 24 * 60 * 60


def test_what_is_kept_is_made_once(tmp_path: Path) -> None:
    stores = [Store(tmp_path) for _ in range(3)]

    assert [store.memo(KEY, lambda: b"bytes") for store in stores] == [b"bytes"] * 3
    assert [store.drawn for store in stores] == [1, 0, 0]


def test_a_damaged_entry_is_made_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"right")
    entry = next(path for path in tmp_path.rglob("*") if path.is_file())
    entry.write_bytes(entry.read_bytes()[:-1] + b"!")

    assert store.get(KEY) is None
    assert store.memo(KEY, lambda: b"right") == b"right"
    assert store.get(KEY) == b"right"


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path, _target: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="No space"):
        Store(tmp_path).put(KEY, b"x")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_what_was_used_last_is_kept_longest(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for age, letter in enumerate("abc"):
        store.put(letter * 64, bytes(1000))
        entry = tmp_path / "store" / (letter * 2) / (letter * 62)
        os.utime(entry, (time.time() - age * DAYS, time.time() - age * DAYS))
    assert store.get("c" * 64) is not None  # and is the youngest now

    assert store.prune(2500) <= 2500
    assert [store.get(letter * 64) is not None for letter in "abc"] == [True, False, True]


def test_what_a_killed_run_left_half_written_is_cleared_away(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put(KEY, b"x")
    (store.tmp / "0123456789abcdef").write_bytes(b"half")
    with store.in_use():
        assert list(store.tmp.iterdir()) == []

    assert not store.tmp.exists()
    assert store.get(KEY) == b"x"
