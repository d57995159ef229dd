"""Where the addresses in one file of a site lead."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

ASIDE = frozenset({"mailto", "tel", "sms"})  # schemes that leave the browser
LOST = "404.html"


@dataclass(frozen=True)
class Site:
    """A built site, and what its links may lead to."""

    folder: Path
    files: frozenset[str]  # paths below the folder, with slashes
    base: str  # where it will stand, with a slash at the end
    hosts: frozenset[str]  # whom plain links may lead to
    from_disk: bool  # opened without a server


@dataclass
class Links:
    """The links of one file, followed one by one, and all its faults."""

    site: Site
    path: str
    count: int = 0
    weighed: int = 0  # links beside which their file's size is told
    anchors: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        """Note something that is wrong."""
        self.faults.append(words)

    def load(self, address: str) -> str | None:
        """Follow an address that a browser loads by itself. Return the file's path, if any."""
        self.count += 1
        if address.startswith("data:"):
            return None
        if urlsplit(address).netloc and not self._ours(address):
            self.fault(f"loads from elsewhere: {address}")
            return None
        return self._target(address)

    def weigh(self, address: str, told: float, step: float) -> None:
        """Compare the bytes that are told of a file, rounded to `step`, with those it has."""
        self.weighed += 1
        target = self._target(address)
        size = (self.site.folder / target).stat().st_size if target else told
        if abs(size - told) > step / 2:
            self.fault(f"tells about {told:,.0f} bytes of {address}, which has {size:,.0f}")

    def follow(self, address: str) -> None:
        """Follow an address that people may go to."""
        self.count += 1
        scheme = urlsplit(address).scheme
        if scheme in ASIDE:
            return
        if scheme == "webcal":
            self._target(address.replace("webcal:", "https:", 1))
        elif scheme in {"http", "https"} and not self._ours(address):
            if urlsplit(address).hostname not in self.site.hosts:
                self.fault(f"leads to a host that content does not name: {address}")
        elif scheme in {"http", "https", ""}:
            self._target(address)
        else:
            self.fault(f"an address of another kind: {address[:60]}")

    def named(self, text: str) -> None:
        """Follow every full address of the site that stands in a text, whatever it is for."""
        for address in re.findall(re.escape(self.site.base) + r"[^\s\"'`<>\\{}|^]*", text):
            self.count += 1
            self._target(re.sub(r"[.,;:!?)\]]+$", "", address))

    def _from_root(self, address: str) -> str:
        """Return the full address of a link on the page that servers show at any address."""
        if not urlsplit(address).path or urlsplit(address).netloc:
            return address
        if not address.startswith(urlsplit(self.site.base).path):
            self.fault(f"does not begin at the root of the site: {address}")
        return urljoin(self.site.base, address)

    def _ours(self, address: str) -> bool:
        return address.startswith(self.site.base)

    def _target(self, address: str) -> str | None:
        """Return the file that an address of the site leads to."""
        if self.path == LOST:
            address = self._from_root(address)
        absolute = self._ours(address)
        within = address[len(self.site.base) :] if absolute else address
        parts = urlsplit(within)
        if within.startswith("/"):
            self.fault(f"holds only where the site has a host of its own: {address}")
            return None
        here = "" if absolute else posixpath.dirname(self.path)
        path = unquote(parts.path)
        target = self.path if not within.split("#")[0].split("?")[0] and not absolute else ""
        target = target or posixpath.normpath(posixpath.join(here, path)).removeprefix("./")
        if path.endswith("/") or target == "." or posixpath.basename(path) in {".", ".."}:
            if self.site.from_disk and not absolute:
                self.fault(f"leads to a folder, which no disk opens: {address}")
            target = posixpath.normpath(posixpath.join(target, "index.html"))
        if target not in self.site.files:
            self.fault(f"leads nowhere: {address}")
            return None
        if parts.fragment and target.endswith((".html", ".svg")):
            self.anchors.add((target, unquote(parts.fragment)))
        return target
