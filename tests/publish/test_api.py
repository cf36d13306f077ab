"""/api/v1 as a program meets it: lists, whole things, refusals, cursors, changes, exports, tags. Over real SQLite."""

import asyncio
import csv
import io
import json
import re
import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from db import archive, ledger
from db.outcomes import print_date
from db.row_pairs import KINDS
from publish import cache
from publish.api import clock, formats, nested, reader, sql as selecting
from publish.api.cursors import PageEnd, read_cursor, write_cursor
from publish.api.params import Question, Refusal, read_query
from publish.api.resources import RESOURCES
from publish.serve import make_datasette
from tests.publish.checking import FULL, make_world
from tests.worlds.publishing import SCRIPT
from tests.worlds.sql import run_sql

API = "/api/v1"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The small world with its ledger: every change published, one of them taken back later; and some rows merged."""
    home = tmp_path_factory.mktemp("api")
    path = make_world(
        home,
        "insert into redirects (kind, old_id, new_id) values ('docket', 'old', 'older'), "
        "('docket', 'older', 'ca9-23-15001'), ('entry', 'e-old', 'cand-22-cv-01234.n1'), "
        "('docket', 'a', 'b'), ('docket', 'b', 'a'), ('docket', 'nysd-old', 'nysd-23-cv-00777')",
        "insert into redirects (kind, old_id, new_id) select 'ruling', 'r-old', min(ruling_id) from rulings",
        "insert into changes (change_id, kind, subject, subject_id) "
        "values ('m', 'docket_merged', 'dockets', 'nysd-old')",
    )
    archive_db = archive.open_archive(home / "archive.db")
    changes = run_sql(path, "select change_id, kind from changes order by rowid")
    ledger.publish(archive_db, [*changes, ("0000gone", "party_added")])
    ledger.withdraw(archive_db, {change_id for change_id, _ in changes}, lambda *parts: "-".join(parts))
    ledger.claim_slugs(archive_db, [("once-v-example", "case", "cand-22-cv-01234")], "2026-01-01T00:00:00Z")
    ledger.add_check(archive_db, "catalog", "catalog:dockets.csv", "unchanged", "2026-06-09T08:00:00Z")
    archive_db.close()
    return home


@pytest.fixture(scope="module")
def ds(home):
    return make_datasette(home / "docket.db", home / "archive.db")


def ask(datasette, *paths, method="GET", **given):
    """Return the answers of Datasette's own client, in order."""

    async def run():
        addresses = [
            path.removeprefix("http://localhost") if path.startswith("http") else API + path for path in paths
        ]
        return [await datasette.client.request(method, address, **given) for address in addresses]

    answers = asyncio.run(run())
    return answers[0] if len(answers) == 1 else answers


def data(datasette, path):
    answer = ask(datasette, path)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def ids(datasette, path, key):
    return [row[key] for row in data(datasette, path)]


# --- lists


@pytest.mark.parametrize("name", list(RESOURCES))
def test_every_resource_has_every_field_and_suffix(ds, name):
    fields = [field.name for field in RESOURCES[name].fields]
    forms = ("", ".json", ".ndjson", ".csv")
    plain, dotted, lines, table = ask(ds, *(f"/{name}{suffix}?limit=50" for suffix in forms))
    allowed = {answer.headers["access-control-allow-origin"] for answer in (plain, dotted, lines, table)}
    rows = plain.json()["data"]
    assert rows and allowed == {"*"} and all(list(row) == fields for row in rows)
    assert dotted.json()["data"] == rows
    assert [json.loads(line) for line in lines.text.splitlines()] == rows
    assert next(csv.reader(io.StringIO(table.text))) == fields
    assert len(list(csv.reader(io.StringIO(table.text)))) == len(rows) + 1


@pytest.mark.parametrize("resource", RESOURCES.values(), ids=lambda resource: resource.name)
def test_no_name_means_two_things(resource):
    names = [field.name for field in resource.fields] + [
        part.name for part in resource.parts if not part.inside
    ]
    assert len(names) == len(set(names))
    filters = [filter.name for filter in resource.filters]
    assert len(filters) == len(set(filters)) and not {"limit", "cursor", "sort", "expand"} & set(filters)
    assert all(field.description for field in resource.fields)


