"""Visits are counted from logs alone: pages that people saw, and none that would betray them."""

from __future__ import annotations

import gzip
import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from press.cli import main
from press.read import ROOT
from press.visits import Visits, seen
from tests.conftest import TINY

BASE = "https://vi-du.vn/goc/"
PHONE = "Mozilla/5.0 (Linux; Android 11)"


def line(path: str, *, status: int = 200, agent: str = PHONE, day: str = "05/Jul/2025") -> str:
    return f'10.0.0.1 - - [{day}:10:00:00 +0700] "GET {path} HTTP/1.1" {status} 512 "-" "{agent}"\n'


@pytest.mark.parametrize(
    "other",
    [
        line("/goc/a.css"),
        line("/goc/", status=404),
        line("/khac/"),
        line("/goc/ho-tro/"),
        line("/goc/ho-tro/index.html?x=1"),
        line("/goc/", agent="Googlebot/2.1"),
        line("/goc/", agent="facebookexternalhit/1.1"),
        line("/goc/", agent="WhatsApp/2.23"),
        line("/goc/", agent="Mozilla/5.0 (compatible; GoogleOther) Chrome/120.0"),
        line("/goc/", agent="okhttp/4.9"),
        line("/goc/x/16813/?p=share"),
        line("/goc/").replace("GET", "POST"),
        "nonsense\n",
    ],
)
def test_what_is_no_page_seen_by_a_person_does_not_count(other: str) -> None:
    assert seen([other], BASE, ["ho-tro/"]) is None
    assert seen([other, line("/goc/xa/")], BASE, ["ho-tro/"]) == Visits(
        1, date(2025, 7, 5), date(2025, 7, 5)
    )


@given(st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31)), min_size=1))
def test_the_order_of_lines_does_not_matter(days: list[date]) -> None:
    lines = [line("/goc/?p=share", day=day.strftime("%d/%b/%Y")) for day in days]

    assert seen(lines, BASE, []) == Visits(len(days), min(days), max(days))
    assert seen(reversed(lines), BASE, []) == seen(lines, BASE, [])


def test_logs_without_agents_count_too() -> None:
    common = '10.0.0.1 - - [05/Jul/2025:10:00:00 +0700] "GET /goc/ HTTP/2.0" 304 0\n'

    assert seen([common], BASE, []) == Visits(1, date(2025, 7, 5), date(2025, 7, 5))


def test_pages_show_the_count_once_there_is_one(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "content")
    for path in (ROOT / "content" / "strings").iterdir():
        shutil.copy(path, tmp_path / "content" / "strings")
    log = tmp_path / "access.log.gz"
    log.write_bytes(gzip.compress((line("/") * 1234).encode()))
    options = ["--content", str(tmp_path / "content"), "--today", "2025-07-15"]
    site = tmp_path / "site"

    assert CliRunner().invoke(main, ["build", *options, "--site", str(site)]).exit_code == 0
    assert "Lượt xem" not in (site / "index.html").read_text("utf-8")
    result = CliRunner().invoke(main, ["visits", *options, str(log)])
    assert result.output.endswith("1,234 pages seen, 2025-07-05 to 2025-07-05\n")
    assert CliRunner().invoke(main, ["build", *options, "--site", str(site)]).exit_code == 0
    assert "Lượt xem trang: 1.234" in (site / "index.html").read_text("utf-8")
