"""The drafts of all clauses of an entry settled into hearings: one told twice is one.

Minutes record the sitting they are of, even where no clause says that it was held.
"""

import re
from datetime import date

from docket.hearings.draft import MOVES, Act, Draft, next_such_day
from docket.hearings.govern import name_motion
from docket.hearings.papers import Paper
from docket.hearings.tags import HearingType, Mark, Noun, find_nouns, find_verbs
from docket.text.dates import find_dates_between, find_times
from docket.text.phrases import Cue


def _cue(tag: str) -> Cue:
    return Cue("hearings", tag)


# The part that names the sitting of minutes; what an order sets; what a notice is of.
_MINUTES_HEAD, _TITLE, _NOTICE = 400, 160, 40
_NOT_SAT, _NOT_CALLED, _MINUTE_ORDER, _CALLED = map(_cue, ("not_sat", "not_called", "minute_order", "called"))
_LATER, _NOT_ANY, _NOT_THIS, _STRUCK = map(_cue, ("later", "not_any", "not_this", "struck"))
_MATTER, _BARE, _PHONE_BEFORE, _NEXT_BEFORE = map(_cue, ("matter", "bare", "phone_before", "next_before"))
_CITED_MOTION, _MOTION_TITLE, _RELATED = map(_cue, ("cited_motion", "motion_title", "related_motion"))
_SOFT, _NOBODY, _NOBODY_ON, _NEW_DATE, _OLD_DATE = map(
    _cue, ("soft", "nobody", "nobody_on", "new_date", "old_date")
)
_RULED, _RESETTING = _cue("ruled_motion"), _cue("resetting")
_STOP = re.compile(r"(?<!\s\w)\.\s")  # no initial: "before Magistrate Judge Deborah M. Smith"
_HOUR = re.compile(r",?\s(?:at\s)?(?:\d{1,2}:\d\d|\d{1,2}\s?[ap]\.?m|noon)")
_FUTURE = frozenset({Act.SET, *MOVES})
_RECORDED = (Act.HELD, Act.NOT_HELD)


def settle(
    text: str, drafts: list[Draft], paper: str, date_filed: date, is_courts: bool = True
) -> list[Draft]:
    """Return one draft for each hearing the entry reports, in order."""
    if paper is Paper.MINUTES:
        drafts = _read_minutes(text, drafts, date_filed)
    if text.startswith("*") and _STRUCK.search(text, 0, 80):
        for draft in drafts:  # "***VACATED*** NOTICE of Hearing" (txed): the entry no longer holds
            if draft.action in _FUTURE:
                draft.action, draft.rule = Act.VACATED, "struck-entry"
    drafts = _drop_echoes(drafts)
    _name_generic(text, drafts)
    if _RESETTING.search(text, 0, _NOTICE) and not any(draft.action in MOVES for draft in drafts):
        for draft in drafts:  # "NOTICE of Resetting. Re-Arraignment set for D" (txsd)
            if draft.action is Act.SET and not draft.is_standing:
                draft.action, draft.rule = Act.RESET, "resetting-notice"
    _move_to_new_date(text, drafts, date_filed)
    if len(drafts) > 1:
        drafts = _give_up_old(_join_undated(drafts))
    if not drafts and paper is Paper.COURT and is_courts:
        drafts = _find_by_title(text, date_filed)
    off = _find_called_off(text, date_filed)
    if off and all(draft.date != off.date for draft in drafts):
        drafts = [*drafts, off]
    others = [draft for draft in drafts if not _is_motion_day(text, draft)]
    if len(others) < len(drafts) and _NOBODY.search(text):
        drafts = others
    return _tell_once(text, drafts) if len(drafts) > 1 else drafts


# Minutes.


def _read_minutes(text: str, drafts: list[Draft], date_filed: date) -> list[Draft]:
    """Return the drafts of minutes with the sitting that they record: named by the title, or set for a day
    that has come."""
    if not _records_any(drafts):
        drafts = _held_by_title(text, drafts, date_filed) + drafts
    come = [draft for draft in drafts if draft.action is Act.SET and draft.date and draft.date <= date_filed]
    if come and _NOT_CALLED.search(text):
        for draft in come:  # "Docket Call set for 1/21/2009. CASE NOT CALLED" (laed)
            draft.action, draft.rule = Act.NOT_HELD, "not-called"
    if not _records_any(drafts) and not _MINUTE_ORDER.match(text.lstrip(" *")):
        for draft in come:  # "Change of Plea Hearing set for 2/6/2017 called" (prd)
            draft.action, draft.rule = Act.HELD, "minutes-of-day"
    return drafts


def _records_any(drafts: list[Draft]) -> bool:
    return any(draft.action in _RECORDED for draft in drafts)


