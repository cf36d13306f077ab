"""One clause of an entry read: which sitting, what is done to it, and which date is what.

Every date in a clause has a governor, the marked phrase nearest before it. "Set for OLD is
vacated and continued to NEW" so has two: OLD was set, NEW is where it went (sources.md 10.3,
rule 4). A date governed by "due" or "filed" is no hearing's.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from docket.dates_in_text import DateInText
from docket.hearing_drafts import Draft
from docket.hearing_kinds import HearingType, Noun, find_nouns
from docket.hearing_verbs import Mark, Verb, find_verbs
from docket.vocabulary import HearingAction

_ACTS = {Mark.SET: HearingAction.SET, Mark.STANDING: HearingAction.SET, Mark.MOVE: HearingAction.RESET,
         Mark.CONTINUE: HearingAction.CONTINUED, Mark.HELD: HearingAction.HELD, Mark.NOT_HELD: HearingAction.NOT_HELD,
         Mark.VACATE: HearingAction.VACATED, Mark.ASK: HearingAction.REQUESTED}
_MOVES = (HearingAction.RESET, HearingAction.CONTINUED)
_JOINED = re.compile(r"\s*(?:,|/|&|and|,\sand|as\swell\sas|,\s&)\s*(?:an?\s|the\s)?", re.IGNORECASE)
_BESIDE = re.compile(r"[\s:,(-]*(?:on|for|at|date|\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?)?[\s:,(-]*(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?", re.IGNORECASE)
_PASSING = re.compile(r"\b(?:at|during|after|following|since|from|to|in)\s(?:the|a|an|its|our)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_GRANT = re.compile(r"\b(?:grant(?:ed|ing|s)|approv(?:ed|ing))\b", re.IGNORECASE)
_OFF = re.compile(r"vacat|cancel|terminat|calendar|will not|shall not|withdr", re.IGNORECASE)
_SITTING = re.compile(r"hearing|hrg|conf|trial|argument|sentenc|plea|arraign|appearance|call|status", re.IGNORECASE)
_SET_FOR = re.compile(r"\b(?:set|scheduled|noticed|calendared|come|on|heard)\s(?:down\s|on\s)?for\s(?:an?\s)?$", re.IGNORECASE)
_MOTION = re.compile(r"\b(?:motions?|application)\b", re.IGNORECASE)
_ABOUT_MOTION = re.compile(r"\b(?:re|regarding|concerning|as\sto|on)\b:?\s(?:the\s|(?:plaintiff|defendant|government)s?'?s?\s)?(?:\[?\d{1,4}\]?[\s,]+)?(?:(?!oral\b)[\w'-]+\s){0,3}?MOTIONS?\b(?!\sto\s(?:continue|adjourn))", re.IGNORECASE)
_FAR = 70                                        # characters between a noun and a verb that has no date


@dataclass(frozen=True)
class Clause:
    """A clause and what stands in it. `is_minutes` says that the entry records a sitting."""

    text: str
    start: int
    end: int
    dates: tuple[DateInText, ...]
    date_filed: date
    is_minutes: bool


@dataclass(frozen=True)
class _Dated:
    date: DateInText
    governor: Verb | None
    preposition: Mark | None


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of one clause, in the order of its dates; those without a date last."""
    nouns = [_name_motion(clause, noun) for noun in find_nouns(clause.text, clause.start, clause.end)]
    if not any(noun.kind for noun in nouns):
        return []
    verbs = [verb for verb in find_verbs(clause.text, clause.start, clause.end)
             if not any(noun.start <= verb.start and verb.end < noun.end for noun in nouns)]
    dated = _govern(clause, verbs)
    drafts = _draft_dates(clause, nouns, verbs, dated)
    drafts = _fold_moves(drafts)
    _apply_moving(clause, nouns, verbs, drafts, {id(item.governor) for item in dated if item.governor})
    _apply_vacating(clause, nouns, verbs, drafts)
    drafts += _draft_undated(clause, nouns, verbs, drafts)
    return _split_joined(clause, nouns, drafts)


