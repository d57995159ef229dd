"""Compose files for machines: sitemap, robots.txt, style sheets, web font, scripts. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from press.base.text import VIETNAMESE
from press.outputs.context import Context
from press.outputs.machine.finder_data import places, weighed
from press.outputs.machine.plan import map_parts
from press.outputs.machine.record import Data
from press.outputs.page import follow
from press.outputs.page.contents import given, twins, updated
from press.outputs.registry import planned
from press.outputs.search.compose import Searches
from press.outputs.shared.parts import Parts
from press.site import paths
from press.site.plan import Job

Rows = tuple[tuple[str, ...], ...]
DISPLAY = "BeVietnamPro-ExtraBold.ttf"
LETTERS = "".join(
    (*map(chr, range(0x20, 0x7F)), *sorted(VIETNAMESE), *"\u00a0‘’“”–—…·×«»°")
)  # what Vietnamese and English are written with


def composer(context: Context) -> Callable[[Job], Data]:
    """Return what composes a file for machines."""
    return Machines(context.parts).compose


class Machines:
    """Files for machines of a campaign."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._searches = Searches(parts)
        self._rows = {
            "sitemap": self._sitemap,
            "sitemaps": self._sitemaps,
            "names": self._names,
            "robots": self._robots,
            "css": self._colours,
            "feed-css": self._face,
            "font": self._font,
            "opml": self._outlines,
            "script": self._script,
            "places": self._places,
            "weights": self._nothing,
            "worker": self._folders,
        }
        self._files: dict[str, Callable[[Job], Iterable[str]]] = {
            "weights": self._weighed,
            "worker": self._kept,
        }

    def compose(self, job: Job) -> Data:
        """Return all that such a file says.   Raises KeyError for any other job."""
        files = self._files[job.view](job) if job.view in self._files else ()
        return Data(job.view, self._rows[job.view](job), tuple(files))

    def _names(self, job: Job) -> Rows:
        return self._searches.names(job)

    def _weighed(self, job: Job) -> Iterable[str]:
        return weighed(self._parts, given(job.commune))

    def _places(self, job: Job) -> Rows:
        return places(self._parts, given(job.language))

    def _kept(self, _job: Job) -> Iterator[str]:
        """Yield what a visitor's device keeps for when there is no network: little, and help."""
        parts = self._parts
        master = parts.campaign.master
        yield paths.home(master)
        for page in parts.standing.values():
            if page.translations[master.tag].tab:
                yield paths.standing(master, page)
        yield from (paths.CSS, paths.FONT, paths.script("exit"), paths.script("site"))

    def _folders(self, _job: Job) -> Rows:
        """Return where the pages of each language stand."""
        return (tuple(language.path for language in self._parts.languages.values()),)

    def _nothing(self, _job: Job) -> Rows:
        return ()

    def _sitemaps(self, _job: Job) -> Rows:
        """Return the addresses of the parts of the map."""
        parts = range(len(map_parts(self._parts.campaign)))
        return tuple((self._parts.url(paths.sitemap(part)),) for part in parts)

    def _sitemap(self, of: Job) -> Rows:
        """Return a row for each page: address, day of last change, then tag and twin in turn.

        Pages that show another language for want of their own are not there.
        """
        rows, url = [], self._parts.url
        plan, groups = planned(self._parts.campaign), map_parts(self._parts.campaign)
        jobs = (job for group in groups[of.part or 0] for job in plan.group(group))
        for job in (job for job in jobs if job.kind == "page"):
            others = [twin for twin in twins(self._parts, job) if twin.translated]
            if job.path in {twin.path for twin in others}:
                pairs = ((twin.language, url(twin.path)) for twin in others)
                changed = updated(self._parts, job).isoformat()
                rows.append((url(job.path), changed, *chain.from_iterable(pairs)))
        return tuple(rows)

    def _robots(self, _job: Job) -> Rows:
        return ((self._parts.url(paths.SITEMAP),),)

    def _colours(self, _job: Job) -> Rows:
        """Return a row for each set of colours: CSS selector, then names and values in turn."""
        settings = self._parts.campaign.settings
        inks = settings.inks
        root = (":root", "yellow", inks.yellow.rgb, "white", inks.white.rgb, "dark", inks.dark.rgb)
        grounds = (
            (f".is-{name}", "ground", colour.ground.rgb, "shade", colour.shade.rgb)
            for name, colour in settings.colours.items()
        )
        return (root, *grounds)

    def _font(self, _job: Job) -> Rows:
        """Return the file of the display face, and the letters that pages need of it."""
        return ((DISPLAY, LETTERS),)

    def _script(self, job: Job) -> Rows:
        """Return the name of the script among the templates."""
        return ((f"js/{job.path.rpartition('/')[2]}",),)

    def _face(self, _job: Job) -> Rows:
        """Return the colours all share, and for each language what a feed tells who opens it."""
        return (self._colours(_job)[0], *follow.words(self._parts))

    def _outlines(self, job: Job) -> Rows:
        return follow.outlines(self._parts, given(job.language))
