"""Checking: every problem of every file at once, and nothing unfit in a Campaign."""

from __future__ import annotations

import ast
import json
import re
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import nodes

from press.base.diag import ContentError, Problem, Span
from press.content.check import check, find_communes, find_formats, find_messages
from press.content.check.strings import KINDS
from press.content.model.campaign import Campaign, Message
from press.content.model.variant import VARIANTS
from press.content.parse import Parsed, parse
from press.content.read.disk import ROOT, read_resources, read_sources
from press.content.resources import Resources, Sources
from tests.conftest import TINY, TODAY, overlaid
from tests.strategies import days, messages, sources_of

INVALID = Path(__file__).parent / "invalid"
REAL = read_sources(ROOT / "content")


def problems_of(sources: Sources, resources: Resources) -> str:
    """Return every problem, or every warning, as people see them."""
    try:
        found = check(parse(sources), resources).warnings
    except ContentError as error:
        found = error.problems
    return "".join(f"{problem}\n" for problem in found)


def say_of(sources: Sources, name: str) -> dict[str, str]:
    """Return the words of a file of strings."""
    source = sources.get(name)
    found: dict[str, str] = tomllib.loads(source.text)["say"] if source else {}
    return found


def complete(sources: Sources) -> Sources:
    """Add below each file of strings the real words that those of the tiny content leave out."""
    added = {}
    for source in sources.files:
        if re.fullmatch(r"strings/(vi|en)\.toml", source.name):
            short = say_of(read_sources(TINY), source.name) | say_of(sources, source.name)
            rest = {k: v for k, v in say_of(REAL, source.name).items() if k not in short}
            lines = (f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in rest.items())
            added[source.name] = source.text + "".join(lines)
    return overlaid(sources, sources_of(added))


@pytest.fixture(scope="module")
def small() -> Parsed:
    return parse(complete(read_sources(TINY)))


@pytest.mark.parametrize(("count", "told"), [(1, 1), (11, 11), (12, 11), (900, 11)])
def test_of_very_many_problems_of_a_kind_in_a_file_the_first_are_told(
    count: int, told: int
) -> None:
    rows = [Problem(Span("content/communes.csv", n), "bad-code", "m") for n in range(1, count + 1)]
    other = Problem(Span("content/events.csv", 1), "bad-code", "m")

    found = ContentError([*rows, other]).problems

    assert (len(found), found[-1]) == (told + 1, other)
    assert [problem.span.line for problem in found[:-1]] == list(range(1, told + 1))
    assert ("more places" in found[told - 1].message) == (count > told)


@pytest.mark.parametrize("case", sorted(INVALID.iterdir()), ids=lambda path: path.name)
def test_every_user_error_says_where_what_and_what_to_do(case: Path, resources: Resources) -> None:
    sources = complete(overlaid(read_sources(TINY), read_sources(case / "content")))

    assert problems_of(sources, resources) == (case / "expected.txt").read_text("utf-8")


def test_five_faults_in_three_files_are_five_problems_at_once(resources: Resources) -> None:
    case = read_sources(INVALID / "five-faults" / "content")
    sources = complete(overlaid(read_sources(TINY), case))

    with pytest.raises(ContentError) as raised:
        check(parse(sources), resources)

    assert len(raised.value.problems) == 5
    assert len({problem.span.path for problem in raised.value.problems}) == 3


def test_the_tiny_content_is_a_campaign_without_warnings(
    small: Parsed, resources: Resources
) -> None:
    checked = check(small, resources)

    assert checked.warnings == ()
    assert [message.order for message in checked.campaign.messages] == [10, 20]
    assert checked.campaign.today == TODAY
    assert checked.campaign.hotline.digits == "111"


def test_the_real_content_is_a_campaign(resources: Resources) -> None:
    checked = check(parse(REAL), replace(resources, today=TODAY + timedelta(days=600)))

    warned = {problem.code for problem in checked.warnings}
    assert warned <= {"missing-owner", "past-window", "placeholder-address", "stale-number"}
    assert len(checked.campaign.communes) == 130


