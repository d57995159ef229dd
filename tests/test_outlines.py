"""Laws of letters redrawn as shapes."""

from __future__ import annotations

import io

import numpy
import pikepdf
import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.media import outlines
from press.media.outlines import outlined
from tests.test_pdf import compiled

WORDS = ("Đừng đi một mình", "UBND xã Mường Xén 111", "Ẩn hiện, thẳm sâu")


def redrawn(data: bytes) -> pikepdf.Pdf:
    pdf = pikepdf.open(io.BytesIO(data))
    outlined(pdf)
    return pdf


@pytest.mark.parametrize("words", WORDS)
def test_shapes_cover_what_letters_cover_and_no_font_is_left(words: str) -> None:
    """At eight pixels a point, where no hints move an edge by more than a pixel."""
    data = compiled(words, standard="1.4")
    with redrawn(data) as pdf:
        saved = io.BytesIO()
        pdf.save(saved)

        assert "/Font" not in pdf.pages[0].obj.Resources
        assert b" Tf" not in pdf.pages[0].obj.Contents.read_bytes()
    pages = []
    for file in (data, saved.getvalue()):
        with pypdfium2.PdfDocument(file) as document:
            page = document[0].render(scale=8).to_numpy()
            pages.append(page.astype(int))

    assert (pages[0] < 128).sum() > 10_000
    assert numpy.abs(pages[0] - pages[1]).mean() < 0.05


def description(data: bytes) -> bytes:
    with redrawn(data) as pdf:
        return pdf.pages[0].obj.Contents.read_bytes()


def test_what_was_redrawn_before_does_not_show() -> None:
    files = [compiled(words, standard="1.4") for words in WORDS]
    first = [description(data) for data in files]
    outlines._path.cache_clear()
    again = [description(data) for data in reversed(files)]

    assert first == again[::-1]


@given(st.floats(-20_000, 20_000) | st.floats(-1e-5, 1e-5))
def test_numbers_have_no_exponents_and_keep_their_value(value: float) -> None:
    number = outlines._number(value)

    assert b"e" not in number
    assert float(number) == pytest.approx(value, rel=1e-5, abs=1e-8)
