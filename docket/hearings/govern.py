"""One clause of an entry read: which sitting, what is done to it, and which date is what.

Every date in a clause has a governor, the marked phrase nearest before it. "Set for OLD is vacated and continued to
NEW" so has two: OLD was set, NEW is where it went (sources.md 10.3, rule 4). A date governed by "due" or "filed" is
no hearing's. After the dates come what the clause does to a day already read (put off, called off), sittings without
a date, and sittings named together.
"""

import re
from collections.abc import Iterable
from datetime import timedelta
from itertools import pairwise
from typing import NamedTuple

from docket.hearings.draft import MOVES, Act, Clause, Draft, next_such_day
from docket.hearings.tags import UNDATED, HearingType, Mark, Noun, Verb
from docket.text.dates import DateInText, find_times
from docket.text.phrases import Cue
from docket.vocabulary import HearingAction

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
_ACTING = (Mark.VACATE, Mark.MOVE, Mark.CONTINUE, Mark.SET)
_OUTCOMES = {Mark.HELD: Act.HELD, Mark.NOT_HELD: Act.NOT_HELD}
_FAR, _NEAR, _OBJECT_WITHIN = 70, 30, 150  # signs between a verb and its sitting
_TOPIC_WITHIN, _ADDRESSED_WITHIN = 20, 80  # signs between "regarding", or "to address", and a topic
_TWICE = frozenset({"date-after-set", "date-after-standing", "date-beside-noun"})
_MOVED_DAY = "moved-day"


def _cue(tag: str) -> Cue:
    return Cue("hearings", tag)


_MANY, _WISH, _PASSING, _THE, _OF, _ON = map(_cue, ("many", "wish", "passing", "the", "of_day", "on_day"))
_BESIDE, _LEADS_TO, _TIGHT, _OLD = map(_cue, ("beside", "leads_to", "tight", "old"))
_ADJECTIVES, _FOR_PURPOSE, _YET, _TO_BE = map(_cue, ("adjective", "for_purpose", "yet_to_be", "to_be"))
_AND, _JOINED, _AND_DAY, _OBJECT = map(_cue, ("and", "joined", "and_day", "object"))
_GRANT, _OFF, _SITTING, _PUTS_OFF = map(_cue, ("grant", "off", "sitting", "puts_off"))
_LIMIT, _SET_FOR, _MOTION, _TAKEN_UP, _AT_A = map(_cue, ("limit", "set_for", "motion", "taken_up", "at_a"))
_ABOUT_MOTION, _RELATED, _CONVERTED = map(_cue, ("about_motion", "related_motion", "converted"))
_AFTER_ANOTHER, _AT, _TOPIC, _IF = map(_cue, ("after_another", "at_the", "topic", "if"))
_RELATIVE, _UPON, _INSTEAD, _HEARING = map(_cue, ("relative", "upon", "instead", "hearing"))
_TO_CLOCK = re.compile(r"\s?(?:from\s[\d:]{1,5}\s?[ap]\.?m\.?\s)?to\s(?=\d{1,2}(?::\d\d)?\s?[ap]\.?m)")
_FATE = re.compile(r",?\s(?:at\s)?(?:\d{1,2}:\d\d\s?[ap]\.?m\.?\s?)?\.\s")  # a clock, and the sentence ends
_DAYS = {"tomorrow": 1, "yesterday": -1}


