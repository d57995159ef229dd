"""Check that each logo asked for is there, and that each that is there is somebody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from press.base.diag import Problem, Span, nearest
from press.base.text import slug
from press.content.model.campaign import Settings
from press.content.parse import LOGO, Parsed
from press.content.resources import Source

FOLDER = "logos"
MOST = 8  # that an imprint has room for, three rows of three with a commune's own


def logos(parsed: Parsed) -> Iterator[Problem]:
    """Yield logos of partners that are missing, and files that are nobody's logo."""
    strays = {
        source: right_name(source.name)
        for source in parsed.sources.files
        if source.name.lower().endswith(".svg") and not LOGO.fullmatch(source.name)
    }
    partners = parsed.settings.partners.values() if parsed.settings else ()
    asked = {partner.logo for partner in partners}
    for source, right in strays.items():
        if right not in asked or right in parsed.logos:
            yield _stray(source, right)
    if parsed.settings:
        misnamed = {name: source.name for source, name in strays.items()}
        missing = tuple(_missing(parsed, parsed.settings, misnamed))
        yield from _too_many(parsed.settings)
        yield from missing or _unused(parsed, parsed.settings)


def right_name(name: str) -> str:
    """Return what a logo would be called in small letters: Hội LHPN.SVG -> hoi-lhpn."""
    stem = name.rpartition("/")[2].rpartition(".")[0]
    return slug(stem) or "logo"


def _stray(source: Source, right: str) -> Problem:
    message = "nothing reads a logo of this name in this place"
    hint = f"rename it {FOLDER}/{right}.svg: small letters a-z, digits and single dashes"
    return Problem(Span(source.path), "unknown-file", message, hint, "warning")


def _missing(parsed: Parsed, settings: Settings, misnamed: Mapping[str, str]) -> Iterator[Problem]:
    """Yield partners without a logo, unless there is one that has a problem of its own."""
    faulty = {problem.span.path for problem in parsed.problems}
    for name, partner in settings.partners.items():
        wanted = f"{FOLDER}/{partner.logo}.svg"
        if partner.logo in parsed.logos or parsed.sources.path(wanted) in faulty:
            continue
        hint = nearest(partner.logo, parsed.logos)
        if partner.logo in misnamed:
            hint = f"rename {misnamed[partner.logo]} to {wanted}"
        elif any(path.startswith(parsed.sources.path(wanted)[:-3]) for path in faulty):
            hint = "the file of this name is no SVG: see there"
        span = settings.marks.at(f"partners.{name}.logo")
        yield Problem(span, "missing-file", f"there is no {wanted}", hint)


def _too_many(settings: Settings) -> Iterator[Problem]:
    for name in list(settings.partners)[MOST:]:
        message = f"an imprint has room for {MOST} logos of partners, and this is one more"
        hint = "leave some out, or let one logo stand for several"
        yield Problem(settings.marks.at(f"partners.{name}"), "bad-value", message, hint)


def _unused(parsed: Parsed, settings: Settings) -> Iterator[Problem]:
    codes = [commune.code for commune in parsed.communes]
    partners = {partner.logo for partner in settings.partners.values()}
    for name in parsed.logos:
        if name not in partners and name not in codes:
            message = f"no partner and no commune has the logo {name}.svg: nothing shows it"
            hint = (
                nearest(name, codes)
                if name.isdecimal()
                else f'in campaign.toml, write logo = "{name}" in the table of its partner'
            )
            span = Span(parsed.sources.path(f"{FOLDER}/{name}.svg"))
            yield Problem(span, "unknown-file", message, hint, "warning")
