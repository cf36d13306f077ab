"""A real HTTP server on loopback and a ledger in memory, for the tests of whatever fetches."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Page:
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Served:
    """A server that answers for as long as its context lasts."""

    _server: ThreadingHTTPServer

    def _serve(self) -> None:
        while not self._is_over:  # `serve_forever` would look a hundred times a second whether it is to end
            self._server.handle_request()

    def __enter__(self):
        self._is_over = False
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._is_over = True
        with suppress(OSError):  # somebody who asks for nothing, so that it sees that it is over
            socket.create_connection(self._server.server_address, timeout=5).close()
        self._thread.join()
        self._server.server_close()


class Server(Served):
    """Answers from `pages`: a path to a Page, a list of such (the last one stays), or a function of the handler
    that returns one or writes the answer itself. An unknown path is a 404. `asked` keeps (path, headers) of
    every request, `answered` the paths of the pages that were sent whole, each `pause` seconds after it was asked for.
    """

    def __init__(self, pages: dict[str, Page | list[Page] | Callable], pause: float = 0):
        self.pages, self.pause = pages, pause
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.answered: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self.host = f"127.0.0.1:{self._server.server_port}"

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def page_of(self, path: str):
        return self.pages.get(path, Page(status=404))

    def _handler(server):
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                server.asked.append((self.path, dict(self.headers)))
                page = server.page_of(self.path)
                if isinstance(page, list):
                    page = page.pop(0) if len(page) > 1 else page[0]
                if callable(page):
                    page = page(self)
                if not isinstance(page, Page):
                    return
                time.sleep(server.pause)
                self.send_response(page.status)
                for name, value in {"Content-Length": str(len(page.body)), **page.headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(page.body)
                if page.status == 200:
                    server.answered.append(self.path)

            def log_message(self, *args):
                pass

        return Handler


class MemoryLedger:
    """The ledger's promises, for as long as a test lasts."""

    def __init__(self):
        self.validators, self.spent, self.held, self.last, self.log, self.read = {}, {}, {}, {}, [], set()

    def get_validators(self, url):
        return self.validators.get(url, (None, None))

    def save_validators(self, url, etag, last_modified):
        self.validators[url] = (etag, last_modified)

    def was_read(self, url):
        return url in self.read

    def spent_on(self, host, day):
        return self.spent.get((host, day), 0)

    def spend(self, host, day):
        self.spent[host, day] = self.spent_on(host, day) + 1

    def held_until(self, host):
        return self.held.get(host, (None, None))[0]

    def hold(self, host, until, reason):
        self.held[host] = (until, reason)

    def last_request_at(self, host):
        return self.last.get(host)

    def saw_request(self, host, at):
        self.last[host] = at

    def log_request(self, host, at):
        self.log.append((host, at))

    def requests_since(self, host, at):
        return sorted(when for asked, when in self.log if asked == host and when >= at)


class Clock:
    """A clock that only sleeping moves on; `slept` keeps every sleep."""

    def __init__(self, start: str = "2026-03-10T12:00:00+00:00"):
        self.now = datetime.fromisoformat(start).astimezone(UTC)
        self.slept: list[float] = []

    def __call__(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)
