"""A QR code as runs of dark modules: str -> mapping. The encoding is segno's; we only draw."""

from __future__ import annotations

from functools import lru_cache

import segno

QUIET = 4  # modules of light margin on each side, as ISO/IEC 18004 asks


@lru_cache(maxsize=256)
def qr(address: str) -> dict[str, object]:
    """Return the code for an address at error correction M, quiet zone included.

    `modules` counts a row, `runs` are (row, first column, length) of dark modules.
    """
    matrix = segno.make_qr(address, error="m", boost_error=False).matrix
    runs = [
        (row + QUIET, start + QUIET, end - start)
        for row, modules in enumerate(matrix)
        for start, end in _dark(modules)
    ]
    return {"modules": len(matrix) + 2 * QUIET, "runs": runs}


def _dark(modules: bytes | bytearray) -> list[tuple[int, int]]:
    """Return the (start, end) of each run of dark modules in a row."""
    framed = [0, *modules, 0]
    edges = [i for i in range(len(framed) - 1) if bool(framed[i]) != bool(framed[i + 1])]
    return list(zip(edges[::2], edges[1::2], strict=True))
