"""The only adapter to juriscraper: turns the text of a court's page into its `.data` dict.

Nothing here depends on our records. juriscraper is imported inside the functions, because any one of its
classes costs 0.3 s and 40 MB (measured, 4.0.1). Only its parsing half is used: it never gets a session and
never reaches the network. `quick_reports` replaces some steps of its docket reports.
"""

import base64
import importlib
import inspect
import logging
import os
import re
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

from lxml import etree

from docket.entries import LOST_BREAK, MARKED_BREAK, mark_breaks
from docket.issues import ParseError

if TYPE_CHECKING:
    from lxml.html import HtmlElement


class _Reading:
    """Turns anything that juriscraper raises into a ParseError that names the page.

    On a page that it does not understand it can raise anything (AssertionError, IndexError,
    NotImplementedError, and a bare Exception from its e-mail parser), so no list of classes would suffice.
    Only the library's code runs inside: our own bugs are not hidden here. Want of memory is no fault of the
    page's form: whoever limits the memory says what it means.
    """

    def __init__(self, page: str) -> None:
        self.page = page

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        if isinstance(error, Exception) and not isinstance(error, MemoryError):
            raise ParseError(
                f"{self.page}: the parser cannot read this page ({type(error).__name__}: {error}); "
                "save the whole page again from the court's site",
                code="unreadable-page",
            ) from error


def _load(module: str) -> ModuleType:
    """Return a module of juriscraper; the first call loads the library."""
    # Without this the import complains on stderr that /var/log/juriscraper is absent.
    os.environ.setdefault("JURISCRAPER_LOG", os.devnull)
    loaded = importlib.import_module(f"juriscraper.{module}")
    # It would log to the operator that it is downloading. Its import sets the log level, so this comes after.
    logging.getLogger("juriscraper.lib.log_tools").setLevel(logging.CRITICAL)
    return loaded


def _report(module: str, name: str, *arguments) -> Any:
    """Return a juriscraper report object."""
    return getattr(_load(module), name)(*arguments)


def _changed_report(name: str, court_id: str, **attributes: Any) -> Any:
    """Return a juriscraper PACER report with some attributes replaced."""
    report = _report("pacer", name, court_id)
    vars(report).update(attributes)
    return report


def _quick_report(name: str, court_id: str) -> Any:
    """Return one of our reports, which equals juriscraper's in everything but speed."""
    _load("pacer")
    from scrapers.pacer import quick_reports

    return getattr(quick_reports, name)(court_id)


def _read(page: str, make: Callable[[], Any], text: str) -> dict:
    report = make()  # loads the library: where that fails, no page is at fault
    with _Reading(page):
        report._parse_text(text)  # noqa: SLF001  # its public parse() wants an answer of the network
        return plain(report.data)


