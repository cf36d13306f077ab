"""Calendars: what RFC 5545 asks, read by two parsers, over set, moved, vacated and set again; and hostile text."""

import itertools
import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject
from hypothesis import given, settings, strategies as st

from db import archive, ledger
from docket.courts import load_courts
from docket.records import CaseLink, CaseMember, Docket, DocketRef, HearingEvent
from docket.vocabulary import HearingAction, HearingKind, LinkType, Precision
from publish.cache import is_known, seconds_to_midnight
from publish.charts.month_grid import Month, make_weeks, read_month, stands
from publish.documents import safe_name
from publish.feeds.ical import make_calendar, make_timezone, plain_line, read_numbers
from publish.pages import calendar as calendar_pages
from tests.publish.checking import build
from tests.worlds.asking import ask
from tests.worlds.publishing import SCRIPT, snapshot
from tests.worlds.sql import run_sql

ROOT = "https://docket.example"


# --- what RFC 5545 asks of the bytes

_LINE = re.compile(
    r'[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*:[^\x00-\x08\x0a-\x1f\x7f]*'
)
_TEXTS = ("SUMMARY", "DESCRIPTION", "LOCATION", "NAME", "X-WR-CALNAME", "X-WR-CALDESC")
_STATUSES = ("TENTATIVE", "CONFIRMED", "CANCELLED")


