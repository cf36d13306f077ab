"""`locate` on a made-up bulk file of dockets: time, memory, what it found of what is there, and what it got wrong.

    .venv/bin/python -m bench.locate_bulk --rows 5000000 --folder /tmp/locate

The file has CourtListener's columns and dialect. Of each docket of the catalog that has a federal number it holds
the true row, its caption as a register shortens it, and strangers: the number in another court, in another office,
and in the same court and office under another caption; the caption under another number. Nothing of it is true.
"""

import argparse
import bz2
import csv
import json
import os
import random
import subprocess
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from docket.courts import load_courts
from docket.names.captions import split_caption

COLUMNS = (
    "id,date_created,date_modified,source,appeal_from_str,assigned_to_str,referred_to_str,panel_str,date_last_index,"
    "date_cert_granted,date_cert_denied,date_argued,date_reargued,date_reargument_denied,date_filed,date_terminated,"
    "date_last_filing,case_name_short,case_name,case_name_full,slug,docket_number,docket_number_core,pacer_case_id,"
    "cause,"
    "nature_of_suit,jury_demand,jurisdiction_type,appellate_fee_status,appellate_case_type_information,mdl_status,"
    "filepath_local,filepath_ia,filepath_ia_json,ia_upload_failure_count,ia_needs_upload,ia_date_first_change,"
    "view_count,"
    "date_blocked,blocked,appeal_from_id,assigned_to_id,court_id,idb_data_id,originating_court_information_id,"
    "referred_to_id,federal_dn_case_type,federal_dn_office_code,federal_dn_judge_initials_assigned,"
    "federal_dn_judge_initials_referred,federal_defendant_number,parent_docket_id,docket_number_raw,"
    "docket_number_source"
).split(",")
ROWS_A_STREAM = 250_000
DATA = Path("docket/data/dockets.csv")
NAMES = [
    "Abbott",
    "Bellweather",
    "Corwin",
    "Dunmore",
    "Eastlake",
    "Farrow",
    "Gantry",
    "Holloway",
    "Ibsen",
    "Jarndyce",
]


def quoted(value: str | None) -> str:
    return "" if value is None else '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def line(
    number: int, court: str, docket_number: str, case_id: str | None, caption: str, rng: random.Random
) -> str:
    day = f"{rng.randrange(1996, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 28):02}"
    cells = dict.fromkeys(COLUMNS) | {
        "id": str(number),
        "date_created": f"{day} 04:11:{number % 60:02}.{number % 999999:06}+00",
        "date_modified": f"{day} 09:01:{number % 60:02}.{number % 999983:06}+00",
        "source": "1",
        "assigned_to_str": f"Judge {rng.choice(NAMES)}",
        "date_filed": day,
        "case_name_short": "",
        "case_name": caption,
        "case_name_full": "" if number % 7 else f'{caption}, said "the matter"\nand others \\ more',
        "slug": caption.lower().replace(".", "").replace(" ", "-")[:60],
        "docket_number": docket_number,
        "docket_number_core": "".join(filter(str.isdigit, docket_number))[-7:],
        "pacer_case_id": case_id,
        "cause": "28:1332 Diversity",
        "nature_of_suit": "Other Statutory Actions",
        "jury_demand": "None",
        "view_count": str(number % 90),
        "ia_upload_failure_count": None,
        "blocked": "f",
        "court_id": court,
        "docket_number_raw": docket_number,
    }
    return ",".join(quoted(cells[column]) for column in COLUMNS) + "\n"


