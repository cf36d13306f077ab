"""Claims pleaded, provisions and exceptions of § 230 cited, and the holding on § 230, read out of a text or a
cover sheet.

A claim is named to say that it is pleaded, whatever became of it; one named to say that it is not
pleaded, or that belongs to a cited case, is none (labelling guide, Claims). The causes of action that
this tracker counts, and how courts and parties name them, come first.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from docket.issues import ParseError
from docket.section230.citations import (
    ProvisionCited,
    find_provisions,
    find_references,
    mask_citations,
    may_speak_of_230,
    plain,
)
from docket.section230.holdings import find_outcome
from docket.text.dates import lower
from docket.text.phrases import Cue, load
from docket.text.sentences import find_sentences
from docket.vocabulary import CauseOfAction, ExceptionAtIssue, Provision

# The words of each cause of action are rows of language/claims.tsv under its name.
_TAGS = {row.tag for row in load("claims")}
_NAMED = tuple((cause, Cue("claims", cause.value)) for cause in CauseOfAction if cause.value in _TAGS)
# A declaration that a law is preempted, or that § 230 protects.
DECLARATION = re.compile(
    (
        r"\bdeclaration\sto\sthat\seffect\b|\bclaims?,\spre-?emption\b"
        r"|(?<!new\s)(?<!attached\s)(?<!supporting\s)(?<!sworn\s)\bdeclar(?:ation|atory|e"
        r"|ing)\b[^.;]{0,160}?(?:\b230\b|\bpreempt\w*|\bpre-empt\w*|\bcommunications\sdecency"
        r"|\bCDA\b|\bimmun\w+)"
    ),
    re.IGNORECASE,
)
# A law set against § 230, which is another thing than a claim that § 230 preempts.
PREEMPTED = re.compile(
    r"\b230\(e\)\(3\)\s(?:forbids|prohibits|bars|displaces|overrides|controls)|\b230\b[^.;]{0,20}\bdisplaces\b"
    r"|\bpre-?empt(?:s|ed|ion|ing)?\b(?!\s(?:the\s|this\s|those\s|these\s|plaintiff's\s)?(?:\w+\s)?claims?)"
    r"|\b(?:in)?consistent\swith\b[^.;]{0,20}(?:§|section\s|47\sU)|\bconflicts?\swith\b[^.;]{0,20}(?:§|section\s"
    r"|47\sU)",
    re.IGNORECASE,
)
LAW_ATTACKED = re.compile(
    (
        r"\b(?:ordinances?|RCW\s[\d.A]+|(?:Stat|Code|Rev|Laws)\.?\s(?:Ann\.?\s)?§\s?[\w.:-]+(?=\s(?:imposes"
        "|requires|forbids"
        r"|conflicts|is\b)|,\swhich\s)|act\s(?:no\.?\s)?\d+|[SHA]\.?\s?[BF]\.?\s?\d+|(?:house|senate"
        r"|assembly)\s(?:bill|file)\b|(?:the|this|new|city['’]?s?"
        r"|county['’]?s?|state['’]?s|its|\w+['’]s)\s(?:[\w-]+\s){0,5}(?:statute|law|act|bill|measure|initiative"
        r"|regulation)\b(?!\s(?:claims?|counts?))|enforcement\sof\s(?:the\s|a\s)?(?:\w+\s){0,3}(?:statute|law|act"
        r"|bill))"
    ),
    re.IGNORECASE,
)


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


# Said before the cause, in its sentence: it is not pleaded, or it is another case's.
_NOT_PLEADED = re.compile(
    r"""\b(?:(?:is|am|are|was|were)\snot\s(?:suing|sued|seeking|asserting|pleading|alleging|bringing|pursuing
      |one\s(?:for|of)|a\s(?:claim|suit|case|action)\s(?:for|of|in)|an\saction)
      |(?:does|do|did|has|have|had)\snot\s(?:(?!plausibly|adequately|sufficiently|properly
        |fairly)\w+\s)?(?:plead(?:ed)?|allege[d]?|assert(?:ed)?|bring|brought
      |include[d]?|raise[d]?|sue[d]?|seek|sought|demand(?:ed)?|state[d]?|advance[d]?|pursue[d]?|press(?:ed)?)
      |(?<!bars\s)(?<!forecloses\s)(?<!reaches\s)(?<!precludes\s)(?<!preempts\s)no
      \s(?:claims?|counts?|causes?\sof\saction|theory|longer\sany|allegation)\b(?!\ssurvives?|,)
      |(?:may|can|could)\snot\s(?:now\s)?(?:add|plead|assert|bring)|cannot\s(?:now\s)?(?:add|plead|assert)
      |disclaim(?:s|ed|ing)?|disavow\w*|never\s(?:pleaded|alleged|asserted|sued)
      |(?:leave\sto\s(?:amend|add|plead)|to\s(?:add|plead|amend))\b[^.;]{0,80}(?:denied|refused|futile)
      |no\sleave\sto\s(?:add|plead|assert)|(?:denied|refus\w+|den(?:ies|ying))\s(?:\w+\s){0,3}leave
        |without\s(?:pleading|alleging)
      |(?:confined|limited|restricted|peculiar)\sto(?:\s(?:the\s)?(?:tort|law)\sof)?(?=\s$))\b
        |\b(?:rather\sthan|instead\sof)\s(?:for\s|in\s)?(?:[\w-]+\s){0,3}$""",
    re.VERBOSE | re.IGNORECASE,
)
_REFUSED_AFTER = re.compile(
    (
        r"^(?:(?!,\s(?:and|but)\s)[^.;]){0,80}\b(?:is\snot|are\snot|was\snot|were\snot|never)\s(?:pleaded"
        "|alleged|asserted|before|raised"
        r"(?!\s(?:in\sthe\sopening|on\sappeal|below))|brought)\b"
        r"|^(?:(?!\b(?:is|are|was|were|fails?|falls?|dismissed|barred)\b)[^.;]){0,60}\bleave\s(?:to\s(?:add"
        r"|amend|plead)\s)?(?:is|was)\s(?:denied|refused)"
    ),
    re.IGNORECASE,
)
_CITED = re.compile(
    r"""\b(?:cit(?:es?|ed|ing)|unlike|in\s(?:contrast\sto|the\s(?:sister|companion|related|parallel|other)\s(?:case
      |suit|action|matter)|(?:another|that|a\sdifferent|a\srelated|a\ssister|an\searlier|a\sprior)\s(?:case|suit
      |action|matter|decision))|distinguish\w*|supplemental\sauthority[^.;]{0,120}|attaching|compare|cf\.
        |see\salso|sister|companion|as\sin\s(?:[A-Z]\w+|the))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_HERE = re.compile(r"^[^.;]{0,40}\bhere\b", re.IGNORECASE)
