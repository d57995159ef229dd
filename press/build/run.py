"""Run a build: the stages in order, the work spread over processes.

Work goes by groups: a commune's files, and all files that belong to none. What the ledger knows
of an unchanged group is kept without another look at what it shows. The others are made one after
another; before that, if anything has changed that all groups share, what many files are made of
is drawn: artworks and imprints. A text that does not fit is found there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from itertools import chain

from press.base.diag import ContentError, Problem
from press.build.fingerprints import kept_fingerprints
from press.build.ledger import Group, Ledger, Made, line
from press.build.make import TOUCHED, Batch, Maker, Workplace
from press.build.manifest import manifest
from press.build.progress import Progress
from press.build.site import MANIFEST, Site
from press.build.staleness import Outcome, Project, Staleness
from press.build.store import Store
from press.build.tasks import Draw, Make, begin
from press.build.workers import bounded, started
from press.outputs.registry import drawings

FEW = 2  # groups that are made sooner than other processes have started


def build(found: Staleness, store: Store, *, jobs: int, quiet: bool) -> Outcome:
    """Bring the site up to date.

    Raises ContentError, and then the site is as it was; what was made is there for the next time.
    """
    project, site, outcome = found.project, found.site, Outcome()
    site.begin()
    kept, fresh = _take_over(found)
    stale = [name for name in project.plan.groups if name not in kept | fresh]
    redraw = found.ledger.inputs != project.common
    drawn = _drawings(project, stale) if redraw else ()
    work = jobs if redraw else len(stale) if len(stale) > FEW else 1
    start = partial(begin, workplace(project, site, store), store.folder)
    with (
        Progress(project.plan.count(stale), quiet=quiet) as progress,
        started(bounded(jobs, work), start) as run,
    ):
        list(_sound(run(drawn), outcome))
        tasks = (Make(name, project.keys[name], found.ledger.line(name)) for name in stale)
        for batch in _sound(run(tasks), outcome):
            site.note(batch.line)
            fresh.add(batch.name)
            progress.step(batch.files)
    outcome.removed = _removed(found, fresh)
    outcome.files = _finish(found, fresh)
    return outcome


def _drawings(project: Project, stale: Iterable[str]) -> Iterator[Draw]:
    """Yield what is drawn before the files of some groups are made."""
    names = frozenset(stale)
    communes = [commune for commune in project.campaign.communes if commune.code in names]
    return (Draw(jobs) for jobs in drawings(project.campaign, communes))


def _take_over(found: Staleness) -> tuple[set[str], set[str]]:
    """See that the new site has every group that is as it should be.

    Returns the names of those of the present site, and of those that a stopped build had made.
    """
    project, site, journal = found.project, found.site, found.site.journal
    names = project.plan.groups
    kept = {n for n in names if n in found.current and site.keep(*found.ledger.group(n).made)}
    begun = {n for n in names if n not in kept and journal.group(n).key == project.keys[n]}
    return kept, {name for name in begun if site.keep(*journal.group(name).made)}


def workplace(project: Project, site: Site, store: Store) -> Workplace:
    """Return where the files of a project are made."""
    found = kept_fingerprints(project.resources, store)
    return Workplace(project.campaign, project.resources, found, site)


def _sound(batches: Iterator[Batch], outcome: Outcome) -> Iterator[Batch]:
    """Add each batch to the outcome and yield those without problems.

    Raises ContentError with all problems, after the last batch.
    """
    found: list[Problem] = []
    for batch in batches:
        outcome.made += batch.why.total()
        outcome.drawn += batch.drawn
        outcome.why += batch.why
        found += batch.problems
        if not batch.problems:
            yield batch
    if found:
        raise ContentError(list(dict.fromkeys(found)))  # variants share their texts


def _removed(found: Staleness, fresh: set[str]) -> int:
    """Return how many files of the present site the new one will not have."""
    journal, wanted = found.site.journal, frozenset(found.project.plan.groups)
    changed = (n for n in found.ledger.names - {MANIFEST} if n in fresh or n not in wanted)
    return sum(len(_paths(found.ledger, name) - _paths(journal, name)) for name in changed)


def _paths(ledger: Ledger, name: str) -> set[str]:
    return {made.path for made in ledger.group(name).made}


def _finish(found: Staleness, fresh: set[str]) -> int:
    """Write manifest and ledger, switch the new site in, and return how many files it has."""
    project, site, ledger, journal = found.project, found.site, found.ledger, found.site.journal
    names, paths = project.plan.groups, {MANIFEST}

    def groups() -> Iterator[Group]:
        for name in names:
            group = (journal if name in fresh else ledger).group(name)
            paths.update(made.path for made in group.made)
            yield group

    written = site.write(MANIFEST, manifest(project.campaign, groups()))
    row = Made(MANIFEST, "data", None, None, None, None, None, "", *written)
    lines = ((journal if name in fresh else ledger).line(name) for name in names)
    last = line(Group(MANIFEST, project.keys[MANIFEST], (row,)))
    site.finish(project.common, chain(lines, [last]), paths)
    return len(paths) - 1


def plan(found: Staleness, store: Store) -> tuple[Outcome, Counter[str]]:
    """Return what a build would do, and how many files there are of each kind."""
    project, site = found.project, found.site
    maker = Maker(workplace(project, site, store), store)
    outcome, kinds, paths = Outcome(), Counter[str](), {MANIFEST}
    for name in project.plan.groups:
        jobs = project.plan.group(name)
        kinds.update(job.kind for job in jobs)
        known = {made.path: made for made in found.ledger.group(name).made}
        folders = tuple(job.path for job in jobs if job.is_folder)
        paths.update(job.path for job in jobs if not job.is_folder)
        paths.update(path for path in known if path.startswith(folders))
        for file in maker.files(name, known) if name in found.stale else ():
            made = known.get(file.job.path)
            if file.why or (made and not site.stands(made)):
                outcome.why[file.job.kind, file.why or TOUCHED] += 1
    outcome.files = len(paths) - 1
    outcome.made = outcome.why.total()
    old = (made.path for group in found.ledger.groups() for made in group.made)
    outcome.removed = sum(path not in paths for path in old)
    return outcome, kinds


def refuse_unfit(project: Project, site: Site, store: Store) -> None:
    """Draw all artworks and imprints, write no site.   Raises ContentError for unfit texts."""
    campaign = project.campaign
    maker = Maker(workplace(project, site, store), store)
    found: list[Problem] = []
    for jobs in drawings(campaign, campaign.communes[-1:]):
        found += maker.draw(jobs).problems
    for commune in campaign.communes:
        found += maker.unfit(commune.code)
    if found:
        raise ContentError(found)
