"""Parse content: Sources -> Parsed, records that know their lines. Never raises for content.

Every file is read to its end and every problem kept; `check` decides whether a Campaign comes of
it. Where a record fails, its Document is still there, so texts are checked all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from press.base.diag import Problem, Reported, Span, gathered
from press.base.outline import Layer
from press.content.model.campaign import (
    Commune,
    Format,
    Hotline,
    Language,
    Marks,
    Message,
    Rule,
    Settings,
    StandingPage,
    Strings,
    Visits,
)
from press.content.model.event import Event
from press.content.parse.communes import communes
from press.content.parse.events import events
from press.content.parse.folders import Folders, messages, pages
from press.content.parse.frontmatter import Document, document
from press.content.parse.schema import R, record
from press.content.parse.tables import toml
from press.content.parse.unread_files import KNOWN, misnamed, strangers
from press.content.resources import Source, Sources
from press.media.svg import UnfitError, layers

__all__ = ["Document", "Parsed", "parse"]

MASTER = "vi"  # until languages.toml can be read
NEEDED = (
    "campaign.toml",
    "languages.toml",
    "hotlines.toml",
    "imprint.toml",
    "formats.toml",
    "communes.csv",
)
LOGO = re.compile(r"logos/([a-z0-9]+(?:-[a-z0-9]+)*)\.svg")  # as Id in records


@dataclass(frozen=True)
class Parsed:
    """Everything that could be read, and every problem of reading it."""

    sources: Sources
    documents: tuple[Document, ...]  # as written, of every TOML and Markdown file
    settings: Settings | None
    visits: Visits | None
    languages: tuple[Language, ...]
    strings: Mapping[str, Strings]
    hotlines: Mapping[str, Hotline]
    rules: Mapping[str, Rule]
    logos: Mapping[str, tuple[Layer, ...]]
    formats: tuple[Format, ...]
    communes: tuple[Commune, ...]
    messages: tuple[Message, ...]
    pages: tuple[StandingPage, ...]
    events: tuple[Event, ...]
    problems: tuple[Problem, ...]

    @property
    def master(self) -> str:
        """The tag of the first language."""
        return next(iter(self.tables("languages.toml")), MASTER)

    @cached_property
    def told(self) -> frozenset[str]:
        """The paths of files that have a problem, and those that misnamed ones should have."""
        missed = (self.sources.path(name) for name in misnamed(self.sources).values())
        return frozenset((*missed, *(problem.span.path for problem in self.problems)))

    @cached_property
    def drafts(self) -> Mapping[str, Document]:
        """The master texts of messages that are drafts, right or wrong, by their folders."""
        return {
            file.source.folder: file
            for file in self.documents
            if file.source.path.endswith(f"/{self.master}.md")
            and file.values.get("status") == "draft"
        }

    @cached_property
    def _by_name(self) -> Mapping[str, Document]:
        return {file.source.name: file for file in self.documents}

    def tables(self, name: str) -> tuple[str, ...]:
        """Return the names of a file's tables, right or wrong; none if it cannot be read."""
        file = self._by_name.get(name)
        return _names_of_tables(file) if file else ()

    def ids(self, kind: str) -> frozenset[str]:
        """Return the names of the folders of messages or pages, right or wrong."""
        parts = (name.split("/") for name in self.sources.names)
        unread = (name.split("/") for name in self.sources.unread)
        folders = [p for p in parts if len(p) == 3] + [p for p in unread if len(p) == 2]
        return frozenset(names[1] for names in folders if names[0] == kind)


def parse(sources: Sources) -> Parsed:
    """Return the records of all files of content, with the problems of those that fail."""
    parsed, problems = gathered(_parsed(sources))
    return replace(parsed, problems=problems)


def _parsed(sources: Sources) -> Reported[Parsed]:
    yield from sources.problems
    yield from _missing(sources)
    yield from strangers(sources)
    documents = {file.source.name: file for file in (yield from _documents(sources))}
    campaign = documents.get("campaign.toml")
    counted = documents.get("visits.toml")
    tongues = documents.get("languages.toml")
    tags = _names_of_tables(tongues) if tongues else ()
    master = next(iter(tags), MASTER)
    table, occasions = sources.get("communes.csv"), sources.get("events.csv")
    languages = yield from _tables(Language, "tag", tongues)
    settings = (yield from record(Settings, campaign.values, campaign.marks)) if campaign else None
    visits = (yield from record(Visits, counted.values, counted.marks)) if counted else None
    strings = yield from _strings(documents, sources)
    hotlines = yield from _tables(Hotline, "id", documents.get("hotlines.toml"))
    rules = yield from _tables(Rule, "id", documents.get("imprint.toml"))
    return Parsed(
        sources=sources,
        documents=tuple(documents.values()),
        settings=settings,
        visits=visits,
        languages=languages,
        strings={item.language: item for item in strings},
        hotlines={hotline.id: hotline for hotline in hotlines},
        rules={rule.id: rule for rule in rules},
        logos=(yield from _logos(sources)),
        formats=(yield from _tables(Format, "id", documents.get("formats.toml"))),
        communes=(yield from communes(table)) if table else (),
        messages=(yield from messages(_by_folder(documents, "messages"), master)),
        pages=(yield from pages(_by_folder(documents, "pages"), master)),
        # Without languages nobody can tell which columns of events there should be.
        events=(yield from events(occasions, tags)) if occasions and tags else (),
        problems=(),
    )


