"""Where alerts arrive: a real HTTP server for webhooks and a real SMTP server, which keep all they took."""

import json
import socket
import sqlite3
import time
from collections import Counter
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from aiosmtpd.controller import Controller

from tests.worlds.loopback import Served
from tests.worlds.serving import free_port


class Webhook(Served):
    """Answers each POST with the next of `answers` (the last one stays): a status, or one of the words

    "die": takes the body and closes without an answer; "half": breaks off in the status line; "slow": waits
    longer than the sender does; "drip": sends a byte of the header now and then. `taken` keeps
    (path, headers, body) of all that was acknowledged, `seen` of all that came;
    `has_ended`: a slow or dripping answer came to its end, so nobody hung up.
    """

    def __init__(self, *answers, headers=None):
        self.answers, self.headers = list(answers or [204]), headers or {}
        self.taken, self.seen, self.has_ended = [], [], False
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/hook"

    def _handler(receiver):
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                come = (self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                receiver.seen.append(come)
                answer = receiver.answers.pop(0) if len(receiver.answers) > 1 else receiver.answers[0]
                if isinstance(answer, str):
                    return getattr(self, answer)()
                if 200 <= answer < 300:
                    receiver.taken.append(come)
                self.send_response(answer)
                for name, value in receiver.headers.items():
                    self.send_header(name, value)
                self.end_headers()

            def die(self):
                self.connection.shutdown(socket.SHUT_RDWR)

            def half(self):
                self.wfile.write(b"HTTP/1.1 20")

            def slow(self):
                time.sleep(60)
                receiver.has_ended = True

            def drip(self):
                self.wfile.write(b"HTTP/1.1 200 OK\r\n")
                with suppress(OSError):  # until the sender hangs up
                    for number in range(90):  # http.client reads a hundred headers at most
                        self.wfile.write(b"X-%d: x\r\n" % number)
                        time.sleep(0.2)
                    receiver.has_ended = True

            def log_message(self, *args):
                pass

        return Handler

    def changes(self) -> Counter:
        """Return how often each change was acknowledged, by id."""
        return Counter(
            change["change_id"] for _, _, body in self.taken for change in json.loads(body)["data"]["changes"]
        )

    def came(self) -> Counter:
        """Return how often each message came, acknowledged or not, by key."""
        return Counter(headers["idempotency-key"] for _, headers, _ in list(self.seen))

    def keys(self) -> Counter:
        return Counter(headers["idempotency-key"] for _, headers, _ in self.taken)


class Acknowledged:
    """What the ledger of a killed process knows to be acknowledged, and how often any of that came again."""

    def __init__(self, there: Webhook):
        self._there, self._seen = there, {}

    def look(self, path) -> None:
        """Read the ledger after a kill, before the next process begins."""
        if not path.exists():
            return
        db = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=30)
        try:
            noted = [row[0] for row in db.execute("select message_id from messages where state = 'sent'")]
        except sqlite3.OperationalError:  # killed before there were tables
            noted = []
        finally:
            db.close()
        came = self._there.came()
        self._seen = {name: came[name] for name in noted} | self._seen

    def __len__(self) -> int:
        return len(self._seen)

    def again(self) -> int:
        came = self._there.came()
        return sum(came[name] - count for name, count in self._seen.items())


class Post:
    """A mail server. `answers` are what it says to each text it is given, the last one stays; `refused` recipients
    get `refusal`. `taken` keeps (recipients, text) of what it accepted; `secrets`, if given, are user and password."""

    def __init__(self, *answers, refused=(), refusal="550 no such user", secrets=None):
        self.answers, self.refused, self.refusal = list(answers or ["250 taken"]), refused, refusal
        self.taken = []
        options = {}
        if secrets:
            options = {
                "auth_required": True,
                "auth_require_tls": False,
                "auth_callback": lambda mechanism, login, password: (
                    (login, password) == tuple(s.encode() for s in secrets)
                ),
            }
        self._controller = Controller(self, hostname="127.0.0.1", port=free_port(), **options)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address in self.refused:
            return self.refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if answer.startswith("250"):
            self.taken.append((envelope.rcpt_tos, envelope.content))
        return answer

    @property
    def port(self) -> int:
        return self._controller.port

    def __enter__(self):
        self._controller.start()
        return self

    def __exit__(self, *error):
        self._controller.stop()
