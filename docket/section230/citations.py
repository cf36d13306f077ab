"""Where a text names 47 U.S.C. § 230, and which of its subsections it cites for its case.

Every "230" is looked at with the words on either side: another title, code, rule, page or docket
number makes it a *double* (taxonomy section 5), which is kept as evidence but is no reference. The
section is also named without its number: by its act, FOSTA, its own terms, and "CDA" where it is this
one. The work is in proportion to the text: windows are bounded and anchored on what was found.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from docket.text.dates import lower
from docket.vocabulary import Provision

MOST = 100  # numbers and words read in one text; an opinion has some dozens
_CONTEXT = 12_000  # characters in which the subject of a text must have shown itself
# (what is found, letters that must be there, pattern for the text in lower case)
_WORDS = (
    ("act", "decency act", re.compile(r"decency\sact\b")),
    ("fosta", "trafficking act", re.compile(r"\bfight\sonline\ssex\strafficking\sact\b")),
    ("fosta", "2421a", re.compile(r"2421a(?<!\w2421a)\b")),
    ("fosta", "115-164", re.compile(r"115-164(?<!\w115-164)\b")),
    (
        "ics",
        "interactive computer",
        re.compile(r"interactive\scomputer(?<!\winteractive\scomputer)\sservices?\b"),
    ),
    (
        "icp",
        "information content",
        re.compile(r"information\scontent(?<!\winformation\scontent)\sproviders?\b"),
    ),
    ("speaker", "speaker", re.compile(r"publisher(?<!\wpublisher)s?\s(?:or|and|nor)\sspeakers?\b")),
    ("cda", "cda", re.compile(r"cda(?<!\wcda)\b(?!['’]s?\s*credential)")),
)
# Capitals tell the two bills from names: "Fosta" is one, and so is "SESTA Trading Ltd".
_FOSTA = re.compile(
    r"(?:FOSTA|SESTA)(?<!\w(?:FOSTA|SESTA))\b(?!(?:\s[\w.&]+){0,3}\s(?i:ltd|llc|inc|corp|co|pte|s\.p\.a"
    r"|gmbh|plc|lp|trading|holdings)\b)"
)
_COMMUNICATIONS = re.compile(r"\bcomm?un\w{3,12}['’]?s?\s$")
_LONGEST_COMMUNICATIONS = 24
# "provider or user of an interactive computer service" is the statute's own phrase, where no crime is charged with one.
_USER_OF = re.compile(
    r"\b(?:provider|user)s?['\"]?\s(?:of|as)\s['\"]?an?\sinteractive\scomputer\sservice(?![^.;]{0,200}\b18\su\.?\s?s)"
    r"|\binteractive\scomputer\sservice\sprovider"
    r"|\binteractive\scomputer\sservice\b[^.;]{0,80}\bpublisher\sof\s(?:any\s)?information"
)
_INDECENCY = re.compile(r"§\s?223\b|section\s223\b|\bindecen|\breno\b", re.IGNORECASE)
# What the three letters also stand for (taxonomy section 5): an expansion, or the law's own neighbours.
_OTHER_CDA = re.compile(
    (
        r"contract\sdisputes|contracting\sofficer|certified\sclaim|41\su\.?s\.?c|document\sarchitecture"
        r"|development\sassociate|disclosure\sagreement|development\sagreement|difficile|credential"
        r"|associated\sdisease|community\sdevelopment|child\sdevelopment|collateralized|\bdeposit\sagreement"
        r"|custody\sdeclaration|dispersion|cyclin|clostrid|confidential"
        r"|accrue[sd]?\b|deemed\sdenial|termination\sclaim|final\sdecision|solicitation|redevelop|township"
        r"|\b(?:navy|army|air\sforce)\b"
        r"|toxin|infection|\bassay|\bCDA\s\([a-z]|\bCDA\s(?:\w+\s)?(?:LLC|Inc|Ltd|Corp|Co)\b|deputy|\bagency\b"
        r"|\bboard\slacked"
        r"|\bcontractors?\b|teachers?\b|degree\b|\ba\sCDA\b(?!\W(?:motion|argument|question|issue))"
    ),
    re.IGNORECASE,
)
_CDA_AT_WORK = re.compile(
    (
        r"\bCDA(?:['’]s)?\W{1,3}(?:as\s|an?\s(?:complete\s|affirmative\s)?)?(?:immunity|immunizes|shield"
        "|protection|defen[cs]e|pre-?empt)"
    ),
    re.IGNORECASE,
)
# "The CDA does not reach", "cases construing the CDA": a law at work, where nothing speaks of contracts.
_CDA_AS_LAW = re.compile(
    (
        r"\bCDA\s(?:(?:does|did|would|should|may|can)\s(?:not\s)?)?(?:bar|reach|cover|shield|protect|immuniz"
        r"|appl(?:y|ie)|defeat|foreclos|preclud|control|govern)\w*\b"
        r"|\b(?:construing|interpreting|applying|invok\w+|within|reading\sof|scope\sof)\sthe\sCDA\b"
    ),
    re.IGNORECASE,
)
_CONTRACT = re.compile(
    r"\bcontracts?\b|\bprocure|\bgovernment['’]s\b|\baccounts?\b|\bfederal\sclaims\b", re.IGNORECASE
)
ONLINE = re.compile(
    (
        r"immun|\bblog|\bweb\b|\breviews?\b|affirmative\sdefense|\bzeran\b|\bbooking|\bposters?\b|\bforum\b"
        r"|\bwikipedia|social\smedia|photograph"
        r"|\bCDA(?:'s)?\s(?:shield|protection|defen[cs]e|bar\b|preempt)|advertis|\bonline|internet|web\s?site"
        r"|defam|libel|publish|platform|\bhost|\bapp\b|video|moderat|privacy|\bpost(?:s|ed|ing)?\b|\bsite\b"
        r"|free\s(?:speech|expression)|\bCDA\W{1,3}(?:question|branch|argument|issue|theory|briefing)"
        r"|third[- ]party\scontent"
        r"|user|interactive|content|\be-?mail|\btruth\b|negligen|nuisance|12\(b\)\(6\)|12\(c\)|demurrer"
    ),
    re.IGNORECASE,
)


def some_matches(pattern: re.Pattern, text: str) -> Iterator[re.Match]:
    """Yield the first matches in the text, a hundred at the most."""
    for count, match in enumerate(pattern.finditer(text)):
        if count == MOST:
            return
        yield match


def may_be_named(lowered: str) -> bool:
    """Say, quickly, whether a text in lower case has letters of a name that can stand alone; a "speaker" cannot."""
    return (
        "decency" in lowered
        or "cda" in lowered
        or "interactive" in lowered
        or "provider" in lowered
        or "sesta" in lowered
        or "fosta" in lowered
        or "trafficking" in lowered
        or "2421a" in lowered
        or "164" in lowered
    )


def find_words(text: str, is_named: bool) -> list[tuple[int, int, str]]:
    """Return the places, as (start, end, rule), where words name § 230 in a plain text. `is_named`: a number does."""
    words = _find_all(text, lower(text))
    if not words:
        return []
    groups = {group for _, _, group in words}
    terms = groups & {"ics", "icp", "speaker"}
    if "act" in groups and not is_named and _INDECENCY.search(text):
        groups.discard("act")
    is_quoted = "ics" in groups and len(terms) > 1
    kept = set()
    if "act" in groups:
        kept.add("act")
    if "fosta" in groups:
        kept.add("fosta")
    if terms and (
        is_quoted
        or is_named
        or kept
        or ("icp" in groups and "speaker" in groups)
        or _USER_OF.search(lower(text))
    ):
        kept |= terms
    if "icp" in groups and ONLINE.search(text, 0, _CONTEXT):
        kept.add("icp")
    if "cda" in groups and (is_named or "act" in kept or _is_ours(text)):
        kept.add("cda")
    return [
        (start, end, "words" if group in ("ics", "icp", "speaker") else group)
        for start, end, group in words
        if group in kept
    ]


def _find_all(text: str, lowered: str) -> list[tuple[int, int, str]]:
    """Every name, leftmost first, whether it is this law's or not."""
    found = []
    for group, letters, pattern in _WORDS:
        if letters in lowered:
            found += [(*match.span(), group) for match in some_matches(pattern, lowered)]
    if "fosta" in lowered or "sesta" in lowered:
        found += [(*match.span(), "fosta") for match in some_matches(_FOSTA, text)]
    whole = [word for start, end, group in found if (word := _lengthen(lowered, start, end, group))]
    return sorted(whole)[:MOST]


