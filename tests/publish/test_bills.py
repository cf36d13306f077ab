"""Bills of Congress: what became of them at an instant, their sources and links, and the dated events around them."""

from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest
from hypothesis import given, strategies as st

from db.schema import create_tables, open_docket
from db.store import Store
from docket import bills
from docket.bills import BillState
from docket.issues import ParseError
from docket.records import Bill
from docket.snapshot import Form
from docket.times import parse_instant
from publish import request
from publish.api import answers, app
from scrapers.sources import catalog as catalog_files
from tests.publish.checking import check_page
from tests.worlds.asking import ask, text_of
from tests.worlds.publishing import ingest, snapshot

pytestmark = pytest.mark.usefixtures("the_record")


def bill(congress=118, status="referred to committee", **more):
    row = dict.fromkeys(("law", "date_introduced", "status_date"))
    return row | {"kind": "bill", "congress": congress, "status": status} | more


@pytest.fixture
def clock(monkeypatch):
    """Set what time it is for the pages and the API."""

    def set_to(now):
        moment = datetime.fromisoformat(now)

        class Fixed(datetime):
            @classmethod
            def now(cls, zone=None):
                return moment.astimezone(zone)

        monkeypatch.setattr(request, "datetime", Fixed)
        monkeypatch.setattr(app, "datetime", Fixed)
        monkeypatch.setattr(answers.time, "time", moment.timestamp)

    return set_to


@pytest.mark.parametrize(
    ("congress", "ends"),
    [
        (119, "2027-01-03T17:00:00+00:00"),
        (118, "2025-01-03T17:00:00+00:00"),
        (115, "2019-01-03T17:00:00+00:00"),
        (73, "1935-01-03T17:00:00+00:00"),  # the first under the Twentieth Amendment
        (72, "1933-03-04T17:00:00+00:00"),  # the last before it
    ],
)
def test_a_congress_ends_at_noon_in_washington(congress, ends):
    assert bills.congress_ends(congress).isoformat() == ends


@pytest.mark.parametrize("congress", [0, -1, 206])
def test_what_numbers_no_congress_is_refused(congress):
    with pytest.raises(ParseError):
        bills.congress_ends(congress)


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        ("2027-01-03T00:00:00Z", BillState.ALIVE),  # January 3 has begun in Greenwich, not yet in Washington
        ("2027-01-03T12:00:00Z", BillState.ALIVE),  # noon in Greenwich
        ("2027-01-03T16:59:59Z", BillState.ALIVE),
        ("2027-01-03T11:59:00-05:00", BillState.ALIVE),
        ("2027-01-03T17:00:00Z", BillState.DEAD),
        ("2027-01-03T12:00:00-05:00", BillState.DEAD),
        ("2027-01-03T12:00:00-08:00", BillState.DEAD),  # noon on the Pacific is three hours too late
        ("2027-01-03T09:00:00-08:00", BillState.DEAD),  # the same minute as noon in Washington
        ("2027-01-03T08:59:00-08:00", BillState.ALIVE),
        ("2026-11-27T12:00:00Z", BillState.ALIVE),
    ],
)
def test_a_bill_of_this_congress_dies_to_the_minute(as_of, state):
    assert bills.find_fate(bill(119), parse_instant(as_of)).state is state