def _name_motion(clause: Clause, noun: Noun) -> Noun:
    """"Plaintiff's motion for leave, scheduled for hearing on": the hearing is the motion's (cacd)."""
    if not noun.is_generic or "hear" not in clause.text[noun.start:noun.end].lower():
        return noun
    is_set_for = _SET_FOR.search(clause.text, max(clause.start, noun.start - 30), noun.start)
    is_motions = is_set_for and _MOTION.search(clause.text, clause.start, noun.start)
    if is_motions or _ABOUT_MOTION.search(clause.text, noun.end, min(clause.end, noun.end + 160)):
        return Noun(noun.start, noun.end, HearingType.MOTION_HEARING, False)
    return noun


def _govern(clause: Clause, verbs: list[Verb]) -> list[_Dated]:
    found, floor = [], clause.start
    for day in clause.dates:
        governor = preposition = None
        for verb in reversed([verb for verb in verbs if floor <= verb.start and verb.end <= day.start]):
            if verb.mark in (Mark.TO, Mark.FROM):
                preposition = preposition or verb.mark
            elif verb.mark is not Mark.DENY:
                governor = verb
                break
        if governor is None and found and preposition:
            governor = _earlier_move(verbs, day.start)
        elif governor is None and found and found[-1].governor and found[-1].governor.mark is Mark.PAPER_DATE:
            governor = _after_aside(clause, verbs, found[-1], day)
        found.append(_Dated(day, governor, preposition))
        floor = day.end
    return found


def _after_aside(clause: Clause, verbs: list[Verb], aside: _Dated, day: DateInText) -> Verb | None:
    """"A conference on the letters, which were filed on D, on E": what governed before the aside."""
    if not re.fullmatch(r",\s(?:on|for|at)\s(?:\w{6,9},\s)?", clause.text[aside.date.end:day.start], re.IGNORECASE):
        return None
    acts = [verb for verb in verbs if verb.end <= aside.governor.start and verb.mark in _ACTS]
    return acts[-1] if acts else None


def _earlier_move(verbs: list[Verb], before: int) -> Verb | None:
    moves = [verb for verb in verbs if verb.end <= before and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK)]
    return moves[-1] if moves else None


def _draft_dates(clause: Clause, nouns: list[Noun], verbs: list[Verb], dated: list[_Dated]) -> list[Draft]:
    drafts: list[Draft] = []
    is_denied = any(verb.mark is Mark.DENY for verb in verbs)
    floor = clause.start
    for place, item in enumerate(dated):
        ceiling = dated[place + 1].date.start if place + 1 < len(dated) else clause.end
        draft = _draft_date(clause, nouns, verbs, item, floor, ceiling, drafts)
        if draft and not (is_denied and draft.action in (HearingAction.REQUESTED, *_MOVES)):
            drafts.append(draft)
        floor = item.date.end
    return drafts


def _draft_date(clause, nouns, verbs, item: _Dated, floor: int, ceiling: int, earlier: list[Draft]) -> Draft | None:
    verb, day = item.governor, item.date
    if verb is None:
        return _draft_bare(clause, nouns, day, floor)
    if verb.mark not in _ACTS:
        return None
    noun = _pick_noun(nouns, verbs, verb, day, floor, ceiling)
    if noun is None and earlier and not any(n.start > floor and n.end < day.start for n in nouns):
        noun = earlier[-1].noun
    if noun is None or noun.kind is None:
        return None
    action = _ACTS[verb.mark]
    if verb.mark is Mark.VACATE and item.preposition is None and not re.match(r"\W*(?:on|for|of|set)?\W*", clause.text[verb.end:day.start]):
        return None
    value = _next_such_day(day, clause.date_filed) if action in (HearingAction.SET, *_MOVES) else day.value
    if action is HearingAction.HELD and not day.has_year and value > clause.date_filed:
        value = value.replace(year=value.year - 1) if (value.month, value.day) != (2, 29) else value
    draft = Draft(noun.kind, noun.is_generic, action, value, f"date-after-{verb.mark.value}", clause.start, clause.end, noun=noun,
                  date_span=(day.start, day.end), is_standing=verb.mark is Mark.STANDING)
    if item.preposition is Mark.FROM and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK):
        draft.is_standing, draft.action = True, HearingAction.SET
    return draft


