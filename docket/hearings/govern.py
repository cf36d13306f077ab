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

from docket.hearings.draft import MOVES, Act, Clause, Draft, next_such_day
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
_MOVING = (Mark.MOVE, Mark.CONTINUE)
_ACTING = (Mark.VACATE, *_MOVING, Mark.SET)
_OUTCOMES = {Mark.HELD: Act.HELD, Mark.NOT_HELD: Act.NOT_HELD}
_FAR, _NEAR, _OBJECT_WITHIN, _TOPIC_WITHIN = (
    70,
    30,
    150,
    80,
)  # signs between a verb and its sitting, or a topic
_PASSED = timedelta(days=366)  # "exhibits from the hearing held 5/24/2011": a passing reference
_TO_CLOCK = re.compile(r"\s?(?:from\s[\d:]{1,5}\s?[ap]\.?m\.?\s)?to\s(?=\d{1,2}(?::\d\d)?\s?[ap]\.?m)")
_FATE = re.compile(r",?\s(?:at\s)?(?:\d{1,2}:\d\d\s?[ap]\.?m\.?\s?)?\.\s")  # a clock, and the sentence ends
_NAMED = ("date-beside-noun", "day-before-noun")
_DAYS = {"tomorrow": 1, "yesterday": -1}
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
    dated = _govern(clause)
    drafts = _fold_moves(clause, _draft_days(clause, dated))
    if clause.marks.isdisjoint(UNDATED) and len(clause.nouns) < 2:
        return drafts
    _apply_acts(clause, drafts, {id(item.governor) for item in dated})
    drafts += _draft_undated(clause, drafts)
    return _split_joined(clause, drafts)


def _drop_topics(clause: Clause) -> list[Noun]:
    """ "Telephone Conference re jury selection", "status conference regarding sentencing": the second is no sitting."""
    kept = clause.nouns[:1]
    for last, noun in pairwise(clause.nouns):
        match = _CUES.topic.follows(clause.text, last.end, noun.start)
        gap = clause.text[match.end() : noun.start] if match else ""
        if match is None or len(gap) > _TOPIC_WITHIN or "," in gap or noun.is_generic:
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
        before = [verb for verb in clause.verbs if verb.end <= day.start and verb.mark is not Mark.DENY]
        for verb in reversed(before):
            if verb.start < floor:
                break
            if verb.mark not in (Mark.TO, Mark.FROM):
                governor = verb
                break
            preposition = preposition or verb.mark
        if governor is None and found and preposition:  # "continued from OLD to NEW"
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
    day, action = item.date, ACTS[verb.mark]
    noun = _pick_noun(clause, verb, item)
    if noun is None and last and not clause.nouns_between(item.floor + 1, day.start):
        noun = last.noun
    if noun is None or noun.kind is None:
        return None
    value = next_such_day(day, clause.date_filed) if action in (Act.SET, *MOVES) else day.value
    if action is Act.HELD and clause.date_filed - value > _PASSED:
        return None
    draft = clause.draft(noun, action, value, f"date-after-{verb.mark}", day)
    draft.is_standing = verb.mark is Mark.STANDING
    if (
        action is Act.REQUESTED
    ):  # the court's word on "the request to adjourn the March 8 conference": that day stood
        draft.is_standing = item.preposition is not Mark.TO
        draft.action = Act.SET if draft.is_standing else Act.CONTINUED
        is_stated = value >= clause.date_filed if draft.is_standing else clause.has(_CUES.grant)
        return draft if is_stated else None
    is_left = item.preposition is Mark.FROM or (item.preposition is None and _is_object(clause, verb, day))
    if (action in MOVES and is_left) or (action is Act.SET and item.preposition is Mark.FROM):
        draft.is_standing, draft.action = True, Act.SET
        draft.left_by = action if action in MOVES else None
    return draft


def _is_object(clause: Clause, verb: Verb, day: DateInText) -> bool:
    """ "Continuing the March 2 conference": the day belongs to what the verb acts on."""
    between = clause.text[verb.end : day.start]
    return bool(between.strip()) and _CUES.object.covers(clause.text, verb.end, day.start)


