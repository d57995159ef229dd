"""Run a build: the stages in order, the work spread over processes.

Work goes by groups: a commune's files, and all files that belong to none. What the ledger knows
of an unchanged group is kept without another look at what it shows. For the others, all artworks
are drawn first (a text that does not fit is found there), then group after group is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from press import __version__
from press.diag import ContentError, Problem
from press.digest import digest
from press.kit import Kit, Sources
from press.ledger import Group, Ledger, Made, line
from press.make import TOUCHED, Batch, Maker
from press.manifest import manifest
from press.model import Campaign, Commune
from press.plan import SHARED, Plan
from press.progress import Progress
from press.store import Store
from press.workers import Draw, Make, Workers
from press.write import MANIFEST, Site

FEW = 2  # groups that are made sooner than other processes have started
COMMUNES = "communes.csv"


@dataclass(frozen=True)
class Project:
    """All that a site is made from."""

    sources: Sources
    kit: Kit
    campaign: Campaign
    plan: Plan

    @cached_property
    def common(self) -> str:
        """The digest of all that any file may show but communes: nothing else can change one."""
        texts = {file.name: file.text for file in self.sources.files if file.name != COMMUNES}
        kit, shown = self.kit, [message.id for message in self.campaign.messages]
        return digest(__version__, texts, kit.digests, kit.versions, kit.today.isoformat(), shown)

    @cached_property
    def keys(self) -> dict[str, str]:
        """What each group is made from: a commune's own row, or all of them."""
        keys = {
            commune.code: digest(self.common, *(getattr(commune, name) for name in _COLUMNS))
            for commune in self.campaign.communes
        }
        everything = digest(self.common, keys)
        return {SHARED: everything, **keys, MANIFEST: everything}


_COLUMNS = tuple(name for name in Commune.model_fields if name != "marks")


@dataclass
class Outcome:
    """What a build did, in numbers of files; `drawn` counts new drawings, parts included.

    `why` counts the files that were made by kind and by the reason why.
    """

    files: int = 0
    made: int = 0
    removed: int = 0
    drawn: int = 0
    why: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, batch: Batch) -> None:
        """Count what a task did."""
        self.made += batch.why.total()
        self.drawn += batch.drawn
        self.why += batch.why


@dataclass(frozen=True)
class Survey:
    """How the present site compares with what it should be."""

    ledger: Ledger
    standing: frozenset[str]  # groups that are as they should be
    stale: tuple[str, ...]  # groups of the plan in which something may have changed
    known: frozenset[str]  # paths of all its files

    @property
    def is_current(self) -> bool:
        """Whether nothing is to be done at all."""
        return not self.stale and MANIFEST in self.standing and self.standing == self.ledger.names


def survey(project: Project, site: Site) -> Survey:
    """Compare the present site with what it should be, group by group."""
    ledger = site.ledger
    known: set[str] = set()
    standing: set[str] = set()
    for group in ledger.groups():
        known.update(made.path for made in group.made)
        if group.key == project.keys.get(group.name) and site.stands(*group.made):
            standing.add(group.name)
    stale = tuple(name for name in project.plan.groups if name not in standing)
    return Survey(
        ledger, frozenset(standing), stale, frozenset(known or site.listed()) | {MANIFEST}
    )


