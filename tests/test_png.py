"""Laws of joining bands: what is joined is what was cut, whatever the pixels."""

from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from press.media.png import Band, adler32_combine, chunk, join, ramp, rgb, to_palette

WIDTH = 7
PALETTE = chunk(b"PLTE", bytes(part for i in range(256) for part in (i, 255 - i, i // 2)))

pictures = st.integers(1, 9).flatmap(
    lambda height: st.binary(min_size=WIDTH * height, max_size=WIDTH * height).map(
        lambda pixels: Image.frombytes("P", (WIDTH, height), pixels)
    )
)


def stacked(*pictures: Image.Image) -> bytes:
    return b"".join(picture.tobytes() for picture in pictures)


@given(st.lists(pictures, min_size=1, max_size=4))
def test_a_joined_picture_holds_the_pixels_of_its_bands(parts: list[Image.Image]) -> None:
    joined = Image.open(io.BytesIO(join(PALETTE, *(Band.of(part) for part in parts))))

    assert joined.size == (WIDTH, sum(part.height for part in parts))
    assert joined.tobytes() == stacked(*parts)


@given(pictures)
def test_a_band_survives_the_store(picture: Image.Image) -> None:
    band = Band.of(picture)

    assert Band.unpack(band.pack()) == band


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_checksums_combine_like_the_bytes_they_are_of(first: bytes, second: bytes) -> None:
    combined = adler32_combine(zlib.adler32(first), zlib.adler32(second), len(second))

    assert combined == zlib.adler32(first + second)


def test_every_chunk_and_the_zlib_stream_of_a_joined_picture_are_sound() -> None:
    parts = [Image.new("P", (WIDTH, 3), 1), Image.new("P", (WIDTH, 2), 2)]
    data = join(PALETTE, *(Band.of(part) for part in parts))
    start, stream, kinds = 8, b"", []
    while start < len(data):
        size = int.from_bytes(data[start : start + 4], "big")
        kind, body = data[start + 4 : start + 8], data[start + 8 : start + 8 + size]
        crc = int.from_bytes(data[start + 8 + size : start + 12 + size], "big")
        assert zlib.crc32(kind + body) == crc
        kinds.append(kind)
        stream += body if kind == b"IDAT" else b""
        start += size + 12

    assert (kinds[0], kinds[1], kinds[-1]) == (b"IHDR", b"PLTE", b"IEND")
    assert len(zlib.decompress(stream)) == 5 * (WIDTH + 1)


def test_bands_of_two_widths_do_not_join() -> None:
    with pytest.raises(ValueError, match="widths"):
        join(PALETTE, Band.of(Image.new("P", (4, 1))), Band.of(Image.new("P", (5, 1))))


def test_a_ramp_runs_from_one_ink_to_the_other() -> None:
    steps = ramp(rgb("#000000"), rgb("#ffffff"), 5)

    assert (steps[0], steps[-1], len(steps)) == ((0, 0, 0), (255, 255, 255), 5)


def test_colours_keep_to_the_places_they_were_given() -> None:
    picture = Image.new("RGB", (2, 1))
    picture.putdata([(250, 0, 0), (0, 0, 250)])

    assert list(to_palette(picture, [(255, 0, 0), (0, 0, 255)], first=40).tobytes()) == [40, 41]
