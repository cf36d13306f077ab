"""The drafts of all clauses of an entry settled into hearings: one told twice is one.

Minutes record the sitting they are of, even where no clause says that it was held; a title that tells of a move
("ORDER granting motion to continue", "NOTICE of Resetting") tells it of what the entry sets.
"""

import re

from docket.hearings.draft import MOVES, Act, Draft, Entry
from docket.hearings.govern import name_motion
from docket.hearings.papers import Paper
from docket.hearings.tags import Noun
from docket.text.dates import find_times
from docket.text.phrases import Cues
from docket.vocabulary import HearingKind

_MINUTES_HEAD, _TITLE, _NEAR, _BESIDE = (
    400,
    160,
    300,
    30,
)  # the part that names the sitting of minutes; what an order sets
_CUES = Cues("hearings")
_ECHO = "undated-held"  # the rule of what minutes may say twice
_STOP = re.compile(r"(?<!\s\w)\.\s")  # no initial: "before Magistrate Judge Deborah M. Smith"
# A motion granted, a stipulation so ordered, a notice of resetting; else a stamp.
_RETITLED = {"gra": Act.CONTINUED, "sti": Act.CONTINUED, "not": Act.RESET}
_FUTURE = frozenset({Act.SET, *MOVES})
_CALENDARED = _FUTURE | {Act.VACATED}
_RECORDED = (Act.HELD, Act.NOT_HELD)
_ARGUED = {HearingKind.MOTION_HEARING, HearingKind.ORAL_ARGUMENT}


def settle(entry: Entry, drafts: list[Draft]) -> list[Draft]:
    """Return one draft for each hearing the entry reports, in order."""
    text = entry.text
    if entry.paper is Paper.MINUTES and not any(draft.action in _RECORDED for draft in drafts):
        drafts = _held_by_title(entry, drafts) + drafts
    drafts = _drop_echoes(drafts)
    _name_generic(entry, drafts)
    drafts = _give_up_old(_join_undated(drafts))
    _move_by_title(entry, drafts)
    if any(_is_motion_day(text, draft) for draft in drafts) and _CUES.nobody.search(text):
        drafts = [draft for draft in drafts if not _is_motion_day(text, draft)]
    return _tell_once(text, drafts)


# Minutes.


def _held_by_title(entry: Entry, drafts: list[Draft]) -> list[Draft]:
    """Minutes whose title names the sitting without "held": "MINUTES of Status Conference before …"."""
    text = entry.text
    noun = next((noun for noun in entry.nouns if noun.kind), None)
    first = min([_MINUTES_HEAD, *(draft.noun.start for draft in drafts if draft.noun)])
    is_order = _CUES.minute_order.match(text.lstrip(" *")) and not _CUES.called.search(
        text
    )  # made in chambers
    if noun is None or noun.start >= first or is_order or _CUES.not_this.follows(text, noun.end, len(text)):
        return []
    if text.endswith((" date", " dates"), 0, noun.end):
        return []  # "the hearing date on plaintiff's motion is continued"
    noun = name_motion(text, 0, _MINUTES_HEAD, noun)
    assert noun.kind is not None
    start, stop = text.rfind(". ", 0, noun.start) + 1, _STOP.search(text, noun.end, noun.end + 200)
    end = stop.start() if stop else noun.end
    is_off = _CUES.not_sat.search(text, noun.end, end if stop else noun.end + 90)
    action = Act.NOT_HELD if is_off else Act.HELD
    return [
        Draft(noun.kind, noun.is_generic, action, entry.date_filed, "minutes-title", start, end, noun=noun)
    ]


def _drop_echoes(drafts: list[Draft]) -> list[Draft]:
    """ "Hearing concluded", "Hearing held 12:09 PM": what minutes add of the sitting they already record."""
    kinds = {draft.kind for draft in drafts if draft.action is Act.HELD and draft.rule != _ECHO}
    return [d for d in drafts if d.rule != _ECHO or not kinds or not (d.is_generic or d.kind in kinds)]


