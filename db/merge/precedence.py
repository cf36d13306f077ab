"""Which value wins in each field. Pure, and independent of the order of arrival."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from db.readings import Reading, Sighting
from docket.snapshot import Form
from docket.vocabulary import Tier

Rows = dict[str, dict[str, Any]]  # rows of one table by primary key
# Source rank: sheet, CourtListener, RECAP, e-mail, RSS, verified catalog. A response saved by somebody ranks
# with mail: anybody can write such a file.
RANK = {"sheet": 6, "api": 5, "recap": 4, "email": 3, "feed": 2, "curated": 1}


def tier(form: str, is_verified: bool, is_label: bool = False) -> int:
    """Return 2 for full text, 1 for a label, 0 for a curator's unverified value."""
    if form == "curated" and not is_verified:
        return 0
    return 1 if is_label or form == "feed" else 2


def priority(sighting: Sighting, is_verified: bool = True, is_label: bool = False) -> tuple[Any, ...]:
    """Return the sort key by which values of one field are compared; the greatest wins.

    Full text before label, then the newest page, then the source's rank; a tie goes to the page archived
    last, also in a rebuild.
    """
    rank = RANK.get(sighting.form, 0)
    is_saved = sighting.form == "api" and sighting.url.startswith("import:")
    return (
        tier(sighting.form, is_verified, is_label),
        sighting.as_of,
        min(rank, RANK["email"]) if is_saved else rank,
        sighting.is_fetched,
        sighting.fetched_at,
        sighting.arrival,
        sighting.snapshot_id,
    )


class Provenance:
    """The pages that gave a row its values, and when the row was first and last seen."""

    def __init__(self, sightings: Iterable[Sighting] = ()) -> None:
        self.sightings = list(sightings)

    def add(self, sighting: Sighting) -> None:
        self.sightings.append(sighting)

    def columns(self, winner_id: str | None = None) -> dict[str, str]:
        """Return the three provenance columns.

        `snapshot_id` is `winner_id`, else the earliest snapshot: it names the bytes that gave the values, and
        does not change each time another page repeats them.
        """
        if len(self.sightings) == 1:
            only = self.sightings[0]
            return {
                "snapshot_id": winner_id or only.snapshot_id,
                "first_seen": only.fetched_at,
                "last_seen": only.fetched_at,
            }
        times = [sighting.fetched_at for sighting in self.sightings]
        first = min(self.sightings, key=lambda sighting: sighting.order)
        return {
            "snapshot_id": winner_id or first.snapshot_id,
            "first_seen": min(times),
            "last_seen": max(times),
        }


def seen_by(
    sightings: list[Sighting], readings: dict[int, Reading], kind: str
) -> Iterator[tuple[Sighting, Reading, int]]:
    """Yield (sighting, reading, position on the page) for every occurrence of one kind of record."""
    for sighting in sightings:
        for position, reading_id in enumerate(sighting.reading_ids):
            reading = readings[reading_id]
            if reading.kind == kind:
                yield sighting, reading, position


def digest(*parts: Any) -> str:
    """Return a short id for a row, derived from its content."""
    text = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def tier_of_source(form: str) -> Tier:
    """Return the tier of what a source states in a separate field: a person's if a person wrote the file."""
    return Tier.REVIEWED if form in (Form.CURATED, Form.CORRECTION) else Tier.AGREED
