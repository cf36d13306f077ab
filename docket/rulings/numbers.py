"""The docket numbers that a ruling answers, as an entry prints them. Texts are read in lower case."""

import re

from docket.rulings.words import TERMINATED, Verb, cue

_LARGEST, _FAR = 9999, 1500
REQUEST = (
    r"(?:(?:letter[\s-])?(?:cross-?\s?)?motions?|applications?|requests?|letters?|stipulations?|petitions?"
    r"|bills?\sof\scosts|proposed\s\w+)"
)
_DIGITS = re.compile(r"\d{1,4}")
_MORE = (
    r"(?P<more>(?:(?:,\s?(?:and\s|&\s)?|\s(?:and|&)\s|\s?[;/]\s?)(?:(?:dkt|ecf|docs?|d\.e"
    r"|de)\.?\s(?:nos?\.\s)?)?\[?\#?\s?\d{1,4}\]?(?:-\d{1,3})?(?![\d/.:]*\d)(?!\s?days))*)"
)
LABELLED = re.compile(
    r"(?<![a-z])(?:d\.\s?[ien]\.?|dkt|docket|docs?|documents?|ecf|d\.?e|dn|filing|entry|motion|paper"
    r"|pl?d?gs?|rec\.\sdoc|(?<=[(\[])r|ct\.\srec"
    r"|pacer\sdoc|item"
    r"|related\sdoc(?:uments?)?(?:\(s\))?)\b\.?[\s-]?(?:(?:entry|entries|items?|nos?|numbers?|\#s?|docs?"
    r"|documents?)\.?\s?|\#\s?|\(s\)\s?){0,3}"
    rf"[\[(]{{0,2}}\#?\s?(?P<n>\d{{1,4}})\]?(?:-\d{{1,3}})?(?![\d/:]|\.\d|,\d{{3}}){_MORE}"
)
_BRACKETED = re.compile(
    r"\[(?:\#\s?)?(?P<n>\d{1,4})(?:-\d{1,3})?(?P<more>(?:,\s?\d{1,4})*)\]"
    r"|(?:\(|\s)\#\s?(?P<n2>\d{1,4})(?P<more2>(?:,\s?\#?\d{1,4})*)(?!\d)"
    r"|\((?P<n3>\d{1,4})\)\s(?=(?:[a-z'-]{1,20}\s){0,3}motion\b)"
)
_NUMBERED = re.compile(
    r"(?<![\d/:.$§#(-])\[?\#?(?P<n>\d{1,4})(?:-\d{1,3})?\]?(?P<more>(?:(?:,\s|,?\s(?:and|&)\s"
    r"|\s)\[?\#?\d{1,4}(?:-\d{1,3})?\]?(?!\d"
    rf"|/)){{0,60}}+)[\s,]{{0,9}}+"
    rf"(?=(?:[a-z'().&/]{{1,30}}[\s-]{{1,3}}){{0,9}}?{REQUEST}\b)"
)
# "ex parte request 3 for …", "motion, 45, is": the number right after the word.
_AFTER_WORD = re.compile(
    rf"\b{REQUEST},?\s\(?(?:no\.\s|nos\.\s)?(?P<n>\d{{1,4}})(?P<more>(?:(?:,\s|\s(?:and|&)\s)\d{{1,4}}\b)*)"
    r"\)?(?=,?\s(?:for|to|in|is|are|filed|by"
    rf"|seeking|of)\b|[.,;)]|\s?$)"
)
# "summary judgment 48 and takes", "to compel 12 is": a number that ends the name of what is asked for.
_ENDS_NAME = re.compile(
    r"[a-z)](?<!\sre)\s(?P<n>\d{1,4})(?P<more>(?:(?:\s?,\s|\s(?:and|&)\s)\d{1,4}\b)*)(?=,?\s"
    r"(?:with(?:out)?\s(?:leave|prejudice)"
    r"|in\s(?:its\sentirety|full|part)|as\s(?:moot|unopposed)|and\s(?:vacates?|orders|directs|strikes|sets"
    r"|dismisses|continues)|is|are|granted|denied|and\s(?:takes?|took|grants|denies|the\scourt)|which"
    r"|filed\sby|by\s(?:the\s)?(?:magistrate\s|district\s|chief\s|hon\.?\s|honorable\s)?judge)\b"
    r"|,\s(?:hereby|the\scourt|it\sis)\b|\s[.;:])"
)
_BARE_AFTER = re.compile(
    r"[\s:]*(?:(?:as\smoot|without\sprejudice|with\sprejudice|re:?|in\spart|the|defendants?'?s?"
    r"|plaintiffs?'?s?|ecf|dkt\.?|doc\.?"
    r"|no\.)\s)*\[?\#?(?P<n>\d{1,4})\]?"
    r"(?P<more>(?:(?:,\s|,?\s(?:and|&)\s|\s)\[?\#?\d{1,4}\]?(?![\d/]))*)\s*(?=[.;,()]|$|for\b|as\b|filed\b"
    r"|to\b|in\b|signed\b|without\b|with\b|by\b)"
)
_BEFORE_VERB = re.compile(
    r"[a-z)\]]\s\[?\(?\#?(?P<n>\d{1,4})(?P<more>(?:(?:,\s|\s(?:and|&)\s)\d{1,4})*)[\])]?,?\s"
    r"(?:and\s)?(?:is|are|be)?\s?(?:hereby\s)?$"
)
_TRAILING = re.compile(
    r"[a-z,]\s(?P<n>\d{1,3})(?P<more>(?:,\s\d{1,3}){0,60})\s?\.?\s{0,9}(?=\([a-z]{2,4},\s?\)|\.\s|\.$|$|signed\b"
    r"|\(signed|by\s(?:the\s)?(?:hon[a-z]*|judge"
    r"|magistrate|chief|district|clerk))"
)
# What follows or precedes the number of a paper that is not ruled on: "50 Order", ", reply (Doc. 15)", "see [4]".
_OTHER_PAPER, _REQUEST_WORD, _PAPER_BEFORE = cue("other_paper"), cue("request_word"), cue("paper_before")
_REFERRED, _NO_NUMBER, _ABOUT_ANOTHER = cue("referred"), cue("no_number"), cue("about_another")
_SPACES = r"[\s(\[]*"
_NUMERAL_BEFORE = re.compile(r"\d,\s$")
_AFTER_CONJUNCTION = re.compile(r"(?:^\s?|[,;]\s|\b(?:and|or|the|in|its)\s)(?:[\w']{1,30}\s){0,2}$")
_AT_HEAD = re.compile(
    r"[\s\S]{0,260}?\b(?:re:?|on|as\sto|regarding|granting|denying)[\s:]+(?:pldg\.?\s)?[(\[]{0,2}"
    r"(?P<n>\d{1,4})\]?(?P<more>(?:(?:,\s|\s(?:and"
    r"|&)\s)\[?\d{1,4}\]?)*)\s"
    r"(?:in\smdl|(?:(?!(?:order|response|reply|complaint|answer|notice|report|findings"
    r"|memorandum)\b)[\w'-]+\s){0,4}?(?:letter|motion|application"
    r"|request|stipulation|first|second)\b)"
)
_RELATED = re.compile(
    r"\bre:?\s(?=\d{1,4}(?:\s?,\s\d{1,4})*\s?:\s(?:the\s)?(?:[\w']+\s)?(?:motion|application|request"
    r"|letter))(?P<n2>\d{1,4})(?P<more2>(?:\s?,\s\d{1,4})*)|\b(?:related\s(?:doc(?:ument)?s?|to"
    r"|entry)(?:\(s\))?|re:?\s(?:dkt|docket|ecf|docs?)|re:(?=\s\d{1,4}\s?\.\s))\.?:?\s(?:doc\.?\s"
    r"|nos?\.\s)?(?:\#\s?|no\.\s)?\[?(?P<n>\d{1,4})(?P<more>(?:,\s\d{1,4})*)"
)
# "denying Motion for Reduction of Sentence re 20 as to": the number behind the name.
_RE_AFTER = re.compile(
    r"\s(?:[\w'-]+\s){0,4}?motions?\s(?:(?!re\b)[\w'/-]+\s){0,8}?re:?\s\[?(?P<n>\d{1,4})\]?(?P<more>"
    r"(?:,\s\d{1,4})*)(?=\s(?:as\sto|filed|by)\b|\s*[.;(])"
)
_HAS_DIGIT = re.compile(r"\d")
_RUN = re.compile(r"\d+")
_LONGEST_LABEL, _AFTER = 48, 16  # characters before a number and behind it that its patterns read


