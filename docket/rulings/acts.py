"""Court acts without a verb of granting: transfers, stays, dismissals, judgments, verdicts, mandates.

Texts are in lower case. A row `act.SCOPE.KIND.DISPOSITION` of language/rulings.tsv is such an act. Scope
`own` also counts beside a ruling on a motion; `only` counts where there is none (beside one, it is what the
motion requested); `review` is of a decision below, one per entry. A row `head.…` must begin the entry:
`first` names what the whole entry is, `on` what it is about.
"""

import re
from datetime import date, timedelta

from docket.rulings.motions import MotionKind, find_kind
from docket.rulings.numbers import find_numbers
from docket.rulings.verbs import THEN, context_answers, find_requests
from docket.rulings.words import CUES, RulingFound, is_supposed, places_after, rows_of
from docket.text.dates import DateInText, find_dates_between
from docket.text.phrases import Tag
from docket.vocabulary import Disposition

_NO_YEAR = 2000  # the year assumed for a day printed without one
_MOST = 40  # words of one sort that are examined
_LATE = timedelta(days=14)  # the register's day may be that of the paper, not of the order on it
_DAY_WITHIN = 90  # characters before a day within which it is called the ruling's
_HEAD = 40  # characters of an entry's name


def find_day(lowered: str, dates: list[DateInText], date_filed: date | None) -> date | None:
    """Return the day signed or ordered, if the lower-case text has it among its dates; else the day filed."""
    days = [day for day in dates if (day.value <= date_filed + _LATE if date_filed else day.has_year)]
    held = (CUES.held_on,) if days and CUES.of_minutes.follows(lowered, 0, len(lowered)) else ()
    for sign in (CUES.signed_on, CUES.made_on, CUES.dated, *held):
        for day in days:
            if match := sign.ends(lowered, day.start - _DAY_WITHIN, day.start):
                is_own = sign is not CUES.dated or match.start() < _HEAD  # not "the stay entered on May 4"
                oldest = (
                    date_filed - _LATE * is_own
                    if date_filed and sign in (CUES.made_on, CUES.dated)
                    else date.min
                )
                if day.value >= oldest:
                    return day.value
    return date_filed


def _draft(tag: Tag, how: Disposition | None = None, answers: tuple[int, ...] = ()) -> RulingFound:
    kind, disposition = tag.name.split(".")[-2:]
    return RulingFound(
        MotionKind(kind), how or Disposition(disposition), tag.start, tag.end, tag.name, answers
    )


_ACTS = rows_of("act.own", "act.only")
_OWN = rows_of("act.own")
_HEADS = rows_of("head")
_REVIEWS = rows_of("act.review")
_SIDE = rows_of("side")


def _find_told(text: str, heads: list[Tag], is_beside: bool) -> list[RulingFound]:
    """Return the acts that the text reports; beside rulings, not what a motion was granted for."""
    tags = (_OWN if is_beside else _ACTS).find(text, 0, len(text))
    if "affirm" in text or "revers" in text or "vacat" in text:
        tags = sorted(tags + _REVIEWS.find(text, 0, len(text)))
    drafts: dict[MotionKind, RulingFound] = {}
    for tag in [*heads, *tags]:
        scope, draft = tag.name.split(".")[1], _draft(tag)
        if draft.kind in drafts or scope in ("first", "on") or is_supposed(text, 0, tag.start):
            continue
        is_refused = CUES.refused.search(text, max(0, tag.start - 24), tag.end)
        if draft.disposition is Disposition.DENIED or not is_refused:
            decides = draft.kind in (MotionKind.JUDGMENT, MotionKind.VERDICT)
            how = (decides and _side(text, tag.start)) or draft.disposition
            drafts[draft.kind] = _draft(tag, how, context_answers(text, tag.start))
    return list(drafts.values())


def _side(text: str, at: int = 0) -> Disposition | None:
    """Return for whom judgment is entered, or None if the text does not say."""
    tag = _SIDE.first(text, at, len(text))
    return Disposition(tag.name.partition(".")[2]) if tag else None


# Near the verb, or after a list of what is dismissed: "the complaint and the action, and with prejudice".
_PREJUDICE = re.compile(
    r"(?:(?!\b(?:dismiss|den|grant|order|mot)\w|[;:(]|(?<!\s\w)\.)[\s\S]){0,130}?"
    r"\bwith(?P<out>out|\sno)?\s?(?:\w+\s)?prejudice"
)


def find_dismissals(text: str) -> list[RulingFound]:
    """Return the dismissals that the entry itself makes. One that says neither "with prejudice" nor "without
    prejudice" is returned only if none says either."""
    drafts: list[RulingFound] = []
    for match in CUES.dismissed.find(text)[:_MOST]:
        at, end = match.span()
        if _is_other_dismissal(text, at, end):
            continue
        # an appeal to a district court, from a bankruptcy or magistrate judge, is dismissed as an appeal
        is_appeal = CUES.dismissed_appeal.ends(text, at - 40, at) or CUES.dismissed_appeal.follows(
            text, end, len(text)
        )
        kind = MotionKind.APPEAL_DISPOSITION if is_appeal else MotionKind.DISMISS
        drafts.append(RulingFound(kind, _how_dismissed(text, end), at, end, "dismissed"))
    # here the parties themselves dismiss, by stipulation or notice
    if drafts and (paper := CUES.dismissal_paper.search(text)):
        numbers = find_numbers(text, max(0, paper.start() - 14), paper.end() + 50)
        drafts = [draft._replace(answers=numbers) for draft in drafts]
    return [draft for draft in drafts if draft.disposition is not Disposition.DISMISSED] or drafts


