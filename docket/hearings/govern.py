"""One clause of an entry read: which sitting, what is done to it, and which date is what.

Every date in a clause has a governor, the marked phrase nearest before it. "Set for OLD is
vacated and continued to NEW" so has two: OLD was set, NEW is where it went (sources.md 10.3,
rule 4). A date governed by "due" or "filed" is no hearing's. Before that come the parts it is made
of: what a clause does to days (given up, put off, called off), days that no word governs, sittings
without a date, and sittings named together.
"""

import re
from datetime import date, timedelta
from typing import NamedTuple

from docket.hearings.draft import Act, Clause, Draft
from docket.hearings.tags import HearingType, Mark, Noun, Verb, find_words
from docket.text.dates import DateInText, find_dates_between, find_times

MOVES = (Act.RESET, Act.CONTINUED)
_MANY = re.compile(r"\b(?:are|were|both|all)\b[\w\s]{0,24}$")
_TO_CLOCK = re.compile(r"\s?(?:from\s\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?\s)?to\s(?=\d{1,2}(?::\d\d)?\s?[ap]\.?m)")
_INSTEAD_OF_CLOCK = re.compile(
    r"\d{1,2}(?::\d\d)?\s?(?:[ap]\.?m\.?)?,?\s(?:instead\sof|rather\sthan|in\s(?:place|lieu)\sof"
    r"|(?:and\s)?not)\s(?:at\s)?(?=(\d{1,2}(?::\d\d|\s?[ap]\.?m)))"
)
MOVED_DAY = "moved-day"
_FROM_DAY = {"date-after-move": Act.RESET, "date-after-continue": Act.CONTINUED}
_WISH = re.compile(r"\b(?:request\w*|seek\w*|ask\w*|application|motion|letter)\b")
_TWICE = frozenset({"date-after-set", "date-after-standing", "date-beside-noun"})
# Between a day that was set and what came of it: the hour, the judge, "by telephone".
_OUTCOMES = {
    Mark.HELD: re.compile(
        r"[\s,]*(?:(?:at\s)?\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?)?[\s,]*(?:before\s[^,;]{3,50}?,?\s)?"
        r"(?:(?:by|via)\s\w+\s)?(?:(?:was|were|has\sbeen|is)\s)?(?:called\sand\s|duly\s)?"
    ),
    Mark.NOT_HELD: re.compile(r"[^;]{0,90}"),
}
_FAR = 70  # characters between a word that calls off and its sitting


def find_outcome(clause: Clause, nouns: list[Noun], verbs: list[Verb], day_end: int) -> str | None:
    """Return the mark of the words after a day that say whether its sitting was held, else ``None``."""
    verb = next((verb for verb in verbs if verb.start >= day_end and verb.mark in _OUTCOMES), None)
    if verb is None or any(day_end <= noun.start < verb.start for noun in nouns):
        return None
    return verb.mark if _OUTCOMES[verb.mark].fullmatch(clause.text, day_end, verb.start) else None


def record_outcome(clause: Clause, nouns: list[Noun], verbs: list[Verb], drafts: list[Draft]) -> None:
    """ "Conference scheduled for 9/7/2011 by telephone NOT HELD"; "set for 5/22/2019 was held": the day has
    come, and what came of it."""
    for draft in drafts:
        if (
            draft.action is Act.SET
            and draft.date_span
            and draft.date
            and draft.date <= clause.date_filed
            and (mark := find_outcome(clause, nouns, verbs, draft.date_span[1]))
        ):
            draft.action, draft.rule, draft.is_standing = (
                Act.HELD if mark is Mark.HELD else Act.NOT_HELD,
                f"set-then-{mark}",
                False,
            )


def fold_moves(drafts: list[Draft]) -> list[Draft]:
    """Make the day given up the `prior_date` of the move that follows, or goes before, in the clause."""
    kept: list[Draft] = []
    for draft in drafts:
        last = kept[-1] if kept else None
        if (
            last
            and draft.noun is last.noun
            and draft.rule == "date-after-set"
            and last.action is Act.SET
            and draft.date != last.date
            and last.rule in _TWICE
        ):
            draft.action, draft.prior_date = (
                Act.RESET,
                last.date,
            )  # "set for OLD, shall instead take place on NEW"
            kept[-1] = draft
        elif (
            last and draft.action in (*MOVES, Act.REQUESTED) and last.action is Act.SET and _same(last, draft)
        ):
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
    """ "Shall begin at 8:30 AM in place of 10:00 AM": another hour of the day that stands."""
    match = _INSTEAD_OF_CLOCK.search(clause.text, clause.start, clause.end)
    clocks = find_times(clause.text, match.start(), match.start(1)) if match else []
    for draft in drafts:
        if clocks and draft.action is Act.SET and draft.date:
            draft.action, draft.fields["time"], draft.spans["time"] = (
                Act.RESET,
                clocks[0].value,
                (clocks[0].start, clocks[0].end),
            )


