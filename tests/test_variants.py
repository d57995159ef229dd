"""What a shape or a variant decides stands in the model: elsewhere nobody asks for their names."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import get_args

import pytest

from press.content.model.campaign import Campaign, Format, Variant
from press.content.model.variant import EDITION, PICTURED, VARIANTS, VariantSpec, spec_of

ROOT = Path(__file__).parent.parent
NAMES = {*get_args(Variant), *get_args(Format.model_fields["shape"].annotation)}
OTHERS = ("press/content/model/", "press/preflight/")  # preflight tells colours by their names
MODULES = [
    path
    for path in sorted((ROOT / "press").rglob("*.py"))
    if not path.relative_to(ROOT).as_posix().startswith(OTHERS)
]


def asked(source: str) -> list[str]:
    """Return the names of shapes and variants that something is compared with."""
    return [
        str(value.value)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare)
        for side in (node.left, *node.comparators)
        for value in ast.walk(side)
        if isinstance(value, ast.Constant) and value.value in NAMES
    ]


def test_no_other_module_decides_by_the_name_of_a_shape_or_a_variant() -> None:
    assert asked('form.shape in {"led", "simple"} and (a, b) == ("strip", "card")') != []
    assert {path.name: names for path in MODULES if (names := asked(path.read_text("utf-8")))} == {}


def test_each_variant_has_files_of_its_own_name() -> None:
    assert set(VARIANTS) == set(get_args(Variant))
    assert len({spec.word for spec in VARIANTS.values()}) == len(VARIANTS)
    assert all(spec.word.isascii() and spec.word for spec in VARIANTS.values())


@pytest.mark.parametrize("variant", get_args(Variant))
def test_a_file_is_for_shops_in_inks_or_for_offices_in_plain_pdf(
    variant: Variant, tiny: Campaign
) -> None:
    poster = next(form for form in tiny.formats if form.kind == "print")
    spec = spec_of(variant)

    assert (poster.standard_of(variant) == "ua-1") != spec.for_shops
    assert not (spec.for_shops and (spec.is_grey or spec.is_tiled))


def test_small_pictures_show_the_plain_sheet_and_an_edition_takes_a_profile(
    tiny: Campaign,
) -> None:
    poster = next(form for form in tiny.formats if form.kind == "print")
    pictured = spec_of(PICTURED)

    assert pictured == VariantSpec(pictured.word, pictured.name, standard="ua-1")
    assert poster.standard_of(EDITION) == "x-4"
    assert (poster.standard_of(None), poster.suffix(None)) == ("", "")


def test_a_sheet_is_long_from_three_times_its_height_on(tiny: Campaign) -> None:
    poster = next(form for form in tiny.formats if form.kind == "print")
    sizes = {(300, 100): False, (301, 100): True, (100, 301): False}

    for (width, height), long in sizes.items():
        assert poster.model_copy(update={"width": width, "height": height}).is_long is long
