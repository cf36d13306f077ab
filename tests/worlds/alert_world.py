"""A home in which things change, for the tests of alerts."""

from pathlib import Path

from tests.worlds import snapshots
from tests.worlds.invented import invented
from tests.worlds.snapshots import page
from tests.worlds.taking_turns import take_turn
from tracker.settings import Settings


def settings_of(home, **more) -> Settings:
    return Settings(
        home=Path(home),
        contact="docket@example.org",
        addresses={},
        courtlistener_token=None,
        fetch_seconds=None,
        site_url="https://230.example.org",
        **more,
    )


def docket(*entries, **more) -> dict:
    """A docket sheet: entries are (number, day, text)."""
    lines = [
        {"n": str(number), "date": day, "text": text, "d": f"doc{number}"} for number, day, text in entries
    ]
    return {
        "number": "3:22-cv-01234",
        "pacer": "4001",
        "slug": "doe-v-example-cand",
        "case": "doe-v-example",
        "caption": "Doe v. Example, Inc.",
        "entries": lines,
        "parties": [["Jane Doe", "plaintiff"], ["Example, Inc.", "defendant"]],
    } | more


def show(house, sheet: dict, stamp: str, url: str = "sheet") -> None:
    """Read a new state of the sheet, fetched at that instant."""
    snapshot = page(url, stamp[:10], [sheet], fetched_at=stamp)
    take_turn(house, invented(snapshots.NAME, fetch=lambda http, watch: iter([snapshot])))