@given(drawn=st.lists(messages(), max_size=4), today=days)
def test_a_campaign_has_what_is_ready_and_of_the_day_in_order(
    small: Parsed, resources: Resources, drawn: list[Message], today: date
) -> None:
    named = [message.model_copy(update={"id": f"m{n}"}) for n, message in enumerate(drawn)]
    found = check(
        replace(small, messages=tuple(named)),
        replace(resources, today=today, clock=date(2028, 1, 1)),
    ).campaign.messages

    assert list(found) == sorted(found, key=lambda message: (message.order, message.id))
    for message in named:
        of_the_day = message.publish <= today < (message.expires or date.max)
        assert (message in found) == (message.status == "ready" and of_the_day)


@pytest.mark.parametrize(
    ("day", "count"),
    [("2025-06-30", 0), ("2025-07-01", 2), ("2026-06-30", 2), ("2026-07-01", 1)],
)
def test_messages_come_and_go_on_their_days(
    small: Parsed, resources: Resources, day: str, count: int
) -> None:
    on_that_day = replace(resources, today=TODAY.fromisoformat(day))

    assert len(check(small, on_that_day).campaign.messages) == count


def test_a_draft_reaches_nothing_and_is_checked_all_the_same(resources: Resources) -> None:
    base = complete(read_sources(TINY))
    source = base.get("messages/goi-111/vi.md")
    assert source
    draft = source.text.replace("status: ready", "status: draft")
    hidden = overlaid(base, sources_of({source.name: draft}))
    faulty = overlaid(base, sources_of({source.name: f"{draft}\nGọi 115.\n"}))

    campaign = check(parse(hidden), resources).campaign

    assert "Nghi có" not in repr(campaign.model_dump())
    assert "unknown-number" in problems_of(faulty, resources)


def test_a_hotline_is_stale_a_year_after_somebody_read_its_source(
    small: Parsed, resources: Resources
) -> None:
    verified = small.hotlines["tong-dai-111"].verified_on
    fresh = check(small, replace(resources, today=verified + timedelta(days=365)))
    stale = check(small, replace(resources, today=verified + timedelta(days=366)))

    assert "stale-number" not in {problem.code for problem in fresh.warnings}
    told = [problem for problem in stale.warnings if problem.code == "stale-number"]
    assert told
    assert "111" in str(told[0])


def test_a_missing_commune_is_named_with_the_nearest(tiny: Campaign) -> None:
    find_communes(tiny, ["16681", "16813"])

    with pytest.raises(ContentError) as raised:
        find_communes(tiny, ["16682", "mường xén", "16681"])

    assert [(problem.code, problem.hint) for problem in raised.value.problems] == [
        ("unknown-commune", 'did you mean "16681"?'),
        ("unknown-commune", "the code of mường xén is 16813"),
    ]


def test_a_missing_message_is_named_with_the_nearest(tiny: Campaign) -> None:
    find_messages(tiny, ["goi-111"], {})

    with pytest.raises(ContentError, match="unknown-message") as raised:
        find_messages(tiny, ["goi-11"], {})

    assert raised.value.problems[0].hint == 'did you mean "goi-111"?'


@pytest.mark.parametrize(
    ("called", "code"),
    [
        ("Mường Xén", "16813"),
        ("muong xen", "16813"),
        ("xã Mường Xén", "16813"),
        ("MUONG-XEN", "16813"),
        ("16813-muong-xen", "16813"),
        ("Thị trấn Mường Xén", "16813"),  # before it was merged
        ("phường Cửa Lò", "16732"),
    ],
)
def test_who_names_a_commune_is_told_its_code(tiny: Campaign, called: str, code: str) -> None:
    with pytest.raises(ContentError) as raised:
        find_communes(tiny, [called])

    assert raised.value.problems[0].hint == f"the code of {called} is {code}"