def _next_such_day(day: DateInText, date_filed: date) -> date:
    """A day without a year is the next such day after the filing; a week's grace for late registers."""
    if day.has_year or day.value >= date_filed - timedelta(days=30):
        return day.value
    try:
        return day.value.replace(year=day.value.year + 1)
    except ValueError:
        return day.value


def _draft_bare(clause: Clause, nouns: list[Noun], day: DateInText, floor: int) -> Draft | None:
    """"Status Conference 5/5/2016 at 10:00 AM": a noun with a date beside it and no verb."""
    before = [noun for noun in nouns if floor <= noun.start and noun.end <= day.start]
    if not before or before[-1].kind is None or not _BESIDE.fullmatch(clause.text, before[-1].end, day.start):
        return None
    noun = before[-1]
    if _PASSING.search(clause.text, max(clause.start, noun.start - 40), noun.start):
        return None
    value = _next_such_day(day, clause.date_filed)
    if clause.is_minutes and day.value <= clause.date_filed:
        action, value = HearingAction.HELD, day.value
    elif value >= clause.date_filed:
        action = HearingAction.SET
    else:
        return None
    return Draft(noun.kind, noun.is_generic, action, value, "date-beside-noun", clause.start, clause.end, noun=noun,
                 date_span=(day.start, day.end))


def _pick_noun(nouns, verbs, verb: Verb, day: DateInText, floor: int, ceiling: int) -> Noun | None:
    """The noun a governed date belongs to: object before the date, else subject, else one that follows."""
    between = [noun for noun in nouns if verb.end <= noun.start and noun.end <= day.start]
    before = [noun for noun in nouns if floor <= noun.start < verb.start]
    subject = before[-1] if before else None
    if subject and not between and _is_deadline(verbs, subject, verb):
        return None
    if between:
        chosen = next((noun for noun in between if noun.kind and not noun.is_generic), between[0])
        if chosen.is_generic and subject and subject.kind and not subject.is_generic and not _is_deadline(verbs, subject, verb):
            return subject
        return chosen
    if subject is None:
        after = [noun for noun in nouns if day.end <= noun.start and noun.end <= ceiling]
        if any(v.mark is Mark.DUE for v in verbs if floor <= v.start < verb.start):
            return None
        return after[0] if after and floor < verb.start else None
    if subject.is_generic and len(before) > 1 and before[-2].kind and not before[-2].is_generic and subject.start - before[-2].end < 40:
        return before[-2]
    return subject


def _is_deadline(verbs: list[Verb], noun: Noun, verb: Verb) -> bool:
    return any(mark.mark is Mark.DUE for mark in verbs if noun.end <= mark.start and mark.end <= verb.start)


