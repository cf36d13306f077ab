"""What in the reviewed rows of decisions cannot be right: no source, a day that its citation, its court's
number or another court's decision forbids. Pure.

Days are compared as intervals: a month is not before a day in it. A finding is a question to a reviewer, who
looks at the page again and mends the row; where the row is right, the check has learned something.
"""

import calendar
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from docket.courts import load_courts
from docket.csv_rows import split_cell
from docket.identity import year_of_number

_NO_SOURCE = ("no-source", "verified without a page that it was seen on")
_EARLIEST, _LATEST = "0001-01-01", "9999-12-31"
# What courts a reporter's series prints, and when it ran; `None`: it still does. The year before and after is
# let pass, since a volume closes late.
_SERIES = {
    "F.2d": ("appellate", 1924, 1993),
    "F.3d": ("appellate", 1993, 2021),
    "F.4th": ("appellate", 2021, None),
    "F. App'x": ("appellate", 2001, 2021),
    "F. Supp.": ("district special jpml", 1932, 1998),
    "F. Supp. 2d": ("district special jpml", 1998, 2014),
    "F. Supp. 3d": ("district special jpml", 2014, None),
    "U.S.": ("scotus", 1790, None),
    "S. Ct.": ("scotus", 1882, None),
    "Cal. 4th": ("state", 1991, 2016),
    "Cal. 5th": ("state", 2016, None),
    "Cal. App. 4th": ("state", 1991, 2016),
    "Cal. App. 5th": ("state", 2016, None),
    "A.2d": ("state", 1938, 2010),
    "A.3d": ("state", 2009, None),
    "P.3d": ("state", 2000, None),
    "So. 2d": ("state", 1941, 2009),
    "So. 3d": ("state", 2008, None),
    "S.E.2d": ("state", 1939, None),
    "S.W.3d": ("state", 1999, None),
    "N.E.2d": ("state", 1936, 2014),
    "N.E.3d": ("state", 2013, None),
    "N.W.2d": ("state", 1942, None),
    "N.Y.3d": ("state", 2003, None),
    "A.D.3d": ("state", 2003, None),
    "Misc. 3d": ("state", 2003, None),
}
_CITED = re.compile(
    r"\s{0,3}(\d{1,4})\s{1,3}(\D.{0,40}?)\s{1,3}(?:\d{1,5}|_{1,9})(?=\s{0,3}$|,|\s{0,3}\()", re.ASCII
)
# An opinion is numbered in the year in which its court lets it be printed: 2009-NMCA-015 is of October 2008.
_LATE = 1
# Volumes that lie so far apart are not open at one time.
_FAR = 12
# What has the year in it: "2021 WL 3616097", "2022-Ohio-2135", "598 U.S. 617 (2023)".
_YEAR_FIRST = re.compile(r"\s{0,9}((?:19|20)\d\d)(?:-[A-Z]|\s+[A-Z])", re.ASCII)
_YEAR_LAST = re.compile(r"\(\D{0,99}((?:19|20)\d\d)\)", re.ASCII)

_MOST_WORDS = 25  # of what a case is about: it stands in lists, and is read at a glance


@dataclass(frozen=True)
class Finding:
    """One thing that cannot be right. `row` is ``slug@date``, as an act is named elsewhere."""

    row: str
    code: str
    message: str


def check_decisions(
    dockets: Iterable[Mapping], decisions: Iterable[Mapping], families: Iterable[Mapping], reviewed: str
) -> list[Finding]:
    """Return what cannot be right in the rows of the three files, the decisions as reviewed on an ISO day."""
    by_slug = {docket["slug"]: docket for docket in dockets}
    acts = list(decisions)
    found = [Finding(slug, *_NO_SOURCE) for slug, docket in by_slug.items() if not _has_source(docket)]
    for row in acts:
        wrong = _check_row(row, by_slug.get(row["docket"]), reviewed)
        found += [Finding(_name(row), code, message) for code, message in wrong]
    return found + _check_volumes(acts) + _check_families(acts, families)


def check_case_lines(cases: Iterable[Mapping], lines: Iterable[Mapping]) -> list[Finding]:
    """Return the cases without a line that says what they are about, and what is wrong with the lines there are:
    of no case, of a case that has one, too long, no sentence."""
    known, told = {row["case_id"] for row in cases}, set()
    found = []
    for row in lines:
        case_id, line = row["case_id"], row["line"]
        if case_id not in known:
            found.append(Finding(case_id, "no-case", "its case is in no row of cases.csv"))
        if case_id in told:
            found.append(Finding(case_id, "second-line", "its case has another line, too"))
        if len(line.split()) > _MOST_WORDS:
            found.append(Finding(case_id, "long-line", f"more than {_MOST_WORDS} words; say less"))
        if not line.endswith((".", '."')):
            found.append(Finding(case_id, "no-sentence", "does not end as a sentence does"))
        told.add(case_id)
    return found + [
        Finding(case_id, "no-line", "says nowhere what it is about; write it in case_lines.csv")
        for case_id in sorted(known - told)
    ]


