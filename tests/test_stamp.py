"""Stamps: a run that ends at once does and says what a full run would, or there is a full run."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import Result

from press.build.site import Site
from press.build.staleness import Project
from press.build.stamp import Stamp
from press.cli import stages
from press.cli.options import Options
from press.content.read.disk import ROOT
from press.content.read.entries import JUNK
from press.content.read.inputs import INSTALLED, Inputs, installation, take
from tests import sites
from tests.conftest import TINY
from tests.sites import copied, edit, run, tree

HEAVY = {"fontTools", "jinja2", "lxml", "markdown", "pikepdf", "pydantic", "rich", "ruamel"}
Change = Callable[[Path], object]


def site_of(folder: Path) -> Site:
    return Site(folder / "site", folder / ".press")


@pytest.fixture
def pair(built: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two copies of the tiny campaign and its site: one with the stamp, the other without."""
    folders = tmp_path / "one", tmp_path / "other"
    for folder in folders:
        folder.mkdir()
        copied(built, folder)
    site_of(folders[1]).stamp.unlink()
    return folders


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders of content that were understood: a run that ends at once does not."""
    seen: list[Path] = []
    project = stages.project

    def noted(options: Options, inputs: Inputs) -> Project:
        seen.append(options.content.parent)
        return project(options, inputs)

    monkeypatch.setattr(stages, "project", noted)
    return seen


def said(result: Result) -> str:
    """Return what a run printed, but how far it was, how long it took and where."""
    text = re.sub(r".* left\n|[\d.]+ s$", "", result.output, flags=re.MULTILINE)
    return re.sub(r"/(one|other)/", "/", text)


def both(pair: tuple[Path, Path], *arguments: str) -> None:
    """Run in both folders: the same is said, and the same sites are left."""
    one, other = (run(folder, *arguments) for folder in pair)

    assert one.exit_code == other.exit_code
    assert said(one) == said(other)
    assert tree(pair[0] / "site") == tree(pair[1] / "site")


def nothing(_: Path) -> None:
    """Change nothing."""


@pytest.mark.parametrize("arguments", [(), ("-v",), ("--quiet",), ("--remove",)])
def test_a_run_that_ends_at_once_says_the_same(
    pair: tuple[Path, Path], full: list[Path], arguments: tuple[str, ...]
) -> None:
    both(pair, *arguments)

    assert full == [pair[1]]
    assert site_of(pair[0]).stamp.read_bytes() == site_of(pair[1]).stamp.read_bytes()


def test_it_loads_nothing_that_understands_content(built: Path) -> None:
    code = "import sys; from press.cli.commands import main; main(standalone_mode=False)"
    show = "; print(*{name.partition('.')[0] for name in sys.modules})"
    folders = ["--content", str(built / "content"), "--site", str(built / "site")]
    told = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", code + show, *folders, *sites.DAY],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip

    assert ", 0 made, 0 removed, 0 drawn," in told.stdout
    assert {*told.stdout.split()} & HEAVY == set()


def touch(folder: Path) -> None:
    os.utime(folder / "site" / "index.html", (1, 1))


def spoil(folder: Path) -> None:
    """Change a byte of the manifest and leave its size and time."""
    path = folder / "site" / "manifest.json"
    found = path.stat()
    path.write_bytes(path.read_bytes().replace(b'"today"', b'"todaY"'))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))


def link(folder: Path) -> None:
    path = folder / "site" / "404.html"
    path.rename(folder / "404.html")
    path.symlink_to(folder / "404.html")


def leave(name: str) -> Change:
    """Leave what a stopped build leaves."""
    return lambda folder: getattr(site_of(folder), name).write_bytes(b"")


def damage(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2] + b"?" + data[len(data) // 2 + 1 :])


def stamp_as(folder: Path, data: bytes) -> None:
    site_of(folder).stamp.write_bytes(data)


CHANGES: dict[str, Change] = {
    "a file of the site is touched": touch,
    "a file of the site is gone": lambda folder: (folder / "site" / "404.html").unlink(),
    "a file of the site is a link": link,
    "the manifest is spoilt": spoil,
    "the site is gone": lambda folder: shutil.rmtree(folder / "site"),
    "a file is foreign": lambda folder: (folder / "site" / "x.txt").write_bytes(b""),
    "the ledger is damaged": lambda folder: damage(site_of(folder).ledger_path),
    "the ledger is gone": lambda folder: site_of(folder).ledger_path.unlink(),
    "a build was stopped at work": leave("_journal"),
    "a build was stopped at the switch": leave("_next"),
    "an old site was left": leave("_old"),
    "a file of content is odd": lambda folder: (folder / "content" / "b.docx").write_bytes(b""),
    "content cannot be read": lambda folder: (folder / "content" / "a.md").symlink_to("/none"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_whatever_is_not_as_it_was_left_is_for_a_full_run(
    pair: tuple[Path, Path], full: list[Path], change: Change
) -> None:
    for folder in pair:
        change(folder)
    both(pair)

    assert full == [*pair]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--today", "2025-07-16"),
        ("--clean",),
        ("--commune", "16813", "--remove"),
        ("--message", "goi-111", "--remove"),
    ],
)
def test_another_day_and_other_options_are_for_a_full_run(
    pair: tuple[Path, Path], full: list[Path], arguments: tuple[str, ...]
) -> None:
    both(pair, *arguments)

    assert full == [*pair]


def test_another_day_of_the_clock_is_for_a_full_run(
    pair: tuple[Path, Path], full: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Stamp, "clock", date(2025, 1, 1))  # though the day to build for is the same
    both(pair)

    assert full == [*pair]


@pytest.mark.parametrize("data", [b"", b"{}", b"[1, 2, 3, 4]\t00000000\n", b"\xff\xfe"])
def test_a_damaged_stamp_is_none(pair: tuple[Path, Path], full: list[Path], data: bytes) -> None:
    stamp_as(pair[0], data)
    both(pair)

    assert full == [*pair]
    assert Stamp.read(site_of(pair[0])) == Stamp.read(site_of(pair[1])) is not None


def test_every_file_of_content_counts(pair: tuple[Path, Path]) -> None:
    folder = pair[0] / "content"
    before = take(folder).digest
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        text = path.read_bytes()
        path.write_bytes(text + b"\n")
        assert take(folder).digest != before, path
        path.write_bytes(text)
        moved = path.rename(path.with_name(f"b-{path.name}"))
        assert take(folder).digest != before, path
        moved.rename(path)

    assert take(folder).digest == before


def test_every_file_of_the_installation_counts() -> None:
    found = installation()
    files = [path for name in INSTALLED for path in (ROOT / name).rglob("*") if path.is_file()]
    ours = [path for path in files if not any(map(JUNK.fullmatch, path.relative_to(ROOT).parts))]
    taken = take(TINY)

    assert found.digests == {
        path.relative_to(ROOT).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in ours
    }
    lacking = replace(found, versions={**found.versions, "zlib": "0"})
    assert replace(taken, installation=lacking).digest != taken.digest
    lacking = replace(found, digests={**found.digests, "press/__init__.py": "0"})
    assert replace(taken, installation=lacking).digest != taken.digest


def test_the_same_edit_of_content_comes_to_the_same(
    pair: tuple[Path, Path], full: list[Path]
) -> None:
    for folder in pair:
        edit(folder / "content" / "messages" / "goi-111" / "vi.md", "headline: ", "headline: Này, ")
    both(pair)
    both(pair)

    assert full == [*pair]
