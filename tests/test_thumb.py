"""The contact sheet shows every small picture whole."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Iterator

import pytest
from PIL import Image

from press.outputs.picture.render import GROUND, contact_sheet

INKS = ["#b3141d", "#0f4f56", "#133a6b", "#4b2a78", "#5f3a1d"]


def iter_pixels(image: Image.Image) -> Iterator[tuple[int, int, int]]:
    data = image.tobytes()
    yield from zip(data[::3], data[1::3], data[2::3], strict=True)


def picture(width: int, height: int, ink: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), ink).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_no_strip_of_a_row_is_cut_off(count: int) -> None:
    strips = [(picture(400, 120, ink), True) for ink in INKS[:count]]
    row = [(picture(297, 420, "#ffd23f"), False), *strips]
    sheet = Image.open(io.BytesIO(contact_sheet([row, row]))).convert("RGB")
    areas = Counter(f"#{r:02x}{g:02x}{b:02x}" for r, g, b in iter_pixels(sheet))

    assert areas.keys() == {GROUND, "#ffd23f", *INKS[:count]}
    for ink in INKS[:count]:
        assert areas[ink] == 2 * 300 * 90
