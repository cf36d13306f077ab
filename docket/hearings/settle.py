"""Merge the drafts of all clauses of an entry into hearings; a hearing mentioned twice is one.

Minutes record their own sitting, even if no clause says that it was held. A title that announces a move
("ORDER granting motion to continue", "NOTICE of Resetting") applies it to the sittings that the entry sets;
the title of a party's paper says what it requests.
"""

from docket.hearings.clauses import COURT, MINUTES
from docket.hearings.draft import MOVES, Act, Draft, Entry, Noun, next_such_day
from docket.hearings.govern import OBJECT, name_motion
from docket.text.dates import find_times
from docket.text.phrases import Cues
from docket.vocabulary import HearingAction, HearingKind

_ASKED_WITHIN = 400  # characters: a paper's title, within which it names what it requests
_GAP = 60  # characters between a request and what it asks for
_BY_FIRST = 24  # characters skipped: "Joint MOTION by Defendant Q Corp. to continue" (ilnd)
_MINUTES_HEAD = 400  # characters within which minutes name their sitting
_TITLE = 260  # characters: the title of an order, which says what it does to the sittings it sets
_NEAR = 300  # characters before a noun within which a motion may be cited
_BESIDE = 30  # characters after a title's act within which it names the sitting
_OBJECT = 12  # characters between a grant and its object, at most
_CUES = Cues("hearings")
_ASKS = Cues("requests")
_ECHO = "undated-held"  # the rule of a sitting that minutes may mention again
# Acts of titles, by first letters: a motion granted, an order continuing, a stipulation; a notice.
_RETITLED = dict.fromkeys(("gra", "mot", "con", "sti"), Act.CONTINUED) | {"not": Act.RESET}
_CALENDARED = (Act.SET, *MOVES, Act.VACATED)
_STOOD = (Act.SET, Act.VACATED, Act.HELD)


def settle(entry: Entry, drafts: list[Draft]) -> list[Draft]:
    """Return one draft for each hearing the entry reports, in order."""
    if entry.paper is MINUTES and not any(d.action in (Act.HELD, Act.NOT_HELD) for d in drafts):
        drafts = _held_by_title(entry, drafts) + drafts
    if not drafts:
        return _set_by_title(entry)
    # "Hearing concluded", "Hearing held 12:09 PM": more about the sitting that the minutes already record
    kinds = [draft.kind for draft in drafts if draft.action is Act.HELD and draft.rule != _ECHO]
    if kinds:
        kinds += [HearingKind.ORAL_ARGUMENT] if HearingKind.MOTION_HEARING in kinds else []
        drafts = [d for d in drafts if d.rule != _ECHO or not (d.is_generic or d.kind in kinds)]
    _name_generic(entry, drafts)
    drafts = _join_undated(drafts)
    for draft in drafts:
        if draft.action is Act.SET and draft.noun and entry.text.startswith("new ", draft.noun.start):
            draft.action = Act.RESET  # "Old date: 12/3/2009. New date: 12/10/2009"
    drafts = _give_up_old(drafts)
    _move_by_title(entry, drafts)
    of_motion = (Act.SET, HearingKind.MOTION_HEARING)
    if any((draft.action, draft.kind) == of_motion for draft in drafts) and _CUES.nobody.search(entry.text):
        # "Motion set for 11/7/2016 … decided on the papers" (njd): nobody is to appear on that day
        drafts = [draft for draft in drafts if (draft.action, draft.kind) != of_motion]
    return (_merge_twins(entry.text, drafts) if len(drafts) > 1 else drafts) or _set_by_title(entry)


# What an entry's title says about the sitting it names. A party's request is never a fact.


def find_bare(entry: Entry) -> list[Draft]:
    """ "Motion Hearing", "Motion Hearing AND ~Util - …": only the name of a minute event (vtd, dcd)."""
    noun, rest = entry.first, entry.silenced[entry.first.end :].strip()
    if not _CUES.adjective.covers(entry.text, 0, noun.start) or (rest and not rest.startswith("AND ~")):
        return []
    return [_draft_title(entry, Act.HELD, "bare-event")]