def find_answers(lowered: str, verb: Verb, first: int, last: int, is_active: bool) -> tuple[int, ...]:
    """Return the numbers in the words around one verb: of its object, its subject, and of motions ended with it."""
    start, end = (verb.end, last) if is_active else (first, max(verb.start, first))
    numbers = find_numbers(lowered, start, end) | (
        find_numbers(lowered, verb.start, verb.end) if is_active else set()
    )
    if is_active and not numbers and (named := _RE_AFTER.match(lowered, start, end)):
        numbers |= _read(named)
    if (
        is_active
        and (bare := _BARE_AFTER.match(lowered, verb.end, last))
        and not _is_other_paper(lowered, bare.end("n"), bare.end() + 60)
    ):
        numbers |= _read(bare)
    if not is_active:
        before = max(first, verb.start - 16)
        if _HAS_DIGIT.search(lowered, before, verb.start) and (
            near := _BEFORE_VERB.search(lowered, max(first, before - 16), verb.start)
        ):
            numbers |= set() if _is_no_number(lowered, near.start("n")) else _read(near)
        if lowered[verb.end : verb.end + 2].strip().startswith(("(", "[")):  # "is GRANTED (Doc. 12)"
            numbers |= find_numbers(lowered, verb.end, min(last, verb.end + 30), labelled_only=True)
    if ("terminat" in lowered or "close" in lowered) and (
        ended := TERMINATED.search(lowered, first, min(len(lowered), first + _FAR))
    ):
        numbers |= {
            number
            for match in LABELLED.finditer(lowered, ended.start(), ended.end() + 40)
            for number in _read(match)
        }
    return tuple(sorted(numbers))


