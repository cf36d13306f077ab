"""A ruling being read, before rulings of one kind and disposition become one."""

from dataclasses import dataclass, replace
from datetime import date

from docket.motion_kinds import MotionKind
from docket.vocabulary import Disposition


@dataclass(frozen=True)
class RulingDraft:
    kind: MotionKind
    disposition: Disposition
    answers: tuple[int, ...]
    start: int
    end: int
    rule: str
    date: "date | None" = None         # quoted: inside this class the bare name is the field itself


def merge_drafts(drafts: list[RulingDraft]) -> list[RulingDraft]:
    """Return one draft for each pair of kind and disposition, with all its answers.

    A ruling told again without its subject ("Application GRANTED.") is the one already told, and a title
    "ORDER GRANTING MOTION TO SEAL" before "granting in part 12 Motion to Seal" says less than that.
    """
    if len(drafts) < 2:
        return drafts
    in_part = {draft.kind for draft in drafts if draft.disposition is Disposition.GRANTED_IN_PART and draft.answers}
    drafts = [draft for draft in drafts if draft.answers or draft.kind not in in_part or draft.disposition is not Disposition.GRANTED]
    named = {draft.disposition for draft in drafts if draft.kind is not MotionKind.OTHER}
    drafts = [_named_later(draft, drafts) for draft in drafts]
    merged: dict[tuple, RulingDraft] = {}
    for draft in drafts:
        if draft.kind is MotionKind.OTHER and not draft.answers and draft.disposition in named and draft.rule.endswith("subject"):
            continue
        key = draft.kind, draft.disposition
        first = merged.get(key)
        merged[key] = replace(first, answers=first.answers + draft.answers, date=first.date or draft.date) if first else draft
    return list(merged.values())


def _named_later(draft: RulingDraft, drafts: list[RulingDraft]) -> RulingDraft:
    """"ORDER denying 48. The application to adjourn is denied": a bare number takes the kind told after it."""
    if not draft.rule.endswith("number"):
        return draft
    kinds = [other.kind for other in drafts if other.disposition is draft.disposition and other.kind is not MotionKind.OTHER]
    return replace(draft, kind=kinds[0]) if kinds else draft