def _pick_noun(clause: Clause, verb: Verb, item: _Dated) -> Noun | None:
    """The noun a governed date belongs to: object before the date, else subject, else one that follows."""
    day, floor = item.date, item.floor
    before = [noun for noun in clause.nouns if floor <= noun.start < verb.start]
    between = clause.nouns_between(max(verb.end, floor), day.start)
    if between and not (between[0].is_generic and before and before[-1].kind and not before[-1].is_generic):
        return between[0]
    after = clause.noun_after(day.end, item.ceiling)
    if not before:
        return after if floor < verb.start else None
    if after and verb.mark is Mark.VACATE and _CUES.adjective.covers(clause.text, day.end, after.start):
        return after  # "ORDER continuing the conference, ORDER vacating September 1, 2015 Trial Date"
    subject = before[-1]
    if any(due.mark is Mark.DUE and subject.end <= due.start < verb.start for due in clause.verbs):
        return None
    if len(before) > 1 and (other := before[-2]).kind:
        if subject.kind is HearingKind.MOTION_HEARING and _CUES.upon.follows(
            clause.text, other.end, subject.start
        ):  # "the hearing on the motion is continued to": it is the motion's
            is_hearing = other.is_generic and _CUES.hearing.match(clause.text, other.start, other.end)
            return other._replace(kind=subject.kind, is_generic=False) if is_hearing else other
        if subject.is_generic and not other.is_generic and subject.start - other.end < 40:
            return other
    return subject


# A day that no acting word governs.


def _draft_ungoverned(clause: Clause, item: _Dated) -> Draft | None:
    """Return what is said of such a day; its governor may be a word such as "filed" or "due"."""
    verb = item.governor
    if named := _draft_named_by_day(clause, item):
        return named
    if verb is None:
        return _draft_led_by_day(clause, item) or _draft_beside(clause, item, item.floor)
    return _draft_beside(clause, item, verb.end) if clause.is_courts else None


def _draft_named_by_day(clause: Clause, item: _Dated) -> Draft | None:
    """ "The March 15, 2023 hearing is vacated": a standing sitting named by its day; "are expected on May 5 for a
    settlement conference": one that the day leads to."""
    day, verb = item.date, item.governor
    noun = clause.noun_after(day.end, day.end + 90)
    if noun is None or noun.kind is None or clause.text.startswith("to ", noun.start):
        return None  # "shall have until December 3 to show cause"
    if day.value <= clause.date_filed and clause.ends(_CUES.at_the, day.start):
        return None  # "as discussed at the January 7 conference": a passing reference
    is_to_come = clause.is_to_come(day)
    is_new = is_to_come and not (verb and verb.mark is Mark.DUE)
    if not _CUES.adjective.covers(clause.text, day.end, noun.start):
        is_free = not clause.nouns_between(verb.end if verb else item.floor, day.start)
        is_purpose = is_new and is_free and _CUES.for_purpose.ends(clause.text, day.end, noun.start)
        return clause.standing(noun, day, "day-for-purpose") if is_purpose else None
    if clause.ends(_CUES.the, day.start, 24):
        is_new = is_to_come or clause.has_verb_after(noun.end, *_ACTING)
    elif clause.text[day.end] == ",":
        return None
    return clause.standing(noun, day, "day-before-noun") if is_new else None


def _draft_led_by_day(clause: Clause, item: _Dated) -> Draft | None:
    """ "On March 9, 2023, the Court will hold a conference": the day stands first, and what governs it after."""
    day = item.date
    if clause.text[clause.start : day.start].strip() and not clause.ends(_CUES.on_day, day.start, 24):
        return None
    verb = next((verb for verb in clause.verbs if day.end <= verb.start < item.ceiling), None)
    noun = clause.noun_after(day.end, min(item.ceiling, verb.end + _OBJECT_WITHIN)) if verb else None
    if verb is None or noun is None or noun.kind is None:
        return None
    if verb.mark is Mark.SET and _CUES.yet_to_be.match(clause.text, verb.start):
        return clause.draft(noun, Act.SET, next_such_day(day, clause.date_filed), "day-before-set", day)
    if verb.mark in _OUTCOMES and day.value <= clause.date_filed:
        return clause.draft(noun, _OUTCOMES[verb.mark], day.value, f"day-before-{verb.mark}", day)
    return None