def check_laws(laws: Iterable[Mapping], decisions: Iterable[Mapping]) -> list[Finding]:
    """Return the laws that decisions name and the table of laws lacks, and those that it has twice."""
    known = Counter(law["name"] for law in laws)
    named = {row["law"]: _name(row) for row in decisions if row["law"]}
    found = [
        Finding(
            named[law], "no-law", f"{law!r} is in no row of laws.csv; add it, or write the name it has there"
        )
        for law in sorted(named.keys() - known.keys())
    ]
    return found + [Finding(law, "second-law", "has two rows") for law, rows in known.items() if rows > 1]


def _check_row(row: Mapping, docket: Mapping | None, reviewed: str) -> Iterable[tuple[str, str]]:
    if docket is None:
        yield "no-docket", "its docket is in no row of dockets.csv"
        return
    if not _has_source(row):
        yield _NO_SOURCE
    first, last = span_of(row["date"])
    if first > reviewed and row["date"]:
        yield "future", f"decided after the review of {reviewed}"
    filed = span_of(docket.get("date_filed"))[0]
    if docket.get("date_filed") and last < filed:
        yield "before-filing", f"decided before the docket was filed on {docket['date_filed']}"
    number = docket.get("docket_number")
    opened = year_of_number(number, docket["court_id"]) if number else None
    if opened and last[:4] < str(opened):
        yield "before-number", f"decided before {opened}, the year of {number}"
    for citation in split_cell(row.get("citation")):
        yield from _check_citation(citation, row, docket["court_id"], first, last)
    for key in split_cell(row.get("acts_on")):
        reviewed_day = key.partition("@")[2]
        if reviewed_day and last < span_of(reviewed_day)[0]:
            yield "before-below", f"decided before {key}, which it acts on"


def _check_citation(
    citation: str, row: Mapping, court_id: str, first: str, last: str
) -> Iterable[tuple[str, str]]:
    years = {int(found[1]) for pattern in (_YEAR_FIRST, _YEAR_LAST) if (found := pattern.search(citation))}
    if row["date"] and any(not int(first[:4]) <= year <= int(last[:4]) + _LATE for year in years):
        yield "citation-year", f"{citation!r} is of another year"
    cited = _CITED.match(citation)
    series = _SERIES.get(cited[2]) if cited else None
    if cited is None or not series:
        return
    systems, begun, ended = series
    if load_courts()[court_id].system not in systems.split():
        yield "citation-court", f"{citation!r}: that reporter prints no decision of {court_id}"
    if row["date"] and (int(last[:4]) < begun - 1 or (ended and int(first[:4]) > ended + 1)):
        yield "citation-year", f"{citation!r}: that series ran {begun} to {ended or 'now'}"
    volumes = range(int(first[:4]) - 1880, int(last[:4]) - 1878)  # one a Term: 143 is of 2022 and 2023
    if cited[2] == "S. Ct." and row["date"] and int(cited[1]) not in volumes:
        yield "citation-year", f"{citation!r} is of another Term"


def _check_volumes(rows: list[Mapping]) -> list[Finding]:
    """Return the decisions that are younger than those of later volumes of their reporter.

    An old opinion may be printed late (676 F. Supp. 3d 1136 is of a year before 648), a young one never
    early: so three later volumes must say so.
    """
    printed: dict[str, list[tuple[int, Mapping]]] = {}
    for row in rows:
        for citation in split_cell(row.get("citation")):
            if row["date"] and (cited := _CITED.match(citation)) and cited[2] in _SERIES:
                printed.setdefault(cited[2], []).append((int(cited[1]), row))
    found = []
    for reporter, volumes in printed.items():
        for volume, row in volumes:
            first = span_of(row["date"])[0]
            older = sum(other >= volume + _FAR and span_of(one["date"])[1] < first for other, one in volumes)
            if older >= 3:
                message = f"{older} decisions in later volumes of {reporter} are older"
                found.append(Finding(_name(row), "citation-order", message))
    return found


def _check_families(rows: list[Mapping], families: Iterable[Mapping]) -> list[Finding]:
    """Return the reviewing courts all of whose acts lie before every act of the court below."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        spans.setdefault(row["docket"], []).append(span_of(row["date"]))
    found = []
    for link in families:
        above, below = link["docket"], link["related_docket"]
        if link["direction"] == "other_is_later":
            above, below = below, above
        if link["type"] not in ("appeal", "certiorari") or above not in spans or below not in spans:
            continue
        if max(last for _, last in spans[above]) < min(first for first, _ in spans[below]):
            found.append(Finding(above, "before-below", f"all its acts are older than those of {below}"))
    return found


def _name(row: Mapping) -> str:
    return f"{row['docket']}@{row['date'] or ''}"


def span_of(day: str | None) -> tuple[str, str]:
    """Return the first and last day that an ISO date, month or year can mean; all days for none."""
    if not day:
        return _EARLIEST, _LATEST
    if len(day) == 4:
        return f"{day}-01-01", f"{day}-12-31"
    if len(day) == 7:
        return f"{day}-01", f"{day}-{calendar.monthrange(int(day[:4]), int(day[5:]))[1]:02d}"
    return day, day


def _has_source(row: Mapping) -> bool:
    """Whether a page is named, or nothing is claimed to have been seen on one: such a row is shown as
    unconfirmed.
    """
    return bool(row.get("source_url") or row.get("extra_sources") or not row.get("verified"))
