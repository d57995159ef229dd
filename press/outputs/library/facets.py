"""What the library of materials can be searched by: Campaign -> items and the shelves they are on.

An item is what people choose: a message on a format in a language, whoever it is then made for.
A shelf is a value of a facet, by its address below the library: "mau/den-trang". Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from press.content.model.campaign import EDITION, Campaign, Format, Language, Message, Variant
from press.content.model.variant import spec_of

SCREEN, SMALL, MIDDLE, LARGE = SIZES = ("man-hinh", "den-a4", "a3-den-a2", "tren-a2")
COLOUR, BLACK = COLOURS = ("in-mau", "den-trang")
ZIP = "zip"  # of items that are made for all communes at once
TYPES = ("png", "pdf", ZIP)
A4, A2 = (210, 297), (420, 594)  # mm


class Item(NamedTuple):
    """A message on a format in a language, and which files a commune gets of it."""

    message: Message
    form: Format
    language: Language
    variants: tuple[Variant | None, ...]

    @property
    def has_edition(self) -> bool:
        """Whether it is also made for all communes in one file."""
        return self.form.kind == "print" and self.form.is_for(self.message.id, EDITION)


def items(campaign: Campaign) -> Iterator[Item]:
    """Yield all items: by message, then format, then language."""
    for message in campaign.messages:
        for form in campaign.formats:
            if variants := form.files(message.id):
                for language in campaign.languages:
                    if language.tag in form.languages and language.tag in message.translations:
                        yield Item(message, form, language, variants)


def size_of(form: Format) -> str:
    """Return the class of a format's size, by the trimmed sheet whichever way it is turned."""
    if form.unit == "px":
        return SCREEN
    short, long = sorted((form.width, form.height))
    fitting = (name for name, (a, b) in ((SMALL, A4), (MIDDLE, A2)) if short <= a and long <= b)
    return next(fitting, LARGE)


def _colours(item: Item) -> tuple[str, ...]:
    kinds = {BLACK if spec_of(variant).is_grey else COLOUR for variant in item.variants}
    return tuple(kind for kind in COLOURS if kind in kinds)


def _types(item: Item) -> tuple[str, ...]:
    own = item.form.type
    return (own, ZIP) if item.has_edition else (own,)


FACETS: Mapping[str, Callable[[Item], tuple[str, ...]]] = {
    "doi-tuong": lambda item: item.message.audience,
    "thong-diep": lambda item: (item.message.id,),
    "an-pham": lambda item: (item.form.id,),
    "co": lambda item: (size_of(item.form),),
    "ngon-ngu": lambda item: (item.language.tag,),
    "mau": _colours,
    "loai-tep": _types,
}


def shelves_of(item: Item) -> tuple[str, ...]:
    """Return the shelves an item is on, in the order of facets."""
    return tuple(f"{name}/{value}" for name, values in FACETS.items() for value in values(item))


def shelves(campaign: Campaign) -> dict[str, tuple[Item, ...]]:
    """Return what is on each shelf, none of them empty, in the order in which people see them."""
    found: dict[str, list[Item]] = {shelf: [] for shelf in _order(campaign)}
    for item in items(campaign):
        for shelf in dict.fromkeys(shelves_of(item)):
            found[shelf].append(item)
    return {shelf: tuple(made) for shelf, made in found.items() if made}


def _order(campaign: Campaign) -> Iterator[str]:
    """Yield every shelf there may be."""
    values = {
        "doi-tuong": campaign.strings[campaign.master.tag].audiences,
        "thong-diep": [message.id for message in campaign.messages],
        "an-pham": [form.id for form in campaign.formats],
        "co": SIZES,
        "ngon-ngu": [language.tag for language in campaign.languages],
        "mau": COLOURS,
        "loai-tep": TYPES,
    }
    return (f"{name}/{value}" for name in FACETS for value in values[name])
