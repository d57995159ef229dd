"""Check former names: nothing else may have one, so that each leads to one place alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from press.base.diag import Problem, Span
from press.content.model.campaign import Message, StandingPage
from press.content.parse import Parsed

HINT = "aliases are former names, which nothing has today"


class Claim(NamedTuple):
    """A name, where it is claimed and by whom."""

    name: str
    span: Span
    owner: str


def aliases(parsed: Parsed) -> Iterator[Problem]:
    """Yield every former name that something else has or had."""
    for records in (parsed.messages, parsed.pages):
        names = [Claim(record.id, record.marks.span, record.id) for record in records]
        former = (claim for record in records for claim in _former(record))
        yield from _taken("duplicate-id", "id", names, former)
    codes = [Claim(c.code, c.marks.span, c.name) for c in parsed.communes]
    places = [Claim(c.folder, c.marks.span, c.name) for c in parsed.communes]
    old = [Claim(a, c.marks.span, c.name) for c in parsed.communes for a in c.aliases]
    yield from _taken("duplicate-code", "code", codes, (a for a in old if a.name.isdecimal()))
    yield from _taken("duplicate-id", "address", places, (a for a in old if not a.name.isdecimal()))


def _former(record: Message | StandingPage) -> Iterator[Claim]:
    for place, alias in enumerate(record.aliases):
        yield Claim(alias, record.marks.at(f"aliases.{place}"), record.id)


def _taken(
    code: str, what: str, names: Iterable[Claim], former: Iterable[Claim]
) -> Iterator[Problem]:
    first = {claim.name: claim for claim in names}
    for claim in former:
        other = first.setdefault(claim.name, claim)
        if other is not claim:
            message = f'{what} {claim.name} is already used by "{other.owner}" at {other.span}'
            yield Problem(claim.span, code, message, HINT)
