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

from press.build.ledger import Made, parsed
from press.build.make import MadeFiles, Maker, Workplace
from press.build.site import Site
from press.build.store import Store
from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.parse import parse
from press.content.read.disk import read
from press.content.resources import Resources
from press.outputs.composed import Composed, Rendered
from press.outputs.composer import Composer
from press.outputs.piece.record import Face
from press.outputs.registry import BY_VIEW, planned
from press.outputs.shared.typesetting import typesetter
from press.outputs.tools import Tools
from press.site.plan import Job
from tests.benchmarks.peers import Missing, Rate, packs
from tests.composing import FINGERPRINTS

FLOOR = "raw write"
LINKED, WRITTEN = "press: link alone", "press: link and write"
OURS = "press, all in"  # nothing left out that a build has to do for such a file
VIEWS = ("piece", "pack")  # that are measured one by one
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)

Sizes = Sequence[tuple[str, int]]  # path below a folder, bytes
Ways = Mapping[str, Callable[[Path], object]]  # each writes into a folder of its own


@dataclass(frozen=True)
class Piece:
    """A piece: where it goes, what kind of file it is, and all that shows of it."""

    path: str
    format: str
    kind: str
    face: Face


class Drawn:
    """A store as builds have one, and the seconds that each drawing in it took, by its key."""

    def __init__(self, folder: Path) -> None:
        self.seconds: dict[str, float] = {}
        self.store = Store(folder)
        self.store.tmp.mkdir(parents=True)

    def memo(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what is kept under a key, or make and keep it."""
        return self.store.memo(key, partial(self._timed, key, make))

    def _timed(self, key: str, make: Callable[[], bytes]) -> bytes:
        began = perf_counter()
        made = make()
        self.seconds[key] = perf_counter() - began
        return made


class Bench:
    """All pieces of some communes, their parts drawn already."""

    def __init__(self, folder: Path, content: Path, communes: int) -> None:
        self.folder = folder
        self.resources, whole = load(content)
        self.campaign = whole.only(communes=[c.code for c in whole.communes[:communes]])
        self.composer = Composer(self.campaign, self.resources, FINGERPRINTS)
        self.drawn = Drawn(folder / "drawn")
        self._folders = count()
        resources, store = self.resources, self.drawn.store
        self._tools = Tools(resources.root, resources.profile, resources.templates, self.drawn.memo)
        self._renderers = {view: BY_VIEW[view].renderer(self._tools, "") for view in VIEWS}
        self._site = Site(self.fresh() / "site", store.folder)
        self._made: dict[str, Made] = {}
        plan = planned(self.campaign)
        jobs = [job for c in self.campaign.communes for job in plan.group(c.code)]
        self.pack = next(job for job in jobs if job.view == "pack")  # of the first commune
        self.pieces = tuple(self._piece(job) for job in jobs if job.view == "piece")
        self.whole(self.pieces[0])  # reads the typefaces
        for piece in self.pieces:
            self.link(piece)

    def fresh(self) -> Path:
        """Return a folder that nobody has written to."""
        return self.folder / str(next(self._folders))

    def _piece(self, job: Job) -> Piece:
        face = self.composer.compose(job)
        if not isinstance(face, Face):
            raise TypeError(f"{job.path} is no piece")
        return Piece(job.path, job.format or "", job.kind, face)

    def make(self, commune: str) -> Site:
        """Make all files of a commune, as a build does, and return the site that they are in."""
        place = Workplace(self.campaign, self.resources, FINGERPRINTS, self._site)
        batch = Maker(place, self.drawn.store).make(commune, "", ())
        self._made = {file.path: file for file in parsed(batch.line).made}
        return self._site

    def rendered(self, view: str, record: Composed) -> Iterable[bytes]:
        """Return the bytes of a file, in chunks, as a build makes them."""
        return one_file(self._renderers[view](record, MadeFiles(self._made, self._site)))

    def link(self, piece: Piece) -> bytes:
        """Return a piece as a build makes it once its parts have been drawn."""
        return b"".join(self.rendered("piece", piece.face))

    def whole(self, piece: Piece) -> bytes:
        """Draw a piece in one go from our own templates, as a plain loop over Typst would."""
        sheets, face = self._tools.one(typesetter), piece.face
        return sheets.pdf(face) if piece.kind == "print" else sheets.png(face)


def one_file(rendered: Rendered) -> Iterable[bytes]:
    """Return the chunks of what has been rendered.   Raises TypeError if it is many files."""
    if isinstance(rendered, Mapping):
        raise TypeError("not one file, but many")
    return rendered


def load(content: Path) -> tuple[Resources, Campaign]:
    """Return the resources and the whole campaign."""
    sources, resources = read(content)
    return resources, check(parse(sources), resources).campaign


def measure(
    bench: Bench, pieces: Sequence[Piece], rounds: int, sample: int, communes: int
) -> list[Rate]:
    """Measure raw writes, linking, linking with writing, and Typst alone on the same pieces.

    Medians of `rounds`, taken in turn. Typst draws a sample once. "all in" adds to linking the
    parts' compiling, spread over the pieces that share them in a campaign of so many `communes`.
    """
    files = [(piece.path, len(bench.link(piece))) for piece in pieces]
    volume, number = sum(size for _, size in files), len(files)
    ways: Ways = {
        FLOOR: partial(write_raw, files, noise(files)),
        LINKED: lambda _: [len(bench.link(piece)) for piece in pieces],
        WRITTEN: lambda folder: _write(bench, Site(folder, folder), pieces),
    }
    notes = ("the floor", "nothing written, parts compiled before", "parts compiled before")
    seconds = in_turn(ways, rounds, bench.fresh())
    rates = [
        Rate(name, number, seconds[name], volume, note)
        for name, note in zip(ways, notes, strict=True)
    ]
    shared = _compiling(bench, pieces, communes) * number
    note = f"linked and written, parts compiled for {communes} communes (worked out)"
    rates.append(Rate(OURS, number, seconds[WRITTEN] + shared, volume, note))
    return [*rates, _typst(bench, pieces, sample)]


def _write(bench: Bench, site: Site, pieces: Sequence[Piece]) -> None:
    for piece in pieces:
        site.write(piece.path, [bench.link(piece)])


def _compiling(bench: Bench, pieces: Sequence[Piece], communes: int) -> float:
    """Return the seconds of compiling that fall on one piece of a campaign of so many communes."""
    artworks = {piece.face.artwork.digest for piece in pieces}
    imprints = {piece.face.imprint.digest for piece in pieces}
    artwork = mean(bench.drawn.seconds[digest] for digest in artworks)
    imprint = mean(bench.drawn.seconds[digest] for digest in imprints)
    return artwork / communes + imprint * len(imprints) / len(pieces)


def _typst(bench: Bench, pieces: Sequence[Piece], sample: int) -> Rate:
    """Draw a sample whole, in the order of the site, and write it without digests."""
    places = sorted(random.Random(0).sample(range(len(pieces)), min(sample, len(pieces))))  # noqa: S311
    chosen = [pieces[place] for place in places]
    folder, volume = bench.fresh(), 0
    began = perf_counter()
    for piece in chosen:
        data = bench.whole(piece)
        put(f"{folder}{os.sep}{piece.path}", data)
        volume += len(data)
    seconds = perf_counter() - began
    return Rate("Typst, each piece whole", len(chosen), seconds, volume, "our templates, one loop")


def pack(bench: Bench, rounds: int) -> list[Rate | Missing]:
    """Pack everything of one commune our way and with `zipfile`, from and onto the disk.

    All files of the commune have been made before, as in a build.
    """
    path, commune = bench.pack.path, bench.pack.commune or ""
    site = bench.make(commune)
    made, files = site.new / path, bench.fresh()

    def ours(folder: Path) -> object:
        record = bench.composer.compose(bench.pack)
        return Site(folder, folder).write(path, bench.rendered("pack", record))

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


def chosen(pieces: Iterable[Piece], **wanted: str) -> list[Piece]:
    """Return the pieces of a format, or of a kind."""
    return [p for p in pieces if all(getattr(p, name) == value for name, value in wanted.items())]
