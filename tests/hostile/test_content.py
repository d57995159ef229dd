"""3,000 cases of hostile content, and the laws of the harness: the same again, no false alarm."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.hostile.case import Case, Name
from tests.hostile.claims import claims
from tests.hostile.content import base
from tests.hostile.crew import judged, prepared
from tests.hostile.expected import unexpected
from tests.hostile.judge import judge
from tests.hostile.plan import names_of
from tests.hostile.surfaces import SURFACES

CASES, SEED = 3_000, 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("surface", SURFACES)
def test_whatever_is_handed_in_is_built_right_or_told(surface: str) -> None:
    """On all processors, because pytest gives a file to one of its workers."""
    names = [name for name in names_of(CASES, SEED) if name.surface == surface]
    failures = [
        f"{verdict.name} {failure.kind}: {failure.detail}\n    {verdict.note}"
        for verdict in judged(names, jobs=os.cpu_count() or 1)
        for failure in verdict.failures
    ]

    assert not failures, "\n".join([*failures, "one alone: python -m tests.hostile --only …"])


def test_the_campaign_itself_is_built_without_a_word(folder: Path) -> None:
    verdict = judge(Case(Name("front", 0, 0), dict(base()), "nothing"), folder, draw=True)

    assert (verdict.accepted, verdict.problems, verdict.failures) == (True, (), [])


def test_every_field_of_content_is_expected_somewhere_or_nowhere() -> None:
    assert unexpected() == set()


@pytest.mark.parametrize("surface", sorted(SURFACES))
def test_a_name_makes_the_same_case_again(surface: str) -> None:
    names = [Name(surface, 3, number) for number in range(20)]

    assert [SURFACES[surface].make(n) for n in names] == [SURFACES[surface].make(n) for n in names]


@pytest.mark.parametrize("name", [name for name in base() if any(claims(name, base()[name]))])
def test_a_text_that_is_dropped_on_the_way_is_found(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outputs from which the words of a file are gone are a loss, of every file that has texts."""
    monkeypatch.setattr("tests.hostile.outputs.Outputs.shows", lambda *_: False)
    verdict = judge(Case(Name("front", 0, 1), {name: base()[name]}, "nothing shows"), folder)

    assert any(f.kind == "loss" and f.detail.startswith(name) for f in verdict.failures)
