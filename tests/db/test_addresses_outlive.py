"""Whatever a reviewer corrects in the catalog, every address that was published leads to the fact or its case."""

import csv
import io
import os
import shutil
from dataclasses import replace
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given, settings, strategies as st

from db.row_pairs import pair_rows
from db.schema import TABLE, TABLES, create_tables, open_docket
from db.store import Store
from db.tables import REMOVED
from docket.issues import Issue, ParseError
from docket.records import CaseMember, Citation, Docket, DocketRef, Look
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from publish.pages.fact import find_fact, find_moved_fact
from publish.queries import find_case, redirected
from publish.sql.authorizer import is_published
from scrapers.sources import by_hand, catalog
from tests.worlds import few
from tests.worlds.publishing import build_catalog_anew, close, ingest, snapshot

# What names a row to the other files, or is written once; not a field that can be corrected by itself.
KEYS = {
    "slug",
    "docket",
    "id",
    "hearing_key",
    "entity_id",
    "bill_id",
    "event_id",
    "case_id",
    "related_docket",
}
FILES = (
    "bill_links", "bill_sources", "bills", "congress_events", "decisions", "dockets", "entities", "entity_names",
    "events", "families", "hearings", "locators", "questions",
)  # fmt: skip
FULL = os.environ.get("TRACKER_TEST_FULL")
EXAMPLES = 500 if FULL else 40
FACTS = [
    table
    for table in TABLES
    if is_published(table.name) and len(table.primary) == 1 and table.name not in ("changes", "issues")
]


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A database of eight families, its files' rows, and what every column holds in the whole catalog."""
    path = tmp_path_factory.mktemp("base") / "docket.db"
    with few.having(few.fewest_files()):
        build_catalog_anew(path)
        bodies = {page.kind: page for page in catalog.SOURCE.fetch(None, None)}
    db = open_docket(path)
    assert all(leads_to_a_fact(db.conn, *address) for address in addresses(db.conn))
    close(db)
    return Base(path, bodies)


class Base:
    """A database, and the snapshots of its files by kind."""

    def __init__(self, path, snapshots):
        self.path, self.snapshots = path, snapshots


def rows_of(snapshot):
    return list(csv.DictReader(io.StringIO(snapshot.body.decode())))


def with_rows(snapshot: Snapshot, rows) -> Snapshot:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return replace(
        snapshot,
        body=out.getvalue().encode(),
        fetched_at="2027-01-02T00:00:00Z",
        as_of="2027-01-02T00:00:00Z",
    )


def follow(files, name, row, column, value):
    """Correct a cell, and the cells of other files that repeat it, as the checks ask for it."""
    old = dict(row)
    row[column] = value
    slug = old.get("slug") or old.get("docket")
    if column == "court_id":
        for rows in files.values():
            for other in rows:
                if slug in (other.get("slug"), other.get("docket")):
                    other["court_id"] = value
    if name == "decisions" and column in ("date", "kind"):
        was, now = (f"{slug}@{each['date']}" for each in (old, row))
        row["precision"] = {0: "", 4: "year", 7: "month", 10: "day"}[len(row["date"])]
        for other in files["questions"]:
            if (other["docket"], other["date"], other["kind"]) == (slug, old["date"], old["kind"]):
                other |= {"date": row["date"], "kind": row["kind"]}
        for other in files["decisions"]:
            other["acts_on"] = ";".join(now if key == was else key for key in other["acts_on"].split(";"))
        for other in files["question_names"]:
            other |= {key: other[key].replace(was, now) for key in ("for_barred", "for_not_barred")}
        for other in files["families"]:
            later = other["related_docket"] if other["direction"] == "other_is_later" else other["docket"]
            if (later, other["date"]) == (slug, old["date"]):
                other["date"] = row["date"]


def leads_to_a_fact(conn, table, row_id):
    key = TABLE[table].key
    if find_fact(conn, table, row_id, key):
        return True
    moved = find_moved_fact(conn, table, row_id, key)
    head, *rest = moved.path.strip("/").split("/") if moved else [""]
    if head == "fact":
        return find_fact(conn, rest[0], unquote(rest[1]), key) is not None
    if head == "case":
        return find_case(conn, unquote(rest[0])) is not None
    return head in ("bill", "party", "congress")


def addresses(db):
    return [
        (table.name, row[0]) for table in FACTS for row in db.execute(f"select {table.key} from {table.name}")
    ]


# What a reader is told of each, and what of a row places or dates it, or is found anew for each.
TOLD = (
    "dockets rulings claims defenses case_links citations hearings participations docket_events doctrine_sides looks "
    "locators entities entity_names bills bill_links bill_sources congress_events congress_event_links questions"
).split()
UNTOLD = {"snapshot_id", "first_seen", "last_seen", "as_of", "position", "entry_count"}
ABOUT = {"bill_id", "case_id", "court_id", "entity_id", "pacer_case_id", "parent_entity_id"}
REDIRECTED = {
    "dockets": "docket",
    "rulings": "ruling",
    "hearings": "hearing",
    "entities": "entity",
    "bills": "bill",
}


