"""Alerts: what alerts.toml may say; who is told of what, once, in words that are safe; faults on the way."""

import base64
import email
import email.policy
import json
import re
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from hypothesis import given, strategies as st

from db import ledger, outbox
from docket.issues import ParseError
from docket.records import DocketRef
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from publish.words import CHANGES
from scrapers.courtlistener.client import Client
from scrapers.courtlistener.steps import Watched
from scrapers.http.get import Http
from scrapers.source import FetchError, load_sources
from tests.worlds import snapshots
from tests.worlds.alert_world import docket, settings_of, show
from tests.worlds.command import built_home, home, tracker
from tests.worlds.courtlistener_server import ROOT, TOKEN, CourtListener
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tests.worlds.loopback import Clock, MemoryLedger, Page
from tests.worlds.receivers import Post, Webhook, free_port
from tests.worlds.sql import run_sql
from tracker import pipeline, takedown
from tracker.alerts import queue
from tracker.alerts.channels import channel, webhook
from tracker.alerts.channels.email import write_mail
from tracker.alerts.channels.slack import write_chat
from tracker.alerts.config import GROUPS, KINDS, WEEK_NAME, is_readable_by_others, load_alerts, parse_alerts
from tracker.alerts.courtlistener import rank_dockets, sync_alerts
from tracker.alerts.matching import Facts
from tracker.alerts.messages import Letter, News, clean
from tracker.alerts.places import Place
from tracker.alerts.preview import write_page
from tracker.home import open_house

KEY = bytes(range(32))
SECRET = "whsec_" + base64.b64encode(KEY).decode()
FIRST = (1, "2026-03-02", "COMPLAINT against Example, Inc.")
SET = (
    2,
    "2026-03-03",
    "NOTICE of Motion Hearing set for 4/2/2026 10:00 AM in San Francisco, Courtroom 3 before Judge Ada Marsh.",
)
MOVED = (
    3,
    "2026-03-06",
    (
        "CLERK'S NOTICE. Motion Hearing set for 4/2/2026 is reset to 4/9/2026 02:00 PM in San Francisco, "
        "Courtroom 3 before Judge Ada Marsh."
    ),
)
ORDER = (4, "2026-03-09", "ORDER: the Motion to Dismiss under Section 230 is denied.")


class World:
    """A house with a clock, an alerts.toml and one docket that was there before anybody subscribed."""

    def __init__(self, house):
        self.house, self.clock = house, house.clock
        self.sheet("2026-03-10T11:00:00Z", FIRST)

    def sheet(self, stamp, *entries, **more):
        show(self.house, docket(*entries, **more), stamp)

    def write(self, text):
        self.house.settings.alerts_path.write_text(text)

    def go(self, hours=0.0):
        self.clock.now += timedelta(hours=hours)
        return queue.go_round(self.house)

    def order(self):
        """File an order, and go round."""
        self.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
        return self.go()

    def subscribe(self, receiver, rest="", kind="webhook"):
        address = f'{kind} = "{receiver.url}"\n' + (f'secret = "{SECRET}"\n' if kind == "webhook" else "")
        self.write(f'[place.there]\n{address}\n[[subscription]]\nname = "all"\nto = ["there"]\n{rest}\n')
        self.go()


@pytest.fixture
def world(tmp_path, monkeypatch):
    # The sources are found by looking in scrapers/sources; the tests' own source lives in tests/.
    monkeypatch.setitem(load_sources(), snapshots.NAME, snapshots.SOURCE)
    # Real sockets, real silence; ten seconds of it a test is too long to wait for.
    monkeypatch.setattr(channel, "SECONDS", 0.4)
    monkeypatch.setattr(channel, "WHOLE_SECONDS", 1)
    with open_house(settings_of(tmp_path / "home"), Clock("2026-03-10T12:00:00+00:00")) as house:
        yield World(house)


@pytest.fixture
def there():
    with Webhook() as receiver:
        yield receiver


@pytest.fixture
def subscribed(world, there):
    """The world with one subscription to everything, at the receiver."""
    world.subscribe(there)
    return world


def kinds(receiver):
    return [change["kind"] for _, _, body in receiver.taken for change in json.loads(body)["data"]["changes"]]


# Who is told of what


def test_what_was_there_before_is_no_news_and_what_comes_is_told_once(subscribed, there):
    assert there.seen == []
    assert subscribed.order().sent == 1
    assert "entry_added" in kinds(there) and "docket_added" not in kinds(there)
    for _ in range(3):
        assert not subscribed.go(hours=7)
    assert set(there.changes().values()) == {1}


def test_a_moved_hearing_an_edit_and_a_merge_are_alerts_too(subscribed, there):
    subscribed.sheet("2026-03-10T12:01:00Z", FIRST, SET)
    subscribed.sheet("2026-03-10T12:02:00Z", FIRST, SET, MOVED)
    subscribed.sheet(
        "2026-03-10T12:03:00Z", (1, "2026-03-02", "AMENDED COMPLAINT against Example, Inc."), SET, MOVED
    )
    subscribed.go()
    assert {"entry_added", "hearing_added", "hearing_changed", "entry_edited"} <= set(kinds(there))
    # The same docket under a name without a number, which a later sheet gives: the two become one.
    show(
        subscribed.house,
        {"slug": "doe-v-example-two", "caption": "Doe v. Example, Inc.", "court": "cand"},
        "2026-03-10T12:04:00Z",
        "label",
    )
    show(
        subscribed.house,
        {
            "slug": "doe-v-example-two",
            "number": "3:22-cv-01234",
            "caption": "Doe v. Example, Inc.",
            "court": "cand",
        },
        "2026-03-10T12:05:00Z",
        "label two",
    )
    subscribed.go()
    assert "docket_merged" in kinds(there)
    change = {"kind": "docket_changed", "field": "case_id", "old_value": "a", "new_value": "b"}
    assert Facts(change, None, None, None, frozenset()).kinds == {"docket_changed", "docket_merged"}
    assert Facts(change | {"field": "status"}, None, None, None, frozenset()).kinds == {"docket_changed"}


@pytest.mark.parametrize(
    ("rest", "is_told"),
    [
        ("", True),
        ('cases = ["doe-v-example"]', True),
        ('cases = ["cand-22-cv-01234"]', True),  # a docket's own name leads to its case
        ('cases = ["roe-v-example"]', False),
        ('courts = ["nysd", "cand"]', True),
        ('courts = ["nysd"]', False),
        ('entities = ["example"]', False),  # not in the register
        ('kinds = ["entries"]', True),
        ('kinds = ["edits"]', False),
        ('events = ["order"]', True),
        ('events = ["transcript"]', False),
        ('include = ["DISMISS under"]', True),  # letter case does not count
        ('include = ["arbitration"]', False),
        ('exclude = ["motion to dismiss"]', False),
        ('query = "dismissals motions"', True),  # forms of a word count, as in the search box
        ('query = "dismiss 230"', True),
        ('query = "example order"', True),  # the name of the case counts
        ('query = "\\"to dismiss\\""', True),
        ('query = "\\"dismiss to\\""', False),
        ('query = "order OR transcript"', False),  # nothing that a person types is an operator
        ('cases = ["doe-v-example"]\ncourts = ["nysd"]', False),  # all that is given must hold
    ],
)
def test_what_a_subscription_asks_for(world, rest, is_told, there):
    world.subscribe(there, rest)
    world.order()
    assert ("entry_added" in kinds(there)) is is_told


def test_words_that_are_wanted_are_looked_for_in_each_change_alone(world, there):
    world.subscribe(there, 'query = "dismiss 230"')
    world.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
    world.sheet("2026-03-10T13:00:00Z", FIRST, ORDER, SET)
    world.go()
    assert kinds(there) == ["entry_added", "ruling_added"]


def test_two_subscriptions_that_want_the_same_tell_one_place_once(world):
    with Webhook() as there, Webhook() as here:
        world.write(
            f'[place.there]\nwebhook = "{there.url}"\nsecret = "{SECRET}"\n[place.here]\nwebhook = '
            f'"{here.url}"\nsecret = "{SECRET}"\n'
            '[[subscription]]\nname = "later"\nto = ["there"]\nwhen = "daily"\n'
            '[[subscription]]\nname = "now"\nto = ["there", "here"]\n[[subscription]]\nname = "again"\n'
            'to = ["there"]\ncourts = ["cand"]\n'
        )
        world.go()
        world.order()
        assert kinds(there) == kinds(here) != []  # at once wins over the digest
        world.go(hours=48)
        assert set(there.changes().values()) == set(here.changes().values()) == {1}


def test_a_digest_waits_for_its_hour_and_holds_all_of_the_day(world, there):
    world.subscribe(there, 'when = "daily"\nkinds = ["entries"]')
    world.sheet("2026-03-10T12:00:00Z", FIRST, SET)
    assert world.go().sent == 0
    world.clock.now += timedelta(hours=3)
    world.sheet("2026-03-10T15:00:00Z", FIRST, SET, ORDER)
    assert world.go().sent == 0
    assert world.go(hours=16).sent == 1  # 07:00 UTC
    assert kinds(there) == ["entry_added", "entry_added"]


def test_an_excluded_docket_is_silent(subscribed, there):
    subscribed.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
    for table in ("dockets", "cases"):
        subscribed.house.store.db.execute(f"update {table} set selection = 'excluded'")
    subscribed.go()
    assert there.seen == []


def test_what_a_rebuild_finds_in_old_pages_is_no_news(subscribed, there):
    """An entry read today in a page of two weeks ago, as newer code does at a rebuild."""
    subscribed.sheet("2026-02-20T12:00:00Z", FIRST, ORDER)
    subscribed.go()
    assert there.seen == [] and outbox.seen_seq(subscribed.house.archive) == outbox.last_seq(
        subscribed.house.archive
    )


def reviewed(world, count, day):
    """Bring a reviewed file of so many dockets into the house, as a newer version of the program does."""
    columns = (
        "slug,caption,short_name,court_id,court_name,docket_number,date_filed,date_filed_note,date_decided,"
        "status,citation,"
        "plaintiffs,defendants,platform,entities,plaintiff_type,claims,section_230_provision,"
        "exception_at_issue,source_url,"
        "confidence,verified,extra_sources"
    ).split(",")
    lines = [
        ",".join(
            {"slug": f"roe-v-site-{n}", "caption": f"Roe v. Site {n}", "court_id": "nysd"}.get(column, "")
            for column in columns
        )
        for n in range(count)
    ]
    body = "\n".join([",".join(columns), *lines]).encode()
    snapshot = Snapshot(
        "catalog",
        "catalog:dockets.csv",
        f"{day}T00:00:00Z",
        body,
        Form.CURATED,
        kind="dockets",
        as_of=f"{day}T00:00:00Z",
        as_of_basis="review",
        scope=Scope(ScopeKind.COMPLETE),
    )
    pipeline.archive_snapshot(world.house, snapshot, outcome := pipeline.Outcome("catalog"))
    pipeline.ingest_pending(world.house, outcome)


