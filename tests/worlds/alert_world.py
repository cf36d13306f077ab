"""A home in which things change, for the tests of alerts. `python -m tests.worlds.alert_world HOME ROUNDS` is
the process that the kill test kills: it reads a new entry a round and sends alerts.
"""

import sys
from datetime import datetime, timedelta
from pathlib import Path

from scrapers.source import load_sources
from tests.worlds import snapshots
from tests.worlds.invented import invented
from tests.worlds.snapshots import page
from tests.worlds.taking_turns import take_turn
from tracker import pipeline
from tracker.alerts import queue
from tracker.home import open_house
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


def live(home: str, rounds: int) -> None:
    """Go on from wherever the process before was killed, until so many entries are read and nothing is due."""
    load_sources()[snapshots.NAME] = snapshots.SOURCE  # it lives in tests/, where nobody looks for sources
    now = [datetime.fromisoformat("2026-03-10T12:00:00+00:00")]
    with open_house(settings_of(home), lambda: now[0]) as house:
        pipeline.ingest_pending(house, pipeline.Outcome("again"))
        queue.go_round(house)
        done = house.archive.execute("select count(*) from snapshots where source = 'world'").fetchone()[0]
        for number in range(done, rounds):
            entries = [(n, "2026-03-09", f"ORDER no. {n} on the papers.") for n in range(1, number + 2)]
            show(house, docket(*entries), f"2026-03-10T12:{number // 60:02}:{number % 60:02}Z")
            queue.go_round(house)
        for _ in range(40):  # what is put off, or in doubt, comes due
            now[0] += timedelta(hours=1)
            queue.go_round(house)


if __name__ == "__main__":
    live(sys.argv[1], int(sys.argv[2]))
