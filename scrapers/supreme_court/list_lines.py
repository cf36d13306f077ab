"""Reduces the lines of the Supreme Court's argument calendars and order lists to what we watch, and reads
those. Pure.

Both are PDFs for people: a heading (a day; "CERTIORARI DENIED"), and under it lines with a docket number
anywhere in the line. Only headings and the items of watched dockets are kept.
"""

import re
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

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
# A line that begins an item: a number followed by a caption. A number within an order's text does not begin
# one, even at the start of a line ("22-111 is denied").
_ITEM = re.compile(
    r"(?:\d\d(?:-|A|M|a|m)\d{1,5}\b|\d{1,3},?\s?(?i:ORIG)\.?)(?=\s*(?:[),(]|\Z)|\s+(?:[A-Z]|Mc|[a-z]{1,3}[A-Z]))"
)
# "21-1326 ) U.S., ET AL., …": a bracket joins the item to the next one.
_JOINED = re.compile(r"\S+\s*\)")
# Page numbers, and brackets alone on a line.
_LEFTOVER = re.compile(r"\d{1,3}|\)+")
# A heading that says what was ordered in everything under it.
_SAYS_IT = re.compile(r"\b(?:DENIED|GRANTED|DISMISSED|NOTED|AFFIRMED)\b")
# Found only in the text of an order; a caption that continues on a second line is in capitals.
_ORDER_WORDS = re.compile(r"\b(?:[a-z]{3,}\s+){2}[a-z]{2,}|\b(?:The|Justice|It is)\s+[a-z]")
_RUN = re.compile(r"\S+(?: \S+)*")  # words with single spaces between them; columns are farther apart
_GUTTER = 12
NO_DAY = "(no day)"
_ORAL = HearingKind.ORAL_ARGUMENT


def clean(lines: list[str]) -> list[str]:
    """Return the lines with one kind of dash: the Court's PDFs print "22\u20131025"."""
    return [line.translate(_DASHES) for line in lines]


def in_eye_order(pages: list[list[str]]) -> list[str]:
    """Return the lines of a calendar, cleaned, in reading order: column by column if days are side by side.

    `pages` are laid out with spaces (`pdf_text.read_layout`). `NO_DAY` is inserted above the first day of a
    column, since a docket there belongs to no day.
    """
    lines: list[str] = []
    for page in map(clean, pages):
        days = [[match.start() for match in _RUN.finditer(row) if _ARGUED_ON.match(match[0])] for row in page]
        first = next((place for place, day in enumerate(days) if day), len(page))
        starts = _columns(sorted(place for day in days for place in day))
        edges = [_edge(page[first:], left, right) for left, right in pairwise(starts)]
        bounds = list(zip([0, *edges], [*edges, None], strict=True))
        if not any(all(_within(row, *bound) for bound in bounds) for row in page[first:]):
            lines += page  # one column, with headings in it
            continue
        lines += page[:first]
        for left, right in bounds:
            lines += [NO_DAY, *(_within(row, left, right) for row in page[first:])]
    return [folded for line in lines if (folded := " ".join(line.split()))]


def _columns(places: list[int]) -> list[int]:
    """Return the offsets at which the days of each column begin; centered ones differ by a few characters."""
    starts: list[int] = []
    for place in places:
        if not starts or place - starts[-1] >= _GUTTER:
            starts.append(place)
    return starts


def _edge(rows: list[str], left: int, right: int) -> int:
    """Return the left edge of the column whose days begin at `right`: the end of the widest gap before it."""
    crossed = [sum(row[place : place + 1].strip() != "" for row in rows) for place in range(left, right)]
    least = min(crossed)
    gaps = re.finditer("1+", "".join("1" if count == least else "0" for count in crossed))
    return left + max(gaps, key=lambda gap: gap.end() - gap.start()).end()


def _within(row: str, left: int, right: int | None) -> str:
    """Return the runs of words that begin in a column; a run that extends beyond it on the right stays
    whole."""
    return "  ".join(
        match[0]
        for match in _RUN.finditer(row)
        if left <= match.start() and (right is None or match.start() < right)
    )


def cut_calendar(lines: list[str], watched: set[str], page: str) -> tuple[list[str], int]:
    """Return the lines to keep (the session, the days with a watched docket, and its lines), and how many
    dockets the calendar names.

    Raises ParseError (changed-form) if there is no session, day or docket.
    """
    session = next((match for line in lines if (match := _SESSION.search(line))), None)
    kept = [session[0]] if session else []
    names: set[str] = set()
    day: str | None = None
    for line in lines:
        if _ARGUED_ON.match(line) or (line == NO_DAY and day):
            day = line
        numbers = printed_numbers(_ARGUED_ON.sub("", line, count=1), "scotus") if day else ()
        names.update(numbers)
        if day is not None and watched.intersection(numbers):
            kept += [line] if day in (*kept[-1:], line) else [day, line]
    if session is None or day is None or not names:
        raise ParseError(
            f"{page}: no session with days and dockets; the calendar's form has changed", code="changed-form"
        )
    return kept, len(names)


