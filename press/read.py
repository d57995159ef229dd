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
from io import BufferedIOBase
from pathlib import Path
from zoneinfo import ZoneInfo

from press.diag import Problem, Span
from press.installed import pictogram, profile, text, typefaces
from press.kit import Kit, Source, Sources
from press.text import VIETNAMESE, nfc

__all__ = ["Kit", "Source", "Sources", "read", "read_kit", "read_sources"]

ROOT = Path(__file__).resolve().parent.parent
TEXT_FILES = frozenset({".md", ".toml", ".csv", ".txt", ".svg"})
JUNK = re.compile(r"\..*|~\$.*|.*~|Thumbs\.db|desktop\.ini", re.IGNORECASE)
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
    return sources, read_kit(today or _now(sources))


def read_sources(content: Path) -> Sources:
    """Return all files of a content folder that hold text. One that cannot is a problem."""
    content = content.resolve()
    files: list[Source] = []
    problems: list[Problem] = []
    for path in _walk(content):
        name = f"{content.name}/{nfc(path.relative_to(content).as_posix())}"
        is_logo = path.parent == content / "logos"
        if path.suffix.lower() in TEXT_FILES:
            found = (decode_logo if is_logo else decode)(name, path.read_bytes())
            if isinstance(found, Source):
                files.append(found)
            else:
                problems.append(found)
        elif is_logo:
            problems.append(_no_logo(name))
    return Sources(content.name, tuple(files), tuple(problems))


MOST_OF_LINE = 1 << 16  # bytes: no server takes requests as long


class UnreadableError(Exception):
    """A log that cannot be read, in words for who keeps it."""


def read_lines(log: Path) -> Iterator[str]:
    """Yield the lines of a log, packed by gzip or not, one at a time however large it is.

    What is no UTF-8 in it is told as \ufffd, and so is a whole line that is too long for a log.
    Raises UnreadableError.
    """
    if not log.is_file():
        raise UnreadableError(f"{log} is no file: copy the log into one first")
    try:
        with log.open("rb") as file:
            packed = file.read(2) == b"\x1f\x8b"
        with gzip.open(log) if packed else log.open("rb") as lines:
            yield from _bounded(lines)
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise UnreadableError(f"{log} is damaged: copy it from the server again") from None
    except OSError:
        raise UnreadableError(f"{log} cannot be read: may you open it?") from None


def _bounded(lines: BufferedIOBase) -> Iterator[str]:
    while line := lines.readline(MOST_OF_LINE):
        too_long = False
        while len(line) == MOST_OF_LINE and not line.endswith(b"\n"):
            too_long, line = True, lines.readline(MOST_OF_LINE)
        yield "\ufffd" if too_long else line.decode("utf-8", "replace")


def read_kit(today: date) -> Kit:
    """Return the fonts, pictures and digests of this installation, for one day."""
    pictograms = sorted((ROOT / "assets" / "pictograms").glob("*.svg"))
    return Kit(
        root=ROOT,
        today=today,
        fonts=typefaces(ROOT / "assets" / "fonts"),
        profile=profile(ROOT / "assets" / "icc" / "FOGRA39L_coated.icc"),
        pictograms={path.stem: pictogram(path) for path in pictograms},
        templates={
            path.relative_to(folder.parent).as_posix(): text(path)
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
        junk = any(JUNK.fullmatch(part) or part == "__pycache__" for part in parts)
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
        return Source(path, _tidy(data.decode("utf-8-sig")))
    except UnicodeDecodeError as error:
        text = _tidy(data.decode("cp1258", "replace"))
        if all(letter in _LETTERS for letter in text if not _is_plain(letter)):
            return Source(path, text)
        return _not_utf8(path, data[: error.start].count(b"\n") + 1)


_BEGINNINGS = (
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"%PDF", "a PDF file"),
    (b"%!PS", "an EPS file"),
    (b"\x1f\x8b", "a packed SVGZ file"),
    (b"PK", "a Word, Excel or zip file"),
)
_AS_SVG = "a logo must be drawn as shapes: ask the partner or a designer for it as Plain SVG"


def decode_logo(path: str, data: bytes) -> Source | Problem:
    """Return the text of a logo, or the problem that it is another kind of file."""
    kind = next((kind for start, kind in _BEGINNINGS if data.startswith(start)), "")
    if kind:
        message = f"this is {kind}, whatever its name says"
        return Problem(Span(path), "bad-logo", message, _AS_SVG)
    return decode(path, data)


def _no_logo(path: str) -> Problem:
    message = "a logo can only be an SVG file: nothing reads this one"
    return Problem(Span(path), "unknown-file", message, _AS_SVG, "warning")


def _utf16(path: str, data: bytes) -> Source | Problem:
    try:
        return Source(path, _tidy(data.decode("utf-16")))
    except UnicodeDecodeError:
        return _not_utf8(path, 1)


def _tidy(text: str) -> str:
    return nfc(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))


def _is_plain(letter: str) -> bool:
    return letter in "\t\n" or " " <= letter <= "~"


def _not_utf8(path: str, line: int) -> Problem:
    return Problem(
        Span(path, line),
        "not-utf8",
        "the letters on this line cannot be read: the file is not in UTF-8",
        "in Notepad or Excel, save it again and choose the encoding UTF-8",
    )
