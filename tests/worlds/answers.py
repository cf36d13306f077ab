"""One answer of each source as its client hands it over, and as it is described before it is archived."""

import json

from docket.bills import split_bill_id
from docket.records import Docket
from docket.snapshot import Form, Snapshot
from scrapers.documents import bills
from scrapers.sources import (
    appellate_opinions,
    congress,
    govinfo,
    oral_arguments,
    pacer_docket,
    pacer_rss,
    recap,
    scotus,
)
from tests.worlds import court_pages
from tests.worlds.expected import FIXTURES, of

NOW = "2026-03-10T12:00:00Z"
IMPORTED_AT = "2024-05-01T00:00:00Z"
FOSTA = "115-hr-1865"
PACKAGE = "USCOURTS-cand-3_12-cv-00230"
ITEM = "gov.uscourts.cand.299001"
_FEED_KINDS = {"nyed": "nyed_rss", "cand": "district_rss", "nysd": "district_rss", "nysb": "district_rss"}


def fixture(source: str, name: str) -> bytes:
    return (FIXTURES / source / name).read_bytes()


def bill_path(bill_id: str) -> str:
    number, bill_type, serial = split_bill_id(bill_id)
    return f"/bulkdata/BILLSTATUS/{number}/{bill_type}/BILLSTATUS-{number}{bill_type}{serial}.xml"


def bill_answer(body: bytes, bill_id: str = FOSTA, kind: str = "billstatus_xml") -> Snapshot:
    url = f"https://www.govinfo.gov{bill_path(bill_id)}"
    if kind == "congress_bill":
        url = "https://api.congress.gov/v3/bill/115/hr/1865?format=json"
    return Snapshot(congress.SOURCE.NAME, url, NOW, body, Form.API, kind=kind)


def govinfo_answer(body: bytes, kind: str = "govinfo_mods", package: str = PACKAGE) -> Snapshot:
    path = "search" if kind == "govinfo_search" else f"packages/{package}/mods"
    return Snapshot(govinfo.SOURCE.NAME, f"https://api.govinfo.gov/{path}", NOW, body, Form.API, kind=kind)


def recap_file(body: bytes, kind: str = "recap_json") -> Snapshot:
    url = f"https://archive.org/download/{ITEM}/{ITEM}.docket.{'json' if kind == 'recap_json' else 'xml'}"
    return Snapshot(recap.SOURCE.NAME, url, NOW, body, Form.RECAP, court_id="cand", kind=kind)


def feed(body: bytes, court_id: str = "cand") -> Snapshot:
    at = "2024-03-05T20:00:00Z"
    return Snapshot(
        "pacer_rss",
        f"https://ecf.{court_id}.uscourts.gov/feed",
        at,
        body,
        Form.FEED,
        court_id=court_id,
        kind=_FEED_KINDS.get(court_id, "appellate_rss"),
        as_of=at,
    )


def refs_in(snapshot: Snapshot) -> tuple:
    """Return the dockets that a feed names, as far as it can be read."""
    return tuple(docket.ref for docket in of(Docket, pacer_rss.SOURCE.parse(snapshot)))


def describe(source: str, name: str, body: bytes) -> Snapshot | None:
    """Return the fixture of that name, or another body in its place, as its source describes it before it is
    archived. Raises ParseError where the source refuses a file at once. `None`: the source knows no such file."""
    kind = name.rpartition(".")[2]
    match source:
        case "appellate_opinions":
            return court_pages.cut(appellate_opinions.SOURCE, kind, body)
        case "congress":
            data = bills.read_xml(fixture(source, name), name)
            return congress._describe(bill_answer(body, bills.bill_id_of(data, name)), bills.read_xml)
        case "courtlistener":
            return Snapshot(
                "courtlistener",
                f"https://www.courtlistener.com/fixture/{name}",
                "2026-11-24T12:00:00Z",
                body,
                Form.API,
                kind=json.loads(fixture("courtlistener", name))["purpose"],
                as_of="2026-11-20T18:03:11Z",
            )
        case "govinfo":
            package = (
                fixture(source, name).split(b"accessId>")[1].split(b"<")[0].decode()
                if kind == "govinfo_mods"
                else PACKAGE
            )
            return govinfo._describe(govinfo_answer(body, kind, package))
        case "oral_arguments":
            return court_pages.cut(oral_arguments.SOURCE, kind, body)
        case "pacer_docket":
            # The data of ACMS name no court.
            court_id = "ca9" if kind == "acms_json" else None
            return pacer_docket.SOURCE.recognize(name, body, court_id, IMPORTED_AT)
        case "pacer_rss":
            # Of every docket that the fixture shows.
            court_id = name.partition("_")[0]
            shown = refs_in(feed(fixture(source, name), court_id))
            return pacer_rss.select_watched(feed(body, court_id), shown)
        case "recap":
            return recap._describe(recap_file(body, kind), "2014-02-03T04:05:06Z")
        case "scotus":
            return scotus.SOURCE.recognize(name, body, None, IMPORTED_AT)
    raise KeyError(source)
