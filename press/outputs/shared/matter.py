"""What a page of the site shows: its frame, and the matter of its kind. Compose -> render."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.shared.elements import Frame, Link, Links, Picture, Twin


@dataclass(frozen=True)
class Matter(Shown):
    """What a page of one kind shows within its frame."""

    @property
    def links(self) -> Links:
        """Where the links of its texts lead: ("message:goi-111", site path)."""
        return ()

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the files it tells the size of."""
        return ()


@dataclass(frozen=True)
class Page(Shown):
    """A page of the site. `view` names its template."""

    view: str
    path: str
    frame: Frame
    language: str  # of its title and summary; the frame's, if it is translated
    title: str
    tab: str  # what tabs and history show, where the title may betray; else nothing
    summary: str
    updated: str  # as people read it
    linked: tuple[Mapping[str, object], ...]  # what it is about, for search engines (JSON-LD)
    twins: tuple[Twin, ...]
    feeds: tuple[Link, ...]  # those a reader of this page may follow; `summary` says whose
    picture: Picture | None
    matter: Matter

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the files whose size it tells."""
        return self.matter.files
