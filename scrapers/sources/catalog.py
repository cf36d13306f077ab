"""The catalog: dockets, decisions, hearings, companies and bills that a person reviewed (docket/data).

Source   docket/data/*.csv in this repository; each row names the public page on which it is based
Gives    headers, parties, claims, hearings, judicial acts, cases and their links, bills
Lacks    docket entries, counsel, times of day; a blank cell means unknown, never none
Quirks   `verified` names the columns of a docket that a reviewer saw confirmed. The files are as of the day
         in reviewed.csv, never of the day they are read. Every row repeats its docket's court id, so that
         each file can be understood alone.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import TypeVar

from docket.bills import bill_page
from docket.csv_rows import read_date, read_reduced_date, read_reduced_span, read_rows, read_span, split_cell
from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.records import (
    ActRef,
    Bill,
    BillLink,
    BillSource,
    CaseLine,
    CaseLink,
    CaseMember,
    Citation,
    Claim,
    CongressEvent,
    CongressEventLink,
    Defense,
    Docket,
    DocketEvent,
    DocketRef,
    DoctrineSide,
    Entity,
    EntityName,
    ExcludedBill,
    HearingEvent,
    Judge,
    Law,
    Locator,
    Look,
    NotTakenIn,
    Party,
    Question,
    Renamed,
    Ruling,
    Theory,
)
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.vocabulary import (
    ActEffect,
    ActKind,
    Answer,
    CauseOfAction,
    Disposition,
    DocketStatus,
    ExceptionAtIssue,
    HearingAction,
    HearingKind,
    LawEffect,
    LinkEffect,
    LinkType,
    PartyType,
    Posture,
    Precision,
    Provision,
    member,
)
from scrapers.source import Fetcher, Source, WatchList

_Word = TypeVar("_Word", bound=StrEnum)


_DESCRIBED = "["  # begins an item that describes parties ("other states") without naming them
FOLDER: Traversable = files("docket").joinpath("data")
# How an effect was determined, if the source does not state it outright.
_BASIS = {
    "note": "",
    "outcome": " (follows from the two outcomes)",
    "opinion": " (from the reported opinion)",
}


class Catalog(Source):
    NAME = "catalog"
    IS_SHIPPED = True
    IS_OWN = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot]:
        """Yield one snapshot per reviewed file, without the network."""
        for _, row in read_rows(
            FOLDER.joinpath("reviewed.csv").read_bytes(), "reviewed.csv", ("file", "reviewed")
        ):
            file, reviewed = row["file"], row["reviewed"]
            assert file is not None and reviewed is not None  # such lines were rejected
            yield Snapshot(
                source=self.NAME,
                url=f"catalog:{file}",
                fetched_at=reviewed,
                body=FOLDER.joinpath(file).read_bytes(),
                form=Form.CURATED,
                kind=file.removesuffix(".csv"),
                media_type="text/csv",
                as_of=reviewed,
                as_of_basis="review",
                scope=Scope(ScopeKind.COMPLETE),
            )

    def parse(self, snapshot: Snapshot) -> Iterator[object | Issue]:
        """Yield the records of one file. Raises ParseError, naming file, line and column, if it is
        invalid."""
        if snapshot.kind not in _PARSERS:
            raise ParseError(
                f"{snapshot.url}: no such file in the catalog; known are {', '.join(sorted(_PARSERS))}"
            )
        parse_row, required = _PARSERS[snapshot.kind]
        for line, row in read_rows(snapshot.body, snapshot.url, required):
            # A docket whose court no page names is not included, and becomes an issue in the two files that
            # mention it.
            if row.get("court_id", "") is None and snapshot.kind not in ("dockets", "decisions"):
                continue
            try:
                yield from parse_row(row)
            except KeyError as error:
                raise ParseError(
                    f"{snapshot.url}: there is no column {error}; add it to the first line"
                ) from None
            except ValueError as error:
                raise ParseError(
                    f"{snapshot.url}, line {line}: {error}; correct the cell or leave it blank"
                ) from None


SOURCE = Catalog()


def _member(enum: type[_Word], raw: str) -> _Word:
    value = member(enum, raw)
    assert isinstance(value, enum)  # `member` returns no other type
    return value


def _ref(row: dict, slug: str) -> DocketRef:
    return DocketRef(court_id=row["court_id"], catalog_slug=row[slug])


def parse_docket(row: dict) -> Iterator[object | Issue]:
    """Yield a docket with its parties, claims, defenses, citations and, unless an event has it, its
    ruling."""
    verified, number = split_cell(row["verified"]), None
    if row["court_id"] is None:
        yield Issue("docket-without-court", value=row["court_name"], place=row["slug"])
        return
    if row["docket_number"]:
        # A hint (`docket_number_hint`) helps a reader of the file find a docket, and never joins dockets.
        try:
            number = normalize_docket_number(row["docket_number"], row["court_id"])
        except ParseError as error:
            yield Issue(error.code, row["docket_number"], row["slug"], row["court_id"])
    ref = DocketRef(row["court_id"], number, catalog_slug=row["slug"])
    yield Docket(
        ref=ref,
        docket_number_raw=row["docket_number"],
        caption=row["caption"],
        short_name=row["short_name"],
        date_filed=read_date(row["date_filed"]),
        date_decided=read_date(row["date_decided"]),
        date_terminated=read_date(row.get("date_terminated")),
        status=_member(DocketStatus, row["status"]),
        assigned_to=row.get("assigned_to"),
        citation=", ".join(split_cell(row["citation"])) or None,
        platform=row["platform"],
        plaintiff_type=row["plaintiff_type"],
        confidence=row["confidence"],
        primary_url=row.get("primary_url"),
        source_url=row["source_url"],
        verified=tuple(verified),
        details=tuple(_list_details(row)),
        entity_ids=tuple(split_cell(row["entities"])),
    )
    yield from _parse_parties(row, ref, verified)
    yield from _parse_issues_of_law(row, ref)
    for text in split_cell(row["citation"]):
        yield Citation(ref, text, row["source_url"], is_verified="citation" in verified)


def _list_details(row: dict) -> Iterator[tuple[str, str]]:
    yield "court, as the catalog names it", row["court_name"]
    if row["date_filed_note"]:
        yield "date filed", row["date_filed_note"]
    if row.get("date_docketed"):
        yield "docketed", row["date_docketed"]
    for side in ("plaintiffs", "defendants"):
        for name in split_cell(row[side]):
            if name.startswith(_DESCRIBED):
                yield f"{side} not named", name.strip("[]")
    for url in split_cell(row["extra_sources"]):
        yield "further source", url


def _parse_parties(row: dict, ref: DocketRef, verified: list[str]) -> Iterator[Party]:
    """Yield the parties. The catalog gives the sides of the action, also for an appeal, where it does not say
    who appealed: the type stays plaintiff or defendant, and the raw words say "(catalog)"."""
    for side, party_type in (("plaintiffs", PartyType.PLAINTIFF), ("defendants", PartyType.DEFENDANT)):
        names = split_cell(row[side])
        surnames = _find_surnames(names, row["caption"] or "", split_cell(row["platform"]))
        for name in names:
            if not name.startswith(_DESCRIBED):
                raw = f"{party_type} (catalog)"
                yield Party(
                    ref,
                    name,
                    party_type,
                    raw,
                    source_url=row["source_url"],
                    is_verified=side in verified,
                    is_surname=name in surnames or None,
                )


def _find_surnames(names: list[str], caption: str, platforms: list[str]) -> set[str]:
    """Return the one-word names that the caption uses for a party, and those that appear beside one.

    A platform is not a surname. Whether a word in a caption is a company's name is for the reader to decide.
    """
    words = {name for name in names if " " not in name} - set(platforms)
    printed = {word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", caption)}
    if not printed:
        return set()
    # Their patterns take half a second to load, and a command that reads none of our files need not wait.
    from docket.names import normalize_party
    from docket.names.kinds import PartyKind

    is_person = any(normalize_party(word, is_caption=True).kind is PartyKind.PERSON for word in printed)
    return words if is_person else set()


def _parse_issues_of_law(row: dict, ref: DocketRef) -> Iterator[Claim | Defense]:
    url = row["source_url"]
    for raw in split_cell(row["claims"]):
        yield Claim(ref, _member(CauseOfAction, raw), raw, url)
    for raw in split_cell(row["section_230_provision"]):
        yield Defense(ref, provision=_member(Provision, raw), provision_raw=raw, source_url=url)
    for raw in split_cell(row["exception_at_issue"]):
        yield Defense(ref, exception=_member(ExceptionAtIssue, raw), exception_raw=raw, source_url=url)


def parse_event(row: dict) -> Iterator[object]:
    """Yield an event, and the ruling or hearing step that it also represents."""
    span, precision = read_span(row, "date_from", "date_to"), Precision(row["precision"])
    date_from, date_to = span["date_from"], span["date_to"]
    assert date_from is not None and date_to is not None  # such lines were rejected
    ref, url = _ref(row, "slug"), row["source_url"]
    yield DocketEvent(ref, date_from, date_to, precision, row["event"], row["note"], url)
    if row.get("disposition"):
        yield Ruling(
            ref,
            _member(Disposition, row["disposition"]),
            disposition_raw=row["event"],
            date_from=date_from,
            date_to=date_to,
            precision=precision,
            text=row["note"],
            source_url=url,
            is_verified=row["ruling_verified"] != "no",
            for_companies=_companies(row),
        )
    if row["hearing"]:
        action = _member(HearingAction, row["hearing_action"])
        hearing = read_span(row, "hearing_from", "hearing_to")
        yield HearingEvent(
            ref,
            row["hearing"],
            action,
            _member(HearingKind, row["hearing_kind"]),
            # A row that sets a hearing gives the hearing's day; when it was set is unknown.
            action_date=None if action is HearingAction.SET else date_from,
            date_from=hearing["date_from"],
            date_to=hearing["date_to"],
            precision=Precision(row["hearing_precision"] or "day"),
            text=row["hearing_text"],
            source_url=url,
        )


# The disposition implied by a kind of act, or by its effect on an earlier act, if no source says more. That
# an opinion replaces an earlier one does not say what it did to the judgment below: it is only "decided".
_DISPOSITIONS: dict[ActKind | ActEffect | None, Disposition] = {
    ActKind.CERT_GRANTED: Disposition.CERT_GRANTED,
    ActKind.CERT_DENIED: Disposition.CERT_DENIED,
    ActKind.REHEARING_DENIED: Disposition.REHEARING_DENIED,
    ActKind.SETTLEMENT: Disposition.SETTLED,
    ActKind.VERDICT: Disposition.VERDICT,
    ActEffect.AFFIRMED: Disposition.AFFIRMED,
    ActEffect.AFFIRMED_IN_PART: Disposition.AFFIRMED_IN_PART,
    ActEffect.REVERSED: Disposition.REVERSED,
    ActEffect.REVERSED_IN_PART: Disposition.REVERSED_IN_PART,
    ActEffect.VACATED: Disposition.VACATED,
    ActEffect.REMANDED: Disposition.REMANDED,
    ActEffect.DENIED: Disposition.DENIED,
}


def parse_decision(row: dict) -> Iterator[Ruling | Citation | Issue]:
    """Yield one judicial act: what it answered, what it acted on, and what it did to a law."""
    if row["court_id"] is None:
        yield Issue("docket-without-court", value=row["holding"], place=row["docket"])
        return
    ref, verified = _ref(row, "docket"), split_cell(row["verified"])
    kind, effect = ActKind(row["kind"]), _one(ActEffect, row["effect"])
    disposition = (
        _one(Disposition, row.get("disposition"))
        or _DISPOSITIONS.get(kind)
        or _DISPOSITIONS.get(effect, Disposition.DECIDED)
    )
    sources = split_cell(row["source_url"])
    yield Ruling(
        ref,
        disposition,
        **_read_act_date(row),
        kind=kind,
        posture=_one(Posture, row["posture"]),
        answer=_one(Answer, row["answer"]),
        effect=effect,
        for_companies=_companies(row),
        acts_on=tuple(_read_act_ref(part) for part in split_cell(row["acts_on"])),
        law=row["law"],
        law_effect=_one(LawEffect, row["law_effect"]),
        claims=tuple(CauseOfAction(code) for code in split_cell(row["claims"])),
        provisions=tuple(Provision(code) for code in split_cell(row["provision"])),
        exceptions=tuple(
            ExceptionAtIssue(code) for code in split_cell(row["exception"]) if code != ExceptionAtIssue.NONE
        ),
        theories=tuple(split_cell(row["theory"])),
        later_history=row["later_history"],
        citation=row["citation"],
        precedential={"yes": "yes", "no": "no"}.get(row["precedential"]),
        author=row["author"],
        holding=row["holding"],
        primary_url=row["primary_url"],
        source_url=sources[0] if sources else None,
        extra_sources=(*sources[1:], *split_cell(row["extra_sources"])),
        confidence=row["confidence"],
        verified=tuple(verified),
        is_verified=row["answer"] is None or "answer" in verified,
        ruling_id=row.get("id"),  # archives have files from before this column
    )
    for text in split_cell(row["citation"]):
        yield Citation(ref, text, sources[0] if sources else None, is_verified="citation" in verified)


def _companies(row: dict) -> tuple[str, ...]:
    return tuple(split_cell(row.get("for_companies")))  # archives have files from before this column


def _one(enum: type[_Word], cell: str | None) -> _Word | None:
    """Return the enum member that a cell names, None for a blank cell. Raises ValueError for any other
    word."""
    return enum(cell) if cell else None


def _read_act_date(row: dict) -> dict:
    """Return `date_from`, `date_to` and `precision` of an act: its day, or the month or year if only that is
    known."""
    printed = read_reduced_date(row["date"])
    if printed is None:
        return {"date_from": None, "date_to": None, "precision": None}
    precision = {4: Precision.YEAR, 7: Precision.MONTH}.get(len(printed), Precision.DAY)
    if row["precision"] != precision:
        raise ValueError(f"precision {row['precision']!r} of {printed!r}; write {precision}")
    return read_reduced_span(printed, precision) | {"precision": precision}


def _read_act_ref(cell: str) -> ActRef:
    slug, at, day = cell.partition("@")
    if not at:
        raise ValueError(
            f"acts_on {cell!r} has no @; write docket@date, or docket@ where the day is not known"
        )
    return ActRef(slug, read_reduced_date(day or None))


def parse_hearing(row: dict) -> Iterator[HearingEvent]:
    """Yield a hearing that a reviewer found on a page. "Held" counts only if `verified` names the status."""
    action = HearingAction(row["action"])
    if action is HearingAction.HELD and "status" not in split_cell(row["verified"]):
        action = HearingAction.UNKNOWN
    span = read_span(row, "date_from", "date_to")
    yield HearingEvent(
        _ref(row, "docket"),
        row["hearing_key"],
        action,
        HearingKind(row["kind"]),
        action_date=None if action is HearingAction.SET else span["date_from"],
        date_from=span["date_from"],
        date_to=span["date_to"],
        precision=Precision.TIME if row["time"] else Precision(row["precision"] or "day"),
        time_local=row["time"],
        place=row["place"],
        judge=row["judge"],
        text=row["note"],
        source_url=row["source_url"],
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
        link_type=_member(LinkType, row["type"]),
        link_type_raw=row["type"],
        effect=_member(LinkEffect, row["effect"]),
        effect_raw=row["effect"],
        date=read_date(row["date"]),
        text=row["note"] + _BASIS[row["basis"]],
        source_url=row["source_url"],
        other_is_later=row["direction"] == "other_is_later",
    )


def parse_entity_name(row: dict) -> Iterator[EntityName]:
    span = {name: read_reduced_date(row[name]) for name in ("date_from", "date_to")}
    yield EntityName(
        row["entity_id"],
        row["name"],
        row["kind"],
        **span,
        source_url=row["source_url"],
        confidence=row["confidence"],
    )


# Column of bills.csv -> field of the record.
_BILL_FIELDS = {
    "title": "title",
    "introduced": "date_introduced",
    "sponsor": "sponsor",
    "status": "status",
    "status_date": "status_date",
    "law": "law",
    "effect_on_230": "effect_on_230",
}


def parse_bill(row: dict) -> Iterator[Bill]:
    # Archives have files from before `verified`, `status_date` and other columns; nothing in such a row is
    # confirmed.
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
        row["bill_id"],
        row["case_id"],
        row["other_bill_id"],
        row["link_type"],
        row["text"],
        row["source_url"],
        is_verified=row.get("verified") != "no",
    )


def parse_bill_source(row: dict) -> Iterator[BillSource]:
    if row["basis"] not in ("seen", "rule"):
        raise ValueError(f"{row['basis']!r} is not how an address is known; write seen or rule")
    yield BillSource(
        row["bill_id"], row["url"], row["basis"], int(row["position"]), row["confirms"], row["how_seen"]
    )


def parse_excluded_bill(row: dict) -> Iterator[ExcludedBill]:
    yield ExcludedBill(
        row["bill_id"],
        row["title"],
        row["reason"],
        row["sponsor"],
        read_date(row["date_of_text"]),
        bill_page(row["bill_id"]),
    )


_RELATIONS = ("acts", "amicus", "opposes", "subject", "supports", "witness")


def parse_congress_event(row: dict) -> Iterator[CongressEvent | CongressEventLink]:
    """Yield an event, and a link to each bill, docket, company or body that the row names."""
    event_id, verified = row["event_id"], split_cell(row["verified"])
    fields = ["date", "event", *(name for name in ("body", "printed_as") if row[name])]
    yield CongressEvent(
        event_id,
        **read_reduced_span(row["date"], row["precision"]),
        precision=Precision(row["precision"]),
        text=row["event"],
        body=row["body"],
        printed_as=row["printed_as"],
        source_url=row["source_url"],
        extra_sources="; ".join(split_cell(row["extra_sources"])) or None,
        unconfirmed="; ".join(name for name in fields if name not in verified) or None,
    )
    for bill_id in split_cell(row["bills"]):
        yield CongressEventLink(event_id, bill_id=bill_id)
    for slug in split_cell(row["dockets"]):
        yield CongressEventLink(event_id, docket_slug=slug)
    for cell in split_cell(row["entities"]):
        entity_id, _, relation = cell.partition(":")
        if relation not in _RELATIONS:
            raise ValueError(
                f"{cell!r} does not say its part; write entity:part with one of {', '.join(_RELATIONS)}"
            )
        yield CongressEventLink(event_id, entity_id=entity_id, relation=relation)


def parse_side(row: dict) -> Iterator[DoctrineSide]:
    yield DoctrineSide(
        _ref(row, "docket"),
        row["question"],
        row["side"],
        read_reduced_date(row["date"]),
        _one(ActKind, row["kind"]),
        row["sentence"],
        row["basis"],
    )


def parse_look(row: dict) -> Iterator[Look]:
    """Yield what was looked for and not found, for a docket in the record."""
    looked_on = read_date(row["looked"])
    if looked_on is not None:
        yield Look(
            _ref(row, "docket"),
            row["field"],
            looked_on,
            row["note"],
            read_reduced_date(row["date"]),
            row["source_url"],
        )


def parse_locator(row: dict) -> Iterator[Locator]:
    for kind in ("pacer_case_id", "courtlistener_docket_id"):
        if row[kind]:
            yield Locator(_ref(row, "docket"), kind, row[kind], row["source_url"])


def parse_law(row: dict) -> Iterator[Law]:
    names = split_cell(row["other_names"])
    yield Law(row["slug"], row["name"], row["jurisdiction"], "; ".join(names) or None)


def parse_judge(row: dict) -> Iterator[Judge]:
    # An author is printed with semicolons ("A. Judge; B. Judge dissenting"), so the column is not split as a
    # list.
    printed = tuple(name.strip() for name in row["printed"].split("|"))
    yield Judge(row["judge_id"], row["name"], tuple(split_cell(row["court_ids"])), printed)


def parse_theory(row: dict) -> Iterator[Theory]:
    if row["is_230_theory"] not in ("yes", "no"):
        raise ValueError(f"{row['is_230_theory']!r}; write yes or no")
    yield Theory(row["code"], row["name"], row["sentence"], row["is_230_theory"] == "yes")


def _as_it_is(record: Callable[..., object], *columns: str) -> Callable[[dict], Iterator[object]]:
    """Return the reader of a row whose cells are the fields of a record, in this order."""

    def parse_row(row: dict) -> Iterator[object]:
        yield record(*(row[column] for column in columns))

    return parse_row


# By file: the reader of a row, and the cells that no row may leave blank.
_PARSERS: dict[str, tuple[Callable[[dict], Iterator[object]], tuple[str, ...]]] = {
    "dockets": (parse_docket, ("slug", "caption")),
    "case_lines": (_as_it_is(CaseLine, "case_id", "line"), ("case_id", "line")),
    "cases": (parse_case_member, ("case_id", "position", "docket")),
    "decisions": (parse_decision, ("docket", "kind")),
    "hearings": (parse_hearing, ("docket", "hearing_key", "kind", "action")),
    "questions": (parse_side, ("docket", "kind", "question", "side")),
    "question_names": (
        _as_it_is(Question, "code", "name", "sentence", "for_barred", "for_not_barred"),
        ("code", "name", "sentence"),
    ),
    "judges": (parse_judge, ("judge_id", "name", "court_ids", "printed")),
    "laws": (parse_law, ("slug", "name", "jurisdiction")),
    "theories": (parse_theory, ("code", "name", "sentence")),
    "locators": (parse_locator, ("docket", "source_url")),
    "looks": (parse_look, ("docket", "field", "looked")),
    "renamed_cases": (_as_it_is(partial(Renamed, "case"), "old", "new"), ("old", "new")),
    "renamed_rulings": (_as_it_is(partial(Renamed, "ruling"), "old", "new"), ("old", "new")),
    "not_taken_in": (_as_it_is(NotTakenIn, "file", "row", "reason"), ("file", "row", "reason")),
    "events": (parse_event, ("slug", "date_from", "date_to", "precision", "event", "note")),
    "families": (parse_family, ("docket", "type", "effect", "basis", "note")),
    "entities": (
        _as_it_is(Entity, "entity_id", "name", "kind", "parent_entity_id", "note", "source_url"),
        ("entity_id", "name", "kind"),
    ),
    "entity_names": (parse_entity_name, ("entity_id", "name", "kind")),
    "bills": (parse_bill, ("bill_id", "kind", "title")),
    "bill_links": (parse_bill_link, ("bill_id", "link_type")),
    "bill_sources": (parse_bill_source, ("bill_id", "url", "basis", "position")),
    "bills_excluded": (parse_excluded_bill, ("bill_id", "title", "reason")),
    "congress_events": (parse_congress_event, ("event_id", "date", "precision", "event", "source_url")),
}
