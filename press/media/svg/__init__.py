"""Pictures in SVG, drawn by whatever program -> layers in one colour: pictograms, logos. Pure.

What cannot be drawn as any browser would draw it is refused by its name and place: a logo that is
wrong by a circle is printed on thousands of sheets. `reader` knows XML, `style` what is painted,
`shapes` where the lines run, `drawing` all of a picture.
"""

from press.media.svg.drawing import layers, outline
from press.media.svg.reader import Fault, UnfitError

__all__ = ["Fault", "UnfitError", "layers", "outline"]
