"""Who won: the side that relies on § 230, or the side against it, as the text's orders tell.

Orders are read clause by clause in the order of the text. "Denied" says who won only with what
was asked for, "affirmed" only with what the court below did; both are carried along. The words of
orders are rows of `language/orders.tsv`.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from docket.section230.voices import JUDGED, Clause, Voice
from docket.section230.words import compile_words

ASKED = compile_words("orders", "asked", before=r"\b")
APPLICATION = compile_words("orders", "application", before=r"\b", after=r"\b")
GRANT = compile_words("orders", "grant", before=r"\b", after=r"\b")
DENY = compile_words("orders", "deny", before=r"\b", after=r"\b")
ACTIVE = ("ing", "ant", "ants", "eny", "ies", "ow", "ows", "rule", "rules", "ain", "ains", "use", "uses")
NOT_BEFORE = compile_words("orders", "not_before")
DISMISS = compile_words("orders", "dismiss")
SHIELD_WINS = compile_words("orders", "shield_wins")
CLAIM_LIVES = compile_words("orders", "claim_lives")
AFFIRM = compile_words("orders", "affirm", before=r"\b", after=r"\b")
REVERSE = compile_words("orders", "reverse", before=r"\b", after=r"\b")
# What the court below did for the one who relies on § 230, and against.
BELOW_FOR = compile_words("orders", "below_for")
BELOW_AGAINST = compile_words("orders", "below_against")
TOLD_AGAINST = compile_words("orders", "told_against")
ACT_FOR = compile_words("orders", "act_for")
MOTION_BEFORE = compile_words("orders", "motion_before")
CLAIM_ALLOWED = compile_words("orders", "claim_allowed")
SCOPED = compile_words("orders", "scoped")
BOTH_PARTS = compile_words("orders", "both_parts")
APPEAL = compile_words("orders", "appeal")
DIRECTED = compile_words("orders", "directed")
OUTRIGHT = compile_words("orders", "outright")
RULED_NOW = compile_words("orders", "ruled_now")
SHOULD_HAVE = compile_words("orders", "should_have")
REVIEW_GRANTED = compile_words("orders", "review_granted")
LAW_TRIED = compile_words("orders", "law_tried")
OF_CHALLENGER = compile_words("orders", "of_challenger")
LAW_CHALLENGED = compile_words("orders", "law_challenged", before=r"\b", after=r"\b")
SUPPOSED = compile_words("orders", "supposed")
MOOT = compile_words("orders", "moot")
ASKED_BEFORE = compile_words("orders", "asked_before")
UNDONE_AFTER = compile_words("orders", "undone_after")
LEAVE_TO_APPEAL = compile_words("orders", "leave_to_appeal")
# "The verdict for plaintiff is sustained" grants no motion.
VERDICT_BEFORE = compile_words("orders", "verdict_before")
NOT_WITHIN = compile_words("orders", "not_within")
CLAIM_NAMED = compile_words("orders", "claim_named", before=r"\b", after=r"\b")
# The defence itself is ruled out, whatever claim stands beside it: "the § 230 defense to the privacy claim is
# stricken". "Asks the Court to reconsider its order holding the claim barred": denied, that order stands.
EARLIER_ORDER = compile_words("orders", "earlier_order")
DEFENCE_OUT = compile_words("orders", "defence_out")
DEFENCE_FAILS = compile_words("orders", "defence_fails")
# Of a defendant who is no platform; what becomes of that claim says nothing of § 230.
AGAINST_ANOTHER = compile_words("orders", "against_another")
SITTING_OFF = compile_words("orders", "sitting_off")


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
            reading.below = _done(text[clause.start : clause.end]) or reading.below
            if LEAVE_TO_APPEAL.search(text, clause.start, clause.end):
                reading.asked = None
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
        self.is_named = False  # whether the text has said what is asked for
        self.below: Side | None = None
        self.earlier: Side | None = (
            None  # for whom this court's earlier order was, of which reconsideration is asked
        )
        self.attacks_law = LAW_CHALLENGED.search(text) is not None
        self.tries_law = LAW_TRIED.search(text) is not None

    def note_asked(self, clause: Clause) -> None:
        if earlier := EARLIER_ORDER.search(self.text, clause.start, clause.end):
            self.earlier = _done(self.text[earlier.end() : clause.end]) or self.earlier
        if last := _last_asked(self.text, clause.start, clause.end):
            self.asked, self.is_named = self._side_of(last.lastgroup, last[0]), True

    def _side_of(self, kind: str | None, said: str) -> Side | None:
        if self.tries_law and kind in ("against", "for"):
            if OF_CHALLENGER.search(said):
                return Side.SHIELD
            return Side.CLAIM if "dismiss" in said or kind == "against" else Side.SHIELD
        if kind == "law":
            return Side.SHIELD if self.attacks_law else Side.CLAIM
        if kind == "nothing":
            return None
        return Side.CLAIM if kind == "against" else Side.SHIELD

    def read(self, clause: Clause) -> None:
        said = self.text[clause.start : clause.end]
        if APPEAL.search(said) or MOOT.search(said) or SITTING_OFF.search(said):
            return
        directed = DIRECTED.search(said)
        if not directed and not RULED_NOW.search(said) and self._read_review(clause, said):
            return
        if (match := DEFENCE_OUT.search(said)) and not SUPPOSED.search(said[: match.start()]):
            self._add(Side.CLAIM, clause, match)
            return
        for pattern, is_grant in ((GRANT, True), (DENY, False)):
            for match in pattern.finditer(said, directed.end() if directed else 0):
                if not SUPPOSED.search(said[: match.start()]):
                    self._grant(
                        clause, said, match, is_grant and not NOT_BEFORE.search(said[: match.start()])
                    )
        match = CLAIM_LIVES.search(said)
        if match and AGAINST_ANOTHER.search(said):
            return
        if match:
            if not SUPPOSED.search(said[: match.start()]):
                is_negated = NOT_BEFORE.search(said[: match.start()]) or NOT_WITHIN.search(match[0])
                self._add(Side.SHIELD if is_negated else Side.CLAIM, clause, match, is_scoped=True)
        elif match := SHIELD_WINS.search(said):
            self._add(Side.SHIELD, clause, match, is_scoped=True)
        elif (
            (match := DISMISS.search(said)) and not _is_object(said, match) and not DEFENCE_FAILS.search(said)
        ):
            side = (
                Side.CLAIM
                if bool(NOT_BEFORE.search(said[: match.start()])) != self.tries_law
                else Side.SHIELD
            )
            self._add(
                side,
                clause,
                match,
                is_scoped=side is Side.CLAIM or CLAIM_NAMED.search(said[: match.start()]) is not None,
            )

    def _grant(self, clause: Clause, said: str, match: re.Match[str], is_grant: bool) -> None:
        if match[0].startswith("sustain") and VERDICT_BEFORE.search(said[: match.start()]):
            self._add(Side.CLAIM, clause, match)
            return
        kind = _asked_in(said, match)
        asked = self._side_of(kind.lastgroup, kind[0]) if kind else self.asked
        if asked is None and self.earlier and not is_grant:
            self._add(self.earlier, clause, match)
        if asked is None or (
            kind is None and not self.is_named and APPLICATION.search(said[: match.start()])
        ):
            return
        self._add(asked if is_grant else _OTHER_SIDE[asked], clause, match)
        if BOTH_PARTS.search(said):
            self._add(_OTHER_SIDE[asked] if is_grant else asked, clause, match)

    def _read_review(self, clause: Clause, said: str) -> bool:
        affirm, reverse = AFFIRM.search(said), REVERSE.search(said)
        match = affirm or reverse
        if not match or SUPPOSED.search(said[: match.start()]):
            return False
        if BOTH_PARTS.search(said) or (affirm and reverse and not JUDGED.search(said)):
            for side in Side:
                self._add(side, clause, match)
            return True
        side, is_guess = self._reviewed(said, affirm, reverse)
        self._add(side, clause, match, is_guess)
        return True

    def _reviewed(
        self, said: str, affirm: re.Match[str] | None, reverse: re.Match[str] | None
    ) -> tuple[Side, bool]:
        """For whom a court of review decides, and whether that is a guess."""
        if OUTRIGHT.search(said):  # "reversed, the motion granted, and the complaint dismissed"
            return Side.SHIELD, False
        if reverse and (should := SHOULD_HAVE.search(said)):
            done = _done(said[should.end() :])
            if done:
                return (_OTHER_SIDE[done] if should["not"] else done), False
        done = _done(REVIEW_GRANTED.sub(" ", said))
        if done and affirm and self.below is None:
            self.below = done
        is_guess = done is None and self.below is None
        done = done or self.below or Side.SHIELD
        return (done if affirm else _OTHER_SIDE[done]), is_guess

    def _add(
        self,
        side: Side,
        clause: Clause,
        match: re.Match[str],
        is_guess: bool = False,
        is_scoped: bool = False,
    ) -> None:
        is_scoped = is_scoped or SCOPED.search(self.text, clause.start, clause.end) is not None
        self.orders.append(
            Order(
                side,
                clause.start + match.start(),
                clause.start + match.end(),
                clause.sentence,
                is_guess,
                is_scoped,
            )
        )


def _done(said: str) -> Side | None:
    """What the words say that a court did: "the order denying dismissal" is against, the first word rules."""
    if CLAIM_ALLOWED.search(said):
        return Side.CLAIM
    against, done = BELOW_AGAINST.search(said), BELOW_FOR.search(said)
    if against and (not done or against.start() <= done.start() or TOLD_AGAINST.search(against[0])):
        return Side.CLAIM
    if done and against and MOTION_BEFORE.search(said[: against.start()]) and not ACT_FOR.search(done[0]):
        return Side.CLAIM  # "the motion to dismiss was rightly denied"
    return Side.SHIELD if done else None


def _asked_in(said: str, match: re.Match[str]) -> re.Match[str] | None:
    """The name of what is granted or denied here, a match of ASKED: after "granting", or before "is granted"."""
    is_active = match[0].endswith(ACTIVE) or said[match.end() : match.end() + 2].strip()[:1].isdigit()
    if is_active and (after := ASKED.search(said, match.end(), match.end() + 90)):
        return after
    return _last_asked(said, 0, match.start())


# "Motion to stay briefing on the pending § 230 motion to dismiss": the stay is asked for.
_NAMED_WITHIN = re.compile(
    r"\b(?:pending|briefing\son|ruling\son|resolution\sof|decision\son|disposition\sof)\b[^.;]{0,40}$"
)


def _last_asked(text: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for match in ASKED.finditer(text, start, end):
        is_within = last and last.lastgroup == "nothing" and _NAMED_WITHIN.search(text, start, match.start())
        if not is_within:
            last = match
    return last


def _is_object(said: str, match: re.Match[str]) -> bool:
    """ "Motion to dismiss" and "granting dismissal" are asked for; so is what is only supposed."""
    before = said[: match.start()]
    return (
        ASKED_BEFORE.search(before) is not None
        or SUPPOSED.search(before) is not None
        or UNDONE_AFTER.match(said[match.end() :]) is not None
    )
