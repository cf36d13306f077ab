"""Sockets that a server cannot misdirect or stall: no private address, no endless trickle, no bomb.

urllib3 connection pools for `scrapers/http/get.py`. The check is made here, below the name lookup, because a
name that was public when checked may be private when we connect to it (DNS rebinding).
"""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from scrapers.failures import FetchError
from scrapers.http.urls import strip_secrets

_NAT64 = ipaddress.ip_network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address
# No server on the public internet has one of these, though Python's tables call some of them global.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        "64:ff9b:1::/48",  # RFC 8215: for local translators; can map to private IPv4 addresses
        "::/96",  # RFC 4291, 2.5.5.1: IPv4-compatible, deprecated; some systems still route it as IPv4
        "fec0::/10",  # RFC 3879: site-local, deprecated, private where it is still routed
        "192.88.99.0/24",  # RFC 7526: the relays of 6to4, deprecated
        "192.0.0.0/24",  # RFC 6890: protocol assignments, though Python calls some of them global
    )
)


@dataclass(frozen=True)
class Limits:
    """Limits in seconds and bytes. A wait longer than `longest_wait` is returned as ``retry_at``."""

    connect_seconds: float = 5
    read_seconds: float = 20
    body_seconds: float = 120
    max_bytes: int = 50 * 1024 * 1024
    longest_wait: float = 120


class PrivateAddress(Exception):
    """A host name resolved to an address that is not on the public internet."""


class Deadline:
    """Shuts a socket down after some seconds, whatever it is doing.

    A read timeout restarts with every byte, so a server that sends one byte at a time would otherwise hold up
    the daemon for hours.
    """

    def __init__(self, seconds: float, shut_down: Callable[[], None]) -> None:
        self.is_over = False
        self._shut_down = shut_down
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        try:
            self._shut_down()
        except (OSError, ValueError, RuntimeError, AttributeError):
            return  # it was closed or returned to the pool at the same moment


def check_public(address: str, host: str) -> None:
    """Raise PrivateAddress unless the IP address is global unicast.

    An IPv6 address that wraps an IPv4 one (mapped, 6to4, NAT64) is judged by the IPv4 address.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    ip = getattr(ip, "ipv4_mapped", None) or getattr(ip, "sixtofour", None) or ip
    if ip.version == 6 and ip in _NAT64:
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if not ip.is_global or ip.is_multicast or any(ip in block for block in _NOT_PUBLIC):
        raise PrivateAddress(f"{host} leads to {address}, which is not a public address")


class _Limited(HTTPConnection):
    """A connection whose response headers must be complete within three read timeouts."""

    def getresponse(self):
        seconds = self.timeout
        if not isinstance(seconds, (int, float)):
            return super().getresponse()
        with Deadline(3 * seconds, lambda: self.sock.shutdown(socket.SHUT_RDWR)):
            return super().getresponse()


class _Public(HTTPConnection):
    """A connection that checks every address of the name before connecting, and the peer before sending any
    byte."""

    def _new_conn(self) -> socket.socket:
        try:
            addresses = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError):
            return super()._new_conn()  # fails in the same way, with the library's own error
        for *_, address in addresses:
            check_public(str(address[0]), self.host)
        connected = super()._new_conn()
        try:
            check_public(connected.getpeername()[0], self.host)
        except PrivateAddress:
            connected.close()
            raise
        return connected


def _pools(*guards: type[HTTPConnection]) -> dict[str, type[Any]]:
    """Return urllib3's pools by scheme, with connections that run these guards before the library's own
    steps."""
    return {
        "http": type(
            "Pool", (HTTPConnectionPool,), {"ConnectionCls": type("HTTP", (*guards, HTTPConnection), {})}
        ),
        "https": type(
            "Pool", (HTTPSConnectionPool,), {"ConnectionCls": type("HTTPS", (*guards, HTTPSConnection), {})}
        ),
    }


OPERATOR_POOLS = _pools(_Limited)  # for addresses that the operator configured
PUBLIC_POOLS = _pools(_Limited, _Public)  # for everything else


def read_body(raw: BaseHTTPResponse, limits: Limits, shown: str) -> bytes:
    """Return the decoded body. Raises FetchError if it is too large, too slow or breaks off.

    The cap counts decoded bytes, since a gzip bomb is small on the wire.
    """
    body, deadline = bytearray(), Deadline(limits.body_seconds, raw.shutdown)
    try:
        with deadline:
            while chunk := raw.read1(64 * 1024, decode_content=True):
                body += chunk
                if len(body) > limits.max_bytes:
                    raise FetchError(
                        f"{shown}: larger than {limits.max_bytes} bytes; nothing was kept", shown, raw.status
                    )
    except (HTTPError, OSError) as error:
        if not deadline.is_over:
            raise FetchError(
                f"{shown}: broke off while sending ({reason_of(error)})", shown, raw.status
            ) from None
    if deadline.is_over:
        raise FetchError(f"{shown}: not sent whole within {limits.body_seconds:g} seconds", shown, raw.status)
    return bytes(body)


def reason_of(error: Exception) -> str:
    """Return a short description of the error, without the keys that urllib3 quotes from the URL.

    A server's first line can be 64 KiB of anything, and is quoted too.
    """
    return strip_secrets(str(cause_of(error) or type(error).__name__))[:200]


def cause_of(error: Exception):
    """Return the urllib3 error that caused an error of requests."""
    inner = error.args[0] if error.args else error
    return getattr(inner, "reason", None) or inner