def contents(db):
    """Return the cells of every row by table and id."""
    return {
        name: {row[TABLE[name].key]: dict(row) for row in db.query(f"select * from {name}")} for name in TOLD
    }


def now_called(db, name, row_id):
    return redirected(db.conn, REDIRECTED.get(name, name), row_id) or row_id


def differences(db, before, after):
    """Return what differs, found by looking at both states alone: (table, id, field, old, new)."""
    differing = set()
    for name in TOLD:
        old = {now_called(db, name, key): row for key, row in before[name].items()}
        differing |= {(name, key, "went") for key in old.keys() - after[name].keys()}
        differing |= {(name, key, "came") for key in after[name].keys() - old.keys()}
        for key in old.keys() & after[name].keys():
            for field in after[name][key].keys() - UNTOLD - {TABLE[name].key}:
                if field.endswith("_id") and (
                    field not in ABOUT or (name, field) == ("case_links", "case_id")
                ):
                    continue
                if old[key][field] != after[name][key][field]:
                    differing.add((name, key, field, str(old[key][field]), str(after[name][key][field])))
    return differing


def told_since(db, known):
    """Return what the changes say since, those of one field put together: from its first value to its last."""
    changes, cells = set(), {}
    for change in db.query("select * from changes order by rowid"):
        name, kind = change["subject"], change["kind"]
        if change["change_id"] in known or name not in TOLD or kind == "docket_merged":
            continue
        key = now_called(db, name, change["subject_id"])
        if kind.endswith(("_added", "_removed")):
            changes.add((name, key, "came" if kind.endswith("_added") else "went"))
            continue
        first, _ = cells.get((name, key, change["field"]), (str(change["old_value"]), None))
        cells[name, key, change["field"]] = (first, str(change["new_value"]))
    return changes | {(*cell, *values) for cell, values in cells.items() if values[0] != values[1]}


@given(data=st.data())
@settings(max_examples=EXAMPLES, deadline=None)
def test_no_address_is_lost_by_a_correction_and_what_differs_is_told(base, tmp_path_factory, data):
    path, snapshots = base.path, base.snapshots
    files = {name: rows_of(snapshot) for name, snapshot in snapshots.items()}
    name = data.draw(st.sampled_from(FILES))
    row = data.draw(st.sampled_from(files[name]))
    column = data.draw(st.sampled_from([each for each in row if each not in KEYS]))
    values = {other[column] for other in csv.DictReader((few.DATA / f"{name}.csv").open(newline=""))} | {""}
    if column == "court_id":
        values.discard("")  # it takes the docket out, and corrects nothing of it
    follow(files, name, row, column, data.draw(st.sampled_from(sorted(values))))
    changed = [
        with_rows(snapshots[each], files[each]) for each in files if files[each] != rows_of(snapshots[each])
    ]
    try:
        read = [(page, list(catalog.SOURCE.parse(page))) for page in changed]
    except ParseError:
        return  # no value of that column: the file is refused, and nothing moves
    own = tmp_path_factory.mktemp("own") / "docket.db"
    shutil.copy(path, own)
    db = open_docket(own)
    before, cells = addresses(db.conn), contents(db)
    known = {row[0] for row in db.conn.execute("select change_id from changes")}
    store = Store(db)
    for page, records in read:
        issues = [record for record in records if isinstance(record, Issue)]
        ingest(store, page, [each for each in records if not isinstance(each, Issue)], issues)
    # Of those that are still there, the full run asks for each; that all lead to a fact is said of them in `base`.
    gone = before if FULL else set(before).difference(addresses(db.conn))
    lost = [address for address in gone if not leads_to_a_fact(db.conn, *address)]
    values, differs = told_since(db, known), differences(db, cells, contents(db))
    close(db)
    assert lost == []
    assert values == differs


DAYS = st.dates(date(2017, 1, 2), date(2017, 12, 29)).map(str)
LINES = st.fixed_dictionaries(
    {
        "court": st.just("wasuperct-pierce"),
        "docket_number": st.sampled_from(["12-2-11362-4", "16-2-00001-4"]),
        "caption": st.sampled_from(["", "J.S. v. Village Voice"]),
        "date": DAYS,
        "text": st.sampled_from(
            ["Trial begins", "Order on motion in limine", "Pretrial conference held", "Jury called"]
        ),
        "source_url": st.just("https://example.org/register"),
        "hearing": st.sampled_from(["", "trial-1"]),
        "hearing_kind": st.just("trial"),
        "hearing_action": st.sampled_from(["set", "held"]),
        "hearing_from": DAYS,
    }
)


