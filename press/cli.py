"""The command line: options in, stages in order, one line out."""

from __future__ import annotations

import functools
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from types import ModuleType
from zoneinfo import ZoneInfo

import click

from press import paths
from press.check import check, find_communes, find_formats, find_messages
from press.diag import ContentError
from press.lock import locked
from press.parse import parse
from press.plan import make_plan
from press.read import UnreadableError, read, read_lines
from press.reporting import reported, show, stopping
from press.store import Store, replace_file
from press.survey import Outcome, Project, survey
from press.usb import pack
from press.visits import Pages, complaint, together, written
from press.write import Site


@dataclass(frozen=True)
class Options:
    """What every command understands."""

    content: Path
    site: Path
    today: date | None
    communes: tuple[str, ...]
    messages: tuple[str, ...]

    def project(self, *, on_disk: bool = False) -> Project:
        """Run the stages that come before any drawing."""
        if not self.content.is_dir():
            raise click.UsageError(f"there is no folder {self.content.resolve()}: try --content")
        sources, kit = read(self.content, today=self.today)
        checked = check(parse(sources), kit)
        show(checked.warnings)
        try:
            find_communes(checked.campaign, self.communes)
            find_messages(checked.campaign, self.messages)
        except ContentError as error:
            raise click.UsageError(str(error)) from None
        campaign = checked.campaign.only(communes=self.communes, messages=self.messages)
        campaign = campaign.model_copy(update={"on_disk": on_disk})
        return Project(sources, kit, campaign, make_plan(campaign))

    @property
    def store(self) -> Store:
        """The store that belongs to the content."""
        return Store.beside(self.content)

    @property
    def built(self) -> Site:
        """The site as it is on disk."""
        return Site(self.site, self.store.folder)


class Commands(click.Group):
    """Commands of which the first runs when none is named: `build.py --jobs 4`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put "build" before options that name no command."""
        if not args or (args[0] not in self.commands and args[0] not in {"--help", "-h"}):
            args = ["build", *args]
        return super().parse_args(ctx, args)


def _day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    try:
        return datetime.strptime(value, "%Y-%m-%d").date() if value else None  # noqa: DTZ007 - a day
    except ValueError:
        raise click.BadParameter(f"{value} is not a date such as 2026-07-30") from None


_FOLDER = click.Path(path_type=Path, file_okay=False)
_OPTIONS = (
    click.option("--content", type=_FOLDER, default="content", help="Folder of content."),
    click.option("--site", type=_FOLDER, help="Folder of the site: site, or site-try for some."),
    click.option("--today", callback=_day, metavar="YYYY-MM-DD", help="Build as on this day."),
    click.option("--commune", "communes", metavar="CODE", multiple=True, help="Only these."),
    click.option("--message", "messages", metavar="ID", multiple=True, help="Only these."),
)


