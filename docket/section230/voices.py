"""The clauses of a text and who speaks in each: this court, a party, a court below, another case.

Only what this court says is a holding; what a court below did is kept, for "affirmed" and
"reversed" say no more than what became of that.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from docket.text.sentences import find_sentences


class Voice(Enum):
    COURT = auto()
    PARTY = auto()
    BELOW = auto()
    ELSEWHERE = auto()  # a cited case, a dissent


@dataclass(frozen=True)
class Clause:
    """A clause's place, who speaks, and which sentence of the text it stands in."""

    start: int
    end: int
    voice: Voice
    sentence: int


LONGEST = 1_500  # characters read of one sentence
_MOST = 400  # clauses read of one text; an opinion's head and tail have some two hundred
_BREAK = re.compile(
    r"[;:]\s|,\s(?=(?:but|and|while|whereas|so|though|although|yet|because|since|as|nor|for|in\swhich"
    r"|on\swhich|which|having|where)\s)|\s(?=(?:but|while|whereas|because)\s)"
    r"|\s(?=and\s(?:the|that|those|his|her|its|count|claim)\s[^.;,]{1,50}\s(?:does|do|did|is|are|was|were)\snot[\s.;,])"
    r"|\s(?=and\s(?:does|do|did)\snot\s)|\s(?=and\snot\s(?:those|that|the|on|for|in)\s)"
    r"|\s(?=and\s(?:the|his|her|its)\s\w+\s(?:claims?\s|counts?\s)?(?:too|un\w+ly|inadequately)\s)"
    r"|\s(?=and\sno\s(?:such|CDA|§|Section|section|immunity)\s)"
    r"|\s(?=and\s(?:fails|succeeds)\s(?:as\sto|against|with\srespect)\b)"
    r"|\s(?=(?i:and\sdeclines\sto\sdismiss)\b)"
    r"|\s--?\s|,\s(?=(?:GRANTED|DENIED|ALLOWED)\b|judgment\sis\b|(?:we|(?:the|this)\scourt)\s(?:\w+\s)?"
    "(?:grant|den|dismiss"
    r"|affirm|revers|vacat|hold|conclud|find|do\snot|declin))"
)
_SAYS = (
    "argu(?:es?|ed|ing)|contend(?:s|ed|ing)?|sa(?:y|ys|id)|urg(?:es?|ed|ing)|insist(?:s|ed)?|assert(?:s|ed"
    "|ing)?|maintain(?:s"
    r"|ed)?|submit(?:s|ted)?|claim(?:s|ed)?\sthat"
    "|seek(?:s|ing)?|sought|mov(?:es?|ed|ing)|invok(?:es?|ed|ing)|rais(?:es?|ed|ing)|rel(?:y|ies|ied"
    r"|ying)\son|alleg(?:es?|ed"
    r"|ing)|answer(?:s|ed)?\sthat|respond(?:s|ed)?|repl(?:y|ies|ied)"
    r"|see(?:s)?\b|point(?:s|ed)?\s(?:to|out)|ask(?:s|ed)?\b|cit(?:es?|ed|ing)|read(?:s)?|plead(?:s|ed)?|offer(?:s|ed)?"
    r"|suggest(?:s|ed)?|protest(?:s|ed)?|complain(?:s|ed)?\sthat|respond(?:s|ed)?"
    r"|brand(?:s|ed)?|characteri[sz]e[sd]?|object(?:s|ed)?|counter(?:s|ed)?|believe[sd]?|call(?:s|ed)?|posit(?:s|ed)?"
    r"|attack(?:s|ed)?|deni(?:es|ed)\sthat|predict(?:s|ed)?|describe[sd]?|portray(?:s|ed)?|writes|concedes\sthat"
    r"|would\shave\s(?:us|the\scourt|it)"
    r"|tell(?:s)?\sus|pray(?:s|ed)?|want(?:s|ed)?|request(?:s|ed)?|oppos(?:es?|ed)"
)
_ASIDE = (
    r"['’]?s?(?:,\s[^,;.]{1,100},)?,?\s(?:(?:also|further|now|next|instead|then|nonetheless|nevertheless"
    r"|first|in\sturn|merely|chiefly)\s)?"
)
_PARTY = re.compile(
    rf"""\b(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|relators?|movants?
        |counsel|intervenors?|claimants?
      |(?:plaintiff|defendant|appellant|appellee|petitioner|respondent|relator|movant)s?['’]s?\s(?:motion|brief
        |reply|response|opposition|answer|petition|complaint|counsel|papers?|memorandum)
      |amici|amicus|the\sparties|both\ssides|he|she|they
      |the\s(?:\w+\s)?(?:government|company|platform|site|website|state|city|united\sstates|service|host
        |operator|maker|vendor|people
      |commonwealth|county|prosecution|defen[cs]e|forum|parents?|family|widow|father|mother
      |app|network|publisher|newspaper|complaint|petition|brief|motion|attorney\sgeneral|seller|retailer
        |university|side)){_ASIDE}(?:{_SAYS})\b
      |(?<!at\s)(?<!as\sto\sthe\s)(?<!as\sto\sa\s)\b(?:argument|contention|assertion|theory|position|view
        |notion|suggestion|objection|premise|assumption)\s(?:that|is\sthat
      |was\sthat)\b|\b(?:arguing|contending|asserting|urging|suggesting)\sthat\b
      |(?:^\W*|,\s)(?:which|who)\s(?!attack|seek|sought|read|see|plead|cit|rais|call|describ)(?:{_SAYS})\b
      |\bit\s(?:also\s|now\s|next\s)?(?:says|argues?|argued|contends?|contended|insists?|insisted|urges
        |asserts|maintains)
        \s(?:that\b|§|section|immunity|it\b)
      |^\W*(?:which|who|whose)\s[^;.]{{1,140}},\s(?:says|argues|contends|insists|urges|maintains|asserts|submits)\b
      |\b(?:according\sto|as)\s(?:plaintiffs?|defendants?|the\s\w+)\s(?:sees?|tells?|reads?|would)\b
        |\b(?:we\sare\stold|it\sis\s(?:argued
      |said|urged|contended|alleged))\b""",
    re.VERBOSE,
)
# A party by name: "Lindgren says"; read against the text as printed.
_NAMED_PARTY = re.compile(
    r"\b(?!(?:We|It|This|That|Congress|The|Court|Section|Nothing|Nobody|None|I|One|He|She|They"
    rf"|There)\b)[A-Z][\w-]{{1,40}}(?:\s[A-Z][\w-]{{1,40}}){{0,3}}{_ASIDE}(?:{_SAYS})\b"
)
_COURT_BELOW = (
    "(?:(?:district|trial|lower|superior|circuit|county|bankruptcy|motion|intermediate"
    r"|appellate)\s(?:court|judge|bench)"
    r"|court\sof\sappeals?|court\sbelow|judge\sbelow|appellate\s(?:court|division|term)|magistrate(?:\sjudge)?"
    r"|(?:single|motion|superior\scourt)\sjustice|jury|arbitrat(?:or|ion\spanel)|hearing\sofficer|agency"
    r"|court\sof\scommon\spleas|supreme\scourt,\s[\w\s]+county|(?:first|second|third|fourth|fifth|sixth"
    "|seventh|eighth|ninth"
    r"|tenth|eleventh)\scircuit|judge\s\w+|judge)"
)
_BELOW = re.compile(
    rf"\b(?:the|a|our|that)\s{_COURT_BELOW}(?:['’]s\s\w+)?(?:,\s[^,;.]{{0,60}},)?\s(?:\w+\s)?(?:\w+ed|held"
    "|found|thought|read"
    rf"|saw|took|let|struck|set|said|wrote|gave|left|misread|recommends)\b"
    r"|^\W*(?:which|who)\shad\s(?:\w+\s)?(?:held|found|ruled|concluded|decided|said|thought)\b"
    rf"|^\W*(?:on\s)?which\sthe\s{_COURT_BELOW}\s"
    r"|\bappeals?\s(?:\w+\s)?from\s(?:(?:the|an?|that|this)\s)?(?:\w+\s)?(?:order|ruling|judgment|decision"
    r"|dismissal|decree)\b"
    r"|^\W*(?:on\s)?(?:the\s|this\s|an\s)?appeals?\s(?:is\s)?from\b|\bsupreme\scourt,\s[\w\s]+county\b"
    r"|\b(?:held|ruled|found"
    r"|tried|entered|decided|recovered)\sbelow\b|\bbelow,|\bthe\s(?:order|judgment"
    r"|decision)\sunder\sreview\b|\bwas\s(?:found"
    rf"|convicted)\b"
)
# "The effect of Anderson on the district court's holding that § 230 barred the claim".
_BELOW_NAMED = re.compile(
    rf"{_COURT_BELOW}['’]s\s(?:\w+\s)?(?:holding|ruling|conclusion|determination|finding|view)\sthat\b"
)
_TAKEN_UP = re.compile(
    r"\b(?:affirm|agree|adopt|up(?:hold|held)|revers|vacat|set\saside|disagree|reject|disturb|error|erroneous"
    r"|wrong(?:ly)?\b|correct|right(?:ly)?\b)"
    r"|\b(?:we|i|(?:the|this)\scourt)\s(?:\w+\s){0,4}?(?:address|reach|consider|review|decide|express|turn)"
)
_COURT_SIGNS = (
    "court",
    "judge",
    "jury",
    "circuit",
    "magistrate",
    "justice",
    "below",
    "appeal",
    "arbitrat",
    "officer",
    "agency",
    "under review",
    "which had",
    "who had",
    "was found",
    "was convicted",
    "bench",
)
# "The district court rightly dismissed it", "erred in dismissing": this court's own judgment of the court below.
JUDGED = re.compile(
    r"\b(?:err(?:ed|s|oneously|or)?|was\swrong(?:ly)?|wrongly|mistaken(?:ly)?|should\s(?:not\s)?have"
    r"|ought\s(?:not\s)?to\shave"
    r"|was\s(?:right|correct)|rightly|correctly|properly|improperly|did\snot\serr|abused)\b"
)
_OTHER = re.compile(
    r"""^\W{0,40}(?:in\s(?:the\s(?:cited|sister|companion|related|other|earlier)|that|those|another|(?:cited
        |related)\s\w+,)\s?(?:cases?
      |decisions?|actions?|suits?)?|there,|(?:the|that|those)\s(?:cited\s)?(?:cases?|decisions?)\s(?:cited|on\swhich))
      |\b(?:parts?\scompany|declin\w+\sto\s(?:follow|join)|unpersuaded|disagree\w*
        |departs?)\b[^.;]{0,40}\b(?:decisions?|courts?|cases?)\b
      |\banother\s(?:judge|court|panel|district|circuit)\s[^.;]{0,40}?\b(?:held|ruled|found|concluded|decided|thought)\b
      |\bthe\sunderlying\s(?:suit|action|case|complaint)\b
      |\bdissent\w*|\bconcurr(?:ing|ence)\b|^\W{0,5}(?:cf|but\ssee|see\salso|contrast|compare)\b""",
    re.VERBOSE,
)
_GOES_ON = re.compile(r"^[\W]*(?:and\s|or\s)?(?:that|because\sit|to)\s")
_LEFT_HANGING = re.compile(r"\bthat,\s$", re.IGNORECASE)
_SAID = re.compile(
    rf"\b(?:{_SAYS}|according|told|argued|alleged|argument|contention|assertion|theory|position|view|notion|suggestion"
    rf"|objection|premise|assumption|\w+ing\sthat)\b"
)
_SEPARATE = re.compile(r"\bdissent\w*|\bconcurr(?:ing|ence)\b")
_COURT_SPEAKS = re.compile(
    r"\b(?:we|the\scourt|this\scourt|i)\s(?:\w+\s){0,2}(?:disagree|reject|hold|conclude|find|agree"
    "|think|read|affirm|reverse|deny|grant)"
    r"|\b(?:is|are)\snot\s(?:\w+\s)?(?:addressed|reached|decided|considered|resolved)\b"
)

