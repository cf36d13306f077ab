"""What a motion asks for: the kinds of motions and rulings, the words that name them, and whether an entry is a motion.

A request is named by the words after "motion", "application" or "petition"; where several stand
there ("extension of time to oppose the motion for summary judgment") the first decides.
"""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from docket.section230.citations import plain
from docket.text.dates import lower


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


_K = MotionKind
# (kind, words that begin its name, what follows them). A word ending in "-" is a stem. The first name in
# the text decides, and of two at one place the one listed first.
_NAMES = (
    (_K.AMICUS_LEAVE, "amicus amici", ""),
    (_K.AMICUS_LEAVE, "leave permission", r"\sto\s(?:\w+\s){1,5}?amic(?:us|i)\b"),
    (_K.AMICUS_LEAVE, "participate appear file", r"\s(?:\w+\s){0,4}?amic(?:us|i)\b"),
    (_K.SEAL, "leave permission authorization", r"\s(?:to|for)\s(?:file|filing)\b[^.;]{0,140}?\bunder\sseal"),
    (_K.SEAL, "seal sealing unseal- impound-", ""),
    (_K.SEAL, "sealed", r"(?!\s(?:\w+\s)?(?:motion|application|letter))"),
    (_K.SEAL, "restrict", r"(?!\s(?:the\s)?(?:use|scope|testimony|discovery))"),
    (_K.SEAL, "redact- redaction", r"\b(?!\s(?:version|copy))"),
    (
        _K.IN_FORMA_PAUPERIS,
        "leave permission",
        (
            r"\sto\s(?:proceed|appeal|prosecute)\s(?:\w+\s){0,3}?(?:in\sforma\spauperis"
            r"|without\spre-?\s?pay\w*|ifp\b|as\sa\spauper)"
        ),
    ),
    (_K.IN_FORMA_PAUPERIS, "in", r"\sforma\spauperis"),
    (_K.IN_FORMA_PAUPERIS, "ifp pauper-", ""),
    (_K.IN_FORMA_PAUPERIS, "without", r"\s(?:pre-?\s?)?(?:paying|pa?y?ment\sof|prepayment)\b"),
    (
        _K.IN_FORMA_PAUPERIS,
        "waive waiver waiving",
        r"\s(?:of\s)?(?:the\s)?(?:filing|docket\w*|court|appellate)\s(?:filing\s)?fees?",
    ),
    (_K.PRO_HAC_VICE, "pro", r"\shac\b"),
    (
        _K.PRO_HAC_VICE,
        "leave permission admission appear admit practice",
        r"\s(?:\w+\s)?(?:[\w.,']+\s){0,5}?pro\shac\b",
    ),
    (_K.PRO_HAC_VICE, "admission", r"\s(?:of\s)?(?:\w+\s)?(?:attorney|counsel)"),
    (
        _K.WITHDRAW_COUNSEL,
        "withdraw withdrawal",
        (
            r"\s(?:as\s|of\s|from\s)?(?:[\w.,'&]+\s){0,6}?(?:counsel|attorneys?|appearance|representation"
            "|lawyer|representing)"
        ),
    ),
    (
        _K.WITHDRAW_COUNSEL,
        "relieve relieved terminate terminated substitut- discharge be",
        r"\s(?:relieved\s)?(?:as\s|of\s)?(?:\w+\s){0,2}(?:counsel|attorneys?)\b",
    ),
    (
        _K.WITHDRAW_COUNSEL,
        "withdraw",
        r"(?=\s\d{1,4}\b(?!\s(?:motion|doc))|\s(?:filed|by|is|are)\b|\s*[.,(]|\s*$)",
    ),
    (
        _K.OTHER,
        "extend enlarge extension enlargement exceed-",
        r"\s(?:of\s)?(?:the\s)?(?:page|word|type-?volume)",
    ),
    (
        _K.OTHER,
        "leave permission",
        (
            r"\sto\sfile\s(?:(?:an?|the|their|its|his|her)\s)?(?:sur-?\s?repl|repl|response|excess|over|brief"
            "|document|opposition|motion|exhibit|notice"
            r"|supplemental\s(?:brief|auth|memo)|memo|statement|late|electronic|under\srule)\w*"
        ),
    ),
    (_K.OTHER, "extend enlarge exceed", r"\s(?:[\w-]+\s){0,4}?pages?\b"),
    (_K.OTHER, "excess", r"\spages"),
    (_K.OTHER, "in", r"\slimine"),
    (_K.OTHER, "alternat- substitute", r"\sservice"),
    (_K.OTHER, "service", r"\sby"),
    (_K.OTHER, "protective", r"\sorder"),
    (_K.OTHER, "new", r"\strial"),
    (_K.OTHER, "appear", r"\s(?:by\s)?(?:tele|video|remote|zoom)\w*"),
    (
        _K.RECONSIDERATION,
        "vacate set setting vacatur relief",
        (
            r"\s(?:aside\s|from\s|of\s)?(?:the\s|that\s|its\s)?(?:[\w']+\s){0,4}?(?:under\s"
            r"|pursuant\sto\s)?rule\s(?:59|60)\b"
        ),
    ),
    (_K.RECONSIDERATION, "relief", r"\sfrom\s(?:[\w-]+\s){0,4}?(?:judgment|order)"),
    (_K.OTHER, "set", r"\saside"),
    (_K.OTHER, "confirm", ""),
    (_K.ADJOURN, "vacate", r"\s(?:the\s)?(?:[\w-]+\s){0,3}(?:hearing|conference|trial|date)"),
    (_K.OTHER, "vacate", r"\s(?:the\s|an?\s)?(?:\w+\s){0,2}?(?:judgment|order|default|sentence|entry|award)"),
    (_K.ANTI_SLAPP, "special", r"\smotion\b"),
    (_K.ANTI_SLAPP, "strike", r"\b[^;]{0,160}?(?:anti-?\s?slapp|\b425\.16|\bslapp\b)"),
    (_K.ANTI_SLAPP, "anti slapp antislapp", r"(?:-?\s?slapp)?\b(?<=slapp)"),
    (_K.ANTI_SLAPP, "425", r"\.16"),
    (_K.ANTI_SLAPP, "citizens", r"\sparticipation\sact"),
    (_K.ANTI_SLAPP, "tcpa", r"(?=\smotion|\)\smotion)"),
    (_K.ANTI_SLAPP, "strategic", r"\slawsuits?\sagainst\spublic"),
    (_K.OTHER, "show", r"\scause"),
    (_K.OTHER, "writ", r"\sof\s(?:habeas|mandamus|execution|garnishment|attachment)"),
    (_K.OTHER, "judicial", r"\snotice"),
    (_K.OTHER, "notice", r"\s(?:certain\s)?(?:public|judicial)"),
    (_K.OTHER, "file", r"\selectronic\w*"),
    (_K.OTHER, "return", r"\sof"),
    (_K.OTHER, "bill bills", r"\sof\scosts"),
    (_K.STAY, "lift lifting vacate dissolve", r"\s(?:the\s)?(?:\w+\s)?stay\b"),
    (
        _K.ADJOURN,
        "conference hearing trial argument sentencing date",
        r"\s(?:[\w,]+\s){0,5}?be\s(?:adjourned|moved|continued|pushed|postponed|rescheduled|put\sover)",
    ),
    (
        _K.ADJOURN,
        "conference hearing trial argument sentencing",
        r"\s(?:be\s)?(?:put\sover|pushed\sback|moved\sback)",
    ),
    (
        _K.EXTENSION_OF_TIME,
        "deadline deadlines time date dates",
        r"\s(?:[\w,]+\s){0,6}?be\s(?:extended|enlarged|continued|moved|pushed)",
    ),
    (_K.OTHER, "conference", r"\b(?!\scall)"),
    (_K.OTHER, "pre premotion", r"(?:-|\s)?(?:motion\s)?conference\b"),
    (_K.DEFAULT_JUDGMENT, "default", r"\s(?:and\s)?judgment"),
    (_K.DEFAULT_JUDGMENT, "judgment", r"\s(?:by|of|on|upon)\s(?:a\s)?default"),
    (_K.DEFAULT_JUDGMENT, "entry", r"\sof\s(?:final\s)?(?:judgment\sby\sdefault|default\sjudgment)"),
    (_K.OTHER, "entry", r"\sof\sdefault\b(?!\s(?:and\s)?judgment)"),
    (_K.DEFAULT_JUDGMENT, "default", ""),
    (_K.JUDGMENT_ON_PLEADINGS, "judgment", r"\s(?:up)?on\s(?:the\s)?(?:administrative\s)?pleadings?"),
    (
        _K.CERTIFY_APPEAL,
        "certif- summary entry final partial judgment",
        r"\b[^.;]{0,90}?(?:\b1292\s?\(b\)|\binterlocutory\s(?:appeal|review)|\b54\(b\))",
    ),
    (_K.CERTIFY_APPEAL, "1292 interlocutory", r"\s?(?:\(b\)|appeal|review)"),
    (_K.CERTIFY_APPEAL, "54", r"\s?\(b\)"),
    (
        _K.CERTIFY_APPEAL,
        "permission leave",
        r"\sto\s(?:take\san?\s)?(?:interlocutory\s)?appeal\b(?!\sin\sforma)",
    ),
    (_K.SUMMARY_JUDGMENT, "summary", r"\s(?:judgment|adjudication|disposition)"),
    (_K.SUMMARY_JUDGMENT, "partial", r"\ssummary\s(?:judgment|adjudication)"),
    (_K.CLASS_CERTIFICATION, "class collective conditional-", r"\s(?:action\s)?certification"),
    (
        _K.CLASS_CERTIFICATION,
        "certif- decertif-",
        r"\s(?:of\s)?(?:an?\s|the\s|this\s)?(?:\w+\s){0,4}?(?:class|subclass|collective|flsa)\b",
    ),
    (_K.CERTIFY_APPEAL, "certify", ""),
    (_K.RECONSIDERATION, "reconsider- rehear- reargu- revisit", ""),
    (_K.RECONSIDERATION, "re", r"-(?:hear|argu|consider)\w*"),
    (_K.RECONSIDERATION, "alter", r"\s(?:or\samend\s)?(?:the\s|a\s|its\s)?(?:judgment|order)"),
    (_K.PRELIMINARY_INJUNCTION, "preliminar-", r"\s(?:injunct\w+|enjoin\w*)"),
    (_K.PRELIMINARY_INJUNCTION, "injunct- enjoin-", ""),
    (_K.TRO, "temporar-", r"\s(?:restraining|injunct\w+|enjoin\w*|restrain\w*)"),
    (_K.TRO, "tro t", r"\b(?:(?<=tro)|\.r\.o\b)"),
    (_K.ATTORNEY_FEES, "attorney attorneys counsel", r"(?:'s?|s')?\s(?:and\s\w+\s)?fees?"),
    (_K.ATTORNEY_FEES, "fees costs", r"\sand\s(?:costs|expenses|fees)"),
    (_K.ATTORNEY_FEES, "fee", r"\s(?:award|application|petition|motion|request)"),
    (_K.ATTORNEY_FEES, "award", r"\sof\s(?:\w+\s){0,2}?fees"),
    (_K.ATTORNEY_FEES, "equal", r"\saccess\sto\sjustice"),
    (_K.ATTORNEY_FEES, "eaja", ""),
    (_K.ATTORNEY_FEES, "406", r"\(b\)"),
    (_K.STAY, "extend extending extension continue continuing", r"\s(?:of\s)?(?:the\s)?(?:\w+\s)?stay\b"),
    (
        _K.EXTENSION_OF_TIME,
        "extension extensions extend extended extending extends enlarge enlarged enlargement enlarging",
        "",
    ),
    (_K.EXTENSION_OF_TIME, "further additional more", r"\s(?:\w+\s)?(?:time|days)\b"),
    (
        _K.EXTENSION_OF_TIME,
        "continu-",
        r"\s(?:of\s)?(?:the\s|all\s|certain\s)?(?:\w+\s){0,3}(?:deadlines?|cut-?\s?offs?)\b",
    ),
    (
        _K.ADJOURN,
        "continue continued continuance continuing adjourn- reschedul- postpone- reset",
        r"(?!\s(?:seal|use|confid|deten))",
    ),
    (
        _K.ADJOURN,
        "move advance",
        r"\s(?:the\s)?(?:\w+\s){0,2}?(?:hearing|conference|trial|argument|sentencing)\b",
    ),
    (_K.DISMISS, "12", r"\s?\(b\)(?:\s?\([1-7]\))?"),
    (_K.JUDGMENT_ON_PLEADINGS, "12", r"\s?\(c\)"),
    (_K.SUMMARY_JUDGMENT, "rule fed r", r"(?:\sr)?\.?\s?(?:civ\.?\s?p\.?\s)?56\b"),
    (_K.CLASS_CERTIFICATION, "rule", r"\s23\b"),
    (_K.INTERVENE, "rule", r"\s24\b"),
    (_K.RECONSIDERATION, "rule", r"\s(?:59|60)\b"),
    (_K.DISMISS, "rule", r"\s(?:12\(b|41\()"),
    (_K.JUDGMENT_ON_PLEADINGS, "rule", r"\s12\(c"),
    (_K.AMEND, "amend amended amending amendment amendments amends correct", ""),
    (
        _K.AMEND,
        "supplement supplemental",
        (
            r"\s(?:(?:the|an?|his|her|its|their|plaintiffs?'?s?)\s)?(?:\w+\s)?(?:complaint|pleadings?"
            "|answer|petition|counterclaim)"
        ),
    ),
    (
        _K.AMEND,
        "leave permission",
        (
            r"\sto\s(?:file|serve)\s(?:an?\s|the\s|his\s|her\s|its\s|their\s)?(?:proposed\s)?(?:\w+\s)?(?:amend\w+"
            r"|supplemental)\s(?:\w+\s)?(?:complaint|answer|pleading|petition|counterclaim)"
        ),
    ),
    (_K.CONSOLIDATE, "consolidat-", ""),
    (_K.CONSOLIDATE, "relate", r"\scases"),
    (_K.INTERVENE, "interven-", r"(?<!r)(?<!rs)\b(?!')"),
    (_K.OTHER, "voluntary", r"\sremand"),
    (
        _K.OTHER,
        "remand",
        (
            r"\s(?:of\s)?(?:the\s|this\s)?(?:\w+\s)?(?:to\s(?:the\s)?(?:\w+\s){0,2}(?:agency|commission\w*"
            "|department|board|secretary|bureau|service"
            r"|acting|administration|district\scourt|bankruptcy)|under\ssentence|pursuant\sto\ssentence)"
        ),
    ),
    (_K.REMAND, "remand remanded remanding", ""),
    (
        _K.REMAND,
        "send sending return returning",
        (
            r"\s(?:the\s|this\s)?(?:case|action|matter)\s(?:back\s)?to\s(?:the\s)?(?:\w+\s){0,2}?(?:state"
            "|circuit|superior|county"
            r"|district\scourt\sof)\b"
        ),
    ),
    (_K.TRANSFER, "transfer transferred transferring", ""),
    (_K.TRANSFER, "change", r"\s(?:of\s)?venue"),
    (_K.TRANSFER, "1404 1406 1407", ""),
    (_K.COMPEL, "compel- compulsion", ""),
    (_K.COMPEL, "arbitration arbitrate", r"(?!\saward)"),
    (_K.STAY, "stay stayed staying stays abeyance", ""),
    (_K.STAY, "hold holding held", r"\s(?:\w+\s){0,5}?in\sabeyance"),
    (_K.CERT_PETITION, "certiorari", ""),
    (_K.CERT_PETITION, "writ writs", r"\sof\scertiorari"),
    (_K.DISMISS, "dismiss dismissal dismissed dismisses dismissing", ""),
    (
        _K.OTHER,
        (
            "preclude preclud- suppress- sanction- appoint- quash- acquittal clarif- expedit- strike exclude "
            "exclud- forfeiture"
            " release bond discovery hearing enforce- contempt recus- disqualif- depos- recall settlement "
            "miscellaneous defer bifurcat-"
            " sever severance subpoena- join suspend- travel modif- daubert interplead- unfreeze garnish- jury "
            "excuse- substitut- lift"
        ),
        "",
    ),
)