@pytest.mark.parametrize(
    ("row", "as_of", "state", "words"),
    [
        (bill(118), "2026-11-27T12:00:00Z", "dead", "died with the 118th Congress, Jan. 3, 2025"),
        (bill(119), "2026-11-27T12:00:00Z", "alive", "referred to committee, alive"),
        (
            bill(115, "enacted", law="115-164", status_date="2018-04-11"),
            "2026-11-27T12:00:00Z",
            "enacted",
            "enacted, Pub. L. 115-164",
        ),
        (bill(115, "enacted", status_date="2018-10-11"), "2026-11-27T12:00:00Z", "enacted", "enacted"),
        # Congress's own record has the law before a curator has looked again.
        (bill(119, law="119-200"), "2027-06-01T12:00:00Z", "enacted", "enacted, Pub. L. 119-200"),
        (
            bill(115, "folded into H.R. 1865", status_date="2018-02-27"),
            "2026-11-27T12:00:00Z",
            "dead",
            "folded into H.R. 1865; itself died with the 115th Congress, Jan. 3, 2019",
        ),
        (
            bill(115, "folded into H.R. 1865", status_date="2018-02-27"),
            "2018-12-31T12:00:00Z",
            "alive",
            "folded into H.R. 1865, alive",
        ),
        (
            bill(119, "passed both chambers"),
            "2027-01-04T12:00:00Z",
            "dead",
            (
                "passed both chambers, not known to be law; died with the 119th Congress, Jan. 3, 2027 if "
                "it was not signed"
            ),
        ),
        # On a day before the one of its last stage, what its stage was is not on record.
        (
            bill(115, "enacted", law="115-164", date_introduced="2017-04-03", status_date="2018-04-11"),
            "2018-04-10T12:00:00Z",
            "alive",
            "alive; its stage is not known",
        ),
        (
            bill(115, "enacted", law="115-164", date_introduced="2017-04-03"),
            "2017-04-02T12:00:00Z",
            None,
            "not yet introduced",
        ),
        (bill(None, "closed", kind="inquiry"), "2026-11-27T12:00:00Z", None, "closed"),
        (bill(0), "2026-11-27T12:00:00Z", None, "referred to committee"),
        (bill(118, None), "2024-01-01T12:00:00Z", "alive", "alive; its stage is not known"),
        (bill(111), "2026-11-27T12:00:00Z", "dead", "died with the 111th Congress, Jan. 3, 2011"),
        (bill(72), "2026-11-27T12:00:00Z", "dead", "died with the 72nd Congress, Mar. 4, 1933"),
    ],
)
def test_what_became_of_a_bill(row, as_of, state, words):
    fate = bills.find_fate(row, parse_instant(as_of))
    assert (fate.state, fate.words) == (state, words)


@given(st.integers(1, 205), st.timedeltas(min_value=timedelta(days=-800), max_value=timedelta(days=800)))
def test_who_is_dead_follows_from_one_number(congress, shift):
    """The newest Congress that has ended decides alone, so that a list can be narrowed by it."""
    as_of = bills.congress_ends(congress) + shift
    ended = bills.last_ended(as_of)
    assert (ended < 1 or bills.congress_ends(ended) <= as_of) and (
        ended == 205 or as_of < bills.congress_ends(ended + 1)
    )
    assert (bills.find_fate(bill(congress), as_of).state is BillState.DEAD) == (congress <= ended)


@given(st.dates())
def test_a_day_is_read_as_its_last_second_in_washington(day):
    moment = bills.end_of_day(day)
    assert bills.last_ended(moment) <= 205 and moment.tzinfo is UTC
    if 1900 <= day.year <= 2100:
        assert bills.end_of_day(day + timedelta(days=1)) - moment in (
            timedelta(hours=23),
            timedelta(hours=24),
            timedelta(hours=25),
        )


def test_the_day_on_which_a_congress_ends_is_the_day_its_bills_died():
    states = [bills.find_fate(bill(119), bills.end_of_day(date(2027, 1, day))).state for day in (2, 3)]
    assert states == [BillState.ALIVE, BillState.DEAD]
    assert bills.end_of_day(date(2027, 1, 3)) == datetime(2027, 1, 4, 4, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("left", "other", "is_further"),
    [
        ("passed House", "referred to committee", True),
        ("enacted", "folded into H.R. 1865", True),
        ("reported by committee", "ordered reported by committee", False),
        ("reported by committee", "folded into H.R. 1865", False),
        (
            "referred to committee",
            "referred to committee; unanimous-consent request blocked Dec. 13, 2023",
            False,
        ),
        ("introduced", None, True),
        (None, "introduced", False),
        ("passed House", "closed", False),
        ("adrift", "introduced", False),
    ],
)
def test_which_stage_is_further(left, other, is_further):
    assert bills.is_further(left, other) is is_further


# ---- the API


def data(path, *addresses):
    """Return what the API says of each of several addresses."""
    return [answer.json()["data"] for answer in ask(path, *(f"/api/v1/{address}" for address in addresses))]


@pytest.mark.parametrize(
    ("now", "state", "since", "age"),
    [
        ("2027-01-03T16:59:50+00:00", "alive", "2025-01-03T17:00:00Z", 10),
        ("2027-01-03T17:00:00+00:00", "dead", "2027-01-03T17:00:00Z", 60),
        # The record is newer than the Congress.
        ("2026-12-01T12:00:00+00:00", "alive", "2026-12-01T00:00:00Z", 60),
    ],
)
def test_an_answer_ends_with_the_congress(catalog, clock, now, state, since, age):
    clock(now)
    single, listed, export = ask(
        catalog,
        "/api/v1/bills/119-hr-6746",
        "/api/v1/bills?bill_id=119-hr-6746",
        "/api/v1/bills.csv?bill_id=119-hr-6746",
    )
    assert single.json()["data"]["state"] == listed.json()["data"][0]["state"] == state
    assert single.json()["as_of"] == listed.json()["as_of"] == max(since, "2026-12-01T00:00:00Z")
    assert {answer.headers["cache-control"] for answer in (single, listed, export)} == {f"max-age={age}"}


