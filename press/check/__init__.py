"""Check content: Parsed, Kit -> Campaign, or ContentError with every problem of every file.

No other way leads to a Campaign. Drafts and messages outside their days are checked like the
rest and then left out, so nothing after this stage can show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from press.check.aliases import aliases
from press.check.blocks import blocks
from press.check.bodies import bodies, is_shown
from press.check.imprints import imprints
from press.check.languages import languages
from press.check.letters import damages, letters, without_echoes
from press.check.owner import owner
from press.check.printing import for_print
from press.check.references import duplicates, references, settings, unsupported
from press.check.sms import text_messages
from press.check.texts import glyphs, numbers, short, stale
from press.check.translations import outdated
from press.check.words import words
from press.diag import ContentError, Problem, Span, nearest
from press.kit import Kit
from press.model import Campaign
from press.parse import Parsed

__all__ = ["Checked", "check", "find_communes", "find_formats", "find_messages"]


@dataclass(frozen=True)
class Checked:
    """A campaign fit to be built, and what somebody should still look at."""

    campaign: Campaign
    warnings: tuple[Problem, ...]


def check(parsed: Parsed, kit: Kit) -> Checked:
    """Return the campaign of the day.   Raises ContentError with every problem there is."""
    damaged = damages(parsed)
    others = (_in_editor(p, parsed) for p in (*parsed.problems, *_problems(parsed, kit)))
    told = (*letters(damaged), *without_echoes(others, damaged))
    found = sorted({_in_draft(problem, parsed) for problem in told})
    if any(problem.severity == "error" for problem in found) or parsed.settings is None:
        raise ContentError(found)
    return Checked(_campaign(parsed, kit), tuple(found))


def _in_editor(problem: Problem, parsed: Parsed) -> Problem:
    """Return a problem at the line that an editor shows, where cleaning has added some."""
    source = parsed.sources.get(problem.span.path.partition("/")[2])
    return replace(problem, span=source.in_editor(problem.span)) if source else problem


def _in_draft(problem: Problem, parsed: Parsed) -> Problem:
    """Return a problem of a draft as a warning: a half-written message stops nobody else."""
    folder = problem.span.path.rpartition("/")[0]
    masters = (f for f in parsed.documents if f.source.path == f"{folder}/{parsed.master}.md")
    draft = any(file.values.get("status") == "draft" for file in masters)
    return replace(problem, severity="warning") if draft else problem


def _problems(parsed: Parsed, kit: Kit) -> Iterator[Problem]:
    yield from settings(parsed)
    yield from owner(parsed)
    yield from unsupported(parsed)
    yield from for_print(parsed)
    yield from imprints(parsed, kit)
    yield from short(parsed)
    yield from text_messages(parsed)
    yield from duplicates(parsed)
    yield from aliases(parsed)
    yield from references(parsed, kit)
    yield from languages(parsed, kit)
    yield from outdated(parsed)
    yield from words(parsed)
    yield from bodies(parsed, kit)
    for file in parsed.documents:
        yield from blocks(file)
    yield from glyphs(parsed, kit)
    yield from numbers(parsed)
    yield from stale(parsed, kit)


def _campaign(parsed: Parsed, kit: Kit) -> Campaign:
    assert parsed.settings  # noqa: S101
    shown = (message for message in parsed.messages if is_shown(message, kit))
    return Campaign(
        settings=parsed.settings,
        visits=parsed.visits,
        today=kit.today,
        languages=parsed.languages,
        strings=parsed.strings,
        hotlines=parsed.hotlines,
        rules=parsed.rules,
        logos=parsed.logos,
        formats=parsed.formats,
        communes=parsed.communes,
        messages=tuple(sorted(shown, key=lambda message: (message.order, message.id))),
        pages=tuple(sorted(parsed.pages, key=lambda page: (page.order, page.id))),
        events=parsed.events,
    )


def find_communes(campaign: Campaign, codes: Iterable[str]) -> None:
    """Raise ContentError for every code that no commune has."""
    names = {commune.name: commune.code for commune in campaign.communes}
    _find("commune", codes, {commune.code: commune.name for commune in campaign.communes}, names)


def find_messages(campaign: Campaign, ids: Iterable[str]) -> None:
    """Raise ContentError for every id that no message shown today has."""
    known = {message.id: "" for message in campaign.messages}
    _find("message", ids, known, {})


def find_formats(campaign: Campaign, ids: Iterable[str]) -> None:
    """Raise ContentError for every id that no format has."""
    _find("format", ids, {form.id: "" for form in campaign.formats}, {})


def _find(
    kind: str, wanted: Iterable[str], known: Mapping[str, str], names: Mapping[str, str]
) -> None:
    """Raise ContentError for what is not known; `names` leads from names people use to codes."""
    by_name = {name.casefold(): code for name, code in names.items()}
    problems = []
    for value in wanted:
        if value not in known:
            code = by_name.get(value.casefold())
            hint = f"the code of {value} is {code}" if code else nearest(value, [*known, *names])
            message = f'there is no {kind} "{value}" to build today'
            problems.append(Problem(Span(f"--{kind}"), f"unknown-{kind}", message, hint))
    if problems:
        raise ContentError(problems)
