"""One clause of an entry read: which sitting, what is done to it, and which date is what.

Every date in a clause has a governor, the marked phrase nearest before it. "Set for OLD is
vacated and continued to NEW" so has two: OLD was set, NEW is where it went (sources.md 10.3,
rule 4). A date governed by "due" or "filed" is no hearing's.
"""

import re
from typing import NamedTuple

from docket.dates_in_text import DateInText, find_dates_between
from docket.hearing_changes import MOVED_DAY, MOVES, apply_moving, apply_vacating, fold_moves, move_clock, put_off_moved, record_outcome
from docket.hearing_days import FOR_PURPOSE, draft_ungoverned, next_such_day
from docket.hearing_drafts import Act, Clause, Draft
from docket.hearing_joined import split_joined
from docket.hearing_kinds import HearingType, Noun
from docket.hearing_undated import ACTS, GRANT, UNDATED, draft_undated
from docket.hearing_verbs import Mark, Verb
from docket.hearing_words import find_words

_SET_FOR = re.compile(r"\b(?:set|scheduled|noticed|calendared|come|on|heard)\s(?:down\s|on\s)?for\s(?:an?\s)?$")
_MOTION = re.compile(r"\b(?:motions?|application)\b")
_TAKEN_UP = re.compile(r"\b(?:hear|heard|tak(?:e|en)\sup|consider|considered|addressed?|argued?|entertain|resolve)\b")
_AT_A = re.compile(r"\b(?:in|at|during)\s(?:an?|the)\s$")
_ABOUT_MOTION = re.compile(r"\b(?:re|regarding|concerning|as\sto|on|upon|to\s(?:hear|consider|address|resolve|take\sup))\b:?\s(?:the\s|(?:plaintiff|defendant|government)s?'?s?\s)?(?:\[?\d{1,4}\]?[\s,]+)?(?:(?!oral\b)[\w'-]+\s){0,3}?motions?\b(?!\sto\s(?:continue|adjourn))")
# "Hearing Held (RE: related document(s)31 Motion for Relief …" (cacb): the bankruptcy register names the motion in an aside.
_RELATED_MOTION = re.compile(r"[^.;]{0,90}?\bre:?\s{1,3}related\sdocuments?[\s()s]{0,6}\[?\d{1,4}\]?\s(?:[\w-]+\s){0,4}?motions?\b")
_CONVERTED = re.compile(r"\bconvert(?:ed|s|ing)\b[^.;]{0,60}?\b(?:in)?to\s(?:an?\s)?")
_AFTER_ANOTHER = re.compile(r"\b(?:following|after|before|preceding|conclusion\sof)\s(?:the\s)?$")
_UPON = re.compile(r"\s(?:on|upon|re|regarding|as\sto|concerning)\b[^.;]{0,40}")                # "argument upon the motions shall be heard": the argument
_LIMIT = re.compile(r"last\sday|deadline|cut-?\s?off")
_IS = re.compile(r"(?:\bis|:)\s(?:\w{6,9},\s)?$")                                # "the last day for a motion to be set for hearing is"
_OBJECT = re.compile(r"\s(?:of\s)?(?:the|its|this|a)\s(?:\w{6,9},\s)?")                     # "continuing the March 2 conference"
_MOVING, _OUTCOMES = frozenset({Mark.MOVE, Mark.CONTINUE}), frozenset({Mark.HELD, Mark.NOT_HELD})


class _Dated(NamedTuple):
    date: DateInText
    governor: Verb | None
    preposition: str | None


def read_clause(clause: Clause) -> tuple[list[Draft], list[DateInText]]:
    """Return the drafts of one clause, in the order of its dates, those without a date last; and its dates."""
    nouns, verbs = find_words(clause.text, clause.start, clause.end)
    if not [noun for noun in nouns if noun.kind]:
        return [], []
    dates = find_dates_between(clause.text, clause.start, clause.end, clause.date_filed.year)
    marks = {verb.mark for verb in verbs}
    if not dates and marks.isdisjoint(UNDATED):
        return [], []
    nouns = [name_motion(clause.text, clause.start, clause.end, noun) if noun.is_generic else noun for noun in nouns]
    dated = _govern(clause, verbs, dates)
    is_denied = Mark.DENY in marks
    is_moved = not is_denied and not marks.isdisjoint(_MOVING)
    drafts = _draft_dates(clause, nouns, verbs, dated, is_denied)
    if not marks.isdisjoint(_OUTCOMES):
        record_outcome(clause, nouns, verbs, drafts)
    if len(drafts) > 1:
        drafts = fold_moves(drafts)
    if is_moved:
        put_off_moved(clause, drafts)
    if Mark.FROM in marks:
        move_clock(clause, drafts)
    if is_moved:
        apply_moving(clause, nouns, verbs, drafts, {id(item.governor) for item in dated if item.governor})
    if Mark.VACATE in marks:
        apply_vacating(clause, nouns, verbs, drafts)
    if not marks.isdisjoint(UNDATED):
        drafts += draft_undated(clause, nouns, verbs, drafts, marks)
    if len(nouns) > 1 and "convert" in clause.text[clause.start:clause.end]:
        _convert(clause, nouns, drafts)
    return split_joined(clause, nouns, drafts, dates) if len(nouns) > 1 else drafts, dates


