"""What courts above do with an appeal, a petition, a judgment below. Texts are read in lower case."""

from docket.rulings.drafts import RulingFound
from docket.rulings.motions import MotionKind
from docket.rulings.words import cue, is_supposed, rows_of
from docket.text.dates import find_dates_between
from docket.text.phrases import Tag
from docket.vocabulary import Disposition

_DONE, _ON_CERT, _INFO = rows_of("on_appeal"), rows_of("scotus"), rows_of("info")
_MIXED, _PETITION, _TO_COME = map(cue, ("mixed", "on_petition", "no_dismissal_of"))
_REVIEWED = ("affirmed", "reversed", "vacated")
_MOST_DONE = 40


def find_appellate_word(text: str, at: int = 0) -> Disposition | None:
    """Return the first word of what is done with an appeal behind a place; in part, where it is mixed."""
    tag = _DONE.first(text, at, len(text))
    return _read_word(text, tag) if tag else None


def _read_word(text: str, tag: Tag) -> Disposition:
    word = tag.name.rpartition(".")[2]
    if word in _REVIEWED and "affirm" in text and _MIXED.search(text, tag.start):
        return Disposition.AFFIRMED_IN_PART
    return Disposition(word)


def find_on_appeal(text: str, drafts: list[RulingFound]) -> list[RulingFound]:
    """Return what is done with the appeal, after the rulings on motions in the same order."""
    kept = [draft for draft in drafts if not _is_on_petition(text, draft)]
    tags = _DONE.find(text, 0, len(text))[:_MOST_DONE]
    done = next((tag for tag in tags if _is_done(text, tag, kept)), None)
    return kept + ([_draft(done, _read_word(text, done))] if done else [])


def _draft(tag: Tag, disposition: Disposition) -> RulingFound:
    return RulingFound(MotionKind.APPEAL_DISPOSITION, disposition, tag.start, tag.end, "on-appeal")


def _is_on_petition(text: str, draft: RulingFound) -> bool:
    """Whether a ruling read from a verb is one on the petition for review itself."""
    words = text[draft.start : draft.end]
    may_be = draft.kind is MotionKind.OTHER or draft.disposition is Disposition.MOOT
    return may_be and "petition" in words and not ("motion" in words or "application" in words)


def _is_done(text: str, tag: Tag, kept: list[RulingFound]) -> bool:
    """Whether the word is said of the appeal, the petition or the judgment, or is the whole sentence."""
    if any(draft.start <= tag.start < draft.end for draft in kept) or is_supposed(text, 0, tag.start):
        return False
    is_on_petition = tag.name in ("on_appeal.granted", "on_appeal.denied")
    if is_on_petition and _PETITION.search(text, 0, tag.start) is None:
        return False
    return _TO_COME.follows(text, tag.end, len(text)) is None


def find_on_certiorari(text: str, drafts: list[RulingFound], is_scotus: bool) -> list[RulingFound]:
    """Return what the Supreme Court does; of a court below, what its register tells of the case there."""
    if not is_scotus:
        return _find_info(text) if "supreme court" in text else []
    found = []
    for tag in _ON_CERT.find(text, 0, len(text)):
        kind = tag.name.split(".")[1]
        found.append(RulingFound(MotionKind(kind), _read_word(text, tag), tag.start, tag.end, "scotus"))
    kinds = {draft.kind for draft in found}
    is_cert = MotionKind.CERT in kinds
    kept = [
        draft._replace(answers=())
        for draft in drafts
        if draft.kind not in kinds and not (is_cert and draft.kind is MotionKind.OTHER)
    ]
    return kept + found


def _find_info(text: str) -> list[RulingFound]:
    """The Ninth Circuit's block on a case in the Supreme Court: each action with its own day."""
    found = []
    for tag in _INFO.find(text, 0, len(text)):
        kind, word = tag.name.split(".")[1:]
        days = find_dates_between(text, tag.end, tag.end + 24, 2000)
        made = days[0].value if days else None
        found.append(
            RulingFound(
                MotionKind(kind), Disposition(word), tag.start, tag.end, "supreme-court-info", (), made
            )
        )
    return found
