"""What a source is, and how the sources are found.

A source is a module in ``scrapers/sources`` with the constants and functions below; there is
no register to edit.
"""

import importlib
import pkgutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Protocol

from docket.issues import Issue
from docket.records import DocketRef
from docket.snapshot import Snapshot


class FetchError(Exception):
    """The network or the court failed. What arrived before it is still worth parsing.

    `url` is without secrets. `retry_at` is a UTC instant when the server named one.
    """

    def __init__(self, message: str, url: str | None = None, status: int | None = None, retry_at: str | None = None):
        super().__init__(message)
        self.url = url
        self.status = status
        self.retry_at = retry_at


@dataclass(frozen=True)
class WatchList:
    """The dockets whose news we want (design section 5), by every name they go by."""

    refs: tuple[DocketRef, ...] = ()

    def court_ids(self) -> set[str]:
        return {ref.court_id for ref in self.refs}

    def in_court(self, court_id: str) -> tuple[DocketRef, ...]:
        return tuple(ref for ref in self.refs if ref.court_id == court_id)


class Source(Protocol):
    """The shape of a module in ``scrapers/sources``.

    NAME            as the command line and the tables say it
    EVERY_MINUTES   rhythm of the daemon, ``None`` for a source that is never polled
    NETWORK         whether ``fetch`` leaves the machine
    fetch(http, watch)   yields a Snapshot per answer and a FetchError per failure
    parse(snapshot)      yields records and issues; raises ParseError if the page is not what
                         we believed. Pure: no network, no clock, no database.
    """

    NAME: str
    EVERY_MINUTES: int | None
    NETWORK: bool

    def fetch(self, http, watch: WatchList) -> Iterator[Snapshot | FetchError]: ...

    def parse(self, snapshot: Snapshot) -> Iterable[object | Issue]: ...


def load_sources() -> dict[str, ModuleType]:
    """Return every source module by name, in alphabetical order."""
    package = importlib.import_module("scrapers.sources")
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__) if not m.name.startswith("_"))
    modules = [importlib.import_module(f"scrapers.sources.{name}") for name in names]
    return {module.NAME: module for module in modules}
