"""What a motion asks for: the kinds of motions and rulings, the words that name them, and whether an entry is a motion.

A request is named by the words after "motion", "application" or "petition"; where several stand
there ("extension of time to oppose the motion for summary judgment") the first decides.
"""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from docket.section230.citations import plain
from docket.text.dates import lower
from docket.text.phrases import Matcher
from docket.text.sentences import caption_length


class MotionKind(StrEnum):
    """Kinds of motions and rulings, as the labelling guide names them."""

    DISMISS = "dismiss"
    ANTI_SLAPP = "anti_slapp"
    JUDGMENT_ON_PLEADINGS = "judgment_on_pleadings"
    SUMMARY_JUDGMENT = "summary_judgment"
    REMAND = "remand"
    TRANSFER = "transfer"
    COMPEL = "compel"
    CONSOLIDATE = "consolidate"
    CLASS_CERTIFICATION = "class_certification"
    INTERVENE = "intervene"
    DEFAULT_JUDGMENT = "default_judgment"
    ATTORNEY_FEES = "attorney_fees"
    AMICUS_LEAVE = "amicus_leave"
    STAY = "stay"
    PRELIMINARY_INJUNCTION = "preliminary_injunction"
    TRO = "tro"
    EXTENSION_OF_TIME = "extension_of_time"
    ADJOURN = "adjourn"
    SEAL = "seal"
    PRO_HAC_VICE = "pro_hac_vice"
    WITHDRAW_COUNSEL = "withdraw_counsel"
    IN_FORMA_PAUPERIS = "in_forma_pauperis"
    AMEND = "amend"
    RECONSIDERATION = "reconsideration"
    CERTIFY_APPEAL = "certify_appeal"
    CERT_PETITION = "cert_petition"
    CERT = "cert"
    JUDGMENT = "judgment"
    VERDICT = "verdict"
    MANDATE = "mandate"
    APPEAL_DISPOSITION = "appeal_disposition"
    OTHER = "other"


@dataclass(frozen=True)
class KindFound:
    kind: MotionKind
    start: int
    end: int


_KINDS = {kind.value: kind for kind in MotionKind}
_NAMES = Matcher("motions", *_KINDS)


def find_kind(lowered: str, start: int = 0, end: int | None = None) -> KindFound | None:
    """Return the kind named first between two places of a text in lower case, or None where no listed request
    is named."""
    tag = _NAMES.first(lowered, start, len(lowered) if end is None else end)
    return KindFound(_KINDS[tag.name], tag.start, tag.end) if tag else None


