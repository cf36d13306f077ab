"""Who won: the side that relies on § 230, or the side against it, as the text's orders tell.

Orders are read clause by clause in the order of the text. "Denied" says who won only with what
was asked for, "affirmed" only with what the court below did; both are carried along.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from docket import outcome_orders as words
from docket.outcome_clauses import JUDGED, Clause, Voice


class Side(StrEnum):
    """For whom an order is: the one who relies on § 230, the one against it."""

    SHIELD = "shield"
    CLAIM = "claim"


@dataclass(frozen=True)
class Order:
    """`is_guess`: "affirmed", where nothing tells what; `is_scoped`: of some claims only."""

    side: Side
    start: int
    end: int
    sentence: int
    is_guess: bool = False
    is_scoped: bool = False


_OTHER_SIDE = {Side.SHIELD: Side.CLAIM, Side.CLAIM: Side.SHIELD}


def find_orders(text: str, clauses: list[Clause]) -> list[Order]:
    """Return the orders of this court, in the order of the text."""
    reading = _Reading(text)
    for clause in clauses:
        if clause.voice is Voice.BELOW:
            reading.below = _done(text[clause.start:clause.end]) or reading.below
            if words.LEAVE_TO_APPEAL.search(text, clause.start, clause.end):
                reading.asked = None
        elif clause.voice is not Voice.ELSEWHERE:
            reading.note_asked(clause)
            if clause.voice is Voice.COURT:
                reading.read(clause)
    return reading.orders


class _Reading:
    """What has been asked for, and what was done below, up to the clause that is read."""

    def __init__(self, text: str):
        self.text, self.orders = text, []
        self.asked: Side | None = Side.SHIELD             # a motion without more is the platform's
        self.is_named = False                             # whether the text has said what is asked for
        self.below: Side | None = None
        self.earlier: Side | None = None                  # for whom this court's earlier order was, of which reconsideration is asked
        self.attacks_law = words.LAW_CHALLENGED.search(text) is not None
        self.tries_law = words.LAW_TRIED.search(text) is not None

    def note_asked(self, clause: Clause):
        if earlier := words.EARLIER_ORDER.search(self.text, clause.start, clause.end):
            self.earlier = _done(self.text[earlier.end():clause.end]) or self.earlier
        last = None
        for last in words.ASKED.finditer(self.text, clause.start, clause.end):
            pass
        if last:
            self.asked, self.is_named = self._side_of(last.lastgroup, last[0]), True

    def _side_of(self, kind: str, said: str) -> Side | None:
        if self.tries_law and kind in ("against", "for"):
            if words.OF_CHALLENGER.search(said):
                return Side.SHIELD
            return Side.CLAIM if "dismiss" in said or kind == "against" else Side.SHIELD
        if kind == "law":
            return Side.SHIELD if self.attacks_law else Side.CLAIM
        return {"against": Side.CLAIM, "nothing": None}.get(kind, Side.SHIELD)

    def read(self, clause: Clause):
        said = self.text[clause.start:clause.end]
        if words.APPEAL.search(said) or words.MOOT.search(said) or words.SITTING_OFF.search(said):
            return
        directed = words.DIRECTED.search(said)
        if not directed and not words.RULED_NOW.search(said) and self._read_review(clause, said):
            return
        if (match := words.DEFENCE_OUT.search(said)) and not words.SUPPOSED.search(said[:match.start()]):
            self._add(Side.CLAIM, clause, match)
            return
        for pattern, is_grant in ((words.GRANT, True), (words.DENY, False)):
            for match in pattern.finditer(said, directed.end() if directed else 0):
                if not words.SUPPOSED.search(said[:match.start()]):
                    self._grant(clause, said, match, is_grant and not words.NOT_BEFORE.search(said[:match.start()]))
        match = words.CLAIM_LIVES.search(said)
        if match and words.AGAINST_ANOTHER.search(said):
            return
        if match:
            if not words.SUPPOSED.search(said[:match.start()]):
                is_negated = words.NOT_BEFORE.search(said[:match.start()]) or words.NOT_WITHIN.search(match[0])
                self._add(Side.SHIELD if is_negated else Side.CLAIM, clause, match, is_scoped=True)
        elif match := words.SHIELD_WINS.search(said):
            self._add(Side.SHIELD, clause, match, is_scoped=True)
        elif (match := words.DISMISS.search(said)) and not _is_object(said, match) and not words.DEFENCE_FAILS.search(said):
            side = Side.CLAIM if bool(words.NOT_BEFORE.search(said[:match.start()])) != self.tries_law else Side.SHIELD
            self._add(side, clause, match, is_scoped=side is Side.CLAIM or words.CLAIM_NAMED.search(said[:match.start()]) is not None)

    def _grant(self, clause: Clause, said: str, match, is_grant: bool):
        if match[0].startswith("sustain") and words.VERDICT_BEFORE.search(said[:match.start()]):
            self._add(Side.CLAIM, clause, match)
            return
        kind = _asked_in(said, match)
        asked = self._side_of(kind.lastgroup, kind[0]) if kind else self.asked
        if asked is None and self.earlier and not is_grant:
            self._add(self.earlier, clause, match)
        if asked is None or (kind is None and not self.is_named and words.APPLICATION.search(said[:match.start()])):
            return
        self._add(asked if is_grant else _OTHER_SIDE[asked], clause, match)
        if words.BOTH_PARTS.search(said):
            self._add(_OTHER_SIDE[asked] if is_grant else asked, clause, match)

    def _read_review(self, clause: Clause, said: str) -> bool:
        affirm, reverse = words.AFFIRM.search(said), words.REVERSE.search(said)
        match = affirm or reverse
        if not match or words.SUPPOSED.search(said[:match.start()]):
            return False
        if words.BOTH_PARTS.search(said) or affirm and reverse and not JUDGED.search(said):
            for side in Side:
                self._add(side, clause, match)
            return True
        side, is_guess = self._reviewed(said, affirm, reverse)
        self._add(side, clause, match, is_guess)
        return True

    def _reviewed(self, said: str, affirm, reverse) -> tuple[Side, bool]:
        """For whom a court of review decides, and whether that is a guess."""
        if words.OUTRIGHT.search(said):                    # "reversed, the motion granted, and the complaint dismissed"
            return Side.SHIELD, False
        if reverse and (should := words.SHOULD_HAVE.search(said)):
            done = _done(said[should.end():])
            if done:
                return (_OTHER_SIDE[done] if should["not"] else done), False
        done = _done(words.REVIEW_GRANTED.sub(" ", said))
        if done and affirm and self.below is None:
            self.below = done
        is_guess = done is None and self.below is None
        done = done or self.below or Side.SHIELD
        return (done if affirm else _OTHER_SIDE[done]), is_guess

    def _add(self, side: Side, clause: Clause, match, is_guess: bool = False, is_scoped: bool = False):
        is_scoped = is_scoped or words.SCOPED.search(self.text, clause.start, clause.end) is not None
        self.orders.append(Order(side, clause.start + match.start(), clause.start + match.end(), clause.sentence, is_guess, is_scoped))


def _done(said: str) -> Side | None:
    """What the words say that a court did: "the order denying dismissal" is against, the first word rules."""
    if words.CLAIM_ALLOWED.search(said):
        return Side.CLAIM
    against, done = words.BELOW_AGAINST.search(said), words.BELOW_FOR.search(said)
    if against and (not done or against.start() <= done.start() or words.TOLD_AGAINST.search(against[0])):
        return Side.CLAIM
    if done and against and words.MOTION_BEFORE.search(said[:against.start()]) and not words.ACT_FOR.search(done[0]):
        return Side.CLAIM                                  # "the motion to dismiss was rightly denied"
    return Side.SHIELD if done else None


def _asked_in(said: str, match):
    """The name of what is granted or denied here, a match of ASKED: after "granting", or before "is granted"."""
    is_active = match[0].endswith(words.ACTIVE) or said[match.end():match.end() + 2].strip()[:1].isdigit()
    if is_active and (after := words.ASKED.search(said, match.end(), match.end() + 90)):
        return after
    last = None
    for last in words.ASKED.finditer(said, 0, match.start()):
        pass
    return last


def _is_object(said: str, match) -> bool:
    """"Motion to dismiss" and "granting dismissal" are asked for; so is what is only supposed."""
    before = said[:match.start()]
    return (words.ASKED_BEFORE.search(before) is not None or words.SUPPOSED.search(before) is not None
            or words.UNDONE_AFTER.match(said[match.end():]) is not None)
