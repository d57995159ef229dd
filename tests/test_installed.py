"""What an installation brings is whole, or the file that is not is named before any drawing."""

from __future__ import annotations

import io
import shutil
import struct
from pathlib import Path

import pytest
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st

from press.cli.commands import main
from press.content.read import inputs
from press.content.read.disk import ROOT
from press.content.read.installed import (
    TYPEFACES,
    DamagedError,
    pictogram,
    profile,
    text,
    typefaces,
)
from tests.conftest import TINY

FONT = (ROOT / "assets" / "fonts" / "NotoSansLao-Regular.ttf").read_bytes()
PROFILE = (ROOT / "assets" / "icc" / "FOGRA39L_coated.icc").read_bytes()
TABLES = [
    (start, length)
    for tag, _, start, length in struct.iter_unpack(">4sIII", FONT[12 : 12 + 16 * FONT[5]])
    if tag != b"head"
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("assets") / "fonts"
    shutil.copytree(ROOT / "assets" / "fonts", made)
    return made


def named(folder: Path, data: bytes) -> str:
    (folder / "0.ttf").write_bytes(data)
    with pytest.raises(DamagedError) as raised:
        typefaces(folder)
    assert str(raised.value).startswith("the installation is damaged: assets")
    assert "fonts/0.ttf" in str(raised.value)
    return str(raised.value)


@given(end=st.integers(0, len(FONT) - 4))
def test_a_typeface_that_was_cut_off_is_named(folder: Path, end: int) -> None:
    named(folder, FONT[:end])


@given(data=st.data(), table=st.sampled_from([table for table in TABLES if table[1]]))
def test_a_typeface_that_was_spoilt_is_named(
    folder: Path, data: st.DataObject, table: tuple[int, int]
) -> None:
    place = table[0] + data.draw(st.integers(0, table[1] - 1))
    spoilt = bytes([FONT[place] ^ (1 << data.draw(st.integers(0, 7)))])

    assert "is no whole typeface" in named(folder, FONT[:place] + spoilt + FONT[place + 1 :])


def test_a_typeface_needs_a_name_and_letters(folder: Path) -> None:
    for table, words in (("name", "without a name"), ("cmap", "without letters")):
        out = io.BytesIO()
        with TTFont(io.BytesIO(FONT)) as font:
            del font[table]
            font.save(out)

        assert words in named(folder, out.getvalue())


def test_typefaces_that_are_whole_are_read(folder: Path) -> None:
    (folder / "0.ttf").write_bytes(FONT)

    found = typefaces(folder)

    assert set(found) == {"Be Vietnam Pro", "Noto Sans", "Noto Sans Lao", "Noto Sans Tai Viet"}
    assert ord("ລ") in found["Noto Sans Lao"]


@pytest.mark.parametrize("name", TYPEFACES)
def test_each_typeface_that_we_bring_is_missed(tmp_path: Path, name: str) -> None:
    fonts = tmp_path / "fonts"
    shutil.copytree(ROOT / "assets" / "fonts", fonts)
    (fonts / f"{name}.ttf").unlink()

    with pytest.raises(DamagedError, match=rf"fonts/{name}\.ttf is not there"):
        typefaces(fonts)


def test_all_typefaces_that_we_bring_are_named() -> None:
    assert {path.stem for path in (ROOT / "assets" / "fonts").glob("*.ttf")} == set(TYPEFACES)


@pytest.mark.parametrize(
    "data", [PROFILE[:-1], PROFILE[:20], b"", PROFILE.replace(b"acsp", b"acsx")]
)
def test_a_profile_that_is_not_whole_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.icc").write_bytes(data)

    with pytest.raises(DamagedError, match=r"x\.icc is no whole colour profile"):
        profile(tmp_path / "x.icc")
    with pytest.raises(DamagedError, match=r"y\.icc is not there"):
        profile(tmp_path / "y.icc")


def test_a_profile_of_a_screen_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.icc").write_bytes(PROFILE[:12] + b"mntrRGB " + PROFILE[20:])

    with pytest.raises(DamagedError, match=r"x\.icc is no colour profile of a press"):
        profile(tmp_path / "x.icc")


@pytest.mark.parametrize("data", [b"", b"<svg", b"\xff\xfe", b'<svg viewBox="0 0 9 9"/>'])
def test_pictograms_and_templates_that_are_not_whole_are_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.svg").write_bytes(data)

    with pytest.raises(DamagedError, match=r"x\.svg is no whole pictogram"):
        pictogram(tmp_path / "x.svg")
    if data.startswith(b"\xff"):
        with pytest.raises(DamagedError, match=r"x\.svg is no whole text"):
            text(tmp_path / "x.svg")


def test_the_command_names_the_file_and_blames_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(TINY, tmp_path / "content")
    shutil.copytree(ROOT / "assets", tmp_path / "assets")
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    shutil.copytree(ROOT / "press", tmp_path / "press")
    (tmp_path / "assets" / "fonts" / "NotoSans-Bold.ttf").write_bytes(FONT[:9000])
    monkeypatch.setattr(inputs, "ROOT", tmp_path)
    result = CliRunner().invoke(main, ["plan", "--content", str(tmp_path / "content")])

    assert result.exit_code == 3
    assert "stopped: the installation is damaged: assets/fonts/NotoSans-Bold.ttf" in result.output
    assert "Traceback" not in result.output