@pytest.mark.parametrize("kind", ["webhook", "slack"])
def test_a_review_of_the_catalog_is_one_message_even_months_later(world, kind, there):
    world.subscribe(there, kind=kind)
    with world.house.settings.alerts_path.open("a") as file:
        file.write('[[subscription]]\nname = "new-dockets"\nto = ["there"]\nkinds = ["docket_added"]\n')
    reviewed(world, 70, "2025-11-27")
    assert world.go().sent == 1 and not world.go(hours=30)
    body = json.loads(there.taken[0][2])
    if kind == "slack":
        assert "70 changes in 70 cases" in body["text"] and "70  Docket first seen" in body["text"]
        assert "https://230.example.org/changes" in body["text"] and "Roe v. Site" not in body["text"]
    else:
        assert body["type"] == "catalog.reviewed"
        assert body["data"]["counts"] == {"docket_added": 70} and body["data"]["cases"] == 70
        assert body["data"]["last_seq"] - body["data"]["first_seq"] == 69


def test_what_the_court_did_is_told_by_itself_beside_a_review_and_a_small_review_in_full(subscribed, there):
    reviewed(subscribed, 2, "2026-03-10")
    assert subscribed.order().sent == 2
    first, second = (json.loads(body)["data"]["changes"] for _, _, body in there.taken)
    assert [change["case_name"] for change in first] == ["Roe v. Site 0", "Roe v. Site 1"]
    assert "entry_added" in {change["kind"] for change in second}


def test_a_change_that_is_taken_back_is_said_to_whoever_was_told(subscribed, there):
    subscribed.order()
    change_id = json.loads(there.taken[0][2])["data"]["changes"][0]["change_id"]
    rows = subscribed.house.archive.execute("select change_id from published").fetchall()
    ledger.withdraw(
        subscribed.house.archive, {row[0] for row in rows} - {change_id}, lambda *parts: "-".join(parts)
    )
    subscribed.go()
    last = json.loads(there.taken[-1][2])["data"]["changes"]
    assert [(change["kind"], change["corrects"], change["url"]) for change in last] == [
        ("corrected", change_id, "https://230.example.org/case/doe-v-example#changes")
    ]


def test_what_is_suppressed_before_it_is_sent_is_not_sent(world):
    with Webhook(500, 204) as there:
        world.subscribe(there)
        assert world.order().failed == 1
        kept = [
            world.house.archive.execute(f"select * from {table}").fetchall()
            for table in ("outbox", "messages")
        ]
        assert all(kept) and "denied" not in str(kept), "no word of a docket is in the outbox"
        (entry_id,) = world.house.store.db.execute(
            "select entry_id from docket_entries where entry_number = '4'"
        ).fetchone()
        takedown.suppress(
            world.house, takedown.find_subject(world.house, "entry", entry_id), "sealed", "A. Editor", False
        )
        world.go(hours=1)
        assert all(b"denied" not in body for _, _, body in there.taken)
        assert b"denied" in there.seen[0][2]


def test_a_broken_file_loses_nothing_and_one_taken_away_and_put_back_begins_anew(subscribed, caplog, there):
    text = subscribed.house.settings.alerts_path.read_text()

    def take():
        queue.keep_sending(subscribed.house, lambda: False, lambda: None)

    subscribed.write(text + "when = ")
    subscribed.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
    take()
    take()
    assert caplog.text.count("not TOML") == 1
    subscribed.write(text)
    take()
    assert "entry_added" in kinds(there)
    subscribed.house.settings.alerts_path.unlink()
    subscribed.go()
    before = len(there.seen)
    subscribed.sheet("2026-03-10T12:01:00Z", FIRST, ORDER, SET)
    subscribed.write(text)
    subscribed.go()
    assert len(there.seen) == before


# On the way


@pytest.mark.parametrize("fault", [500, 404, 301, 429, "die", "half", "slow"])
def test_whatever_goes_wrong_on_the_way_the_message_comes_once_with_its_key(world, fault):
    with Webhook(fault, fault, 204) as there:
        world.subscribe(there)
        world.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
        assert (world.go().failed, world.go().failed) == (1, 0)  # not tried again at once
        assert world.go(hours=0.05).failed == 1
        assert world.go(hours=0.05).failed == 0  # the second wait is longer
        assert world.go(hours=0.05).sent == 1
        assert not world.go(hours=48)
        assert len({headers["idempotency-key"] for _, headers, _ in there.seen}) == 1
        assert len(there.seen) == 3 and len({body for _, _, body in there.seen}) == 1


def test_an_acknowledgement_counts_even_if_its_end_never_comes(world):
    with Webhook("drip") as there:
        world.subscribe(there)
        assert world.order().sent == 1 and not there.has_ended  # we left while it was still dripping
        assert not world.go(hours=9)


def test_retry_after_is_heeded(world):
    with Webhook(503, 204, headers={"Retry-After": "7200"}) as there:
        world.subscribe(there)
        world.order()
        assert not world.go(hours=1.9)
        assert world.go(hours=0.4).sent == 1


def test_a_message_is_given_up_after_ten_attempts_and_replayed_under_its_id(world):
    with Webhook(*[500] * 10, 204) as there:
        world.subscribe(there)
        world.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
        outcomes = [world.go(hours=7) for _ in range(12)]
        assert (
            sum(outcome.failed for outcome in outcomes) == 9
            and sum(outcome.dead for outcome in outcomes) == 1
        )
        (message,) = outbox.dead_messages(world.house.archive)
        assert (message["attempts"], message["error"], message["place"]) == (10, "HTTP 500", "there")
        outbox.revive(world.house.archive, [message], world.house.now())
        assert world.go().sent == 1
        assert {headers["idempotency-key"] for _, headers, _ in there.seen} == {message["message_id"]}


def test_410_closes_the_place_until_it_is_opened_again(world):
    with Webhook(410, 204) as there:
        world.subscribe(there)
        world.sheet("2026-03-10T12:00:00Z", FIRST, SET)
        assert world.go().dead == 1
        world.sheet("2026-03-10T12:01:00Z", FIRST, SET, ORDER)
        assert world.go().dead == 1 and len(there.seen) == 1  # not even asked
        outbox.revive(world.house.archive, outbox.dead_messages(world.house.archive), world.house.now())
        assert world.go().sent == 2


