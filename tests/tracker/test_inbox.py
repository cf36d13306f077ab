"""Messages of CourtListener's: what each event says, and their way from the inbox into the archive."""

import json
import os
import zlib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from docket.issues import Issue, ParseError
from docket.records import Docket, DocketEntry, DocketRef
from docket.snapshot import Form
from publish.inbox_files import write_message
from scrapers.courtlistener import webhooks
from scrapers.courtlistener.steps import Purpose
from scrapers.sources import courtlistener_webhooks as source
from tests.worlds import courtlistener_rows as cl
from tests.worlds.command import built_home, home, tracker  # noqa: F401
from tests.worlds.courtlistener_reference import misfits, needs_notes, read_notes
from tracker import inbox, pipeline, planning, round as rounds
from tracker.home import open_house
from tracker.settings import Settings

ID = 68123456
REF = DocketRef("cand", "3:24-cv-01234", "400123")
AT = "2026-11-24T12:00:00Z"
SECRET = "k" * 40


def row(text="ORDER granting 31 Motion to Dismiss.", number=45, docket=ID, **more):
    """An entry as a webhook sends it: the docket by its number only, no address, no tags, no text of files."""
    papers = [
        {
            name: value
            for name, value in cl.paper(480001122 + number, docket, number, label="Order").items()
            if name not in ("resource_uri", "tags", "plain_text")
        }
    ]
    made = (
        cl.entry(401234567 + number, docket, number, text, "2026-11-18", papers) | {"docket": docket} | more
    )
    return {name: value for name, value in made.items() if name not in ("resource_uri", "tags")}


def message(event, payload):
    kind = {
        "event_type": event,
        "version": 2,
        "date_created": "2026-01-05T10:00:00.000000-08:00",
        "deprecation_date": None,
    }
    return json.dumps({"payload": payload, "webhook": kind}).encode()


def docket_alert(*rows):
    return message(1, {"results": list(rows)})


def alert(docket=ID, kind=1):
    return {
        "id": 133013,
        "date_created": cl.CREATED,
        "date_modified": cl.MODIFIED,
        "date_last_hit": None,
        "secret_key": SECRET,
        "alert_type": kind,
        "docket": docket,
    }


def fetch(status, **more):
    """A purchase at PACER, as a recap-fetch object."""
    return {
        "id": 1,
        "court": "cand",
        "docket": ID,
        "recap_document": None,
        "date_created": cl.CREATED,
        "date_modified": cl.MODIFIED,
        "date_completed": "2026-11-20T10:03:11.512345-08:00",
        "status": status,
        "request_type": 1,
        "message": "",
        "pacer_case_id": "",
        "docket_number": "",
        "de_date_start": None,
        "de_date_end": None,
        "de_number_start": None,
        "de_number_end": None,
        "show_parties_and_counsel": True,
        "show_terminated_parties": True,
        "show_list_of_member_cases": False,
    } | more


def read(body, refs={ID: REF}):
    return source.SOURCE.parse(webhooks.describe("key-00001", body, AT, refs))


# ---- what each event says


@needs_notes
def test_our_messages_have_the_fields_of_the_reference():
    notes = read_notes()
    names = {
        1: "webhook event_type=1 payload.results[] (docket entry)",
        3: "webhook event_type=3 payload",
        4: "webhook event_type=4 payload",
    }
    sent = {1: row(), 3: fetch(2), 4: {"old_alerts": [alert()], "disabled_alerts": []}}
    assert [wrong for number, name in names.items() for wrong in misfits(sent[number], notes[name])] == []
    assert misfits(row()["recap_documents"][0], notes["webhook recap document"]) == []
    assert misfits(alert(), notes["docket-alerts"]) == []
    assert misfits(json.loads(docket_alert(row())), notes["webhook envelope"]) == []
    payload = json.loads(search_alert())["payload"]
    assert set(payload) == set(notes["webhook event_type=2 payload"])
    assert set(payload["results"][0]) <= set(notes["search type=r result"])


def test_a_docket_alert_is_entries_with_their_documents():
    docket, entry = read(docket_alert(row()))
    assert dict(docket.details) == {
        "courtlistener_docket_id": str(ID)
    }  # of two registers of one docket, which
    assert (entry.ref, entry.entry_number, entry.text) == (REF, "45", "ORDER granting 31 Motion to Dismiss.")
    assert entry.documents[0].description == "Order"
    _, early = read(docket_alert(row(text="")))  # told before its text was there
    assert early.text_kind == "label" and early.text == "Order"
    # The time that counts is the row's and not the arrival's.
    rows = (row(), row(date_modified="2026-11-21T00:00:00-08:00"))
    made = webhooks.describe("key-00001", docket_alert(*rows), AT, {ID: REF})
    assert (made.as_of, made.as_of_basis) == ("2026-11-21T08:00:00Z", "page")
    assert (made.fetched_at, made.form) == (AT, Form.API)


