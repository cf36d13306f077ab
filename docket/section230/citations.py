"""Where a text names 47 U.S.C. § 230, and which of its subsections it cites for its case.

Every "230" is looked at with the words on either side: another title, code, rule, page or docket
number makes it a *double* (taxonomy section 5), which is kept as evidence but is no reference. The
section is also named without its number: by its act, FOSTA, its own terms, and "CDA" where it is this
one. The work is in proportion to the text: windows are bounded and anchored on what was found. The words
are rows of `language/citations.tsv`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Generic, TypeVar

from docket.text.controls import read_references
from docket.text.dates import lower
from docket.text.phrases import Cues, spell
from docket.vocabulary import Provision

_NAMED = Cues("citations")
_MOST = 100  # numbers and words read in one text; an opinion has some dozens
_CONTEXT = 12_000  # characters in which the subject of a text must have shown itself
_ALONE = ("decency", "cda", "interactive", "provider", "sesta", "fosta", "trafficking", "2421a", "164")
_NAMES = tuple(
    "230|decency|fosta|sesta|trafficking act|2421a|115-164|interactive computer|cda|content provider|content-provider|"
    "publish|speaker|(c)|(e)|(f)|whole or|otherwise objectionable".split("|")
)
# Capitals tell the two bills from names: "Fosta" is one, and so is "SESTA Trading Ltd".
_BILLS = re.compile(
    r"\b(?:FOSTA|SESTA)\b(?!(?:\s[\w.&]+){0,3}\s(?i:ltd|llc|inc|corp|co|pte|s\.p\.a|gmbh|plc|lp|trading|holdings)\b)"
)


@dataclass(frozen=True)
class Reference:
    """A place that names § 230 (`is_double` false) or a number that only looks like it.

    `rule` says what was recognised: title, named-act, subsection, immunity, nickname, section, act, fosta, words,
    cda; for doubles other-law, rule, of-another-act, decimal.
    """

    start: int
    end: int
    rule: str
    is_double: bool = False


def plain(text: str) -> str:
    """Return the text, same length, with odd spaces, dashes and quotes made plain, and references to signs read."""
    text = read_references(text)
    for odd, ordinary in _PLAIN_ASCII if text.isascii() else _PLAIN:
        text = text.replace(odd, ordinary)
    return text


def mask_citations(text: str) -> str:
    """Return the text, same length, with the stops of "U.S.C." blanked, so that they end no sentence."""
    return _CODE.sub(lambda match: match[0].replace(".", " "), text)


_CODE = re.compile(r"\bU\.\s?S\.\s?C\.(?:\s?A\.)?")
_PLAIN_ASCII = (("\t", " "), ("\n", " "), ("\r", " "))
_PLAIN = tuple(zip("\xa0\t\n\r\u2009\u202f’‘“”–—‑−", "      ''\"\"----", strict=True))


@lru_cache(maxsize=4)  # asked by claims, provisions, exceptions and outcome of one text
def may_speak_of_230(text: str) -> bool:
    """Return whether the text could name § 230, quote it or cite a subsection of it; a cheap first look."""
    lowered = text.lower()
    return any(name in lowered for name in _NAMES)


@lru_cache(maxsize=4)  # asked for by provisions, exceptions and outcome of one text
def find_references(text: str) -> tuple[Reference, ...]:
    """Return every reference to § 230 and every double, in order of place."""
    has_number = "230" in text
    if not has_number and not any(letters in text.lower() for letters in _ALONE):
        return ()
    text = plain(text)
    lowered = lower(text)
    numbers = islice(_NUMBER.finditer(lowered), _MOST) if has_number else ()
    found = [reference for match in numbers if (reference := _read_number(lowered, match))]
    found = _settle_bare(lowered, found)
    found += _find_words(text, lowered, any(not reference.is_double for reference in found))
    return tuple(sorted(found, key=lambda reference: (reference.start, reference.end)))


def is_named(text: str) -> bool:
    """Say whether the text names § 230."""
    return any(not reference.is_double for reference in find_references(text))


_BY_WORDS = ("act", "fosta", "ics", "icp", "speaker", "cda")
_TERMS = frozenset(("ics", "icp", "speaker"))  # of the statute's own


def _find_words(text: str, lowered: str, has_number: bool) -> list[Reference]:
    """The places where words name § 230. `has_number`: a number does."""
    found = [
        (*match.span(), group)
        for group in _BY_WORDS
        for match in getattr(_NAMED, group).find(lowered)[:_MOST]
    ]
    found += [(*match.span(), "fosta") for match in islice(_BILLS.finditer(text), _MOST)]
    kept = _keep({group for _, _, group in found}, lowered, has_number)
    return [
        Reference(start, end, "words" if group in _TERMS else group)
        for start, end, group in sorted(found)[:_MOST]
        if group in kept
    ]


def _keep(groups: set[str], lowered: str, has_number: bool) -> set[str]:
    """Which of the names found are this law's."""
    kept = groups & {"fosta", "icp"}
    if "act" in groups and (has_number or not _NAMED.indecency.search(lowered)):
        kept.add("act")
    is_quoted = "icp" in groups or {"ics", "speaker"} <= groups
    if has_number or is_quoted or _NAMED.user_of.search(lowered):
        kept |= groups & _TERMS
    if "cda" in groups and (has_number or _is_ours(lowered[:_CONTEXT])):
        kept.add("cda")
    return kept


