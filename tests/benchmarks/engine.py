"""Measure single pieces in one process: linking, drawing whole with Typst, packing, raw writes.

Everything is made of the real campaign. A measurement is a list of `Rate`, the first of them the
floor: raw writes of the same sizes into fresh folders laid out the same way.

Nothing is deleted until all is measured: ext4 without a journal passes over every inode that was
deleted in the last minutes, one by one, for each new file (`recently_deleted` in fs/ext4/ialloc.c).
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from statistics import mean, median
from time import perf_counter
from zipfile import ZipFile

from press.build.site import Site
from press.content.check import check
from press.content.kit import Kit
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import ROOT, read
from press.outputs.composer import Composer
from press.outputs.pack.record import Pack
from press.outputs.pack.render import render_pack
from press.outputs.piece.record import Face
from press.outputs.piece.render import LINKERS, Packed
from press.outputs.registry import planned
from press.outputs.shared.templates import Templates
from press.outputs.shared.typesetting import Sheets
from press.site.plan import Job
from tests.benchmarks.peers import Missing, Rate, packs
from tests.conftest import FINGERPRINTS

FLOOR = "raw write"
OURS = "press"
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Sizes = Sequence[tuple[str, int]]  # path below a folder, bytes
Ways = Mapping[str, Callable[[Path], object]]  # each writes into a folder of its own


@dataclass(frozen=True)
class Ready:
    """A piece whose parts are compiled and loaded."""

    path: str
    format: str
    kind: str
    face: Face
    artwork: Packed
    imprint: Packed

    def link(self) -> bytes:
        return LINKERS[self.face.sheet.type].link(self.artwork, self.imprint)

    def whole(self, sheets: Sheets) -> bytes:
        """Draw the piece in one go from our own templates, as a plain loop over Typst would."""
        return sheets.pdf(self.face) if self.kind == "print" else sheets.png(self.face)


class Bench:
    """All pieces of some communes with their parts, and the seconds that each part took."""

    def __init__(self, folder: Path, communes: int) -> None:
        self.folder = folder
        self.kit, whole = load()
        self.campaign = whole.only(communes=[c.code for c in whole.communes[:communes]])
        self.composer = Composer(self.campaign, self.kit, FINGERPRINTS)
        self.sheets = Sheets(self.kit.root)
        self._folders = count()
        self.seconds: dict[str, float] = {}  # by the digest of a part
        self._parts: dict[str, Packed] = {}
        plan = planned(self.campaign)
        jobs = [job for c in self.campaign.communes for job in plan.group(c.code)]
        pieces = [job for job in jobs if job.view == "piece"]
        self.sheets.png(self.composer.context.faces.face(pieces[0]))  # reads the typefaces
        self.pieces = tuple(map(self._ready, pieces))
        self.pack = next(job for job in jobs if job.view == "pack")  # of the first commune

    def fresh(self) -> Path:
        """Return a folder that nobody has written to."""
        return self.folder / str(next(self._folders))

    def _ready(self, job: Job) -> Ready:
        face = self.composer.context.faces.face(job)
        linker = LINKERS[face.sheet.type]
        artwork = self._part(face.artwork.digest, lambda: linker.artwork(face, self.sheets))
        imprint = self._part(face.imprint.digest, lambda: linker.imprint(face, self.sheets))
        return Ready(job.path, job.format or "", job.kind, face, artwork, imprint)

    def _part(self, digest: str, make: Callable[[], Packed]) -> Packed:
        if digest not in self._parts:
            began = perf_counter()
            self._parts[digest] = make()
            self.seconds[digest] = perf_counter() - began
        return self._parts[digest]


def load(content: Path = ROOT / "content") -> tuple[Kit, Campaign]:
    """Return the kit and the whole campaign."""
    sources, kit = read(content)
    return kit, check(parse(sources), kit).campaign


def measure(
    bench: Bench, pieces: Sequence[Ready], *, rounds: int, sample: int, communes: int
) -> list[Rate]:
    """Measure raw writes, linking, linking with writing, and Typst alone on the same pieces.

    Medians of `rounds`, taken in turn. Typst draws a sample once. "all in" adds to linking the
    parts' compiling, spread over the pieces that share them in a campaign of so many `communes`.
    """
    files = [(piece.path, len(piece.link())) for piece in pieces]
    volume, number = sum(size for _, size in files), len(files)
    ways: Ways = {
        FLOOR: partial(write_raw, files, noise(files)),
        "press: link alone": lambda _: [len(piece.link()) for piece in pieces],
        OURS: lambda folder: _write(Site(folder, folder), pieces),
    }
    notes = ("the floor", "nothing written", "link and write, parts compiled before")
    seconds = in_turn(ways, rounds, bench.fresh())
    rates = [
        Rate(name, number, seconds[name], volume, note)
        for name, note in zip(ways, notes, strict=True)
    ]
    shared = _compiling(bench, pieces, communes) * number
    note = f"the same, and compiling the parts for {communes} communes (worked out)"
    rates.append(Rate("press: all in", number, seconds[OURS] + shared, volume, note))
    return [*rates, _typst(bench, pieces, sample)]


def _write(site: Site, pieces: Sequence[Ready]) -> None:
    for piece in pieces:
        site.write(piece.path, [piece.link()])


def _compiling(bench: Bench, pieces: Sequence[Ready], communes: int) -> float:
    """Return the seconds of compiling that fall on one piece of a campaign of so many communes."""
    artworks = {piece.face.artwork.digest for piece in pieces}
    imprints = {piece.face.imprint.digest for piece in pieces}
    artwork = mean(bench.seconds[digest] for digest in artworks)
    imprint = mean(bench.seconds[digest] for digest in imprints)
    return artwork / communes + imprint * len(imprints) / len(pieces)


def _typst(bench: Bench, pieces: Sequence[Ready], sample: int) -> Rate:
    """Draw a sample whole, in the order of the site, and write it without digests."""
    places = sorted(random.Random(0).sample(range(len(pieces)), min(sample, len(pieces))))  # noqa: S311
    chosen = [pieces[place] for place in places]
    folder, volume = bench.fresh(), 0
    began = perf_counter()
    for piece in chosen:
        data = piece.whole(bench.sheets)
        put(f"{folder}{os.sep}{piece.path}", data)
        volume += len(data)
    seconds = perf_counter() - began
    return Rate("Typst, each piece whole", len(chosen), seconds, volume, "our templates, one loop")


def pack(bench: Bench, rounds: int) -> list[Rate | Missing]:
    """Pack everything of one commune our way and with `zipfile`, from and onto the disk."""
    site, path = Site(bench.fresh(), bench.folder), bench.pack.path
    record = bench.composer.compose(bench.pack)
    if not isinstance(record, Pack):
        raise TypeError(f"{path} is no pack")
    wanted = frozenset(record.files)
    ready = [piece for piece in bench.pieces if piece.path in wanted]
    sums = {piece.path: site.write(piece.path, [piece.link()])[0] for piece in ready}
    templates = Templates(bench.kit.templates)

    def ours(folder: Path) -> object:
        zipped = render_pack(record, templates, site.read, sums)
        return Site(folder, folder).write(path, zipped)

    ours(site.folder)
    made, files = site.new / path, bench.fresh()
    size = [(path, made.stat().st_size)]
    with ZipFile(made) as opened:
        opened.extractall(files)
        members = len(opened.namelist())
    ways: Ways = {FLOOR: partial(write_raw, size, noise(size)), OURS: ours}
    seconds, volume = in_turn(ways, rounds, bench.fresh()), size[0][1]
    return [
        Rate(FLOOR, members, seconds[FLOOR], volume, "one file of the pack’s size"),
        Rate(OURS, members, seconds[OURS], volume, "one pack, files read from the disk"),
        *packs(files, bench.fresh()),
    ]


def in_turn(ways: Ways, rounds: int, scratch: Path) -> dict[str, float]:
    """Return the median seconds of each way.

    All are tried in each round, each time in a new folder below `scratch` and on a settled disk;
    a first round is not counted.
    """
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(rounds + 1):
        for place, (name, way) in enumerate(ways.items()):
            folder = scratch / f"{turn}-{place}"
            settle()
            began = perf_counter()
            way(folder)
            taken[name].append(perf_counter() - began)
    return {name: median(seconds[1:]) for name, seconds in taken.items()}


def settle() -> None:
    """Let the disk finish what it has been given, so that nobody pays for another's bytes."""
    if hasattr(os, "sync"):
        os.sync()


def write_raw(sizes: Sizes, data: memoryview, folder: Path) -> None:
    """Write files of such sizes with three system calls each, and no more."""
    for path, size in sizes:
        put(f"{folder}{os.sep}{path}", data[:size])


def noise(sizes: Sizes) -> memoryview:
    """Return random bytes, as many as the largest file has: no disk makes them smaller."""
    return memoryview(random.Random(0).randbytes(max(size for _, size in sizes)))  # noqa: S311


def put(target: str, data: bytes | memoryview) -> None:
    """Write a new file, and its folder if need be."""
    try:
        number = os.open(target, _FLAGS, 0o666)
    except FileNotFoundError:
        Path(target).parent.mkdir(parents=True, exist_ok=True)
        number = os.open(target, _FLAGS, 0o666)
    written = os.write(number, data)
    os.close(number)
    if written < len(data):
        raise OSError(f"{target}: the disk took {written} of {len(data)} bytes")


def chosen(pieces: Iterable[Ready], **wanted: str) -> list[Ready]:
    """Return the pieces of a format, or of a kind."""
    return [p for p in pieces if all(getattr(p, name) == value for name, value in wanted.items())]
