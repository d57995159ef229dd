"""The stages of a run before any drawing, and a build. Loading them takes a third of a second."""

from __future__ import annotations

from types import ModuleType

import click

from press.base.diag import ContentError
from press.build.removal import refuse
from press.build.staleness import Outcome, Project, staleness_of
from press.build.stamp import Stamp, ledger_digest
from press.cli.options import Options
from press.cli.reporting import show
from press.content.check import check, find_communes, find_messages
from press.content.parse import parse
from press.content.read.disk import understood
from press.content.read.inputs import Inputs
from press.outputs.registry import make_plan


def project(options: Options, inputs: Inputs | None = None, *, on_disk: bool = False) -> Project:
    """Run the stages that come before any drawing."""
    sources, resources = understood(inputs or options.inputs(), today=options.today)
    checked = check(parse(sources), resources)
    show(checked.warnings)
    try:
        find_communes(checked.campaign, options.communes)
        find_messages(checked.campaign, options.messages, checked.hidden)
    except ContentError as error:
        raise click.UsageError(str(error)) from None
    whole = checked.campaign.model_copy(update={"on_disk": on_disk})
    campaign = whole.only(communes=options.communes, messages=options.messages)
    plan = make_plan(campaign)
    return Project(sources, resources, campaign, plan, whole, checked.hidden, checked.warnings)


def bring_up_to_date(options: Options, project: Project, jobs: int, **how: bool) -> Outcome:
    """Make everything that is out of date and switch it into the site's folder.

    `how` is clean, remove, quiet.   Raises ContentError if something would be gone that nobody
    has said to `remove`.
    """
    store, site = options.store, options.built
    site.recover()
    found = staleness_of(project, site)
    if not how.get("remove"):
        show(refuse(found))
    if how.get("clean"):
        store.clear()
        site.forget()
        found = staleness_of(project, site)
    if found.is_current:
        site.abandon()
        return found.outcome
    done: Outcome = engine().build(found, store, jobs=jobs, quiet=how["quiet"])
    return done


def stamped(options: Options, inputs: Inputs, project: Project) -> None:
    """Note how a build began that has ended well: another that begins so has nothing to do."""
    site, timezone = options.built, project.campaign.settings.timezone
    began = options.made_from(inputs, project.resources.clock)
    told = tuple(map(str, project.warnings))
    Stamp(began, ledger_digest(site), timezone, told).write(site, options.store)


def engine() -> ModuleType:
    """Return what draws. Loading it takes a third of a second, which many a run can do without."""
    from press.build import run  # noqa: PLC0415

    return run
