"""Plan the site: Campaign -> Plan, every file by path and what it is about. Pure.

A job says what a file is; compose makes of it all that shows. Jobs come in groups: one for each
commune, which shows nothing of other communes, one for the library with its print runs, and one for
all else. Two jobs for one path is a problem that names both, found before anything is written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from press.outputs.library import facets
from press.site import redirects
from press.site import paths
from press.base.diag import ContentError, Problem, Span
from press.content.model.campaign import EDITION, Campaign, Commune, Format, Language, Message, Variant
from press.content.model.variant import PICTURED, VARIANTS
from press.site.redirects import Move

TICKETS = frozenset({"ticket", "ticket-csv"})  # views
SHARED = ""  # the name of the group that belongs to no commune
SEARCH = "search"  # of the group that is the search index, whose files only its maker can name
LIBRARY = "library"  # of the group of the library of materials and the print runs it tells of
MOST_MAPPED = 45_000  # addresses in a file of the map; the protocol (sitemaps.org) ends at 50,000


@dataclass(frozen=True)
class Job:
    """One file of the site. `view` tells pages and feeds apart; ids may not apply."""

    path: str
    kind: str  # as in manifest.json: page feed calendar card print thumb pack asset data
    view: str
    language: str | None = None
    message: str | None = None
    commune: str | None = None
    format: str | None = None
    page: str | None = None
    variant: Variant | None = None
    width: int | None = None  # px of a cover
    audience: str | None = None
    shelf: str | None = None  # of the library: "mau/den-trang"
    part: int | None = None  # of the map of the site


class Plan:
    """Every file of a site, group by group, so that a nation's need not be held at once."""

    def __init__(self, campaign: Campaign) -> None:
        self._campaign = campaign
        self._communes = {commune.code: commune for commune in campaign.communes}
        index = () if campaign.on_disk else (SEARCH,)
        self.groups = (SHARED, *index, LIBRARY, *self._communes)

    def group(self, name: str) -> tuple[Job, ...]:
        """Return the jobs of a group, sorted by path: a commune's by its code."""
        if name == SEARCH:
            jobs = [Job(paths.SEARCH, "data", "index")]
        elif name == LIBRARY:
            jobs = list(_library(self._campaign))
        elif name == SHARED:
            jobs = [*_site(self._campaign)]
            for language in self._campaign.languages:
                jobs += _language(self._campaign, language)
        else:
            jobs = list(_commune(self._campaign, self._communes[name]))
        return tuple(sorted(jobs, key=lambda job: job.path))

    def variants(self, job: Job) -> tuple[Variant, ...]:
        """Return what a small picture is not the picture of."""
        form = next(form for form in self._campaign.formats if form.id == job.format)
        made = form.files(job.message or "")
        return tuple(variant for variant in made if variant and variant != PICTURED)

    def count(self, names: Collection[str]) -> int:
        """Return how many files there are in some groups, but for the index of the search.

        All communes have equally many, but for those that had other names.
        """
        communes = [self._communes[name] for name in names if name in self._communes]
        plain = [commune for commune in communes if not commune.aliases]
        rest = set(names) - {commune.code for commune in plain} - {SEARCH}
        one = sum(len(self.group(commune.code)) for commune in plain[:1])
        return sum(len(self.group(name)) for name in rest) + one * len(plain)

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs."""
        return tuple(job for name in self.groups for job in self.group(name))


def order(job: Job) -> tuple[int, tuple[str, ...]]:
    """Return a key by which files are made after those they show: tickets, packs, pages.

    Pieces of one imprint are made one after another.
    """
    ranks = dict.fromkeys(TICKETS, 1) | {"contact-sheet": 1, "worker": 4}
    of_kind = {"card": 0, "print": 0, "thumb": 0, "pack": 2}
    rank = ranks.get(job.view, of_kind.get(job.kind, 3))
    return rank, (job.format or "", job.language or "", job.message or "", job.path)


def make_plan(campaign: Campaign) -> Plan:
    """Return every file of the site.   Raises ContentError where two would have one path.

    Communes have folders of their own, by their codes, so one stands for all. No other has a
    former name of theirs: press/check/aliases.py has seen to that.
    """
    plan = Plan(campaign)
    by_path: dict[str, Job] = {}
    problems = []
    for name in plan.groups[:4]:
        for job in plan.group(name):
            other = by_path.setdefault(job.path.casefold(), job)
            if other is not job:
                problems.append(_same_path(campaign, other, job))
    if problems:
        raise ContentError(problems)
    return plan


def _site(campaign: Campaign) -> Iterator[Job]:
    if not campaign.on_disk:  # what only servers and search engines need
        yield Job(paths.SITEMAP, "data", "sitemaps")
        for part in range(len(map_parts(campaign))):
            yield Job(paths.sitemap(part), "data", "sitemap", part=part)
        yield Job("robots.txt", "data", "robots")
        yield Job("404.html", "page", "missing", campaign.master.tag)
        yield Job(paths.WORKER, "asset", "worker")
    yield Job(paths.CSS, "asset", "css")
    yield Job(paths.FONT, "asset", "font")
    for name in paths.SCRIPTS:
        yield Job(paths.script(name), "asset", "script")
    yield Job(paths.FEED_CSS, "asset", "feed-css")
    yield from map(_moved, redirects.of_site(campaign))


def map_parts(campaign: Campaign) -> tuple[tuple[str, ...], ...]:
    """Return the groups that each part of the map tells of: so few that it is not too long."""
    each = len(campaign.languages) * (1 + len(campaign.messages))
    step, codes = max(1, MOST_MAPPED // each), [commune.code for commune in campaign.communes]
    return ((SHARED, LIBRARY), *(tuple(codes[i : i + step]) for i in range(0, len(codes), step)))


def _language(campaign: Campaign, language: Language) -> Iterator[Job]:
    tag = language.tag
    yield Job(paths.home(language), "page", "home", tag)
    yield Job(paths.messages(language), "page", "messages", tag)
    yield Job(paths.communes(language), "page", "communes", tag)
    yield Job(paths.search(language), "page", "search", tag)
    yield Job(paths.names(tag), "asset", "names", tag)
    yield Job(paths.places(language), "data", "places", tag)
    yield Job(paths.contact_sheet(language), "thumb", "contact-sheet", tag)
    yield Job(paths.events(language), "page", "events", tag)
    yield Job(paths.calendar(language), "calendar", "calendar", tag)
    for page in campaign.pages:
        yield Job(paths.standing(language, page), "page", "standing", tag, page=page.id)
    yield Job(paths.feeds(language), "page", "feeds", tag)
    yield Job(paths.opml(language), "data", "opml", tag)
    for variant in paths.FEEDS:
        yield Job(paths.feed(language, variant), "feed", variant, tag)
    for reader in campaign.audiences:
        yield Job(paths.audience(language, reader), "page", "audience", tag, audience=reader)
        for variant in paths.FEEDS:
            path = paths.feed(language, variant, reader=reader)
            yield Job(path, "feed", variant, tag, audience=reader)
    for message in campaign.messages:
        yield from _message(campaign, language, message)


def _message(campaign: Campaign, language: Language, message: Message) -> Iterator[Job]:
    """Yield a message's page of no commune, and its pictures."""
    tag = language.tag
    yield Job(paths.message(language, message), "page", "message", tag, message=message.id)
    for form in {form.id: form for form, _ in files(campaign, message, tag)}.values():
        path = paths.thumb(message, form, tag)
        yield Job(path, "thumb", "thumb", tag, message.id, format=form.id)
        path = paths.mini(message, form, tag)
        yield Job(path, "thumb", "mini", tag, message.id, format=form.id)
    if card := cover_format(campaign, message, tag):
        for width in paths.COVERS:
            path = paths.cover(message, tag, width)
            yield Job(path, "thumb", "cover", tag, message.id, format=card.id, width=width)


