"""How § 230 came out in a docket or a case, derived from its acts: the only definition.

An act with an answer *supersedes* the acts it acts on, whatever its effect on them. An act without one
*wipes* them if it reversed, vacated or replaced them, and otherwise leaves them: silence, denials, remands
and settlements change no answer. What a wiped act had superseded does not come back. The latest answer that
is neither superseded nor wiped stands.

A magistrate judge's recommendation counts only once a judge adopts it, that is, once an act affirms it. Until
then it does not stand, supersede or wipe; its answer is kept beside the outcome (`Standing.recommended`).

The state of a challenged law is another question (`law_states`): it is the latest effect on the law's
enforcement that no later act undid. Here, what an undone act had narrowed does count again. The state began
with the first act of the unbroken run to the same effect: *McKenna* enjoined a law by an order of July, and
again by one of September. A stay, lifted or not, breaks the run. The ground is what that latest act turned
on; if it only restores or keeps what another act ordered, the ground is what that act turned on (the Supreme
Court lifted the stay of *H.B. 20* without a word of its own).

Pure, and independent of the order of the acts passed in.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile
from typing import Any

from docket.courts import load_courts
from docket.vocabulary import ActEffect, ActKind, Answer, LawEffect, Outcome

ANSWERS = frozenset(
    {Answer.IMMUNE, Answer.PARTLY_IMMUNE, Answer.NOT_IMMUNE, Answer.PREEMPTED, Answer.NOT_PREEMPTED}
)
WIPES = frozenset({ActEffect.REVERSED, ActEffect.VACATED, ActEffect.REPLACED})
# What an entry of a court of appeals says of the ruling below.
REVIEWS = frozenset({"affirmed", "affirmed_in_part", "reversed", "vacated", "remanded"})
COLUMNS = ("outcome_230", "outcome_note", "outcome_ruling_id", "outcome_is_verified", "recommended_answer")
# These name what a court did, or are a catch-all: not a ground of decision.
NO_GROUNDS = frozenset({"injunction_against_law", "other"})
_LIKE: dict[str | None, str] = {LawEffect.INJUNCTION_AFFIRMED: LawEffect.ENJOINED}
# Fields of an act that its row in `rulings` has under the same name.
_OF_ROW = (
    "ruling_id",
    "docket_id",
    "date_from",
    "date_to",
    "precision",
    "answer",
    "effect",
    "kind",
    "law",
    "law_effect",
)
_EARLIEST = "0000-00-00"
_LATEST = "9999-99-99"


class Fate(StrEnum):
    """What became of an act through a later one."""

    SUPERSEDED = "superseded"
    WIPED = "wiped"
    LEFT = "left"


@dataclass(frozen=True)
class Act:
    """What the rule needs to know about one ruling.

    `keys` are the names by which other acts refer to it: slug of its docket, "@", its date as the catalog
    prints it. `acts_on` are such keys. `reviews` are the dockets below, for an act read from an entry that
    names no act: it acts on the latest earlier act of each. `position` is the docket's place in the family,
    counted from the lowest court.
    """

    ruling_id: str
    docket_id: str
    date_from: str | None
    date_to: str | None
    precision: str | None
    answer: str | None
    effect: str | None
    kind: str | None = None
    keys: frozenset[str] = frozenset()
    acts_on: frozenset[str] = frozenset()
    reviews: frozenset[str] = frozenset()
    law: str | None = None
    law_effect: str | None = None
    has_ground: bool = False
    level: int = 0
    position: int = 0
    is_reviewed: bool = True
    is_verified: bool = True

    @property
    def answers(self) -> bool:
        return self.answer in ANSWERS

    @property
    def is_recommendation(self) -> bool:
        return self.kind == ActKind.MAGISTRATE_RECOMMENDATION

    @property
    def has_day(self) -> bool:
        return self.date_from is not None and self.precision not in ("month", "year")


@dataclass(frozen=True)
class Reviewed:
    """An `act` that a later one (`by`) acted on, its `fate`, and the `effect` that the later act had on
    it."""

    act: Act
    by: Act
    fate: Fate
    effect: str | None


@dataclass(frozen=True)
class Standing:
    """The outcome; the act whose answer it is, or ``None`` if no answer stands; and the newest recommendation
    that no judge has acted on yet."""

    outcome: Outcome
    act: Act | None
    recommended: Act | None = None


@dataclass(frozen=True)
class LawState:
    """The newest `act` that put a law in its present state, the first of the unbroken run to that effect
    (`since`), and the act that gives the `ground`."""

    act: Act
    since: Act
    ground: Act


def court_level(court_id: str) -> int:
    """Return 2 for the Supreme Court, 1 for a court that hears appeals, 0 for a trial court."""
    court = load_courts().get(court_id)
    return 2 if court_id == "scotus" else int(court is not None and court.hears_appeals)


def _decides(act: Act) -> bool:
    return act.answers and not act.is_recommendation


def order_acts(acts: Iterable[Act], counts: Callable[[Act], bool] = _decides) -> list[Act]:
    """Return the acts of one family, each once, in the order in which the courts made them.

    An act without an exact day comes after what the dockets below its own decided, within the month or year
    that is known. Only acts for which `counts` is true are considered, so that an act that decides nothing
    moves no other. On the same day, the higher court comes last. An entry about an act that a reviewer
    recorded is not a second act.
    """
    acts = list(acts)
    reviewed = [
        (act.docket_id, act.date_from, act.date_to) for act in acts if act.is_reviewed and act.date_from
    ]
    kept = [act for act in acts if act.is_reviewed or not is_retold(act.docket_id, act.date_from, reviewed)]
    days: dict[str, str] = {}
    decided: list[tuple[str, int, int]] = []
    # Lowest court first: the position of an act without a day depends only on the dockets below.
    for act in sorted(kept, key=lambda act: (act.level, act.position, act.ruling_id)):
        days[act.ruling_id] = day = _day_of(act, decided)
        if counts(act):
            decided.append((day, act.level, act.position))

    return sorted(kept, key=lambda act: (days[act.ruling_id], act.level, act.position, act.ruling_id))


def is_retold(docket_id: str, day: str | None, reviewed: Iterable[tuple[str, str, str | None]]) -> bool:
    """Return whether an act read from an entry of this date is one that a reviewer recorded; `reviewed` has
    (docket, first date, last date) of each recorded act."""
    return any(
        docket_id == docket and first <= (day or "") <= (last or first) for docket, first, last in reviewed
    )


def _day_of(act: Act, decided: list[tuple[str, int, int]]) -> str:
    if act.has_day and act.date_from:
        return act.date_from
    first, last = act.date_from or _EARLIEST, act.date_to or act.date_from or _LATEST
    below = [
        day
        for day, level, position in decided
        if (level, position) < (act.level, act.position) and first <= day <= last
    ]
    return max(below, default=first)


def find_reviewed(ordered: list[Act]) -> list[Reviewed]:
    """Return each act that a later act in the list acted on, with its fate."""
    reviewed: list[Reviewed] = []
    advice = _find_advice(ordered)
    for by in (act for act in ordered if act not in advice):
        targets = _targets(by, ordered)
        for act in targets:
            wipes = by.effect in WIPES and not by.answers
            fate = Fate.SUPERSEDED if by.answers else Fate.WIPED if wipes else Fate.LEFT
            reviewed.append(Reviewed(act, by, fate, _effect(act, by, targets, reviewed)))
    return reviewed


def _effect(act: Act, by: Act, targets: list[Act], earlier: list[Reviewed]) -> str | None:
    """Return the effect that `by` had on `act`, one of its targets.

    An amended opinion replaces that court's first one, and has the same effect on the ruling below as the
    first: *Barnes* as amended affirms in part, and does not replace the district court's order.
    """
    if by.effect != ActEffect.REPLACED or act.docket_id == by.docket_id:
        return by.effect
    first = {target.ruling_id for target in targets if target.docket_id == by.docket_id}
    done = [review.effect for review in earlier if review.act is act and review.by.ruling_id in first]
    return done[-1] if done else by.effect


def _targets(by: Act, ordered: list[Act]) -> list[Act]:
    named = [act for act in ordered if act is not by and act.keys & by.acts_on]
    before = ordered[: ordered.index(by)]
    for docket_id in sorted(by.reviews):
        latest = [act for act in before if act.docket_id == docket_id and act.answers][-1:]
        named += [act for act in latest if act not in named]
    return named


def stand(acts: Iterable[Act], is_open: bool) -> Standing:
    """Return how the § 230 question came out in these acts. `is_open`: the suit is still pending."""
    ordered = order_acts(acts)
    gone = {review.act.ruling_id for review in find_reviewed(ordered) if review.fate is not Fate.LEFT}
    advice = _find_advice(ordered)
    decided = [act for act in ordered if act not in advice]
    answered = [act for act in decided if act.answers]
    standing = [act for act in answered if act.ruling_id not in gone]
    awaited = [act for act in advice if act.ruling_id not in gone and not _is_overtaken(act, answered)]
    recommended = awaited[-1] if awaited else None
    if standing:
        return Standing(Outcome(standing[-1].answer or ""), standing[-1], recommended)
    if answered:
        return Standing(Outcome.OPEN, None, recommended)
    if any(act.answer == Answer.DECLINED for act in decided):
        return Standing(Outcome.DECLINED, None, recommended)
    return Standing(Outcome.PENDING if is_open else Outcome.NONE, None, recommended)


def _find_advice(ordered: list[Act]) -> list[Act]:
    """Return the recommendations that no judge adopted. One adopted only in part is excluded: the adopting
    act itself says which part."""
    adopted = {
        target.ruling_id
        for by in ordered
        if by.effect == ActEffect.AFFIRMED and not by.is_recommendation
        for target in _targets(by, ordered)
    }
    return [act for act in ordered if act.is_recommendation and act.ruling_id not in adopted]


def _is_overtaken(advice: Act, answered: list[Act]) -> bool:
    """Return whether a recommendation no longer awaits an answer: it says nothing about § 230, or an act of
    the same date or later may have answered it (the 2012 order in *Shrader v. Beann* does not say what it
    acted on)."""
    if not advice.answers:
        return True
    given = advice.date_from or _LATEST
    return any((act.date_to or act.date_from or _LATEST) >= given for act in answered)


def law_states(acts: Iterable[Act]) -> dict[str, LawState]:
    """Return the state of each law that the acts bear on: the act whose effect on its enforcement holds.

    An act is undone if a later one that is not itself undone reversed, vacated or replaced it (Moody v.
    NetChoice: the partial injunction on appeal was vacated, so the one of June 30, 2021 holds).
    """
    ordered = order_acts(acts, _bears_on_a_law)
    undone: set[str] = set()
    for by in reversed(ordered):
        if by.ruling_id not in undone and by.effect in WIPES and not by.is_recommendation:
            undone |= {act.ruling_id for act in _targets(by, ordered)}
    bearing = [act for act in ordered if _bears_on_a_law(act)]
    newest = {act.law: act for act in bearing if act.law and act.ruling_id not in undone}
    return {
        law: _state(act, [bearing_act for bearing_act in bearing if bearing_act.law == law], undone)
        for law, act in newest.items()
    }


def _state(act: Act, bearing: list[Act], undone: set[str]) -> LawState:
    """Return the state that `act`, one of the acts `bearing` on a law, put it in."""
    to_act = bearing[bearing.index(act) :: -1]
    run = list(takewhile(lambda earlier: _is_alike(earlier, act), to_act))
    alike = (
        earlier
        for earlier in to_act
        if _is_alike(earlier, act) and earlier.ruling_id not in undone and earlier.has_ground
    )
    return LawState(act, run[-1], next(alike, act))


def _is_alike(left: Act, other: Act) -> bool:
    """Return whether two acts leave a law in the same state: an affirmed injunction is still an
    injunction."""
    return _LIKE.get(left.law_effect, left.law_effect) == _LIKE.get(other.law_effect, other.law_effect)


def _bears_on_a_law(act: Act) -> bool:
    return bool(act.law) and act.law_effect not in (None, LawEffect.NONE) and not act.is_recommendation


def make_acts(
    rulings: Iterable[dict[str, Any]],
    slugs: dict[str, list[str]],
    courts: dict[str, str],
    positions: dict[str, int],
    below: dict[str, frozenset[str]],
) -> list[Act]:
    """Return rows of `rulings` as acts.

    The other arguments are given by docket id: the docket's catalog `slugs`, its court's id, its position in
    the family, and the dockets whose rulings it reviews (`below`), for acts read only from an entry.
    """
    acts = []
    for row in rulings:
        docket_id, is_read = row["docket_id"], row["entry_id"] is not None
        printed = print_date(row["date_from"], row["precision"])
        act = Act(
            **{name: row[name] for name in _OF_ROW},
            keys=frozenset(f"{slug}@{printed}" for slug in slugs.get(docket_id, ())),
            acts_on=frozenset((row["acts_on"] or "").split(";")) - {""},
            reviews=below.get(docket_id, frozenset()) if is_read and row["effect"] else frozenset(),
            has_ground=bool(set((row["theories"] or "").split("; ")) - NO_GROUNDS - {""}),
            level=court_level(courts[docket_id]),
            position=positions.get(docket_id) or 0,
            is_reviewed=not is_read,
            is_verified=is_confirmed(row),
        )
        acts.append(act)
    return acts


def print_date(date_from: str | None, precision: str | None) -> str:
    """Return a date as the catalog prints it: to the month or the year if no more is known, "" if none is."""
    return (date_from or "")[: {"year": 4, "month": 7}.get(precision or "", 10)]


def is_confirmed(row: dict[str, Any]) -> bool:
    """Return whether a reviewer confirmed the answer of a ruling in a source; one that a rule read in a text
    is not confirmed."""
    return (
        row["entry_id"] is None
        and bool(row["is_verified"])
        and "answer" not in (row["unconfirmed"] or "").split(";")
    )


def is_awaited(status: str | None, selection: str) -> bool:
    """Return whether a suit without an answer still awaits one: it is open and confirmed to be about §
    230."""
    return status == "open" and selection in ("catalog", "confirmed")


def outcome_columns(
    standing: Standing, rulings: dict[str, dict[str, Any]], lacks_an_act: bool = False
) -> dict[str, Any]:
    """Return the columns of a docket or case that say how § 230 came out, and in which of its `rulings`.

    `lacks_an_act`: an act is known to be missing, and may have given another answer.
    """
    row = rulings[standing.act.ruling_id] if standing.act else None
    is_sure = standing.act.is_verified if standing.act else None
    return {
        "outcome_230": standing.outcome.value,
        "outcome_note": row and (row["holding"] or row["text"] or row["quoted_span"]),
        "outcome_ruling_id": row and row["ruling_id"],
        "outcome_is_verified": 0 if lacks_an_act else None if is_sure is None else int(is_sure),
        "recommended_answer": standing.recommended and standing.recommended.answer,
    }
