"""What print runs show. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown, digest
from press.outputs.piece.record import Artwork, Imprint


@dataclass(frozen=True)
class Edition(Shown):
    """A print run: an artwork with the imprints of all communes, whose names are bookmarks."""

    artwork: Artwork
    imprints: tuple[Imprint, ...]
    names: tuple[str, ...]

    @property
    def drawn_by(self) -> str:
        """The fingerprint of what draws its sheet."""
        return self.artwork.sheet.fingerprint

    @property
    def files(self) -> tuple[str, ...]:
        """None: a print run shows no other file."""
        return ()

    @property
    def parts(self) -> tuple[str, str]:
        """The digests of the artwork, and of all that is a commune's."""
        return self.artwork.digest, digest(self.names, *(one.digest for one in self.imprints))