def _missing(sources: Sources) -> Iterator[Problem]:
    told = {*sources.names, *misnamed(sources).values()}
    for name in NEEDED:
        if name not in told:
            span = Span(sources.path(name))
            yield Problem(span, "missing-file", "this file is needed and is not there")


def _documents(sources: Sources) -> Reported[list[Document]]:
    found = []
    for source in sources.files:
        file = None
        if source.name.endswith(".toml"):
            file = yield from toml(source)
        elif source.name.endswith(".md") and KNOWN.fullmatch(source.name):
            file = yield from document(source)
        if file and file.values:
            found.append(file)
        elif file:
            yield _empty(source)
    return found


def _empty(source: Source) -> Problem:
    message = "there are no fields between the dashes"
    if source.name.endswith(".toml"):
        message = "the file is empty"
    hint = "take back the file as it was, and change single lines"
    return Problem(Span(source.path), "empty-file", message, hint)


def _names_of_tables(file: Document) -> tuple[str, ...]:
    return tuple(name for name, table in file.values.items() if isinstance(table, Mapping))


def _tables(kind: type[R], key: str, file: Document | None) -> Reported[tuple[R, ...]]:
    """Return a record for each table of a file; the table's name is its `key`."""
    if file is None:
        return ()
    inside, found = _keys_inside(file), []
    for name, table in file.values.items():
        span = file.marks.at(name)
        if not isinstance(table, Mapping):
            message = f'"{name}" stands outside of any table'
            hint = "put it below a line with the table's name in square brackets"
            yield Problem(span, "unknown-key", message, hint)
            continue
        marks = Marks(span=span, keys=inside.get(name, {}))
        found.append((yield from record(kind, {**table, key: name}, marks)))
    return tuple(filter(None, found))


def _keys_inside(file: Document) -> Mapping[str, dict[str, Span]]:
    """Return the places of keys by the table they are in, whose name may hold dots."""
    found: dict[str, dict[str, Span]] = {name: {} for name in file.values}
    for key, span in file.marks.keys.items():
        parts = key.split(".")
        heads = (".".join(parts[:length]) for length in range(1, len(parts)))
        if head := next((head for head in heads if head in found), ""):
            found[head][key[len(head) + 1 :]] = span
    return found


def _logos(sources: Sources) -> Reported[dict[str, tuple[Layer, ...]]]:
    """Return the logos that can be drawn by the names of their files."""
    logos = {}
    for source in sources.files:
        if found := LOGO.fullmatch(source.name):
            try:
                logos[found[1]] = layers(source.text)
            except UnfitError as error:
                for fault in error.faults:
                    span = Span(source.path, fault.line, fault.column)
                    yield Problem(span, "bad-logo", fault.message, fault.hint)
    return logos


def _strings(documents: Mapping[str, Document], sources: Sources) -> Reported[tuple[Strings, ...]]:
    found = []
    for name, file in documents.items():
        if name.startswith("strings/"):
            tag = name.removeprefix("strings/").removesuffix(".toml")
            lexicon = _lexicon(sources.get(f"strings/compounds.{tag}.txt"))
            values = {**file.values, "language": tag}
            values.setdefault("compounds", lexicon)
            found.append((yield from record(Strings, values, file.marks)))
    return tuple(filter(None, found))


def _lexicon(source: Source | None) -> tuple[str, ...]:
    """Return the words of a list, one a line; what follows # is a remark."""
    lines = (line.partition("#")[0].split() for line in source.text.split("\n")) if source else ()
    return tuple(dict.fromkeys(" ".join(words) for words in lines if words))


def _by_folder(documents: Mapping[str, Document], kind: str) -> Folders:
    """Return the Markdown files of messages or pages by folder and language."""
    folders: dict[str, dict[str, Document]] = {}
    for name, file in documents.items():
        parts = name.removesuffix(".md").split("/")
        if parts[0] == kind:
            folders.setdefault(parts[1], {})[parts[2]] = file
    return folders
