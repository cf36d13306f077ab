"""What cannot be right in the reviewed rows: a missing source; a day that contradicts its citation, its
court's number or another court's decision; a key that leads to no row; an id that would not outlive a
correction; a file that is not the one that was reviewed. Pure.

Days are compared as intervals: a month is not before a day in it. A finding is a question for a reviewer, who
looks at the page again and corrects the row; where the row is right, it is the check that needs correcting.
"""

import calendar
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from docket.courts import load_courts
from docket.csv_rows import split_cell
from docket.identity import year_of_number
from docket.source_hosts import rests_on_weak_sources

_NO_SOURCE = ("no-source", "verified without a page that it was seen on")
_EARLIEST = "0001-01-01"
_LATEST = "9999-12-31"
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
_DATED = re.compile(
    r"\b(?:(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d WL \d{1,9}"
    rf"|\d{{1,4}} (?:{'|'.join(re.escape(series) for series in sorted(_SERIES, key=len, reverse=True))}) \d{{1,5}})\b",
    re.ASCII,
)
# An opinion is numbered in the year in which its court lets it be printed: 2009-NMCA-015 is of October 2008.
_LATE = 1
# Volumes that lie so far apart are not open at one time.
_FAR = 12
# What has the year in it: "2021 WL 3616097", "2022-Ohio-2135", "598 U.S. 617 (2023)".
_YEAR_FIRST = re.compile(r"\s{0,9}((?:19|20)\d\d)(?:-[A-Z]|\s+[A-Z])", re.ASCII)
_YEAR_LAST = re.compile(r"\(\D{0,99}((?:19|20)\d\d)\)", re.ASCII)
_ID = re.compile(r"[0-9a-f]{16}", re.ASCII)
# By file: the columns that name a docket.
_DOCKET_KEYS = {
    "cases": ("docket",),
    "decisions": ("docket",),
    "events": ("slug",),
    "families": ("docket", "related_docket"),
    "hearings": ("docket",),
    "locators": ("docket",),
    "looks": ("docket",),
    "questions": ("docket",),
}
# By file: the columns that name acts as ``slug@date``.
_ACT_KEYS = {"decisions": ("acts_on",), "question_names": ("for_barred", "for_not_barred")}

# What stands where an author would and is none: a panel, by its word or by three names; a jury; who wrote apart.
_NO_AUTHOR = re.compile(
    r"^(?:per curiam|memorandum|panel:|en banc|summary order|jury)\b|\(statement or dissent\)$"
    r"|^[^(;]*(?:, concurring| dissenting)$|^\(|^[^,;(]+(?:, [^,;(]+){2,}$|^\w+ and [\w. ]+(?: \(|$)",
    re.IGNORECASE,
)
_NONE = "none"  # of for_companies: the act is another defendant's, of no company in the suit
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
    findings = [Finding(slug, *_NO_SOURCE) for slug, docket in by_slug.items() if not _has_source(docket)]
    for row in acts:
        wrong = _check_row(row, by_slug.get(row["docket"]), reviewed)
        findings += [Finding(_name(row), code, message) for code, message in wrong]
    return findings + _check_volumes(acts) + _check_families(acts, families)


def check_case_lines(cases: Iterable[Mapping], lines: Iterable[Mapping]) -> list[Finding]:
    """Return the cases that lack a line saying what they are about, and the lines that are wrong: for no
    case, for a case that has one already, too long, or no sentence."""
    known, seen = {row["case_id"] for row in cases}, set()
    findings = []
    for row in lines:
        case_id, line = row["case_id"], row["line"]
        if case_id not in known:
            findings.append(Finding(case_id, "no-case", "its case is in no row of cases.csv"))
        if case_id in seen:
            findings.append(Finding(case_id, "second-line", "its case has another line, too"))
        if len(line.split()) > _MOST_WORDS:
            findings.append(Finding(case_id, "long-line", f"more than {_MOST_WORDS} words; say less"))
        if not line.endswith((".", '."')):
            findings.append(Finding(case_id, "no-sentence", "does not end as a sentence does"))
        seen.add(case_id)
    return findings + [
        Finding(case_id, "no-line", "says nowhere what it is about; write it in case_lines.csv")
        for case_id in sorted(known - seen)
    ]


def check_laws(laws: Iterable[Mapping], decisions: Iterable[Mapping]) -> list[Finding]:
    """Return the laws that decisions name but the table of laws lacks, and those that it lists twice."""
    known = Counter(law["name"] for law in laws)
    named = {row["law"]: _name(row) for row in decisions if row["law"]}
    findings = [
        Finding(
            named[law], "no-law", f"{law!r} is in no row of laws.csv; add it, or write the name it has there"
        )
        for law in sorted(named.keys() - known.keys())
    ]
    return findings + [Finding(law, "second-law", "has two rows") for law, rows in known.items() if rows > 1]


