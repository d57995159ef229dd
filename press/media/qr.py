"""QR codes: an address -> runs of dark modules, or a picture. The encoding is ZXing's."""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import Any, TypedDict

import zxingcpp
from PIL import Image

QUIET = 4  # modules of light margin on each side, as ISO/IEC 18004 asks


class Code(TypedDict):
    """A code, quiet zone included: `modules` in a row, and runs of dark ones.

    A run is (row, first column, length).
    """

    modules: int
    runs: list[tuple[int, int, int]]


@lru_cache(maxsize=1024)
def qr(address: str) -> Code:
    """Return the code for an address at error correction M."""
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    modules: Any = code.to_image(scale=1, add_quiet_zones=False)
    side, _ = modules.shape
    data = bytes(memoryview(modules))  # a byte each, 0 is dark
    runs = [
        (row + QUIET, run.start() + QUIET, run.end() - run.start())
        for row in range(side)
        for run in re.finditer(rb"\0+", data[row * side : (row + 1) * side])
    ]
    return {"modules": side + 2 * QUIET, "runs": runs}


def picture(address: str, light: tuple[int, int, int], dark: tuple[int, int, int]) -> bytes:
    """Return the code for an address as a PNG of one pixel a module."""
    code = qr(address)
    drawn = Image.new("P", (code["modules"], code["modules"]), 0)
    for row, start, length in code["runs"]:
        drawn.paste(1, (start, row, start + length, row + 1))
    drawn.putpalette([*light, *dark])
    file = io.BytesIO()
    drawn.save(file, "PNG", bits=1)
    return file.getvalue()
