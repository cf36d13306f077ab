"""What the court that wrote the text held on § 230.

Two readings are combined: what the court's clauses show (docket/section230/signs.py), and for whom it rules
(docket/section230/orders.py). A party's statement, a lower court's holding and a hypothetical are not
holdings; a paper that is not the court's has none (labeling guide, Claims, outcome).
"""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from docket.rulings import find_rulings
from docket.rulings.motions import find_motions
from docket.section230.citations import FoundSpan, may_speak_of_230
from docket.section230.orders import KNOWN, Side
from docket.section230.signs import PROBABLE, STRONG, WEAK, WORDS, find_signs
from docket.section230.voices import Sign, find_clauses
from docket.text.phrase_patterns import spell
from docket.text.phrases import Cues
from docket.text.prepared import PreparedText, once

Holding = StrEnum("Holding", "IMMUNE NOT_IMMUNE PARTLY_IMMUNE NOT_REACHED NONE_STATED")


SHOWN = Cues("no_decision")
# Only the beginning and the end of a longer text are read: that is where opinions say what they hold.
_HEAD = 8_000  # characters at the beginning
_TAIL = 4_000  # characters at the end
_CUT = " … "  # stands for the text omitted between them
_MOST_SPANS = 8
_SIDES = frozenset(Side)
# The signs shown first as the ground of each holding.
_SPEAKS_FOR = {
    Holding.IMMUNE: ("bars", "for-shield"),
    Holding.NOT_IMMUNE: ("survives", "for-claim"),
    Holding.PARTLY_IMMUNE: ("bars", "survives", "for-shield", "for-claim"),
    Holding.NOT_REACHED: ("open", "apart", "elsewhere", "other-ground"),
    Holding.NONE_STATED: (),
}


class OutcomeFound(NamedTuple):
    """The holding and the words that it rests on, those that support it first."""

    outcome: Holding
    spans: tuple[FoundSpan, ...] = ()

    @classmethod
    def of(cls, holding: Holding, places: Iterable[FoundSpan]) -> "OutcomeFound":
        """Return the holding with the places that were read, those that support it first."""
        spans = sorted(places, key=lambda place: place.rule not in _SPEAKS_FOR[holding])
        return cls(holding, tuple(spans[:_MOST_SPANS]))


@once
def find_outcome(text: PreparedText) -> OutcomeFound:
    """Return the holding on § 230 that the text states, with the words it rests on."""
    if not may_speak_of_230(text.up_to(_HEAD)):
        return OutcomeFound(Holding.NONE_STATED)
    text = text.up_to(_end_of_court(text))
    head, length = text.up_to(_HEAD), len(text.printed)
    tail_at = max(_HEAD, length - _TAIL)
    is_cut = tail_at < length
    read = PreparedText(head.plain + _CUT + text.plain[tail_at:]) if is_cut else head
    lowered = read.masked_lowered
    masked = _mask_asides(lowered)
    signs = find_signs(find_clauses(read, masked))
    if is_cut:
        signs = [
            sign for sign in signs if sign.start >= _HEAD or sign.kind in _SIDES or _is_held(masked, sign)
        ]
    holds = any(sign.kind in ("bars", "survives") and sign.weight == STRONG for sign in signs)
    if paper := _find_paper(head, lowered, holds):
        return OutcomeFound(Holding.NONE_STATED, (paper,))
    moved = tail_at - _HEAD - len(_CUT)
    shifts = [moved if sign.start > _HEAD else 0 for sign in signs]
    places = [
        FoundSpan(sign.start + by, sign.end + by, sign.kind) for sign, by in zip(signs, shifts, strict=True)
    ]
    places = places or [FoundSpan(0, min(length, _HEAD), "whole-text")]
    return OutcomeFound.of(_conclude(lowered, signs), places)


_ALONE = re.compile(r"(?:[A-Z][\w.'’-]*,?\s){1,5}[A-Z]")  # "TYMKOVICH, Circuit Judge, concurring."
_HEADING = re.compile(r"[\s,a-z]{0,40}[:.]")
_CUES = Cues("holdings")


def _end_of_court(text: PreparedText) -> int:
    """Return where the court's own words end and a dissent or concurrence begins; 0 if the text is one."""
    for match in _CUES.separate.find(text.lowered):
        is_first = _ALONE.match(text.plain, 0, match.start() + 4)
        if _HEADING.match(text.lowered, match.end()) and (match.start() > _HEAD or is_first):
            return 0 if is_first else match.start()
    return len(text.printed)


def _mask_asides(lowered: str) -> str:
    """Return the text, same length, without words that decide nothing: the statute's, open questions."""
    spans = [match.span() for match in SHOWN.masked.find(lowered)]
    if SHOWN.of_a_report.search(lowered):  # rulings on objections to a report are not rulings on § 230
        spans += [match.span() for match in SHOWN.objections_overruled.find(lowered)]
    for start, stop in spans:
        lowered = lowered[:start] + " " * (stop - start) + lowered[stop:]
    return lowered