def _convert(clause: Clause, nouns: list[Noun], drafts: list[Draft]) -> None:
    """"The status conference set for D is converted to a motion hearing": what will be held is the latter."""
    match = _CONVERTED.search(clause.text, clause.start, clause.end)
    new = next((noun for noun in nouns if match and 0 <= noun.start - match.end() < 30), None)
    if new and new.is_generic:
        _carry_over(new, match.start(), drafts)
    for draft in drafts if new and new.kind and not new.is_generic else []:
        if draft.noun and draft.noun.start < match.start():
            draft.kind, draft.is_generic, draft.noun = new.kind, False, new


def _carry_over(new: Noun, at: int, drafts: list[Draft]) -> None:
    """"The sentencing set for OLD is converted to a video hearing, to be held on NEW": the same sitting on another day."""
    old = next((draft for draft in drafts if draft.noun and draft.noun.start < at and draft.date), None)
    for draft in drafts:
        if old and draft.noun == new and draft.date and draft.date != old.date:
            draft.kind, draft.is_generic, draft.action, draft.prior_date = old.kind, old.is_generic, Act.RESET, old.date
            drafts.remove(old)
            return


def name_motion(text: str, start: int, end: int, noun: Noun) -> Noun:
    """"Plaintiff's motion for leave, scheduled for hearing on": the hearing is the motion's (cacd)."""
    if not noun.is_generic or "hear" not in text[noun.start:noun.end]:
        return noun
    is_set_for = _SET_FOR.search(text, max(start, noun.start - 30), noun.start)
    is_motions = is_set_for and _MOTION.search(text, start, noun.start)
    if not is_set_for and _AT_A.search(text, max(start, noun.start - 12), noun.start):
        is_motions = _TAKEN_UP.search(text, start, noun.start) and _MOTION.search(text, start, noun.start)
    if is_motions or _ABOUT_MOTION.search(text, noun.end, min(end, noun.end + 160)) or "related document" in text and _RELATED_MOTION.match(text, noun.end):
        return Noun(noun.start, noun.end, HearingType.MOTION_HEARING, False)
    return noun


def _govern(clause: Clause, verbs: list[Verb], dates: list[DateInText]) -> list[_Dated]:
    found, floor = [], clause.start
    for day in dates:
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
    if not re.fullmatch(r",\s(?:on|for|at)\s(?:\w{6,9},\s)?", clause.text[aside.date.end:day.start]):
        return None
    acts = [verb for verb in verbs if verb.end <= aside.governor.start and verb.mark in ACTS]
    return acts[-1] if acts else None


def _earlier_move(verbs: list[Verb], before: int) -> Verb | None:
    moves = [verb for verb in verbs if verb.end <= before and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK, Mark.SET)]
    return moves[-1] if moves else None


def _draft_dates(clause: Clause, nouns: list[Noun], verbs: list[Verb], dated: list[_Dated], is_denied: bool) -> list[Draft]:
    drafts: list[Draft] = []
    floor = clause.start
    for place, item in enumerate(dated):
        ceiling = dated[place + 1].date.start if place + 1 < len(dated) else clause.end
        draft = _draft_date(clause, nouns, verbs, item, floor, ceiling, drafts)
        if draft and not (is_denied and draft.action in (Act.REQUESTED, *MOVES)):
            drafts.append(draft)
        floor = item.date.end
    return drafts