@pytest.mark.parametrize(
    ("path", "key", "expected"),
    [
        ("/cases?outcome=partly_immune", "case_id", ["roe-v-example"]),
        ("/cases?outcome=partly_immune&outcome=none", "case_id", ["roe-v-example", "lone-v-example"]),
        ("/cases?status=open&claim=negligence&provision=c1&court=ca9", "case_id", ["roe-v-example"]),
        ("/cases?party=sample", "case_id", ["roe-v-example"]),
        ("/cases?q=lone", "case_id", ["lone-v-example"]),
        ("/cases?q=%22%2A%28", "case_id", []),  # no word in it: nothing is found, nothing fails
        ("/cases?date_filed_from=2022-02-01&date_filed_to=2022-02-01", "case_id", ["roe-v-example"]),
        ("/cases?date_filed_from=2022-02-02", "case_id", []),
        ("/cases?sort=case_id", "case_id", ["lone-v-example", "roe-v-example"]),
        ("/cases?selection=excluded", "case_id", []),
        (
            "/dockets?sort=date_filed",
            "docket_id",
            ["cand-22-cv-01234", "ca9-23-15001", "nysd-23-cv-00777"],
        ),  # not known comes last
        ("/dockets?sort=-date_filed", "docket_id", ["ca9-23-15001", "cand-22-cv-01234", "nysd-23-cv-00777"]),
        ("/dockets?outcome=immune", "docket_id", ["cand-22-cv-01234"]),
        ("/dockets?docket_number=23-15001", "docket_id", ["ca9-23-15001"]),
        ("/entries?case_id=roe-v-example&event_type=motion", "entry_number", ["2"]),
        ("/entries?is_gone=true", "entry_number", ["5"]),
        ("/entries?is_gone=false&sort=date_filed", "entry_number", ["1", "2", "4"]),
        ("/entries?q=dismiss", "entry_number", ["2"]),
        ("/entries?court=ca9", "entry_number", []),
        ("/rulings?from=2024-01-01", "answer", ["partly_immune"]),
        ("/rulings?to=2024-01-01", "answer", ["immune"]),
        ("/bills?congress=119&case_id=roe-v-example", "bill_id", ["119-hr-1"]),
        ("/bills?congress=118", "bill_id", []),
        ("/entities?kind=platform", "entity_id", ["example"]),
    ],
)
def test_filters_and_orders(ds, path, key, expected):
    assert ids(ds, path, key) == expected


@pytest.mark.parametrize(
    ("as_of", "is_shown"),
    [
        ("2026-10-12", True),
        ("2026-10-16", True),
        ("2026-10-17", False),
        ("2026-09-30", True),
    ],  # the week it is set for
)
def test_a_hearing_is_upcoming_until_its_last_possible_day(ds, as_of, is_shown):
    kinds = ids(ds, f"/hearings?upcoming=true&as_of={as_of}", "kind")
    assert ("trial" in kinds) is is_shown
    assert ids(ds, f"/hearings?as_of={as_of}", "kind") == kinds
    assert ("trial" in ids(ds, f"/hearings?upcoming=false&as_of={as_of}", "kind")) is not is_shown


@pytest.mark.parametrize(
    ("now", "is_upcoming"),
    [
        (datetime(2026, 7, 1, 3, 0, tzinfo=UTC), True),  # still June 30 in Los Angeles
        (datetime(2026, 7, 1, 7, 0, tzinfo=UTC), False),  # midnight there
    ],
)
def test_a_day_ends_by_the_clock_of_the_court(home, now, is_upcoming):
    conn = sqlite3.connect(home / "docket.db")
    for asked in (1, 0):
        question = Question(100, "date_to", filters={"upcoming": [asked]})
        hearings, _ = selecting.read_page(conn, RESOURCES["hearings"], question, 100, now)
        assert ("2026-06-30" in [row["date"] for row in hearings]) is (is_upcoming is bool(asked))


def test_the_day_that_next_hearing_counts_from_narrows_no_search(ds):
    """Words that are too frequent for a list of their rows, or none, are looked for among the newest rows."""
    for asked in ("q=:", "q=v"):
        assert ids(ds, f"/cases?{asked}&as_of=2026-06-26", "case_id") == ids(ds, f"/cases?{asked}", "case_id")


def test_the_next_hearing_is_counted_from_the_day_at_its_court(home):
    conn = sqlite3.connect(home / "docket.db")
    for now, day in (
        (datetime(2026, 6, 27, 3, 0, tzinfo=UTC), "2026-06-26"),  # still the 26th in California
        (datetime(2026, 6, 27, 8, 0, tzinfo=UTC), "2026-10-12"),
    ):
        for sort in ("case_id", "next_hearing"):
            cases, _ = selecting.read_page(conn, RESOURCES["cases"], Question(100, sort), 100, now)
            assert {case["case_id"]: case["next_hearing"] for case in cases}["roe-v-example"] == day
        assert (
            nested.read_item(conn, RESOURCES["cases"], "roe-v-example", False, False, now)["next_hearing"]
            == day
        )


