"""Read one clause of an entry: which sitting, what is done to it, and which date means what.

Every date in a clause has a governor, the nearest marked phrase before it. "Set for OLD is vacated and
continued to NEW" therefore has two: OLD was set, NEW is the new day (sources.md 10.3, rule 4). A date
governed by "due" or "filed" does not belong to a hearing unless it has a clock time. A date without a
governor belongs to the sitting beside it. After the dates come acts on days already read (put off, called
off), sittings without a date, and sittings named together.
"""

import re
from dataclasses import replace
from itertools import pairwise

from docket.hearings.clauses import MINUTES, REQUEST
from docket.hearings.draft import DUE, FROM, MOVES, PAPER_DATE, STANDING, TO, Act, Clause, Draft, Noun, Verb
from docket.text.dates import DateInText, find_times
from docket.text.phrases import Cues
from docket.vocabulary import HearingKind

_OUTCOMES = (Act.HELD, Act.NOT_HELD)
_GOES_ON = (*MOVES, Act.REQUESTED, Act.SET)  # acts that a preposition can still refer to after another day
_ASIDE = (DUE, PAPER_DATE, Act.REQUESTED)  # a day governed by one of these is not a sitting's
_FAR = 70  # characters on either side of an undated verb within which its sitting is named
# Characters: a verb of `_ASIDE` governs a day with a clock time only if nearer than this; an undated verb's
# object is within this, too.
_NEAR = 30
_OBJECT_WITHIN = 150  # characters after a day within which its sitting may be named
_HOUR_WITHIN = 24  # characters after a day within which its clock time begins
OBJECT = "undated-object"  # the rule of "ORDER to continue trial"; a draft with a day says it better
_NAMED = "day-before-noun"  # this and the next two are the rules for a day with no governing word
_BESIDE = "date-beside-noun"
_LED = "date-led-to"
_TO_CLOCK = re.compile(r"\s?(?:from\s[\d:]{1,5}\s?[ap]\.?m\.?\s)?to\s(?=\d{1,2}(?::\d\d)?\s?[ap]\.?m)")
_CUES = Cues("hearings")


def read_clause(clause: Clause) -> list[Draft]:
    """Return the drafts of one clause, in the order of their dates; those without a date come last."""
    if not clause.dates and not clause.done:
        return []
    clause.nouns = _name_nouns(clause)
    drafts: list[Draft] = []
    floor, listed = clause.start, list[DateInText]()
    for day, ceiling in zip(clause.dates, [*[d.start for d in clause.dates[1:]], clause.end], strict=False):
        governor, preposition = _govern(clause, day, floor)
        if governor and governor.act is not Act.UNKNOWN:
            noun = _pick_noun(clause, day, governor, floor, ceiling, drafts[-1] if drafts else None)
            draft = _draft_governed(clause, day, governor, preposition, noun)
        elif day.value <= clause.date_filed and clause.ends(_CUES.at_the, day.start):
            continue  # "as discussed at the January 7 conference": a passing reference
        else:
            draft = _draft_before(clause, day, governor, ceiling)
            draft = draft or _draft_beside(clause, day, governor.end if governor else floor)
        if draft:
            if draft.rule == _NAMED:  # "vacating the May 5, May 9 and June 2 hearing dates"
                drafts += filter(
                    None, (clause.draft(draft.noun, Act.SET, _NAMED, earlier) for earlier in listed)
                )
            _add(clause, drafts, draft)
        listed = [*listed, day] if not draft and _CUES.and_day.covers(clause.text, day.end, ceiling) else []
        floor = day.end
    _apply_acts(clause, drafts)
    for left, other in pairwise(drafts):
        if left.action is Act.VACATED and other.action is Act.RESET and not left.is_same_kind(other):
            other.action = Act.SET  # "set for OLD is VACATED and RESET for Change of Plea on NEW" (caed)
    for draft in list(drafts):
        is_past = draft.date is not None and draft.date <= clause.date_filed
        if is_past and draft.rule in (_NAMED, _BESIDE, _LED) and draft.action is Act.SET:
            draft.action = Act.HELD
            if draft.rule != _BESIDE:  # "as discussed at the January 7 conference": a passing reference
                drafts.remove(draft)
        if draft.left_by and draft.action is Act.SET:
            draft.give_up(draft.left_by, "moved-day")
    return _split_joined(clause, drafts + _draft_undated(clause, drafts))


