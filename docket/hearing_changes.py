"""What a clause does to the days it names: given up, put off, called off."""

import re

from docket.dates_in_text import find_times
from docket.hearing_drafts import Act, Clause, Draft
from docket.hearing_verbs import Mark, Verb

MOVES = (Act.RESET, Act.CONTINUED)
_MANY = re.compile(r"\b(?:are|were|both|all)\b[\w\s]{0,24}$")
_TO_CLOCK = re.compile(r"\s?(?:from\s\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?\s)?to\s(?=\d{1,2}(?::\d\d)?\s?[ap]\.?m)")
_INSTEAD_OF_CLOCK = re.compile(r"\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?,?\s(?:instead\sof|rather\sthan|in\s(?:place|lieu)\sof|(?:and\s)?not)\s(?:at\s)?(?=(\d{1,2}(?::\d\d|\s?[ap]\.?m)))")
MOVED_DAY = "moved-day"
_FROM_DAY = {"date-after-move": Act.RESET, "date-after-continue": Act.CONTINUED}
_WISH = re.compile(r"\b(?:request\w*|seek\w*|ask\w*|application|motion|letter)\b")
_TWICE = frozenset({"date-after-set", "date-after-standing", "date-beside-noun"})
# Between a day that was set and what came of it: the hour, the judge, "by telephone".
_OUTCOMES = {
    Mark.HELD: re.compile(r"[\s,]*(?:(?:at\s)?\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?)?[\s,]*(?:before\s[^,;]{3,50}?,?\s)?(?:(?:by|via)\s\w+\s)?(?:(?:was|were|has\sbeen|is)\s)?(?:called\sand\s|duly\s)?"),
    Mark.NOT_HELD: re.compile(r"[^;]{0,90}"),
}
_FAR = 70                                        # characters between a word that calls off and its sitting


def find_outcome(clause: Clause, nouns, verbs: list[Verb], day_end: int) -> str | None:
    """Return the mark of the words after a day that say whether its sitting was held, else ``None``."""
    verb = next((verb for verb in verbs if verb.start >= day_end and verb.mark in _OUTCOMES), None)
    if verb is None or any(day_end <= noun.start < verb.start for noun in nouns):
        return None
    return verb.mark if _OUTCOMES[verb.mark].fullmatch(clause.text, day_end, verb.start) else None


def record_outcome(clause: Clause, nouns, verbs: list[Verb], drafts: list[Draft]) -> None:
    """"Conference scheduled for 9/7/2011 by telephone NOT HELD"; "set for 5/22/2019 was held": the day has come, and what came of it."""
    for draft in drafts:
        if draft.action is Act.SET and draft.date_span and draft.date <= clause.date_filed and (mark := find_outcome(clause, nouns, verbs, draft.date_span[1])):
            draft.action, draft.rule, draft.is_standing = Act.HELD if mark is Mark.HELD else Act.NOT_HELD, f"set-then-{mark}", False


