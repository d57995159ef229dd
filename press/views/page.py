"""What pages, and files for machines, show. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.digest import Shown
from press.views.shared import Frame, Links, Picture, Twin


@dataclass(frozen=True)
class Matter(Shown):
    """What a page is about. `links` resolve its texts, `files` are those whose size it tells."""

    @property
    def links(self) -> Links:
        """Where the links of its texts lead."""
        return ()

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the files it tells the size of."""
        return ()


@dataclass(frozen=True)
class Page(Shown):
    """A page of the site. `view` names its template."""

    look: str
    view: str
    path: str
    frame: Frame
    title: str
    summary: str
    updated: str  # as people read it
    twins: tuple[Twin, ...]
    picture: Picture | None
    matter: Matter

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the files whose size it tells."""
        return self.matter.files


@dataclass(frozen=True)
class Data(Shown):
    """A file for machines: the sitemap, robots.txt, the colours of the style sheet.

    Each row is a tuple of strings; what they mean is known to the view alone.
    """

    look: str
    view: str
    rows: tuple[tuple[str, ...], ...]

    @property
    def files(self) -> tuple[str, ...]:
        """None: it tells no sizes."""
        return ()
