"""A web process that hangs is ended; one that is busy, or whose docket is away, is not."""

import asyncio
import sqlite3
import threading
import time

import pytest

from tracker.daemon.systemd import Notifier
from tracker.web_watch import WebWatch


class Told(Notifier):
    def __init__(self):
        self.words = []

    def notify_ready(self):
        self.words.append("ready")

    def beat(self):
        self.words.append("alive")


async def application(scope, receive, send):
    assert (await receive())["type"] == "lifespan.startup"
    await send({"type": "lifespan.startup.complete"})
    await receive()


async def serve_for(watch, work):
    """Start the application, do some work in the same loop, stop it; return what was sent."""
    sent, stop = [], asyncio.Event()
    messages = iter(({"type": "lifespan.startup"},))

    async def receive():
        for message in messages:
            return message
        await stop.wait()
        return {"type": "lifespan.shutdown"}

    async def send(message):
        sent.append(message["type"])

    running = asyncio.create_task(watch.around(application)({"type": "lifespan"}, receive, send))
    await asyncio.sleep(0.05)
    await work()
    stop.set()
    await running
    return sent


def watch_with(read, stuck, notices, after=60):
    """A watch that takes silence of so many seconds for the end: a busy machine keeps a good one waiting for some."""
    return WebWatch(read, notices, when_stuck=stuck.set, every=0.02, stuck_after=after)


async def until(has_come):
    deadline = time.monotonic() + 60
    while not has_come() and time.monotonic() < deadline:
        await asyncio.sleep(0.02)


async def nothing():
    return None


def test_it_says_that_it_is_ready_and_that_it_lives():
    stuck, notices = threading.Event(), Told()
    lives = lambda: "ready" in notices.words and notices.words.count("alive") > 3  # noqa: E731  # asked in a moment
    sent = asyncio.run(serve_for(watch_with(nothing, stuck, notices), lambda: until(lives)))
    assert sent == ["lifespan.startup.complete"] and notices.words[0] in ("ready", "alive")
    assert notices.words.count("alive") > 3 and "ready" in notices.words and not stuck.is_set()


async def hang(stuck):
    stuck.wait(60)  # the loop itself is held


async def wait_in_vain():
    await asyncio.sleep(3600)


@pytest.mark.parametrize(
    ("read", "work"),
    [(nothing, hang), (wait_in_vain, lambda stuck: until(stuck.is_set))],
    ids=["the loop is held", "nobody answers about the docket"],
)
def test_one_that_hangs_is_ended(read, work):
    stuck, notices = threading.Event(), Told()
    asyncio.run(serve_for(watch_with(read, stuck, notices, after=0.3), lambda: work(stuck)))
    assert stuck.is_set()


@pytest.mark.parametrize("error", [OSError("away"), sqlite3.OperationalError("unable to open")])
def test_a_docket_that_cannot_be_opened_is_no_reason_to_start_again(error):
    async def fail():
        raise error

    stuck, notices = threading.Event(), Told()
    lives = lambda: notices.words.count("alive") > 3  # noqa: E731  # asked in a moment
    asyncio.run(serve_for(watch_with(fail, stuck, notices), lambda: until(lives)))
    assert not stuck.is_set() and notices.words.count("alive") > 3


def test_after_the_end_nobody_looks():
    stuck, notices = threading.Event(), Told()
    asyncio.run(serve_for(watch_with(nothing, stuck, notices, after=0.3), nothing))
    time.sleep(0.5)
    assert not stuck.is_set()


def test_a_request_passes_through():
    passed = []

    async def app(scope, receive, send):
        passed.append(scope["type"])

    asyncio.run(WebWatch(nothing, Told()).around(app)({"type": "http"}, None, None))
    assert passed == ["http"]