def put_off_moved(clause: Clause, drafts: list[Draft]) -> None:
    """ "ORDER continuing the March 2 conference": no new day is named. A wish to move it ("requests an
    adjournment of") moves nothing."""
    for draft in drafts:
        if (
            draft.rule in _FROM_DAY and draft.is_standing and draft.action is Act.SET
        ):  # "rescheduling the conference from 5/17"
            draft.action, draft.prior_date, draft.date, draft.date_span = (
                _FROM_DAY[draft.rule],
                draft.date,
                None,
                None,
            )
        elif (
            draft.rule == MOVED_DAY
            and draft.action is Act.SET
            and draft.date_span
            and not _WISH.search(clause.text, clause.start, draft.date_span[0])
        ):
            draft.action, draft.prior_date, draft.date, draft.date_span = (
                Act.CONTINUED,
                draft.date,
                None,
                None,
            )


def _same(one: Draft, other: Draft) -> bool:
    return one.kind is other.kind or one.is_generic or other.is_generic


def apply_vacating(clause: Clause, nouns: list[Noun], verbs: list[Verb], drafts: list[Draft]) -> None:
    for verb in verbs:
        if verb.mark is not Mark.VACATE:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start]
        span = before[-1].date_span if before else None
        if span and before[-1].action is Act.SET and not _other_subject(nouns, before[-1], span[1], verb):
            are_many = _MANY.search(clause.text, span[1], verb.end)
            for draft in before if are_many else before[-1:]:
                if draft.action is Act.SET:
                    draft.action, draft.rule = Act.VACATED, "set-then-vacated"
            continue
        target = next((noun for noun in nouns if noun.start >= verb.end), None)
        for draft in drafts:
            if target and draft.noun is target and draft.action is Act.SET and target.start - verb.end < _FAR:
                draft.action, draft.rule = Act.VACATED, "vacates-set"


def apply_moving(
    clause: Clause, nouns: list[Noun], verbs: list[Verb], drafts: list[Draft], governors: set[int]
) -> None:
    """ "X set for OLD and Y set for OLD2 are continued": sittings put off, to no day that is named."""
    for verb in verbs:
        if verb.mark not in (Mark.MOVE, Mark.CONTINUE) or id(verb) in governors:
            continue
        before = [d for d in drafts if d.date_span and d.date_span[1] <= verb.start and d.action is Act.SET]
        if not before and verb.mark is Mark.CONTINUE:
            _put_off_object(nouns, verb, drafts)
        span = before[-1].date_span if before else None
        if not span or _other_subject(nouns, before[-1], span[1], verb) or _to_be(clause, verbs, verb):
            continue
        many = _MANY.search(clause.text, span[1], verb.end)
        for draft in before if many else before[-1:]:
            draft.action, draft.rule = (
                Act.RESET if verb.mark is Mark.MOVE else Act.CONTINUED,
                f"set-then-{verb.mark}",
            )
            if not _move_clock(clause, verb, draft):
                draft.prior_date, draft.date, draft.date_span = draft.date, None, None


def _put_off_object(nouns: list[Noun], verb: Verb, drafts: list[Draft]) -> None:
    """ "ORDER adjourning trial (set 11/8/2016) without date": the day that its object had is given up."""
    target = next((noun for noun in nouns if noun.start >= verb.end), None)
    for draft in drafts:
        if target and draft.noun is target and draft.action is Act.SET and target.start - verb.end < _FAR:
            draft.action, draft.rule = Act.CONTINUED, "puts-off-set"
            draft.prior_date, draft.date, draft.date_span = draft.date, None, None


def _move_clock(clause: Clause, verb: Verb, draft: Draft) -> bool:
    """ "Set for 3/16/2023 is advanced from 2:00 PM to 10:00 AM": another hour of the same day."""
    match = _TO_CLOCK.match(clause.text, verb.end, clause.end)
    clocks = find_times(clause.text, match.end(), min(clause.end, match.end() + 12)) if match else []
    if clocks:
        draft.fields["time"], draft.spans["time"] = clocks[0].value, (clocks[0].start, clocks[0].end)
    return bool(clocks)


def _to_be(clause: Clause, verbs: list[Verb], verb: Verb) -> bool:
    """ "Continued to be reset"; "is cancelled and will be rescheduled": what is yet to come moves nothing."""
    words = clause.text[max(clause.start, verb.start - 6) : verb.end]
    if "to be " in words[:12]:
        return True
    return clause.text.startswith(("will be ", "shall be "), verb.start) and any(
        other.mark is Mark.VACATE and other.start < verb.start for other in verbs
    )


def _other_subject(nouns: list[Noun], draft: Draft, day_end: int, verb: Verb) -> bool:
    """Say whether another sitting stands between the draft's date and the vacating word."""
    between = [noun for noun in nouns if day_end <= noun.start and noun.end <= verb.start]
    return bool(between) and not between[-1].is_generic and between[-1].kind is not draft.kind


