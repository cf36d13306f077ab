"""Hearings read out of docket text, and the instant of one.

`find_hearings` reads one entry, clause by clause, after the labelling guide. It is pure and
deterministic, and its patterns are bounded, so that reading takes time in proportion to the text.

    tags        which words name a sitting, and which say what is done to it
    clauses     the entry made ready: trailers silenced, clauses found
    papers      what sort of paper the entry is: whose words they are
    govern      one clause: which sitting, what is done to it, which date is what
    requests    what a party asks, which is never a fact
    appellate   forms of the Supreme Court, the courts of appeals and the multidistrict panel
    draft       a hearing while it is put together
    settle      the drafts of all clauses made hearings: one told twice is one
    details     time, place, judge, telephone
    life        what several entries say of one hearing, put together
"""

import re
from bisect import bisect_left
from datetime import date

from docket.courts import load_courts
from docket.entries import strip_trailers
from docket.hearings.appellate import find_appellate
from docket.hearings.clauses import find_clauses, silence
from docket.hearings.details import complete
from docket.hearings.draft import Act, Clause, Draft, Hearing
from docket.hearings.govern import read_clause
from docket.hearings.papers import Paper, classify_paper, is_by_attorney, is_led_by_court
from docket.hearings.requests import find_argument_request, find_requests
from docket.hearings.settle import find_bare, settle
from docket.hearings.tags import (
    HearingType,
    find_noun_places,
    find_nouns,
    may_name_appellate,
    may_name_sitting,
    may_tell_undated,
)
from docket.issues import ParseError
from docket.text.dates import DateInText, find_dates, lower
from docket.text.phrases import Cue
from docket.text.sentences import caption_length
from docket.times import parse_date, to_utc

_APPELLATE = frozenset({"appellate", "scotus"})
# Orders printed whole on the register have some 10 000 characters; what comes after, and more
# hearings than any entry has, is not read, so that hostile text costs no more than a long order.
_LONGEST, _MOST = 10_000, 40
_NO_YEAR = 2000  # of a day without one, in an entry without a day: no such day is told
_SHORT = 90  # the name of an event that stands alone
_DIGIT = re.compile(r"\d")
_A_MOTION, _MACRO_LEAD = Cue("requests", "a_motion"), Cue("requests", "macro_lead")


def make_starts_at(date_from: str | None, time_local: str | None, court_id: str) -> str | None:
    """Return the start as a UTC instant where both day and courthouse time are known, else None."""
    if not date_from or not time_local:
        return None
    return to_utc(date.fromisoformat(date_from), time_local, court_id)


def find_hearings(text: str, date_filed: date, court_id: str) -> list[Hearing]:
    """Return what one entry's text says about hearings, in the order of the text.

    `date_filed` gives the day of minutes that name none, and the year where it is left out. An
    unknown court is read as a trial court, then as a court of appeals. Spans are places in `text`.
    """
    if (length := caption_length(text)) and length < len(text):
        return [_shift(hearing, length) for hearing in find_hearings(text[length:], date_filed, court_id)]
    text = text[:_LONGEST]
    printed = lower(text)
    court = load_courts().get(court_id)
    is_appellate = court is not None and court.system in _APPELLATE
    if not (may_name_appellate(printed) if is_appellate else may_name_sitting(printed)):
        return []
    if len(text) < _SHORT and not is_appellate and (bare := find_bare(printed.strip(), date_filed)):
        return [_freeze(draft) for draft in bare]
    silenced, lowered = silence(text, printed)
    if is_appellate:
        return [_freeze(draft) for draft in find_appellate(silenced, lowered, date_filed)]
    paper = classify_paper(lowered)
    if paper is Paper.SILENT:
        return [_freeze(draft) for draft in find_argument_request(lowered)]
    is_courts = paper is Paper.MINUTES or (
        paper is Paper.COURT and (not is_by_attorney(text) or is_led_by_court(lowered))
    )
    drafts, dates = _read_clauses(silenced, lowered, date_filed, paper, court_id, is_courts)
    drafts = settle(lowered, drafts[:_MOST], paper, date_filed)
    complete(text, silenced, lowered, drafts, dates, paper)
    if not drafts and court is None and "argu" in lowered:
        drafts = find_appellate(silenced, lowered, date_filed)
    return [_freeze(draft) for draft in drafts]


def find_undated_hearings(text: str, court_id: str) -> list[Hearing]:
    """Return what the text of an entry says about hearings where nobody knows when it was filed.

    It is read as if filed on the day of the clerk's "(Entered: …)", else on the first day that it names with a
    year; a day that the text does not print with its year is left out.
    """
    body = strip_trailers(text)
    printed = {day.value for day in find_dates(body, _NO_YEAR) if day.has_year}
    entered = [day.value for day in find_dates(" ".join(text.split())[len(body) :], _NO_YEAR) if day.has_year]
    stand_in = min(entered or printed, default=date(_NO_YEAR, 1, 1))
    return [
        hearing._replace(
            date=hearing.date if hearing.date in printed else None,
            prior_date=hearing.prior_date if hearing.prior_date in printed else None,
        )
        for hearing in find_hearings(text, stand_in, court_id)
    ]