class _Dated(NamedTuple):
    date: DateInText
    governor: Verb | None
    preposition: str | None


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of one clause, in the order of its dates, those without a date last."""
    if not any(noun.kind for noun in clause.nouns):
        return []
    if not clause.dates and clause.marks.isdisjoint(UNDATED):
        return []
    clause.nouns = [name_motion(clause.text, clause.start, clause.end, noun) for noun in _drop_topics(clause)]
    dated = _govern(clause)
    drafts = _draft_days(clause, dated)
    if not drafts and clause.marks.isdisjoint(UNDATED):
        return []
    _record_outcome(clause, drafts)
    drafts = _fold_moves(clause, drafts)
    if Mark.DENY not in clause.marks:
        _put_off_moved(clause, drafts)
        _move_clock(clause, drafts)
        _apply_moving(clause, drafts, {id(item.governor) for item in dated})
    _apply_vacating(clause, drafts)
    drafts = _share_noun(clause, drafts)
    drafts += _draft_undated(clause, drafts)
    _convert(clause, drafts)
    return _split_joined(clause, drafts) if len(clause.nouns) > 1 else drafts


def _drop_topics(clause: Clause) -> list[Noun]:
    """ "Telephone Conference re jury selection", "status conference regarding sentencing": the second is no sitting."""
    if len(clause.nouns) < 2:
        return clause.nouns
    text, kept = clause.text, clause.nouns[:1]
    for last, noun in pairwise(clause.nouns):
        match = _TOPIC.follows(text, last.end, noun.start) if last.kind and noun.kind else None
        is_other = noun.kind is HearingType.TRIAL or "conf" in text[last.start : last.end]
        gap = text[match.end() : noun.start] if match else ""
        most = _ADDRESSED_WITHIN if match and text.startswith("to ", match.start()) else _TOPIC_WITHIN
        if match is None or not is_other or len(gap) > most or "," in gap or " and " in gap:
            kept.append(noun)
    return kept


def name_motion(text: str, start: int, end: int, noun: Noun) -> Noun:
    """ "Plaintiff's motion for leave, scheduled for hearing on": the hearing is the motion's (cacd)."""
    if not noun.is_generic or not _HEARING.match(text, noun.start, noun.end):
        return noun
    is_motions = False
    if _SET_FOR.ends(text, max(start, noun.start - 40), noun.start):
        is_motions = _MOTION.search(text, start, noun.start) is not None
    elif _AT_A.ends(text, max(start, noun.start - 16), noun.start):
        is_motions = bool(
            _TAKEN_UP.search(text, start, noun.start) and _MOTION.search(text, start, noun.start)
        )
    about = _ABOUT_MOTION.search(text, noun.end, min(end, noun.end + 160))
    is_related = _RELATED.search(text, noun.end, noun.end + 160)  # the bankruptcy register's aside (cacb)
    if is_motions or is_related or (about and ";" not in text[noun.end : about.start()]):
        return Noun(noun.start, noun.end, HearingType.MOTION_HEARING, False)
    return noun


# Which word governs which day.


def _govern(clause: Clause) -> list[_Dated]:
    found: list[_Dated] = []
    floor = clause.start
    for day in clause.dates:
        governor = preposition = None
        before = [verb for verb in clause.verbs if floor <= verb.start and verb.end <= day.start]
        for verb in reversed(before):
            if verb.mark in (Mark.TO, Mark.FROM):
                preposition = preposition or verb.mark
            elif verb.mark is Mark.ASK and _is_of_title(clause, verb, before):
                continue
            elif verb.mark is not Mark.DENY:
                governor = verb
                break
        if governor is None and found and preposition:
            moves = (Mark.MOVE, Mark.CONTINUE, Mark.ASK, Mark.SET)
            governor = _last(v for v in clause.verbs if v.end <= day.start and v.mark in moves)
        elif governor is None and found and (aside := found[-1].governor) and aside.mark == Mark.PAPER_DATE:
            # "A conference on the letters, which were filed on D, on E": what governed before the aside
            end = found[-1].date.end
            is_after_aside = clause.text[end] == "," and _ON.ends(clause.text, end, day.start)
            acts = [verb for verb in clause.verbs if verb.end <= aside.start and verb.mark in ACTS]
            governor = acts[-1] if is_after_aside and acts else None
        found.append(_Dated(day, governor, preposition))
        floor = day.end
    return found


def _is_of_title(clause: Clause, verb: Verb, before: list[Verb]) -> bool:
    """ "Resetting the hearing as to the Motion to Vacate Judgment for D": what that motion asks moves nothing."""
    if clause.noun_after(verb.end, verb.end + _NEAR):
        return False
    return any(other.start < verb.start and other.mark in _ACTING for other in before)


def _last(verbs: Iterable[Verb]) -> Verb | None:
    found = list(verbs)
    return found[-1] if found else None


def _draft_days(clause: Clause, dated: list[_Dated]) -> list[Draft]:
    drafts: list[Draft] = []
    floor = clause.start
    for place, item in enumerate(dated):
        ceiling = dated[place + 1].date.start if place + 1 < len(dated) else clause.end
        if item.governor and item.governor.mark in ACTS:
            draft = _draft_governed(clause, item, item.governor, floor, ceiling, drafts)
        else:
            draft = _draft_ungoverned(clause, item, floor, ceiling, drafts[-1] if drafts else None)
        if draft and not (Mark.DENY in clause.marks and draft.action in (Act.REQUESTED, *MOVES)):
            drafts.append(draft)
        floor = item.date.end
    return drafts