def _draft_beside(clause: Clause, item: _Dated, floor: int) -> Draft | None:
    """ "Status Conference 5/5/2016 at 10:00 AM": return what a noun with a date beside it and no verb says."""
    text, day = clause.text, item.date
    before = clause.nouns_between(floor, day.start)
    noun = before[-1] if before else None
    if noun is None or noun.kind is None or clause.ends(_CUES.old, noun.start, 12):
        return None
    is_beside = _CUES.beside.covers(text, noun.end, day.start)
    is_told = clause.is_minutes or clause.has_verb_after(day.end, *_OUTCOMES)
    if is_told and day.value <= clause.date_filed:
        if not is_beside:
            return None
        if fate := _find_fate(clause, day.end):
            return clause.standing(noun, day, f"date-beside-then-{fate}")
        return clause.draft(noun, Act.HELD, day.value, "date-beside-noun", day)
    value = next_such_day(day, clause.date_filed)
    lead = text[noun.end : day.start].rstrip()
    is_led = clause.is_courts and (lead[-1:] in ",:(" or _CUES.leads_to.ends(text, noun.end, day.start))
    if (verb := item.governor) and verb.mark is Mark.DUE:  # "five days before the conference of March 9"
        is_led = _CUES.tight.covers(text, noun.end, day.start)
        is_beside = is_led = is_led and not _CUES.limit.match(text, verb.start)
    if value < clause.date_filed or not (is_beside or is_led):
        return None
    draft = clause.draft(noun, Act.SET, value, "date-beside-noun", day)
    draft.is_standing = item.governor is not None
    return draft


def _find_fate(clause: Clause, day_end: int) -> str | None:
    """ "Hearing on 03/14/2024 09:30 am. Continued." (nvb): the mark of a word that alone says that it did not
    take place."""
    verb = next(
        (v for v in clause.verbs if v.start >= day_end and v.mark in (Mark.CONTINUE, Mark.VACATE)), None
    )
    return verb.mark if verb and _FATE.fullmatch(clause.text, day_end, verb.start) else None


# What the clause does to the days already read.


