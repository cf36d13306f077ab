"""A prepared text: each of its forms, and what readers find in it, is computed only once.

In every form each character keeps its place, so that a span of one form is a span of the text as printed.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cached_property, lru_cache, wraps
from typing import Any, TypeVar

from docket.issues import ParseError
from docket.text.controls import make_plain
from docket.text.dates import DateInText, find_dates_between, lower
from docket.text.sentences import caption_length, find_sentences, mask_citations
from docket.times import parse_date

Answer = TypeVar("Answer")
_HALF_A_YEAR = timedelta(days=183)
_NO_YEAR = 2000  # of a day without a year, in a text whose filing date is not known


class PreparedText:
    """A text as printed; for an entry also its filing date, court, and number, and the docket's number.

    `plain` has odd spaces, dashes, and quotes made plain, and character references read; `lowered` is `plain`
    in lower case. Other forms are made on first use.
    """

    def __init__(
        self,
        printed: str,
        date_filed: date | None = None,
        court_id: str = "",
        number: int | None = None,
        docket_number: str | None = None,
    ) -> None:
        self.printed, self.date_filed, self.court_id = printed, date_filed, court_id
        self.number, self.docket_number = number, docket_number
        self.plain = make_plain(printed)
        self.lowered = lower(self.plain)
        self.answers: dict[Callable[[PreparedText], Any], Any] = {}  # of readers, kept by `once`

    @cached_property
    def masked(self) -> str:
        """The plain text without the full stops of "U.S.C.", which end no sentence."""
        return mask_citations(self.plain)

    @cached_property
    def masked_lowered(self) -> str:
        """The masked text in lower case."""
        return lower(self.masked)

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences of the masked text, as (start, end)."""
        return find_sentences(self.masked)

    @cached_property
    def dates(self) -> list[DateInText]:
        """The dates, in order. One without a year gets the year of filing, or the year before, if that is half
        a year nearer: an entry of January 2 tells of a conference held on 12/30."""
        if self.date_filed is None:
            return find_dates_between(self.lowered, 0, len(self.lowered), _NO_YEAR)
        dates = find_dates_between(self.lowered, 0, len(self.lowered), self.date_filed.year)
        latest = self.date_filed + _HALF_A_YEAR
        return [day if day.has_year or day.value <= latest else day.in_year(-1) for day in dates]

    @property
    def caption(self) -> int:
        """How many characters long the caption is that feeds put before an entry."""
        return caption_length(self.printed)

    @cached_property
    def body(self) -> "PreparedText":
        """The entry after its caption."""
        return self.copy(self.printed[self.caption :])

    def up_to(self, end: int) -> "PreparedText":
        """Return the text up to an offset; the text itself if it is not longer."""
        return self if len(self.printed) <= end else self.copy(self.printed[:end])

    def copy(self, printed: str) -> "PreparedText":
        """Return another text of the same entry."""
        return PreparedText(printed, self.date_filed, self.court_id, self.number, self.docket_number)


# The last text is kept: of a labeled line its reader's answer is asked for, then whether the second reader agrees.
prepare_last = lru_cache(maxsize=1)(PreparedText)


def prepare_line(record: dict[str, Any]) -> PreparedText:
    """Return the text of a line {"text", "date_filed", "court_id", "number"}; all but the text are optional.

    Raises ParseError if the text is missing or the filing date is not a date.
    """
    text, filed, printed = record.get("text"), record.get("date_filed"), str(record.get("number"))
    if not isinstance(text, str) or not isinstance(filed, str | None):
        raise ParseError(
            'a line needs "text", a string, and "date_filed", YYYY-MM-DD or null', code="bad-line"
        )
    number = int(printed) if re.fullmatch(r"[0-9]{1,12}", printed) else None
    return prepare_last(text, parse_date(filed) if filed else None, str(record.get("court_id") or ""), number)


def once(read: Callable[[PreparedText], Answer]) -> Callable[[PreparedText], Answer]:
    """Wrap a reader of prepared texts so that it reads each text once; its answer is kept with the text."""

    @wraps(read)
    def answer(text: PreparedText) -> Answer:
        if read not in text.answers:
            text.answers[read] = read(text)
        return text.answers[read]

    return answer