def _draft_governed(
    clause: Clause, item: _Dated, verb: Verb, floor: int, ceiling: int, earlier: list[Draft]
) -> Draft | None:
    day, action = item.date, ACTS[verb.mark]
    noun = _pick_noun(clause, verb, day, floor, ceiling)
    if noun is None and earlier and not clause.nouns_between(floor + 1, day.start):
        noun = earlier[-1].noun
    if noun is None and verb.end < floor and not earlier:
        noun = next(iter(clause.nouns_between(verb.end, day.start)), None)
    if noun is None or noun.kind is None:
        return None
    last = earlier[-1] if earlier else None
    is_instead = item.preposition is Mark.FROM and action is Act.SET
    if is_instead and last and last.date_span and verb.end <= last.date_span[0]:
        last.prior_date, last.action = day.value, Act.RESET  # "will be heard on NEW rather than OLD"
        return None
    value = next_such_day(day, clause.date_filed) if action in (Act.SET, *MOVES) else day.value
    if (
        action is Act.HELD
        and not day.has_year
        and value > clause.date_filed
        and (value.month, value.day) != (2, 29)
    ):
        value = value.replace(year=value.year - 1)
    if action is Act.HELD and (clause.date_filed - value).days > 366:
        return None  # "exhibits from the hearing held 5/24/2011": a passing reference
    draft = clause.draft(noun, action, value, f"date-after-{verb.mark}", day)
    draft.is_standing = verb.mark is Mark.STANDING
    if (
        verb.mark is Mark.ASK
    ):  # the court's word on "the request to adjourn the March 8 conference": that day stood
        if item.preposition is not Mark.TO:
            if value < clause.date_filed:
                return (
                    None  # "MOTION to continue hearing. On March 5 the Defendant filed": no day of a sitting
                )
            draft.action, draft.is_standing = Act.SET, True
        elif not _GRANT.search(clause.text, clause.start, clause.end):
            return None
        else:
            draft.action = Act.CONTINUED
    is_object = clause.text[verb.end : day.start].strip() and _OBJECT.covers(clause.text, verb.end, day.start)
    if action in MOVES and item.preposition is None and is_object:  # "continuing the March 2 conference"
        draft.is_standing, draft.action, draft.rule = True, Act.SET, _MOVED_DAY
    if item.preposition is Mark.FROM and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK):
        draft.is_standing, draft.action = True, Act.SET
    return draft


def _pick_noun(clause: Clause, verb: Verb, day: DateInText, floor: int, ceiling: int) -> Noun | None:
    """The noun a governed date belongs to: object before the date, else subject, else one that follows."""
    text = clause.text
    between = clause.nouns_between(max(verb.end, floor), day.start)
    before = [noun for noun in clause.nouns if floor <= noun.start < verb.start]
    dues = [due for due in clause.verbs if due.mark is Mark.DUE and floor <= due.start < verb.start]
    purpose = clause.noun_after(day.end, ceiling)
    if (
        dues
        and any(_LIMIT.match(text, due.start) for due in dues)
        and text.endswith((" is ", ": "), 0, day.start)
    ):
        return None  # "the last day for a motion to be set for hearing is"
    if verb.mark is Mark.VACATE and purpose and not between:
        is_named = clause.text[day.end] != "," and _ADJECTIVES.covers(clause.text, day.end, purpose.start)
        if is_named:  # "ORDER continuing the conference, ORDER vacating September 1, 2015 Trial Date"
            return purpose
    if len(before) > 1 or (before and purpose):
        # "without oral argument and vacates the hearing set for": not that argument
        before = [noun for noun in before if not _is_within_off(clause, noun)] or ([] if purpose else before)
    subject = before[-1] if before else None
    is_deadline = subject is not None and any(subject.end <= due.start for due in dues)
    if subject and not between and is_deadline:
        return None
    is_to = verb.mark in (Mark.MOVE, Mark.CONTINUE) and clause.text.startswith(" to the ", verb.end)
    if between and is_to and subject and subject.kind:
        return subject  # "the hearing is continued to the existing status hearing date of June 9"
    if between:
        chosen = next((noun for noun in between if noun.kind and not noun.is_generic), between[0])
        if subject and subject.kind and _AFTER_ANOTHER.ends(text, chosen.start - 40, chosen.start):
            return subject  # "shall be held immediately following docket call on"
        is_named = subject is not None and bool(subject.kind) and not subject.is_generic and not is_deadline
        return subject if chosen.is_generic and is_named else chosen
    if subject is None:
        return None if dues or floor >= verb.start else purpose
    is_purpose = purpose is not None and purpose.kind and not purpose.is_generic and subject.is_generic
    if purpose and is_purpose and _FOR_PURPOSE.ends(text, day.end, purpose.start):
        return purpose
    if len(before) > 1 and (other := before[-2]).kind:
        if subject.kind is HearingType.MOTION_HEARING and _UPON.follows(text, other.end, subject.start):
            is_hearing = other.is_generic and _HEARING.match(text, other.start, other.end)
            return other._replace(kind=subject.kind, is_generic=False) if is_hearing else other
        if subject.is_generic and not other.is_generic and subject.start - other.end < 40:
            return other
    return subject


def _is_within_off(clause: Clause, noun: Noun) -> bool:
    return any(v.mark is Mark.VACATE and v.start < noun.start and noun.end <= v.end for v in clause.verbs)


# A day that no acting word governs.


