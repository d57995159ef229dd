"""What a case says: every text that somebody wrote, read in the plainest way there is.

Not by the product's readers, so that what these lose is seen: front matter is lines that begin
with a name and a colon, tables are cells, bodies are runs of words between signs of Markdown.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

from press.content.encoding.clean import BULLETS
from press.content.model.campaign import (
    Commune,
    Hotline,
    Message,
    PageText,
    Record,
    Settings,
    StandingPage,
    Translation,
)
from press.content.model.event import Event
from tests.hostile.expected import places
from tests.hostile.words import without_hidden


class Claim(NamedTuple):
    """A text that stands in a file, and where it must be shown."""

    path: str  # inside the folder of content
    field: str
    text: str
    places: tuple[str, ...]
    tag: str
    about: str


class Field(NamedTuple):
    """A field of front matter as it was written: its texts, one for each item of a list."""

    name: str
    texts: tuple[str, ...]
    listed: bool  # as lines that begin with a dash


_FIELD = re.compile(r"[\"']?([A-Za-z_][\w-]*)[\"']?[ \t]*:(?:[ \t\u00a0]+(.*)|)$")
_ITEM = re.compile(r"\s*-(?:\s+(.*)|)$")
_BLOCK = re.compile(r"[|>][+-]?\d?[+-]?\s*$")
_KINDS: Mapping[str, tuple[type[Record], type[Record]]] = {
    "messages": (Message, Translation),
    "pages": (StandingPage, PageText),
}


def split(text: str) -> tuple[list[str], str]:
    """Return the lines between the fences of a Markdown file, and what stands below."""
    lines = re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))
    fences = [n for n, line in enumerate(lines) if line.rstrip() == "---"][:2]
    if len(fences) < 2:
        return [], ""
    return lines[1 : fences[1]], "\n".join(lines[fences[1] + 1 :])


def fields(lines: list[str]) -> Iterator[Field]:
    """Yield the fields of front matter, every word that stands below their names included."""
    parts: list[tuple[str, list[str]]] = []
    for line in lines:
        if found := _FIELD.match(line):
            parts.append((found[1], [found[2] or ""]))
        elif parts:
            parts[-1][1].append(line)
    for name, own in parts:
        yield _field(name, own)


def _field(name: str, lines: list[str]) -> Field:
    first, rest = lines[0].strip(), lines[1:]
    if _BLOCK.match(first):
        return Field(name, ("\n".join(rest),), listed=False)
    rest = [line for line in rest if not line.lstrip().startswith("#")]
    if not first and any(_ITEM.match(line) for line in rest):
        return Field(name, tuple(map(_scalar, _items(rest))), listed=True)
    whole = " ".join((first, *rest)).strip()
    if re.fullmatch(r"\[.*\]", whole) and not re.search("[\"']", whole):
        return Field(name, tuple(map(_scalar, whole[1:-1].split(","))), listed=False)
    return Field(name, (_scalar(whole),), listed=False)


def _items(lines: list[str]) -> Iterator[str]:
    item: list[str] = []
    for line in lines:
        if found := _ITEM.match(line):
            if item:
                yield " ".join(item)
            item = [found[1] or ""]
        else:
            item.append(line)
    yield " ".join(item)


def _scalar(text: str) -> str:
    """Return a value without its quotes; escapes in double ones are what they stand for."""
    text = text.strip()
    if not text.startswith('"'):
        return text
    return re.sub(r"(?s)\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(.))", _letter, text)


def _letter(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else " " if found[3] in "nrt\n" else str(found[3])


def of_markdown(name: str, text: str) -> Iterator[Claim]:
    """Yield what a message or page says."""
    folder, about, file = (*name.split("/"), "", "")[:3]
    tag = file.removesuffix(".md")
    shared, own = _KINDS[folder]
    lines, body = split(text)
    for field in fields(lines):
        kind = own if field.name in own.model_fields else shared
        if field.name in kind.model_fields:
            for item in field.texts:
                yield Claim(name, field.name, item, places(kind, field.name), tag, about)
    for run, linked in runs(body):
        shown = places(own, "body")
        on_paper = (place for place in shown if not (linked and place == "face:notice"))
        yield Claim(name, "body", run, tuple(on_paper), tag, about)


_TARGET = re.compile(r"\]\(\s*<?(?:page:|message:|mailto:|https?://)[^\s()<>\"]*>?\s*\)")
_SIGNS = re.compile(rf"[*_`\[\]!<>#~|\\]+|^\s*(?:[-+–—]\s|o\t|[{BULLETS}]|\d+[.)]\s)|\n")


def runs(body: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a body that stand side by side, with no sign of Markdown between them.

    A number before a list's item is a run of its own: it must be shown, by whatever means. Of a
    paragraph with links this is told: paper leaves out sentences that only send readers on.
    """
    for block in re.split(r"\n\s*\n", body):
        shown, linked = _TARGET.subn("]", block)
        for line in shown.split("\n"):
            if number := re.match(r"\s*(\d+)[.)]\s", line):
                yield number[1], bool(linked)
            yield from ((unescape(run), bool(linked)) for run in _SIGNS.split(line) if run.strip())


