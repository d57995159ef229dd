"""Imprints drawn ahead of their pieces: all of them, each once, and what is alike together."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from press.build.make import Maker, Workplace
from press.build.site import Site
from press.build.store import Store
from press.content.model.campaign import Campaign
from press.content.read.disk import ROOT
from press.content.resources import Resources
from press.outputs.piece.compose import Faces
from press.outputs.piece.record import Face
from press.outputs.piece.render import LINKERS, pieces_of
from press.outputs.registry import drawings, planned
from press.outputs.shared.typesetting import Sheets
from press.site.plan import Job
from tests.composing import FINGERPRINTS, SHEETS


@pytest.fixture
def maker(tiny: Campaign, resources: Resources, tmp_path: Path) -> Maker:
    store = Store(tmp_path / ".press")
    site = Site(tmp_path / "site", store.folder)
    return Maker(Workplace(tiny, resources, FINGERPRINTS, site), store)


def imprints_of(campaign: Campaign) -> list[tuple[Job, ...]]:
    """Return the imprints that are drawn ahead, those of a format together."""
    every = drawings(campaign, campaign.communes)
    return [jobs for jobs in every if jobs[0].view == "imprint"]


def test_what_is_drawn_ahead_is_every_imprint_of_every_piece(
    maker: Maker, tiny: Campaign, resources: Resources
) -> None:
    plan, faces = planned(tiny), Faces(tiny, resources.pictograms, SHEETS)
    jobs = [job for name in plan.groups for job in plan.group(name) if job.view == "piece"]
    imprints = {faces.face(job).imprint.digest for job in jobs if job.commune}
    drawn = [maker.draw(own) for own in imprints_of(tiny)]

    assert sum(batch.drawn for batch in drawn) == len(imprints)
    assert not any(batch.problems for batch in drawn)


def test_what_is_there_is_not_looked_for_again(
    maker: Maker, tiny: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = imprints_of(tiny)[0]
    maker.draw(first)
    sought: list[str] = []
    get = Store.get

    def counted(store: Store, key: str) -> bytes | None:
        sought.append(key)
        return get(store, key)

    monkeypatch.setattr(Store, "get", counted)
    maker._tools.one(pieces_of)._imprints.clear()

    assert maker.draw(first).drawn == 0
    assert len(sought) == 1


def test_outlines_are_made_of_the_drawing_that_shops_get(
    tiny: Campaign, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    compile_pdf = Sheets._pdf

    def counted(sheets: Sheets, face: Face, source: str) -> bytes:
        compiled.append(source)
        return compile_pdf(sheets, face, source)

    monkeypatch.setattr(Sheets, "_pdf", counted)
    sheets, faces = Sheets(ROOT, resources.profile), Faces(tiny, resources.pictograms, SHEETS)
    plan = planned(tiny)
    job = next(j for j in plan.group(tiny.communes[0].code) if j.variant == "shop")
    parts = [
        LINKERS["pdf"].imprint(faces.face(replace(job, variant=variant)), sheets).pack()
        for variant in ("shop", "outlines")
    ]

    assert len(compiled) == 1
    assert parts[0] != parts[1]
