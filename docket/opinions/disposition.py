"""What the court did, read from its order: one word of `ENDS`, "other" if the order uses none of them."""

import re

from docket.opinions.parts import Part

_LAST = 14  # paragraphs at the end, in one of which the order is
_DONE = (
    ("affirmed", r"affirm(?:s|ed|ing|ance)?"),
    ("reversed", r"revers(?:e|es|ed|ing|al)"),
    ("vacated", r"vacat(?:e|es|ed|ing)"),
    ("remanded", r"remand(?:s|ed|ing)?"),
    ("dismissed", r"dismiss(?:es|ed|ing|al)?"),
    ("granted", r"grant(?:s|ed|ing)?|allow(?:s|ed)?|writ\s[^.]{0,40}\bissue"),
    ("denied", r"den(?:y|ies|ied|ying)"),
)
ENDS = (*(name for name, _ in _DONE), "affirmed_in_part", "other")
_NAMED = [(name, re.compile(words, re.IGNORECASE)) for name, words in _DONE]
# An act of this court, now.
_OURS = re.compile(
    (
        r"\b(?:we|the\scourt|this\scourt|court)\s(?:(?:therefore|hereby|accordingly|thus|also|must|will|would"
        r"|now|further|respectfully|modify\sand|hereby)\s|,\s\w+,\s)*"
        r"(?P<act>affirm|revers|vacat|remand|dismiss|grant|den(?:y|ies))\w*"
        r"|\b(?:is|are|be|stands?)\s(?:(?:hereby|therefore|accordingly|also)\s|,\s\w+,\s)?(?P<done>affirmed"
        r"|reversed|vacated|remanded|dismissed|granted|denied|allowed)\b"
        r"|(?:^|[.;]\s)(?P<first>Affirmed|Reversed|Vacated|Remanded|Dismissed|Petition\s(?:granted|denied)"
        r"|So\sordered)\b"
        r"|\b(?P<bare>AFFIRM(?:ED|S)?|REVERSE[DS]?|VACATE[DS]?|REMAND(?:ED|S)?|DISMISS(?:ED|ES)?|GRANT(?:ED|S)?|ALLOWED"
        r"|DEN(?:IED|IES|Y))\b"
        r"|\b(?P<writ>writ\s(?:of\s\w+\s)?(?:shall\s|to\s)?issue)\b"
        r"|(?:^|[.;]\s)(?:The\s)?(?:[Jj]udgment|[Oo]rder|[Dd]ecree)s?\s(?P<ended>affirmed|reversed|vacated)\b"
    ),
    re.IGNORECASE,
)
_PARTLY = re.compile(
    r"\b(?:affirm\w*|revers\w*|vacat\w*|grant\w*|den\w*)\b[^.]{0,60}?\bin\spart\b", re.IGNORECASE
)
# "granted as to Count III and denied in all other respects"; "affirmed as to negligence, reversed as to contract".
_BOTH = re.compile(
    r"\b(?:grant(?:s|ed)?\b[^.]{0,200}?\b(?:and|but)\s(?:(?:is|are)\s)?(?:otherwise\s)?den(?:y|ied|ies)"
    r"|den(?:y|ied|ies)\b[^.]{0,200}?\b(?:and|but)\s(?:(?:is|are)\s)?(?:otherwise\s)?grant(?:s|ed)?)\b(?!\sas\smoot)",
    re.IGNORECASE,
)
_EACH = re.compile(
    r"\b(?:affirmed|reversed|vacated)\sas\sto\b[^.]{0,160}?\b(?:affirmed|reversed|vacated)\sas\sto\b",
    re.IGNORECASE,
)
_ORDERED = re.compile(
    r"\bIT\sIS\b.{0,40}?\b(?:ORDERED|ADJUDGED|DECREED)\b|\bORDERED\b|\bit\sis\s(?:hereby\s|so\s)*ordered\b"
)
_BELOW = re.compile(
    r"\b(?:district\scourt|trial\scourt|court\sof\sappeals|bankruptcy\scourt|circuit\scourt|superior\scourt"
    r"|lower\scourt|tax\scourt|board|panel|BIA|magistrate\sjudge|commission|judge"
    r"|Supreme\sCourt|[A-Z]\w+\sCircuit)(?:['’]s)?(?:\s\w+){0,3}?\s$"
)
# "The order of the district court is affirmed": the act is still this court's.
_OF_BELOW = re.compile(
    r"\b(?:[Jj]udgment|[Oo]rder|[Dd]ecision|[Dd]ecree|[Rr]uling)s?\sof\sthe\s[\w\s]{0,40}$"
)


