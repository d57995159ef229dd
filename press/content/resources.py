"""What a run takes from the disk: files of content as text, and what the installation brings.

Only records, made by `read`; everything after it knows the disk through them alone.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from press.base.diag import Problem, Span
from press.base.outline import Outline

AS_SVG = "a logo must be drawn as shapes: ask the partner or a designer for it as Plain SVG"


RUN_TIME = frozenset({"python", "zlib"})  # what Python brings itself, among the versions


def canonical(library: str) -> str:
    """Return the name of a library as all its spellings are compared.   Source: PEP 503."""
    return re.sub(r"[-_.]+", "-", library).lower()


@dataclass(frozen=True)
class Source:
    """A file of content. `path` is how people know it: `content/messages/goi-111/vi.md`.

    The text is clean, its lines end in \\n alone. `raw` is what was written, before it was cleaned
    (empty: the same), and `added` are the lines of the text that are parts of one line there.
    """

    path: str
    text: str
    raw: str = field(default="", compare=False)
    added: tuple[int, ...] = field(default=(), compare=False)

    @cached_property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        return self.text.split("\n")

    @property
    def name(self) -> str:
        """The path inside the content folder: `messages/goi-111/vi.md`."""
        return self.path.partition("/")[2]

    @property
    def folder(self) -> str:
        """The path of the folder it is in: `content/messages/goi-111`."""
        return self.path.rpartition("/")[0]

    @property
    def written(self) -> str:
        """The text as an editor shows it, with all that cleaning maps or takes out."""
        return self.raw or self.text

    def in_editor(self, span: Span) -> Span:
        """Return a place of the text as the editor counts lines."""
        first = span.line
        while first in self.added:
            first -= 1
        lines = self.lines[first - 1 : span.line - 1] if first < span.line else ()
        above = sum(1 for line in self.added if line <= span.line)
        column = span.column + sum(len(line.rstrip()) + 1 for line in lines) if span.column else 0
        return Span(span.path, span.line - above, column)

    def find(self, fragment: str, start: Span) -> Span:
        """Return where the fragment first stands at or after a place, or that place."""
        for number in range(max(start.line, 1), len(self.lines) + 1):
            skipped = max(start.column - 1, 0) if number == start.line else 0
            column = self.lines[number - 1].find(fragment, skipped)
            if column >= 0:
                return Span(self.path, number, column + 1)
        return start


@dataclass(frozen=True)
class Sources:
    """The files of content, sorted by path, and the problems of reading them.

    `folder` is the name of the content folder, the first part of every path.
    """

    folder: str
    files: tuple[Source, ...]
    problems: tuple[Problem, ...] = ()
    others: tuple[str, ...] = ()  # names of files that hold no text

    @cached_property
    def unread(self) -> frozenset[str]:
        """The names of files that are there and cannot be read."""
        return frozenset(problem.span.path.partition("/")[2] for problem in self.problems)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of all files inside the content folder, read or not, sorted."""
        return tuple(sorted({*self._by_name, *self.unread, *self.others}))

    @cached_property
    def _by_name(self) -> Mapping[str, Source]:
        return {source.name: source for source in self.files}

    def get(self, name: str) -> Source | None:
        """Return the file of that name inside the content folder, if there is one."""
        return self._by_name.get(name)

    def path(self, name: str) -> str:
        """Return how people know a file of that name, whether it exists or not."""
        return f"{self.folder}/{name}"


@dataclass(frozen=True)
class Words:
    """The words in content/strings that outputs ask for, by their keys under "say".

    `slots` are the names of the places to fill in each. Of some there must be so many `counts` of
    words in a text, or so many `points` with | between them.
    """

    slots: Mapping[str, frozenset[str]]
    counts: Mapping[str, int]
    points: Mapping[str, int]


@dataclass(frozen=True)
class Resources:
    """All that shows and is not content: fonts, pictures, templates by digest, and the day."""

    root: Path  # the project: the folder that holds press/
    today: date  # the day that is built for
    clock: date  # the day it was when this was read
    fonts: Mapping[str, frozenset[int]]  # family -> the code points all its weights have
    pictograms: Mapping[str, Outline]
    profile: bytes  # of the press: FOGRA39
    words: Words
    templates: Mapping[str, str]  # web/home.html, css/site.css, js/site.js -> text
    digests: Mapping[str, str]  # path of a file of templates/, assets/, press/ -> SHA-256
    versions: Mapping[str, str]  # of all libraries that are installed, of Python and of zlib
