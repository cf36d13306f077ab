"""Bills of Congress: BILLSTATUS files and the API's answers, what is asked for and what they say."""

import json
import re
from dataclasses import replace

import pytest

from db.schema import TABLE
from docket import bills
from docket.issues import ParseError
from docket.records import Bill, BillAction, BillLink
from docket.snapshot import Form
from scrapers.documents import bills as bill_records
from scrapers.http.get import Http
from scrapers.source import FetchError, WatchList
from scrapers.sources import catalog, congress
from tests.worlds import answers
from tests.worlds.answers import FOSTA, NOW, bill_answer as snapshot_of, bill_path as path_of
from tests.worlds.expected import of
from tests.worlds.loopback import Clock, MemoryLedger, Page, Server
from tests.worlds.stored import stored

pytestmark = pytest.mark.usefixtures("the_record")


def fixture(name):
    return answers.fixture("congress", name)


KEY = "s3cr3t-k3y"


def small(bill_id, title="A bill about section 230 of the Communications Act of 1934", related=()):
    """The least that a file of a bill holds."""
    number, bill_type, serial = bills.split_bill_id(bill_id)
    items = "".join(
        "<item><congress>{}</congress><type>{}</type><number>{}</number></item>".format(
            *bills.split_bill_id(other)
        )
        for other in related
    )
    return (
        f"<billStatus><bill><number>{serial}</number><type>{bill_type.upper()}</type><congress>{number}</"
        f"congress><title>{title}</title>"
        f"<relatedBills>{items}</relatedBills></bill></billStatus>"
    ).encode()


def catalog_pages(**pages):
    """A small file for every bill of the catalog, so that only what a test is about is missing."""
    return {path_of(bill_id): Page(small(bill_id)) for bill_id in bills.load_bill_ids()} | pages


def client(server, ledger=None, key=None):
    clock = Clock()
    addresses = {"BILLSTATUS": server.url, "CONGRESS": server.url}
    return Http(
        ledger or MemoryLedger(),
        addresses=addresses,
        keys={"CONGRESS": key} if key else {},
        clock=clock,
        sleep=clock.sleep,
    )


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Rep. Muster, Ada B. [R-MO-2]", "Ada B. Muster (R-MO)"),
        ("Sen. Muster, Egon P., Jr. [D-PA]", "Egon P. Muster, Jr. (D-PA)"),
        ("Rep. Muster, A. Drew, IV [R-GA-3]", "A. Drew Muster, IV (R-GA)"),
        ('Rep. Muster, Egon C. "Ed," Jr. [D-GA-4]', 'Egon C. "Ed" Muster, Jr. (D-GA)'),
        ("Resident Commissioner Muster, Ada [R-PR-At Large]", "Ada Muster (R-PR)"),
        ("Somebody of note", "Somebody of note"),
    ],
)
def test_a_sponsors_name_is_turned_as_people_write_it(printed, shown):
    assert bill_records._sponsor({"fullName": printed}) == shown


@pytest.mark.parametrize(
    ("raw", "bill_id"),
    [
        (("115", "HR", "1865"), FOSTA),
        ((" 115 ", "H.R.", "1865"), FOSTA),  # printed with dots in older lists
        (("119", "sconres", "7"), "119-sconres-7"),
        (("119", "xyz", "7"), None),
        (("", "hr", "7"), None),
        (("119", "hr", "7/../8"), None),  # goes into an address
        (("١١٩", "hr", "7"), None),  # digits, but not ours
    ],
)
def test_bill_ids(raw, bill_id):
    if bill_id is None:
        with pytest.raises(ParseError):
            bills.make_bill_id(*raw)
    else:
        assert bills.make_bill_id(*raw) == bill_id
        assert bills.make_bill_id(*map(str, bills.split_bill_id(bill_id))) == bill_id


@pytest.mark.parametrize(
    ("actions", "stage"),
    [
        ([], "introduced"),
        (["Introduced in House"], "introduced"),
        (["Read twice and referred to the Committee on Commerce."], "referred to committee"),
        (
            ["Referred to the Subcommittee.", "Ordered to be Reported by the Yeas and Nays: 22 - 0."],
            "reported by committee",
        ),
        (["Passed/agreed to in House: On passage Passed", "Referred to the Committee"], "passed House"),
        (["Passed/agreed to in House: x", "Passed Senate without amendment"], "passed both chambers"),
        (["Presented to President."], "passed both chambers"),
        (["Vetoed by President.", "Passed Senate", "Passed House"], "vetoed"),
        (["Became Public Law No: 115-164."], "enacted"),
    ],
)
def test_stage(actions, stage):
    assert bills.find_stage(actions) == bills.find_stage(actions[::-1]) == stage


def test_every_bill_of_the_catalog_has_an_address():
    ids = bills.load_bill_ids()
    assert FOSTA in ids and "psi-backpage-report" not in ids and len(ids) > 30
    assert all(re.fullmatch(r"(?:H\.R\.|S\.) \d+", bills.print_number(bill_id)) for bill_id in ids)


