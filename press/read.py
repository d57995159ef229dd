"""Read the disk: a folder of content -> Sources, Kit. Knows nothing of what the files mean.

Files come from many editors: Windows Notepad, Excel, phones. Encoding, byte order marks, line
ends and decomposed letters are put right here, once, or the file is refused with its line.
"""

from __future__ import annotations

import gzip
import hashlib
import re
import tomllib
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

from fontTools.ttLib import TTFont

from press.check.letters import CONVERT, SAVE_AGAIN, short
from press.check.lost import lost
from press.clean import clean_file
from press.diag import Problem, Span
from press.entries import JUNK, entries
from press.kit import Kit, Source, Sources
from press.legacy import legacy
from press.spelling import is_syllable
from press.svg import outline
from press.text import VIETNAMESE, nfc

__all__ = ["Kit", "Source", "Sources", "read", "read_kit", "read_sources"]

ROOT = Path(__file__).resolve().parent.parent
TEXTS = (
    "templates/web",
    "templates/pack",
    "templates/proof",
    "assets/css",
    "assets/js",
)  # no Typst
TIMEZONE = "Asia/Ho_Chi_Minh"
DRAWING = (
    *("brotli", "feedgen", "fonttools", "icalendar", "jinja2", "lxml", "markupsafe", "pikepdf"),
    *("pillow", "typst", "tzdata", "zxing-cpp"),
)


def read(content: Path, *, today: date | None = None) -> tuple[Sources, Kit]:
    """Return everything a run is made from. Without `today` it is the campaign's day, now."""
    sources = read_sources(content)
    clock = _now(sources)
    return sources, read_kit(today or clock, clock)


def read_sources(content: Path) -> Sources:
    """Return all files of a content folder that hold text. One that cannot is a problem.

    Of the others it has the names.
    """
    content = content.resolve()
    files: list[Source] = []
    problems: list[Problem] = []
    walked = entries(content)
    for name, data in walked.files.items():
        found = decode(f"{content.name}/{name}", data)
        if isinstance(found, Source):
            files.append(found)
        else:
            problems.append(found)
    return Sources(content.name, tuple(files), (*walked.problems, *problems), tuple(walked.others))


def read_lines(log: Path) -> Iterator[str]:
    """Yield the lines of a log, packed by gzip or not. What is no UTF-8 in it is told as ?."""
    opened = gzip.open if log.suffix == ".gz" else open
    with opened(log, "rt", encoding="utf-8", errors="replace") as file:
        yield from file


def read_kit(today: date, clock: date | None = None) -> Kit:
    """Return the fonts, pictures and digests of this installation, for one day.

    `clock` is the day it is where the campaign is; without it, where campaigns usually are.
    """
    pictograms = sorted((ROOT / "assets" / "pictograms").glob("*.svg"))
    return Kit(
        root=ROOT,
        today=today,
        clock=clock or datetime.now(ZoneInfo(TIMEZONE)).date(),
        fonts=_fonts(ROOT / "assets" / "fonts"),
        profile=(ROOT / "assets" / "icc" / "FOGRA39L_coated.icc").read_bytes(),
        pictograms={path.stem: outline(path.read_text("utf-8")) for path in pictograms},
        templates={
            path.relative_to(folder.parent).as_posix(): path.read_text("utf-8")
            for folder in (ROOT / name for name in TEXTS)
            for path in _walk(folder)
        },
        versions={name: version(name) for name in DRAWING} | {"zlib": zlib.ZLIB_RUNTIME_VERSION},
        digests={
            path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for folder in ("assets", "press", "templates")
            for path in _walk(ROOT / folder)
        },
    )


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, sorted by path, without editors' and systems' junk."""
    for path in sorted(folder.rglob("*"), key=lambda path: path.as_posix()):
        parts = path.relative_to(folder).parts
        junk = any(JUNK.fullmatch(part) for part in parts)
        if not junk and path.is_file():
            yield path


def _now(sources: Sources) -> date:
    """Return today's date where the campaign is; a broken campaign.toml is reported by parse."""
    source = sources.get("campaign.toml")
    try:
        zone = ZoneInfo(tomllib.loads(source.text)["timezone"] if source else TIMEZONE)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, OSError):
        zone = ZoneInfo(TIMEZONE)
    return datetime.now(zone).date()


# Encodings.

_LETTERS = VIETNAMESE | frozenset("“”‘’–—…")


def decode(path: str, data: bytes) -> Source | Problem:
    """Return the text of a file, or the problem that nobody can tell its letters.

    Old Windows programs write code page 1258, Notepad's "Unicode" is UTF-16. Any bytes pass for
    1258, so it counts only when nothing but Vietnamese comes out.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(path, data)
    try:
        return _source(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = nfc(data.decode("cp1258", "replace"))
        if _is_vietnamese(text, data.decode("cp1252", "replace")):
            return _source(path, text)
        return _unread(path, data, data[: error.start].count(b"\n") + 1)


def _is_vietnamese(text: str, western: str) -> bool:
    """Return whether only Vietnamese comes out, and more of it than from the encoding of the West.

    In that, Vietnamese has lost most letters already, and xã would be read as xă.
    """
    known = all(letter in _LETTERS for letter in text if not _is_plain(letter))
    return known and _syllables(text) > _syllables(western)


def _syllables(text: str) -> int:
    words = re.findall(r"[^\W\d_]+", text)
    return sum(not word.isascii() and is_syllable(word) for word in words)


def _unread(path: str, data: bytes, line: int) -> Problem:
    """Return what is wrong with a file in an encoding of old, and what can still be done."""
    lines = data.decode("latin-1").split("\n") if b"\0" not in data else []
    for number, text in enumerate(lines, 1):
        if word := lost(text, vietnamese=True, is_name=False):
            message = f'letters are lost or wrong: "{word}"'
            return Problem(Span(path, number), "letters-lost", message, SAVE_AGAIN)
    if lines and (found := legacy(lines[line - 1].strip())):
        message = f'this text is garbled, it is {found.encoding}: "{short(lines[line - 1])}"'
        hint = f'did you mean "{short(found.text)}"? {CONVERT}'
        return Problem(Span(path, line), "wrong-encoding", message, hint)
    return _not_utf8(path, line)


def _utf16(path: str, data: bytes) -> Source | Problem:
    try:
        return _source(path, data.decode("utf-16"))
    except UnicodeDecodeError:
        return _not_utf8(path, 1)


def _source(path: str, text: str) -> Source:
    raw = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    clean, added = clean_file(Path(path).suffix.lower(), raw)
    return Source(path, clean, "" if clean == raw else raw, added)


def _is_plain(letter: str) -> bool:
    return letter in "\t\r\n" or " " <= letter <= "~"


def _not_utf8(path: str, line: int) -> Problem:
    return Problem(
        Span(path, line),
        "not-utf8",
        "the letters on this line cannot be read: the file is not in UTF-8",
        "if the program that wrote it shows its letters rightly, save it there again as UTF-8; "
        "if not, take the file as it was before",
    )


# Fonts and pictures.


def _fonts(folder: Path) -> dict[str, frozenset[int]]:
    families: dict[str, frozenset[int]] = {}
    for path in sorted(folder.glob("*.ttf")):
        with TTFont(path, lazy=True) as font:
            names = font["name"]
            family = str(names.getDebugName(16) or names.getDebugName(1))
            points = frozenset(font.getBestCmap())
        families[family] = families.get(family, points) & points
    return families