def _draft_ungoverned(
    clause: Clause, item: _Dated, floor: int, ceiling: int, last: Draft | None
) -> Draft | None:
    """Return what is said of such a day; its governor may be a word such as "filed" or "due"."""
    day, verb = item.date, item.governor
    if named := _draft_named_by_day(clause, verb, day):
        if (
            last
            and last.action is Act.VACATED
            and last.noun
            and _JOINED.covers(clause.text, last.noun.end, day.start)
        ):  # "vacates the January 5 pretrial conference and the January 23 trial date"
            named.action, named.is_standing, named.rule = Act.VACATED, False, "joined-to-" + last.rule
        return named
    if verb is None:
        led = _draft_led_by_day(clause, day, ceiling)
        return led or _draft_beside(clause, day, floor, last)
    if not clause.is_courts:
        return None
    return (
        _draft_mentioned(clause, verb, day)
        if verb.mark is Mark.DUE
        else _draft_beside(clause, day, verb.end, None)
    )


def _draft_named_by_day(clause: Clause, verb: Verb | None, day: DateInText) -> Draft | None:
    """ "The March 15, 2023 hearing is vacated": a standing sitting named by its day."""
    noun = clause.noun_after(day.end)
    if noun is None or noun.kind is None or not _ADJECTIVES.covers(clause.text, day.end, noun.start):
        return None
    if clause.text.startswith("to ", noun.start):
        return None  # "shall have until December 3 to show cause"
    if day.value <= clause.date_filed and _AT.ends(clause.text, max(clause.start, day.start - 40), day.start):
        return None  # "as discussed at the January 7 conference": a passing reference
    if _THE.ends(clause.text, max(clause.start, day.start - 24), day.start):
        if not clause.verbs_after(noun.end, *_ACTING) and not clause.is_to_come(day):
            return None
    elif not clause.is_to_come(day) or clause.text[day.end] == "," or (verb and verb.mark is Mark.DUE):
        return None
    return clause.standing(noun, day, "day-before-noun")


def _draft_mentioned(clause: Clause, verb: Verb, day: DateInText) -> Draft | None:
    """ "File a report five days before the conference of March 9": what is due is no sitting, the day that it
    hangs on is."""
    nouns = clause.nouns_between(verb.end, day.start)
    if not nouns or nouns[-1].kind is None or not clause.is_to_come(day):
        return None
    between = clause.text[nouns[-1].end : day.start]
    if not _TIGHT.covers(clause.text, nouns[-1].end, day.start):
        return None
    if " of " not in between and _LIMIT.match(clause.text, verb.start):
        return None
    return clause.standing(nouns[-1], day, "mentioned-with-day")


def _draft_led_by_day(clause: Clause, day: DateInText, ceiling: int) -> Draft | None:
    """ "On March 9, 2023, the Court will hold a conference": the day stands first, and what governs it after."""
    head = clause.text[clause.start : day.start].strip()
    if head and not _ON.ends(clause.text, max(clause.start, day.start - 24), day.start):
        return None
    verb = next(
        (v for v in clause.verbs if day.end <= v.start < ceiling and v.mark not in (Mark.TO, Mark.FROM)), None
    )
    if verb is None:
        return None
    if verb.mark is Mark.SET and _YET.match(clause.text, verb.start):
        action, value = Act.SET, next_such_day(day, clause.date_filed)
    elif verb.mark in _OUTCOMES and day.value <= clause.date_filed:
        action, value = _OUTCOMES[verb.mark], day.value
    else:
        return None
    noun = clause.noun_after(day.end, min(ceiling, verb.end + _OBJECT_WITHIN))
    return clause.draft(noun, action, value, f"day-before-{verb.mark}", day) if noun and noun.kind else None


def _draft_beside(clause: Clause, day: DateInText, floor: int, last: Draft | None) -> Draft | None:
    """ "Status Conference 5/5/2016 at 10:00 AM": return what a noun with a date beside it and no verb says."""
    text, before = clause.text, clause.nouns_between(floor, day.start)
    noun = before[-1] if before else None
    if noun is None or noun.kind is None:
        return _draft_for_purpose(clause, day)
    if _OLD.ends(text, max(clause.start, noun.start - 12), noun.start):
        return None
    if _OF.covers(text, noun.end, day.start) and clause.verbs_after(day.end, *_ACTING):
        return clause.standing(noun, day, "noun-of-day")
    value, is_past = next_such_day(day, clause.date_filed), day.value <= clause.date_filed
    is_next = last and last.date_span and last.date_span[1] == floor and noun.start - floor < 60
    is_joined = is_next and _AND.follows(text, floor, noun.start)
    if last and is_joined and last.action not in (Act.SET, Act.REQUESTED):
        return clause.draft(noun, last.action, value, "joined-to-" + last.rule, day)
    is_beside = _BESIDE.covers(text, noun.end, day.start)
    came = _find_outcome(clause, day.end) if is_beside and is_past else None
    if came:
        return clause.draft(noun, _OUTCOMES[came], day.value, "date-beside-noun", day)
    if clause.is_minutes and is_past:
        if is_beside and (fate := _find_fate(clause, day.end)):
            return clause.standing(noun, day, f"date-beside-then-{fate}")
        if not is_beside or _PASSING.ends(text, max(clause.start, noun.start - 40), noun.start):
            return None
        return clause.draft(noun, Act.HELD, day.value, "date-beside-noun", day)
    is_acted_on = clause.is_courts or clause.verbs_after(day.end, *_ACTING)
    lead = text[noun.end : day.start].rstrip()
    is_led = len(lead) < 130 and (lead[-1:] in ",:(" or _LEADS_TO.ends(text, noun.end, day.start))
    if value >= clause.date_filed and (is_beside or (is_acted_on and is_led)):
        return clause.draft(noun, Act.SET, value, "date-beside-noun", day)
    return None


