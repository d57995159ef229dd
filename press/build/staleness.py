"""Staleness: what the present site is made from, compared with what it should be made from.

Content and resources are digested by groups of files, before anything is composed: a commune's
files show its own row and what all share, and nothing else. So most builds know here what they
need not look at again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from press import __version__
from press.base.diag import Problem
from press.base.digest import digest
from press.build.ledger import Ledger
from press.build.site import MANIFEST, Site
from press.content.check import Hidden
from press.content.model.campaign import Campaign, Commune
from press.content.resources import Resources, Sources
from press.site.plan import Plan

COMMUNES = "communes.csv"


@dataclass(frozen=True)
class Project:
    """All that a site is made from."""

    sources: Sources
    resources: Resources
    campaign: Campaign
    plan: Plan
    whole: Campaign  # of which `campaign` may be some communes and messages
    hidden: Mapping[str, Hidden]  # messages that are not shown today
    warnings: tuple[Problem, ...] = ()  # of the content

    @cached_property
    def common(self) -> str:
        """The digest of all that any file may show but communes: nothing else can change one."""
        texts = {file.name: file.text for file in self.sources.files if file.name != COMMUNES}
        resources, shown = self.resources, [message.id for message in self.campaign.messages]
        on_disk = self.campaign.on_disk
        return digest(
            __version__,
            texts,
            resources.digests,
            resources.versions,
            resources.today.isoformat(),
            shown,
            on_disk,
        )

    @cached_property
    def keys(self) -> dict[str, str]:
        """What each group is made from, as a digest by the name of the group.

        A commune's is of its own row; what belongs to none is made from all rows without contacts,
        and `Maker` gives its composers no more than that.
        """
        campaign = self.campaign
        shared = digest(self.common, *map(_row, campaign.without_contacts().communes))
        own = {one.code: digest(self.common, _row(one)) for one in campaign.communes}
        everything = digest(shared, own)
        return {**dict.fromkeys(self.plan.shared, shared), **own, MANIFEST: everything}


def _row(commune: Commune) -> list[object]:
    return [getattr(commune, name) for name in _COLUMNS]


_COLUMNS = tuple(name for name in Commune.model_fields if name != "marks")


@dataclass
class Outcome:
    """What a build did, in numbers of files; `drawn` counts what was drawn into the store.

    `why` counts the files that were made by kind and by the reason why.
    """

    files: int = 0
    made: int = 0
    removed: int = 0
    drawn: int = 0
    why: Counter[tuple[str, str]] = field(default_factory=Counter)


@dataclass(frozen=True)
class Staleness:
    """How the present site compares with what it should be."""

    project: Project
    site: Site
    ledger: Ledger
    current: frozenset[str]  # groups that are as they should be
    stale: tuple[str, ...]  # groups of the plan in which something may have changed
    files: int  # how many it has

    @property
    def is_current(self) -> bool:
        """Whether nothing is to be done at all."""
        return not self.stale and MANIFEST in self.current and self.current == self.ledger.names

    @property
    def outcome(self) -> Outcome:
        """What a build of a current site comes to."""
        return Outcome(self.files)


def staleness_of(project: Project, site: Site) -> Staleness:
    """Compare the present site with what it should be, group by group.

    Raises ContentError if it holds files that no build made.
    """
    ledger = site.ledger
    known = {MANIFEST}
    current: set[str] = set()
    for group in ledger.groups():
        known.update(made.path for made in group.made)
        if group.key == project.keys.get(group.name) and site.stands(*group.made):
            current.add(group.name)
    if site.doubts(ledger):
        current = {name for name in current if site.stands(*ledger.group(name).made)}
    stale = tuple(name for name in project.plan.groups if name not in current)
    site.refuse_foreign(known)
    return Staleness(project, site, ledger, frozenset(current), stale, len(known) - 1)
