"""Claims pleaded, provisions and exceptions of § 230 cited, and the holding on § 230, read out of a text.

A claim is named to say that it is pleaded, whatever became of it; one named to say that it is not
pleaded, or that belongs to a cited case, is none (labelling guide, Claims).
"""

import re
from dataclasses import dataclass

from docket.causes import CAUSES, DECLARATION, LAW_ATTACKED, PREEMPTED
from docket.issues import ParseError
from docket.outcomes import find_outcome
from docket.provisions import find_provisions, may_speak_of_230
from docket.sentences import find_sentences
from docket.statutes import find_references, mask_citations, plain
from docket.vocabulary import CauseOfAction, ExceptionAtIssue, Provision

READ_UP_TO = 12_000                    # characters of one text: a complaint or an opinion names its claims early
_MOST_HITS = 40                        # of one cause in one text


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


# Most entries name no cause. Their words are looked up by the first four letters, and only the gates that begin so are tried.
_APART = str.maketrans(dict.fromkeys("()[]{}.,;:/\"'§-—–’“”", " "))
_START = 4


def _starts(words: str) -> set[str]:
    return {word[:_START] for word in words.translate(_APART).split()}


def _by_start() -> dict[str, list]:
    table: dict[str, list] = {}
    for row in CAUSES:
        for gate in row.gates:
            table.setdefault(gate.translate(_APART).split()[0][:_START], []).append((gate, row))
    return table


