"""The sources that ask other people's servers, each with what a server in good order answers.

A source joins by one line in `TARGETS`: name, setting of its address, first URL, and the pages.
"""

import json
from dataclasses import dataclass

from docket import bills
from docket.records import DocketRef
from scrapers.source import WantedDecision, WatchList
from tests.worlds.answers import bill_path
from tests.worlds.caselaw_files import make_decision, pages_of
from tests.worlds.expected import FIXTURES
from tests.worlds.pdf_pages import CALENDAR, ORDERS


@dataclass(frozen=True)
class Target:
    """One source. `address` is the setting's value, ``{server}`` being the test server.

    `missing_is_quiet`: that the first page is not there is no failure, since most dockets have none.
    `news` are a path, what on its page is written otherwise one day (old words and new), and what the tables then say;
    none of an archive that is frozen.
    """

    source: str
    setting: str
    path: str
    pages: dict[str, bytes]
    watch: WatchList = WatchList()
    address: str = "{server}"
    missing_is_quiet: bool = False
    news: tuple[str, bytes, bytes, str] = ("", b"", b"", "")


def _small_bill(bill_id: str) -> bytes:
    congress, bill_type, number = bills.split_bill_id(bill_id)
    return (
        f"<billStatus><bill><number>{number}</number><type>{bill_type}</type><congress>{congress}</"
        "congress><title>§ 230</title></bill></billStatus>"
    ).encode()


def _fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


BILLS = bills.load_bill_ids()[:8]  # each is a request of the run
_BILLS = {bill_path(bill_id): _small_bill(bill_id) for bill_id in BILLS}
_DOCKET = WatchList((DocketRef("cand", "3:12-cv-00230", "299001"),))
_MODS = "/metadata/pkg/USCOURTS-cand-3_12-cv-00230/mods.xml"
_RECAP, _RECAP_FILE = "/metadata/gov.uscourts.cand.299001", "gov.uscourts.cand.299001.docket.json"
_RECAP_DOCKET = f"/download/gov.uscourts.cand.299001/{_RECAP_FILE}"
_RECAP_LIST = json.dumps(
    {
        "files": [
            {
                "name": _RECAP_FILE,
                "mtime": "1391400306",
                "size": "9",
                "md5": "d41d8cd98f00b204e9800998ecf8427e",
            }
        ]
    }
).encode()
_SCOTUS = "/RSS/Cases/JSON/24-9001.json"

_CALENDARS = "/oral_arguments/calendarsandlists.aspx"
_APPEALS = WatchList((DocketRef("ca9", "22-90001"), DocketRef("ca11", "22-90001")))
_TEXAS = (
    b"<html><body><div id='MainContent'><div><div><div><ul><li><a href='/day/march-15-2024/'>15</a></li>"
    b"</ul></div></div></div></div></body></html>"
)
_ZERAN = make_decision("129 F.3d 327", "Zeran v. America Online, Inc.", "1997-11-12")

