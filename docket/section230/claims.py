"""Claims pleaded, provisions and exceptions of § 230 cited, and the holding on § 230, read out of a text or a
cover sheet.

A claim is named to say that it is pleaded, whatever became of it; one named to say that it is not
pleaded, or that belongs to a cited case, is none (labeling guide, Claims). The names of causes of action are
rows of `language/claims.tsv`, the words around them of `language/pleading.tsv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from docket.issues import ParseError
from docket.section230.citations import (
    ProvisionCited,
    find_provisions,
    is_named,
    mask_citations,
    may_speak_of_230,
    plain,
)
from docket.section230.holdings import find_outcome
from docket.section230.words import Words
from docket.text.dates import lower
from docket.text.phrases import Cue, load
from docket.text.sentences import find_sentences
from docket.vocabulary import CauseOfAction, ExceptionAtIssue, Provision

_TAGS = {row.tag for row in load("claims")}
_NAMED = tuple((cause, Cue("claims", cause.value)) for cause in CauseOfAction if cause.value in _TAGS)
_AROUND = Words("pleading")


_C = CauseOfAction
_NATURES = {
    "410": _C.ANTITRUST,
    "440": _C.CIVIL_RIGHTS,
    "442": _C.EMPLOYMENT_DISCRIMINATION,
    "470": _C.CONSPIRACY_RICO,
    "820": _C.COPYRIGHT,
    "840": _C.TRADEMARK,
    "850": _C.SECURITIES,
}
# (title, first section, last section, cause)
_CAUSES = (
    (15, 1, 7, _C.ANTITRUST),
    (15, 15, 26, _C.ANTITRUST),
    (15, 77, 78, _C.SECURITIES),
    (15, 1051, 1127, _C.TRADEMARK),
    (17, 101, 1332, _C.COPYRIGHT),
    (18, 1595, 1595, _C.TVPRA_1595),
    (18, 1961, 1968, _C.CONSPIRACY_RICO),
    (18, 2255, 2255, _C.CSAM_2255),
    (18, 2333, 2333, _C.ATA_2333),
    (42, 1981, 1988, _C.CIVIL_RIGHTS),
    (42, 2000, 2000, _C.EMPLOYMENT_DISCRIMINATION),
    (42, 3601, 3631, _C.HOUSING_DISCRIMINATION),
)
_CAUSE = re.compile(r"\s*(?P<title>\d{1,2}):0*(?P<section>\d{1,4})(?P<letters>[a-z]{0,3})\b", re.IGNORECASE)
_NATURE = re.compile(r"\s*(\d{3})\b")


@dataclass(frozen=True)
class HeaderClaim:
    """A cause of action and the field of the header that names it; `raw` is the field's text."""

    cause: CauseOfAction
    raw: str
    rule: str


def find_header_claims(cause: str | None, nature_of_suit: str | None) -> list[HeaderClaim]:
    """Return the causes of action that the cover sheet names, each once, the statute's first."""
    found: dict[CauseOfAction, HeaderClaim] = {}
    if cause and (match := _CAUSE.match(cause)):
        title, section, letters = int(match["title"]), int(match["section"]), match["letters"].lower()
        for of_title, first, last, named in _CAUSES:
            # 42 U.S.C. § 2000e is Title VII; § 2000a and § 2000d are other laws.
            if (title, section) == (42, 2000) and not letters.startswith("e"):
                continue
            if title == of_title and first <= section <= last:
                found.setdefault(named, HeaderClaim(named, cause, "cause"))
    if nature_of_suit and (match := _NATURE.match(nature_of_suit)) and (of_suit := _NATURES.get(match[1])):
        found.setdefault(of_suit, HeaderClaim(of_suit, nature_of_suit, "nature-of-suit"))
    return list(found.values())


