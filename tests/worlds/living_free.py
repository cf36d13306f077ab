"""What the living world shows without a key: the Supreme Court's docket pages, items on the Internet Archive, bills.

Petitions are dockets of their own. An item on the Archive is what readers of PACER gave of a docket of the world
up to its last upload: what CourtListener had then, and nothing since. Everything is drawn from the seed of the world,
by chances of its own, so that the dockets of before stay as they were.
"""

import html
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from docket.bills import load_bill_ids, split_bill_id
from scrapers.sources import scotus
from tests.worlds.answers import bill_path
from tests.worlds.expected import FIXTURES
from tests.worlds.living import DAY, Case, Filing, Truth
from tracker.due import is_court_hours

PETITIONS, BILLS = 8, 6
_LINES = (
    ("petition", "Petition for a writ of certiorari filed, no. {n}. (Response due {day})"),
    ("brief", "Brief of respondent {who} in opposition filed, no. {n}."),
    ("notice", "Waiver of right of respondent {who} to respond filed, no. {n}."),
    ("order", "Order no. {n} extending the time to file a response to and including {day}."),
    ("order", "DISTRIBUTED for Conference of {day}, no. {n}."),
    ("brief", "Brief amicus curiae of Example Society no. {n} filed."),
)
_UPLOAD_DAYS = (4, 11)  # between two uploads of an item
_ACTIONS = (
    "Introduced in House",
    "Referred to the House Committee on Energy and Commerce, no. {n}.",
    "Referred to the Subcommittee on Communications and Technology, no. {n}.",
    "Committee Hearings Held, no. {n}.",
    "Ordered to be Reported by the Yeas and Nays: 20 - {n}.",
    "Motion to reconsider laid on the table, no. {n}.",
)


@dataclass
class Measure:
    """A bill and its actions, each with the moment from which on the file has it."""

    bill_id: str
    actions: list[tuple[datetime, str]] = field(default_factory=list)


@dataclass
class FreeTruth:
    """What the three sources come to show. `uploads` are the moments of an item, by PACER case id."""

    measures: list[Measure]
    uploads: dict[int, list[datetime]]


def grow(truth: Truth, seed: int) -> FreeTruth:
    """Add petitions to the world, and return what else there is to know."""
    chance = random.Random(seed + 1)
    petitions = [_petition(truth, chance, n) for n in range(PETITIONS)]
    uploads = {}
    listed = [case for case in truth.cases if case.ids and case.court != "ca9" and case.kind != "found"]
    for case in listed[::3]:
        at, moments = truth.start - chance.uniform(1, 30) * DAY, []
        while at < truth.end:
            moments.append(at)
            at += chance.uniform(*_UPLOAD_DAYS) * DAY
        uploads[case.case_id] = moments
    truth.cases += petitions
    truth.filings += [filing for case in petitions for filing in case.filings]
    return FreeTruth([_measure(truth, chance, bill_id) for bill_id in bill_ids()], uploads)


def bill_ids() -> list[str]:
    """Return the bills of the world: the newest of the catalog, under their real numbers."""
    return sorted(load_bill_ids(), key=lambda bill_id: (-split_bill_id(bill_id)[0], bill_id))[:BILLS]


def _petition(truth: Truth, chance: random.Random, n: int) -> Case:
    names = ((f"Example Archive {n}, Inc.", "Petitioner"), (f"Poe {n} LLC", "Respondent"))
    case = Case(
        "scotus", f"25-{9001 + n}", 0, (), "petition",
        (truth.start - 90 * DAY).date(), truth.start - 60 * DAY, names,
    )  # fmt: skip
    at = truth.start - 80 * DAY
    while (at := at + chance.expovariate(0.15) * DAY) < truth.end:
        if is_court_hours(at):
            case.filings.append(_line(truth, chance, case, at))
    return case


