"""Who won: the side that relies on § 230, or the side against it, as the text's orders tell.

Orders are read clause by clause in the order of the text. "Denied" says who won only with what
was asked for, "affirmed" only with what the court below did; both are carried along. The words of
orders are rows of `language/orders.tsv`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from docket.section230.voices import Clause, Voice
from docket.text.phrases import Cues, Matcher, Tag

ORDERED = Cues("orders")
_ACTIVE = ("ing", "ant", "ants", "eny", "ies", "ow", "ows", "rule", "rules", "ain", "ains", "use", "uses")


class Side(StrEnum):
    """For whom an order is: the one who relies on § 230, the one against it."""

    SHIELD = "shield"
    CLAIM = "claim"

    @property
    def other(self) -> "Side":
        """The other side."""
        return Side.CLAIM if self is Side.SHIELD else Side.SHIELD


_ASKED_BY = {
    "asked.for": Side.SHIELD,
    "asked.against": Side.CLAIM,
    "asked.nothing": None,
}
_ASKED = Matcher("orders", *_ASKED_BY)


@dataclass(frozen=True)
class Order:
    """`is_guess`: "affirmed", where nothing tells what; `is_scoped`: of some claims only."""

    side: Side
    start: int
    end: int
    sentence: int
    is_guess: bool = False
    is_scoped: bool = False


def find_orders(text: str, clauses: list[Clause]) -> list[Order]:
    """Return the orders of this court, in the order of the text."""
    reading = _Reading(text)
    for clause in clauses:
        if clause.voice is Voice.BELOW:
            reading.below = _done(text[clause.start : clause.end]) or reading.below
        elif clause.voice is not Voice.ELSEWHERE:
            reading.note_asked(clause)
            if clause.voice is Voice.COURT:
                reading.read(clause)
    return reading.orders


class _Reading:
    """What has been asked for, and what was done below, up to the clause that is read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.orders: list[Order] = []
        self.asked: Side | None = Side.SHIELD  # a motion without more is the platform's
        self.below: Side | None = None

    def note_asked(self, clause: Clause) -> None:
        if last := _last_asked(self.text, clause.start, clause.end):
            self.asked = self._side_of(last)

    def _side_of(self, asked: Tag) -> Side | None:
        """For whom it would be to grant what is asked for."""
        return _ASKED_BY[asked.name]

    def read(self, clause: Clause) -> None:
        said = self.text[clause.start : clause.end]
        if self._read_review(clause, said):
            return
        if match := ORDERED.defense_out.search(said):
            self._add(Side.CLAIM, clause, match)
            return
        for pattern, is_grant in ((ORDERED.grant, True), (ORDERED.deny, False)):
            for match in pattern.find(said):
                if not _is_supposed(said, match):
                    self._grant(clause, said, match, is_grant)
        if (match := ORDERED.dismiss.search(said)) and not _is_object(said, match):
            self._add(Side.SHIELD, clause, match)

    def _grant(self, clause: Clause, said: str, match: re.Match[str], is_grant: bool) -> None:
        kind = _asked_in(said, match)
        asked = self._side_of(kind) if kind else self.asked
        if asked is None:
            return
        side = asked if is_grant else asked.other
        self._add(side, clause, match)
        if ORDERED.both_parts.search(said):
            self._add(side.other, clause, match)

    def _read_review(self, clause: Clause, said: str) -> bool:
        affirm, reverse = ORDERED.affirm.search(said), ORDERED.reverse.search(said)
        match = affirm or reverse
        if not match or _is_supposed(said, match):
            return False
        if affirm and reverse:
            for side in Side:
                self._add(side, clause, match)
            return True
        side, is_guess = self._reviewed(said, affirm is not None)
        self._add(side, clause, match, is_guess)
        return True

    def _reviewed(self, said: str, is_affirmed: bool) -> tuple[Side, bool]:
        """For whom a court of review decides, and whether that is a guess."""
        if ORDERED.outright.search(said):  # "reversed, the motion granted, and the complaint dismissed"
            return Side.SHIELD, False
        should = ORDERED.should_have.search(said)
        if should and (done := _done(said[should.end() :])):
            return (done.other if should["not"] else done), False
        done = _done(said)
        if done and is_affirmed and self.below is None:
            self.below = done
        is_guess = done is None and self.below is None
        done = done or self.below or Side.SHIELD
        return (done if is_affirmed else done.other), is_guess

    def _add(self, side: Side, clause: Clause, at: re.Match[str], is_guess: bool = False) -> None:
        is_scoped = ORDERED.scoped.search(self.text, clause.start, clause.end) is not None
        start, end = clause.start + at.start(), clause.start + at.end()
        self.orders.append(Order(side, start, end, clause.sentence, is_guess, is_scoped))


def _is_supposed(said: str, match: re.Match[str]) -> bool:
    return ORDERED.supposed.search(said[: match.start()]) is not None


def _done(said: str) -> Side | None:
    """What the words say that a court did: "the order denying dismissal" is against, the first word rules."""
    against, done = ORDERED.below_against.search(said), ORDERED.below_for.search(said)
    if against and (not done or against.start() <= done.start()):
        return Side.CLAIM
    return Side.SHIELD if done else None


def _asked_in(said: str, match: re.Match[str]) -> Tag | None:
    """The name of what is granted or denied here, a match of `asked`: after "granting", or before "is granted"."""
    is_active = match[0].endswith(_ACTIVE) or said[match.end() : match.end() + 2].strip()[:1].isdigit()
    if is_active and (after := _ASKED.first(said, match.end(), match.end() + 90)):
        return after
    return _last_asked(said, 0, match.start())


def _last_asked(text: str, start: int, end: int) -> Tag | None:
    """The last name of what is asked for; not one within another: "to stay briefing on the motion to dismiss"."""
    last = None
    for asked in _ASKED.find(text, start, end):
        is_nothing = last is not None and _ASKED_BY[last.name] is None
        if not (is_nothing and ORDERED.named_within.search(text[start : asked.start])):
            last = asked
    return last


def _is_object(said: str, match: re.Match[str]) -> bool:
    """ "Motion to dismiss" and "granting dismissal" are asked for; so is what is only supposed."""
    is_asked = ORDERED.asked_before.search(said[: match.start()]) is not None
    return is_asked or _is_supposed(said, match)