def planted(rng: random.Random) -> tuple[list[tuple[str, str, str | None, str]], dict[tuple[str, str], str]]:
    """Return the rows that are not filling, and the true PACER case id by court and number."""
    rows, truth = [], {}
    systems = {court_id: court.system for court_id, court in load_courts().items()}
    districts = [court_id for court_id, system in systems.items() if system == "district"]
    with DATA.open(encoding="utf-8", newline="") as file:
        dockets = [row for row in csv.DictReader(file) if row["docket_number"] and row["caption"]]
    for row in dockets:
        court, number = row["court_id"], row["docket_number"]
        if systems.get(court) != "district" or ":" not in number:
            continue
        case_id = str(rng.randrange(10_000, 900_000))
        first, second = split_caption(row["caption"])
        named = " v. ".join(side.partition(";")[0] for side in (first, second) if side)
        office, _, rest = number.partition(":")
        truth[court, number] = case_id
        stranger = f"{rng.choice(NAMES)} v. {rng.choice(NAMES)} Widgets, Inc."
        rows += [
            (
                court,
                f"{number}-{rng.choice(NAMES)[:3].upper()}",
                case_id,
                f"{named} et al" if second else named,
            ),
            (
                rng.choice([district for district in districts if district != court]),
                number,
                str(rng.randrange(900_000)),
                named,
            ),
            (court, f"{int(office) % 8 + 1}:{rest}", str(rng.randrange(900_000)), stranger),
            (court, number, str(rng.randrange(900_000)), stranger),
            (court, f"{office}:{rest[:-1]}{(int(rest[-1]) + 1) % 10}", str(rng.randrange(900_000)), named),
        ]
    return rows, truth


def make_file(path: Path, count: int) -> dict[tuple[str, str], str]:
    """Write the file, a bzip2 stream every so many rows; return the truth."""
    rng = random.Random(230)
    rows, truth = planted(rng)
    places = dict(zip(sorted(rng.sample(range(count), len(rows))), rng.sample(rows, len(rows)), strict=True))
    districts = [court_id for court_id, court in load_courts().items() if court.system == "district"]
    with path.open("wb") as file:
        for start in range(0, count, ROWS_A_STREAM):
            lines = [",".join(COLUMNS) + "\n"] if start == 0 else []
            for number in range(start, min(count, start + ROWS_A_STREAM)):
                if number in places:
                    court, docket_number, case_id, caption = places[number]
                else:
                    court = rng.choice(districts)
                    docket_number = (
                        f"{rng.randrange(1, 9)}:{rng.randrange(0, 26):02}-cr-{rng.randrange(99999):05}"
                    )
                    case_id = str(number) if number % 3 else None
                    caption = f"{rng.choice(NAMES)} v. {rng.choice(NAMES)} {number % 977}, Inc."
                lines.append(line(number + 1, court, docket_number, case_id, caption, rng))
            file.write(bz2.compress("".join(lines).encode()))
    return truth


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    path = options.folder / "dockets-2026-09-30.csv.bz2"
    note = options.folder / "truth.json"
    if not (path.exists() and note.exists()):
        # In a process of its own: what this one ever held would count as the peak of those that it starts.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            truth = pool.submit(make_file, path, options.rows).result()
        note.write_text(json.dumps([[*key, value] for key, value in truth.items()]))
    known = {(court, number): value for court, number, value in json.loads(note.read_text())}
    home = options.folder / "home"
    command = [sys.executable, "-m", "tracker"]
    environment = os.environ | {"TRACKER_HOME": str(home)}
    subprocess.run([*command, "run", "catalog"], env=environment, check=True, stdout=subprocess.DEVNULL)
    started = time.monotonic()
    process = subprocess.Popen([*command, "locate", str(path)], env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit("locate failed")
    seconds, peak = time.monotonic() - started, usage.ru_maxrss / 1024
    report(home, known, seconds, peak, path.stat().st_size)


def report(home: Path, known: dict[tuple[str, str], str], seconds: float, peak: float, size: int) -> None:
    import sqlite3

    rows = sqlite3.connect(home / "docket.db").execute(
        "select d.court_id, d.docket_number, l.value from locators l join dockets d using (docket_id) "
        "join snapshots s on s.snapshot_id = l.snapshot_id "
        "where l.kind = 'pacer_case_id' and l.basis = 'number_and_caption' and s.source = 'locate'"
    )
    ids = {(court, number): value for court, number, value in rows}
    right = sum(known.get(key) == value for key, value in ids.items())
    print(f"{size / 1e6:.0f} MB packed, {seconds:.0f} s with the catalog, at most {peak:.0f} MB of memory")
    print(f"{right} of {len(known)} found, {len(ids) - right} wrong, {len(known) - right} left as hints")


if __name__ == "__main__":
    main()
