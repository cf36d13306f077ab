"""The server as an operator starts it: a process of its own on a free port of loopback."""

import http.client
import re
import subprocess
import threading
import time
from contextlib import contextmanager

from tests.worlds.command import environment, start
from tests.worlds.publishing import build_world

SECONDS = 90  # after which a test gives up on an answer; a busy machine is slow


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
        connection = self.begin(path, **headers)
        try:
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()


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
