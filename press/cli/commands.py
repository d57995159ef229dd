"""The command line: options in, stages in order, one line out.

What a command needs is loaded when it is called: a build with nothing to do needs little.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from press.base.diag import ContentError, counted
from press.build.stamp import Stamp, files_standing
from press.build.store import replace_file
from press.cli.options import FOLDER, LOG, Options, jobs_option, plain_files, site_options
from press.cli.reporting import show
from press.content.read.inputs import Inputs

if TYPE_CHECKING:
    from press.build.staleness import Outcome


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
    inputs = options.inputs()
    files = None if says["clean"] else unchanged(options, inputs)
    made = removed = drawn = 0
    if files is None:
        done = _built(options, inputs, jobs, keep, says)
        files, made, removed, drawn = done.files, done.made, done.removed, done.drawn
    if not says["quiet"]:
        click.echo(
            f"{counted(files, 'file')}, {made:,} made, {removed:,} removed, {drawn:,} drawn, "
            f"{time.monotonic() - start:.1f} s"
        )


def unchanged(options: Options, inputs: Inputs) -> int | None:
    """Return how many files the site has if it is known that nothing is to be done, and say so.

    The content has the warnings that it had; otherwise None, and nothing has been said.
    """
    site, files = options.built, None
    stamp = Stamp.read(site)
    clock = stamp and stamp.clock
    if stamp and clock and stamp.inputs == options.made_from(inputs, clock):
        with suppress(ContentError, OSError), options.in_use():  # they are told by a full run
            files = files_standing(site, stamp)
    if stamp and files is not None:
        for warning in stamp.warnings:
            click.echo(warning, err=True)
    return files


def _built(
    options: Options, inputs: Inputs, jobs: int, keep: int, says: Mapping[str, bool]
) -> Outcome:
    """Run all stages."""
    from press.cli import stages

    project = stages.project(options, inputs)
    with options.in_use() as store:
        done = stages.bring_up_to_date(options, project, jobs, **says)
        if done.drawn:
            store.prune(keep * 1_000_000)
        stages.stamped(options, inputs, project)
    if says["verbose"]:
        show_why(done)
    return done


@main.command("usb")
@site_options
@jobs_option
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def usb_command(options: Options, *, jobs: int, quiet: bool) -> None:
    """Make a site that opens from a USB stick, in site-usb, and a zip of it beside it.

    Open index.html in it. With --commune only these: the whole province takes 3 GB.
    """
    from press.cli import stages
    from press.tools.usb import zip_site

    if options.site.name in {"site", "site-try"}:
        options = replace(options, site=options.site.with_name("site-usb"))
    project = stages.project(options, on_disk=True)
    target = options.site.with_name(f"{options.site.name}.zip")
    with options.in_use() as store:
        stages.bring_up_to_date(options, project, jobs, remove=True, quiet=quiet)
        size = zip_site(options.site, target, store.tmp)
    if not quiet:
        click.echo(f"{target}: {size / 1e6:,.0f} MB")


@main.command("visits")
@site_options
@click.argument("logs", type=LOG, callback=plain_files, nargs=-1)
def visits_command(options: Options, *, logs: tuple[Path, ...]) -> None:
    """Count in LOGS of the web server how many pages were seen, for pages to show.

    Writes visits.toml into the folder of content; pages of help are not counted.
    """
    from zoneinfo import ZoneInfo

    from press.cli.stages import project
    from press.content.read.disk import UnreadableError, read_lines
    from press.site import paths
    from press.tools.visits import Pages, complaint, together, written

    campaign = project(options).campaign
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


@main.command("check")
@site_options
def check_command(options: Options) -> None:
    """Find every problem of the content, texts that do not fit included. Writes no site."""
    from press.cli import stages

    project = stages.project(options)
    with options.in_use() as store:
        stages.engine().refuse_unfit(project, options.built, store)
    campaign = project.campaign
    messages = counted(len(campaign.messages), "message")
    communes = counted(len(campaign.communes), "commune")
    click.echo(f"{messages}, {communes}: no problems")


@main.command("proof")
@site_options
@click.option("--format", "formats", metavar="ID", multiple=True, help="Only these.")
@click.option("--out", type=FOLDER, default="proof", help="Folder of the proof sheet.")
@click.option("--each-part-once", "once", is_flag=True, help="No artwork or imprint over again.")
@jobs_option
def proof_command(
    options: Options, *, formats: tuple[str, ...], out: Path, once: bool, jobs: int
) -> None:
    """Look at the files themselves, as a print shop would, and lay out a proof sheet.

    Without --commune these are the communes with the shortest, the median and the longest name,
    or with --format all of them. The sheet is out/index.html and out/proof.pdf.
    With --each-part-once it leaves out files of an artwork and an imprint that others have.
    """
    from press.cli import stages
    from press.content.check import find_formats
    from press.tools.proof.folder import make_proof
    from press.tools.proof.proofs import each_part_once, jobs_of, three_of

    project = stages.project(options)
    campaign = project.campaign
    try:
        find_formats(campaign, formats)
    except ContentError as error:
        raise click.UsageError(str(error)) from None
    communes = campaign.communes if options.communes or formats else three_of(campaign)
    pieces = jobs_of(project.plan, communes, frozenset(formats))
    with options.in_use() as store:
        pieces = each_part_once(project, store, pieces) if once else pieces
        failed = make_proof(project, store, out, pieces, jobs)
    if failed:
        sys.exit(1)


@main.command("plan")
@site_options
def plan_command(options: Options) -> None:
    """Say what a build would make, by kind of file, and why."""
    from press.build.removal import removals
    from press.build.staleness import staleness_of
    from press.cli import stages

    found = staleness_of(stages.project(options), options.built)
    outcome, kinds = stages.engine().plan(found, options.store)
    for kind, total in sorted(kinds.items()):
        stale = sum(count for (of, _), count in outcome.why.items() if of == kind)
        click.echo(f"{kind:8} {total:7,} files, {stale:7,} to make")
    click.echo(f"{'all':8} {outcome.files:7,} files, {outcome.made:7,} to make")
    click.echo(f"{counted(outcome.removed, 'file')} to remove")
    show_why(outcome)
    show(replace(problem, severity="warning") for problem in removals(found))


def show_why(outcome: Outcome) -> None:
    """Print how many files of each kind are made for each reason."""
    for (kind, why), count in sorted(outcome.why.items()):
        click.echo(f"  {count:7,} {kind}: {why}")
