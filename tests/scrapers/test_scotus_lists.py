"""The Supreme Court's calendars and order lists: PDFs cut down to watched dockets, and read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docket.issues import Issue, ParseError
from docket.records import DocketEvent, DocketRef, HearingEvent
from docket.snapshot import Form, Snapshot
from docket.vocabulary import HearingAction, HearingKind
from scrapers.court_lists.pages import find_links
from scrapers.documents import pdf_text
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList
from scrapers.sources import scotus_lists
from scrapers.supreme_court import list_lines
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tests.worlds.pdf_pages import CALENDAR, ORDERS, make_pdf

NOW = "2024-03-10T12:00:00Z"
WATCHED = {"22-9001", "23A901"}
INDEX = b"""<html><body><h1>Calendars and Lists</h1><p>Argument Calendars</p>
<a href="argument_calendars/MonthlyArgumentCalMarch2024.pdf">PDF</a>
<a href="argument_calendars/MonthlyArgumentCalMarch2024.html">HTML</a>
<a href="https://elsewhere.example.org/cal.pdf">x</a></body></html>"""
LISTS = (
    b"<html><body><h1>Orders of the Court - Term 2023</h1>"
    + b"".join(
        b'<a href="/orders/courtorders/%szor_x.pdf">order list</a>' % day
        for day in (b"030424", b"022624", b"022024", b"010824", b"121123")
    )
    + b"</body></html>"
)


def snapshot_of(kind, body):
    return Snapshot(
        "scotus_lists",
        "https://www.supremecourt.gov/x.pdf",
        NOW,
        body,
        Form.API,
        court_id="scotus",
        kind=f"scotus_lists.{kind}",
    )


def read(kind, body, watched=WATCHED):
    return scotus_lists.parse(scotus_lists.select_watched(snapshot_of(kind, body), watched))


def of(kind, records):
    return [record for record in records if isinstance(record, kind)]


def fetched(pages, *numbers):
    clock = Clock(NOW.replace("Z", "+00:00"))
    with Server(pages) as server:
        http = Http(
            MemoryLedger(),
            contact="a@example.org",
            addresses={"SCOTUS_LISTS": server.url},
            clock=clock,
            sleep=clock.sleep,
        )
        return list(
            scotus_lists.fetch(http, WatchList(tuple(DocketRef("scotus", number) for number in numbers)))
        ), server.paths()


def test_a_calendar_sets_the_arguments_of_watched_dockets():
    snapshot = scotus_lists.select_watched(snapshot_of("calendar", CALENDAR), WATCHED)
    assert (snapshot.item_count, b"tranger" in snapshot.body.lower(), snapshot.is_unreadable) == (
        4,
        False,
        False,
    )
    assert snapshot.raw_hash != snapshot.body_hash
    events = of(HearingEvent, scotus_lists.parse(snapshot))
    assert [(event.ref.docket_number, event.date_from, event.hearing_key) for event in events] == [
        ("22-9001", date(2024, 3, 18), "oral-argument-2024-03-18"),
        ("23A901", date(2024, 3, 20), "oral-argument-2024-03-20"),
    ]
    assert {(event.action, event.kind, event.time_local) for event in events} == {
        (HearingAction.SET, HearingKind.ORAL_ARGUMENT, None)
    }
    assert events[0].text == "On the argument calendar: 22-9001 Example Video, Inc. v. Roe"


def test_a_day_and_its_docket_may_stand_on_one_line():
    [event] = of(HearingEvent, read("calendar", CALENDAR, {"22-9003"}))
    assert (
        event.date_from == date(2024, 3, 19)
        and event.text == "On the argument calendar: STRANGER v. OTHER (22-9003)"
    )


@pytest.mark.parametrize(
    ("session", "heading", "day"),
    [
        ("December 30, 2024", "Monday, January 6", date(2025, 1, 6)),  # the session runs into the next year
        ("March 18, 2024", "Monday, March 18, 2024", date(2024, 3, 18)),
        ("March 18, 2024", "MONDAY, MARCH 18", date(2024, 3, 18)),
        ("March 18, 2024", "Sunday, March 18", None),  # a weekday that is not that day's: an issue
        ("March 18, 2024", "Monday, Marchuary 18", None),
    ],
)
def test_days(session, heading, day):
    records = list(
        list_lines.read_calendar([f"Session Beginning {session}", heading, "22-9001 A v. B"], "x", "x")
    )
    assert [event.date_from for event in of(HearingEvent, records)] == ([day] if day else [])
    assert [issue.code for issue in of(Issue, records)] == ([] if day else ["date"])


def test_an_order_list_says_what_was_ordered_where():
    snapshot = scotus_lists.select_watched(snapshot_of("orders", ORDERS), WATCHED)
    assert (snapshot.item_count, b"TRANGER" in snapshot.body, snapshot.is_unreadable) == (6, False, False)
    events = of(DocketEvent, scotus_lists.parse(snapshot))
    assert [(event.ref.docket_number, event.date_from, event.text) for event in events] == [
        (
            "23A901",
            date(2024, 3, 4),
            (
                "Orders in pending cases: 23A901 ROE, RAE V. EXAMPLE VIDEO, INC. "
                "The application for stay addressed to the Court is denied."
            ),
        ),
        ("22-9001", date(2024, 3, 4), "Certiorari denied: 22-9001 EXAMPLE VIDEO, INC., ET AL. V. ROE, RAE"),
    ]


@pytest.mark.parametrize(("kind", "body"), [("calendar", CALENDAR), ("orders", ORDERS)])
def test_a_list_without_a_watched_docket_keeps_nobodys_name(kind, body):
    snapshot = scotus_lists.select_watched(snapshot_of(kind, body), {"99-1"})
    assert (
        b"V." not in snapshot.body.upper() and scotus_lists.parse(snapshot) == [] and snapshot.item_count > 3
    )


@pytest.mark.parametrize("kind", ["calendar", "orders"])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Service unavailable</html>",
        b"%PDF-1.7 nonsense",
        CALENDAR[:400],
        make_pdf(""),
        make_pdf("Notice to counsel"),
        make_pdf(*[""] * 201),
    ],
)
def test_what_is_no_list_is_unreadable_and_its_bytes_are_not_kept(kind, body):
    snapshot = scotus_lists.select_watched(snapshot_of(kind, body), WATCHED)
    assert snapshot.is_unreadable and snapshot.body == b"" and snapshot.raw_hash
    with pytest.raises(ParseError):
        scotus_lists.parse(snapshot)


@given(st.binary(max_size=200), st.integers(0, len(ORDERS) - 1))
def test_a_spoilt_pdf_gives_lines_or_a_parse_error(noise, place):
    try:
        assert all(pdf_text.read_pdf(ORDERS[:place] + noise + ORDERS[place + len(noise) :], "x"))
    except ParseError:
        pass


@given(
    st.lists(
        st.sampled_from(
            ["Monday, March 18", "CERTIORARI DENIED", "22-9001 A v. B", "Orders of March 4, 2024", "x", ""]
        ),
        max_size=9,
    )
)
def test_any_lines_are_read_or_refused(lines):
    for kind in ("calendar", "orders"):
        try:
            scotus_lists.parse(snapshot_of(kind, "\n".join(lines).encode()))
        except ParseError:
            pass


def test_kind_of_another_source_is_refused():
    with pytest.raises(ParseError, match="reads no pages"):
        scotus_lists.parse(replace(snapshot_of("calendar", b""), kind="scotus_json"))


def test_the_indexes_lead_to_calendars_and_to_the_latest_order_lists():
    calendar = "/oral_arguments/argument_calendars/MonthlyArgumentCalMarch2024.pdf"
    lists = [f"/orders/courtorders/{day}zor_x.pdf" for day in ("010824", "022024", "022624", "030424")]
    pages = {
        "/oral_arguments/calendarsandlists.aspx": Page(INDEX),
        "/orders/ordersofthecourt/23": Page(LISTS),
        calendar: Page(CALENDAR),
    }
    found, paths = fetched(pages | {path: Page(ORDERS) for path in lists}, "22-9001")
    assert paths == [
        "/oral_arguments/calendarsandlists.aspx",
        calendar,
        "/orders/ordersofthecourt/23",
        *lists,
    ]
    assert [snapshot.kind for snapshot in found] == ["scotus_lists.calendar"] + ["scotus_lists.orders"] * 4
    assert not any(snapshot.is_unreadable for snapshot in found)


def test_links_are_whole_addresses_on_the_same_site_each_once():
    hrefs = (" /a.pdf\n", "/a.pdf#page=2", "b.pdf ", "https://elsewhere.example.org/c.pdf", "http://[", "")
    body, site = "".join(f"<a href='{href}'>x</a>" for href in hrefs), "https://www.supremecourt.gov"
    assert find_links(
        replace(snapshot_of("calendar", f"<html>{body}</html>".encode()), url=f"{site}/lists/index.html")
    ) == [
        f"{site}/a.pdf",
        f"{site}/lists/b.pdf",
        f"{site}/lists/index.html",
    ]


def test_nobody_is_asked_where_no_docket_of_the_court_is_watched():
    assert fetched({}) == ([], [])


@pytest.mark.parametrize(
    ("page", "is_unreadable"),
    [
        (b"<html><h1>Argument Calendars</h1>none yet</html>", False),
        (b"<html><h1>Argument Calendars</h1><a href='http://[/march_cal.pdf'>x</a></html>", False),
        (b"<html>Service unavailable</html>", True),
        (b"", True),
        (b"\xff\xfe\x00</html>", True),
        (b"\0\xd8\xd8</html>", True),
    ],
)
def test_an_index_that_leads_nowhere_is_told(page, is_unreadable):
    found, _ = fetched(
        {
            "/oral_arguments/calendarsandlists.aspx": Page(page),
            "/orders/ordersofthecourt/23": Page(status=500),
        },
        "22-9001",
    )
    [snapshot], [error] = of(Snapshot, found), of(FetchError, found)
    assert (snapshot.is_unreadable, error.status) == (is_unreadable, 500)
    if is_unreadable:
        with pytest.raises(ParseError):
            scotus_lists.parse(snapshot)
    else:
        assert [issue.code for issue in scotus_lists.parse(snapshot)] == ["empty-list"]
