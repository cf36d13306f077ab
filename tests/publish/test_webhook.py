"""The web route of the inbox: who is let in, what is kept of a message, and that nothing else can be written."""

import asyncio
import json
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from datetime import UTC, datetime

import pytest

from publish.inbox_files import MAX_BYTES, Inbox, write_message
from publish.serve import make_datasette
from tests.worlds.command import ROOT, built_home, environment, home, tracker  # noqa: F401
from tests.worlds.publishing import build_world
from tracker.settings import SettingError, load_settings

SECRET = "s3cret_s3cret_s3cret_s3cret"
KEY = "11111111-2222-3333-4444-555555555555"
BODY = b'{"payload": {"results": []}, "webhook": {"event_type": 1, "version": 2}}'


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    path = tmp_path_factory.mktemp("world") / "docket.db"
    build_world(path)
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "inbox"


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

    try:
        return asyncio.run(run())
    finally:
        datasette.databases["docket"].close()


def post(key=KEY, secret=SECRET, body=BODY, **headers):
    named = {"Idempotency-Key": key} if key else {}
    return (
        "POST",
        f"/-/webhook/courtlistener/{secret}",
        named | {"Content-Type": "application/json"} | headers,
        body,
    )


def test_a_message_is_kept_as_it_came(world, folder):
    [answer] = ask(world, Inbox(folder, SECRET), post(Authorization="Bearer hush", Cookie="session=hush"))
    assert (answer.status_code, answer.text) == (200, "kept\n")
    [path] = folder.iterdir()
    line, _, body = path.read_bytes().partition(b"\n")
    head = json.loads(line)
    assert path.name == f"{KEY}.webhook" and body == BODY and head["key"] == KEY
    assert set(head["headers"]) <= {"content-type", "user-agent", "idempotency-key"} and b"hush" not in line


def test_a_key_that_is_sent_again_is_not_written_twice(world, folder):
    first, again = ask(world, Inbox(folder, SECRET), post(), post(body=BODY + b" "))
    assert (first.text, again.text, again.status_code) == ("kept\n", "known already\n", 200)
    [path] = folder.iterdir()
    assert path.read_bytes().endswith(BODY)


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (post(secret="s3cret_s3cret_s3cret_s3creX"), 404),
        (post(secret=SECRET + "/more"), 404),
        (post(secret=""), 404),
        (post(secret="%00"), 404),
        (post(secret="%E2%82%AC"), 404),  # no ASCII: compared as bytes
        (("GET", f"/-/webhook/courtlistener/{SECRET}", {}, b""), 405),
        (("GET", "/-/webhook/courtlistener/wrong", {}, b""), 404),  # a stranger learns nothing of methods
        (("PUT", f"/-/webhook/courtlistener/{SECRET}", {}, BODY), 405),
        (post(body=b""), 400),
        (post(body=b"x" * (MAX_BYTES + 1)), 413),
    ],
)
def test_what_is_not_let_in_leaves_nothing(world, folder, request_, status):
    [answer] = ask(world, Inbox(folder, SECRET), request_)
    assert answer.status_code == status and not folder.exists()


@pytest.mark.parametrize("key", [None, "../../etc/passwd", "a" * 65, "short", "a b c d e f"])
def test_a_key_that_is_no_name_is_replaced_by_the_hash_of_the_bytes(world, folder, key):
    ask(world, Inbox(folder, SECRET), post(key), post(key))
    [path] = folder.iterdir()
    assert path.name.startswith("sha256-") and path.parent == folder


def test_without_an_inbox_there_is_no_such_address(world, folder):
    [answer] = ask(world, None, post())
    assert answer.status_code in (403, 404, 405) and not folder.exists()


def test_plain_datasette_is_configured_in_its_metadata(world, folder):
    [answer] = ask(world, None, post(), configured={"inbox": str(folder), "webhook_secret": SECRET})
    assert answer.status_code == 200 and len(list(folder.iterdir())) == 1


def test_the_secret_is_shown_nowhere(world, folder):
    pages = [
        ("GET", path, {}, b"")
        for path in (
            "/-/metadata.json",
            "/-/settings.json",
            "/-/plugins.json",
            "/-/databases.json",
            "/status",
        )
    ]
    assert [
        page.status_code for page in ask(world, Inbox(folder, SECRET), *pages) if SECRET in page.text
    ] == []
    assert SECRET not in repr(Inbox(folder, SECRET)) + repr(load_settings({"TRACKER_WEBHOOK_SECRET": SECRET}))


def test_a_disk_that_takes_nothing_asks_for_the_message_again(world, tmp_path):
    (tmp_path / "inbox").write_text("a file where the folder should be")
    [answer] = ask(world, Inbox(tmp_path / "inbox", SECRET), post())
    assert answer.status_code == 503


def test_of_many_writers_of_one_key_one_writes(folder):
    now, wrote = datetime.now(UTC), []
    threads = [
        threading.Thread(
            target=lambda: wrote.append(write_message(folder, {"idempotency-key": KEY}, BODY, now))
        )
        for _ in range(16)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(wrote) == [False] * 15 + [True] and [path.name for path in folder.iterdir()] == [
        f"{KEY}.webhook"
    ]


@pytest.mark.parametrize(
    "secret", ["short", "with spaces with spaces with spaces", "slash/slash/slash/slash/slash"]
)
def test_a_secret_that_can_be_guessed_or_is_no_part_of_an_address_is_refused(secret):
    with pytest.raises(SettingError, match="TRACKER_WEBHOOK_SECRET"):
        load_settings({"TRACKER_WEBHOOK_SECRET": secret})


def test_over_the_wire_and_into_the_archive(home):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "tracker", "serve", "--port", str(port)],
        cwd=ROOT,
        env=environment(home, TRACKER_WEBHOOK_SECRET=SECRET),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert "Serving" in process.stdout.readline()
        url = f"http://127.0.0.1:{port}/-/webhook/courtlistener/"
        request = urllib.request.Request(
            url + SECRET, BODY, {"Idempotency-Key": KEY, "Content-Type": "application/json"}
        )
        for attempt in range(20):
            try:
                with urllib.request.urlopen(request, timeout=10) as answer:
                    assert answer.status == 200
                break
            except urllib.error.URLError:  # the address is said before the pages are loaded
                assert attempt < 19
                time.sleep(0.5)
        with pytest.raises(urllib.error.HTTPError, match="404"):
            urllib.request.urlopen(urllib.request.Request(url + "x" * 27, BODY), timeout=10)
    finally:
        process.terminate()
        said = process.communicate(timeout=20)[0]
    assert SECRET not in said
    assert len(list((home / "inbox").iterdir())) == 1
    done = tracker(home, "inbox")
    assert (
        "courtlistener_webhooks: 1 looked at, 1 new" in done.stdout and list((home / "inbox").iterdir()) == []
    )
