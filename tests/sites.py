"""Sites of the tiny campaign: written, built in this process, copied, edited and compared."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from press.build.site import Site
from press.cli.commands import main
from press.content.read.disk import ROOT
from tests.conftest import TINY

DAY = ("--today", "2025-07-15")


def content(folder: Path) -> Path:
    """Write the tiny content with the real words into a folder, and return the folder."""
    shutil.copytree(TINY, folder / "content")
    strings = folder / "content" / "strings"
    shutil.copytree(ROOT / "content" / "strings", strings, dirs_exist_ok=True)
    return folder


def run(folder: Path, *arguments: str, site: str = "site") -> Result:
    """Run a command, `build` if none is named, on the content of a folder: by one process."""
    options = ["--content", str(folder / "content"), "--site", str(folder / site)]
    command = arguments[0] if arguments and not arguments[0].startswith("-") else "build"
    rest = arguments[1:] if command in arguments else arguments
    jobs = ["--jobs", "1"] if command in {"build", "usb"} and "--jobs" not in rest else []
    day = [] if "--today" in rest else DAY
    return CliRunner().invoke(main, [command, *options, *day, *jobs, *rest], catch_exceptions=False)


def copied(built: Path, folder: Path) -> Path:
    """Copy a folder with content, site and what a build knows of it, as if built there."""
    for name in ("content", "site", ".press"):
        shutil.copytree(built / name, folder / name)
    place = Site(folder / "site", folder / ".press")
    for known in (folder / ".press").glob("site-*"):  # named by the site's place
        known.rename({p.suffix: p for p in (place.ledger_path, place.stamp)}[known.suffix])
    return folder


def tree(folder: Path) -> dict[str, str]:
    """Return the path of every file below a folder, and the sum of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def edit(path: Path, old: str, new: str) -> None:
    """Replace a text of a file where it first stands; it must stand there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