# ---- the pages


PAGES = {
    "a bill folded into another": {
        "path": "/bill/115-s-1693",
        "says": (
            (
                "Its text went into H.R. 1865 (enacted, Pub. L. 115-164). The bill itself died with the 115th "
                "Congress on Jan. 3, 2019."
            ),
            "Rob Portman (R-OH)",
            "Folded into H.R. 1865",
        ),
    },
    "a bill of today on another day": {
        "path": "/bill/115-hr-1865?as_of=2018-04-10",
        "says": ("Alive Not enacted by then", "Last stage, as known now"),
    },
    "the day it was enacted": {
        "path": "/bill/115-hr-1865?as_of=2018-04-11",
        "says": ("Enacted: Pub. L. 115-164 Became law on Apr. 11, 2018.",),
    },
    "before it was introduced": {
        "path": "/bill/115-hr-1865?as_of=2016-04-10",
        "says": ("Not yet introduced",),
    },
    "a day that is none": {"path": "/bill/115-hr-1865?as_of=then", "status": 400},
    "those enacted": {"path": "/bills?state=enacted", "says": ("5 of 167", "S. 146"), "hides": ("S. 1693",)},
    "those that died with one Congress": {
        "path": "/bills?state=dead&congress=118",
        "says": (
            "41 of 167",
            "H.R. 1231",
            "died with the 118th Congress, Jan. 3, 2025; last stage: referred to committee",
        ),
    },
    "an inquiry is no bill": {"path": "/bills?state=inquiry", "says": ("Senate Permanent Subcommittee",)},
    "a Congress without one": {"path": "/bills?congress=7", "status": 400},
    "a state that is none": {"path": "/bills?state=undead", "status": 400},
    "an effect that one source tells": {"path": "/bill/118-s-2073", "says": ("unconfirmed",)},
    "an effect that was confirmed": {"path": "/bill/118-s-560", "hides": ("unconfirmed",)},
    "an inquiry with its events and what each concerns": {
        "path": "/bill/psi-backpage-report",
        "says": (
            "25 dated events, from Apr. 2015 day not known to Aug. 1, 2017.",
            "Resolution agreed to 96-0 (Record Vote No. 38)",
            "Senate PSI v. Ferrer (D.C. Cir.)",
            "2016 day not known †",
            "Second appeal, No. 16-5274",
        ),
    },
    "what was not taken in, with its reason": {
        "path": "/bills/not-taken-in",
        "says": ("83 bills", "House rule for the debate on H.R. 1865", "H.Res. 748"),
    },
    "a case with what Congress did": {
        "path": "/case/senate-psi-v-ferrer",
        "says": ("Application to enforce three document requests",),
    },
    "a case of which Congress did nothing": {"path": "/case/zeran-v-aol", "hides": ("In Congress",)},
}


@pytest.mark.parametrize("shown", PAGES.values(), ids=PAGES)
def test_what_a_page_tells_of_bills(catalog_ds, shown):
    check_page(catalog_ds, **shown)


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (
            "2027-01-03T16:59:59+00:00",
            "Alive Not enacted so far. It dies with the 119th Congress at noon in Washington on Jan. 3, 2027",
        ),
        ("2027-01-03T17:00:00+00:00", "Dead Died with the 119th Congress, Jan. 3, 2027."),
    ],
)
def test_a_page_tells_a_bill_dead_from_the_minute_its_congress_ends(catalog, clock, now, words):
    clock(now)
    page, listed = ask(catalog, "/bill/119-hr-6746", "/bills?congress=119&state=dead")
    assert words in text_of(page.text)
    assert ("H.R. 6746" in text_of(listed.text)) is words.startswith("Dead")