def check_rfc5545(body):
    """Fail unless the bytes are an iCalendar object: lines, nesting, required and single properties, zones, values."""
    assert body.endswith(b"\r\n")
    physical = body[:-2].split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line for line in physical), "a bare CR or LF"
    assert all(len(line) <= 75 for line in physical), "3.1: lines of more than 75 octets are to be folded"
    for line in physical:
        line.decode("utf-8")  # a fold may not split a character
    lines = body[:-2].decode("utf-8").replace("\r\n ", "").split("\r\n")
    stack, components, zones = [], [], set()
    for line in lines:
        assert _LINE.fullmatch(line), line
        name, value = re.split("[;:]", line, maxsplit=1)[0].upper(), line.partition(":")[2]
        if name == "BEGIN":
            stack.append((value, []))
        elif name == "END":
            kind, properties = stack.pop()
            assert kind == value
            components.append((kind, properties))
        else:
            stack[-1][1].append((name, line))
            if name in _TEXTS:
                assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), line
    assert (
        not stack
        and components[-1][0] == "VCALENDAR"
        and [kind for kind, _ in components].count("VCALENDAR") == 1
    )
    assert len(components) > 1, "3.6: a calendar holds one component at least"
    for kind, properties in components:
        names = [name for name, _ in properties]
        if kind == "VCALENDAR":
            assert names.count("PRODID") == 1 and ("VERSION", "VERSION:2.0") in properties
        if kind == "VTIMEZONE":
            zones |= {line.partition(":")[2] for name, line in properties if name == "TZID"}
        if kind in ("STANDARD", "DAYLIGHT"):
            assert {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"} <= set(names)
        if kind == "VEVENT":
            check_event(dict(properties), names)
    assert set(re.findall(r"TZID=([^:;]+)", "\n".join(lines))) <= zones, (
        "3.2.19: every TZID has its VTIMEZONE"
    )
    uids = [
        line
        for kind, properties in components
        if kind == "VEVENT"
        for name, line in properties
        if name == "UID"
    ]
    assert len(uids) == len(set(uids))


def check_event(lines, names):
    once = (
        "UID",
        "DTSTAMP",
        "DTSTART",
        "SEQUENCE",
        "STATUS",
        "TRANSP",
        "SUMMARY",
        "DESCRIPTION",
        "URL",
        "LAST-MODIFIED",
    )
    assert all(names.count(name) == 1 for name in once) and not {"DTEND", "DURATION"} <= set(names)
    assert re.fullmatch(r"DTSTAMP:\d{8}T\d{6}Z", lines["DTSTAMP"]) and re.fullmatch(
        r"SEQUENCE:\d+", lines["SEQUENCE"]
    )
    assert lines["STATUS"].partition(":")[2] in _STATUSES and lines["TRANSP"] in (
        "TRANSP:OPAQUE",
        "TRANSP:TRANSPARENT",
    )
    is_whole_day = ";VALUE=DATE:" in lines["DTSTART"]
    assert is_whole_day == ("DTEND" in names)
    if is_whole_day:
        assert lines["TRANSP"] == "TRANSP:TRANSPARENT"


# --- one hearing, no database


def step(action, day=None, *, to=None, precision="day", clock=None, by=None, **more):
    return {
        "action": action,
        "date_from": day,
        "date_to": to or day,
        "precision": precision if day else None,
        "time_local": clock,
        "action_date": by,
        "prior_date": None,
        "text": None,
    } | more


def hearing(
    status="scheduled", day="2026-06-26", *, to=None, precision="day", clock=None, steps=None, **more
):
    row = {
        "hearing_id": "cand-22-cv-01234.trial-1",
        "docket_id": "cand-22-cv-01234",
        "case_id": "roe-v-example",
        "kind": "trial",
        "status": status,
        "date_from": day,
        "date_to": to or day,
        "precision": precision if day else None,
        "time_local": clock,
        "court_timezone": "America/Los_Angeles",
        "court_name": "N.D. Cal.",
        "court_id": "cand",
        "docket_name": "Roe v. Example",
        "docket_number": "3:22-cv-01234",
        "place": None,
        "judge": None,
        "is_remote": None,
        "text": None,
        "change_count": 0,
        "revised_at": "2026-06-02T12:00:00Z",
    }
    row["steps"] = [step("set", day, to=to, precision=precision, clock=clock)] if steps is None else steps
    return row | more


def calendar(*hearings, timezone=None):
    body = make_calendar("Hearings", "All of them", list(hearings), ROOT, "/case/roe-v-example", timezone)
    check_rfc5545(body)
    return body


def events_of(body):
    """Return the events of a calendar, read by icalendar."""
    return icalendar.Calendar.from_ical(body).walk("VEVENT")


def events(*hearings):
    """Return the events as (start, status, free or busy, title)."""
    return [
        (e.decoded("dtstart"), str(e["status"]), str(e["transp"]), str(e["summary"]))
        for e in events_of(calendar(*hearings))
    ]


PACIFIC = ZoneInfo("America/Los_Angeles")
NAME = "Trial: Roe v. Example (N.D. Cal.)"


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # no hour is known: the whole day, and free
        (hearing(), [(date(2026, 6, 26), "CONFIRMED", "TRANSPARENT", NAME)]),
        (
            hearing(clock="09:30"),
            [(datetime(2026, 6, 26, 9, 30, tzinfo=PACIFIC), "CONFIRMED", "OPAQUE", NAME)],
        ),
        (
            hearing(clock="09:30", precision="time"),
            [(datetime(2026, 6, 26, 9, 30, tzinfo=PACIFIC), "CONFIRMED", "OPAQUE", NAME)],
        ),
        # a week, a month, a year and no date at all are no event: any day would be made up
        (hearing(to="2026-06-30", precision="week"), []),
        (hearing(to="2026-06-30", precision="month"), []),
        (hearing(to="2026-12-31", precision="year"), []),
        (hearing(day=None, steps=[step("requested")]), []),
        # the word is in the title, since programs hide the status
        (
            hearing("vacated"),
            [(date(2026, 6, 26), "CANCELLED", "TRANSPARENT", f"CANCELLED (vacated): {NAME}")],
        ),
        (
            hearing("not_held"),
            [(date(2026, 6, 26), "CANCELLED", "TRANSPARENT", f"CANCELLED (not held): {NAME}")],
        ),
        (
            hearing("withdrawn"),
            [(date(2026, 6, 26), "CANCELLED", "TRANSPARENT", f"CANCELLED (withdrawn): {NAME}")],
        ),
        # a vacated hearing with an hour no longer makes anyone busy
        (
            hearing("vacated", clock="09:30"),
            [
                (
                    datetime(2026, 6, 26, 9, 30, tzinfo=PACIFIC),
                    "CANCELLED",
                    "TRANSPARENT",
                    f"CANCELLED (vacated): {NAME}",
                )
            ],
        ),
        (hearing("requested"), [(date(2026, 6, 26), "TENTATIVE", "TRANSPARENT", f"Requested: {NAME}")]),
        (hearing("unknown"), [(date(2026, 6, 26), "TENTATIVE", "TRANSPARENT", f"Status not known: {NAME}")]),
        (hearing("held"), [(date(2026, 6, 26), "CONFIRMED", "TRANSPARENT", NAME)]),
        # 2:30 a.m. of the day the clocks go forward never was: the day stays, the hour is only told
        (hearing(day="2026-03-08", clock="02:30"), [(date(2026, 3, 8), "CONFIRMED", "TRANSPARENT", NAME)]),
        # a name that ends in its court does not say it twice; a kind that says nothing is a hearing
        (
            hearing(docket_name="Roe v. Example (N.D. Cal.)", kind="other_hearing"),
            [(date(2026, 6, 26), "CONFIRMED", "TRANSPARENT", "Hearing: Roe v. Example (N.D. Cal.)")],
        ),
        (
            hearing(court_timezone=None, clock="09:30"),
            [(date(2026, 6, 26), "CONFIRMED", "TRANSPARENT", NAME)],
        ),
    ],
)
def test_a_hearing_is_shown_no_more_precisely_than_it_is_known(row, expected):
    assert events(row) == expected


