"""Proofs: which files are looked at."""

from __future__ import annotations

from pathlib import Path

from press.build.staleness import Project
from press.build.store import Store
from press.content.model.campaign import Campaign
from press.content.resources import Resources, Sources
from press.outputs.composer import Composer
from press.outputs.registry import make_plan
from press.site.plan import Job
from press.tools.proof.proofs import each_part_once, jobs_of
from tests.composing import FINGERPRINTS


def test_of_each_artwork_and_each_imprint_one_file_is_looked_at(
    tiny: Campaign, tiny_sources: Sources, resources: Resources, tmp_path: Path
) -> None:
    project = Project(tiny_sources, resources, tiny, make_plan(tiny), tiny, {})
    store = Store(tmp_path)
    faces = Composer(tiny, resources, FINGERPRINTS).context.faces
    with store.in_use():
        pieces = jobs_of(project.plan, tiny.communes, frozenset())
        chosen = each_part_once(project, store, pieces)

    def parts(jobs: list[Job]) -> set[str]:
        shown = [faces.face(job) for job in jobs]
        return {face.artwork.digest for face in shown} | {face.imprint.digest for face in shown}

    assert parts(chosen) == parts(pieces)
    assert len(chosen) < len(pieces)
    for place, job in enumerate(chosen):
        assert not parts([job]) <= parts(chosen[:place])
