"""The web route of the inbox: who is let in, what is kept of a message, and that nothing else can be written."""

import asyncio
import json
import logging
import re
import subprocess
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from publish import inbox_files
from publish.inbox_files import MAX_BYTES, Inbox, write_message
from publish.serve import make_datasette
from tests.worlds.command import environment, start, tracker
from tests.worlds.fewest import built_home, fewest_catalog, home  # noqa: F401
from tracker import logs
from tracker.settings import SettingError, load_settings
from tracker.status import find_full_inbox

SECRET = "s3cret_s3cret_s3cret_s3cret"
KEY = "11111111-2222-3333-4444-555555555555"
BODY = b'{"payload": {"results": []}, "webhook": {"event_type": 1, "version": 2}}'


@pytest.fixture
def inbox(tmp_path):
    return Inbox(tmp_path / "inbox", SECRET)


def ask(world, inbox, *requests, configured=None):
    """Send (method, path, headers, body) to Datasette's own client; return the answers."""
    datasette = make_datasette(world, inbox=inbox)
    if configured:
        datasette._metadata_local["plugins"] = {"tracker": configured}

    async def run():
        return [
            await datasette.client.request(method, path, headers=headers, content=body)
            for method, path, headers, body in requests
        ]

    return asyncio.run(run())


def post(key=KEY, secret=SECRET, body=BODY, **headers):
    named = {"Idempotency-Key": key} if key else {}
    return (
        "POST",
        f"/-/webhook/courtlistener/{secret}",
        named | {"Content-Type": "application/json"} | headers,
        body,
    )


def test_a_message_is_kept_as_it_came(world, inbox):
    [answer] = ask(world, inbox, post(Authorization="Bearer hush", Cookie="session=hush"))
    assert (answer.status_code, answer.text) == (200, "kept\n")
    [path] = inbox.folder.iterdir()
    line, _, body = path.read_bytes().partition(b"\n")
    head = json.loads(line)
    assert path.name == f"{KEY}.webhook" and body == BODY and head["key"] == KEY
    assert set(head) == {"key", "received_at", "order", "headers"}
    assert set(head["headers"]) == {"content-type", "user-agent", "idempotency-key"} and b"hush" not in line


def test_a_key_that_is_sent_again_is_not_written_twice(world, inbox):
    first, again = ask(world, inbox, post(), post(body=BODY + b" "))
    assert (first.text, again.text, again.status_code) == ("kept\n", "known already\n", 200)
    [path] = inbox.folder.iterdir()
    assert path.read_bytes().endswith(BODY)


@pytest.mark.parametrize(
    ("request_", "status", "words"),
    [
        (post(secret="s3cret_s3cret_s3cret_s3creX"), 404, "Not found"),
        (post(secret=SECRET + "/more"), 404, "Not found"),
        (post(secret=""), 404, "Not found"),
        (post(secret="%00"), 404, "Not found"),
        (post(secret="%E2%82%AC"), 404, "Not found"),  # no ASCII: compared as bytes
        (("GET", f"/-/webhook/courtlistener/{SECRET}", {}, b""), 405, "POST a message here"),
        # A stranger learns nothing of methods.
        (("GET", "/-/webhook/courtlistener/wrong", {}, b""), 404, "Not found"),
        (("PUT", f"/-/webhook/courtlistener/{SECRET}", {}, BODY), 405, "POST a message here"),
        (post(body=b""), 400, "an empty message; nothing was kept"),
        (post(body=b"x" * (MAX_BYTES + 1)), 413, "more than 5242880 bytes; nothing was kept"),
        # Two lengths: where its sender's proxy takes another for the end of it, the rest is a request that nobody saw.
        (
            post(**{"Content-Length": str(len(BODY)), "Transfer-Encoding": "chunked"}),
            400,
            "A request has one length.",
        ),
    ],
)
def test_what_is_not_let_in_leaves_nothing(world, inbox, request_, status, words):
    [answer] = ask(world, inbox, request_)
    assert (answer.status_code, answer.text) == (status, f"{words}\n") and not inbox.folder.exists()
    assert answer.headers.get("allow") == ("POST" if status == 405 else None)
    is_closed = answer.headers.get("connection") == "close"
    assert is_closed == (status == 413 or "Transfer-Encoding" in answer.request.headers)


@pytest.mark.parametrize("key", [None, "../../etc/passwd", "a" * 65, "1234567", "a b c d e f"])
def test_a_key_that_is_no_name_is_replaced_by_the_hash_of_the_bytes(world, inbox, key):
    ask(world, inbox, post(key), post(key))
    [path] = inbox.folder.iterdir()
    assert path.name.startswith("sha256-") and path.parent == inbox.folder


def test_without_an_inbox_there_is_no_such_address(world, inbox):
    [answer] = ask(world, None, post())
    assert answer.status_code in (403, 404, 405) and not inbox.folder.exists()


def test_plain_datasette_is_configured_in_its_metadata(world, inbox):
    [answer] = ask(world, None, post(), configured={"inbox": str(inbox.folder), "webhook_secret": SECRET})
    assert answer.status_code == 200 and len(list(inbox.folder.iterdir())) == 1


