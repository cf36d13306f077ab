"""A home that an earlier version made, opened by this one: what an operator decided and what was published stays."""

import csv
import io
from dataclasses import replace

import pytest

from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from publish.queries import case_of_docket
from tests.worlds.alert_world import settings_of
from tests.worlds.loopback import Clock
from tests.worlds.publishing import build_catalog
from tests.worlds.sql import run_sql
from tracker import pipeline
from tracker.by_hand.corrections import URL as CORRECTIONS
from tracker.home import open_house

# The columns of the first catalog, in which a docket had one outcome.
OLD_DOCKETS = (
    "slug,caption,short_name,court_id,court_name,docket_number,date_filed,date_filed_note,date_decided,"
    "status,citation,plaintiffs,"
    "defendants,platform,entities,plaintiff_type,claims,section_230_provision,exception_at_issue,"
    "outcome_230,disposition,outcome_note,"
    "source_url,confidence,verified,extra_sources"
)
OLD_EVENTS = (
    "slug,court_id,date_from,date_to,precision,event,note,disposition,outcome_230,ruling_verified,hearing,hearing_kind,"
    "hearing_action,hearing_from,hearing_to,hearing_precision,hearing_text,review_note,source_url"
)
DECISIONS = (
    "docket,court_id,date,precision,kind,posture,disposition,answer,provision,exception,claims,theory,"
    "acts_on,effect,law,law_effect,"
    "later_history,citation,precedential,author,holding,source_url,primary_url,extra_sources,confidence,verified"
)
ROE = {
    "slug": "roe-v-chirp-cand",
    "caption": "Roe v. Chirp",
    "court_id": "cand",
    "docket_number": "3:20-cv-00017",
    "status": "closed",
}
ABOVE = {
    "slug": "roe-v-chirp-ca9",
    "caption": "Roe v. Chirp",
    "court_id": "ca9",
    "docket_number": "21-15001",
    "status": "closed",
}


def page(name, columns, *rows, day="2026-11-24"):
    out = io.StringIO()
    writer = csv.DictWriter(out, columns.split(","))
    writer.writeheader()
    writer.writerows(rows)
    stamp = f"{day}T00:00:00Z"
    return Snapshot(
        "catalog",
        f"catalog:{name}.csv",
        stamp,
        out.getvalue().encode(),
        Form.CURATED,
        kind=name,
        as_of=stamp,
        as_of_basis="review",
        scope=Scope(ScopeKind.COMPLETE),
    )


def first_version():
    yield page(
        "dockets",
        OLD_DOCKETS,
        ROE | {"outcome_230": "immune", "disposition": "dismissed"},
        ABOVE | {"outcome_230": "not_reached", "outcome_note": "Certiorari denied."},
    )
    yield page(
        "events",
        OLD_EVENTS,
        {
            "slug": "roe-v-chirp-ca9",
            "court_id": "ca9",
            "date_from": "2022-05-01",
            "date_to": "2022-05-01",
            "precision": "day",
            "event": "affirmed",
            "note": "Judgment affirmed",
            "disposition": "affirmed",
            "outcome_230": "immune",
        },
    )
    yield page(
        "cases",
        "case_id,position,docket,court_id",
        {"case_id": "roe-v-chirp", "position": 1, "docket": ROE["slug"], "court_id": "cand"},
        {"case_id": "roe-v-chirp", "position": 2, "docket": ABOVE["slug"], "court_id": "ca9"},
    )


def this_version():
    columns = OLD_DOCKETS.replace("outcome_230,disposition,outcome_note,", "primary_url,")
    yield page("dockets", columns, ROE, ABOVE, day="2026-11-27")
    yield page(
        "decisions",
        DECISIONS,
        {
            "docket": ROE["slug"],
            "court_id": "cand",
            "date": "2021-01-05",
            "precision": "day",
            "kind": "order",
            "answer": "immune",
            "holding": "Barred.",
            "verified": "date;answer",
        },
        {
            "docket": ABOVE["slug"],
            "court_id": "ca9",
            "date": "2022-05-01",
            "precision": "day",
            "kind": "opinion",
            "answer": "partly_immune",
            "acts_on": "roe-v-chirp-cand@2021-01-05",
            "effect": "affirmed_in_part",
            "holding": "Barred but for the promise.",
            "verified": "date",
        },
        day="2026-11-27",
    )
    yield page("renamed_cases", "old,new", {"old": "roe-v-tweeter", "new": "roe-v-chirp"}, day="2026-11-27")


def corrections(*lines):
    body = "\n".join(["table,row_id,field,value,reason,made_by,made_at", *lines]).encode()
    return Snapshot(
        "corrections",
        CORRECTIONS,
        "2026-11-25T00:00:00Z",
        body,
        Form.CORRECTION,
        kind="corrections",
        scope=Scope(ScopeKind.COMPLETE),
    )


