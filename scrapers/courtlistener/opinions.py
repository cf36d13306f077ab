"""Turns CourtListener's decisions and oral arguments into our records. Pure."""

import re
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

from docket.issues import Issue, ParseError
from docket.opinions.holdings import HOLDING
from docket.opinions.reading import read_opinion as read_opinion_file
from docket.records import (
    Citation,
    Defense,
    Docket,
    DocketEvent,
    DocketRef,
    HearingEvent,
    ListedOpinion,
    Ruling,
)
from docket.redact import redact
from docket.section230.citations import find_provisions
from docket.section230.holdings import Holding, find_outcome
from docket.section230.relevance import RelevanceLabel, score_relevance
from docket.text.prepared import PreparedText
from docket.text.sentences import find_sentences
from docket.vocabulary import Answer, Disposition, Precision
from scrapers.courtlistener.dockets import (
    OPINION_ID,
    PRECEDENT,
    PRECEDENT_ID,
    REGISTER_ID,
    argument_held,
    facts,
    read_ref,
    web_address,
)
from scrapers.courtlistener.envelope import Asked, Fields
from scrapers.documents.opinion_rows import EMPTY, fold, make_opinion
from scrapers.documents.text_pages import read_html, read_text, without_line_numbers

_QUOTE = 300
_CITED = re.compile(r"/opinions/(\d+)/?$")
# Opinions of these types (030concurrence, 035concurrenceinpart, 040dissent) do not speak for the court.
_SEPARATE = ((re.compile("dissent"), "dissent"), (re.compile("concurrence"), "concurrence"))
# Words of a cluster's `disposition` -> member, tried in this order ("Affirmed in part, reversed in part" is
# reversed).
_DISPOSITIONS = (
    (re.compile(r"\brevers", re.IGNORECASE), Disposition.REVERSED),
    (re.compile(r"\bvacat", re.IGNORECASE), Disposition.VACATED),
    (re.compile(r"\baffirm", re.IGNORECASE), Disposition.AFFIRMED),
    (re.compile(r"\bdismiss", re.IGNORECASE), Disposition.DISMISSED),
    (re.compile(r"\bremand", re.IGNORECASE), Disposition.REMANDED),
    (re.compile(r"\bgrant", re.IGNORECASE), Disposition.GRANTED),
    (re.compile(r"\bden(?:y|ied)", re.IGNORECASE), Disposition.DENIED),
)
# How a holding answers the § 230 question.
ANSWERS = {
    Holding.IMMUNE: Answer.IMMUNE,
    Holding.NOT_IMMUNE: Answer.NOT_IMMUNE,
    Holding.PARTLY_IMMUNE: Answer.PARTLY_IMMUNE,
    Holding.NOT_REACHED: Answer.DECLINED,
}


