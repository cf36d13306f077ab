"""The server as an operator starts it: a process of its own on a free port of loopback."""

import http.client
import re
import socket
import subprocess
import threading
import time
from contextlib import contextmanager

import uvicorn

from publish.serve import make_datasette
from tests.worlds.command import environment, start
from tests.worlds.publishing import build_world

SECONDS = 90  # after which a test gives up on an answer; a busy machine is slow


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Wait until somebody listens on the port."""
    deadline = time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, process.stderr and process.stderr.read()
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"nothing listens on port {port}")


def get(port: int, address: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    """Return the answer and its body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    connection.request("GET", address, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


class Site:
    """The address of a server, and its process."""

    def __init__(self, port: int, process: subprocess.Popen):
        self.port, self.process = port, process

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=SECONDS)

    def begin(self, path: str, **headers: str) -> http.client.HTTPConnection:
        """Ask, and do not wait for the answer."""
        connection = self.connect()
        connection.request("GET", path, headers=headers)
        return connection

    def ask(self, path: str, **headers: str) -> tuple[int, bytes]:
        """Return status and body."""
        answer, body = get(self.port, path, **headers)
        return answer.status, body


class Race:
    """Requests that are answered side by side; `order` names those that are, first first, `status` with what."""

    def __init__(self, site: Site):
        self._site = site
        self.order: list[str] = []
        self.status: dict[str, int] = {}
        self.headers: dict[str, dict[str, str]] = {}
        self._threads: list[threading.Thread] = []

    def start(self, name: str, path: str, **headers: str) -> None:
        connection = self._site.begin(path, **headers)

        def wait():
            answer = connection.getresponse()
            answer.read()
            self.status[name], self.headers[name] = (
                answer.status,
                {key.lower(): value for key, value in answer.getheaders()},
            )
            self.order.append(name)
            connection.close()

        self._threads.append(threading.Thread(target=wait, daemon=True))
        self._threads[-1].start()

    def finish(self) -> None:
        deadline = time.monotonic() + SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        assert not any(thread.is_alive() for thread in self._threads), f"only {self.order} were answered"


@contextmanager
def serving(folder, afresh: bool = False, **more: str):
    """Serve what is in `folder`, or the small world; gives the Site. `more` goes into its environment."""
    if not (folder / "docket.db").exists():
        build_world(folder / "docket.db")
    process = start(
        ("serve", "--port", "0"),
        environment(folder, PYTHONUNBUFFERED="1", **more),
        afresh=afresh,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield Site(int(re.search(r":(\d+)/", process.stdout.readline())[1]), process)
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()


@contextmanager
def served(docket_path, archive_path=None):
    """Serve a docket database on loopback, in this process; gives its address."""
    datasette = make_datasette(docket_path, archive_path)
    server = uvicorn.Server(uvicorn.Config(datasette.app(), port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