_WEEKDAY = r"(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?"
_BESIDE = re.compile(rf"[\s:,(-]*(?:on|for|at|date|\d{{1,2}}:\d\d\s?(?:[ap]\.?m\.?)?)?[\s:,(-]*{_WEEKDAY}")
_PASSING = re.compile(
    r"\b(?:at|during|after|following|since|from|to|in)\s(?:the|a|an|its|our)\s(?:\w+\s){0,2}$"
)
# What leads from a sitting to its day when no verb does: "on the pending motions, on", "of", "already on the
# calendar for".
_LEADS_TO = re.compile(
    r"[^.;]{0,110}?(?:\b(?:on|for|of|at|is|from|beginning|commencing|starting|date|dates)|[,:(]"
    rf"|\d\s?[ap]\.?m\.?,?|^)\s{{0,2}}(?:the\s)?{_WEEKDAY}"
)
_TIGHT = re.compile(rf"\s?(?:dates?\s)?(?:on|of|for)\s{_WEEKDAY}")
# "the trial date of September 11, 2023 is stricken", "the Thursday, March 9, 2023 telephonic hearing"
_OF = re.compile(r"(?:\sdates?)?\sof\s(?:\w{3,6}day,?\s)?")
_THE = re.compile(r"\b(?:the|its|this|court's|today's)\s(?:\w{3,6}day,?\s)?$")
_ADJECTIVES = re.compile(
    r",?\s(?:(?:at\s)?\d{1,2}(?::\d\d)?\s?[ap]\.?m\.?,?\s)?(?:(?:telephon\w+|video|zoom|remote|virtual"
    r"|in-person|further|continued|panel)\s)?"
)
_ON = re.compile(rf"(?:^|[\s(:])(?:on|for|that)\s{_WEEKDAY}$|^\W*{_WEEKDAY}$")
_YET_TO_BE = re.compile(r"will|shall|must|may|is\sto|are\sto|to\s|can\s")
FOR_PURPOSE = re.compile(
    r"[^;]{0,60}?\bfor\s(?:an?\s|the\s|its\s|their\s)?(?:\w+\s)?"
)  # "the case is set on March 9 for a status conference"
_AND = re.compile(
    r"[\s,&]*(?:at\s[\d:]+\s?[ap]\.?m\.?)?[\s,]*(?:and|&|along\swith|together\swith|as\swell\sas"
    r"|,)(?:\s[\w'-]+){0,4}\s$"
)
_GIVEN_UP = ("old ", "former ", "prior ", "previous ")  # "Old hearing date: 12/3/2009"
_LIMITS = re.compile(r"last\sday|deadline|cut-?\s?off|due|no\slater|by\s")
_ACTING = frozenset({Mark.VACATE, Mark.MOVE, Mark.CONTINUE, Mark.SET})
_OBJECT_WITHIN = 150  # characters from the verb to the sitting: "the Court will hear argument on"


def next_such_day(day: DateInText, date_filed: date) -> date:
    """Return the day meant: a day without a year is the next such day after the filing; a week's grace for
    late registers."""
    if day.has_year or day.value >= date_filed - timedelta(days=30):
        return day.value
    try:
        return day.value.replace(year=day.value.year + 1)
    except ValueError:
        return day.value


def draft_ungoverned(
    clause: Clause,
    nouns: list[Noun],
    verbs: list[Verb],
    verb: Verb | None,
    day: DateInText,
    floor: int,
    ceiling: int,
    last: Draft | None,
) -> Draft | None:
    """Return what is said of a day that no acting word governs, else ``None``. `verb` is a word such as
    "filed" or "due" before it."""
    if named := _draft_named_by_day(clause, nouns, verbs, verb, day):
        return named
    if verb is not None:
        if not clause.is_courts:
            return None
        return (
            _draft_mentioned(clause, nouns, verb, day)
            if verb.mark is Mark.DUE
            else _draft_beside(clause, nouns, verbs, day, verb.end, None)
        )
    if led := _draft_led_by_day(clause, nouns, verbs, day, ceiling):
        return led
    return _draft_beside(clause, nouns, verbs, day, floor, last)


def _draft_named_by_day(
    clause: Clause, nouns: list[Noun], verbs: list[Verb], verb: Verb | None, day: DateInText
) -> Draft | None:
    """ "The March 15, 2023 hearing is vacated"; "for March 28, 2019 Hearing Session" (jpml): a standing
    sitting named by its day."""
    noun = next((noun for noun in nouns if noun.start >= day.end), None)
    if noun is None or noun.kind is None or not _ADJECTIVES.fullmatch(clause.text, day.end, noun.start):
        return None
    if _THE.search(clause.text, max(clause.start, day.start - 20), day.start):
        if not _is_acted_on(verbs, noun.end) and not _is_to_come(clause, day):
            return None
    elif not _is_to_come(clause, day) or clause.text[day.end] == "," or (verb and verb.mark is Mark.DUE):
        return None
    return _standing(clause, noun, noun.kind, day, "day-before-noun")


def _is_acted_on(verbs: list[Verb], after: int) -> bool:
    return any(verb.mark in _ACTING and verb.start >= after for verb in verbs)


def _is_to_come(clause: Clause, day: DateInText) -> bool:
    """The court speaks, and the day is not past: it can only be one on which it will sit."""
    return clause.is_courts and next_such_day(day, clause.date_filed) >= clause.date_filed


def _standing(clause: Clause, noun: Noun, kind: HearingType, day: DateInText, rule: str) -> Draft:
    return Draft(
        kind,
        noun.is_generic,
        Act.SET,
        next_such_day(day, clause.date_filed),
        rule,
        clause.start,
        clause.end,
        noun=noun,
        date_span=(day.start, day.end),
        is_standing=True,
    )