READ_UP_TO = 10_000  # characters; the longest entry of the corpus has 1,500
_QUALIFIER = (
    r"(?:\(?(?:joint|consent|assented[\s-]to|unresisted|combined|conditional|fifth|limited|contested"
    "|procedural|unopposed|opposed|emergency|urgent"
    r"|renewed|amended|corrected|second|third|first"
    r"|fourth|cross|counter|letter|ex\sparte|time[\s-]sensitive|sealed|agreed|partial|oral|pro\sse|omnibus|special"
    r"|supplemental|verified|expedited|stipulated|uncontested|administrative|daubert|pretrial|opposed|streamlined"
    r"|redacted|restricted|final|notice\sof\s(?:joint\s|emergency\s|unopposed\s|cross[\s-])?motion\sand"
    r"|notice\sof\sfiling|ecf|filed|original|rule\s\d+\S*)[)\]]?[\s,-]+)"
)
_ERROR = (
    r"(?:(?:filing\serror|deficient\sdocket\sentry|document\serror"
    r"|incorrectly\sfiled)[^A-Za-z]*(?:[A-Z\s]{0,60}?(?:error|entry)[\s*-]*)?)?"
)
_SHOUTED = (
    r"(?:(?!(?i:memo|resp|oppo|reply|notice|order|brief|decl|affi|minut|judg|stip|certif|trans|supp|report|propos"
    r"|motion|objec|letter\sresp|exhib|mandate|opinion|decision|entry|sustain|overrul|grant|den[iy]|ruling"
    "|clerk|allow|stri[ck]"
    r"|adopt))(?-i:[A-Z*][A-Z/*-]{2,})[\s,*]+|to\s)"
)
_OWNER = (
    r"(?:(?:plaintiffs?|defendants?|appellants?|appellees?|petitioners?|respondents?|intervenors?|government|usa"
    r"|united\sstates|relators?|movants?)(?:['’]s?|s['’])?[\s-]+|[A-Z][\w.&-]+['’]s\s)"
)
_HEAD = re.compile(
    rf"""^[\W_]{{0,40}}(?:\[[\d-]+\]\s)?{_ERROR}(?:filed\s(?:\(ecf\)\s)?)?(?:{_QUALIFIER}|{_OWNER}|{_SHOUTED}){{0,7}}
        (?P<word>motions?\b|applications?\b|streamlined\srequests?|requests?\s(?:for\s(?:leave|extension
        |adjournment|continuance|a\s(?:pre-?motion|conference|stay))|to\s(?:adjourn|continue|extend|seal
        |stay))|petitions?\sfor\s(?:(?:panel\s|initial\s)?(?:re)?hearing|an?\swrit\sof\scertiorari
        |writ\sof\scertiorari|(?:permission|leave)\sto\sappeal))""",
    re.VERBOSE | re.IGNORECASE,
)
_FILED_ECF = re.compile(
    r"^\W{0,40}filed\s\(ecf\)\s(?:(?!\b(?:response|reply|opposition|brief|notice|errata|acknowledg|citation|letter"
    r"|statement))[^;]){0,120}?\b(?P<word>motion(?!\sresponse)|petition\sfor\s(?:panel\s)?rehearing)\b",
    re.IGNORECASE,
)
_LETTER = re.compile(
    r"^[\W_]{0,40}(?:joint\s|consent\s)?letter\b(?!\s(?:orders?|response|reply|brief\sin|in\s(?:opposition"
    r"|response|reply|support)))[^;]{0,260}?\b(?:request(?:s|ing)?\s(?:for\s)?(?:(?:an?|leave|permission|that"
    r"|the)\s)?(?:[\w-]+\s){0,2}(?:extension|adjourn\w*|conference|stay|leave|time|court|continuance)"
    r"|seeking\s(?:an?\s)?(?:extension|adjourn\w*|stay|leave)|request\sfor\s(?:an?\s)?(?:\w+\s){0,2}(?:extension"
    r"|adjournment|conference|stay|leave))",
    re.IGNORECASE,
)
_NOT_A_MOTION = re.compile(
    rf"""^[\W_]{{0,40}}(?:{_QUALIFIER}|{_OWNER}){{0,6}}motions?\b(?:\(s\))?,?\s?(?:\([\w\s,-]+\)\s)?(?:referred
      |hearings?\b|no\slonger|set\b|terminated|re-?set|taken|submitted\b(?!\sto)|under|distributed|is\b|are\b
      |not\b|for\shearing(?!\s(?:on|re|filed|by|regarding))|days?\b|in\slimine\sdeadline|practice|deadlines?
        |returned|due\b|orders?\b|pending|held\b
      |docket)""",
    re.VERBOSE | re.IGNORECASE,
)
# Where the name of the request ends and its filer, date or papers begin.
_NAME_ENDS = re.compile(
    (
        r"\b(?:filed|document\sfiled|addressed\sto|submitted\s(?:to|by)|responses?\sdue"
        r"|(?<!compel\s)responses?\sto|motion\s(?:set|hearing)"
        r"|lodged|attachments?|by\s(?!default|publication|telephon|video)(?=[A-Z])|noted\sfor|noting\sdate"
        r"|hearing\sset|suggestions|service|re:?;?\s\d+|with\shearing|oral\sargument\srequested|memorandum\sin"
        r"|date\sof\sservice)\b|\(attachments|\s\[\d{6,}"
    ),
    re.IGNORECASE,
)
# "MOTION by Defendant X for extension of time": the filer stands before what is asked for (ilnd).
_BY_WHOM = re.compile(
    r"\s(?:\[\d+\]\s)?(?:filed\s)?(?:by|of(?=\s(?-i:[A-Z])))\s(?:(?!\bfiled\b)[^;()\[]){2,160}?\s(?=(?:for|to)\s)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"(?:[,;.]|\b(?:and|or)\b)[\s,]*(?:(?:in\sthe\salternative|alternatively|and|or|also|joint"
    r"|cross)[\s,-]+){0,3}(?:motion|application)\s(?=(?:to|for|of|in)\b)|\b(?:and/or|and|or"
    r"|,)\s(?:in\sthe\salternative,?\s|alternatively,?\s)?(?:(?:motion|application)\s)?(?=(?:to|for)\s)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class MotionFound:
    """A request that an entry makes; `number` is the entry's own."""

    number: int | None
    kind: MotionKind
    start: int
    end: int
    rule: str


def read_start(text: str) -> str:
    """The part of an entry that is read, with odd spaces, dashes and quotes made plain, each at its place."""
    text = text[:READ_UP_TO]
    is_plain = text.isascii() and "\n" not in text and "\t" not in text and "\r" not in text
    return text if is_plain else plain(text)


@lru_cache(maxsize=4)  # the motions of an entry are asked for beside its rulings, and by them
def find_motions(text: str, number: int | None = None) -> tuple[MotionFound, ...]:
    """Return the motions that this entry is: one for each kind asked for, in the order of the text."""
    if length := caption_length(text):
        found = find_motions(text[length:], number)
        return tuple(
            replace(motion, start=motion.start + length, end=motion.end + length) for motion in found
        )
    head = text[:_HEAD_UP_TO].lower()
    first = _FIRST_WORD.match(head)
    if first is None or first[1] in _NO_MOTIONS:
        return ()
    for word in _REQUEST_WORDS:
        if word in head:
            return tuple(_read_motions(read_start(text), number))
    return ()


_HEAD_UP_TO = 700  # characters: the longest way to the word "motion" that the patterns below allow
_FIRST_WORD = re.compile(r"[\W\d_]*([a-z]+)")
# First words of papers that are no motion, whatever they name.
_NO_MOTIONS = frozenset(
    (
        "order minute minutes opinion judgment memorandum mandate response responses reply replies brief "
        "declaration affidavit affirmation stipulation"
        " resistance transcript report objection objections exhibit opposition answer complaint certificate summons"
    ).split()
)
_REQUEST_WORDS = ("motion", "application", "request", "petition", "seeking")


def _read_motions(text: str, number: int | None) -> list[MotionFound]:
    if _NOT_A_MOTION.match(text):
        return []
    head = _HEAD.match(text)
    if head is None and "(ECF)" in text[:60].upper():
        head = _FILED_ECF.match(text)
    if head is None:
        return _find_beside(text, number)
    found = _name_kinds(text, head.start("word"), head.end("word"), "motion-head")
    if _is_decision(text, head.end()):
        return []
    return [MotionFound(number, *item) for item in found]


def _find_beside(text: str, number: int | None) -> list[MotionFound]:
    """A letter that asks, or a motion filed together with a petition that opens the case."""
    if "letter" not in text[:60].lower() and "petition" not in text[:60].lower():
        return []
    if letter := _LETTER.match(text):
        kind = find_kind(lower(text), max(0, letter.end() - 60), letter.end())
        return [MotionFound(number, kind.kind if kind else MotionKind.OTHER, *letter.span(), "letter")]
    beside = re.match(r"^[\W_]{0,40}petition\sfor\s[^.;]{0,120}?\band\s(motion)\s", text, re.IGNORECASE)
    if beside is None:
        return []
    return [
        MotionFound(number, *item)
        for item in _name_kinds(text, beside.start(1), beside.end(1), "motion-beside")
    ]


_ENDS_DECIDED = re.compile(
    r"\b(?:granted|denied|dismissed)(?:\sby\s(?:the\scourt|justice\s\w+))?[.\s]*$", re.IGNORECASE
)


def _is_decision(text: str, at: int) -> bool:
    """A register line that begins with the motion and says how it went: "Motion … Granted."."""
    line = text[at : at + 400]
    decided = re.search(
        (
            r"\b(?:is\s|are\s|be\s|was\s)?(?:hereby\s)?(?:granted|denied|dismissed|moot|overruled|sustained"
            r"|allowed|withdrawn|stricken)\b|\b(?:is"
            r"|are)\sapproved\b"
            r"|^\s?(?:\([\w,\s]+\)\s)?(?:is\s)?(?:referred|distributed)\b"
        ),
        re.split(r"\b(?:filed|submitted)\b", line, maxsplit=1)[0],
        re.IGNORECASE,
    )
    return decided is not None or _ENDS_DECIDED.search(text) is not None


def _name_kinds(text: str, start: int, after: int, rule: str) -> list[tuple[MotionKind, int, int, str]]:
    if by := _BY_WHOM.match(text, after):
        start = after = by.end()
    stop = _NAME_ENDS.search(text, after)
    end = min(stop.start() if stop else len(text), after + 400)
    starts = [start] + [
        match.end() for match in _ANOTHER.finditer(text, after, end) if not _REASON.match(text, match.end())
    ]
    found: list[tuple[MotionKind, int, int, str]] = []
    lowered = lower(text)
    for place, first in enumerate(starts):
        last = starts[place + 1] if place + 1 < len(starts) else end
        named = find_kind(lowered, first, last)
        is_motion = first == start or re.search(
            r"(?:motion|application)\s$", text[max(0, first - 13) : first], re.IGNORECASE
        )
        if named is None and (not is_motion or (place + 1 < len(starts) and last - first < 15)):
            continue  # "MOTION, to withdraw as counsel": ca2 sets a comma after the word
        if named is not None and named.start - first > 60 and first != start:
            continue
        kind = named.kind if named else MotionKind.OTHER
        if kind not in [item[0] for item in found]:
            found.append((kind, first, named.end if named else last, rule))
    return found


_REASON = re.compile(
    r"(?:for|to)\s(?:failure|lack|want|improper|insufficient|violation|reasons|file\b|the\b|respond|its|his|their"
    r"|all|defendant|plaintiff|answer|reply|serve|oppose|an?\s(?:order|hearing)\b)",
    re.IGNORECASE,
)
