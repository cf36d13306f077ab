"""Time to read the hearings in every corpus entry, compared with dateutil's fuzzy parse, in one run.

    python bench/hearing_speed.py [FOLDER]

FOLDER holds parsed dockets, JSON files with `docket_entries` (default: the shared corpus). The two run
alternately, nine times, on one core. It prints the medians, their ratio and the slowest entry. Nothing is
cached from one round to the next.
"""

import json
import statistics
import sys
import time
from datetime import date
from pathlib import Path

from dateutil.parser import parse

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docket.hearings import find_hearings
from docket.text.prepared import PreparedText

ROUNDS = 9
CORPUS = ROOT.parent / "shared" / "corpus"


def load_entries(folder: Path) -> list[tuple[str, date, str]]:
    """Return (text, filing date, court id) of every entry in the parsed dockets in the folder, at any
    depth."""
    entries = []
    for path in sorted(folder.rglob("*.json")):
        docket = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(docket, dict) or "docket_entries" not in docket:
            continue  # a parsed feed, or a raw page
        court_id = "scotus" if "scotus" in path.parts else docket.get("court_id") or path.stem.split("_")[0]
        for entry in docket["docket_entries"]:
            entries.append(
                (entry["description"] or "", date.fromisoformat(entry["date_filed"][:10]), court_id)
            )
    return entries


def parse_fuzzily(entries) -> float:
    """Return the seconds that dateutil needs for the texts. It raises where it finds no date."""
    started = time.perf_counter()
    for text, _, _ in entries:
        try:
            parse(text, fuzzy=True)
        except (ValueError, OverflowError, TypeError):
            pass
    return time.perf_counter() - started


def read_hearings(entries) -> float:
    """Return the seconds needed to read the hearings."""
    started = time.perf_counter()
    for entry in entries:
        find_hearings(PreparedText(*entry))
    return time.perf_counter() - started


def measure_slowest(entries) -> float:
    """Return the seconds of the slowest entry, by the best of three times for each."""
    return max(min(read_hearings([entry]) for _ in range(3)) for entry in entries)


def main() -> None:
    entries = load_entries(Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS)
    parse_fuzzily(entries), read_hearings(entries)  # once unmeasured, to load patterns and courts
    rounds = [(parse_fuzzily(entries), read_hearings(entries)) for _ in range(ROUNDS)]
    theirs, ours = (statistics.median(seconds) for seconds in zip(*rounds, strict=True))
    print(
        f"{len(entries)} entries; dateutil, fuzzy {theirs:.4f} s, hearings {ours:.4f} s, ratio {theirs / ours:.1f}"
    )
    print(f"slowest entry {measure_slowest(entries) * 1e3:.2f} ms (target at most 50)")


if __name__ == "__main__":
    main()
