"""What small pictures show. Compose -> render."""

from __future__ import annotations

from dataclasses import dataclass

from press.base.digest import Shown
from press.outputs.piece.record import Face


@dataclass(frozen=True)
class Thumb(Shown):
    """A piece in the province's name, small; `mini` is the smallest there is, for lists."""

    face: Face
    mini: bool

    @property
    def drawn_by(self) -> str:
        """The fingerprint of what draws its sheet."""
        return self.face.drawn_by

    @property
    def files(self) -> tuple[str, ...]:
        """None: it is drawn, not made of another file."""
        return ()

    @property
    def parts(self) -> tuple[str, str]:
        """The digests of the artwork and of the imprint."""
        return self.face.parts


@dataclass(frozen=True)
class Cover(Shown):
    """A card in the province's name, `width` px wide, for pages to show: `type` png or webp."""

    face: Face
    width: int
    type: str

    @property
    def drawn_by(self) -> str:
        """The fingerprint of what draws its sheet."""
        return self.face.drawn_by

    @property
    def files(self) -> tuple[str, ...]:
        """None: it is drawn, not made of another file."""
        return ()


@dataclass(frozen=True)
class ContactSheet(Shown):
    """Small pictures of a campaign in rows: the path of each in the site, whether it is long."""

    rows: tuple[tuple[tuple[str, bool], ...], ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The pictures, in reading order."""
        return tuple(path for row in self.rows for path, _ in row)