def test_a_place_that_is_down_does_not_hold_up_another(world):
    with Webhook("slow") as down, Webhook() as well:
        world.write(
            "".join(
                f'[place.{name}]\nwebhook = "{server.url}"\nsecret = "{SECRET}"\n'
                for name, server in (("down", down), ("well", well))
            )
            + '[[subscription]]\nname = "all"\nto = ["down", "well"]\n'
        )
        world.go()
        for minute in range(3):
            world.sheet(
                f"2026-03-10T12:0{minute}:00Z",
                FIRST,
                *((n, "2026-03-09", f"ORDER {n}.") for n in range(2, minute + 3)),
            )
            queue.queue(world.house, load_alerts(world.house.settings.alerts_path))
            queue._pack(world.house, load_alerts(world.house.settings.alerts_path))
        done = world.go()
        assert (done.sent, done.failed, len(down.seen)) == (3, 1, 1) and not down.has_ended


def test_a_place_that_is_no_longer_in_the_file_is_a_dead_letter(world):
    there = SimpleNamespace(url=f"http://127.0.0.1:{free_port()}/")  # where nobody listens
    with Webhook() as other:
        world.subscribe(there)
        assert world.order().failed == 1
        assert "ConnectionRefusedError" in str(
            world.house.archive.execute("select error from messages").fetchall()
        )
        world.write(f'[place.other]\nwebhook = "{other.url}"\nsecret = "{SECRET}"\n')
        assert world.go(hours=1).dead == 1 and other.seen == []


def test_killed_between_sending_and_noting_it_comes_again_with_the_same_key_and_is_counted(subscribed, there):
    subscribed.order()
    # What the ledger holds if the process dies after the acknowledgement and before the note.
    subscribed.house.archive.execute(
        "update messages set state = 'trying', ended_at = null, retry_at = '2026-03-10T12:01:00Z'"
    )
    assert subscribed.go(hours=1).sent == 1
    assert list(there.keys().values()) == [2] and outbox.counts(subscribed.house.archive)["in_doubt"] == 1


# Words


def test_a_webhook_is_signed_as_the_standard_says(subscribed, there):
    subscribed.order()
    ((path, headers, body),) = there.taken
    named = (headers["webhook-id"], int(headers["webhook-timestamp"]))
    assert headers["webhook-signature"] == webhook.sign((KEY,), *named, body)
    assert headers["webhook-timestamp"] == str(
        int(datetime.fromisoformat("2026-03-10T12:00:00+00:00").timestamp())
    )
    assert headers["idempotency-key"] == headers["webhook-id"] == json.loads(body)["id"]
    assert path == "/hook" and "docket@example.org" in headers["user-agent"]
    change = next(
        candidate for candidate in json.loads(body)["data"]["changes"] if candidate["kind"] == "entry_added"
    )
    assert (
        change["case_id"] == "doe-v-example"
        and change["court_id"] == "cand"
        and change["docket_number"] == "3:22-cv-01234"
    )
    assert (
        change["new_value"] == ORDER[2]
        and change["url"] == "https://230.example.org/case/doe-v-example#changes"
    )