def read_decisions(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    """Yield the decisions of the requested dockets that rows of `type=o` show."""
    for row in rows:
        ref = asked.ref_of(row.whole("docket_id"))
        if ref is None:
            yield Issue("stranger", f"docket {row.word('docket_id')}", row.page)
            continue
        yield Docket(ref, details=facts((REGISTER_ID, row.word("docket_id")), (OPINION_ID, _ids(row))))
        yield from read_decision(row, ref)


def read_precedent(asked: Asked, rows: list[Fields]) -> Iterator[object]:
    """Yield the docket of the decision whose citation was requested, with the ids by which other decisions
    cite it."""
    for row in rows:
        if asked.query not in row.words("citation"):
            continue
        try:
            ref = read_ref(row.text("court_id"), row.text("docketNumber"), None)
        except ParseError as error:
            yield Issue(error.code, row.text("docketNumber"), row.page, row.text("court_id"))
            continue
        yield Docket(
            ref,
            details=facts(
                (REGISTER_ID, row.word("docket_id")), (PRECEDENT, asked.query), (PRECEDENT_ID, _ids(row))
            ),
        )
        yield from read_decision(row, ref)


def _ids(row: Fields) -> str:
    """Return the ids of a decision's opinions in one value, since a docket fact has one value per source and
    page."""
    return ";".join(filter(None, (opinion.word("id") for opinion in row.rows("opinions"))))


def read_decision(row: Fields, ref: DocketRef) -> Iterator[object]:
    """Yield a decision's day, its citations and what each of its opinions cites, from a row of `type=o`."""
    day, status, url = row.day("dateFiled"), row.text("status"), web_address(row)
    if day:
        words = f"Opinion ({status.lower()})" if status else "Opinion"
        yield DocketEvent(ref, day, day, Precision.DAY, "decided", words, url)
    for opinion in row.rows("opinions"):
        if number := opinion.word("id"):
            cited = dict.fromkeys(word for word in opinion.words("cites") if word.isdecimal())
            yield ListedOpinion(ref, number, day, tuple(cited), url)
    for text in dict.fromkeys(
        [*row.words("citation"), *filter(None, [row.text("neutralCite"), row.text("lexisCite")])]
    ):
        yield Citation(ref, text, url, is_verified=False)


def read_arguments(asked: Asked, rows: list[Fields]) -> Iterator[HearingEvent | Issue]:
    """Yield the oral arguments whose recordings are listed in rows of `type=oa`."""
    for row in rows:
        ref, day = asked.ref_of(row.whole("docket_id")), row.day("dateArgued")
        if ref is None or day is None:
            yield Issue(
                "argument-without-docket-or-day", row.text("caseName"), row.page, row.text("court_id")
            )
            continue
        yield argument_held(ref, day, web_address(row))


def read_opinion(asked: Asked, cluster: Fields, opinion: Fields, row: dict[str, Any]) -> Iterator[object]:
    """Yield the ruling that an opinion states, the provisions that it cites if it is about § 230, the opinion
    itself, and what it cites according to CourtListener.

    The holding on § 230 is read by a rule and so is not verified; it is quoted if a sentence states it
    outright. `row` has the rows from `read_words`.
    """
    ref = asked.ref_of(cluster.whole("docket_id"))
    if ref is None:
        yield Issue("stranger", f"docket {cluster.word('docket_id')}", cluster.page)
        return
    url, raw = web_address(cluster), cluster.text("disposition")
    outcome, quote = None, None
    markup = opinion.lines("html_with_citations")
    text = BeautifulSoup(markup, "lxml").get_text(" ") if markup else opinion.lines("plain_text") or ""
    prepared = PreparedText(" ".join(" ".join(without_line_numbers(text.split("\n"))).split()))
    if score_relevance(prepared).label is RelevanceLabel.ABOUT:
        outcome = ANSWERS.get(find_outcome(prepared).outcome)
        held = (passage["text"] for passage in row["passages"] if passage["kind"] == HOLDING)
        quote = next(held, None) if outcome else None
        for code in dict.fromkeys(provision.code for provision in find_provisions(prepared)):
            yield Defense(ref, provision=code, provision_raw=code.value, source_url=url)
    day = cluster.day("date_filed")
    yield Ruling(
        ref,
        find_disposition(raw),
        disposition_raw=raw,
        date_from=day,
        date_to=day,
        answer=outcome,
        text=quote,
        source_url=url,
        is_verified=False,
    )
    for cite in cluster.rows("citations"):
        words = [cite.word("volume"), cite.text("reporter"), cite.word("page")]
        if all(words):
            yield Citation(ref, " ".join(filter(None, words)), url)
    if number := opinion.word("id"):
        cited = (match[1] for word in opinion.words("opinions_cited") if (match := _CITED.search(word)))
        yield ListedOpinion(ref, number, day, tuple(dict.fromkeys(cited)), url)
        if row["paragraphs"]:
            yield make_opinion(ref, f"c{number}", row, url)


def read_words(opinion: Fields, cluster: Fields) -> dict[str, Any]:
    """Return what the text of one opinion says, as rows: the slow part, read once for each response.

    Day, name and author are CourtListener's if it gives them, since its text may begin in mid-page.
    """
    words = opinion.lines("html_with_citations")
    body, name = (words, "opinion.html") if words else (opinion.lines("plain_text") or "", "opinion.txt")
    if not body.strip():
        return EMPTY
    made = read_html(body.encode(), name) if words else read_text(body.encode(), name)
    kind = next((kind for pattern, kind in _SEPARATE if pattern.search(opinion.text("type") or "")), None)
    fields = fold(read_opinion_file(made, whole=kind, caption=cluster.text("case_name")))
    day, status = cluster.day("date_filed"), (cluster.text("precedential_status") or "").casefold()
    fields["date_filed"] = day.isoformat() if day else fields["date_filed"]
    author = "Per Curiam" if opinion.flag("per_curiam") else opinion.text("author_str")
    fields["author"] = author or fields["author"]
    fields["precedential"] = {"published": "yes", "unpublished": "no"}.get(status, fields["precedential"])
    fields["file_kind"], fields["page_count"], fields["issues"] = "courtlistener", None, []
    return fields


def find_sentence(text: str, place: int) -> str | None:
    """Return the sentence that contains a position, cut to the length of a quotation; None if there is
    none."""
    sentence = next((text[start:end] for start, end in find_sentences(text) if start <= place < end), None)
    return redact(sentence.strip())[:_QUOTE] if sentence else None


def find_disposition(words: str | None) -> Disposition:
    """Return the disposition that a cluster states; a plain decision if it states none that we recognize."""
    return next(
        (member for pattern, member in _DISPOSITIONS if pattern.search(words or "")), Disposition.DECIDED
    )
