"""Visits are counted from logs alone: pages that people saw, and none that would betray them."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from press.content.read.disk import UnreadableError, read_lines
from press.tools.visits import Pages, Tally, Visits, complaint, together
from tests.sites import run

BASE = "https://vi-du.vn/goc/"
PHONE = "Mozilla/5.0 (Linux; Android 11)"
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
IIS = "#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query c-ip cs(User-Agent) sc-status\n"


def tally(lines: Iterable[str], private: Sequence[str] = ()) -> Tally:
    return Pages(BASE, private, HERE).count(lines)


def seen(lines: Iterable[str], private: Sequence[str] = ()) -> Visits | None:
    return tally(lines, private).visits


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
        line("/goc/", agent="Mozilla/5.0 (compatible; AhrefsBot/7.0)"),
        line("/goc/", agent='a \\" b (Googlebot)'),
        "nonsense\n",
        "\n",
    ],
)
def test_what_is_no_page_seen_by_a_person_does_not_count(other: str) -> None:
    assert seen([other], ["ho-tro/"]) is None
    assert seen([other, line("/goc/xa/")], ["ho-tro/"]) == Visits(
        1, date(2025, 7, 5), date(2025, 7, 5)
    )


@given(st.lists(st.dates(date(2025, 1, 1), date(2026, 12, 31)), min_size=1))
def test_the_order_of_lines_does_not_matter(days: list[date]) -> None:
    lines = [line("/goc/?p=share", day=day.strftime("%d/%b/%Y")) for day in days]

    assert seen(lines) == Visits(len(days), min(days), max(days))
    assert seen(reversed(lines)) == seen(lines)


def test_logs_without_agents_count_too() -> None:
    common = '10.0.0.1 - - [05/Jul/2025:10:00:00 +0700] "GET /goc/ HTTP/2.0" 304 0\n'

    assert seen([common]) == Visits(1, date(2025, 7, 5), date(2025, 7, 5))


def test_pages_show_the_count_once_there_is_one(project: Path) -> None:
    first, log, bad = (project / name for name in ("site/index.html", "access.log.gz", "bad.log"))
    log.write_bytes(gzip.compress((line("/") * 1234).encode()))
    bad.write_text(line("/", day="31/Feb/2026"), "utf-8")

    assert "Lượt xem" not in first.read_text("utf-8")
    result = run(project, "visits", str(log))
    assert result.output.endswith("1,234 pages seen, 2025-07-05 to 2025-07-05\n")
    result = run(project, "visits", str(bad))
    assert result.exit_code == 2
    assert "bad.log: 1 of 1 lines are not understood" in result.output
    assert "tell of no page" in result.output
    assert run(project).exit_code == 0
    assert "Lượt xem trang: 1.234" in first.read_text("utf-8")


def test_phones_that_are_named_like_programs_count() -> None:
    names = ["CUBOT_X19", "CUBOT NOTE 20", "Cubot Build/QP1A", "Nodel", "-", ""]
    lines = [line("/goc/", agent=f"Mozilla/5.0 (Linux; Android 9; {name})") for name in names]

    assert tally(lines).visits == Visits(6, date(2025, 7, 5), date(2025, 7, 5))
    assert tally(lines).strange == 0


@pytest.mark.parametrize(
    "address", ["10.0.0.0", "10.0.0.x", "-", "2001:db8::", "2001:db8:0:0::/64", "a3f9"]
)
def test_addresses_may_be_shortened_and_programs_left_out(address: str) -> None:
    for rest in ("", ' "-" "-"', ' "-"', ' "-" "Mozilla/5.0" "-" 0.003'):
        text = f'{address} - - [05/Jul/2025:10:00:00 +0700] "GET /goc/ HTTP/2.0" 200 5{rest}\n'

        assert seen([text]) == Visits(1, date(2025, 7, 5), date(2025, 7, 5))


def test_iis_names_its_columns_and_tells_the_time_in_utc() -> None:
    lines = [
        "#Software: Microsoft Internet Information Services 10.0\n",
        IIS,
        "2025-07-10 00:00:01 10.0.0.2 GET /goc/ - 10.0.0.1 Mozilla/5.0+(Windows+NT+10.0) 200\n",
        "2025-07-10 17:00:00 10.0.0.2 GET /goc/thong-diep/goi-111/ - 10.0.0.1 Mozilla/5.0 200\n",
        "2025-07-10 17:00:00 10.0.0.2 GET /goc/ - 10.0.0.1 Googlebot/2.1 200\n",
        "2025-07-10 17:00:00 10.0.0.2 GET /goc/a.css - 10.0.0.1 Mozilla/5.0 200\n",
        "#Fields: time date cs-uri-stem cs-method sc-status\n",
        "10:00:00 2025-07-12 /goc/index.html GET 304\n",
    ]

    assert tally(lines) == Tally(Visits(3, date(2025, 7, 10), date(2025, 7, 12)), 8)
    assert seen(lines[:4]) == Visits(2, date(2025, 7, 10), date(2025, 7, 11))


def test_a_day_is_one_of_the_campaigns_time_zone() -> None:
    late = line("/goc/").replace("10:00:00 +0700", "20:00:00 +0000")
    early = line("/goc/").replace("10:00:00 +0700", "01:30:00 +0930")

    assert seen([late, early]) == Visits(2, date(2025, 7, 4), date(2025, 7, 6))


@pytest.mark.parametrize(
    "other",
    [
        line("/goc/", day="31/Feb/2026"),
        line("/goc/", day="10/Foo/2026"),
        line("/goc/", day="00/Jan/2026"),
        line("/goc/", day="01/Jan/0000"),
        line("/goc/", day="01/Jan/0001").replace("+0700", "+2300"),
        line("/goc/", day="31/Dec/9999").replace("10:00:00 +0700", "23:00:00 -1200"),
        line("/goc/").replace("+0700", "+9900"),
        '{"ts": 1751684400, "request": {"method": "GET", "uri": "/goc/"}, "status": 200}\n',
        "\0\1\2\n",
        "\ufffd",
        "10.0.0.1 - - [05/Jul/2025",
        "[" * 60_000,
        '10.0.0.1 - - [05/Jul/2025:10:00:00 +0700] "GET ' + "a" * 60_000,
        "a" * 60_000,
    ],
)
def test_lines_that_are_not_understood_are_skipped_and_told(other: str) -> None:
    found = tally([line("/goc/"), "# a remark\n", other, line("/goc/"), other])

    assert found.visits == Visits(2, date(2025, 7, 5), date(2025, 7, 5))
    assert (found.lines, found.strange, found.first) == (5, 2, 3)
    assert complaint("a.log", found).startswith("a.log: 2 of 5 lines are not understood")
    assert ("JSON" in complaint("a.log", found)) == other.startswith("{")


@pytest.mark.parametrize(
    "other", ["2025-07-10 10:00:00 GET\n", "2025-02-31 10:00:00 x GET / - x x 200\n"]
)
def test_lines_of_iis_that_are_not_understood_are_told_too(other: str) -> None:
    assert tally([IIS, other]) == Tally(None, 2, 1, 2)


@given(st.lists(st.text(max_size=60)))
def test_any_line_is_read_or_told(lines: list[str]) -> None:
    found = tally(lines)

    assert found.lines == len(lines)
    assert (found.strange > 0) == (found.first > 0) == bool(complaint("a", found))


def test_several_logs_are_added_up() -> None:
    logs = [[line("/goc/")], [], [line("/goc/", day="01/Jan/2026")] * 2]

    assert together(map(tally, logs)) == Visits(3, date(2025, 7, 5), date(2026, 1, 1))


def test_logs_may_be_packed_long_or_not_end(tmp_path: Path) -> None:
    plain, packed = tmp_path / "a.log", tmp_path / "b.log"
    data = line("/goc/").encode() + b"x" * 10_000_000 + b"\n" + line("/goc/").encode().rstrip()
    plain.write_bytes(data)
    packed.write_bytes(gzip.compress(data))

    for log in (plain, packed):
        assert tally(read_lines(log)) == Tally(
            Visits(2, date(2025, 7, 5), date(2025, 7, 5)), 3, 1, 2
        )


def test_what_is_no_log_says_so_at_once(tmp_path: Path) -> None:
    damaged, pipe, empty = (tmp_path / name for name in ("a.log.gz", "b.log", "c.log"))
    damaged.write_bytes(gzip.compress(b"x" * 1000)[:-20])
    empty.write_bytes(b"")
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)

    with pytest.raises(UnreadableError, match="is damaged"):
        tally(read_lines(damaged))
    with pytest.raises(UnreadableError, match="is no file"):
        tally(read_lines(pipe))
    assert tally(read_lines(empty)) == Tally(None)