def is_cause_230(cause: str | None) -> bool:
    """Say whether the cover sheet gives 47 U.S.C. § 230 as the cause."""
    match = _CAUSE.match(cause or "")
    return match is not None and (int(match["title"]), int(match["section"])) == (47, 230)


READ_UP_TO = 12_000  # characters of one text: a complaint or an opinion names its claims early
_MOST_HITS = 40  # of one cause in one text


@dataclass(frozen=True)
class ClaimFound:
    """A cause of action that a text shows as pleaded, with its place."""

    cause: CauseOfAction
    start: int
    end: int
    rule: str


@dataclass(frozen=True)
class ExceptionFound:
    """An exception of § 230(e) argued, applied, refused or under attack, with its place."""

    exception: ExceptionAtIssue
    start: int
    end: int
    rule: str


def find_claims(text: str) -> list[ClaimFound]:
    """Return the causes of action that the text shows as pleaded, each once, in the order of the vocabulary."""
    lowered = lower(mask_citations(plain(text[:READ_UP_TO])))
    # sentences begin with capitals, so the text as printed is asked for them
    sentences = find_sentences(mask_citations(plain(text[:READ_UP_TO])))
    found = {
        cause: ClaimFound(cause, *hit, "cause-named")
        for cause, names in _NAMED
        if (hit := _find_pleaded(names.find(lowered), lowered, sentences))
    }
    if hit := _find_declaration(lowered, sentences):
        found[_C.DECLARATORY_PREEMPTION] = ClaimFound(_C.DECLARATORY_PREEMPTION, *hit, "declaration")
    if _C.CRIMINAL in found:  # a count of conspiracy is then a charge
        found.pop(_C.DECLARATORY_PREEMPTION, None)
        plot = found.get(_C.CONSPIRACY_RICO)
        if plot and "consp" in lowered[plot.start : plot.end]:
            del found[_C.CONSPIRACY_RICO]
    return [found[cause] for cause in CauseOfAction if cause in found]


def _find_pleaded(
    named: Iterator[re.Match[str]], lowered: str, sentences: list[tuple[int, int]]
) -> tuple[int, int] | None:
    for count, match in enumerate(named):
        if count == _MOST_HITS:
            return None
        place = ((start, end) for start, end in sentences if start <= match.start() < end)
        if _is_pleaded(lowered, match, *next(place, (0, len(lowered)))):
            return match.span()
    return None


_NEAR, _OBJECTED_WITHIN = 160, 400  # characters before a name that are looked at
_TURN = re.compile(r"[,;:]\s*(?:but|only|though|although)\b|\bbut\b|\bonly\b")
_HERE = re.compile(r"[^.;]{0,40}\bhere\b")
_OF_NAMED_CASE = re.compile(
    r"[^.;]{0,50}?\b(?:claims?|counts?|suit|case|action|dismissal)\b[^.;]{0,20}?\bin\s[\w.&'-]+(?:\s[\w.&'-]+){0,3}\sv\."
)


