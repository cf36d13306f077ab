"""Turns juriscraper's dicts into our records: headers, entries, parties. Pure, one function for each kind of
record.

Never kept: alien numbers (`RESTRICTED_ALIEN_NUMBER`, and the `unparsed` lines of appellate parties, which
contain them), addresses and telephone numbers of counsel and of people without counsel, criminal counts.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from docket import times
from docket.courts import find_court_id, load_courts
from docket.entries import mend_lost_breaks
from docket.identity import clean_pacer_doc_id, normalize_docket_number
from docket.issues import Issue, ParseError
from docket.names.counsel import find_counsel_facts
from docket.records import Counsel, Docket, DocketEntry, DocketRef, Document, Party
from docket.vocabulary import DocketStatus, normalize_party_type
from scrapers.failures import read_if_sound

_RECORD_FIELDS = {
    "court_id",
    "docket_number",
    "pacer_case_id",
    "case_name",
    "date_filed",
    "date_terminated",
    "assigned_to_str",
    "referred_to_str",
    "cause",
    "nature_of_suit",
    "jurisdiction",
    "jury_demand",
    "demand",
    "appeal_from",
    "originating_court_information",
    "parties",
    "docket_entries",
}
# The second in a bankruptcy court's RECAP files.
_NO_CAPTIONS = ("Unknown Case Title", "Adversary Proceeding")


def read_docket(
    data: dict, ref: DocketRef, number_raw: str | None, flags: tuple[str, ...] = (), is_sheet: bool = True
) -> Docket:
    """Return the header; values without a field of ours go into `details` under juriscraper's names.

    `is_sheet`: the page is a court's own sheet, so that a docket without a date of termination is open.
    """
    origin = data.get("originating_court_information") or {}
    below, below_number = _court_below(origin, data.get("appeal_from"))
    is_closed = data.get("date_terminated") is not None or "CLOSED" in flags
    caption = data.get("case_name")
    return Docket(
        ref=ref,
        docket_number_raw=number_raw or data.get("docket_number") or None,
        caption=None if caption in _NO_CAPTIONS else caption or None,
        date_filed=_day(data.get("date_filed")),
        date_terminated=_day(data.get("date_terminated")),
        status=DocketStatus.CLOSED if is_closed else DocketStatus.OPEN if is_sheet else None,
        assigned_to=data.get("assigned_to_str") or None,
        referred_to=data.get("referred_to_str") or None,
        cause=data.get("cause") or None,
        nature_of_suit=data.get("nature_of_suit") or None,
        jurisdiction=data.get("jurisdiction") or None,
        jury_demand=data.get("jury_demand") or None,
        demand=data.get("demand") or None,
        appeal_from=data.get("appeal_from") or None,
        originating_court_id=below,
        originating_docket_number=below_number,
        details=tuple(_details(data, origin, flags)),
    )


def _court_below(origin: dict, appeal_from: str | None) -> tuple[str | None, str | None]:
    pacer_id = origin.get("court_id")
    below = next(
        (court.court_id for court in load_courts().values() if pacer_id and court.pacer_court_id == pacer_id),
        None,
    )
    below = below or find_court_id(appeal_from or "")
    number = origin.get("docket_number") or None
    if below and number:  # an agency's number under a court's name stays as printed
        number = read_if_sound(normalize_docket_number, number, below) or number
    return below, number


def _details(data: dict, origin: dict, flags: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for name, value in data.items():
        if name not in _RECORD_FIELDS and (words := _words(value)):
            yield name, words
    for name, value in origin.items():
        if name not in ("RESTRICTED_ALIEN_NUMBER", "court_id", "docket_number") and (words := _words(value)):
            yield f"originating_court_{name}", words
    if flags:
        yield "flags", ", ".join(flags)


def _words(value) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def _day(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def read_entries(entries: list[dict], ref: DocketRef) -> Iterator[DocketEntry | Issue]:
    """Yield the entries in the order of the page, and an issue for a time that does not exist."""
    for entry in entries:
        text = mend_lost_breaks(entry.get("description") or "") or None
        entered_at = None
        try:
            entered_at = find_entered_at(text or "", ref.court_id)
        except ParseError as error:
            yield Issue(
                error.code,
                value=str(error),
                place="entered_at",
                court_id=ref.court_id,
                docket_number=ref.docket_number,
            )
        doc_id = clean_pacer_doc_id(entry["pacer_doc_id"]) if entry.get("pacer_doc_id") else None
        number = entry.get("document_number")
        yield DocketEntry(
            ref=ref,
            text=text,
            entry_number=str(number) if number not in (None, "") else None,
            pacer_seq_no=entry.get("pacer_seq_no") or None,
            pacer_doc_id=doc_id,
            date_filed=_day(entry.get("date_filed")),
            date_entered=_day(entry.get("date_entered")),
            entered_at=entered_at,
            short_text=entry.get("short_description") or None,
            documents=tuple(_documents(entry, doc_id)),
        )


def _documents(entry: dict, doc_id: str | None) -> Iterator[Document]:
    pages, size = entry.get("page_count") or None, entry.get("file_size_bytes") or None
    if doc_id or pages or size:
        yield Document(pacer_doc_id=doc_id, page_count=pages, file_size_bytes=size)
    for attachment in entry.get("attachments", ()):
        attached_id = attachment.get("pacer_doc_id")
        if isinstance(attached_id, list):  # juriscraper's appellate parser returns a list here
            attached_id = attached_id[0] if attached_id else None
        yield Document(
            attachment_number=int(attachment["attachment_number"]),
            description=attachment.get("description") or None,
            pacer_doc_id=clean_pacer_doc_id(attached_id) if attached_id else None,
            page_count=attachment.get("page_count"),
            file_size_bytes=attachment.get("file_size_bytes"),
        )


_CLOCK = r"(\d{1,2}/\d{1,2}/\d{4})\s+(?:at\s+)?(\d{1,2}):(\d\d)(?::\d\d)?\s*([AP])M"
_ENTERED = re.compile(rf"\[Entered:\s+{_CLOCK}\]", re.IGNORECASE)
_TRANSACTION = re.compile(
    rf"transaction\s+was\s+(?:entered|received)\b.{{0,120}}?\bon\s+{_CLOCK}", re.IGNORECASE | re.DOTALL
)


def find_entered_at(text: str, court_id: str, is_notice: bool = False) -> str | None:
    """Return the instant of "[Entered: 01/06/2016 02:35 PM]", or of a notice's "was entered … on …".

    The printed time is in the court's time zone. Raises ParseError for a time skipped by daylight saving.
    """
    match = (_TRANSACTION if is_notice else _ENTERED).search(text)
    if match is None:
        return None
    hour = int(match[2]) % 12 + (12 if match[4].upper() == "P" else 0)
    return times.to_utc(times.parse_date(match[1]), f"{hour:02d}:{match[3]}", court_id)


# ACMS prints "AppelleeUSA" if the party is the United States (ca2 23-7222).
_GLUED_TYPE = re.compile(r"(?<=[a-z])USA$")
# RECAP files lost the line break after these words: "doing business asExample Corp".
_GLUED_ALIAS = re.compile(
    r"\b((?:doing business|(?:formerly|also|now) known|formerly doing business) as)(?=[^\s,.;:)])"
)
_TERMINATED = re.compile(r"TERMINATED:\s*(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)


def read_parties(parties: list[dict], ref: DocketRef) -> Iterator[Party | Issue]:
    """Yield the parties in the order of the page, and an issue for a row without a name. `party_type_raw` is
    exactly as printed, even if words run together."""
    for party in parties:
        raw = party.get("type") or None
        if not party.get("name"):
            yield Issue("party-name", raw or "a party", "parties", ref.court_id, ref.docket_number)
            continue
        extra_info = _GLUED_ALIAS.sub(r"\1\n", party.get("extra_info") or "") or None
        yield Party(
            ref=ref,
            name=party["name"],
            party_type=normalize_party_type(_GLUED_TYPE.sub("", raw) if raw else None),
            party_type_raw=raw,
            extra_info=extra_info,
            date_terminated=_day(party.get("date_terminated")),
            counsel=tuple(_read_counsel(attorney, party["name"]) for attorney in party.get("attorneys", ())),
        )


def _read_counsel(attorney: dict, party_name: str) -> Counsel:
    roles, contact = tuple(attorney.get("roles", ())), attorney.get("contact") or ""
    is_pro_se = (
        attorney["name"].casefold().split() == party_name.casefold().split()
        or re.search(r"\bPRO\s+SE\b", contact, re.IGNORECASE) is not None
        or any(re.search(r"\bPro\s+Se\b", role, re.IGNORECASE) for role in roles)
    )
    ended = _TERMINATED.search("\n".join((*roles, contact)))
    return Counsel(
        name=attorney["name"],
        firm=None if is_pro_se else find_firm(contact, attorney["name"]),
        roles=roles,
        date_terminated=times.parse_date(ended[1]) if ended else None,
        is_pro_se=is_pro_se,
    )


_FIRM = re.compile(
    (
        r"\bL\.?L\.?P\b|\bP?L\.?L\.?C\b|\bP\.?C\b|\bP\.?A\b|\bLaw(?:yers)?\b|\bOffices?\b|\bAssociates\b|&"
        r"|\bDepartment\b|\bDept\b"
        r"|\bAttorney\s+General\b|\bFoundation\b|\bUnion\b"
    ),
    re.IGNORECASE,
)
_CONTACT = re.compile(r"^(?:direct|firm|fax|e-?mail|phone)\s?:", re.IGNORECASE)
_NOT_FIRM = re.compile(
    r"^\d|^\(|,\s*[A-Z]{2}\s+\d{5}|^Attorneys?\s+at\s+Law$|^(?:direct|firm|fax|e-?mail|phone|suite|terminated)\b[^a-z]"
    r"|\bBox\b|\b(?:Square|Street|Plaza|Tower|Building|Floor)\b",
    re.IGNORECASE,
)


# If no word marks a firm ("Hagens Berman", "Kern County Water Agency"), the firm is the line between the name
# and the address. "One Embarcadero Center" is a building; "1 Road" and a mailbox are addresses.
_NO_NAME = re.compile(
    r"[\d@#]|^(?:one|two|three|four|five|six|seven|eight|nine|ten|\w+th)\b|\b(?:court\s?house|federal\s+building)\b"
    r"|\b(?:Avenue|Ave|Road|Rd|Boulevard|Blvd|Drive|Dr|Highway|Hwy|Parkway|Pkwy|St|Ste|Suite|Room|Rm|Mail|Inmate)\b",
    re.IGNORECASE,
)


def find_firm(contact: str, lawyer: str = "") -> str | None:
    """Return the first line of a contact block that looks like a firm or an office; None if there is none.

    Normally the first line is the firm, but it can be a street if the lawyer works alone, or the name of
    `lawyer` again.
    """
    lines = [line.strip() for line in contact.splitlines() if line.strip()]
    firms = (line for line in lines if _FIRM.search(line) and not _NOT_FIRM.search(line))
    return next(firms, None) or _find_line_above_address(lines, lawyer)


def _find_line_above_address(lines: list[str], lawyer: str) -> str | None:
    """Return the line between the name and the address. Telephone numbers can come first; everything after
    the first other line is its address."""
    rest = [line for line in lines if not _CONTACT.match(line)]
    if len(rest) < 2 or _NOT_FIRM.search(rest[0]) or _NO_NAME.search(rest[0]):
        return None
    is_own_name = find_counsel_facts(rest[0], None).key == find_counsel_facts(lawyer, None).key
    return None if is_own_name or not any(map(str.isdigit, "".join(rest[1:]))) else rest[0]