def search_alert():
    result = {
        "court_id": "cand",
        "docketNumber": "5:26-cv-00777",
        "pacer_case_id": "500777",
        "docket_id": 777,
        "caseName": "Roe v. Beispiel LLC",
        "docket_absolute_url": "/docket/777/roe-v-beispiel-llc/",
        "dateFiled": "2026-11-02",
        "dateTerminated": None,
        "cause": "",
        "recap_documents": [
            {
                "id": 5,
                "docket_entry_id": 6,
                "description": "MOTION to Dismiss under <strong>47 U.S.C. § 230</strong>(c)(1)",
                "short_description": "",
                "entry_number": 9,
                "entry_date_filed": "2026-11-20",
                "attachment_number": None,
                "pacer_doc_id": "",
                "filepath_local": None,
                "page_count": None,
                "snippet": "",
            }
        ],
        "meta": {"timestamp": cl.INDEXED, "more_docs": False},
    }
    return message(2, {"results": [result], "alert": alert() | {"user": 7, "query": "q=x", "rate": "rt"}})


def test_a_search_alert_is_candidates_with_the_words_found():
    docket, entry = read(search_alert())
    assert (
        docket.ref == DocketRef("cand", "5:26-cv-00777", "500777")
        and "47 U.S.C. § 230" in dict(docket.details)["found_words"]
    )
    assert entry.text == "MOTION to Dismiss under 47 U.S.C. § 230(c)(1)"


def test_a_purchase_that_was_made_is_noted_and_one_that_failed_is_an_issue():
    [docket] = read(message(3, fetch(2)))
    assert docket == Docket(REF, details=(("courtlistener_refreshed_at", "2026-11-20T18:03:11Z"),))
    [issue] = read(message(3, fetch(3, message="PACER is down")))
    assert (issue.code, issue.value, issue.court_id, issue.docket_number) == (
        "recap-fetch-failed",
        "PACER is down",
        "cand",
        REF.docket_number,
    )
    assert read(message(3, fetch(1))) == []  # queued: no news
    assert read(message(3, fetch(2)), refs={}) == []  # a stranger's docket


def test_alerts_that_end_are_issues():
    issues = read(message(4, {"old_alerts": [alert()], "disabled_alerts": [alert(999, 0)]}))
    assert [(issue.code, issue.value, issue.docket_number) for issue in issues] == [
        ("alert-about-to-end", f"docket {ID}", REF.docket_number),
        ("alert-ended", "docket 999", None),
    ]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (message(5, {"id": 1, "status": 2}), "webhook-event"),  # "pray and pay", and what is to come
        (json.dumps({"payload": {}}).encode(), "webhook-event"),
        (json.dumps({"webhook": {"event_type": 1}}).encode(), "webhook-event"),
        (docket_alert(row(docket=1)), "stranger"),
        (docket_alert(row(text="", recap_documents=[])), "empty-entry"),
    ],
)
def test_what_is_not_understood_is_an_issue(body, code):
    assert [thing.code for thing in read(body) if isinstance(thing, Issue)] == [code]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"\xff\xfe\x00", "cut-in-half"),
        (b"   ", "empty-answer"),
        (b"<html>", "web-page"),
        (b"[1]", "changed-form"),
        (b'{"payload": [], "webhook": {"event_type": 1}}', "changed-form"),
        (docket_alert(row())[:80], "cut-in-half"),
        (docket_alert(row(date_filed=5)), "changed-form"),
        (b"[" * 100_000, "cut-in-half"),
    ],
)
def test_what_cannot_be_read_is_kept_and_says_so(body, code):
    made = webhooks.describe("key-00001", body, AT, {ID: REF})
    with pytest.raises(ParseError) as error:
        source.SOURCE.parse(made)
    assert error.value.code == code and str(error.value)


def test_keys_of_alerts_are_not_archived():
    for body in (
        message(4, {"old_alerts": [alert()], "disabled_alerts": []}),
        message(2, {"results": [], "alert": alert()}),
        message(4, {"old_alerts": [alert()]})[:-5],
    ):
        assert (
            SECRET.encode() in body
            and SECRET.encode() not in webhooks.describe("key-00001", body, AT, {}).body
        )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["payload", "webhook", "results", "docket", "event_type", "old_alerts", "id"]),
            inner,
        )
    ),
)


@given(data=JSON, event=st.integers(0, 6))
def test_no_message_breaks_the_parser(data, event):
    for body in (json.dumps(data).encode(), message(event, data)):
        try:
            things = read(body)
        except ParseError:
            continue
        assert all(isinstance(thing, (Docket, DocketEntry, Issue)) or thing for thing in things)


# ---- from the inbox into the archive