def _held_by_title(text: str, drafts: list[Draft], date_filed: date) -> list[Draft]:
    """Minutes whose title names the sitting without "held": "MINUTES of Status Conference before …"."""
    nouns = [
        noun
        for noun in find_nouns(text, 0, min(len(text), _MINUTES_HEAD))
        if noun.kind and not _is_motion(text, noun) and not text.endswith(("date", "dates"), 0, noun.end)
    ]
    first = min((draft.noun.start for draft in drafts if draft.noun), default=len(text))
    is_order = _MINUTE_ORDER.match(text.lstrip(" *")) and not _CALLED.search(text)  # one made in chambers
    if not nouns or nouns[0].start >= first or is_order:
        return []
    noun = name_motion(text, 0, _MINUTES_HEAD, nouns[0])
    is_other = _LATER.search(text, 0, noun.start) or _NOT_ANY.ends(text, noun.start - 10, noun.start)
    if noun.kind is None or is_other or _NOT_THIS.follows(text, noun.end, len(text)):
        return []
    not_sat = _NOT_SAT.search(text, noun.end, noun.end + 90)
    is_off = not_sat is not None and not set(".;") & set(text[noun.end : not_sat.start()])
    start, stop = text.rfind(". ", 0, noun.start) + 1, _STOP.search(text, noun.end, noun.end + 200)
    action, end = Act.NOT_HELD if is_off else Act.HELD, stop.start() if stop else noun.end
    return [Draft(noun.kind, noun.is_generic, action, date_filed, "minutes-title", start, end, noun=noun)]


def _drop_echoes(drafts: list[Draft]) -> list[Draft]:
    """ "Hearing concluded", "Hearing held 12:09 PM": what minutes add of the sitting they already record."""
    dated = [draft for draft in drafts if draft.action is Act.HELD and draft.rule != "undated-held"]
    return [
        draft
        for draft in drafts
        if draft.rule != "undated-held"
        or not any(draft.is_generic or draft.kind is other.kind for other in dated)
    ]


# A sitting read from the whole entry.


def find_bare(text: str, date_filed: date) -> list[Draft]:
    """ "Motion Hearing", "Motion Hearing AND ~Util - …": the name of a minute event, and nothing more (vtd, dcd)."""
    nouns = find_nouns(text, 0, len(text))
    rest = text[nouns[0].end :].strip() if nouns and nouns[0].start == 0 else None
    if rest is None or nouns[0].kind is None or not (rest == "" or rest.startswith("and ~")):
        return []
    noun = nouns[0]
    assert noun.kind is not None
    return [Draft(noun.kind, noun.is_generic, Act.HELD, date_filed, "bare-event", 0, noun.end, noun=noun)]


def _find_called_off(text: str, date_filed: date) -> Draft | None:
    """ "Suitable for decision without argument; no appearance is needed on September 24" (cacd): the motion's
    day is off."""
    match = _NOBODY_ON.search(text)
    days = find_dates_between(text, match.end(), match.end() + 24, date_filed.year) if match else []
    if match is None or not days or days[0].start - match.end() > 12:
        return None
    is_motions = "motion" in text[: match.start()]
    kind = HearingType.MOTION_HEARING if is_motions else HearingType.OTHER_HEARING
    day, span = next_such_day(days[0], date_filed), (days[0].start, days[0].end)
    return Draft(
        kind, not is_motions, Act.VACATED, day, "no-appearance-on", match.start(), span[1], date_span=span
    )


def _find_by_title(text: str, date_filed: date) -> list[Draft]:
    """ "ORDER Setting Status Conference. Counsel are to be on the line on 2/20 at 8:30 AM": an order that
    names a sitting, and one day with an hour."""
    nouns = [noun for noun in find_nouns(text, 0, min(len(text), _TITLE)) if noun.kind]
    for day in find_dates_between(text, nouns[0].end, len(text), date_filed.year) if nouns else ():
        value, start = next_such_day(day, date_filed), text.rfind(". ", 0, day.start) + 1
        if value < date_filed or not _HOUR.match(text, day.end):
            continue
        verbs = [
            verb for verb in find_verbs(text, start, day.start, []) if verb.mark not in (Mark.TO, Mark.FROM)
        ]
        noun = name_motion(text, 0, _TITLE, nouns[0])
        if noun.kind and (not verbs or verbs[-1].mark is Mark.SET):
            span, end = (day.start, day.end), min(len(text), day.end + 120)
            draft = Draft(noun.kind, noun.is_generic, Act.SET, value, "title-and-hour", start, end, noun=noun)
            draft.date_span = span
            return [draft]
    return []


def _is_motion_day(text: str, draft: Draft) -> bool:
    """ "Motion set for 11/7/2016 … decided on the papers" (njd): a day on which nobody is to appear."""
    return draft.action is Act.SET and draft.noun is not None and _is_motion(text, draft.noun)


