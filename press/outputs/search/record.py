"""What can be searched. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown


@dataclass(frozen=True)
class Found(Shown):
    """A page that can be found, by its title, its text, and other names of what it is about."""

    language: str
    path: str
    title: str
    text: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Search(Shown):
    """All that can be found."""

    found: tuple[Found, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """None: it tells no sizes."""
        return ()
