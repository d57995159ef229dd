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
    encode = json.JSONEncoder(ensure_ascii=False).encode
    formats = {form.id: form for form in campaign.formats}
    head = {
        "manifest_version": 1,
        "campaign": campaign.settings.id,
        "today": campaign.today.isoformat(),
        "press": __version__,
    }
    between = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "files": [\n'
    for group in groups:
        entries = (encode(_entry(made, formats)) for made in group.made)
        yield (between + ",\n".join(entries)).encode()
        between = ",\n"
    yield b"\n]}\n"


def _entry(made: Made, formats: Mapping[str, Format]) -> dict[str, object]:
    form = formats.get(made.format or "") if made.kind in {"card", "print"} else None
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
        "width": _whole(form.width) if form else None,
        "height": _whole(form.height) if form else None,
        "unit": form.unit if form else None,
        "scale": form.scale if form else None,
    }


def _whole(length: float) -> float:
    """Return 1200 for 1200.0."""
    return int(length) if length.is_integer() else length
