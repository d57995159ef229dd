"""Read what the installation brings: typefaces, pictograms, the press's profile, templates.

A copy that was cut off or spoilt on its way is named here, before anything is drawn with it.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fontTools.ttLib import TTFont, TTLibError

from press.base.outline import Outline
from press.content.read.entries import JUNK
from press.media.svg import outline


class DamagedError(Exception):
    """A file of the installation cannot be used, in words for who installs it."""

    def __init__(self, path: Path, what: str) -> None:
        place = "/".join(path.parts[-3:])
        super().__init__(f"the installation is damaged: {place} {what}. Get this file again")


@contextmanager
def _sound(path: Path, kind: str) -> Iterator[None]:
    """Turn whatever goes wrong with the bytes of a file into its name."""
    try:
        yield
    except FileNotFoundError:
        raise DamagedError(path, "is not there") from None
    except (PermissionError, DamagedError):
        raise
    except Exception as error:  # readers of damaged bytes fail in every way there is
        raise DamagedError(path, f"is no whole {kind}") from error


def text(path: Path) -> str:
    """Return the text of a template.   Raises DamagedError."""
    with _sound(path, "text in UTF-8"):
        return path.read_text("utf-8")


def pictogram(path: Path) -> Outline:
    """Return the shape of a pictogram.   Raises DamagedError."""
    with _sound(path, "pictogram"):
        return outline(path.read_text("utf-8"))


def profile(path: Path) -> bytes:
    """Return the ICC profile of a press.   Raises DamagedError.

    Source: ICC.1:2010, 7.2: size at 0, class at 12, colours at 16, signature at 36.
    """
    with _sound(path, "colour profile"):
        data = path.read_bytes()
        if int.from_bytes(data[:4], "big") != len(data) or data[36:40] != b"acsp":
            raise DamagedError(path, "is no whole colour profile")
        if data[12:20] != b"prtrCMYK":
            raise DamagedError(path, "is no colour profile of a press")
        return data


TYPEFACES = (  # that we bring: without one of them another weight would be drawn, unseen
    *("BeVietnamPro-ExtraBold", "NotoSans-Regular", "NotoSans-SemiBold", "NotoSans-Bold"),
    *("NotoSansLao-Regular", "NotoSansLao-Bold", "NotoSansTaiViet-Regular"),
)


def typefaces(folder: Path) -> dict[str, frozenset[int]]:
    """Return the letters that all weights of each typeface have.   Raises DamagedError."""
    for name in TYPEFACES:
        if not (folder / f"{name}.ttf").is_file():
            raise DamagedError(folder / f"{name}.ttf", "is not there")
    families: dict[str, frozenset[int]] = {}
    for path in sorted(path for path in folder.glob("*.ttf") if not JUNK.fullmatch(path.name)):
        with _sound(path, "typeface"):
            family, points = _typeface(path)
            families[family] = families.get(family, points) & points
    return families


def _typeface(path: Path) -> tuple[str, frozenset[int]]:
    _check_tables(path)
    with TTFont(path, lazy=True) as font:
        names = font.get("name")
        family = names and (names.getDebugName(16) or names.getDebugName(1))
        points = font.getBestCmap() if "cmap" in font else None
    if not family:
        raise DamagedError(path, "is a typeface without a name")
    if not points:
        raise DamagedError(path, "is a typeface without letters")
    return str(family), frozenset(points)


def _check_tables(path: Path) -> None:
    """Compare each table of a font with its checksum.   Raises TTLibError.

    Source: OpenType 1.9, font file. The table "head" holds one of the whole file, left out.
    """
    data = path.read_bytes()
    for number in range(struct.unpack(">H", data[4:6])[0]):
        tag, checksum, offset, length = struct.unpack_from(">4sIII", data, 12 + 16 * number)
        table = data[offset : offset + length]
        if len(table) != length:
            raise TTLibError("cut off")
        if tag != b"head" and _sum(table) != checksum:
            raise TTLibError("changed")


def _sum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
