"""The server that ships: its log can be counted, and tells of no reader."""

from __future__ import annotations

import re
from datetime import UTC

import pytest

from press.content.read.disk import ROOT
from press.tools.visits import _PROGRAMS, Pages

CONF = (ROOT / "docs/nginx.conf").read_text("utf-8")
PEOPLE = [
    "Mozilla/5.0 (Linux; Android 14; CUBOT X30) AppleWebKit/537.36 Chrome/126.0 Mobile",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 Safari/604.1",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0",
    "",
]
PROGRAMS = [
    "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
    "Mozilla/5.0 (compatible; bingbot/2.0)",
    "facebookexternalhit/1.1",
    "WhatsApp/2.23",
    "curl/8.5.0",
    "python-requests/2.32",
    "Mozilla/5.0 HeadlessChrome/126.0",
    "FreshRSS/1.24",
]


def logged(path: str, agent: str) -> str:
    """Return the line that the server writes of a page it has sent."""
    (form,) = re.findall(r"^log_format press '(.+)';$", CONF, re.MULTILINE)
    values = {
        "$time_local": "30/Jul/2025:07:30:00 +0700",
        "$request_method": "GET",
        "$press_path": path.partition("?")[0],
        "$server_protocol": "HTTP/2.0",
        "$status": "200",
        "$body_bytes_sent": "4943",
        "$press_agent": told(agent),
    }
    assert set(re.findall(r"\$\w+", form)) == set(values), "the log tells more than a count needs"
    return re.sub(r"\$\w+", lambda name: values[name[0]], form)


def told(agent: str) -> str:
    """Return what the log tells of a browser or a program."""
    (rules,) = re.findall(r"map \$http_user_agent \$press_agent {\n(.+?)\n}", CONF, re.DOTALL)
    for pattern, name in re.findall(r'^ *"~\*(.+)" (\w+);$', rules, re.MULTILINE):
        if re.search(pattern, agent, re.IGNORECASE):
            return str(name)
    return "-"


def test_the_log_knows_the_same_programs_as_the_count() -> None:
    rules = re.findall(r'^ *"~\*(.+)" bot;$', CONF, re.MULTILINE)

    assert set("|".join(rules).split("|")) == set(_PROGRAMS.pattern.split("|"))


@pytest.mark.parametrize("agent", PEOPLE)
def test_a_page_that_a_person_saw_is_counted_and_nothing_of_them_is_kept(agent: str) -> None:
    line = logged("/phong-chong/xa/?tim=nha-toi", agent)
    visits = Pages("https://tinh.example/phong-chong/", (), UTC).count([line]).visits

    assert visits is not None
    assert visits.views == 1
    assert "nha-toi" not in line
    assert line.startswith("- - - [")
    assert line.endswith('"-" "-"')


@pytest.mark.parametrize("agent", PROGRAMS)
def test_a_program_that_says_it_is_one_is_not_counted(agent: str) -> None:
    pages = Pages("https://tinh.example/", (), UTC)

    assert pages.count([logged("/xa/", agent)]).visits is None
