"""Orders written on a party's own paper: the memo endorsement, the stipulation so ordered. Texts are read in lower case."""

import re

from docket.motion_kinds import MotionKind, find_kind
from docket.ruling_drafts import RulingDraft
from docket.ruling_numbers import find_numbers
from docket.ruling_requests import name_request
from docket.vocabulary import Disposition

_MEMO = re.compile(
    r"[\W_\d]{0,40}(?:(?:order|so\sordered)\W{1,4}|text\s)?(?:memo\s?-?\s?endors\w*|endorse(?:d|ment)\s(?:order|letter|on)|memo\sorder)")
_STIPULATED = re.compile(
    r"[\W_\d]{0,40}(?:(?:joint|agreed|amended|consent|so\sordered|order\s(?:on|re:?|approving)|approved|first|second"
    r"|third)[\s,:]+){0,3}(?:\[?\d{1,4}\]?\s)?(?:(?:joint|agreed|proposed)\s)?stipulat\w+")
_ORDERED = re.compile(r"so[\s-]ordered|granted|approved|\bsigned\sby\b|\band\s(?:\w+\s)?order\b|ordered\sby")
# What a judge writes under a request that he grants: "the answer may be served by", "the clerk shall transfer".
_PAPER_BY = re.compile(
    r"\b(?:answer|respon\w+|reply|opposition|brief|papers|complaint|motion|disclosures?|letter|submission|report)\s(?:\w+\s){0,6}?(?:may|shall|must"
    r"|is|are|to)\s(?:now\s)?(?:be\s)?(?:filed|served|due|submitted|file|serve|respond|answer)?"
    r"\s?(?:\w+\s){0,4}?(?:by|on\sor\sbefore|until|no\slater\sthan)\b|\bhas\suntil\b|\b(?:may|shall\shave)\s(?:until|an\sadditional)\b"
    r"|\bdeadline\s(?:is|to)\b")
_DIRECTED = re.compile(
    r"\b(?:shall|will|is|are)\s(?:forthwith\s|hereby\s|directed\sto\s|respectfully\s)*(?P<act>transfer\w*|stay\w*|adjourn\w*|seal\w*|unseal\w*"
    r"|remand\w*|consolidat\w+|reschedul\w+|extend\w*|postpone\w*)\b")
_PREJUDICE = re.compile(r"\bwith(?P<out>out)?\s(?:\w+\s)?prejudice")
_REFUSED = re.compile(r"\b(?:denied|denies|deny|denying|not\sgranted|rejected|no\sruling|shall\srespond\sto\sthis|moot)\b")


_RE = re.compile(r"\bre:?\s\[?(\d{1,4})\b(?![/-])")
_SAID = re.compile(r"\bendorsement:")
# A letter "Re: request for an extension … SO ORDERED." with no word of the judge's own between (nysd, 2001).
_ONLY_ORDERED = re.compile(r"(?:(?!\b(?:the\scourt|counsel\s|parties\s|shall|must|will|directed|conference)\b)[^:]|\bre:){0,400}?\bso\sordered\b[\s.;]*(?:[(;][\s\S]{0,200})?")
_AGREED = re.compile(r"\W*(?:so\sordered|(?:application|request|motion|extension)?\s?(?:is\s)?(?:granted|approved))")


def find_endorsed(lowered: str) -> list[RulingDraft]:
    """Return what an endorsement or an ordered stipulation grants, where no verb said it."""
    if memo := _MEMO.match(lowered):
        return _read_memo(lowered, memo)
    if stipulated := _STIPULATED.match(lowered):
        return _read_stipulation(lowered, stipulated)
    return []


def _read_memo(lowered: str, memo) -> list[RulingDraft]:
    if "so ordered" not in lowered or _REFUSED.search(lowered):
        return []
    said = _SAID.search(lowered)
    head_end = said.start() if said else lowered.find(":", memo.end() + 4)
    head_end = min(head_end if head_end > 0 else len(lowered), memo.end() + 260)
    is_only_ordered = said is None and _ONLY_ORDERED.fullmatch(lowered, memo.end()) is not None
    named = name_request(lowered, memo.end(), lowered.find("so ordered") if is_only_ordered else head_end)
    directed = _DIRECTED.search(lowered, memo.end())
    paper = _PAPER_BY.search(lowered, head_end)
    if directed:
        done = find_kind(lowered, *directed.span("act"))
        kind = named.kind if named and named.kind is not MotionKind.OTHER else done.kind if done else MotionKind.OTHER
    elif paper:
        kind = named.kind if named else MotionKind.EXTENSION_OF_TIME
    elif said and _AGREED.match(lowered, said.end()) or named and is_only_ordered:
        kind = named.kind if named else MotionKind.OTHER
    else:
        return []
    about = _RE.search(lowered, memo.end(), head_end)
    numbers = tuple(sorted(find_numbers(lowered, memo.end(), head_end) | ({int(about[1])} if about else set())))
    return [RulingDraft(kind, Disposition.GRANTED, numbers, memo.start(), head_end, "memo-endorsed")]


def _read_stipulation(lowered: str, match) -> list[RulingDraft]:
    """"STIPULATION AND ORDER of Dismissal Without Prejudice": what it is about, as ordered."""
    if _ORDERED.search(lowered) is None:
        return []
    end = min(len(lowered), match.end() + 200)
    named = find_kind(lowered, match.end(), end)
    if named is None:
        return []
    disposition = Disposition.GRANTED
    if named.kind is MotionKind.DISMISS:
        prejudice = _PREJUDICE.search(lowered, named.start - 30 if named.start > 30 else 0, end)
        disposition = Disposition.DISMISSED
        if prejudice:
            disposition = Disposition.DISMISSED_WITHOUT_PREJUDICE if prejudice["out"] else Disposition.DISMISSED_WITH_PREJUDICE
    numbers = tuple(sorted(find_numbers(lowered, match.start(), end)))
    return [RulingDraft(named.kind, disposition, numbers, match.start(), named.end, "stipulation-ordered")]
