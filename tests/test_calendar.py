"""Calendars: what a phone reads, what pages say and what staff wrote are the same days."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from xml.etree import ElementTree

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from press.base.diag import Problem, gathered
from press.content.check import check
from press.content.model.campaign import Campaign
from press.content.model.event import Event
from press.content.parse import parse
from press.content.parse.events import events
from press.content.read.disk import decode
from press.content.resources import Resources, Source, Sources
from press.outputs.calendar.compose import Calendars
from press.outputs.calendar.record import Agenda, Calendar, Occasion, Said
from press.outputs.calendar.render import render_calendar
from press.outputs.composer import Composer
from press.outputs.page.render import render_page
from press.outputs.piece.compose import Faces
from press.outputs.registry import make_plan
from press.outputs.shared.parts import Parts
from press.outputs.shared.templates import Templates
from press.outputs.ticket.compose import Orders
from press.outputs.ticket.record import Ticket
from press.site import paths
from press.site.plan import Job
from tests.composing import FINGERPRINTS, SHEETS, page_of
from tests.conftest import TINY, overlaid
from tests.strategies import MARKS, sources_of
from tests.test_pages import HTML, SIZE, find, parsed, text

Files = Mapping[str, bytes]
Line = tuple[str, Mapping[str, str], str]  # name, parameters, value as written
HEADER = "id,start,end,yearly,commune,hang,take_down,title_vi,title_en,updated\n"


def rendered(campaign: Campaign, resources: Resources) -> dict[str, bytes]:
    calendars = Calendars(Parts(campaign, resources.pictograms))
    jobs = [job for job in make_plan(campaign).jobs if job.kind == "calendar"]
    return {job.path: render_calendar(calendars.compose(job)) for job in jobs}


@pytest.fixture(scope="module")
def files(tiny: Campaign, resources: Resources) -> Files:
    return rendered(tiny, resources)


def with_event(campaign: Campaign, name: str, **update: object) -> Campaign:
    def edited(event: Event) -> Event:
        return event.model_copy(update=update) if event.id == name else event

    return campaign.model_copy(update={"events": tuple(map(edited, campaign.events))})


def in_table(rows: str, header: str = HEADER) -> tuple[list[Event], list[Problem]]:
    found, problems = gathered(events(Source("content/events.csv", header + rows), ("vi", "en")))
    return list(found), list(problems)


# A reader of our own, by RFC 5545: bytes -> lines -> components.


def unfolded(data: bytes) -> list[bytes]:
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert b"\r" not in data.replace(b"\r\n", b"")
    return data.removesuffix(b"\r\n").replace(b"\r\n ", b"").split(b"\r\n")


def content_line(line: bytes) -> Line:
    head, _, value = line.decode().partition(":")
    name, *parameters = head.split(";")
    return name, dict(parameter.split("=", 1) for parameter in parameters), value


def components(data: bytes) -> list[tuple[str, list[Line]]]:
    """Return each component with its lines, in the order of their ends."""
    found, open_ = [], []
    for line in map(content_line, unfolded(data)):
        if line[0] == "BEGIN":
            open_.append((line[2], list[Line]()))
        elif line[0] == "END":
            assert open_[-1][0] == line[2]
            found.append(open_.pop())
        else:
            open_[-1][1].append(line)
    assert not open_
    return found


def entries(data: bytes) -> list[dict[str, tuple[Mapping[str, str], str]]]:
    """Return the entries of a calendar, each property by its name; none may be there twice."""
    found = []
    for name, lines in components(data):
        if name == "VEVENT":
            entry = {line[0]: line[1:] for line in lines}
            assert len(entry) == len(lines)
            found.append(entry)
    return found


def plain(value: str) -> str:
    """Return a text as it was before it was escaped."""
    return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], value)


def uids(data: bytes) -> list[str]:
    return [entry["UID"][1] for entry in entries(data)]


# Files.


def test_the_site_and_every_commune_have_a_calendar_in_each_language(
    files: Files, tiny: Campaign
) -> None:
    assert len(files) == len(tiny.languages) * (1 + len(tiny.communes))
    assert {"lich.ics", "en/lich.ics", "en/xa/16813-muong-xen/lich.ics"} <= files.keys()
    assert {paths.media_type(path) for path in files} == {"text/calendar"}


def test_no_line_has_more_than_75_octets_or_ends_inside_a_letter(files: Files) -> None:
    folded = 0
    for data in files.values():
        for line in data.removesuffix(b"\r\n").split(b"\r\n"):
            assert len(line) <= 75
            assert line.decode()
            folded += line.startswith(b" ")

    assert folded > len(files)


def test_two_readers_find_the_same_in_every_calendar(files: Files) -> None:
    for data in files.values():
        ours = components(data)
        theirs: Any = icalendar.Calendar.from_ical(data)
        assert not theirs.errors
        assert [name for name, _ in ours if name == "VEVENT"] == ["VEVENT"] * len(theirs.events)
        for entry, event in zip(entries(data), theirs.events, strict=True):
            assert not event.errors
            assert entry.keys() == event.keys()
            for name in ("UID", "SUMMARY", "DESCRIPTION", "LOCATION", "URL"):
                assert plain(entry.get(name, ({}, ""))[1]) == str(event.get(name, ""))


def test_every_entry_has_what_the_standard_asks_for_and_the_number_to_call(files: Files) -> None:
    for path, data in files.items():
        tag, call = ("en", "Call 111") if path.startswith("en/") else ("vi", "Gọi 111")
        whole = dict(components(data))["VCALENDAR"]
        names = [line[0] for line in whole]
        assert {"VERSION", "PRODID", "NAME", "X-WR-CALNAME", "URL"} <= set(names)
        assert "METHOD" not in names
        for entry in entries(data):
            assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY", "LAST-MODIFIED"} <= entry.keys()
            assert re.fullmatch(r"\d{8}T170000Z", entry["DTSTAMP"][1])  # midnight in Vinh
            assert call in plain(entry["DESCRIPTION"][1])
            assert entry["SUMMARY"][0]["LANGUAGE"] in {"vi", tag}
            assert entry["URL"][1].startswith("https://tiny.nghean.gov.vn/")


def test_marks_that_part_texts_are_escaped_in_every_text(files: Files) -> None:
    names = {"NAME", "X-WR-CALNAME", "SUMMARY", "DESCRIPTION", "LOCATION"}
    escaped = dict.fromkeys(names, 0)
    for data in files.values():
        for _, lines in components(data):
            for name, _, value in lines:
                if name in names:
                    assert not re.search(r"[,;]", re.sub(r"\\.", "", value)), value
                    escaped[name] += "\\" in value

    assert all(escaped.values())


def on_day(campaign: Campaign, today: date) -> Campaign:
    return campaign.model_copy(update={"today": today})


def test_nothing_comes_from_the_clock_or_from_the_day_of_the_build(
    files: Files, tiny: Campaign, resources: Resources
) -> None:
    """But for the days to hang what is over."""
    later = rendered(on_day(tiny, date(2031, 2, 3)), resources)

    assert rendered(tiny, resources) == files == rendered(on_day(tiny, date(2025, 7, 2)), resources)
    for path in ("lich.ics", "en/lich.ics"):  # in which nobody hangs anything
        assert later[path] == files[path]
    for path, data in later.items():
        known = entries(files[path])
        assert all(entry in known for entry in entries(data))


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (date(2025, 7, 15), {"Treo": 3, "Gỡ": 3}),  # under way: the day of hanging is told still
        (date(2025, 8, 1), {"Treo": 2, "Gỡ": 3}),  # the launch is over, and its pieces are up
        (date(2025, 8, 7), {"Treo": 2, "Gỡ": 2}),
        (date(2025, 9, 30), {"Treo": 2, "Gỡ": 2}),
        (date(2025, 10, 1), {"Treo": 1, "Gỡ": 1}),  # what comes every year
    ],
)
def test_days_to_hang_what_is_over_are_not_told_as_if_they_were_to_come(
    tiny: Campaign, resources: Resources, today: date, told: dict[str, int]
) -> None:
    found = titles(rendered(on_day(tiny, today), resources)["xa/16813-muong-xen/lich.ics"])

    verbs = [title.partition(" ")[0] for title in found if " ấn phẩm: " in title]
    assert {verb: verbs.count(verb) for verb in set(verbs)} == told


@given(
    first=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    spans=st.tuples(*[st.integers(0, 60)] * 3),
    today=st.dates(date(2024, 1, 1), date(2026, 12, 31)),
)
def test_a_day_to_hang_is_left_out_when_it_and_its_event_are_past(
    first: date, spans: tuple[int, int, int], today: date
) -> None:
    before, length, after = map(timedelta, spans)
    days = {"hang": first - before, "take_down": first + length + after}
    times = {"start": first, "end": first + length, "updated": first}
    event = Event.model_validate({"id": "a", **times, **days, "title": {"vi": "A"}, "marks": MARKS})

    for day, told in zip(days.values(), event.hanging(today), strict=True):
        assert told == (None if max(day, event.last) < today else day)


# Whose events.


def _read(data: bytes) -> list[Any]:
    found: Any = icalendar.Calendar.from_ical(data)
    return list(found.events)


def titles(data: bytes) -> list[str]:
    return [plain(entry["SUMMARY"][1]) for entry in entries(data)]


def test_a_commune_has_its_own_events_those_of_the_province_and_its_days_to_hang(
    files: Files,
) -> None:
    whole, window = titles(files["lich.ics"]), "Phòng, chống mua bán người - đợt cao điểm"
    assert len(whole) == 6
    assert titles(files["xa/16732-cua-lo/lich.ics"]) == [
        window,
        f"Treo ấn phẩm: {window}",
        f"Gỡ ấn phẩm: {window}",
        "Ngày toàn dân phòng, chống mua bán người",
    ]
    own = set(titles(files["xa/16813-muong-xen/lich.ics"]))
    assert own - set(whole) == {
        f"{verb} ấn phẩm: {event}"
        for verb in ("Treo", "Gỡ")
        for event in (window, "Lễ phát động", "Tập huấn")
    }
    assert set(whole) - own == {"Hỏi đáp ở trường"}


def test_an_event_is_the_same_entry_in_every_calendar_of_a_language(files: Files) -> None:
    for tag in ("", "en/"):
        whole = {entry["UID"][1]: entry for entry in entries(files[f"{tag}lich.ics"])}
        for path, data in files.items():
            if path.startswith(f"{tag}xa/"):
                shared = [entry for entry in entries(data) if entry["UID"][1] in whole]
                assert len(shared) >= 2
                assert all(entry == whole[entry["UID"][1]] for entry in shared)


def test_the_place_names_the_commune_once(files: Files) -> None:
    places = {
        plain(entry["SUMMARY"][1]): plain(entry["LOCATION"][1])
        for entry in entries(files["lich.ics"])
        if "LOCATION" in entry
    }

    assert places == {
        "Lễ phát động": "Nhà văn hóa; sân trước, xã Mường Xén",
        "Hỏi đáp ở trường": "Phường Thành Vinh",
        "Ra quân tuyên truyền": "Xã Mường Xén",
        "Tập huấn": "Mường Xén",
    }


def test_the_days_to_hang_are_those_of_the_job_ticket(
    files: Files, tiny: Campaign, resources: Resources
) -> None:
    parts = Parts(tiny, resources.pictograms)
    faces = Faces(tiny, resources.pictograms, SHEETS)
    job = next(job for job in make_plan(tiny).jobs if job.view == "ticket")
    ticket = Orders(parts, faces).compose(job)
    assert isinstance(ticket, Ticket)
    found = {
        title.partition(" ")[0]: entry["DTSTART"][1]
        for entry in entries(files[f"xa/{ticket.place.path.split('/')[1]}/lich.ics"])
        if (title := plain(entry["SUMMARY"][1])).endswith(
            "ấn phẩm: " + titles(files["lich.ics"])[0]
        )
    }

    days = {word: parts.day("vi", date.fromisoformat(day)) for word, day in found.items()}
    assert days == {"Treo": ticket.order.start, "Gỡ": ticket.order.end}


def test_the_first_page_tells_of_the_window_until_it_is_over(
    tiny: Campaign, resources: Resources
) -> None:
    for today, told in ((date(2025, 9, 30), True), (date(2025, 10, 1), False)):
        shown = page(on_day(tiny, today), resources, "index.html")
        assert ("30/9/2025" in "".join(shown.itertext())) == told


# Ids.


def test_ids_are_one_for_each_entry_and_stay_when_everything_else_changes(
    files: Files, tiny: Campaign, resources: Resources
) -> None:
    edited = with_event(
        tiny,
        "le-phat-dong",
        title={"vi": "Lễ ra quân"},
        start=datetime(2025, 7, 29, 8),  # noqa: DTZ001 - local
        updated=date(2025, 7, 14),
    )
    moved = tiny.settings.model_copy(update={"base_url": "https://moi.vn/chien-dich/"})
    after = rendered(edited.model_copy(update={"settings": moved}), resources)

    for path, data in files.items():
        assert len(set(uids(data))) == len(uids(data))
        assert uids(after[path]) == uids(data)
    assert after["lich.ics"] != files["lich.ics"]
    hanging = [
        set(uids(data)) - set(uids(files["lich.ics"]))
        for path, data in files.items()
        if path.startswith("xa/")
    ]
    assert len(set().union(*hanging)) == sum(map(len, hanging))  # each commune hangs its own


# Days.

spans = st.tuples(st.dates(date(1990, 1, 1), date(2150, 1, 1)), st.integers(0, 364))


def occasion(title: str, start: str, end: str = "", *, yearly: bool = False) -> Occasion:
    said = Said(title, "vi")
    moment = "2025-07-01T00:00:00+07:00"
    return Occasion(
        "urn:x", said, start, end, yearly, said, said, "https://a.vn/", (title,), moment
    )


def calendar(*occasions: Occasion, zone: str = "Asia/Ho_Chi_Minh") -> Calendar:
    page = "https://a.vn/"
    return Calendar("vi", zone, page, page, "Lịch", "Các ngày", "Gọi 111", occasions)


@given(spans)
def test_whole_days_end_before_the_day_after_the_last(span: tuple[date, int]) -> None:
    start, days = span
    last = start + timedelta(days=days)
    (entry,) = entries(
        render_calendar(calendar(occasion("A", start.isoformat(), last.isoformat())))
    )

    assert entry["DTSTART"] == ({"VALUE": "DATE"}, start.strftime("%Y%m%d"))
    assert entry["DTEND"][0] == {"VALUE": "DATE"}
    assert entry["DTEND"][1] == (last + timedelta(days=1)).strftime("%Y%m%d")
    assert entry["TRANSP"][1] == "TRANSPARENT"


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "Europe/Paris", "America/New_York"])
def test_hours_are_those_of_a_zone_that_the_calendar_describes(zone: str) -> None:
    record = calendar(
        occasion("A", "2025-07-30T07:30:00", "2025-07-30T10:00:00"),
        occasion("B", "2026-01-05T08:00:00"),
        zone=zone,
    )
    data = render_calendar(record)
    first, second = entries(data)
    described = [lines for name, lines in components(data) if name == "VTIMEZONE"]

    assert first["DTSTART"] == ({"TZID": zone}, "20250730T073000")
    assert first["DTEND"] == ({"TZID": zone}, "20250730T100000")
    assert "DTEND" not in second
    assert "TRANSP" not in first
    assert [[value for name, _, value in lines if name == "TZID"] for lines in described] == [
        [zone]
    ]


def test_without_hours_no_zone_is_described() -> None:
    data = render_calendar(calendar(occasion("A", "2025-07-30")))

    assert {name for name, _ in components(data)} == {"VCALENDAR", "VEVENT"}


@given(st.text(min_size=1, max_size=200))
def test_any_text_comes_back_from_both_readers(title: str) -> None:
    data = render_calendar(calendar(occasion(title, "2025-07-30")))
    wanted = re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", title)
    (entry,) = entries(data)
    (event,) = _read(data)

    assert plain(entry["SUMMARY"][1]) == wanted
    assert str(event["SUMMARY"]) == wanted
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


@st.composite
def yearly(draw: st.DrawFn) -> Event:
    """Draw a yearly event, in whole days or with hours."""
    days = st.dates(date(1990, 1, 1), date(2060, 12, 31))
    first = draw(days.filter(lambda day: (day.month, day.day) != (2, 29)))
    span = draw(st.none() | st.integers(0, 364))
    start: datetime | None = None
    end: date | None = None
    if draw(st.booleans()):
        start = datetime.combine(first, time(draw(st.integers(0, 23)), 30))
        hours = draw(st.integers(0, 12))
        end = None if span is None else start + timedelta(days=min(span, 363), hours=hours)
    else:
        end = None if span is None else first + timedelta(days=span)
    return Event(
        id="le",
        start=start or first,
        end=end,
        yearly=True,
        title={"vi": "Lễ"},
        updated=date(2025, 7, 1),
        marks=MARKS,
    )


leap_days = st.integers(497, 520).map(lambda fours: date(4 * fours, 2, 29))


@given(yearly(), st.dates(date(1980, 1, 1), date(2090, 12, 31)) | leap_days)
def test_what_comes_next_on_a_page_is_what_comes_next_in_the_calendar(
    event: Event, today: date
) -> None:
    """Reckoned by a program that is not ours from the file that phones read."""
    end = event.end.isoformat() if event.end else ""
    data = render_calendar(calendar(occasion("A", event.start.isoformat(), end, yearly=True)))
    (read,) = _read(data)
    timed = isinstance(read.start, datetime)
    begin = datetime.combine(read.start, read.start.time() if timed else time())
    length = read.end - read.start - timedelta(days=0 if timed else 1)
    rule = rrulestr(read["RRULE"].to_ical().decode(), dtstart=begin)
    wanted = next(found for found in rule if (found + length).date() >= today)

    coming = event.coming(today)
    assert coming.first == wanted.date()
    assert coming.last == (wanted + length).date()


def test_almost_a_year_from_a_leap_year_on_is_not_over_a_day_too_soon() -> None:
    event = Event(
        id="a",
        start=date(2024, 1, 2),
        end=date(2024, 12, 31),
        yearly=True,
        title={"vi": "A"},
        updated=date(2024, 1, 1),
        marks=MARKS,
    )

    assert event.coming(date(2026, 1, 1)).start == date(2025, 1, 2)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.dates(date(2000, 1, 1), date(2050, 1, 1)))
def test_what_comes_once_stays_where_it_is(start: date, today: date) -> None:
    event = Event(id="a", start=start, title={"vi": "A"}, updated=start, marks=MARKS)

    assert event.coming(today) == event


def test_days_to_hang_come_every_year_with_their_event(tiny: Campaign, files: Files) -> None:
    event = next(event for event in tiny.events if event.id == "tap-huan").coming(tiny.today)
    rules = [
        (entry["DTSTART"][1], entry.get("RRULE", ({}, ""))[1])
        for entry in entries(files["xa/16813-muong-xen/lich.ics"])
        if "Tập huấn" in entry["SUMMARY"][1]
    ]

    assert (event.start, event.last) == (date(2025, 12, 30), date(2026, 1, 2))
    assert (event.hang, event.take_down) == (date(2025, 12, 20), date(2026, 1, 5))
    assert rules == [(day, "FREQ=YEARLY") for day in ("20241230", "20241220", "20250105")]


# Tables, as Excel leaves them.

TABLE = (TINY / "events.csv").read_text("utf-8-sig")


def reread(data: bytes) -> list[Event]:
    source, _ = gathered(decode("content/events.csv", data))
    assert source
    found, problems = gathered(events(source, ("vi", "en")))
    assert problems == ()
    return [event.model_copy(update={"marks": MARKS}) for event in found]


@pytest.mark.parametrize(
    "mood",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\n", "\r\n").encode("utf-8-sig"),
        lambda text: ("sep=;\n" + separated(text, ";")).encode("utf-8-sig"),
        lambda text: separated(text, "\t").encode("utf-16"),
        lambda text: text.replace(" 07:30", " 7:30").replace(" 10:00", " 10:00:00").encode(),
        lambda text: text.replace(" 07:30", "T07:30").replace(",yes,", ",Có,").encode(),
        lambda text: (text + ",,,,,,,,,,,,,\n").replace("start", " Start ").encode(),
    ],
    ids=["plain", "windows", "semicolon", "unicode", "hours", "words", "blank-row"],
)
def test_a_table_says_the_same_in_any_mood_of_excel(mood: Callable[[str], bytes]) -> None:
    assert reread(mood(TABLE)) == reread(TABLE.encode())
    assert len(reread(TABLE.encode())) == 5


def separated(text: str, mark: str) -> str:
    """Return the table with another mark between its cells."""
    made = io.StringIO()
    csv.writer(made, delimiter=mark, lineterminator="\n").writerows(csv.reader(io.StringIO(text)))
    return made.getvalue()


@pytest.mark.parametrize(
    "written",
    ["30/07/2025", "7/30/2025", "45868", "2025-02-29", "2025-7-30", "2025-07-30 25:00", "mai"],
)
def test_a_day_that_could_be_two_days_is_refused(written: str) -> None:
    found, problems = in_table(f"le,{written},,,,,,Lễ,,2025-07-01\n")

    assert found == []
    assert [(str(p.span), p.code) for p in problems] == [("content/events.csv:2", "bad-value")]
    assert f'not "{written}"' in problems[0].message
    assert "yyyy-mm-dd" in problems[0].hint


def test_columns_follow_the_languages_of_the_campaign(tiny_sources: Sources) -> None:
    languages = tiny_sources.get("languages.toml")
    assert languages
    only = languages.text.partition("[en]")[0]
    files = {
        "languages.toml": only,
        "events.csv": HEADER + "le,2025-07-30,,,,,,Lễ,Day,2025-07-01\n",
    }
    found = parse(overlaid(tiny_sources, sources_of(files))).problems

    assert [str(problem).split("\n")[0] for problem in found if "title" in problem.message] == [
        'content/events.csv:1: error[unknown-key]: the table has no column "title_en"'
    ]


def test_a_campaign_needs_no_events(tiny_sources: Sources, resources: Resources) -> None:
    none = check(parse(overlaid(tiny_sources, sources_of({"events.csv": ""}))), resources).campaign

    assert none.events == ()
    assert [len(entries(data)) for data in rendered(none, resources).values()].count(1) == 2
    assert find(page(none, resources, "su-kien/index.html"), "time")


def test_a_build_of_some_communes_has_their_events_alone(tiny: Campaign) -> None:
    some = tiny.only(communes=["16681"])

    assert [event.id for event in some.events] == ["ngay-30-7", "hoi-dap"]
    assert tiny.only(messages=["goi-111"]).events == tiny.events


# Pages.


def page(campaign: Campaign, resources: Resources, path: str) -> ElementTree.Element:
    pages = Composer(campaign, resources, FINGERPRINTS)
    job = next(job for job in make_plan(campaign).jobs if job.path == path)
    record = page_of(pages, job)
    sizes = dict.fromkeys(record.files, SIZE)
    return parsed(render_page(record, Templates(resources.templates), sizes))


def listed(document: ElementTree.Element) -> Iterator[tuple[str, list[str]]]:
    """Yield the heading and days of each event of a page, in its order."""
    for item in document.iter(HTML + "li"):
        if str(item.get("id")).startswith("lich-"):
            (heading,) = find(item, "h3")
            yield text(heading), [str(day.get("datetime")) for day in find(item, "time")]


WINDOW = ("Phòng, chống mua bán người - đợt cao điểm", ["2025-07-01", "2025-09-30"] * 2)
LAUNCH = (
    "Lễ phát động",
    ["2025-07-30T07:30+07:00", "2025-07-30T10:00+07:00", "2025-07-23", "2025-08-06"],
)


def test_what_comes_next_stands_first_and_what_is_over_last(
    tiny: Campaign, resources: Resources
) -> None:
    shown = list(listed(page(tiny, resources, "su-kien/index.html")))

    assert shown == [
        WINDOW,
        ("Ngày toàn dân phòng, chống mua bán người", ["2025-07-30"]),
        LAUNCH,
        ("Hỏi đáp ở trường", ["2025-08-04", "2025-08-06"]),
        ("Tập huấn", ["2025-12-30", "2026-01-02", "2025-12-20", "2026-01-05"]),
        ("Ra quân tuyên truyền", ["2025-07-02"]),
    ]


@pytest.mark.parametrize(
    ("today", "first", "count"),
    [
        (date(2025, 7, 30), "lich-tiny", 5),
        (date(2025, 8, 6), "lich-tiny", 4),
        (date(2025, 10, 1), "lich-tap-huan", 2),
        (date(2026, 1, 3), "lich-ngay-30-7", 2),
    ],
)
def test_an_event_is_coming_until_its_last_day_is_over(
    tiny: Campaign, resources: Resources, today: date, first: str, count: int
) -> None:
    later = tiny.model_copy(update={"today": today})
    record = Composer(later, resources, FINGERPRINTS)
    job = next(job for job in make_plan(later).jobs if job.view == "events")
    matter = page_of(record, job).matter

    assert isinstance(matter, Agenda)
    assert f"lich-{matter.coming[0].id}" == first
    assert len(matter.coming) == count
    assert len(matter.coming) + len(matter.past) == 6
    days = [happening.start.iso for happening in matter.past]
    assert days == sorted(days, reverse=True)


def test_a_commune_shows_its_own_coming_events_and_its_calendar(
    tiny: Campaign, resources: Resources
) -> None:
    own = page(tiny, resources, "xa/16813-muong-xen/index.html")
    other = page(tiny, resources, "xa/16732-cua-lo/index.html")

    assert [title for title, _ in listed(own)] == ["Lễ phát động", "Tập huấn"]
    assert list(listed(other)) == []
    for document in (own, other):
        assert find(document, "a", href="lich.ics")
        assert find(document, "a", href="../../su-kien/")


def test_every_entry_of_a_calendar_leads_to_a_place_on_a_page(
    files: Files, tiny: Campaign, resources: Resources
) -> None:
    base, known = tiny.settings.base_url, set()
    for path in ("su-kien/index.html", "en/su-kien/index.html"):
        ids = {str(item.get("id")) for item in page(tiny, resources, path).iter(HTML + "li")}
        known |= {f"{base}{paths.address(path)}#{name}" for name in ids}
    pages = {base + paths.address(job.path) for job in make_plan(tiny).jobs if job.kind == "page"}
    for data in files.values():
        for entry in entries(data):
            assert entry["URL"][1] in known | pages


def test_what_nobody_has_translated_is_shown_and_read_as_vietnamese(
    files: Files, tiny: Campaign, resources: Resources
) -> None:
    document = page(tiny, resources, "en/su-kien/index.html")
    spans = {text(span) for span in find(document, "span", lang="vi")}
    titles_of = {
        plain(entry["SUMMARY"][1]): entry["SUMMARY"][0]["LANGUAGE"]
        for entry in entries(files["en/lich.ics"])
    }

    assert {"Hỏi đáp ở trường", "Mời bà con, mời các cháu."} <= spans
    assert titles_of["Hỏi đáp ở trường"] == "vi"
    assert titles_of["Launch"] == "en"


def test_a_page_says_on_which_day_of_the_week_something_is(
    tiny: Campaign, resources: Resources
) -> None:
    for path, words in (
        ("su-kien/index.html", "Thứ Tư, 30/7/2025, 07:30 – 10:00"),
        ("en/su-kien/index.html", "Wednesday 30 July 2025, 07:30 – 10:00"),
    ):
        assert words in text(page(tiny, resources, path)).replace("\u00a0", " ")


def test_search_engines_are_told_of_what_comes(tiny: Campaign, resources: Resources) -> None:
    pages = Composer(tiny, resources, FINGERPRINTS)
    page = page_of(pages, Job("su-kien/index.html", "page", "events", "vi"))
    assert isinstance(page.matter, Agenda)
    told = [thing for thing in page.linked if thing["@type"] == "Event"]

    assert [thing["name"] for thing in told] == [event.title.text for event in page.matter.coming]
    assert all(str(thing["startDate"]) <= str(thing["endDate"]) for thing in told)
    for thing, event in zip(told, page.matter.coming, strict=True):
        location = thing["location"]
        assert isinstance(location, dict)
        assert location["address"]["addressCountry"] == "VN"
        assert ("addressLocality" in location["address"]) == (event.place is not None)
        assert str(thing["url"]).endswith(f"/su-kien/#lich-{event.id}")


def test_a_new_event_is_news_of_its_page_and_of_its_commune(
    tiny: Campaign, resources: Resources
) -> None:
    """So that sitemaps and the line at the foot tell of it."""
    edited = with_event(tiny, "hoi-dap", updated=date(2025, 7, 14))
    parts = Parts(edited, resources.pictograms)
    pages = Composer(edited, resources, FINGERPRINTS)
    changed = {
        job.path
        for job in make_plan(edited).jobs
        if job.kind == "page" and page_of(pages, job).updated == parts.day("vi", date(2025, 7, 14))
    }

    assert changed == {"su-kien/index.html", "xa/16681-thanh-vinh/index.html"}
    stamps = {
        entry["DTSTAMP"][1]
        for entry in entries(rendered(edited, resources)["lich.ics"])
        if "Hỏi đáp" in entry["SUMMARY"][1]
    }
    midnight = datetime.fromisoformat("2025-07-14T00:00:00+07:00").astimezone(UTC)
    assert stamps == {f"{midnight:%Y%m%dT%H%M%SZ}"}
