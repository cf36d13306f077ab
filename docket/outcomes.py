"""What the court whose text it is held on § 230.

Two readings are joined. *Signs* (docket/outcome_signs.py): § 230 bars, a claim survives, the
question is left open, a claim ends on another ground. *Orders* (docket/outcome_winner.py): for
whom the court rules. What a party says, what a court below held and what is only supposed
("whether", "could") is no holding; a paper that is not the court's has none (labelling guide,
Claims, outcome).
"""

from dataclasses import dataclass
from enum import StrEnum

from docket import outcome_words as words
from docket.dates_in_text import lower
from docket.outcome_clauses import find_clauses
from docket.outcome_open import WITHOUT_PREJUDICE
from docket.outcome_papers import find_paper, mask_asides
from docket.outcome_signs import PROBABLE, STRONG, Sign, find_signs
from docket.outcome_winner import Order, Side, find_orders
from docket.provisions import find_provisions, may_speak_of_230
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


_HEAD, _TAIL = 8_000, 4_000            # of a longer text its beginning and its end are read: there opinions say what they hold
_CUT = " … "
_MOST_SPANS = 8
# What is shown first as the ground of each holding.
_SPEAKS_FOR = {
    Holding.IMMUNE: ("bars", "for-shield"),
    Holding.NOT_IMMUNE: ("survives", "for-claim"),
    Holding.PARTLY_IMMUNE: ("bars", "survives", "for-shield", "for-claim"),
    Holding.NOT_REACHED: ("open", "apart", "elsewhere", "other-ground"),
    Holding.NONE_STATED: (),
}


def find_outcome(text: str) -> OutcomeFound:
    """Return the holding on § 230 that the text states, with the words it rests on."""
    if not may_speak_of_230(text[:_HEAD]):
        return OutcomeFound(Holding.NONE_STATED)
    head = plain(text[:_HEAD])
    if not _speaks_of_230(head):
        return OutcomeFound(Holding.NONE_STATED)
    tail_at = max(_HEAD, len(text) - _TAIL)
    whole = mask_citations(head + (_CUT + plain(text[tail_at:]) if tail_at < len(text) else ""))
    lowered = lower(whole)
    said = mask_asides(lowered)
    clauses = find_clauses(whole, said)
    orders = find_orders(said, clauses)
    signs = find_signs(said, clauses, orders)
    holds = any(sign.kind in ("bars", "survives") and sign.weight == STRONG for sign in signs)
    if paper := find_paper(head, lowered, holds, holds or bool(orders)):
        return OutcomeFound(Holding.NONE_STATED, (paper,))
    holding = _conclude(lowered, signs, orders)
    spans = sorted(_spans(signs, orders, len(head), tail_at), key=lambda span: span[2] not in _SPEAKS_FOR[holding])
    return OutcomeFound(holding, tuple(spans[:_MOST_SPANS]) or ((0, min(len(text), _HEAD), "whole-text"),))


def _speaks_of_230(text: str) -> bool:
    if any(not reference.is_double for reference in find_references(text)) or find_provisions(text):
        return True
    lowered = text.lower()
    return words.SPEAKS_OF_IT.search(lowered) is not None and words.OTHER_CDA.search(lowered) is None


def _spans(signs: list[Sign], orders: list[Order], head: int, tail_at: int):
    """Yield the places in the text itself of what was read in its head and tail."""
    found = [(sign.start, sign.end, sign.kind) for sign in signs] + [(order.start, order.end, f"for-{order.side}") for order in orders]
    for start, end, rule in found:
        if end <= head:
            yield start, end, rule
        elif start >= head + len(_CUT):
            yield start - head - len(_CUT) + tail_at, end - head - len(_CUT) + tail_at, rule


def _conclude(text: str, signs: list[Sign], orders: list[Order]) -> Holding:
    if not words.NAMES_IMMUNITY.search(text):
        return Holding.NONE_STATED
    weight = dict.fromkeys(("bars", "survives", "open", "apart", "other-ground", "elsewhere"), 0)
    for sign in signs:
        weight[sign.kind] = max(weight[sign.kind], sign.weight)
    bars, survives = weight["bars"], weight["survives"]
    known = [order for order in orders if not order.is_guess]
    sides = {order.side for order in known}
    if (weight["open"] or weight["apart"]) and max(bars, survives) < STRONG:
        return Holding.PARTLY_IMMUNE if bars >= PROBABLE and len(sides) == 2 else Holding.NOT_REACHED
    if max(bars, survives) <= PROBABLE and weight["elsewhere"] and WITHOUT_PREJUDICE.search(text):
        return Holding.NOT_REACHED
    if bars == survives == STRONG or min(bars, survives) >= PROBABLE and len(sides) == 2:
        return Holding.PARTLY_IMMUNE if any(sign.is_contrast for sign in signs) else _both(signs, known, sides)
    if bars > survives and bars >= PROBABLE:
        return _barred(weight, sides)
    if survives > bars and survives >= PROBABLE:
        is_mixed = len(sides) == 2 and (bars or not (weight["other-ground"] or weight["elsewhere"]) and any(order.is_scoped for order in known))
        return Holding.PARTLY_IMMUNE if is_mixed else Holding.NOT_IMMUNE
    return _by_orders(text, weight, sides or {order.side for order in orders})


def _both(signs: list[Sign], known: list[Order], sides: set) -> Holding:
    """§ 230 is said both to bar and not to bar: of two claims, unless the whole order is for one side."""
    said_of = {kind: {sign.sentence for sign in signs if sign.kind == kind and sign.weight == STRONG and sign.in_sentence_of_law and sign.of_claim}
               for kind in ("bars", "survives")}
    is_of_two = bool(said_of["bars"] and said_of["survives"] and said_of["bars"] != said_of["survives"])
    if not is_of_two and len(sides) == 1 and not any(order.is_scoped for order in known):
        return Holding.IMMUNE if Side.SHIELD in sides else Holding.NOT_IMMUNE
    return Holding.PARTLY_IMMUNE


def _barred(weight: dict, sides: set) -> Holding:
    if len(sides) == 2 or weight["other-ground"] or weight["apart"] or weight["open"] and Side.CLAIM in sides:
        return Holding.PARTLY_IMMUNE
    if sides == {Side.CLAIM}:
        return Holding.NOT_IMMUNE if weight["survives"] or weight["bars"] < STRONG else Holding.PARTLY_IMMUNE
    return Holding.IMMUNE


def _by_orders(text: str, weight: dict, sides: set) -> Holding:
    """No clause says what § 230 does: the order does, where nothing shows another ground."""
    bars, survives = weight["bars"], weight["survives"]
    if not bars and not survives and words.FACT_ONLY.search(text):
        return Holding.NONE_STATED
    if len(sides) == 2:
        return Holding.PARTLY_IMMUNE
    if (weight["elsewhere"] or weight["other-ground"]) and not bars and not survives:
        return Holding.NOT_REACHED
    if sides == {Side.SHIELD} and bars and weight["other-ground"]:
        return Holding.PARTLY_IMMUNE
    if sides:
        return Holding.IMMUNE if Side.SHIELD in sides else Holding.NOT_IMMUNE
    if not bars and not survives and WITHOUT_PREJUDICE.search(text):
        return Holding.NOT_REACHED
    if bars != survives:
        return Holding.IMMUNE if bars > survives else Holding.NOT_IMMUNE
    return Holding.NONE_STATED