SET, MOVED = step("set", "2026-06-12"), step("reset", "2026-06-26")


@pytest.mark.parametrize(
    ("row", "past"),
    [
        (hearing("moved", steps=[SET, MOVED]), [("2026-06-12", "moved to June 26, 2026")]),
        # vacated first, set anew later: the old day was vacated, not moved
        (hearing(steps=[SET, step("vacated"), step("set", "2026-06-26")]), [("2026-06-12", "vacated")]),
        # moved away and back: the day it stands on is not shown as gone
        (
            hearing("moved", "2026-06-12", steps=[SET, MOVED, step("reset", "2026-06-12")]),
            [("2026-06-26", "moved to June 12, 2026")],
        ),
        # another hour of the same day is no other day
        (
            hearing(
                "moved",
                clock="14:00",
                steps=[step("set", "2026-06-26", clock="09:00"), step("reset", "2026-06-26", clock="14:00")],
            ),
            [],
        ),
        # moved to a week: no event where it stands, the old day still shown
        (
            hearing(
                "moved",
                to="2026-06-30",
                precision="week",
                steps=[SET, step("reset", "2026-06-26", to="2026-06-30", precision="week")],
            ),
            [("2026-06-12", "moved to the week of June 26, 2026")],
        ),
        # a hearing continued without a day
        (
            hearing("moved", None, steps=[SET, step("continued")]),
            [("2026-06-12", "moved to a day not known")],
        ),
        # only the entry that moves it was seen; it names the day it was set for
        (
            hearing("moved", steps=[step("reset", "2026-06-26", prior_date="2026-06-12")]),
            [("2026-06-12", "moved to June 26, 2026")],
        ),
        # a day somebody asked for was never set
        (hearing(steps=[step("requested", "2026-06-12"), step("set", "2026-06-26")]), []),
        (hearing("vacated", steps=[SET, MOVED, step("vacated")]), [("2026-06-12", "moved to June 26, 2026")]),
    ],
)
def test_where_a_hearing_stood_before_stays_named(row, past):
    shown = [
        (start.isoformat(), title)
        for start, _, _, title in events(row)
        if start.isoformat()[:10] != row["date_from"]
    ]
    assert shown == [(day, f"CANCELLED ({why}): {NAME}") for day, why in past]


def test_a_day_given_up_keeps_the_hour_it_was_set_for():
    told_again = [
        step("set", "2026-06-12", clock="13:30"),
        step("set", "2026-06-12"),
        step("reset"),
        step("continued", "2026-06-26", prior_date="2026-06-12"),
    ]
    (start, *_), _ = sorted(events(hearing(steps=told_again)), key=lambda event: event[1])
    assert start == datetime(2026, 6, 12, 13, 30, tzinfo=PACIFIC)


def test_a_request_for_no_day_does_not_ask_for_an_unknown_one():
    row = hearing(
        steps=[step("set", "2026-06-26"), step("requested", by="2026-06-02"), step("requested", "2026-07-01")]
    )
    text = calendar(row).decode().replace("\r\n ", "")
    assert "Request filed\\, by entry of June 2" in text and "Requested for July 1" in text


def test_the_same_hearing_has_the_same_uid_wherever_it_stands():
    before, after = (
        events_of(calendar(row))
        for row in (hearing("scheduled", "2026-06-12", steps=[SET]), hearing("moved", steps=[SET, MOVED]))
    )
    uids = {event.decoded("dtstart"): str(event["uid"]) for event in after}
    assert str(before[0]["uid"]) == uids[date(2026, 6, 26)]
    assert uids[date(2026, 6, 12)] != uids[date(2026, 6, 26)] and uids[date(2026, 6, 12)].startswith(
        "cand-22-cv-01234.trial-1/2026-06-12@"
    )


def test_what_is_known_and_not_known_is_in_the_description():
    row = hearing(
        clock="09:30",
        judge="A. Bench",
        is_remote=1,
        steps=[step("set", "2026-06-26", clock="09:30", by="2026-05-01", entry_number="7")],
    )
    words = str(events_of(calendar(row))[0]["description"]).split("\n")
    assert words == [
        "N.D. Cal. 3:22-cv-01234",
        "Status: Scheduled.",
        "9:30 a.m. Los Angeles time; the end is not known.",
        "Judge A. Bench",
        "Remote",
        "- Set for June 26, 2026, 9:30 a.m., by entry of May 1, 2026, no. 7",
        "From public court records; the court's own docket controls.",
        "https://docket.example/case/roe-v-example#hearings",
    ]


