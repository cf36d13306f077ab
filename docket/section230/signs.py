"""Signs in a court's clauses: § 230 bars, a claim survives, the question is open, another ground decides.

The words are rows of `language/holding_words.tsv`.
"""

import re
from collections.abc import Iterator

from docket.section230.orders import KNOWN, ORDERED, Side, find_orders
from docket.section230.voices import Clause, Sign, Voice
from docket.text.phrases import Cue, Cues, Matcher, Tag

WORDS = Cues("holding_words")
_LAW = Matcher("holding_words", "law.main", "law.exception")
STRONG = 3  # the clause says what § 230 does
PROBABLE = 2  # an order, or the facts of publishing, beside a mention of § 230
WEAK = 1  # the facts of publishing alone
_FLIP = {"bars": "survives", "survives": "bars"}
_Law = list[Tag]  # the places of a clause that name § 230 or an exception of it


def find_signs(clauses: list[Clause]) -> list[Sign]:
    """Return what this court's clauses show about § 230, in order, then the side each order favors."""
    courts = [clause for clause in clauses if clause.voice is Voice.COURT]
    laws = [_LAW.find(clause.text, 0, len(clause.text)) for clause in courts]
    naming = {clause.sentence for clause, law in zip(courts, laws, strict=True) if any(map(_is_main, law))}
    signs, last = list[Sign](), None
    for clause, law in zip(courts, laws, strict=True):
        for sign in _read(clause, law):
            if sign.kind == "the-other-way":
                sign = sign._replace(kind=_FLIP[last or "bars"], weight=STRONG if last else WEAK)
            if sign.kind in _FLIP:
                last = sign.kind
                if sign.weight == WEAK and sign.sentence in naming:
                    sign = sign._replace(weight=PROBABLE)
            signs.append(sign)
    # an order in a sentence that names § 230 and shows nothing else about it
    silent = naming - {sign.sentence for sign in signs}
    orders = find_orders(clauses)
    beside = [order for order in orders if order.sentence in silent and order.weight == KNOWN]
    kinds = {Side.SHIELD: "bars", Side.CLAIM: "survives"}
    signs += [order._replace(kind=kinds[Side(order.kind)], weight=PROBABLE) for order in beside]
    return signs + orders


def _is_main(reference: Tag) -> bool:
    """Whether the place names § 230 itself, not an exception to it."""
    return reference.name == "law.main"


def _read(clause: Clause, law: _Law) -> Iterator[Sign]:
    """Yield the signs of a clause: the first that fits of what it says about § 230, else its facts."""
    text = clause.text
    if match := WORDS.not_so.search(text):
        yield clause.sign("survives", STRONG, match)
    elif match := _left_open(text, law):
        yield clause.sign("apart" if WORDS.apart.match(match[0]) else "open", STRONG, match)
    elif WORDS.no_holding.search(text):  # "the ruling that § 230 bars the claim is reversed": an order
        return
    elif match := WORDS.ellipsis.search(text):
        yield clause.sign("the-other-way", STRONG, match)
    elif sign := _say(clause, law):
        yield sign
        # "fails for want of state action and the libel claim is barred"
        if match := WORDS.two_grounds.search(text):
            yield clause.sign("other-ground", STRONG, match)
    else:
        if match := WORDS.hosted.search(text):  # who wrote the words that the suit is about
            yield clause.sign("bars", WEAK, match)
        if not law and (match := WORDS.other_ground.search(text)):
            yield clause.sign("other-ground", STRONG, match)
        if match := WORDS.elsewhere.search(text):
            yield clause.sign("elsewhere", STRONG, match)


def _left_open(text: str, law: _Law) -> re.Match[str] | None:
    """ "We do not reach § 230" leaves it open; "§ 230 does not reach design" does not."""
    for match in WORDS.open.find(text):
        before = text[: match.start()]
        is_court = WORDS.court_subject.search(before) or WORDS.court_subject.search(match[0])
        if is_court or not WORDS.finite.match(match[0]):
            return match
    if law and (even := WORDS.even_if.search(text)) and not WORDS.still_barred.search(text, even.start()):
        return even
    return WORDS.moot.search(text) if law else None


def _say(clause: Clause, law: _Law) -> Sign | None:
    """Return what a clause says about § 230, or about a claim that survives or ends."""
    text = clause.text

    def before(cue: Cue, match: re.Match[str]) -> bool:
        return cue.search(text, 0, match.start()) is not None

    def tell(match: re.Match[str], is_barred: bool, weight: int = STRONG) -> Sign:
        return clause.sign("bars" if is_barred else "survives", weight, match)

    if match := WORDS.treated.search(text):  # "may not be treated as the publisher": the law's own command
        return tell(match, before(WORDS.never_publisher, match) or not before(WORDS.negated, match))
    match = WORDS.survives.search(text)
    if match and not clause.supposes(match) and not ORDERED.against_another.search(text):
        is_of_claim = law or WORDS.lives.match(match[0]) or before(WORDS.claim_before, match)
        # "an employer that fails to pay finds no help"
        may_be_denied = before(WORDS.negated, match) or WORDS.not_live.match(match[0])
        is_denied = bool(may_be_denied) and not match[0].startswith("no ")
        return tell(match, is_denied, STRONG if is_of_claim else WEAK)
    if law and (match := WORDS.still_barred.search(text)):  # "even if it acted for the state"
        return tell(match, True)
    bars = [match for match in WORDS.bars.find(text) if not clause.supposes(match)] if law else []
    for match in bars:  # "the exception does not apply" leaves the bar in place
        if before(WORDS.negated, match) != _of_exception(law, match):
            return tell(match, False)
    if bars:
        return tell(bars[0], True)
    for cue in (WORDS.barred, WORDS.pronoun):
        if (match := cue.search(text)) and not clause.supposes(match):
            is_negated = WORDS.negated.search(text, 0, match.start() + 3) or " not " in match[0]
            return tell(match, not is_negated)
    return None


def _of_exception(law: _Law, match: re.Match[str]) -> bool:
    """Whether the verb is about an exception: the last law named before it is one, not § 230 itself."""
    subject = [reference for reference in law if reference.end <= match.start() + 1]
    if not subject and WORDS.within.match(match[0]):  # "comes within the exception"
        subject = law[:1]
    return bool(subject) and not _is_main(subject[-1])