def find_bare(entry: Entry) -> list[Draft]:
    """ "Motion Hearing", "Motion Hearing AND ~Util - …": the name of a minute event, and nothing more (vtd, dcd)."""
    noun = next(iter(entry.nouns), None)
    if noun is None or entry.text[: noun.start].strip() or noun.kind is None:
        return []
    rest = entry.printed[noun.end :].strip()
    if rest and not rest.startswith("AND ~"):
        return []
    return [
        Draft(noun.kind, noun.is_generic, Act.HELD, entry.date_filed, "bare-event", 0, noun.end, noun=noun)
    ]


def _is_motion_day(text: str, draft: Draft) -> bool:
    """ "Motion set for 11/7/2016 … decided on the papers" (njd): a day on which nobody is to appear."""
    noun = draft.noun
    return draft.action is Act.SET and noun is not None and text.startswith("motion", noun.start)


# What one clause says of another's sitting.


def _name_generic(entry: Entry, drafts: list[Draft]) -> None:
    """ "The conference is adjourned" speaks of the kind named before it in the entry."""
    text = entry.text
    for place, draft in enumerate(drafts):
        noun = draft.noun
        if draft.is_generic and noun:
            named = (
                d.kind for d in reversed(drafts[:place]) if not d.is_generic and _fits(text, noun, d.kind)
            )
            kind = next(named, None) or _kind_before(entry, noun) or _kind_of_motion(text, draft, noun)
            draft.kind, draft.is_generic = kind or draft.kind, not kind


def _kind_before(entry: Entry, noun: Noun) -> HearingKind | None:
    """The one kind that the text names before, not far."""
    named = [o for o in entry.nouns if o.kind and not o.is_generic and o.end <= noun.start]
    kinds = {other.kind for other in named if other.kind and _fits(entry.text, noun, other.kind)}
    return kinds.pop() if len(kinds) == 1 else None


def _kind_of_motion(text: str, draft: Draft, noun: Noun) -> HearingKind | None:
    """ "Regarding 34 Motion to Suppress: a hearing is scheduled" (ned), "Denying as moot 13 Motion to Dismiss and
    vacating hearing" (cacd): the hearing of the motion that is cited."""
    is_motions = "hear" in text[noun.start : noun.end] and (
        _CUES.cited_motion.search(text, max(0, noun.start - _NEAR), noun.start)
        or _CUES.related_motion.search(text, noun.end, noun.end + _MINUTES_HEAD)
        or _CUES.motion_title.search(text, 0, min(noun.start, _TITLE))
        or (draft.action is Act.VACATED and _CUES.ruled_motion.search(text, draft.start, noun.start))
    )
    return HearingKind.MOTION_HEARING if is_motions else None


def _fits(text: str, noun: Noun, kind: HearingKind) -> bool:
    """Say whether words that name no kind may mean a sitting of this one: "the matter", "the conference"."""
    if _CUES.matter.covers(text, noun.start, noun.end):
        return True  # "the matter is continued to": whatever sitting the entry is about
    is_by_phone = text[noun.start - 1] in " -" and _CUES.phone_before.ends(text, noun.start - 16, noun.start)
    if is_by_phone or not _CUES.bare.covers(text, noun.start, noun.end):
        return False
    is_conference = kind.value.endswith("conference")
    is_named_so = "conf" in text[noun.start : noun.end]
    return is_conference if is_named_so else not is_conference or kind is HearingKind.STATUS_CONFERENCE


def _move_by_title(entry: Entry, drafts: list[Draft]) -> None:
    """ "ORDER granting motion to continue. Jury Trial set for D" (ned), "NOTICE of Resetting. Re-Arraignment set for
    D" (txsd): what is set is moved; "***VACATED*** NOTICE of Hearing" (txed): it is off."""
    is_told = not any(draft.action is Act.SET for draft in drafts) or any(d.action in MOVES for d in drafts)
    told = None if is_told else _CUES.retitled.search(entry.text, 0, _TITLE)
    if told is None:
        return
    # "granting Motion to Continue Trial and Set Status Conference": the trial alone is moved
    beside = [noun for noun in entry.nouns if 0 <= noun.start - told.end() < _BESIDE]
    named = {noun.kind for noun in beside}
    titled = {noun.kind for noun in beside if not _STOP.search(entry.text, told.end(), noun.start)}
    for draft in drafts:
        is_new = draft.action is Act.SET and not draft.is_standing
        if is_new and named <= {draft.kind}:
            if draft.kind is HearingKind.PLEA and not titled and told[0][:3] != "not":
                continue  # "granting Motion to Continue. Change of Plea Hearing is set" (ned): it was the trial's
            draft.action = _RETITLED.get(told[0][:3], Act.VACATED)
            draft.rule = "moved-by-title"