def _draft_mentioned(clause: Clause, nouns: list[Noun], verb: Verb, day: DateInText) -> Draft | None:
    """ "File a report five days before the conference of March 9": what is due is no sitting, the day that it
    hangs on is."""
    noun = next((noun for noun in reversed(nouns) if verb.end <= noun.start and noun.end <= day.start), None)
    if (
        noun is None
        or noun.kind is None
        or not _TIGHT.fullmatch(clause.text, noun.end, day.start)
        or not _is_to_come(clause, day)
    ):
        return None
    if _LIMITS.match(clause.text, verb.start) and " of " not in clause.text[noun.end : day.start]:
        return None
    return _standing(clause, noun, noun.kind, day, "mentioned-with-day")


def _draft_led_by_day(
    clause: Clause, nouns: list[Noun], verbs: list[Verb], day: DateInText, ceiling: int
) -> Draft | None:
    """ "On March 9, 2023, the Court will hold a conference": the day stands first, and what governs it after."""
    if not _ON.search(clause.text, max(clause.start, day.start - 24), day.start):
        return None
    verb = next(
        (verb for verb in verbs if day.end <= verb.start < ceiling and verb.mark not in (Mark.TO, Mark.FROM)),
        None,
    )
    if verb is None:
        return None
    if verb.mark is Mark.SET and _YET_TO_BE.match(clause.text, verb.start):
        action, value = Act.SET, next_such_day(day, clause.date_filed)
    elif verb.mark in (Mark.HELD, Mark.NOT_HELD) and day.value <= clause.date_filed:
        action, value = Act.HELD if verb.mark is Mark.HELD else Act.NOT_HELD, day.value
    else:
        return None
    noun = next(
        (noun for noun in nouns if day.end <= noun.start < min(ceiling, verb.end + _OBJECT_WITHIN)), None
    )
    if noun is None or noun.kind is None:
        return None
    return Draft(
        noun.kind,
        noun.is_generic,
        action,
        value,
        f"day-before-{verb.mark}",
        clause.start,
        clause.end,
        noun=noun,
        date_span=(day.start, day.end),
    )


def _draft_beside(
    clause: Clause, nouns: list[Noun], verbs: list[Verb], day: DateInText, floor: int, last: Draft | None
) -> Draft | None:
    """ "Status Conference 5/5/2016 at 10:00 AM": return what a noun with a date beside it and no verb says,
    else ``None``."""
    before = [noun for noun in nouns if floor <= noun.start and noun.end <= day.start]
    noun = before[-1] if before else None
    if noun is None or noun.kind is None:
        return _draft_for_purpose(clause, nouns, day)
    if clause.text.endswith(_GIVEN_UP, clause.start, noun.start):
        return None
    if _OF.fullmatch(clause.text, noun.end, day.start) and _is_acted_on(verbs, day.end):
        return _standing(clause, noun, noun.kind, day, "noun-of-day")
    value = next_such_day(day, clause.date_filed)
    if (
        last
        and last.date_span
        and last.date_span[1] == floor
        and last.action not in (Act.SET, Act.REQUESTED)
        and _AND.fullmatch(clause.text, floor, noun.start)
    ):
        return Draft(
            noun.kind,
            noun.is_generic,
            last.action,
            value,
            "joined-to-" + last.rule,
            clause.start,
            clause.end,
            noun=noun,
            date_span=(day.start, day.end),
        )
    is_beside = _BESIDE.fullmatch(clause.text, noun.end, day.start)
    came = (
        find_outcome(clause, nouns, verbs, day.end) if is_beside and day.value <= clause.date_filed else None
    )
    if came:
        action, value = Act.HELD if came is Mark.HELD else Act.NOT_HELD, day.value
    elif clause.is_minutes and day.value <= clause.date_filed:
        if not is_beside or _PASSING.search(clause.text, max(clause.start, noun.start - 40), noun.start):
            return None
        action, value = Act.HELD, day.value
    elif value >= clause.date_filed and (
        is_beside
        or (
            (clause.is_courts or _is_acted_on(verbs, day.end))
            and _LEADS_TO.fullmatch(clause.text, noun.end, day.start)
        )
    ):
        action = Act.SET
    else:
        return None
    return Draft(
        noun.kind,
        noun.is_generic,
        action,
        value,
        "date-beside-noun",
        clause.start,
        clause.end,
        noun=noun,
        date_span=(day.start, day.end),
    )


def _draft_for_purpose(clause: Clause, nouns: list[Noun], day: DateInText) -> Draft | None:
    """ "Counsel are expected on May 5 at 2:00 p.m. for a settlement conference": the sitting stands after its day."""
    noun = next((noun for noun in nouns if noun.start >= day.end), None)
    if (
        noun is None
        or noun.kind is None
        or not _is_to_come(clause, day)
        or not FOR_PURPOSE.fullmatch(clause.text, day.end, noun.start)
    ):
        return None
    return Draft(
        noun.kind,
        noun.is_generic,
        Act.SET,
        next_such_day(day, clause.date_filed),
        "day-for-purpose",
        clause.start,
        clause.end,
        noun=noun,
        date_span=(day.start, day.end),
    )