def test_a_calendar_without_an_event_is_still_a_calendar():
    body = calendar(timezone="America/Phoenix")
    assert b"TZID:America/Phoenix\r\n" in body and b"VEVENT" not in body
    assert vobject.readOne(body.decode()).name == "VCALENDAR"


# --- clocks

ZONES = sorted({court.timezone for court in load_courts().values()})
# Days about every change of the clock, in years of each rule, and the hour that autumn repeats.
MOMENTS = [
    (2026, 3, 7),
    (2026, 3, 8),
    (2026, 3, 9),
    (2026, 7, 1),
    (2026, 10, 31),
    (2026, 11, 1),
    (2026, 11, 2),
    (2037, 12, 1),
    (2007, 3, 12),
    (2006, 4, 3),
    (2006, 10, 30),
    (1996, 4, 8),
    (1999, 12, 31),
]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", [1996, 2007])
def test_another_program_comes_to_the_same_instant(zone, first):
    """The zone as vobject reads it from our VTIMEZONE, with the file's wall times put into it."""
    days = [day for day in MOMENTS if day >= (first, 3, 11)]
    rows = [
        hearing(
            day="{:04}-{:02}-{:02}".format(*day), clock="13:30", court_timezone=zone, hearing_id=f"h{number}"
        )
        for number, day in enumerate(days)
    ]
    read = vobject.readOne(calendar(*rows).decode())
    theirs = read.vtimezone.tzinfo
    for event in read.vevent_list:
        wall = event.dtstart.value.replace(tzinfo=None)
        assert wall.replace(tzinfo=theirs).astimezone(UTC) == wall.replace(tzinfo=ZoneInfo(zone)).astimezone(
            UTC
        ), wall


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", [date(1996, 2, 8), date(2007, 3, 12)])
def test_the_rules_say_what_the_tables_say(zone, first):
    """Noon of every third day until 2037: a new law on the clock breaks this first."""
    body = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{make_timezone(zone, first).to_ical().decode()}END:VCALENDAR\r\n"
    )
    theirs, day = vobject.readOne(body).vtimezone.tzinfo, datetime.combine(first, time(12))
    while day.year < 2038:
        assert day.replace(tzinfo=theirs).utcoffset() == day.replace(tzinfo=ZoneInfo(zone)).utcoffset(), day
        day += timedelta(days=3)


# --- hostile text

HOSTILE = st.text(alphabet=st.characters(codec="utf-8"), max_size=120) | st.sampled_from(
    [
        "a\r\nBEGIN:VEVENT\r\nUID:x",
        "a\nATTENDEE:mailto:x@example.org",
        "\\",
        "\\n",
        ';,:"',
        "END:VCALENDAR",
        "\x00\x07\x0b\x0c\x1b",
        "\u2028\u2029\x85",
        SCRIPT,
        "é" * 80,
        "\U0001f469\u200d\U0001f469" * 30,
        " " * 200,
    ]
)


@settings(max_examples=150, deadline=None)
@given(name=HOSTILE, place=HOSTILE, judge=HOSTILE, text=HOSTILE, number=HOSTILE, key=HOSTILE, title=HOSTILE)
def test_no_text_leaves_its_property(name, place, judge, text, number, key, title):
    row = hearing(
        docket_name=name or None,
        place=place or None,
        judge=judge or None,
        text=text or None,
        docket_number=number or None,
        hearing_id=f"cand-22-cv-01234.{key}",
        case_id=key or "x",
        clock="09:30",
    )
    body = make_calendar(title, text, [row], ROOT, "/hearings", None)
    check_rfc5545(body)
    read = icalendar.Calendar.from_ical(body)
    (event,) = read.walk("VEVENT")
    assert str(read["x-wr-calname"]).replace("\\,", ",").replace("\\;", ";").replace(
        "\\\\", "\\"
    ) == plain_line(title)
    assert str(event.get("location", "")) == plain_line(place)
    assert set(event) == {
        "UID",
        "DTSTAMP",
        "LAST-MODIFIED",
        "SEQUENCE",
        "DTSTART",
        "TRANSP",
        "STATUS",
        "SUMMARY",
        "URL",
        "DESCRIPTION",
    } | ({"LOCATION"} if place else set())
    assert vobject.readOne(body.decode()).vevent.uid.value == str(event["uid"])


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("roe-v-example.ics", "roe-v-example.ics"),
        ('x"\r\nSet-Cookie: a=b.ics', "x-Set-Cookie-a-b.ics"),  # a header ends at a line break
        ("../../etc/passwd", "etc-passwd"),
        ("日本.ics", "ics"),
        ("", "data"),
    ],
)
def test_file_names_are_safe_in_a_header(name, expected):
    assert safe_name(name) == expected


