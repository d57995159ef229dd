"""Laws of streamed zips: they hold what went in, whoever opens them."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.media import zip as linker
from press.media.zip import Member, link

names = st.lists(st.text("abc/-_.0123456789", min_size=1, max_size=20), unique=True, max_size=8)


@st.composite
def members(draw: st.DrawFn) -> list[Member]:
    return [
        Member(name, draw(st.binary(max_size=400)), draw(st.booleans())) for name in draw(names)
    ]


@given(members())
def test_a_zip_holds_its_members_in_their_order(given_members: list[Member]) -> None:
    data = b"".join(link(given_members))
    with ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [member.name for member in given_members]
        for info, member in zip(archive.infolist(), given_members, strict=True):
            assert archive.read(info) == member.data
            assert info.compress_type == (ZIP_DEFLATED if member.deflate else ZIP_STORED)


@given(members())
def test_equal_members_make_equal_bytes_that_are_never_held_together(given: list[Member]) -> None:
    chunks = list(link(iter(given)))

    assert chunks == list(link(given))
    assert sum(member.data in chunks for member in given if not member.deflate) == sum(
        not member.deflate for member in given
    )


def test_headers_say_the_same_at_both_places() -> None:
    """Some readers go by the local header, some by the central directory."""
    data = b"".join(
        link([Member("an-pham/a.pdf", b"x" * 99), Member("b.txt", b"y" * 99, deflate=True)])
    )
    first, second = data.index(b"PK\1\2"), data.rindex(b"PK\1\2")

    assert data[4:30] == data[first + 6 : first + 32]
    assert data.index(b"PK\3\4", 4) == int.from_bytes(data[second + 42 : second + 46], "little")


def test_a_zip_that_would_be_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linker, "_MOST", 150)
    with pytest.raises(ValueError, match="ZIP64"):
        list(link([Member("a", bytes(200))]))


def test_the_system_opens_it_too(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"".join(link([Member("mot/hai.txt", "Mường Xén".encode(), deflate=True)])))
    subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-m", "zipfile", "-e", path, tmp_path / "out"], check=True
    )

    assert (tmp_path / "out" / "mot" / "hai.txt").read_text("utf-8") == "Mường Xén"