@pytest.fixture
def house(tmp_path):
    with open_house(settings_of(tmp_path / "home"), Clock("2026-11-28T12:00:00+00:00")) as house:
        yield house


def bring(house, pages):
    for snapshot in pages:
        pipeline.archive_snapshot(house, snapshot, pipeline.Outcome(snapshot.source))
    pipeline.ingest_pending(house, pipeline.Outcome("catalog"))


def rows(house, sql):
    return [tuple(row) for row in house.store.db.execute(sql)]


def test_an_old_file_alone_says_no_outcome_that_nobody_can_compute(house):
    bring(house, first_version())
    assert rows(house, "select outcome_230 from cases where case_id = 'roe-v-chirp'") == [("none",)]
    assert rows(house, "select disposition, answer from rulings where docket_id = 'ca9-21-15001'") == [
        ("affirmed", None)
    ]
    assert rows(house, "select code from issues") == []


def test_the_newer_catalog_says_how_it_came_out_and_a_rebuild_agrees(house):
    bring(house, first_version())
    published = house.archive.execute("select seq, change_id from published order by seq").fetchall()
    bring(house, this_version())
    expected = [("partly_immune", "Barred but for the promise.", 0, "ca9-21-15001")]
    outcome = (
        "select outcome_230, outcome_note, outcome_is_verified, outcome_docket_id from cases where case_id "
        "= 'roe-v-chirp'"
    )
    assert rows(house, outcome) == expected
    assert rows(
        house,
        "select docket_id, outcome_230 from dockets where docket_id like 'ca%' and case_id = 'roe-v-chirp' order by 1",
    ) == [("ca9-21-15001", "partly_immune"), ("cand-20-cv-00017", "immune")]
    assert rows(house, "select effect, fate from ruling_fates where case_id = 'roe-v-chirp'") == [
        ("affirmed_in_part", "superseded")
    ]
    house.rebuild(pipeline.Outcome("rebuild"))
    assert rows(house, outcome) == expected
    assert (
        house.archive.execute("select seq, change_id from published order by seq").fetchall()[
            : len(published)
        ]
        == published
    )


@pytest.mark.parametrize("is_late", [False, True])
def test_an_operator_s_old_words_are_read_as_the_new_ones(house, is_late):
    correction = corrections(
        "dockets,cand-20-cv-00017,outcome_230,not_reached,the order says so,A,2026-11-25T00:00:00Z",
        "cases,roe-v-chirp,outcome_230,upheld_law,the order says so,A,2026-11-25T00:00:00Z",
    )
    bring(
        house,
        [*first_version(), correction, *this_version()]
        if is_late
        else [*first_version(), *this_version(), correction],
    )
    assert rows(house, "select outcome_230 from dockets where docket_id = 'cand-20-cv-00017'") == [
        ("declined",)
    ]
    assert rows(house, "select outcome_230 from cases where case_id = 'roe-v-chirp'") == [("not_preempted",)]
    assert rows(house, "select distinct is_applied from corrections") == [(1,)]


def test_a_correction_of_a_ruling_finds_it_under_its_new_name(house):
    """Ids of rulings were made of their words once; now of docket, day and kind. The old ones lead to them."""
    bring(house, [*first_version(), *this_version()])
    (new,) = [
        row[0]
        for row in rows(
            house, "select ruling_id from rulings where docket_id = 'ca9-21-15001' and answer is not null"
        )
    ]
    old = "0123456789abcdef"
    bring(
        house,
        [corrections(f"rulings,{old},outcome_230,not_immune,we read the opinion,A,2026-11-25T00:00:00Z")],
    )
    assert rows(house, "select is_applied from corrections") == [(0,)]
    bring(house, [page("renamed_rulings", "old,new", {"old": old, "new": new}, day="2026-11-27")])
    assert rows(house, "select is_applied from corrections") == [(1,)]
    assert rows(house, "select outcome_230 from cases where case_id = 'roe-v-chirp'") == [("not_immune",)]


def test_the_shipped_names_of_rulings_lead_to_rulings_that_are_there(tmp_path):
    build_catalog(tmp_path / "docket.db")
    redirects = "select new_id from redirects where kind = 'ruling'"
    assert len(run_sql(tmp_path / "docket.db", redirects)) > 300
    lost = f"{redirects} and new_id not in (select ruling_id from rulings)"
    assert run_sql(tmp_path / "docket.db", lost) == []


def test_a_former_name_leads_to_a_case_and_dockets_that_lead_to_each_other_to_none(house):
    bring(house, [*first_version(), *this_version()])
    conn = house.store.db.conn
    known = conn.execute("select snapshot_id, fetched_at from snapshots limit 1").fetchone()
    pairs = (("cand-21-cv-00001", "cand-21-cv-00002"), ("cand-21-cv-00002", "cand-21-cv-00001"))
    conn.executemany(
        "insert into redirects values (?, ?, 'docket', ?, ?)", [(*pair, *known) for pair in pairs]
    )
    names = ("roe-v-tweeter", "roe-v-nobody", "cand-21-cv-00001")
    assert [case_of_docket(conn, name) for name in names] == ["roe-v-chirp", None, None]


