"""One attempt to bring a message to a place, and what the place answered.

Not through `scrapers/http/get.py`: that client asks other people's servers for pages, with robots rules, budgets,
conditions and redirects, and this one brings a few bytes to an address that the operator wrote. It follows no
redirect, verifies TLS, keeps no cookie, and its retries are the outbox's. Webhooks are signed as the Standard
Webhooks specification (standardwebhooks.com) says, so that a receiver can use one of its libraries.
"""

import base64
import hashlib
import hmac
import http.client
import re
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import SplitResult, urlsplit

from scrapers.http.connections import Deadline
from scrapers.http.get import user_agent
from tracker.alerts.config import Mail, Place
from tracker.settings import VERSION

_SECONDS = 10  # of silence
_WHOLE_SECONDS = 30  # of one attempt
_EMAIL = re.compile(r"\S+@\S+")


@dataclass(frozen=True)
class Answer:
    """What came of an attempt: `is_sent`; else `error` in words without addresses or secrets.

    `is_final`: it will never be taken; `is_gone`: nothing will. `is_busy`: the place, not the message, is at
    fault, and others need not be tried now. `wait_seconds`: what the place asked for.
    """

    is_sent: bool = False
    error: str | None = None
    is_final: bool = False
    is_gone: bool = False
    is_busy: bool = False
    wait_seconds: int | None = None


def sign(secrets: tuple[bytes, ...], message_id: str, timestamp: int, body: bytes) -> str:
    """Return the header ``webhook-signature``: for each secret ``v1,`` and the HMAC-SHA256 of id, time and body."""
    signed = f"{message_id}.{timestamp}.".encode() + body
    return " ".join(
        "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode() for secret in secrets
    )


def post(place: Place, message_id: str, body: bytes, now: datetime, contact: str | None = None) -> Answer:
    """Bring a message to a webhook. Any 2xx is an acknowledgement; 410 says that nobody is there any more."""
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": user_agent(contact, VERSION),
        "Idempotency-Key": message_id,
        "Connection": "close",
    }
    if place.secrets:
        stamp = int(now.timestamp())
        headers |= {
            "webhook-id": message_id,
            "webhook-timestamp": str(stamp),
            "webhook-signature": sign(place.secrets, message_id, stamp, body),
        }
    parts = urlsplit(place.address)
    connection = _connect_to(parts)
    try:
        with Deadline(_WHOLE_SECONDS, lambda: connection.sock.shutdown(socket.SHUT_RDWR)):
            connection.request(
                "POST", (parts.path or "/") + (f"?{parts.query}" if parts.query else ""), body, headers
            )
            answer = connection.getresponse()
            return _judge(answer.status, answer.getheader("Retry-After"))
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return Answer(error=_words_of(error), is_busy=True)
    finally:
        connection.close()


def _connect_to(parts: SplitResult) -> http.client.HTTPConnection:
    assert parts.hostname is not None  # a place whose address has no host is refused
    if parts.scheme == "https":
        return http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=_SECONDS, context=ssl.create_default_context()
        )
    return http.client.HTTPConnection(parts.hostname, parts.port, timeout=_SECONDS)


def _judge(status: int, retry_after: str | None) -> Answer:
    if 200 <= status < 300:
        return Answer(is_sent=True)
    if status == 410:
        return Answer(error="HTTP 410: nobody is there any more", is_final=True, is_gone=True)
    wait = int(retry_after) if retry_after and re.fullmatch(r"\d{1,7}", retry_after, re.ASCII) else None
    words = f"HTTP {status}"
    if 300 <= status < 400:
        words += ": it redirects; write the address it leads to"
    return Answer(error=words, is_busy=status == 429 or status >= 500, wait_seconds=wait)


def mail(server: Mail, message: EmailMessage) -> Answer:
    """Hand an e-mail to the server. Its acceptance of the text is the acknowledgement, whatever it says afterwards."""
    try:
        client = _open_mail(server)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return _judge_mail(error)
    try:
        with Deadline(_WHOLE_SECONDS, lambda: _break_off(client.sock)):
            if server.security == "starttls":
                client.starttls(context=ssl.create_default_context())
            if server.user and server.password is not None:  # they go together
                client.login(server.user, server.password)
            client.send_message(message)
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        client.close()
        return _judge_mail(error)
    with suppress(OSError, smtplib.SMTPException):
        client.quit()
    return Answer(is_sent=True)


def _break_off(connected: socket.socket | None) -> None:
    if connected is not None:
        connected.shutdown(socket.SHUT_RDWR)


def _open_mail(server: Mail) -> smtplib.SMTP:
    if server.security == "tls":
        return smtplib.SMTP_SSL(
            server.host, server.port, timeout=_SECONDS, context=ssl.create_default_context()
        )
    return smtplib.SMTP(server.host, server.port, timeout=_SECONDS)


def _judge_mail(error: Exception) -> Answer:
    """A 5xx about this message or its recipient is for good (RFC 5321, 4.2.1); about us or the server it is not."""
    words: bytes | str
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
    elif isinstance(error, smtplib.SMTPResponseException):
        code, words = error.smtp_code, error.smtp_error
    else:
        return Answer(error=_words_of(error), is_busy=True)
    is_of_message = isinstance(error, smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError)
    return Answer(
        error=f"SMTP {code}: {_shown(words)}",
        is_final=is_of_message and code >= 500,
        is_busy=not is_of_message,
    )


def _words_of(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "no answer in time"
    return f"{type(error).__name__}: {_shown(getattr(error, 'strerror', None) or str(error))}"


def _shown(words: bytes | str) -> str:
    """A server's words: one short line, without addresses of people."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    printable = "".join(char if char.isprintable() else " " for char in text)
    return _EMAIL.sub("[address]", " ".join(printable.split()))[:160]
