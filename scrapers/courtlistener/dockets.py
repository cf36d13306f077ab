"""Turns a docket of CourtListener's database into our records: header, register, parties. Pure.

Never kept: lawyers' addresses, telephone numbers and e-mail addresses (`contact_raw`, `phone`, `fax`,
`email`), of which only the firm's name is used, and criminal counts.
"""

import re
from collections.abc import Callable, Iterable, Iterator

from docket import times
from docket.courts import find_court_id, get_court, load_courts
from docket.entries import mend_lost_breaks
from docket.identity import (
    REGISTER_ID,
    clean_pacer_doc_id,
    find_docket_numbers,
    normalize_docket_number,
    split_office,
)
from docket.issues import Issue, ParseError
from docket.records import Counsel, Docket, DocketEntry, DocketRef, Document, HearingEvent, Party
from docket.vocabulary import DocketStatus, HearingAction, HearingKind, TextKind, normalize_party_type
from scrapers.courtlistener.envelope import Fields
from scrapers.failures import read_if_sound
from scrapers.pacer.records import find_firm

SITE = "https://www.courtlistener.com"
FILES = "https://storage.courtlistener.com/"
# What a docket's header has besides our own fields, under the API's names.
_DETAILS = (
    "case_name_full",
    "mdl_status",
    "appellate_fee_status",
    "appellate_case_type_information",
    "panel_str",
    "date_cert_granted",
    "date_cert_denied",
    "date_argued",
    "date_reargued",
    "date_reargument_denied",
    "date_last_filing",
)
_ORIGIN = (
    "assigned_to_str",
    "ordering_judge_str",
    "court_reporter",
    "date_disposed",
    "date_filed",
    "date_judgment",
    "date_judgment_eod",
    "date_filed_noa",
    "date_received_coa",
    "date_rehearing_denied",
)
# The docket facts that store the ids, so that the next run knows what to request.
OPINION_ID = "courtlistener_opinion_ids"
PRECEDENT = "precedent"
PRECEDENT_ID = "courtlistener_precedent_ids"
_NO_CAPTION = re.compile(r"unknown case title", re.IGNORECASE)
_ROLES = {
    1: "ATTORNEY TO BE NOTICED",
    2: "LEAD ATTORNEY",
    3: "SEALED GROUP",
    4: "PRO HAC VICE",
    5: "SELF-TERMINATED",
    6: "TERMINATED",
    7: "SUSPENDED",
    8: "INACTIVE",
    9: "DISBARRED",
}
_ENDED = frozenset({5, 6})
_PRO_SE = re.compile(r"\bpro\s+se\b", re.IGNORECASE)


def read_ref(court_id: str | None, number_raw: str | None, pacer_case_id: str | None) -> DocketRef:
    """Return our ref for this docket. Raises ParseError: unknown-court, docket-number.

    A number that does not fit the court is left out if PACER's case id identifies the docket. In some appeals
    the docket number takes the place of the case id (CourtListener's issue 2506).
    """
    court = get_court(court_id or "")
    case_id = pacer_case_id if pacer_case_id and pacer_case_id.isdigit() else None
    try:
        return DocketRef(court.court_id, find_docket_numbers(number_raw or "", court.court_id)[0], case_id)
    except ParseError:
        if case_id is None:
            raise
        return DocketRef(court.court_id, None, case_id)


def read_refs(court_id: str | None, number_raw: str | None, pacer_case_id: str | None) -> list[DocketRef]:
    """Return the `read_ref` of each docket named in a number's cell, the row's own first: appeals decided
    together share one cell ("04-56916, 04-57173")."""
    first = read_ref(court_id, number_raw, pacer_case_id)
    others = find_docket_numbers(number_raw or "", first.court_id)[1:] if first.docket_number else ()
    return [first, *(DocketRef(first.court_id, number) for number in others)]


def find_core(number: str) -> str:
    """Return CourtListener's "core" of a normalized number: 3:24-cv-01234 is 2401234, 22-16514 is 22016514
    (section 6.1)."""
    rest = number.rpartition(":")[2]
    if match := re.fullmatch(r"(\d\d)-[a-z~]+-(\d+)", rest):
        return f"{match[1]}{int(match[2]):05d}"
    match = re.fullmatch(r"(\d\d)-(\d+)", rest)
    return f"{match[1]}{int(match[2]):06d}" if match else rest


def is_same_docket(left: DocketRef, other: DocketRef) -> bool:
    """Return whether two refs agree in every part that both have."""
    if left.court_id == other.court_id and left.pacer_case_id and other.pacer_case_id:
        return left.pacer_case_id == other.pacer_case_id
    if left.court_id != other.court_id or not (left.docket_number and other.docket_number):
        return False
    office, rest = split_office(left.docket_number)
    other_office, other_rest = split_office(other.docket_number)
    return rest == other_rest and (office == other_office or not (office and other_office))


def modified_at(row: Fields) -> str | None:
    """Return the instant (UTC) at which a row of the database was last changed; None if it does not say."""
    return read_if_sound(row.moment, "date_modified")