def _name_nouns(clause: Clause) -> list[Noun]:
    """Return the nouns, less those that are another's topic: "conference re jury selection"."""
    nouns: list[Noun] = []
    for noun in clause.nouns:
        last, is_motion = nouns[-1] if nouns else noun, noun.kind is HearingKind.MOTION_HEARING
        cue = _CUES.upon if is_motion or not noun.kind else _CUES.topic
        if not last.kind or not cue.follows(clause.text, last.end, noun.start):
            nouns.append(name_motion(clause.text, clause.start, clause.end, noun))
        elif is_motion and last.is_generic and _CUES.hearing.match(clause.text, last.start, last.end):
            nouns[-1] = last._replace(kind=noun.kind, is_generic=False)
    return nouns


def name_motion(text: str, start: int, end: int, noun: Noun) -> Noun:
    """Make a generic hearing a motion hearing if the clause says so: "motion, set for hearing" (cacd)."""
    if not noun.is_generic or not _CUES.hearing.match(text, noun.start, noun.end):
        return noun
    is_motions = _CUES.about_motion.search(text, noun.end, min(end, noun.end + 160)) or (
        _CUES.set_for.ends(text, max(start, noun.start - 40), noun.start)
        and _CUES.motion.search(text, start, noun.start)
    )
    return noun._replace(kind=HearingKind.MOTION_HEARING, is_generic=False) if is_motions else noun


# Which word governs which day.


def _govern(clause: Clause, day: DateInText, floor: int) -> tuple[Verb | None, str | None]:
    """Return the verb that governs a day, and the preposition between them."""
    preposition = None
    for verb in reversed(clause.verbs):
        is_own = verb.start >= floor
        if not is_own and preposition is None:
            break
        # a day with a clock time belongs to a sitting, unless words right before it say that something is due
        is_aside = verb.mark in _ASIDE and day.start - verb.end >= _NEAR
        if verb.end > day.start or (is_aside and find_times(clause.text, day.end, day.end + _HOUR_WITHIN)):
            continue
        if is_own and verb.mark in (TO, FROM):
            preposition = preposition or verb.mark
        elif is_own or verb.mark in _GOES_ON:  # "continued from OLD to NEW"
            return verb, preposition
    return None, preposition


def _draft_governed(
    clause: Clause, day: DateInText, verb: Verb, preposition: str | None, noun: Noun | None
) -> Draft | None:
    action, is_from = verb.act, preposition is FROM
    draft = clause.draft(noun, action, f"date-after-{verb.mark}", day)
    if draft is None or draft.date is None:
        return None
    draft.is_standing = verb.mark is STANDING
    if action is Act.REQUESTED:
        # a ruling on "the request to adjourn the March 8 conference": that day had been set
        is_granted = _CUES.grant.search(clause.text, clause.start, clause.end)
        is_off = is_granted and not _CUES.puts_off.match(clause.text, verb.start)
        draft.is_standing, draft.action = True, Act.VACATED if is_off else Act.SET
        return draft if draft.date >= clause.date_filed else None
    # "continuing the March 2 conference": the day belongs to the verb's object
    is_object = preposition is None and _CUES.object.match(clause.text, verb.end + 1, day.start)
    if (is_from and action is Act.SET) or (action in MOVES and (is_from or is_object)):
        draft.is_standing, draft.action = True, Act.SET
        draft.left_by = action if action in MOVES else None
    return draft


def _pick_noun(
    clause: Clause, day: DateInText, verb: Verb, floor: int, ceiling: int, last: Draft | None
) -> Noun | None:
    """Return the noun of a governed date: an object before the date, else the subject, else a later noun."""
    first = clause.noun_after(max(verb.start, floor), day.start)
    if first and first.end <= day.start:
        return first
    if before := [noun for noun in clause.nouns if floor <= noun.start < verb.start]:
        return before[-1]
    # "Conference, set for OLD, is continued to NEW, and the trial is continued": the trial has its own verb
    follower = clause.noun_after(day.end, ceiling)
    if last and (follower is None or (last.action is Act.SET and verb.act in MOVES)):
        return last.noun
    is_apart = follower and verb.act in MOVES and "," in clause.text[day.end : follower.start]
    return None if is_apart else follower