_PRECEDENT = re.compile(
    (
        r"^(?:(?!\b(?:claims?|counts?|challeng\w+|actions?|suits?|until|cannot|must|surviv\w+"
        r"|fails?)\b)[\w\s-]){0,20}?\b(?:decisions?|precedents?|opinions?|rulings?|authorit(?:y|ies)"
        r"|cases\s(?:from|in|cited"
        r"|that))\b"
    ),
    re.IGNORECASE,
)
_DEFAMATION = re.compile(r"\bdefam(?!atory)\w+|\blibel\w*|\bslander\w*", re.IGNORECASE)
_OF_NAMED_CASE = re.compile(
    r"^[^.;]{0,50}?\b(?:claims?|counts?|suit|case|action|dismissal)\b[^.;]{0,20}?\bin\s[A-Z][\w.&'-]+"
    r"(?:\s[A-Z][\w.&'-]+){0,3}\sv\."
)
# "Moved to add a count for breach of contract. The motion is denied": refused in the next sentence.
_TO_ADD = re.compile(
    (
        r"\b(?:mov\w+|motion|seeks?|sought|leave|asks?|request\w*)\b[^.;]{0,60}\b(?:to"
        r"|for\sleave\sto)\s(?:add|amend|assert|plead)\b"
    ),
    re.IGNORECASE,
)
_REFUSED = re.compile(r"^[^.;]{0,90}\b(?:denied|refused|futile|denies)\b", re.IGNORECASE)
# "Leave to add a count for libel is refused", "the proposed libel claim would be futile": refused in the same clause.
_LEAVE_FOR = re.compile(
    (
        r"\b(?:leave|permission|motion|request|attempt|proposal)\b[^.;]{0,40}\bto\s(?:add|plead|assert"
        r"|include|bring|raise)\b[^.;]{0,80}$"
    ),
    re.IGNORECASE,
)
_PROPOSED = re.compile(r"\b(?:proposed|new|additional|would-be)\s(?:[\w-]+\s){0,4}$", re.IGNORECASE)
_NOT_GIVEN = re.compile(
    r"^[^.;]{0,60}?\b(?:denied|refused|rejected|disallowed|(?:would\sbe|is|are|was|as)\sfutile|futility)\b",
    re.IGNORECASE,
)
_AS_DEFENCE = re.compile(
    r"^[\s-]*(?:defen[cs]es?|objections?|arguments?\sagainst|privilege|concerns?)\b", re.IGNORECASE
)
_TURN = re.compile(r"[,;:]\s*(?:but|only|though|although)\b|\bbut\b|\bonly\b", re.IGNORECASE)
_NEW_CLAUSE = re.compile(
    (
        r",\s(?:and|so)\s(?:(?:for\s(?:that|this)\sreason|therefore|accordingly|thus|hence),?\s)?(?:the"
        r"|this|that|his|her|its)\s(?:[\w-]+\s){0,2}$"
    ),
    re.IGNORECASE,
)
_OBJECTS = re.compile(
    (
        r"\b(?:object\w*|oppos\w+|resist\w*|defen[cs]es?:?|defend\w*|affirmative|return\sby"
        r"|respondent\s(?:says|answers|replies))\b"
    ),
    re.IGNORECASE,
)
_EXCEPTION_OF = {
    Provision.E1: ExceptionAtIssue.FEDERAL_CRIMINAL,
    Provision.E2: ExceptionAtIssue.IP,
    Provision.E3: ExceptionAtIssue.STATE_LAW_CONSISTENT,
    Provision.E4: ExceptionAtIssue.ECPA,
    Provision.E5: ExceptionAtIssue.FOSTA_TRAFFICKING,
}
_EXCEPT = (
    r"(?:exceptions?|carve-?\s?outs?|exclusions?|exempt\w{0,12}|savings?\s(?:clause|provision)|limitation|clause"
    "|proviso)"
)
_NAMED_EXCEPTIONS = (
    (
        ExceptionAtIssue.IP,
        ("intellectual", "ip "),
        re.compile(
            (
                r"\bintellectual[\s-]property\b(?!\s(?:counsel|lawyers?|portfolio|department|licens\w+|group"
                "|section|practice"
                rf"|rights?\sof))|\bIP[\s-]{_EXCEPT}|{_EXCEPT}\sfor\s(?:state\s"
                r"|federal\s)?(?:laws?\spertaining\sto\s)?intellectual[\s-]property"
                r"|\bpertaining\sto\sintellectual\sproperty"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.FEDERAL_CRIMINAL,
        ("crim",),
        re.compile(
            (
                rf"\b(?:federal[\s-])?criminal[\s-](?:law[\s-]|statutes?[\s-]|enforcement[\s-])?{_EXCEPT}"
                rf"|{_EXCEPT},?\s(?:for|of|on|about|covering)\s(?:violations\sof\s)?(?:federal\s)?(?:criminal"
                r"|crimes?)|\benforcement\sof\s(?:\w+\s)?federal\scriminal"
                rf"|\bno\seffect\son\s(?:federal\s)?criminal"
            ),
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.ECPA,
        ("ecpa", "communications privacy", "communications-privacy", "wiretap"),
        re.compile(
            rf"\bECPA[\s-]{_EXCEPT}|\b(?:communications[\s-]privacy|wiretap)[\s-](?:law[\s-]|act[\s-])?{_EXCEPT}"
            rf"|{_EXCEPT},?\s(?:for|of|on)\s(?:the\s)?(?:ECPA|electronic\scommunications\sprivacy|wiretap)",
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.STATE_LAW_CONSISTENT,
        ("state",),
        re.compile(
            rf"\bconsistent[\s-]state[\s-]laws?\b|\bstate[\s-]laws?[\s-]{_EXCEPT}|\bstate\slaws?\s(?:that\sis"
            rf"|that\sare)\s(?:in)?consistent\swith\s(?:§|section|the\scda)|{_EXCEPT}\sfor\sconsistent\sstate",
            re.IGNORECASE,
        ),
    ),
    (
        ExceptionAtIssue.FOSTA_TRAFFICKING,
        ("fosta", "sesta", "trafficking", "115-164"),
        re.compile(
            (
                r"\bFOSTA\b|\bSESTA\b|\bfight\sonline\ssex\strafficking|\b115-164\b"
                rf"|\b(?:sex[\s-])?trafficking[\s-]{_EXCEPT}"
                rf"|{_EXCEPT},?\s(?:for|of|on)\s(?:sex[\s-]|human[\s-])?trafficking"
            ),
            re.IGNORECASE,
        ),
    ),
)


def find_claims(text: str) -> list[ClaimFound]:
    """Return the causes of action that the text shows as pleaded, each once, in the order of the vocabulary."""
    text = mask_citations(plain(text[:READ_UP_TO]))
    lowered = lower(text)
    sentences, found = find_sentences(text), []
    for cause, names in _NAMED:
        if hit := _pleaded(names.find(lowered), text, sentences):
            found.append(ClaimFound(cause, *hit, "cause-named"))
    if hit := _declaration(text, sentences):
        found.append(ClaimFound(CauseOfAction.DECLARATORY_PREEMPTION, *hit, "declaration"))
    if len(found) > 1:  # "to make the post defamatory" describes a post where another tort is pleaded
        found = [
            claim
            for claim in found
            if text[claim.start : claim.end].lower() != "defamatory" or _DEFAMATION.search(text)
        ]
    if any(
        claim.cause is CauseOfAction.CRIMINAL for claim in found
    ):  # a count of conspiracy is then a charge
        found = [
            claim
            for claim in found
            if claim.cause is not CauseOfAction.DECLARATORY_PREEMPTION
            and (
                claim.cause is not CauseOfAction.CONSPIRACY_RICO
                or "consp" not in text[claim.start : claim.end].lower()
            )
        ]
    order = list(CauseOfAction)
    return sorted(found, key=lambda claim: order.index(claim.cause))


def _pleaded(
    named: Iterator[re.Match], text: str, sentences: list[tuple[int, int]]
) -> tuple[int, int] | None:
    for count, match in enumerate(named):
        if count == _MOST_HITS:
            return None
        first, last = match.span()
        start, end = next(((start, end) for start, end in sentences if start <= first < end), (0, len(text)))
        if _is_pleaded(text[start:first], text[last:end], text[first:last], text[end : end + 160]):
            return first, last
    return None


def _is_pleaded(before: str, after: str, words: str, beyond: str) -> bool:
    head = before[-160:]
    turn = list(_TURN.finditer(head))
    if turn:
        head = head[turn[-1].end() :]
    if clause := _NEW_CLAUSE.search(head):  # "The complaint alleges no falsity, and the slander claim fails."
        head = head[clause.start() :]
    if _NOT_PLEADED.search(head) or _REFUSED_AFTER.search(after) or _OF_NAMED_CASE.match(after):
        return False
    if (_LEAVE_FOR.search(head) or _PROPOSED.search(head)) and _NOT_GIVEN.match(after):
        return False
    if _TO_ADD.search(before[-160:]) and _REFUSED.match(beyond):
        return False
    if (_CITED.search(head) and not _HERE.search(after)) or (
        _PRECEDENT.match(after) and not before.rstrip().endswith((" of", " this"))
    ):
        return False
    is_amendment = "amendment" in words.lower() or "speech" in words.lower()
    return not (is_amendment and (_AS_DEFENCE.match(after) or _OBJECTS.search(before[-400:])))


def _declaration(text: str, sentences: list[tuple[int, int]]) -> tuple[int, int] | None:
    """A declaration asked for or made, or a law said to yield to § 230. "The contract claim is preempted" is
    neither."""
    if "declar" in text.lower() and (hit := _pleaded(DECLARATION.finditer(text), text, sentences)):
        return hit
    yields = next(
        (
            match
            for match in PREEMPTED.finditer(text)
            if not _CLAIM_BEFORE.search(text, max(0, match.start() - 60), match.start())
        ),
        None,
    )
    return yields.span() if yields and LAW_ATTACKED.search(text) else None


_CLAIM_BEFORE = re.compile(
    r"\b(?:claims?|counts?|causes?\sof\saction|suits?|torts?)\b(?!\sthat\b)[^.;]{0,40}$", re.IGNORECASE
)


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
            if (
                exception not in found
                and any(gate in lower for gate in gates)
                and (match := pattern.search(text))
            ):
                found[exception] = ExceptionFound(exception, *match.span(), "exception-named")
    order = list(ExceptionAtIssue)
    return sorted(found.values(), key=lambda item: order.index(item.exception))


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
