"""Posts a few bytes to a web address that the operator configured.

It does not use `scrapers/http/get.py`: that client requests pages from other people's servers, with robots
rules, budgets, conditional requests and redirects. This one follows no redirect, verifies TLS, keeps no
cookie, and leaves retries to the outbox.
"""

import http.client
import re
import socket
import ssl
from urllib.parse import urlsplit

from publish.links import web_address
from scrapers.http.connections import Deadline
from scrapers.http.get import user_agent
from tracker.alerts.channels import channel
from tracker.alerts.channels.channel import Delivery, words_of
from tracker.alerts.places import LOOPBACK, Keys
from tracker.settings import VERSION


def check_address(keys: Keys, kind: str, address: str) -> None:
    """Check the address; messages do not repeat it, since anyone who knows a Slack address can post there."""
    may_be_plain = keys.flag("plain_http")
    parts = urlsplit(address) if web_address(address) and address.isascii() else None
    if parts is None:
        keys.refuse(f"{kind} is not a web address; write https://, a host and a path")
    try:
        _ = parts.port  # the port is checked only when it is read
    except ValueError:
        keys.refuse(f"{kind} has no such port")
    if parts.scheme == "http" and not may_be_plain and parts.hostname not in LOOPBACK:
        keys.refuse(
            f"{kind} begins with http://, so anybody on the way can read it; write https://, or plain_http = true"
        )


def post(address: str, message_id: str, body: bytes, contact: str | None, **signature: str) -> Delivery:
    """Post JSON to an address. Any 2xx is an acknowledgment; 410 says that the receiver is gone."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": user_agent(contact, VERSION),
        "Idempotency-Key": message_id,
        "Connection": "close",
        **{name.replace("_", "-"): value for name, value in signature.items()},
    }
    parts = urlsplit(address)
    assert parts.hostname is not None  # a place whose address has no host is refused
    connection = (
        http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=channel.SECONDS, context=ssl.create_default_context()
        )
        if parts.scheme == "https"
        else http.client.HTTPConnection(parts.hostname, parts.port, timeout=channel.SECONDS)
    )
    try:
        with Deadline(channel.WHOLE_SECONDS, lambda: connection.sock.shutdown(socket.SHUT_RDWR)):
            connection.request(
                "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers
            )
            answer = connection.getresponse()
            return _judge(answer.status, answer.getheader("Retry-After"))
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Delivery(error=words_of(error), is_busy=True)
    finally:
        connection.close()


def _judge(status: int, retry_after: str | None) -> Delivery:
    if 200 <= status < 300:
        return Delivery(is_sent=True)
    if status == 410:
        return Delivery(error="HTTP 410: nobody is there any more", is_final=True, is_gone=True)
    wait = int(retry_after) if retry_after and re.fullmatch(r"\d{1,7}", retry_after, re.ASCII) else None
    words = f"HTTP {status}"
    if 300 <= status < 400:
        words += ": it redirects; write the address it leads to"
    return Delivery(error=words, is_busy=status == 429 or status >= 500, wait_seconds=wait)