def _line(truth: Truth, chance: random.Random, case: Case, at: datetime) -> Filing:
    sequence = len(case.filings) + 1
    sort, words = _LINES[0] if sequence == 1 else chance.choice(_LINES[1:])
    day = f"{at + 30 * DAY:%B %-d, %Y}"
    text = words.format(who=case.parties[1][0], n=f"{case.number[3:]}{sequence:03}", day=day)
    filing = Filing(case, None, sort, at, text, text, sequence, 0, None, at + chance.uniform(0, 0.5) * DAY)
    if at > truth.start and chance.random() < 0.1:
        filing.edit_at, filing.edited = at + chance.uniform(1, 6) * DAY, text + " (Corrected.)"
    elif at > truth.start and chance.random() < 0.05:
        filing.gone_at = at + chance.uniform(1, 6) * DAY
    return filing


def _measure(truth: Truth, chance: random.Random, bill_id: str) -> Measure:
    measure, at = Measure(bill_id), truth.start - 20 * DAY
    while at < truth.end:
        n = len(measure.actions)
        words = _ACTIONS[0] if n == 0 else chance.choice(_ACTIONS[1:]).format(n=n)
        measure.actions.append((at, words))
        at += chance.expovariate(0.2) * DAY
    return measure


def free_pages(truth: Truth, free: FreeTruth) -> dict[str, Callable[[datetime, bool], bytes | None]]:
    """Return every page there ever is by path; what a page shows is of the moment."""
    pages: dict[str, Callable[[datetime, bool], bytes | None]] = {}
    for case in truth.cases:
        if case.court == "scotus":
            path = scotus.PAGES["scotus_html"].format(number=case.number)
            pages[path] = lambda now, _, suit=case: docket_page(suit, now)
        elif case.ids and case.court != "ca9" and case.kind != "found":
            pages |= _item(case, free.uploads.get(case.case_id, []))
    for measure in free.measures:
        pages[bill_path(measure.bill_id)] = lambda now, _, bill=measure: bill_page(bill, now)
    return pages


def _item(case: Case, uploads: list[datetime]) -> dict[str, Callable[[datetime, bool], bytes | None]]:
    """Return the two pages of an item of the Archive: the list of its files, and the docket."""
    item = f"gov.uscourts.{case.court}.{case.case_id}"

    def last(now: datetime) -> datetime | None:
        return max((at for at in uploads if at <= now), default=None)

    def listing(now: datetime, _: bool) -> bytes:
        at = last(now)
        file = at and {"name": f"{item}.docket.json", "mtime": f"{at:%s}", "size": "9", "md5": "0"}
        return json.dumps({"files": [file]} if file else {}).encode()

    return {
        f"/metadata/{item}": listing,
        f"/download/{item}/{item}.docket.json": lambda now, _: (
            item_docket(case, at) if (at := last(now)) else None
        ),
    }


_PAGE = (FIXTURES / "scotus" / "cards.html").read_text(encoding="utf-8")
_CARD = """<div class="card"><table class="ProceedingItem"><tbody><tr><td class="ProceedingDate">{day}</td>
<td>{text} <br><span class="documentlinks"></span></td></tr></tbody></table></div>
"""


def docket_page(case: Case, now: datetime) -> bytes:
    """Return the Court's page of a docket as it is now, in today's layout: the fixture with other words."""
    petitioner, respondent = (html.escape(name) for name, _ in case.parties)
    cards = "".join(
        _CARD.format(day=f"{filing.day:%b %d %Y}", text=html.escape(filing.text_now(now)))
        for filing in case.filings
        if filing.text_at and filing.text_at <= now and filing.stands(now)
    )
    head, _, rest = _PAGE.partition('<div class="coloredheader">Proceedings and Orders</div>')
    contacts = rest[rest.index('<div id="Contacts"') :]
    register = f'<div class="coloredheader">Proceedings and Orders</div>\n{cards}</div>\n    '
    body = head + register + contacts
    return (
        body.replace("24-9001", case.number)
        .replace("Example Video, Inc., et al., Petitioners", f"{petitioner}, Petitioner")
        .replace("<br />Rae Roe<br>", f"<br />{respondent}<br>")
        .replace("Party name: Example Video, Inc., et al.", f"Party name: {petitioner}")
        .replace("Party name: Rae Roe", f"Party name: {respondent}")
        .replace("03/06/2024", f"{now:%m/%d/%Y}")
        .encode()
    )


