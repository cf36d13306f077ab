"""The Supreme Court's calendars and order lists: PDFs cut down to watched dockets, and read."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, strategies as st

from db import archive
from db.ledger import Ledger, add_check
from docket.issues import Issue, ParseError
from docket.records import DocketEvent, DocketRef, HearingEvent
from docket.snapshot import Form, Snapshot
from scrapers.court_lists.pages import find_links
from scrapers.documents import pdf_text
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList
from scrapers.sources import scotus_lists
from scrapers.supreme_court import list_lines
from tests.worlds.expected import of
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tests.worlds.pdf_pages import CALENDAR, GROUPED, ORDERS, TWO_COLUMNS, make_pdf

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
    return scotus_lists.SOURCE.parse(scotus_lists.select_watched(snapshot_of(kind, body), watched))


def fetched(pages, *numbers, now=NOW, read=()):
    clock, ledger = Clock(now.replace("Z", "+00:00")), MemoryLedger()
    with Server(pages) as server:
        ledger.read = {server.url + path for path in read}
        http = Http(
            ledger,
            contact="a@example.org",
            addresses={"SCOTUS_LISTS": server.url},
            clock=clock,
            sleep=clock.sleep,
        )
        return list(
            scotus_lists.SOURCE.fetch(
                http, WatchList(tuple(DocketRef("scotus", number) for number in numbers))
            )
        ), server.paths()


def test_of_a_calendar_the_dockets_are_counted_and_nothing_is_kept_of_strangers():
    snapshot = scotus_lists.select_watched(snapshot_of("calendar", CALENDAR), WATCHED)
    assert (snapshot.item_count, b"tranger" in snapshot.body.lower(), snapshot.is_unreadable) == (
        4,
        False,
        False,
    )
    assert snapshot.raw_hash != snapshot.body_hash


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


def test_days_in_two_columns_are_read_as_the_eye_reads_them():
    """Row by row, 23A901 would be argued on March 18 and 22-9005 a week too late."""
    numbers = {"22-9001", "22-9002", "22-9004", "22-9005", "22-9006", "22-9007", "23A901"}
    snapshot = scotus_lists.select_watched(snapshot_of("calendar", TWO_COLUMNS), numbers)
    events = of(HearingEvent, scotus_lists.SOURCE.parse(snapshot))
    assert {event.ref.docket_number: event.date_from.day for event in events} == {
        "22-9001": 18,
        "22-9002": 18,
        "22-9005": 19,
        "22-9004": 25,
        "23A901": 25,
        "22-9006": 27,
        "22-9007": 27,
    }
    assert (snapshot.item_count, len(events)) == (7, 7)
    assert events[0].text == "On the argument calendar: 22-9001 Example Video, Inc. v. Roe"


@pytest.mark.parametrize("width", [30, 45, 60])
def test_columns_however_far_apart(width):
    def row(left, right=""):
        return f"{left:<{width}}{right}"

    page = [
        "Session Beginning March 18, 2024",
        row("   Monday, March 18", "    Monday, March 25"),  # centered
        row("22-9001 A v. B", "22-9002 C v. D"),
        row("", "22-9003 E v. F"),
        row(" Tuesday, March 19"),
        row("22-9004 G v. H", "Wednesday, March 27"),
        row("22-9005 I v. J", "22-9006 K v. L"),
    ]
    numbers = {f"22-900{place}" for place in range(1, 7)}
    kept, _ = list_lines.cut_calendar(list_lines.in_eye_order([page]), numbers, "x")
    events = of(HearingEvent, list_lines.read_calendar(kept, "x", "x"))
    assert {event.ref.docket_number[-1]: event.date_from.day for event in events} == {
        "1": 18, "4": 19, "5": 19, "2": 25, "3": 25, "6": 27,
    }  # fmt: skip


def test_a_docket_above_the_first_day_of_its_column_is_told_and_gets_no_day():
    page = [
        "Session Beginning March 18, 2024",
        f"{'Monday, March 18':<40}22-9001 A v. B",
        f"{'22-9002 C v. D':<40}Monday, March 25",
        f"{'':<40}22-9003 E v. F",
    ]
    watched = {"22-9001", "22-9002", "22-9003"}
    kept, _ = list_lines.cut_calendar(list_lines.in_eye_order([page]), watched, "x")
    records = list(list_lines.read_calendar(kept, "x", "x"))
    assert [(event.ref.docket_number, event.date_from.day) for event in of(HearingEvent, records)] == [
        ("22-9002", 18),
        ("22-9003", 25),
    ]
    assert [issue.code for issue in of(Issue, records)] == ["date"]


MOTIONS = "The motions to direct the Clerk to file petitions are denied."
GRANTED = "The petitions for writs of certiorari are granted. The judgments are vacated."


@pytest.mark.parametrize(
    ("body", "watched", "count", "orders"),
    [
        # What was ordered where.
        (
            ORDERS,
            WATCHED,
            6,
            {
                "23A901": "Orders in pending cases: 23A901 ROE, RAE V. EXAMPLE VIDEO, INC. "
                "The application for stay addressed to the Court is denied.",
                "22-9001": "Certiorari denied: 22-9001 EXAMPLE VIDEO, INC., ET AL. V. ROE, RAE",
            },
        ),
        # An order on several cases reaches each of them.
        (
            GROUPED,
            {"23M998", "21-9326", "19-9208", "20-9070", "22-9001", "22-9003"},
            9,
            {
                "23M998": f"Orders in pending cases: 23M998 STRANGER V. SOMEBODY {MOTIONS}",
                "21-9326": "Orders in pending cases: 21-9326 ) EXAMPLE VIDEO, INC., ET AL. V. ROE The motion of the "
                "Solicitor General for divided argument is granted, and 22-9005 is set apart.",
                "19-9208": "Certiorari -- summary dispositions: 19-9208 YONDER, YOLA J. V. SOMEBODY, ATT'Y GEN., "
                f"ET AL. {GRANTED}",
                "20-9070": f"Certiorari -- summary dispositions: 20-9070 STRANGER V. ELSE {GRANTED}",
                # Each for itself under a heading that says what was done.
                "22-9001": "Certiorari denied: 22-9001 EXAMPLE VIDEO, INC., ET AL. V. ROE, RAE",
                "22-9003": "Certiorari denied: 22-9003 STRANGER V. OTHER The petition for a writ of certiorari is "
                "denied. Justice Nobody took no part in it.",
            },
        ),
    ],
    ids=["each by itself", "several at once"],
)
def test_an_order_list_says_what_was_ordered_where(body, watched, count, orders):
    snapshot = scotus_lists.select_watched(snapshot_of("orders", body), watched)
    events = of(DocketEvent, scotus_lists.SOURCE.parse(snapshot))
    assert {event.ref.docket_number: event.text for event in events} == orders and len(events) == len(orders)
    assert (snapshot.item_count, snapshot.is_unreadable) == (count, False)
    if body is ORDERS:
        assert b"TRANGER" not in snapshot.body and {event.date_from for event in events} == {date(2024, 3, 4)}
    assert b"20-9268" not in snapshot.body


@pytest.mark.parametrize(("kind", "body"), [("calendar", CALENDAR), ("orders", ORDERS)])
def test_a_list_without_a_watched_docket_keeps_nobodys_name(kind, body):
    snapshot = scotus_lists.select_watched(snapshot_of(kind, body), {"99-1"})
    assert (
        b"V." not in snapshot.body.upper()
        and scotus_lists.SOURCE.parse(snapshot) == []
        and snapshot.item_count > 3
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
        scotus_lists.SOURCE.parse(snapshot)


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
            scotus_lists.SOURCE.parse(snapshot_of(kind, "\n".join(lines).encode()))
        except ParseError:
            pass


CALENDAR_PATH = "/oral_arguments/argument_calendars/MonthlyArgumentCalMarch2024.pdf"
DAYS = ("121123", "010824", "022024", "022624", "030424")


def list_path(day):
    return f"/orders/courtorders/{day}zor_x.pdf"


def asked(days, **how):
    pages = {
        "/oral_arguments/calendarsandlists.aspx": Page(INDEX),
        "/orders/ordersofthecourt/23": Page(LISTS),
        CALENDAR_PATH: Page(CALENDAR),
    }
    results, paths = fetched(pages | {list_path(day): Page(ORDERS) for day in days}, "22-9001", **how)
    assert not any(snapshot.is_unreadable for snapshot in results)
    return [snapshot.kind for snapshot in results], paths


@pytest.mark.parametrize(
    ("days_read", "days"),
    [
        (DAYS[:1], DAYS[1:]),
        ((), DAYS),  # those that were never read are read after a pause, too
    ],
)
def test_the_indexes_lead_to_calendars_and_to_the_latest_order_lists(days_read, days):
    kinds, paths = asked(DAYS, read=map(list_path, days_read))
    assert paths == [
        "/oral_arguments/calendarsandlists.aspx",
        CALENDAR_PATH,
        "/orders/ordersofthecourt/23",
        *map(list_path, days),
    ]
    assert kinds == ["scotus_lists.calendar"] + ["scotus_lists.orders"] * len(days)


def test_in_october_the_lists_of_the_term_before_are_looked_through():
    results, paths = fetched({}, "22-9001", now="2024-10-08T12:00:00Z")
    assert [path for path in paths if "orders" in path] == [
        "/orders/ordersofthecourt/23",
        "/orders/ordersofthecourt/24",
    ]
    assert len(of(FetchError, results)) == 3


def test_the_ledger_knows_which_lists_were_read(tmp_path):
    db = archive.open_archive(tmp_path / "archive.db")
    ledger = Ledger(db)
    url = "https://www.example.org/list.pdf"
    add_check(db, "scotus_lists", url, "failed", NOW)
    assert not ledger.was_read(url)
    add_check(db, "scotus_lists", url, "changed", NOW)
    assert ledger.was_read(url) and not ledger.was_read(f"{url}x")


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
    results, _ = fetched(
        {
            "/oral_arguments/calendarsandlists.aspx": Page(page),
            "/orders/ordersofthecourt/23": Page(status=500),
        },
        "22-9001",
    )
    [snapshot], [error] = of(Snapshot, results), of(FetchError, results)
    assert (snapshot.is_unreadable, error.status) == (is_unreadable, 500)
    if is_unreadable:
        with pytest.raises(ParseError):
            scotus_lists.SOURCE.parse(snapshot)
    else:
        assert [issue.code for issue in scotus_lists.SOURCE.parse(snapshot)] == ["empty-list"]