# --- over time, through the database and the routes


@pytest.fixture
def home(tmp_path):
    archive.open_archive(tmp_path / "archive.db").close()
    return tmp_path


CASE, REF = "moved-v-example", DocketRef("cand", "3:24-cv-00001", catalog_slug="moved-v-example-cand")
DAY = date.fromisoformat
STEPS = (
    HearingEvent(
        REF,
        "trial-1",
        HearingAction.SET,
        HearingKind.TRIAL,
        DAY("2026-01-05"),
        DAY("2026-06-12"),
        DAY("2026-06-12"),
        Precision.DAY,
        "09:30",
    ),
    HearingEvent(
        REF,
        "trial-1",
        HearingAction.RESET,
        HearingKind.TRIAL,
        DAY("2026-02-05"),
        DAY("2026-06-26"),
        DAY("2026-06-26"),
        Precision.DAY,
        "09:30",
    ),
    HearingEvent(REF, "trial-1", HearingAction.VACATED, HearingKind.TRIAL, DAY("2026-03-05")),
    HearingEvent(
        REF,
        "trial-1",
        HearingAction.SET,
        HearingKind.TRIAL,
        DAY("2026-04-05"),
        DAY("2026-11-09"),
        DAY("2026-11-09"),
        Precision.DAY,
        "10:00",
    ),
)


def look(number, steps):
    """Return the look number `number` at a file that tells `steps` of the hearing."""
    seen = snapshot("catalog:dockets.csv", b"look %d" % number, fetched_at=f"2026-{number:02}-10T12:00:00Z")
    return seen, [
        Docket(REF, "3:24-cv-00001", "Moved v. Example, Inc.", "Moved v. Example"),
        CaseMember(REF, CASE, 1),
        *steps,
    ]


CALENDAR = f"/case/{CASE}.ics?as_of=2026-01-11"  # on which no day has passed yet
UID = "cand-24-cv-00001.trial-1@section-230-docket.invalid"
LOOKS = [look(number, STEPS[:number]) for number in (1, 2, 3, 4)]


@pytest.fixture(scope="module")
def states(tmp_path_factory):
    """The calendar of the case after each of the four looks."""
    home = tmp_path_factory.mktemp("states")
    return [ask(build(home / f"{number}.db", LOOKS[:number]), CALENDAR).content for number in (1, 2, 3, 4)]


def test_set_moved_vacated_set_again_as_two_programs_read_it(states):
    readings = []
    for body in states:
        check_rfc5545(body)
        first = {
            str(e["uid"]): (e.decoded("dtstart").astimezone(UTC), str(e["status"]), str(e["summary"]))
            for e in events_of(body)
        }
        second = {
            e.uid.value: (e.dtstart.value.astimezone(UTC), e.status.value, e.summary.value)
            for e in vobject.readOne(body.decode()).vevent_list
        }
        assert first == second
        readings.append(
            [
                (start.isoformat()[:16], status, title.partition(": Trial")[0])
                for start, status, title in first.values()
            ]
        )
    assert readings == [
        [("2026-06-12T16:30", "CONFIRMED", "Trial: Moved v. Example (N.D. Cal.)")],
        [
            ("2026-06-12T16:30", "CANCELLED", "CANCELLED (moved to June 26, 2026, 9:30 a.m.)"),
            ("2026-06-26T16:30", "CONFIRMED", "Trial: Moved v. Example (N.D. Cal.)"),
        ],
        [
            ("2026-06-12T16:30", "CANCELLED", "CANCELLED (moved to June 26, 2026, 9:30 a.m.)"),
            ("2026-06-26T16:30", "CANCELLED", "CANCELLED (vacated)"),
        ],
        [
            ("2026-06-12T16:30", "CANCELLED", "CANCELLED (moved to June 26, 2026, 9:30 a.m.)"),
            ("2026-06-26T16:30", "CANCELLED", "CANCELLED (vacated)"),
            ("2026-11-09T18:00", "CONFIRMED", "Trial: Moved v. Example (N.D. Cal.)"),
        ],
    ]


def test_a_past_day_of_which_nobody_told_is_not_said_to_be_on(tmp_path):
    made = build(tmp_path / "set.db", LOOKS[:1])
    name = "Trial: Moved v. Example (N.D. Cal.)"
    for day, titles in (("2026-06-12", [name]), ("2026-06-13", [f"Status not known: {name}"])):
        assert re.findall("SUMMARY:(.*)\r", ask(made, f"/case/{CASE}.ics?as_of={day}").text) == titles