@pytest.fixture
def settings(home):
    return Settings(home=home, contact=None, addresses={}, courtlistener_token=None, fetch_seconds=None)


@pytest.fixture
def house(settings):
    with open_house(settings) as house:
        yield house


def put(settings, key, body, at=datetime(2026, 11, 24, 12, tzinfo=UTC)):
    assert write_message(
        settings.inbox_path, {"idempotency-key": key, "content-type": "application/json"}, body, at
    )


def make_known(house, number=ID, ref=REF):
    """A docket whose number at CourtListener a search told."""
    docket = cl.docket(number, docket_number=ref.docket_number, pacer_case_id=ref.pacer_case_id)
    asked = webhooks.Asked("lookup", {0: ref})
    body = webhooks.pack(
        asked,
        [
            webhooks.Fetched(
                "https://www.courtlistener.com/api/rest/v4/dockets/", json.dumps({"results": [docket]})
            )
        ],
    )
    made = webhooks.Snapshot(
        "courtlistener", f"lookup:{number}", AT, body, Form.API, court_id="cand", kind="lookup", as_of=AT
    )
    outcome = pipeline.Outcome("courtlistener")
    pipeline.archive_snapshot(house, made, outcome)
    pipeline.ingest_pending(house, outcome)
    assert not outcome.errors


def entries(house):
    return house.store.db.execute(
        "select entry_number, text from docket_entries where docket_id = 'cand-24-cv-01234' order by 1"
    ).fetchall()


def take(house, **how):
    outcome = pipeline.Outcome(webhooks.NAME)
    inbox.receive_inbox(house, outcome, **how)
    pipeline.ingest_pending(house, outcome)
    return outcome


def test_messages_are_archived_in_the_order_they_came_and_then_deleted(settings, house):
    make_known(house)
    for number in (3, 1, 2):  # names sort otherwise than times
        put(settings, f"key-0000{number}", docket_alert(row(number=number)))
    outcome = take(house)
    assert (outcome.stored, outcome.errors) == (3, [])
    order = house.archive.execute(
        "select url from snapshots where source = ? order by seq", (webhooks.NAME,)
    ).fetchall()
    assert [url for (url,) in order] == ["webhook:key-00003", "webhook:key-00001", "webhook:key-00002"]
    assert [number for number, _ in entries(house)] == ["1", "2", "3"] and list(
        settings.inbox_path.iterdir()
    ) == []


def test_a_message_that_comes_again_changes_nothing(settings, house):
    """Sent again, or left there by a crash before the file was deleted."""
    make_known(house)
    put(settings, "key-00001", docket_alert(row()))
    [path] = settings.inbox_path.iterdir()
    again = path.read_bytes()
    take(house)
    put(settings, "key-00001", docket_alert(row(text="quite another text")))
    outcome = take(house)
    assert (outcome.stored, outcome.unchanged) == (0, 1) and list(settings.inbox_path.iterdir()) == []
    path.write_bytes(again)
    (settings.inbox_path / ".key-00002.ab.part").write_bytes(again[:20])  # half written: not taken
    assert take(house).stored == 0 and [file.name for file in settings.inbox_path.iterdir()] == [
        ".key-00002.ab.part"
    ]
    assert entries(house) == [("45", "ORDER granting 31 Motion to Dismiss.")]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_messages_that_overtake_each_other_end_alike(settings, order, house):
    early = docket_alert(row(text="ORDER (draft)", date_modified="2026-11-18T08:00:00-08:00"))
    late = docket_alert(row(date_modified="2026-11-19T08:00:00-08:00"))
    make_known(house)
    for step in order:
        put(settings, f"key-0000{step}", (early, late)[step])
        take(house)
    assert entries(house) == [("45", "ORDER granting 31 Motion to Dismiss.")]


def test_a_message_waits_for_its_docket(settings, house):
    rounds.archive_local(house)
    put(settings, "key-00001", docket_alert(row()), datetime.now(UTC))
    outcome = take(house)
    assert (outcome.stored, outcome.issues) == (1, 1) and list(settings.inbox_path.iterdir()) == []
    assert take(house).fetched == 0 and len(list(inbox.read_waiting(house, False))) == 1
    make_known(house)
    assert (take(house).stored, len(list(inbox.read_waiting(house, False)))) == (1, 0)
    assert entries(house) == [("45", "ORDER granting 31 Motion to Dismiss.")]
    assert take(house).fetched == 0
    rows = house.store.db.execute(
        "select docket_id, entry_id, text from docket_entries order by 2"
    ).fetchall()
    house.rebuild(pipeline.Outcome("rebuild"))
    assert (
        house.store.db.execute("select docket_id, entry_id, text from docket_entries order by 2").fetchall()
        == rows
    )