def read_header(row: Fields, asked: DocketRef | None = None) -> Iterator[object]:
    """Yield the docket in a row of `dockets/`, oral arguments held, and issues; nothing but an issue if it is
    blocked.

    If its cell has several numbers, the one under which the docket was `asked` for counts, else the first.

    `blocked` means that somebody asked CourtListener for privacy.
    """
    number = row.text("docket_number") or row.text("docket_number_raw")
    if row.flag("blocked"):
        yield Issue("blocked-docket", f"docket {row.word('id')}", row.page, row.text("court_id"))
        return
    try:
        refs = read_refs(row.text("court_id"), number, row.word("pacer_case_id"))
    except ParseError as error:
        yield Issue(error.code, number, row.page, row.text("court_id"))
        return
    wanted = asked.docket_number if asked else None
    ref = next((ref for ref in refs if ref.docket_number == wanted), refs[0])
    caption, url = row.text("case_name") or row.text("case_name_full"), web_address(row)
    below, below_number, appeal_from = _court_below(row)
    yield Docket(
        ref=ref,
        docket_number_raw=number,
        caption=None if caption and _NO_CAPTION.fullmatch(caption) else caption,
        date_filed=row.day("date_filed"),
        date_terminated=row.day("date_terminated"),
        # A missing date means nothing: a docket that nobody bought lately stays as it was.
        status=DocketStatus.CLOSED if row.day("date_terminated") else None,
        assigned_to=row.text("assigned_to_str"),
        referred_to=row.text("referred_to_str"),
        cause=row.text("cause"),
        nature_of_suit=row.text("nature_of_suit"),
        jurisdiction=row.text("jurisdiction_type"),
        jury_demand=row.text("jury_demand"),
        appeal_from=appeal_from,
        originating_court_id=below,
        originating_docket_number=below_number,
        source_url=url,
        details=_details(row),
    )
    for name in ("date_argued", "date_reargued"):
        if day := row.day(name):
            yield argument_held(ref, day, url)


def web_address(row: Fields, name: str = "absolute_url") -> str | None:
    """Return the address of a row's web page; None if it has none."""
    path = row.text(name)
    return f"{SITE}{path}" if path else None


def argument_held(ref: DocketRef, day, source_url: str | None) -> HearingEvent:
    """Return the event of an oral argument that took place, identified by its date."""
    return HearingEvent(
        ref,
        f"oral-argument-{day.isoformat()}",
        HearingAction.HELD,
        HearingKind.ORAL_ARGUMENT,
        action_date=day,
        date_from=day,
        date_to=day,
        source_url=source_url,
    )


def _court_below(row: Fields) -> tuple[str | None, str | None, str | None]:
    """Return (court id, docket number, court as printed) of the court appealed from."""
    origin, printed = row.inner("original_court_info"), row.text("appeal_from_str")
    address = row.text("appeal_from")
    court_id = address.rstrip("/").rpartition("/")[2] if address else None
    court_id = court_id if court_id in load_courts() else find_court_id(printed or "")
    number = origin and (origin.text("docket_number") or origin.text("docket_number_raw"))
    if court_id and number:  # an agency's number under a court's name stays as printed
        number = read_if_sound(normalize_docket_number, number, court_id) or number
    return court_id, number or None, printed


def facts(*pairs: tuple[str, str | None]) -> tuple[tuple[str, str], ...]:
    """Return the pairs with a value, as in `Docket.details`."""
    return tuple((name, value) for name, value in pairs if value)


def _details(row: Fields) -> tuple[tuple[str, str], ...]:
    origin = row.inner("original_court_info")
    below = ((f"originating_court_{name}", origin.text(name)) for name in _ORIGIN) if origin else ()
    return facts((REGISTER_ID, row.word("id")), *((name, row.text(name)) for name in _DETAILS), *below)


def read_entries(rows: list[Fields], ref: DocketRef) -> Iterator[DocketEntry | Issue]:
    """Yield the rows of `docket-entries/` in the order of the register, and an issue for each that says
    nothing."""
    in_order = sorted(
        _once(rows),
        key=lambda row: (
            row.text("date_filed") or "",
            row.text("recap_sequence_number") or "",
            row.data.get("entry_number") or 0,
            row.data.get("id") or 0,
        ),
    )
    for row in in_order:
        yield from read_entry(row, ref)


def _once(rows: list[Fields]) -> list[Fields]:
    """Return the rows without repetitions. An entry appears twice if it came from a sheet, with its place in
    the register (`pacer_sequence_number`), and from a feed or an e-mail, without one. Two rows with different
    places are two entries, whatever they say."""
    placed = [row for row in rows if row.data.get("pacer_sequence_number") is not None]
    lines = {_line(row): place for place, row in enumerate(placed) if any(_line(row)[1:])}
    others = []
    for row in rows:
        if row.data.get("pacer_sequence_number") is not None:
            continue
        place = lines.pop(_line(row), None)
        if place is None:
            others.append(row)
        elif len(row.rows("recap_documents")) > len(placed[place].rows("recap_documents")):
            papers = {"recap_documents": row.data["recap_documents"]}
            placed[place] = Fields(placed[place].data | papers, placed[place].page)
    return [*placed, *others]