def _is_other_dismissal(text: str, at: int, end: int) -> bool:
    """Whether the word names a motion, is hypothetical, looks ahead, or dismisses no part of a case."""
    is_named = CUES.no_dismissal.ends(text, at - 200, at, r"\s?") or CUES.no_dismissal_of.follows(
        text, end, len(text)
    )
    if is_named or is_supposed(text, 0, at):
        return True
    return not (text.startswith(" with", end) or CUES.dismissible.search(text, max(0, at - 80), end + 60))


def _how_dismissed(text: str, end: int) -> Disposition:
    if match := _PREJUDICE.match(text, end):
        return Disposition(f"dismissed_with{'out' if match['out'] else ''}_prejudice")
    return Disposition.DISMISSED


# "for continuance 51 signed by": a stipulation's own number comes last (caed)
_SIGNED_NUMBER = re.compile(r"[a-z,]\s\[?(\d{1,3})\]?\.?\s(?:signed\sby|as\sto)\b")
# a paper's number: "STIPULATION and ORDER 67 for continuance", "re: 58 Notice", "ORDERING 70 Restitution"
_RE_PAPER = re.compile(r"\b(?:re:?|order(?:ing)?)\s\[?(\d{1,4})\b(?![/:.,-]\d|[/-])")
_SUBJECT_WITHIN = 200


def _find_endorsed(text: str) -> list[RulingFound]:
    """Return what an endorsement or ordered stipulation grants with no such verb: the paper's subject."""
    paper = CUES.endorsed_paper.follows(text, 0, len(text))
    if paper is None or not CUES.endorses.search(text):
        return []
    start, after = paper.span()
    is_letter = "stipul" not in paper[0] and "so ordered" not in text
    if is_letter or CUES.not_endorsed.search(text, after):
        return []
    end = min(len(text), after + _SUBJECT_WITHIN)
    named = find_kind(text, after, end)
    kind = named.kind if named else MotionKind.OTHER
    if then := THEN.first(text, after, after + 2 * _SUBJECT_WITHIN):
        kind = MotionKind(then.name.partition(".")[2])
    elif kind is MotionKind.OTHER and CUES.sitting.search(text, after, end):
        return []  # "STIPULATION and ORDER: Status Conference set for 4/12/2011": only sets a day
    how = _how_dismissed(text, named.end) if named and kind is MotionKind.DISMISS else Disposition.GRANTED
    own = _SIGNED_NUMBER.search(text, after, after + 300) or _RE_PAPER.search(text, after, end)
    answers = (int(own[1]),) if own else find_numbers(text, start, end)
    return [RulingFound(kind, how, start, after, "endorsed", answers)]


_PENDING = frozenset({MotionKind.STAY, MotionKind.TRANSFER, MotionKind.CONSOLIDATE})  # beside an appeal
_DONE = rows_of("on_appeal")


def find_acts(text: str, drafts: list[RulingFound], is_appeal: bool, is_scotus: bool) -> list[RulingFound]:
    """Return the rulings read from verbs, and the acts that the entry records beside or without them."""
    if certiorari := _find_on_certiorari(text, drafts, is_scotus):
        return certiorari
    # the entry's name: its first word, or one after "Stipulated", "ORDER and"
    heads = [head for at in places_after(text, CUES.title) if (head := _HEADS.match(text, at, len(text)))]
    first = {tag.name.split(".")[2]: tag for tag in heads}
    if mandate := first.get("mandate"):
        done = _DONE.first(text, 0, len(text))
        return [_draft(mandate, _read_word(text, done) if done else Disposition.ENTERED)]
    if is_appeal and (reviewed := _find_on_appeal(text, drafts)):
        kinds = {draft.kind for draft in reviewed}
        return reviewed + [act for act in _find_told(text, heads, False) if act.kind in _PENDING - kinds]
    dismissals = find_dismissals(text)
    if judgment := first.get("judgment"):
        # the side that won, how the case is dismissed, and the rulings on numbered motions beside it
        sides = [side] if (side := _side(text)) else []
        sides += [draft.disposition for draft in dismissals]
        sides = [] if CUES.criminal.search(text) else sides
        kept = [draft for draft in drafts if draft.answers or CUES.every.search(text, draft.start, draft.end)]
        return [_draft(judgment, how) for how in dict.fromkeys(sides or [Disposition.ENTERED])] + kept
    # "The motion (Doc. 6) is DISMISSED AS MOOT": the motion, not the case
    moot = [draft for draft in drafts if draft.disposition is Disposition.MOOT]
    if dismissals := [each for each in dismissals if not _overlaps(each, moot)]:
        dropped = [each for each in drafts if _is_of_dismissal(text, each)]
        answers = tuple(number for each in dropped for number in each.answers)
        drafts = [each for each in drafts if each not in dropped]
        drafts += [each._replace(answers=each.answers or answers) for each in dismissals]
    drafted = {draft.kind for draft in drafts}
    acts = [
        act
        for act in _find_told(text, heads, any(not each.rule.endswith("default") for each in drafts))
        if act.kind is MotionKind.JUDGMENT or (act.kind not in drafted and not _overlaps(act, drafts))
    ]
    return drafts + acts or _find_endorsed(text) or _on_motion(text, heads)