def _held_by_title(entry: Entry, drafts: list[Draft]) -> list[Draft]:
    """Draft the sitting that minutes name without "held": "MINUTES of Status Conference before …"."""
    text, noun = entry.text, entry.first
    before = min([_MINUTES_HEAD, *(draft.noun.start for draft in drafts if draft.noun)])
    if noun.start >= before or _CUES.not_this.follows(text, noun.end, len(text)):
        return []
    is_off = _CUES.not_sat.search(text, noun.end, noun.end + 90)
    return [_draft_title(entry, Act.NOT_HELD if is_off else Act.HELD, "minutes-title")]


def _set_by_title(entry: Entry) -> list[Draft]:
    """ "Notice of Hearing on Motion", "ORDER confirming date of case management conference": draft a sitting
    set for a day not given."""
    text, start = entry.text, entry.first.start
    if entry.paper != COURT or not text[:start].strip() or not _CUES.announced.covers(text, 0, start):
        return []
    return [] if _CUES.later.search(text) else [_draft_title(entry, Act.SET, "set-by-title")]


def _draft_title(entry: Entry, action: HearingAction, rule: str) -> Draft:
    noun, day = entry.first, None if action is Act.SET else entry.date_filed
    kind = noun.kind or HearingKind.OTHER_HEARING
    return Draft(kind, noun.is_generic, action, day, rule, 0, noun.end, noun=noun)


def _move_by_title(entry: Entry, drafts: list[Draft]) -> None:
    """ "ORDER granting motion to continue. Jury Trial set for D" (ned), "NOTICE of Resetting. Re-Arraignment
    set for D" (txsd): the sitting set is a moved one; "***VACATED*** NOTICE of Hearing" (txed): it is off."""
    is_set = any(draft.action in (Act.SET, Act.RESET) for draft in drafts)
    match = _CUES.retitled.search(entry.text, 0, _TITLE) if is_set else None
    title = match[0][:3].replace("adj", "con").replace("pos", "con") if match else ""
    # "STIPULATION and ORDER to continue Hearing. Hearing is RE-SET" (caed): the order's "continue" wins
    moved = (Act.CONTINUED,) if title == "sti" and match and match[0].endswith("to continue") else MOVES
    if match is None or (title != "con" and any(draft.action in moved for draft in drafts)):
        return
    beside = entry.text[match.end() : match.end() + _BESIDE].partition(":")[0]
    near = [noun for noun in entry.nouns if 0 <= noun.start - match.end() < len(beside)]
    named = {noun.kind for noun in near if noun.kind and not noun.is_generic}
    action = _RETITLED.get(title, Act.VACATED)
    for draft in drafts:
        # "granting Motion to Continue. Change of Plea Hearing is set" (ned): it was the trial that moved
        is_new = draft.kind is HearingKind.PLEA and title not in ("not", "con")
        # "granting Motion to Continue Trial and Set Status Conference": only the trial is moved
        is_other = named and (draft.kind not in named or (len(named) > 1 and title != "con"))
        if draft.action not in (Act.SET, Act.RESET) or is_new or is_other:
            continue
        between = entry.text[match.end() : draft.noun.start] if draft.noun else ""
        goes = entry.text[draft.noun.end : draft.date_span[0]] if draft.noun and draft.date_span else ""
        is_object = title == "gra" and 0 < len(between) < _OBJECT and "." not in between
        if is_object and not goes.startswith(" to "):
            draft.give_up(action, "moved-by-title")  # "granting Motion to Continue hearing set for OLD"
        else:
            draft.action, draft.rule = action, "moved-by-title"


