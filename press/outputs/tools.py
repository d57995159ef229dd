"""What renderers work with, in one process."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

Memo = Callable[[str, Callable[[], bytes]], bytes]
T = TypeVar("T")


class Tools:
    """What renderers take from the machine, and what they share of their own.

    `root` is the folder of the project, `profile` the ICC profile of the press, and `texts` are
    the templates that Jinja fills, by name.
    `memo` returns the bytes that are kept under a digest, or makes and keeps them; the digest must
    cover all that they are made from, code and templates too.
    """

    def __init__(self, root: Path, profile: bytes, texts: Mapping[str, str], memo: Memo) -> None:
        self.root = root
        self.profile = profile
        self.texts = texts
        self.memo = memo
        self._made: dict[object, Any] = {}

    def one(self, make: Callable[[Tools], T]) -> T:
        """Return what a function makes of these tools, made once for all who ask for it."""
        if make not in self._made:
            self._made[make] = make(self)
        made: T = self._made[make]
        return made