def test_what_depends_on_the_day_holds_no_longer(ds):
    answer = ask(ds, "/hearings?upcoming=true")
    assert 1 <= int(answer.headers["cache-control"].removeprefix("max-age=")) <= 60


@pytest.mark.parametrize(
    ("now", "began", "new_york", "chicago"),
    [
        (datetime(2026, 7, 1, 4, 59, 59, tzinfo=UTC), "2026-07-01T04:00:00Z", "2026-07-01", "2026-06-30"),
        (datetime(2026, 7, 1, 5, 0, tzinfo=UTC), "2026-07-01T05:00:00Z", "2026-07-01", "2026-07-01"),
        (
            datetime(2026, 3, 8, 6, 30, tzinfo=UTC),
            "2026-03-08T06:00:00Z",
            "2026-03-08",
            "2026-03-08",
        ),  # the night of the spring gap
    ],
)
def test_the_day_at_each_court(now, began, new_york, chicago):
    days = clock.days_at(now)
    assert (days.as_of, days.by_zone["America/New_York"], days.by_zone["America/Chicago"]) == (
        began,
        new_york,
        chicago,
    )
    assert now < days.ends <= now + timedelta(days=1)
    assert clock.days_at(now) is days


# --- pages of a list


@pytest.mark.parametrize("name", [name for name in RESOURCES if name != "changes"])
def test_pages_follow_each_other_in_every_order(catalog_ds, name):
    resource = RESOURCES[name]
    for sort in resource.sorts:
        whole = [
            json.loads(line) for line in ask(catalog_ds, f"/{name}.ndjson?sort={sort}").text.splitlines()
        ]
        many = 37 if FULL else max(37, len(whole) // 12)  # a dozen pages of a long list
        read, url = [], f"/{name}?sort={sort}&limit={many}"
        while url:
            page = ask(catalog_ds, url).json()
            read += page["data"]
            url = page["next"]
        assert read == whole
        values = [row[sort.removeprefix("-")] for row in whole]
        known = [value for value in values if value is not None]
        assert known == sorted(known, reverse=sort.startswith("-")) and values[: len(known)] == known


def test_rows_written_meanwhile_neither_repeat_nor_hide_others(tmp_path):
    path = make_world(tmp_path)
    datasette = make_datasette(path)
    first = ask(datasette, "/entries?limit=2").json()
    run_sql(
        path,
        "insert into docket_entries (entry_id, docket_id, date_filed, text) values ('new', "
        "'cand-22-cv-01234', '2026-01-01', 'x')",
    )
    run_sql(path, "delete from docket_entries where entry_id = ?", first["data"][-1]["entry_id"])
    second = ask(datasette, first["next"]).json()
    assert [row["entry_number"] for row in [*first["data"], *second["data"]]] == ["5", "4", "2", "1"]


@given(
    st.sampled_from(["date_filed", "-date_to"]),
    st.none() | st.text(min_size=1, max_size=50),
    st.text(min_size=1, max_size=50),
)
def test_a_cursor_reads_as_it_was_written(sort, value, key):
    place = PageEnd(sort, value, key)
    assert read_cursor(write_cursor(place)) == place


# --- refusals

REFUSED = [
    ("/cases?color=red", 400, "unknown_parameter", "color"),
    ("/cases?Status=open", 400, "unknown_parameter", "Status"),
    ("/cases?outcome_230=guilty", 400, "bad_value", "outcome"),  # under the name it has now
    ("/cases?outcome=not_reached", 400, "bad_value", "outcome"),
    ("/rulings?outcome_230=struck_law", 400, "bad_value", "answer"),
    ("/cases?court=ca", 400, "names_nothing", "court"),  # a part of an id is none
    ("/cases?party=no-such-company", 400, "names_nothing", "party"),
    ("/entries?docket_id=none", 400, "names_nothing", "docket_id"),
    ("/cases?date_filed_from=2026-02-01&date_filed_to=2026-01-01", 400, "bad_value", "date_filed_from"),
    ("/rulings?from=2026-02-01&to=2026-01-01", 400, "bad_value", "from"),
    ("/cases?status=", 400, "bad_value", "status"),
    ("/cases?q=", 400, "bad_value", "q"),
    ("/cases?q=" + "a" * 201, 400, "bad_value", "q"),
    ("/cases?q=a&q=b", 400, "too_many_values", "q"),
    ("/cases?" + "&".join(["case_id=x"] * 51), 400, "too_many_values", "case_id"),
    ("/cases?" + "&".join(["a=x"] * 201), 400, "bad_query", None),
    ("/cases?q=%ff", 400, "bad_query", None),
    ("/cases?limit=0", 400, "bad_value", "limit"),
    ("/cases?limit=1001", 400, "bad_value", "limit"),
    ("/cases?limit=1e3", 400, "bad_value", "limit"),
    ("/cases?limit=%2B5", 400, "bad_value", "limit"),
    ("/cases?limit=%D9%A3", 400, "bad_value", "limit"),  # a digit to some, not to us
    ("/cases?limit=" + "9" * 5000, 400, "bad_value", "limit"),
    ("/cases?limit=1&limit=2", 400, "too_many_values", "limit"),
    ("/cases?sort=luck", 400, "bad_value", "sort"),
    ("/cases?sort=case_id;drop+table+cases", 400, "bad_value", "sort"),
    ("/cases?cursor=garbage", 400, "bad_cursor", "cursor"),
    ("/cases?cursor=eyJhIjoxfQ==", 400, "bad_cursor", "cursor"),
    ("/cases?cursor=text~61.61", 400, "bad_cursor", "cursor"),  # an order of another list
    ("/cases?cursor=", 400, "bad_cursor", "cursor"),
    ("/dockets?cursor=-date_filed~61.61~entries", 400, "bad_cursor", "cursor"),  # both have this order
    ("/dockets?cursor=-date_filed~61.61~dockets&sort=docket_id", 400, "bad_cursor", "cursor"),
    ("/dockets?cursor=-date_filed~61.61&sort=-date_filed", 200, None, None),  # stored before it had a name
    ("/cases?circuit=-1", 400, "names_nothing", "circuit"),
    ("/cases?court=-1", 400, "names_nothing", "court"),
    ("/paragraphs?opinion_id=none", 400, "names_nothing", "opinion_id"),
    ("/citations?opinion_id=none", 400, "names_nothing", "opinion_id"),
    ("/citations?cited=roe-v-example", 400, "names_nothing", "cited"),  # the case, of two dockets
    ("/paragraphs?part=preface", 400, "bad_value", "part"),
    ("/opinions?disposition=won", 400, "bad_value", "disposition"),
    ("/cases?expand=everything", 400, "bad_value", "expand"),
    ("/cases.csv?expand=source", 400, "unknown_parameter", "expand"),  # a table has no room for it
    ("/cases?date_filed_from=2026-02-30", 400, "bad_value", "date_filed_from"),
    ("/cases?date_filed_from=20260201", 400, "bad_value", "date_filed_from"),
    ("/cases?date_filed_from=2026-W05-1", 400, "bad_value", "date_filed_from"),
    ("/entries?is_gone=1", 400, "bad_value", "is_gone"),
    ("/bills?congress=-1", 400, "bad_value", "congress"),
    ("/bills?as_of=2027-13-01", 400, "bad_value", "as_of"),
    ("/bills?as_of=tomorrow", 400, "bad_value", "as_of"),
    ("/bills?as_of=0001-01-01T00:00:00Z", 400, "bad_value", "as_of"),
    ("/bills?as_of=2027-01-03&as_of=2027-01-04", 400, "too_many_values", "as_of"),
    ("/bills?state=undead", 400, "bad_value", "state"),
    ("/bills/119-hr-1?as_of=never", 400, "bad_value", "as_of"),
    ("/cases/roe-v-example?as_of=2026-01-01", 400, "unknown_parameter", "as_of"),  # where it does not matter
    ("/changes?since=-1", 400, "bad_value", "since"),
    ("/changes?since=99999999999999999", 400, "bad_value", "since"),
    ("/changes?cursor=x", 400, "unknown_parameter", "cursor"),
    ("/status?x=1", 400, "unknown_parameter", "x"),
    ("/openapi.json?x=1", 400, "unknown_parameter", "x"),
    ("/cases/roe-v-example?limit=1", 400, "unknown_parameter", "limit"),
    ("/cases/no-such-case", 404, "not_found", None),
    ("/cases/%27%3B%20drop%20table%20cases%3B%20--", 404, "not_found", None),
    ("/cases/" + "a" * 5000, 404, "not_found", None),
    ("/entities/jane-roe", 404, "not_found", None),
    ("/cases.xml", 404, "not_found", None),
    ("/cases/", 200, None, None),
    ("/changes/1", 404, "not_found", None),
    ("/nothing", 404, "not_found", None),
    ("/", 404, "not_found", None),
    ("", 404, "not_found", None),
]


@pytest.mark.parametrize(
    ("path", "status", "code", "parameter"), REFUSED, ids=[path[:50] for path, *_ in REFUSED]
)
def test_what_cannot_be_asked_is_refused_in_one_form(ds, path, status, code, parameter):
    answer = ask(ds, path)
    assert answer.status_code == status
    assert answer.headers["access-control-allow-origin"] == "*"  # or no page could read the reason
    assert answer.headers["content-type"] == "application/json"
    if code is None:
        return
    assert answer.headers["cache-control"] == "no-store"
    error = answer.json()["error"]
    assert list(error) == ["code", "message", "parameter", "nearest"]
    assert (error["code"], error["parameter"]) == (code, parameter)
    assert 10 < len(error["message"]) < 1400


def test_what_is_not_there_is_answered_with_what_resembles_it(ds):
    error = ask(ds, "/cases/roe-v-exampel").json()["error"]
    assert error["nearest"][0] == "roe-v-example" and "; the nearest: roe-v-example" in error["message"]
    assert ask(ds, "/cases/zzzzzz").json()["error"]["nearest"] == []


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from([*RESOURCES, "status", "openapi.json", "cases/x"]),
    query=st.one_of(
        st.text(max_size=60),
        st.builds(
            "{}={}".format,
            st.sampled_from(["q", "limit", "cursor", "sort", "case_id", "as_of", "expand"]),
            st.text(max_size=40),
        ),
    ),
)
def test_any_query_is_answered_in_json(ds, name, query):
    answer = ask(ds, f"/{name}", params=dict([query.partition("=")[::2]]))
    assert answer.status_code in (200, 400, 404)
    assert ("error" in answer.json()) is (answer.status_code != 200)


