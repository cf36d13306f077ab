"""The docket numbers that a ruling answers, as an entry prints them. Texts are in lower case.

Every run of numbers ("12", "[48], [49]", "Docs. 5 and 6") is judged by what comes before and after it: a
label or a bracket, the request that it numbers, or the end of that request's name.
"""

import re

from docket.rulings.words import CUES
from docket.text.phrases import Tag

_FAR = 1500  # characters after the paper's name within which "re" and numbers at the end are sought
_HEAD = 270  # characters at the head of the entry within which a run of numbers may appear
_ENDS = r"(?:-\d{1,3})?(?![\d/:]|[.-]\d|,\d{3}|\s?days\b)"
_N = rf"\d{{1,4}}{_ENDS}"
_JOINT = (
    r"[\])]{0,2}(?:\s?,\s?(?:and\s|&\s)?|\s(?:and|&)\s|\s?[;/]\s?|\s)(?:(?:dkt|ecf|docs?)\.?\s(?:nos?\.\s)?)?"
)
# A pattern that begins with a digit skips from digit to digit, which is fast.
_FIRST = r"\d(?<![\d/:$§_]\d)(?<!\d[.a-z-]\d)(?<!\d[a-z]{2}\d)(?<!§\s\d)\d{0,3}"
_RUN = re.compile(rf"{_FIRST}{_ENDS}(?:{_JOINT}[\[(]?\#?\s?{_N}){{0,60}}")
_REQUEST = (
    r"(?:(?:letter[\s-])?(?:cross-?\s?)?motions?|applications?|requests?|letters?|stipulations?|petitions?"
    r"|bills?\sof\scosts|proposed\s\w+)\b"
)
_REQUEST_BEHIND = re.compile(rf"[\])\s,]{{1,9}}(?:[a-z'().&/]{{1,30}}[\s-]{{1,3}}){{0,9}}?{_REQUEST}")
_NAMED = re.compile(r"[a-z)](?<!\sre)\s$")
_BEHIND_NAME = re.compile(r"[a-z)\]]\s[(\[#]{0,2}$")
_REQUEST_BEFORE = re.compile(rf"\b{_REQUEST},?\s\(?(?:nos?\.\s)?$")
_AFTER_REQUEST = re.compile(r"\)?(?:,?\s(?:for|to|in|is|are|filed|by|seeking|of)\b|\s?[.,;)]|\s?$)")
_STOPS = re.compile(r"\)?\s[.;:,]")
_TO_VERB = re.compile(r"[\])]?,?\s(?:and\s)?(?:is|are|be)?\s?(?:hereby\s)?")
_DIGITS = re.compile(r"\d{1,4}")
_AFTER = 16  # characters after a stretch that may show that a number ended it
_SIGNS = r"[\s(\[]*"
_LABEL_SIGNS = r"[\s.(\[#-]*"
_NAMES_REQUEST = re.compile(
    r"\]?\s(?:in\smdl|(?:[\w'-]+\s){0,4}?(?:letter|motion|application|request|stipulation|first|second)\b)"
)
_RELATED = re.compile(
    r"re(?<!\wre)(?:lated\s(?:doc(?:ument)?s?|to|entry)(?:\(s\))?|:?\s(?:dkt|docket|ecf|docs?))\.?:?\s"
    rf"(?:doc\.?\s|nos?\.\s)?(?:\#\s?|no\.\s)?\[?(?P<run>{_N}(?:\s?,\s{_N}){{0,60}})"
)
_RE = re.compile(
    rf"re(?<!\wre):?\s(?P<run>{_N}(?:\s?,\s{_N}){{0,60}})\s?(?:\.\s|as\sto\b|:\s(?:the\s)?(?:[\w']+\s)?"
    r"(?:motion|application|request|letter))"
)
_TRAILING = re.compile(
    r"(?P<run>\d(?<=[a-z,]\s\d)\d{0,2}(?:,\s\d{1,3}){0,60})\s?\.?\s{0,9}(?=\([a-z]{2,4},\s?\)|\.\s|\.$|$|\(?signed\b"
    r"|by\s(?:the\s)?(?:hon[a-z]*|judge|magistrate|chief|district|clerk))"
)
_PLEADINGS = re.compile(r"\bpldg\.?\s?\([^()]{0,400}\)")
_IN_CASE = re.compile(r"(?<![\d-])(\d{1,4})\]?\sin\s(?:mdl\b|[a-z]{2,4}/\d)")


def find_answers(lowered: str, verb: Tag, first: int, last: int, is_active: bool) -> tuple[int, ...]:
    """Return the numbers of one verb's object or subject."""
    start, end = (verb.start, last) if is_active else (first, max(verb.start, first))
    numbers = find_numbers(lowered, start, end, verb)
    if lowered[verb.end : verb.end + 2].strip().startswith(("(", "[")):
        numbers += find_numbers(lowered, verb.end, min(last, verb.end + 30))  # "is granted [41]"
    return numbers


