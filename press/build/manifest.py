"""The manifest: every file of the site with what it is, by the contract of the design. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping

from press import __version__
from press.build.ledger import Group, Made
from press.content.model.campaign import Campaign, Format
from press.site.paths import media_type


def manifest(campaign: Campaign, groups: Iterable[Group]) -> Iterator[bytes]:
    """Yield manifest.json, one file a line so that people and `diff` can read it."""
    formats = {form.id: _shown(form) for form in campaign.formats}
    head = {
        "manifest_version": 1,
        "campaign": campaign.settings.id,
        "today": campaign.today.isoformat(),
        "press": __version__,
    }
    between = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "files": [\n'
    for group in groups:
        entries = [_entry(made, formats) for made in group.made]
        # No value of an entry has braces: see `sound_paths`, and ids. So all are encoded at once.
        lines = json.dumps(entries, ensure_ascii=False)[1:-1].replace("}, {", "},\n{")
        yield (between + lines).encode()
        between = ",\n"
    yield b"\n]}\n"


def _entry(made: Made, formats: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    measured = made.kind in {"card", "print"}
    return {
        "path": made.path,
        "kind": made.kind,
        "type": media_type(made.path),
        "sha256": made.sha256,
        "bytes": made.bytes,
        "language": made.language,
        "message": made.message,
        "commune": made.commune,
        "format": made.format,
        "variant": made.variant,
        **formats.get((measured and made.format) or "", _UNMEASURED),
    }


def _shown(form: Format) -> dict[str, object]:
    """Return the measures of a format."""
    return {
        "width": _whole(form.width),
        "height": _whole(form.height),
        "unit": form.unit,
        "scale": form.scale,
    }


_UNMEASURED = dict.fromkeys(("width", "height", "unit", "scale"))


def _whole(length: float) -> float:
    """Return 1200 for 1200.0."""
    return int(length) if length.is_integer() else length