def _is_motion(text: str, noun: Noun) -> bool:
    return text.startswith("motion", noun.start) and "hear" not in text[noun.start : noun.end]


# What one clause says of another's sitting.


def _name_generic(text: str, drafts: list[Draft]) -> None:
    """ "The conference is adjourned" speaks of the kind named before it in the entry."""
    for place, draft in enumerate(drafts):
        noun = draft.noun
        if not draft.is_generic or noun is None:
            continue
        if draft.rule == "undated-held" and any(other.action is Act.HELD for other in drafts[:place]):
            continue
        is_by_phone = _PHONE_BEFORE.ends(text, noun.start - 16, noun.start) and text[noun.start - 1] in " -"
        is_by_phone = is_by_phone and text[noun.start - 2] != ":"
        is_by_phone = is_by_phone and not _is_title_by_phone(text, noun)
        if is_by_phone and not _NEXT_BEFORE.ends(text, noun.start - 36, noun.start):
            continue
        donor = next(
            (d for d in reversed(drafts[:place]) if not d.is_generic and _fits(text, noun, d.kind)), None
        )
        kind = donor.kind if donor else _kind_before(text, noun) or _kind_of_motion(text, noun)
        if draft.action is Act.VACATED and draft.date is None:
            kind = kind or _kind_of_ruled(text, draft, noun)
        if kind:
            draft.kind, draft.is_generic = kind, False


def _is_title_by_phone(text: str, noun: Noun) -> bool:
    """ "ORDER Setting Telephonic Scheduling Conference (Telephonic Conference set for …)" (caed): the same one."""
    named = [one for one in find_nouns(text, 0, min(noun.start, _TITLE)) if one.kind and not one.is_generic]
    return any(_PHONE_BEFORE.search(text, max(0, one.start - 16), one.end) for one in named)


def _kind_before(text: str, noun: Noun) -> HearingType | None:
    named = [
        other
        for other in find_nouns(text, 0, noun.start)
        if other.kind and not other.is_generic and _fits(text, noun, other.kind)
        if not _NOT_ANY.ends(text, other.start - 10, other.start)
    ]
    kinds = {other.kind for other in named}
    return kinds.pop() if len(kinds) == 1 and noun.start - named[-1].end < 300 else None


def _kind_of_motion(text: str, noun: Noun) -> HearingType | None:
    """ "Regarding 34 Motion to Suppress: a hearing is scheduled" (ned): the hearing of the motion that is cited."""
    if "hear" not in text[noun.start : noun.end]:
        return None
    is_motions = (
        _CITED_MOTION.search(text, max(0, noun.start - 300), noun.start)
        or _MOTION_TITLE.search(text, 0, min(noun.start, _TITLE))
        or _RELATED.search(text, noun.end, noun.end + _MINUTES_HEAD)
    )
    return HearingType.MOTION_HEARING if is_motions else None


def _kind_of_ruled(text: str, draft: Draft, noun: Noun) -> HearingType | None:
    """ "Denying as moot 13 Motion to Dismiss Case and Vacating Hearing" (cacd): that motion's."""
    is_motions = "hear" in text[noun.start : noun.end] and _RULED.search(text, draft.start, noun.start)
    return HearingType.MOTION_HEARING if is_motions else None


def _fits(text: str, noun: Noun, kind: HearingType) -> bool:
    if (match := _MATTER.match(text, noun.start, noun.end)) and match.end() == noun.end:
        return True  # "the matter is continued to": whatever sitting the entry is about
    if not ((match := _BARE.match(text, noun.start, noun.end)) and match.end() == noun.end):
        return False
    is_conference = kind.value.endswith("conference")
    if "conf" in text[noun.start : noun.end]:
        return is_conference
    return not is_conference or kind is HearingType.STATUS_CONFERENCE


def _move_to_new_date(text: str, drafts: list[Draft], date_filed: date) -> None:
    """ "New date: 12/10/2009": a move in itself, and no more where another clause says that the sitting is
    put off; "Old date" is given up."""
    old = _OLD_DATE.search(text) if "new " in text else None
    days = find_dates_between(text, old.end(), old.end() + 30, date_filed.year) if old else []
    for draft in drafts if "new " in text else ():
        noun = draft.noun
        if noun is None or draft.date is None or draft.action not in _FUTURE:
            continue
        if not _NEW_DATE.match(text, noun.start) and not (
            days and _NEW_DATE.match(text, max(0, noun.start - 4))
        ):
            continue
        if draft.action is Act.SET and not any(other.action in MOVES for other in drafts):
            draft.action = Act.RESET
        draft.prior_date = draft.prior_date or (days[0].value if days else None)


