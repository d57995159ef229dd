"""Check imprints against content/imprint.toml: who must be named, how large a logo may be."""

from __future__ import annotations

from collections.abc import Iterator

from press.base.diag import Problem, Span
from press.content.check.wording import STALE
from press.content.model.campaign import Rule, Settings
from press.content.model.settings import ADDRESS
from press.content.parse import Parsed
from press.content.resources import Resources

NAME, LOGO = "issuer-name", "sponsor-logo"
RULES = (NAME, ADDRESS, LOGO)  # what imprints are made by: a rule that is not there is not kept
LOGO_SIDE = 0.62  # of the imprint's height, at most: what the template gives a logo


def imprints(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield what an imprint must have and has not, and rules that nobody has read for a year."""
    yield from _lost(parsed)
    for rule in parsed.rules.values():
        if rule.checked_on < resources.today - STALE:
            message = f"this rule was last read on {rule.checked_on}"
            hint = f"read it again, then set the day: {rule.source}"
            span = rule.marks.at("checked_on")
            yield Problem(span, "stale-rule", message, hint, "warning")
    if parsed.settings:
        yield from _logos(parsed, parsed.settings)
        if address := parsed.rules.get(ADDRESS):
            yield from _address(address, parsed.settings, [x.tag for x in parsed.languages])


def _lost(parsed: Parsed) -> Iterator[Problem]:
    """Yield the rules that a sound file lacks: with a rule goes what it asks of every piece."""
    path = parsed.sources.path("imprint.toml")
    lost = [f"[{name}]" for name in RULES if name not in parsed.rules]
    if lost and path not in parsed.told:
        message = f"the file has no rule {' and no '.join(lost)}"
        hint = (
            'take it from the file as it was; what a rule no longer asks for has needed = "never"'
        )
        yield Problem(Span(path), "missing-key", message, hint)


def _address(rule: Rule, settings: Settings, tags: list[str]) -> Iterator[Problem]:
    for tag in tags:
        if settings.needs(rule) and not settings.issuer_address.get(tag):
            message = f"pieces must bear the issuer's address in {tag}, and it is not there"
            span = settings.marks.at(f"issuer_address.{tag}")
            yield Problem(span, "missing-issuer", message, rule.source)


def _logos(parsed: Parsed, settings: Settings) -> Iterator[Problem]:
    rule = parsed.rules.get(LOGO)
    sponsors = sum(partner.sponsor for partner in settings.partners.values())
    for form in parsed.formats if rule else ():
        share = sponsors * (LOGO_SIDE * form.imprint) ** 2 / (form.width * form.height)
        if rule and share > rule.most_area:
            message = f"sponsors' logos would take up to {share:.0%} of a {form.id}"
            hint = f"at most {rule.most_area:.0%}: {rule.source}"
            yield Problem(form.marks.at("imprint"), "logo-too-large", message, hint)
