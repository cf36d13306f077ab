"""Who won, judging by the text's orders: the side that relies on § 230, or the side against it.

Orders are read clause by clause in the order of the text. "Denied" says who won only together with the
request, "affirmed" only together with what the court below did; both are carried along. The words of orders
are rows of `language/orders.tsv`.
"""

import re
from collections.abc import Iterator
from enum import StrEnum

from docket.section230.voices import Clause, Sign, Voice
from docket.text.phrases import Cues, Matcher, Tag

ORDERED = Cues("orders")
_ACTIVE = ("ing", "ant", "ants", "eny", "ies", "ow", "ows", "rule", "rules", "ain", "ains", "use", "uses")


class Side(StrEnum):
    """The side that an order favors: the one that relies on § 230, or the one against it."""

    SHIELD = "for-shield"
    CLAIM = "for-claim"

    @property
    def other(self) -> "Side":
        """The other side."""
        return Side.CLAIM if self is Side.SHIELD else Side.SHIELD


_ASKED_BY = {"asked.for": Side.SHIELD, "asked.against": Side.CLAIM, "asked.nothing": None}
_ASKED = Matcher("orders", *_ASKED_BY)


GUESSED = 1  # "affirmed", if nothing says what
KNOWN = 2


def find_orders(clauses: list[Clause]) -> list[Sign]:
    """Return a sign for each order of this court, its kind the side favored, in the order of the text."""
    orders: list[Sign] = []
    asked: Side | None = Side.SHIELD  # an unspecified motion is the platform's
    below: Side | None = None
    for clause in clauses:
        if clause.voice is Voice.BELOW:
            below = _done(clause.text) or below
        elif clause.voice is not Voice.ELSEWHERE:
            if last := _last_asked(clause.text, len(clause.text)):
                asked = _ASKED_BY[last.name]
            if clause.voice is Voice.COURT:
                signs = list(_read(clause, asked, below))
                is_scoped = bool(signs) and ORDERED.scoped.search(clause.text) is not None
                orders += [order._replace(is_scoped=is_scoped) for order in signs]
                if signs and below is None and ORDERED.affirm.search(clause.text):
                    below = _done(clause.text)
    return orders


def _read(clause: Clause, asked: Side | None, below: Side | None) -> Iterator[Sign]:
    """Yield the orders of a clause. `asked`: the last request before; `below`: what the court below did."""
    text = clause.text
    affirm, reverse = ORDERED.affirm.search(text), ORDERED.reverse.search(text)
    if (match := affirm or reverse) and not clause.supposes(match):
        if affirm and reverse:
            yield from (clause.sign(side, KNOWN, match) for side in Side)
        else:
            yield clause.sign(*_review(text, affirm is not None, below), match)
        return
    if match := ORDERED.defense_out.search(text):
        yield clause.sign(Side.CLAIM, KNOWN, match)
        return
    for cue, is_grant in ((ORDERED.grant, True), (ORDERED.deny, False)):
        for match in cue.find(text):
            kind = _asked_in(text, match)
            wanted = _ASKED_BY[kind.name] if kind else asked
            if wanted and not clause.supposes(match):
                side = wanted if is_grant else wanted.other
                yield clause.sign(side, KNOWN, match)
                if ORDERED.both_parts.search(text):
                    yield clause.sign(side.other, KNOWN, match)
    if (match := ORDERED.dismiss.search(text)) and not (
        ORDERED.asked_before.search(text, 0, match.start()) or clause.supposes(match)
    ):
        yield clause.sign(Side.SHIELD, KNOWN, match)  # not a "motion to dismiss"


def _review(text: str, is_affirmed: bool, below: Side | None) -> tuple[Side, int]:
    """Return the side that a reviewing court decides for, and KNOWN or GUESSED."""
    if ORDERED.outright.search(text):  # "reversed, the motion granted, and the complaint dismissed"
        return Side.SHIELD, KNOWN
    if (should := ORDERED.should_have.search(text)) and (done := _done(text[should.end() :])):
        return (done.other if should["not"] else done), KNOWN
    done = _done(text) or below
    side = done or Side.SHIELD
    return (side if is_affirmed else side.other), KNOWN if done else GUESSED


def _done(text: str) -> Side | None:
    """Return the side a court decided for; in "the order denying dismissal", the first word decides."""
    against, done = ORDERED.below_against.search(text), ORDERED.below_for.search(text)
    if against and (not done or against.start() <= done.start()):
        return Side.CLAIM
    return Side.SHIELD if done else None


def _asked_in(text: str, match: re.Match[str]) -> Tag | None:
    """Return the name of what a match grants or denies: after "granting", or before "is granted"."""
    is_active = match[0].endswith(_ACTIVE) or text[match.end() : match.end() + 2].strip()[:1].isdigit()
    if is_active and (after := _ASKED.first(text, match.end(), match.end() + 90)):
        return after
    return _last_asked(text, match.start())


def _last_asked(text: str, end: int) -> Tag | None:
    """Return the last request named, not one inside another: "to stay briefing on the motion to dismiss"."""
    last = None
    for asked in _ASKED.find(text, 0, end):
        is_nothing = last is not None and _ASKED_BY[last.name] is None
        if not (is_nothing and ORDERED.named_within.search(text, 0, asked.start)):
            last = asked
    return last