def _fold_moves(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept = drafts[:1]
    for draft in drafts[1:]:
        last = kept[-1]
        is_twice = draft.noun is last.noun and draft.date != last.date and last.action is Act.SET
        if is_twice and draft.rule == "date-after-set" and not draft.is_standing:
            # "set for OLD, shall instead take place on NEW"; "set for OLD is CONTINUED, and will be held on NEW"
            is_put_off = any(
                v.mark is Mark.CONTINUE and last.date_span and v.start >= last.date_span[1]
                for v in clause.verbs
            )
            draft.action, draft.prior_date = Act.CONTINUED if is_put_off else Act.RESET, last.date
            kept[-1] = draft
        elif draft.action in (*MOVES, Act.REQUESTED) and last.action is Act.SET and last.is_same_kind(draft):
            draft.prior_date = last.date
            if draft.is_generic:
                draft.kind, draft.is_generic, draft.noun = last.kind, last.is_generic, last.noun
            kept[-1] = draft
        elif draft.is_standing and (
            is_twice or (last.action in (*MOVES, Act.REQUESTED) and last.is_same_kind(draft))
        ):  # "reset for NEW from OLD"; "set for NEW rather than OLD"
            last.prior_date = draft.date
            is_instead = last.action is Act.SET and draft.rule == "date-after-set"
            last.action = Act.RESET if is_instead else last.action
        elif (
            last.action in (Act.VACATED, *MOVES) and draft.rule in _NAMED and _is_joined(clause, last, draft)
        ):
            # "vacates the January 5 pretrial conference and the January 23 trial date"
            draft.action, draft.rule, draft.is_standing = last.action, "joined-to-" + last.rule, False
            kept.append(draft)
        else:
            kept.append(draft)
    for draft in kept:
        if draft.left_by and draft.action is Act.SET and Mark.DENY not in clause.marks:
            draft.give_up(draft.left_by, "moved-day")
    return kept


def _is_joined(clause: Clause, one: Draft, other: Draft) -> bool:
    ends = [place for place in (one.noun and one.noun.end, one.date_span and one.date_span[1]) if place]
    starts = [
        place for place in (other.noun and other.noun.start, other.date_span and other.date_span[0]) if place
    ]
    return max(ends) < min(starts) and _CUES.joined.covers(clause.text, max(ends), min(starts))


def _apply_acts(clause: Clause, drafts: list[Draft], governors: set[int]) -> None:
    """ "X set for OLD and Y set for OLD2 are continued": sittings put off to no day that is named, called off, or
    said to have been held."""
    for verb in clause.verbs:
        is_vacating = verb.mark is Mark.VACATE
        if verb.mark in _OUTCOMES:
            _record_outcome(clause, drafts, verb)
        if not (is_vacating or verb.mark in _MOVING) or id(verb) in governors:
            continue
        if not is_vacating and (Mark.DENY in clause.marks or _is_yet_to_be(clause, verb)):
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        last = before[-1] if before else None
        if last is None or last.action is not Act.SET:
            before = _objects(clause, verb, drafts)
        elif _is_anothers(clause, last, verb):
            continue
        elif not _CUES.many.search(clause.text, last.date_span[1] if last.date_span else 0, verb.end):
            before = before[-1:]
        for draft in before:
            if draft.action is Act.SET:
                _act(clause, draft, verb)


def _act(clause: Clause, draft: Draft, verb: Verb) -> None:
    action, rule = ACTS[verb.mark], f"set-then-{verb.mark}"
    to_clock = _TO_CLOCK.match(clause.text, verb.end, clause.end)
    clocks = find_times(clause.text, to_clock.end(), to_clock.end() + 12) if to_clock else []
    if verb.mark is Mark.VACATE:
        draft.action, draft.rule = action, rule
    elif clocks:  # "set for 3/16/2023 is advanced from 2:00 PM to 10:00 AM": another hour of the day
        draft.action, draft.fields["time"] = action, clocks[0].value
        draft.spans["time"] = (clocks[0].start, clocks[0].end)
    else:
        draft.give_up(action, rule)


def _record_outcome(clause: Clause, drafts: list[Draft], verb: Verb) -> None:
    """ "Conference scheduled for 9/7/2011 by telephone NOT HELD": the day has come, and what came of it."""
    for draft in drafts:
        span = draft.date_span
        if (
            span
            and span[1] <= verb.start <= span[1] + 90
            and draft.action in (Act.SET, Act.HELD)
            and draft.date
        ):
            is_last = not any(
                span[1] <= other.start < verb.start and other.mark in ACTS for other in clause.verbs
            )
            if draft.date <= clause.date_filed and is_last:
                draft.action, draft.rule, draft.is_standing = ACTS[verb.mark], f"set-then-{verb.mark}", False


def _objects(clause: Clause, verb: Verb, drafts: list[Draft]) -> list[Draft]:
    """The sittings, with a day that is set, that follow a verb as what it acts on."""
    if verb.mark is not Mark.VACATE and clause.text.endswith("ed", 0, verb.end):
        return []  # an adjective: "Continued Scheduling Conference is set for"
    target = clause.noun_after(verb.end, verb.end + _FAR)
    return [draft for draft in drafts if target and draft.noun is target]


def _is_yet_to_be(clause: Clause, verb: Verb) -> bool:
    """ "Continued to be reset"; "is cancelled and will be rescheduled": what is yet to come moves nothing."""
    if _CUES.to_be.search(clause.text, max(clause.start, verb.start - 4), verb.start + 6):
        return True
    is_off = any(other.mark is Mark.VACATE and other.start < verb.start for other in clause.verbs)
    return is_off and _is_future(clause, verb)


def _is_future(clause: Clause, verb: Verb) -> bool:
    return bool(_CUES.yet_to_be.match(clause.text, verb.start)) or clause.ends(
        _CUES.yet_to_be, verb.start, 10
    )


def _is_anothers(clause: Clause, draft: Draft, verb: Verb) -> bool:
    """Say whether another sitting stands between the draft's date and the word that acts."""
    between = clause.nouns_between(draft.date_span[1] if draft.date_span else 0, verb.start)
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind


# Sittings without a date of their own.


def _draft_undated(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Sittings held, put off or called off in a clause that gives them no date of their own."""
    found: list[Draft] = []
    used = {id(draft.noun) for draft in drafts}
    for verb in clause.verbs:
        noun = _neighbor(clause, verb) if verb.mark in UNDATED else None
        if noun is None or noun.kind is None or not _CUES.sitting.search(clause.text, noun.start, noun.end):
            continue
        if id(noun) in used and not (verb.mark is Mark.HELD and _is_moved_after(noun, verb, drafts)):
            continue
        if draft := _undated(clause, noun, verb):
            used.add(id(noun))
            found.append(draft)
    if Mark.ASK in clause.marks and Mark.DENY not in clause.marks and clause.has(_CUES.grant):
        _grant_move(clause, drafts)
    return found


def _grant_move(clause: Clause, drafts: list[Draft]) -> None:
    """ "Granting the motion to continue the March 2 conference": that day is given up."""
    asked = [verb for verb in clause.verbs if verb.mark is Mark.ASK]
    for draft in drafts:
        noun = draft.noun
        if not noun or draft.action is not Act.SET or any(noun.start - v.end > _NEAR for v in asked):
            continue
        if any(_CUES.off.search(clause.text, verb.start, verb.end) for verb in asked):
            draft.action = Act.VACATED
        else:
            draft.give_up(Act.CONTINUED, "granted")
            draft.is_weak = True


def _is_moved_after(noun: Noun, verb: Verb, drafts: list[Draft]) -> bool:
    """ "Status hearing held and continued to 4/12/2023" (ilnd): one sitting that was, and its next day."""
    moved = [draft for draft in drafts if draft.noun is noun and draft.action in MOVES]
    return any(draft.date_span and verb.end < draft.date_span[0] for draft in moved)


def _neighbor(clause: Clause, verb: Verb) -> Noun | None:
    before = [noun for noun in clause.nouns if noun.end <= verb.start]
    after = clause.noun_after(verb.end, verb.end + _NEAR)
    is_adjective = after and after.start == verb.end + 1 and clause.text.endswith("continued", 0, verb.end)
    if before and verb.start - before[-1].end < _FAR and verb.mark is not Mark.ASK and not is_adjective:
        return before[-1]
    return after if verb.mark not in _OUTCOMES else None


def _undated(clause: Clause, noun: Noun, verb: Verb) -> Draft | None:
    text, is_denied = clause.text, Mark.DENY in clause.marks
    named = _CUES.relative.search(text, clause.start, clause.end)
    relative = clause.date_filed + timedelta(days=_DAYS.get(named[0], 0)) if named else None
    draft = clause.draft(noun, ACTS[verb.mark], None, f"undated-{verb.mark}")
    if verb.mark in _OUTCOMES:
        draft.date = relative or clause.date_filed
        return draft if clause.is_minutes or (relative and clause.is_courts) else None
    if is_denied and not (verb.mark is Mark.VACATE and verb.start < noun.start):
        return None
    if verb.mark is Mark.VACATE:
        draft.date = relative
        return draft if _CUES.off.search(text, verb.start, verb.end) else None
    if verb.mark is Mark.ASK:
        draft.action, draft.is_weak = Act.CONTINUED, True
        return draft if clause.has(_CUES.grant) and _CUES.puts_off.match(text, verb.start) else None
    draft.prior_date = relative
    is_later = verb.mark is Mark.MOVE and (_is_yet_to_be(clause, verb) or _is_future(clause, verb))
    return None if is_later else draft  # "to be rescheduled later", "it will be reset by separate order"


# Sittings named together.


def _split_joined(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """ "Plea and Sentencing set for": one draft for each noun that is joined to the noun read."""
    result = []
    for draft in drafts:
        own = [other.noun for other in drafts if other.noun is not draft.noun and other.date]
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