def by_hand_file(lines, day):
    out = io.StringIO()
    writer = csv.DictWriter(out, by_hand.COLUMNS)
    writer.writeheader()
    for line in lines:
        cells = {
            key: value for key, value in line.items() if line["hearing"] or not key.startswith("hearing")
        }
        writer.writerow(cells)
    return Snapshot(
        "by_hand", "by_hand:events.csv", day, out.getvalue().encode(), Form.CURATED, kind="events", as_of=day,
        scope=Scope(ScopeKind.WINDOW),
    )  # fmt: skip


@given(st.lists(LINES, min_size=1, max_size=5), st.data())
@settings(max_examples=500 if FULL else 20, deadline=None)
def test_no_address_is_lost_by_a_correction_of_a_line_kept_by_hand(tmp_path_factory, lines, data):
    line = data.draw(st.sampled_from(lines))
    column = data.draw(
        st.sampled_from(["caption", "date", "text", "docket_number", "hearing_action", "hearing_from"])
    )
    db = open_docket(tmp_path_factory.mktemp("hand") / "docket.db")
    create_tables(db)
    store = Store(db)
    first = by_hand_file(lines, "2026-03-01T00:00:00Z")
    ingest(store, first, by_hand.SOURCE.parse(first))
    before = addresses(db.conn)
    line[column] = data.draw(LINES)[column]
    second = by_hand_file(lines, "2026-03-02T00:00:00Z")
    ingest(store, second, by_hand.SOURCE.parse(second))
    lost = [address for address in before if not leads_to_a_fact(db.conn, *address)]
    close(db)
    assert lost == []


def test_a_citation_that_two_rows_say_stands_once_and_both_addresses_lead_to_it(tmp_path):
    ref = DocketRef("ca3", "22-3061", catalog_slug="anderson-v-tiktok-ca3")
    records = [
        Docket(ref, "22-3061", "Anderson v. TikTok", verified=()),
        Citation(ref, "116 F.4th 180 (3d Cir. 2024)", "https://example.org/docket", is_verified=False),
        Citation(ref, "116 F.4th 180", "https://example.org/decision"),
        Citation(ref, "2024 WL 3948248 (3d Cir. Aug. 27, 2024)"),
    ]
    db = open_docket(tmp_path / "docket.db")
    create_tables(db)
    ingest(Store(db), snapshot("catalog:dockets.csv", b"1"), records)
    assert sorted(db.conn.execute("select text, is_verified from citations")) == [
        ("116 F.4th 180", 1),
        ("2024 WL 3948248 (3d Cir. Aug. 27, 2024)", 1),
    ]
    ((former, now),) = db.conn.execute("select old_id, new_id from redirects where kind = 'citations'")
    assert find_fact(db.conn, "citations", now, "text")["value"] == "116 F.4th 180"
    assert find_moved_fact(db.conn, "citations", former, "text").path == f"/fact/citations/{now}/text"
    close(db)


def test_a_suppressed_row_is_none_that_is_shown():
    row = dict.fromkeys(TABLE["participations"].columns) | {"docket_id": "d"}
    hidden = row | {"participation_id": "d.x-1", "name": REMOVED}
    shown = row | {"participation_id": "d.p-2", "name": "Jane Roe"}
    assert pair_rows("participations", [hidden], [shown]) == ([], [hidden], [shown])
    assert pair_rows("participations", [row | {"name": "J. Roe"}], [shown]).pairs == [
        (row | {"name": "J. Roe"}, shown)
    ]


def test_a_row_that_was_seen_again_is_itself_before_one_that_was_seen_with_it():
    row = dict.fromkeys(TABLE["participations"].columns) | {
        "docket_id": "d",
        "name": "Jane Roe",
        "first_seen": "1",
    }
    again = row | {"participation_id": "d.p-2", "first_seen": "2", "last_seen": "2", "snapshot_id": "b"}
    beside = row | {"participation_id": "d.p-3", "party_type_raw": "Appellee"}
    assert pair_rows("participations", [row], [beside, again]) == ([(row, again)], [], [beside])


def test_a_sealed_docket_with_looks_and_citations_is_read_again(tmp_path):
    ref = DocketRef("ca3", "22-3061", catalog_slug="anderson-v-tiktok-ca3")
    records = [
        Docket(ref, "22-3061", "Anderson v. TikTok", verified=()),
        Citation(ref, "116 F.4th 180"),
        Look(ref, "later_history", date(2026, 12, 1), "certiorari: none found"),
        Look(ref, "act", date(2026, 12, 1), "order on remand"),
    ]
    db = open_docket(tmp_path / "docket.db")
    create_tables(db)
    store = Store(db, hidden=frozenset({("docket", "ca3-22-3061")}))
    ingest(store, snapshot("catalog:dockets.csv", b"1"), records)
    ingest(store, snapshot("catalog:cases.csv", b"2"), [CaseMember(ref, "anderson-v-tiktok", 1)])
    assert list(db.conn.execute("select caption, followed_to, followed_note, missing_act from dockets")) == [
        (REMOVED, None, None, None)
    ]
    assert db.conn.execute(
        "select (select count(*) from looks) + (select count(*) from citations)"
    ).fetchone() == (0,)
    close(db)