def fold_moves(drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last and draft.noun is last.noun and draft.rule == "date-after-set" and last.action is Act.SET and draft.date != last.date and last.rule in _TWICE:
            draft.action, draft.prior_date = Act.RESET, last.date       # "set for OLD, shall instead take place on NEW"
            kept[-1] = draft
        elif last and draft.action in (*MOVES, Act.REQUESTED) and last.action is Act.SET and _same(last, draft):
            draft.prior_date = last.date
            if draft.is_generic:
                draft.kind, draft.is_generic, draft.noun = last.kind, last.is_generic, last.noun
            kept[-1] = draft
        elif last and draft.is_standing and last.action in (*MOVES, Act.REQUESTED) and _same(last, draft):
            last.prior_date = draft.date
        else:
            kept.append(draft)
    return kept


def move_clock(clause: Clause, drafts: list[Draft]) -> None:
    """"Shall begin at 8:30 AM in place of 10:00 AM": another hour of the day that stands."""
    match = _INSTEAD_OF_CLOCK.search(clause.text, clause.start, clause.end)
    clocks = find_times(clause.text, match.start(), match.start(1)) if match else []
    for draft in drafts:
        if clocks and draft.action is Act.SET and draft.date:
            draft.action, draft.fields["time"], draft.spans["time"] = Act.RESET, clocks[0].value, (clocks[0].start, clocks[0].end)


def put_off_moved(clause: Clause, drafts: list[Draft]) -> None:
    """"ORDER continuing the March 2 conference": no new day is named. A wish to move it ("requests an adjournment of") moves nothing."""
    for draft in drafts:
        if draft.rule in _FROM_DAY and draft.is_standing and draft.action is Act.SET:      # "rescheduling the conference from 5/17"
            draft.action, draft.prior_date, draft.date, draft.date_span = _FROM_DAY[draft.rule], draft.date, None, None
        elif draft.rule == MOVED_DAY and draft.action is Act.SET and not _WISH.search(clause.text, clause.start, draft.date_span[0]):
            draft.action, draft.prior_date, draft.date, draft.date_span = Act.CONTINUED, draft.date, None, None


def _same(one: Draft, other: Draft) -> bool:
    return one.kind is other.kind or one.is_generic or other.is_generic


def apply_vacating(clause: Clause, nouns, verbs, drafts: list[Draft]) -> None:
    for verb in verbs:
        if verb.mark is not Mark.VACATE:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        if before and before[-1].action is Act.SET and not _other_subject(nouns, before[-1], verb):
            are_many = _MANY.search(clause.text, before[-1].date_span[1], verb.end)
            for draft in before if are_many else before[-1:]:
                if draft.action is Act.SET:
                    draft.action, draft.rule = Act.VACATED, "set-then-vacated"
            continue
        target = next((noun for noun in nouns if noun.start >= verb.end), None)
        for draft in drafts:
            if target and draft.noun is target and draft.action is Act.SET and target.start - verb.end < _FAR:
                draft.action, draft.rule = Act.VACATED, "vacates-set"


def apply_moving(clause: Clause, nouns, verbs, drafts: list[Draft], governors: set[int]) -> None:
    """"X set for OLD and Y set for OLD2 are continued": sittings put off, to no day that is named."""
    for verb in verbs:
        if verb.mark not in (Mark.MOVE, Mark.CONTINUE) or id(verb) in governors:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start and d.action is Act.SET]
        if not before and verb.mark is Mark.CONTINUE:
            _put_off_object(nouns, verb, drafts)
        if not before or _other_subject(nouns, before[-1], verb) or _to_be(clause, verbs, verb):
            continue
        many = _MANY.search(clause.text, before[-1].date_span[1], verb.end)
        for draft in before if many else before[-1:]:
            draft.action, draft.rule = Act.RESET if verb.mark is Mark.MOVE else Act.CONTINUED, f"set-then-{verb.mark}"
            if not _move_clock(clause, verb, draft):
                draft.prior_date, draft.date, draft.date_span = draft.date, None, None


def _put_off_object(nouns, verb: Verb, drafts: list[Draft]) -> None:
    """"ORDER adjourning trial (set 11/8/2016) without date": the day that its object had is given up."""
    target = next((noun for noun in nouns if noun.start >= verb.end), None)
    for draft in drafts:
        if target and draft.noun is target and draft.action is Act.SET and target.start - verb.end < _FAR:
            draft.action, draft.rule = Act.CONTINUED, "puts-off-set"
            draft.prior_date, draft.date, draft.date_span = draft.date, None, None


def _move_clock(clause: Clause, verb: Verb, draft: Draft) -> bool:
    """"Set for 3/16/2023 is advanced from 2:00 PM to 10:00 AM": another hour of the same day."""
    match = _TO_CLOCK.match(clause.text, verb.end, clause.end)
    clocks = find_times(clause.text, match.end(), min(clause.end, match.end() + 12)) if match else []
    if clocks:
        draft.fields["time"], draft.spans["time"] = clocks[0].value, (clocks[0].start, clocks[0].end)
    return bool(clocks)


def _to_be(clause: Clause, verbs: list[Verb], verb: Verb) -> bool:
    """"Continued to be reset"; "is cancelled and will be rescheduled": what is yet to come moves nothing."""
    words = clause.text[max(clause.start, verb.start - 6):verb.end]
    if "to be " in words[:12]:
        return True
    return clause.text.startswith(("will be ", "shall be "), verb.start) and any(
        other.mark is Mark.VACATE and other.start < verb.start for other in verbs)


def _other_subject(nouns, draft: Draft, verb: Verb) -> bool:
    """Say whether another sitting stands between the date and the vacating word."""
    between = [noun for noun in nouns if draft.date_span[1] <= noun.start and noun.end <= verb.start]
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind
