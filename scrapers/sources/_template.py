"""<Publisher, product>: what it is, in one line. Copy this file to <publisher_product>.py and edit this text.

A module whose name begins with "_" is not a source, so this one is never run; but it is complete, and a test
runs it. It reads a page with one table of a court's new entries.

Source   the address; whether it is free or behind a login; what its terms and robots.txt say, and the day
         they were read
Gives    which facts it has
Lacks    which facts it lacks, so that nobody waits for them
Quirks   what surprised you, each with the docket on which it was seen
"""

from collections.abc import Iterator
from dataclasses import replace

import lxml.html

from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef
from docket.snapshot import Form, Snapshot
from docket.times import parse_date
from scrapers.source import Fetcher, FetchError, Source, WatchList

_ADDRESS = "https://court.example/new/{court}.html"
_CELLS = ("number", "filed", "entry", "text")


class Template(Source):
    NAME = "template"
    EVERY_MINUTES = 1440  # how often the page changes; not more often
    NETWORK = True

    def fetch(self, http: Fetcher, watch: WatchList) -> Iterator[Snapshot | FetchError]:
        """Yield the page of each court on the watch list.

        The page shows a window (the default of `Snapshot.scope`): a missing entry was not withdrawn. `http`
        handles budgets, robots rules and conditional requests.
        """
        for court_id in sorted(watch.court_ids()):
            # TRACKER_TEMPLATE_URL replaces the address, for tests and for an operator's mirror.
            url = http.address("TEMPLATE", _ADDRESS).replace("{court}", court_id)
            try:
                yield _checked(http.get(url, source=self.NAME, form=Form.SHEET, court_id=court_id))
            except FetchError as error:
                yield error  # the next court may answer

    def parse(self, snapshot: Snapshot) -> Iterator[object]:
        """Yield a docket and an entry for each row that can be read, and an issue for each that cannot.

        Raises ParseError if the page is not in the expected form: then nothing of it is used, and a person
        looks at it. Pure: no network, no clock, no database.
        """
        court_id = snapshot.court_id or ""
        for row in _find_table(snapshot).xpath(".//tr[td]"):
            cells = [" ".join(cell.text_content().split()) for cell in row.xpath("./td")]
            if len(cells) != len(_CELLS):
                yield Issue("unread-row", " | ".join(cells)[:200], f"a row of {len(cells)} cells", court_id)
                continue
            yield from _read_row(dict(zip(_CELLS, cells, strict=True)), court_id)


SOURCE = Template()


def _checked(snapshot: Snapshot) -> Snapshot:
    """Return the snapshot, marked as unreadable if the page is not in the expected form (an error page, a
    login form, half of a page): then the look counts as failed, and the next one requests the whole page
    again."""
    if snapshot.is_not_modified:
        return snapshot
    try:
        _find_table(snapshot)
    except ParseError:
        return replace(snapshot, is_unreadable=True)
    return snapshot


def _find_table(snapshot: Snapshot) -> lxml.html.HtmlElement:
    """Return the table of entries. Raises ParseError if there is none, or its end is missing."""
    tables = lxml.html.document_fromstring(snapshot.body.strip() or b"<p>").xpath("//table[@id='new']")
    if len(tables) != 1:
        raise ParseError(f"{snapshot.url}: {len(tables)} tables with id=new, not one", code="changed-form")
    if b"</table>" not in snapshot.body:
        raise ParseError(
            f"{snapshot.url}: the page breaks off before the end of its table", code="cut-in-half"
        )
    return tables[0]


def _read_row(cells: dict[str, str], court_id: str) -> Iterator[object]:
    try:
        ref = DocketRef(court_id, normalize_docket_number(cells["number"], court_id))
        filed = parse_date(cells["filed"])
    except ParseError as error:
        yield Issue("unread-row", " | ".join(cells.values())[:200], str(error), court_id)
        return
    yield Docket(ref=ref)
    yield DocketEntry(ref=ref, text=cells["text"], entry_number=cells["entry"] or None, date_filed=filed)
