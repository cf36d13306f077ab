"""Snapshot: the exact bytes of one response, and where and when they came from.

It is in this room because three others pass it on: `scrapers` makes it, `db` keeps it, `tracker` hands it
from one to the other.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property


class ScopeKind(StrEnum):
    """How much of the docket a page shows. A disappearance counts only within that part."""

    COMPLETE = "complete"  # the whole register
    DATES = "dates"  # entries filed from `first` to `last`, both ISO dates
    NUMBERS = "numbers"  # entries numbered from `first` to `last`
    WINDOW = "window"  # what happened recently (a feed), or one message
    LABEL = "label"  # no register at all: only a header or a label


class Form(StrEnum):
    """What sort of thing a snapshot is; `db/merge/__init__.py` ranks values by it."""

    SHEET = "sheet"  # the court's own docket page or its data
    API = "api"  # a third party's structured copy
    RECAP = "recap"  # an Internet Archive RECAP item
    EMAIL = "email"  # a notice of electronic filing
    FEED = "feed"  # a court's RSS feed
    OPINION = "opinion"  # a court's own opinion or order, as a file
    CURATED = "curated"  # our own reviewed CSV; only the latest of each URL counts
    CORRECTION = "correction"  # the operator's corrections; the latest counts, applied last


@dataclass(frozen=True)
class Scope:
    kind: ScopeKind = ScopeKind.WINDOW
    first: str | None = None
    last: str | None = None


@dataclass(frozen=True)
class Listing:
    """Which of a court's lists was read, and what it showed: a short key for each item, for all dockets.

    `keys` is None if the server said that nothing changed. A key identifies no person: it is a digest, or an
    address of the court's own.
    """

    name: str
    keys: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Snapshot:
    """One response or one imported file.

    `fetched_at` and `as_of` are UTC instants with ``Z`` (`as_of` may be a bare court-local date if the page
    prints only a date). `as_of_basis` says where it was read: ``page``, ``feed``, ``file``, ``fetch`` or
    ``review``. `kind` is the source's own name for the format (``district_html``, ``acms_json`` …).
    `raw_hash` is the SHA-256 of what the server sent, before anything was removed; `compare_hash` is given if
    the bytes change without the content (feeds). `window_from`, `window_to` and `item_count` describe a whole
    feed, before the filter. `validator_key` is the key under which the ledger keeps `etag` and
    `last_modified` once this is archived. `is_not_modified`: the server said that nothing changed since the
    last request; `body` is empty. `listing` is only for the ledger (db/list_days.py), and not archived.
    `is_unreadable`: fetched and archived, but the source saw at once that it cannot be read. `lost`: the
    archived bytes were erased ("purged"), or are not those that were archived ("damaged"); `body` is then
    empty, and `kept_id` and `kept_hash` are still those of the original bytes.
    """

    source: str
    url: str
    fetched_at: str
    body: bytes
    form: Form
    court_id: str | None = None
    kind: str | None = None
    media_type: str | None = None
    as_of: str | None = None
    as_of_basis: str = "fetch"
    scope: Scope = Scope()
    raw_hash: str | None = None
    compare_hash: str | None = None
    window_from: str | None = None
    window_to: str | None = None
    item_count: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    validator_key: str | None = None
    is_not_modified: bool = False
    is_unreadable: bool = False
    lost: str | None = None
    kept_id: str | None = None
    kept_hash: str | None = None
    listing: Listing | None = field(default=None, repr=False, compare=False)

    @property
    def is_purged(self) -> bool:
        """Whether the archived bytes were erased."""
        return self.lost == "purged"

    @property
    def is_damaged(self) -> bool:
        """Whether the archived bytes are not those that were archived."""
        return self.lost == "damaged"

    @cached_property
    def body_hash(self) -> str:
        """SHA-256 of the archived bytes, in hex."""
        return self.kept_hash or hashlib.sha256(self.body).hexdigest()

    @cached_property
    def snapshot_id(self) -> str:
        """An id made only from content and time, so that it is the same in any archive."""
        if self.kept_id:
            return self.kept_id
        parts = f"{self.source}\n{self.url}\n{self.fetched_at}\n{self.body_hash}"
        return hashlib.sha256(parts.encode()).hexdigest()[:16]

    @property
    def difference(self) -> str:
        """The value that decides whether this differs from the last response for the same URL."""
        return self.compare_hash or self.body_hash
