"""The store gives back what it was given, or nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from press.store import Store

KEY = "ab" * 32


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
    def full(_path: Path, _data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        Store(tmp_path).put(KEY, b"x")

    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
