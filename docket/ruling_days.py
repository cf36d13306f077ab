"""The day on which a ruling was made, where the entry gives it."""

import re
from datetime import date, timedelta

from docket.dates_in_text import find_dates

_MINUTES = re.compile(r"^\W{0,40}(?:\w+\s)?minutes?\b|^\W{0,40}(?:clerk|courtroom|electronic)", re.IGNORECASE)
_SIGNED = re.compile(
    r"\b(?:signed|so\sordered|hereby\sordered|approved|ordered|endorsed"
    r"|executed)\s(?:electronically\s)?by\b[^;()]{3,80}?\b(?:on|dated)?:?\s*$|\bsigned\s(?:on|this)\s*$"
    r"|\bissued\sas\smandate:\s*$|\border,?\s(?:dated|entered\son|filed\son|signed\son)\s*$", re.IGNORECASE)
_MADE_ON = re.compile(
    r"\b(?:order|judgment|opinion|mandate)\b[^.;]{0,40}\b(?:filed|entered|dated|issued|signed)\s(?:on\s)?$"
    r"|\bas\sof\s$|\bapproved:?\s(?:on\s)?$|\border\sof\s(?:the\s)?(?:usca|court\sof\sappeals"
    r"|supreme\scourt)\b[^;]{0,80}\bon\s$", re.IGNORECASE)
_LATE = timedelta(days=14)               # the register's day may be the day of the paper, not of the order on it
_HELD = re.compile(r"\bheld\son\s*$|\bheld\sbefore[^.;]{0,60}\son\s*$", re.IGNORECASE)


def find_day(text: str, date_filed: date | None) -> date | None:
    """The day signed or ordered, where the text gives it."""
    if date_filed is None:
        return None
    found = find_dates(text, date_filed.year)
    for pattern in (_SIGNED, _MADE_ON, _HELD) if _MINUTES.match(text) else (_SIGNED, _MADE_ON):
        for day in found:
            if pattern.search(text[max(0, day.start - 90):day.start]) and day.value <= date_filed + _LATE:
                return day.value
    return date_filed
