"""The words with which a court treats what it cites: rows of language/treatment.tsv, one pattern per tag.

In a row, <we> is this court, <so> what can come between it and its verb, <it> the decision with a noun for it
("the reasoning of CASE"), and <its> the same but no bare name, because one can agree with a person who has
that name.
"""

import re
from functools import cache

from docket.text.phrase_rows import load

_OPENING = re.compile(
    r"(?:^|[\s(;.])(?P<signal>[A-Z]?[a-z.]{0,20}(?:\s(?:see|also|cf\.|generally))?,?(?:\se\.g\.,?)?)\s{0,9}$"
)
_SIGNALS = ("signal_but", "signal_contrast", "signal_accord", "signal_see")
_NOUN = (
    r"(?:reasoning|holdings?|rules?|analysis|approach|decisions?|opinions?|tests?|view|conclusions?|rationale|logic"
    r"|precedents?|rulings?|framework|interpretation|construction|definition|standards?|principles?|formulation"
    r"|majority|court|panel|line of cases|teachings?|lead)"
)
_LINK = (
    r"(?:of|in|from|by|(?:(?:as )?(?:set (?:forth|out)|announced|adopted|stated|articulated|reached|employed|applied"
    r"|used|expressed|established|developed) (?:in|by)))"
)
_WITH = (
    rf"(?:the|our|its|that) (?:[\w’'.-]+ ){{0,5}}?{_NOUN}(?: of [\w“”\"~’' -]{{1,60}}?)? {_LINK}"
    r" (?:the (?:court|Court|panel|majority) in )?"
)
_LIST = r"(?:(?:OTHER|NAME|CASE)(?:,? and|,? or|,? nor|,|;) )*"
_WHOSE = rf"[’']s? (?:\w+ ){{0,2}}{_NOUN}"
_ADVERB = (
    r"\w+ly|also|therefore|thus|too|again|nonetheless|nevertheless|likewise|now|still|hence|hereby|today|here"
)
_MACROS = {
    "<we>": r"\b(?:[Ww]e|I|[Tt]his [Cc]ourt|[Tt]he (?:[Cc]ourt|undersigned))",
    "<so>": rf"(?: (?:{_ADVERB})|, (?:therefore|too|however|accordingly),)*",
    "<its>": rf"(?:{_WITH}{_LIST}(?:CASE|NAME)|{_LIST}CASE(?:{_WHOSE})?|NAME{_WHOSE})",
    "<it>": rf"(?:{_WITH})?{_LIST}(?:CASE|NAME)(?:[’']s?)?(?: (?:\w+ ){{0,2}}{_NOUN})?,?",
}


def expand(phrase: str) -> str:
    """Return a row's phrase with its placeholders (<we>, <so>, <it>, <its>) expanded."""
    for sign, words in _MACROS.items():
        phrase = phrase.replace(sign, words)
    return phrase


def rows_of(tag: str) -> list[str]:
    """Return the phrases of a tag, expanded."""
    return [expand(row.phrase) for row in load("treatment") if row.tag == tag]


@cache
def pattern(tag: str) -> re.Pattern[str]:
    """Return a pattern that finds any phrase of a tag."""
    return re.compile("|".join(f"(?:{phrase})" for phrase in rows_of(tag)))


def find_history(before: str) -> int | None:
    """Return the offset, in the words before a citation, of its history ("aff'd"); None if there is none."""
    match = pattern("history").search(before)
    return match.start() if match else None


def signal_at_end(before: str) -> str | None:
    """Return the signal directly before a citation, None if there is none."""
    match = _OPENING.search(before)
    signal = match["signal"].strip(" ,") if match else ""
    for tag in _SIGNALS:
        if signal and pattern(tag).fullmatch(signal):
            return signal
    tail = before.strip()[-24:]
    for tag in _SIGNALS:
        if ending := re.search(rf"(?:^|[\s(;])((?:{pattern(tag).pattern}),?)$", tail):
            return ending[1].strip(" ,")
    return None
