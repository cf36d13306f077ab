"""Connections that ask nothing keep nobody out."""

import http.client
import resource
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from publish.sockets import MOST_CONNECTIONS, make_server
from tests.publish.test_readers_sql import FULL
from tests.worlds.serving import SECONDS, serving


async def hello(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"hi"})


@contextmanager
def running(app=hello, **how):
    server = make_server(app, **how)
    server.config.lifespan = "off"
    listener = socket.create_server(("127.0.0.1", 0))
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


def ask(port, path="/"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


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


def test_a_byte_now_and_then_is_no_question():
    with running(header_seconds=0.5) as port, socket.create_connection(("127.0.0.1", port)) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\n")
        assert is_fed_up(slow)


async def hello_to_all_of_it(scope, receive, send):
    more = scope["type"] == "http"
    while more:
        more = (await receive()).get("more_body", False)
    await hello(scope, receive, send)


def test_a_body_that_comes_a_byte_at_a_time_is_no_question():
    with (
        running(header_seconds=0.5, app=hello_to_all_of_it) as port,
        socket.create_connection(("127.0.0.1", port)) as slow,
    ):
        slow.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n")
        assert is_fed_up(slow)


def test_many_bodies_that_do_not_come_keep_nobody_out():
    with running(header_seconds=600, most=20, app=hello_to_all_of_it) as port:
        waiting = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        for connection in waiting:
            connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n")
        assert [ask(port) for _ in range(5)] == [200] * 5
        assert is_closed(waiting[0])
        for connection in waiting:
            connection.close()


def test_a_body_that_comes_in_pieces_is_taken():
    with (
        running(header_seconds=SECONDS, app=hello_to_all_of_it) as port,
        socket.create_connection(("127.0.0.1", port)) as connection,
    ):
        connection.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\n")
        for byte in (b"a", b"b", b"c"):
            time.sleep(0.05)
            connection.sendall(byte)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        assert (answer.status, answer.read()) == (200, b"hi")


def test_the_next_question_on_a_connection_has_its_own_time():
    with running(header_seconds=3.0) as port, socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(3):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            answer = http.client.HTTPResponse(connection)
            answer.begin()
            assert (answer.status, answer.read()) == (200, b"hi")
            time.sleep(0.4)
        assert is_closed(connection)


def test_many_silent_connections_keep_nobody_out():
    with running(header_seconds=600, most=20) as port:
        silent = [socket.create_connection(("127.0.0.1", port)) for _ in range(60)]
        assert [ask(port) for _ in range(5)] == [200] * 5
        assert is_closed(silent[0]), "who has been silent longest goes first"
        for connection in silent:
            connection.close()


@pytest.mark.skipif(not FULL, reason="a thousand sockets")
def test_a_thousand_silent_connections_do_not_stop_the_server(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, hard), hard))
    try:
        with serving(tmp_path) as site:
            silent = [
                socket.create_connection(("127.0.0.1", site.port)) for _ in range(MOST_CONNECTIONS + 50)
            ]
            assert {
                site.ask(path)[0] for path in ("/", "/-/healthz", "/api/v1/cases", "/docket?sql=select+1")
            } == {200}
            for connection in silent:
                connection.close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