def _commune(campaign: Campaign, commune: Commune) -> Iterator[Job]:
    code = commune.code
    yield Job(paths.short(commune), "page", "short", campaign.master.tag, commune=code)
    yield Job(paths.pack(commune), "pack", "pack", commune=code)
    yield Job(paths.weights(commune), "data", "weights", commune=code)
    if any(designs(campaign)):
        for suffix, view in (("pdf", "ticket"), ("csv", "ticket-csv")):
            path = paths.ticket(commune, suffix)
            yield Job(path, "data", view, campaign.master.tag, commune=code)
    for language in campaign.languages:
        tag = language.tag
        yield Job(paths.commune(language, commune), "page", "commune", tag, commune=code)
        yield Job(paths.calendar(language, commune), "calendar", "calendar", tag, commune=code)
        for variant in paths.FEEDS:
            yield Job(paths.feed(language, variant, commune), "feed", variant, tag, commune=code)
        for message in campaign.messages:
            path = paths.commune_message(language, commune, message)
            yield Job(path, "page", "commune-message", tag, message.id, code)
            for form, made in files(campaign, message, tag):
                path = paths.piece(commune, message, form, tag, made)
                ids = (tag, message.id, code, form.id)
                yield Job(path, form.kind, "piece", *ids, variant=made)
    yield from map(_moved, redirects.of_commune(campaign, commune))