# ---- over the wire


def test_every_bill_of_the_catalog_and_every_known_one_is_asked_once():
    pages = catalog_pages() | {path_of("119-hr-9998"): Page(fixture("empty.xml"))}
    with Server(pages) as server:
        results = list(congress.SOURCE.fetch(client(server), WatchList(bill_ids=("119-hr-9998", FOSTA))))
        assert len(server.paths()) == len(results) == len(bills.load_bill_ids()) + 1
    assert {(snapshot.form, snapshot.kind, snapshot.is_unreadable) for snapshot in results} == {
        (Form.API, "billstatus_xml", False)
    }


def test_related_bills_are_followed_and_kept_only_where_they_name_230():
    pages = catalog_pages(
        **{path_of(FOSTA): Page(small(FOSTA, related=("115-s-7", "115-hres-748", "90-hr-1")))}
    )
    pages[path_of("115-s-7")] = Page(small("115-s-7", related=("115-s-8", FOSTA)))
    pages[path_of("115-s-8")] = Page(small("115-s-8"))  # related to what was found
    pages[path_of("115-hres-748")] = Page(fixture("unrelated.xml"))
    with Server(pages) as server:
        results = list(congress.SOURCE.fetch(client(server), WatchList()))
    assert [
        item for item in results if isinstance(item, FetchError)
    ] == []  # 90-hr-1 is older than the collection: no failure
    ids = {bill.bill_id for snapshot in results for bill in of(Bill, congress.SOURCE.parse(snapshot))}
    assert ids == {*bills.load_bill_ids(), "115-s-7", "115-s-8"}


def test_a_parent_whose_related_bills_were_not_reached_is_asked_in_full_again():
    pages = catalog_pages(
        **{path_of(FOSTA): Page(small(FOSTA, related=("115-s-7",)), headers={"ETag": '"a"'})}
    )
    pages[path_of("115-s-7")] = Page(status=403)
    with Server(pages) as server:
        *_, refused, parent = congress.SOURCE.fetch(client(server), WatchList())
    assert refused.status == 403 and parent.validator_key is None


def test_an_unchanged_file_is_not_sent_again():
    def page(handler):
        is_same = handler.headers.get("If-None-Match") == '"a"'
        body = b"" if is_same else fixture("new_schema.xml")
        handler.send_response(304 if is_same else 200)
        handler.send_header("ETag", '"a"')
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    with Server(catalog_pages(**{path_of(FOSTA): page})) as server:
        ledger = MemoryLedger()
        list(congress.SOURCE.fetch(client(server, ledger), WatchList()))
        again = list(congress.SOURCE.fetch(client(server, ledger), WatchList()))
    assert next(
        snapshot for snapshot in again if FOSTA.replace("-", "") in snapshot.url.replace("-", "")
    ).is_not_modified


def test_a_server_that_cannot_be_reached_is_not_asked_for_every_bill():
    with Server({}) as server:
        http = client(server)
    errors = list(congress.SOURCE.fetch(http, WatchList()))  # closed by now
    assert len(errors) == 2 and all(isinstance(error, FetchError) for error in errors)


# ---- with a key


def api_pages(bill_id, title):
    number, bill_type, serial = bills.split_bill_id(bill_id)
    stem = f"/v3/bill/{number}/{bill_type}/{serial}"
    query = f"?format=json&limit=250&api_key={KEY}"
    echo = {
        "request": {"apiKey": KEY},
        "pagination": {"next": f"https://api.congress.gov/v3/bill?api_key={KEY}"},
    }
    bill = {
        "congress": number,
        "type": bill_type.upper(),
        "number": str(serial),
        "title": title,
        "introducedDate": "2025-01-03",
        "latestAction": {
            "actionDate": "2025-02-03",
            "text": "Referred to the House Committee on Energy and Commerce.",
        },
        "sponsors": [{"fullName": "Rep. Muster, Ada [R-MO-2]"}],
        "actions": {"count": 2, "url": "x"},
        "relatedBills": {"count": 1, "url": "x"},
        "updateDateIncludingText": "2025-02-04T00:00:00Z",
    }
    related = {
        "congress": 119,
        "type": "S",
        "number": 3546,
        "relationshipDetails": [{"type": "Identical bill", "identifiedBy": "CRS"}],
    }
    parts = {
        "": {"bill": bill},
        "/actions": {"actions": [{"actionDate": "2025-01-03", "text": "Introduced in House"}]},
        "/summaries": {
            "summaries": [{"actionDate": "2025-01-03", "text": "<p>It would sunset section 230.</p>"}]
        },
        "/relatedbills": {"relatedBills": [related]},
    }
    return {
        f"{stem}{part}{query}": Page(json.dumps(answer | echo).encode()) for part, answer in parts.items()
    }


def list_page(rows, offset=0):
    path = f"/v3/bill?format=json&limit=250&offset={offset}&sort=updateDate+desc&api_key={KEY}"
    return {path: Page(json.dumps({"bills": rows, "request": {"apiKey": KEY}}).encode())}


