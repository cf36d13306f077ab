"""The words that name § 230 without its number: its act, FOSTA, its own terms, and "CDA" where it is this one.

A text is searched in lower case, for each name by itself, so that every pattern begins with letters that the search
leaps to: all six in one pattern took a tenth of a microsecond for each character of an opinion.
"""

import re
from collections.abc import Iterator

from docket.dates_in_text import lower

MOST = 100                            # numbers and words read in one text; an opinion has some dozens
_CONTEXT = 12_000                     # characters in which the subject of a text must have shown itself
# (what is found, letters that must be there, pattern for the text in lower case)
_WORDS = (
    ("act", "decency act", re.compile(r"decency\sact\b")),
    ("fosta", "trafficking act", re.compile(r"\bfight\sonline\ssex\strafficking\sact\b")),
    ("fosta", "2421a", re.compile(r"2421a(?<!\w2421a)\b")),
    ("fosta", "115-164", re.compile(r"115-164(?<!\w115-164)\b")),
    ("ics", "interactive computer", re.compile(r"interactive\scomputer(?<!\winteractive\scomputer)\sservices?\b")),
    ("icp", "information content", re.compile(r"information\scontent(?<!\winformation\scontent)\sproviders?\b")),
    ("speaker", "speaker", re.compile(r"publisher(?<!\wpublisher)s?\s(?:or|and|nor)\sspeakers?\b")),
    ("cda", "cda", re.compile(r"cda(?<!\wcda)\b(?!['’]s?\s*credential)")),
)
# Capitals tell the two bills from names: "Fosta" is one, and so is "SESTA Trading Ltd".
_FOSTA = re.compile(
    r"(?:FOSTA|SESTA)(?<!\w(?:FOSTA|SESTA))\b(?!(?:\s[\w.&]+){0,3}\s(?i:ltd|llc|inc|corp|co|pte|s\.p\.a|gmbh|plc|lp|trading|holdings)\b)")
_COMMUNICATIONS = re.compile(r"\bcomm?un\w{3,12}['’]?s?\s$")
_LONGEST_COMMUNICATIONS = 24
# "provider or user of an interactive computer service" is the statute's own phrase, where no crime is charged with one.
_USER_OF = re.compile(
    r"\b(?:provider|user)s?['\"]?\s(?:of|as)\s['\"]?an?\sinteractive\scomputer\sservice(?![^.;]{0,200}\b18\su\.?\s?s)"
    r"|\binteractive\scomputer\sservice\sprovider|\binteractive\scomputer\sservice\b[^.;]{0,80}\bpublisher\sof\s(?:any\s)?information")
_INDECENCY = re.compile(r"§\s?223\b|section\s223\b|\bindecen|\breno\b", re.IGNORECASE)
# What the three letters also stand for (taxonomy section 5): an expansion, or the law's own neighbours.
_OTHER_CDA = re.compile(
    r"contract\sdisputes|contracting\sofficer|certified\sclaim|41\su\.?s\.?c|document\sarchitecture"
    r"|development\sassociate|disclosure\sagreement|development\sagreement|difficile|credential"
    r"|associated\sdisease|community\sdevelopment|child\sdevelopment|collateralized|\bdeposit\sagreement"
    r"|custody\sdeclaration|dispersion|cyclin|clostrid|confidential"
    r"|accrue[sd]?\b|deemed\sdenial|termination\sclaim|final\sdecision|solicitation|redevelop|township|\b(?:navy|army|air\sforce)\b"
    r"|toxin|infection|\bassay|\bCDA\s\([a-z]|\bCDA\s(?:\w+\s)?(?:LLC|Inc|Ltd|Corp|Co)\b|deputy|\bagency\b|\bboard\slacked"
    r"|\bcontractors?\b|teachers?\b|degree\b|\ba\sCDA\b(?!\W(?:motion|argument|question|issue))", re.IGNORECASE)