# Days with no governing verb.


def _draft_before(clause: Clause, day: DateInText, governor: Verb | None, ceiling: int) -> Draft | None:
    """ "The March 15, 2023 hearing is vacated", "are expected on May 5 for a settlement conference", "On
    March 9 the Court will hold a conference": draft the noun that follows a day."""
    text, noun = clause.text, clause.noun_after(day.end, min(ceiling, day.end + _OBJECT_WITHIN))
    if noun is None or text.startswith("to ", noun.start):
        return None  # "shall have until December 3 to show cause"
    is_named = _CUES.adjective.covers(text, day.end, noun.start)
    is_due = governor is not None and governor.mark in (DUE, PAPER_DATE)
    if is_due and not (is_named and clause.ends(_CUES.the, day.start, 24)):
        return None
    if is_named or clause.ends(_CUES.for_purpose, noun.start):
        return clause.draft(noun, Act.SET, _NAMED, day)
    verb = next((verb for verb in clause.verbs if day.end <= verb.start < ceiling), None)
    is_led = verb and (verb.act in _OUTCOMES or _CUES.yet_to_be.match(text, verb.start))
    if verb and is_led and verb.act is not Act.UNKNOWN and not governor:
        return clause.draft(noun, verb.act, f"day-before-{verb.mark}", day)
    return None


def _draft_beside(clause: Clause, day: DateInText, floor: int) -> Draft | None:
    """ "Status Conference 5/5/2016 at 10:00 AM": draft the noun before a day, with no verb between them."""
    text, noun = clause.text, clause.noun_between(floor, day.start)
    if noun is None:
        return None
    if _CUES.beside.covers(text, noun.end, day.start):
        return clause.draft(noun, Act.SET, _BESIDE, day)
    is_led = text[: day.start].rstrip()[-1:] in ",:(" or _CUES.leads_to.ends(text, noun.end, day.start)
    return clause.draft(noun, Act.SET, _LED, day) if is_led else None


# What the clause does to days already read.


def _add(clause: Clause, drafts: list[Draft], draft: Draft) -> None:
    """Add a day's draft; a day given up becomes the `prior_date` of the move that follows or precedes it."""
    if not drafts:
        drafts.append(draft)
        return
    last_draft = drafts[-1]
    is_last = draft.noun is last_draft.noun and draft.date != last_draft.date
    is_moved = last_draft.action in MOVES and last_draft.is_same_kind(draft)
    is_twice = is_last and last_draft.action is Act.SET
    is_set = draft.rule in ("date-after-set", f"date-after-{STANDING}")
    if is_twice and is_set and draft.is_standing <= last_draft.is_standing:
        # "previously set for OLD, now set for NEW"; "set for OLD is CONTINUED, and will be held on NEW"
        draft.action = Act.CONTINUED if Act.CONTINUED in [verb.act for verb in clause.done] else Act.RESET
    if draft.action in MOVES and last_draft.action is Act.SET and last_draft.is_same_kind(draft):
        drafts[-1], draft.prior_date = draft, last_draft.date
    elif draft.is_standing and (is_twice or is_moved):  # "reset for NEW from OLD"; "for NEW rather than OLD"
        last_draft.prior_date = draft.date
        last_draft.action = Act.RESET if last_draft.action is Act.SET else last_draft.action
    else:
        drafts.append(draft)
        if draft.rule in (_BESIDE, _LED, _NAMED) and last_draft.action in (Act.VACATED, *MOVES):
            # "vacates the January 5 conference and the January 23 trial date"
            draft.action = last_draft.action


