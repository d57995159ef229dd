"""Colours as page descriptions set them: a space in the trade's words and the parts of the ink."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

RGB = frozenset({"rgb", "icc-rgb", "cal-rgb"})
CMYK = frozenset({"cmyk", "icc-cmyk"})
GREY = frozenset({"grey", "icc-grey", "cal-grey"})

_NAMES = {
    "/DeviceGray": "grey", "/G": "grey", "/CalGray": "cal-grey",
    "/DeviceRGB": "rgb", "/RGB": "rgb", "/CalRGB": "cal-rgb",
    "/DeviceCMYK": "cmyk", "/CMYK": "cmyk", "/Lab": "lab",
    "/Separation": "spot", "/DeviceN": "spot", "/Pattern": "pattern",
}  # fmt: skip
_PROFILES = {1: "icc-grey", 3: "icc-rgb", 4: "icc-cmyk"}


@dataclass(frozen=True)
class Colour:
    """A colour: `space` is a name of `space_name`, `parts` are 0 to 1, of CMYK the inks."""

    space: str
    parts: tuple[float, ...] = ()

    @property
    def ink(self) -> float:
        """The sum of all inks, 3.0 for 300 %; 0 where the space does not speak of ink."""
        return sum(self.parts) if self.space in CMYK | {"spot"} else 0.0

    @property
    def neutral(self) -> bool:
        """Whether it is a grey, white and black included."""
        if self.space in CMYK:
            return max(self.parts[:3], default=1) == 0
        return self.space in GREY or (
            self.space in RGB and max(self.parts) - min(self.parts) < 0.02
        )

    @property
    def dark(self) -> bool:
        """Whether it is nearer to black than to white."""
        if self.space in CMYK:
            return sum(self.parts) >= 0.5
        return bool(self.parts) and max(self.parts) < 0.5


BLACK = Colour("grey", (0.0,))


def space_name(space: pikepdf.Object | None, resources: pikepdf.Object) -> str:
    """Return the trade's word for a colour space; palettes count as what is in them."""
    if isinstance(space, Name):
        known = _NAMES.get(str(space))
        named = resources.get("/ColorSpace", Dictionary()).get(str(space))
        return known or (space_name(named, resources) if named is not None else "unknown")
    if not isinstance(space, Array) or not len(space):
        return "unknown"
    family = str(space[0])
    if family == "/ICCBased":
        return _PROFILES.get(int(space[1].get("/N", 0)), "unknown")
    if family in {"/Indexed", "/I"}:
        return space_name(space[1], resources)
    return _NAMES.get(family, "unknown")