def test_a_query_that_is_no_text_is_refused():
    with pytest.raises(Refusal):
        read_query("q=é".encode())


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_the_record_is_read_only(ds, method):
    answer = ask(ds, "/cases", method=method)
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["error"]["code"] == "method_not_allowed"


def test_a_page_of_another_site_may_ask_first(ds):
    answer = ask(
        ds,
        "/cases",
        method="OPTIONS",
        headers={"Origin": "https://example.org", "Access-Control-Request-Method": "GET"},
    )
    assert answer.status_code == 204 and answer.content == b""
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in answer.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "path", ["/cases", "/cases/roe-v-example", "/entries.csv", "/status", "/cases?x=1", "/cases/none"]
)
def test_head_is_get_without_its_body(ds, path):
    plain = {"accept-encoding": "identity"}
    head, got = (ask(ds, path, method=method, headers=plain) for method in ("HEAD", "GET"))
    assert head.content == b"" and head.status_code == got.status_code
    # Vary is added by the compressor, to what has a body.
    assert dict(head.headers) | {"vary": ""} == dict(got.headers) | {"vary": ""}


# --- one thing


def test_of_a_long_register_nothing_is_left_out(tmp_path):
    path = make_world(
        tmp_path,
        "insert into docket_entries (entry_id, docket_id, date_filed, text) "
        "with recursive n(i) as (select 1 union all select i + 1 from n limit 2500) "
        "select 'more' || i, 'cand-22-cv-01234', iif(i % 3, '2021-01-01', null), '=HYPERLINK(\"x\")' from n",
    )
    datasette = make_datasette(path)
    for address in ("/cases/roe-v-example", "/dockets/cand-22-cv-01234"):
        whole = data(datasette, address)
        entries, url = whole["entries"], whole["entries_next"]
        assert len(entries) == 1000
        while url:
            page = ask(datasette, url).json()
            entries, url = entries + page["data"], page["next"]
        assert len(entries) == len({entry["entry_id"] for entry in entries}) == 2504
    rows = list(csv.DictReader(io.StringIO(ask(datasette, "/entries.csv").text)))
    assert len({row["entry_id"] for row in rows}) == len(rows) == 2504
    assert {row["text"][:2] for row in rows if row["entry_id"].startswith("more")} == {"'="}


