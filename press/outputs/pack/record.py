"""What packs hold. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.shared.elements import Entry, Phone, Place, Size


@dataclass(frozen=True)
class Note(Shown):
    """A text file of the pack."""

    name: str
    text: str


@dataclass(frozen=True)
class Guide(Shown):
    """What a pack tells its reader in one language. `counts` are its pictures and print files."""

    language: str
    title: str
    issuer: str
    licence: str
    licence_url: str
    phone: Phone
    place: Place
    url: str
    sizes: tuple[Size, ...]
    entries: tuple[Entry, ...]
    counts: tuple[int, int]
    tickets: tuple[str, ...]  # names of the job tickets
    updated: str  # the day of the last change, in words


@dataclass(frozen=True)
class Pack(Shown):
    """All that a commune may want, in one zip. `guides` fill the templates of `templates/pack`."""

    guides: tuple[Guide, ...]
    notes: tuple[Note, ...]
    pieces: tuple[tuple[str, str], ...]  # name in the pack, site path

    @property
    def files(self) -> tuple[str, ...]:
        """The pieces and tickets in it."""
        return tuple(path for _, path in self.pieces)
