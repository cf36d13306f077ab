"""Runs `locate` on an invented bulk file of dockets: time, memory, how much it found, and what it got wrong.

    .venv/bin/python -m bench.locate_bulk [ROWS]

The file (default: 5,000,000 rows) has CourtListener's dialect. For each docket of the catalog with a federal
number it has the matching row, with the caption shortened as registers do, and decoys: the number in another
court, in another office, and in the same court and office under another caption; the caption under another
number. All ids are invented.
"""

import bz2
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from docket.courts import load_courts
from docket.names.captions import split_caption
from tests.worlds.bulk import COLUMNS, cell
from tests.worlds.catalog_rows import read

# Few enough that this process stays small: its peak memory counts for the processes it starts, too.
ROWS_A_STREAM = 20_000
NAMES = "Abbott Bellweather Corwin Dunmore Eastlake Farrow Gantry Holloway Ibsen Jarndyce".split()
DISTRICTS = [court_id for court_id, court in load_courts().items() if court.system == "district"]


def line(number: int, court: str, docket_number: str, case_id: str, caption: str, rng: random.Random) -> str:
    day = f"{rng.randrange(1996, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
    cells = {
        "id": number,
        "date_created": f"{day} 04:11:{number % 60:02}.{number % 999999:06}+00",
        "date_modified": f"{day} 09:01:{number % 60:02}.{number % 999983:06}+00",
        "source": 1,
        "assigned_to_str": f"Judge {rng.choice(NAMES)}",
        "date_filed": day,
        "case_name": caption,
        "case_name_full": "" if number % 7 else f'{caption}, said "the matter"\nand others \\ more',
        "slug": caption.lower().replace(".", "").replace(" ", "-")[:60],
        "docket_number": docket_number,
        "pacer_case_id": case_id,
        "cause": "28:1332 Diversity",
        "nature_of_suit": "Other Statutory Actions",
        "jury_demand": "None",
        "view_count": number % 90,
        "blocked": "f",
        "court_id": court,
    }
    return ",".join(cell(cells.get(column)) for column in COLUMNS["dockets"].split()) + "\n"


def planted(rng: random.Random) -> tuple[list[tuple[str, str, str, str]], dict[tuple[str, str], str]]:
    """Return the rows that are not filler, and the true PACER case id by court and number."""
    rows, truth = [], {}
    for docket in read("dockets"):
        court, number = docket["court_id"], docket["docket_number"]
        if court not in DISTRICTS or ":" not in number or not docket["caption"]:
            continue
        truth[court, number] = str(rng.randrange(10_000, 900_000))
        sides = [side.partition(";")[0] for side in split_caption(docket["caption"]) if side]
        named, shortened = " v. ".join(sides), " v. ".join(sides) + " et al" * (len(sides) > 1)
        office, _, rest = number.partition(":")
        stranger = f"{rng.choice(NAMES)} v. {rng.choice(NAMES)} Widgets, Inc."
        elsewhere = rng.choice([district for district in DISTRICTS if district != court])
        rows.append((court, f"{number}-{rng.choice(NAMES)[:3].upper()}", truth[court, number], shortened))
        rows += [
            (where, other, str(rng.randrange(900_000)), caption)
            for where, other, caption in (
                (elsewhere, number, named),
                (court, f"{int(office) % 8 + 1}:{rest}", stranger),
                (court, number, stranger),
                (court, f"{office}:{rest[:-1]}{(int(rest[-1]) + 1) % 10}", named),
            )
        ]
    return rows, truth


def make_file(path: Path, count: int) -> dict[tuple[str, str], str]:
    """Write the file, with a new bzip2 stream every `ROWS_A_STREAM` rows; return the true case ids."""
    rng = random.Random(230)
    rows, truth = planted(rng)
    places = dict(zip(rng.sample(range(count), len(rows)), rows, strict=True))
    with path.open("wb") as file:
        file.write(bz2.compress((",".join(COLUMNS["dockets"].split()) + "\n").encode()))
        for start in range(0, count, ROWS_A_STREAM):
            lines = []
            for number in range(start, min(count, start + ROWS_A_STREAM)):
                filling = (
                    rng.choice(DISTRICTS),
                    f"{rng.randrange(1, 9)}:{rng.randrange(0, 26):02}-cr-{rng.randrange(99999):05}",
                    str(number),
                    f"{rng.choice(NAMES)} v. {rng.choice(NAMES)} {number % 977}, Inc.",
                )
                lines.append(line(number + 1, *places.get(number, filling), rng))
            file.write(bz2.compress("".join(lines).encode()))
    return truth


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dockets-2026-09-30.csv.bz2"
        truth = make_file(path, int(sys.argv[1]) if len(sys.argv) > 1 else 5_000_000)
        command, environment = [sys.executable, "-m", "tracker"], os.environ | {"TRACKER_HOME": folder}
        subprocess.run([*command, "run", "catalog"], env=environment, check=True, stdout=subprocess.DEVNULL)
        started = time.monotonic()
        process = subprocess.Popen([*command, "locate", str(path)], env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            sys.exit("locate failed")
        print(
            f"{path.stat().st_size / 1e6:.0f} MB packed, {time.monotonic() - started:.0f} s, "
            f"at most {usage.ru_maxrss / 1024:.0f} MB of memory"
        )
        with closing(sqlite3.connect(Path(folder) / "docket.db")) as db:
            rows = db.execute(
                "select d.court_id, d.docket_number, l.value from locators l join dockets d using (docket_id) "
                "join snapshots s on s.snapshot_id = l.snapshot_id "
                "where l.kind = 'pacer_case_id' and l.basis = 'number_and_caption' and s.source = 'locate'"
            ).fetchall()
    right = sum(truth.get((court, number)) == value for court, number, value in rows)
    print(f"{right} of {len(truth)} found, {len(rows) - right} wrong, {len(truth) - right} left as hints")


if __name__ == "__main__":
    main()
