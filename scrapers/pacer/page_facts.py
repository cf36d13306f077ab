"""What a saved page says but juriscraper does not return, found by patterns without parsing the page: court,
docket number as printed, PACER case id, flags, and how much of the docket is shown."""

import html
import re
from collections import Counter
from datetime import date

from docket.courts import find_court_id, load_courts
from docket.issues import ParseError
from docket.snapshot import Scope, ScopeKind
from docket.times import parse_date

_TAGS = re.compile(r"<[^<>]*>")
# For a page in lower case: a case-sensitive pattern lets the regex engine skip to "http".
_LINK = re.compile(
    r"https?://(?:ecf|ecf-\w+)\.(\w+)\.uscourts\.gov/(?:docs?1|cgi-bin/(?:show_|dktrpt)|n/beam)"
)
_ACMS_LINK = re.compile(r"https?://(\w+)-(?:showdoc|portal)\.")
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)https?://ecf\.(\w+)\.uscourts\.gov/", re.IGNORECASE)
_SYSTEMS = {
    "district_html": {"district", "bankruptcy", "special", "jpml"},
    "appellate_html": {"appellate"},
    "acms_json": {"appellate"},
    "recap_xml": {"district", "bankruptcy", "special", "jpml"},
    "email": {"district", "bankruptcy", "special", "jpml", "appellate"},
}


def suits(kind: str, court_id: str) -> bool:
    """Return whether a court can have produced a page of this kind, judging by its system."""
    return load_courts()[court_id].system in _SYSTEMS[kind]


def _words(markup: str) -> str:
    """Return the text of some HTML, with one line for each line of the page."""
    lines = re.sub(r"<(?:br|/h3|/td|/tr|/p|/b)\b[^<>]*>", "\n", markup, flags=re.IGNORECASE)
    text = html.unescape(_TAGS.sub(" ", lines)).replace("\xa0", " ")
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def find_court_ids(kind: str, text: str) -> list[str]:
    """Return the ids of the courts that a page may come from, likeliest first: often one, for ACMS data none.

    The heading is the best evidence; links come next, since a docket can also link to other courts.
    """
    if kind == "acms_json":
        return []
    if kind == "recap_xml":
        named = re.search(r"<court>\s{0,9}([^<]{1,200}?)\s{0,9}</court>", text)
        courts = [_by_pacer_id(named[1].lower()) or find_court_id(named[1])] if named else []
    else:
        saved_from = _SAVED_FROM.search(text)
        lower = text.lower()
        links = Counter(_LINK.findall(lower) + _ACMS_LINK.findall(lower))
        courts = [_by_pacer_id(saved_from[1].lower())] if saved_from else []
        courts += [find_court_id(heading) for heading in _headings(kind, text)]
        courts += [_by_pacer_id(pacer_id) for pacer_id, _ in links.most_common(1)]
    return list(dict.fromkeys(court for court in courts if court and suits(kind, court)))


def _by_pacer_id(pacer_id: str) -> str | None:
    """Return the first court with this id: the bankruptcy panels of ca6 and ca8 share those courts' sites."""
    return next(
        (court.court_id for court in load_courts().values() if court.pacer_court_id == pacer_id), None
    )


# "U.S. District Court" and the lines after it, up to "Notice of …".
_MAIL_HEADING = re.compile(
    r"((?:U\.?S\.?|United\s+States)\s{1,9}(?:(?:District|Bankruptcy)\s{0,9})?Court[^<]{0,40}"
    r"(?:<[^<>]*>[^<]{0,80}){0,4})"
)


def _headings(kind: str, text: str) -> list[str]:
    if kind == "appellate_html":
        matches = re.findall(r"General\s+Docket(.{0,300}?)</td>", text, re.IGNORECASE | re.DOTALL)[:1]
    elif kind == "email":
        matches = _MAIL_HEADING.findall(text)[:1]
    else:
        matches = re.findall(r"<h3\b.{0,1000}?</h3>", text, re.IGNORECASE | re.DOTALL)[:1]
        matches += re.findall(r"<title>(.{0,1000}?)</title>", text[:20_000], re.IGNORECASE | re.DOTALL)[:1]
    headings = (_words(heading) for heading in matches)
    return [re.sub(r"(?im)^.*\bDOCKET FOR CASE\b.*$", "", heading) for heading in headings]


_NUMBERS = {
    "district_html": re.compile(
        r"(?:DOCKET\s+FOR\s+CASE|Bankruptcy\s+Petition|Adversary\s+Proceeding)\s*(?:#|&#35;"
        r"|No\.?)\s{0,30}:?\s{0,30}([^<\n]+)|DOCKET\s+FOR\s+(MDL[^<\n]+)",
        re.IGNORECASE,
    ),
    "appellate_html": re.compile(
        r"(?:Docket\s{0,9}#|Case\s{1,9}Number):?(?:</?(?:b|strong)>|&nbsp;|\s|<a\b[^<>]*>)*([\w-]{0,40}\d[\w-]*)",
        re.IGNORECASE,
    ),
    "acms_json": re.compile(r'"caseNumber"\s*:\s*"([^"]+)"'),
    "recap_xml": re.compile(r"<docket_num>\s{0,9}([^<]{1,200}?)\s{0,9}</docket_num>"),
}
_CORE = re.compile(
    r"(?<!\d)(?:\d{1,2}:)?\d\d-[A-Za-z]{1,5}-\d{1,10}|MDL\s+No\.?\s*\d+|(?<!\d)\d\d-\d{5}(?!\d)",
    re.IGNORECASE,
)


