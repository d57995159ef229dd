"""The options that every command understands."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from press.base.limits import FIRST_DAY, LAST_DAY
from press.build.lock import locked
from press.build.site import Site
from press.build.stamp import made_from
from press.build.store import Store
from press.cli.reporting import reported
from press.content.read.inputs import Inputs, take

PROCESSORS = os.cpu_count() or 1


@dataclass(frozen=True)
class Options:
    """What every command understands."""

    content: Path
    site: Path
    today: date | None
    communes: tuple[str, ...]
    messages: tuple[str, ...]

    def inputs(self) -> Inputs:
        """Take all that a run is made from off the disk."""
        if not self.content.is_dir():
            raise click.UsageError(f"there is no folder {self.content.resolve()}: try --content")
        return take(self.content)

    def made_from(self, inputs: Inputs, clock: date) -> str:
        """Return the digest of all that a run begins with, on a day."""
        return made_from(inputs.digest, self.today or clock, clock, (self.communes, self.messages))

    @property
    def store(self) -> Store:
        """The store that belongs to the content."""
        return Store.beside(self.content)

    @contextmanager
    def in_use(self) -> Iterator[Store]:
        """Use the store in this block, as the only run that does."""
        store = self.store
        with locked(store.folder / "lock"), store.in_use():
            yield store

    @property
    def built(self) -> Site:
        """The site as it is on disk."""
        return Site(self.site, self.store.folder)


def _day(_ctx: click.Context, _option: click.Parameter, value: str | None) -> date | None:
    try:
        day = datetime.strptime(value, "%Y-%m-%d").date() if value else None  # noqa: DTZ007 - a day
    except ValueError:
        raise click.BadParameter(f"{value} is not a date such as 2026-07-30") from None
    if day and not FIRST_DAY <= day <= LAST_DAY:
        raise click.BadParameter(f"{value} is not from {FIRST_DAY.year} to {LAST_DAY.year}")
    return day


def plain_files(
    _ctx: click.Context, _option: click.Parameter, value: tuple[Path, ...]
) -> tuple[Path, ...]:
    """Refuse what is no plain file: a pipe would be waited for."""
    for path in value:
        if not path.is_file():
            raise click.BadParameter(f"{path} is no file")
    return value


LOG = click.Path(path_type=Path, exists=True, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
_OPTIONS = (
    click.option("--content", type=FOLDER, default="content", help="Folder of content."),
    click.option("--site", type=FOLDER, help="Folder of the site: site, or site-try for some."),
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
        with reported(options.site, options.store.folder, options.content):
            command(options, **given)

    for option in reversed(_OPTIONS):
        reporting = option(reporting)
    return reporting


def _no_more(_ctx: click.Context, _option: click.Parameter, value: int) -> int:
    """Return how many processes there is a processor for: any more would only take room."""
    return min(value, PROCESSORS)


def jobs_option(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the option of how many processes do its work."""
    text = f"Processes, at most one for each processor: {PROCESSORS}."
    number = click.IntRange(1)
    option = click.option("--jobs", type=number, callback=_no_more, default=PROCESSORS, help=text)
    return option(command)