def test_a_docket_told_of_by_message_needs_no_look_up(settings, house):
    put(settings, "key-00001", search_alert())
    take(house)
    [docket] = [
        watched
        for watched in planning.read_watched(house.store.db, {}, datetime(2026, 11, 24, tzinfo=UTC))
        if watched.ref.docket_number == "5:26-cv-00777"
    ]
    assert docket.source_ids == (777,)
    plan = planning.read_plan(
        house.store.db,
        house.archive,
        replace(settings, courtlistener_token="t"),
        datetime(2026, 11, 24, 12, tzinfo=UTC),
    )
    asked = {
        (step.purpose, watched.docket_id) for step in (*plan.steps, *plan.left) for watched in step.dockets
    }
    assert (Purpose.NEWS, docket.docket_id) in asked and (Purpose.LOOKUP, docket.docket_id) not in asked


def test_after_a_month_only_a_replay_looks_again(settings, house):
    rounds.archive_local(house)
    put(settings, "key-00001", docket_alert(row()), datetime.now(UTC) - timedelta(days=40))
    take(house)
    make_known(house)
    assert take(house).stored == 0 and entries(house) == []
    assert take(house, is_replay=True).stored == 1 and len(entries(house)) == 1


def test_a_message_that_cannot_be_read_is_quarantined_and_not_lost(settings, house):
    put(settings, "key-00001", b"<html>Bad gateway</html>")
    outcome = take(house)
    assert (
        outcome.quarantined == 1
        and "web page" in outcome.errors[0]
        and list(settings.inbox_path.iterdir()) == []
    )
    assert house.store.db.execute("select code from issues where place = 'webhook:key-00001'").fetchall() == [
        ("web-page",)
    ]
    [body] = house.archive.execute(
        "select snapshot_id from snapshots where url = 'webhook:key-00001'"
    ).fetchone()
    assert inbox.archive.body(house.archive, body) == b"<html>Bad gateway</html>"


def test_a_file_without_its_line_in_front_is_all_body(settings, house):
    """Whoever puts a message there by hand, to have it read."""
    settings.inbox_path.mkdir()
    (settings.inbox_path / "by-hand.webhook").write_bytes(docket_alert(row()))
    make_known(house)
    assert take(house).stored == 1 and len(entries(house)) == 1


def test_a_file_too_large_to_be_a_message_is_left_and_named(settings, house):
    settings.inbox_path.mkdir()
    with (settings.inbox_path / "large.webhook").open("wb") as file:
        os.truncate(file.fileno(), 6 * 1024 * 1024)
    assert "large.webhook" in take(house).errors[0]


def test_what_is_no_plain_file_is_left_and_named_and_the_rest_is_taken(settings, house, tmp_path):
    """Whoever serves the pages may write into the inbox, and must not read with the daemon's eyes through it."""
    secret = tmp_path / "keys"
    secret.write_text("TRACKER_COURTLISTENER_TOKEN=very-secret")
    settings.inbox_path.mkdir()
    (settings.inbox_path / "a-link.webhook").symlink_to(secret)
    (settings.inbox_path / "b-nowhere.webhook").symlink_to(tmp_path / "nowhere")
    (settings.inbox_path / "c-folder.webhook").mkdir()
    os.mkfifo(settings.inbox_path / "d-pipe.webhook")
    put(settings, "key-00001", docket_alert(row()))
    make_known(house)
    outcome = take(house)
    assert len(entries(house)) == 1
    stored = house.archive.execute("select body from snapshots").fetchall()
    assert not any(b"very-secret" in zlib.decompress(body) for (body,) in stored)
    for name in ("a-link", "b-nowhere", "c-folder", "d-pipe"):
        assert any(name in error for error in outcome.errors), name
    assert secret.exists()


@pytest.mark.parametrize(
    "line",
    [
        b"[" * 200_000,
        b'{"key": "k", "received_at": "2026-06-01T00:00:00Z", "order": Infinity}',
        b"\xff\xfe",
        b"null",
    ],
    ids=["deep", "infinite", "no text", "null"],
)
def test_a_line_in_front_that_is_none_of_ours_stops_nothing(settings, house, line):
    settings.inbox_path.mkdir()
    (settings.inbox_path / "odd.webhook").write_bytes(line + b"\n{}")
    put(settings, "key-00001", docket_alert(row()))
    make_known(house)
    take(house)
    assert len(entries(house)) == 1
    assert not list(settings.inbox_path.iterdir())


def test_the_command_says_what_waits(home):
    body = docket_alert(row(docket=42))
    write_message(home / "inbox", {"idempotency-key": "key-00001"}, body, datetime.now(UTC))
    assert "waiting for a docket that is not known: 1" in tracker(home, "inbox").stdout
    assert "waiting for a docket that is not known: 1" in tracker(home, "inbox", "--replay").stdout
    assert "courtlistener_webhooks" in tracker(home, "sources").stdout
