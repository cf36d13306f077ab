"""The first page's newest entries and opinions: of dockets that go on, and of the others why there are none."""

import pytest

from db.schema import create_tables, open_docket
from publish.pages import newest_entries
from publish.queries import latest_changes


@pytest.fixture
def db(tmp_path):
    database = open_docket(tmp_path / "docket.db")
    create_tables(database)
    database.execute("pragma foreign_keys=off")  # a row at a time is enough here
    for court, system in (("cand", "district"), ("lasuper", "state"), ("scotus", "scotus")):
        database["courts"].insert(
            {"court_id": court, "short_name": court, "system": system}, alter=False, replace=True
        )
    yield database
    database.close()


def add_docket(
    db, docket_id, court="cand", status="open", selection="catalog", number="1:20-cv-00001", **more
):
    db["dockets"].insert(
        {"docket_id": docket_id, "case_id": docket_id, "court_id": court, "status": status, "selection": selection,
         "caption": docket_id, "docket_number": number} | more
    )  # fmt: skip


def add_entry(db, docket_id, day, text="text", **more):
    row = {"entry_id": f"{docket_id}-{day}", "docket_id": docket_id, "date_filed": day, "text": text}
    db["docket_entries"].insert(row | more)


def add_locator(db, docket_id, value, is_confirmed):
    db["locators"].insert(
        {"locator_id": docket_id, "docket_id": docket_id, "kind": "pacer_case_id", "value": value}
        | {"is_confirmed": is_confirmed}
    )


def add_opinion(db, docket_id, day, title="ORDER granting the motion", source="govinfo"):
    db["snapshots"].insert(
        {
            "snapshot_id": source,
            "source": source,
            "url": "https://x.example/1",
            "fetched_at": "2026-03-10T12:00:00Z",
        },
        replace=True,
    )
    db["docket_events"].insert(
        {"docket_event_id": f"{docket_id}-{day}", "docket_id": docket_id, "event": "opinion"}
        | {"date_from": day, "text": title, "source_url": "https://x.example/1", "snapshot_id": source}
    )


def test_what_govinfo_lists_stands_among_them_by_day_and_title(db):
    add_docket(db, "open")
    add_docket(db, "closed", status="closed")
    add_docket(db, "unknown", status="unknown")
    add_entry(db, "open", "2026-03-02")
    add_opinion(db, "open", "2026-03-02")  # the register has an entry of that day
    add_opinion(db, "open", "2026-03-05", "MEMORANDUM AND ORDER")
    add_opinion(db, "closed", "2026-03-06")
    add_opinion(db, "unknown", "2026-03-01", "OPINION")
    add_opinion(db, "open", "2026-03-07", source="catalog")  # a curator's word, not a page to read
    entries = [(row["day"], row["words"]) for row in newest_entries.read(db.conn, 5)["entries"]]
    assert entries == [
        ("2026-03-05", "MEMORANDUM AND ORDER"),
        ("2026-03-02", "text"),
        ("2026-03-01", "OPINION"),
    ]


def test_the_newest_of_dockets_that_go_on_are_shown(db):
    add_docket(db, "open")
    add_docket(db, "petition", court="scotus", status="unknown")
    add_docket(db, "closed", status="closed")
    add_docket(db, "found", selection="candidate")
    for docket, day in (
        ("open", "2026-03-01"),
        ("open", "2026-03-09"),
        ("petition", "2026-03-05"),
        ("closed", "2026-03-10"),
        ("found", "2026-03-11"),
    ):
        add_entry(db, docket, day)
    add_entry(db, "open", "2026-03-12", is_gone=1)
    page = newest_entries.read(db.conn, 5)
    assert [entry["day"] for entry in page["entries"]] == ["2026-03-09", "2026-03-05", "2026-03-01"]
    assert (page["open"], page["none"], page["why"]) == (1, 0, [])


def test_a_docket_without_entries_has_one_reason(db):
    add_docket(db, "state", court="lasuper")
    add_docket(db, "unnumbered", number=None)
    add_docket(db, "without-id")
    add_docket(db, "hint-only")
    add_locator(db, "hint-only", "1", 0)
    add_docket(db, "unread")
    add_locator(db, "unread", "2", 1)
    add_docket(db, "absent", pacer_case_id="3")
    add_docket(db, "petition", court="scotus", number="24-1")
    add_docket(db, "decided", status="closed")
    db["snapshots"].insert(
        {"snapshot_id": "s", "source": "recap", "kind": "recap_files", "fetched_at": "2026-03-10T12:00:00Z"}
        | {"url": "https://archive.org/metadata/gov.uscourts.cand.3"}
    )
    page = newest_entries.read(db.conn, 5)
    assert (page["open"], page["none"], page["entries"]) == (7, 7, [])
    words = newest_entries.REASONS
    assert {reason: n for n, reason in page["why"]} == {
        words["id"]: 2, words["state"]: 1, words["unread"]: 2, words["absent"]: 1, words["number"]: 1,
    }  # fmt: skip


def test_what_the_operator_imported_is_no_news_of_the_first_page(db):
    for number, selection in enumerate(("catalog", "imported", "confirmed", "candidate"), 1):
        db["cases"].insert({"case_id": selection, "selection": selection, "short_name": selection})
        db["changes"].insert(
            {"change_id": str(number), "kind": "docket_added", "subject": "dockets", "subject_id": selection}
            | {"case_id": selection, "seen_at": "2026-03-10T12:00:00Z"}
        )
    assert [change["case_id"] for change in latest_changes(db.conn, (), 6, is_about=True)] == [
        "confirmed",
        "catalog",
    ]
    assert len(latest_changes(db.conn, (), 6)) == 4