def _draft_for_purpose(clause: Clause, day: DateInText) -> Draft | None:
    """ "Counsel are expected on May 5 at 2:00 p.m. for a settlement conference": the sitting stands after its day."""
    noun = clause.noun_after(day.end, day.end + 90)
    if noun is None or noun.kind is None or not clause.is_to_come(day):
        return None
    if ";" in clause.text[day.end : noun.start] or not _FOR_PURPOSE.ends(clause.text, day.end, noun.start):
        return None
    return clause.draft(noun, Act.SET, next_such_day(day, clause.date_filed), "day-for-purpose", day)


# What the clause does to the days already read.


def _share_noun(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """ "Vacating 1/7/2013, 1/28/2013 and 3/4/2013 hearing dates": days that share the noun after the last."""
    shared: list[Draft] = []
    for draft in drafts:
        is_after = draft.noun and draft.date_span and draft.noun.start > draft.date_span[1]
        if draft.action is Act.VACATED and is_after:
            days = [day for day in clause.dates if draft.date_span and day.start <= draft.date_span[0]]
            for before, day in zip(reversed(days[:-1]), reversed(days), strict=False):
                if day.start - before.end > 6 or not _AND_DAY.covers(clause.text, before.end, day.start):
                    break
                shared.append(draft.twin(date=before.value, date_span=(before.start, before.end)))
        shared.append(draft)
    return shared


def _find_outcome(clause: Clause, day_end: int) -> str | None:
    """Return the mark of the words after a day that say whether its sitting was held, else ``None``."""
    verb = next(iter(clause.verbs_after(day_end, *_OUTCOMES)), None)
    if verb is None or verb.start - day_end > 90 or clause.nouns_between(day_end, verb.start):
        return None
    is_other = any(day_end <= other.start < verb.start and other.mark in ACTS for other in clause.verbs)
    return None if is_other or ";" in clause.text[day_end : verb.start] else verb.mark


def _find_fate(clause: Clause, day_end: int) -> str | None:
    """ "Hearing on 03/14/2024 09:30 am. Continued." (nvb): the mark of a word that alone says that it did not
    take place."""
    verb = next(iter(clause.verbs_after(day_end, Mark.CONTINUE, Mark.VACATE)), None)
    is_alone = verb is not None and _FATE.fullmatch(clause.text, day_end, verb.start)
    return verb.mark if verb and is_alone else None


def _record_outcome(clause: Clause, drafts: list[Draft]) -> None:
    """ "Conference scheduled for 9/7/2011 by telephone NOT HELD": the day has come, and what came of it."""
    for draft in drafts if not clause.marks.isdisjoint(_OUTCOMES) else ():
        is_come = draft.action is Act.SET and draft.date and draft.date <= clause.date_filed
        mark = _find_outcome(clause, draft.date_span[1]) if is_come and draft.date_span else None
        if mark:
            draft.action, draft.rule, draft.is_standing = _OUTCOMES[mark], f"set-then-{mark}", False


def _fold_moves(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if last is None:
            kept.append(draft)
        elif (
            draft.noun is last.noun
            and draft.rule == "date-after-set"
            and last.action is Act.SET
            and (draft.date != last.date and last.rule in _TWICE)
        ):  # "set for OLD, shall instead take place on NEW"; "set for OLD is CONTINUED, and will be held on NEW"
            between = [verb for verb in clause.verbs if last.date_span and verb.start >= last.date_span[1]]
            is_put_off = any(verb.mark is Mark.CONTINUE for verb in between)
            draft.action, draft.prior_date = Act.CONTINUED if is_put_off else Act.RESET, last.date
            kept[-1] = draft
        elif draft.action in (*MOVES, Act.REQUESTED) and last.action is Act.SET and last.is_same_kind(draft):
            draft.prior_date = last.date
            if draft.is_generic:
                draft.kind, draft.is_generic, draft.noun = last.kind, last.is_generic, last.noun
            kept[-1] = draft
        elif draft.is_standing and last.action in (*MOVES, Act.REQUESTED) and last.is_same_kind(draft):
            last.prior_date = draft.date
        elif draft.noun is last.noun and draft.is_standing and _is_former(last, draft):
            last.prior_date = draft.date  # "set for 8/27/2013 (previously set 5/1/2013)"
        else:
            kept.append(draft)
    return kept


def _is_former(last: Draft, draft: Draft) -> bool:
    return last.action is Act.SET and not last.is_standing and draft.rule == "date-after-standing"


def _put_off_moved(clause: Clause, drafts: list[Draft]) -> None:
    """ "ORDER continuing the March 2 conference": no new day is named. A wish to move it ("requests an
    adjournment of") moves nothing."""
    from_day = {"date-after-move": Act.RESET, "date-after-continue": Act.CONTINUED}
    for draft in drafts:
        if draft.action is not Act.SET or not draft.date_span:
            continue
        if draft.rule in from_day and draft.is_standing:  # "rescheduling the conference from 5/17"
            draft.give_up(from_day[draft.rule])
        elif draft.rule == _MOVED_DAY and (
            not _WISH.search(clause.text, clause.start, draft.date_span[0])
            or _GRANT.search(clause.text, clause.start, draft.date_span[0])
        ):
            draft.give_up(Act.CONTINUED)


def _move_clock(clause: Clause, drafts: list[Draft]) -> None:
    """ "Shall begin at 8:30 AM in place of 10:00 AM": another hour of the day that stands."""
    match = _INSTEAD.search(clause.text, clause.start, clause.end) if Mark.FROM in clause.marks else None
    clocks = find_times(clause.text, max(clause.start, match.start() - 14), match.start()) if match else []
    if match is None or not clocks or not find_times(clause.text, match.end(), match.end() + 14):
        return
    for draft in drafts:
        if draft.action is Act.SET and draft.date:
            draft.action, draft.fields["time"] = Act.RESET, clocks[-1].value
            draft.spans["time"] = (clocks[-1].start, clocks[-1].end)


def _apply_moving(clause: Clause, drafts: list[Draft], governors: set[int]) -> None:
    """ "X set for OLD and Y set for OLD2 are continued": sittings put off, to no day that is named."""
    for verb in clause.verbs:
        if verb.mark not in (Mark.MOVE, Mark.CONTINUE) or id(verb) in governors:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start and d.action is Act.SET]
        if not before:
            is_adjective = clause.text.endswith(
                "ed", 0, verb.end
            )  # "Continued Scheduling Conference is set for"
            is_object = verb.mark is Mark.CONTINUE and not is_adjective
            for draft in _objects(clause, verb, drafts) if is_object else ():
                draft.give_up(
                    Act.CONTINUED, "puts-off-set"
                )  # "ORDER adjourning trial (set 11/8/2016) without date"
            continue
        day_end = before[-1].date_span[1] if before[-1].date_span else 0
        if _other_subject(clause, before[-1], day_end, verb) or _is_yet_to_be(clause, verb):
            continue
        many = _MANY.search(clause.text, day_end, verb.end)
        for draft in before if many else before[-1:]:
            action = Act.RESET if verb.mark is Mark.MOVE else Act.CONTINUED
            match = _TO_CLOCK.match(clause.text, verb.end, clause.end)
            clocks = find_times(clause.text, match.end(), match.end() + 12) if match else []
            if clocks:  # "set for 3/16/2023 is advanced from 2:00 PM to 10:00 AM": another hour of the day
                draft.action, draft.fields["time"] = action, clocks[0].value
                draft.spans["time"] = (clocks[0].start, clocks[0].end)
            else:
                draft.give_up(action, f"set-then-{verb.mark}")


def _objects(clause: Clause, verb: Verb, drafts: list[Draft]) -> list[Draft]:
    """The sittings, with a day that is set, that follow a verb as what it acts on."""
    target = clause.noun_after(verb.end, verb.end + _FAR)
    return [draft for draft in drafts if target and draft.noun is target and draft.action is Act.SET]


def _is_yet_to_be(clause: Clause, verb: Verb) -> bool:
    """ "Continued to be reset"; "is cancelled and will be rescheduled": what is yet to come moves nothing."""
    if _TO_BE.search(clause.text, max(clause.start, verb.start - 4), verb.start + 6):
        return True
    is_off = any(other.mark is Mark.VACATE and other.start < verb.start for other in clause.verbs)
    is_yet = _YET.match(clause.text, verb.start) or _YET.ends(clause.text, verb.start - 10, verb.start)
    return is_off and is_yet is not None


def _is_later(clause: Clause, verb: Verb) -> bool:
    return _is_yet_to_be(clause, verb) or _YET.match(clause.text, verb.start) is not None


def _other_subject(clause: Clause, draft: Draft, day_end: int, verb: Verb) -> bool:
    """Say whether another sitting stands between the draft's date and the vacating word."""
    between = clause.nouns_between(day_end, verb.start)
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind


def _apply_vacating(clause: Clause, drafts: list[Draft]) -> None:
    for verb in clause.verbs:
        if verb.mark is not Mark.VACATE:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        last, span = (before[-1], before[-1].date_span) if before else (None, None)
        if last and span and last.action is Act.SET and not _other_subject(clause, last, span[1], verb):
            many = _MANY.search(clause.text, span[1], verb.end)
            for draft in before if many else before[-1:]:
                if draft.action is Act.SET:
                    draft.action, draft.rule = Act.VACATED, "set-then-vacated"
            continue
        for draft in _objects(clause, verb, drafts):
            draft.action, draft.rule = Act.VACATED, "vacates-set"


# Sittings without a date of their own.


def _draft_undated(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Sittings held, put off or called off in a clause that gives them no date of their own."""
    found: list[Draft] = []
    used = {id(draft.noun) for draft in drafts}
    for verb in clause.verbs:
        noun = _neighbor(clause, verb) if verb.mark in UNDATED else None
        if noun and noun.end < verb.start - 1 and _is_adjective(clause, verb, used):
            continue
        if noun is None or noun.kind is None or _is_within_off(clause, noun):
            continue  # "no hearing will be held"
        if id(noun) in used and not _is_held_then_moved(clause, noun, verb, drafts):
            continue
        if draft := _undated(clause, noun, verb):
            used.add(id(noun))
            found.append(draft)
    is_granted = Mark.ASK in clause.marks and Mark.DENY not in clause.marks
    if is_granted and drafts and _GRANT.search(clause.text, clause.start, clause.end):
        asked = [verb for verb in clause.verbs if verb.mark is Mark.ASK]
        is_off = any(_OFF.search(clause.text, verb.start, verb.end) for verb in asked)
        is_put_off = any(_PUTS_OFF.match(clause.text, verb.start) for verb in asked)
        for draft in drafts:
            if draft.noun and any(_is_apart(clause, verb, draft.noun) for verb in asked):
                continue  # "granting Motion to Continue as to J. L. Re-Arraignment set for D": a new setting
            if draft.action is Act.SET and is_off and not is_put_off:
                draft.action = Act.VACATED
            elif draft.action is Act.SET:
                draft.action, draft.prior_date, draft.date, draft.is_weak = (
                    Act.CONTINUED,
                    draft.date,
                    None,
                    True,
                )
    return found


def _is_apart(clause: Clause, verb: Verb, noun: Noun) -> bool:
    return verb.end + _NEAR < noun.start or " as to " in clause.text[verb.end : noun.start]


def _is_adjective(clause: Clause, verb: Verb, used: set[int]) -> bool:
    """ "A Show Cause Hearing and Continued Scheduling Conference is set for": it says which conference."""
    following = {id(noun) for noun in clause.nouns if noun.start == verb.end + 1}
    return clause.text.endswith("continued", 0, verb.end) and not used.isdisjoint(following)


def _is_held_then_moved(clause: Clause, noun: Noun, verb: Verb, drafts: list[Draft]) -> bool:
    """ "Status hearing held and continued to 4/12/2023" (ilnd): one sitting that was, and its next day."""
    moved = [
        d
        for d in drafts
        if d.noun is noun and d.action in MOVES and d.date_span and verb.end < d.date_span[0]
    ]
    return verb.mark is Mark.HELD and clause.is_minutes and bool(moved)


def _neighbor(clause: Clause, verb: Verb) -> Noun | None:
    before = [noun for noun in clause.nouns if noun.start < verb.start and noun.end <= verb.end]
    if before and verb.start - before[-1].end < _FAR and verb.mark is not Mark.ASK:
        return before[-1]
    if verb.mark in _OUTCOMES:
        return None
    return clause.noun_after(verb.end, verb.end + _NEAR)


def _undated(clause: Clause, noun: Noun, verb: Verb) -> Draft | None:
    text, is_denied = clause.text, Mark.DENY in clause.marks
    if not _SITTING.search(text, noun.start, noun.end):
        return None
    named = _RELATIVE.search(text, clause.start, clause.end) if verb.mark is not Mark.ASK else None
    relative = clause.date_filed + timedelta(days=_DAYS.get(named[0], 0)) if named else None
    draft = clause.draft(noun, ACTS[verb.mark], None, f"undated-{verb.mark}")
    at = verb.start - 3 if text.endswith(" be ", 0, verb.start) else verb.start
    is_yet = _YET.match(text, verb.start) or _YET.ends(text, at - 10, at)
    if is_yet and _IF.search(text, clause.start, noun.start):
        return None  # "if it is not necessary, they should write and the conference will be adjourned"
    if verb.mark in _OUTCOMES:
        if noun.start > verb.start or not (clause.is_minutes or (relative and clause.is_courts)):
            return None
        draft.date = relative or clause.date_filed
    elif is_denied and (verb.mark is not Mark.VACATE or noun.start < verb.start):
        return None
    elif verb.mark is Mark.VACATE:
        if not _OFF.search(text, verb.start, verb.end):
            return None
        draft.date = relative
    elif verb.mark is Mark.ASK:
        if not _GRANT.search(text, clause.start, clause.end) or not _PUTS_OFF.match(text, verb.start):
            return None
        draft.action, draft.is_weak = Act.CONTINUED, True
    elif Mark.ASK in clause.marks or (
        verb.mark is Mark.MOVE and (_is_yet_to_be(clause, verb) or _YET.match(text, verb.start))
    ):
        return None  # "scheduling conference to be rescheduled later", "it will be reset by separate order"
    elif relative and verb.mark is Mark.MOVE and _TO_CLOCK.match(text, verb.end, clause.end):
        draft.date = relative  # "Tomorrow's status hearing is moved to 9:30 AM": another hour
    else:
        draft.prior_date = relative
    return draft


def _convert(clause: Clause, drafts: list[Draft]) -> None:
    """ "The status conference set for D is converted to a motion hearing": what will be held is the latter."""
    match = _CONVERTED.search(clause.text, clause.start, clause.end) if len(clause.nouns) > 1 else None
    new = clause.noun_after(match.end(), match.end() + _NEAR) if match else None
    if match is None or new is None:
        return
    for draft in drafts:
        if new.kind and not new.is_generic and draft.noun and draft.noun.start < match.start():
            draft.kind, draft.is_generic, draft.noun = new.kind, False, new
    old = next(
        (draft for draft in drafts if draft.noun and draft.noun.start < match.start() and draft.date), None
    )
    later = next((d for d in drafts if old and d.noun == new and d.date and d.date != old.date), None)
    if (
        new.is_generic and old and later
    ):  # "converted to a video hearing, to be held on NEW": the same sitting
        later.kind, later.is_generic, later.action, later.prior_date = (
            old.kind,
            old.is_generic,
            Act.RESET,
            old.date,
        )
        drafts.remove(old)


# Sittings named together.


def _split_joined(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """ "Plea and Sentencing set for": one draft for each noun that is joined to the noun read."""
    result = []
    for draft in drafts:
        joined = _joined_nouns(clause, draft.noun)
        if joined:
            own = [other.noun for other in drafts if other.noun is not draft.noun and other.date]
            joined = [noun for noun in joined if noun not in own]
        days = _joined_days(clause, draft) if joined else []
        if draft.noun and len(days) == len(joined) + 1 > 1:
            # "conference and trial dates of 5/4/2015 and 5/18/2015": each has its own
            for noun, day in zip(sorted([*joined, draft.noun]), days, strict=True):
                if noun.kind is not None:  # words for no hearing: their day is not one either
                    value = next_such_day(day, clause.date_filed)
                    twin = draft.twin(kind=noun.kind, is_generic=noun.is_generic, noun=noun, date=value)
                    twin.date_span = (day.start, day.end)
                    result.append(twin)
            continue
        for noun in joined:
            if noun.kind and noun.kind is not draft.kind and not noun.is_generic and not draft.is_generic:
                result.append(draft.twin(kind=noun.kind, noun=noun))
        result.append(draft)
    return result


def _joined_nouns(clause: Clause, noun: Noun | None) -> list[Noun]:
    nouns = clause.nouns
    if noun is None or noun not in nouns:
        return []
    joined, at = [], nouns.index(noun)
    for later in range(at + 1, len(nouns)):
        if not _is_joined(clause, nouns[later - 1], nouns[later]):
            break
        joined.append(nouns[later])
    while at > 0 and _is_joined(clause, nouns[at - 1], nouns[at]):
        at -= 1
        joined.insert(0, nouns[at])
    return joined


def _is_joined(clause: Clause, one: Noun, other: Noun) -> bool:
    between = clause.text[one.end : other.start].strip()
    if between == "," and _PASSING.ends(clause.text, max(clause.start, one.start - 40), one.start):
        return False  # "As discussed during today's conference, jury selection is scheduled"
    return bool(between) and _JOINED.covers(clause.text, one.end, other.start)


def _joined_days(clause: Clause, draft: Draft) -> list[DateInText]:
    if draft.date_span is None or draft.prior_date:
        return []
    days = [day for day in clause.dates if day.start >= draft.date_span[0]]
    for place in range(1, len(days)):
        if not _AND_DAY.covers(clause.text, days[place - 1].end, days[place].start):
            return days[:place]
    return days