def _is_held(masked: str, sign: Sign) -> bool:
    """Whether a sign in an opinion's first part (facts, general law) is what the court says it holds."""
    begins = max(0, *(masked.rfind(stop, 0, sign.start) for stop in (". ", "; ", "> ")))
    return sign.weight > WEAK and _CUES.holding.search(masked[begins : sign.end]) is not None


def _conclude(text: str, signs: list[Sign]) -> Holding:
    weight: Counter[str] = Counter()
    for sign in signs:
        weight[sign.kind] = max(weight[sign.kind], sign.weight)
    bars, survives, is_open = weight["bars"], weight["survives"], weight["open"]
    likely = {side for side in Side if weight[side]}
    sides = {side for side in likely if weight[side] == KNOWN}
    if not sides and len(likely) == 2:
        sides = likely  # "is reversed, and on Count Two is affirmed"
    is_scoped = any(sign.is_scoped for sign in signs if sign.kind in sides)
    is_other = bool(weight["other-ground"] or weight["elsewhere"])
    is_final = not WORDS.without_prejudice.search(text)
    is_left = is_open or weight["apart"] or (weight["elsewhere"] and not is_final)
    if (is_left and max(bars, survives) < STRONG) or WORDS.no_power.search(text):
        return Holding.NOT_REACHED
    if bars == survives == STRONG:
        return Holding.PARTLY_IMMUNE
    if bars > survives and bars >= PROBABLE:
        is_else = weight["other-ground"] or weight["apart"] or (is_open and Side.CLAIM in sides)
        is_rest = sides == {Side.CLAIM} and bars == STRONG and is_scoped and not survives
        if len(sides) == 2 or is_else or is_rest:
            return Holding.PARTLY_IMMUNE
        return Holding.NOT_IMMUNE if sides == {Side.CLAIM} else Holding.IMMUNE
    if survives > bars and survives >= PROBABLE:
        is_mixed = len(sides) == 2 and (bars or (is_scoped and not is_other))
        return Holding.PARTLY_IMMUNE if is_mixed else Holding.NOT_IMMUNE
    # no clause says what § 230 does: the order decides, unless something shows another ground
    sides = sides or likely
    if len(sides) == 2:
        return Holding.PARTLY_IMMUNE
    if not bars and not survives and (is_other or (not sides and not is_final)):
        return Holding.NOT_REACHED
    if not sides and bars == survives:
        return Holding.NONE_STATED
    return Holding.IMMUNE if (Side.SHIELD in sides if sides else bars > survives) else Holding.NOT_IMMUNE


# Papers that decide nothing on § 230: a party's paper, minutes, a schedule, a recommendation not yet adopted.
_PAPER_WITHIN = 240  # characters within which a paper says what it is
# A party's name; not a word that begins a court's sentence ("The complaint says", "Because the complaint").
_WHOSE = spell("no_decision", r"(?!(?i:<<begins>>)\b)[A-Z][\w&'-]*(?:(?<=Inc|orp)\.|(?<=Co)\.)?|of|and|d/b/a")
_WHOSE = rf"(?:{_WHOSE})[\s,]+"
_PAPER = re.compile(
    rf"^[\W\d]{{0,40}}(?:(?i:{spell('no_decision', '<<before>>')}['’]?s?[\s,-]+)|{_WHOSE}){{0,8}}"
    rf"(?i:{spell('no_decision', '<<paper_name>>')})(?!\s(?i:{spell('no_decision', '<<courts_word>>')})\b)"
)
# A paper named after a request is the court's if a ruling on it follows: "The motion is granted".
_ASKED = re.compile(r"\b(?:motions?|petition|application|demurrer|plea)$", re.IGNORECASE)
_OF_REPORT = ("report", "objections", "recommendation", "recommendations")


def _find_paper(text: PreparedText, lowered: str, holds: bool) -> FoundSpan | None:
    """Return the words that show that the text decides nothing; None for a decision.

    `holds`: the court says what § 230 does, which outweighs a matter still pending.
    """
    if match := _find_partys(text.plain[:_PAPER_WITHIN], lowered):
        return FoundSpan(*match.span(), "paper")
    # "United States v. Acme: MOTION to Dismiss: the claims are barred by § 230" says what the party wants
    if (motions := find_motions(text)) and not find_rulings(text):
        return FoundSpan(motions[0].start, motions[0].end, "motion")
    if (match := SHOWN.recommends.search(lowered)) and not SHOWN.adopts.search(lowered):
        return FoundSpan(*match.span(), "recommendation")
    if not holds and (match := SHOWN.pending.search(lowered)):
        return FoundSpan(*match.span(), "pending")
    return None


def _find_partys(head: str, lowered: str) -> re.Match[str] | None:
    """Return the name of a party's paper at the head, unless a ruling on it follows."""
    match = _PAPER.match(head)
    if match is None or SHOWN.ruled_late.search(lowered):
        return None
    if match[0].lower().endswith(_OF_REPORT) and SHOWN.adopts.search(lowered):
        return None
    return None if _ASKED.search(match[0]) and SHOWN.ruled_on.match(lowered, match.end()) else match
