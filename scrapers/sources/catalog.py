"""The catalogue: dockets, events, families, entities and bills that a person reviewed.

Source   docket/data/*.csv in this repository; each row names the public page it rests on
Gives    headers, outcomes, parties, claims, hearings, rulings, cases and their links, bills
Lacks    docket entries, counsel, times of day; a blank cell means not known, never none
Quirks   `verified` names the columns of a docket that a reader saw confirmed. The files stand as
         of the day in reviewed.csv, never of the day they are read. Every row repeats its
         docket's court id, so that each file can be understood alone.
"""

from collections.abc import Iterator
from importlib.resources import files

from docket.bills import bill_page
from docket.csv_rows import read_date, read_reduced_date, read_reduced_span, read_rows, read_span, split_cell
from docket.identity import normalise_docket_number
from docket.issues import Issue, ParseError
from docket.records import (
    Bill, BillLink, BillSource, CaseLink, CaseMember, Citation, Claim, CongressEvent, CongressEventLink, Defence, Docket,
    DocketEvent, DocketRef, Entity, EntityName, ExcludedBill, HearingEvent, Party, Ruling,
)
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import (
    CauseOfAction, Disposition, DocketStatus, ExceptionAtIssue, HearingAction, HearingKind,
    LinkEffect, LinkType, Outcome, PartyType, Precision, Provision, member,
)

NAME = "catalog"
EVERY_MINUTES = None
NETWORK = False

_DATA = files("docket").joinpath("data")
# Outcomes that no ruling can carry.
_UNDECIDED = (Outcome.PENDING, Outcome.NOT_APPLICABLE)
# How an effect was found, where the source does not say it in so many words.
_BASIS = {"note": "", "outcome": " (follows from the two outcomes)", "opinion": " (from the reported opinion)"}


def fetch(http, watch) -> Iterator[Snapshot]:
    """Yield one snapshot per reviewed file. Nothing leaves the machine."""
    for _, row in read_rows(_DATA.joinpath("reviewed.csv").read_bytes(), "reviewed.csv", ("file", "reviewed")):
        yield Snapshot(
            source=NAME,
            url=f"catalog:{row['file']}",
            fetched_at=row["reviewed"],
            body=_DATA.joinpath(row["file"]).read_bytes(),
            form=Form.CURATED,
            kind=row["file"].removesuffix(".csv"),
            media_type="text/csv",
            as_of=row["reviewed"],
            as_of_basis="review",
            scope=Scope(ScopeKind.COMPLETE),
        )


def parse(snapshot: Snapshot) -> Iterator[object | Issue]:
    """Yield the records of one file; raise ParseError naming file, line and column if it is bad."""
    if snapshot.kind not in _PARSERS:
        raise ParseError(f"{snapshot.url}: no such file in the catalogue; known are {', '.join(sorted(_PARSERS))}")
    parse_row, required = _PARSERS[snapshot.kind]
    for line, row in read_rows(snapshot.body, snapshot.url, required):
        try:
            yield from parse_row(row)
        except KeyError as error:
            raise ParseError(f"{snapshot.url}: there is no column {error}; add it to the first line") from None
        except ValueError as error:
            raise ParseError(f"{snapshot.url}, line {line}: {error}; correct the cell or leave it blank") from None


def _ref(row: dict, slug: str) -> DocketRef:
    return DocketRef(court_id=row["court_id"], catalog_slug=row[slug])


def parse_docket(row: dict) -> Iterator[object | Issue]:
    """A docket with its parties, claims, defences, citations and, where no event has it, its ruling."""
    verified, number = split_cell(row["verified"]), None
    if row["court_id"] is None:
        yield Issue("docket-without-court", value=row["court_name"], place=row["slug"])
        return
    if row["docket_number"]:
        try:
            number = normalise_docket_number(row["docket_number"], row["court_id"])
        except ParseError as error:
            yield Issue(error.code, row["docket_number"], row["slug"], row["court_id"])
    ref = DocketRef(row["court_id"], number, catalog_slug=row["slug"])
    outcome = Outcome(row["outcome_230"])
    yield Docket(
        ref=ref,
        docket_number_raw=row["docket_number"],
        caption=row["caption"],
        short_name=row["short_name"],
        date_filed=read_date(row["date_filed"]),
        date_decided=read_date(row["date_decided"]),
        status=member(DocketStatus, row["status"]),
        citation=", ".join(split_cell(row["citation"])) or None,
        platform=row["platform"],
        plaintiff_type=row["plaintiff_type"],
        outcome_230=outcome,
        outcome_note=row["outcome_note"],
        confidence=row["confidence"],
        source_url=row["source_url"],
        verified=tuple(verified),
        details=tuple(_list_details(row)),
        entity_ids=tuple(split_cell(row["entities"])),
    )
    yield from _parse_parties(row, ref, verified)
    yield from _parse_issues_of_law(row, ref)
    for text in split_cell(row["citation"]):
        yield Citation(ref, text, row["source_url"], is_verified="citation" in verified)
    if row["disposition"]:
        yield Ruling(
            ref,
            member(Disposition, row["disposition"]),
            disposition_raw=row["disposition"],
            date_from=read_date(row["date_decided"]),
            date_to=read_date(row["date_decided"]),
            outcome_230=None if outcome in _UNDECIDED else outcome,
            text=row["outcome_note"],
            source_url=row["source_url"],
            is_verified="outcome_230" in verified and (row["date_decided"] is None or "date_decided" in verified),
        )


