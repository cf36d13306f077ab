"""The day on which a ruling was made, where the entry gives it."""

import re
from datetime import date, timedelta

from docket.dates_in_text import find_dates_between

_MINUTES = re.compile(r"^\W{0,40}(?:\w+\s)?minutes?\b|^\W{0,40}(?:clerk|courtroom|electronic)")
_SIGNED = re.compile(
    r"\b(?:signed|so\sordered|hereby\sordered|approved|ordered|endorsed"
    r"|executed|judgment|order|opinion)\s(?:electronically\s)?by\b[^;()]{3,80}?\b(?:on|dated)?:?\s*$|\bsigned\s(?:on|this)\s*$"
    r"|(?<!before\s)(?<!magistrate\s)(?<!district\s)(?<!chief\s)\b(?:magistrate\s|district\s|chief\s)?judge\s(?:[\w.'-]+\s){1,5}on\s*$"
    r"|\bissued\sas\smandate:?\s*$")
_MADE_ON = re.compile(
    r"\border,?\s(?:dated|entered\son|filed\son|signed\son)\s*$|\b(?:order|judgment|opinion|mandate)\b[^.;]{0,40}\b(?:filed|entered|dated|issued|signed)\s(?:on\s)?$"
    r"|\bas\sof\s$|\bapproved:?\s(?:on\s)?$|\border\sof\s(?:the\s)?(?:usca|court\sof\sappeals"
    r"|supreme\scourt)\b[^;]{0,80}\bon\s$")
_LATE = timedelta(days=14)               # the register's day may be the day of the paper, not of the order on it
_HELD = re.compile(r"\bheld\son\s*$|\bheld\sbefore[^.;]{0,60}\son\s*$")


def find_day(lowered: str, date_filed: date | None) -> date | None:
    """The day signed or ordered, where the text, in lower case, gives it."""
    if date_filed is None:
        return None
    found = find_dates_between(lowered, 0, len(lowered), date_filed.year)
    for pattern in (_SIGNED, _MADE_ON, _HELD) if _MINUTES.match(lowered) else (_SIGNED, _MADE_ON):
        for day in found:
            if pattern.search(lowered[max(0, day.start - 90):day.start]) and day.value <= date_filed + _LATE:
                return day.value
    return date_filed