_GATES = _by_start()
# Said before the cause, in its sentence: it is not pleaded, or it is another case's.
_NOT_PLEADED = re.compile(
    r"""\b(?:(?:is|am|are|was|were)\snot\s(?:suing|sued|seeking|asserting|pleading|alleging|bringing|pursuing
      |one\s(?:for|of)|a\s(?:claim|suit|case|action)\s(?:for|of|in)|an\saction)
      |(?:does|do|did|has|have|had)\snot\s(?:(?!plausibly|adequately|sufficiently|properly|fairly)\w+\s)?(?:plead(?:ed)?|allege[d]?|assert(?:ed)?|bring|brought
      |include[d]?|raise[d]?|sue[d]?|seek|sought|demand(?:ed)?|state[d]?|advance[d]?|pursue[d]?|press(?:ed)?)
      |(?<!bars\s)(?<!forecloses\s)(?<!reaches\s)(?<!precludes\s)(?<!preempts\s)no
      \s(?:claims?|counts?|causes?\sof\saction|theory|longer\sany|allegation)\b(?!\ssurvives?|,)
      |(?:may|can|could)\snot\s(?:now\s)?(?:add|plead|assert|bring)|cannot\s(?:now\s)?(?:add|plead|assert)
      |disclaim(?:s|ed|ing)?|disavow\w*|never\s(?:pleaded|alleged|asserted|sued)
      |(?:leave\sto\s(?:amend|add|plead)|to\s(?:add|plead|amend))\b[^.;]{0,80}(?:denied|refused|futile)
      |no\sleave\sto\s(?:add|plead|assert)|(?:denied|refus\w+|den(?:ies|ying))\s(?:\w+\s){0,3}leave|without\s(?:pleading|alleging)
      |(?:confined|limited|restricted|peculiar)\sto(?:\s(?:the\s)?(?:tort|law)\sof)?(?=\s$))\b|\b(?:rather\sthan|instead\sof)\s(?:for\s|in\s)?(?:[\w-]+\s){0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
_REFUSED_AFTER = re.compile(
    r"^(?:(?!,\s(?:and|but)\s)[^.;]){0,80}\b(?:is\snot|are\snot|was\snot|were\snot|never)\s(?:pleaded|alleged|asserted|before|raised"
    r"(?!\s(?:in\sthe\sopening|on\sappeal|below))|brought)\b"
    r"|^(?:(?!\b(?:is|are|was|were|fails?|falls?|dismissed|barred)\b)[^.;]){0,60}\bleave\s(?:to\s(?:add|amend|plead)\s)?(?:is|was)\s(?:denied|refused)", re.IGNORECASE)
_CITED = re.compile(
    r"""\b(?:cit(?:es?|ed|ing)|unlike|in\s(?:contrast\sto|the\s(?:sister|companion|related|parallel|other)\s(?:case
      |suit|action|matter)|(?:another|that|a\sdifferent|a\srelated|a\ssister|an\searlier|a\sprior)\s(?:case|suit
      |action|matter|decision))|distinguish\w*|supplemental\sauthority[^.;]{0,120}|attaching|compare|cf\.|see\salso|sister|companion|as\sin\s(?:[A-Z]\w+|the))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_HERE = re.compile(r"^[^.;]{0,40}\bhere\b", re.IGNORECASE)
_PRECEDENT = re.compile(
    r"^(?:(?!\b(?:claims?|counts?|challeng\w+|actions?|suits?|until|cannot|must|surviv\w+|fails?)\b)[\w\s-]){0,20}?\b(?:decisions?|precedents?|opinions?|rulings?|authorit(?:y|ies)|cases\s(?:from|in|cited"
    r"|that))\b", re.IGNORECASE)
_DEFAMATION = re.compile(r"\bdefam(?!atory)\w+|\blibel\w*|\bslander\w*", re.IGNORECASE)
_OF_NAMED_CASE = re.compile(r"^[^.;]{0,50}?\b(?:claims?|counts?|suit|case|action|dismissal)\b[^.;]{0,20}?\bin\s[A-Z][\w.&'-]+(?:\s[A-Z][\w.&'-]+){0,3}\sv\.")
# "Moved to add a count for breach of contract. The motion is denied": refused in the next sentence.
_TO_ADD = re.compile(r"\b(?:mov\w+|motion|seeks?|sought|leave|asks?|request\w*)\b[^.;]{0,60}\b(?:to|for\sleave\sto)\s(?:add|amend|assert|plead)\b", re.IGNORECASE)
_REFUSED = re.compile(r"^[^.;]{0,90}\b(?:denied|refused|futile|denies)\b", re.IGNORECASE)
# "Leave to add a count for libel is refused", "the proposed libel claim would be futile": refused in the same clause.
_LEAVE_FOR = re.compile(r"\b(?:leave|permission|motion|request|attempt|proposal)\b[^.;]{0,40}\bto\s(?:add|plead|assert|include|bring|raise)\b[^.;]{0,80}$", re.IGNORECASE)
_PROPOSED = re.compile(r"\b(?:proposed|new|additional|would-be)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_NOT_GIVEN = re.compile(r"^[^.;]{0,60}?\b(?:denied|refused|rejected|disallowed|(?:would\sbe|is|are|was|as)\sfutile|futility)\b", re.IGNORECASE)
_AS_DEFENCE = re.compile(r"^[\s-]*(?:defen[cs]es?|objections?|arguments?\sagainst|privilege|concerns?)\b", re.IGNORECASE)
_TURN = re.compile(r"[,;:]\s*(?:but|only|though|although)\b|\bbut\b|\bonly\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(r",\s(?:and|so)\s(?:(?:for\s(?:that|this)\sreason|therefore|accordingly|thus|hence),?\s)?(?:the|this|that|his|her|its)\s(?:[\w-]+\s){0,2}$", re.IGNORECASE)
_OBJECTS = re.compile(r"\b(?:object\w*|oppos\w+|resist\w*|defen[cs]es?:?|defend\w*|affirmative|return\sby|respondent\s(?:says|answers|replies))\b", re.IGNORECASE)
_EXCEPTION_OF = {Provision.E1: ExceptionAtIssue.FEDERAL_CRIMINAL, Provision.E2: ExceptionAtIssue.IP, Provision.E3: ExceptionAtIssue.STATE_LAW_CONSISTENT,
                 Provision.E4: ExceptionAtIssue.ECPA, Provision.E5: ExceptionAtIssue.FOSTA_TRAFFICKING}  # fmt: skip
_EXCEPT = r"(?:exceptions?|carve-?\s?outs?|exclusions?|exempt\w*|savings?\s(?:clause|provision)|limitation|clause|proviso)"
_NAMED_EXCEPTIONS = (
    (ExceptionAtIssue.IP, ("intellectual", "ip "), re.compile(
    rf"\bintellectual[\s-]property\b(?!\s(?:counsel|lawyers?|portfolio|department|licens\w+|group|section|practice"
    rf"|rights?\sof))|\bIP[\s-]{_EXCEPT}|{_EXCEPT}\sfor\s(?:state\s"
    rf"|federal\s)?(?:laws?\spertaining\sto\s)?intellectual[\s-]property|\bpertaining\sto\sintellectual\sproperty", re.IGNORECASE)),
    (ExceptionAtIssue.FEDERAL_CRIMINAL, ("crim",), re.compile(
    rf"\b(?:federal[\s-])?criminal[\s-](?:law[\s-]|statutes?[\s-]|enforcement[\s-])?{_EXCEPT}"
    rf"|{_EXCEPT},?\s(?:for|of|on|about|covering)\s(?:violations\sof\s)?(?:federal\s)?(?:criminal|crimes?)|\benforcement\sof\s(?:\w+\s)?federal\scriminal"
    rf"|\bno\seffect\son\s(?:federal\s)?criminal", re.IGNORECASE)),
    (ExceptionAtIssue.ECPA, ("ecpa", "communications privacy", "communications-privacy", "wiretap"), re.compile(
    rf"\bECPA[\s-]{_EXCEPT}|\b(?:communications[\s-]privacy|wiretap)[\s-](?:law[\s-]|act[\s-])?{_EXCEPT}"
    rf"|{_EXCEPT},?\s(?:for|of|on)\s(?:the\s)?(?:ECPA|electronic\scommunications\sprivacy|wiretap)", re.IGNORECASE)),
    (ExceptionAtIssue.STATE_LAW_CONSISTENT, ("state",), re.compile(
    rf"\bconsistent[\s-]state[\s-]laws?\b|\bstate[\s-]laws?[\s-]{_EXCEPT}|\bstate\slaws?\s(?:that\sis"
    rf"|that\sare)\s(?:in)?consistent\swith\s(?:§|section|the\scda)|{_EXCEPT}\sfor\sconsistent\sstate", re.IGNORECASE)),
    (ExceptionAtIssue.FOSTA_TRAFFICKING, ("fosta", "sesta", "trafficking", "115-164"), re.compile(
    rf"\bFOSTA\b|\bSESTA\b|\bfight\sonline\ssex\strafficking|\b115-164\b|\b(?:sex[\s-])?trafficking[\s-]{_EXCEPT}"
    rf"|{_EXCEPT},?\s(?:for|of|on)\s(?:sex[\s-]|human[\s-])?trafficking", re.IGNORECASE)),
)  # fmt: skip


def find_claims(text: str) -> list[ClaimFound]:
    """Return the causes of action that the text shows as pleaded, each once, in the order of the vocabulary."""
    lower = text[:READ_UP_TO].lower().replace("-", " ")
    rows = dict.fromkeys(row for start in _GATES.keys() & _starts(lower) for gate, row in _GATES[start] if gate in lower)
    if not rows and "declar" not in lower and "empt" not in lower and "consistent with" not in lower and "conflict" not in lower:
        return []
    text = mask_citations(plain(text[:READ_UP_TO]))
    sentences, found = find_sentences(text), []
    for row in rows:
        if hit := _pleaded(row.pattern, text, sentences):
            found.append(ClaimFound(row.cause, *hit.span(), "cause-named"))
    if hit := _declaration(text, sentences):
        found.append(ClaimFound(CauseOfAction.DECLARATORY_PREEMPTION, *hit.span(), "declaration"))
    if len(found) > 1:                        # "to make the post defamatory" describes a post where another tort is pleaded
        found = [claim for claim in found if text[claim.start:claim.end].lower() != "defamatory" or _DEFAMATION.search(text)]
    if any(claim.cause is CauseOfAction.CRIMINAL for claim in found):      # a count of conspiracy is then a charge
        found = [claim for claim in found if claim.cause is not CauseOfAction.DECLARATORY_PREEMPTION
                 and (claim.cause is not CauseOfAction.CONSPIRACY_RICO or "consp" not in text[claim.start:claim.end].lower())]
    order = list(CauseOfAction)
    return sorted(found, key=lambda claim: order.index(claim.cause))


def _pleaded(pattern, text: str, sentences):
    for count, match in enumerate(pattern.finditer(text)):
        if count == _MOST_HITS:
            return None
        start, end = next(((start, end) for start, end in sentences if start <= match.start() < end), (0, len(text)))
        if _is_pleaded(text[start:match.start()], text[match.end():end], match[0], text[end:end + 160]):
            return match
    return None


def _is_pleaded(before: str, after: str, words: str, beyond: str) -> bool:
    head = before[-160:]
    turn = list(_TURN.finditer(head))
    if turn:
        head = head[turn[-1].end():]
    if clause := _NEW_CLAUSE.search(head):               # "The complaint alleges no falsity, and the slander claim fails."
        head = head[clause.start():]
    if _NOT_PLEADED.search(head) or _REFUSED_AFTER.search(after) or _OF_NAMED_CASE.match(after):
        return False
    if (_LEAVE_FOR.search(head) or _PROPOSED.search(head)) and _NOT_GIVEN.match(after):
        return False
    if _TO_ADD.search(before[-160:]) and _REFUSED.match(beyond):
        return False
    if (_CITED.search(head) and not _HERE.search(after)) or (_PRECEDENT.match(after) and not before.rstrip().endswith((" of", " this"))):
        return False
    is_amendment = "amendment" in words.lower() or "speech" in words.lower()
    return not (is_amendment and (_AS_DEFENCE.match(after) or _OBJECTS.search(before[-400:])))


def _declaration(text: str, sentences):
    """A declaration asked for or made, or a law said to yield to § 230. "The contract claim is preempted" is neither."""
    if "declar" in text.lower() and (hit := _pleaded(DECLARATION, text, sentences)):
        return hit
    yields = next((match for match in PREEMPTED.finditer(text) if not _CLAIM_BEFORE.search(text, max(0, match.start() - 60), match.start())), None)
    return yields if yields and LAW_ATTACKED.search(text) else None


_CLAIM_BEFORE = re.compile(r"\b(?:claims?|counts?|causes?\sof\saction|suits?|torts?)\b(?!\sthat\b)[^.;]{0,40}$", re.IGNORECASE)


def find_exceptions(text: str) -> list[ExceptionFound]:
    """Return the exceptions of § 230(e) at issue, by subsection or by name, each once."""
    if not may_speak_of_230(text[:READ_UP_TO]):
        return []
    text = plain(text[:READ_UP_TO])
    found: dict[ExceptionAtIssue, ExceptionFound] = {}
    for cited in find_provisions(text):
        if exception := _EXCEPTION_OF.get(cited.provision):
            found[exception] = ExceptionFound(exception, cited.start, cited.end, "subsection")
    if any(not reference.is_double for reference in find_references(text)):
        lower = text.lower()
        for exception, gates, pattern in _NAMED_EXCEPTIONS:
            if exception not in found and any(gate in lower for gate in gates) and (match := pattern.search(text)):
                found[exception] = ExceptionFound(exception, *match.span(), "exception-named")
    order = list(ExceptionAtIssue)
    return sorted(found.values(), key=lambda item: order.index(item.exception))


def extract_claims(record: dict) -> dict:
    """Return {"id", "claims", "provisions", "exceptions", "outcome", "evidence"} for a line {"text"}; ParseError without text."""
    text = record.get("text")
    if not isinstance(text, str):
        raise ParseError('a line for claims needs "text", a string', code="bad-line")
    claims, provisions, exceptions, holding = find_claims(text), find_provisions(text[:READ_UP_TO]), find_exceptions(text), find_outcome(text)
    evidence = [("claims", item.cause, item) for item in claims] + [("provisions", item.provision, item) for item in provisions]
    evidence += [("exceptions", item.exception, item) for item in exceptions]
    return {
        "id": record.get("id"),
        "claims": [item.cause.value for item in claims],
        "provisions": [item.provision.value for item in provisions],
        "exceptions": [item.exception.value for item in exceptions],
        "outcome": holding.outcome.value,
        "evidence": [{"field": field, "value": value.value, "start": item.start, "end": item.end, "rule": item.rule} for field, value, item in evidence]
        + [{"field": "outcome", "value": holding.outcome.value, "start": start, "end": end, "rule": rule} for start, end, rule in holding.spans],
    }