def _lengthen(lowered: str, start: int, end: int, group: str) -> tuple[int, int, str] | None:
    """ "Communications" before "Decency Act" belongs to it; "indecency act" is no act."""
    if group != "act":
        return start, end, group
    if before := _COMMUNICATIONS.search(lowered, max(0, start - _LONGEST_COMMUNICATIONS), start):
        return before.start(), end, group
    return (
        (start, end, group)
        if not lowered[start - 1 : start].isidentifier() and not lowered[start - 1 : start].isdigit()
        else None
    )


def _is_ours(text: str) -> bool:
    """Whether "CDA", with nothing else that names the law, is the Communications Decency Act."""
    if _CDA_AT_WORK.search(text, 0, _CONTEXT):
        return True
    if _OTHER_CDA.search(text, 0, _CONTEXT):
        return False
    return ONLINE.search(text, 0, _CONTEXT) is not None or (
        _CDA_AS_LAW.search(text, 0, _CONTEXT) is not None and not _CONTRACT.search(text, 0, _CONTEXT)
    )


_LEFT, _RIGHT = 90, 80  # characters looked at on either side of a number
_SIGN = r"(?:§{1,3}|(?<!\bU\.\s)(?<!\bU\.)\bss?\.|\bsec(?:s|tions?)?\b\.?|\bpar(?:ts?|agraphs?)\b)"
# "230-day" and "230-hour" count something; "230-based" and "230-barred" name the law.
_NUMBER = re.compile(
    r"230(?:(?<![\d.,/-]230)|(?<=0230)(?<![\d.,/-]0230))"
    r"(?!\d|,\d|-\d|/\d|[a-z]|-(?:day|hour|page|unit|month|year|acre|foot|mile|bed|room|lot|member|pound|ton)s?\b)",
    re.ASCII | re.IGNORECASE,
)
_TITLE_47 = re.compile(
    rf"""(?:\b47[\s,]*u\.?\s*s\.?\s*(?:c\b\.?|code\b)\s*(?:a\b\.?|s\b\.?)?(?:\s*ann\.)?[\s,]*{_SIGN}?\s*
          (?:\d{{3,4}}(?:\([a-z0-9]+\)){{0,4}}[\s,;&-]*(?:and\s|to\s|or\s)?{_SIGN}?\s*){{0,6}}
      | (?<!dep\.\s)(?<!tr\.\s)(?<!\d)\b47:\s?
      | \btitle\s47\b[^.;]{{0,60}}{_SIGN}\s*
      | \bc\.?d\.?a\.?,?['’]?s?\s*{_SIGN}?\s*
      | \b(?:comm?un\w{{3,12}}\s)?decency\sact(?:\sof\s19\d\d)?(?:\s\([^()]{{0,20}}\))?['’]?s?,?\s*{_SIGN}?\s*
      | \bcommunications?\sact(?:\sof\s19\d\d)?(?:\s\([^()]{{0,20}}\))?['’]?s?,?\s*{_SIGN}?\s*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_LAW = re.compile(
    rf"""(?:(?P<title>\b\d{{1,2}}\s*(?:u\.?\s*s\.?\s*(?:c\b\.?(?:\s*a\b\.?)?|code)|c\.?\s*f\.?\s*r\b\.?
      |i\.?l\.?c\.?s\.?|stat\.|f\.\s?(?:2d|3d|4th|supp\.?\s?(?:2d|3d)?))\s*{_SIGN}?\s*)
      | (?P<code>(?:(?:\bcodes?|\brestatement[^.;]{{0,40}}|\bcodes?\stit\.\s\d+,|\b(?:stat|ann|regs?|comp
        |cons|gen|proc|lab
      |const)\.|\bstat|\b(?:m\.?c\.?l|c\.?g\.?s|r\.?s|n\.?r\.?s|o\.?r\.?s|c\.?c\.?p|c\.?p\.?l\.?r
      |u\.?s\.?s\.?g)\.?)(?!\w)[\s,]*|\b(?-i:Laws?|Acts?|Statutes?|Regulations?|Ordinances?|Manual
      |Guidelines)\s){_SIGN}\s*(?:\d[\w.()]*,?\s*(?:and\s|to\s|through\s)?){{0,4}})
      | (?P<acronym>\b(?-i:ERISA|INA|FLSA|HSA|RSA|RCW|NRS|KRS|ORS|MCL|MGL|NJSA|UCC|UCMJ|NLRA|RESPA|FDCPA|TILA
        |[A-Z]\.)\s*(?:§+|sec\.)\s*)
      | (?P<rule>(?:\b(?:rules?|l\.?\s?r\.?|civ\.?|crim\.?|reg(?:ulation)?|form|policy|standard|chapter
        |ch)\b\.?)\s*{_SIGN}?\s*(?:\d[\w.()-]*,?\s(?:and\s|or\s|to\s)){{0,3}}))$""",
    re.VERBOSE | re.IGNORECASE,
)
_LAWS_END_WITH = frozenset(
    "code codes uscode stat supp ilcs ussg cplr crim rule rules regulation form policy standard chapter through".split()
)
_SECTION = re.compile(rf"{_SIGN}\s{{0,9}}$", re.IGNORECASE)
_LONGEST_SIGN = 12  # "paragraphs", a stop
_DECIMAL = re.compile(r"\.\d|[.:]\d")
_LABEL = re.compile(
    r"(?:\b(?:at|no|nos|pp?|pages?|dkt|docket|doc|document|ecf|entry|ex|exh|exhibits?|de|rooms?|courtroom|route"
    r"|road|highway|hwy|suite|ste|item|line|box|bates|paragraph|para|id)\b\.?|¶{1,9}|\#|\$)\s{0,9}(?:no\.?\s{0,9})?$",
    re.IGNORECASE,
)
_OF_ACT = re.compile(
    r"(?:\([a-z0-9]+\))*,?\s*of\s(?:the\s)?(?P<name>(?:[\w.’'&()-]+\s){0,7}?(?:acts?|codes?|laws?|plans?|rules?"
    r"|regulations?|manual|ordinance|contract|agreement|restatement|statutes?|handbook|title\s\d+|cda"
    r"|constitution))\b",
    re.IGNORECASE,
)
# "Paragraph 230 of the Amended Complaint", "Section 230 of the lease".
_OF_PAPER = re.compile(
    (
        r"(?:\([a-z0-9]+\))*,?\sof\s(?:the|this|his|her|its|their|said|plaintiffs?['’]s?)\s(?:[\w-]+\s){0,3}?"
        "(?:complaint|answer|petition|counterclaims?|pleading|lease"
        r"|policy|deed|will|trust|by-?laws|charter|indenture|indictment|brief|report|will)\b"
    ),
    re.IGNORECASE,
)
# Acts of other years than 1934 and 1996 have a section 230 too: the Immigration and Nationality Act of 1952.
_OTHER_YEAR = re.compile(
    (
        r"(?:\([a-z0-9]+\))*\sof\s(?:the\s)?act,?\s\(?(?!47)\d{1,2}\su\.?\s?s\.?\s?c"
        r"|[^.;]{0,60}?\bof\s(?!1934|1996)(?:1[89]|20)\d\d\b"
    ),
    re.IGNORECASE,
)
_ITS_SUBJECT = re.compile(
    r"communications?\b(?!\sprivacy)|\bcda\b|\btitle\s47\b|decency|telecom", re.IGNORECASE
)
_OUR_ACT = re.compile(
    r"communications?['’]?s?\s(?:decency\s)?act\b|decency|\bcda\b|\btitle\s47\b|telecom\w{0,20}\sact\b",
    re.IGNORECASE,
)
_SUBSECTION = re.compile(r"\s?\([a-f]\)(?:\s?\(\d\))?", re.IGNORECASE)
_IMMUNITY = re.compile(
    r"\s(?:(?:is|as)\s(?:an?\s)?(?:affirmative\s)?)?(?:immunity|defen[cs]e|protections?|safe\sharbor|debate|reform)\b",
    re.IGNORECASE,
)
# "230 says they need not take it down", "repealing 230": the number alone, as people speak of it.
_SAYS = re.compile(
    (
        r",?\s(?:says?|appl(?:y|ies)|has\sno|means|lets|gives|bars?|shields?|protects?|covers?|does\b|doesn't"
        r"|is\sno\b|reform|repeal|so\b|the\sinternet"
        r"|argument|issue|question|motion)"
    ),
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    (
        r"\b(?:repeal|repealing|reform|reforming|amend|amending|abolish|understands?|invok(?:e|es|ed|ing)"
        r"|hid(?:es?|ing)\sbehind|because\sof"
        r"|thanks\sto)\s$"
    ),
    re.IGNORECASE,
)
_PEOPLE_SAY = re.compile(
    r"\b(?:take|took|taken|taking)\sdown|\bpictures?\b|\bphotos?\b|\bgoogle\b|\bfacebook\b|\byoutube\b|social\smedia",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """A place that names § 230 (`is_double` false) or a number that only looks like it.

    `rule` says what was recognised: title, named-act, subsection, immunity, section, act, fosta,
    words, cda; for doubles other-law, rule, of-another-act, decimal, label.
    """

    start: int
    end: int
    rule: str
    is_double: bool = False


def plain(text: str) -> str:
    """Return the text, same length, with odd spaces, dashes and quotes made plain."""
    for odd, ordinary in _PLAIN_ASCII if text.isascii() else _PLAIN:
        text = text.replace(odd, ordinary)
    return text


def mask_citations(text: str) -> str:
    """Return the text, same length, with the stops of "U.S.C." blanked, so that they end no sentence."""
    return _CODE.sub(lambda match: match[0].replace(".", " "), text)


_CODE = re.compile(r"\bU\.\s?S\.\s?C\.(?:\s?A\.)?")
_PLAIN_ASCII = (("\t", " "), ("\n", " "), ("\r", " "))
_PLAIN = tuple(zip("\xa0\t\n\r\u2009\u202f’‘“”–—‑−", "      ''\"\"----", strict=True))


@lru_cache(maxsize=4)  # asked for by provisions, exceptions and outcome of one text
def find_references(text: str) -> tuple[Reference, ...]:
    """Return every reference to § 230 and every double, in order of place."""
    has_number = "230" in text
    if not has_number and not may_be_named(text.lower()):
        return ()
    text = plain(text)
    found = [
        reference
        for match in (some_matches(_NUMBER, text) if has_number else ())
        if (reference := _read_number(text, match))
    ]
    found = _settle_bare(text, found)
    found += [
        Reference(*word) for word in find_words(text, any(not reference.is_double for reference in found))
    ]
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def _read_number(text: str, match: re.Match[str]) -> Reference | None:
    start = match.start() - (text[match.start() - 1 : match.start()] == "0")  # "0230", as some forms print it
    left, right = text[max(0, start - _LEFT) : start], text[match.end() : match.end() + _RIGHT]

    def at(rule: str, is_double: bool = False, back: int = 0) -> Reference:
        subsection = _SUBSECTION.match(right)
        end = match.end() + (subsection.end() if subsection and not is_double else 0)
        return Reference(start - back, end, rule, is_double)

    if title := _find_title(left):
        return at("title", back=len(title[0]))
    section = _SECTION.search(left, max(0, len(left.rstrip()) - _LONGEST_SIGN))
    if other := _find_other_law(left, section.start() if section else len(left)):
        return at("rule" if other["rule"] else "other-law", True, len(other[0]))
    if _DECIMAL.match(right):
        return at("decimal", True)
    if section:
        return _read_section(at, right, len(section[0]))
    if label := _LABEL.search(left):
        return at("label", True, len(label[0]))
    if _SUBSECTION.match(right):
        return at("subsection")
    if _IMMUNITY.match(right):
        return at("immunity")
    is_spoken_of = (_SAYS.match(right) or _SPOKEN.search(left)) and (
        ONLINE.search(left + right) or _PEOPLE_SAY.search(left + right)
    )
    return at("nickname") if is_spoken_of else None


def _find_title(left: str) -> re.Match | None:
    """What names title 47, or our act, at the end of the words before a number. The search begins where its
    first letters stand."""
    lowered = lower(left)
    starts = [start for letters in ("com", "decency", "cd", "c.d") if (start := lowered.find(letters)) >= 0]
    if (number := left.find("47")) >= 0:
        starts.append(max(0, number - len("title ")))
    return _TITLE_47.search(left, min(starts)) if starts else None


def _find_other_law(left: str, sign: int) -> re.Match | None:
    """What names another law at the end of the words before a number. `sign`: where the section sign begins.

    Most often a plain word stands there, "under Section 230", with which no law ends.
    """
    last = left[:sign].rstrip(" ,").rpartition(" ")[2]
    if (
        len(last) > 3
        and last.isalpha()
        and last.islower()
        and last not in _LAWS_END_WITH
        and "restatement" not in left.lower()
    ):
        return None
    return _OTHER_LAW.search(left)


def _read_section(at: Callable[..., Any], right: str, back: int) -> Reference:
    if _OF_PAPER.match(right):
        return at("of-another-act", True, back)
    act = _OF_ACT.match(right)
    if act is None:
        return at("section", back=back)
    if _OUR_ACT.search(right[: act.end() + 40]):
        return at("named-act", back=back)
    if act["name"].lower() not in ("act", "the act") or _OTHER_YEAR.match(right):
        return at("of-another-act", True, back)
    return at("section", back=back)


def _settle_bare(text: str, found: list[Reference]) -> list[Reference]:
    """ "Section 230" alone follows the other law that the text names, unless § 230 itself is named too."""
    if not any(
        reference.is_double and reference.rule in ("other-law", "of-another-act", "rule")
        for reference in found
    ):
        return found
    if any(
        not reference.is_double and reference.rule != "section" for reference in found
    ) or _ITS_SUBJECT.search(text):
        return found
    return [
        reference if reference.is_double else Reference(reference.start, reference.end, "other-law", True)
        for reference in found
    ]


@dataclass(frozen=True)
class ProvisionCited:
    """A subsection of § 230 that a text cites for its case, and where."""

    provision: Provision
    start: int
    end: int
    rule: str


_CITED = re.compile(
    r"""(?:\((?P<c>c)\)\s?\(\s?(?P<c1>1)\s?\)
      | \(c\)\s?\(2\)\s?\((?P<c2>[ab])\)
      | \((?P<e>e)\)\s?\((?P<en>[1-5])\)
      | \(f\)\s?\((?P<f3>3)\))""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_RULE = re.compile(
    r"(?:\brules?\s\d+|\br\.\s?\d+|\b(?!230)\d{2,5}[a-z]?|\.\d+|\bartic?l?e?\.?\s\d+)(?:\([a-z0-9]+\))*\s?$",
    re.IGNORECASE,
)
_SECOND = re.compile(
    r"\(c\)\s?\(1\)[\s,]*(?:and|or|&|,|/)\s?(?:\(c\)\s?)?\(2\)\s?\((?P<c2>[ab])\)", re.IGNORECASE
)
_STATUTE_WORDS = (
    (
        Provision.C1,
        "publisher-or-speaker",
        re.compile(
            r"\bas\s(?:the\s|a\s)?publishers?\sof\s(?:any\s)?information\sprovided\sby\b|\bpublishers?[\s-](?:or|and"
            r"|nor)[\s-](?:as\s)?(?:the\s|a\s)?speakers?\b|\bspeakers?\s(?:or|and"
            r"|nor)\s(?:as\s)?(?:the\s|a\s)?publishers?\b",
            re.IGNORECASE,
        ),
    ),
    (
        Provision.F3,
        "created-or-developed",
        re.compile(
            r"\b(?:creat\w+|develop\w+)[\"',\s]+(?:or|and)[\"'\s]+(?:creat\w+"
            r"|develop\w+)[\"',\s]+(?:\w+[\s,]+){0,4}?in\swhole\sor\s(?:in\s)?part\b"
            r"|\bin\swhole\sor\s(?:in\s)?part,?\s(?:\w+\s){0,4}?(?:creat|develop)\w+",
            re.IGNORECASE,
        ),
    ),
    (
        Provision.C2A,
        "otherwise-objectionable",
        re.compile(r"\bgood[\s-]faith\b[^.;]{0,80}\botherwise\sobjectionable\b", re.IGNORECASE),
    ),
)
_PROVIDER = re.compile(r"\binformation[\s-]content[\s-]providers?\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:another|other|different|third[\s-]party|someone\selse)['s]*\"?\s*(?:\"\s*)?$|\bprovided\sby\s(?:an?|any"
    r"|some)?\s*$",
    re.IGNORECASE,
)


# One of these stands in every text that names § 230 or uses its words; most entries have none, and cost no
# more than this.
_NAMES = (
    "230",
    "decency",
    "fosta",
    "sesta",
    "trafficking act",
    "2421a",
    "115-164",
    "interactive computer",
    "content provider",
    "content-provider",
    "publish",
    "speaker",
    "cda",
    "(c)",
    "(e)",
    "(f)",
    "whole or",
    "otherwise objectionable",
)


@lru_cache(maxsize=4)  # asked by claims, provisions, exceptions and outcome of one text
def may_speak_of_230(text: str) -> bool:
    """Return whether the text could name § 230, quote it or cite a subsection of it; a cheap first look."""
    lower = text.lower()
    return any(name in lower for name in _NAMES)


def find_provisions(text: str) -> list[ProvisionCited]:
    """Return the subsections of § 230 that the text cites, each once, in the order of the statute.

    The statute's own words count as citation (labelling guide, Claims). Where § 230 is not named
    at all, a subsection counts only if it hangs on no other number.
    """
    if not may_speak_of_230(text):
        return []
    text = plain(text)
    is_named = any(not reference.is_double for reference in find_references(text))
    found: dict[Provision, ProvisionCited] = {}
    for match in some_matches(_CITED, text):
        if _OTHER_RULE.search(text[max(0, match.start() - 30) : match.start()]) or not (
            is_named or _hangs_free(text, match)
        ):
            continue
        provision = _code(match)
        found.setdefault(provision, ProvisionCited(provision, *match.span(), "subsection"))
    for match in some_matches(_SECOND, text):
        provision = Provision(f"c2{match['c2'].lower()}")
        found.setdefault(provision, ProvisionCited(provision, *match.span(), "subsection"))
    for provision, rule, pattern in _STATUTE_WORDS:
        if worded := pattern.search(text):
            found.setdefault(provision, ProvisionCited(provision, *worded.span(), rule))
    for match in some_matches(_PROVIDER, text) if is_named else ():
        if not _ANOTHER.search(text[max(0, match.start() - 30) : match.start()]):
            found.setdefault(
                Provision.F3, ProvisionCited(Provision.F3, *match.span(), "information-content-provider")
            )
    return sorted(found.values(), key=lambda cited: list(Provision).index(cited.provision))


def _hangs_free(text: str, match: re.Match[str]) -> bool:
    """Whether no number stands before the subsection: "by (c)(1)", not "Rule 4 (c)(1)"."""
    before = text[max(0, match.start() - 2) : match.start()]
    return not before or (before[-1].isspace() and not before[0].isdigit())


def _code(match: re.Match[str]) -> Provision:
    if match["c1"]:
        return Provision.C1
    if match["c2"]:
        return Provision(f"c2{match['c2'].lower()}")
    return Provision.F3 if match["f3"] else Provision(f"e{match['en']}")