def cells_of(text: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table by the names of its columns; cells of no column by their number."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip(" ,;\t")]
    head = next((line for line in lines if not line.startswith("sep=")), "")
    cut = max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=cut))
    except csv.Error:
        return
    rows = [row for row in rows if any(map(str.strip, row)) and not row[0].startswith("sep=")]
    names = [name.strip().lower() for name in rows[0]] if rows else []
    for row in rows[1:]:
        yield {
            names[n] if n < len(names) and names[n] else f"#{n}": cell for n, cell in enumerate(row)
        }


def of_communes(name: str, text: str) -> Iterator[Claim]:
    """Yield what a table of communes says, in the pages of each in every language."""
    for row in cells_of(text):
        for field, cell in row.items():
            if field in Commune.model_fields or field.startswith("#"):
                shown = places(Commune, field) if field in Commune.model_fields else ("commune",)
                for item in cell.split(";"):
                    yield Claim(name, field, item, shown, "vi", row.get("code", "").strip())


def of_events(name: str, text: str) -> Iterator[Claim]:
    """Yield what a table of events says: texts in a language, on its pages."""
    for row in cells_of(text):
        for field, cell in row.items():
            kind, _, tag = field.rpartition("_")
            if kind in {"title", "place", "about"}:
                yield Claim(name, field, cell, places(Event, kind), tag, "")
            elif field.startswith("#"):
                yield Claim(name, field, cell, ("events",), "vi", "")


def of_toml(name: str, text: str) -> Iterator[Claim]:
    """Yield what the campaign and its hotlines say, wherever that is shown on the first page."""
    kind: type[Record] = Settings if name == "campaign.toml" else Hotline
    try:
        tables = tomllib.loads(text.removeprefix("\ufeff"))
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return
    for table in [tables] if kind is Settings else tables.values():
        for field, value in table.items() if isinstance(table, dict) else ():
            if field in kind.model_fields and (shown := places(kind, field)):
                for tag, item in value.items() if isinstance(value, dict) else (("vi", value),):
                    if isinstance(item, str):
                        yield Claim(name, field, item, shown, tag, "")


def claims(name: str, data: bytes) -> Iterator[Claim]:
    """Yield every text of a file that some output must show."""
    try:
        text = without_hidden(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return
    if re.fullmatch(r"(messages|pages)/[^/]+/[^/]+\.md", name):
        yield from of_markdown(name, text)
    elif name == "communes.csv":
        yield from of_communes(name, text)
    elif name == "events.csv":
        yield from of_events(name, text)
    elif name in {"campaign.toml", "hotlines.toml"}:
        yield from of_toml(name, text)