def test_one_sitting_of_a_whole_and_its_members_is_listed_once(tmp_path):
    """As in MDL 3047 and *Tucson v. Meta*, whose trial is to begin on the day that the whole is tried."""
    whole = DocketRef("cand", "3:24-cv-00001", catalog_slug="whole-v-example")
    member = DocketRef("cand", "3:24-cv-00002", catalog_slug="member-v-example")
    elsewhere = DocketRef("cand", "3:24-cv-00003", catalog_slug="other-v-example")
    page = snapshot("catalog:dockets.csv", b"mdl", fetched_at="2026-01-10T12:00:00Z")
    records = [
        record
        for ref in (whole, member, elsewhere)
        for record in (
            Docket(
                ref, ref.docket_number, f"{ref.docket_number} v. Example", f"{ref.docket_number} v. Example"
            ),
            CaseMember(ref, ref.docket_number[-5:], 1),
            replace(STEPS[0], ref=ref),
        )
    ]
    link = CaseLink(member, "whole-v-example", None, LinkType.MDL_MEMBER)
    made = build(tmp_path / "docket.db", [(page, [*records, link])])

    def dockets_of(address):
        return sorted(re.findall("SUMMARY:Trial: (\\S+) v", ask(made, f"{address}?as_of=2026-06-01").text))

    both = ["3:24-cv-00001", "3:24-cv-00003"]
    assert dockets_of("/hearings.ics") == dockets_of("/court/cand.ics") == both
    assert dockets_of("/case/00002.ics") == ["3:24-cv-00002"]  # a member's own calendar keeps it
    listed = ask(made, "/hearings?as_of=2026-06-01").text
    assert "3:24-cv-00001 v. Example" in listed and "3:24-cv-00002 v. Example" not in listed
    rows = ask(made, "/docket/upcoming_hearings.json?_shape=array").json()
    assert sorted(row["docket_number"] for row in rows) == both


def test_uid_stays_and_sequence_and_stamp_only_grow(states):
    looks = [{str(e["uid"]): e for e in events_of(body)} for body in states]
    versions = [events_by_uid[UID] for events_by_uid in looks]
    sequences, stamps = [int(e["sequence"]) for e in versions], [e.decoded("dtstamp") for e in versions]
    assert sequences == sorted(set(sequences)) and stamps == sorted(set(stamps))
    for before, after in itertools.pairwise(looks):
        assert all(int(after[uid]["sequence"]) > int(before[uid]["sequence"]) for uid in before)


def test_a_rebuild_and_a_second_look_at_the_same_give_the_same_bytes(states, tmp_path):
    assert ask(build(tmp_path / "again.db", LOOKS), CALENDAR).content == states[-1]
    assert ask(build(tmp_path / "later.db", [*LOOKS, look(5, STEPS)]), CALENDAR).content == states[-1]


@pytest.mark.parametrize(
    "path",
    [
        "/hearings.ics?as_of=2026-06-01",
        "/case/roe-v-example.ics",
        "/case/lone-v-example.ics",
        "/court/cand.ics?as_of=2026-06-01",
        "/court/txnd.ics",
        "/party/sample.ics?as_of=2026-06-01",
        "/party/example.ics",
    ],
)
def test_every_calendar_is_one(world, path):
    answer = ask(world, path)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert re.fullmatch(r'inline; filename="[a-z0-9.-]+\.ics"', answer.headers["content-disposition"])
    check_rfc5545(answer.content)
    vobject.readOne(answer.text)


@pytest.mark.parametrize(
    ("path", "as_of", "is_there"),
    [
        ("/hearings.ics", "2026-06-01", True),
        ("/hearings.ics", "2026-12-27", True),  # 180 days later it is still there, marked vacated
        ("/hearings.ics", "2026-12-28", False),
        ("/case/roe-v-example.ics", "2030-01-01", True),  # a case keeps all of its hearings
        ("/court/cand.ics", "2026-06-01", True),
        ("/court/ca9.ics", "2026-06-01", False),
        ("/party/sample.ics", "2026-06-01", True),  # by its platform
    ],
)
def test_which_hearings_a_calendar_holds(world, path, as_of, is_there):
    assert (
        "CANCELLED (vacated): Status conference: Roe v. Example"
        in ask(world, f"{path}?as_of={as_of}").text.replace("\r\n ", "")
    ) is is_there


def test_the_next_hearings_come_first_where_not_all_fit(world, monkeypatch):
    days = [
        day for (day,) in run_sql(world, "select date_to from hearings where precision = 'day' order by 1")
    ]
    assert days[0] < days[-1]
    monkeypatch.setattr(calendar_pages, "MOST", 1)
    monkeypatch.setattr(calendar_pages, "PAST_DAYS", 10_000)
    answer = ask(world, f"/hearings.ics?as_of={days[-1]}").text
    assert f":{days[-1].replace('-', '')}" in answer
    assert f":{days[0].replace('-', '')}" not in answer