@pytest.mark.parametrize(
    ("path", "location"),
    [
        ("/cases/cand-22-cv-01234", "/api/v1/cases/roe-v-example"),  # by the id of its docket
        (
            "/cases/catalog:roe-v-example-ca9.json?expand=source",
            "/api/v1/cases/roe-v-example.json?expand=source",
        ),
        ("/cases/once-v-example", "/api/v1/cases/roe-v-example"),  # a name published once, renamed since
        ("/dockets/catalog:roe-v-example-ca9", "/api/v1/dockets/ca9-23-15001"),
        ("/dockets/old", "/api/v1/dockets/ca9-23-15001"),  # merged, and merged once more
        ("/entries/e-old", "/api/v1/entries/cand-22-cv-01234.n1"),
    ],
)
def test_an_old_name_leads_on(ds, path, location):
    answer = ask(ds, path)
    assert (answer.status_code, answer.headers["location"]) == (301, location)
    assert ask(ds, location.removeprefix(API)).status_code == 200


def test_merged_rows_lead_on_and_a_circle_does_not_hang(ds):
    [ruling] = data(ds, "/rulings?ruling_id=r-old")
    act, fact = ask(ds, "/rulings/r-old", "http://localhost/fact/rulings/r-old/answer.json")
    assert act.headers["location"] == f"{API}/rulings/{ruling['ruling_id']}"
    assert fact.headers["location"] == f"/fact/rulings/{ruling['ruling_id']}/answer.json"
    by_id, circle = ask(ds, "/dockets?docket_id=a", "/dockets/a")
    assert by_id.status_code == 400 and circle.status_code in (301, 404)
    merged = next(change for change in data(ds, "/changes?limit=1000") if change["kind"] == "docket_merged")
    assert merged["subject_now_id"] == "nysd-23-cv-00777"