def find_requests(entry: Entry) -> list[Draft]:
    """Return what the title of a party's paper requests about sittings, with the day if exactly one is
    requested; a bare motion to continue counts as a request."""
    text = entry.text
    stop = _ASKS.end_of_title.search(text, _BY_FIRST, _ASKED_WITHIN)
    end = stop.start() if stop else min(len(text), _ASKED_WITHIN)
    drafts: list[Draft] = []
    for noun in (name_motion(text, 0, len(text), noun) for noun in entry.nouns):
        if noun.kind and _is_asked(text, noun, end) and all(draft.kind is not noun.kind for draft in drafts):
            drafts.append(
                Draft(noun.kind, noun.is_generic, Act.REQUESTED, None, "request", 0, end, noun=noun)
            )
    asked, last = [], max((draft.noun.end + 120 for draft in drafts if draft.noun), default=0)
    for day in entry.dates_between(0, max(end, last)) if drafts else ():
        if _ASKS.standing.ends(text, day.start - _GAP, day.start):
            for draft in drafts:
                draft.prior_date = draft.prior_date or next_such_day(day, entry.date_filed)
        elif _ASKS.asked_for.ends(text, day.start - _GAP, day.start):
            is_clerks = _ASKS.clerks_day.ends(text, day.start - _GAP, day.start)  # "Modified on 7/22/2009"
            asked += [] if is_clerks else [day]
    for draft in drafts if len(asked) == 1 else ():
        draft.date, draft.date_span = next_such_day(asked[0], entry.date_filed), asked[0][:2]
    return drafts


def _is_asked(text: str, noun: Noun, end: int) -> bool:
    # "Motion to Dismiss, Notice of Motion & Notice of Hearing": announced, not requested
    is_told = text.endswith(("notice of ", "notice of motion and "), 0, noun.start)
    if text.startswith(" requested", noun.end):
        return True  # "MOTION to Dismiss. Oral Argument Requested" (wawd)
    if noun.start > end or is_told or text.startswith("presentment", noun.start):
        return False
    for match in _ASKS.ask.find(text, 0, noun.start):
        if noun.start - match.end() < _GAP and not _ASKS.other.search(text, match.end(), noun.start):
            return True
    asked = _ASKS.for_sitting.ends(text, noun.start - _GAP, noun.start)
    return asked is not None and not _ASKS.response_to.search(text, max(0, asked.start() - _GAP), asked.end())


# What one clause says about another clause's sitting.


def _name_generic(entry: Entry, drafts: list[Draft]) -> None:
    """Give "The conference is adjourned" the kind of sitting that the entry named before it."""
    text = entry.text
    for place, draft in enumerate(drafts):
        if draft.is_generic and (noun := draft.noun):
            kinds = [d.kind for d in drafts[:place] if not d.is_generic]
            kinds = [
                o.kind for o in entry.nouns if o.kind and not o.is_generic and o.end <= noun.start
            ] + kinds
            fitting = {kind for kind in kinds if _fits(text, noun, kind)}
            kind = fitting.pop() if len(fitting) == 1 else _kind_of_motion(text, draft, noun)
            draft.kind, draft.is_generic = kind or draft.kind, not kind


def _kind_of_motion(text: str, draft: Draft, noun: Noun) -> HearingKind | None:
    """ "Denying as moot 13 Motion to Dismiss and vacating hearing" (cacd): the hearing is that of the motion
    cited."""
    is_motions = _CUES.day_of.search(text, noun.start, noun.end) and (
        _CUES.cited_motion.search(text, max(0, noun.start - _NEAR), noun.start)
        or _CUES.related_motion.search(text, noun.end, noun.end + _MINUTES_HEAD)
        or _CUES.motion_title.search(text, 0, min(noun.start, _TITLE))
        or (draft.action is Act.VACATED and _CUES.ruled_motion.search(text))
    )
    return HearingKind.MOTION_HEARING if is_motions else None


