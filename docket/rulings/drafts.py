"""A ruling found, and the rulings of one entry put together."""

import datetime as dt  # the bare name "date" is a field here
from typing import NamedTuple

from docket.rulings.motions import MotionKind
from docket.vocabulary import Disposition


class RulingFound(NamedTuple):
    """A ruling found: what is ruled on and how, its place, the rule that read it, the numbers it answers."""

    kind: MotionKind
    disposition: Disposition
    start: int
    end: int
    rule: str
    answers: tuple[int, ...] = ()
    date: dt.date | None = None


def merge_rulings(drafts: list[RulingFound]) -> list[RulingFound]:
    """Return one draft for each pair of kind and disposition, with all its answers.

    A ruling told again without its subject ("Application GRANTED.") is the one already told, and a title
    "ORDER GRANTING MOTION TO SEAL" before "granting in part 12 Motion to Seal" says less than that.
    """
    in_part: dict[MotionKind, set[int]] = {}
    for draft in drafts:
        if draft.disposition is Disposition.GRANTED_IN_PART:
            in_part.setdefault(draft.kind, set()).update(draft.answers)
    drafts = [draft for draft in drafts if not _tells_a_part(draft, in_part)]
    # a petition and the certificate of appealability beside it are two requests
    unlike = (MotionKind.OTHER, MotionKind.CERTIFY_APPEAL)
    named = {draft.disposition: draft.kind for draft in drafts if draft.kind not in unlike}
    merged: dict[tuple, RulingFound] = {}
    for draft in drafts:
        if draft.kind is MotionKind.OTHER and draft.disposition in named and draft.rule.endswith("number"):
            draft = draft._replace(
                kind=named[draft.disposition]
            )  # "denying 48. The application to adjourn is denied"
        first = merged.setdefault((draft.kind, draft.disposition), draft)
        if first is not draft:
            told = first._replace(answers=first.answers + draft.answers, date=first.date or draft.date)
            merged[draft.kind, draft.disposition] = told
    return list(merged.values())


def _tells_a_part(draft: RulingFound, in_part: dict[MotionKind, set[int]]) -> bool:
    """ "GRANTED in part. The motion is denied in all other respects": what is said of the same request again."""
    is_whole = draft.disposition in (Disposition.GRANTED, Disposition.DENIED)
    if is_whole and in_part and draft.rule.endswith("default"):
        return True
    if not is_whole or draft.kind not in in_part or (draft.kind is MotionKind.OTHER and not draft.answers):
        return False
    return in_part[draft.kind].issuperset(draft.answers)
