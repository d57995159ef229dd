"""The surfaces that are attacked. Each makes a case from a name; most are judged as content."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hostile.case import Case, Name, Verdict
from tests.hostile.judge import judge
from tests.hostile.surfaces import bodies, fonts, front, logos, logs, names, site, tables, tomls

Judge = Callable[[Case, Path], Verdict]


@dataclass(frozen=True)
class Surface:
    """What is attacked. `share` is its part of a run's cases, in thousandths."""

    make: Callable[[Name], Case]
    share: int
    judge: Callable[..., Verdict] = judge


SURFACES = {
    "front": Surface(front.make, 220),
    "bodies": Surface(bodies.make, 200),
    "tables": Surface(tables.make, 200),
    "toml": Surface(tomls.make, 150),
    "naughty": Surface(names.make, 140),
    "logos": Surface(logos.make, 60),
    "logs": Surface(logs.make, 16, logs.judge),
    "fonts": Surface(fonts.make, 8, fonts.judge),
    "site": Surface(site.make, 6, site.judge),
}