def _apply_acts(clause: Clause, drafts: list[Draft]) -> None:
    """ "X set for OLD and Y set for OLD2 are continued", "set for OLD by telephone NOT HELD": apply verbs
    that put sittings off without a new day, call them off, or say that they were held."""
    for verb in clause.done if drafts else ():
        if verb.act in (Act.SET, Act.REQUESTED):
            continue
        acted = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        if not acted or acted[-1].action is not Act.SET:
            target = clause.noun_after(verb.end, verb.end + _FAR)
            # "continued, to be reset at a conference to be held on": the conference is not the object
            is_object = target and not clause.ends(_CUES.at_the, target.start)
            acted = [draft for draft in drafts if is_object and draft.noun is target]
        elif not _CUES.many.search(clause.text, acted[-1].start, verb.end):
            acted = acted[-1:]
        to_clock = _TO_CLOCK.match(clause.text, verb.end, clause.end)
        for draft in acted:
            is_past = draft.date is not None and draft.date <= clause.date_filed
            if draft.action is not Act.SET or (verb.act in _OUTCOMES and not is_past):
                continue
            if to_clock:  # "set for 3/16/2023 is advanced from 2:00 PM to 10:00 AM": same day, new time
                clock = find_times(clause.text, to_clock.end(), to_clock.end() + 12)[0]
                draft.keep("time", (clock.value, clock.start, clock.end))
            if verb.act in MOVES and not to_clock:
                draft.give_up(verb.act, f"set-then-{verb.mark}")
            else:
                draft.action, draft.rule, draft.is_standing = verb.act, f"set-then-{verb.mark}", False


# Sittings without a date of their own.


def _draft_undated(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """Return drafts of sittings held, put off or called off in a clause that gives them no date."""
    undated: list[Draft] = []
    for verb in clause.done:
        noun, rule = clause.noun_between(verb.start - _FAR, verb.start), f"undated-{verb.mark}"
        if noun is None and verb.act not in (Act.SET, *_OUTCOMES):
            noun, rule = clause.noun_after(verb.end, verb.end + _NEAR), OBJECT
        if noun is None or not _CUES.sitting.search(clause.text, noun.start, noun.end):
            continue
        # "Status hearing held and continued to 4/12/2023" (ilnd): the sitting that was held, and its next day
        others = [draft for draft in drafts if verb.act is not Act.HELD or draft.action not in MOVES]
        is_new = all(other.noun is not noun for other in [*others, *undated])
        draft = clause.draft(noun, verb.act, rule) if is_new else None
        if draft and _is_told(clause, draft, verb):
            undated.append(draft)
    return undated


def _is_told(clause: Clause, draft: Draft, verb: Verb) -> bool:
    """Whether the clause reports the act as done, rather than only mentioning it."""
    text = clause.text
    if verb.act in _OUTCOMES:
        draft.date = clause.date_filed
        was_held = not clause.dates and clause.ends(_CUES.was, verb.start + 4, 24)
        return clause.paper is MINUTES or (clause.paper is not REQUEST and was_held)
    if _CUES.conditional.search(text, clause.start, verb.start):
        return False  # "if the parties believe that none is necessary, it will be adjourned" (nysd)
    if verb.act is Act.SET:  # "set for the January 2018 trial term"
        return _CUES.term.follows(text, verb.end, clause.end) is not None
    if verb.act is Act.VACATED:
        return _CUES.off.search(text, verb.start, verb.end) is not None
    if verb.act is Act.REQUESTED:
        draft.action = Act.CONTINUED
        is_granted = _CUES.grant.search(text, clause.start, clause.end) is not None
        return is_granted and _CUES.puts_off.match(text, verb.start) is not None
    # "to be rescheduled later", "it will be reset by separate order": a move yet to come moves nothing
    is_to_come = _CUES.yet_to_be.match(text, verb.start) or clause.ends(_CUES.yet_to_be, verb.start, 10)
    return not is_to_come


# Sittings named together.


def _split_joined(clause: Clause, drafts: list[Draft]) -> list[Draft]:
    """ "Plea and Sentencing set for": add a draft for each other noun in the chain of a draft's noun."""
    if len(clause.nouns) < 2:
        return drafts
    chains: list[list[Noun]] = [clause.nouns[:1]]
    for left, other in pairwise(clause.nouns):
        between = clause.text[left.end : other.start]
        if between.strip() and _CUES.joined.covers(between, 0, len(between)):
            chains[-1].append(other)
        else:
            chains.append([other])
    result = []
    own = [draft.noun for draft in drafts if draft.date]
    for draft in drafts:
        for noun in next((chain for chain in chains if draft.noun in chain and not draft.is_generic), ()):
            if noun.kind not in (draft.kind, None) and not noun.is_generic and noun not in own:
                twin = replace(draft, kind=noun.kind, noun=noun, other_mentions=[], fields={}, spans=[])
                result.append(twin)
        result.append(draft)
    return result