def _shift(hearing: Hearing, length: int) -> Hearing:
    return hearing._replace(
        spans=tuple((name, start + length, end + length) for name, start, end in hearing.spans)
    )


def _read_clauses(
    text: str, lowered: str, date_filed: date, paper: str, court_id: str, is_courts: bool
) -> tuple[list[Draft], list[DateInText]]:
    drafts, dates = find_requests(lowered, date_filed) if paper is Paper.REQUEST else [], []
    places = find_noun_places(lowered)
    begins = [place.end() for place in places]
    for start, end in find_clauses(text, lowered):
        first, last = bisect_left(begins, start), bisect_left(begins, end)
        if first == last:
            continue  # half of the clauses name no sitting
        if not _DIGIT.search(lowered, start, end) and not may_tell_undated(lowered, start, end):
            continue
        nouns = find_nouns(lowered, start, end, places[first:last])
        if not any(noun.kind for noun in nouns):
            continue
        clause = Clause(lowered, start, end, date_filed, paper is Paper.MINUTES, is_courts, nouns)
        read = read_clause(clause)
        if read and paper in (Paper.REQUEST, Paper.PARTY):
            read = [draft for draft in read if _is_courts_day(lowered, draft)]
            if paper is Paper.REQUEST and (motion := _A_MOTION.search(lowered, 0, 40)) and motion.start() < 4:
                _name_motions(lowered, read)
        drafts += read
        dates += clause.dates if read else []
    if paper is Paper.REQUEST and not any(draft.kind is HearingType.ORAL_ARGUMENT for draft in drafts):
        drafts += find_argument_request(lowered)
    if court_id == "jpml":
        for draft in drafts:  # the panel sits on nothing but motions to transfer
            draft.kind = HearingType.MOTION_HEARING if draft.is_generic else draft.kind
            draft.fields["judge"] = None  # and signs by its chair, who does not sit alone
    return drafts, dates


def _name_motions(lowered: str, drafts: list[Draft]) -> None:
    """ "Motion to Sell … with hearing to be held on" (nysb): the hearing that a motion's own entry sets is
    the motion's."""
    for draft in drafts:
        if draft.is_generic and draft.noun and "hear" in lowered[draft.noun.start : draft.noun.end]:
            draft.kind, draft.is_generic = HearingType.MOTION_HEARING, False


def _is_courts_day(lowered: str, draft: Draft) -> bool:
    """In a party's paper only a day the court's software adds counts: "Motion Hearing set for …"."""
    noun = draft.noun
    if noun is None or draft.action is not Act.SET:
        return False
    if "present" in lowered[noun.start : noun.end]:
        return True  # notice of presentment (ilnd): the party picks the court's day
    if draft.is_standing or draft.date is None:
        return False
    lead = _MACRO_LEAD.ends(lowered, max(draft.start, noun.start - 60), noun.start)
    at = lead.start() if lead else noun.start
    before = lowered[draft.start : at].rstrip(" ")
    is_apart = at - draft.start - len(before) >= 3
    return not before or before[-1] in ".;:)" or is_apart or before.endswith(" with")


def _freeze(draft: Draft) -> Hearing:
    fields = draft.fields
    spans = [("clause", draft.start, draft.end)]
    spans += [(name, start, end) for name, (start, end) in draft.spans.items()]
    if draft.date_span:
        spans.append(("date", *draft.date_span))
    return Hearing(
        draft.kind,
        draft.action,
        draft.date,
        fields.get("time"),
        draft.prior_date,
        fields.get("location"),
        fields.get("judge"),
        fields.get("remote", False),
        draft.rule,
        tuple(spans),
    )


def extract_hearings(record: dict) -> dict:
    """Return {"hearings": […]} for a line {"court_id", "date_filed", "text"}, as the gold files spell it.

    Without a filing date the days that need one are null. Raises ParseError where the text is missing, or the
    filing date is none.
    """
    text, filed = record.get("text"), record.get("date_filed")
    if not isinstance(text, str) or not isinstance(filed, str | None):
        raise ParseError(
            'a line for hearings needs "text", a string, and "date_filed", YYYY-MM-DD or null',
            code="bad-line",
        )
    court_id = str(record.get("court_id") or "")
    found = (
        find_hearings(text, parse_date(filed), court_id) if filed else find_undated_hearings(text, court_id)
    )
    return {"hearings": [_spell(hearing) for hearing in found]}


def _spell(hearing: Hearing) -> dict:
    return {
        "type": hearing.type.value,
        "action": hearing.action.value,
        "date": hearing.date and hearing.date.isoformat(),
        "time": hearing.time,
        "prior_date": hearing.prior_date and hearing.prior_date.isoformat(),
        "location": hearing.location,
        "judge": hearing.judge,
        "remote": hearing.remote,
        "rule": hearing.rule,
        "spans": {name: [start, end] for name, start, end in hearing.spans},
    }