def test_with_a_key_new_bills_are_found_by_title_and_the_key_is_kept_nowhere():
    rows = [
        {
            "congress": 119,
            "type": "HR",
            "number": "9998",
            "title": "To amend section 230 of the Communications Act of 1934",
        },
        {"congress": 119, "type": "HR", "number": "1", "title": "To rename a post office"},
        {
            "congress": 119,
            "type": "S",
            "number": "9001",
            "title": "A bill to sunset section 230 of the Communications Act of 1934",
        },
    ]
    pages = catalog_pages() | list_page(rows) | {path_of("119-hr-9998"): Page(fixture("empty.xml"))}
    pages |= api_pages("119-s-9001", rows[2]["title"])  # too new for a file of its own
    with Server(pages) as server:
        results = list(congress.SOURCE.fetch(client(server, key=KEY), WatchList()))
    assert [str(item) for item in results if isinstance(item, FetchError)] == []
    assert KEY not in repr(results)
    records = [record for snapshot in results for record in congress.SOURCE.parse(snapshot)]
    mine = [record for record in records if getattr(record, "bill_id", None) == "119-s-9001"]
    assert [bill.title for bill in of(Bill, mine)] == [rows[2]["title"], None, None, None]
    assert [bill.summary for bill in of(Bill, mine)][2] == "It would sunset section 230."
    assert [action.text for action in of(BillAction, mine)] == ["Introduced in House"]
    assert [(link.other_bill_id, link.link_type) for link in of(BillLink, mine)] == [
        ("119-s-3546", "companion")
    ]
    [listed] = [snapshot for snapshot in results if snapshot.kind == "congress_list"]
    assert (listed.item_count, listed.body) == (3, b"119-hr-9998\n119-s-9001\n")
    assert not any("post office" in repr(record) for record in records)


def test_a_list_that_is_none_is_kept_as_unreadable():
    with Server(catalog_pages() | {path: Page(b"<html>log in</html>") for path in list_page([])}) as server:
        *_, listed = congress.SOURCE.fetch(client(server, key=KEY), WatchList())
    assert listed.is_unreadable
    with pytest.raises(ParseError):
        congress.SOURCE.parse(listed)


@pytest.mark.parametrize(
    "bodies",
    [
        (b"", b"<p>Sign in<br>"),
        (small("116-hr-1"), small("116-hr-2")),  # of another bill than the address says
    ],
)
def test_of_unreadable_answers_in_a_row_only_the_first_is_news(bodies):
    first, again = (congress._describe(snapshot_of(body), bill_records.read_xml) for body in bodies)
    assert first.is_unreadable and again.is_unreadable and first.difference == again.difference


# ---- beside the catalog


def seen(body, bill_id=FOSTA, at=NOW):
    return replace(congress._describe(snapshot_of(body, bill_id), bill_records.read_xml), fetched_at=at)


def tables(*snapshots):
    db = stored(*snapshots)
    return {
        table: {row[TABLE[table].pk]: row for row in db.query(f"select * from {table}")}
        for table in ("bills", "bill_actions", "bill_links")
    }


def catalog_bills():
    kinds = ("bills", "bill_links", "bill_sources", "bills_excluded")
    return [snapshot for snapshot in catalog.SOURCE.fetch(None, None) if snapshot.kind in kinds]


def test_of_each_address_the_newest_page_counts_and_both_ends_of_a_row_are_kept():
    later = fixture("new_schema.xml").replace(b"97 - 2", b"97 - 3").replace(b"2024-06-0", b"2024-07-0")
    old, new = (
        seen(fixture("new_schema.xml"), at="2026-03-10T12:00:00Z"),
        seen(later, at="2026-03-11T12:00:00Z"),
    )
    built = tables(*catalog_bills(), old, new)
    votes = [row for row in built["bill_actions"].values() if "97 - " in row["text"]]
    assert [row["text"][-48:] for row in votes] == ["by Yea-Nay Vote. 97 - 3. Record Vote Number: 60."]
    same = next(
        row for row in built["bill_actions"].values() if row["text"] == "Became Public Law No: 115-164."
    )
    assert (same["snapshot_id"], same["first_seen"], same["last_seen"]) == (
        old.snapshot_id,
        old.fetched_at,
        new.fetched_at,
    )


def test_any_order_of_arrival_makes_the_same_rows():
    pages = [
        *catalog_bills(),
        seen(fixture("new_schema.xml"), at="2026-03-10T12:00:00Z"),
        seen(fixture("old_schema.xml"), "115-s-1693"),
        seen(
            fixture("new_schema.xml").replace(b"97 - 2", b"97 - 3").replace(b"2024-06-0", b"2024-07-0"),
            at="2026-03-11T12:00:00Z",
        ),
        seen(fixture("empty.xml"), "119-hr-9998"),
    ]
    orders = [pages, pages[::-1], pages[3:] + pages[:3], pages[1::2] + pages[::2]]
    first, *others = (tables(*order) for order in orders)
    assert all(other == first for other in others)
