"""Sittings that a clause says were held, put off or called off, with no date of their own."""

import re
from datetime import timedelta

from docket.hearing_drafts import Act, Clause, Draft
from docket.hearing_kinds import Noun
from docket.hearing_verbs import Mark, Verb

ACTS = {Mark.SET: Act.SET, Mark.STANDING: Act.SET, Mark.MOVE: Act.RESET,
         Mark.CONTINUE: Act.CONTINUED, Mark.HELD: Act.HELD, Mark.NOT_HELD: Act.NOT_HELD,
         Mark.VACATE: Act.VACATED, Mark.ASK: Act.REQUESTED}
UNDATED = frozenset({Mark.HELD, Mark.NOT_HELD, Mark.VACATE, Mark.CONTINUE, Mark.MOVE, Mark.ASK})    # what counts without a day
GRANT = re.compile(r"\b(?:grant(?:ed|ing|s)|approv(?:ed|ing))\b")
_OFF = re.compile(r"vacat|called off|dispens|rescind|no longer|unnecessary|cannot|could not|cancel|terminat|calendar|will not|shall not|withdr")
_SITTING = re.compile(r"\b(?:matters?|case|cause|action|it|same|proceedings?|osc)\b|hearing|hrg|conf|trial|argument|sentenc|plea|arraign|appearance|call|status|selection")
_RELATIVE = re.compile(r"\b(today|tomorrow|yesterday|this\s(?:morning|afternoon|date|day))\b")
_ASKED_OFF, _ASKED_ON = re.compile(r"vacate|cancel|remove"), re.compile(r"continu|adjourn|postpon|re-?set|resched|move\b(?<!remove)")
_YET = ("will be ", "shall be ")
_DAYS = {"tomorrow": 1, "yesterday": -1}
_FAR = 70                                        # characters between a noun and a verb that has no date


def draft_undated(clause: Clause, nouns, verbs, drafts: list[Draft], marks: set[str]) -> list[Draft]:
    """Sittings held, put off or called off in a clause that gives them no date of their own."""
    found = []
    used = {id(draft.noun) for draft in drafts}
    is_asked, is_denied, is_off = Mark.ASK in marks, Mark.DENY in marks, Mark.VACATE in marks
    for verb in verbs:
        if verb.mark not in UNDATED:
            continue
        noun = _neighbour(clause, nouns, verb)
        if is_off and noun and any(off.mark is Mark.VACATE and off.start < noun.start and noun.end <= off.end for off in verbs):
            continue                                 # "no hearing will be held"
        if noun is None or noun.kind is None or id(noun) in used and not _is_held_then_moved(clause, noun, verb, drafts):
            continue
        draft = _undated(clause, noun, verb, is_asked, is_denied)
        if draft:
            used.add(id(noun))
            found.append(draft)
    for draft in drafts:
        if is_asked and not is_denied and draft.action is Act.SET and GRANT.search(clause.text, clause.start, clause.end):
            asked = " ".join(clause.text[verb.start:verb.end] for verb in verbs if verb.mark is Mark.ASK)
            if _ASKED_OFF.search(asked) and not _ASKED_ON.search(asked):
                draft.action = Act.VACATED
            else:
                draft.action, draft.prior_date, draft.date, draft.is_weak = Act.CONTINUED, draft.date, None, True
    return found


def _is_held_then_moved(clause: Clause, noun: Noun, verb: Verb, drafts: list[Draft]) -> bool:
    """"Status hearing held and continued to 4/12/2023" (ilnd): one sitting that was, and its next day."""
    return verb.mark is Mark.HELD and clause.is_minutes and any(
        draft.noun is noun and draft.action in (Act.RESET, Act.CONTINUED) and draft.date_span and verb.end < draft.date_span[0] for draft in drafts)


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
    draft = Draft(noun.kind, noun.is_generic, Act.SET, None, f"undated-{verb.mark}", clause.start, clause.end, noun=noun)
    is_near = "day" in clause.text or "tomorrow" in clause.text or "this " in clause.text
    named = _RELATIVE.search(clause.text, clause.start, clause.end) if is_near and verb.mark is not Mark.ASK else None
    relative = clause.date_filed + timedelta(days=_DAYS.get(named[1], 0)) if named else None
    if verb.mark in (Mark.HELD, Mark.NOT_HELD) and (clause.is_minutes or relative and clause.is_courts) and noun.start < verb.start:
        draft.action, draft.date = ACTS[verb.mark], relative or clause.date_filed
    elif verb.mark is Mark.VACATE and _OFF.search(clause.text, verb.start, verb.end) and not is_denied:
        draft.action, draft.date = Act.VACATED, relative
    elif verb.mark is Mark.MOVE and (clause.text.startswith(_YET, verb.start) or "to be " in clause.text[max(clause.start, verb.start - 6):verb.start + 3]):
        return None                                  # "scheduling conference to be rescheduled later", "it will be reset by separate order"
    elif verb.mark in (Mark.CONTINUE, Mark.MOVE) and not is_asked and not is_denied:
        draft.action, draft.prior_date = ACTS[verb.mark], relative
    elif verb.mark is Mark.ASK and not is_denied and GRANT.search(clause.text, clause.start, clause.end):
        if not re.match(r"to\s(?:adjourn|continue|postpone|re)|adjourn|contin|postpon", clause.text[verb.start:verb.end]):
            return None
        draft.action, draft.is_weak = Act.CONTINUED, True
    else:
        return None
    return draft