def test_a_tag_is_kept_until_a_congress_ends_and_an_answer_holds_no_longer(catalog, clock):
    paths = ("/bill/119-hr-6746", "/bills", "/api/v1/bills/119-hr-6746", "/api/v1/bills")
    tags, ages = [], []
    for now in ("2026-12-01T00:00:00+00:00", "2027-01-03T16:59:30+00:00", "2027-01-03T17:00:00+00:00"):
        clock(now)
        answers = ask(catalog, *paths)
        tags.append([answer.headers["etag"] for answer in answers])
        ages.append({answer.headers["cache-control"] for answer in answers})
    early, late, after = tags
    assert early == late and not set(late) & set(after)
    assert ages == [{"max-age=60"}, {"max-age=30"}, {"max-age=60"}]


@pytest.fixture
def store(tmp_path):
    db = open_docket(tmp_path / "docket.db")
    create_tables(db)
    return Store(db)


def look_at_congress(store, number, bill_id, label, title, **more):
    """Take in the page of a bill as Congress's own record has it, the look of that number."""
    page = snapshot(
        f"https://www.govinfo.gov/{bill_id}",
        bytes([number]),
        form=Form.API,
        source="congress",
        fetched_at=f"2026-12-{number + 20}T00:00:00Z",
    )
    ingest(store, page, [Bill(bill_id, "bill", int(bill_id[:3]), label, title, **more)])


def test_a_bill_that_was_left_out_is_not_brought_back_by_congress(store):
    """Its file names § 230, and the source would keep it."""
    ids = ("115-hres-748", "115-s-7")
    for number, bill_id in enumerate(ids, 1):
        title = "About section 230 of the Communications Act of 1934"
        look_at_congress(store, number, bill_id, "x", title, status="introduced")
    assert {row[0] for row in store.db.execute("select bill_id from bills")} == set(ids)
    for snap in catalog_files.SOURCE.fetch(None, None):
        if snap.kind == "bills_excluded":
            ingest(store, snap, catalog_files.SOURCE.parse(snap))
    [row] = store.db.query("select * from bills")
    assert (row["bill_id"], row["primary_url"], row["address_basis"]) == (
        "115-s-7",
        "https://www.congress.gov/bill/115th-congress/senate-bill/7",
        "rule",
    )


def test_a_stage_that_congress_shows_to_lie_further_is_the_bills(store):
    """Reviewed as referred; Congress's own record has it passed, then enacted: a curator's word does not hold
    it back."""
    ours = Bill(
        "119-s-4591",
        "bill",
        119,
        "S. 4591",
        "NO FAKES Act of 2026",
        status="reported by committee",
        status_date=date(2026, 6, 24),
        verified=("title", "status", "status_date"),
    )
    ingest(store, snapshot("catalog:bills.csv", b"1", fetched_at="2026-11-27T00:00:00Z"), [ours])
    states = [
        ("referred to committee", None, date(2026, 5, 20)),
        ("passed Senate", None, date(2026, 12, 9)),
        ("enacted", "119-150", date(2026, 12, 22)),
    ]
    seen = []
    for number, (status, law, day) in enumerate(states, 2):
        told = {"status": status, "law": law, "date_latest_action": day}
        look_at_congress(store, number, "119-s-4591", "S. 4591", "NO FAKES", **told)
        seen += store.db.execute("select title, status, status_date, law, unconfirmed from bills")
    assert seen == [
        ("NO FAKES Act of 2026", "reported by committee", "2026-06-24", None, None),
        ("NO FAKES Act of 2026", "passed Senate", "2026-12-09", None, None),
        ("NO FAKES Act of 2026", "enacted", "2026-12-22", "119-150", None),
    ]


def test_the_feed_brings_a_bill_up_again_when_its_congress_ends(catalog, clock):
    def entries(now):
        clock(now)
        answer = ask(catalog, "/bills.atom")
        elements = ElementTree.fromstring(answer.content).iterfind("{*}entry")
        return {
            e.findtext("{*}id"): (e.findtext("{*}updated"), e.findtext("{*}content")) for e in elements
        }, answer.headers["cache-control"]

    (before, age), (after, _) = entries("2027-01-03T16:59:20+00:00"), entries("2027-01-03T17:00:00+00:00")
    [(key, [updated, words])] = [
        (key, entry) for key, entry in before.items() if key.endswith("bill/119-hr-6746")
    ]
    assert (
        updated == "2025-12-16T00:00:00Z" and "Referred to committee, alive." in words and age == "max-age=40"
    )
    assert (
        after[key][0] == "2027-01-03T17:00:00Z"
        and "Died with the 119th Congress, Jan. 3, 2027." in after[key][1]
    )
