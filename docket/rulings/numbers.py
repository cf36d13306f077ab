"""The docket numbers that a ruling answers, as an entry prints them. Texts are read in lower case."""

import re

from docket.rulings.words import REQUEST, TERMINATED

_LARGEST, _FAR = 9999, 1500
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
    r"[a-z)\]]\s\[?\(?\#?(?P<n>\d{1,4})(?P<more>)[\])]?,?\s(?:and\s)?(?:is|are|be)?\s?(?:hereby\s)?$"
)
_TRAILING = re.compile(
    r"[a-z,]\s(?P<n>\d{1,3})(?P<more>(?:,\s\d{1,3}){0,60})\s?\.?\s{0,9}(?=\([a-z]{2,4},\s?\)|\.\s|\.$|$|signed\b"
    r"|\(signed|by\s(?:the\s)?(?:hon[a-z]*|judge"
    r"|magistrate|chief|district|clerk))"
)
# What follows or precedes the number of a paper that is not ruled on: "50 Order", ", reply (Doc. 15)", "see [4]".
_OTHER_PAPER = re.compile(
    r"\]?\)?\s?(?:(?!motion|applic|request|petit|stipul)[a-z][\w/-]*\s){0,4}?(?:orders?|complaint|notice"
    r"|answer|report|scheduling|case\smanagement"
    r"|judgment|memorandum|response|reply|opposition|brief|days?|defendants?(?!')"
    r"|counts?|pages?|years?|months?|p\.?m|a\.?m|indictment|minute|transcript|documents?\sin)\b"
)
_PAPER_BEFORE = re.compile(
    r"(?:(?:[,;]|\band|\bor|\bthe|\bin|\bits)\s(?:[\w']+\s){0,2}?|^\s?)(?:oppositions?|responses?|repl(?:y"
    "|ies)|sur-?reply|memorand(?:um|a)|briefs?"
    r"|declarations?|objections?|exhibits?|answer"
    r"|complaint|report(?:\sand\srecommendations?)?|recommendations?|orders?(?:\s(?:of|dated"
    r"|entered)\s[\w\s.,]{3,24}?)?|judgment|opinion|r&r"
    r"|findings(?:\sand\srecommendations?)?|notice(?:\sof\s\w+)?|affidavits?)"
    r"(?:\s(?:thereto|in\s(?:support|opposition|reply)(?:\sthereof)?|of\s(?:law|points)"
    r"|of\s(?:the\s)?(?:magistrate\s)?judge(?:\s\w+)?"
    r"|by\s(?:the\s)?magistrate\sjudge))?[\s(\[]*$"
)
_REFERRED = re.compile(
    r"(?:\bsee|\brules?|\bcounts?|\bexhibits?|\bparagraphs?|\bcourtroom|\broom|\bfrcp|\b(?:vacat|amend|reconsider"
    r"|adopt)\w*\s(?:the\s)?order\s(?:at\s)?|\bin\s(?:the\s)?(?:order|mdl)\s(?:at\s)?)\s?[\[(]?$"
)
_NO_NUMBER = re.compile(
    r"\b(?:rules?|counts?|frcp|courtroom|title|phase|group|day|exhibits?|claims?|defendants?|no|age|chapter"
    "|section|sections|first|volume|paragraphs?|items?|topics?|version|category|floor|apt"
    r"|interrogator(?:y|ies)|requests?"
    r"|requests\sfor\s\w+\snos?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\.?\s$|\d,\s$"
)
_ABOUT_ANOTHER = re.compile(
    r"\b(?:respon\w+|reply|opposition|oppose|objections?|support|answer)(?:/\w+)?\s(?:to|of|in|as\sto"
    r"|re:?)\s(?:the\s)?\[?$"
)
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


def find_answers(
    lowered: str, verb: re.Match[str], first: int, last: int, is_active: bool
) -> tuple[int, ...]:
    """Return the numbers in the words around one verb: of its object, its subject, and of motions ended with it."""
    start, end = (verb.end(), last) if is_active else (first, max(verb.start(), first))
    numbers = find_numbers(lowered, start, end) | (
        find_numbers(lowered, verb.start(), verb.end()) if is_active else set()
    )
    if is_active and not numbers and (named := _RE_AFTER.match(lowered, start, end)):
        numbers |= _read(named)
    if (
        is_active
        and (bare := _BARE_AFTER.match(lowered, verb.end(), last))
        and not _OTHER_PAPER.match(lowered, bare.end("n"), bare.end() + 60)
    ):
        numbers |= _read(bare)
    if not is_active:
        before = max(first, verb.start() - 16)
        if _HAS_DIGIT.search(lowered, before, verb.start()) and (
            near := _BEFORE_VERB.search(lowered, max(first, before - 16), verb.start())
        ):
            numbers |= (
                set()
                if _NO_NUMBER.search(lowered[max(0, near.start("n") - 14) : near.start("n")])
                else _read(near)
            )
        if lowered[verb.end() : verb.end() + 2].strip().startswith(("(", "[")):  # "is GRANTED (Doc. 12)"
            numbers |= find_numbers(lowered, verb.end(), min(last, verb.end() + 30), labelled_only=True)
    if ("terminat" in lowered or "close" in lowered) and (
        ended := TERMINATED.search(lowered, first, first + _FAR)
    ):
        numbers |= {number for match in LABELLED.finditer(ended[0]) for number in _read(match)}
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
    has_brackets = lowered.find("[", near, far) >= 0 or lowered.find("#", near, far) >= 0
    for pattern in (LABELLED, _BRACKETED) if has_brackets else (LABELLED,):
        for match in pattern.finditer(lowered, near, far):
            if not _OTHER_PAPER.match(lowered, match.end(), match.end() + 60) and not _is_reference(
                lowered, match.start(), start
            ):
                numbers |= _read(match)
    return numbers if labelled_only else numbers | _find_bare(lowered, near, far, end)


def _find_bare(lowered: str, near: int, far: int, end: int) -> set[int]:
    """Numbers without a label: "33 Motion", "motion 33 for", "to compel 33 is"."""
    numbers: set[int] = set()
    for match in _NUMBERED.finditer(lowered, near, end):
        before = lowered[max(0, match.start() - 30) : match.start()]
        if _NO_NUMBER.search(before[-24:]) or _ABOUT_ANOTHER.search(before):
            continue
        if not _OTHER_PAPER.match(lowered, match.end("n"), match.end("n") + 20):
            numbers |= _read(match)
    for match in _AFTER_WORD.finditer(lowered, near, far):
        numbers |= _read(match)
    for match in _ENDS_NAME.finditer(lowered, near, min(len(lowered), far + 12)):
        if match.end() <= end and not _NO_NUMBER.search(
            lowered[max(0, match.start("n") - 24) : match.start("n")]
        ):
            numbers |= _read(match)
    return numbers


def _is_reference(lowered: str, at: int, start: int) -> bool:
    """ "see [49]", "response (Doc. 14)": a number that is named in passing."""
    before = lowered[max(start, at - 70) : at]
    return (
        _REFERRED.search(before) is not None
        or _PAPER_BEFORE.search(before) is not None
        or _ABOUT_ANOTHER.search(before[-30:]) is not None
    )


def _read(match: re.Match[str]) -> set[int]:
    groups = match.groupdict()
    first, more = groups["n"] or groups.get("n2"), groups["more"] or groups.get("more2") or ""
    numbers = {int(first or "")} | {int(digits) for digits in _DIGITS.findall(re.sub(r"-\d+", "", more))}
    return {number for number in numbers if 0 < number <= _LARGEST and not 1950 <= number <= 2049}
