"""Find what people ask for by name, and say why it is not there: a draft, another day, a name.

`hidden` is all that outlives `check` of messages that are not shown: when they would be.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from press.base.diag import ContentError, Problem, Span, nearest
from press.base.text import plain, slug
from press.content.check.bodies import is_shown
from press.content.model.campaign import Campaign
from press.content.parse import Parsed
from press.content.resources import Resources

Names = Iterable[tuple[str, str]]  # what people call a thing, and its code or id


@dataclass(frozen=True)
class Hidden:
    """A message that is not shown today, at the field that hides it."""

    span: Span
    publish: date | None = None  # none for a draft
    expires: date | None = None

    def is_shown(self, day: date) -> bool:
        """Return whether it would be shown on a day."""
        begun = self.publish is not None and self.publish <= day
        return begun and (self.expires is None or day < self.expires)

    def why(self, today: date) -> tuple[str, str]:
        """Return why it is not shown, and how it would be."""
        if self.publish is None:
            return "is a draft", f'when it is ready, write "status: ready": {self.span}'
        if today < self.publish:
            hint = f"build as on that day, --today {self.publish}, or change it: {self.span}"
            return f"is shown from {self.publish} on", hint
        hint = f"build as on an earlier day with --today, or change it: {self.span}"
        return f"is shown no longer since {self.expires}", hint


def hidden(parsed: Parsed, resources: Resources) -> dict[str, Hidden]:
    """Return the messages that are not shown today, by id."""
    found = {
        message.id: Hidden(
            message.marks.at("publish" if resources.today < message.publish else "expires"),
            message.publish,
            message.expires,
        )
        for message in parsed.messages
        if not is_shown(message, resources)
    }
    # A draft that is half written is no message yet.
    drafts = parsed.drafts.values()
    return found | {
        file.source.name.split("/")[1]: Hidden(file.marks.at("status")) for file in drafts
    }


def find_communes(campaign: Campaign, codes: Iterable[str]) -> None:
    """Raise ContentError for every code that no commune has."""
    names = (
        (name, commune.code)
        for commune in campaign.communes
        for name in (
            commune.name,
            f"{commune.kind} {commune.name}",
            commune.folder,
            *commune.aliases,
            *commune.merged_from,
        )
    )
    _find("commune", codes, {commune.code for commune in campaign.communes}, names)


def find_messages(campaign: Campaign, ids: Collection[str], unshown: Mapping[str, Hidden]) -> None:
    """Raise ContentError for every id that no message shown today has.

    `unshown` are those of which it can be said why.
    """
    problems = [
        Problem(Span("--message"), "hidden-message", f'the message "{name}" {why}', hint)
        for name in dict.fromkeys(ids)
        if name in unshown
        for why, hint in [unshown[name].why(campaign.today)]
    ]
    ids = [name for name in ids if name not in unshown]
    names = (
        (name, message.id)
        for message in campaign.messages
        for text in message.translations.values()
        for name in (plain(text.headline), text.topic, *message.aliases)
    )
    _find("message", ids, {message.id for message in campaign.messages}, names, problems)


def find_formats(campaign: Campaign, ids: Iterable[str]) -> None:
    """Raise ContentError for every id that no format has."""
    names = ((name, f.id) for f in campaign.formats for name in (f.file, *f.name.values()))
    _find("format", ids, {form.id for form in campaign.formats}, names)


def _find(
    kind: str,
    wanted: Iterable[str],
    known: Collection[str],
    names: Names,
    others: Iterable[Problem] = (),
) -> None:
    """Raise ContentError for what is not known, with the code of what is called so, and others."""
    problems = list(others)
    unknown = [value for value in dict.fromkeys(wanted) if value not in known]
    called = list(names) if unknown else []
    for value in unknown:
        message = f'there is no {kind} "{value}" to build today'
        hint = _called(kind, value, called) or nearest(value, [*known, *dict(called)])
        problems.append(Problem(Span(f"--{kind}"), f"unknown-{kind}", message, hint))
    if problems:
        raise ContentError(problems)


def _called(kind: str, value: str, names: Names) -> str:
    """Return which codes have a name, however it is spelt; nothing if none has."""
    name = slug(value)
    codes = sorted({code for other, code in names if name and slug(other) == name})
    what = "code" if kind == "commune" else "id"
    if len(codes) > 1:
        return f"the {what}s of {value} are {', '.join(codes)}"
    return f"the {what} of {value} is {codes[0]}" if codes else ""