def _is_of_dismissal(text: str, draft: RulingFound) -> bool:
    """ "DISMISSING COMPLAINT AND GRANTING LEAVE TO AMEND", "The stipulation is APPROVED and this case is
    dismissed": whether a grant is part of the dismissal."""
    words = text[draft.start : draft.end]
    if draft.disposition is not Disposition.GRANTED or "motion" in words:
        return False
    is_settled = "stipulation" in words or "agreement" in words
    return is_settled or (draft.kind is MotionKind.AMEND and not draft.answers)


def _overlaps(act: RulingFound, drafts: list[RulingFound]) -> bool:
    return any(draft.start < act.end and act.start < draft.end for draft in drafts)


_END_OF_NAME = re.compile(r"[:.;]|\sand\s~util\b|$")  # the clerk's own housekeeping follows
_DIGIT = re.compile(r"\d")


def _on_motion(text: str, heads: list[Tag]) -> list[RulingFound]:
    """Return the rulings of an order on a motion that does not say how it ruled."""
    named = CUES.requested.follows(text, heads[0].end, len(text)) if heads else None
    if named is None:
        return []
    stop = _END_OF_NAME.search(text, named.end())
    end = min(stop.start() if stop else len(text), named.start() + 300)
    # "Order on Motion to Extend Time to Object/Respond" is only a name if the entry has nothing else
    if _DIGIT.search(text) and CUES.schedules.search(text, named.end(), end + 300):
        return []
    drafts = [
        _draft(heads[0])._replace(kind=kind, answers=find_numbers(text, start, stop))
        for kind, start, stop in find_requests(text, named.start(), end)
    ]
    return drafts or [_draft(heads[0], None, find_numbers(text, named.start(), end))]


_ON_CERT = rows_of("scotus")
_INFO = rows_of("info")


def _read_word(text: str, tag: Tag) -> Disposition:
    word = tag.name.rpartition(".")[2]
    may_be_mixed = word in ("affirmed", "reversed", "vacated") and "affirm" in text
    is_mixed = may_be_mixed and CUES.mixed.search(text, tag.start)
    return Disposition.AFFIRMED_IN_PART if is_mixed else Disposition(word)


def _find_on_appeal(text: str, drafts: list[RulingFound]) -> list[RulingFound]:
    """Return the rulings on motions in an appellate order, then what it does with the appeal."""
    # a ruling read from a verb may concern the petition for review itself
    kept = [
        draft
        for draft in drafts
        if not (draft.kind is MotionKind.OTHER or draft.disposition is Disposition.MOOT)
        or "petition" not in text[draft.start : draft.end]
    ]
    tags = _DONE.find(text, 0, len(text))[:_MOST]
    parts = [tag for tag in tags if text.startswith(" in part", tag.end)]
    if len(parts) == 2 and "affirm" not in text and "motion" not in text[: parts[0].start]:
        return [_draft(tag) for tag in parts]
    done = next((tag for tag in tags if _is_done(text, tag, kept)), None)
    return [*kept, _draft(done, _read_word(text, done))] if done else kept


def _is_done(text: str, tag: Tag, kept: list[RulingFound]) -> bool:
    """Whether the word is about the appeal, the petition or the judgment, or is the whole sentence."""
    if any(draft.start <= tag.start < draft.end for draft in kept) or is_supposed(text, 0, tag.start):
        return False
    if tag.name.endswith(("granted", "denied")) and CUES.on_petition.search(text, 0, tag.end) is None:
        return False
    return CUES.no_dismissal_of.follows(text, tag.end, len(text)) is None


def _find_on_certiorari(text: str, drafts: list[RulingFound], is_scotus: bool) -> list[RulingFound]:
    """Return what the Supreme Court does; for a court below, what its register says about the case there."""
    if not is_scotus:
        # the Ninth Circuit's block on a case in the Supreme Court, where each action has its own day
        tags = _INFO.find(text, 0, len(text)) if "supreme court" in text else []
        days = [find_dates_between(text, tag.end, tag.end + 24, _NO_YEAR) for tag in tags]
        dated = zip(tags, days, strict=True)
        return [_draft(tag)._replace(date=near[0].value if near else None) for tag, near in dated]
    acts = [_draft(tag, _read_word(text, tag)) for tag in _ON_CERT.find(text, 0, len(text))]
    kinds = {draft.kind for draft in acts}
    if MotionKind.CERT in kinds:
        kinds.add(MotionKind.OTHER)
    return [draft._replace(answers=()) for draft in drafts if draft.kind not in kinds] + acts
