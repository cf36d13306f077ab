"""The lines of the Supreme Court's argument calendars and order lists, cut down to what we watch, and read. Pure.

Both are PDFs for people: a heading (a day; "CERTIORARI DENIED"), and under it lines that hold a docket number. Where on
the line it stands does not matter here. Nothing but headings and the items of watched dockets is kept.
"""

import re
from collections.abc import Iterator
from datetime import date

from docket import times
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEvent, DocketRef, HearingEvent
from docket.vocabulary import HearingAction, HearingKind, Precision
from scrapers.court_lists.items import printed_numbers

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SESSION = re.compile(r"\bsession\s+beginning\s+(?P<day>[A-Z]\w+\s\d{1,2},?\s\d{4})", re.IGNORECASE)
_ARGUED_ON = re.compile(
    (
        rf"(?P<weekday>{'|'.join(_WEEKDAYS)}),?\s+(?P<month>[A-Z][a-z]{{2,8}})\.?\s+(?P<day>\d{{1,2}})"
        r"(?:,?\s+(?P<year>\d{4}))?\b"
    ),
    re.IGNORECASE,
)
_ORDERS_OF = re.compile(rf"(?:{'|'.join(_WEEKDAYS)}),\s+(?P<day>[A-Z]+\s\d{{1,2}},\s\d{{4}})", re.IGNORECASE)
_SECTION = re.compile(r"[A-Z][A-Z /,'()-]{9,70}")
_SECTIONS = re.compile(
    r"CERTIORARI|ORDERS? IN|HABEAS|MANDAMUS|PROHIBITION|REHEARING|APPEAL|DISCIPLINE|JURISDICTION"
)
# A line of its own that begins an item; a number in the midst of an order's words does not.
_ITEM = re.compile(r"\d\d(?:-|A|M)\d{1,5}\b|\d{1,3},?\s?ORIG", re.IGNORECASE)
_ORAL = HearingKind.ORAL_ARGUMENT


def clean(lines: list[str]) -> list[str]:
    """Return the lines with one sort of dash: the Court's PDFs print "22\u20131025"."""
    return [line.translate(_DASHES) for line in lines]


def cut_calendar(lines: list[str], watched: set[str], page: str) -> tuple[list[str], int]:
    """Return the session, the days with a watched docket and its lines, and how many dockets the calendar names.

    Raises ParseError (changed-form) for what shows no session, day or docket.
    """
    session = next((match for line in lines if (match := _SESSION.search(line))), None)
    kept = [session[0]] if session else []
    names: set[str] = set()
    day: str | None = None
    for line in lines:
        if _ARGUED_ON.match(line):
            day = line
        numbers = printed_numbers(_ARGUED_ON.sub("", line, count=1), "scotus") if day else ()
        names.update(numbers)
        if day is not None and watched.intersection(numbers):
            kept += [line] if day in (kept[-1], line) else [day, line]
    if session is None or day is None or not names:
        raise ParseError(
            f"{page}: no session with days and dockets; the calendar's form has changed", code="changed-form"
        )
    return kept, len(names)


def read_calendar(lines: list[str], page: str, url: str) -> Iterator[object]:
    """Yield, for each docket under a day, that its argument is set for it; an issue where day and weekday disagree."""
    session = _SESSION.search(lines[0]) if lines else None
    if session is None:
        raise ParseError(f"{page}: no argument calendar; it is asked for again", code="changed-form")
    first, day = times.parse_date(session["day"]), None
    for line in lines[1:]:
        if match := _ARGUED_ON.match(line):
            day = _argument_day(match, first)
            if day is None:
                yield Issue("date", match[0], page, "scotus")
        if day is None:
            continue
        for number in printed_numbers(_ARGUED_ON.sub("", line, count=1), "scotus"):
            ref = DocketRef("scotus", number)
            yield Docket(ref=ref)
            yield HearingEvent(
                ref,
                f"oral-argument-{day.isoformat()}",
                HearingAction.SET,
                _ORAL,
                date_from=day,
                date_to=day,
                text=f"On the argument calendar: {match_words(line)}",
                source_url=url,
            )


def match_words(line: str) -> str:
    """Return an item's line without the day that may begin it."""
    return _ARGUED_ON.sub("", line, count=1).strip(" :-") or line


def _argument_day(match: re.Match, first: date) -> date | None:
    """A day without a year is the session's, and after December the next one's; the weekday must be that day's."""
    for year in [int(match["year"])] if match["year"] else [first.year, first.year + 1]:
        try:
            day = times.parse_date(f"{match['month']} {match['day']}, {year}")
        except ParseError:
            continue
        if _WEEKDAYS[day.weekday()] == match["weekday"].lower():
            return day
    return None


def cut_orders(lines: list[str], watched: set[str], page: str) -> tuple[list[str], int]:
    """Return the day, the headings over a watched docket and its lines, and how many dockets the list names.

    Raises ParseError (changed-form) for what shows no day or no heading.
    """
    day = next((match["day"] for line in lines if (match := _ORDERS_OF.search(line))), None)
    kept = [f"Orders of {day}"]
    names: set[str] = set()
    section: str | None = None
    is_ours = False
    for line in lines:
        if _is_section(line):
            section, is_ours = line, False
        elif section and (item := _ITEM.match(line)):
            numbers = printed_numbers(item[0], "scotus")
            names.update(numbers)
            if is_ours := bool(watched.intersection(numbers)):
                kept += [section, line]
        elif section and is_ours:
            kept.append(line)
    if day is None or section is None:
        raise ParseError(
            f"{page}: no order list with a day and headings; its form has changed", code="changed-form"
        )
    return kept, len(names)


def _is_section(line: str) -> bool:
    return bool(_SECTION.fullmatch(line) and _SECTIONS.search(line))


def read_orders(lines: list[str], page: str, url: str) -> Iterator[object]:
    """Yield what was ordered in each docket, in the list's words: the heading, and what stands under the number.

    What it means is read from the docket's own entry of that day, which says the same.
    """
    day_words = lines[0].removeprefix("Orders of ") if lines else ""
    day, section, item, words = times.parse_date(day_words), None, None, []
    for line in [*lines[1:], None]:
        if line is not None and not _is_section(line) and not (section and not item and _ITEM.match(line)):
            words.append(line)
            continue
        if line is not None and _ITEM.match(line):
            item, words = line, [line]
            continue
        if item and section:
            yield from _ordered(item, section, words, day, url)
        section, item, words = line, None, []


def _ordered(item: str, section: str, words: list[str], day: date, url: str) -> Iterator[object]:
    match = _ITEM.match(item)
    assert match is not None  # that is what made the line an item
    for number in printed_numbers(match[0], "scotus"):
        ref = DocketRef("scotus", number)
        yield Docket(ref=ref)
        yield DocketEvent(
            ref, day, day, Precision.DAY, "order", f"{section.capitalize()}: {' '.join(words)}", url
        )
