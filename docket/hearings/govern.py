"""One clause of an entry read: which sitting, what is done to it, and which date is what.

Every date in a clause has a governor, the marked phrase nearest before it. "Set for OLD is vacated and continued to
NEW" so has two: OLD was set, NEW is where it went (sources.md 10.3, rule 4). A date governed by "due" or "filed" is
no hearing's. After the dates come what the clause does to a day already read (put off, called off), sittings without
a date, and sittings named together.
"""

import re
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from docket.hearings.draft import MOVES, Act, Clause, Draft
from docket.hearings.tags import UNDATED, Mark, Noun, Verb
from docket.text.dates import DateInText, find_times
from docket.text.phrases import Cues
from docket.vocabulary import HearingAction, HearingKind

ACTS: dict[str, HearingAction] = {
    Mark.SET: Act.SET,
    Mark.STANDING: Act.SET,
    Mark.MOVE: Act.RESET,
    Mark.CONTINUE: Act.CONTINUED,
    Mark.HELD: Act.HELD,
    Mark.NOT_HELD: Act.NOT_HELD,
    Mark.VACATE: Act.VACATED,
    Mark.ASK: Act.REQUESTED,
}
_MOVING, _OUTCOMES = (Mark.MOVE, Mark.CONTINUE), (Mark.HELD, Mark.NOT_HELD)
_FAR, _NEAR, _OBJECT_WITHIN = 70, 30, 150  # signs between a verb and its sitting
_PASSED = timedelta(days=366)  # "exhibits from the hearing held 5/24/2011": a passing reference
_TO_CLOCK = re.compile(r"\s?(?:from\s[\d:]{1,5}\s?[ap]\.?m\.?\s)?to\s(?=\d{1,2}(?::\d\d)?\s?[ap]\.?m)")
_HOURS = re.compile(r"[ap]\.?m\.?\sto\s\d")
_NAMED = ("date-beside-noun", "day-before-noun")  # rules by which a day names its sitting
_CUES = Cues("hearings")


class _Dated(NamedTuple):
    """A day, what governs it, and the part of the clause that is its own."""

    date: DateInText
    governor: Verb | None
    preposition: str | None
    floor: int
    ceiling: int


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of one clause, in the order of its dates, those without a date last."""
    if not clause.dates and clause.marks.isdisjoint(UNDATED):
        return []
    if len(clause.nouns) > 1:
        clause.nouns = _drop_topics(clause)
    clause.nouns = [name_motion(clause.text, clause.start, clause.end, noun) for noun in clause.nouns]
    drafts = _fold_moves(clause, _draft_days(clause, _govern(clause)))
    if clause.marks.isdisjoint(UNDATED) and len(clause.nouns) < 2:
        return drafts
    _apply_acts(clause, drafts)
    for one, other in pairwise(drafts):
        # "Status Conference set for OLD is VACATED and RESET for Change of Plea on NEW" (caed): another sitting
        is_other = other.action is Act.RESET and not other.prior_date and not one.is_same_kind(other)
        other.action = Act.SET if is_other and one.action is Act.VACATED else other.action
    _give_up_left(clause, drafts)
    drafts += _draft_undated(clause, drafts)
    return _split_joined(clause, drafts)


def _drop_topics(clause: Clause) -> list[Noun]:
    """ "Telephone Conference re jury selection", "status conference regarding sentencing": the second is no sitting."""
    kept = clause.nouns[:1]
    for last, noun in pairwise(clause.nouns):
        if not _CUES.topic.follows(clause.text, last.end, noun.start):
            kept.append(noun)
    return kept


def name_motion(text: str, start: int, end: int, noun: Noun) -> Noun:
    """ "Plaintiff's motion for leave, scheduled for hearing on": the hearing is the motion's (cacd)."""
    if not noun.is_generic or not _CUES.hearing.match(text, noun.start, noun.end):
        return noun
    is_set_for = _CUES.set_for.ends(text, max(start, noun.start - 40), noun.start)
    if (is_set_for and _CUES.motion.search(text, start, noun.start)) or _CUES.about_motion.search(
        text, noun.end, min(end, noun.end + 160)
    ):
        return Noun(noun.start, noun.end, HearingKind.MOTION_HEARING, False)
    return noun


# Which word governs which day.


