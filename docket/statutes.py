"""Where a text names 47 U.S.C. § 230, and which of its subsections it cites.

Every "230" is looked at with the words on either side: another title, code, rule, page or docket
number makes it a *double* (taxonomy section 5), which is kept as evidence but is no reference.
The work is in proportion to the text: windows are bounded and anchored on what was found.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from docket.dates_in_text import lower
from docket.statute_words import ONLINE, find_words, may_be_named, some_matches

_LEFT, _RIGHT = 90, 80                # characters looked at on either side of a number
_SIGN = r"(?:§+|(?<!\bU\.\s)(?<!\bU\.)\bss?\.|\bsec(?:s|tions?)?\b\.?|\bpar(?:ts?|agraphs?)\b)"
# "230-day" and "230-hour" count something; "230-based" and "230-barred" name the law.
_NUMBER = re.compile(
    r"230(?:(?<![\d.,/-]230)|(?<=0230)(?<![\d.,/-]0230))"
    r"(?!\d|,\d|-\d|/\d|[a-z]|-(?:day|hour|page|unit|month|year|acre|foot|mile|bed|room|lot|member|pound|ton)s?\b)",
    re.ASCII | re.IGNORECASE)
_TITLE_47 = re.compile(
    rf"""(?:\b47[\s,]*u\.?\s*s\.?\s*(?:c\b\.?|code\b)\s*(?:a\b\.?|s\b\.?)?(?:\s*ann\.)?[\s,]*{_SIGN}?\s*
          (?:\d{{3,4}}(?:\([a-z0-9]+\)){{0,4}}[\s,;&-]*(?:and\s|to\s|or\s)?{_SIGN}?\s*){{0,6}}
      | (?<!dep\.\s)(?<!tr\.\s)(?<!\d)\b47:\s?
      | \btitle\s47\b[^.;]{{0,60}}{_SIGN}\s*
      | \bc\.?d\.?a\.?,?['’]?s?\s*{_SIGN}?\s*
      | \b(?:comm?un\w{3,12}\s)?decency\sact(?:\sof\s19\d\d)?(?:\s\([^()]{{0,20}}\))?['’]?s?,?\s*{_SIGN}?\s*
      | \bcommunications?\sact(?:\sof\s19\d\d)?(?:\s\([^()]{{0,20}}\))?['’]?s?,?\s*{_SIGN}?\s*)$""",
    re.VERBOSE | re.IGNORECASE,
)
_OTHER_LAW = re.compile(
    rf"""(?:(?P<title>\b\d{{1,2}}\s*(?:u\.?\s*s\.?\s*(?:c\b\.?(?:\s*a\b\.?)?|code)|c\.?\s*f\.?\s*r\b\.?
      |i\.?l\.?c\.?s\.?|stat\.|f\.\s?(?:2d|3d|4th|supp\.?\s?(?:2d|3d)?))\s*{_SIGN}?\s*)
      | (?P<code>(?:(?:\bcodes?|\brestatement[^.;]{{0,40}}|\bcodes?\stit\.\s\d+,|\b(?:stat|ann|regs?|comp|cons|gen|proc|lab
      |const)\.|\bstat|\b(?:m\.?c\.?l|c\.?g\.?s|r\.?s|n\.?r\.?s|o\.?r\.?s|c\.?c\.?p|c\.?p\.?l\.?r
      |u\.?s\.?s\.?g)\.?)(?!\w)[\s,]*|\b(?-i:Laws?|Acts?|Statutes?|Regulations?|Ordinances?|Manual
      |Guidelines)\s){_SIGN}\s*(?:\d[\w.()]*,?\s*(?:and\s|to\s|through\s)?){{0,4}})
      | (?P<acronym>\b(?-i:ERISA|INA|FLSA|HSA|RSA|RCW|NRS|KRS|ORS|MCL|MGL|NJSA|UCC|UCMJ|NLRA|RESPA|FDCPA|TILA|[A-Z]\.)\s*(?:§+|sec\.)\s*)
      | (?P<rule>(?:\b(?:rules?|l\.?\s?r\.?|civ\.?|crim\.?|reg(?:ulation)?|form|policy|standard|chapter|ch)\b\.?)\s*{_SIGN}?\s*(?:\d[\w.()-]*,?\s(?:and\s|or\s|to\s)){{0,3}}))$""",
    re.VERBOSE | re.IGNORECASE,
)
_LAWS_END_WITH = frozenset("code codes uscode stat supp ilcs ussg cplr crim rule rules regulation form policy standard chapter through".split())
_SECTION = re.compile(rf"{_SIGN}\s*$", re.IGNORECASE)
_LONGEST_SIGN = 12                    # "paragraphs", a stop
_DECIMAL = re.compile(r"\.\d|[.:]\d")
_LABEL = re.compile(
    r"(?:\b(?:at|no|nos|pp?|pages?|dkt|docket|doc|document|ecf|entry|ex|exh|exhibits?|de|rooms?|courtroom|route"
    r"|road|highway|hwy|suite|ste|item|line|box|bates|paragraph|para|id)\b\.?|¶+|\#|\$)\s*(?:no\.?\s*)?$",
    re.IGNORECASE,
)
_OF_ACT = re.compile(
    r"(?:\([a-z0-9]+\))*,?\s*of\s(?:the\s)?(?P<name>(?:[\w.’'&()-]+\s){0,7}?(?:acts?|codes?|laws?|plans?|rules?"
    r"|regulations?|manual|ordinance|contract|agreement|restatement|statutes?|handbook|title\s\d+|cda"
    r"|constitution))\b", re.IGNORECASE)
# "Paragraph 230 of the Amended Complaint", "Section 230 of the lease".
_OF_PAPER = re.compile(
    r"(?:\([a-z0-9]+\))*,?\sof\s(?:the|this|his|her|its|their|said|plaintiffs?['’]s?)\s(?:[\w-]+\s){0,3}?(?:complaint|answer|petition|counterclaims?|pleading|lease"
    r"|policy|deed|will|trust|by-?laws|charter|indenture|indictment|brief|report|will)\b", re.IGNORECASE)
# Acts of other years than 1934 and 1996 have a section 230 too: the Immigration and Nationality Act of 1952.
_OTHER_YEAR = re.compile(
    r"(?:\([a-z0-9]+\))*\sof\s(?:the\s)?act,?\s\(?(?!47)\d{1,2}\su\.?\s?s\.?\s?c|[^.;]{0,60}?\bof\s(?!1934|1996)(?:1[89]|20)\d\d\b", re.IGNORECASE)
_COMMUNICATIONS = re.compile(r"communications?\b(?!\sprivacy)|\bcda\b|\btitle\s47\b|decency|telecom", re.IGNORECASE)
_OUR_ACT = re.compile(r"communications?['’]?s?\s(?:decency\s)?act\b|decency|\bcda\b|\btitle\s47\b|telecom\w*\sact\b", re.IGNORECASE)
_SUBSECTION = re.compile(r"\s?\([a-f]\)(?:\s?\(\d\))?", re.IGNORECASE)
_IMMUNITY = re.compile(r"\s(?:(?:is|as)\s(?:an?\s)?(?:affirmative\s)?)?(?:immunity|defen[cs]e|protections?|safe\sharbor|debate|reform)\b", re.IGNORECASE)
# "230 says they need not take it down", "repealing 230": the number alone, as people speak of it.
_SAYS = re.compile(
    r",?\s(?:says?|appl(?:y|ies)|has\sno|means|lets|gives|bars?|shields?|protects?|covers?|does\b|doesn't|is\sno\b|reform|repeal|so\b|the\sinternet"
    r"|argument|issue|question|motion)", re.IGNORECASE)
_SPOKEN = re.compile(
    r"\b(?:repeal|repealing|reform|reforming|amend|amending|abolish|understands?|invok(?:e|es|ed|ing)|hid(?:es?|ing)\sbehind|because\sof"
    r"|thanks\sto)\s$", re.IGNORECASE)
_PEOPLE_SAY = re.compile(
    r"\b(?:take|took|taken|taking)\sdown|\bpictures?\b|\bphotos?\b|\bgoogle\b|\bfacebook\b|\byoutube\b|social\smedia", re.IGNORECASE)


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


@lru_cache(maxsize=4)                 # asked for by provisions, exceptions and outcome of one text
def find_references(text: str) -> tuple[Reference, ...]:
    """Return every reference to § 230 and every double, in order of place."""
    has_number = "230" in text
    if not has_number and not may_be_named(text.lower()):
        return ()
    text = plain(text)
    found = [reference for match in (some_matches(_NUMBER, text) if has_number else ()) if (reference := _read_number(text, match))]
    found = _settle_bare(text, found)
    found += [Reference(*word) for word in find_words(text, any(not reference.is_double for reference in found))]
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def _read_number(text: str, match) -> Reference | None:
    start = match.start() - (text[match.start() - 1:match.start()] == "0")      # "0230", as some forms print it
    left, right = text[max(0, start - _LEFT):start], text[match.end():match.end() + _RIGHT]

    def at(rule, is_double=False, back=0):
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
    is_spoken_of = (_SAYS.match(right) or _SPOKEN.search(left)) and (ONLINE.search(left + right) or _PEOPLE_SAY.search(left + right))
    return at("nickname") if is_spoken_of else None


def _find_title(left: str) -> re.Match | None:
    """What names title 47, or our act, at the end of the words before a number. The search begins where its first letters stand."""
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
    if len(last) > 3 and last.isalpha() and last.islower() and last not in _LAWS_END_WITH and "restatement" not in left.lower():
        return None
    return _OTHER_LAW.search(left)


def _read_section(at, right: str, back: int) -> Reference:
    if _OF_PAPER.match(right):
        return at("of-another-act", True, back)
    act = _OF_ACT.match(right)
    if act is None:
        return at("section", back=back)
    if _OUR_ACT.search(right[:act.end() + 40]):
        return at("named-act", back=back)
    if act["name"].lower() not in ("act", "the act") or _OTHER_YEAR.match(right):
        return at("of-another-act", True, back)
    return at("section", back=back)


def _settle_bare(text: str, found: list[Reference]) -> list[Reference]:
    """"Section 230" alone follows the other law that the text names, unless § 230 itself is named too."""
    if not any(reference.is_double and reference.rule in ("other-law", "of-another-act", "rule") for reference in found):
        return found
    if any(not reference.is_double and reference.rule != "section" for reference in found) or _COMMUNICATIONS.search(text):
        return found
    return [reference if reference.is_double else Reference(reference.start, reference.end, "other-law", True) for reference in found]
