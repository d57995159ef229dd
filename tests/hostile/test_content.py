"""A case of each kind of harm, and the laws of the harness: the same again, no false alarm.

`python -m tests.hostile` judges thousands by hand.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.case import Case, Name
from tests.hostile.claims import claims
from tests.hostile.content import base
from tests.hostile.crew import judged, one, prepared
from tests.hostile.expected import unexpected
from tests.hostile.judge import judge
from tests.hostile.plan import names_of, one_of_each
from tests.hostile.surfaces import SURFACES

CASES = one_of_each(names_of(1_000, seed=1))  # of those that are judged by hand


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return prepared(tmp_path_factory.mktemp("hostile"))


@pytest.mark.parametrize("kind", CASES)
def test_whatever_is_handed_in_is_built_right_or_told(kind: str, folder: Path) -> None:
    verdict = one(CASES[kind], folder)
    failures = [f"{failure.kind}: {failure.detail}" for failure in verdict.failures]

    assert not failures, f"{verdict.note}\npython -m tests.hostile --only {verdict.name}"


def test_cases_are_judged_in_processes_of_their_own_too() -> None:
    names = [Name("logs", 1, number) for number in range(2)]

    assert {verdict.name for verdict in judged(names, jobs=1, each=2)} == set(names)


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
