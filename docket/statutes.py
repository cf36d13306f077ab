"""Where a text names 47 U.S.C. § 230, and which of its subsections it cites.

Every "230" is looked at with the words on either side: another title, code, rule, page or docket
number makes it a *double* (taxonomy section 5), which is kept as evidence but is no reference.
The work is in proportion to the text: windows are bounded and anchored on what was found.
"""

import re
from dataclasses import dataclass

from docket.vocabulary import Provision

_LEFT, _RIGHT = 90, 80                # characters looked at on either side of a number
_MOST = 300                           # numbers and words read in one text; an opinion has some dozens
_SIGN = r"(?:§+|\bss?\.|\bsec(?:s|tions?)?\b\.?|\bpar(?:ts?|agraphs?)\b)"
_NUMBER = re.compile(r"(?<![\d.,/-])0?230(?!\d|,\d|-\d|/\d|[a-z])", re.ASCII | re.IGNORECASE)
_TITLE_47 = re.compile(
    rf"""(?:\b47[\s,]*u\.?\s*s\.?\s*(?:c\b\.?|code\b)\s*(?:a\b\.?|s\b\.?)?(?:\s*ann\.)?[\s,]*{_SIGN}?\s*
          (?:\d{{3,4}}(?:\([a-z0-9]+\)){{0,4}}[\s,;&-]*(?:and\s|to\s|or\s)?{_SIGN}?\s*){{0,6}}
      | \b47:\s?
      | \btitle\s47\b[^.;]{{0,60}}{_SIGN}\s*
      | \bc\.?d\.?a\.?,?['’]?s?\s*{_SIGN}?\s*
      | \bcommunications?\s(?:decency\s)?act(?:\sof\s19\d\d)?(?:\s\([^()]{{0,20}}\))?['’]?s?,?\s*{_SIGN}?\s*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_LAW = re.compile(
    rf"""(?:(?P<title>\b\d{{1,2}}\s*(?:u\.?\s*s\.?\s*(?:c\b\.?(?:\s*a\b\.?)?|code)|c\.?\s*f\.?\s*r\b\.?|i\.?l\.?c\.?s\.?|stat\.|f\.\s?(?:2d|3d|4th|supp\.?\s?(?:2d|3d)?))\s*{_SIGN}?\s*)
      | (?P<code>(?:\b(?:codes?|laws?|statutes?|stat|act|ann|regs?|regulations?|restatement|ordinances?|m\.c\.l|c\.g\.s|r\.s|comp|cons|gen|proc|c\.c\.p|c\.p\.l\.r|penal|labor|lab|const|manual|guidelines?|u\.s\.s\.g|ufgs)\b\.?|\)|\bagency)[\s,]*{_SIGN}\s*(?:\d[\w.()]*,?\s*(?:and\s|to\s|through\s)?){{0,4}})
      | (?P<rule>(?:\b(?:rules?|l\.?\s?r\.?|civ\.?|crim\.?|reg(?:ulation)?|form|policy|standard|chapter|ch)\b\.?)\s*{_SIGN}?\s*))$""",
    re.VERBOSE | re.IGNORECASE,
)
_SECTION = re.compile(rf"{_SIGN}\s*$", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:\b(?:at|no|nos|pp?|pages?|dkt|docket|doc|document|ecf|entry|ex|exh|exhibits?|de|rooms?|courtroom|route|road|highway|hwy|suite|ste|item|line|box|bates|paragraph|para|id)\b\.?|¶+|\#|\$)\s*(?:no\.?\s*)?$",
    re.IGNORECASE,
)
_OF_ACT = re.compile(r"(?:\([a-z0-9]+\))*,?\s*of\s(?:the\s)?(?P<name>(?:[\w.’'&()-]+\s){0,7}?(?:acts?|codes?|laws?|plans?|rules?|regulations?|manual|ordinance|contract|agreement|restatement|statutes?|handbook|title\s\d+|cda|constitution))\b", re.IGNORECASE)
_COMMUNICATIONS = re.compile(r"communications?\b(?!\sprivacy)|\bcda\b|\btitle\s47\b|decency|telecom", re.IGNORECASE)
_SUBSECTION = re.compile(r"\s?\([a-f]\)(?:\s?\(\d\))?", re.IGNORECASE)
_IMMUNITY = re.compile(r"\s(?:immunity|defen[cs]e|protections?|safe\sharbor)\b", re.IGNORECASE)
_WORDS = re.compile(
    r"""(?P<act>\bcommunications?['’]?s?\sdecency\sact\b)
      | (?P<fosta>\b(?:FOSTA|SESTA)\b|\bfight\sonline\ssex\strafficking\sact\b|\b2421A\b|\b115-164\b)
      | (?P<ics>\binteractive\scomputer\sservices?\b)
      | (?P<icp>\binformation\scontent\sproviders?\b)
      | (?P<speaker>\bpublishers?\s(?:or|and|nor)\sspeakers?\b)
      | (?P<cda>\bCDA\b(?!['’]s?\s*credential))""",
    re.VERBOSE | re.IGNORECASE,
)
_INDECENCY = re.compile(r"§\s?223\b|section\s223\b|\bindecen|\breno\b", re.IGNORECASE)
# What the three letters also stand for (taxonomy section 5): an expansion, or the law's own neighbours.
_OTHER_CDA = re.compile(r"contract\sdisputes|contracting\sofficer|certified\sclaim|41\su\.?s\.?c|document\sarchitecture|development\sassociate|disclosure\sagreement|development\sagreement|difficile|credential|associated\sdisease|community\sdevelopment|child\sdevelopment|collateralized|\bdeposit\sagreement|custody\sdeclaration|dispersion|cyclin|clostrid|confidential", re.IGNORECASE)
_ONLINE = re.compile(r"immun|\bonline|internet|web\s?site|defam|libel|publish|platform|\bpost(?:s|ed|ing)?\b|\bsite\b|third[- ]party\scontent|user|interactive|content|\be-?mail", re.IGNORECASE)


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
    return text.translate(_PLAIN)


_PLAIN = str.maketrans({"\xa0": " ", "\t": " ", "\n": " ", "\r": " ", "\u2009": " ", "\u202f": " ", "’": "'", "‘": "'",
                        "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})  # fmt: skip


def find_references(text: str) -> list[Reference]:
    """Return every reference to § 230 and every double, in order of place."""
    text = plain(text)
    found = [reference for match in _some(_NUMBER, text) if (reference := _read_number(text, match))]
    found = _settle_bare(text, found)
    found += _find_words(text, any(not reference.is_double for reference in found))
    return sorted(found, key=lambda reference: (reference.start, reference.end))


def _some(pattern, text: str):
    for count, match in enumerate(pattern.finditer(text)):
        if count == _MOST:
            return
        yield match


def _read_number(text: str, match) -> Reference | None:
    left, right = text[max(0, match.start() - _LEFT):match.start()], text[match.end():match.end() + _RIGHT]

    def at(rule, is_double=False, back=0):
        subsection = _SUBSECTION.match(right)
        end = match.end() + (subsection.end() if subsection and not is_double else 0)
        return Reference(match.start() - back, end, rule, is_double)

    if title := _TITLE_47.search(left):
        return at("title", back=len(title[0]))
    if other := _OTHER_LAW.search(left):
        return at("rule" if other["rule"] else "other-law", True, len(other[0]))
    if re.match(r"\.\d|[.:]\d", right):
        return at("decimal", True)
    section = _SECTION.search(left)
    if section:
        act = _OF_ACT.match(right)
        if act and act["name"].lower() not in ("act", "the act") and not _COMMUNICATIONS.search(act["name"]):
            return at("of-another-act", True, len(section[0]))
        return at("named-act" if act and _COMMUNICATIONS.search(act["name"]) else "section", back=len(section[0]))
    if label := _LABEL.search(left):
        return at("label", True, len(label[0]))
    if _SUBSECTION.match(right):
        return at("subsection")
    return at("immunity") if _IMMUNITY.match(right) else None


def _settle_bare(text: str, found: list[Reference]) -> list[Reference]:
    """"Section 230" alone follows the other law that the text names, unless § 230 itself is named too."""
    if not any(reference.is_double and reference.rule in ("other-law", "of-another-act", "rule") for reference in found):
        return found
    if any(not reference.is_double and reference.rule != "section" for reference in found) or _COMMUNICATIONS.search(text):
        return found
    return [reference if reference.is_double else Reference(reference.start, reference.end, "other-law", True) for reference in found]


def _find_words(text: str, is_named: bool) -> list[Reference]:
    words = [(match.lastgroup, match) for match in _some(_WORDS, text)]
    groups = {group for group, _ in words}
    if "act" in groups and not is_named and _INDECENCY.search(text):
        groups.discard("act")
    is_quoted = "ics" in groups and groups & {"icp", "speaker"}
    kept = set()
    if "act" in groups:
        kept.add("act")
    if "fosta" in groups:
        kept.add("fosta")
    if is_quoted or is_named or kept or ("icp" in groups and "speaker" in groups):
        kept |= groups & {"ics", "icp", "speaker"}
    if "icp" in groups and _ONLINE.search(text):
        kept.add("icp")
    if "cda" in groups and (is_named or "act" in kept or (not _OTHER_CDA.search(text) and _ONLINE.search(text))):
        kept.add("cda")
    return [Reference(match.start(), match.end(), "words" if group in ("ics", "icp", "speaker") else group)
            for group, match in words if group in kept]


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
_OTHER_RULE = re.compile(r"(?:\brules?\s\d+|\br\.\s?\d+|\b(?!230)\d{2,5}[a-z]?|\.\d+|\bartic?l?e?\.?\s\d+)(?:\([a-z0-9]+\))*\s?$", re.IGNORECASE)
_SECOND = re.compile(r"\(c\)\s?\(1\)[\s,]*(?:and|or|&|,|/)\s?(?:\(c\)\s?)?\(2\)\s?\((?P<c2>[ab])\)", re.IGNORECASE)
_STATUTE_WORDS = (
    (Provision.C1, "publisher-or-speaker", re.compile(r"\bpublishers?\s(?:or|and|nor)\s(?:as\s)?(?:the\s|a\s)?speakers?\b|\bspeakers?\s(?:or|and|nor)\s(?:as\s)?(?:the\s|a\s)?publishers?\b", re.IGNORECASE)),
    (Provision.F3, "created-or-developed", re.compile(r"\b(?:creat\w+|develop\w+)[\"',\s]+(?:or|and)[\"'\s]+(?:creat\w+|develop\w+)[\"',\s]+(?:\w+[\s,]+){0,4}?in\swhole\sor\s(?:in\s)?part\b|\bin\swhole\sor\s(?:in\s)?part,?\s(?:\w+\s){0,4}?(?:creat|develop)\w+", re.IGNORECASE)),
    (Provision.C2A, "otherwise-objectionable", re.compile(r"\bgood[\s-]faith\b[^.;]{0,80}\botherwise\sobjectionable\b", re.IGNORECASE)),
)
_PROVIDER = re.compile(r"\binformation[\s-]content[\s-]providers?\b", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:another|other|different|third[\s-]party|someone\selse)['s]*\"?\s*(?:\"\s*)?$|\bprovided\sby\s(?:an?|any|some)?\s*$", re.IGNORECASE)


def find_provisions(text: str) -> list[ProvisionCited]:
    """Return the subsections of § 230 that the text cites, each once, in the order of the statute.

    Empty where § 230 is not named at all: "(c)(1)" then belongs to something else. The statute's
    own words count as citation (labelling guide, Claims).
    """
    text = plain(text)
    if not any(not reference.is_double for reference in find_references(text)):
        return []
    found: dict[Provision, ProvisionCited] = {}
    for match in _some(_CITED, text):
        if _OTHER_RULE.search(text[max(0, match.start() - 30):match.start()]):
            continue
        provision = _code(match)
        found.setdefault(provision, ProvisionCited(provision, *match.span(), "subsection"))
    for match in _some(_SECOND, text):
        provision = Provision(f"c2{match['c2'].lower()}")
        found.setdefault(provision, ProvisionCited(provision, *match.span(), "subsection"))
    for provision, rule, pattern in _STATUTE_WORDS:
        if match := pattern.search(text):
            found.setdefault(provision, ProvisionCited(provision, *match.span(), rule))
    for match in _some(_PROVIDER, text):
        if not _ANOTHER.search(text[max(0, match.start() - 30):match.start()]):
            found.setdefault(Provision.F3, ProvisionCited(Provision.F3, *match.span(), "information-content-provider"))
    return sorted(found.values(), key=lambda cited: list(Provision).index(cited.provision))


def _code(match) -> Provision:
    if match["c1"]:
        return Provision.C1
    if match["c2"]:
        return Provision(f"c2{match['c2'].lower()}")
    return Provision.F3 if match["f3"] else Provision(f"e{match['en']}")
