"""Where dockets are found: the ids by which PACER and CourtListener know them, found by `tracker locate`.

Source   CourtListener's bulk file of dockets (https://www.courtlistener.com/help/api/bulk-data/, no key), and
         web addresses already in the record; supplied by `tracker locate`. Nothing is fetched here
Gives    PACER case ids, with which entries are requested from the Internet Archive, and CourtListener's
         docket ids
Lacks    dockets whose number is unknown; dockets never opened by anybody with CourtListener's browser
         extension
Quirks   an id is confirmed if the register prints our docket number *and* our caption; one that agrees only
         in the number, or that appears only in an address, is a hint, and is published as one
"""

import json
from collections.abc import Iterator

from docket.identity import normalize_docket_number
from docket.issues import ParseError
from docket.records import DocketRef, Locator
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from scrapers.source import Source

_KIND = "locators"
_KINDS = ("pacer_case_id", "courtlistener_docket_id")
_BASES = ("number_and_caption", "number", "address")


class Locate(Source):
    NAME = "locate"

    def parse(self, snapshot: Snapshot) -> Iterator[Locator]:
        """Yield one locator per line. Raises ParseError, naming the line: unknown-kind, changed-form."""
        if snapshot.kind != _KIND:
            raise ParseError(
                f"{snapshot.url}: {self.NAME} reads no files of kind {snapshot.kind!r}", code="unknown-kind"
            )
        for number, line in enumerate(snapshot.body.splitlines(), 1):
            try:
                row = json.loads(line)
                kind, basis, value = row["kind"], row["basis"], row["value"]
                if kind not in _KINDS or basis not in _BASES or not value.isdigit():
                    raise ValueError(f"{kind} {value!r} on the basis of {basis}")
                ref = DocketRef(
                    row["court_id"], normalize_docket_number(row["docket_number"], row["court_id"])
                )
                yield Locator(ref, kind, value, row["source_url"], basis, row["caption"])
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                raise ParseError(
                    f"{snapshot.url}, line {number}: {error}; run locate again", code="changed-form"
                ) from None


SOURCE = Locate()


def describe(body: bytes, name: str, as_of: str | None, fetched_at: str) -> Snapshot:
    """Return the snapshot of what was found in one place; the next snapshot from that place replaces it."""
    return Snapshot(
        source=Locate.NAME,
        url=f"locate:{name}",
        fetched_at=fetched_at,
        body=body,
        form=Form.CURATED,
        kind=_KIND,
        media_type="application/x-ndjson",
        as_of=as_of or fetched_at,
        as_of_basis="file" if as_of else "fetch",
        scope=Scope(ScopeKind.LABEL),
        item_count=body.count(b"\n"),
    )
