"""What a file ought to be, and what was found wrong with it: the words of every check. Pure."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 25.4 / 72  # mm
SHOP = ("x-1a", "x-4")


@dataclass(frozen=True)
class Expected:
    """What a file ought to be. Lengths are mm of the drawn file unless said otherwise.

    `standard` is ua-1 (an office file, RGB), x-1a or x-4 (a shop file, CMYK). `trim` is the width
    and height of the trimmed sheet as drawn, after `scale`: 10 is 1:10. Of full size are
    `distance`, the metres from which it is read, and `hem`, the mm along each edge that text and
    QR codes keep out of. `folds` are mm from the left of the first page; a back mirrors them.
    `outlines` allows no live font, `grey` is the ink-saving variant. `link` is what each QR code
    says, None where none belongs. `compounds` are words of several syllables that no line may
    split, `texts` are found in it, in any case and spacing, when its fonts are live.
    """

    standard: str
    trim: tuple[float, float]
    bleed: float
    scale: int
    distance: float
    hem: float
    folds: tuple[float, ...]
    outlines: bool
    grey: bool
    link: str | None
    compounds: tuple[str, ...]
    texts: tuple[str, ...] = ()

    @property
    def shop(self) -> bool:
        """Whether it goes to a print shop: CMYK, bleed, PDF/X."""
        return self.standard in SHOP


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: `level` is fail or warn, the message has both values.

    `at` is the place in mm from the left and the top of the trimmed sheet, as drawn.
    """

    code: str
    level: str
    message: str
    page: int = 1
    at: tuple[float, float] | None = None


def fail(code: str, message: str, page: int = 1, at: tuple[float, float] | None = None) -> Finding:
    """Return a finding that keeps the file from print."""
    return Finding(code, "fail", message, page, _rounded(at))


def warn(code: str, message: str, page: int = 1, at: tuple[float, float] | None = None) -> Finding:
    """Return a finding that somebody should look at."""
    return Finding(code, "warn", message, page, _rounded(at))


def _rounded(at: tuple[float, float] | None) -> tuple[float, float] | None:
    """Return a place to a tenth of a millimetre, as precise as anybody looks."""
    return at and (round(at[0], 1), round(at[1], 1))
