"""The subsections of § 230 that a text cites for its case."""

import re
from dataclasses import dataclass
from functools import lru_cache

from docket.statute_words import some_matches
from docket.statutes import find_references, plain
from docket.vocabulary import Provision


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
    (Provision.C1, "publisher-or-speaker", re.compile(
    r"\bas\s(?:the\s|a\s)?publishers?\sof\s(?:any\s)?information\sprovided\sby\b|\bpublishers?[\s-](?:or|and"
    r"|nor)[\s-](?:as\s)?(?:the\s|a\s)?speakers?\b|\bspeakers?\s(?:or|and"
    r"|nor)\s(?:as\s)?(?:the\s|a\s)?publishers?\b", re.IGNORECASE)),
    (Provision.F3, "created-or-developed", re.compile(
    r"\b(?:creat\w+|develop\w+)[\"',\s]+(?:or|and)[\"'\s]+(?:creat\w+"
    r"|develop\w+)[\"',\s]+(?:\w+[\s,]+){0,4}?in\swhole\sor\s(?:in\s)?part\b"
    r"|\bin\swhole\sor\s(?:in\s)?part,?\s(?:\w+\s){0,4}?(?:creat|develop)\w+", re.IGNORECASE)),
    (Provision.C2A, "otherwise-objectionable", re.compile(r"\bgood[\s-]faith\b[^.;]{0,80}\botherwise\sobjectionable\b", re.IGNORECASE)),
)
_PROVIDER = re.compile(r"\binformation[\s-]content[\s-]providers?\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:another|other|different|third[\s-]party|someone\selse)['s]*\"?\s*(?:\"\s*)?$|\bprovided\sby\s(?:an?|any"
    r"|some)?\s*$", re.IGNORECASE)


# One of these stands in every text that names § 230 or uses its words; most entries have none, and cost no more than this.
_NAMES = ("230", "decency", "fosta", "sesta", "trafficking act", "2421a", "115-164", "interactive computer", "content provider", "content-provider",
"publish", "speaker", "cda",
          "(c)", "(e)", "(f)", "whole or", "otherwise objectionable")


@lru_cache(maxsize=4)                 # asked by claims, provisions, exceptions and outcome of one text
def may_speak_of_230(text: str) -> bool:
    """Return whether the text could name § 230, quote it or cite a subsection of it; a cheap first look."""
    lower = text.lower()
    for name in _NAMES:
        if name in lower:
            return True
    return False


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
        if _OTHER_RULE.search(text[max(0, match.start() - 30):match.start()]) or not (is_named or _hangs_free(text, match)):
            continue
        provision = _code(match)
        found.setdefault(provision, ProvisionCited(provision, *match.span(), "subsection"))
    for match in some_matches(_SECOND, text):
        provision = Provision(f"c2{match['c2'].lower()}")
        found.setdefault(provision, ProvisionCited(provision, *match.span(), "subsection"))
    for provision, rule, pattern in _STATUTE_WORDS:
        if match := pattern.search(text):
            found.setdefault(provision, ProvisionCited(provision, *match.span(), rule))
    for match in some_matches(_PROVIDER, text) if is_named else ():
        if not _ANOTHER.search(text[max(0, match.start() - 30):match.start()]):
            found.setdefault(Provision.F3, ProvisionCited(Provision.F3, *match.span(), "information-content-provider"))
    return sorted(found.values(), key=lambda cited: list(Provision).index(cited.provision))


def _hangs_free(text: str, match) -> bool:
    """Whether no number stands before the subsection: "by (c)(1)", not "Rule 4 (c)(1)"."""
    before = text[max(0, match.start() - 2):match.start()]
    return not before or (before[-1].isspace() and not before[0].isdigit())


def _code(match) -> Provision:
    if match["c1"]:
        return Provision.C1
    if match["c2"]:
        return Provision(f"c2{match['c2'].lower()}")
    return Provision.F3 if match["f3"] else Provision(f"e{match['en']}")
