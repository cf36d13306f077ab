"""Read motions and rulings out of one docket entry.

A ruling is a decision on a request, or an act that ends or moves a case (labeling guide, Rulings). Verbs
are read first ("granting 24 Motion …", "the motion is DENIED"), then acts without such a verb ("JUDGMENT",
"case transferred"). Each ruling has the rule that read it and its place in the text.

    motions     what a motion requests, and whether an entry is a motion
    words       the record of a ruling; access to the rows of the table; what makes a word hypothetical
    numbers     the docket numbers that a ruling answers
    verbs       rulings expressed by a verb, and the requests that its clause names
    acts        acts without such a verb: judgments, dismissals, mandates, decisions on appeal
"""

import re
from collections.abc import Iterable

from docket.courts import load_courts
from docket.rulings.acts import find_acts, find_day
from docket.rulings.motions import READ_UP_TO, MotionFound, MotionKind, find_motions
from docket.rulings.verbs import read_verbs
from docket.rulings.words import (
    CUES,
    RulingFound,
    blank_opening,
    blank_trailers,
    is_mistaken,
    places_after,
)
from docket.text.phrases import Cue
from docket.text.prepared import PreparedText, once, prepare_line
from docket.vocabulary import Disposition

_APPELLATE = frozenset({"appellate", "scotus"})
_ENDORSES = Cue("rulings", "signed", "endorses")
_STIPULATION = re.compile(r"[\W_\d]{0,40}(?:(?!order)\w+\s){0,3}?stipulat\w+\b")
_ADOPTED_REPORT = re.compile(r"\W{0,40}(?:report|findings|notice)\b[^.;]{0,80}\border\b[^.;]{0,30}\badopt")
_FILED_BY = re.compile(r"[^.;]{0,120}\bfiled\sby\b")
_HEAD = 200


@once
def find_rulings(entry: PreparedText) -> list[RulingFound]:
    """Return the rulings of one entry, one for each pair of kind and disposition, in the order of the text.

    `answers` are docket numbers in ascending order; `date` is the day the ruling was made.
    """
    if by := entry.caption:
        rulings = find_rulings(entry.body)
        return [ruling._replace(start=ruling.start + by, end=ruling.end + by) for ruling in rulings]
    start = entry.up_to(READ_UP_TO)
    if "order" not in start.lowered and not CUES.trace.search(start.lowered):
        return []  # most entries that rule say "order", so the rows need not be searched
    start = blank_trailers(start)
    lowered = blank_opening(start.lowered)
    if motions := find_motions(entry):
        rulings = _endorse(lowered, motions, entry.number)
    elif _may_rule(lowered):
        is_appeal = (
            _is_appellate(entry.court_id) or CUES.reported.follows(lowered, 0, len(lowered)) is not None
        )
        rulings = find_acts(lowered, read_verbs(lowered), is_appeal, entry.court_id == "scotus")
    else:
        return []
    if not rulings or is_mistaken(lowered):
        return []
    day = find_day(lowered, start.dates, entry.date_filed)
    return [
        ruling._replace(answers=tuple(sorted(set(ruling.answers))), date=ruling.date or day)
        for ruling in _merge_rulings(rulings)
    ]


def _may_rule(text: str) -> bool:
    """Whether a court can speak in the entry: it is not a party's paper, or the court wrote on the paper."""
    head = text[:_HEAD]
    if "stipulat" in head and _STIPULATION.match(head):
        return (CUES.signed if "proposed order" in head else _ENDORSES).search(text) is not None
    if any(CUES.not_courts.match(head, place) for place in places_after(head, CUES.not_courts_lead)):
        return _ADOPTED_REPORT.match(text) is not None
    is_filed = "filed by" in head and _FILED_BY.match(head)
    return not is_filed or CUES.of_court.search(text, 0, min(len(text), 140)) is not None


def _endorse(text: str, motions: Iterable[MotionFound], number: int | None) -> list[RulingFound]:
    """Rulings that an application's own entry reports: "Approved 8/30/07" (txed 6:07-cv-00354)."""
    match = CUES.endorsed_motion.search(text)
    if match is None:
        return []
    how = Disposition.DENIED if "denied" in match[0] else Disposition.GRANTED
    own = () if number is None else (number,)
    return [RulingFound(each.kind, how, *match.span(), "endorsed", own) for each in motions]


def _merge_rulings(drafts: list[RulingFound]) -> list[RulingFound]:
    """Return one ruling for each pair of kind and disposition, with all its answers.

    A ruling repeated without its subject ("Application GRANTED.") is the same ruling, and the title
    "ORDER GRANTING MOTION TO SEAL" before "granting in part 12 Motion to Seal" gives way to the latter.
    """
    in_part: dict[MotionKind, set[int]] = {}
    for draft in drafts:
        if draft.disposition is Disposition.GRANTED_IN_PART:
            in_part.setdefault(draft.kind, set()).update(draft.answers)
    if in_part:
        drafts = [draft for draft in drafts if not _tells_a_part(draft, in_part)]
    # a petition and the certificate of appealability beside it are two separate requests
    unlike = (MotionKind.OTHER, MotionKind.CERTIFY_APPEAL)
    named = {draft.disposition: draft.kind for draft in drafts if draft.kind not in unlike}
    merged: dict[tuple[MotionKind, Disposition], RulingFound] = {}
    for draft in drafts:
        how = draft.disposition
        if draft.kind is MotionKind.OTHER and how in named and draft.rule.endswith("number"):
            draft = draft._replace(kind=named[how])  # "denying 48. The application to adjourn is denied"
        if first := merged.get((draft.kind, how)):
            answers, day = first.answers + draft.answers, first.date or draft.date
            draft = first._replace(answers=answers, date=day)
        merged[draft.kind, how] = draft
    return list(merged.values())


def _tells_a_part(draft: RulingFound, in_part: dict[MotionKind, set[int]]) -> bool:
    """ "GRANTED in part. The motion is denied in all other respects": does a draft only repeat that?"""
    if draft.disposition not in (Disposition.GRANTED, Disposition.DENIED):
        return False
    is_unlike = draft.kind not in in_part or (draft.kind is MotionKind.OTHER and not draft.answers)
    return draft.rule.endswith("default") or (not is_unlike and in_part[draft.kind].issuperset(draft.answers))


_STATE_APPEALS = re.compile("Appeal|Appellate|(?<!New York )Supreme")


def _is_appellate(court_id: str) -> bool:
    court = load_courts().get(court_id)
    if court is None or court.system in _APPELLATE:
        return court is not None
    return court.system == "state" and _STATE_APPEALS.search(court.name) is not None


def extract_rulings(record: dict) -> dict:
    """Return {"id", "motions", "rulings"} for a line {"court_id", "date_filed", "text", "number"}, in the
    spelling of the gold files.

    `number` (the entry's own) and the date may be omitted; without the date, a ruling's day is one that the
    text gives with its year, or None. Raises ParseError if the text is missing or the date is not a date.
    """
    entry = prepare_line(record)
    return {
        "id": record.get("id"),
        "motions": [_place(each) | {"number": entry.number} for each in find_motions(entry)],
        "rulings": [
            _place(each)
            | {
                "disposition": each.disposition.value,
                "answers": list(each.answers),
                "date": each.date and each.date.isoformat(),
            }
            for each in find_rulings(entry)
        ],
    }


def _place(reading: MotionFound | RulingFound) -> dict:
    return {"kind": reading.kind.value, "rule": reading.rule, "span": [reading.start, reading.end]}
