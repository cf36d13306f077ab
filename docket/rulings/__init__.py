"""Motions and rulings read out of one docket entry.

A ruling is a decision on a request or an act that ends or moves a case (labelling guide,
Rulings). Verbs are read first ("granting 24 Motion …", "the motion is DENIED"), acts without a
verb of that kind after them ("JUDGMENT", "case transferred"), each with the rule that read it and
its place in the text.

    motions     what a motion asks for, and whether an entry is one
    words       the words by which courts grant, deny and end
    numbers     the docket numbers that a ruling answers
    granted     rulings told by a verb
    acts        acts that answer no such verb: judgments, dismissals, mandates, transfers
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from docket.courts import load_courts
from docket.issues import ParseError
from docket.rulings.acts import find_acts, find_day
from docket.rulings.drafts import RulingDraft, merge_drafts
from docket.rulings.granted import read_verbs
from docket.rulings.motions import MotionKind, find_motions, read_start
from docket.rulings.words import blank_opening, blank_trailers, cue, is_mistaken, match_after
from docket.text.dates import lower
from docket.text.sentences import caption_length
from docket.times import parse_date
from docket.vocabulary import Disposition

if TYPE_CHECKING:
    from docket.rulings.motions import MotionFound

_APPELLATE = frozenset({"appellate", "scotus"})


@dataclass(frozen=True)
class RulingFound:
    """What an entry decides: `answers` are docket numbers, ascending; `date` the day it was made."""

    kind: MotionKind
    disposition: Disposition
    answers: tuple[int, ...]
    date: "date | None"  # quoted: inside this class the bare name is the field itself
    start: int
    end: int
    rule: str


def find_rulings(
    text: str, date_filed: date | None = None, court_id: str = "", number: int | None = None
) -> list[RulingFound]:
    """Return the rulings of one entry, one for each pair of kind and disposition, in the order of the text."""
    if length := caption_length(text):
        found = find_rulings(text[length:], date_filed, court_id, number)
        return [replace(ruling, start=ruling.start + length, end=ruling.end + length) for ruling in found]
    lowered = lower(read_start(text))
    if not _has_words_of_ruling(lowered):
        return []
    lowered = blank_opening(blank_trailers(lowered, lowered))
    motions = find_motions(text, number)
    if not _may_rule(lowered, motions) or is_mistaken(lowered):
        return []
    is_appeal = _is_appellate(court_id) or _REPORTED.match(lowered) is not None
    if motions:
        drafts = [_endorse(lowered, motion) for motion in motions]
    else:
        drafts = find_acts(lowered, read_verbs(lowered), is_appeal, court_id == "scotus")
    if not drafts:
        return []
    day = find_day(lowered, date_filed)
    return [
        RulingFound(
            draft.kind,
            draft.disposition,
            tuple(sorted(set(draft.answers))),
            draft.date or day,
            draft.start,
            draft.end,
            draft.rule,
        )
        for draft in merge_drafts(drafts)
    ]


# Letters without which no rule below reads anything; looking for them costs a microsecond.
_OF_RULINGS = (
    "order",
    "grant",
    "deni",
    "deny",
    "moot",
    "dismiss",
    "judgment",
    "mandate",
    "affirm",
    "revers",
    "vacat",
    "remand",
    "transfer",
    "advisement",
    "submission",
    "verdict",
    "stay",
    "abeyance",
    "enjoin",
    "restrain",
    "injunction",
    "consolidat",
    "approv",
    "allow",
    "strik",
    "strick",
    "struck",
    "withdr",
    "reserv",
    "overrul",
    "sustain",
    "reject",
    "declin",
    "refus",
    "extend",
    "enlarge",
    "seal",
    "award",
    "endors",
    "terminat",
    "discontinued",
)
# Papers of parties and of the clerk by their first word.
_PAPERS = frozenset(
    (
        "response responses reply replies declaration affidavit affirmation answer complaint certificate certification"
        " exhibit exhibits transcript summons objection objections statement brief appearance waiver receipt deposition"
        " subpoena opposition oppositions transmission transmittal acknowledgment appendix errata disclosure "
        "schedule argued"
        " distributed blanket indictment information warrant docketing reassignment"
    ).split()
)
_REQUESTS = frozenset({"motion", "motions", "application"})
_OF_REQUESTS = (
    "grant",
    "denied",
    "moot",
    "so order",
    "ordered",
    "approv",
    "endors",
    "advisement",
    "submission",
    "withdrawn",
    "stricken",
    "reserved",
    "allowed",
    "dismissed",
)
_OF_NOTICES = ("order", "endors", "judgment", "mandate")
_FIRST_WORD = re.compile(r"[\W\d_]*([a-z]+)")


def _has_words_of_ruling(lowered: str) -> bool:
    first = _FIRST_WORD.match(lowered)
    if first is None:
        return False
    if first[1] in _PAPERS:
        return "endors" in lowered
    papers = lowered.find("(attachments")  # "# 1 Proposed Order" is no order
    told = lowered if papers < 0 else lowered[:papers]
    # A loop, because any() over a generator takes twice the time.
    for letters in (
        _OF_REQUESTS
        if first[1] in _REQUESTS
        else _OF_NOTICES
        if first[1].startswith("notice")
        else _OF_RULINGS
    ):
        if letters in told:
            return True
    return False


_NOT_COURTS_LEAD, _NOT_COURTS = cue("not_courts_lead"), cue("not_courts")


def _is_partys(head: str) -> bool:
    """Whether the entry begins as a paper that no court wrote, or in which it decides nothing."""
    return match_after(head, _NOT_COURTS_LEAD, _NOT_COURTS) is not None


_ORDERED = re.compile(
    r"\b(?:and\s(?:\w+\s)?order|so\s?-?ordered|ordered|granted|approved|order\son|mandate|memo\s?-?\s?endorse\w*"
    r"|the\scourt\s\w+s\b)\b"
)
_ENDORSED = re.compile(
    r"\b(?:is\s(?:hereby\s)?approved|(?:approved|granted|denied)[\s:]+(?:on\s)?\d{1,2}/\d{1,2}"
    r"|application\s(?:is\s)?granted|so\sordered|(?:motion|request)\sis\s(?:hereby\s)?(?:granted|denied|approved)"
    r"|endors\w+)\b"
)


def _endorse(text: str, motion: "MotionFound") -> RulingDraft:
    """The entry that files an application also says how it went: "Approved 8/30/07" (txed 6:07-cv-00354)."""
    match = _ENDORSED.search(text)
    assert match is not None  # `_may_rule` found it in this text
    disposition = Disposition.DENIED if "denied" in match[0] else Disposition.GRANTED
    own = motion.number if motion.number is not None else _own_number(text)
    return RulingDraft(motion.kind, disposition, *match.span(), "endorsed", () if own is None else (own,))


def _own_number(text: str) -> int | None:
    """ "Streamlined request [10] by …": the number that the text gives itself; document ids are longer."""
    match = re.match(r"[\w\s]{0,60}\[(\d{1,4})\]", text)
    return int(match[1]) if match else None


_STIPULATION = re.compile(r"^[\W_\d]{0,40}(?:(?!order)\w+\s){0,3}?(?:stipulat\w+)\b")
_STIPULATED_ORDER = re.compile(
    r"[\W_\d]{0,40}(?:\w+\s){0,2}?(?:stipulation\s(?:and|&)\s|stipulated\s)(?:\w+\s)?order\b"
)
_SIGNED = re.compile(
    r"\b(?:signed|granted|approved|ordered)\sby\b|\border\b.{0,20}\bby\s(?:\w+\s)?judge\b|so\s-?ordered"
)
_LETTER_ENDORSED = re.compile(r"\b(?:memo\s?-?\s?endorse\w*|endorsement)\b")


def _may_rule(text: str, motions: "Sequence[MotionFound]") -> bool:
    head = text[:200]
    if motions:
        return _ENDORSED.search(text) is not None
    if "endors" in text and _LETTER_ENDORSED.search(text[:400]):
        return True
    if _STIPULATION.match(head):
        if "proposed order" in head:
            return _STIPULATED_ORDER.match(text) is not None and _SIGNED.search(text) is not None
        return _STIPULATED_ORDER.match(text) is not None or _ORDERED.search(text) is not None
    if _is_partys(head):
        return (
            re.match(r"^\W{0,40}(?:report|findings|notice)\b[^.;]{0,80}\border\b[^.;]{0,30}\badopt", text)
            is not None
        )
    return _FILED_BY.match(text) is None


_FILED_BY = re.compile(
    r"^(?!.{0,140}\b(?:order|judgment|minute|opinion|mandate|decision|ruling|grant|den[iy]|verdict"
    r"|dispos))[^.;]{0,120}\bfiled\sby\b"
)
# An order of the court above, told on the sheet below: laed 2:08-cv-04256 entries 48 and 50 read so.
_REPORTED = re.compile(
    r"^\W{0,40}(?:certified\scopy\sof\s)?(?:order|opinion|judgment)\s(?:of|from)\s(?:the\s)?(?:usca"
    r"|u\.?s\.?\scourt\sof\sappeals|court\sof\sappeals|\w+\scircuit)"
    r"|^[\w\s]{0,40}opinion\sfiled\.\s\[\d\d-\d{4,5}\s"
    r"|^\W{0,40}usca[\s-](?:(?!of\b)[\w-]+\s){0,3}?"
    r"(?:order|opinion|judgment|memorandum|decision)"
)


_STATE_APPEALS = re.compile("Appeal|Appellate|Supreme")


def _is_appellate(court_id: str) -> bool:
    court = load_courts().get(court_id)
    if court is None or court.system in _APPELLATE:
        return court is not None
    return (
        court.system == "state"
        and _STATE_APPEALS.search(court.name) is not None
        and "New York Supreme" not in court.name
    )


def extract_rulings(record: dict) -> dict:
    """Return {"id", "motions", "rulings"} for a line {"court_id", "date_filed", "text", "number"}, as the
    gold files spell it.

    `number`, the entry's own, and the date may be left out; without the date a ruling has the day that its text
    states with the year, or none. Raises ParseError where the text is missing or the date is no date.
    """
    text, filed = record.get("text"), record.get("date_filed")
    if not isinstance(text, str) or not isinstance(filed, str | None):
        raise ParseError(
            'a line for rulings needs "text", a string, and "date_filed", YYYY-MM-DD or null', code="bad-line"
        )
    number = _number(record.get("number"))
    day, court_id = parse_date(filed) if filed else None, str(record.get("court_id") or "")
    return {
        "id": record.get("id"),
        "motions": [
            {
                "number": motion.number,
                "kind": motion.kind.value,
                "rule": motion.rule,
                "span": [motion.start, motion.end],
            }
            for motion in find_motions(text, number)
        ],
        "rulings": [
            {
                "kind": ruling.kind.value,
                "disposition": ruling.disposition.value,
                "answers": list(ruling.answers),
                "date": ruling.date and ruling.date.isoformat(),
                "rule": ruling.rule,
                "span": [ruling.start, ruling.end],
            }
            for ruling in find_rulings(text, day, court_id, number)
        ],
    }


def _number(value: int | None) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    return int(value) if isinstance(value, str) and re.fullmatch(r"[0-9]{1,12}", value) else None
