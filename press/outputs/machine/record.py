"""What files for machines say. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown


@dataclass(frozen=True)
class Data(Shown):
    """A file for machines: sitemap, robots.txt, style sheet, scripts, font, names of pages.

    Each row is a tuple of strings; what they mean is known to the view alone.
    """

    view: str
    rows: tuple[tuple[str, ...], ...]
    files: tuple[str, ...] = ()  # those whose content or size counts for it