def _govern(clause: Clause) -> list[_Dated]:
    found: list[_Dated] = []
    floor = clause.start
    ceilings = [day.start for day in clause.dates[1:]] + [clause.end]
    for day, ceiling in zip(clause.dates, ceilings, strict=False):
        governor = preposition = None
        is_hours = (
            False  # "set for 5/27/2008 3:00 PM to 8:00 PM, 6/2/2008" (iand): a further day of the trial
        )
        before = [verb for verb in clause.verbs if verb.end <= day.start]
        for verb in reversed(before):
            if verb.start < floor:
                break
            if verb.mark not in (Mark.TO, Mark.FROM):
                governor = verb
                break
            preposition = preposition or verb.mark
            is_hours = _HOURS.search(clause.text, max(floor, verb.start - 5), verb.end + 2) is not None
        if governor is None and preposition and not is_hours:  # "continued from OLD to NEW"
            moves = (*_MOVING, Mark.ASK, Mark.SET)
            governor = next((verb for verb in reversed(before) if verb.mark in moves), None)
        found.append(_Dated(day, governor, preposition, floor, ceiling))
        floor = day.end
    return found


def _draft_days(clause: Clause, dated: list[_Dated]) -> list[Draft]:
    drafts: list[Draft] = []
    for item in dated:
        if item.governor and item.governor.mark in ACTS:
            draft = _draft_governed(clause, item, item.governor, drafts[-1] if drafts else None)
        else:
            draft = _draft_ungoverned(clause, item)
        if draft and not (Mark.DENY in clause.marks and draft.action in (Act.REQUESTED, *MOVES)):
            drafts.append(draft)
    return drafts


def _draft_governed(clause: Clause, item: _Dated, verb: Verb, last: Draft | None) -> Draft | None:
    day, action, is_from = item.date, ACTS[verb.mark], item.preposition is Mark.FROM
    noun = _pick_noun(clause, verb, item)
    if last and (noun is None or _goes_on(clause, verb, item, last, noun)):
        noun = last.noun
    draft = clause.draft(noun, action, f"date-after-{verb.mark}", day)
    if (
        draft is None
        or draft.date is None
        or (action is Act.HELD and clause.date_filed - draft.date > _PASSED)
    ):
        return None
    draft.is_standing = verb.mark is Mark.STANDING
    if (
        action is Act.REQUESTED
    ):  # the court's word on "the request to adjourn the March 8 conference": that day stood
        draft.is_standing = item.preposition is not Mark.TO
        draft.action = Act.SET if draft.is_standing else Act.CONTINUED
        is_stated = draft.date >= clause.date_filed if draft.is_standing else clause.has(_CUES.grant)
        return draft if is_stated else None
    is_left = is_from or (item.preposition is None and _is_object(clause, verb, day))
    if (action in MOVES and is_left) or (action is Act.SET and is_from):
        draft.is_standing, draft.action = True, Act.SET
        draft.left_by = action if action in MOVES else None
    return draft


def _goes_on(clause: Clause, verb: Verb, item: _Dated, last: Draft, noun: Noun) -> bool:
    """ "Conference, set for OLD, is continued to NEW, and the trial is continued": what follows has its own word."""
    is_next = noun.start >= item.date.end and clause.has_verb_after(noun.end, Mark.SET, Mark.VACATE, *_MOVING)
    is_moved = verb.mark in _MOVING and item.preposition is Mark.TO and last.action is Act.SET
    return is_next and is_moved and last.date_span is not None and last.date_span[1] == item.floor


def _is_object(clause: Clause, verb: Verb, day: DateInText) -> bool:
    """ "Continuing the March 2 conference": the day belongs to what the verb acts on."""
    between = clause.text[verb.end : day.start]
    return bool(between.strip()) and _CUES.object.covers(clause.text, verb.end, day.start)


def _pick_noun(clause: Clause, verb: Verb, item: _Dated) -> Noun | None:
    """The noun a governed date belongs to: object before the date, else subject, else one that follows."""
    day, floor = item.date, item.floor
    if between := clause.nouns_between(max(verb.end, floor), day.start):
        return between[0]
    before = [noun for noun in clause.nouns if floor <= noun.start < verb.start]
    after = clause.noun_after(day.end, item.ceiling)
    if not before:  # "the deadline is extended to D, and the status hearing is": a deadline's day
        is_due = verb.mark in _MOVING and any(
            v.mark is Mark.DUE and v.start < verb.start for v in clause.verbs
        )
        return after if floor < verb.start and not is_due else None
    if after and verb.mark is Mark.VACATE and _CUES.adjective.covers(clause.text, day.end, after.start):
        return after  # "without oral argument and VACATES the March 11, 2021 hearing"
    subject = before[-1]
    if any(due.mark is Mark.DUE and subject.end <= due.start < verb.start for due in clause.verbs):
        return None
    if len(before) > 1 and (other := before[-2]).kind:
        if subject.kind is HearingKind.MOTION_HEARING and _CUES.upon.follows(
            clause.text, other.end, subject.start
        ):  # "the hearing on the motion is continued to": it is the motion's
            return other._replace(kind=subject.kind, is_generic=False) if other.is_generic else other
        if subject.is_generic and not other.is_generic and subject.start - other.end < 40:
            return other
    return subject


