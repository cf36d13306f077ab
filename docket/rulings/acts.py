"""Acts of a court that answer no verb of granting: transfers, stays, dismissals, judgments, verdicts, mandates.

Texts are read in lower case. A row `act.SCOPE.KIND.DISPOSITION` of language/rulings.tsv is such an act: of its `own`
also beside a ruling on a motion, `only` where none is told (there it does what the motion asked), or a `review` of a
decision below, of which an entry makes one. A row `head.…` is one that must begin the entry: a `first` says what the
whole entry is, an `on` what it is about.
"""

import re
from datetime import date, timedelta

from docket.rulings.motions import MotionKind, find_kind
from docket.rulings.numbers import find_numbers
from docket.rulings.verbs import EVERY, context_answers, find_requests
from docket.rulings.words import RulingFound, cue, is_supposed, places_after, rows_of
from docket.text.dates import find_dates_between
from docket.text.phrases import Tag
from docket.vocabulary import Disposition

_SIGNED_ON, _MADE_ON, _HELD_ON, _OF_MINUTES = map(cue, ("signed_on", "made_on", "held_on", "of_minutes"))
_NO_YEAR = 2000
_LATE = timedelta(days=14)  # the register's day may be the day of the paper, not of the order on it
_DAY_WITHIN = 90  # signs before a day in which it is said to be the ruling's


def find_day(lowered: str, date_filed: date | None) -> date | None:
    """The day signed or ordered, where the text, in lower case, gives it; else the day filed."""
    found = find_dates_between(lowered, 0, len(lowered), date_filed.year if date_filed else _NO_YEAR)
    days = [day for day in found if (day.value <= date_filed + _LATE if date_filed else day.has_year)]
    held = (_HELD_ON,) if _OF_MINUTES.follows(lowered, 0, len(lowered)) else ()
    for told in (_SIGNED_ON, _MADE_ON, *held):
        for day in days:
            if told.ends(lowered, day.start - _DAY_WITHIN, day.start):
                return day.value
    return date_filed


_ACTS, _OWN = rows_of("act.own", "act.only"), rows_of("act.own")
_HEADS, _REVIEWS = rows_of("head"), rows_of("act.review")
_TITLE, _REFUSED = cue("title"), cue("refused")


def _find_heads(text: str) -> list[Tag]:
    """What the entry is by its name: at its first word, or behind "Stipulated", "ORDER and"."""
    tags = [_HEADS.match(text, at, len(text)) for at in places_after(text, _TITLE)]
    return [tag for tag in tags if tag]


def _find_told(text: str, heads: list[Tag], is_beside: bool) -> list[RulingFound]:
    """The acts told. Beside rulings, what a motion was granted for is none."""
    tags = (_OWN if is_beside else _ACTS).find(text, 0, len(text))
    if any(word in text for word in ("affirm", "revers", "vacat")):
        tags = sorted(tags + _REVIEWS.find(text, 0, len(text)))
    drafts: dict[MotionKind, RulingFound] = {}
    for tag in [*heads, *tags]:
        scope, draft = tag.name.split(".")[1], _draft(tag)
        if draft.kind in drafts or scope in ("first", "on") or is_supposed(text, 0, tag.start):
            continue
        if draft.kind in (MotionKind.JUDGMENT, MotionKind.VERDICT):
            draft = draft._replace(disposition=_side(text, tag.start) or draft.disposition)
        is_refused = _REFUSED.search(text, max(0, tag.start - 24), tag.end)
        if draft.disposition is Disposition.DENIED or not is_refused:
            drafts[draft.kind] = draft._replace(answers=context_answers(text, tag.start))
    return list(drafts.values())


def _draft(tag: Tag, answers: tuple[int, ...] = ()) -> RulingFound:
    kind, disposition = tag.name.split(".")[-2:]
    return RulingFound(MotionKind(kind), Disposition(disposition), tag.start, tag.end, tag.name, answers)