ACTS = {
    Mark.SET: Act.SET,
    Mark.STANDING: Act.SET,
    Mark.MOVE: Act.RESET,
    Mark.CONTINUE: Act.CONTINUED,
    Mark.HELD: Act.HELD,
    Mark.NOT_HELD: Act.NOT_HELD,
    Mark.VACATE: Act.VACATED,
    Mark.ASK: Act.REQUESTED,
}
UNDATED = frozenset(
    {Mark.HELD, Mark.NOT_HELD, Mark.VACATE, Mark.CONTINUE, Mark.MOVE, Mark.ASK}
)  # what counts without a day
GRANT = re.compile(r"\b(?:grant(?:ed|ing|s)|approv(?:ed|ing))\b")
_OFF = re.compile(
    "vacat|called off|dispens|rescind|no longer|unnecessary|cannot|could not|cancel|terminat|calendar"
    "|will not|shall not|withdr"
)
_SITTING = re.compile(
    r"\b(?:matters?|case|cause|action|it|same|proceedings?|osc)\b|hearing|hrg|conf|trial|argument"
    "|sentenc|plea|arraign|appearance|call|status|selection"
)
_RELATIVE = re.compile(r"\b(today|tomorrow|yesterday|this\s(?:morning|afternoon|date|day))\b")
_ASKED_OFF, _ASKED_ON = (
    re.compile(r"vacate|cancel|remove"),
    re.compile(r"continu|adjourn|postpon|re-?set|resched|move\b(?<!remove)"),
)
_YET = ("will be ", "shall be ")
_DAYS = {"tomorrow": 1, "yesterday": -1}
_FAR_FROM_VERB = 70  # characters between a noun and a verb that has no date


def draft_undated(
    clause: Clause, nouns: list[Noun], verbs: list[Verb], drafts: list[Draft], marks: set[str]
) -> list[Draft]:
    """Sittings held, put off or called off in a clause that gives them no date of their own."""
    found = []
    used = {id(draft.noun) for draft in drafts}
    is_asked, is_denied, is_off = Mark.ASK in marks, Mark.DENY in marks, Mark.VACATE in marks
    for verb in verbs:
        if verb.mark not in UNDATED:
            continue
        noun = _neighbour(clause, nouns, verb)
        if (
            is_off
            and noun
            and any(
                off.mark is Mark.VACATE and off.start < noun.start and noun.end <= off.end for off in verbs
            )
        ):
            continue  # "no hearing will be held"
        if (
            noun is None
            or noun.kind is None
            or (id(noun) in used and not _is_held_then_moved(clause, noun, verb, drafts))
        ):
            continue
        draft = _undated(clause, noun, noun.kind, verb, is_asked, is_denied)
        if draft:
            used.add(id(noun))
            found.append(draft)
    for draft in drafts:
        if (
            is_asked
            and not is_denied
            and draft.action is Act.SET
            and GRANT.search(clause.text, clause.start, clause.end)
        ):
            asked = " ".join(clause.text[verb.start : verb.end] for verb in verbs if verb.mark is Mark.ASK)
            if _ASKED_OFF.search(asked) and not _ASKED_ON.search(asked):
                draft.action = Act.VACATED
            else:
                draft.action, draft.prior_date, draft.date, draft.is_weak = (
                    Act.CONTINUED,
                    draft.date,
                    None,
                    True,
                )
    return found


def _is_held_then_moved(clause: Clause, noun: Noun, verb: Verb, drafts: list[Draft]) -> bool:
    """ "Status hearing held and continued to 4/12/2023" (ilnd): one sitting that was, and its next day."""
    return (
        verb.mark is Mark.HELD
        and clause.is_minutes
        and any(
            draft.noun is noun
            and draft.action in (Act.RESET, Act.CONTINUED)
            and draft.date_span
            and verb.end < draft.date_span[0]
            for draft in drafts
        )
    )


def _neighbour(clause: Clause, nouns: list[Noun], verb: Verb) -> Noun | None:
    before = [noun for noun in nouns if noun.start < verb.start and noun.end <= verb.end]
    after = [noun for noun in nouns if noun.start >= verb.end]
    if before and verb.start - before[-1].end < _FAR_FROM_VERB and verb.mark is not Mark.ASK:
        return before[-1]
    if after and after[0].start - verb.end < 30 and verb.mark not in (Mark.HELD, Mark.NOT_HELD):
        return after[0]
    return None


def _undated(
    clause: Clause, noun: Noun, kind: HearingType, verb: Verb, is_asked: bool, is_denied: bool
) -> Draft | None:
    words = clause.text[noun.start : noun.end]
    if not _SITTING.search(words):
        return None
    draft = Draft(
        kind, noun.is_generic, Act.SET, None, f"undated-{verb.mark}", clause.start, clause.end, noun=noun
    )
    is_near = "day" in clause.text or "tomorrow" in clause.text or "this " in clause.text
    named = (
        _RELATIVE.search(clause.text, clause.start, clause.end)
        if is_near and verb.mark is not Mark.ASK
        else None
    )
    relative = clause.date_filed + timedelta(days=_DAYS.get(named[1], 0)) if named else None
    if (
        verb.mark in (Mark.HELD, Mark.NOT_HELD)
        and (clause.is_minutes or (relative and clause.is_courts))
        and noun.start < verb.start
    ):
        draft.action, draft.date = ACTS[verb.mark], relative or clause.date_filed
    elif verb.mark is Mark.VACATE and _OFF.search(clause.text, verb.start, verb.end) and not is_denied:
        draft.action, draft.date = Act.VACATED, relative
    elif verb.mark is Mark.MOVE and (
        clause.text.startswith(_YET, verb.start)
        or "to be " in clause.text[max(clause.start, verb.start - 6) : verb.start + 3]
    ):
        return None  # "scheduling conference to be rescheduled later", "it will be reset by separate order"
    elif verb.mark in (Mark.CONTINUE, Mark.MOVE) and not is_asked and not is_denied:
        draft.action, draft.prior_date = ACTS[verb.mark], relative
    elif verb.mark is Mark.ASK and not is_denied and GRANT.search(clause.text, clause.start, clause.end):
        if not re.match(
            r"to\s(?:adjourn|continue|postpone|re)|adjourn|contin|postpon", clause.text[verb.start : verb.end]
        ):
            return None
        draft.action, draft.is_weak = Act.CONTINUED, True
    else:
        return None
    return draft