# A day that no acting word governs.


def _draft_ungoverned(clause: Clause, item: _Dated) -> Draft | None:
    """Return what is said of such a day; its governor may be a word such as "filed" or "due"."""
    if named := _draft_named_by_day(clause, item):
        return named
    if item.governor is None:
        return _draft_led_by_day(clause, item) or _draft_beside(clause, item, item.floor)
    return _draft_beside(clause, item, item.governor.end) if clause.is_courts else None


def _draft_named_by_day(clause: Clause, item: _Dated) -> Draft | None:
    """ "The March 15, 2023 hearing is vacated": a standing sitting named by its day; "are expected on May 5 for a
    settlement conference": one that the day leads to."""
    day, verb = item.date, item.governor
    noun = clause.noun_after(day.end, day.end + 90)
    if noun is None or clause.text.startswith("to ", noun.start):
        return None  # "shall have until December 3 to show cause"
    if day.value <= clause.date_filed and clause.ends(_CUES.at_the, day.start):
        return None  # "as discussed at the January 7 conference": a passing reference
    is_to_come = clause.is_to_come(day)
    is_new = is_to_come and not (verb and verb.mark is Mark.DUE)
    rule = "day-before-noun"
    if not _CUES.adjective.covers(clause.text, day.end, noun.start):
        rule, is_new = "day-for-purpose", is_new and clause.ends(_CUES.for_purpose, noun.start)
    elif clause.ends(_CUES.the, day.start, 24):
        is_new = is_to_come
    elif clause.text[day.end] == ",":
        return None
    draft = clause.draft(noun, Act.SET, rule, day) if is_new else None
    if draft:
        draft.is_standing = True
    return draft


def _draft_led_by_day(clause: Clause, item: _Dated) -> Draft | None:
    """ "On March 9, 2023, the Court will hold a conference": the day stands first, and what governs it after."""
    day = item.date
    if clause.text[clause.start : day.start].strip() and not clause.ends(_CUES.on_day, day.start, 24):
        return None
    verb = next((verb for verb in clause.verbs if day.end <= verb.start < item.ceiling), None)
    if verb is None or not (verb.mark in _OUTCOMES or _CUES.yet_to_be.match(clause.text, verb.start)):
        return None
    noun = clause.noun_after(day.end, min(item.ceiling, verb.end + _OBJECT_WITHIN))
    return clause.draft(noun, ACTS[verb.mark], f"day-before-{verb.mark}", day) if verb.mark in ACTS else None


def _draft_beside(clause: Clause, item: _Dated, floor: int) -> Draft | None:
    """ "Status Conference 5/5/2016 at 10:00 AM": return what a noun with a date beside it and no verb says."""
    text, day, verb = clause.text, item.date, item.governor
    before = clause.nouns_between(floor, day.start)
    if not before or clause.ends(_CUES.old, before[-1].start, 12):
        return None
    end = before[-1].end
    is_beside = _CUES.beside.covers(text, end, day.start)
    if day.value <= clause.date_filed and (clause.is_minutes or clause.has_verb_after(day.end, *_OUTCOMES)):
        return clause.draft(before[-1], Act.HELD, "date-beside-noun", day) if is_beside else None
    lead = text[end : day.start].rstrip()
    is_led = clause.is_courts and (lead[-1:] in ",:(" or _CUES.leads_to.ends(text, end, day.start))
    if verb and verb.mark is Mark.DUE:  # "five days before the conference of March 9"
        is_beside = _CUES.tight.covers(text, end, day.start) and not _CUES.limit.match(text, verb.start)
        is_led = False
    draft = clause.draft(before[-1], Act.SET, "date-beside-noun", day) if is_beside or is_led else None
    return draft if draft and draft.date and draft.date >= clause.date_filed else None


# What the clause does to the days already read.


