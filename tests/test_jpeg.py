"""Laws of joining JPEG bands: however a picture is cut, the same bytes come back."""

from __future__ import annotations

import hashlib
import io
import itertools
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from press.media.jpeg import MCU, Band, encode, join


def noise(width: int, height: int, seed: bytes = b"") -> Image.Image:
    pixels = hashlib.shake_256(seed).digest(3 * width * height)
    return Image.frombytes("RGB", (width, height), pixels)


def lettered(width: int, height: int) -> Image.Image:
    """Soft colours with sharp red letters on them: what a piece is made of."""
    picture = noise(5, 4).resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(picture)
    for y in range(0, height, 30):
        draw.text((y % 70, y), "111 - gọi là có người nghe " * 9, "#b3141d", font_size=24)
    return picture


def cut(picture: Image.Image, *places: int) -> list[Image.Image]:
    edges = (0, *places, picture.height)
    return [picture.crop((0, a, picture.width, b)) for a, b in itertools.pairwise(edges)]


def joined(parts: list[Image.Image], quality: int = 85) -> bytes:
    return join(*(Band.of(part, quality) for part in parts))


def opened(data: bytes) -> Image.Image:
    picture = Image.open(io.BytesIO(data))
    assert picture.format == "JPEG"
    picture.load()
    return picture


def far(one: Image.Image, other: Image.Image) -> int:
    """Return the greatest difference of any two samples."""
    assert one.size == other.size
    levels = ImageChops.difference(one.convert("RGB"), other.convert("RGB")).tobytes()
    return max(levels)