_DISMISSED, _DISMISSIBLE, _PAPER = map(cue, ("dismissed", "dismissible", "dismissal_paper"))
_BEFORE_OTHER, _AFTER_OTHER = cue("no_dismissal"), cue("no_dismissal_of")
# Near the verb, or at the end of the list of what is dismissed: "the complaint and the action, and with prejudice".
_PREJUDICE = re.compile(
    r"(?:(?!\b(?:dismiss|den|grant|order|mot)\w|[;:(]|(?<!\s\w)\.)[\s\S]){0,130}?"
    r"\bwith(?P<out>out|\sno)?\s?(?:\w+\s)?prejudice"
)
_OF_APPEAL = cue("dismissed_appeal")
_MOST_DISMISSALS = 40


def find_dismissals(text: str) -> list[RulingFound]:
    """Return the dismissals that the entry itself makes; those that say "with prejudice" or "without" before
    those that do not."""
    found: list[RulingFound] = []
    for match in list(_DISMISSED.find(text))[:_MOST_DISMISSALS]:
        at, end = match.span()
        if _is_other_dismissal(text, match):
            continue
        # an appeal to a district court, from a bankruptcy judge or a magistrate, is dismissed as one
        is_appeal = _OF_APPEAL.ends(text, at - 40, at) or _OF_APPEAL.follows(text, end, len(text))
        kind = MotionKind.APPEAL_DISPOSITION if is_appeal else MotionKind.DISMISS
        how, answers = _how_dismissed(text, end), _paper_answers(text)
        found.append(RulingFound(kind, how, at, end, "dismissed", answers))
    return [draft for draft in found if draft.disposition is not Disposition.DISMISSED] or found


def _is_other_dismissal(text: str, match: re.Match[str]) -> bool:
    """Whether the word names a motion, supposes, looks ahead, or ends nothing that a case is made of."""
    at, end = match.span()
    is_named = _BEFORE_OTHER.ends(text, at - 200, at, r"\s?") or _AFTER_OTHER.follows(text, end, len(text))
    if is_named or is_supposed(text, 0, at):
        return True
    return not (text.startswith(" with", end) or _DISMISSIBLE.search(text, max(0, at - 80), end + 60))


def _how_dismissed(text: str, end: int) -> Disposition:
    match = _PREJUDICE.match(text, end)
    if match is None:
        return Disposition.DISMISSED
    return Disposition.DISMISSED_WITHOUT_PREJUDICE if match["out"] else Disposition.DISMISSED_WITH_PREJUDICE


def _paper_answers(text: str) -> tuple[int, ...]:
    """The number of the stipulation or notice by which the parties themselves dismiss."""
    paper = _PAPER.search(text)
    return tuple(sorted(find_numbers(text, max(0, paper.start() - 14), paper.end() + 50))) if paper else ()


_ENDORSED, _ENDORSES, _NOT_ENDORSED = map(cue, ("endorsed_paper", "endorses", "not_endorsed"))
_SITTING, _THEN = cue("sitting"), rows_of("then")
# "for continuance 51 signed by": a stipulation's own number stands last (caed)
_SIGNED_NUMBER = re.compile(r"[a-z,]\s\[?(\d{1,3})\]?\.?\s(?:signed\sby|as\sto)\b")
# of a paper: "STIPULATION and ORDER 67 for continuance", "re: 58 Notice", "ORDERING 70 Restitution hearing"
_RE_PAPER = re.compile(r"\b(?:re:?|order(?:ing)?)\s\[?(\d{1,4})\b(?![/:.,-]\d|[/-])")
_SUBJECT_WITHIN = 200


def find_endorsed(text: str) -> list[RulingFound]:
    """Return what an endorsement or an ordered stipulation grants, where no verb said it: what the paper is about."""
    paper = _ENDORSED.follows(text, 0, len(text))
    if paper is None or not _ENDORSES.search(text):
        return []
    is_letter = "stipul" not in paper[0] and "so ordered" not in text
    if is_letter or _NOT_ENDORSED.search(text, paper.end()):
        return []
    end = min(len(text), paper.end() + _SUBJECT_WITHIN)
    named = find_kind(text, paper.end(), end)
    kind = named.kind if named else MotionKind.OTHER
    if then := _THEN.first(text, paper.end(), paper.end() + 2 * _SUBJECT_WITHIN):
        kind = MotionKind(then.name.partition(".")[2])
    elif kind is MotionKind.OTHER and _SITTING.search(text, paper.end(), end):
        return []  # "STIPULATION and ORDER: Status Conference set for 4/12/2011": what is set, and nothing asked
    is_end = kind is MotionKind.DISMISS
    disposition = _how_dismissed(text, named.end) if named and is_end else Disposition.GRANTED
    own = _SIGNED_NUMBER.search(text, paper.end(), paper.end() + 300)
    own = own or _RE_PAPER.search(text, paper.end(), end)
    answers = (int(own[1]),) if own else tuple(sorted(find_numbers(text, paper.start(), end)))
    return [RulingFound(kind, disposition, paper.start(), paper.end(), "endorsed", answers)]


