"""Preflight: a PDF and what it ought to be -> everything that is wrong with it. Pure.

    opened     bytes -> Document             objects, marks in mm, pixels, lines of text
    check      Document, Expected -> Findings   one module for each side of the trade:
               boxes objects pdfx ink lettering pictures setting pixels qr

Every finding has a stable code; `CHECKS` says in a line what each one stands for, so that reports
can tell what was looked at and passed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pikepdf
import pypdfium2 as pdfium

from press.preflight import (
    barcodes,
    boxes,
    forbidden,
    ink,
    lettering,
    pictures,
    pixels,
    setting,
    standard,
)
from press.preflight.document import opened
from press.preflight.report import Expected, Finding, fail

__all__ = ["CHECKS", "Expected", "Finding", "preflight"]

_MODULES = (
    boxes,
    standard,
    forbidden,
    ink,
    lettering,
    pictures,
    setting,
    pixels,
    barcodes,
)
CHECKS: Mapping[str, str] = {
    "unreadable": "the file is a sound PDF",
    **{code: line for module in _MODULES for code, line in module.CHECKS.items()},
}


def preflight(data: bytes, expected: Expected) -> tuple[Finding, ...]:
    """Return all that is wrong with a file, each thing once, where it stands first."""
    try:
        with opened(data) as proof:
            found = [finding for module in _MODULES for finding in module.check(proof, expected)]
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        return (fail("unreadable", f"the file cannot be read: {error}"),)
    return tuple(_once(found))


def _once(findings: list[Finding]) -> Iterator[Finding]:
    """Yield the first of findings that say the same of the same page."""
    said = set()
    for finding in findings:
        key = (finding.code, finding.page, finding.message)
        if key not in said:
            said.add(key)
            yield finding
