"""Court pages that somebody saved: docket sheets, ACMS data, RECAP files and notice e-mails.

Source   files imported by hand: CM/ECF docket sheets (district, bankruptcy, appellate), ACMS
         data, Internet Archive RECAP XML, e-mail notices (NEF, NDA). Nothing is fetched
Gives    header, full entry texts, parties, counsel; an e-mail gives one entry for each docket
Lacks    criminal counts; related cases; attachments that a page mentions only in a text
Quirks   a sheet can show only a range, which its receipt says; ACMS data names no court; RECAP files have no
         unnumbered entries, so most minute entries are missing
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from docket import times
from docket.courts import get_court
from docket.identity import normalize_docket_number
from docket.issues import ROW_NOT_READ, ROWS_NOT_READ, Issue, ParseError
from docket.records import DocketEntry, DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.pacer import completeness, juriscraper_adapter, records, register_rows, saved_pages
from scrapers.pacer.notices import Notice, clean_notice, read_notice
from scrapers.pacer.page_facts import (
    core_number,
    find_court_ids,
    find_flags,
    find_number,
    find_pacer_case_id,
    find_scope,
    suits,
)
from scrapers.source import Source

MAX_BYTES = 50 * 1024 * 1024

_FORMS = {
    "district_html": (Form.SHEET, "text/html"),
    "appellate_html": (Form.SHEET, "text/html"),
    "acms_json": (Form.SHEET, "application/json"),
    "recap_xml": (Form.RECAP, "application/xml"),
    "email": (Form.EMAIL, "message/rfc822"),
}


class PacerDocket(Source):
    NAME = "pacer_docket"

    def recognize(self, name: str, body: bytes, court_id: str | None, imported_at: str) -> Snapshot | None:
        """Return the snapshot to archive for a saved file, None if it is not of this source.

        Only the content decides what it is; `name` serves for messages and the address. `court_id` is the
        court that the operator named, `imported_at` a UTC instant. Raises ParseError, whose message names the
        file and the remedy, for a file of this source that cannot be used: empty, too-big, pdf, undecodable,
        web-archive, cut-in-half, login-page and other PACER pages that are not dockets, unknown-court,
        court-contradiction, docket-number.
        """
        page = PurePosixPath(name.replace("\\", "/")).name
        _check_bytes(body, page)
        if court_id is not None:
            get_court(court_id)
        bom, codec, raw_text = saved_pages.decode(body, page)
        text = raw_text.replace("\r\n", "\n").replace("\r", "\n")
        kind = saved_pages.find_kind(text)
        if kind is None:
            saved_pages.check_other_page(text, page)
            return None
        form, media_type = _FORMS[kind]
        raw = Snapshot(
            source=self.NAME,
            url=f"import:{page}",
            fetched_at=imported_at,
            body=body,
            form=form,
            kind=kind,
            media_type=media_type,
            raw_hash=hashlib.sha256(body).hexdigest(),
        )
        if kind == "email":
            return _recognize_notice(
                page,
                saved_pages.encode(raw_text, "utf-8" if codec.startswith("utf-16") else codec),
                court_id,
                raw,
            )
        completeness.CHECKS[kind](text, page)
        court_id = _settle_court(page, kind, court_id, find_court_ids(kind, text))
        normalize_docket_number(core_number(find_number(kind, text, page)), court_id)
        words = saved_pages.receipt_words(text)
        as_of = _as_of(kind, text, words, court_id)
        return replace(
            raw,
            body=bom + saved_pages.encode(saved_pages.remove_private(raw_text), codec),
            court_id=court_id,
            as_of=as_of or imported_at,
            as_of_basis="page" if as_of else "file",
            scope=find_scope(kind, text, words),
        )

    def parse(self, snapshot: Snapshot) -> Iterator[object]:
        """Yield the docket, its entries, its parties and issues. Raises ParseError as `recognize` does."""
        if snapshot.kind not in _FORMS:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no pages of kind {snapshot.kind!r}", code="unknown-kind"
            )
        court_id = get_court(snapshot.court_id or "").court_id
        if snapshot.kind == "email":
            return _parse_notice(snapshot, court_id)
        return _parse_page(snapshot, snapshot.kind, court_id)


SOURCE = PacerDocket()


def _check_bytes(body: bytes, page: str) -> None:
    if not body.strip():
        raise ParseError(f"{page}: the file is empty; save the page again", code="empty")
    if len(body) > MAX_BYTES:
        raise ParseError(
            f"{page}: {len(body)} bytes, more than the {MAX_BYTES} a saved page may have", code="too-big"
        )
    if b"%PDF" in body[:1024]:
        raise ParseError(
            f"{page}: a PDF, not a page; run the docket report again and save it as HTML", code="pdf"
        )


def _settle_court(page: str, kind: str, told_court: str | None, seen: list[str]) -> str:
    """Return the court, from the one that the operator named and those that the page shows (`seen`, likeliest
    first)."""
    if told_court is None and not seen:
        raise ParseError(
            f"{page}: the page does not say which court it is of; say it with --court", code="unknown-court"
        )
    if told_court is None:
        return seen[0]
    if (seen and told_court not in seen) or not suits(kind, told_court):
        raise ParseError(
            f"{page}: --court says {told_court}, the page says {', '.join(seen) or 'it is of another sort of court'}; "
            "leave --court out or correct it",
            code="court-contradiction",
        )
    return told_court


def _as_of(kind: str, text: str, words: str, court_id: str) -> str | None:
    """Return the instant (for RECAP files, the court-local date) that the page says it shows."""
    if kind == "recap_xml":
        stamps = re.findall(r"<(?:timestamp|upload_date|date_last_filing)>\s*(\d{4}-\d\d-\d\d)", text)
        return max(stamps, default=None)
    if (printed := saved_pages.printed_at(words)) is None:
        return None
    day, clock, seconds = printed
    return times.to_utc(times.parse_date(day), clock, court_id).removesuffix(":00Z") + f"{seconds}Z"


def _recognize_notice(page: str, message: bytes, court_id: str | None, raw: Snapshot) -> Snapshot | None:
    notice = read_notice(message, page)
    if notice is None:
        return None
    completeness.check_email(notice.body, page)
    return replace(
        raw,
        body=clean_notice(notice),
        court_id=_settle_court(page, "email", court_id, find_court_ids("email", notice.body)),
        as_of=notice.sent_at or raw.fetched_at,
        as_of_basis="page" if notice.sent_at else "file",
        scope=Scope(ScopeKind.WINDOW),
    )


_OF_ROWS = ("district_html", "appellate_html")


def _parse_page(snapshot: Snapshot, kind: str, court_id: str) -> Iterator[object]:
    page = snapshot.url
    text = saved_pages.text_of(snapshot.body, page)
    count = completeness.CHECKS[kind]
    listed = count(text, page)
    text, unread = register_rows.take_out_unreadable(text) if kind in _OF_ROWS else (text, ())
    if unread:
        listed = count(text, page)
    data = juriscraper_adapter.parse_docket(kind, text, get_court(court_id).pacer_court_id or court_id)
    if not data:
        raise ParseError(
            f"{page}: no docket could be read from it; save the whole docket report again",
            code="unreadable-page",
        )
    number_raw = find_number(kind, text, page)
    ref = DocketRef(
        court_id=court_id,
        docket_number=normalize_docket_number(core_number(number_raw), court_id),
        pacer_case_id=data.get("pacer_case_id") or find_pacer_case_id(kind, text),
    )
    flags = find_flags(text) if kind == "district_html" else ()
    yield records.read_docket(data, ref, number_raw, flags, is_sheet=kind in _OF_ROWS)
    entries = data["docket_entries"]
    yield from records.read_entries(entries, ref)
    yield from records.read_parties(data["parties"], ref)
    for words in unread:
        yield Issue(ROW_NOT_READ, words, page, court_id, ref.docket_number)
    if len(entries) < listed:
        yield Issue(
            ROWS_NOT_READ,
            value=f"{listed - len(entries)} of {listed}",
            place=page,
            court_id=court_id,
            docket_number=ref.docket_number,
        )


def _parse_notice(snapshot: Snapshot, court_id: str) -> Iterator[object]:
    """Yield the records of a notice. It can concern several dockets; each gets its own header and entry."""
    notice = read_notice(snapshot.body, snapshot.url)
    if notice is None:
        raise ParseError(
            f"{snapshot.url}: not a notice of electronic filing or docket activity", code="unreadable-page"
        )
    data = juriscraper_adapter.parse_notice(
        notice.subject, notice.subtype, notice.body, get_court(court_id).pacer_court_id or court_id
    )
    if not data.get("dockets"):
        raise ParseError(f"{snapshot.url}: the notice names no docket", code="unreadable-page")
    for docket in data["dockets"]:
        yield from _read_noticed(docket, notice, court_id)


def _read_noticed(docket: dict, notice: Notice, court_id: str) -> Iterator[object]:
    entries = docket["docket_entries"]
    number_raw = docket.get("docket_number")
    if not number_raw:
        raise ParseError(f"the notice {notice.subject!r} shows no docket number", code="docket-number")
    ref = DocketRef(
        court_id=court_id,
        docket_number=normalize_docket_number(core_number(number_raw), court_id),
        pacer_case_id=next((entry["pacer_case_id"] for entry in entries if entry.get("pacer_case_id")), None),
    )
    yield records.read_docket(docket, ref, number_raw, is_sheet=False)
    for record in records.read_entries(entries, ref):
        if isinstance(record, DocketEntry):
            # The notice says "… was entered by A on 3/5/2024 at 1:04 PM EST".
            stamp = records.find_entered_at(saved_pages.plain_words(notice.body), court_id, is_notice=True)
            day = times.court_date(times.parse_instant(stamp), court_id) if stamp else record.date_entered
            record = replace(record, entered_at=stamp or record.entered_at, date_entered=day)
        yield record
