"""A site on a USB stick: every link names a file, nothing needs a server, one zip holds it all."""

from __future__ import annotations

import zipfile
from pathlib import Path
from urllib.parse import unquote, urlsplit

import html5lib
import pytest

from press.tools.usb import zip_site
from tests.conftest import TINY
from tests.sites import copied, run


@pytest.fixture(scope="module")
def site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny campaign made for a disk."""
    folder = copied(built, tmp_path_factory.mktemp("usb"))
    result = run(folder, "usb")
    assert result.exit_code == 0, result.output
    return folder / "site-usb"


def test_every_link_of_every_page_opens_a_file(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert pages
    for page in pages:
        tree = html5lib.parse(page.read_bytes(), treebuilder="etree")
        for element in tree.iter():
            link = urlsplit(element.get("href") or element.get("src") or "")
            if not link.scheme and link.path:
                assert (page.parent / unquote(link.path)).is_file(), (page, link.path)


def test_the_zip_holds_every_file_and_the_first_page_first(site: Path) -> None:
    with zipfile.ZipFile(site.with_name("site-usb.zip")) as packed:
        assert packed.testzip() is None
        assert packed.namelist()[0] == "site-usb/index.html"
        files = {path.relative_to(site.parent).as_posix() for path in site.rglob("*.*")}
        assert set(packed.namelist()) == {name for name in files if (site.parent / name).is_file()}


def test_nothing_there_needs_a_server(site: Path) -> None:
    for name in ("404.html", "robots.txt", "sitemap.xml", "sitemap-0.xml", "sw.js", "pagefind"):
        assert not (site / name).exists(), name


def test_packing_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    sums = []
    for name in ("a.zip", "b.zip"):
        zip_site(TINY, tmp_path / name, tmp_path / "tmp")
        sums.append((tmp_path / name).read_bytes())

    assert sums[0] == sums[1]
    assert not list((tmp_path / "tmp").iterdir())