def check_companies(
    decisions: Iterable[Mapping], events: Iterable[Mapping], entities: Iterable[Mapping]
) -> list[Finding]:
    """Return the companies named for an act that the register of entities does not know, and the acts marked
    both for none and for some."""
    known = {row["entity_id"] for row in entities}
    findings = []
    for row, name in (
        *((row, _name(row)) for row in decisions),
        *((row, f"{row['slug']}@{row['date_from']}") for row in events),
    ):
        companies = split_cell(row["for_companies"])
        for company in companies if companies != [_NONE] else ():
            if company == _NONE:
                findings.append(
                    Finding(name, "none-and-some", "for_companies is none or names companies, not both")
                )
            elif company not in known:
                findings.append(
                    Finding(name, "no-entity", f"{company!r} of for_companies is in no row of entities.csv")
                )
    return findings


def check_judges(judges: Iterable[Mapping], decisions: Iterable[Mapping]) -> list[Finding]:
    """Return the authors of decisions who are neither in the table of judges nor a panel, a jury or a lone
    dissent; names that two judges of one court share; and courts that do not exist."""
    owners: dict[tuple[str, str], set[str]] = {}
    findings = []
    for judge in judges:
        for court_id in split_cell(judge["court_ids"]):
            if court_id not in load_courts():
                findings.append(Finding(judge["judge_id"], "no-court", f"{court_id!r} is no court"))
            for author in judge["printed"].split("|"):
                owners.setdefault((court_id, author.strip()), set()).add(judge["judge_id"])
    for (court_id, author), shared in owners.items():
        if len(shared) > 1:
            message = f"{author!r} of {court_id} is {' and '.join(sorted(shared))}"
            findings.append(Finding(min(shared), "shared-author", message))
    for row in decisions:
        author = row["author"]
        if (
            author
            and row["court_id"]
            and (row["court_id"], author) not in owners
            and not _NO_AUTHOR.search(author)
        ):
            message = f"{author!r} of {row['court_id']} is in no row of judges.csv; add who it is"
            findings.append(Finding(_name(row), "no-judge", message))
    return findings


def check_ids(decisions: Iterable[Mapping]) -> list[Finding]:
    """Return the decisions without an id of their own. An id is written once and stays, whatever else in the
    row is corrected: the addresses of the ruling and of each of its facts are made of it."""
    acts = list(decisions)
    counts = Counter(row["id"] for row in acts)
    findings = []
    for row in acts:
        if not _ID.fullmatch(row["id"] or ""):
            message = f"its id is no 16 hexadecimal digits; write {new_id(_name(row), row['kind'])}"
            findings.append(Finding(_name(row), "no-id", message))
        elif counts[row["id"]] > 1:
            findings.append(
                Finding(_name(row), "shared-id", f"{row['id']} is the id of another decision, too")
            )
    return findings


def new_id(*words: str) -> str:
    """Return an id for a row that has none yet, made of what names it today."""
    return hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).hexdigest()


def check_keys(files: Mapping[str, list[Mapping]]) -> list[Finding]:
    """Return the keys of the files that lead to no row. `files` are the rows by name of file, without ``.csv``.

    An act is known by its docket and day: whoever corrects a day follows it here. ``slug@`` names an act that is
    not held, or whose day is not known.
    """
    slugs = {row["slug"] for row in files["dockets"]}
    acts = {_name(row) for row in files["decisions"]}
    kinds = {(_name(row), row["kind"]) for row in files["decisions"]}
    findings = []
    for name, columns in _DOCKET_KEYS.items():
        for row, key in _cells(files[name], columns):
            if key not in slugs:
                findings.append(Finding(key, "no-such-docket", f"{name}.csv: {_told(row)}"))
    for name, columns in _ACT_KEYS.items():
        for row, key in _cells(files[name], columns):
            slug, at, day = key.partition("@")
            if not at or slug not in slugs or (day and key not in acts):
                findings.append(Finding(key, "no-such-act", f"{name}.csv: {_told(row)}"))
    for row in files["questions"]:
        if (_name(row), row["kind"]) not in kinds:
            findings.append(
                Finding(_name(row), "no-such-act", f"questions.csv: no {row['kind']} of that day")
            )
    for row in files["families"]:
        later = row["related_docket"] if row["direction"] == "other_is_later" else row["docket"]
        if row["type"] in ("appeal", "certiorari") and row["date"] and f"{later}@{row['date']}" not in acts:
            findings.append(Finding(f"{later}@{row['date']}", "no-such-act", f"families.csv: {_told(row)}"))
    return findings