def read_calendar(lines: list[str], page: str, url: str) -> Iterator[object]:
    """Yield, for each docket under a day, that its argument is set for that day; an issue if day and weekday
    disagree."""
    session = _SESSION.search(lines[0]) if lines else None
    if session is None:
        raise ParseError(f"{page}: no argument calendar; it is asked for again", code="changed-form")
    first, day = times.parse_date(session["day"]), None
    for line in lines[1:]:
        if match := _ARGUED_ON.match(line):
            day = _argument_day(match, first)
            if day is None:
                yield Issue("date", match[0], page, "scotus")
        elif line == NO_DAY:
            day = None
            yield Issue("date", "a docket that stands under no day", page, "scotus")
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
    """Return an item's line without a day at its beginning."""
    return _ARGUED_ON.sub("", line, count=1).strip(" :-") or line


def _argument_day(match: re.Match, first: date) -> date | None:
    """Return the day of an argument. A day without a year is in the session's year or, after December, in the
    next; None if the weekday does not agree."""
    for year in [int(match["year"])] if match["year"] else [first.year, first.year + 1]:
        try:
            day = times.parse_date(f"{match['month']} {match['day']}, {year}")
        except ParseError:
            continue
        if _WEEKDAYS[day.weekday()] == match["weekday"].lower():
            return day
    return None


def cut_orders(lines: list[str], watched: set[str], page: str) -> tuple[list[str], int]:
    """Return the lines to keep (the day, the headings over a watched docket, its lines and those of the
    order), and how many dockets the list names.

    An order on several cases is printed under the last of them; each watched one among them is kept above it.
    Raises ParseError (changed-form) if there is no day or no heading.
    """
    day = next((match["day"] for line in lines if (match := _ORDERS_OF.search(line))), None)
    kept = [f"Orders of {day}"]
    names: set[str] = set()
    has_section = False
    for section, group in _groups(lines):
        has_section = True
        names.update(number for item, _ in group for number in _numbers(item))
        ours = [(item, words) for item, words in group if watched.intersection(_numbers(item))]
        if ours:
            kept.append(section)
            for item, words in ours:
                kept += [item, *words]
            if group[-1] not in ours:
                kept += group[-1][1]
    if day is None or not has_section:
        raise ParseError(
            f"{page}: no order list with a day and headings; its form has changed", code="changed-form"
        )
    return kept, len(names)


_Group = list[tuple[str, list[str]]]  # items with the lines under each; all share the lines under the last


def _groups(lines: list[str]) -> Iterator[tuple[str, _Group]]:
    """Yield the heading and the items of each order; a heading without items has an empty list.

    Under a heading that is itself an order ("CERTIORARI DENIED") every item is separate unless brackets join
    it to the next; elsewhere the items before an order's text share it.
    """
    section: str | None = None
    group: _Group = []
    for line in lines:
        if _SECTION.fullmatch(line) and _SECTIONS.search(line):
            if section is not None:
                yield section, group
            section, group = line, []
        elif section is None or _LEFTOVER.fullmatch(line):
            continue
        elif _ITEM.match(line):
            if group and not _is_open(section, group):
                yield section, group
                group = []
            group.append((line, []))
        elif group:
            group[-1][1].append(line)
    if section is not None:
        yield section, group


def _is_open(section: str, group: _Group) -> bool:
    """Return whether the next item belongs to the same order."""
    item, words = group[-1]
    if any(_ORDER_WORDS.search(line) for line in words):
        return False
    return not _SAYS_IT.search(section) or bool(_JOINED.match(item))


def _numbers(item: str) -> tuple[str, ...]:
    match = _ITEM.match(item)
    return printed_numbers(match[0], "scotus") if match else ()


def read_orders(lines: list[str], page: str, url: str) -> Iterator[object]:
    """Yield what was ordered in each docket, in the list's words: the heading, and the text under the number.

    Its meaning is read from the docket's own entry of that day, which says the same.
    """
    day = times.parse_date(lines[0].removeprefix("Orders of ") if lines else "")
    for section, group in _groups(lines[1:]):
        shared = group[-1][1] if group else []
        for item, words in group:
            says_it = words is shared or any(_ORDER_WORDS.search(line) for line in words)
            order = f"{section.capitalize()}: {' '.join([item, *words, *([] if says_it else shared)])}"
            for number in _numbers(item):
                ref = DocketRef("scotus", number)
                yield Docket(ref=ref)
                yield DocketEvent(ref, day, day, Precision.DAY, "order", order, url)
