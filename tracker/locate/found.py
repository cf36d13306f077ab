"""The numbers found, as a snapshot to archive: one line of JSON each."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from docket.records import DocketRef
from docket.snapshot import Snapshot
from scrapers.sources import locate as source


@dataclass(frozen=True)
class Find:
    """One number of one docket. `basis` says what it rests on (docket/records.py, Locator)."""

    ref: DocketRef
    kind: str
    value: str
    basis: str
    caption: str | None
    source_url: str | None


def make_snapshot(finds: Iterable[Find], name: str, as_of: str | None, fetched_at: str) -> Snapshot:
    """Return the finds of one place (`bulk`, `addresses`) as a snapshot; the same finds give the same bytes."""
    lines = sorted(
        json.dumps(
            {
                "court_id": find.ref.court_id,
                "docket_number": find.ref.docket_number,
                "kind": find.kind,
                "value": find.value,
                "basis": find.basis,
                "caption": find.caption,
                "source_url": find.source_url,
            },
            ensure_ascii=False,
        )
        for find in set(finds)
    )
    return source.describe("".join(f"{line}\n" for line in lines).encode(), name, as_of, fetched_at)
