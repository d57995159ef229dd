"""A QR code as runs of dark modules: str -> mapping. The encoding is ZXing's; we only draw."""

from __future__ import annotations

from functools import lru_cache

import numpy
import zxingcpp

QUIET = 4  # modules of light margin on each side, as ISO/IEC 18004 asks


@lru_cache(maxsize=256)
def qr(address: str) -> dict[str, object]:
    """Return the code for an address at error correction M, quiet zone included.

    `modules` counts a row, `runs` are (row, first column, length) of dark modules.
    """
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M")
    dark = numpy.asarray(code.to_image(scale=1, add_quiet_zones=False)) == 0
    edges = numpy.diff(numpy.pad(dark, ((0, 0), (1, 1))).astype(int), axis=1)
    (rows, starts), (_, ends) = numpy.nonzero(edges == 1), numpy.nonzero(edges == -1)
    runs = numpy.stack([rows + QUIET, starts + QUIET, ends - starts], axis=1)
    return {"modules": len(dark) + 2 * QUIET, "runs": runs.tolist()}