def test_the_secret_is_shown_nowhere(world, inbox):
    names = ("-/metadata.json", "-/settings.json", "-/plugins.json", "-/databases.json", "status")
    pages = ask(world, inbox, *(("GET", f"/{name}", {}, b"") for name in names))
    assert [page.url for page in pages if SECRET in page.text] == []
    assert SECRET not in repr(inbox) + repr(load_settings({"TRACKER_WEBHOOK_SECRET": SECRET}))


def test_a_disk_that_takes_nothing_asks_for_the_message_again(world, tmp_path):
    (tmp_path / "inbox").write_text("a file where the folder should be")
    [answer] = ask(world, Inbox(tmp_path / "inbox", SECRET), post())
    assert (answer.status_code, answer.text) == (503, "the message cannot be kept just now; send it again\n")


def test_of_many_writers_of_one_key_one_writes(inbox):
    now = datetime.now(UTC)
    with ThreadPoolExecutor(16) as writers:
        writing = [
            writers.submit(write_message, inbox.folder, {"idempotency-key": KEY}, BODY, now)
            for _ in range(16)
        ]
    assert sorted(each.result() for each in writing) == [False] * 15 + [True]
    assert [path.name for path in inbox.folder.iterdir()] == [f"{KEY}.webhook"]


@pytest.mark.parametrize(
    "secret", ["short", "with spaces with spaces with spaces", "slash/slash/slash/slash/slash"]
)
def test_a_secret_that_can_be_guessed_or_is_no_part_of_an_address_is_refused(secret):
    with pytest.raises(SettingError, match="TRACKER_WEBHOOK_SECRET"):
        load_settings({"TRACKER_WEBHOOK_SECRET": secret})


def test_over_the_wire_and_into_the_archive(home):
    process = start(
        ("serve", "--port", "0"),
        environment(home, TRACKER_WEBHOOK_SECRET=SECRET, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        serving = process.stdout.readline()
        url = re.match("Serving on (\\S+)", serving)[1] + "-/webhook/courtlistener/"
        headers = {"Idempotency-Key": KEY, "Content-Type": "application/json"}
        with urllib.request.urlopen(
            urllib.request.Request(url + SECRET, BODY, headers), timeout=90
        ) as answer:
            assert answer.status == 200
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(urllib.request.Request(url + "x" * 27, BODY), timeout=90)
    finally:
        process.terminate()
        output = serving + process.communicate(timeout=120)[0]
    assert SECRET not in output
    assert len(list((home / "inbox").iterdir())) == 1
    done = tracker(home, "inbox")
    assert (
        "courtlistener_webhooks: 1 looked at, 1 new" in done.stdout and list((home / "inbox").iterdir()) == []
    )


# A full inbox


def test_a_full_inbox_takes_no_more_and_loses_nothing(world, inbox, monkeypatch, caplog):
    monkeypatch.setattr(inbox_files, "MOST_FILES", 2)
    caplog.set_level(logging.WARNING)  # the test's own client tells addresses below that
    keys = [f"{KEY[:-1]}{number}" for number in range(3)]
    answers = ask(world, inbox, *(post(key) for key in keys), post(keys[0]))
    assert [answer.status_code for answer in answers] == [200, 200, 507, 200]
    assert answers[2].text == "the inbox is full; nothing was kept, send it again later\n"
    assert answers[2].headers["retry-after"] == "600" and answers[3].text == "known already\n"
    assert sorted(path.name for path in inbox.folder.iterdir()) == [f"{key}.webhook" for key in keys[:2]]
    assert "2 messages" in caplog.text and SECRET not in caplog.text
    (inbox.folder / f"{keys[0]}.webhook").unlink()  # it was taken up
    [answer] = ask(world, inbox, post(keys[2]))
    assert answer.status_code == 200


def test_its_bytes_are_counted(world, inbox, monkeypatch):
    monkeypatch.setattr(inbox_files, "MOST_BYTES", 3000)
    answers = ask(world, inbox, *(post(f"{KEY[:-1]}{number}", body=b"x" * 1000) for number in range(4)))
    assert [answer.status_code for answer in answers] == [200, 200, 507, 507]


def test_status_says_that_the_inbox_is_full(home, tmp_path):
    assert find_full_inbox(load_settings({"TRACKER_HOME": str(home)})) is None
    (home / "inbox").mkdir()
    with (home / "inbox" / "one.webhook").open("wb") as file:
        file.truncate(inbox_files.MOST_BYTES)  # no byte of it is on the disk
    assert "inbox: full (1 messages" in tracker(home, "status", code=1).stdout
    assert "inbox: full" in tracker(home, "status", "--json", code=1).stderr


def test_the_secret_stands_in_no_line_of_the_log(capsys):
    settings = load_settings({"TRACKER_WEBHOOK_SECRET": SECRET, "COURTLISTENER_TOKEN": "t0ken"})
    logs.set_up(settings.secrets)
    logging.getLogger("uvicorn.error").warning('"POST /-/webhook/courtlistener/%s HTTP/1.1" 200', SECRET)
    logged = capsys.readouterr().err
    assert SECRET not in logged and "[not shown]" in logged and SECRET not in repr(settings)