def _join_undated(drafts: list[Draft]) -> list[Draft]:
    """A sitting put off or called off without a date takes the date that another clause gives."""
    kept: list[Draft] = []
    for draft in drafts:
        others = [o for o in drafts if o is not draft and o.is_same_kind(draft) and o.action is not Act.HELD]
        is_told = any(o.action in MOVES and o.date for o in others)
        if draft.date is None and draft.action in MOVES:
            new = next(
                (o for o in others if o.date and o.action in _FUTURE and _stands_after(o, draft)), None
            )
            is_told = is_told or (draft.is_weak and any(o.date or o.prior_date for o in others))
            if new:
                is_told, new.prior_date = True, new.prior_date or draft.prior_date
                if new.action is Act.SET:
                    new.action = Act.CONTINUED if draft.is_weak else draft.action
        elif draft.date is None and draft.action is Act.VACATED:
            stood = next((o for o in reversed(kept) if o in others and o.date and o.action is Act.SET), None)
            is_told = any(o.action in (*MOVES, Act.VACATED) for o in others) or stood is not None
            if stood:
                stood.action = Act.VACATED
        else:
            is_told = False
        if not is_told:
            kept.append(draft)
    return kept


def _stands_after(one: Draft, other: Draft) -> bool:
    return one.noun is not None and other.noun is not None and one.noun.start > other.noun.end


def _give_up_old(drafts: list[Draft]) -> list[Draft]:
    """A day that stood before the entry moves its sitting elsewhere is the day given up; one held stays, too."""
    kept: list[Draft] = []
    for draft in drafts:
        stood = [other for other in kept if other.kind is draft.kind and other.date != draft.date]
        stood = [other for other in stood if other.action in (Act.SET, Act.VACATED, Act.HELD)]
        if draft.action in MOVES and stood and (draft.date or len(stood) == 1):
            draft.prior_date = draft.prior_date or stood[-1].date
            kept = [other for other in kept if other not in stood or other.action is Act.HELD]
        kept.append(draft)
    return kept


def _tell_once(text: str, drafts: list[Draft]) -> list[Draft]:
    """Same day and kind are one hearing: the first telling's action, the first known of the rest."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _is_twin(text, other, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        if (twin.is_generic and not draft.is_generic) or draft.kind is HearingKind.ORAL_ARGUMENT:
            twin.kind, twin.is_generic, twin.noun = draft.kind, False, draft.noun
        if twin.action is Act.SET and draft.action in (*MOVES, Act.VACATED):
            twin.action = draft.action
        twin.prior_date = twin.prior_date or draft.prior_date
        twin.retold.append((draft.start, draft.end, draft.date_span))
    return kept


def _is_twin(text: str, one: Draft, other: Draft) -> bool:
    is_calendared = one.date is not None and {one.action, other.action} <= _CALENDARED
    if one.date != other.date or not (one.action is other.action or is_calendared):
        return False
    if one.kind is other.kind or one.date is None or one.start == other.start:
        return one.kind is other.kind  # "ENE and CMC set for 12/14": two in one clause
    spans = [draft.date_span for draft in (one, other) if draft.date_span]
    clocks = [find_times(text, span[1], span[1] + 16)[:1] for span in spans]
    hours = {clock.value for found in clocks for clock in found}
    if one.is_generic or other.is_generic:
        return len(hours) < 2  # "Jury Trial set for 8/1 at 9:00 AM. A conference is set for 8/1 at 8:30 AM"
    are_conferences = one.kind.value.endswith("conference") and other.kind.value.endswith("conference")
    return {one.kind, other.kind} == _ARGUED or (are_conferences and all(clocks) and len(hours) == 1)