def _line(row: Fields) -> tuple[str | None, ...]:
    number, text = row.word("entry_number"), row.text("description")
    papers = row.rows("recap_documents") if text is None else []
    label = next(
        (paper.text("description") for paper in papers if paper.whole("attachment_number") is None), None
    )
    return (None if number else row.text("date_filed"), number, text or label)


def read_entry(row: Fields, ref: DocketRef) -> Iterator[DocketEntry | Issue]:
    """Yield one entry. Without a long text it is the court's label, with the date of entry (RSS, #6872)."""
    papers = row.rows("recap_documents")
    main = next((paper for paper in papers if paper.whole("attachment_number") is None), None)
    text, label = row.text("description"), main.text("description") if main else None
    text = mend_lost_breaks(text) if text else None
    if text is None and label is None:
        yield Issue("empty-entry", row.word("id"), row.page, ref.court_id, ref.docket_number)
        return
    day, clock = row.day("date_filed"), row.text("time_filed")
    doc_id = main.text("pacer_doc_id") if main else None
    yield DocketEntry(
        ref=ref,
        text=text or label,
        text_kind=TextKind.FULL if text else TextKind.LABEL,
        entry_number=row.word("entry_number"),
        pacer_seq_no=row.word("pacer_sequence_number"),
        pacer_doc_id=clean_pacer_doc_id(doc_id) if doc_id else None,
        date_filed=day if text else None,
        date_entered=None if text else day,
        entered_at=read_if_sound(times.to_utc, day, clock[:5], ref.court_id) if day and clock else None,
        short_text=label if text else None,
        documents=tuple(read_documents(papers, "description", "short_description")),
        register_row=row.word("id"),
    )


def read_documents(papers: Iterable[Fields], *descriptions: str) -> Iterator[Document]:
    """Yield the files in the order of their numbers, each described by the first filled field of
    `descriptions`. A main row that says nothing about a file is left out."""
    for paper in sorted(papers, key=lambda paper: paper.whole("attachment_number") or 0):
        number, doc_id = paper.whole("attachment_number") or 0, paper.text("pacer_doc_id")
        path = paper.text("filepath_local")
        if number or doc_id or path:
            yield Document(
                attachment_number=number,
                description=next(filter(None, map(paper.text, descriptions)), None),
                pacer_doc_id=clean_pacer_doc_id(doc_id) if doc_id else None,
                page_count=paper.whole("page_count"),
                file_size_bytes=paper.whole("file_size"),
                url=f"{FILES}{path.lstrip('/')}" if path and not path.startswith("http") else path,
            )


def read_parties(
    parties: list[Fields],
    counsel_of: Callable[[Fields, str], Iterator[Counsel]],
    ref: DocketRef,
    source_id: int | None = None,
) -> Iterator[Party | Issue]:
    """Yield each party once for each side that it is on in this docket, with the counsel of its row and name.

    The API also returns rows of other dockets, whatever the filter (#3858): with `source_id`, only those of
    this docket count.
    """
    for row in parties:
        name = row.text("name")
        if name is None:
            yield Issue("party-name", row.word("id"), row.page, ref.court_id, ref.docket_number)
            continue
        counsel = tuple(counsel_of(row, name))
        for side in row.rows("party_types"):
            if source_id is not None and side.whole("docket_id") != source_id:
                continue
            raw = side.text("name")
            yield Party(
                ref=ref,
                name=name,
                party_type=normalize_party_type(raw),
                party_type_raw=raw,
                extra_info=side.lines("extra_info") or row.lines("extra_info"),
                date_terminated=side.day("date_terminated"),
                counsel=counsel,
            )


def read_counsel(
    lawyers: dict[int | None, Fields], source_id: int, row: Fields, party_name: str
) -> Iterator[Counsel]:
    """Yield each of the `lawyers` (by id) who appears for a party, once, with all roles; lawyers without a
    name are left out."""
    roles: dict[int | None, list[Fields]] = {}
    for role in row.rows("attorneys"):
        if role.whole("docket_id") == source_id and (lawyer_id := role.whole("attorney_id")) in lawyers:
            roles.setdefault(lawyer_id, []).append(role)
    for attorney_id, held in roles.items():
        lawyer = lawyers[attorney_id]
        name, contact = lawyer.text("name"), lawyer.lines("contact_raw") or ""
        if name is None:
            continue
        is_pro_se = bool(_PRO_SE.search(contact)) or name.casefold().split() == party_name.casefold().split()
        codes = [role.whole("role") for role in held]
        ended = [
            day
            for role, code in zip(held, codes, strict=True)
            if code in _ENDED and (day := role.day("date_action"))
        ]
        yield Counsel(
            name=name,
            firm=None if is_pro_se else find_firm(contact),
            roles=tuple(dict.fromkeys(_ROLES[code] for code in codes if code in _ROLES)),
            date_terminated=max(ended, default=None),
            is_pro_se=is_pro_se,
        )