def find_far_answers(lowered: str, start: int) -> tuple[int, ...]:
    """Return the numbers at the head of the entry or at its end, for a verb with none beside it.

    "MEMO ENDORSEMENT on re: 30 Letter": what the whole entry is about.
    """
    # the multidistrict panel's register: "re: pldg. (20 in CAC/2:12-cv-05275, 18 in MDL No. 2358)"
    if "pldg" in lowered and (named := _PLEADINGS.search(lowered)):
        return tuple(map(int, _IN_CASE.findall(named[0])))
    for run in _RUN.finditer(lowered, 0, min(len(lowered), _HEAD)):
        at, after = run.span()
        if CUES.about_lead.ends(lowered, at - 20, at, _SIGNS) and _NAMES_REQUEST.match(lowered, after):
            return tuple(_read(run[0]))
    named = _RELATED.search(lowered) or _RE.search(lowered) or _TRAILING.search(lowered, start, start + _FAR)
    return tuple(_read(named["run"])) if named else ()


def find_numbers(lowered: str, start: int, end: int, verb: Tag | None = None) -> tuple[int, ...]:
    """Return the docket numbers between two offsets, in order, without those of papers only mentioned, but
    with a bare number right beside the verb."""
    numbers: list[int] = []
    for run in _RUN.finditer(lowered, start, end):
        if (verb and _is_beside(lowered, run, verb)) or _is_answer(lowered, run, start, end):
            numbers += _read(run[0])
    return tuple(numbers)


def _is_beside(lowered: str, run: re.Match[str], verb: Tag) -> bool:
    """Whether a run of numbers is right beside the verb: "granting 24", "Motion to stay 12 is granted"."""
    at, after = run.span()
    if at >= verb.end:
        is_bare = CUES.bare_lead.covers(lowered, verb.end, at) and not _is_other_paper(lowered, after, 60)
    else:
        is_named = _BEHIND_NAME.search(lowered, max(0, at - 4), at) is not None
        is_bare = is_named and _TO_VERB.fullmatch(lowered, after, verb.start) is not None
    return is_bare and not CUES.no_number.ends(lowered, at - 30, at, _SIGNS)


def _is_answer(lowered: str, run: re.Match[str], start: int, end: int) -> bool:
    """Whether a run is marked as a docket number ("Doc. 12", "[12]", "# 12"), or numbers a request."""
    at, after = run.span()
    if label := CUES.label.ends(lowered, max(start, at - 30), at, _LABEL_SIGNS):
        at = label.start()
    if label or lowered[max(start, at - 2) : at].strip()[-1:] in ("[", "#"):
        is_answer = not _is_other_paper(lowered, after, 60)
    else:
        is_answer = _is_unlabeled(lowered, at, after, end)
    return is_answer and not CUES.in_passing.ends(lowered, max(start, at - 40), at, _SIGNS)


def _is_unlabeled(lowered: str, at: int, after: int, end: int) -> bool:
    """Whether a run without a mark numbers a request: "33 Motion", "motion 33 for", "to compel 33 is"."""
    last = min(len(lowered), end + _AFTER)
    if _REQUEST_BEFORE.search(lowered, max(0, at - 40), at) and _AFTER_REQUEST.match(lowered, after, last):
        return True
    if lowered[at - 1 : at] in ("(", ".") or CUES.no_number.ends(lowered, at - 30, at, _SIGNS):
        return False
    if _REQUEST_BEHIND.match(lowered, after, end):
        return not _is_other_paper(lowered, after, 20)
    if not _NAMED.search(lowered, max(0, at - 4), at):
        return False
    return bool(_STOPS.match(lowered, after, last) or CUES.ends_number.follows(lowered, after, last))


_WORD = re.compile(r"[a-z][\w/-]{0,30}(?=\s)")


def _is_other_paper(lowered: str, at: int, within: int) -> bool:
    """Whether the words after a number name a paper that is not ruled on: "50 Order", "14 Reply to"."""
    end = min(len(lowered), at + within + 12)
    for _ in range(5):
        while lowered[at : at + 1] in ("]", ")", "/", " "):
            at += 1
        if CUES.other_paper.match(lowered, at, end):
            return True
        word = _WORD.match(lowered, at, end)
        if word is None or CUES.request_word.match(lowered, at):
            return False
        at = word.end()
    return False


def _read(run: str) -> list[int]:
    numbers = map(int, _DIGITS.findall(re.sub(r"-\d+", "", run)))
    return [number for number in numbers if number and not 1950 <= number <= 2049]