def plain(value: Any) -> Any:
    """Return `value` with lxml's string subclass (which keeps the whole tree alive) converted to str, and the
    line breaks that we marked in the form used elsewhere."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return str(value).replace(MARKED_BREAK, LOST_BREAK) if isinstance(value, str) else value


def is_day(text: str) -> bool:
    """Return whether the library can read a day in the text of a date cell; if it cannot, it gives up on the
    whole page."""
    try:
        return isinstance(_load("lib.string_utils").convert_date_string(text), date)
    except (ValueError, OverflowError):
        return False


# By kind of page: its name in an error, and the report that reads it: the library's, by module and class, or
# ours, which equals the library's in everything but speed. A PACER court id that ends in "b" is a bankruptcy
# court's; ACMS datetimes are naive, in the court's time zone.
_REPORTS = {
    "scotus_html": ("Supreme Court HTML", "scotus", "SCOTUSDocketReportHTML"),
    "scotus_htm": ("Supreme Court htm", "scotus", "SCOTUSDocketReportHTM"),
    "district_html": ("district docket", "", "QuickDocketReport"),
    "appellate_html": ("appellate docket", "", "QuickAppellateDocketReport"),
    "acms_json": ("ACMS docket", "pacer", "ACMSDocketReport"),
}


def parse_docket(kind: str, text: str, *court_id: str) -> dict:
    """Return the docket on a page of a kind in `_REPORTS`, or in a RECAP file; ``{}`` if it has none.

    `court_id` is PACER's; the Supreme Court needs none. A summary of an appellate docket has fewer fields.
    """
    if kind == "recap_xml":
        return parse_recap(text, *court_id)
    page, module, name = _REPORTS[kind]
    report = partial(_report, module, name) if module else partial(_quick_report, name)
    return _read(
        page,
        partial(report, *court_id),
        mark_breaks(text, MARKED_BREAK) if module == "scotus" else text,
    )


# Old RECAP files escape again what the page had escaped: "CLERK&amp;#039;S NOTICE", "Filing fee &amp;#036;
# 250".
_ESCAPED_TWICE = re.compile(r"&amp;(#0?(?:3[2-9]|[4-9]\d|1[01]\d|12[0-6]);)")
# Characters not allowed in XML; RECAP copied them from docket texts.
_NOT_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def parse_recap(text: str, court_id: str) -> dict:
    """Return the docket in an Internet Archive RECAP file. Raises ParseError if the XML is not well formed.

    The XML declaration is dropped, since juriscraper re-encodes the text as UTF-8.
    """
    xml = _NOT_XML.sub("", re.sub(r"\A\s*<\?xml.*?\?>", "", text, flags=re.DOTALL))
    xml = _ESCAPED_TWICE.sub(r"&\1", xml)
    # Its own parser repairs a truncated file and expands entities.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )
    return _read("RECAP docket", partial(_changed_report, "InternetArchive", court_id, parser=parser), xml)


def parse_notice(subject: str, subtype: str, body: str, court_id: str) -> dict:
    """Return the dockets in a notice e-mail, whose `body` is already decoded.

    juriscraper decodes neither an RFC 2047 subject nor an 8-bit body, so it gets a message
    that needs neither.
    """
    head, label, docket_text = body.partition("Docket Text")
    encoded = base64.encodebytes((head + label + mark_breaks(docket_text, MARKED_BREAK)).encode()).decode(
        "ascii"
    )
    message = (
        f"Subject: {' '.join(subject.split())}\nContent-Type: text/{subtype}; charset=utf-8\n"
        f"Content-Transfer-Encoding: base64\n\n{encoded}"
    )
    # It, too, would search the entries for words of other messages (`quick_reports`).
    report = partial(_changed_report, "S3NotificationEmail", court_id, ERROR_STRINGS=[])
    return _read("court notice", report, message)


def parse_court_list(module: str, body: bytes, text: str, url: str) -> list[dict]:
    """Return the rows of a court's list of opinions or recordings, as printed, under juriscraper's names.

    `module` is the library's, ``opinions.united_states.federal_appellate.ca9_p``. Names: name, docket, date,
    url, and what else the court gives (judge, lower_court, disposition, citation …). The class is run in the
    library's test mode, with the bytes in place of the test file; its address, its headers and its own
    checks, which read the clock, are not used.
    """
    # A way to the network that leads nowhere: else each object loads the certificates of all authorities (17 ms).
    nowhere = _load("AbstractSite").httpx.AsyncBaseTransport()
    site = _load(module).Site(transport=nowhere)
    with _Reading("court list"):
        site.enable_test_mode()
        site.url = site.request["url"] = url

        async def answer(_) -> None:
            site.request["response"] = _Answer(body, text)

        # The library's test mode has only private names.
        site._request_url_mock = answer  # noqa: SLF001  # as above
        site.html = _finish(site._download())  # noqa: SLF001  # as above
        made = site._process_html()  # noqa: SLF001  # as above
        if inspect.iscoroutine(made):
            _finish(made)
        return plain(_rows(site))


@dataclass
class _Answer:
    """The parts of a response that juriscraper uses."""

    content: bytes
    text: str
    encoding: str = "utf-8"
    headers: dict = field(default_factory=dict)

    def raise_for_status(self) -> None:
        return None


def _finish(work: Coroutine) -> "HtmlElement":
    """Return the result of a coroutine that never waits. Without an event loop it cannot reach the
    network."""
    try:
        work.send(None)
    except StopIteration as done:
        return done.value
    raise RuntimeError("it waits for something other than the page")


_COLUMNS = {
    "name": "case_names",
    "docket": "docket_numbers",
    "date": "case_dates",
    "url": "download_urls",
    "judge": "judges",
    "lower_court": "lower_courts",
}


def _rows(site) -> list[dict]:
    """Return the rows of a list. Classes of the older form give columns, one function each; those of the
    newer form give rows. The class for the Supreme Court's opinions relating to orders has both; its rows
    have the page's own names."""
    cases = getattr(site, "cases", None)
    if isinstance(cases, list) and all("docket" in case or "name" in case for case in cases):
        return [dict(case) for case in site.cases]
    getters = {name: getattr(site, f"_get_{column}", None) for name, column in _COLUMNS.items()}
    columns = {name: list(values) for name, get in getters.items() if get and (values := get()) is not None}
    rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items()}
        for row in rows
    ]
