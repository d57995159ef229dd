"""Read a campaign for the peers, straight from its folder: they share no code with `press`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

import segno
from ruamel.yaml import YAML

from tests.benchmarks.peers.records import ROOT, Commune, Inputs, Message

FONTS = {
    "display": "BeVietnamPro-ExtraBold.ttf",
    "text": "NotoSans-SemiBold.ttf",
    "plain": "NotoSans-Regular.ttf",
}


def read_inputs(content: Path, scratch: Path) -> Inputs:
    """Return the whole campaign; its QR codes are drawn into the folder `scratch`."""
    campaign = _toml(content / "campaign.toml")
    hotline = _toml(content / "hotlines.toml")[campaign["hotline"]]
    return Inputs(
        messages=tuple(_messages(content, campaign["colours"])),
        communes=tuple(_communes(content, campaign["base_url"], scratch)),
        number=hotline["number"],
        hours=hotline["hours"]["vi"],
        colours={name: ink["rgb"] for name, ink in campaign["inks"].items()},
        fonts={use: ROOT / "assets" / "fonts" / name for use, name in FONTS.items()},
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"))


def _messages(content: Path, colours: Mapping[str, Any]) -> list[Message]:
    found = []
    for path in sorted((content / "messages").glob("*/vi.md")):
        _, front, body = normalize("NFC", path.read_text("utf-8")).split("---\n", 2)
        said = YAML(typ="safe").load(front)
        found.append(
            Message(
                id=path.parent.name,
                topic=said["topic"],
                headline=_joined(said["headline"]),
                call=_joined(said["call"]),
                subline=said["subline"],
                summary=said["summary"].strip(),
                body=body,
                ground=colours[said["colour"]]["ground"]["rgb"],
            )
        )
    return found


def _joined(text: str) -> str:
    """Return a headline without its marks: peers break lines where the width ends."""
    return " ".join(text.replace("|", " ").split())


def _communes(content: Path, base_url: str, scratch: Path) -> list[Commune]:
    scratch.mkdir(parents=True, exist_ok=True)
    text = normalize("NFC", (content / "communes.csv").read_text("utf-8-sig"))
    return [_commune(row, base_url, scratch) for row in csv.DictReader(text.splitlines())]


def _commune(row: Mapping[str, str], base_url: str, scratch: Path) -> Commune:
    link = f"{base_url}x/{row['code']}/"
    picture = scratch / f"{row['code']}.png"
    segno.make_qr(link, error="m", boost_error=False).save(str(picture), scale=8, border=0)
    return Commune(
        code=row["code"],
        issuer=f"UBND {row['kind']}",
        name=row["name"],
        address=link.removeprefix("https://").rstrip("/"),
        qr=picture,
    )
