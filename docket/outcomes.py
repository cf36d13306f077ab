"""What the court whose text it is held on § 230.

Read sentence by sentence and clause by clause: what bars, what survives, what is left open. What
a party says, what a court below held, and what is only supposed ("whether", "would") is no
holding. A paper that is not the court's has none (labelling guide, Claims, outcome).
"""

from dataclasses import dataclass
from enum import StrEnum

from docket import outcome_words as words
from docket.provisions import find_provisions
from docket.sentences import find_sentences
from docket.statutes import find_references, mask_citations, plain


class Holding(StrEnum):
    IMMUNE = "immune"
    NOT_IMMUNE = "not_immune"
    PARTLY_IMMUNE = "partly_immune"
    NOT_REACHED = "not_reached"
    NONE_STATED = "none_stated"


@dataclass(frozen=True)
class OutcomeFound:
    """The holding, and (start, end, rule) of the words that it rests on."""

    outcome: Holding
    spans: tuple[tuple[int, int, str], ...] = ()


_HEAD, _TAIL = 8_000, 4_000             # of a longer text its beginning and its end are read: there opinions say what they hold
_LONGEST = 1_500                      # characters read of one sentence


def find_outcome(text: str) -> OutcomeFound:
    """Return the holding on § 230 that the text states, with the words it rests on."""
    head = plain(text[:_HEAD])
    if not any(not reference.is_double for reference in find_references(head)) and not find_provisions(head):
        return OutcomeFound(Holding.NONE_STATED)
    if paper := _not_a_decision(head):
        return OutcomeFound(Holding.NONE_STATED, (paper,))
    signs = list(_signs(mask_citations(head)))
    tail = max(_HEAD, len(text) - _TAIL)
    signs += [(start + tail, end + tail, sign) for start, end, sign in _signs(mask_citations(plain(text[tail:])))]
    return OutcomeFound(_conclude(head, signs), tuple(signs[:8]))


def _not_a_decision(text: str):
    head = text[:240]
    if not words.COURTS_PAPER.search(head) and (match := words.PAPER.search(head)) and not (match[0].lower().endswith(("report", "objections")) and words.ADOPTS.search(text)):
        return (*match.span(), "paper")
    if (match := words.NO_DECISION.search(text)) and not words.ADOPTS.search(text):
        return (*match.span(), "no-decision")
    return None


def _signs(text: str):
    """Yield (start, end, sign): bars, survives, open, otherwise, in-part, granted, denied."""
    for start, end in find_sentences(text):
        end = min(end, start + _LONGEST)
        if match := _left_open(text, start, end):
            yield (*match.span(), "open")
        if match := words.IN_PART.search(text, start, end):
            yield (*match.span(), "in-part")
        for first, last in _clauses(text, start, end):
            yield from _read_clause(text, first, last)


def _left_open(text: str, start: int, end: int):
    """"We do not reach § 230" leaves it open; "§ 230 does not reach design" decides it."""
    match = words.OPEN.search(text, start, end)
    if match and match[0].lower().endswith(" reach") and words.LAW_BEFORE.search(text[max(start, match.start() - 40):match.start()]):
        return None
    return match


def _clauses(text: str, start: int, end: int):
    for match in words.CLAUSE.finditer(text, start, end):
        yield start, match.start()
        start = match.start() + 1
    yield start, end


def _read_clause(text: str, start: int, end: int):
    if words.OTHER_CASE.search(text[start:end]):
        return
    spoken = words.SPEAKER.search(text, start, end)
    if match := words.ANTI_ARGUMENT.search(text, start, end):
        yield (*match.span(), "survives")
        return
    stop = spoken.start() if spoken else end
    if _left_open(text, start, end):
        return
    if match := words.DEFENCE_STRUCK.search(text, start, end):
        if not words.DENIED_WORD.search(text, start, end):
            yield (*match.span(), "survives")
        return
    if match := words.SURVIVES.search(text[start:stop]):
        is_negated = words.NEGATED.search(text[start:start + match.start()]) is not None and words.GOES_ON.match(match[0]) is not None
        is_negated = is_negated or match[0].lower().startswith("cannot")
        if words.NOT_JUST_BEFORE.search(text[start:start + match.start()]) and not is_negated:
            return
        if words.EXCEPTION.search(text, start, end) and words.AWAY.match(match[0]):
            return                               # "the exception is unavailable" leaves the bar where it was
        yield (start + match.start(), start + match.end(), "bars" if is_negated else "survives")
    else:
        yield from _read_bar(text, start, stop)
    if match := words.DENIED.search(text, start, stop):
        yield (*match.span(), "denied")
    elif match := words.GRANTED.search(text, start, stop):
        yield (*match.span(), "granted")
    if match := words.ELSEWHERE.search(text, start, stop):
        yield (*match.span(), "elsewhere")


def _read_bar(text: str, start: int, end: int):
    if match := words.TREATED.search(text, start, end):
        yield (*match.span(), "survives" if words.NEGATED.search(text[start:match.start()]) else "bars")
        return
    if match := words.ELLIPSIS.search(text[start:end]):
        yield (start + match.start(), start + match.end(), "the-other-way")
    if match := words.NOT_LIABLE.search(text, start, end):
        if words.NAMES_LAW.search(text, start, end) and not words.SUPPOSED.search(text[start:match.start()]):
            yield (*match.span(), "bars")
            return
    if not words.NAMES_LAW.search(text, start, end):
        if match := words.BARRED.search(text, start, end):
            yield (*match.span(), "bars")
        elif match := words.PRONOUN.search(text, start, end):
            yield (*match.span(), "survives" if match["not"] else "bars")
        elif (match := words.OTHER_GROUND.search(text, start, end)) and not words.EXCEPTION.search(text, start, end + 60):
            yield (*match.span(), "other-ground")
        return
    is_exception = words.EXCEPTION.search(text, start, end) is not None
    first = None
    for match in words.BARS.finditer(text, start, end):
        before = text[start:match.start()]
        if words.SUPPOSED.search(before):
            continue
        is_negated = words.NEGATED.search(before) is not None
        if is_exception and words.HOLDS.fullmatch(match[0]) and not words.SUBJECT_230.search(before):
            if is_negated:                       # "the exception does not apply" leaves the bar where it was
                continue
            yield (*match.span(), "survives")
            return
        if is_negated:
            yield (*match.span(), "survives")
            return
        first = first or match
    if first:
        yield (*first.span(), "bars")


def _settle(signs):
    """Yield the kinds of the signs; "is not", of another claim, is the contrary of what was said last."""
    last = "bars"
    for _, _, sign in signs:
        if sign == "the-other-way":
            sign = "survives" if last == "bars" else "bars"
        if sign in ("bars", "survives"):
            last = sign
        yield sign


def _conclude(text: str, signs) -> Holding:
    kinds = set(_settle(signs))
    if "bars" in kinds:
        mixed = kinds & {"survives", "in-part", "open", "other-ground"} or {"granted", "denied"} <= kinds
        return Holding.PARTLY_IMMUNE if mixed else Holding.IMMUNE
    if "survives" in kinds:
        return Holding.NOT_IMMUNE
    if "open" in kinds or "elsewhere" in kinds:
        return Holding.NOT_REACHED
    if not (words.NAMES_IMMUNITY.search(text) and words.DECIDES.search(text)):
        return Holding.NONE_STATED
    if {"granted", "denied"} <= kinds or "in-part" in kinds:
        return Holding.PARTLY_IMMUNE
    if "denied" in kinds:
        return Holding.NOT_IMMUNE
    if "granted" in kinds:
        return Holding.IMMUNE
    return Holding.NONE_STATED