_JOINED = re.compile(
    r"\s*(?:,|/|&|and|,\sand|as\swell\sas|,\s&)\s*(?:an?\s|the\s)?(?:(?:preliminary|final|initial|further)\s)?"
)
_AND_DAY = re.compile(r"(?:,?\sat\s[\d:]+\s?[ap]\.?m\.?)?\s?(?:,|and|&|,\sand)\s(?:\w{6,9},\s)?")


def _joined_days(clause: Clause, dates: list[DateInText], draft: Draft) -> list[DateInText]:
    if draft.date_span is None or draft.prior_date:
        return []
    days = [day for day in dates if day.start >= draft.date_span[0]]
    for place in range(1, len(days)):
        if not _AND_DAY.fullmatch(clause.text, days[place - 1].end, days[place].start):
            return days[:place]
    return days


def split_joined(
    clause: Clause, nouns: list[Noun], drafts: list[Draft], dates: list[DateInText]
) -> list[Draft]:
    """ "Plea and Sentencing set for": one draft for each noun that is joined to the noun read."""
    result = []
    for draft in drafts:
        joined = _joined_nouns(clause, nouns, draft.noun)
        days = _joined_days(clause, dates, draft) if joined else []
        if (
            draft.noun and len(days) == len(joined) + 1 > 1
        ):  # "conference and trial dates of 5/4/2015 and 5/18/2015": each has its own
            for noun, day in zip(sorted([*joined, draft.noun]), days, strict=True):
                if noun.kind is None:
                    continue  # words for no hearing: their day is not one either
                result.append(
                    Draft(
                        noun.kind,
                        noun.is_generic,
                        draft.action,
                        next_such_day(day, clause.date_filed),
                        draft.rule,
                        draft.start,
                        draft.end,
                        None,
                        noun,
                        (day.start, day.end),
                        draft.is_weak,
                        draft.is_standing,
                    )
                )
            continue
        for noun in joined:
            if noun.kind and noun.kind is not draft.kind and not noun.is_generic and not draft.is_generic:
                twin = Draft(
                    noun.kind,
                    False,
                    draft.action,
                    draft.date,
                    draft.rule,
                    draft.start,
                    draft.end,
                    draft.prior_date,
                    noun,
                    draft.date_span,
                    draft.is_weak,
                    draft.is_standing,
                )
                result.append(twin)
        result.append(draft)
    return result


def _joined_nouns(clause: Clause, nouns: list[Noun], noun: Noun | None) -> list[Noun]:
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


_SET_FOR = re.compile(
    r"\b(?:set|scheduled|noticed|calendared|come|on|heard)\s(?:down\s|on\s)?for\s(?:an?\s)?$"
)
_MOTION = re.compile(r"\b(?:motions?|application)\b")
_TAKEN_UP = re.compile(
    r"\b(?:hear|heard|tak(?:e|en)\sup|consider|considered|addressed?|argued?|entertain|resolve)\b"
)
_AT_A = re.compile(r"\b(?:in|at|during)\s(?:an?|the)\s$")
_ABOUT_MOTION = re.compile(
    r"\b(?:re|regarding|concerning|as\sto|on|upon|to\s(?:hear|consider|address|resolve|take\sup))\b:?\s"
    r"(?:the\s|(?:plaintiff|defendant|government)s?'?s?\s)?(?:\[?\d{1,4}\]?[\s,]+)?(?:(?!oral\b)"
    r"[\w'-]+\s){0,3}?motions?\b(?!\sto\s(?:continue|adjourn))"
)
# "Hearing Held (RE: related document(s)31 Motion for Relief …" (cacb): the bankruptcy register names the
# motion in an aside.
_RELATED_MOTION = re.compile(
    r"[^.;]{0,90}?\bre:?\s{1,3}related\sdocuments?[\s()s]{0,6}\[?\d{1,4}\]?\s(?:[\w-]+\s){0,4}?motions?\b"
)
_CONVERTED = re.compile(r"\bconvert(?:ed|s|ing)\b[^.;]{0,60}?\b(?:in)?to\s(?:an?\s)?")
_AFTER_ANOTHER = re.compile(r"\b(?:following|after|before|preceding|conclusion\sof)\s(?:the\s)?$")
_UPON = re.compile(
    r"\s(?:on|upon|re|regarding|as\sto|concerning)\b[^.;]{0,40}"
)  # "argument upon the motions shall be heard": the argument
_LIMIT = re.compile(r"last\sday|deadline|cut-?\s?off")
_IS = re.compile(r"(?:\bis|:)\s(?:\w{6,9},\s)?$")  # "the last day for a motion to be set for hearing is"
_OBJECT = re.compile(r"\s(?:of\s)?(?:the|its|this|a)\s(?:\w{6,9},\s)?")  # "continuing the March 2 conference"
_MOVING, _OUTCOME_MARKS = frozenset({Mark.MOVE, Mark.CONTINUE}), frozenset({Mark.HELD, Mark.NOT_HELD})


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
    nouns = [
        name_motion(clause.text, clause.start, clause.end, noun) if noun.is_generic else noun
        for noun in nouns
    ]
    dated = _govern(clause, verbs, dates)
    is_denied = Mark.DENY in marks
    is_moved = not is_denied and not marks.isdisjoint(_MOVING)
    drafts = _draft_dates(clause, nouns, verbs, dated, is_denied)
    if not marks.isdisjoint(_OUTCOME_MARKS):
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
    if len(nouns) > 1 and "convert" in clause.text[clause.start : clause.end]:
        _convert(clause, nouns, drafts)
    return split_joined(clause, nouns, drafts, dates) if len(nouns) > 1 else drafts, dates


