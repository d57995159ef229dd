"""Render the proof sheet: ProofSheet -> HTML, and PDF by Typst from the pictures beside it."""

from __future__ import annotations

import json
from pathlib import Path

import typst

from press.outputs.shared.templates import Templates
from press.outputs.shared.typesetting import plain
from press.tools.proof.record import ProofSheet


def proof_html(sheet: ProofSheet, templates: Templates) -> str:
    """Return the sheet as a page that needs nothing but its pictures."""
    return templates.fill("proof/index.html", sheet=sheet)


def proof_pdf(sheet: ProofSheet, root: Path, folder: Path) -> bytes:
    """Return the sheet as A4 pages. `folder` holds its pictures, `root` is the project."""
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(root / "assets" / "fonts")],
    )
    template = (root / "templates" / "proof" / "sheet.typ").read_text("utf-8")
    literal = json.dumps(json.dumps(plain(sheet), ensure_ascii=False), ensure_ascii=False)
    source = f"{template}\n#show-sheet(json(bytes({literal})))\n"
    compiler = typst.Compiler(root=str(folder), font_paths=fonts, ignore_system_fonts=True)
    made = compiler.compile(source.encode(), format="pdf", timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError("a PDF is one file")
    return made