def test_who_names_a_message_or_a_format_is_told_its_id(tiny: Campaign) -> None:
    for find, called, name in (
        (find_formats, "Áp phích A3", "poster-a3"),
        (find_formats, "poster a3", "poster-a3"),
        (find_formats, "ap-phich-a3_297x420mm", "poster-a3"),
    ):
        with pytest.raises(ContentError) as raised:
            find(tiny, [called])
        assert raised.value.problems[0].hint == f"the id of {called} is {name}"
    with pytest.raises(ContentError) as raised:
        find_messages(tiny, ["nghi có mua bán người?"], {})
    assert raised.value.problems[0].hint == "the id of nghi có mua bán người? is goi-111"


def test_a_name_that_two_communes_have_leads_to_both(tiny: Campaign) -> None:
    twin = tiny.communes[0].model_copy(update={"code": "16999"})
    both = tiny.model_copy(update={"communes": (*tiny.communes, twin)})
    with pytest.raises(ContentError) as raised:
        find_communes(both, ["thành vinh"])

    assert raised.value.problems[0].hint == "the codes of thành vinh are 16681, 16999"


@pytest.mark.parametrize(
    ("edits", "today", "why", "place"),
    [
        ({"ready": "draft"}, TODAY, "is a draft", ":2:1"),
        ({"ready": "draft", "topic: ": "topik: "}, TODAY, "is a draft", ":2:1"),  # and faulty
        ({"h: 2025-07": "h: 2025-08"}, TODAY, "is shown from 2025-08-01 on", ":3:1"),
        ({}, date(2025, 6, 30), "is shown from 2025-07-01 on", ":3:1"),
        ({}, date(2026, 7, 1), "is shown no longer since 2026-07-01", ":4:1"),
    ],
)
def test_a_message_that_is_not_shown_says_why(
    resources: Resources, edits: dict[str, str], today: date, why: str, place: str
) -> None:
    base, name = complete(read_sources(TINY)), "viec-nhe-luong-cao"
    source = base.get(f"messages/{name}/vi.md")
    assert source
    text = source.text
    for old, new in edits.items():
        assert old in text
        text = text.replace(old, new, 1)
    sources = overlaid(base, sources_of({source.name: text}))
    checked = check(parse(sources), replace(resources, today=today))
    with pytest.raises(ContentError, match="hidden-message") as raised:
        find_messages(checked.campaign, [name], checked.hidden)

    (problem,) = raised.value.problems
    assert problem.message == f'the message "{name}" {why}'
    assert problem.hint.endswith(f"messages/{name}/vi.md{place}")


def test_a_day_on_which_nothing_is_shown_is_told_of(small: Parsed, resources: Resources) -> None:
    checked = check(small, replace(resources, today=date(2025, 6, 30)))

    told = [problem for problem in checked.warnings if problem.code == "nothing-shown"]
    assert [problem.severity for problem in told] == ["warning"]
    assert "goi-111 is shown from 2025-07-01 on" in told[0].hint


# Days.


def test_a_text_may_be_newer_than_the_day_that_is_built_for(
    small: Parsed, resources: Resources
) -> None:
    changed = small.messages[0].model_copy(update={"updated": date(2027, 3, 1)})
    edited = replace(small, messages=(changed, *small.messages[1:]))

    assert check(edited, replace(resources, clock=date(2027, 3, 1)))
    assert check(edited, replace(resources, today=date(2027, 3, 1), clock=TODAY))
    with pytest.raises(ContentError, match="future-date"):
        check(edited, replace(resources, clock=date(2027, 2, 28)))


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2025-09-30", None),
        ("2025-10-01", "the campaign ended on 2025-09-30"),
        ("2026-01-01", "the campaign ended on 2025-09-30, and the theme is still that of 2025"),
    ],
)
def test_a_window_that_is_over_is_told_of_once(
    small: Parsed, resources: Resources, today: str, words: str | None
) -> None:
    checked = check(small, replace(resources, today=date.fromisoformat(today)))

    told = [problem.message for problem in checked.warnings if problem.code == "past-window"]
    assert told == ([words] if words else [])


