"""Check what can be known of print files before one is drawn: formats, inks, contrast."""

from __future__ import annotations

from collections.abc import Iterator

from press.base.diag import Problem, nearest
from press.content.model.campaign import Format, Ink, Settings
from press.content.parse import Parsed

MOST_INK = 300  # percent: more does not dry on coated paper in offset
LARGE, READING = 3.0, 4.5  # contrast ratios, WCAG 2.2, 1.4.3
CAPITAL = 0.7  # em: height of a capital
LEGIBLE = 300  # letters are read from so many times their height: sign makers' 25 feet an inch


def for_print(parsed: Parsed) -> Iterator[Problem]:
    """Yield what would make a print file unfit, whatever the message."""
    ids = parsed.ids("messages")
    for form in parsed.formats:
        yield from _messages(form, ids)
        if form.kind == "print":
            yield from _edges(form)
            yield from _letters(form)
    if parsed.settings:
        yield from _inks(parsed.settings)


def _messages(form: Format, ids: frozenset[str]) -> Iterator[Problem]:
    named = {"messages": form.messages}
    named |= {f"variants.{k}": v for k, v in form.variants.items() if v is not True}
    for key, names in named.items():
        for name in names:
            if ids and name not in ids:
                span = form.marks.at(key)
                message = f'"{key}" names a message "{name}" that is not there'
                yield Problem(span, "unknown-message", message, nearest(name, ids))


def _edges(form: Format) -> Iterator[Problem]:
    if min(form.safe) < form.hem:
        message = (
            f"text may come to {min(form.safe):g} mm from the edge, the hem takes {form.hem:g}"
        )
        yield Problem(form.marks.at("safe"), "bad-value", message, "make safe as large as hem")
    if form.on:
        sizes = ((form.across, form.width, form.on[0]), (form.down, form.height, form.on[1]))
        for count, size, room in sizes:
            wide = count * (size + 2 * form.bleed)
            if wide > room:
                message = (
                    f"{count} of them take {wide:g} mm with their bleed, the sheet has {room:g}"
                )
                yield Problem(form.marks.at("on"), "bad-value", message)


def _letters(form: Format) -> Iterator[Problem]:
    wanted = form.distance * 1000 / LEGIBLE / CAPITAL
    if form.least_headline < wanted:
        message = f"from {form.distance:g} m, headlines of {form.least_headline:g} mm are too small"
        hint = f"at least {wanted:.0f} mm, or read it from nearer"
        yield Problem(form.marks.at("least_headline"), "letters-too-small", message, hint)


def _inks(settings: Settings) -> Iterator[Problem]:
    inks = {
        f"inks.{name}": getattr(settings.inks, name) for name in type(settings.inks).model_fields
    }
    for name, colour in settings.colours.items():
        inks |= {f"colours.{name}.{of}": getattr(colour, of) for of in ("ground", "shade")}
        for of in ("ground", "shade"):
            pairs = ((settings.inks.white, READING), (settings.inks.yellow, LARGE))
            for ink, least in pairs:
                ratio = contrast(ink, getattr(colour, of))
                if ratio < least:
                    message = f"{ink.rgb} on {getattr(colour, of).rgb} is {ratio:.1f}:1"
                    hint = f"at least {least:g}:1, so that it can be read: make it darker"
                    span = settings.marks.at(f"colours.{name}.{of}")
                    yield Problem(span, "low-contrast", message, hint)
    for key, ink in inks.items():
        if sum(ink.cmyk) > MOST_INK:
            message = f"{sum(ink.cmyk):g} % of ink, the most is {MOST_INK}"
            yield Problem(settings.marks.at(key), "ink-too-heavy", message)


def contrast(first: Ink, second: Ink) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.   Source: WCAG 2.2."""
    low, high = sorted((_luminance(first.rgb), _luminance(second.rgb)))
    return (high + 0.05) / (low + 0.05)


def _luminance(rgb: str) -> float:
    parts = [int(rgb[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