# --- where a fact comes from


def test_a_day_is_said_no_further_than_it_is_known(ds, catalog_ds):
    known = {
        hearing["precision"]: hearing["date_as_known"] for hearing in data(ds, "/hearings?sort=-date_to")
    }
    assert known == {
        "week": "2026-10-12/2026-10-16",
        "time": "2026-06-30",
        "month": "2026-03",
        "day": "2023-11-07",
    }
    rulings = data(catalog_ds, "/rulings?limit=1000")
    assert {"day", "month", "year"} <= {ruling["precision"] for ruling in rulings}
    for ruling in rulings:
        assert ruling["date_as_known"] == (print_date(ruling["date_from"], ruling["precision"]) or None)
    for case in data(catalog_ds, "/cases?limit=1000"):
        printed = print_date(case["date_last_event"], case["last_event_precision"])
        assert case["date_last_event_as_known"] == (printed or None)


def test_what_had_another_id_is_called_the_same_by_the_table_of_them():
    for resource in RESOURCES.values():
        if resource.name not in ("cases", "courts", "changes"):  # which have other ways, or keep their ids
            assert KINDS[resource.table] == resource.singular


def test_what_is_true_or_false_is_said_so_and_its_former_name_says_the_same():
    for resource in RESOURCES.values():
        for part in (resource, *resource.parts):
            fields = {field.name: field for field in part.fields}
            for name, field in fields.items():
                assert field.kind == "flag" or not re.match("is_|has_", name), (part.name, name)
                if field.is_deprecated and name != "acts_on_keys":
                    now = [
                        other
                        for other in fields.values()
                        if other.column == field.column and not other.is_deprecated
                    ]
                    assert len(now) == 1 and now[0].name in field.description, (part.name, name)
                assert field.schema.get("deprecated", False) is field.is_deprecated


@pytest.mark.parametrize(
    "path",
    ["/cases", "/cases/roe-v-example", "/rulings", "/hearings", "/entries", "/entities/sample", "/bills"],
)
def test_expanded_values_are_the_bare_ones(ds, path):
    def bare(value):
        if isinstance(value, dict) and set(value) == {"value", "raw", "status", "source"}:
            return value["value"]
        if isinstance(value, dict):
            return {name: bare(part) for name, part in value.items()}
        return [bare(part) for part in value] if isinstance(value, list) else value

    expanded = data(ds, f"{path}?expand=source")
    assert expanded != data(ds, path) and bare(expanded) == data(ds, path)


# --- changes


def test_changes_come_once_in_the_order_they_were_published(ds):
    changes = data(ds, "/changes")
    assert [change["seq"] for change in changes] == list(range(1, len(changes) + 1))
    gone, corrected = changes[-2:]
    assert (gone["change_id"], gone["is_withdrawn"], gone["new_value"]) == ("0000gone", True, None)
    assert (corrected["kind"], corrected["corrects"], corrected["is_withdrawn"]) == (
        "corrected",
        "0000gone",
        False,
    )
    since = changes[3]["seq"]
    assert data(ds, f"/changes?since={since}") == changes[4:]
    assert data(ds, f"/changes?since={changes[-1]['seq']}") == []
    read, url = [], "/changes?limit=4&since=0"
    while url:
        page = ask(ds, url).json()
        read, url = read + page["data"], page["next"]
    assert read == changes


