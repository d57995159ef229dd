"""A QR code as runs of dark modules: str -> mapping. The encoding is ZXing's; we only draw."""

from __future__ import annotations

from functools import lru_cache
from typing import TypedDict

import numpy
import zxingcpp

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
    dark = numpy.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    edges = numpy.diff(numpy.pad(dark, ((0, 0), (1, 1))).astype(int), axis=1)
    (rows, starts), (_, ends) = numpy.nonzero(edges == 1), numpy.nonzero(edges == -1)
    runs = numpy.stack([rows + QUIET, starts + QUIET, ends - starts], axis=1)
    return {"modules": len(dark) + 2 * QUIET, "runs": runs.tolist()}
