"""The shared corpus, stored: what the parse of a page gives is in the tables, nothing dropped, doubled or altered.

That the parse itself loses nothing is asked in tests/scrapers. `./test --full` stores all pages, otherwise every sixth.
"""

import os

import pytest

from docket.issues import Issue
from docket.records import Docket, DocketEntry, Party
from docket.redact import redact
from scrapers.sources import pacer_docket, scotus
from tests.db.test_merge import new_store
from tests.worlds.corpus_counts import DOCKETS, IMPORTED_AT, SHARED

EVERY = 1 if os.environ.get("TRACKER_TEST_FULL") else 6
PAGES = sorted(
    page
    for folder in (DOCKETS, SHARED / "corpus" / "scotus" / "dockets")
    for pattern in ("*/*.html", "*/*.htm", "*/*.acms_json", "*/*.compare.json")
    for page in folder.glob(pattern)
)[::EVERY]
_ENTRIES = """select entry_number, date_filed, date_entered, text,
    (select count(*) from documents where documents.entry_id = docket_entries.entry_id)
    from docket_entries order by position"""
_PARTIES = """select party_type_raw, name, extra_info, date_terminated, participation_id from participations
    order by position"""
# Who appears for himself has no row of an attorney: he stands under his own name.
_COUNSEL = """select coalesce(attorney_raw, attorneys.name), coalesce(roles, '') from representations
    left join attorneys using (attorney_id) where participation_id = ? order by position"""


def parse(page):
    body = page.read_bytes()
    is_named = page.suffix == ".acms_json"  # nothing in the file says of which court it is
    source = scotus.SOURCE if "scotus" in page.parts else pacer_docket.SOURCE
    snapshot = source.recognize(page.name, body, page.stem.split("_")[0] if is_named else None, IMPORTED_AT)
    return snapshot, list(source.parse(snapshot))


def cleared(text):
    return text and redact(text)


def said(day):
    return day and day.isoformat()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared corpus (../shared) is not here")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_a_page_of_the_corpus_is_stored_whole(page, tmp_path):
    snapshot, records = parse(page)
    issues = [record for record in records if isinstance(record, Issue)]
    store = new_store(tmp_path / "docket.db")
    store.ingest(1, snapshot, [record for record in records if not isinstance(record, Issue)], issues)
    assert store.db.execute(_ENTRIES).fetchall() == [
        (
            entry.entry_number,
            said(entry.date_filed),
            said(entry.date_entered),
            cleared(entry.text),
            len(entry.documents),
        )
        for entry in records
        if isinstance(entry, DocketEntry)
    ]
    parties = [record for record in records if isinstance(record, Party)]
    rows = store.db.execute(_PARTIES).fetchall()
    assert [row[:4] for row in rows] == [
        (party.party_type_raw, redact(party.name), cleared(party.extra_info), said(party.date_terminated))
        for party in parties
    ]
    for party, row in zip(parties, rows, strict=True):
        stored = store.db.execute(_COUNSEL, (row[4],)).fetchall()
        assert stored == [
            (name and counsel.name, ";".join(counsel.roles))
            for counsel, (name, _) in zip(party.counsel, stored, strict=True)
        ]
    docket = next(record for record in records if isinstance(record, Docket))
    facts = dict(store.db.execute("select field, value from docket_facts where is_current").fetchall())
    for field in ("date_filed", "date_terminated"):
        assert facts.get(field) == said(getattr(docket, field))
    for field in (
        "caption",
        "assigned_to",
        "referred_to",
        "cause",
        "nature_of_suit",
        "jurisdiction",
        "jury_demand",
    ):
        assert facts.get(field) == cleared(getattr(docket, field)), field