@pytest.mark.parametrize("path", ["/cases", "/cases.csv", "/cases/roe-v-example", "http://localhost/cases"])
def test_a_database_that_another_version_made_is_not_ready(tmp_path, caplog, path):
    """After an upgrade, until the daemon has made it anew: it was a 500, and of a CSV the names of its columns."""
    made = make_world(tmp_path, "alter table cases rename column date_last_event to last_event")
    answer = ask(make_datasette(made), path)
    assert answer.status_code == 503 and "made by another version" in answer.text
    assert "no such column" in caplog.text
    assert path.startswith("http") or answer.json()["error"]["code"] == "other_version"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("from=2026-06-04&to=2026-06-04", ["1", "2"]),
        ("to=2026-06-04", ["0", "1", "2"]),
        ("to=9999-12-31", ["0", "1", "2", "3"]),  # of which there is no day after
    ],
)
def test_changes_up_to_a_day_are_those_of_its_last_second_too(tmp_path, query, expected):
    path = make_world(
        tmp_path,
        "delete from changes",
        "insert into changes (change_id, kind, subject, subject_id, seen_at) select column1, 'party_added', "
        "'x', 'x', column2 from (values ('0', '2026-06-03T23:59:59Z'), ('1', '2026-06-04T00:00:00Z'), "
        "('2', '2026-06-04T23:59:59Z'), ('3', '2026-06-05T00:00:00Z'))",
    )
    archive_db = archive.open_archive(tmp_path / "archive.db")
    ledger.publish(archive_db, [(str(number), "party_added") for number in range(4)])
    archive_db.close()
    datasette = make_datasette(path, tmp_path / "archive.db")
    assert [change["change_id"] for change in data(datasette, f"/changes?{query}")] == expected
    page = ask(datasette, f"http://localhost/changes?{query}").text
    assert page.count('href="/docket/changes/') == len(expected)


@pytest.mark.parametrize("suffix", ["", ".json", ".ndjson", ".csv"])
def test_a_copy_without_a_ledger_has_no_numbered_changes(home, suffix):
    copy = make_datasette(home / "docket.db")
    answer = ask(copy, f"/changes{suffix}")
    error = answer.json()["error"]
    assert answer.status_code == 404 and error["code"] == "no_ledger"
    remedy = re.search(r"/docket/\S+", error["message"])[0]
    assert ask(copy, f"http://localhost{remedy}").status_code == 200


def test_a_ledger_that_is_not_made_yet_is_waited_for(home, tmp_path):
    run_sql(tmp_path / "archive.db", "create table other (one)")
    answer = ask(make_datasette(home / "docket.db", tmp_path / "archive.db"), "/changes")
    assert answer.status_code == 503 and answer.json()["error"]["code"] == "no_ledger"


@pytest.mark.parametrize("table", ["published", "snapshots"])
def test_readers_sql_does_not_reach_the_archive(ds, table):
    assert data(ds, "/changes")
    assert ask(ds, f"http://localhost/docket.json?sql=select+*+from+ledger.{table}").status_code == 400


# --- status


def test_status_says_how_new_it_all_is(ds):
    status = data(ds, "/status")
    assert (status["cases"], status["dockets"], status["entries"], status["issues"]) == (2, 3, 4, 1)
    assert status["newest_change"] == data(ds, "/changes?limit=1000")[-1]["seq"]
    catalog = next(source for source in status["sources"] if source["source"] == "catalog")
    assert catalog["checked_at"] == "2026-06-09T08:00:00Z"


# --- exports


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r\n=1", "'\r\n=1"),
        ("＝1", "'＝1"),
        (" =1", "' =1"),
        ("a=1", "a=1"),
        ("", ""),
        (" ", " "),
        (None, ""),
        (True, "true"),
        (False, "false"),
        (-5, "-5"),
        (["=a", "b"], "'=a; b"),
        ('say "no", he said\nthen', 'say "no", he said\nthen'),
    ],
)
def test_no_cell_is_a_formula(text, cell):
    written = formats.write_rows([{"a": text, "b": "x"}]).decode()
    assert next(csv.reader(io.StringIO(written, newline=""))) == [cell, "x"]