def find_disposition(parts: list[Part], front: list[str]) -> str | None:
    """Return what became of the matter; "other" if no word says so, None without a majority's text."""
    main = [paragraph.text for part in parts if part.kind == "majority" for paragraph in part.paragraphs]
    if not main:
        return None
    joined = " ".join(front)
    match = re.search(
        r"\b(?:Affirmed|Reversed|Vacated|Dismissed|Petition|Remanded)\b[^.]{0,120}\bby\s(?:un)?published\b",
        joined,
    )
    if match and (outcome := _of(match[0])):
        return outcome
    for text in reversed(main[-_LAST:]):
        if outcome := _of_order(text):
            return outcome
    for text in main[:6]:  # a short order says it at once, some opinions at the end of their beginning
        if outcome := _of_order(text):
            return outcome
    return "other"


def is_order(sentence: str) -> bool:
    """Whether a sentence says what becomes of the matter before this court."""
    return _of_order(sentence) is not None


def _of_order(text: str) -> str | None:
    """Return what a paragraph orders, read from its last sentences; None if it orders nothing."""
    ends = [
        match
        for match in _OURS.finditer(text)
        if not _BELOW.search(text[: match.start()][-60:])
        or (match["bare"] or "").isupper()
        or (match["done"] and _OF_BELOW.search(text[: match.start()][-90:]))
    ]
    ends = [match for match in ends if not (match["bare"] and not match["bare"].isupper())]
    if not ends:
        return None
    place = ends[-1]
    start = max(text.rfind(". ", 0, place.start()), text.rfind("; ", 0, place.start())) + 1
    # One order may take several sentences: all acts of the paragraph count, from the first.
    first = max(text.rfind(". ", 0, ends[0].start()), 0)
    is_order = bool(_ORDERED.search(text)) or any(
        match["bare"] or (match["done"] or "").isupper() or match[0].endswith("remanded") for match in ends
    )
    words = text[first:] if is_order and len(text) - first < 900 else text[start:]
    acts = " ".join(
        match[0] for match in _OURS.finditer(words) if not (match["bare"] and not match["bare"].isupper())
    )
    if _BOTH.search(words):
        return "other"
    if _EACH.search(words):
        return "affirmed_in_part"
    partly = bool(_PARTLY.search(words))
    return _of(acts + (" in part" if partly else ""), words)


def _of(acts: str, words: str | None = None) -> str | None:
    """Return the one word that sums up several acts; None if there is none."""
    words = words if words is not None else acts
    names = {name for name, pattern in _NAMED if pattern.search(acts)}
    if "affirmed" in names and (
        re.search(r"\bin\spart\b", words, re.IGNORECASE) or names & {"reversed", "vacated"}
    ):
        return "affirmed_in_part"
    for name in ("reversed", "vacated", "affirmed"):
        if name in names:
            return name
    if {"granted", "remanded"} <= names and re.search(r"\bmotion\sto\sremand\b", words, re.IGNORECASE):
        return "remanded"
    if {"granted", "denied"} <= names:
        if re.search(r"\b(?:grant|den)\w*\s(?:\w+\s)?in\spart\b", words, re.IGNORECASE):
            return "other"
        if "dismissed" in names:
            return "dismissed"
    for name in ("dismissed", "granted", "denied", "remanded"):
        if name in names:
            if name == "dismissed" and "granted" in names:
                return "granted"
            return name
    return None
