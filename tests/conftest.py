"""Fixtures: a tiny content that is right, the campaign made of it, and texts to compare with.

How many examples hypothesis draws is said here alone: few and always the same in the suite, so
that no run is red by chance; many and new ones by hand, with `--hypothesis-profile=sweep`. No
example has a deadline, as a busy machine is no fault of the code.

Fixtures load what they need themselves, so that a test of one small module waits for no other.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from press.content.model.campaign import Campaign
    from press.content.resources import Resources, Sources

TODAY = date(2025, 7, 15)
TINY = Path(__file__).parent / "tiny" / "content"
GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, str], None]
Clean = Callable[[Path], Mapping[str, str]]

for name, examples, same in (("suite", 20, True), ("sweep", 2_000, False)):
    settings.register_profile(
        name,
        max_examples=examples,
        derandomize=same,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write tests/golden anew: look at it")


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with the one of that name in tests/golden; with `--update` write it."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update"):
            path.parent.mkdir(parents=True, exist_ok=True)
            written = "".join(f"{line}\n" for line in text.splitlines())
            path.write_text(written, encoding="utf-8", newline="\n")
        assert path.is_file(), f"{path} is not there: pytest --update"
        lines = (path.read_text("utf-8").splitlines(), text.splitlines())
        changed = "\n".join(unified_diff(*lines, name, "now", n=1, lineterm=""))
        assert not changed, f"if this is meant, pytest --update\n{changed}"

    return compare


def overlaid(base: Sources, *overlays: Sources) -> Sources:
    """Return the files of all, later ones in place of earlier; an empty file removes one."""
    files = {source.name: source for source in base.files}
    problems = list(base.problems)
    for overlay in overlays:
        files |= {source.name: source for source in overlay.files}
        problems += overlay.problems
    unread = {problem.span.path for problem in problems}
    kept = (files[name] for name in sorted(files))
    return replace(
        base,
        files=tuple(source for source in kept if source.text and source.path not in unread),
        problems=tuple(problems),
        others=tuple(name for sources in (base, *overlays) for name in sources.others),
    )


def memory() -> Callable[[str, Callable[[], bytes]], bytes]:
    """Return a store that keeps drawings in this process, so that tests share them."""
    kept: dict[str, bytes] = {}
    return lambda key, make: kept[key] if key in kept else kept.setdefault(key, make())


@pytest.fixture(scope="session")
def resources() -> Resources:
    from press.content.read.disk import read_resources

    return read_resources(TODAY)


@pytest.fixture(scope="session")
def tiny_sources() -> Sources:
    """2 messages, 3 communes, 2 languages, 3 formats, and the real words of pages and pieces."""
    from press.content.read.disk import ROOT, read_sources

    real = read_sources(ROOT / "content")
    strings = (source for source in real.files if source.name.startswith("strings/"))
    words = replace(real, files=tuple(strings), problems=(), others=())
    return overlaid(read_sources(TINY), words)


@pytest.fixture(scope="session")
def tiny(tiny_sources: Sources, resources: Resources) -> Campaign:
    from press.content.check import check
    from press.content.parse import parse

    return check(parse(tiny_sources), resources).campaign


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run files that are named one by one in this process, which takes less than starting others.

    A folder, or the whole suite, is spread over all processors.
    """
    folders = any(Path(name).is_dir() for name in config.args)
    return None if folders else 0


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the tiny content and its site, for all tests: none may change it."""
    from tests import sites

    folder = sites.content(tmp_path_factory.mktemp("built"))
    result = sites.run(folder)
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of that folder, which the test may change."""
    from tests import sites

    return sites.copied(built, tmp_path)


@pytest.fixture(scope="session")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Clean:
    """Return the files and sums of what a build from nothing makes of a content.

    Each content is built once for all tests that come to it.
    """
    from tests import sites

    known: dict[str, Mapping[str, str]] = {}

    def from_nothing(content: Path) -> Mapping[str, str]:
        key = str(sorted(sites.tree(content).items()))
        if key not in known:
            folder = tmp_path_factory.mktemp("clean")
            shutil.copytree(content, folder / "content")
            assert sites.run(folder).exit_code == 0
            known[key] = sites.tree(folder / "site")
        return known[key]

    return from_nothing


@pytest.fixture(scope="session")
def renamed(tiny: Campaign) -> Campaign:
    """The tiny campaign, in which a commune, a message and a page had other names before."""
    communes = tuple(
        c.model_copy(update={"aliases": ("16999", "muong-xen-cu")}) if c.code == "16813" else c
        for c in tiny.communes
    )
    messages = tuple(
        m.model_copy(update={"aliases": ("tong-dai",)}) if m.id == "goi-111" else m
        for m in tiny.messages
    )
    pages = tuple(p.model_copy(update={"aliases": ("bao-tin",)}) for p in tiny.pages)
    return tiny.model_copy(update={"communes": communes, "messages": messages, "pages": pages})