def _is_ours(lowered: str) -> bool:
    """Whether "CDA", with nothing else that names the law, is the Communications Decency Act."""
    is_shown = _NAMED.cda_as_law.search(lowered) or _NAMED.online.search(lowered)
    return bool(is_shown) and not _NAMED.other_cda.search(lowered)


_LEFT, _RIGHT = 90, 80  # characters looked at on either side of a number
# "230-day" and "230-hour" count something; "230-based" and "230-barred" name the law.
_NUMBER = re.compile(
    r"230(?:(?<![\d.,/-]230)|(?<=0230)(?<![\d.,/-]0230))"
    r"(?!\d|,\d|-\d|/\d|[a-z]|-(?:day|hour|page|unit|month|year|acre|foot|mile|bed|room|lot|member|pound|ton)s?\b)",
    re.ASCII,
)
_SECTION = re.compile(spell("citations", r"<<sign>>\s{0,9}$"))
_DECIMAL = re.compile(r"\.\d|[.:]\d")
_SUBSECTION = re.compile(r"\s?\([a-f]\)(?:\s?\(\d\))?")


def _read_number(lowered: str, match: re.Match[str]) -> Reference | None:
    start = match.start() - lowered[: match.start()].endswith("0")  # "0230", as some forms print it
    left, right = lowered[max(0, start - _LEFT) : start], lowered[match.end() : match.end() + _RIGHT]
    rule, is_double, back = _tell(left, right)
    if not rule:
        return None
    subsection = None if is_double else _SUBSECTION.match(right)
    return Reference(start - back, match.end() + (subsection.end() if subsection else 0), rule, is_double)


def _tell(left: str, right: str) -> tuple[str, bool, int]:
    """What a number is by the words on either side: rule, whether a double, and how far back its name begins."""
    if title := _NAMED.title_47.search(left):
        return "title", False, len(title[0])
    for cue, rule in ((_NAMED.other_law, "other-law"), (_NAMED.rule, "rule")):
        if other := cue.search(left):
            return rule, True, len(other[0])
    section = _SECTION.search(left)
    if _DECIMAL.match(right):
        return "decimal", True, 0
    if section:
        return (*_tell_section(right), len(section[0]))
    if _SUBSECTION.match(right):
        return "subsection", False, 0
    if _NAMED.immunity.match(right):
        return "immunity", False, 0
    around = left + right  # "230 says they need not take it down": the number alone, as people speak of it
    is_spoken_of = _NAMED.says.match(right) or _NAMED.spoken.search(left)
    is_ours = is_spoken_of and (_NAMED.online.search(around) or _NAMED.people_say.search(around))
    return ("nickname" if is_ours else ""), False, 0


