"""Prove pieces: link each as a build would, look at the very file with another engine, report.

Nothing of the site is read or written: a proof is of the content as it stands now.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pypdfium2
from PIL import Image

from press.base.diag import ContentError
from press.base.digest import digest
from press.build.fingerprints import kept_fingerprints
from press.build.staleness import Project
from press.build.store import Store
from press.build.workers import bounded, started
from press.content.model.campaign import Campaign, Commune
from press.content.model.format import is_long
from press.outputs.composer import Composer
from press.outputs.overset import problems
from press.outputs.piece.compose import Faces
from press.outputs.piece.render import Pieces
from press.outputs.shared.typesetting import Sheets, UnfitError
from press.preflight import Finding, preflight
from press.site.plan import Job, Plan
from press.tools.proof.expected import NOT_OF_TILES, expected

SIDE = 360  # px of the long side of a picture; that of a long strip is twice as long
COLOURS = 64


@dataclass(frozen=True)
class Proof:
    """One file: what it is made from, how heavy it is, what is wrong with it, how it looks.

    `spots` are where findings stand on the first page, in parts of its width and height.
    """

    job: Job
    key: str
    weight: int  # bytes
    findings: tuple[Finding, ...]
    spots: tuple[tuple[float, float], ...]
    picture: bytes
    size: tuple[int, int]


class Prover:
    """Proves the pieces of a campaign, one at a time."""

    def __init__(self, project: Project, store: Store) -> None:
        self._campaign = project.campaign
        self._faces = _faces(project, store)
        self._formats = {form.id: form for form in project.campaign.formats}
        sheets = Sheets(project.resources.root, project.resources.profile)
        self._pieces = Pieces(sheets, store.memo)

    def prove(self, job: Job) -> Proof:
        """Return the proof of a piece.   Raises ContentError for a text that does not fit."""
        face = self._faces.face(job)
        try:
            data = self._pieces.link(face)
        except UnfitError as unfit:
            raise ContentError(problems(self._campaign, job, unfit.oversets)) from None
        findings: tuple[Finding, ...] = ()
        pictures = [Image.open(io.BytesIO(data)).convert("RGB")] if job.kind != "print" else []
        trim = (1.0, 1.0)
        if job.kind == "print":
            wanted = expected(face, self._formats[job.format or ""], self._campaign)
            trim = wanted.trim
            findings = preflight(data, wanted)
            pictures = _pages(data)
            if face.sheet.tiles:
                findings = tuple(f for f in findings if f.code not in NOT_OF_TILES)
                pictures = pictures[:1]
        picture = _side_by_side(pictures)
        spots = [f.at for f in findings if f.at and f.page == 1]
        return Proof(
            job=job,
            key=digest(face),
            weight=len(data),
            findings=findings,
            spots=tuple((x / trim[0] / len(pictures), y / trim[1]) for x, y in spots),
            picture=_png(picture),
            size=picture.size,
        )


def jobs_of(plan: Plan, communes: Sequence[Commune], formats: frozenset[str]) -> list[Job]:
    """Return the pieces of some communes, in some formats or in all."""
    jobs = (job for commune in communes for job in plan.group(commune.code))
    return [job for job in jobs if job.view == "piece" and (not formats or job.format in formats)]


def each_part_once(project: Project, store: Store, jobs: Sequence[Job]) -> list[Job]:
    """Return the pieces that have an artwork or an imprint which none before them has."""
    faces, seen, chosen = _faces(project, store), set[str](), []
    for job in jobs:
        face = faces.face(job)
        parts = {face.artwork.digest, face.imprint.digest}
        if not parts <= seen:
            chosen.append(job)
        seen |= parts
    return chosen


def _faces(project: Project, store: Store) -> Faces:
    found = kept_fingerprints(project.resources, store)
    return Composer(project.campaign, project.resources, found).context.faces


def three_of(campaign: Campaign) -> tuple[Commune, ...]:
    """Return the communes with the shortest, the median and the longest name."""
    by_length = sorted(campaign.communes, key=lambda commune: (len(commune.name), commune.code))
    chosen = (by_length[0], by_length[len(by_length) // 2], by_length[-1]) if by_length else ()
    return tuple({commune.code: commune for commune in chosen}.values())


def proofs(project: Project, store: Store, jobs: Sequence[Job], processes: int) -> Iterator[Proof]:
    """Yield the proof of every job, in order.   Raises ContentError for unfit texts."""
    with started(bounded(processes, len(jobs)), partial(_begin, project, store.folder)) as run:
        early: dict[int, Proof] = {}
        awaited = 0
        for number, proved in run(enumerate(jobs)):
            early[number] = proved
            while awaited in early:
                yield early.pop(awaited)
                awaited += 1


def _begin(project: Project, folder: Path) -> Callable[[tuple[int, Job]], tuple[int, Proof]]:
    """Return what proves a numbered piece, for one process."""
    return partial(_numbered, Prover(project, Store(folder)))


def _numbered(prover: Prover, task: tuple[int, Job]) -> tuple[int, Proof]:
    return task[0], prover.prove(task[1])


def _pages(data: bytes) -> list[Image.Image]:
    """Return the trimmed pages of a PDF, twice as large as they will be shown."""
    with pypdfium2.PdfDocument(data) as document:
        return [_page(page) for page in document]


def _page(page: pypdfium2.PdfPage) -> Image.Image:
    left, bottom, right, top = page.get_trimbox()
    width, height = page.get_size()
    crop = (left, bottom, width - right, height - top)
    side = SIDE * (2 if is_long(right - left, top - bottom) else 1)
    scale = 2 * side / max(right - left, top - bottom)
    picture: Image.Image = page.render(scale=scale, crop=crop).to_pil()
    return picture


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    """Return pages of one size as one small picture."""
    width, height = pictures[0].size
    whole = Image.new("RGB", (width * len(pictures), height))
    for number, picture in enumerate(pictures):
        whole.paste(picture, (number * width, 0))
    side = SIDE * len(pictures) * (2 if is_long(width, height) else 1)
    whole.thumbnail((side, side), Image.Resampling.LANCZOS)
    return whole


def _png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, "PNG")
    return out.getvalue()