@st.composite
def pictures(draw: st.DrawFn) -> Image.Image:
    """Any size up to 13 rows of MCUs, so that markers come round; from noise to soft blots."""
    width, height, blot = (
        draw(st.integers(1, 40)),
        draw(st.integers(1, 104)),
        draw(st.integers(1, 9)),
    )
    small = noise(-(-width // blot), -(-height // blot), draw(st.binary(max_size=4)))
    return small.resize((width, height), Image.Resampling.BICUBIC)


@st.composite
def cut_pictures(draw: st.DrawFn) -> tuple[Image.Image, list[Image.Image]]:
    picture = draw(pictures())
    places = draw(st.sets(st.sampled_from(range(0, picture.height, MCU)))) - {0}
    return picture, cut(picture, *sorted(places))


@given(cut_pictures(), st.integers(1, 100))
def test_a_joined_picture_is_the_very_file_of_the_whole(
    sample: tuple[Image.Image, list[Image.Image]], quality: int
) -> None:
    picture, parts = sample

    assert joined(parts, quality) == encode(picture, quality)


@given(cut_pictures())
def test_a_joined_picture_holds_the_pixels_of_its_bands(
    sample: tuple[Image.Image, list[Image.Image]],
) -> None:
    _, parts = sample
    seen = opened(joined(parts))

    assert seen.size == (parts[0].width, sum(part.height for part in parts))
    assert seen.tobytes() == b"".join(opened(encode(part, 85)).tobytes() for part in parts)


@given(st.lists(st.integers(1, 20), min_size=1, max_size=6), st.integers(1, 7))
def test_bands_of_different_pictures_keep_their_pixels(rows: list[int], last: int) -> None:
    heights = [MCU * count for count in rows] + [last]
    bands = [Band.of(noise(9, height, bytes([i]))) for i, height in enumerate(heights)]

    assert opened(join(*bands)).tobytes() == b"".join(
        opened(band.pack()).tobytes() for band in bands
    )


@given(pictures(), pictures(), pictures())
def test_joining_does_not_depend_on_grouping(
    a: Image.Image, b: Image.Image, c: Image.Image
) -> None:
    first, second, third = (
        Band.of(part.resize((20, height)))
        for part, height in ((a, a.height * MCU), (b, b.height * MCU), (c, c.height))
    )
    left = join(Band.unpack(join(first, second)), third)

    assert left == join(first, Band.unpack(join(second, third))) == join(first, second, third)


@given(pictures(), st.integers(1, 100))
def test_a_band_survives_the_store(picture: Image.Image, quality: int) -> None:
    band = Band.of(picture, quality)

    assert Band.unpack(band.pack()) == band


def test_a_packed_band_is_itself_the_picture() -> None:
    picture = lettered(300, 101)

    assert Band.of(picture).pack() == encode(picture, 85)


@pytest.mark.parametrize("quality", [75, 100])
@pytest.mark.parametrize("size", [(1200, 630), (2479, 200), (8, 1500)])
def test_pictures_of_full_size_join(size: tuple[int, int], quality: int) -> None:
    """Past the encoder's buffer, where it has to stop and go on in the middle of a row."""
    picture = noise(*size)

    assert joined(cut(picture, 24, 152), quality) == encode(picture, quality)


def test_markers_count_modulo_eight_and_their_interval_is_a_row() -> None:
    data = joined(cut(lettered(100, 150), 40, 96))
    markers = [a[0] for a in data[data.index(b"\xff\xda") + 2 :].split(b"\xff")[1:] if a[0]]

    assert markers == [0xD0 + n % 8 for n in range(18)] + [0xD9]
    assert b"\xff\xdd\x00\x04" + (13).to_bytes(2) in data  # DRI: 13 MCUs are 100 px


def test_a_comment_that_came_with_a_picture_stays_out() -> None:
    plain, told = lettered(40, 40), lettered(40, 40)
    told.info["comment"] = b"drawn in a hurry"

    assert Band.of(told) == Band.of(plain)


def test_bands_of_two_widths_do_not_join() -> None:
    with pytest.raises(ValueError, match="widths"):
        joined([noise(8, 8), noise(9, 8)])


def test_bands_of_two_qualities_do_not_join() -> None:
    with pytest.raises(ValueError, match="tables"):
        join(Band.of(noise(8, 8), 85), Band.of(noise(8, 8), 90))


def test_only_the_last_band_may_end_within_an_mcu() -> None:
    with pytest.raises(ValueError, match="heights"):
        joined([noise(8, 8), noise(8, 9), noise(8, 8)])


@pytest.mark.parametrize("mode", ["L", "P", "CMYK", "RGBA"])
def test_a_band_is_of_rgb(mode: str) -> None:
    with pytest.raises(ValueError, match=mode):
        Band.of(Image.new(mode, (8, 8)))


@pytest.mark.parametrize(
    "options",
    [{}, {"restart_marker_rows": 2}, {"restart_marker_rows": 1, "subsampling": 2}],
    ids=["no restarts", "every other row", "MCUs of 16 px"],
)
def test_other_jpegs_are_not_taken_for_bands(options: dict[str, int]) -> None:
    file = io.BytesIO()
    noise(40, 40).save(file, "JPEG", **options)

    with pytest.raises(ValueError, match="restart"):
        Band.unpack(file.getvalue())


def test_progressive_jpegs_are_not_taken_for_bands() -> None:
    file = io.BytesIO()
    noise(40, 40).save(file, "JPEG", progressive=True, restart_marker_rows=1, subsampling=0)

    with pytest.raises(ValueError, match="not found"):
        Band.unpack(file.getvalue())


@pytest.fixture
def piece() -> bytes:
    return joined(cut(lettered(603, 317), 24, 256))


def test_pdf_viewers_see_the_same_picture(piece: bytes) -> None:
    seen = opened(piece)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=seen.size)
        image = pdf.make_stream(
            piece,
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=seen.width,
            Height=seen.height,
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
            Filter=pikepdf.Name.DCTDecode,
        )
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Piece=image))
        page.Contents = pdf.make_stream(b"%d 0 0 %d 0 0 cm /Piece Do" % seen.size)
        file = io.BytesIO()
        pdf.save(file)
    with pypdfium2.PdfDocument(file.getvalue()) as document:
        drawn = document[0].render(scale=1).to_pil()

    assert far(drawn, seen) <= 2


def test_a_decoder_of_another_family_sees_the_same_picture(piece: bytes, tmp_path: Path) -> None:
    """Typst decodes in Rust, with no line of libjpeg; rounding is its own."""
    seen = opened(piece)
    (tmp_path / "piece.jpg").write_bytes(piece)
    width, height = seen.size
    source = tmp_path / "piece.typ"
    source.write_text(
        f'#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n#image("piece.jpg")'
    )
    data = typst.compile(source, format="png", ppi=72)

    assert far(Image.open(io.BytesIO(data)), seen) <= 4