def check_later_history(
    decisions: Iterable[Mapping], events: Iterable[Mapping], cases: Iterable[Mapping]
) -> list[Finding]:
    """Return the days and citations in a `later_history` that are of no act of the case and of no event, unless
    `no_row` names them: a filing, an argument, an act of another suit, or one of which no page tells enough. What
    `no_row` names has no row.

    So an affirmance that stands beside the ruling of another suit is found (*Braverman v. Yelp*).
    """
    case_of = {row["docket"]: row["case_id"] for row in cases}
    days: dict[str | None, set[str]] = {}
    acts = list(decisions)
    for row in acts:
        recorded = days.setdefault(case_of.get(row["docket"]), set())
        recorded |= {row["date"], *find_dated(row["citation"])}
    for row in events:
        days.setdefault(case_of.get(row["slug"]), set()).add(row["date_from"])
    findings = []
    for row in acts:
        recorded, marked = days[case_of.get(row["docket"])], set(split_cell(row["no_row"]))
        named = set(find_dated(row["later_history"]))
        for word in sorted(named - recorded - marked):
            message = (
                f"{word!r} of its later history is of no act of its case; add the act, or name it in no_row"
            )
            findings.append(Finding(_name(row), "no-row", message))
        for word in sorted(marked - (named - recorded)):
            findings.append(
                Finding(_name(row), "stale-mark", f"no_row names {word!r}, which has a row or is not told")
            )
    return findings


def find_dated(text: str | None) -> list[str]:
    """Return the full days and the citations to a reporter or a database that a text names, in its order."""
    return _DATED.findall(text or "")


def _cells(rows: Iterable[Mapping], columns: tuple[str, ...]) -> Iterator[tuple[Mapping, str]]:
    for row in rows:
        for column in columns:
            for key in split_cell(row[column]):
                yield row, key


def _told(row: Mapping) -> str:
    """Return a row's first cells, by which a reviewer finds it."""
    return ", ".join(list(filter(None, row.values()))[:4])


def check_reviewed(bodies: Mapping[str, bytes], reviewed: Iterable[Mapping]) -> list[Finding]:
    """Return the files that are not the ones that were reviewed: their bytes do not have the hash that stands
    beside the day of the review. `bodies` are the bytes by name of file."""
    findings = []
    for row in reviewed:
        digest = hash_file(bodies[row["file"]])
        if digest != row["hash"]:
            message = (
                f"changed since its review of {row['reviewed'][:10]}; write the day of this one and {digest}"
            )
            findings.append(Finding(row["file"], "not-reviewed", message))
    return findings


def hash_file(body: bytes) -> str:
    """Return the digest of a reviewed file's bytes, as reviewed.csv keeps it."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()


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
    is_weak = bool(row["source_url"]) and rests_on_weak_sources(row["source_url"])
    if is_weak and not rests_on_weak_sources(row["extra_sources"]):
        yield "weak-first", "a digest, a mirror or a content farm stands before a better source"
    for citation in split_cell(row.get("citation")):
        yield from _check_citation(citation, row, docket["court_id"], first, last)
    for key in split_cell(row.get("acts_on")):
        reviewed_day = key.partition("@")[2]
        if reviewed_day and last < span_of(reviewed_day)[0]:
            yield "before-below", f"decided before {key}, which it acts on"


def _check_citation(
    citation: str, row: Mapping, court_id: str, first: str, last: str
) -> Iterable[tuple[str, str]]:
    years = {int(match[1]) for pattern in (_YEAR_FIRST, _YEAR_LAST) if (match := pattern.search(citation))}
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
    findings = []
    for reporter, volumes in printed.items():
        for volume, row in volumes:
            first = span_of(row["date"])[0]
            older = sum(
                other >= volume + _FAR and span_of(later["date"])[1] < first for other, later in volumes
            )
            if older >= 3:
                message = f"{older} decisions in later volumes of {reporter} are older"
                findings.append(Finding(_name(row), "citation-order", message))
    return findings


def _check_families(rows: list[Mapping], families: Iterable[Mapping]) -> list[Finding]:
    """Return the reviewing courts all of whose acts lie before every act of the court below."""
    spans: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        spans.setdefault(row["docket"], []).append(span_of(row["date"]))
    findings = []
    for link in families:
        above, below = link["docket"], link["related_docket"]
        if link["direction"] == "other_is_later":
            above, below = below, above
        if link["type"] not in ("appeal", "certiorari") or above not in spans or below not in spans:
            continue
        if max(last for _, last in spans[above]) < min(first for first, _ in spans[below]):
            findings.append(Finding(above, "before-below", f"all its acts are older than those of {below}"))
    return findings


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