def build(
    project: Project, site: Site, store: Store, workers: Workers, progress: Progress
) -> Outcome:
    """Bring the site up to date.

    Raises ContentError, and then the site is as it was; what was made is there for the next time.
    """
    found = survey(project, site)
    site.refuse_foreign(found.known)
    if found.is_current:
        site.abandon()
        return Outcome(len(found.known) - 1)
    kept, fresh = _take_over(project, site, found)
    stale = [name for name in project.plan.groups if name not in kept | fresh]
    progress.begin(project.plan.count(stale))
    outcome = Outcome()
    redraw = found.ledger.inputs != project.common
    hands = workers if redraw or len(stale) > FEW else Workers(1)
    with hands.start(project.campaign, project.kit, store.folder, site) as run:
        if redraw:
            list(_sound(run(_drawings(project.plan)), outcome))
        tasks = (Make(name, found.ledger.group(name).made) for name in stale)
        for batch in _sound(run(tasks), outcome):
            site.note(Group(batch.name, project.keys[batch.name], batch.made))
            fresh.add(batch.name)
            progress.step(len(batch.made))
    paths = _finish(project, site, found.ledger, fresh)
    outcome.files = len(paths) - 1
    outcome.removed = len(found.known - paths)
    return outcome


def _take_over(project: Project, site: Site, found: Survey) -> tuple[set[str], set[str]]:
    """See that the new site has every group that is as it should be.

    Returns the names of those of the present site, and of those that a stopped build had made.
    """
    names, journal = project.plan.groups, site.journal
    kept = {n for n in names if n in found.standing and site.keep(*found.ledger.group(n).made)}
    begun = {n for n in names if n not in kept and journal.group(n).key == project.keys[n]}
    return kept, {name for name in begun if site.keep(*journal.group(name).made)}


def _drawings(plan: Plan) -> Iterator[Draw]:
    """Yield a task for every artwork there is, by its small picture."""
    return (Draw(job) for job in plan.group(SHARED) if job.view == "thumb")


def _sound(batches: Iterator[Batch], outcome: Outcome) -> Iterator[Batch]:
    """Yield batches without problems, and in the end raise ContentError with all problems."""
    found: list[Problem] = []
    for batch in batches:
        outcome.add(batch)
        found += batch.problems
        if not batch.problems:
            yield batch
    if found:
        raise ContentError(found)


def _finish(project: Project, site: Site, ledger: Ledger, fresh: set[str]) -> set[str]:
    """Write manifest and ledger, switch the new site in, and return the paths of its files."""
    journal, names, paths = site.journal, project.plan.groups, {MANIFEST}

    def groups() -> Iterator[Group]:
        for name in names:
            group = (journal if name in fresh else ledger).group(name)
            paths.update(made.path for made in group.made)
            yield group

    written = site.write(MANIFEST, manifest(project.campaign, groups()))
    row = Made(MANIFEST, "data", None, None, None, None, "", *written)
    lines = ((journal if name in fresh else ledger).line(name) for name in names)
    last = line(Group(MANIFEST, project.keys[MANIFEST], (row,)))
    site.finish(project.common, chain(lines, [last]), paths)
    return paths


def plan(project: Project, site: Site, store: Store) -> tuple[Outcome, Counter[str]]:
    """Return what a build would do, and how many files there are of each kind."""
    found = survey(project, site)
    maker = Maker(project.campaign, project.kit, store, site)
    outcome, kinds, paths = Outcome(), Counter[str](), {MANIFEST}
    for name in project.plan.groups:
        jobs = project.plan.group(name)
        kinds.update(job.kind for job in jobs)
        paths.update(job.path for job in jobs)
        if name in found.stale:
            known = {made.path: made for made in found.ledger.group(name).made}
            for job, _, _, why in maker.survey(name, known):
                if why or not site.stands(known[job.path]):
                    outcome.why[job.kind, why or TOUCHED] += 1
    outcome.files = len(paths) - 1
    outcome.made = outcome.why.total()
    outcome.removed = len(found.known - paths)
    return outcome, kinds


def prove(project: Project, site: Site, store: Store) -> None:
    """Draw all artworks and imprints, write no site.   Raises ContentError for unfit texts."""
    campaign = project.campaign
    maker = Maker(campaign, project.kit, store, site)
    found: list[Problem] = []
    for task in _drawings(project.plan):
        found += maker.draw(task.job).problems
    for commune in campaign.communes:
        found += maker.prove(commune.code)
    if found:
        raise ContentError(found)
