"""Check what names something else, and what must be there only once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from press.base.diag import Problem, Span, nearest
from press.content.check.wording import national
from press.content.model.campaign import Format, Settings
from press.content.parse import Document, Parsed
from press.content.resources import Resources

LARGEST = 5_000  # px: more than any screen shows, and a minute to draw
LONGEST = 5080  # mm: 14,400 points, the limit of ISO 32000-1 annex C


def references(parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield every colour, pictogram, audience and hotline that does not exist."""
    for file in parsed.documents:
        if file.source.name.startswith("messages/"):
            yield from _message(file, parsed, resources)
    settings = parsed.settings
    hotlines = parsed.tables("hotlines.toml")
    if settings and hotlines and settings.hotline not in hotlines:
        message = f'hotlines.toml has no hotline "{settings.hotline}"'
        hint = nearest(settings.hotline, hotlines)
        yield Problem(settings.marks.at("hotline"), "unknown-hotline", message, hint)
    yield from _places(parsed)


def _places(parsed: Parsed) -> Iterator[Problem]:
    """Yield communes of events that no row of a sound list of communes has."""
    codes = {commune.code for commune in parsed.communes}
    names = {commune.name.casefold(): commune.code for commune in parsed.communes}
    path = parsed.sources.path("communes.csv")
    if path in parsed.told:
        return
    for event in parsed.events:
        if event.commune and event.commune not in codes:
            code = names.get(event.commune.casefold())
            hint = f"its code is {code}" if code else nearest(event.commune, codes)
            message = f'communes.csv has no commune "{event.commune}"'
            yield Problem(event.marks.span, "unknown-commune", message, hint)


def _message(file: Document, parsed: Parsed, resources: Resources) -> Iterator[Problem]:
    """Yield what a message names and nothing has."""
    audiences = [name for strings in parsed.strings.values() for name in strings.audiences]
    known = {
        "colour": parsed.settings.colours if parsed.settings else (),
        "pictogram": resources.pictograms,
        "audience": audiences if parsed.master in parsed.strings else (),
    }
    known_signs = {"signs": resources.pictograms}
    for key, names in {**known, **known_signs}.items():
        kind = "pictogram" if key == "signs" else key
        value = file.values.get(key)
        many = isinstance(value, list)
        if key in {"audience", "signs"} and not many:
            continue  # told as no list
        for place, name in enumerate(value if isinstance(value, list) else [value]):
            if isinstance(name, str) and names and name not in names:
                span = file.marks.at(f"{key}.{place}" if many else key)
                message = f'there is no {kind} "{name}"'
                yield Problem(span, f"unknown-{kind}", message, nearest(name, names))


def duplicates(parsed: Parsed) -> Iterator[Problem]:
    """Yield codes, file names and numbers that two records claim."""
    communes = ((c.code, c.marks.span, f'"{c.name}"') for c in parsed.communes)
    hint = "codes come from the official list; names may repeat, codes may not"
    yield from _twice("duplicate-code", "code", communes, hint)
    forms = ((form.file, form.marks.at("file"), f'"{form.id}"') for form in parsed.formats)
    yield from _twice("duplicate-id", "file name", forms)
    lines = (
        (national(h.digits), h.marks.at("number"), f'"{h.id}"') for h in parsed.hotlines.values()
    )
    yield from _twice("duplicate-id", "number", lines)
    tags = ((x.path, x.marks.at("path"), f'"{x.tag}"') for x in parsed.languages)
    yield from _twice("duplicate-id", "path", tags)
    events = ((e.id, e.marks.span, f'"{next(iter(e.title.values()))}"') for e in parsed.events)
    whole = [(s.id, s.marks.at("id"), "the campaign") for s in (parsed.settings,) if s]
    yield from _twice("duplicate-id", "id", (*whole, *events))


def _twice(
    code: str, what: str, claims: Iterable[tuple[str, Span, str]], hint: str = ""
) -> Iterator[Problem]:
    first: dict[str, tuple[Span, str]] = {}
    for value, span, owner in claims:
        if value in first:
            place, other = first[value]
            message = f"{what} {value or '(empty)'} is already used by {other} on line {place.line}"
            yield Problem(span, code, message, hint)
        else:
            first[value] = span, owner


def settings(parsed: Parsed) -> Iterator[Problem]:
    """Yield what is wrong with dates and time zone of the campaign and its messages."""
    for message in parsed.messages:
        if message.expires and message.expires <= message.publish:
            text = f"the message expires on {message.expires}, so it would never be shown"
            yield Problem(message.marks.at("expires"), "bad-value", text)
    if parsed.settings:
        yield from _campaign(parsed.settings)


def unsupported(parsed: Parsed) -> Iterator[Problem]:
    """Yield what is right by itself, but no template or address can do."""
    for form in parsed.formats:
        if form.has_side_imprint and form.kind == "card":
            hint = 'strips are for print: a card is "upright", however wide it is'
            span = form.marks.at("shape")
            yield Problem(span, "bad-value", "a card cannot be a strip", hint)
        yield from _room(form)
        if form.unit == "px" and max(form.width, form.height) > LARGEST:
            message = f"a picture has at most {LARGEST:,} px on each side"
            yield Problem(form.marks.at("width"), "bad-value", message)
        side = (max(form.width, form.height) + 2 * form.bleed) / form.scale
        if form.unit == "mm" and side > LONGEST:
            message = f"a PDF page ends at {LONGEST} mm, and this one would have {side:.0f} mm"
            hint = "draw it smaller: scale = 10, and say so in the file name"
            yield Problem(form.marks.at("width"), "bad-value", message, hint)
    unread = {problem.span.path for problem in parsed.problems}
    for master in parsed.languages[:1]:
        span = master.marks.at("path")
        if master.path and span.path not in unread:
            message = f'"path" of the first language must be empty, not "{master.path}"'
            yield Problem(span, "bad-value", message, "its pages stand at the root of the site")


def _room(form: Format) -> Iterator[Problem]:
    """Yield what leaves no room for words, or is measured in what its kind is not."""
    unit = "px" if form.kind == "card" else "mm"
    if form.unit != unit:
        message = f"a {form.kind} is measured in {unit}, not in {form.unit}"
        yield Problem(form.marks.at("unit"), "bad-value", message, f'write unit = "{unit}"')
    top, right, bottom, left = form.safe
    wide, high = form.width - right - left, form.height - top - bottom - form.foot
    if form.has_side_imprint:
        wide -= form.imprint
    else:
        high -= form.imprint
    for name, room in (("width", wide), ("height", high)):
        if room <= 0:
            message = f"{name} leaves no room for words: safe, imprint and foot take all of it"
            yield Problem(form.marks.at(name), "bad-value", message, "look at each of these sizes")
    if form.is_trifold and len(form.folds) != 2:
        message = f"a trifold has two folds, not {len(form.folds)}"
        yield Problem(form.marks.at("folds"), "bad-value", message, "for example folds = [97, 197]")
    if any(fold >= form.width for fold in form.folds):
        message = f"a fold lies outside of the sheet, which is {form.width:g} wide"
        yield Problem(form.marks.at("folds"), "bad-value", message)


def _campaign(campaign: Settings) -> Iterator[Problem]:
    if campaign.window.end < campaign.window.start:
        span = campaign.marks.at("window.end")
        yield Problem(span, "bad-value", "the campaign ends before it starts")
    try:
        ZoneInfo(campaign.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f'there is no time zone "{campaign.timezone}"'
        hint = "in Việt Nam it is Asia/Ho_Chi_Minh"
        yield Problem(campaign.marks.at("timezone"), "bad-value", message, hint)