def site_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Options` and report what goes wrong in it."""

    @functools.wraps(command)
    def reporting(**given: object) -> None:
        own = {name: given.pop(name) for name in Options.__dataclass_fields__}
        some = own["communes"] or own["messages"]  # never in place of the whole
        own["site"] = own["site"] or Path("site-try" if some else "site")
        options = Options(**own)  # type: ignore[arg-type]
        with reported(options.site, options.store.folder):
            command(options, **given)

    for option in reversed(_OPTIONS):
        reporting = option(reporting)
    return reporting


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
def main() -> None:
    """Turn content/ into site/: pages, feeds, pictures, print files and packs for every commune."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # Windows consoles


@main.command("build")
@site_options
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes.")
@click.option("--clean", is_flag=True, help="Make everything again, as if for the first time.")
@click.option("--keep", type=click.IntRange(1), default=1000, help="MB of drawings to keep.")
@click.option("--verbose", "-v", is_flag=True, help="Say why files are made.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def build_command(options: Options, *, jobs: int, clean: bool, keep: int, **says: bool) -> None:
    """Make everything that is out of date and switch it into the site's folder.

    With --commune or --message the site holds only these, in a folder of its own: site-try.
    """
    start = time.monotonic()
    done = bring_up_to_date(options, options.project(), jobs, clean=clean, quiet=says["quiet"])
    if done.drawn:
        with locked(options.store.folder / "lock"):
            options.store.prune(keep * 1_000_000)
    if says["verbose"]:
        show_why(done)
    if not says["quiet"]:
        click.echo(
            f"{done.files:,} files, {done.made:,} made, {done.removed:,} removed, "
            f"{done.drawn:,} drawn, {time.monotonic() - start:.1f} s"
        )


@main.command("usb")
@site_options
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes.")
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def usb_command(options: Options, *, jobs: int, quiet: bool) -> None:
    """Make a site that opens from a USB stick, in site-usb, and a zip of it beside it.

    Open index.html in it. With --commune only these: the whole province takes 3 GB.
    """
    if options.site.name in {"site", "site-try"}:
        options = replace(options, site=options.site.with_name("site-usb"))
    bring_up_to_date(options, options.project(on_disk=True), jobs, clean=False, quiet=quiet)
    target = options.site.with_name(f"{options.site.name}.zip")
    size = pack(options.site, target)
    if not quiet:
        click.echo(f"{target}: {size / 1e6:,.0f} MB")


@main.command("visits")
@site_options
@click.argument("logs", type=click.Path(path_type=Path, exists=True, dir_okay=False), nargs=-1)
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
    replace_file(options.content / "visits.toml", [written(found).encode()])
    click.echo(f"{found.views:,} pages seen, {found.since} to {found.until}")


def bring_up_to_date(
    options: Options, project: Project, jobs: int, *, clean: bool, quiet: bool
) -> Outcome:
    """Make everything that is out of date and switch it into the site's folder."""
    store, site = options.store, options.built
    with locked(store.folder / "lock"), stopping():
        site.recover()
        if clean:
            store.clear()
            site.forget()
        found = survey(project, site)
        if found.is_current:
            site.abandon()
            return found.outcome
        done: Outcome = engine().build(found, store, jobs=jobs, quiet=quiet)
        return done


@main.command("check")
@site_options
def check_command(options: Options) -> None:
    """Find every problem of the content, texts that do not fit included. Writes no site."""
    project = options.project()
    engine().prove(project, options.built, options.store)
    campaign = project.campaign
    click.echo(f"{len(campaign.messages)} messages, {len(campaign.communes)} communes: no problems")


@main.command("proof")
@site_options
@click.option("--format", "formats", metavar="ID", multiple=True, help="Only these.")
@click.option("--out", type=_FOLDER, default="proof", help="Folder of the proof sheet.")
@click.option("--jobs", type=click.IntRange(1), default=os.cpu_count() or 1, help="Processes.")
def proof_command(options: Options, *, formats: tuple[str, ...], out: Path, jobs: int) -> None:
    """Look at the files themselves, as a print shop would, and lay out a proof sheet.

    Without --commune these are the communes with the shortest, the median and the longest name,
    or with --format all of them. The sheet is out/index.html and out/proof.pdf.
    """
    # Loading these takes a second.
    from press.proof.folder import make_proof  # noqa: PLC0415
    from press.proof.prover import jobs_of, three_of  # noqa: PLC0415

    project = options.project()
    campaign = project.campaign
    try:
        find_formats(campaign, formats)
    except ContentError as error:
        raise click.UsageError(str(error)) from None
    communes = campaign.communes if options.communes or formats else three_of(campaign)
    pieces = jobs_of(project.plan, communes, frozenset(formats))
    if make_proof(project, options.store, out, pieces, jobs):
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
    click.echo(f"{outcome.removed:,} files to remove")
    show_why(outcome)


def engine() -> ModuleType:
    """Return what draws. Loading it takes a third of a second, which many a run can do without."""
    from press import run  # noqa: PLC0415

    return run


def show_why(outcome: Outcome) -> None:
    """Print how many files of each kind are made for each reason."""
    for (kind, why), count in sorted(outcome.why.items()):
        click.echo(f"  {count:7,} {kind}: {why}")
