"""Compose what the library's script asks for of communes: names, and weights of files. Pure."""

from __future__ import annotations

from press.outputs.piece.plan import files
from press.outputs.shared.collation import in_order
from press.outputs.shared.parts import Parts
from press.site import paths


def places(parts: Parts, tag: str) -> tuple[tuple[str, ...], ...]:
    """Return a row for each commune, in the order of its name: its folder, its name with kind."""
    rows = []
    for commune in sorted(parts.campaign.communes, key=lambda c: (in_order(c.name), c.code)):
        place = parts.place(commune.code, tag)
        kind = f"{place.before}{place.after}".strip()
        rows.append((paths.place(commune), f"{commune.name} ({kind})"))
    return tuple(rows)


def weighed(parts: Parts, code: str) -> tuple[str, ...]:
    """Return the files of a commune that the library links to: its pack and all its pieces."""
    campaign, commune = parts.campaign, parts.communes[code]
    pieces = (
        paths.piece(commune, message, form, tag, variant)
        for message in campaign.messages
        for tag in parts.languages
        for form, variant in files(campaign, message, tag)
    )
    return (paths.pack(commune), *pieces)
