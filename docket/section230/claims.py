"""Claims pleaded, parts of § 230 cited, and the holding on § 230, read from a text or a cover sheet.

A claim counts if the text says that it is pleaded, whatever became of it. It does not count if the text says
that it is not pleaded, or if it belongs to a cited case (labeling guide, Claims). The names of causes of
action are rows of `language/claims.tsv`, the words around them rows of `language/pleading.tsv`.
"""

import re
from typing import NamedTuple

from docket.csv_rows import load_table
from docket.section230.answers import answer_outcome
from docket.section230.citations import Found, find_provisions, is_named
from docket.statute import load_parts
from docket.text.phrase_rows import load
from docket.text.phrases import Cue, Cues
from docket.text.prepared import PreparedText, prepare_line
from docket.vocabulary import CauseOfAction, ExceptionAtIssue, Provision

_CODES = load_table("cover_sheets.csv")
_TAGS = {row.tag for row in load("claims")}
_NAMED = tuple((cause, Cue("claims", cause.value)) for cause in CauseOfAction if cause.value in _TAGS)
_ANY = Cue("claims", *(cause.value for cause, _ in _NAMED))  # most entries name no cause
_AROUND = Cues("pleading")
_DECLARED = CauseOfAction.DECLARATORY_PREEMPTION
_CODE = re.compile(r"\s*(?:(?P<title>\d{1,2}):0*)?(?P<section>\d{1,4})(?P<letter>[a-z]?)", re.IGNORECASE)


class HeaderClaim(NamedTuple):
    """A cause of action named by the header field that `rule` identifies; `raw` is that field's text."""

    cause: CauseOfAction
    raw: str
    rule: str


def find_header_claims(cause: str | None, nature_of_suit: str | None) -> list[HeaderClaim]:
    """Return the causes of action that the cover sheet names, each once, those from `cause` first."""
    claims: dict[CauseOfAction, HeaderClaim] = {}
    for field, raw in (("cause", cause), ("nature_of_suit", nature_of_suit)):
        code = _read_code(raw)
        for row in _CODES if code else ():
            if row["field"] == field and _read_code(row["first"]) <= code <= (*_read_code(row["last"]), "z"):
                claim = CauseOfAction(row["claim"])
                claims.setdefault(claim, HeaderClaim(claim, raw or "", field.replace("_", "-")))
    return list(claims.values())


def is_cause_230(cause: str | None) -> bool:
    """Return whether the cover sheet gives 47 U.S.C. § 230 as the cause."""
    return _read_code(cause)[:2] == (47, 230)


def _read_code(raw: str | None) -> tuple:
    """Return (title, section, letter) of a cause, (0, number, "") of a nature of suit, or () without a code.

    42 U.S.C. § 2000e is Title VII; § 2000a and § 2000d are other laws.
    """
    match = _CODE.match(raw or "")
    return (int(match["title"] or 0), int(match["section"]), match["letter"].lower()) if match else ()


READ_UP_TO = 12_000  # characters; a complaint or an opinion names its claims early
_MOST_HITS = 40  # mentions of one cause in one text


def find_claims(text: PreparedText) -> list[Found[CauseOfAction]]:
    """Return the causes of action pleaded according to the text, each once, in the vocabulary's order."""
    text = text.up_to(READ_UP_TO)
    lowered, sentences = text.masked_lowered, text.sentences
    by_cause = {
        cause: Found(cause, *hit, "cause-named")
        for cause, names in (_NAMED if _ANY.search(lowered) else ())
        if (hit := _find_pleaded(names.find(lowered), lowered, sentences))
    }
    if hit := _find_declaration(lowered, sentences):
        by_cause[_DECLARED] = Found(_DECLARED, *hit, "declaration")
    if CauseOfAction.CRIMINAL in by_cause:  # in a criminal case, a count of conspiracy is a charge
        by_cause.pop(_DECLARED, None)
        plot = by_cause.get(CauseOfAction.CONSPIRACY_RICO)
        if plot and "consp" in lowered[plot.start : plot.end]:
            del by_cause[CauseOfAction.CONSPIRACY_RICO]
    return [by_cause[cause] for cause in CauseOfAction if cause in by_cause]


