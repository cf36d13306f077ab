"""Motions and rulings read out of one docket entry.

A ruling is a decision on a request or an act that ends or moves a case (labeling guide,
Rulings). Verbs are read first ("granting 24 Motion …", "the motion is DENIED"), acts without a
verb of that kind after them ("JUDGMENT", "case transferred"), each with the rule that read it and
its place in the text.

    motions     what a motion asks for, and whether an entry is one
    words       a ruling found; how the rows of the table are asked for; what makes a word only supposed
    numbers     the docket numbers that a ruling answers
    verbs       rulings expressed by a verb, and the requests that its clause names
    acts        acts that answer no such verb: judgments, dismissals, mandates, what is done on appeal
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

    Their `answers` are docket numbers, ascending; their `date` the day they were made.
    """
    if by := entry.caption:
        rulings = find_rulings(entry.body)
        return [ruling._replace(start=ruling.start + by, end=ruling.end + by) for ruling in rulings]
    start = entry.up_to(READ_UP_TO)
    if not CUES.trace.search(start.lowered):
        return []
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
    """Whether a court may speak in the entry: it is no paper of a party, or one on which the court wrote."""
    head = text[:_HEAD]
    if "stipulat" in head and _STIPULATION.match(head):
        return (CUES.signed if "proposed order" in head else _ENDORSES).search(text) is not None
    if any(CUES.not_courts.match(head, place) for place in places_after(head, CUES.not_courts_lead)):
        return _ADOPTED_REPORT.match(text) is not None
    is_filed = "filed by" in head and _FILED_BY.match(head)
    return not is_filed or CUES.of_court.search(text, 0, min(len(text), 140)) is not None


def _endorse(text: str, motions: Iterable[MotionFound], number: int | None) -> list[RulingFound]:
    """The entry that files an application also says how it went: "Approved 8/30/07" (txed 6:07-cv-00354)."""
    match = CUES.endorsed_motion.search(text)
    if match is None:
        return []
    how = Disposition.DENIED if "denied" in match[0] else Disposition.GRANTED
    own = () if number is None else (number,)
    return [RulingFound(each.kind, how, *match.span(), "endorsed", own) for each in motions]


def _merge_rulings(drafts: list[RulingFound]) -> list[RulingFound]:
    """One draft for each pair of kind and disposition, with all its answers.

    A ruling told again without its subject ("Application GRANTED.") is the one already told, and a title
    "ORDER GRANTING MOTION TO SEAL" before "granting in part 12 Motion to Seal" says less than that.
    """
    in_part: dict[MotionKind, set[int]] = {}
    for draft in drafts:
        if draft.disposition is Disposition.GRANTED_IN_PART:
            in_part.setdefault(draft.kind, set()).update(draft.answers)
    if in_part:
        drafts = [draft for draft in drafts if not _tells_a_part(draft, in_part)]
    # a petition and the certificate of appealability beside it are two requests
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
    """ "GRANTED in part. The motion is denied in all other respects": what is said of the same request again."""
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
    """Return {"id", "motions", "rulings"} for a line {"court_id", "date_filed", "text", "number"}, as the
    gold files spell it.

    `number`, the entry's own, and the date may be left out; without the date a ruling has the day that its text
    states with the year, or none. Raises ParseError where the text is missing or the date is no date.
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
