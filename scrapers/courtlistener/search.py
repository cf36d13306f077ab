"""Turns results of CourtListener's search into our records. Pure.

Search has its own index, in which a `party` without `party_id` is guessed from the caption and has no roles,
so no party is read here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from docket.entries import mend_lost_breaks
from docket.identity import clean_pacer_doc_id
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef, Document
from docket.redact import redact
from docket.section230.relevance import RelevanceLabel, score_relevance
from docket.text.prepared import PreparedText
from docket.vocabulary import DocketStatus, TextKind
from scrapers.courtlistener.dockets import (
    REGISTER_ID,
    facts,
    is_same_docket,
    read_documents,
    read_ref,
    read_refs,
    web_address,
)
from scrapers.courtlistener.envelope import Asked, Fields
from scrapers.courtlistener.opinions import read_decision
from scrapers.courtlistener.queries import QUERIES, Route, cited_ids
from scrapers.failures import read_if_sound

FOUND_BY = "courtlistener_found_by"
_CAUSE = re.compile(r"\b47:\s?230\b")
_QUOTE = 300
# A snippet that only names § 230 is worth a look; a résumé or another case's citation scores lower.
_WORTH_A_LOOK = 0.4


def read_news(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    """Yield the entries in rows of `type=rd`: each row is one file, and several form an entry."""
    papers: dict[int, list[Fields]] = {}
    for row in rows:
        docket = row.whole("docket_id")
        if docket not in asked.dockets:
            yield Issue("stranger", f"docket {docket}", row.page)
        else:
            papers.setdefault(docket, []).append(row)
    registers: dict[DocketRef, list[list[DocketEntry]]] = {}
    for docket, shown in papers.items():
        ref = asked.dockets[docket]
        yield Docket(ref, details=facts((REGISTER_ID, str(docket))))
        records = list(_read_filings(shown, ref))
        yield from (record for record in records if isinstance(record, Issue))
        registers.setdefault(ref, []).append(
            [record for record in records if isinstance(record, DocketEntry)]
        )
    for of_one_docket in registers.values():
        yield from _once(of_one_docket)


def _once(registers: list[list[DocketEntry]]) -> list[DocketEntry]:
    """Return the entries in several registers of one docket; of an entry in two of them, only the fuller
    line.

    An appeal can be in CourtListener twice (#1376, #2632); two lines on one page with the same number would
    be two entries.
    """
    kept, *others = registers
    for register in others:
        new = []
        for entry in register:
            place = next((n for n, kept_entry in enumerate(kept) if _is_same_filing(kept_entry, entry)), None)
            if place is None:
                new.append(entry)
            elif _fullness(entry) > _fullness(kept[place]):
                kept[place] = entry
        kept = kept + new
    return kept


def _is_same_filing(left: DocketEntry, other: DocketEntry) -> bool:
    if left.pacer_doc_id and other.pacer_doc_id:
        return left.pacer_doc_id == other.pacer_doc_id
    if left.entry_number or other.entry_number:
        return left.entry_number == other.entry_number
    days = [entry.date_filed or entry.date_entered for entry in (left, other)]
    return days[0] == days[1] and left.text == other.text


def _fullness(entry: DocketEntry) -> tuple[bool, int]:
    return entry.text_kind is TextKind.FULL, len(entry.documents)


def _read_filings(papers: list[Fields], ref: DocketRef) -> Iterator[DocketEntry | Issue]:
    """Yield the entries to which these files of one docket belong, each once, in the order of the
    register."""
    filings: dict[object, dict[object, Fields]] = {}
    for paper in papers:
        # A list that shifted while its pages were read shows a file twice.
        filings.setdefault(_filing_of(paper), {}).setdefault(paper.whole("id") or id(paper), paper)
    in_order = sorted(
        (list(each.values()) for each in filings.values()),
        key=lambda shown: (
            shown[0].text("entry_date_filed") or "",
            shown[0].whole("entry_number") or 0,
            shown[0].whole("docket_entry_id") or 0,
        ),
    )
    for shown in in_order:
        yield from _read_papers(shown, ref)


def _filing_of(paper: Fields) -> object:
    """Return the key that the files of one entry share: its number and text (CourtListener can have an entry
    twice, under two ids), else its id, else everything that they say of it."""
    number, text = paper.whole("entry_number"), paper.text("description")
    if number and text:
        return (number, text)
    return paper.whole("docket_entry_id") or (
        paper.whole("entry_number"),
        paper.text("entry_date_filed"),
        paper.text("description") or paper.whole("id") or id(paper),
    )


def _read_papers(papers: list[Fields], ref: DocketRef) -> Iterator[DocketEntry | Issue]:
    """Yield the entry of these files. An attachment's label is its own, and says nothing about the entry."""
    main = next((paper for paper in papers if paper.whole("attachment_number") is None), None)
    first = main or papers[0]
    text, day = first.text("description"), first.day("entry_date_filed")
    text = mend_lost_breaks(text) if text else None
    label = main.text("short_description") if main else None
    if text is None and label is None:
        yield Issue("empty-entry", first.word("docket_entry_id"), first.page, ref.court_id, ref.docket_number)
        return
    doc_id = main.text("pacer_doc_id") if main else None
    # Of several rows with the same number, the first that has a file counts.
    files: dict[int, Document] = {}
    for document in read_documents(papers, "short_description"):
        files.setdefault(document.attachment_number, document)
    yield DocketEntry(
        ref=ref,
        text=text or label,
        text_kind=TextKind.FULL if text else TextKind.LABEL,
        entry_number=first.word("entry_number"),
        pacer_doc_id=clean_pacer_doc_id(doc_id) if doc_id else None,
        date_filed=day if text else None,
        date_entered=None if text else day,
        short_text=label if text else None,
        documents=tuple(files.values()),
        register_row=first.word("docket_entry_id"),
    )


def read_found(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    """Yield the dockets in a discovery search's results that bear on § 230, each with the route and the words
    that found it.

    A row that merely matched (another statute's section 230, a résumé) is not a candidate and yields nothing.
    An entry of a docket that is listed under two ids is yielded once.
    """
    query = QUERIES.get(asked.query or "")
    shown: list[DocketEntry] = []
    for row in rows:
        evidence = find_evidence(row, query.route if query else Route.TEXT)
        if evidence is None:
            continue
        number = row.text("docketNumber")
        try:
            ref, *others = read_refs(row.text("court_id"), number, row.word("pacer_case_id"))
        except ParseError as error:
            yield Issue(error.code, number, row.page, row.text("court_id"))
            continue
        url = web_address(row, "docket_absolute_url") or web_address(row)
        caption = row.text("caseName") or row.text("case_name_full")
        evidence_facts = ((FOUND_BY, asked.query or "search"), ("found_words", evidence))
        ended = row.day("dateTerminated")
        yield Docket(
            ref=ref,
            docket_number_raw=number,
            caption=caption,
            # In an opinion's row, dateFiled is the opinion's.
            date_filed=None if "cluster_id" in row.data else row.day("dateFiled"),
            date_terminated=ended,
            status=DocketStatus.CLOSED if ended else None,
            assigned_to=row.text("assignedTo"),
            referred_to=row.text("referredTo"),
            cause=row.text("cause"),
            nature_of_suit=row.text("suitNature"),
            jurisdiction=row.text("jurisdictionType"),
            jury_demand=row.text("juryDemand"),
            source_url=url,
            details=facts((REGISTER_ID, row.word("docket_id")), *evidence_facts),
        )
        for other in others:  # decided together; the id is the first docket's
            yield Docket(
                ref=other,
                docket_number_raw=number,
                caption=caption,
                source_url=url,
                details=facts(*evidence_facts),
            )
        for docket_ref in (ref, *others) if "cluster_id" in row.data else ():
            yield from read_decision(row, docket_ref)
        # At most three of a docket's files are included: an entry's other files are unknown here.
        for record in _read_filings(row.rows("recap_documents"), ref):
            if not isinstance(record, DocketEntry):
                yield record
            elif not any(
                is_same_docket(ref, shown_entry.ref) and _is_same_filing(record, shown_entry)
                for shown_entry in shown
            ):
                shown.append(record)
                yield replace(record, documents=())


def find_evidence(row: Fields, route: Route) -> str | None:
    """Return the words that show that a result bears on § 230, or the leading decisions that it cites; None
    if nothing does."""
    cause = row.text("cause") or ""
    if _CAUSE.search(cause):
        return cause
    papers = [*row.rows("recap_documents"), *row.rows("opinions")]
    texts = [paper.text(name) for paper in papers for name in ("description", "snippet", "short_description")]
    # Redacted before it is cut: half a telephone number is no longer recognized as one.
    for text in map(
        redact, filter(None, [*texts, row.text("snippet"), row.text("syllabus"), row.text("posture")])
    ):
        relevance = score_relevance(PreparedText(text))
        if relevance.label is not RelevanceLabel.NOT and relevance.score >= _WORTH_A_LOOK:
            start = max(0, relevance.evidence[0].start - _QUOTE // 2)
            return text[start : start + _QUOTE]
    if route is Route.CITES:
        return _cited_precedents(row, papers)
    if route is Route.PLATFORM:
        return redact("; ".join(row.words("party")))[:_QUOTE] or None
    return None


def _cited_precedents(row: Fields, papers: list[Fields]) -> str | None:
    """Return which of the requested leading decisions a result cites, according to its own list of cited
    decisions.

    A search by citation has no words to highlight: it shows the beginning of a text, which seldom names §
    230.
    """
    asked = cited_ids(row.page)
    cited = sorted(
        {int(word) for paper in papers for word in paper.words("cites") if word.isdecimal()} & asked
    )
    if not cited:
        return None
    return f"cites leading decisions on § 230: CourtListener's opinions {', '.join(map(str, cited[:20]))}"


def read_fjc(rows: list[Fields]) -> Iterator[object]:
    """Yield the civil actions that the courts themselves counted under 47 U.S.C. § 230 (`title`, `section`)."""
    for row in rows:
        title, section = row.text("title") or "", row.text("section") or ""
        if not re.match(r"0?230(?!\d)", section):  # "2301" also begins with 230
            continue
        court_id = (row.text("district") or "").rstrip("/").rpartition("/")[2] or None
        number = row.text("docket_number") or ""
        raw = f"{number[:2]}-cv-{number[2:]}" if re.fullmatch(r"\d{7}", number) else number
        try:
            ref = read_ref(court_id, raw, None)
        except ParseError as error:
            yield Issue(error.code, number, row.page, court_id)
            continue
        yield Docket(
            ref=ref,
            date_filed=row.day("date_filed"),
            date_terminated=row.day("date_terminated"),
            # Its names are truncated and in capitals: facts of the docket, but not a caption.
            details=facts(
                (FOUND_BY, "fjc"),
                ("fjc_statute", f"{title}:{section}"),
                ("fjc_plaintiff", row.text("plaintiff")),
                ("fjc_defendant", row.text("defendant")),
            ),
        )


def last_indexed(rows: list[Fields]) -> str | None:
    """Return when the newest of these results was indexed (UTC); None if none says."""
    metas = filter(None, (read_if_sound(row.inner, "meta") for row in rows))
    return max(filter(None, (read_if_sound(meta.moment, "timestamp") for meta in metas)), default=None)
