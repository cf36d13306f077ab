"""Real pages that others saved: each is read whole, beside what juriscraper reads, or it is said why not.

The folder (`REAL_PAGES`, else ``../shared/real/sources``) is no part of the project. Each line is a file: items that
juriscraper's own reading of it has, items and docket numbers that we read, how many issues we made, and why the two
differ. A file counts as short where we read fewer items or other numbers than expected and no reason is known.
"""

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from docket.identity import normalize_docket_number
from docket.issues import Issue, ParseError
from docket.records import Bill, Docket, DocketEntry, DocketEvent, DocketRef, Party
from docket.snapshot import Form, Snapshot
from scrapers.court_lists.items import Listed, printed_numbers, read_items, select_watched
from scrapers.court_lists.where import OPINIONS, RECORDINGS, CourtList
from scrapers.courtlistener.dockets import read_ref
from scrapers.courtlistener.envelope import Fields
from scrapers.courtlistener.queries import PRECEDENTS, QUERIES, Route, discovery_address
from scrapers.courtlistener.search import find_evidence
from scrapers.documents import bills, govinfo
from scrapers.pacer import recap
from scrapers.supreme_court import list_lines
from tests.worlds.expected import of

FOLDER = Path(os.environ.get("REAL_PAGES") or Path(__file__).parents[3] / "shared/real/sources")
# Differences that are as they should be, by file; what is not here and differs is a fault.
REASONS: dict[str, str] = {
    "cadc_example.html/argument_lists": "juriscraper lists each of the 10 recordings 17 times (nested <div>s)",
    "search_opinions_s230.json (text)": "saved without highlights; we ask with highlight=on, and then rows show words",
    "search_opinions_s230.json (cites)": 'rows that cite none of the leading decisions, and "413" (ca1), no number',
    "ca9_example.json/argument_lists": "not asked: a table behind credentials of a cloud service",
    "cafc_example.json/argument_lists": "not asked: answers a form with a one-time token",
}


@dataclass
class Line:
    """One file. `expected` and `read` are counts; `wrong` says what we should have read and did not."""

    court: str
    file: str
    expected: int
    read: int = 0
    issues: int = 0
    wrong: list[str] = field(default_factory=list)
    reason: str = ""

    @property
    def is_short(self) -> bool:
        return (self.read != self.expected or bool(self.wrong)) and not self.reason


def read_page(line: Line, kind: type, read: Callable[[], Iterable]) -> list:
    """Read a page; note in its line the records of a kind, the issues, and why it could not be read. Return all."""
    try:
        records = list(read())
    except ParseError as error:
        records = []
        line.wrong.append(f"{error.code}: {error}"[:150])
    line.read = sum(isinstance(record, kind) for record in records)
    line.issues = sum(isinstance(record, Issue) for record in records)
    return records


def read_list(compare: Path, source: str, lists: tuple[CourtList, ...]) -> Line:
    """Return how a saved list is read: all of it, its own dockets being the watched ones."""
    stem = compare.name.removesuffix(".compare.json")
    page = next(path for path in compare.parent.glob(f"{stem}.*") if path != compare)
    expected = json.loads(compare.read_text())
    name = re.sub(r"_example(?:_\d)?\Z", "", stem)
    listed = next((court_list for court_list in lists if court_list.name == name), None)
    line = Line(name, page.name, len(expected), reason=REASONS.get(f"{page.name}/{compare.parent.name}", ""))
    if listed is None:
        line.reason = line.reason or "not among our lists"
        return line
    asked = {
        number
        for row in expected
        for number in printed_numbers(row.get("docket_numbers") or "", listed.court_id)
    }
    refs = tuple(DocketRef(listed.court_id, number) for number in sorted(asked))
    snapshot = Snapshot(
        source=source, url=listed.url, fetched_at="2026-01-02T00:00:00Z", body=page.read_bytes(),
        form=Form.API, court_id=listed.court_id, kind=f"{source}.{name}",
    )  # fmt: skip
    kept = select_watched(snapshot, listed, refs)
    items = of(Listed, read_page(line, Listed, lambda: read_items(kept, listed)))
    numbers = {number for item in items for number in item.numbers}
    days = Counter(row["case_dates"] for row in expected) - Counter(item.day.isoformat() for item in items)
    line.wrong += ["the archive would mark it unreadable"] if kept.is_unreadable else []
    line.wrong += [f"missing {', '.join(sorted(asked - numbers)[:4])}"] if asked - numbers else []
    line.wrong += [f"others: {', '.join(sorted(numbers - asked)[:4])}"] if numbers - asked else []
    line.wrong += [f"other days: {dict(days)}"] if days else []
    return line


def read_lists(folder: str, source: str, lists: tuple[CourtList, ...]) -> list[Line]:
    return [read_list(compare, source, lists) for compare in sorted((FOLDER / folder).glob("*.compare.json"))]


