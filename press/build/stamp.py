"""Stamp: how the last build that ended well began, and what it left.

A run with the same inputs, that finds the same ledger and every file as the ledger tells, would do
nothing and say the same. That is known without understanding any content, so such a run is over
before most of the program has been loaded. Whatever is not exactly so is a full run's to decide: a
stamp only ever says that nothing is to be done.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import NamedTuple, Self
from zoneinfo import ZoneInfo

from press.base.diag import ContentError
from press.base.digest import digest
from press.build.files import make_way, open_plain, read_plain
from press.build.ledger import DAMAGE, sound, summed
from press.build.place import refuse_place
from press.build.site import MANIFEST, Site
from press.build.store import Store, replace_file


class Stamp(NamedTuple):
    """What a site was made from, as one digest, and what its build said of the content.

    `timezone` is that of the campaign: it tells which day it is.
    """

    inputs: str
    ledger: str
    timezone: str
    warnings: tuple[str, ...]

    @classmethod
    def read(cls, site: Site) -> Self | None:
        """Return a site's stamp; None if there is none, or it is damaged."""
        with suppress(OSError, *DAMAGE):
            inputs, ledger, timezone, warnings = json.loads(sound(read_plain(site.stamp)))
            return cls(inputs, ledger, timezone, tuple(warnings))
        return None

    def write(self, site: Site, store: Store) -> None:
        """Keep it beside the ledger."""
        make_way(site.stamp)
        replace_file(site.stamp, [summed(json.dumps(self))], store.tmp)

    @property
    def clock(self) -> date | None:
        """The day it is where the campaign is."""
        with suppress(OSError, *DAMAGE):
            return datetime.now(ZoneInfo(self.timezone)).date()
        return None


def made_from(inputs: str, today: date, clock: date, chosen: Iterable[object]) -> str:
    """Return the digest of all that a run begins with: its inputs, its days, its options."""
    return digest(inputs, today.isoformat(), clock.isoformat(), *chosen)


def ledger_digest(site: Site) -> str:
    """Return the digest of the ledger as it lies on the disk; nothing if there is none."""
    with suppress(OSError), open_plain(site.ledger_path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
    return ""


def files_standing(site: Site, stamp: Stamp) -> int | None:
    """Return how many files a site has, if all are as its stamp and ledger tell, and no others.

    Nothing is put right here: that, and saying what is wrong, is a full run's.
    """
    if site.is_unsettled or not stamp.ledger or ledger_digest(site) != stamp.ledger:
        return None
    ledger, known = site.ledger, {MANIFEST}
    for group in ledger.groups():
        if not site.stands(*group.made):
            return None
        known.update(made.path for made in group.made)
    if site.doubts(ledger):
        return None
    try:
        refuse_place(site.given)
        site.refuse_foreign(known)
    except ContentError:
        return None
    return len(known) - 1