def _fold_moves(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept = drafts[:1]
    for draft in drafts[1:]:
        last = kept[-1]
        is_twice = draft.noun is last.noun and draft.date != last.date and last.action is Act.SET
        is_moved = last.action in (*MOVES, Act.REQUESTED) and last.is_same_kind(draft)
        if is_twice and draft.rule == "date-after-set" and not draft.is_standing:
            # "set for OLD, shall instead take place on NEW"; "set for OLD is CONTINUED, and will be held on NEW"
            draft.action = Act.CONTINUED if Mark.CONTINUE in clause.marks else Act.RESET
            kept[-1], draft.prior_date = draft, last.date
        elif draft.action in (*MOVES, Act.REQUESTED) and last.action is Act.SET and last.is_same_kind(draft):
            kept[-1], draft.prior_date = draft, last.date
            if draft.is_generic:
                draft.kind, draft.is_generic, draft.noun = last.kind, last.is_generic, last.noun
        elif draft.is_standing and (
            is_twice or is_moved
        ):  # "reset for NEW from OLD"; "for NEW rather than OLD"
            last.prior_date = draft.date
            if last.action is Act.SET and draft.rule == "date-after-set":
                last.action = Act.RESET
        else:
            kept.append(draft)
            if last.action in (Act.VACATED, *MOVES) and _is_joined(clause, last, draft):
                # "vacates the January 5 pretrial conference and the January 23 trial date"
                draft.action, draft.is_standing = last.action, False
    return kept


def _give_up_left(clause: Clause, drafts: list[Draft]) -> None:
    """ "Continuing the March 2 conference", "granting the motion to adjourn it": the day goes, and none is named."""
    is_granted = Mark.ASK in clause.marks and clause.has(_CUES.grant)
    asked = [verb for verb in clause.verbs if is_granted and verb.mark is Mark.ASK]
    for draft in drafts if Mark.DENY not in clause.marks else ():
        near = [verb for verb in asked if draft.noun and 0 <= draft.noun.start - verb.end <= _NEAR]
        if near and not draft.left_by:
            is_off = _CUES.off.search(clause.text, near[0].start, near[0].end)
            draft.left_by, draft.is_weak = Act.VACATED if is_off else Act.CONTINUED, True
        if draft.left_by and draft.action is Act.SET:
            draft.give_up(draft.left_by, "moved-day")


def _is_joined(clause: Clause, one: Draft, other: Draft) -> bool:
    if not (one.noun and other.noun and one.date_span and other.date_span and other.rule in _NAMED):
        return False
    end, start = max(one.noun.end, one.date_span[1]), min(other.noun.start, other.date_span[0])
    return end < start and _CUES.joined.covers(clause.text, end, start)


def _apply_acts(clause: Clause, drafts: list[Draft]) -> None:
    """ "X set for OLD and Y set for OLD2 are continued", "set for OLD by telephone NOT HELD": sittings put off to no
    day that is named, called off, or said to have been held."""
    for verb in clause.verbs:
        if verb.mark not in (Mark.VACATE, *_MOVING, *_OUTCOMES):
            continue
        acted = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        last = acted[-1] if acted else None
        if last is None or not _may_be_acted_on(last):
            acted = _objects(clause, verb, drafts)
        elif last.date_span and _is_anothers(clause, last, last.date_span[1], verb):
            continue
        elif last.date_span and not _CUES.many.search(clause.text, last.date_span[1], verb.end):
            acted = acted[-1:]
        for draft in acted:
            is_past = draft.date is not None and draft.date <= clause.date_filed
            if _may_be_acted_on(draft) and (is_past or verb.mark not in _OUTCOMES):
                _act(clause, draft, verb)


def _may_be_acted_on(draft: Draft) -> bool:
    """A sitting that is set; of minutes also one that has only its day: "Hearing on 03/14/2024. Continued." (nvb)"""
    return draft.action is Act.SET or (draft.action is Act.HELD and draft.rule == "date-beside-noun")


def _act(clause: Clause, draft: Draft, verb: Verb) -> None:
    to_clock = _TO_CLOCK.match(clause.text, verb.end, clause.end)
    clocks = find_times(clause.text, to_clock.end(), to_clock.end() + 12) if to_clock else []
    if verb.mark in _MOVING and not clocks:
        draft.give_up(ACTS[verb.mark], f"set-then-{verb.mark}")
        return
    draft.action, draft.rule, draft.is_standing = ACTS[verb.mark], f"set-then-{verb.mark}", False
    if clocks:  # "set for 3/16/2023 is advanced from 2:00 PM to 10:00 AM": another hour of the day
        draft.keep("time", (clocks[0].value, clocks[0].start, clocks[0].end))


def _objects(clause: Clause, verb: Verb, drafts: list[Draft]) -> list[Draft]:
    """The sittings, with a day that is set, that follow a verb as what it acts on."""
    is_adjective = clause.text.endswith("ed", 0, verb.end) and verb.mark is not Mark.VACATE
    if is_adjective or verb.mark in _OUTCOMES:
        return []  # "Continued Scheduling Conference is set for"
    target = clause.noun_after(verb.end, verb.end + _FAR)
    return [draft for draft in drafts if target and draft.noun is target]


def _is_yet_to_be(clause: Clause, verb: Verb) -> bool:
    """ "Continued to be reset"; "is cancelled and will be rescheduled": what is yet to come moves nothing."""
    is_to_be = _CUES.to_be.search(clause.text, max(clause.start, verb.start - 4), verb.start + 6)
    will_be = _CUES.yet_to_be.match(clause.text, verb.start) or clause.ends(_CUES.yet_to_be, verb.start, 10)
    return bool(is_to_be or will_be)


def _is_anothers(clause: Clause, draft: Draft, day_end: int, verb: Verb) -> bool:
    """Say whether another sitting stands between the draft's date and the word that acts."""
    between = clause.nouns_between(day_end, verb.start)
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind


# Sittings without a date of their own.


def _draft_undated(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Sittings held, put off or called off in a clause that gives them no date of their own."""
    found: list[Draft] = []
    moved = [draft for draft in drafts if draft.action in MOVES]
    for verb in clause.verbs:
        noun = _neighbor(clause, verb) if verb.mark in UNDATED else None
        if noun is None or not _CUES.sitting.search(clause.text, noun.start, noun.end):
            continue
        # "Status hearing held and continued to 4/12/2023" (ilnd): one sitting that was, and its next day
        told = drafts if verb.mark is not Mark.HELD else [draft for draft in drafts if draft not in moved]
        if all(draft.noun is not noun for draft in [*told, *found]) and (
            draft := _undated(clause, noun, verb)
        ):
            found.append(draft)
    return found


def _neighbor(clause: Clause, verb: Verb) -> Noun | None:
    before = [noun for noun in clause.nouns if noun.end <= verb.start]
    if before and verb.start - before[-1].end < _FAR and verb.mark is not Mark.ASK:
        return before[-1]
    return clause.noun_after(verb.end, verb.end + _NEAR) if verb.mark not in _OUTCOMES else None


def _undated(clause: Clause, noun: Noun, verb: Verb) -> Draft | None:
    text = clause.text
    draft = clause.draft(noun, ACTS[verb.mark], f"undated-{verb.mark}")
    if draft is None:
        return None
    if verb.mark in _OUTCOMES:
        draft.date = clause.date_filed
        return draft if clause.is_minutes else None
    if Mark.DENY in clause.marks and not (verb.mark is Mark.VACATE and verb.start < noun.start):
        return None
    if _CUES.conditional.search(text, clause.start, verb.start):
        return (
            None  # "if the parties believe that none is necessary, the conference will be adjourned" (nysd)
        )
    if verb.mark is Mark.VACATE:
        return draft if _CUES.off.search(text, verb.start, verb.end) else None
    if verb.mark is Mark.ASK:
        draft.action, draft.is_weak = Act.CONTINUED, True
        return draft if clause.has(_CUES.grant) and _CUES.puts_off.match(text, verb.start) else None
    is_later = verb.mark is Mark.MOVE and _is_yet_to_be(clause, verb)
    return None if is_later else draft  # "to be rescheduled later", "it will be reset by separate order"


# Sittings named together.


def _split_joined(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """ "Plea and Sentencing set for": one draft for each noun that is joined to the noun read."""
    result = []
    for draft in drafts:
        own = [other.noun for other in drafts if other.date]
        for noun in _joined_nouns(clause, draft.noun) if not draft.is_generic else ():
            if noun.kind and noun.kind is not draft.kind and not noun.is_generic and noun not in own:
                result.append(draft.twin(noun))
        result.append(draft)
    return result


def _joined_nouns(clause: Clause, noun: Noun | None) -> list[Noun]:
    """The nouns of the chain that one stands in: "X, Y and Z"."""
    chains: list[list[Noun]] = [clause.nouns[:1]]
    for one, other in pairwise(clause.nouns):
        is_joined = clause.text[one.end : other.start].strip() and _CUES.joined.covers(
            clause.text, one.end, other.start
        )
        if is_joined:
            chains[-1].append(other)
        else:
            chains.append([other])
    return next(([other for other in chain if other is not noun] for chain in chains if noun in chain), [])