def _pattern(words: str, rest: str) -> re.Pattern:
    starts = "|".join(
        word[:-1] + r"\w{0,30}" if word.endswith("-") else word + r"(?![a-z])" for word in words.split()
    )
    return re.compile(f"(?:{starts}){rest}")


def _by_first_letters() -> dict[str, list[tuple[MotionKind, re.Pattern]]]:
    names: dict[str, list] = {}
    for kind, words, rest in _NAMES:
        pattern = _pattern(words, rest)
        for letters in dict.fromkeys(word.rstrip("-")[:3] for word in words.split()):
            names.setdefault(letters, []).append((kind, pattern))
    return names


_BY_FIRST_LETTERS = _by_first_letters()
_WORD = re.compile(r"[a-z0-9]+")


def find_kind(lowered: str, start: int = 0, end: int | None = None) -> KindFound | None:
    """Return the kind named first between two places of a text in lower case, or None where no listed request
    is named."""
    end = len(lowered) if end is None else end
    for word in _WORD.finditer(lowered, start, end):
        for kind, pattern in _BY_FIRST_LETTERS.get(word[0][:3], ()):
            if match := pattern.match(lowered, word.start(), end):
                return KindFound(kind, *match.span())
    return None


READ_UP_TO = 10_000  # characters; the longest entry of the corpus has 1,500
_QUALIFIER = (
    r"(?:\(?(?:joint|consent|assented[\s-]to|unresisted|combined|conditional|fifth|limited|contested"
    "|procedural|unopposed|opposed|emergency|urgent"
    r"|renewed|amended|corrected|second|third|first"
    r"|fourth|cross|counter|letter|ex\sparte|time[\s-]sensitive|sealed|agreed|partial|oral|pro\sse|omnibus|special"
    r"|supplemental|verified|expedited|stipulated|uncontested|administrative|daubert|pretrial|opposed|streamlined"
    r"|redacted|restricted|final|notice\sof\s(?:joint\s|emergency\s|unopposed\s|cross[\s-])?motion\sand"
    r"|notice\sof\sfiling|ecf|filed|original|rule\s\d{1,4}\S{0,20})[)\]]?[\s,-]{1,9})"
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
    r"|united\sstates|relators?|movants?)(?:['’]s?|s['’])?[\s-]+|[A-Z][\w.&-]{1,40}['’]s\s)"
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
    r"(?:[,;.]|\b(?:and|or)\b)[\s,]{0,9}(?:(?:in\sthe\salternative|alternatively|and|or|also|joint"
    r"|cross)[\s,-]{1,9}){0,3}(?:motion|application)\s(?=(?:to|for|of|in)\b)|\b(?:and/or|and|or"
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
        " transcript report objection objections exhibit opposition answer complaint certificate summons"
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
