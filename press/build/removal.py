"""Removal: what a build would take from people who see the present site, and nobody has said so.

A cut table or a lost folder is no problem of content: it is a smaller campaign. So the present
site is asked what it was made from (its ledger, or its manifest if that is lost), and what would be
gone is named, printed addresses first. What people intended is not: an alias keeps the old address,
and days come and go: a message that expires, or a build as on another day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from press.base.diag import ContentError, Problem, Span, counted
from press.build.ledger import Made
from press.build.site import MANIFEST, Site
from press.build.staleness import Project, Staleness
from press.site import paths, redirects
from press.site.plan import SHARED

NAMED = 20  # at most, of each kind
MOST = 10  # a loss of more than this part of all files is asked about, whatever they are
HINT = "if it was lost, put it back; if it is meant, build with --remove"
_DERIVED = re.compile(r"(?:[a-z-]+/)?(?:tai-lieu|danh-cho)/")  # pages that come with messages


class RemovalError(ContentError):
    """What would be gone, in order of what hurts most."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        ordered = tuple(problems)
        super().__init__(ordered)
        self.problems = ordered


class Row(NamedTuple):
    """A file of the present site: what both its ledger and its manifest tell."""

    path: str
    kind: str
    language: str | None
    message: str | None
    commune: str | None
    format: str | None


@dataclass
class Present:
    """What the present site was made from: ids, and how many files are of each."""

    files: int = 0
    communes: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    printed: set[str] = field(default_factory=set)  # codes of addresses on print
    places: dict[str, str] = field(default_factory=dict)  # folder of a commune -> its code
    names: dict[str, str] = field(default_factory=dict)  # format -> the name of some file
    pages: list[Row | Made] = field(default_factory=list)  # of no commune

    def add(self, row: Row | Made) -> None:
        """Take account of a file."""
        if row.commune:
            self.communes[row.commune] += 1
        if row.message:
            self.messages[row.message] += 1
        if row.format:
            self.formats[row.format] += 1
        if row.language:
            self.languages[row.language] += 1
        if row.kind == "page":
            self._page(row)
        elif row.commune and row.format:
            self.names[row.format] = row.path
        self.files += not row.path.startswith(paths.SEARCH)  # named by what is in them

    def _page(self, row: Row | Made) -> None:
        first, *rest = row.path.split("/")
        if not row.commune:
            self.pages += [] if _DERIVED.match(row.path) else [row]
        elif first == "x":
            self.printed.add(rest[0])
        elif first == "xa":
            self.places[rest[0]] = row.commune


def refuse(found: Staleness) -> tuple[Problem, ...]:
    """Raise RemovalError if a build would take away what nobody has said to; return warnings."""
    problems = tuple(removals(found))
    if any(problem.severity == "error" for problem in problems):
        raise RemovalError(problems)
    return problems


def removals(found: Staleness) -> Iterator[Problem]:
    """Yield what would be gone, in order of what hurts most."""
    if found.is_current:
        return
    project, present = found.project, _present(found)
    if project.campaign != project.whole:
        yield from _some(project, present, found.site)
        return
    yield from _communes(project, present)
    yield from _messages(project, present, found.site)
    yield from _formats(project, present)
    yield from _languages(project, present)
    yield from _pages(project, present)
    yield from _places(project, present)
    yield from _files(project, present, found.site)


def _present(found: Staleness) -> Present:
    present, ledger = Present(), found.ledger
    sound = MANIFEST in ledger  # which is its last line
    made = (made for group in ledger.groups() for made in group.made)
    for row in made if sound else _told(found.site.told()):
        if row.path != MANIFEST:
            present.add(row)
    return present


def _told(manifest: Mapping[str, object]) -> Iterator[Row]:
    """Yield the files that a manifest tells of, as far as it makes sense."""
    files = manifest.get("files")
    for file in files if isinstance(files, list) else ():
        with suppress(KeyError, TypeError):
            row = Row(*(file[name] for name in Row._fields))
            if all(isinstance(value, str) for value in row if value is not None) and row.path:
                yield row


def _some(project: Project, present: Present, site: Site) -> Iterator[Problem]:
    """Yield that some would stand in place of the whole. A site of some may come and go."""
    codes = {commune.code for commune in project.whole.communes}
    ids = {message.id for message in project.whole.messages}
    if codes <= present.communes.keys() and ids <= present.messages.keys() and present.files:
        message = "this folder holds the whole campaign, and only some of it would be left"
        hint = "build into another folder: without --site it is site-try; or add --remove"
        yield Problem(Span(site.folder.name), "would-remove", message, hint)


def _communes(project: Project, present: Present) -> Iterator[Problem]:
    """Yield printed addresses that would lead nowhere."""
    kept = {name for c in project.campaign.communes for name in (c.code, *c.aliases)}
    codes = {*present.communes, *present.printed} - kept
    folders = {code: folder.partition("-")[2] for folder, code in present.places.items()}
    if codes:
        named = [f"x/{code}/ ({folders.get(code, 'a former code')})" for code in sorted(codes)]
        what = counted(len(codes), "printed address", "printed addresses")
        size = _size(present.communes, codes)
        message = f"{what} would lead nowhere: {_listed(named)}; {size}"
        hint = f'a code that has changed goes into the column "aliases"; {HINT}'
        span = Span(project.sources.path("communes.csv"))
        yield Problem(span, "would-remove", message, hint)