def _convert(clause: Clause, nouns: list[Noun], drafts: list[Draft]) -> None:
    """ "The status conference set for D is converted to a motion hearing": what will be held is the latter."""
    match = _CONVERTED.search(clause.text, clause.start, clause.end)
    new = next((noun for noun in nouns if match and 0 <= noun.start - match.end() < 30), None)
    if match is None or new is None:
        return
    if new.is_generic:
        _carry_over(new, match.start(), drafts)
    kind = None if new.is_generic else new.kind
    for draft in drafts:
        if kind and draft.noun and draft.noun.start < match.start():
            draft.kind, draft.is_generic, draft.noun = kind, False, new


def _carry_over(new: Noun, at: int, drafts: list[Draft]) -> None:
    """ "The sentencing set for OLD is converted to a video hearing, to be held on NEW": the same sitting on
    another day."""
    old = next((draft for draft in drafts if draft.noun and draft.noun.start < at and draft.date), None)
    for draft in drafts:
        if old and draft.noun == new and draft.date and draft.date != old.date:
            draft.kind, draft.is_generic, draft.action, draft.prior_date = (
                old.kind,
                old.is_generic,
                Act.RESET,
                old.date,
            )
            drafts.remove(old)
            return


def name_motion(text: str, start: int, end: int, noun: Noun) -> Noun:
    """ "Plaintiff's motion for leave, scheduled for hearing on": the hearing is the motion's (cacd)."""
    if not noun.is_generic or "hear" not in text[noun.start : noun.end]:
        return noun
    is_set_for = _SET_FOR.search(text, max(start, noun.start - 30), noun.start)
    is_motions = is_set_for and _MOTION.search(text, start, noun.start)
    if not is_set_for and _AT_A.search(text, max(start, noun.start - 12), noun.start):
        is_motions = _TAKEN_UP.search(text, start, noun.start) and _MOTION.search(text, start, noun.start)
    if (
        is_motions
        or _ABOUT_MOTION.search(text, noun.end, min(end, noun.end + 160))
        or ("related document" in text and _RELATED_MOTION.match(text, noun.end))
    ):
        return Noun(noun.start, noun.end, HearingType.MOTION_HEARING, False)
    return noun


def _govern(clause: Clause, verbs: list[Verb], dates: list[DateInText]) -> list[_Dated]:
    found: list[_Dated] = []
    floor = clause.start
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
            governor = _after_aside(clause, verbs, found[-1].date, found[-1].governor, day)
        found.append(_Dated(day, governor, preposition))
        floor = day.end
    return found


def _after_aside(
    clause: Clause, verbs: list[Verb], aside: DateInText, governor: Verb, day: DateInText
) -> Verb | None:
    """ "A conference on the letters, which were filed on D, on E": what governed before the aside."""
    if not re.fullmatch(r",\s(?:on|for|at)\s(?:\w{6,9},\s)?", clause.text[aside.end : day.start]):
        return None
    acts = [verb for verb in verbs if verb.end <= governor.start and verb.mark in ACTS]
    return acts[-1] if acts else None


def _earlier_move(verbs: list[Verb], before: int) -> Verb | None:
    moves = [
        verb
        for verb in verbs
        if verb.end <= before and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK, Mark.SET)
    ]
    return moves[-1] if moves else None


def _draft_dates(
    clause: Clause, nouns: list[Noun], verbs: list[Verb], dated: list[_Dated], is_denied: bool
) -> list[Draft]:
    drafts: list[Draft] = []
    floor = clause.start
    for place, item in enumerate(dated):
        ceiling = dated[place + 1].date.start if place + 1 < len(dated) else clause.end
        draft = _draft_date(clause, nouns, verbs, item, floor, ceiling, drafts)
        if draft and not (is_denied and draft.action in (Act.REQUESTED, *MOVES)):
            drafts.append(draft)
        floor = item.date.end
    return drafts