def _fold_moves(drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last and draft.action in (*_MOVES, HearingAction.REQUESTED) and last.action is HearingAction.SET and _same(last, draft):
            draft.prior_date = last.date
            if draft.is_generic:
                draft.kind, draft.is_generic, draft.noun = last.kind, last.is_generic, last.noun
            kept[-1] = draft
        elif last and draft.is_standing and last.action in (*_MOVES, HearingAction.REQUESTED) and _same(last, draft):
            last.prior_date = draft.date
        else:
            kept.append(draft)
    return kept


def _same(one: Draft, other: Draft) -> bool:
    return one.kind is other.kind or one.is_generic or other.is_generic


def _apply_vacating(clause: Clause, nouns, verbs, drafts: list[Draft]) -> None:
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


def _apply_moving(clause: Clause, nouns, verbs, drafts: list[Draft], governors: set[int]) -> None:
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
            draft.action, draft.prior_date, draft.date, draft.date_span = _ACTS[verb.mark], draft.date, None, None
            draft.rule = f"set-then-{verb.mark.value}"


def _to_be(clause: Clause, verb: Verb) -> bool:
    return clause.text[max(clause.start, verb.start - 6):verb.start].strip().lower().endswith("to be")


def _other_subject(nouns, draft: Draft, verb: Verb) -> bool:
    """Say whether another sitting stands between the date and the vacating word."""
    between = [noun for noun in nouns if draft.date_span[1] <= noun.start and noun.end <= verb.start]
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind


def _draft_undated(clause: Clause, nouns, verbs, drafts: list[Draft]) -> list[Draft]:
    """Sittings held, put off or called off in a clause that gives them no date of their own."""
    found = []
    used = {id(draft.noun) for draft in drafts}
    is_asked = any(verb.mark is Mark.ASK for verb in verbs)
    is_denied = any(verb.mark is Mark.DENY for verb in verbs)
    for verb in verbs:
        noun = _neighbour(clause, nouns, verb)
        if noun is None or noun.kind is None or id(noun) in used:
            continue
        draft = _undated(clause, noun, verb, is_asked, is_denied)
        if draft:
            used.add(id(noun))
            found.append(draft)
    for draft in drafts:
        if is_asked and not is_denied and draft.action is HearingAction.SET and _GRANT.search(clause.text, clause.start, clause.end):
            draft.action, draft.prior_date, draft.date, draft.is_weak = HearingAction.CONTINUED, draft.date, None, True
    return found


def _neighbour(clause: Clause, nouns, verb: Verb) -> Noun | None:
    before = [noun for noun in nouns if noun.start < verb.start and noun.end <= verb.end]
    after = [noun for noun in nouns if noun.start >= verb.end]
    if before and verb.start - before[-1].end < _FAR and verb.mark is not Mark.ASK:
        return before[-1]
    if after and after[0].start - verb.end < 30 and verb.mark not in (Mark.HELD, Mark.NOT_HELD):
        return after[0]
    return None


def _undated(clause: Clause, noun: Noun, verb: Verb, is_asked: bool, is_denied: bool) -> Draft | None:
    words = clause.text[noun.start:noun.end]
    if not _SITTING.search(words):
        return None
    draft = Draft(noun.kind, noun.is_generic, HearingAction.SET, None, f"undated-{verb.mark.value}", clause.start, clause.end, noun=noun)
    if verb.mark in (Mark.HELD, Mark.NOT_HELD) and clause.is_minutes and noun.start < verb.start:
        draft.action, draft.date = _ACTS[verb.mark], clause.date_filed
    elif verb.mark is Mark.VACATE and _OFF.search(clause.text, verb.start, verb.end) and not is_denied:
        draft.action = HearingAction.VACATED
    elif verb.mark in (Mark.CONTINUE, Mark.MOVE) and not is_asked and not is_denied:
        draft.action = _ACTS[verb.mark]
    elif verb.mark is Mark.ASK and not is_denied and _GRANT.search(clause.text, clause.start, clause.end):
        if not re.match(r"to\s(?:adjourn|continue|postpone|re)|adjourn|contin|postpon", clause.text[verb.start:verb.end], re.IGNORECASE):
            return None
        draft.action, draft.is_weak = HearingAction.CONTINUED, True
    else:
        return None
    return draft


def _split_joined(clause: Clause, nouns, drafts: list[Draft]) -> list[Draft]:
    """"Plea and Sentencing set for": one draft for each noun that is joined to the noun read."""
    result = []
    for draft in drafts:
        for noun in _joined_nouns(clause, nouns, draft.noun):
            if noun.kind and noun.kind is not draft.kind and not noun.is_generic and not draft.is_generic:
                twin = Draft(noun.kind, False, draft.action, draft.date, draft.rule, draft.start, draft.end, draft.prior_date, noun,
                             draft.date_span, draft.is_weak, draft.is_standing)
                result.append(twin)
        result.append(draft)
    return result


def _joined_nouns(clause: Clause, nouns, noun: Noun | None) -> list[Noun]:
    if noun is None or noun not in nouns:
        return []
    joined, at = [], nouns.index(noun)
    while at > 0 and _JOINED.fullmatch(clause.text, nouns[at - 1].end, nouns[at].start):
        at -= 1
        joined.insert(0, nouns[at])
    return joined
