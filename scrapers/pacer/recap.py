"""Reads a docket in an Internet Archive RECAP item, from its XML or JSON, into our records. Pure.

juriscraper reads the XML. The JSON is CourtListener's docket object with its entries and parties inside, and
is read as such; its form is known only from CourtListener's documentation.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from docket.courts import get_court
from docket.identity import normalize_docket_number
from docket.issues import ROWS_NOT_READ, Issue, ParseError
from docket.records import Counsel, Docket, DocketRef
from scrapers.courtlistener.dockets import read_entries, read_header, read_parties
from scrapers.courtlistener.envelope import Fields, read_json
from scrapers.pacer import completeness, juriscraper_adapter, records as pacer_records, saved_pages
from scrapers.pacer.page_facts import core_number, find_number, find_pacer_case_id

ITEM = re.compile(r"gov\.uscourts\.([a-z0-9]+)\.(\d+)")
_STAMP = re.compile(r"<(?:timestamp|upload_date|date_last_filing)>\s*(\d{4}-\d\d-\d\d)")


def item_name(court_id: str, pacer_case_id: str) -> str:
    """Return the name of the Archive's item for a docket; courts have their PACER ids there."""
    return f"gov.uscourts.{get_court(court_id).pacer_court_id or court_id}.{pacer_case_id}"


def read_xml(body: bytes, court_id: str, page: str) -> list[object]:
    """Return the docket, its entries and its parties, and an issue for entries that could not be read.

    Raises ParseError: undecodable, hostile-xml, cut-in-half, docket-number, unreadable-page, wrong-docket.
    """
    text = saved_pages.text_of(body, page)
    if "<gov_uscourts_docket" not in text[:2000]:
        raise ParseError(
            f"{page}: not a RECAP docket; the Archive answers with pages of its own when it is busy",
            code="no-docket",
        )
    listed = completeness.check_recap(text, page)
    data = juriscraper_adapter.parse_docket("recap_xml", text, get_court(court_id).pacer_court_id or court_id)
    number_raw = find_number("recap_xml", text, page)
    number = normalize_docket_number(core_number(number_raw), court_id)
    ref = DocketRef(court_id, number, data.get("pacer_case_id") or find_pacer_case_id("recap_xml", text))
    _check_item(ref, page)
    records: list[object] = [pacer_records.read_docket(data, ref, number_raw, is_sheet=False)]
    records += pacer_records.read_entries(data["docket_entries"], ref)
    records += pacer_records.read_parties(data["parties"], ref)
    if len(data["docket_entries"]) < listed:
        count = f"{listed - len(data['docket_entries'])} of {listed}"
        records.append(Issue(ROWS_NOT_READ, count, page, court_id, number))
    return records


def xml_as_of(body: bytes) -> str | None:
    """Return the day of the newest timestamp in the file; None if it has none."""
    return max(_STAMP.findall(body.decode("utf-8", "replace")), default=None)


def load_json(body: bytes, court_id: str, page: str) -> Fields:
    """Return the docket object. Raises ParseError (no-docket) for JSON that is not one."""
    data = read_json(saved_pages.text_of(body, page), page)
    if not isinstance(data.get("docket_entries"), list) or not (
        data.get("docket_number") or data.get("pacer_case_id")
    ):
        raise ParseError(
            f"{page}: JSON, but no docket with its entries; the form has changed", code="no-docket"
        )
    return Fields({**data, "court_id": court_id}, page)


def read_docket_json(body: bytes, court_id: str, page: str) -> list[object]:
    """Return the same as `read_xml`. A docket that CourtListener blocks for somebody's privacy gives only an
    issue."""
    row = load_json(body, court_id, page)
    records = list(read_header(row))
    docket = next((record for record in records if isinstance(record, Docket)), None)
    if docket is None:
        problem = next((record for record in records if isinstance(record, Issue)), None)
        if problem and problem.code != "blocked-docket":  # the Archive's other file may have it
            raise ParseError(
                f"{page}: JSON, but its docket cannot be told ({problem.value})", code=problem.code
            )
        return records
    ref = docket.ref
    _check_item(ref, page)
    at = records.index(docket)
    records[at] = replace(docket, details=tuple((name, value) for name, value in docket.details if value))
    records += read_entries(row.rows("docket_entries"), ref)
    return records + list(read_parties(row.rows("parties"), _read_counsel, ref))


def _check_item(ref: DocketRef, page: str) -> None:
    item = ITEM.search(page)
    if item and ref.pacer_case_id and item[2] != ref.pacer_case_id:
        raise ParseError(
            f"{page}: holds the docket with PACER id {ref.pacer_case_id}, another than its name says",
            code="wrong-docket",
        )


def _read_counsel(party: Fields, party_name: str) -> Iterator[Counsel]:
    """Yield a party's counsel. A lawyer's name and address are in the row itself or one object deeper; the
    address is not kept."""
    for row in party.rows("attorneys"):
        lawyer = (row.inner("attorney") if isinstance(row.data.get("attorney"), dict) else None) or row
        name, contact = lawyer.text("name"), lawyer.lines("contact_raw") or ""
        if name:
            is_pro_se = name.casefold().split() == party_name.casefold().split()
            yield Counsel(name, None if is_pro_se else pacer_records.find_firm(contact), is_pro_se=is_pro_se)
