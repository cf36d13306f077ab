"""Sockets that cannot be led astray: no private address, no endless trickle.

urllib3 connection pools for `scrapers/http.py`. The check sits here, under the name look-up,
because a name that was public when it was checked may be private when it is connected to
(DNS rebinding).
"""

import ipaddress
import socket
import threading
from collections.abc import Callable

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class PrivateAddress(Exception):
    """A host name led to an address that is not on the public internet."""


class Deadline:
    """Shut a socket down after some seconds, whatever it is doing.

    A read timeout begins anew with every byte, so a server that sends one byte at a time
    would otherwise hold the daemon for hours.
    """

    def __init__(self, seconds: float, shut_down: Callable[[], None]):
        self.is_over = False
        self._shut_down = shut_down
        self._timer = threading.Timer(seconds, self._end)
        self._timer.daemon = True

    def __enter__(self) -> "Deadline":
        self._timer.start()
        return self

    def __exit__(self, *error) -> None:
        self._timer.cancel()

    def _end(self) -> None:
        self.is_over = True
        try:
            self._shut_down()
        except (OSError, ValueError, RuntimeError, AttributeError):
            return                       # it was closed, or given back, in the same moment


def check_public(address: str, host: str) -> None:
    """Raise PrivateAddress unless the IP address is global unicast.

    An IPv6 address that wraps an IPv4 one (mapped, 6to4) is judged by both.
    """
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = [found for found in (getattr(ip, "ipv4_mapped", None), getattr(ip, "sixtofour", None)) if found]
    for each in [ip] if not inner else inner:
        if not each.is_global or each.is_multicast:
            raise PrivateAddress(f"{host} leads to {address}, which is not a public address")


class _Limited:
    """Headers must be complete within three read timeouts."""

    def getresponse(self):
        seconds = self.timeout
        if not isinstance(seconds, (int, float)):
            return super().getresponse()
        with Deadline(3 * seconds, lambda: self.sock.shutdown(socket.SHUT_RDWR)):
            return super().getresponse()


class _Public:
    """Every address of the name is checked before connecting, and the peer before a byte is sent."""

    def _new_conn(self) -> socket.socket:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError):
            return super()._new_conn()           # fails in the same way, with the library's own error
        for *_, address in found:
            check_public(address[0], self.host)
        connected = super()._new_conn()
        try:
            check_public(connected.getpeername()[0], self.host)
        except PrivateAddress:
            connected.close()
            raise
        return connected


class _OperatorHTTP(_Limited, HTTPConnection):
    pass


class _OperatorHTTPS(_Limited, HTTPSConnection):
    pass


class _PublicHTTP(_Limited, _Public, HTTPConnection):
    pass


class _PublicHTTPS(_Limited, _Public, HTTPSConnection):
    pass


def _pools(plain: type, secure: type) -> dict[str, type]:
    return {
        "http": type("Pool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("Pool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }


OPERATOR_POOLS = _pools(_OperatorHTTP, _OperatorHTTPS)     # addresses the operator configured
PUBLIC_POOLS = _pools(_PublicHTTP, _PublicHTTPS)           # everything else
