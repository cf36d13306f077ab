"""What a party asks: that a sitting be held, or that one be moved. A request is never a fact."""

import re
from datetime import date
from typing import TYPE_CHECKING

from docket.hearings.draft import Act, Draft
from docket.hearings.govern import name_motion
from docket.hearings.tags import HearingType, find_nouns
from docket.text.dates import DateInText, find_dates_between

if TYPE_CHECKING:
    from docket.hearings.tags import Noun

_TITLE_LENGTH = 400  # what a paper asks stands where it is named
_ASK = re.compile(
    r"""\b(?:(?:to|for(?:\san?|\sthe)?|of(?:\sthe)?|requesting|seeking|request(?:s|ed)?(?:\sfor)?)\s(?:an?\s
        |the\s|that\sthe\s)?(?:\w+\s(?:and|/|or)\s(?:to\s)?)?
        (?:re-?)?(?:adjourn(?:ment)?|continu(?:e|ance)|postpone(?:ment)?|re-?schedule|reschedul\w+|re-?set
          |move|advance|vacate|cancel|expedite[d]?|set(?!\saside)|schedule|hold|convene|extend
          |extension(?:\sof\stime)?|re-?notice)\b)""",
    re.VERBOSE,
)
_FOR_SITTING = re.compile(
    r"\b(?:for|of|requesting|requests?(?:\sfor)?|seeking)\s(?:an?\s|the\s)?(?:(?!upcoming\b|scheduled\b"
    r"|forthcoming\b|next\b)(?:\w+|\(\w+\))\s){0,3}$"
)
_ASKED_AFTER = re.compile(r"\s(?:is\s)?request(?:ed)?\b")
_RESPONSE_TO = re.compile(
    r"\bresponse\sto\s[^;]{0,40}$"
)  # "re: response to [Docket No.60] for second … conference" (nysd): another's wish
_STANDING = re.compile(
    r"(?:set|scheduled|calendared|noticed|from|currently|held)\s(?:(?:for|on|to"
    r"|at)\s)?(?:[\d:]+\s?(?:[ap]\.?m\.?)?\s(?:on\s)?)?(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?$"
)
_OF_DAY = re.compile(
    r"(?:hearing|conference|trial|sentencing|argument|arraignment|date)s?\s(?:dates?\s)?of\s(?:(?:mon"
    r"|tues|wednes|thurs|fri)day,?\s)?$"
)
_STANDS_BESIDE = re.compile(
    r",?\s(?:[\w-]+\s){0,3}?(?:hearing|conference|trial|sentencing|argument|arraignment|call|plea|appearance)\b"
)
_ASKED_FOR = re.compile(r"(?:to|until|till|(?<!noted\s)for|on)\s(?:(?:mon|tues|wednes|thurs|fri)day,?\s)?$")
_END_OF_TITLE = re.compile(
    r"\b(?:filed\sby|document\sfiled|by\s(?:plaintiff|defendant|usa\b)|re[:;]?\s\d|\(motion\b"
    r"|motions?\s(?:hearing\s)?set\b)|\.(?<!\sco\.)(?<!\sinc\.)(?<!\scorp\.)(?<!\sltd\.)(?<!\sllc\.)"
    r"(?<!\sst\.)(?<!\sdr\.)(?<!\smr\.)(?<!\sms\.)(?<!\s\w\.)\s"
)
_BY_FIRST = re.compile(
    r"\W*(?:\w+\s){0,3}motions?\sby\s[^;]{0,160}?(?=\bto\s)"
)  # "MOTION by Defendant Q Corp. to continue" (ilnd)
_GAP = 60  # "to continue the January 5 final pretrial conference"


def find_requests(text: str, date_filed: date) -> list[Draft]:
    """Return what the title of a party's paper asks about sittings; a motion to continue without more is one."""
    by = _BY_FIRST.match(text)
    stop = _END_OF_TITLE.search(text, by.end() if by else 0, _TITLE_LENGTH)
    end = stop.start() if stop else min(len(text), _TITLE_LENGTH)
    nouns = [name_motion(text, 0, len(text), noun) for noun in find_nouns(text, 0, end)]
    found: list[Draft] = []
    for noun in nouns:
        if (
            noun.kind is None
            or text.startswith("presentment", noun.start)
            or any(draft.kind is noun.kind for draft in found)
            or not _is_asked(text, nouns, noun)
        ):
            continue
        found.append(Draft(noun.kind, noun.is_generic, Act.REQUESTED, None, "request", 0, end, noun=noun))
    if found:
        _date_request(
            text, find_dates_between(text, 0, max(end, noun_end(found) + 120), date_filed.year), found
        )
    return found


_ARGUMENT_ASKED = re.compile(
    r"(?<!no\s)\boral\sargument(?:\sis)?(?:\shereby)?\srequested\b|\bargument\srequest:\s{0,2}requested\b"
)


def find_argument_request(text: str) -> list[Draft]:
    """Return the wish of a motion or brief to be argued, wherever in its entry it stands."""
    match = _ARGUMENT_ASKED.search(text) if "argument" in text and "request" in text else None
    if match is None:
        return []
    return [
        Draft(
            HearingType.ORAL_ARGUMENT,
            False,
            Act.REQUESTED,
            None,
            "argument-requested",
            match.start(),
            match.end(),
        )
    ]


def noun_end(found: list[Draft]) -> int:
    return max(draft.noun.end for draft in found if draft.noun)


def _is_asked(text: str, nouns: "list[Noun]", noun: "Noun") -> bool:
    for match in _ASK.finditer(text, 0, noun.start):
        gap = text[match.end() : noun.start]
        between = [other for other in nouns if match.end() <= other.start < noun.start]
        if (
            len(gap) < _GAP + sum(other.end - other.start for other in between)
            and all(other.kind for other in between)
            and not re.search(r"\b(?:deadline|discovery|time\sto|judgment|order|default)\b", gap)
        ):
            return True
    if _ASKED_AFTER.match(text, noun.end):
        return True
    asked = None if noun.kind == "trial" else _FOR_SITTING.search(text, max(0, noun.start - 60), noun.start)
    return asked is not None and _RESPONSE_TO.search(text, max(0, asked.start() - 60), asked.start()) is None


def _date_request(text: str, dates: list[DateInText], found: list[Draft]) -> None:
    asked = []
    for day in dates:
        before = text[max(0, day.start - 60) : day.start]
        if _STANDING.search(before) or (
            not _ASKED_FOR.search(before) and _STANDS_BESIDE.match(text, day.end)
        ):
            for draft in found:
                draft.prior_date = draft.prior_date or day.value
        elif _ASKED_FOR.search(before):
            asked.append(day)
        elif _OF_DAY.search(before):
            for draft in found:
                draft.prior_date = draft.prior_date or day.value
    if len(asked) == 1:
        for draft in found:
            draft.date, draft.date_span = asked[0].value, (asked[0].start, asked[0].end)
