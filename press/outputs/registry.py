"""The registry: one row for each kind of output. Nothing else lists them.

From it follow which files a site has, who composes and renders each, in which order they are
made, what a pack holds, what the manifest tells, and what a change of code or templates makes
anew. To add a kind: a folder beside this module, and a row (docs/new-output.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from itertools import chain
from types import ModuleType
from typing import TYPE_CHECKING

from press.content.model.campaign import Campaign, Commune
from press.outputs.composed import Composed, Files, Rendered
from press.outputs.tools import Tools
from press.site.plan import LIBRARY, SEARCH, SHARED, Job, Plan, Planner, made_plan

if TYPE_CHECKING:  # which plans by this table
    from press.outputs.context import Context

FOLDER = __name__.rpartition(".")[0]
Batch = tuple[Job, ...]
Compose = Callable[[Job], Composed]


@dataclass(frozen=True, eq=False)
class Output:
    """A kind of output: the folder of this package that has its modules, each with one entrance.

    `plan.jobs(campaign, commune)` yields the files of a commune, or, if that is None, those that
    belong to none;
    `compose.composer(context)` returns what makes a record of a job;
    `record` has the records, all that render sees;
    `render.renderer(tools, fingerprint)` returns what makes bytes of a record.

    What many files are made of can be drawn before them, on all processors: such jobs come from
    `plan.drawings(campaign, communes)`, those that are alike together, and
    `render.drawer(tools, fingerprint)` returns what draws one.

    `views` has every view that its jobs may have, and for each the paths of the files that it is
    drawn from, but for code: of a template, or of a folder with a slash at its end, for all in it.
    What these include is found. `group` is where its jobs that belong to no commune go: a record
    may show files of its own group alone. With `sheets` its files are pieces or pictures of them,
    which are drawn from templates/sheet, each from the template of its format's shape.
    """

    name: str
    views: Mapping[str, tuple[str, ...]]
    group: str = field(default=SHARED, kw_only=True)
    sheets: bool = field(default=False, kw_only=True)

    def module(self, stage: str) -> ModuleType:
        """Return a module of its folder, loaded when first asked for: some take long."""
        return import_module(f"{FOLDER}.{self.name}.{stage}")

    @property
    def planner(self) -> Planner:
        """Which files there are."""
        return Planner(self.group, self.module("plan").jobs)

    def drawings(self, campaign: Campaign, communes: Sequence[Commune]) -> Iterator[Batch]:
        """Yield what is drawn before the files of some communes are made: jobs that are alike."""
        drawings = getattr(self.module("plan"), "drawings", None)
        yield from drawings(campaign, communes) if drawings else ()

    def composer(self, context: Context) -> Compose:
        """Return what composes a job."""
        made: Compose = self.module("compose").composer(context)
        return made

    def renderer(self, tools: Tools, fingerprint: str) -> Callable[[Composed, Files], Rendered]:
        """Return what renders a record: the chunks of a file, or bytes by the name of the file."""
        made: Callable[[Composed, Files], Rendered]
        made = self.module("render").renderer(tools, fingerprint)
        return made

    def drawer(self, tools: Tools, fingerprint: str) -> Callable[[Composed], object]:
        """Return what draws one of `drawings`."""
        made: Callable[[Composed], object] = self.module("render").drawer(tools, fingerprint)
        return made


def _pages(*views: str) -> dict[str, tuple[str, ...]]:
    return {view: (f"templates/web/{view}.html",) for view in views}


FONTS, SCRIPTS = "assets/fonts/", "assets/js/"
OUTPUTS = (
    Output("piece", {"piece": (), "imprint": ()}, sheets=True),
    Output("picture", dict.fromkeys(("thumb", "mini", "cover", "contact-sheet"), ()), sheets=True),
    Output("edition", {"edition": ()}, group=LIBRARY, sheets=True),
    Output("ticket", {"ticket": ("templates/ticket/ticket.typ", FONTS), "ticket-csv": ()}),
    Output("pack", {"pack": ("templates/pack/",), "edition-pack": ()}, group=LIBRARY),
    Output(
        "page",
        _pages(
            *("audience", "commune", "commune-message", "communes", "feeds", "home", "message"),
            *("messages", "missing", "moved", "search", "short", "standing"),
        ),
    ),
    Output("library", _pages("library"), group=LIBRARY),
    Output("calendar", {"calendar": (), **_pages("events")}),
    Output("feed", dict.fromkeys(("rss", "atom", "json"), ())),
    Output("search", {"index": ()}, group=SEARCH),
    Output(
        "machine",
        {
            "css": ("assets/css/site.css",),
            "feed-css": ("assets/css/feed.css",),
            "font": (FONTS,),
            "names": (),
            "opml": ("templates/web/opml.xml",),
            "places": (),
            "robots": (),
            "script": (SCRIPTS,),
            "sitemap": ("templates/web/sitemap.xml",),
            "sitemaps": ("templates/web/sitemaps.xml",),
            "weights": (),
            "worker": (SCRIPTS,),
        },
    ),
)
BY_VIEW = {view: output for output in OUTPUTS for view in output.views}


def planned(campaign: Campaign) -> Plan:
    """Return every file of a site, of a campaign that `make_plan` has been through before."""
    return Plan(campaign, [output.planner for output in OUTPUTS])


def make_plan(campaign: Campaign) -> Plan:
    """Return every file of a site.   Raises ContentError where two would have one path."""
    return made_plan(campaign, [output.planner for output in OUTPUTS])


def drawings(campaign: Campaign, communes: Sequence[Commune]) -> Iterator[Batch]:
    """Yield what is drawn before the files of some communes are made, of all outputs."""
    return chain.from_iterable(output.drawings(campaign, communes) for output in OUTPUTS)