def _fits(text: str, noun: Noun, kind: HearingKind) -> bool:
    """Whether words that name no kind can mean a sitting of `kind`: "the matter", "the conference"."""
    if _CUES.matter.covers(text, noun.start, noun.end):
        return True  # "the matter is continued to": any sitting that the entry is about
    if not _CUES.bare.covers(text, noun.start, noun.end) or _CUES.topic.follows(text, noun.end, len(text)):
        return False
    if _CUES.anew.ends(text, noun.start - 40, noun.start):
        return False
    is_conference = kind.value.endswith("conference")
    if "conf" in text[noun.start : noun.end]:
        return is_conference
    return not is_conference or kind is HearingKind.STATUS_CONFERENCE


def _join_undated(drafts: list[Draft]) -> list[Draft]:
    """Merge a sitting put off or called off without a date into the one that another clause dates."""
    kept: list[Draft] = []
    for draft in drafts:
        others = [o for o in drafts if o is not draft and o.action in _CALENDARED and o.is_same_kind(draft)]
        is_told = draft.date is None and draft.action is Act.VACATED
        is_told = is_told and any(o.kind is draft.kind or o.action is Act.VACATED for o in others)
        if draft.date is None and draft.action in MOVES:
            is_told = any(o.action in MOVES and o.date for o in (drafts if draft.rule is OBJECT else others))
            if new := next((other for other in others if other.date and other.start >= draft.start), None):
                is_told = True
                stood = draft.prior_date if draft.prior_date != new.date else None
                new.prior_date = new.prior_date or stood
                new.action = draft.action if new.action is Act.SET else new.action
        kept += [] if is_told else [draft]
    return kept


def _give_up_old(drafts: list[Draft]) -> list[Draft]:
    """Make an earlier day the `prior_date` of the move that gives it up; drop its draft unless held."""
    kept: list[Draft] = []
    for draft in drafts:
        stood = [other for other in kept if draft.action in MOVES and _is_left(other, draft)]
        if stood:
            draft.prior_date = stood[-1].date
            kept = [other for other in kept if other not in stood or other.action is Act.HELD]
        kept.append(draft)
    return kept


def _is_left(other: Draft, draft: Draft) -> bool:
    if other.kind is not draft.kind or other.action not in _STOOD:
        return False
    return other.date == draft.prior_date if draft.prior_date else other.date != draft.date


def _merge_twins(text: str, drafts: list[Draft]) -> list[Draft]:
    """Merge drafts of the same day and kind; keep the act done to the hearing and the first other facts."""
    kept: list[Draft] = []
    for draft in drafts:
        twin = next((other for other in kept if _is_twin(text, other, draft)), None)
        if twin is None:
            kept.append(draft)
            continue
        if twin.is_generic:
            twin.kind, twin.is_generic, twin.noun = draft.kind, draft.is_generic, draft.noun
        twin.action = draft.action if twin.action is Act.SET else twin.action
        twin.prior_date = twin.prior_date or draft.prior_date
        twin.other_mentions.append((draft.start, draft.end, draft.date_span))
    return kept


def _is_twin(text: str, left: Draft, other: Draft) -> bool:
    is_alike = left.action is other.action or (left.action in _CALENDARED and other.action in _CALENDARED)
    if left.date != other.date or not is_alike or left.kind is other.kind:
        return left.date == other.date and is_alike
    # two clock times on one day, "Jury Trial at 9:00 AM. A conference at 8:30 AM", make two hearings
    ends = [draft.date_span[1] for draft in (left, other) if draft.date_span]
    hours = {clock.value for end in ends for clock in find_times(text, end, end + 16)[:1]}
    if left.is_generic or other.is_generic:
        return len(hours) < 2
    # one in two clauses: "adjourn the initial pretrial conference … (Initial Conference set for …)" (nysd)
    is_told_twice = left.start != other.start and len(hours) == 1
    return is_told_twice and all(draft.kind.value.endswith("conference") for draft in (left, other))
