"""What the library of materials shows, and the pages of what is on one shelf. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.shared.elements import Entry, Link, Size
from press.outputs.shared.matter import Matter


@dataclass(frozen=True)
class Sample(Shown):
    """A message on a format in a language, whoever it is made for.

    `files` are a commune's: what each is for (nothing for a picture), its type, and how its name
    ends. In the folder of a commune their names begin with `stem`.
    """

    entry: Entry
    language: str  # its tag
    spoken: str  # the name of a language that is not the page's
    size: Size
    picture: str
    stem: str
    files: tuple[tuple[str, str, str], ...]
    hint: tuple[str, ...]  # how to print it
    edition: str  # one file for all communes, and a zip of them, or nothing
    zip: str
    shelves: tuple[str, ...]


@dataclass(frozen=True)
class Shelf(Shown):
    """A value of a facet, and how many items have it."""

    id: str  # "mau/den-trang"
    name: str
    language: str  # of its name
    count: int
    path: str


@dataclass(frozen=True)
class Facet(Shown):
    """What items differ in. `id` is the name of its folder, and of its choice in addresses."""

    id: str
    name: str
    shelves: tuple[Shelf, ...]


@dataclass(frozen=True)
class Library(Matter):
    """The library, or a shelf of it: all items in one list, or too many for one, by message."""

    facets: tuple[Facet, ...]
    chosen: Shelf | None
    by: str  # the name of the chosen shelf's facet
    samples: tuple[Sample, ...]
    groups: tuple[tuple[Entry, tuple[Sample, ...]], ...]  # the same by message, or none
    at_once: int  # so many are shown in one list
    letters: tuple[str, ...]  # of communes
    places: str  # the script that names communes
    folders: str  # the page in whose folder those of communes are
    overview: str
    editions: tuple[Link, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The site paths of the print runs, whose size it tells."""
        of_samples = (path for s in self.samples for path in (s.edition, s.zip) if path)
        return tuple(dict.fromkeys((*of_samples, *(link.path for link in self.editions))))
