"""Every saved docket of the shared corpus against the parse recorded beside it.

What differs on purpose is written in `expected`.
"""

import json
from dataclasses import dataclass, field
from pathlib import Path

from docket.entries import mend_lost_breaks
from docket.issues import Issue
from docket.records import Docket, DocketEntry, Party
from scrapers.sources import pacer_docket

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
DOCKETS = SHARED / "corpus" / "pacer" / "dockets"
FOLDERS = ("district", "special", "appellate", "acms")
IMPORTED_AT = "2026-01-01T00:00:00Z"

_FIELDS = {
    "case_name": "caption",
    "date_filed": "date_filed",
    "date_terminated": "date_terminated",
    "assigned_to_str": "assigned_to",
    "referred_to_str": "referred_to",
    "cause": "cause",
    "nature_of_suit": "nature_of_suit",
    "jurisdiction": "jurisdiction",
    "jury_demand": "jury_demand",
    "demand": "demand",
    "appeal_from": "appeal_from",
    "originating_court_court_id": "originating_court_id",
    "originating_court_docket_number": "originating_docket_number",
}


@dataclass
class Contents:
    """A docket in one comparable shape: plain values, dates as ISO strings, nothing empty."""

    header: dict = field(default_factory=dict)
    entries: list = field(default_factory=list)
    parties: list = field(default_factory=list)


def pages(folder: str) -> list[Path]:
    """Return the pages of a folder of the corpus; each has its ``.json`` beside it."""
    return sorted(path for path in (DOCKETS / folder).glob("*") if path.suffix in (".html", ".acms_json"))


def expected_and_parsed(path: Path) -> tuple[Contents, Contents]:
    """Return what the file beside the page says, and what `pacer_docket` makes of the page."""
    recorded = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    court_id = path.stem.split("_")[0] if path.suffix == ".acms_json" else None
    snapshot = pacer_docket.SOURCE.recognize(path.name, path.read_bytes(), court_id, IMPORTED_AT)
    return expected(recorded), parsed(list(pacer_docket.SOURCE.parse(snapshot)))


def expected(recorded: dict) -> Contents:
    """Return juriscraper's recorded parse.

    Left out on purpose: alien numbers and the `unparsed` lines that hold them, contact blocks,
    criminal counts, the HTML of ACMS entries and "1.0 MB" beside 1074119 bytes.
    """
    origin = recorded.get("originating_court_information") or {}
    header = {name: value for name, value in recorded.items() if name not in _NOT_HEADER}
    header |= {
        f"originating_court_{name}": value
        for name, value in origin.items()
        if name != "RESTRICTED_ALIEN_NUMBER"
    }
    header = {name: _plain(value) for name, value in header.items() if value not in (None, "", [])}
    return Contents(
        header=header,
        entries=[_expected_entry(entry) for entry in recorded["docket_entries"]],
        parties=[_expected_party(party) for party in recorded["parties"]],
    )


_NOT_HEADER = {"originating_court_information", "parties", "docket_entries"}


def _plain(value) -> str:
    return ", ".join(value) if isinstance(value, list) else str(value)


def _expected_entry(entry: dict) -> dict:
    number = entry["document_number"]
    return {
        "number": None if number is None else str(number),
        "date_filed": entry["date_filed"][:10],
        "date_entered": entry["date_entered"] and entry["date_entered"][:10],
        "text": entry["description"] and mend_lost_breaks(entry["description"]),
        "doc_id": entry["pacer_doc_id"],
        "seq_no": entry.get("pacer_seq_no"),
        "pages": entry.get("page_count") or None,
        "bytes": entry.get("file_size_bytes"),
        "attachments": [
            (
                item["attachment_number"],
                item["description"],
                item["pacer_doc_id"],
                item["page_count"],
                item.get("file_size_bytes"),
            )
            for item in entry.get("attachments", ())
        ],
    }


def _expected_party(party: dict) -> dict:
    return {
        "type": party["type"],
        "name": party["name"],
        "extra_info": party.get("extra_info") or None,
        "date_terminated": party.get("date_terminated"),
        "counsel": [(attorney["name"], tuple(attorney["roles"])) for attorney in party.get("attorneys", ())],
    }


def parsed(records: list) -> Contents:
    """Return the records of one docket in the shape of `expected`; an issue is a bug here."""
    if issues := [record for record in records if isinstance(record, Issue)]:
        raise AssertionError(f"issues: {issues}")
    docket = next(record for record in records if isinstance(record, Docket))
    header = {theirs: getattr(docket, ours) for theirs, ours in _FIELDS.items()} | dict(docket.details)
    header |= {"court_id": docket.ref.court_id, "docket_number": docket.ref.docket_number}
    header.pop("flags", None)  # juriscraper does not read the flags
    if "originating_court_name" in header or "appeal_from" not in header:
        header.pop("originating_court_court_id")  # read from "appeal from" by us alone
    if docket.ref.pacer_case_id and not docket.ref.pacer_case_id.isdigit():
        header["pacer_case_id"] = docket.ref.pacer_case_id
    return Contents(
        header={name: str(value) for name, value in header.items() if value is not None},
        entries=[_parsed_entry(record) for record in records if isinstance(record, DocketEntry)],
        parties=[_parsed_party(record) for record in records if isinstance(record, Party)],
    )


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def _parsed_entry(entry: DocketEntry) -> dict:
    main = next((document for document in entry.documents if document.attachment_number == 0), None)
    return {
        "number": entry.entry_number,
        "date_filed": _iso(entry.date_filed),
        "date_entered": _iso(entry.date_entered),
        "text": entry.text,
        "doc_id": entry.pacer_doc_id,
        "seq_no": entry.pacer_seq_no,
        "pages": main and main.page_count,
        "bytes": main and main.file_size_bytes,
        "attachments": [
            (
                item.attachment_number,
                item.description,
                item.pacer_doc_id,
                item.page_count,
                item.file_size_bytes,
            )
            for item in entry.documents
            if item is not main
        ],
    }


def _parsed_party(party: Party) -> dict:
    return {
        "type": party.party_type_raw,
        "name": party.name,
        "extra_info": party.extra_info,
        "date_terminated": _iso(party.date_terminated),
        "counsel": [(counsel.name, counsel.roles) for counsel in party.counsel],
    }
