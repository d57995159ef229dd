"""The command line: options in, stages in order, one line out."""

from __future__ import annotations

import functools
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from press.check import check, find_communes, find_messages
from press.diag import ContentError, Problem
from press.lock import locked
from press.parse import parse
from press.plan import make_plan
from press.progress import Progress
from press.read import read
from press.run import Project, Workers, build, prove, survey
from press.store import Store
from press.write import Site


@dataclass(frozen=True)
class Options:
    """What every command understands."""

    content: Path
    site: Path
    today: date | None
    communes: tuple[str, ...]
    messages: tuple[str, ...]

    def project(self) -> Project:
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
        return Project(campaign, kit, make_plan(campaign))

    @property
    def store(self) -> Store:
        """The store that belongs to the content."""
        return Store.beside(self.content)


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
        with reported(options):
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
@click.option("--quiet", is_flag=True, help="Say nothing but problems.")
def build_command(options: Options, *, jobs: int, clean: bool, quiet: bool) -> None:
    """Make everything that is out of date and switch it into the site's folder.

    With --commune or --message the site holds only these, in a folder of its own: site-try.
    """
    start = time.monotonic()
    project = options.project()
    folder = options.store.folder
    site = Site(options.site, folder)
    with locked(folder / "lock"), Progress(quiet=quiet) as progress:
        if clean:
            options.store.clear()
            site.forget()
        site.recover()
        site.refuse_foreign()
        done = build(project, site, Workers(jobs, folder), progress)
    if not quiet:
        click.echo(
            f"{done.files:,} files, {done.made:,} made, {done.removed:,} removed, "
            f"{done.drawn:,} drawn, {time.monotonic() - start:.1f} s"
        )


@main.command("check")
@site_options
def check_command(options: Options) -> None:
    """Find every problem of the content, texts that do not fit included. Writes no site."""
    project = options.project()
    prove(project, options.store)
    campaign = project.campaign
    click.echo(f"{len(campaign.messages)} messages, {len(campaign.communes)} communes: no problems")


@main.command("plan")
@site_options
def plan_command(options: Options) -> None:
    """Say what a build would make, by kind of file."""
    project = options.project()
    work = survey(project, Site(options.site, options.store.folder))
    jobs = project.plan.jobs
    for kind in sorted({job.kind for job in jobs}):
        total = sum(job.kind == kind for job in jobs)
        stale = sum(job.kind == kind for job in work.stale)
        click.echo(f"{kind:8} {total:7,} files, {stale:7,} to make")
    click.echo(f"{'all':8} {len(jobs):7,} files, {len(work.stale):7,} to make")
    click.echo(f"{work.removed:,} files to remove")


def show(problems: Iterable[Problem]) -> None:
    """Print problems where errors belong."""
    for problem in problems:
        click.echo(str(problem), err=True)


@contextmanager
def reported(options: Options) -> Iterator[None]:
    """Turn ContentError into its text and status 1, any other failure into a log and status 3."""
    untouched = f"{options.site}/ was left as it was"
    try:
        yield
    except ContentError as error:
        show(error.problems)
        errors = [problem for problem in error.problems if problem.severity == "error"]
        files = len({problem.span.path for problem in errors})
        click.echo(
            f"{_count(len(errors), 'problem')} in {_count(files, 'file')}. {untouched}.", err=True
        )
        sys.exit(1)
    except (click.ClickException, click.exceptions.Exit):
        raise
    except KeyboardInterrupt:
        click.echo(f"stopped by you. {untouched}.", err=True)
        sys.exit(130)
    except Exception as error:  # the last line of defence
        click.echo(f"stopped: {error or type(error).__name__}", err=True)
        click.echo(f"{untouched}; details for the maintainers in {_log(options)}", err=True)
        sys.exit(3)


def _log(options: Options) -> Path:
    """Write what went wrong beside the store, or where the system keeps passing things."""
    trace = traceback.format_exc()
    for folder in (options.store.folder, Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "error.log").write_text(trace, encoding="utf-8")
            return folder / "error.log"
    return Path(os.devnull)


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}{'s' if number != 1 else ''}"
