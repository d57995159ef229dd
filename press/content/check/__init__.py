"""Check content: Parsed, Resources -> Campaign, or ContentError with every problem of every file.

No other way leads to a Campaign. Drafts and messages outside their days are checked like the
rest and then left out, so nothing after this stage can show them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace

from press.base.diag import ContentError, Problem, Span, in_order
from press.content.check.aliases import aliases
from press.content.check.blocks import blocks
from press.content.check.bodies import bodies, is_shown
from press.content.check.dates import days
from press.content.check.duplicates import copies
from press.content.check.glyphs import glyphs
from press.content.check.imprints import imprints
from press.content.check.languages import languages
from press.content.check.letters import damages, letters, without_echoes
from press.content.check.logos import logos
from press.content.check.owner import owner
from press.content.check.printing import for_print
from press.content.check.references import duplicates, references, settings, unsupported
from press.content.check.selection import Hidden, find_communes, find_formats, find_messages, hidden
from press.content.check.strings import strings
from press.content.check.text_messages import text_messages
from press.content.check.translations import outdated
from press.content.check.wording import marked, numbers, short, stale
from press.content.model.campaign import Campaign
from press.content.parse import Parsed
from press.content.resources import Resources

__all__ = ["Checked", "Hidden", "check", "find_communes", "find_formats", "find_messages"]


@dataclass(frozen=True)
class Checked:
    """A campaign fit to be built, and what somebody should still look at."""

    campaign: Campaign
    warnings: tuple[Problem, ...]
    hidden: Mapping[str, Hidden]  # messages that it leaves out


def check(parsed: Parsed, resources: Resources) -> Checked:
    """Return the campaign of the day.   Raises ContentError with every problem there is."""
    damaged = damages(parsed)
    others = (_in_editor(p, parsed) for p in (*parsed.problems, *_problems(parsed, resources)))
    told = (*letters(damaged), *without_echoes(others, damaged))
    found = in_order(_in_draft(problem, parsed.drafts) for problem in told)
    if any(problem.severity == "error" for problem in found) or parsed.settings is None:
        raise ContentError(found)
    campaign, unshown = _campaign(parsed, resources), hidden(parsed, resources)
    return Checked(campaign, (*found, *_nothing(parsed, campaign, unshown)), unshown)


def _in_editor(problem: Problem, parsed: Parsed) -> Problem:
    """Return a problem at the line that an editor shows, where cleaning has added some."""
    source = parsed.sources.get(problem.span.path.partition("/")[2])
    return replace(problem, span=source.in_editor(problem.span)) if source else problem


def _nothing(
    parsed: Parsed, campaign: Campaign, unshown: Mapping[str, Hidden]
) -> Iterator[Problem]:
    """Yield a warning if no message at all is shown."""
    if not campaign.messages:
        why = [f"{name} {item.why(campaign.today)[0]}" for name, item in sorted(unshown.items())]
        message = (
            f"no message is shown on {campaign.today}, so there is nothing to hang or to share"
        )
        span = Span(parsed.sources.path("messages"))
        yield Problem(span, "nothing-shown", message, "; ".join(why), "warning")


def _in_draft(problem: Problem, drafts: Collection[str]) -> Problem:
    """Return a problem of a draft as a warning: a half-written message stops nobody else."""
    draft = problem.span.path.rpartition("/")[0] in drafts
    return replace(problem, severity="warning") if draft else problem


def _problems(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    yield from settings(parsed)
    yield from owner(parsed)
    yield from unsupported(parsed)
    yield from for_print(parsed)
    yield from imprints(parsed, resources)
    yield from logos(parsed)
    yield from short(parsed)
    yield from marked(parsed)
    yield from text_messages(parsed)
    yield from duplicates(parsed)
    yield from copies(parsed)
    yield from days(parsed, resources)
    yield from aliases(parsed)
    yield from references(parsed, resources)
    yield from languages(parsed, resources)
    yield from outdated(parsed)
    yield from strings(parsed, resources)
    yield from bodies(parsed, resources)
    for file in parsed.documents:
        yield from blocks(file)
    yield from glyphs(parsed, resources)
    yield from numbers(parsed)
    yield from stale(parsed, resources)


def _campaign(parsed: Parsed, resources: Resources) -> Campaign:
    assert parsed.settings  # noqa: S101
    shown = (message for message in parsed.messages if is_shown(message, resources))
    return Campaign(
        settings=parsed.settings,
        visits=parsed.visits,
        today=resources.today,
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