def _list_details(row: dict) -> Iterator[tuple[str, str]]:
    yield "court, as the catalogue names it", row["court_name"]
    if row["date_filed_note"]:
        yield "date filed", row["date_filed_note"]
    for side in ("plaintiffs", "defendants"):
        for name in split_cell(row[side]):
            if _is_description(name):
                yield f"{side} not named", name.strip("[]")
    for url in split_cell(row["extra_sources"]):
        yield "further source", url


def _is_description(name: str) -> bool:
    """Whether a piece in square brackets describes parties ("other states") without naming them."""
    return name.startswith("[")


def _parse_parties(row: dict, ref: DocketRef, verified: list[str]) -> Iterator[Party]:
    """The catalogue gives the sides of the action, also in an appeal, where it does not say who
    appealed: the type stays plaintiff or defendant and the raw words say "(catalogue)"."""
    for side, party_type in (("plaintiffs", PartyType.PLAINTIFF), ("defendants", PartyType.DEFENDANT)):
        for name in split_cell(row[side]):
            if not _is_description(name):
                raw = f"{party_type} (catalogue)"
                yield Party(ref, name, party_type, raw, source_url=row["source_url"], is_verified=side in verified)


def _parse_issues_of_law(row: dict, ref: DocketRef) -> Iterator[Claim | Defence]:
    url = row["source_url"]
    for raw in split_cell(row["claims"]):
        yield Claim(ref, member(CauseOfAction, raw), raw, url)
    for raw in split_cell(row["section_230_provision"]):
        yield Defence(ref, provision=member(Provision, raw), provision_raw=raw, source_url=url)
    for raw in split_cell(row["exception_at_issue"]):
        yield Defence(ref, exception=member(ExceptionAtIssue, raw), exception_raw=raw, source_url=url)


def parse_event(row: dict) -> Iterator[object]:
    """An event, and the ruling or the news of a hearing that it is besides."""
    if row["court_id"] is None:          # acts of Congress stood here before congress_events.csv; archives still hold that file
        return
    span, precision = read_span(row, "date_from", "date_to"), Precision(row["precision"])
    ref, url = _ref(row, "slug"), row["source_url"]
    yield DocketEvent(ref, **span, precision=precision, event=row["event"], text=row["note"], source_url=url)
    if row["disposition"]:
        yield Ruling(
            ref,
            member(Disposition, row["disposition"]),
            disposition_raw=row["event"],
            **span,
            precision=precision,
            outcome_230=Outcome(row["outcome_230"]) if row["outcome_230"] else None,
            text=row["note"],
            source_url=url,
            is_verified=row["ruling_verified"] != "no",
        )
    if row["hearing"]:
        action = member(HearingAction, row["hearing_action"])
        yield HearingEvent(
            ref,
            row["hearing"],
            action,
            member(HearingKind, row["hearing_kind"]),
            # A row that sets a hearing tells its day; when it was set is not known.
            action_date=None if action is HearingAction.SET else span["date_from"],
            **read_span(row, "hearing_from", "hearing_to"),
            precision=Precision(row["hearing_precision"] or "day"),
            text=row["hearing_text"],
            source_url=url,
        )


def parse_case_member(row: dict) -> Iterator[CaseMember]:
    yield CaseMember(_ref(row, "docket"), row["case_id"], int(row["position"]))


def parse_family(row: dict) -> Iterator[CaseLink]:
    if row["basis"] not in _BASIS:
        raise ValueError(f"{row['basis']!r} is not a basis; write one of {', '.join(_BASIS)}")
    yield CaseLink(
        _ref(row, "docket"),
        other_slug=row["related_docket"],
        other_label=row["related_label"],
        link_type=member(LinkType, row["type"]),
        link_type_raw=row["type"],
        effect=member(LinkEffect, row["effect"]),
        effect_raw=row["effect"],
        date=read_date(row["date"]),
        text=row["note"] + _BASIS[row["basis"]],
        source_url=row["source_url"],
        other_is_later=row["direction"] == "other_is_later",
    )


def parse_entity(row: dict) -> Iterator[Entity]:
    yield Entity(row["entity_id"], row["name"], row["kind"], row["parent_entity_id"], row["note"], row["source_url"])


