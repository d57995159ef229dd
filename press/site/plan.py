"""The plan of a site: every file by its path and what it is about. Pure.

A job says what a file is; compose makes of it all that shows. Jobs come in groups: one for each
commune, which shows nothing of other communes, and a few for what belongs to none. Two jobs for
one path is a problem that names both, found before anything is written.

A file may show others of its own group alone. Which files there are is said by planners, one for
each kind of output (press/outputs/registry.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from press.base.diag import ContentError, Problem, Span
from press.content.model.campaign import Campaign, Commune, Variant
from press.site import redirects

SHARED = ""  # the group of what belongs to no commune
LIBRARY = "library"  # of the library of materials and the print runs it tells of
SEARCH = "search"  # of the search index


@dataclass(frozen=True)
class Job:
    """One file of the site, or a folder of files whose names only its maker knows: `a/`.

    `view` is what the file is, and tells which output makes it; `kind` is the word under which it
    is counted. The ids after them say what it is about; those that do not apply are None.
    """

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
    packed: str = ""  # its name in the commune's pack, if it is in it

    @property
    def is_folder(self) -> bool:
        """Whether it stands for many files."""
        return self.path.endswith("/")


class Planner(NamedTuple):
    """Which files of one output there are: those of a commune, or those that belong to none.

    The latter are in the planner's group.
    """

    group: str
    jobs: Callable[[Campaign, Commune | None], Iterable[Job]]


class Plan:
    """Every file of a site, group by group, so that a nation's need not be held at once."""

    def __init__(self, campaign: Campaign, planners: Sequence[Planner]) -> None:
        self._campaign = campaign
        self._planners = planners
        self._communes = {commune.code: commune for commune in campaign.communes}
        self.shared = tuple(dict.fromkeys(p.group for p in planners if any(p.jobs(campaign, None))))
        self.groups = (*self.shared, *self._communes)
        self._last: dict[str, tuple[Job, ...]] = {}  # the group that was asked for last

    def group(self, name: str) -> tuple[Job, ...]:
        """Return the jobs of a group, sorted by path: a commune's by its code."""
        if name not in self._last:
            self._last = {name: self._planned(name)}
        return self._last[name]

    def _planned(self, name: str) -> tuple[Job, ...]:
        commune = self._communes.get(name)
        planners = (p for p in self._planners if commune or p.group == name)
        jobs = (job for planner in planners for job in planner.jobs(self._campaign, commune))
        return tuple(sorted(jobs, key=lambda job: job.path))

    def count(self, names: Collection[str]) -> int:
        """Return how many files there are in some groups, those of folders left out.

        All communes have equally many, but for those that had other names.
        """
        communes = [self._communes[name] for name in names if name in self._communes]
        plain = [commune.code for commune in communes if not commune.aliases]
        rest = set(names).difference(plain)
        return sum(map(self._count, rest)) + sum(map(self._count, plain[:1])) * len(plain)

    def _count(self, name: str) -> int:
        return sum(not job.is_folder for job in self.group(name))

    @property
    def jobs(self) -> tuple[Job, ...]:
        """All jobs."""
        return tuple(job for name in self.groups for job in self.group(name))


def made_plan(campaign: Campaign, planners: Sequence[Planner]) -> Plan:
    """Return every file of the site.   Raises ContentError where two would have one path.

    Communes have folders of their own, by their codes, so one stands for all. No other has a
    former name of theirs: press/content/check/aliases.py has seen to that.
    """
    plan = Plan(campaign, planners)
    by_path: dict[str, Job] = {}
    problems = []
    for name in plan.groups[: len(plan.shared) + 1]:
        for job in plan.group(name):
            other = by_path.setdefault(job.path.casefold(), job)
            if other is not job:
                problems.append(_same_path(campaign, other, job))
    if problems:
        raise ContentError(problems)
    return plan


def of_redirects(
    campaign: Campaign, commune: Commune | None, kinds: dict[str, str]
) -> Iterator[Job]:
    """Yield what stays at former paths of a commune, or of what belongs to none.

    `kinds` has the views that are wanted, and the kind of file each is.
    """
    moves = redirects.of_commune(campaign, commune) if commune else redirects.of_site(campaign)
    for move in moves:
        if move.view in kinds:
            ids = (move.language, move.message, move.commune)
            yield Job(move.path, kinds[move.view], move.view, *ids, page=move.page)


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