def _moved(move: Move) -> Job:
    """Return the page that sends on from a former path, or a file that stays there as well."""
    kinds = dict.fromkeys(paths.FEEDS, "feed") | {"calendar": "calendar"}
    ids = (move.language, move.message, move.commune)
    return Job(move.path, kinds.get(move.view, "page"), move.view, *ids, page=move.page)


def _library(campaign: Campaign) -> Iterator[Job]:
    for form in campaign.formats:
        made = tuple(editions(campaign, form))
        if made:
            yield Job(paths.edition_pack(form), "pack", "edition-pack", format=form.id)
        for tag, message in made:
            path = paths.edition(message, form, tag)
            yield Job(path, "print", "edition", tag, message.id, format=form.id, variant=EDITION)
    for language in campaign.languages:
        tag = language.tag
        yield Job(paths.library(language), "page", "library", tag)
        for shelf, (item, *_) in facets.shelves(campaign).items():
            of = item.message.id if shelf.startswith("thong-diep/") else None
            form_id = item.form.id if shelf.startswith("an-pham/") else None
            path = paths.library(language, shelf)
            yield Job(path, "page", "library", tag, of, format=form_id, shelf=shelf)


def editions(campaign: Campaign, form: Format) -> Iterator[tuple[str, Message]]:
    """Yield in which languages and of which messages a format is made for all communes at once."""
    for tag in form.languages if form.kind == "print" and campaign.communes else ():
        for message in campaign.messages:
            if tag in message.translations and form.is_for(message.id, EDITION):
                yield tag, message


def designs(
    campaign: Campaign,
) -> Iterator[tuple[Format, Language, Message, tuple[Variant, ...]]]:
    """Yield what a commune may have printed, format by format, and which files shops get of it."""
    for form in campaign.formats:
        for language in campaign.languages:
            for message in campaign.messages if language.tag in form.languages else ():
                made = tuple(v for v in form.files(message.id) if v and VARIANTS[v].for_shops)
                if made and language.tag in message.translations:
                    yield form, language, message, made


def files(
    campaign: Campaign, message: Message, tag: str
) -> Iterator[tuple[Format, Variant | None]]:
    """Yield what is made of a message in a language: formats and their variants, in order.

    Nothing is made of a message in a language that it is not translated into.
    """
    for form in campaign.formats:
        if tag in form.languages and tag in message.translations:
            yield from ((form, variant) for variant in form.files(message.id))


def cover_format(campaign: Campaign, message: Message, tag: str) -> Format | None:
    """Return the format of the picture that stands for a message: the first of its cards."""
    made = (form for form, _ in files(campaign, message, tag) if form.kind == "card")
    return next(made, None)


def _same_path(campaign: Campaign, first: Job, second: Job) -> Problem:
    spans = [_source(campaign, job) for job in (first, second)]
    return Problem(
        max(spans),
        "same-path",
        f"{first.path} would be written twice: for {min(spans)} and for {max(spans)}",
        "give one of them another id, code or file name",
    )


def _source(campaign: Campaign, job: Job) -> Span:
    """Return the place in content that most nearly decides a job's path."""
    for move in redirects.of_site(campaign) if job.view == "moved" else ():
        if move.path == job.path:
            return move.span
    wanted = (
        (job.page, campaign.pages, "id"),
        (job.format, campaign.formats, "id"),
        (job.message, campaign.messages, "id"),
        (job.commune, campaign.communes, "code"),
        (job.language, campaign.languages, "tag"),
    )
    for value, records, key in wanted:
        for record in records:
            if value is not None and getattr(record, key) == value:
                return record.marks.span
    return campaign.settings.marks.span