_CDA_AT_WORK = re.compile(
    r"\bCDA(?:['’]s)?\W{1,3}(?:as\s|an?\s(?:complete\s|affirmative\s)?)?(?:immunity|immunizes|shield|protection|defen[cs]e|pre-?empt)",
    re.IGNORECASE)
# "The CDA does not reach", "cases construing the CDA": a law at work, where nothing speaks of contracts.
_CDA_AS_LAW = re.compile(
    r"\bCDA\s(?:(?:does|did|would|should|may|can)\s(?:not\s)?)?(?:bar|reach|cover|shield|protect|immuniz|appl(?:y|ie)|defeat|foreclos|preclud|control|govern)\w*\b"
    r"|\b(?:construing|interpreting|applying|invok\w+|within|reading\sof|scope\sof)\sthe\sCDA\b", re.IGNORECASE)
_CONTRACT = re.compile(r"\bcontracts?\b|\bprocure|\bgovernment['’]s\b|\baccounts?\b|\bfederal\sclaims\b", re.IGNORECASE)
ONLINE = re.compile(
    r"immun|\bblog|\bweb\b|\breviews?\b|affirmative\sdefense|\bzeran\b|\bbooking|\bposters?\b|\bforum\b|\bwikipedia|social\smedia|photograph"
    r"|\bCDA(?:'s)?\s(?:shield|protection|defen[cs]e|bar\b|preempt)|advertis|\bonline|internet|web\s?site"
    r"|defam|libel|publish|platform|\bhost|\bapp\b|video|moderat|privacy|\bpost(?:s|ed|ing)?\b|\bsite\b"
    r"|free\s(?:speech|expression)|\bCDA\W{1,3}(?:question|branch|argument|issue|theory|briefing)|third[- ]party\scontent"
    r"|user|interactive|content|\be-?mail|\btruth\b|negligen|nuisance|12\(b\)\(6\)|12\(c\)|demurrer", re.IGNORECASE)


def some_matches(pattern: re.Pattern, text: str) -> Iterator[re.Match]:
    """Yield the first matches in the text, a hundred at the most."""
    for count, match in enumerate(pattern.finditer(text)):
        if count == MOST:
            return
        yield match


def may_be_named(lowered: str) -> bool:
    """Say, quickly, whether a text in lower case has letters of a name that can stand alone; a "speaker" cannot."""
    return (
        "decency" in lowered or "cda" in lowered or "interactive" in lowered or "provider" in lowered or "sesta" in lowered
        or "fosta" in lowered or "trafficking" in lowered or "2421a" in lowered or "164" in lowered
    )  # fmt: skip


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
    if terms and (is_quoted or is_named or kept or ("icp" in groups and "speaker" in groups) or _USER_OF.search(lower(text))):
        kept |= terms
    if "icp" in groups and ONLINE.search(text, 0, _CONTEXT):
        kept.add("icp")
    if "cda" in groups and (is_named or "act" in kept or _is_ours(text)):
        kept.add("cda")
    return [(start, end, "words" if group in ("ics", "icp", "speaker") else group) for start, end, group in words if group in kept]


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
    """"Communications" before "Decency Act" belongs to it; "indecency act" is no act."""
    if group != "act":
        return start, end, group
    if before := _COMMUNICATIONS.search(lowered, max(0, start - _LONGEST_COMMUNICATIONS), start):
        return before.start(), end, group
    return (start, end, group) if not lowered[start - 1:start].isidentifier() and not lowered[start - 1:start].isdigit() else None


def _is_ours(text: str) -> bool:
    """Whether "CDA", with nothing else that names the law, is the Communications Decency Act."""
    if _CDA_AT_WORK.search(text, 0, _CONTEXT):
        return True
    if _OTHER_CDA.search(text, 0, _CONTEXT):
        return False
    return ONLINE.search(text, 0, _CONTEXT) is not None or _CDA_AS_LAW.search(text, 0, _CONTEXT) is not None and not _CONTRACT.search(text, 0, _CONTEXT)