def _join_undated(drafts: list[Draft]) -> list[Draft]:
    """A sitting put off or called off without a date takes the date that another clause gives."""
    kept: list[Draft] = []
    for place, draft in enumerate(drafts):
        if draft.date is not None:
            kept.append(draft)
            continue
        others = [o for o in drafts if o is not draft and o.is_same_kind(draft) and o.action is not Act.HELD]
        earlier = [other for other in reversed(kept) if other in others and other.date]
        if draft.action in MOVES:
            acts = (Act.SET, *MOVES)
            later = next(
                (
                    o
                    for at, o in enumerate(drafts)
                    if o in others and o.date and o.action in acts and (at > place or _stands_after(o, draft))
                ),
                None,
            )
            if later:
                later.prior_date = later.prior_date or draft.prior_date
                if later.action is Act.SET:
                    later.action = Act.CONTINUED if draft.is_weak else draft.action
                continue
            if (earlier and earlier[0].action in MOVES) or (
                draft.is_weak and any(o.date or o.prior_date for o in others)
            ):
                continue
        if draft.action is Act.VACATED and draft.prior_date is None:
            stood = next((other for other in earlier if other.action in (Act.SET, Act.VACATED)), None)
            if stood:
                stood.action = Act.VACATED
                continue
            near = [*kept, *drafts[place + 1 :]]
            if any(other.action in (*MOVES, Act.VACATED) for other in others if other in near):
                continue
        kept.append(draft)
    return kept


def _stands_after(one: Draft, other: Draft) -> bool:
    return one.noun is not None and other.noun is not None and one.noun.start > other.noun.end


def _give_up_old(drafts: list[Draft]) -> list[Draft]:
    """A standing day named before the entry moves that sitting elsewhere is the day given up."""
    dropped: set[int] = set()
    for place, draft in enumerate(drafts):
        if draft.action not in MOVES:
            continue
        before = [other for other in drafts[:place] if other.kind is draft.kind and id(other) not in dropped]
        stood = [other for other in before if other.action in (Act.SET, Act.VACATED) and other.date]
        if draft.date is None and draft.prior_date is None and not draft.is_weak and len(stood) == 1:
            draft.prior_date = stood[0].date
            dropped.add(id(stood[0]))
        for other in before:
            if other in stood and draft.date and other.date != draft.date:
                draft.prior_date = draft.prior_date or other.date
                dropped.add(id(other))
            if other.action in _RECORDED:
                draft.prior_date = draft.prior_date or other.date
    return [draft for draft in drafts if id(draft) not in dropped]


def _tell_once(text: str, drafts: list[Draft]) -> list[Draft]:
    """Same day and kind are one hearing: the first telling's action, the first known of the rest."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _is_twin(text, other, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        if twin.is_generic and not draft.is_generic:
            twin.kind, twin.is_generic, twin.noun = draft.kind, False, draft.noun
        elif draft.kind is HearingType.ORAL_ARGUMENT:
            twin.kind = draft.kind
        if twin.action is Act.SET and draft.action in (*MOVES, Act.VACATED):
            twin.action = draft.action
        twin.prior_date = twin.prior_date or draft.prior_date
        twin.retold.append((draft.start, draft.end, draft.date_span))
    return kept


def _is_twin(text: str, one: Draft, other: Draft) -> bool:
    is_future = {one.action, other.action} <= _FUTURE | {Act.VACATED} and one.date is not None
    if one.date != other.date or (one.action is not other.action and not is_future):
        return False
    if one.kind is other.kind:
        return True
    kinds = {one.kind, other.kind}
    if kinds == {HearingType.MOTION_HEARING, HearingType.ORAL_ARGUMENT} and one.date is not None:
        # "Oral argument on the Motion to Strike is scheduled for": the motion's day is the argument's
        return any(draft.noun is not None and _is_motion(text, draft.noun) for draft in (one, other))
    are_conferences = one.kind.value.endswith("conference") and other.kind.value.endswith("conference")
    is_soft = are_conferences and any(_is_soft(text, draft) for draft in (one, other))
    return (
        one.date is not None
        and (is_soft or one.is_generic or other.is_generic)
        and not _is_apart(text, one, other)
    )


def _is_apart(text: str, one: Draft, other: Draft) -> bool:
    """ "Jury Trial set for 8/1/2011 at 9:00 AM. A conference with counsel is set for 8/1/2011 at 8:30 AM"."""
    clocks = [
        find_times(text, draft.date_span[1], draft.date_span[1] + 16) if draft.date_span else []
        for draft in (one, other)
    ]
    return all(clocks) and clocks[0][0].value != clocks[1][0].value


def _is_soft(text: str, draft: Draft) -> bool:
    """ "Initial Conference set for" is the register's name for whatever first conference the order sets (nysd)."""
    noun = draft.noun
    match = _SOFT.match(text, noun.start, noun.end) if noun else None
    return match is not None and noun is not None and match.end() == noun.end
