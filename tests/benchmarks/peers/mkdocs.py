"""Cards with the social plugin of mkdocs-material.

The plugin fetches its typefaces from the net unless its cache has them: ours are put there.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.benchmarks.peers.projects import begin, save, yaml
from tests.benchmarks.peers.records import Inputs, Piece, Rate
from tests.benchmarks.peers.tools import AbsentError, script, timed, weigh


def social(inputs: Inputs, out: Path, count: int) -> Rate:
    """Build a page and a card for each piece: the time of the build that the cards take."""
    command = [script("mkdocs"), "build", "--quiet", "--site-dir", "../site"]
    project, site = out / "project", out / "site"
    begin("mkdocs", project)
    pieces = inputs.pieces(count)
    for use, font in inputs.fonts.items():
        save_font(font, project / ".cache" / "plugin" / "social" / "fonts" / use)
    for piece in pieces:
        save(project / "docs" / f"{piece.name}.md", _page(inputs, piece))
    without = timed(command, project, site, {"CARDS": "false"})
    with_cards = timed(command, project, site)
    cards = [site / "assets" / "images" / "social" / f"{piece.name}.png" for piece in pieces]
    if with_cards <= without:
        raise AbsentError("too few cards to tell their time from that of the pages")
    note = f"social plugin; its pages took {without:.1f} s more"
    return Rate("mkdocs-material", len(cards), with_cards - without, weigh(cards), note)


def save_font(font: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    shutil.copyfile(font, folder / "Regular.ttf")


def _page(inputs: Inputs, piece: Piece) -> str:
    message, commune = piece.message, piece.commune
    fields = {
        "title": f"{message.headline}, {commune.name}",
        "topic": message.topic.upper(),
        "headline": message.headline.upper(),
        "call": message.call.upper(),
        "subline": message.subline,
        "ground": message.ground,
        "number": inputs.number,
        "hours": inputs.hours,
        "issuer": commune.issuer,
        "commune": commune.name,
        "address": commune.address,
        "qr": str(commune.qr.absolute()),
        **inputs.colours,
    }
    return f"{yaml(fields)}\n{message.summary}\n"
