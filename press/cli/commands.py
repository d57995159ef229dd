"""The command line: options in, stages in order, one line out."""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import click

from press.base.diag import ContentError, counted
from press.build.removal import refuse, removals
from press.build.staleness import Outcome, Project, survey
from press.build.store import replace_file
from press.cli.options import FOLDER, LOG, Options, jobs_option, plain_files, site_options
from press.cli.reporting import show
from press.content.check import find_formats
from press.content.read.disk import UnreadableError, read_lines
from press.site import paths
from press.tools.usb import pack
from press.tools.visits import Pages, complaint, together, written


class Commands(click.Group):
    """Commands of which the first runs when none is named: `build.py --jobs 4`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put "build" before options that name no command."""
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "-h"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn content/ into site/: pages, feeds, pictures, print files and packs for every commune."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles


@main.command("build")
@site_options
@jobs_option
@click.option("--clean", is_flag=True, help="Make everything again, as if for the first time.")
@click.option("--keep", type=click.IntRange(1), default=1000, help="MB of drawings to keep.")
@click.option("--remove", is_flag=True, help="Take away what the content no longer has.")
@click.option("--verbose", "-v", is_flag=True, help="Say why files are made.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def build_command(options: Options, *, jobs: int, keep: int, **says: bool) -> None:
    """Make everything that is out of date and switch it into the site's folder.

    With --commune or --message the site holds only these, in a folder of its own: site-try.
    """
    start = time.monotonic()
    project = options.project()
    with options.in_use() as store:
        done = bring_up_to_date(options, project, jobs, **says)
        if done.drawn:
            store.prune(keep * 1_000_000)
    if says["verbose"]:
        show_why(done)
    if not says["quiet"]:
        click.echo(
            f"{counted(done.files, 'file')}, {done.made:,} made, {done.removed:,} removed, "
            f"{done.drawn:,} drawn, {time.monotonic() - start:.1f} s"
        )


@main.command("usb")
@site_options
@jobs_option
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def usb_command(options: Options, *, jobs: int, quiet: bool) -> None:
    """Make a site that opens from a USB stick, in site-usb, and a zip of it beside it.

    Open index.html in it. With --commune only these: the whole province takes 3 GB.
    """
    if options.site.name in {"site", "site-try"}:
        options = replace(options, site=options.site.with_name("site-usb"))
    project = options.project(on_disk=True)
    target = options.site.with_name(f"{options.site.name}.zip")
    with options.in_use() as store:
        bring_up_to_date(options, project, jobs, remove=True, quiet=quiet)
        size = pack(options.site, target, store.tmp)
    if not quiet:
        click.echo(f"{target}: {size / 1e6:,.0f} MB")


@main.command("visits")
@site_options
@click.argument("logs", type=LOG, callback=plain_files, nargs=-1)
def visits_command(options: Options, *, logs: tuple[Path, ...]) -> None:
    """Count in LOGS of the web server how many pages were seen, for pages to show.

    Writes visits.toml into the folder of content; pages of help are not counted.
    """
    campaign = options.project().campaign
    private = [
        paths.address(paths.standing(language, page))
        for language in campaign.languages
        for page in campaign.pages
        if page.translations[campaign.master.tag].tab
    ]
    settings = campaign.settings
    pages = Pages(settings.base_url, private, ZoneInfo(settings.timezone))
    tallies = []
    for log in logs:
        try:
            tallies.append(pages.count(read_lines(log)))
        except UnreadableError as error:
            raise click.UsageError(str(error)) from None
        if words := complaint(str(log), tallies[-1]):
            click.echo(words, err=True)
    found = together(tallies)
    if found is None:
        raise click.UsageError("these logs tell of no page that was seen")
    with options.in_use() as store:
        replace_file(options.content / "visits.toml", [written(found).encode()], store.tmp)
    click.echo(f"{counted(found.views, 'page')} seen, {found.since} to {found.until}")


def bring_up_to_date(options: Options, project: Project, jobs: int, **how: bool) -> Outcome:
    """Make everything that is out of date and switch it into the site's folder.

    `how` is clean, remove, quiet.   Raises ContentError if something would be gone that nobody
    has said to `remove`.
    """
    store, site = options.store, options.built
    site.recover()
    found = survey(project, site)
    if not how.get("remove"):
        show(refuse(found))
    if how.get("clean"):
        store.clear()
        site.forget()
        found = survey(project, site)
    if found.is_current:
        site.abandon()
        return found.outcome
    done: Outcome = engine().build(found, store, jobs=jobs, quiet=how["quiet"])
    return done


@main.command("check")
@site_options
def check_command(options: Options) -> None:
    """Find every problem of the content, texts that do not fit included. Writes no site."""
    project = options.project()
    with options.in_use() as store:
        engine().refuse_unfit(project, options.built, store)
    campaign = project.campaign
    messages = counted(len(campaign.messages), "message")
    communes = counted(len(campaign.communes), "commune")
    click.echo(f"{messages}, {communes}: no problems")


@main.command("proof")
@site_options
@click.option("--format", "formats", metavar="ID", multiple=True, help="Only these.")
@click.option("--out", type=FOLDER, default="proof", help="Folder of the proof sheet.")
@jobs_option
def proof_command(options: Options, *, formats: tuple[str, ...], out: Path, jobs: int) -> None:
    """Look at the files themselves, as a print shop would, and lay out a proof sheet.

    Without --commune these are the communes with the shortest, the median and the longest name,
    or with --format all of them. The sheet is out/index.html and out/proof.pdf.
    """
    # Loading these takes a second.
    from press.tools.proof.folder import make_proof  # noqa: PLC0415
    from press.tools.proof.prover import jobs_of, three_of  # noqa: PLC0415

    project = options.project()
    campaign = project.campaign
    try:
        find_formats(campaign, formats)
    except ContentError as error:
        raise click.UsageError(str(error)) from None
    communes = campaign.communes if options.communes or formats else three_of(campaign)
    pieces = jobs_of(project.plan, communes, frozenset(formats))
    with options.in_use() as store:
        failed = make_proof(project, store, out, pieces, jobs)
    if failed:
        sys.exit(1)


@main.command("plan")
@site_options
def plan_command(options: Options) -> None:
    """Say what a build would make, by kind of file, and why."""
    found = survey(options.project(), options.built)
    outcome, kinds = engine().plan(found, options.store)
    for kind, total in sorted(kinds.items()):
        stale = sum(count for (of, _), count in outcome.why.items() if of == kind)
        click.echo(f"{kind:8} {total:7,} files, {stale:7,} to make")
    click.echo(f"{'all':8} {outcome.files:7,} files, {outcome.made:7,} to make")
    click.echo(f"{counted(outcome.removed, 'file')} to remove")
    show_why(outcome)
    show(replace(problem, severity="warning") for problem in removals(found))


def engine() -> ModuleType:
    """Return what draws. Loading it takes a third of a second, which many a run can do without."""
    from press.build import run  # noqa: PLC0415

    return run


def show_why(outcome: Outcome) -> None:
    """Print how many files of each kind are made for each reason."""
    for (kind, why), count in sorted(outcome.why.items()):
        click.echo(f"  {count:7,} {kind}: {why}")