def _draft_date(clause, nouns, verbs, item: _Dated, floor: int, ceiling: int, earlier: list[Draft]) -> Draft | None:
    verb, day = item.governor, item.date
    if verb is None or verb.mark not in ACTS:
        return draft_ungoverned(clause, nouns, verbs, verb, day, floor, ceiling, earlier[-1] if earlier else None)
    noun = _pick_noun(clause.text, nouns, verbs, verb, day, floor, ceiling)
    if noun is None and earlier and not any(n.start > floor and n.end < day.start for n in nouns):
        noun = earlier[-1].noun
    if noun is None and verb.end < floor and not earlier:
        noun = next((n for n in nouns if verb.end <= n.start and n.end <= day.start), None)
    if noun is None or noun.kind is None:
        return None
    action = ACTS[verb.mark]
    if verb.mark is Mark.VACATE and item.preposition is None and not re.match(r"\W*(?:on|for|of|set)?\W*", clause.text[verb.end:day.start]):
        return None
    if item.preposition is Mark.FROM and earlier and earlier[-1].date_span and verb.end <= earlier[-1].date_span[0] and action is Act.SET:
        earlier[-1].prior_date, earlier[-1].action = day.value, Act.RESET     # "will be heard on NEW rather than OLD"
        return None
    value = next_such_day(day, clause.date_filed) if action in (Act.SET, *MOVES) else day.value
    if action is Act.HELD and not day.has_year and value > clause.date_filed:
        value = value.replace(year=value.year - 1) if (value.month, value.day) != (2, 29) else value
    draft = Draft(noun.kind, noun.is_generic, action, value, f"date-after-{verb.mark}", clause.start, clause.end, noun=noun,
                  date_span=(day.start, day.end), is_standing=verb.mark is Mark.STANDING)
    if verb.mark is Mark.ASK and not _read_asked(clause, item, draft):
        return None
    if action in MOVES and item.preposition is None and _OBJECT.fullmatch(clause.text, verb.end, day.start):
        draft.is_standing, draft.action, draft.rule = True, Act.SET, MOVED_DAY
    if item.preposition is Mark.FROM and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK):
        draft.is_standing, draft.action = True, Act.SET
    return draft


def _read_asked(clause: Clause, item: _Dated, draft: Draft) -> bool:
    """A court's word on "the request to adjourn the March 8 conference": that day stood; a day asked for counts if granted."""
    if item.preposition is not Mark.TO:
        draft.action, draft.is_standing = Act.SET, True
        return True
    draft.action = Act.CONTINUED
    return GRANT.search(clause.text, clause.start, clause.end) is not None


def _pick_noun(text: str, nouns, verbs, verb: Verb, day: DateInText, floor: int, ceiling: int) -> Noun | None:
    """The noun a governed date belongs to: object before the date, else subject, else one that follows."""
    between = [noun for noun in nouns if max(verb.end, floor) <= noun.start and noun.end <= day.start]
    before = [noun for noun in nouns if floor <= noun.start < verb.start]
    dues = [due for due in verbs if due.mark is Mark.DUE and floor <= due.start < verb.start]
    if dues and _IS.search(text, verb.end, day.start) and any(_LIMIT.match(text, due.start) for due in dues):
        return None
    follows = nouns[-1].start >= day.end and any(day.end <= noun.start < ceiling for noun in nouns)
    if len(before) > 1 or before and follows:        # "without oral argument and vacates the hearing set for": not that argument
        before = [noun for noun in before if not _is_within_off(verbs, noun)] or ([] if follows else before)
    subject = before[-1] if before else None
    if subject and not between and _is_deadline(dues, subject, verb):
        return None
    if between:
        chosen = next((noun for noun in between if noun.kind and not noun.is_generic), between[0])
        if subject and subject.kind and _AFTER_ANOTHER.search(text, max(0, chosen.start - 30), chosen.start):
            return subject                           # "shall be held immediately following docket call on"
        if chosen.is_generic and subject and subject.kind and not subject.is_generic and not _is_deadline(dues, subject, verb):
            return subject
        return chosen
    if subject is None:
        after = [noun for noun in nouns if day.end <= noun.start and noun.end <= ceiling]
        if dues:
            return None
        return after[0] if after and floor < verb.start else None
    if subject.kind is HearingType.MOTION_HEARING and len(before) > 1 and before[-2].kind and _UPON.fullmatch(text, before[-2].end, subject.start):
        return before[-2] if not before[-2].is_generic else Noun(*before[-2][:2], HearingType.MOTION_HEARING, False)
    if subject.is_generic and (purpose := next((noun for noun in nouns if day.end <= noun.start < ceiling), None)):
        if purpose.kind and not purpose.is_generic and FOR_PURPOSE.fullmatch(text, day.end, purpose.start):
            return purpose
    if subject.is_generic and len(before) > 1 and before[-2].kind and not before[-2].is_generic and subject.start - before[-2].end < 40:
        return before[-2]
    return subject


def _is_within_off(verbs: list[Verb], noun: Noun) -> bool:
    return any(verb.mark is Mark.VACATE and verb.start < noun.start and noun.end <= verb.end for verb in verbs)


def _is_deadline(dues: list[Verb], noun: Noun, verb: Verb) -> bool:
    return any(noun.end <= due.start and due.end <= verb.start for due in dues)
