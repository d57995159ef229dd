"""Checking: every problem of every file at once, and nothing unfit in a Campaign."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from press.check import check, find_communes, find_messages
from press.diag import ContentError
from press.kit import Kit, Sources
from press.model import Campaign, Message
from press.parse import Parsed, parse
from press.read import read_sources
from tests.conftest import TINY, TODAY, overlaid
from tests.strategies import days, messages, sources_of

INVALID = Path(__file__).parent / "invalid"


def problems_of(sources: Sources, kit: Kit) -> str:
    """Return every problem, or every warning, as people see them."""
    try:
        found = check(parse(sources), kit).warnings
    except ContentError as error:
        found = error.problems
    return "".join(f"{problem}\n" for problem in found)


@pytest.fixture(scope="module")
def small() -> Parsed:
    return parse(read_sources(TINY))


@pytest.mark.parametrize("case", sorted(INVALID.iterdir()), ids=lambda path: path.name)
def test_every_user_error_says_where_what_and_what_to_do(case: Path, kit: Kit) -> None:
    sources = overlaid(read_sources(TINY), read_sources(case / "content"))

    assert problems_of(sources, kit) == (case / "expected.txt").read_text("utf-8")


def test_five_faults_in_three_files_are_five_problems_at_once(kit: Kit) -> None:
    sources = overlaid(read_sources(TINY), read_sources(INVALID / "five-faults" / "content"))

    with pytest.raises(ContentError) as raised:
        check(parse(sources), kit)

    assert len(raised.value.problems) == 5
    assert len({problem.span.path for problem in raised.value.problems}) == 3


def test_the_tiny_content_is_a_campaign_without_warnings(small: Parsed, kit: Kit) -> None:
    checked = check(small, kit)

    assert checked.warnings == ()
    assert [message.order for message in checked.campaign.messages] == [10, 20]
    assert checked.campaign.today == TODAY
    assert checked.campaign.hotline.digits == "111"


def test_the_real_content_is_a_campaign(kit: Kit) -> None:
    real = parse(read_sources(kit.root / "content"))
    checked = check(real, replace(kit, today=TODAY + timedelta(days=600)))

    assert {problem.code for problem in checked.warnings} <= {"placeholder-address", "stale-number"}
    assert len(checked.campaign.communes) == 130


@settings(max_examples=30, deadline=None)
@given(drawn=st.lists(messages(), max_size=4), today=days)
def test_a_campaign_has_what_is_ready_and_of_the_day_in_order(
    small: Parsed, kit: Kit, drawn: list[Message], today: date
) -> None:
    named = [message.model_copy(update={"id": f"m{n}"}) for n, message in enumerate(drawn)]
    found = check(
        replace(small, messages=tuple(named)), replace(kit, today=today)
    ).campaign.messages

    assert list(found) == sorted(found, key=lambda message: (message.order, message.id))
    for message in named:
        of_the_day = message.publish <= today < (message.expires or date.max)
        assert (message in found) == (message.status == "ready" and of_the_day)


@pytest.mark.parametrize(
    ("day", "count"),
    [("2025-06-30", 0), ("2025-07-01", 2), ("2026-06-30", 2), ("2026-07-01", 1)],
)
def test_messages_come_and_go_on_their_days(small: Parsed, kit: Kit, day: str, count: int) -> None:
    on_that_day = replace(kit, today=TODAY.fromisoformat(day))

    assert len(check(small, on_that_day).campaign.messages) == count


def test_a_draft_reaches_nothing_and_is_checked_all_the_same(kit: Kit) -> None:
    base = read_sources(TINY)
    source = base.get("messages/goi-111/vi.md")
    assert source
    draft = source.text.replace("status: ready", "status: draft")
    hidden = overlaid(base, sources_of({source.name: draft}))
    faulty = overlaid(base, sources_of({source.name: f"{draft}\nGọi 115.\n"}))

    campaign = check(parse(hidden), kit).campaign

    assert "Nghi có" not in repr(campaign.model_dump())
    assert "unknown-number" in problems_of(faulty, kit)


def test_a_hotline_is_stale_a_year_after_somebody_read_its_source(small: Parsed, kit: Kit) -> None:
    verified = small.hotlines["tong-dai-111"].verified_on
    fresh = check(small, replace(kit, today=verified + timedelta(days=365)))
    stale = check(small, replace(kit, today=verified + timedelta(days=366)))

    assert fresh.warnings == ()
    assert {problem.code for problem in stale.warnings} >= {"stale-number"}
    assert "111" in str(stale.warnings[0])


def test_a_missing_commune_is_named_with_the_nearest(tiny: Campaign) -> None:
    find_communes(tiny, ["16681", "16813"])

    with pytest.raises(ContentError) as raised:
        find_communes(tiny, ["16682", "mường xén", "16681"])

    assert [(problem.code, problem.hint) for problem in raised.value.problems] == [
        ("unknown-commune", 'did you mean "16681"?'),
        ("unknown-commune", "the code of mường xén is 16813"),
    ]


def test_a_missing_message_is_named_with_the_nearest(tiny: Campaign) -> None:
    find_messages(tiny, ["goi-111"])

    with pytest.raises(ContentError, match="unknown-message") as raised:
        find_messages(tiny, ["goi-11"])

    assert raised.value.problems[0].hint == 'did you mean "goi-111"?'