def read_mods() -> Iterator[Line]:
    for path in sorted((FOLDER / "govinfo_mods").glob("*.xml")):
        body = path.read_bytes()
        line = Line(
            path.name.split("-")[0],
            path.name,
            len(re.findall(rb"<relatedItem[^>]*type=\"constituent\"", body)),
        )
        url = f"https://x/USCOURTS-{path.stem}/mods.xml"
        records = read_page(line, DocketEvent, lambda body=body, url=url: govinfo.read_mods(body, url))
        for docket in of(Docket, records)[:1]:
            made = govinfo.package_id(docket.ref, govinfo.load_courts()[docket.ref.court_id])
            line.wrong += [] if made == f"USCOURTS-{path.stem}" else [f"would be asked for as {made}"]
        yield line


def read_bills() -> Iterator[Line]:
    def records_of(path: Path) -> Iterable:
        data = bills.read_xml(path.read_bytes(), path.name)
        return bills.read_records(data, bills.bill_id_of(data, path.name), is_part=True)

    for path in sorted((FOLDER / "billstatus").glob("*.xml")):
        line = Line("congress", path.name, 1)
        line.wrong += [
            f"sponsor {bill.sponsor}"
            for bill in of(Bill, read_page(line, Bill, lambda path=path: records_of(path)))
            if not bill.sponsor or re.search(r", [A-Z]\w+ |\[", bill.sponsor)
        ]
        yield line


def read_recap() -> Iterator[Line]:
    for path in sorted((FOLDER / "recap").glob("*.xml")):
        expected = json.loads(path.with_suffix(".json").read_text())
        court_id = path.name.partition("_")[0]
        line = Line(court_id, path.name, len(expected["docket_entries"]))
        how = path.read_bytes(), court_id, path.name
        parties = of(Party, read_page(line, DocketEntry, lambda how=how: recap.read_xml(*how)))
        if len(parties) != len(expected["parties"]):
            line.wrong.append(f"{len(parties)} parties of {len(expected['parties'])}")
        yield line


def read_search() -> Iterator[Line]:
    """The rows of a search: how many become dockets, asked by words and asked by citation."""
    path = FOLDER / "courtlistener/search_opinions_s230.json"
    data = json.loads(path.read_text())
    leading = [
        opinion["id"]
        for row in data["results"]
        if set(row["citation"]) & set(PRECEDENTS)
        for opinion in row["opinions"]
    ]
    page = discovery_address(QUERIES["cites-opinions"], None, tuple(leading))
    rows = [Fields(row, page) for row in data["results"]]
    for route in (Route.TEXT, Route.CITES):
        line = Line("courtlistener", f"{path.name} ({route})", len(rows))
        line.reason = REASONS.get(line.file, "")
        for row in rows:
            if find_evidence(row, route) is None:
                line.issues += 1
                continue
            try:
                read_ref(row.text("court_id"), row.text("docketNumber"), row.word("pacer_case_id"))
                line.read += 1
            except ParseError as error:
                line.wrong.append(f"{row.text('docketNumber')}: {error.code}")
        yield line


def read_orders() -> Iterator[Line]:
    for path in sorted((FOLDER / "scotus_lists").glob("*.txt")):
        lines = list_lines.clean(path.read_text().splitlines())
        numbers = {
            normalize_docket_number(match[0], "scotus")
            for line in lines
            if (match := re.match(r"\d\d(?:-|A|M)\d{1,5}\b", line))
        }
        line = Line("scotus", path.name, len(numbers))
        kept, _ = list_lines.cut_orders(lines, numbers, path.name)
        orders = read_page(
            line, DocketEvent, lambda kept=kept, name=path.name: list_lines.read_orders(kept, name, "x")
        )
        events = of(DocketEvent, orders)
        line.read = len({event.ref.docket_number for event in events})
        wordless = [e.ref.docket_number for e in events if len((e.text or "").splitlines()[0]) < 90]
        line.wrong += [f"without an order: {wordless}"] if wordless else []
        yield line


def sections() -> list[tuple[str, Callable[[], Iterable[Line]]]]:
    """Return the title of each part and what reads its files."""
    return [
        ("Lists of opinions", lambda: read_lists("opinion_lists", "appellate_opinions", OPINIONS)),
        ("Lists of recordings", lambda: read_lists("argument_lists", "oral_arguments", RECORDINGS)),
        ("GovInfo packages (opinions)", read_mods),
        ("Bills", read_bills),
        ("RECAP (entries)", read_recap),
        ("CourtListener search (rows; issues: rows that show nothing of § 230)", read_search),
        ("Order lists (dockets)", read_orders),
    ]


SECTIONS = dict(sections())


@pytest.mark.parametrize("title", SECTIONS)
def test_real_pages_are_read_whole(title):
    if not FOLDER.is_dir():
        pytest.skip("no ../shared/real/sources with pages of the sources beside this checkout")
    lines = list(SECTIONS[title]())
    assert lines, f"no files for {title!r} in {FOLDER}"
    assert [(line.file, line.expected, line.read, line.wrong) for line in lines if line.is_short] == []


def test_a_page_that_is_read_short_is_told():
    short = Line("ca1", "x.html", expected=20, read=19)
    assert short.is_short
    short.reason = "a row of a withdrawn opinion"
    assert not short.is_short
    assert Line("ca1", "x.html", 20, 20, wrong=["missing 23-9001"]).is_short