def _draft_date(
    clause: Clause,
    nouns: list[Noun],
    verbs: list[Verb],
    item: _Dated,
    floor: int,
    ceiling: int,
    earlier: list[Draft],
) -> Draft | None:
    verb, day = item.governor, item.date
    if verb is None or verb.mark not in ACTS:
        return draft_ungoverned(
            clause, nouns, verbs, verb, day, floor, ceiling, earlier[-1] if earlier else None
        )
    noun = _pick_noun(clause.text, nouns, verbs, verb, day, floor, ceiling)
    if noun is None and earlier and not any(n.start > floor and n.end < day.start for n in nouns):
        noun = earlier[-1].noun
    if noun is None and verb.end < floor and not earlier:
        noun = next((n for n in nouns if verb.end <= n.start and n.end <= day.start), None)
    if noun is None or noun.kind is None:
        return None
    action = ACTS[verb.mark]
    if (
        verb.mark is Mark.VACATE
        and item.preposition is None
        and not re.match(r"\W*(?:on|for|of|set)?\W*", clause.text[verb.end : day.start])
    ):
        return None
    if (
        item.preposition is Mark.FROM
        and earlier
        and earlier[-1].date_span
        and verb.end <= earlier[-1].date_span[0]
        and action is Act.SET
    ):
        earlier[-1].prior_date, earlier[-1].action = (
            day.value,
            Act.RESET,
        )  # "will be heard on NEW rather than OLD"
        return None
    value = next_such_day(day, clause.date_filed) if action in (Act.SET, *MOVES) else day.value
    if action is Act.HELD and not day.has_year and value > clause.date_filed:
        value = value.replace(year=value.year - 1) if (value.month, value.day) != (2, 29) else value
    draft = Draft(
        noun.kind,
        noun.is_generic,
        action,
        value,
        f"date-after-{verb.mark}",
        clause.start,
        clause.end,
        noun=noun,
        date_span=(day.start, day.end),
        is_standing=verb.mark is Mark.STANDING,
    )
    if verb.mark is Mark.ASK and not _read_asked(clause, item, draft):
        return None
    if action in MOVES and item.preposition is None and _OBJECT.fullmatch(clause.text, verb.end, day.start):
        draft.is_standing, draft.action, draft.rule = True, Act.SET, MOVED_DAY
    if item.preposition is Mark.FROM and verb.mark in (Mark.MOVE, Mark.CONTINUE, Mark.ASK):
        draft.is_standing, draft.action = True, Act.SET
    return draft


def _read_asked(clause: Clause, item: _Dated, draft: Draft) -> bool:
    """A court's word on "the request to adjourn the March 8 conference": that day stood; a day asked for
    counts if granted."""
    if item.preposition is not Mark.TO:
        draft.action, draft.is_standing = Act.SET, True
        return True
    draft.action = Act.CONTINUED
    return GRANT.search(clause.text, clause.start, clause.end) is not None


def _pick_noun(
    text: str, nouns: list[Noun], verbs: list[Verb], verb: Verb, day: DateInText, floor: int, ceiling: int
) -> Noun | None:
    """The noun a governed date belongs to: object before the date, else subject, else one that follows."""
    between = [noun for noun in nouns if max(verb.end, floor) <= noun.start and noun.end <= day.start]
    before = [noun for noun in nouns if floor <= noun.start < verb.start]
    dues = [due for due in verbs if due.mark is Mark.DUE and floor <= due.start < verb.start]
    if dues and _IS.search(text, verb.end, day.start) and any(_LIMIT.match(text, due.start) for due in dues):
        return None
    follows = nouns[-1].start >= day.end and any(day.end <= noun.start < ceiling for noun in nouns)
    if len(before) > 1 or (
        before and follows
    ):  # "without oral argument and vacates the hearing set for": not that argument
        before = [noun for noun in before if not _is_within_off(verbs, noun)] or ([] if follows else before)
    subject = before[-1] if before else None
    if subject and not between and _is_deadline(dues, subject, verb):
        return None
    if between:
        chosen = next((noun for noun in between if noun.kind and not noun.is_generic), between[0])
        if subject and subject.kind and _AFTER_ANOTHER.search(text, max(0, chosen.start - 30), chosen.start):
            return subject  # "shall be held immediately following docket call on"
        if (
            chosen.is_generic
            and subject
            and subject.kind
            and not subject.is_generic
            and not _is_deadline(dues, subject, verb)
        ):
            return subject
        return chosen
    if subject is None:
        after = [noun for noun in nouns if day.end <= noun.start and noun.end <= ceiling]
        if dues:
            return None
        return after[0] if after and floor < verb.start else None
    if (
        subject.kind is HearingType.MOTION_HEARING
        and len(before) > 1
        and before[-2].kind
        and _UPON.fullmatch(text, before[-2].end, subject.start)
    ):
        return (
            before[-2]
            if not before[-2].is_generic
            else Noun(*before[-2][:2], HearingType.MOTION_HEARING, False)
        )
    if (
        subject.is_generic
        and (purpose := next((noun for noun in nouns if day.end <= noun.start < ceiling), None))
        and purpose.kind
        and not purpose.is_generic
        and FOR_PURPOSE.fullmatch(text, day.end, purpose.start)
    ):
        return purpose
    if (
        subject.is_generic
        and len(before) > 1
        and before[-2].kind
        and not before[-2].is_generic
        and subject.start - before[-2].end < 40
    ):
        return before[-2]
    return subject


def _is_within_off(verbs: list[Verb], noun: Noun) -> bool:
    return any(
        verb.mark is Mark.VACATE and verb.start < noun.start and noun.end <= verb.end for verb in verbs
    )


def _is_deadline(dues: list[Verb], noun: Noun, verb: Verb) -> bool:
    return any(noun.end <= due.start and due.end <= verb.start for due in dues)
