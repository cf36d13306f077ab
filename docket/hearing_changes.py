"""What a clause does to the days it names: given up, put off, called off."""

import re

from docket.hearing_drafts import Clause, Draft
from docket.hearing_verbs import Mark, Verb
from docket.vocabulary import HearingAction

MOVES = (HearingAction.RESET, HearingAction.CONTINUED)
_FAR = 70                                        # characters between a word that calls off and its sitting


def fold_moves(drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last and draft.action in (*MOVES, HearingAction.REQUESTED) and last.action is HearingAction.SET and _same(last, draft):
            draft.prior_date = last.date
            if draft.is_generic:
                draft.kind, draft.is_generic, draft.noun = last.kind, last.is_generic, last.noun
            kept[-1] = draft
        elif last and draft.is_standing and last.action in (*MOVES, HearingAction.REQUESTED) and _same(last, draft):
            last.prior_date = draft.date
        else:
            kept.append(draft)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    return one.kind is other.kind or one.is_generic or other.is_generic


def apply_vacating(nouns, verbs, drafts: list[Draft]) -> None:
    for verb in verbs:
        if verb.mark is not Mark.VACATE:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        if before and before[-1].action is HearingAction.SET and not _other_subject(nouns, before[-1], verb):
            before[-1].action, before[-1].rule = HearingAction.VACATED, "set-then-vacated"
            continue
        target = next((noun for noun in nouns if noun.start >= verb.end), None)
        for draft in drafts:
            if target and draft.noun is target and draft.action is HearingAction.SET and target.start - verb.end < _FAR:
                draft.action, draft.rule = HearingAction.VACATED, "vacates-set"


def apply_moving(clause: Clause, nouns, verbs, drafts: list[Draft], governors: set[int]) -> None:
    """"X set for OLD and Y set for OLD2 are continued": sittings put off, to no day that is named."""
    for verb in verbs:
        if verb.mark not in (Mark.MOVE, Mark.CONTINUE) or id(verb) in governors:
            continue
        if any(other.mark is Mark.DENY for other in verbs):
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start and d.action is HearingAction.SET]
        if not before or _other_subject(nouns, before[-1], verb) or _to_be(clause, verb):
            continue
        many = re.search(r"\b(?:are|were|both|all)\b[\w\s]{0,20}$", clause.text[before[-1].date_span[1]:verb.end], re.IGNORECASE)
        for draft in before if many else before[-1:]:
            draft.action, draft.prior_date, draft.date, draft.date_span = HearingAction.RESET if verb.mark is Mark.MOVE else HearingAction.CONTINUED, draft.date, None, None
            draft.rule = f"set-then-{verb.mark.value}"


def _to_be(clause: Clause, verb: Verb) -> bool:
    words = clause.text[max(clause.start, verb.start - 6):verb.end].lower()
    return "to be " in words[:12]


def _other_subject(nouns, draft: Draft, verb: Verb) -> bool:
    """Say whether another sitting stands between the date and the vacating word."""
    between = [noun for noun in nouns if draft.date_span[1] <= noun.start and noun.end <= verb.start]
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind
