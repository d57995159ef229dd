"""The variants of prints: what files are made of one sheet, and all that sets them apart."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Variant = Literal["shop", "outlines", "office", "grey", "tiles", "edition"]
EDITION: Variant = "edition"  # all communes in one file, which is no commune's
PICTURED: Variant = "office"  # the one that small pictures of a print show


@dataclass(frozen=True)
class VariantSpec:
    """What is particular to a variant. `name` and `remark` are keys of words in strings."""

    word: str = ""  # in names of files
    name: str = ""  # what it is for
    remark: str = ""  # what a print shop is told of it
    for_shops: bool = False  # in inks, with bleed and crop marks; else in colours of screens
    standard: str = ""  # of its PDF; nothing if the format says it
    has_outlines: bool = False  # letters are drawn as shapes
    is_grey: bool = False  # black words on paper: saves ink
    is_tiled: bool = False  # cut into pages of A4


VARIANTS: Mapping[Variant, VariantSpec] = {
    "shop": VariantSpec("nha-in", "variant_shop", for_shops=True),
    "outlines": VariantSpec(
        *("nha-in-khong-phong", "variant_outlines", "ticket_outlines"),
        for_shops=True,
        has_outlines=True,
    ),
    "office": VariantSpec("van-phong", "variant_office", standard="ua-1"),
    "grey": VariantSpec("den-trang", "variant_grey", standard="ua-1", is_grey=True),
    "tiles": VariantSpec("ghep-a4", "variant_tiles", standard="ua-1", is_tiled=True),
    "edition": VariantSpec("ca-tinh", for_shops=True, standard="x-4"),  # has room for a profile
}
PICTURE = VariantSpec()  # a card, which is one file without variants


def spec_of(variant: Variant | None) -> VariantSpec:
    """Return what is particular to a variant, or to a file that is none."""
    return VARIANTS[variant] if variant else PICTURE