def _tell_section(right: str) -> tuple[str, bool]:
    if _NAMED.of_paper.match(right):
        return "of-another-act", True
    act = _NAMED.of_act.match(right)
    if act is None:
        return "section", False
    if _NAMED.our_act.search(right, 0, act.end() + 40):
        return "named-act", False
    is_other = act["name"] not in ("act", "the act") or _NAMED.other_year.match(right)
    return ("of-another-act", True) if is_other else ("section", False)


def _settle_bare(lowered: str, found: list[Reference]) -> list[Reference]:
    """ "Section 230" alone follows the other law that the text names, unless § 230 itself is named too."""
    others = any(one.is_double and one.rule in ("other-law", "of-another-act", "rule") for one in found)
    is_ours = any(not one.is_double and one.rule != "section" for one in found)
    if not others or is_ours:
        return found
    return [one if one.is_double else Reference(one.start, one.end, "other-law", True) for one in found]


Code = TypeVar("Code")


@dataclass(frozen=True)
class Found(Generic[Code]):
    """What a text shows, a code of the vocabulary, with its place and the rule that read it."""

    code: Code
    start: int
    end: int
    rule: str


_CITED = re.compile(r"(\(c\)\s?\(\s?1\s?\)|\(c\)\s?\(2\)\s?\([ab]\)|\(e\)\s?\([1-5]\)|\(f\)\s?\(3\))")
_SECOND = re.compile(r"\(c\)\s?\(1\)[\s,]*(?:and|or|&|,|/)\s?(?:\(c\)\s?)?(\(2\)\s?\([ab]\))")
_IN_WORDS = {
    "c1_words": (Provision.C1, "publisher-or-speaker"),
    "f3_words": (Provision.F3, "created-or-developed"),
    "c2a_words": (Provision.C2A, "otherwise-objectionable"),
}
_PROVIDER = re.compile(r"\binformation[\s-]content[\s-]providers?\b")
_BEFORE = 30  # characters in which what a subsection hangs on is looked for


def find_provisions(text: str) -> list[Found[Provision]]:
    """Return the subsections of § 230 that the text cites, each once, in the order of the statute.

    The statute's own words count as citation (labeling guide, Claims). Where § 230 is not named
    at all, a subsection counts only if it hangs on no other number.
    """
    if not may_speak_of_230(text):
        return []
    lowered, names_it = lower(plain(text)), is_named(text)
    found: dict[Provision, Found[Provision]] = {}
    for pattern, letter in ((_CITED, ""), (_SECOND, "c")):
        for match in islice(pattern.finditer(lowered), _MOST):
            before = lowered[max(0, match.start() - _BEFORE) : match.start()]
            if not _NAMED.other_rule.search(before) and (names_it or f" {before}".endswith(" ")):
                provision = Provision(letter + re.sub(r"\W", "", match[1]))
                found.setdefault(provision, Found(provision, *match.span(), "subsection"))
    for tag, (provision, rule) in _IN_WORDS.items():
        if worded := getattr(_NAMED, tag).search(lowered):
            found.setdefault(provision, Found(provision, worded.start(), worded.end(), rule))
    for match in islice(_PROVIDER.finditer(lowered), _MOST) if names_it else ():
        if not _NAMED.of_another.search(lowered, max(0, match.start() - _BEFORE), match.start()):
            rule = "information-content-provider"
            found.setdefault(Provision.F3, Found(Provision.F3, *match.span(), rule))
    return sorted(found.values(), key=lambda cited: list(Provision).index(cited.code))