def find_far_answers(lowered: str, start: int) -> tuple[int, ...]:
    """The numbers that stand at the head of the entry or at its end, where none stands beside the verb.

    "MEMO ENDORSEMENT on re: 30 Letter": what the whole entry is about.
    """
    if "pldg" in lowered and (pleadings := find_pleadings(lowered, 0)):
        return pleadings
    named = _AT_HEAD.match(lowered)
    if named is None and ("related" in lowered or "re: " in lowered or " re " in lowered):
        named = _RELATED.search(lowered)
    named = named or _TRAILING.search(lowered, start, start + _FAR)
    return tuple(sorted(_read(named))) if named else ()


_PLEADINGS = re.compile(r"\bpldg\.?\s?\([^()]{0,400}\)")
_IN_CASE = re.compile(r"(?<![\d-])(\d{1,4})\]?\sin\s(?:mdl\b|[a-z]{2,4}/\d)")


def find_pleadings(lowered: str, start: int) -> tuple[int, ...]:
    """The papers that the multidistrict panel's register names: "re: pldg. (20 in CAC/2:12-cv-05275, 18 in
    MDL No. 2358)"."""
    named = _PLEADINGS.search(lowered, start)
    return tuple(sorted({int(number) for number in _IN_CASE.findall(named[0])})) if named else ()