def item_docket(case: Case, at: datetime) -> bytes:
    """Return the docket file of an upload: what CourtListener had of the docket then."""
    entries = []
    for filing in case.filings:
        is_there = any(moment and moment <= at for moment in (filing.label_at, filing.text_at))
        if not (is_there and filing.stands(at)):
            continue
        has_text = bool(filing.text_at and filing.text_at <= at)
        doc = f"0350{case.case_id % 10000:04}{filing.sequence:04}" if filing.number else ""
        paper = {
            "document_number": str(filing.number or ""), "attachment_number": None, "pacer_doc_id": doc,
            "document_type": 1, "is_available": False, "page_count": None, "file_size": None,
            "filepath_local": "", "filepath_ia": "", "description": filing.label,
        }  # fmt: skip
        entry = {
            "date_created": at.isoformat(), "date_modified": at.isoformat(),
            "date_filed": filing.day.isoformat(), "entry_number": filing.number,
            "recap_sequence_number": f"{filing.day}.{filing.sequence:03}", "pacer_sequence_number": None,
            "description": filing.text_now(at) if has_text else "", "recap_documents": [paper],
        }  # fmt: skip
        entries.append(entry)
    parties = [
        {"name": name, "extra_info": "", "attorneys": []}
        | {"party_types": [{"name": side, "date_terminated": None, "extra_info": ""}]}
        for name, side in case.parties
    ]
    row = {
        "id": case.ids[0], "court_id": case.court, "date_modified": at.isoformat(), "source": 1,
        "absolute_url": f"/docket/{case.ids[0]}/roe-v-example/", "date_filed": case.filed.isoformat(),
        "date_terminated": _ended(case), "case_name": f"Roe v. Example Video {case.case_id}, Inc.",
        "docket_number": case.number, "pacer_case_id": str(case.case_id), "blocked": False,
        "docket_entries": entries, "parties": parties if case.parties_at <= at else [],
    }  # fmt: skip
    return json.dumps(row).encode()


def _ended(case: Case) -> str | None:
    days = {"closed": 300, "ended": 400}.get(case.kind)
    return (case.filed + timedelta(days=days)).isoformat() if days else None


_BILL = """<?xml version="1.0" encoding="utf-8" standalone="no"?>
<billStatus><version>3.0.0</version><bill><number>{number}</number><updateDate>{now}</updateDate>
<type>{kind}</type><introducedDate>{day}</introducedDate><congress>{congress}</congress><actions>{actions}</actions>
<sponsors><item><bioguideId>X000001</bioguideId><fullName>Rep. Muster, Ada B. [R-MO-2]</fullName>
<firstName>ADA</firstName>
<lastName>MUSTER</lastName><party>R</party><state>MO</state></item></sponsors>
<title>An Invented Act on section 230 of the Communications Act of 1934</title></bill></billStatus>
"""


def bill_page(measure: Measure, now: datetime) -> bytes:
    """Return a bill's file as it is now: its day of writing moves without news."""
    congress, kind, number = split_bill_id(measure.bill_id)
    shown = [(action_day(at), words) for at, words in measure.actions if at <= now]
    items = "".join(
        f"<item><actionDate>{day}</actionDate><text>{html.escape(words)}</text></item>"
        for day, words in shown[::-1]
    )
    first = shown[0][0] if shown else action_day(now)
    return _BILL.format(
        number=number, kind=kind.upper(), congress=congress, now=f"{now:%Y-%m-%dT%H:%M:%SZ}", day=first,
        actions=items,
    ).encode()  # fmt: skip


def action_day(at: datetime) -> date:
    """Return the day under which an action stands: that of Washington."""
    return (at - timedelta(hours=5)).date()