TARGETS = (
    Target(
        "appellate_opinions",
        "APPELLATE_OPINIONS",
        "/ca9_p",
        {
            "/ca9_p": _fixture("appellate_opinions/ordinary.ca9_p"),
            "/ca9_u": _fixture("appellate_opinions/empty.ca9_u"),
            "/ca11_p": _fixture("appellate_opinions/below.ca11_p"),
            "/ca11_u": _fixture("appellate_opinions/below.ca11_p"),
        },
        _APPEALS,
        address="{server}/{court}",
        news=("/ca9_p", b"Tue, 12 Mar 2024 17:00:00", b"Wed, 13 Mar 2024 17:00:00", "2024-03-13"),
    ),
    # A court that links to a page a day.
    Target(
        "appellate_opinions",
        "APPELLATE_OPINIONS",
        "/tex",
        {"/tex": _TEXAS, "/day/march-15-2024/": _fixture("appellate_opinions/day.tex")},
        WatchList((DocketRef("tex", "23-9001"),)),
        address="{server}/{court}",
        news=(
            "/day/march-15-2024/",
            b"Orders Pronounced March 15, 2024",
            b"Orders Pronounced March 22, 2024",
            "2024-03-22",
        ),
    ),
    Target(
        "oral_arguments",
        "ORAL_ARGUMENTS",
        "/ca11",
        {"/ca11": _fixture("oral_arguments/ordinary.ca11")},
        _APPEALS,
        address="{server}/{court}",
        news=("/ca11", b"<td>03/12/2024", b"<td>03/13/2024", "2024-03-13"),
    ),
    Target(
        "caselaw",
        "CASELAW",
        "/f3d/129/cases/0327-01.json",
        {path: page.body for path, page in pages_of([_ZERAN]).items()},
        WatchList(
            decisions=(
                WantedDecision(
                    (DocketRef("ca4", catalog_slug="zeran-v-aol-ca4"),),
                    "129 F.3d 327",
                    "1997-11-12",
                    (_ZERAN.name,),
                ),
            )
        ),
        missing_is_quiet=True,
    ),
    Target(
        "congress",
        "BILLSTATUS",
        next(iter(_BILLS)),
        _BILLS,
        news=(next(iter(_BILLS)), "§ 230".encode(), "To amend § 230".encode(), "To amend § 230"),
    ),
    Target(
        "govinfo",
        "GOVINFO",
        _MODS,
        {_MODS: _fixture("govinfo/ordinary.govinfo_mods")},
        _DOCKET,
        missing_is_quiet=True,
        news=(
            _MODS,
            b"ORDER DENYING MOTION TO REMAND",
            b"AMENDED ORDER DENYING MOTION TO REMAND",
            "AMENDED ORDER",
        ),
    ),
    Target(
        "recap",
        "RECAP",
        _RECAP,
        {_RECAP: _RECAP_LIST, _RECAP_DOCKET: _fixture("recap/ordinary.recap_json")},
        _DOCKET,
        missing_is_quiet=True,
        news=(
            _RECAP_DOCKET,
            b"COMPLAINT against Beispiel",
            b"AMENDED COMPLAINT against Beispiel",
            "AMENDED COMPLAINT",
        ),
    ),
    Target(
        "scotus",
        "SCOTUS",
        _SCOTUS,
        {_SCOTUS: _fixture("scotus/ordinary.json")},
        WatchList((DocketRef("scotus", "24-9001"),)),
        news=(_SCOTUS, b"(Response due April 4, 2024)", b"(Response due May 4, 2024)", "May 4, 2024"),
    ),
    Target(
        "scotus_lists",
        "SCOTUS_LISTS",
        _CALENDARS,
        {
            _CALENDARS: b"<html><h1>Argument Calendars</h1><a href='march_cal.pdf'>March</a></html>",
            "/oral_arguments/march_cal.pdf": CALENDAR,
            "/orders/ordersofthecourt/25": b"<html><a href='/orders/courtorders/030226zor_x.pdf'>1</a></html>",
            "/orders/courtorders/030226zor_x.pdf": ORDERS,
        },
        WatchList((DocketRef("scotus", "22-9001"),)),
        # As many letters: a PDF counts its bytes.
        news=(
            "/oral_arguments/march_cal.pdf",
            b"Example Video, Inc. v. Roe",
            b"Example Video, LLC v. Roe ",
            "Example Video, LLC v. Roe",
        ),
    ),
    Target(
        "pacer_rss",
        "PACER_RSS",
        "/cand",
        {"/cand": _fixture("pacer_rss/cand_ordinary.xml")},
        WatchList((DocketRef("cand", "3:24-cv-09001", "440001"),)),
        address="{server}/{court}",
        news=("/cand", b"[Clerks Notice]", b"[Judges Notice]", "Judges Notice"),
    ),
)
# Its questions are chosen by a plan: tests/scrapers/test_courtlistener_runs.py plays the same faults to it.
COURTLISTENER = Target(
    "courtlistener",
    "COURTLISTENER",
    "/api/rest/v4/dockets/68123456/",
    {"/api/rest/v4/dockets/68123456/": b'{"id": 68123456, "court_id": "cand"}'},
)
