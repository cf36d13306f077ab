"""The signs in a court's clauses: § 230 bars, a claim survives, the question is left open, another ground ends it.

The words are rows of `language/holding_words.tsv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from docket.section230.orders import ORDERED, Order, Side
from docket.section230.voices import Clause, Voice
from docket.text.phrases import Cues, Matcher, Tag

WORDS, _LAW = Cues("holding_words"), Matcher("holding_words", "law.main", "law.exception")
# Says what § 230 does; an order or the facts of publishing beside a mention of § 230; those facts alone.
STRONG, PROBABLE, WEAK = 3, 2, 1
_FLIP = {"bars": "survives", "survives": "bars"}
_Law = list[Tag]  # the places of a clause that name § 230 or an exception of it
_Said = tuple[str, int, re.Match[str]] | None  # kind, weight, and by which words


@dataclass(frozen=True)
class Sign:
    """What a clause shows, how plainly, and where."""

    kind: str
    weight: int
    start: int
    end: int
    sentence: int


def find_signs(text: str, clauses: list[Clause], orders: list[Order]) -> list[Sign]:
    """Return the signs of this court's clauses, in the order of the text, and of orders beside § 230."""
    courts = [
        (clause, said := text[clause.start : clause.end], _LAW.find(said, 0, len(said)))
        for clause in clauses
        if clause.voice is Voice.COURT
    ]
    naming = {clause.sentence for clause, _, law in courts if any(map(_is_main, law))}
    signs, last = list[Sign](), None
    for clause, said, law in courts:
        for sign in _read(said, clause, law):
            if sign.kind == "the-other-way":
                sign = replace(sign, kind=_FLIP[last or "bars"], weight=STRONG if last else WEAK)
            if sign.kind in _FLIP:
                last = sign.kind
                if sign.weight == WEAK and sign.sentence in naming:
                    sign = replace(sign, weight=PROBABLE)
            signs.append(sign)
    return [*signs, *_beside(orders, naming, signs)]


def _beside(orders: list[Order], naming: set[int], signs: list[Sign]) -> Iterator[Sign]:
    """Yield a sign for each order whose sentence names § 230, and says no more of it."""
    said = {sign.sentence for sign in signs}
    for order in orders:
        if order.sentence in naming - said and not order.is_guess:
            kind = "bars" if order.side is Side.SHIELD else "survives"
            yield Sign(kind, PROBABLE, order.start, order.end, order.sentence)


def _is_main(reference: Tag) -> bool:
    """Whether § 230 itself is named, not an exception of it."""
    return reference.name == "law.main"


def _read(found: str, clause: Clause, law: _Law) -> Iterator[Sign]:
    """Yield the signs of a clause: of the rules for what it says of § 230 the first that fits, else its facts."""

    def sign(kind: str, weight: int, match: re.Match[str]) -> Sign:
        return Sign(kind, weight, clause.start + match.start(), clause.start + match.end(), clause.sentence)

    if match := WORDS.not_so.search(found):
        yield sign("survives", STRONG, match)
    elif is_open := _left_open(found, law):
        yield sign("apart" if WORDS.apart.match(is_open[0]) else "open", STRONG, is_open)
    elif WORDS.no_holding.search(found):  # "the ruling that § 230 bars the claim is reversed": an order
        return
    elif match := WORDS.ellipsis.search(found):
        yield sign("the-other-way", STRONG, match)
    elif said := _treatment(found) or _survival(found, law) or _said_of_law(found, law):
        yield sign(*said)
        # "fails for want of state action and the libel claim is barred"
        if match := WORDS.two_grounds.search(found):
            yield sign("other-ground", STRONG, match)
    else:
        yield from _facts(found, law, sign)


def _facts(found: str, law: _Law, sign) -> Iterator[Sign]:
    """Whose words are sued on, and on what other ground the claim ends."""
    if match := WORDS.hosted.search(found):
        yield sign("bars", WEAK, match)
    if not law and (match := WORDS.other_ground.search(found)):
        yield sign("other-ground", STRONG, match)
    if match := WORDS.elsewhere.search(found):
        yield sign("elsewhere", STRONG, match)


def _left_open(found: str, law: _Law) -> re.Match[str] | None:
    """ "We do not reach § 230" leaves it open; "§ 230 does not reach design" and "the City does not ask" do not."""
    for match in WORDS.open.find(found):
        before = found[: match.start()]
        is_court = WORDS.court_subject.search(before) or WORDS.court_subject.search(match[0])
        if is_court or not WORDS.finite.match(match[0]):
            return match
    if law and (even := WORDS.even_if.search(found)) and not WORDS.still_barred.search(found, even.start()):
        return even
    return WORDS.moot.search(found) if law else None


def _treatment(found: str) -> _Said:
    """Whether the claim treats the defendant as publisher."""
    match = WORDS.treated.search(found)
    if match is None:
        return None
    before = found[: match.start()]
    if WORDS.never_publisher.search(before):  # "may not be treated as the publisher": the law's own command
        return "bars", STRONG, match
    return "survives" if WORDS.negated.search(before) else "bars", STRONG, match


def _survival(found: str, law: _Law) -> _Said:
    """Whether a claim goes on or the defense fails, or that is denied."""
    match = WORDS.survives.search(found)
    if match is None or _is_supposed(found, match) or ORDERED.against_another.search(found):
        return None
    before, said = found[: match.start()], match[0]
    is_of_claim = law or WORDS.lives.match(said) or WORDS.claim_before.search(before)
    weight = STRONG if is_of_claim else WEAK
    if said.startswith("no ") or not (WORDS.negated.search(before) or WORDS.not_live.match(said)):
        return "survives", weight, match  # "an employer that fails to pay finds no help"
    return "bars", weight, match


def _is_supposed(found: str, match: re.Match[str]) -> bool:
    """Whether a clause only supposes it: "whether § 230 bars the claim"."""
    return WORDS.supposed.search(found[: match.start()]) is not None


def _said_of_law(found: str, law: _Law) -> _Said:
    if law and (match := WORDS.still_barred.search(found)):  # "even if it acted for the state"
        return "bars", STRONG, match
    if law and (bar := _bar(found, law)):
        return bar
    for pattern in (WORDS.barred, WORDS.pronoun):
        if (match := pattern.search(found)) and not _is_supposed(found, match):
            is_negated = WORDS.negated.search(found[: match.start() + 3]) or " not " in match[0]
            return "survives" if is_negated else "bars", STRONG, match
    return None


def _bar(found: str, law: _Law) -> _Said:
    """What a clause that names § 230 says of it."""
    first: _Said = None
    for match in WORDS.bars.find(found):
        if _is_supposed(found, match):
            continue
        before = found[: match.start()]
        is_negated = WORDS.negated.search(before)
        if _of_exception(law, match):
            if not is_negated:
                return "survives", STRONG, match  # "the exception does not apply" leaves the bar where it was
        elif is_negated:
            return "survives", STRONG, match
        first = first or ("bars", STRONG, match)
    return first


def _of_exception(law: _Law, match: re.Match[str]) -> bool:
    """Whether the verb is about an exception: the law named before it is one, and § 230 does not follow."""
    subject = [reference for reference in law if reference.end <= match.start() + 1]
    if not subject and WORDS.within.match(match[0]):  # "comes within the exception"
        subject = law[:1]
    return bool(subject) and not _is_main(subject[-1])