# Words.


Uses = list[tuple[str, frozenset[str]]]  # a key of [say], and what it is filled with


def uses_in_code(text: str) -> Uses:
    """Return each use of a word in Python: say["key"], say(tag)["key"], say[f"family_{kind}"]."""
    tree = ast.parse(text)
    filled = {
        id(node.func.value): frozenset(str(keyword.arg) for keyword in node.keywords)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    return [
        (key, filled.get(id(node), frozenset()))
        for node in ast.walk(tree)
        if isinstance(node, ast.Subscript)
        and re.search(r"\bsay(\(\w+\))?$", ast.unparse(node.value))
        for key in keys_of(node.slice, tree)
    ]


def keys_of(index: ast.expr, tree: ast.Module) -> list[str]:
    """Return the keys that an index stands for; a loop's names come from the tuple "keys".

    `spec.name` and `spec.remark` are those of the table of variants.
    """
    if isinstance(index, ast.Constant):
        return [str(index.value)]
    if isinstance(index, ast.Attribute):
        assert index.attr in {"name", "remark"}
        return [key for spec in VARIANTS.values() if (key := getattr(spec, index.attr))]
    if isinstance(index, ast.JoinedStr):
        family, kind = index.values
        assert isinstance(kind, ast.FormattedValue)
        assert ast.unparse(kind.value).endswith(".kind")
        return [f"{ast.literal_eval(family)}{name}" for name in KINDS]
    assert ast.unparse(index) == "key"
    tuples = [
        ast.literal_eval(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "keys"
    ]
    return list(tuples[0])


def uses_in_template(text: str) -> Uses:
    """Return each use of a word in a template: say.key, other.say.key.format(name=...)."""
    tree = jinja2.Environment(autoescape=True).parse(text)
    filled = {
        id(call.node.node): frozenset(keyword.key for keyword in call.kwargs)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Getattr) and call.node.attr == "format"
    }
    return [
        (node.attr, filled.get(id(node), frozenset()))
        for node in tree.find_all(nodes.Getattr)
        if getattr(node.node, "name", getattr(node.node, "attr", "")) == "say"
    ]


def test_the_words_that_files_must_have_are_those_that_templates_and_code_use(
    resources: Resources,
) -> None:
    uses: Uses = []
    for path in (resources.root / "press").rglob("*.py"):
        if path.parent.name != "check":
            uses += uses_in_code(path.read_text("utf-8"))
    for name, text in resources.templates.items():
        uses += [] if name.endswith(".css") else uses_in_template(text)
    found: dict[str, frozenset[str]] = {}
    for key, slots in uses:
        found[key] = found.get(key, frozenset()) | slots

    assert found == resources.words.slots


def test_a_word_that_all_languages_lack_is_missed_in_each(resources: Resources) -> None:
    files = {
        name: re.sub("(?m)^go_on = .*\n", "", source.text)
        for name in ("strings/vi.toml", "strings/en.toml")
        if (source := REAL.get(name))
    }

    found = problems_of(overlaid(REAL, sources_of(files)), resources)

    assert found.count('error[missing-key]: "say" needs "go_on"') == 2


REAL_KEYS = read_resources(TODAY).words.slots
slots = st.sampled_from(["{", "}", "{}", "{count}", "{date}", "{date!r}", "{count:>9}", "a", " "])


@given(key=st.sampled_from(sorted(REAL_KEYS)), text=st.lists(slots, min_size=1).map("".join))
def test_every_word_that_passes_can_be_filled_in(
    small: Parsed, resources: Resources, key: str, text: str
) -> None:
    strings = small.strings["en"]
    edited = strings.model_copy(update={"say": {**strings.say, key: text}})
    try:
        check(replace(small, strings={**small.strings, "en": edited}), resources)
    except ContentError:
        return
    if resources.words.slots[key]:
        assert text.format(**dict.fromkeys(resources.words.slots[key], "x")).count("x") == len(
            resources.words.slots[key]
        )