def edited(pages, name, old, new):
    """The files, one of them with other words and under the same day of review."""
    for snapshot in pages:
        body = snapshot.body.replace(old.encode(), new.encode()) if snapshot.kind == name else snapshot.body
        assert (snapshot.kind != name) or body != snapshot.body
        yield replace(snapshot, body=body)


def news(house):
    return rows(
        house,
        "select kind, subject, field, old_value, new_value from changes where kind <> 'docket_added' "
        "order by subject, field",
    )


def test_the_first_review_is_one_change_a_docket(house):
    bring(house, this_version())
    assert rows(house, "select count(*) from changes") == [(2,)] and news(house) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        (
            "dockets",
            "Roe v. Chirp,,cand",
            "Roe v. Chirp LLC,,cand",
            [
                ("case_changed", "cases", "caption", "Roe v. Chirp", "Roe v. Chirp LLC"),
                ("docket_changed", "dockets", "caption", "Roe v. Chirp", "Roe v. Chirp LLC"),
            ],
        ),
        (
            "decisions",
            "Barred.",
            "Barred by (c)(1).",
            [
                ("docket_changed", "dockets", "outcome_note", "Barred.", "Barred by (c)(1)."),
                ("ruling_changed", "rulings", "holding", "Barred.", "Barred by (c)(1)."),
            ],
        ),
        (
            "decisions",
            "2021-01-05,day",
            "2021-01-06,day",
            [
                ("ruling_changed", "rulings", "date_from", "2021-01-05", "2021-01-06"),
                ("ruling_changed", "rulings", "date_to", "2021-01-05", "2021-01-06"),
            ],
        ),
    ],
)
def test_what_differs_in_a_file_is_told_though_its_day_is_that_of_before(house, name, old, new, expected):
    pages = [
        replace(snapshot, body=with_ids(snapshot.body)) if snapshot.kind == "decisions" else snapshot
        for snapshot in this_version()
    ]
    bring(house, pages)
    before = set(rows(house, "select ruling_id from rulings"))
    bring(house, edited(pages, name, old, new))
    assert [row for row in news(house) if row[0] != "case_changed" or row in expected] == expected
    assert set(rows(house, "select ruling_id from rulings")) == before


def with_ids(body):
    """The file of decisions with an id for each, as it is since a correction may not make another."""
    lines = list(csv.DictReader(io.StringIO(body.decode())))
    out = io.StringIO()
    writer = csv.DictWriter(out, ["id", *lines[0]])
    writer.writeheader()
    writer.writerows({"id": f"{number:016x}"} | line for number, line in enumerate(lines))
    return out.getvalue().encode()


def test_a_docket_that_gets_its_number_changed_and_was_not_added(house):
    bring(house, edited(this_version(), "dockets", "3:20-cv-00017", ""))
    party = rows(house, "select claim_id from claims where docket_id = 'catalog:roe-v-chirp-cand'")
    bring(house, this_version())
    assert [row for row in news(house) if row[1] == "dockets"] == [
        ("docket_merged", "dockets", "docket_id", "catalog:roe-v-chirp-cand", "cand-20-cv-00017"),
        ("docket_changed", "dockets", "docket_number", None, "3:20-cv-00017"),
        ("docket_changed", "dockets", "docket_number_raw", None, "3:20-cv-00017"),
        ("docket_changed", "dockets", "unconfirmed", "caption;status", "docket_number_raw;caption;status"),
        ("docket_changed", "dockets", "year_filed", None, "2020"),
    ]
    assert rows(house, "select count(*) from changes where kind = 'docket_added'") == [(2,)]
    for (claim_id,) in party:
        (moved,) = rows(
            house, f"select new_id from redirects where kind = 'claims' and old_id = '{claim_id}'"
        )
        assert rows(house, f"select docket_id from claims where claim_id = '{moved[0]}'") == [
            ("cand-20-cv-00017",)
        ]


def test_a_docket_that_an_update_brings_is_one_change(house):
    bring(house, [snapshot for snapshot in this_version() if snapshot.kind != "decisions"])
    lone = {"slug": "lone-v-chirp-nysd", "caption": "Lone v. Chirp", "court_id": "nysd", "claims": "fraud"}
    columns = OLD_DOCKETS.replace("outcome_230,disposition,outcome_note,", "primary_url,")
    bring(house, [page("dockets", columns, ROE, ABOVE, lone | {"status": "closed"}, day="2026-11-27")])
    assert news(house) == [] and rows(house, "select count(*) from changes") == [(3,)]