_CRIMINAL, _SIDE = cue("criminal"), rows_of("side")


def find_acts(text: str, drafts: list[RulingFound], is_appeal: bool, is_scotus: bool) -> list[RulingFound]:
    """Return the rulings read from verbs together with the acts that the entry records beside or without them."""
    if certiorari := _find_on_certiorari(text, drafts, is_scotus):
        return certiorari
    heads = _find_heads(text)
    first = {tag.name.split(".")[2]: tag for tag in heads}
    if mandate := first.get("mandate"):
        done = _DONE.first(text, 0, len(text))
        how = _read_word(text, done) if done else Disposition.ENTERED
        return [_draft(mandate)._replace(disposition=how)]
    if is_appeal and (reviewed := _find_on_appeal(text, drafts)):
        kinds = {draft.kind for draft in reviewed}
        return reviewed + [act for act in _find_told(text, heads, False) if act.kind in _PENDING - kinds]
    if judgment := first.get("judgment"):
        return _judgment(text, judgment, drafts)
    # "The motion (Doc. 6) is DISMISSED AS MOOT": the motion, and not the case
    moot = [draft for draft in drafts if draft.disposition is Disposition.MOOT]
    dismissals = [each for each in find_dismissals(text) if not _overlaps(each, moot)]
    if dismissals:
        # "DISMISSING COMPLAINT AND GRANTING LEAVE TO AMEND", "The stipulation is APPROVED and this case is dismissed"
        dropped = [each for each in drafts if _is_of_dismissal(text, each)]
        answers = tuple(number for each in dropped for number in each.answers)
        drafts = [each for each in drafts if each not in dropped]
        drafts += [each._replace(answers=each.answers or answers) for each in dismissals]
    told = {draft.kind for draft in drafts}
    acts = [
        act
        for act in _find_told(text, heads, any(not each.rule.endswith("default") for each in drafts))
        if act.kind is MotionKind.JUDGMENT or (act.kind not in told and not _overlaps(act, drafts))
    ]
    return drafts + acts or find_endorsed(text) or _on_motion(text, heads)


_PENDING = frozenset({MotionKind.STAY, MotionKind.TRANSFER, MotionKind.CONSOLIDATE})  # beside an appeal


def _is_of_dismissal(text: str, draft: RulingFound) -> bool:
    words = text[draft.start : draft.end]
    if draft.disposition is not Disposition.GRANTED or "motion" in words:
        return False
    return (
        "stipulation" in words
        or "agreement" in words
        or (draft.kind is MotionKind.AMEND and not draft.answers)
    )


def _overlaps(act: RulingFound, drafts: list[RulingFound]) -> bool:
    return any(draft.start < act.end and act.start < draft.end for draft in drafts)


_REQUESTED, _SCHEDULES = cue("requested"), cue("schedules")
_END_OF_NAME = re.compile(r"[:.;]|\sand\s~util\b|$")  # behind it the clerk's own housekeeping
_DIGIT = re.compile(r"\d")


def _on_motion(text: str, heads: list[Tag]) -> list[RulingFound]:
    """An order on a motion that does not say how it went."""
    order = heads[0] if heads else None
    named = _REQUESTED.follows(text, order.end, len(text)) if order else None
    if order is None or named is None:
        return []
    stop = _END_OF_NAME.search(text, named.end())
    end = min(stop.start() if stop else len(text), named.start() + 300)
    # "Order on Motion to Extend Time to Object/Respond" is a name, where it is all there is
    if _DIGIT.search(text) and _SCHEDULES.search(text, named.end(), end + 300):
        return []
    found = []
    for request in find_requests(text, named.start(), end):
        draft = _draft(order, tuple(sorted(find_numbers(text, request.start, request.end))))
        found.append(draft._replace(kind=request.kind or MotionKind.OTHER))
    return found