def find_number(kind: str, text: str, page: str) -> str:
    """Return the docket number as printed, including initials. Raises ParseError (docket-number) if there is
    none."""
    match = _NUMBERS[kind].search(text)
    number = html.unescape(next((part for part in match.groups() if part), "")).strip() if match else ""
    if not number:
        raise ParseError(
            f"{page}: the page shows no docket number; save the whole docket report again",
            code="docket-number",
        )
    return number


def core_number(number: str) -> str:
    """Return the number without what surrounds it: the panel prints "NYS/1:22-cv-10283"."""
    match = _CORE.search(number)
    return match[0] if match else number


_CASE_IDS = {
    "district_html": (
        re.compile(r"goDLS\((?:'|&#39;|&apos;)[^'&]*(?:'|&#39;|&apos;),(?:'|&#39;|&apos;)(\d+)"),
        re.compile(r"[?&;]caseid=(\d+)"),
    ),
    "appellate_html": (
        re.compile(r"doDocPostURL\((?:'|&#39;)\w+(?:'|&#39;),(?:'|&#39;)(\d+)"),
        re.compile(r"name=.caseId.\s+value=.(\d+)"),
    ),
    "recap_xml": (re.compile(r"<pacer_case_num>\s*(\d+)\s*</pacer_case_num>"),),
}


def find_pacer_case_id(kind: str, text: str) -> str | None:
    """Return PACER's case id from the links to the docket's documents, or None.

    A docket can link to another docket's documents; the id counts only if two thirds of the links agree.
    """
    ids = Counter(case_id for pattern in _CASE_IDS.get(kind, ()) for case_id in pattern.findall(text))
    if not ids:
        return None
    case_id, count = ids.most_common(1)[0]
    return case_id if 3 * count >= 2 * ids.total() else None


def find_flags(text: str) -> tuple[str, ...]:
    """Return the court's flags, printed right-aligned above the heading: ("CLOSED", "REOPEN")."""
    heading = re.search(r"<h3\b", text, re.IGNORECASE)
    cells = re.findall(
        r"<td\s+align=[\"']?right[\"']?\s*>((?:(?!</?td\b).)*)</td>",
        text[: heading.start()] if heading else "",
        re.IGNORECASE | re.DOTALL,
    )
    flags = (flag.strip() for flag in _words(cells[-1]).replace("\n", ",").split(",")) if cells else ()
    return tuple(flag for flag in flags if flag)


# Far beyond any docket: a range requested from PACER without an end ends here.
_LAST_NUMBER = "999999"
_FIRST_DATE = date(1900, 1, 1)
_RANGE = re.compile(
    r"(Start date|End date|Starting with document|Ending with document):\s*(\d[\d/]*)", re.IGNORECASE
)
_ENTRY_NUMBER = re.compile(
    r"\d{1,2}/\d{1,2}/\d{2,4}\s*</td>\s*<td\b[^<>]*>(?:\s|&nbsp;|<a\b[^<>]*>)*(\d+)", re.IGNORECASE
)


def find_scope(kind: str, text: str, receipt: str) -> Scope:
    """Return how much of the docket the page shows, judging by the plain text of its receipt, or by its
    form."""
    if kind == "recap_xml":
        return Scope(ScopeKind.WINDOW)  # unnumbered entries are absent, so absence proves nothing
    if kind == "appellate_html":
        return _appellate_scope(text, receipt)
    return _district_scope(text, receipt) if kind == "district_html" else Scope(ScopeKind.COMPLETE)


def _appellate_scope(text: str, receipt: str) -> Scope:
    if "NEW SECTION - DOCKET ENTRIES" not in text:
        return Scope(ScopeKind.LABEL)
    if "Case Summary" in receipt or re.search(
        r"<title>\s*[\w-]{1,30} Summary\s*</title>", text, re.IGNORECASE
    ):
        return Scope(ScopeKind.WINDOW)  # a summary lists only the latest entries
    limits = {
        name.lower(): value
        for name, value in re.findall(
            r"name=['\"]?(dateFrom|dateTo)['\"]?\s+value=['\"]?([\d/]+)", text, re.IGNORECASE
        )
    }
    return _dates(limits.get("datefrom"), limits.get("dateto"), _printed(receipt))


def _district_scope(text: str, receipt: str) -> Scope:
    asked = {name.lower(): value for name, value in _RANGE.findall(receipt)}
    dates = _dates(asked.get("start date"), asked.get("end date"), _printed(receipt))
    first, last = asked.get("starting with document"), asked.get("ending with document")
    if first or last:
        is_one_range = dates.kind is ScopeKind.COMPLETE
        return (
            Scope(ScopeKind.NUMBERS, first or "1", last or _LAST_NUMBER)
            if is_one_range
            else Scope(ScopeKind.WINDOW)
        )
    if receipt or dates.kind is ScopeKind.DATES:
        return dates
    numbers = [int(number) for number in _ENTRY_NUMBER.findall(text)]
    if numbers and min(numbers) > 1:  # no receipt: taken as partial
        return Scope(ScopeKind.NUMBERS, str(min(numbers)), str(max(numbers)))
    return dates


def _printed(receipt: str) -> date | None:
    match = re.search(r"\b\d\d/\d\d/\d{4}\b", receipt)
    return parse_date(match[0]) if match else None


def _dates(start: str | None, end: str | None, printed: date | None) -> Scope:
    """Return the scope of a range of dates. If none was requested, PACER fills in 1/1/1960 or 1/1/1970 and
    the current day."""
    first = parse_date(start) if start else None
    last = parse_date(end) if end else None
    if first and first <= date(1970, 1, 1):
        first = None
    if last and printed and last >= printed:
        last = None
    if first is None and last is None:
        return Scope(ScopeKind.COMPLETE)
    last = last or printed or date(2199, 12, 31)
    return Scope(ScopeKind.DATES, (first or _FIRST_DATE).isoformat(), last.isoformat())