def _is_pleaded(lowered: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the sentence from `start` to `end` names the cause as pleaded in this case."""
    head, after = lowered[max(start, match.start() - _NEAR) : match.start()], lowered[match.end() : end]
    whole = head
    if turns := list(_TURN.finditer(head)):
        head = head[turns[-1].end() :]
    if clause := _AROUND.new_clause.search(head):  # "alleges no falsity, and the slander claim fails"
        head = head[clause.start() :]
    is_refused = _AROUND.leave_for.search(head) or _AROUND.proposed.search(head)
    is_refused_next = _AROUND.to_add.search(whole) and _AROUND.refused.match(lowered[end : end + _NEAR])
    is_cited = _AROUND.cited.search(head) and not _HERE.match(after)
    is_precedent = _AROUND.precedent.match(after) and not head.rstrip().endswith((" of", " this"))
    if (
        _AROUND.not_pleaded.search(head)
        or _AROUND.refused_after.match(after)
        or _OF_NAMED_CASE.match(after)
        or (is_refused and _AROUND.not_given.match(after))
        or is_refused_next
        or is_cited
        or is_precedent
    ):
        return False
    is_speech = "amendment" in match[0] or "speech" in match[0]  # which is pleaded, or objected
    before = lowered[max(start, match.start() - _OBJECTED_WITHIN) : match.start()]
    return not (is_speech and (_AROUND.as_defense.match(after) or _AROUND.objects.search(before)))


def _find_declaration(lowered: str, sentences: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A declaration asked for or made, or a law said to yield to § 230. "The contract claim is preempted" is
    neither."""
    if "declar" in lowered and (
        hit := _find_pleaded(_AROUND.declaration.finditer(lowered), lowered, sentences)
    ):
        return hit
    for match in _AROUND.preempted.finditer(lowered):
        if not _AROUND.claim_before.search(lowered[max(0, match.start() - 60) : match.start()]):
            return match.span() if _AROUND.law_attacked.search(lowered) else None
    return None


# The exception that a subsection makes, and letters of which some stand where it is named.
_EXCEPTIONS = (
    (Provision.E1, ExceptionAtIssue.FEDERAL_CRIMINAL, ("crim",)),
    (Provision.E2, ExceptionAtIssue.IP, ("intellectual", "ip ", "ip-")),
    (Provision.E3, ExceptionAtIssue.STATE_LAW_CONSISTENT, ("state",)),
    (Provision.E4, ExceptionAtIssue.ECPA, ("ecpa", "communications", "wiretap")),
    (Provision.E5, ExceptionAtIssue.FOSTA_TRAFFICKING, ("fosta", "sesta", "trafficking", "115-164")),
)


def find_exceptions(text: str) -> list[ExceptionFound]:
    """Return the exceptions of § 230(e) at issue, by subsection or by name, each once."""
    if not may_speak_of_230(text[:READ_UP_TO]):
        return []
    text = plain(text[:READ_UP_TO])
    lowered, names_it = lower(text), is_named(text)
    cited = {one.provision: one for one in find_provisions(text)}
    found: dict[ExceptionAtIssue, ExceptionFound] = {}
    for provision, exception, letters in _EXCEPTIONS:
        may_be_named = names_it and any(some in lowered for some in letters)
        if provision in cited:
            place = cited[provision]
            found[exception] = ExceptionFound(exception, place.start, place.end, "subsection")
        elif may_be_named and (match := getattr(_AROUND, exception.value).search(lowered)):
            found[exception] = ExceptionFound(exception, match.start(), match.end(), "exception-named")
    return [found[exception] for exception in ExceptionAtIssue if exception in found]


def extract_claims(record: dict) -> dict:
    """Return {"id", "claims", "provisions", "exceptions", "outcome", "evidence"} for a line {"text"};
    ParseError without text."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ParseError('a line for claims needs "text", a string', code="bad-line")
    claims, provisions, exceptions, holding = (
        find_claims(text),
        find_provisions(text[:READ_UP_TO]),
        find_exceptions(text),
        find_outcome(text),
    )
    evidence: list[tuple[str, StrEnum, ClaimFound | ProvisionCited | ExceptionFound]] = [
        *(("claims", item.cause, item) for item in claims),
        *(("provisions", item.provision, item) for item in provisions),
        *(("exceptions", item.exception, item) for item in exceptions),
    ]
    return {
        "id": record.get("id"),
        "claims": [item.cause.value for item in claims],
        "provisions": [item.provision.value for item in provisions],
        "exceptions": [item.exception.value for item in exceptions],
        "outcome": holding.outcome.value,
        "evidence": [
            {"field": field, "value": value.value, "start": item.start, "end": item.end, "rule": item.rule}
            for field, value, item in evidence
        ]
        + [
            {"field": "outcome", "value": holding.outcome.value, "start": start, "end": end, "rule": rule}
            for start, end, rule in holding.spans
        ],
    }