def _judgment(text: str, head: Tag, drafts: list[RulingFound]) -> list[RulingFound]:
    """A judgment: for whom, else how it dismisses; and the rulings on numbered motions beside it."""
    dismissed = [draft.disposition for draft in find_dismissals(text)]
    side = [side] if (side := _side(text)) else []
    told = [Disposition.ENTERED] if _CRIMINAL.search(text) else side + dismissed
    judgments = [
        _draft(head)._replace(disposition=one) for one in dict.fromkeys(told or [Disposition.ENTERED])
    ]
    kept = [draft for draft in drafts if draft.answers or EVERY.search(text, draft.start, draft.end)]
    return judgments + kept


def _side(text: str, at: int = 0) -> Disposition | None:
    tag = _SIDE.first(text, at, len(text))
    return Disposition(tag.name.partition(".")[2]) if tag else None


_DONE, _ON_CERT, _INFO = rows_of("on_appeal"), rows_of("scotus"), rows_of("info")
_MIXED, _PETITION, _TO_COME = map(cue, ("mixed", "on_petition", "no_dismissal_of"))
_REVIEWED = ("affirmed", "reversed", "vacated")
_MOST_DONE = 40


def _read_word(text: str, tag: Tag) -> Disposition:
    word = tag.name.rpartition(".")[2]
    if word in _REVIEWED and "affirm" in text and _MIXED.search(text, tag.start):
        return Disposition.AFFIRMED_IN_PART
    return Disposition(word)


def _find_on_appeal(text: str, drafts: list[RulingFound]) -> list[RulingFound]:
    """What is done with the appeal, after the rulings on motions in the same order."""
    kept = [draft for draft in drafts if not _is_on_petition(text, draft)]
    tags = _DONE.find(text, 0, len(text))[:_MOST_DONE]
    parts = [tag for tag in tags if text.startswith(" in part", tag.end)]
    if len(parts) == 2 and "affirm" not in text and "motion" not in text[: parts[0].start]:
        return [_draft(tag) for tag in parts]
    done = [
        _draft(tag)._replace(disposition=_read_word(text, tag)) for tag in tags if _is_done(text, tag, kept)
    ]
    return kept + done[:1]


def _is_on_petition(text: str, draft: RulingFound) -> bool:
    """Whether a ruling read from a verb is one on the petition for review itself."""
    may_be = draft.kind is MotionKind.OTHER or draft.disposition is Disposition.MOOT
    return may_be and "petition" in text[draft.start : draft.end]


def _is_done(text: str, tag: Tag, kept: list[RulingFound]) -> bool:
    """Whether the word is said of the appeal, the petition or the judgment, or is the whole sentence."""
    if any(draft.start <= tag.start < draft.end for draft in kept) or is_supposed(text, 0, tag.start):
        return False
    is_on_petition = tag.name in (
        "on_appeal.appeal_disposition.granted",
        "on_appeal.appeal_disposition.denied",
    )
    if is_on_petition and _PETITION.search(text, 0, tag.end) is None:
        return False
    return _TO_COME.follows(text, tag.end, len(text)) is None


def _find_on_certiorari(text: str, drafts: list[RulingFound], is_scotus: bool) -> list[RulingFound]:
    """What the Supreme Court does; of a court below, what its register tells of the case there."""
    if not is_scotus:
        return _find_info(text) if "supreme court" in text else []
    tags = _ON_CERT.find(text, 0, len(text))
    found = [_draft(tag)._replace(disposition=_read_word(text, tag)) for tag in tags]
    kinds = {draft.kind for draft in found}
    if MotionKind.CERT in kinds:
        kinds.add(MotionKind.OTHER)
    return [draft._replace(answers=()) for draft in drafts if draft.kind not in kinds] + found


def _find_info(text: str) -> list[RulingFound]:
    """The Ninth Circuit's block on a case in the Supreme Court: each action with its own day."""
    found = []
    for tag in _INFO.find(text, 0, len(text)):
        days = find_dates_between(text, tag.end, tag.end + 24, _NO_YEAR)
        found.append(_draft(tag)._replace(date=days[0].value if days else None))
    return found