def _places(project: Project, present: Present) -> Iterator[Problem]:
    """Yield a warning of folders of communes that have another name: their codes still lead on."""
    campaign = project.campaign
    codes = {name for c in campaign.communes for name in (c.code, *c.aliases)}
    moved = (
        move for commune in campaign.communes for move in redirects.of_commune(campaign, commune)
    )
    kept = {parts[1] for move in moved if (parts := move.path.split("/"))[0] == "xa"}
    kept |= {paths.place(commune) for commune in campaign.communes}
    lost = sorted(f for f, code in present.places.items() if code in codes and f not in kept)
    if lost:
        what = counted(len(lost), "address of a commune", "addresses of communes")
        message = f"{what} would be gone: {_listed(f'xa/{folder}/' for folder in lost)}"
        hint = 'where links lead there, write it, without xa/, into "aliases" of the new name'
        span = Span(project.sources.path("communes.csv"))
        yield Problem(span, "would-remove", message, hint, "warning")


def _messages(project: Project, present: Present, site: Site) -> Iterator[Problem]:
    """Yield messages that are withdrawn, but for those that only the day takes away."""
    gone = sorted(_gone_messages(project, present))
    before = _day(site) if gone else None
    for name in gone:
        span, why = Span(project.sources.path("messages")), "its folder is not there"
        hint = f'an id that has changed goes into "aliases"; {HINT}'
        if unshown := project.hidden.get(name):
            if unshown.publish and (before is None or unshown.is_shown(before)):
                continue
            span, why = unshown.span, f"it {unshown.why(project.campaign.today)[0]}"
            hint = "if it is meant, build with --remove"
        size = _size(present.messages, [name])
        message = f'the message "{name}" would be gone: {why}; {size}'
        yield Problem(span, "would-remove", message, hint)


def _gone_messages(project: Project, present: Present) -> set[str]:
    shown = project.campaign.messages
    return present.messages.keys() - {name for m in shown for name in (m.id, *m.aliases)}


def _day(site: Site) -> date | None:
    """Return the day the present site was built for."""
    with suppress(ValueError):
        return date.fromisoformat(str(site.told().get("today")))
    return None


def _formats(project: Project, present: Present) -> Iterator[Problem]:
    forms = project.campaign.formats
    gone = present.formats.keys() - {form.id for form in forms}
    # Files of one that has only another id stay where they are.
    kept = [
        name for name in gone if any(f"_{f.file}_" in present.names.get(name, "") for f in forms)
    ]
    yield from _tables(project, "format", present.formats, gone.difference(kept))


def _languages(project: Project, present: Present) -> Iterator[Problem]:
    gone = present.languages.keys() - {language.tag for language in project.campaign.languages}
    yield from _tables(project, "language", present.languages, gone)


def _tables(
    project: Project, kind: str, present: Counter[str], gone: Collection[str]
) -> Iterator[Problem]:
    """Yield the tables of a file that would be gone with all that is made of them."""
    if gone:
        what, size = counted(len(gone), kind), _size(present, gone)
        message = f"{what} would be gone: {_listed(sorted(gone))}; {size}"
        span = Span(project.sources.path(f"{kind}s.toml"))
        yield Problem(span, "would-remove", message, HINT)


def _pages(project: Project, present: Present) -> Iterator[Problem]:
    """Yield the addresses of other pages that would lead nowhere."""
    planned = {job.path for job in project.plan.group(SHARED)}
    messages = _gone_messages(project, present)
    tags = {language.tag for language in project.campaign.languages}
    lost = sorted(
        paths.address(row.path)
        for row in present.pages
        if row.path not in planned and row.message not in messages and row.language in tags
    )
    if lost:
        message = f"{counted(len(lost), 'page')} would be gone: {_listed(lost)}"
        hint = f'a name that has changed goes into "aliases"; {HINT}'
        yield Problem(Span(project.sources.path("pages")), "would-remove", message, hint)


def _files(project: Project, present: Present, site: Site) -> Iterator[Problem]:
    """Yield that much would be gone of what has its names still: variants of a format."""
    lost = present.files - project.plan.count(project.plan.groups)
    campaign = project.campaign
    named = present.communes.keys() == {commune.code for commune in campaign.communes}
    named &= present.formats.keys() <= {form.id for form in campaign.formats}
    named &= present.languages.keys() <= {language.tag for language in campaign.languages}
    named &= not _gone_messages(project, present)
    if named and lost * MOST > present.files:
        message = f"{lost:,} of {present.files:,} files would be gone"
        hint = f"compare the variants, messages and languages of formats.toml; {HINT}"
        yield Problem(Span(site.folder.name), "would-remove", message, hint)


def _size(present: Counter[str], names: Iterable[str]) -> str:
    return counted(sum(present[name] for name in names), "file")


def _listed(names: Iterable[str]) -> str:
    """Return the first of some names, and how many more there are."""
    every = list(names)
    more = f" and {len(every) - NAMED:,} more" if len(every) > NAMED else ""
    return ", ".join(every[:NAMED]) + more