def find_numbers(lowered: str, start: int, end: int, labelled_only: bool = False) -> set[int]:
    """Return the docket numbers between two places, without those of papers that are only named."""
    digits = [match.span() for match in _RUN.finditer(lowered, start, end)]
    if not digits:
        return set()
    near, far = max(start, digits[0][0] - _LONGEST_LABEL), min(end, digits[-1][1] + _AFTER)
    numbers: set[int] = set()
    has_brackets = any(lowered.find(sign, near, far) >= 0 for sign in "[#(")
    for pattern in (LABELLED, _BRACKETED) if has_brackets else (LABELLED,):
        for match in pattern.finditer(lowered, near, far):
            if not _is_other_paper(lowered, match.end(), match.end() + 60) and not _is_reference(
                lowered, match.start(), start
            ):
                numbers |= _read(match)
    return numbers if labelled_only else numbers | _find_bare(lowered, near, far, end)


def _find_bare(lowered: str, near: int, far: int, end: int) -> set[int]:
    """Numbers without a label: "33 Motion", "motion 33 for", "to compel 33 is"."""
    numbers: set[int] = set()
    for match in _NUMBERED.finditer(lowered, near, end):
        at = match.start()
        if _is_no_number(lowered, at) or _ABOUT_ANOTHER.ends(lowered, at - 30, at, _SPACES):
            continue
        if not _is_other_paper(lowered, match.end("n"), match.end("n") + 20):
            numbers |= _read(match)
    for match in _AFTER_WORD.finditer(lowered, near, far):
        numbers |= _read(match)
    for match in _ENDS_NAME.finditer(lowered, near, min(len(lowered), far + 12)):
        if match.end() <= end and not _is_no_number(lowered, match.start("n")):
            numbers |= _read(match)
    return numbers


def _is_other_paper(lowered: str, at: int, end: int) -> bool:
    """ "50 Order", "14 Reply to": the number of a paper that is not ruled on, by the words after it."""
    for _ in range(5):
        while at < end and not lowered[at : at + 1].isalpha():
            if lowered[at : at + 1] not in "])/ ":
                return False
            at += 1
        if _OTHER_PAPER.match(lowered, at, min(len(lowered), end + 12)):
            return True
        word = _WORD.match(lowered, at, end)
        if word is None or _REQUEST_WORD.match(lowered, at):
            return False
        at = word.end()
    return False


_WORD = re.compile(r"[a-z][\w/-]{0,30}(?=\s)")


def _is_no_number(lowered: str, at: int) -> bool:
    """ "Rule 12", "count 3", "May 5": a number that counts something else."""
    return (
        _NO_NUMBER.ends(lowered, at - 30, at, _SPACES) is not None
        or _NUMERAL_BEFORE.search(lowered, max(0, at - 4), at) is not None
    )


def _is_reference(lowered: str, at: int, start: int) -> bool:
    """ "see [49]", "response (Doc. 14)": a number that is named in passing."""
    if _REFERRED.ends(lowered, max(start, at - 40), at, _SPACES) or _ABOUT_ANOTHER.ends(
        lowered, max(start, at - 30), at, _SPACES
    ):
        return True
    paper = _PAPER_BEFORE.ends(lowered, max(start, at - 70), at, _SPACES)
    return (
        paper is not None
        and _AFTER_CONJUNCTION.search(lowered[max(start, at - 70) : paper.start()]) is not None
    )


def _read(match: re.Match[str]) -> set[int]:
    groups = match.groupdict()
    first, more = (
        groups["n"] or groups.get("n2") or groups.get("n3"),
        groups["more"] or groups.get("more2") or "",
    )
    numbers = {int(first or "")} | {int(digits) for digits in _DIGITS.findall(re.sub(r"-\d+", "", more))}
    return {number for number in numbers if 0 < number <= _LARGEST and not 1950 <= number <= 2049}