@pytest.mark.parametrize(
    ("path", "status", "leads_to"),
    [
        ("/case/none.ics", 404, None),
        ("/court/none.ics", 404, None),
        ("/party/none.ics", 404, None),
        ("/case/cand-22-cv-01234.ics", 301, "/case/roe-v-example.ics"),
        ("/case/once-v-example.ics", 301, "/case/roe-v-example.ics"),  # a name published once, renamed since
        ("/hearings.ics?as_of=soon", 400, None),
    ],
)
def test_unknown_and_moved_calendars(world, home, path, status, leads_to):
    archive_db = archive.open_archive(home / "archive.db")
    ledger.claim_slugs(archive_db, [("once-v-example", "case", "cand-22-cv-01234")], "2026-01-01T00:00:00Z")
    archive_db.close()
    answer = ask(world, path, archive_path=home / "archive.db")
    assert (answer.status_code, answer.headers.get("location")) == (status, leads_to)
    assert status != 400 or answer.text.startswith("as_of=soon is not a day")


@pytest.mark.parametrize(
    ("asked", "known"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        (None, False),
        ("", False),
        ("a", False),
    ],
)
def test_if_none_match(asked, known):
    assert is_known(asked, 'W/"a"') is known


@pytest.mark.parametrize(
    ("now", "zones", "seconds"),
    [
        ("2026-06-30T06:59:00+00:00", ["America/Los_Angeles"], 61),  # one minute to midnight in San Francisco
        ("2026-06-30T06:59:00+00:00", ["America/New_York"], 600),  # nothing near
        ("2026-06-30T03:59:30+00:00", ["America/Los_Angeles", "America/New_York"], 31),
        ("2026-03-08T09:59:59+00:00", ["Pacific/Honolulu"], 2),
        ("2026-06-30T07:00:00+00:00", ["America/Los_Angeles"], 600),  # midnight itself: the next is a day off
        ("2026-06-30T07:00:00+00:00", [], 600),
    ],
)
def test_an_answer_holds_no_longer_than_its_day(now, zones, seconds):
    assert seconds_to_midnight(datetime.fromisoformat(now), zones, 600) == seconds


# --- SEQUENCE over the life of an archive: it never goes down


def publish(home, docket_path):
    """Do what the tracker does after a rebuild: number what is new, take back what is gone."""
    changes = run_sql(docket_path, "select change_id, kind from changes order by rowid")
    archive_db = archive.open_archive(home / "archive.db")
    ledger.publish(archive_db, changes)
    ledger.withdraw(archive_db, {change_id for change_id, _ in changes}, lambda *parts: "-".join(parts))
    archive_db.close()


def sequences(home, name, looks, *without, has_ledger=True):
    """Return the SEQUENCE of each event once the tracker has published a database of these looks, less what
    `without` deletes."""
    path = build(home / f"{name}.db", looks)
    for sql in without:
        run_sql(path, sql)
    publish(home, path)
    body = ask(path, f"/case/{CASE}.ics", archive_path=home / "archive.db" if has_ledger else None).content
    return {str(event["uid"]): int(event["sequence"]) for event in events_of(body)}


def test_sequence_rises_with_every_look_that_shows_a_change(home):
    numbers = [sequences(home, number, LOOKS[:number])[UID] for number in (1, 2, 3, 4)]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize(
    "gone",
    [
        ("delete from hearing_events where action = 'vacated'",),  # an entry was edited: a step less
        ("delete from hearing_events where action <> 'set'",),
        (
            "delete from changes where kind = 'hearing_changed'",
            "delete from hearing_events where action <> 'set'",
        ),  # other rules of reading
        ("delete from changes where subject = 'hearings'",),
    ],
)
def test_sequence_never_goes_down(home, gone):
    before, after = sequences(home, "before", LOOKS), sequences(home, "after", LOOKS, *gone)
    assert all(after[uid] >= before[uid] for uid in before.keys() & after.keys()) and UID in after
    again = sequences(home, "again", LOOKS)  # and back to the old rules
    assert all(again[uid] >= after[uid] for uid in after.keys() & again.keys())


def test_counted_without_a_ledger_sequence_may(home):
    """Why it is recorded: the count of steps alone falls where one is no longer read."""
    before = sequences(home, "before", LOOKS, has_ledger=False)
    gone = "delete from hearing_events where action <> 'set'"
    assert sequences(home, "after", LOOKS, gone, has_ledger=False)[UID] < before[UID]


