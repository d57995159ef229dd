"""Parse messages and standing pages: a folder each, one Markdown file for each language.

The file in the master language carries the keys that all languages share.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Generic

from press.base.diag import Problem, Reported
from press.content.model.campaign import Message, PageText, Record, StandingPage, Translation
from press.content.parse.frontmatter import Document
from press.content.parse.schema import OURS, R, record

Folders = Mapping[str, Mapping[str, Document]]  # id -> language tag -> file


@dataclass(frozen=True)
class _Kind(Generic[R]):
    """What a folder holds: one record, with one text for each language."""

    record: type[R]
    text: type[Record]

    @property
    def shared(self) -> frozenset[str]:
        """The keys written once, in the master's file."""
        return frozenset(self.record.model_fields) - OURS

    @property
    def own(self) -> frozenset[str]:
        """The keys of every language's file."""
        return frozenset(self.text.model_fields) - OURS


def messages(folders: Folders, master: str) -> Reported[tuple[Message, ...]]:
    """Return the messages whose shared keys are right."""
    return _folders(_Kind(Message, Translation), folders, master)


def pages(folders: Folders, master: str) -> Reported[tuple[StandingPage, ...]]:
    """Return the standing pages whose shared keys are right."""
    return _folders(_Kind(StandingPage, PageText), folders, master)


def _folders(kind: _Kind[R], folders: Folders, master: str) -> Reported[tuple[R, ...]]:
    found = []
    for name, files in folders.items():
        texts = yield from _texts(kind, files, master)
        if first := files.get(master):
            values = {**first.values, "id": name, "translations": texts}
            found.append((yield from record(kind.record, values, first.marks, kind.own)))
    return tuple(filter(None, found))


def _texts(
    kind: _Kind[R], files: Mapping[str, Document], master: str
) -> Reported[dict[str, Record]]:
    """Return the texts of a folder that are right, by language."""
    texts = {}
    for tag, file in files.items():
        yield from _misplaced(kind, file, master)
        yield from _empty(file)
        ours = {"language": tag, "body": file.body, "body_line": file.body_line}
        text = yield from record(kind.text, {**file.values, **ours}, file.marks, kind.shared)
        if text:
            texts[tag] = text
    return texts


def _misplaced(kind: _Kind[R], file: Document, master: str) -> Iterator[Problem]:
    """Yield the keys that only the master's file may have, or that we fill in ourselves."""
    name = file.source.path.rpartition("/")[2]
    for key in file.values:
        span = file.marks.at(key)
        if key in OURS:
            message = f'"{key}" is not written by hand'
            yield Problem(span, "unknown-key", message, "take the line out")
        elif key in kind.shared and name != f"{master}.md":
            message = f'"{key}" belongs in {master}.md, not in {name}'
            hint = f"what all languages share is written once, in {master}.md"
            yield Problem(span, "unknown-key", message, hint)


def _empty(file: Document) -> Iterator[Problem]:
    if not file.body.strip():
        message = "there is no text below the fields"
        yield Problem(file.marks.span, "missing-key", message, "write it below the second ---")