def parse_entity_name(row: dict) -> Iterator[EntityName]:
    span = {name: read_reduced_date(row[name]) for name in ("date_from", "date_to")}
    yield EntityName(row["entity_id"], row["name"], row["kind"], **span, source_url=row["source_url"], confidence=row["confidence"])


# Column of bills.csv -> the field of the record that it gives.
_BILL_FIELDS = {
    "title": "title", "introduced": "date_introduced", "sponsor": "sponsor", "status": "status", "status_date": "status_date",
    "law": "law", "effect_on_230": "effect_on_230",
}  # fmt: skip


def parse_bill(row: dict) -> Iterator[Bill]:
    # Archives hold the file as it was before it had `verified`, `status_date` and more; of such a row nothing is confirmed.
    verified, sponsor = split_cell(row.get("verified")), row["sponsor"]
    if sponsor and row.get("sponsor_party_state"):
        sponsor = f"{sponsor} ({row['sponsor_party_state']})"
        if "sponsor_party_state" not in verified:
            verified = [name for name in verified if name != "sponsor"]
    yield Bill(
        row["bill_id"],
        row["kind"],
        int(row["congress"]) if row["congress"] else None,
        row["number"],
        row["title"],
        date_introduced=read_date(row["introduced"]),
        sponsor=sponsor,
        status=row["status"],
        effect_on_230=row["effect_on_230"],
        source_url=row["source_url"],
        law=row.get("law"),
        status_date=read_date(row.get("status_date")),
        verified=tuple(_BILL_FIELDS[name] for name in verified if name in _BILL_FIELDS),
    )


def parse_bill_link(row: dict) -> Iterator[BillLink]:
    yield BillLink(
        row["bill_id"], row["case_id"], row["other_bill_id"], row["link_type"], row["text"], row["source_url"],
        is_verified=row.get("verified") != "no",
    )  # fmt: skip


def parse_bill_source(row: dict) -> Iterator[BillSource]:
    if row["basis"] not in ("seen", "rule"):
        raise ValueError(f"{row['basis']!r} is not how an address is known; write seen or rule")
    yield BillSource(row["bill_id"], row["url"], row["basis"], int(row["position"]), row["confirms"], row["how_seen"])


def parse_excluded_bill(row: dict) -> Iterator[ExcludedBill]:
    yield ExcludedBill(
        row["bill_id"], row["title"], row["reason"], row["sponsor"], read_date(row["date_of_text"]), bill_page(row["bill_id"])
    )


def parse_congress_event(row: dict) -> Iterator[CongressEvent | CongressEventLink]:
    """An event, and a link to each bill, docket and company or body that the row names."""
    event_id, verified = row["event_id"], split_cell(row["verified"])
    told = ["date", "event", *(name for name in ("body", "printed_as") if row[name])]
    yield CongressEvent(
        event_id,
        **read_reduced_span(row["date"], row["precision"]),
        precision=Precision(row["precision"]),
        text=row["event"],
        body=row["body"],
        printed_as=row["printed_as"],
        source_url=row["source_url"],
        extra_sources="; ".join(split_cell(row["extra_sources"])) or None,
        unconfirmed="; ".join(name for name in told if name not in verified) or None,
    )
    for bill_id in split_cell(row["bills"]):
        yield CongressEventLink(event_id, bill_id=bill_id)
    for slug in split_cell(row["dockets"]):
        yield CongressEventLink(event_id, docket_slug=slug)
    for cell in split_cell(row["entities"]):
        entity_id, _, relation = cell.partition(":")
        if relation not in _RELATIONS:
            raise ValueError(f"{cell!r} does not say its part; write entity:part with one of {', '.join(_RELATIONS)}")
        yield CongressEventLink(event_id, entity_id=entity_id, relation=relation)


_RELATIONS = ("acts", "amicus", "opposes", "subject", "supports", "witness")

# By file: what reads a row, and the cells that no row may leave blank.
_PARSERS = {
    "dockets": (parse_docket, ("slug", "caption", "outcome_230")),
    "cases": (parse_case_member, ("case_id", "position", "docket", "court_id")),
    "events": (parse_event, ("slug", "date_from", "date_to", "precision", "event", "note")),
    "families": (parse_family, ("docket", "court_id", "type", "effect", "basis", "note")),
    "entities": (parse_entity, ("entity_id", "name", "kind")),
    "entity_names": (parse_entity_name, ("entity_id", "name", "kind")),
    "bills": (parse_bill, ("bill_id", "kind", "title")),
    "bill_links": (parse_bill_link, ("bill_id", "link_type")),
    "bill_sources": (parse_bill_source, ("bill_id", "url", "basis", "position")),
    "bills_excluded": (parse_excluded_bill, ("bill_id", "title", "reason")),
    "congress_events": (parse_congress_event, ("event_id", "date", "precision", "event", "source_url")),
}