def test_the_signature_is_that_of_the_specification():
    """The example of the Standard Webhooks specification, as its libraries test it."""
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert webhook.sign(
        (key, key), "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    ) == " ".join(["v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="] * 2)


HOSTILE = (
    5,
    "2026-03-09",
    (
        "ORDER <!channel> & <https://evil.example|click> *bold*\r\nBcc: victim@example.org \x1b[2J "
        "\u202ecod.exe \u2066x\x00"
    ),
)


def test_a_hearing_put_off_without_a_day_and_set_again_is_set_not_moved(world, there):
    put_off = (4, "2026-03-07", "CLERK'S NOTICE. Motion Hearing set for 4/2/2026 is continued.")
    again = (5, "2026-03-09", "ORDER. Motion Hearing set for 5/7/2026 10:00 AM before Judge Ada Marsh.")
    world.subscribe(there, kind="slack")
    world.sheet("2026-03-10T12:00:00Z", FIRST, SET)
    world.sheet("2026-03-10T12:01:00Z", FIRST, SET, put_off)
    world.go()
    world.sheet("2026-03-10T12:02:00Z", FIRST, SET, put_off, again)
    world.go()
    texts = [json.loads(body)["text"] for _, _, body in there.taken]
    assert "Hearing moved" in texts[0] and "Hearing moved" not in texts[-1] and "Hearing set" in texts[-1]


def test_an_email_is_whole_plain_and_its_headers_hold(world):
    caption = "Doe v. Example, Inc.\r\nBcc: victim@example.org – § 230 ‮"
    with Post() as post:
        world.write(
            f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\nsender = "alerts@example.org"\n'
            '[place.desk]\nemail = "desk@example.org"\n[[subscription]]\nname = "all"\nto = ["desk"]\n'
        )
        world.go()
        world.sheet("2026-03-10T12:00:00Z", FIRST, SET)
        world.sheet("2026-03-10T12:01:00Z", FIRST, SET, MOVED, HOSTILE, caption=caption)
        assert world.go().sent == 1
        ((recipients, raw),) = post.taken
        assert recipients == ["desk@example.org"] and all(len(line) <= 998 for line in raw.splitlines())
        mail = email.message_from_bytes(raw, policy=email.policy.default)
        assert (
            mail["Bcc"] is None
            and mail["Auto-Submitted"] == "auto-generated"
            and mail["To"] == "desk@example.org"
        )
        assert (
            mail["Subject"].startswith(("1", "2", "3", "4", "5", "6", "7", "8", "9"))
            and "changes in Doe v. Example, Inc. Bcc" in mail["Subject"]
        )
        text = mail.get_content()
        assert mail.get_content_type() == "text/plain" and not any(
            char in text for char in "\x1b\x00\u202e\u2066"
        )
        assert (
            "Hearing moved: Doe v. Example" in text
            and "Date from, was: Apr. 2, 2026" in text
            and "Date from, is: Apr. 9, 2026" in text
        )
        assert "https://230.example.org/case/doe-v-example#changes" in text and "victim@[" not in text
        assert mail["Message-ID"].endswith("@example.org>")


def test_a_mail_server_that_refuses_for_now_and_one_that_refuses_for_good(world):
    with Post("451 later", "250 taken", refused=("gone@example.org",)) as post:
        world.write(
            f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\nsender = "alerts@example.org"\n'
            '[place.desk]\nemail = "desk@example.org"\n[place.gone]\nemail = "gone@example.org"\n'
            '[[subscription]]\nname = "all"\nto = ["desk", "gone"]\n'
        )
        world.go()
        world.sheet("2026-03-10T12:00:00Z", FIRST, ORDER)
        done = world.go()
        assert (done.failed, done.dead) == (1, 1)
        (message,) = outbox.dead_messages(world.house.archive)
        assert message["error"] == "SMTP 550: no such user" and message["place"] == "gone"
        assert world.go(hours=1).sent == 1 and len(post.taken) == 1


def test_a_mail_server_wants_a_password_and_gets_it(world):
    with Post(secrets=("alerts", "hunter2-hunter2")) as post:
        settings = (
            f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nsecurity = "none"\nsender = '
            '"alerts@example.org"\nuser = "alerts"\n'
        )
        rest = '[place.desk]\nemail = "desk@example.org"\n[[subscription]]\nname = "all"\nto = ["desk"]\n'
        world.write(settings + 'password = "wrong"\n' + rest)
        world.go()
        assert world.order().failed == 1  # our mistake, not the recipient's: tried again
        world.write(settings + 'password = "hunter2-hunter2"\n' + rest)
        assert world.go(hours=1).sent == 1
        assert "hunter2" not in str(world.house.archive.execute("select * from messages").fetchall())


def test_mail_is_not_sent_in_the_clear_where_it_should_be_encrypted(world):
    """A server that does not offer STARTTLS, or somebody on the way who takes the offer out."""
    with Post() as post:
        for security in ("starttls", "tls"):
            world.write(
                f'[mail]\nhost = "127.0.0.1"\nport = {post.port}\nsecurity = "{security}"\nsender = '
                '"alerts@example.org"\n'
                '[place.desk]\nemail = "desk@example.org"\n[[subscription]]\nname = "all"\nto = ["desk"]\n'
            )
            world.go()
            world.sheet(f"2026-03-10T12:0{len(security)}:00Z", FIRST, (len(security), "2026-03-09", "ORDER."))
            assert world.go(hours=9).failed >= 1 and post.taken == []


def letter_about(change, docket=None, case=None):
    """A letter of one change."""
    told = {
        "change_id": "1",
        "subject": "docket_entries",
        "subject_id": "e",
        "case_id": "c",
        "docket_id": "d",
    }
    told |= {"field": None, "old_value": None, "seen_at": "2026-03-10T12:00:00Z"} | change
    news = News(1, "1", Facts(told, docket, case, None, frozenset()), case_id="c")
    return Letter("1", "all", (news,), "2026-03-10T12:00:00Z", "https://230.example.org")


@given(st.text(), st.text(), st.text())
def test_whatever_a_page_says_the_words_of_an_alert_are_safe(caption, old, new):
    change = {"kind": "entry_edited", "field": "text", "old_value": old, "new_value": new}
    docket = {"caption": caption, "court_id": "cand", "docket_number": new, "selection": "candidate"}
    letter = letter_about(change, docket)
    raw = write_mail(letter, "alerts@example.org", "desk@example.org").as_bytes()
    mail = email.message_from_bytes(raw, policy=email.policy.default)
    assert [
        name
        for name in mail.keys()  # noqa: SIM118  # a message gives its names only so
        if name not in ("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted")
    ] == ["Content-Type", "Content-Transfer-Encoding", "MIME-Version"]
    lines = mail.get_content().splitlines()
    # Every line that a page had a hand in is indented, but the one that begins with our words for the change.
    assert [
        line
        for line in lines
        if line and not line.startswith(("  ", "Entry edited: ", "-- ", "Subscription 'all' of"))
    ] == []
    assert max(map(len, raw.splitlines())) <= 998
    text = json.loads(write_chat(letter))["text"]
    assert not set("<>") & set(text)
    foreign = text.replace("https://230.example.org/case/c#changes", "")
    assert re.search(r"@\w|://|\w\.[A-Za-z]{2}|\]\(", foreign) is None
    assert "<script" not in write_page([(letter, caption)]).casefold()


@pytest.mark.parametrize(
    "text",
    [
        "@here see https://evil.example/x",
        "![x](https://evil.example/x.png)",
        "www.evil.example",
        "x@everyone",
        "https://230.example.org.evil.example/",
        "@here: https://230.example.org/case/c#changes",
    ],
)
def test_nothing_of_a_page_calls_anybody_or_links_in_chat(text):
    change, case = {"kind": "entry_added", "new_value": text}, {"short_name": text, "selection": "seed"}
    lines = json.loads(write_chat(letter_about(change, case=case)))["text"].splitlines()
    assert lines[-1].strip() == "https://230.example.org/case/c#changes"  # ours is a link
    assert re.search(r"@\w|://|\w\.[a-z]|\]\(", "\n".join(lines[:-1])) is None
    assert any(text in line.replace("\u200b", "") for line in lines)


def test_no_address_of_a_webhook_reaches_the_log(world, caplog):
    with Webhook(404) as there:
        there.url += "/services/T0/verysecret"
        world.subscribe(there, kind="slack")
        world.order()
        assert "HTTP 404" in caplog.text and "verysecret" not in caplog.text
        ((_, headers, body),) = there.seen
        assert json.loads(body)["mrkdwn"] is False and "webhook-signature" not in headers
        assert "verysecret" not in str(world.house.archive.execute("select * from messages").fetchall())


def test_tls_is_verified(there):
    """A server that does not speak TLS at all: no message goes out in the clear in its place."""
    place = Place("there", "webhook", there.url.replace("http:", "https:"), (KEY,))
    letter = Letter("1", "test", (), "2026-03-10T12:00:00Z")
    answer = webhook.CHANNEL.deliver(letter, place, None, datetime.now().astimezone())
    assert not answer.is_sent and answer.error.startswith("SSLError") and there.seen == []


@pytest.mark.parametrize(
    ("text", "longest", "expected"),
    [
        ("a\tb\r\nc", 99, "a b c"),
        ("soft­hyphen", 99, "softhyphen"),
        ("a\u2028b\u2029c\x85d", 99, "a b c d"),  # line ends that are not \\n
        ("x\u202egpj.exe", 99, "xgpj.exe"),
        ("\ud800x", 99, "x"),  # half a character
        (None, 99, ""),
        ("ORDER granting motion", 21, "ORDER granting motion"),
        ("ORDER granting motion", 20, "ORDER granting moti…"),
        ("ORDER granting motion", 16, "ORDER granting…"),  # no blank before the mark
        ("ORDER granting motion", 15, "ORDER granting…"),
    ],
)
def test_clean(text, longest, expected):
    assert clean(text, longest) == expected and clean(clean(text)) == clean(text)


# Commands


def test_a_message_that_was_given_up_is_listed_and_sent_when_it_is_asked_for(home):
    assert "is not there" in tracker(home, "alerts", "test", code=1).stderr
    [(docket_id,)] = run_sql(
        home / "docket.db", "select min(docket_id) from dockets where selection = 'catalog'"
    )
    with Webhook(204, 410, 204) as there:
        (home / "alerts.toml").write_text(
            f'[place.there]\nwebhook = "{there.url}"\nsecret = "{SECRET}"\n[[subscription]]\nname = '
            '"all"\nto = ["there"]\n'
        )
        assert tracker(home, "alerts", "test").stdout == "there: taken (webhook)\n"
        done = tracker(home, "alerts", "send")
        assert "0 changes queued" in done.stdout and "chmod 600" in done.stderr
        why = ("--reason", "misprint", "--by", "A. Editor")
        tracker(home, "correct", "dockets", docket_id, "caption", "Corrected v. Printed", *why)
        assert "1 given up" in tracker(home, "alerts", "send", code=1).stdout
        (message,) = json.loads(tracker(home, "alerts", "dead", "--json", code=1).stdout)["messages"]
        assert tracker(home, "alerts", "replay", message["message_id"]).stdout == "1 messages are due again\n"
        assert "1 messages sent" in tracker(home, "alerts", "send").stdout


WHOLE = f"""
timezone = "America/New_York"
digest_at = "06:30"

[mail]
host = "smtp.example.org"
sender = "alerts@example.org"
user = "alerts"
password = "hunter2-hunter2"

[place.desk]
email = "desk@example.org"

[place.newsroom]
webhook = "https://example.org/hook?room=5"
secret = ["{SECRET}", "{SECRET}"]

[place.chat]
slack = "https://hooks.example.org/services/T0/B0/verysecret"

[[subscription]]
name = "example"
to = ["desk", "newsroom", "desk"]
cases = ["doe-v-example"]
entities = ["facebook"]
courts = ["cand"]
kinds = ["edits", "hearings", "docket_merged"]
events = ["order"]
include = ["motion to dismiss"]
exclude = ["notice of appearance"]
query = "section 230"
when = "daily"

[[subscription]]
name = "all"
to = ["chat"]
"""


def test_a_whole_file_is_read():
    alerts = parse_alerts(WHOLE.encode())
    assert alerts.mail.port == 465 and alerts.mail.security == "tls"
    first, second = alerts.subscriptions
    assert (
        first.to == ("desk", "newsroom")
        and set(GROUPS["hearings"]) < set(first.kinds)
        and "docket_merged" in first.kinds
    )
    assert (second.when, second.kinds, second.cases) == ("at once", (), ())
    assert [place.kind for place in alerts.places.values()] == ["email", "webhook", "slack"]
    assert len(alerts.places["newsroom"].secrets) == 2

    assert set(CHANGES) <= {kind for kinds in GROUPS.values() for kind in kinds} <= KINDS
    shown = repr(alerts)
    assert "hunter2" not in shown and "verysecret" not in shown and "secret secret" not in shown


def test_one_line_sends_the_week_by_mail_on_mondays():
    alerts = parse_alerts(WHOLE.replace("digest_at", 'week = ["desk"]\ndigest_at').encode())
    (week,) = [each for each in alerts.subscriptions if each.name == WEEK_NAME]
    assert (week.to, week.when) == (("desk",), "weekly")
    assert {"ruling_added", "entry_edited", "hearing_changed", "docket_added"} <= set(week.kinds) <= KINDS


@pytest.mark.parametrize(("mode", "is_open"), [(0o600, False), (0o640, True), (0o604, True)])
def test_who_else_can_read_the_passwords(tmp_path, mode, is_open):
    path = tmp_path / "alerts.toml"
    assert load_alerts(path) is None, "there may be none"
    path.write_text(WHOLE)
    path.chmod(mode)
    assert is_readable_by_others(path) is is_open


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[mail]", "[mail", "not TOML"),
        ('host = "smtp.example.org"', "", "[mail]: host is missing"),
        ('sender = "alerts@example.org"', 'sender = "Alerts <alerts@example.org>"', "write it bare"),
        ('user = "alerts"', "", "user and password go together"),
        ('user = "alerts"', 'user = "alerts"\nsecurity = "none"', "travel in the clear"),
        ('user = "alerts"', 'user = "alerts"\nport = 99999', "99999 is not from 1 to 65535"),
        ('user = "alerts"', 'user = "alerts"\nport = "465"', "port is to be a number"),
        ('user = "alerts"', 'user = "alerts"\nprot = 465', "'prot' means nothing here"),  # a misspelt key
        ('"desk@example.org"', '"desk@example.org\\r\\nBcc: x@example.org"', "cannot be printed"),
        ('"desk@example.org"', '"desk"', "[place.desk]: email is not an e-mail address"),
        ('"desk@example.org"', '"désk@example.org"', "not an e-mail address"),
        (
            'email = "desk@example.org"',
            'email = "desk@example.org"\nslack = "https://a.example/"',
            "give one of",
        ),
        ("[place.desk]", "[place.Desk]", "small letters"),
        ("https://example.org/hook", "http://example.org/hook", "anybody on the way can read it"),
        ("https://example.org/hook", "ftp://example.org/hook", "not a web address"),
        (
            "https://example.org/hook",
            "https://user:pw@example.org/hook",
            "not a web address",
        ),  # urlsplit hides the password
        ("https://example.org/hook", "https://example.org:x/hook", "no such port"),
        (
            "https://hooks.example.org/services",
            "http://hooks.example.org/services",
            "slack begins with http://",
        ),
        (f'secret = ["{SECRET}", "{SECRET}"]', "", "secret is missing"),
        (
            f'secret = ["{SECRET}", "{SECRET}"]',
            'secret = "whsec_c2hvcnQ="',
            "shorter than 24 bytes",
        ),
        (f'secret = ["{SECRET}", "{SECRET}"]', 'secret = "not base 64!"', "not base64"),
        ('to = ["chat"]', 'to = ["chatt"]', "subscription 2 (all): to names 'chatt'"),
        ('to = ["chat"]', "", "to is missing"),
        ('to = ["chat"]', 'to = "chat"', "to is to be a list"),
        ('name = "all"', 'name = "example"', "two subscriptions are called 'example'"),
        ('name = "all"', "", "subscription 2: name is missing"),
        ('events = ["order"]', 'events = ["orders"]', "events names 'orders'"),
        ('"docket_merged"]', '"dockets_merged"]', "'dockets_merged', which is not known"),
        ('courts = ["cand"]', 'courts = ["candy"]', "candy"),
        ('when = "daily"', 'when = "hourly"', "at once, daily, weekly"),
        ('query = "section 230"', 'query = "§ --"', "no word"),
        ('"America/New_York"', '"New York"', "timezone 'New York' is not known"),
        ('"America/New_York"', '"../../etc/passwd"', "is not known"),
        ('digest_at = "06:30"', 'digest_at = "6.30"', "not a time of day"),
        ('digest_at = "06:30"', 'week = ["nobody"]', "week names 'nobody', but there is no [place.nobody]"),
        ('digest_at = "06:30"', "week = true", "week"),
        (
            '[[subscription]]\nname = "all"',
            '[[subscriptions]]\nname = "all"',
            "'subscriptions' means nothing",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(old, new, words):
    assert old in WHOLE
    with pytest.raises(ParseError) as caught:
        parse_alerts(WHOLE.replace(old, new).encode())
    assert words in str(caught.value) and str(caught.value).startswith("alerts.toml")
    assert "hunter2" not in str(caught.value) and SECRET not in str(caught.value)


@pytest.mark.parametrize(
    ("when", "now", "due"),
    [
        ("at once", "2026-03-10T12:00:00", "2026-03-10T12:00:00"),
        ("daily", "2026-03-10T10:00:00", "2026-03-10T10:30:00"),  # 06:30 in New York, summer time
        ("daily", "2026-03-10T10:30:00", "2026-03-11T10:30:00"),  # never the same moment: it would go at once
        ("daily", "2026-03-07T13:00:00", "2026-03-08T10:30:00"),  # the night the clocks go forward
        ("daily", "2026-10-31T13:00:00", "2026-11-01T11:30:00"),  # and back
        ("weekly", "2026-03-10T10:00:00", "2026-03-16T10:30:00"),  # a Tuesday; Monday next
        ("weekly", "2026-03-16T10:29:00", "2026-03-16T10:30:00"),
    ],
)
def test_when_a_change_is_due(when, now, due):
    alerts = parse_alerts(WHOLE.replace('when = "daily"', f'when = "{when}"').encode())
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert alerts.due_at(alerts.subscriptions[0], moment) == datetime.fromisoformat(due).replace(tzinfo=UTC)


@given(st.binary(max_size=300) | st.text(max_size=300).map(lambda text: (WHOLE + text).encode()))
def test_any_file_is_read_or_refused_in_words(body):
    try:
        parse_alerts(body)
    except ParseError as error:
        assert str(error).startswith("alerts.toml")


TODAY = date(2026, 3, 10)


def watched(name, number=None, **more):
    return Watched(name, DocketRef("cand", "3:24-cv-01234"), (number,) if number else (), **more)


def alert_row(docket, kind=1):
    return {
        "id": docket * 10,
        "date_created": "2026-01-01T00:00:00-08:00",
        "date_modified": "2026-01-01T00:00:00-08:00",
        "date_last_hit": None,
        "secret_key": "k" * 40,
        "alert_type": kind,
        "docket": docket,
    }


@pytest.fixture
def site():
    with CourtListener(clock=Clock()) as opened:
        opened.alerts, opened.posted, opened.status = [], [], 201

        def answer(handler):
            opened.times.append(opened.clock())
            start = int(urlsplit(handler.path).query.partition("cursor=")[2] or 0)
            following = f"{opened.url}{ROOT}docket-alerts/?page_size=50&cursor={start + 50}"
            rows, is_last = opened.alerts[start : start + 50], start + 50 >= len(opened.alerts)
            status, value = 200, {"next": None if is_last else following, "previous": None, "results": rows}
            if handler.headers["Authorization"] != f"Token {TOKEN}":
                status, value = 401, {"detail": "Invalid token."}
            elif handler.command == "POST":
                number = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))["docket"]
                opened.posted.append(number)
                if opened.status == 201:
                    opened.alerts.append(alert_row(number))
                status, value = opened.status, alert_row(number)
            body = json.dumps(value).encode()
            handler.send_response(status)
            handler.send_header("Content-Length", str(len(body)))
            handler.end_headers()
            handler.wfile.write(body)

        def do_post(handler):
            opened.asked.append((handler.path, dict(handler.headers)))
            answer(handler)

        opened.faults.append(("docket-alerts", answer))
        opened._server.RequestHandlerClass.do_POST = do_post
        yield opened


def sync(site, ranked, most=5, is_dry=False):
    http = Http(
        MemoryLedger(),
        addresses={"COURTLISTENER": site.url},
        keys={"COURTLISTENER": TOKEN},
        clock=site.clock,
        sleep=site.clock.sleep,
    )
    return sync_alerts(Client(http, "courtlistener"), http, ranked, most, is_dry)


def test_the_most_pressing_come_first():
    soon = watched("soon", 1, next_hearing=date(2026, 3, 12))
    later = watched("later", 2, next_hearing=date(2026, 9, 1))
    busy, quiet = (
        watched("busy", 3, last_entry=date(2026, 3, 9)),
        watched("quiet", 4, last_entry=date(2020, 1, 1)),
    )
    candidate = watched("candidate", 5, last_entry=date(2026, 3, 10), is_candidate=True)
    gone = [watched("closed", 6, is_closed=True), watched("old", 7, is_watched=False)]
    assert [
        docket.docket_id for docket in rank_dockets([candidate, quiet, busy, *gone, later, soon], TODAY)
    ] == [
        "soon",
        "later",
        "busy",
        "quiet",
        "candidate",
    ]


def test_the_account_s_limit_is_kept_and_what_is_beyond_is_named(site):
    site.alerts = [alert_row(1), alert_row(999)]  # one of ours, one of the operator's own
    done = sync(
        site,
        [watched("a", 1), watched("b", 2), watched("c"), watched("d", 4), watched("e", 5), watched("f", 6)],
        most=4,
    )
    assert (done.standing, done.subscribed, done.beyond, done.unknown, done.others) == (
        ["a"],
        ["b", "d"],
        ["e", "f"],
        ["c"],
        1,
    )
    assert site.posted == [2, 4]
    words = "\n".join(done.lines(4, False))
    assert (
        "beyond the 4 alerts of the account (--most): e, f" in words
        and "not found at CourtListener yet" in words
    )
    again = sync(site, [watched("a", 1), watched("b", 2), watched("d", 4)], most=4)
    assert again.subscribed == [] and site.posted == [2, 4]  # a second time nothing is asked


@pytest.mark.parametrize(
    ("alerts", "most", "is_dry", "expected"),
    [
        pytest.param([], 5, True, {"subscribed": ["a", "b"]}, id="a dry run"),
        pytest.param(
            [alert_row(1, kind=0), alert_row(5)], 5, False, {"ended": ["a"]}, id="ended by somebody"
        ),
        pytest.param(
            [*(alert_row(number) for number in range(100, 219)), alert_row(1)],
            120,
            False,
            {"standing": ["a"], "beyond": ["b"], "others": 119},
            id="a list of several pages",
        ),
    ],
)
def test_what_subscribes_nothing_is_told(site, alerts, most, is_dry, expected):
    site.alerts = alerts
    done = sync(site, [watched("a", 1), watched("b", 5)], most, is_dry)
    assert {name: getattr(done, name) for name in expected} == expected and site.posted == []


@pytest.mark.parametrize("status", [400, 403, 500])
def test_a_refusal_ends_the_round_and_is_said(site, status):
    site.status = status
    done = sync(site, [watched("a", 1), watched("b", 2)])
    assert (
        done.subscribed == []
        and done.beyond == ["a", "b"]
        and set(site.posted) == {1}
        and str(status) in done.errors[0]
    )
    assert TOKEN not in done.errors[0]


def test_the_limits_of_requests_hold_here_too(site):
    done = sync(site, [watched(f"d{number}", number) for number in range(1, 80)], most=100)
    assert len(site.times) <= 50 and done.errors and len(done.subscribed) + len(done.beyond) == 79


def test_a_web_page_in_the_place_of_the_list_subscribes_nothing(site):
    site.faults.insert(0, ("docket-alerts", Page(b"<html>Sign in</html>")))
    with pytest.raises(FetchError, match="not the list of alerts"):
        sync(site, [watched("a", 1)])
    assert site.posted == []


def test_sync_names_what_courtlistener_does_not_have_yet(home, site):
    done = tracker(
        home, "alerts", "sync", "--dry-run", TRACKER_COURTLISTENER_URL=site.url, COURTLISTENER_TOKEN=TOKEN
    )
    assert "not found at CourtListener yet" in done.stdout