def test_an_export_is_whole_named_and_licensed(catalog_ds):
    count = data(catalog_ds, "/status")["dockets"]
    answer = ask(catalog_ds, "/dockets.csv")
    assert len(list(csv.reader(io.StringIO(answer.text)))) == count + 1 > 101
    assert answer.headers["link"] == '<https://creativecommons.org/publicdomain/zero/1.0/>; rel="license"'
    about = ask(catalog_ds, "/dockets?limit=1").json()
    name = f"section230-dockets-v{about['version']}-{about['as_of'].replace(':', '')}-CC0.csv"
    assert name in answer.headers["content-disposition"]
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    page = ask(catalog_ds, "/dockets.ndjson?limit=10")
    assert len(page.text.splitlines()) == 10
    assert len(ask(catalog_ds, page.headers["link"].split("<")[2].split(">")[0]).text.splitlines()) == 10


def test_hostile_words_are_data(ds):
    answer = ask(ds, "/entries?q=dismiss")
    assert SCRIPT in answer.json()["data"][0]["text"]
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers[
        "content-security-policy"
    ].startswith("default-src 'none'")


# --- tags


@pytest.mark.parametrize(
    "path",
    ["/cases", "/cases/roe-v-example", "/hearings?upcoming=true", "/status", "/entries.csv", "/openapi.json"],
)
def test_an_unchanged_answer_costs_nothing(ds, path):
    first = ask(ds, path)
    tag = first.headers["etag"]
    for named in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = ask(ds, path, headers={"If-None-Match": named})
        assert again.status_code == 304 and again.content == b"" and again.headers["etag"] == tag
        assert again.headers["access-control-allow-origin"] == "*"
    assert ask(ds, path, headers={"If-None-Match": '"other"'}).status_code == 200


def test_another_replica_gives_the_same_tag(home, ds):
    other = make_datasette(home / "docket.db", home / "archive.db")
    assert ask(other, "/cases").headers["etag"] == ask(ds, "/cases").headers["etag"]


@pytest.mark.parametrize("path", ["/cases", "/cases/roe-v-example", "/cases.csv"])
def test_what_is_written_is_seen_at_once(tmp_path, path):
    made = make_world(tmp_path)
    datasette = make_datasette(made)
    old = ask(datasette, path)
    run_sql(made, "update cases set short_name = 'Renamed'")
    new = ask(datasette, path)
    assert "Renamed" not in old.text and "Renamed" in new.text and old.headers["etag"] != new.headers["etag"]


def test_a_look_at_a_source_is_seen_at_once(tmp_path):
    archive_db = archive.open_archive(tmp_path / "archive.db")
    datasette = make_datasette(make_world(tmp_path), tmp_path / "archive.db")
    before = ask(datasette, "/cases/roe-v-example")
    ledger.add_check(archive_db, "catalog", "catalog:dockets.csv", "unchanged", "2028-01-01T00:00:00Z")
    ledger.add_check(archive_db, "pacer_docket", "import:roe.html", "unchanged", "2027-01-01T00:00:00Z")
    after = ask(datasette, "/cases/roe-v-example")
    archive_db.close()
    assert "2027-01-01T00:00:00Z" not in before.text and "2027-01-01T00:00:00Z" in after.text
    assert "2028-01-01T00:00:00Z" not in after.text  # our own file: nothing of a court was read


def test_what_is_slow_is_read_in_a_thread_and_what_is_too_slow_is_said(home, monkeypatch):
    """The limits are lowered so that no test has to wait for them."""
    monkeypatch.setattr(reader, "QUICK_SECONDS", 0.0)
    monkeypatch.setattr(cache, "_STEPS", 1)
    assert len(data(make_datasette(home / "docket.db", home / "archive.db"), "/entries")) == 4
    hurried = make_datasette(home / "docket.db", home / "archive.db", settings={"sql_time_limit_ms": 0})
    answer = ask(hurried, "/entries")
    assert answer.status_code == 503 and answer.json()["error"]["code"] == "too_slow"


def test_it_stands_under_another_address(home):
    datasette = make_datasette(
        home / "docket.db", settings={"base_url": "/tracker/", "force_https_urls": True}
    )
    page, document = ask(datasette, "/entries?limit=1", "/openapi.json")
    assert page.json()["next"].startswith("https://localhost/tracker/api/v1/entries?")
    assert document.json()["servers"] == [{"url": "https://localhost/tracker/api/v1"}]
