"""Connections that ask nothing keep nobody out."""

import http.client
import socket
import threading
import time
from contextlib import ExitStack, contextmanager, suppress

import pytest

from publish.sockets import make_server
from tests.worlds.serving import SECONDS, get


async def hello(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"hi"})


async def hello_to_all_of_it(scope, receive, send):
    more = scope["type"] == "http"
    while more:
        more = (await receive()).get("more_body", False)
    await hello(scope, receive, send)


@contextmanager
def running(app=hello, send_bytes=None, **how):
    server = make_server(app, **how)
    server.config.lifespan = "off"
    listener = socket.create_server(("127.0.0.1", 0))
    if send_bytes is not None:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_bytes)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(15)


def is_closed(connection) -> bool:
    """Return whether the server ended the connection; waits for it."""
    connection.settimeout(SECONDS)
    try:
        return connection.recv(1) == b""
    except ConnectionResetError:
        return True
    except TimeoutError:
        return False


def is_fed_up(slow) -> bool:
    """Send a byte now and then; return whether the server ended the connection."""
    deadline = time.monotonic() + SECONDS
    slow.settimeout(0.05)
    while time.monotonic() < deadline:
        try:
            slow.sendall(b"X")
            if slow.recv(1) == b"":
                return True
        except TimeoutError:
            continue
        except ConnectionError:
            return True
    return False


@pytest.mark.parametrize("begun", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: x\r\nX-Y: "])
def test_who_does_not_say_what_is_asked_is_let_go(begun):
    with running(header_seconds=0.3) as port, socket.create_connection(("127.0.0.1", port)) as silent:
        silent.sendall(begun)
        assert is_closed(silent)


@pytest.mark.parametrize(
    "begun",
    [b"GET / HTTP/1.1\r\n", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n"],
    ids=["of a head", "of a body"],
)
def test_a_byte_now_and_then_is_no_question(begun):
    with (
        running(header_seconds=0.5, app=hello_to_all_of_it) as port,
        socket.create_connection(("127.0.0.1", port)) as slow,
    ):
        slow.sendall(begun)
        assert is_fed_up(slow)


@pytest.mark.parametrize(
    "begun",
    [b"", b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"],
    ids=["silent", "a body to come"],
)
def test_many_who_ask_nothing_keep_nobody_out(begun):
    """More connections than may wait are opened; others are answered, and the oldest ends."""
    with running(header_seconds=600, most=20, app=hello_to_all_of_it) as port, ExitStack() as opened:
        waiting = [opened.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(60)]
        for connection in waiting:
            connection.sendall(begun)
        assert [get(port, "/")[0].status for _ in range(5)] == [200] * 5
        assert is_closed(waiting[0]), "who has been silent longest goes first"


def read_hello(connection):
    answer = http.client.HTTPResponse(connection)
    answer.begin()
    assert (answer.status, answer.read()) == (200, b"hi")


def test_a_body_that_comes_in_pieces_is_taken():
    with (
        running(header_seconds=SECONDS, app=hello_to_all_of_it) as port,
        socket.create_connection(("127.0.0.1", port)) as connection,
    ):
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
        for byte in (b"a", b"b", b"c"):
            time.sleep(0.05)
            connection.sendall(byte)
        read_hello(connection)


def test_the_next_question_on_a_connection_has_its_own_time():
    with running(header_seconds=1.5) as port, socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            read_hello(connection)
            time.sleep(0.8)  # the third is asked when the first one's time is over
        assert is_closed(connection)


LONG = b"x" * 600_000


async def long_answer(scope, receive, send):
    """One body, as our pages are, or with "/parts" many, as an export is."""
    if scope["type"] != "http":
        return
    length = str(len(LONG)).encode()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", length)]})
    parts = 60 if scope["path"] == "/parts" else 1
    for number in range(parts):
        size = len(LONG) // parts
        await send({"type": "http.response.body", "body": LONG[:size], "more_body": number + 1 < parts})


@contextmanager
def slowly_reading(port, path):
    """A reader behind small buffers, so that what it does not take waits in the server."""
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    with reader:
        reader.connect(("127.0.0.1", port))
        reader.settimeout(SECONDS)
        reader.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".encode())
        yield reader


@pytest.mark.parametrize("path", ["/", "/parts"])
def test_a_slow_reader_gets_all_of_an_answer(path):
    """1,325,574 of 1,458,108 bytes came at 80 kB a second: the time began when the answer was written into a buffer."""
    with (
        running(header_seconds=1.0, app=long_answer, send_bytes=8192) as port,
        slowly_reading(port, path) as reader,
    ):
        taken, began = bytearray(), time.monotonic()
        while piece := reader.recv(16_384):
            taken += piece
            time.sleep(0.025)  # 600 kB in more than two seconds, twice as long as a silent connection has
        assert taken.endswith(LONG[-1000:]) and len(taken) >= len(LONG)
        assert time.monotonic() - began > 1


@pytest.mark.parametrize("path", ["/", "/parts"])
def test_a_reader_who_takes_nothing_is_let_go(path):
    with (
        running(header_seconds=0.3, app=long_answer, send_bytes=8192) as port,
        slowly_reading(port, path) as reader,
    ):
        assert reader.recv(10)
        time.sleep(2)
        taken = 0
        with suppress(ConnectionResetError):
            while piece := reader.recv(65_536):
                taken += len(piece)
        assert taken < len(LONG)