def _find_pleaded(
    named: list[re.Match[str]], lowered: str, sentences: list[tuple[int, int]]
) -> tuple[int, int] | None:
    for match in named[:_MOST_HITS]:
        around = (place for place in sentences if place[0] <= match.start() < place[1])
        if _is_pleaded(lowered, match, *next(around, (0, len(lowered)))):
            return match.span()
    return None


_NEAR = 160  # characters read before a claim's name
_OBJECTED_WITHIN = 400  # characters before a claim's name within which it may be objected to
_TURN = re.compile(r"[,;:]\s*(?:but|only|though|although)\b|\bbut\b|\bonly\b")


def _is_pleaded(lowered: str, match: re.Match[str], start: int, end: int) -> bool:
    """Whether the sentence from `start` to `end` names the cause as pleaded in this case."""
    head, after = lowered[max(start, match.start() - _NEAR) : match.start()], lowered[match.end() : end]
    if turns := list(_TURN.finditer(head)):
        head = head[turns[-1].end() :]
    is_refused = _AROUND.leave_for.search(head) and _AROUND.not_given.match(after)
    if _AROUND.not_pleaded.search(head) or _AROUND.cited.search(head) or is_refused:
        return False
    is_speech = "amendment" in match[0] or "speech" in match[0]  # pleaded, or raised as an objection
    before = lowered[max(start, match.start() - _OBJECTED_WITHIN) : match.start()]
    return not (is_speech and _AROUND.objects.search(before))


def _find_declaration(lowered: str, sentences: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the span of a declaration requested or made, or of a law said to yield to § 230. "The contract
    claim is preempted" is neither."""
    if "declar" in lowered and (hit := _find_pleaded(_AROUND.declaration.find(lowered), lowered, sentences)):
        return hit
    for match in _AROUND.preempted.find(lowered):
        if not _AROUND.claim_before.search(lowered[max(0, match.start() - 60) : match.start()]):
            return match.span() if _AROUND.law_attacked.search(lowered) else None
    return None


_EXCEPTIONS = {
    ExceptionAtIssue(part.exception): Provision(part.code) for part in load_parts() if part.exception
}


def find_exceptions(text: PreparedText) -> list[Found[ExceptionAtIssue]]:
    """Return the exceptions of § 230(e) at issue, cited by subsection or named, each once."""
    text = text.up_to(READ_UP_TO)
    cited = {mention.code: mention for mention in find_provisions(text)}
    lowered = text.lowered if is_named(text) else ""
    exceptions = []
    for exception, provision in _EXCEPTIONS.items():
        if place := cited.get(provision):
            exceptions.append(Found(exception, place.start, place.end, "subsection"))
        elif match := getattr(_AROUND, exception.value).search(lowered):
            exceptions.append(Found(exception, match.start(), match.end(), "exception-named"))
    return exceptions


_EVIDENCE = ("field", "value", "start", "end", "rule")


def extract_claims(record: dict) -> dict:
    """Return {"id", "claims", "provisions", "exceptions", "outcome", "evidence"} for a line {"text"}. Raises
    ParseError if there is no text."""
    whole = prepare_line(record)
    (holding, _), start = answer_outcome(whole), whole.up_to(READ_UP_TO)
    fields: dict[str, list[Found]] = {
        "claims": [*find_claims(start)],
        "provisions": [*find_provisions(start)],
        "exceptions": [*find_exceptions(start)],
        "outcome": [Found(holding.outcome, *place) for place in holding.spans],
    }
    places = ((field, *match) for field, shown in fields.items() for match in shown)
    return {
        "id": record.get("id"),
        **{field: [match.code for match in shown] for field, shown in fields.items()},
        "outcome": holding.outcome,
        "evidence": [dict(zip(_EVIDENCE, place, strict=True)) for place in places],
    }
