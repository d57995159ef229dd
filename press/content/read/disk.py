"""Read the disk: a folder of content -> Sources, Resources. Knows nothing of what the files mean.

Files come from many editors: Windows Notepad, Excel, phones. Encoding, byte order marks, line
ends and decomposed letters are put right here, once, or the file is refused with its line.
"""

from __future__ import annotations

import gzip
import re
import tomllib
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime
from io import BufferedIOBase
from pathlib import Path
from zoneinfo import ZoneInfo

from press.base.diag import Problem, Reported, Span, each, excerpt, gathered
from press.base.text import VIETNAMESE, nfc
from press.content.encoding.clean import clean_file
from press.content.encoding.legacy import legacy
from press.content.encoding.lost_letters import SAVE_AGAIN, TYPE_AGAIN, lost
from press.content.encoding.spelling import is_syllable
from press.content.read import installed
from press.content.read.entries import Entries, entries
from press.content.read.inputs import ROOT, Inputs, Installation, installation, take
from press.content.resources import Resources, Source, Sources, Words

__all__ = [
    "ROOT",
    "Resources",
    "Source",
    "Sources",
    "read",
    "read_resources",
    "read_sources",
    "understood",
]

TEXTS = (
    "templates/web/",
    "templates/pack/",
    "templates/proof/",
    "assets/css/",
    "assets/js/",
)  # no Typst
PICTOGRAMS = "assets/pictograms/"
WORDS = re.compile("press/outputs/[^/]+/words[.]toml")
TIMEZONE = "Asia/Ho_Chi_Minh"


def read(content: Path, *, today: date | None = None) -> tuple[Sources, Resources]:
    """Return everything a run is made from. Without `today` it is the campaign's day, now."""
    return understood(take(content), today=today)


def understood(inputs: Inputs, *, today: date | None = None) -> tuple[Sources, Resources]:
    """Return what inputs mean. Without `today` it is the campaign's day, now."""
    sources, problems = gathered(_sources(inputs.folder, inputs.entries))
    sources = replace(sources, problems=(*inputs.problems, *problems))
    clock = _now(sources)
    return sources, _kit(inputs.installation, today or clock, clock)


def read_sources(content: Path) -> Sources:
    """Return all files of a content folder that hold text. One that cannot is a problem.

    Of the others it has the names.
    """
    content = content.resolve()
    sources, problems = gathered(_walked(content))
    return replace(sources, problems=problems)


def _walked(content: Path) -> Reported[Sources]:
    walked = yield from entries(content)
    return (yield from _sources(content.name, walked))


def _sources(folder: str, walked: Entries) -> Reported[Sources]:
    texts = (decode(f"{folder}/{name}", data) for name, data in walked.files.items())
    return Sources(folder, (yield from each(texts)), others=tuple(walked.others))


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


def read_resources(today: date) -> Resources:
    """Return the fonts, pictures and digests of this installation, for one day.

    The day it is now is that where campaigns usually are.
    """
    return _kit(installation(), today, datetime.now(ZoneInfo(TIMEZONE)).date())


def _kit(found: Installation, today: date, clock: date) -> Resources:
    """Return what an installation brings. All that is read here has its digest there."""
    root, paths = found.root, found.digests
    pictograms = [root / path for path in paths if path.startswith(PICTOGRAMS)]
    templates = [path for path in paths if path.startswith(TEXTS)]
    return Resources(
        root=root,
        today=today,
        clock=clock,
        fonts=installed.typefaces(root / "assets" / "fonts"),
        profile=installed.profile(root / "assets" / "icc" / "FOGRA39L_coated.icc"),
        pictograms={
            path.stem: installed.pictogram(path) for path in pictograms if path.suffix == ".svg"
        },
        templates={path.partition("/")[2]: installed.text(root / path) for path in templates},
        words=_words(root / path for path in paths if WORDS.fullmatch(path)),
        versions=found.versions,
        digests=paths,
    )


def _words(paths: Iterable[Path]) -> Words:
    """Return the words that all outputs ask for: `words.toml` in the folder of each."""
    tables = [tomllib.loads(installed.text(path)) for path in paths]
    said = {key: slots for table in tables for key, slots in table["say"].items()}
    counts = {key: count for table in tables for key, count in table.get("counts", {}).items()}
    points = {key: count for table in tables for key, count in table.get("points", {}).items()}
    return Words({key: frozenset(slots.split()) for key, slots in said.items()}, counts, points)


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


def decode(path: str, data: bytes) -> Reported[Source | None]:
    """Return the text of a file, or None if nobody can tell its letters.

    Old Windows programs write code page 1258, Notepad's "Unicode" is UTF-16. Any bytes pass for
    1258, so it counts only when nothing but Vietnamese comes out.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return (yield from _utf16(path, data))
    try:
        return _source(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        text = nfc(data.decode("cp1258", "replace"))
        if _is_vietnamese(text, data.decode("cp1252", "replace")):
            return _source(path, text)
        yield _unread(path, data, data[: error.start].count(b"\n") + 1)
        return None


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
            hint = SAVE_AGAIN if path.endswith(".csv") else TYPE_AGAIN
            return Problem(Span(path, number), "letters-lost", message, hint)
    if lines and (found := legacy(lines[line - 1].strip())):
        message = f'this text is garbled, it is {found.encoding}: "{excerpt(lines[line - 1])}"'
        hint = f'did you mean "{excerpt(found.text)}"? {found.hint}'
        return Problem(Span(path, line), "wrong-encoding", message, hint)
    return _not_utf8(path, line)


def _utf16(path: str, data: bytes) -> Reported[Source | None]:
    try:
        return _source(path, data.decode("utf-16"))
    except UnicodeDecodeError:
        yield _not_utf8(path, 1)
        return None


def _source(path: str, text: str) -> Source:
    raw = text.removeprefix("\ufeff").removeprefix("ï»¿")  # the same, read as letters
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
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
