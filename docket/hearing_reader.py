"""One clause of an entry read: which sitting, what is done to it, and which date is what.

Every date in a clause has a governor, the marked phrase nearest before it. "Set for OLD is
vacated and continued to NEW" so has two: OLD was set, NEW is where it went (sources.md 10.3,
rule 4). A date governed by "due" or "filed" is no hearing's.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from docket.dates_in_text import DateInText
from docket.hearing_changes import MOVES, apply_moving, apply_vacating, fold_moves
from docket.hearing_drafts import Clause, Draft
from docket.hearing_kinds import HearingType, Noun, find_nouns
from docket.hearing_undated import ACTS, GRANT, draft_undated
from docket.hearing_verbs import Mark, Verb, find_verbs
from docket.vocabulary import HearingAction

_JOINED = re.compile(r"\s*(?:,|/|&|and|,\sand|as\swell\sas|,\s&)\s*(?:an?\s|the\s)?", re.IGNORECASE)
_BESIDE = re.compile(r"[\s:,(-]*(?:on|for|at|date|\d{1,2}:\d\d\s?(?:[ap]\.?m\.?)?)?[\s:,(-]*(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?", re.IGNORECASE)
_PASSING = re.compile(r"\b(?:at|during|after|following|since|from|to|in)\s(?:the|a|an|its|our)\s(?:\w+\s){0,2}$", re.IGNORECASE)
_SET_FOR = re.compile(r"\b(?:set|scheduled|noticed|calendared|come|on|heard)\s(?:down\s|on\s)?for\s(?:an?\s)?$", re.IGNORECASE)
_MOTION = re.compile(r"\b(?:motions?|application)\b", re.IGNORECASE)
_ABOUT_MOTION = re.compile(r"\b(?:re|regarding|concerning|as\sto|on)\b:?\s(?:the\s|(?:plaintiff|defendant|government)s?'?s?\s)?(?:\[?\d{1,4}\]?[\s,]+)?(?:(?!oral\b)[\w'-]+\s){0,3}?MOTIONS?\b(?!\sto\s(?:continue|adjourn))", re.IGNORECASE)


@dataclass(frozen=True)
class _Dated:
    date: DateInText
    governor: Verb | None
    preposition: Mark | None


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of one clause, in the order of its dates; those without a date last."""
    nouns = [name_motion(clause.text, clause.start, clause.end, noun) for noun in find_nouns(clause.text, clause.start, clause.end)]
    if not any(noun.kind for noun in nouns):
        return []
    verbs = [verb for verb in find_verbs(clause.text, clause.start, clause.end)
             if not any(noun.start <= verb.start and verb.end < noun.end for noun in nouns)]
    dated = _govern(clause, verbs)
    drafts = _draft_dates(clause, nouns, verbs, dated)
    drafts = fold_moves(drafts)
    apply_moving(clause, nouns, verbs, drafts, {id(item.governor) for item in dated if item.governor})
    apply_vacating(nouns, verbs, drafts)
    drafts += draft_undated(clause, nouns, verbs, drafts)
    return _split_joined(clause, nouns, drafts)


def name_motion(text: str, start: int, end: int, noun: Noun) -> Noun:
    """"Plaintiff's motion for leave, scheduled for hearing on": the hearing is the motion's (cacd)."""
    if not noun.is_generic or "hear" not in text[noun.start:noun.end].lower():
        return noun
    is_set_for = _SET_FOR.search(text, max(start, noun.start - 30), noun.start)
    is_motions = is_set_for and _MOTION.search(text, start, noun.start)
    if is_motions or _ABOUT_MOTION.search(text, noun.end, min(end, noun.end + 160)):
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
    acts = [verb for verb in verbs if verb.end <= aside.governor.start and verb.mark in ACTS]
    return acts[-1] if acts else None


def _earlier_move(verbs: list[Verb], before: int) -> Verb | None:
    moves = [verb for verb in verbs if verb.end <= before and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK, Mark.SET)]
    return moves[-1] if moves else None


def _draft_dates(clause: Clause, nouns: list[Noun], verbs: list[Verb], dated: list[_Dated]) -> list[Draft]:
    drafts: list[Draft] = []
    is_denied = any(verb.mark is Mark.DENY for verb in verbs)
    floor = clause.start
    for place, item in enumerate(dated):
        ceiling = dated[place + 1].date.start if place + 1 < len(dated) else clause.end
        draft = _draft_date(clause, nouns, verbs, item, floor, ceiling, drafts)
        if draft and not (is_denied and draft.action in (HearingAction.REQUESTED, *MOVES)):
            drafts.append(draft)
        floor = item.date.end
    return drafts


def _draft_date(clause, nouns, verbs, item: _Dated, floor: int, ceiling: int, earlier: list[Draft]) -> Draft | None:
    verb, day = item.governor, item.date
    if verb is None:
        return _draft_bare(clause, nouns, day, floor)
    if verb.mark not in ACTS:
        return None
    noun = _pick_noun(nouns, verbs, verb, day, floor, ceiling)
    if noun is None and earlier and not any(n.start > floor and n.end < day.start for n in nouns):
        noun = earlier[-1].noun
    if noun is None and verb.end < floor and not earlier:
        noun = next((n for n in nouns if verb.end <= n.start and n.end <= day.start), None)
    if noun is None or noun.kind is None:
        return None
    action = ACTS[verb.mark]
    if verb.mark is Mark.VACATE and item.preposition is None and not re.match(r"\W*(?:on|for|of|set)?\W*", clause.text[verb.end:day.start]):
        return None
    value = _next_such_day(day, clause.date_filed) if action in (HearingAction.SET, *MOVES) else day.value
    if action is HearingAction.HELD and not day.has_year and value > clause.date_filed:
        value = value.replace(year=value.year - 1) if (value.month, value.day) != (2, 29) else value
    draft = Draft(noun.kind, noun.is_generic, action, value, f"date-after-{verb.mark.value}", clause.start, clause.end, noun=noun,
                  date_span=(day.start, day.end), is_standing=verb.mark is Mark.STANDING)
    if verb.mark is Mark.ASK and not _read_asked(clause, item, draft):
        return None
    if item.preposition is Mark.FROM and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK):
        draft.is_standing, draft.action = True, HearingAction.SET
    return draft


def _read_asked(clause: Clause, item: _Dated, draft: Draft) -> bool:
    """A court's word on "the request to adjourn the March 8 conference": that day stood; a day asked for counts if granted."""
    if item.preposition is not Mark.TO:
        draft.action, draft.is_standing = HearingAction.SET, True
        return True
    draft.action = HearingAction.CONTINUED
    return GRANT.search(clause.text, clause.start, clause.end) is not None


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
    between = [noun for noun in nouns if max(verb.end, floor) <= noun.start and noun.end <= day.start]
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
    for later in range(at + 1, len(nouns)):
        if not _JOINED.fullmatch(clause.text, nouns[later - 1].end, nouns[later].start):
            break
        joined.append(nouns[later])
    while at > 0 and _JOINED.fullmatch(clause.text, nouns[at - 1].end, nouns[at].start):
        at -= 1
        joined.insert(0, nouns[at])
    return joined