# "We conclude that the complaint alleges": what follows is the court's finding, not the complaint's word.
_COURT_FINDS = re.compile(
    r"\b(?:we|i|(?:the|this)\scourt)\s(?:\w+\s)?(?:conclude|hold|find|agree|think)s?\sthat\s$"
)


def find_clauses(text: str, lower: str) -> list[Clause]:
    """Return the clauses of the text in order, none empty; the words after "Plaintiff argues" are the party's."""
    clauses: list[Clause] = []
    for number, (start, end) in enumerate(find_sentences(text)):
        if len(clauses) > _MOST:
            break
        before = Voice.COURT
        is_elsewhere = _SEPARATE.search(lower, start, min(end, start + LONGEST)) is not None
        for first, last in _split(text, start, min(end, start + LONGEST)):
            for clause in _speak(text, lower, first, last, before, number):
                clauses.append(
                    Clause(clause.start, clause.end, Voice.ELSEWHERE, number) if is_elsewhere else clause
                )
            before = clauses[-1].voice if clauses else Voice.COURT
    return clauses


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _BREAK.finditer(text, start, end):
        if text[start : match.start()].strip():
            yield start, match.start()
        start = match.end()
    if text[start:end].strip():
        yield start, end


def _speak(text: str, lower: str, start: int, end: int, before: Voice, number: int) -> Iterator[Clause]:
    words = lower[start:end]
    if _OTHER.search(words):
        yield Clause(start, end, Voice.ELSEWHERE, number)
        return
    if before in (Voice.PARTY, Voice.BELOW) and (
        _GOES_ON.match(words) or _LEFT_HANGING.search(text, max(0, start - 12), start)
    ):
        yield Clause(start, end, before, number)
        return
    if any(sign in words for sign in _COURT_SIGNS) and _BELOW.search(words) and not JUDGED.search(words):
        yield Clause(start, end, Voice.BELOW, number)
        return
    if _BELOW_NAMED.search(words) and not _TAKEN_UP.search(words):
        yield Clause(start, end, Voice.BELOW, number)
        return
    spoken = (
        _first(_PARTY.search(words), _NAMED_PARTY.search(text[start:end])) if _SAID.search(words) else None
    )
    if (
        spoken is None
        or _COURT_SPEAKS.search(words, spoken.start())
        or _COURT_FINDS.search(words, 0, spoken.start())
    ):
        yield Clause(start, end, Voice.COURT, number)
        return
    if words[: spoken.start()].strip():
        yield Clause(start, start + spoken.start(), Voice.COURT, number)
    yield Clause(start + spoken.start(), end, Voice.PARTY, number)


def _first(one: re.Match[str] | None, other: re.Match[str] | None) -> re.Match[str] | None:
    """The earlier of two matches, either of which may be None."""
    return min((match for match in (one, other) if match), key=lambda match: match.start(), default=None)