def test_a_ledger_that_cannot_be_read_is_none(tmp_path):
    assert read_numbers(None, {"h": ["c"]}) is None
    assert read_numbers(tmp_path / "none.db", {"h": ["c"]}) is None
    other = tmp_path / "other.db"
    run_sql(other, "create table snapshots (a)")
    assert read_numbers(other, {"h": ["c"]}) is None


# --- a month of hearings: where each stands, where it stood before, and what is too vague to have a day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-06", Month(2026, 6)),
        ("1996-12", Month(1996, 12)),
        ("2026-13", None),
        ("2026-00", None),
        ("2026-6", None),
        ("0000-01", None),  # no such year
        ("2026-06-01", None),
        ("２０２６-06", None),  # digits of another script are digits to \d
        ("2026-06\n", None),
    ],
)
def test_read_month(text, expected):
    assert read_month(text) == expected


@given(st.integers(1900, 2098), st.integers(1, 12))
def test_months_follow_one_another(year, number):
    month = Month(year, number)
    assert month.next.previous == month
    assert (month.next.first - month.first).days == month.last.day
    days = [day for week in make_weeks(month, []) for day, marked in week if marked is not None]
    assert [days[0], days[-1], len(days)] == [month.first, month.last, month.last.day]
    assert all(len(week) == 7 and week[0][0].weekday() == 6 for week in make_weeks(month, []))


TODAY = "2026-06-01"


@pytest.mark.parametrize(
    ("row", "steps", "expected"),
    [
        (hearing(day="2026-06-10"), [step("set", "2026-06-10")], [("2026-06-10", "□", False)]),
        (
            hearing("held", "2026-06-10"),
            [step("set", "2026-06-10"), step("held")],
            [("2026-06-10", "■", False)],
        ),
        # moved: struck where it stood, set where it stands
        (
            hearing("moved", "2026-06-24"),
            [step("set", "2026-06-10"), step("reset", "2026-06-24")],
            [("2026-06-24", "□", False), ("2026-06-10", "→", True)],
        ),
        # moved twice: both old days stay
        (
            hearing("moved", "2026-07-01"),
            [step("set", "2026-06-10"), step("reset", "2026-06-24"), step("continued", "2026-07-01")],
            [("2026-07-01", "□", False), ("2026-06-10", "→", True), ("2026-06-24", "→", True)],
        ),
        # there and back again: it stands on the day, so that the day is not past
        (
            hearing("moved", "2026-06-10"),
            [step("set", "2026-06-10"), step("reset", "2026-06-24"), step("reset", "2026-06-10")],
            [("2026-06-10", "□", False), ("2026-06-24", "→", True)],
        ),
        (
            hearing("vacated", "2026-06-10"),
            [step("set", "2026-06-10"), step("vacated")],
            [("2026-06-10", "✕", True)],
        ),
        (hearing("withdrawn", "2026-06-10"), [step("set", "2026-06-10")], [("2026-06-10", "✕", True)]),
        # vacated, and no day of its own any more
        (hearing("vacated", None), [step("set", "2026-06-10"), step("vacated")], [("2026-06-10", "✕", True)]),
        # the day has passed and nothing was seen: not held, not scheduled, but not known
        (hearing(day="2026-05-20"), [step("set", "2026-05-20")], [("2026-05-20", "?", False)]),
        (hearing("requested", "2026-06-10"), [step("requested", "2026-06-10")], [("2026-06-10", "?", False)]),
        # a week is no day
        (hearing(day="2026-06-10", precision="week"), [step("set", "2026-06-10", precision="week")], []),
        # continued to a day not known: struck where it stood, and nowhere else
        (hearing("moved", None), [step("set", "2026-06-10"), step("continued")], [("2026-06-10", "→", True)]),
        (hearing("gone mad", "2026-06-10"), [], [("2026-06-10", "?", False)]),
    ],
)
def test_where_a_hearing_stands_and_stood(row, steps, expected):
    assert [(stand.day, stand.mark, stand.is_struck) for stand in stands(row, steps, TODAY)] == expected


def test_the_word_of_a_day_it_left_says_where_it_went():
    [_, left] = stands(
        hearing("moved", "2026-06-24"), [step("set", "2026-06-10"), step("reset", "2026-06-24")], TODAY
    )
    assert left.word == "Moved to June 24, 2026"


def grid_of(page):
    return page[page.index('<table class="t cal"') : page.index("</table>")]


@pytest.mark.parametrize("asked", ["", "?month=2026-01", "?month=2017-10", "?as_of=2024-02-01"])
def test_every_mark_leads_to_a_line_of_the_list(catalog, asked):
    page = ask(catalog, f"/hearings{asked}").text
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids)) and set(re.findall(r'href="#([^"]+)"', grid_of(page))) <= set(ids)
