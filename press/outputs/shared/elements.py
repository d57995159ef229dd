"""Records that many pages, feeds and packs share, so that each costs a few references."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from press.base.digest import Shown
from press.base.outline import Outline

Links = tuple[tuple[str, str], ...]  # ("message:goi-111", site path)


@dataclass(frozen=True)
class Link(Shown):
    """A named way to a page; `summary` may say what is there."""

    text: str
    path: str
    summary: str = ""
    language: str = ""  # of its words, if that may be another than the page's


@dataclass(frozen=True)
class Phone(Shown):
    """A number of the register, or a commune's own (then `name` says whose it is)."""

    number: str
    digits: str
    name: str
    hours: str = ""


@dataclass(frozen=True)
class Frame(Shown):
    """What every page of a language has around its matter."""

    language: str
    on_disk: bool  # opened from a disk, without a server
    base: str  # the address of the site, with its slash
    say: Mapping[str, str]
    title: str
    theme: tuple[str, ...]  # in phrases
    home: str
    menu: tuple[Link, ...]  # messages, communes, materials
    search: Link
    pages: tuple[Link, ...]
    follow: str  # the page about feeds
    phones: tuple[Phone, ...]  # the first is on every page
    phone: Outline
    exit_url: str
    issuer: str
    imprint: tuple[str, str]  # the same in short, as on pieces
    address: str
    phone_of_issuer: Phone | None
    email: str
    officer: str
    visits: str  # how many pages were seen, in words, or nothing
    poll: Link | None
    licence: str
    licence_url: str


@dataclass(frozen=True)
class Twin(Shown):
    """The same page in one of the languages; what is not translated is there all the same."""

    language: str
    locale: str  # as Open Graph writes it: vi_VN
    name: str
    path: str
    translated: bool


@dataclass(frozen=True)
class Picture(Shown):
    """A picture of the site, with its size in pixels. `smaller` are the same less wide, in px."""

    path: str
    width: int
    height: int
    alt: str
    language: str  # of its words
    smaller: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Text(Shown):
    """Sanitised HTML, and what it links to: `page:trinh-bao`, `message:goi-111`."""

    html: str
    targets: tuple[str, ...]

    def resolved(self, links: Iterable[tuple[str, str]]) -> str:
        """Return the HTML with its symbolic links replaced by addresses."""
        html = self.html
        for symbol, address in links:
            html = html.replace(f'<a href="{symbol}">', f'<a href="{address}">')
        return html


@dataclass(frozen=True)
class Teaser(Shown):
    """A message in short. Phrases are kept whole where lines allow it.

    `language` is that of its words: the master's on pages of a language that it lacks.
    """

    id: str
    language: str
    topic: str
    headline: tuple[str, ...]
    call: tuple[str, ...]
    title: str  # headline and call in one line
    summary: str
    colour: str
    pictogram: Outline


@dataclass(frozen=True)
class Story(Shown):
    """A message in one language, whole: its teaser's."""

    teaser: Teaser
    subline: str  # its compounds bound by U+00A0
    points: tuple[Text, ...]
    body: Text
    plain: str  # the body as plain text
    caption: str
    hashtags: tuple[str, ...]
    sms: str  # without who speaks
    alt: str
    audience: tuple[Link, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Place(Shown):
    """A commune in one language: `before` + `name` + `after` is its full name."""

    code: str
    before: str
    name: str
    after: str
    issuer: tuple[str, str]  # ("UBND xã", "Mường Xén"), as on its pieces
    former: tuple[str, ...]
    districts: tuple[str, ...]  # former ones
    path: str
    short: tuple[str, ...]  # the address on print in words, cut where a line may break

    @property
    def full(self) -> str:
        """The full name, as in the middle of a sentence."""
        return self.before + self.name + self.after

    @property
    def capital(self) -> str:
        """The full name, as at the beginning of one."""
        return self.full[:1].upper() + self.full[1:]


@dataclass(frozen=True)
class Entry(Shown):
    """A message in a list."""

    teaser: Teaser
    path: str


@dataclass(frozen=True)
class Size(Shown):
    """A format as people choose it."""

    name: str
    measure: str  # "297 × 420 mm"
    kind: str  # card or print
    type: str  # PNG, PDF
    scale: int
    bleed: str  # "3 mm", or nothing
    ratio: tuple[int, int]  # its shape, for pictures of it
    long: bool  # a strip, which wants a wide picture


@dataclass(frozen=True)
class Offer(Shown):
    """The pieces of a message for a commune in one language, format by format.

    `files` has for each size its files, each by what it is for; nothing for a card.
    """

    entry: Entry
    card: Picture | None
    sizes: tuple[Size, ...]
    files: tuple[tuple[tuple[str, str], ...], ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """The site paths of all files."""
        return tuple(path for files in self.files for _, path in files)

    def of(self, kind: str) -> list[tuple[Size, tuple[tuple[str, str], ...]]]:
        """Return the sizes of a kind with their files."""
        pairs = zip(self.sizes, self.files, strict=True)
        return [pair for pair in pairs if pair[0].kind == kind]
