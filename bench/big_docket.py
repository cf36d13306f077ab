"""A docket database of any size: the reviewed catalog through the real merge, and invented dockets written
beside it as rows.

    python bench/big_docket.py FILE [--cases 5000] [--entries 1000000]

The invented dockets are what the merge leaves: entries in the phrasing of real registers (docket lengths
heavy-tailed, the longest some thousands of lines), versions, parties, hearings and their steps, motions,
rulings, claims, changes. Names of persons are drawn from a short list; the seed is fixed, so that two runs
write the same rows.
"""

import argparse
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from db import cases
from db.schema import TABLE, create_tables, open_docket
from db.store import Store
from docket.courts import load_courts
from docket.entries import find_event_types
from docket.issues import Issue
from docket.vocabulary import CauseOfAction
from scrapers.sources import catalog

_SINCE, _UNTIL, _DAYS = date(2008, 1, 1), date(2026, 11, 20), 6500
_NAMES = (
    "Alder",
    "Birch",
    "Calder",
    "Dunmore",
    "Ellery",
    "Farrow",
    "Garland",
    "Hollis",
    "Ivers",
    "Jarrow",
    "Keel",
    "Lomax",
    "Marsh",
    "Noble",
    "Orchard",
    "Penrose",
    "Quill",
    "Rowan",
    "Sorrel",
    "Tansy",
    "Umber",
    "Vance",
    "Wilder",
    "Yarrow",
)
_TRADES = (
    "Networks",
    "Media",
    "Holdings",
    "Social",
    "Marketplace",
    "Listings",
    "Video",
    "Forums",
    "Reviews",
    "Messaging",
)
# How often, and the words. {n} an earlier entry, {p} a party, {j} a judge, {d} a day still to come, {t} a topic.
_LINES = (
    (14, "NOTICE of Appearance by {p} on behalf of {p}. (Entered: {e})"),
    (
        12,
        "ORDER granting {n} Motion for Extension of Time to File Response/Reply. Signed by Judge {j} on {e}.",
    ),
    (
        10,
        (
            "MOTION to Dismiss for Failure to State a Claim under {t} filed by {p}. Motion Hearing set for "
            "{d} 10:00 AM before Judge {j}."
        ),
    ),
    (
        10,
        (
            "RESPONSE in Opposition re {n} MOTION to Dismiss filed by {p}. (Attachments: # 1 Exhibit A, # "
            "2 Exhibit B, # 3 Proposed Order)"
        ),
    ),
    (9, "REPLY in Support of {n} Motion to Dismiss; {t} filed by {p}."),
    (
        8,
        "STIPULATION WITH PROPOSED ORDER to continue the deadline to respond to the {n} Complaint filed by {p}.",
    ),
    (7, "DECLARATION of {p} in Support of {n} Motion for Summary Judgment concerning {t}."),
    (
        6,
        (
            "MINUTE ENTRY for proceedings held before Judge {j}: Status Conference held on {e}. Further "
            "conference set for {d}."
        ),
    ),
    (6, "Minute Order: the hearing on {n} is reset to {d} at 2:00 p.m. in Courtroom 4 before Judge {j}."),
    (5, "CERTIFICATE OF SERVICE by {p} re {n} Answer to Complaint"),
    (4, "Summons Issued as to {p}, {p}."),
    (
        4,
        "ORDER denying without prejudice {n} Motion to Compel production of records on {t}. Signed by Judge {j}.",
    ),
    (3, "AMENDED COMPLAINT against {p}, {p} filed by {p}. Claims concern {t}."),
    (
        3,
        "TRANSCRIPT of Proceedings held on {e} before Judge {j}. Release of Transcript Restriction set for {d}.",
    ),
    (
        2,
        (
            "ORDER granting in part and denying in part {n} Motion to Dismiss: Section 230(c)(1) bars the "
            "claims so far as they rest on {t}."
        ),
    ),
    (2, "NOTICE OF APPEAL to the Court of Appeals by {p} from {n} Order on Motion to Dismiss."),
    (1, "SEALED DOCUMENT"),
    (1, "JUDGMENT in favor of {p} and against {p}. Signed by Judge {j} on {e}."),
)
_TOPICS = (
    "immunity under 47 U.S.C. 230",
    "negligent design",
    "defamatory reviews",
    "trafficking advertisements",
    "failure to warn",
    "algorithmic recommendation",
    "account suspension",
    "publisher or speaker",
    "marketplace sales",
    "age verification",
)
_KINDS = (
    "motion_hearing",
    "status_conference",
    "case_management_conference",
    "oral_argument",
    "trial",
    "pretrial_conference",
)
_OUTCOMES = ("immune", "immune", "not_immune", "partly_immune", "not_reached")
_PROVISIONS = ("c1", "c1", "c1", "c2a", "e2", "e5", "f3")


class World:
    """The invented rows, gathered by table and written some thousands at a time."""

    def __init__(self, db, seed: int = 230):
        self.db, self.chance = db, random.Random(seed)
        self.rows: dict[str, list[tuple]] = {}
        self.courts = [court.court_id for court in load_courts().values() if court.system == "district"]
        self.appeals = [court.court_id for court in load_courts().values() if court.system == "appellate"]
        self.zones = {court.court_id: court.timezone for court in load_courts().values()}
        self.entities = [
            row[0]
            for row in db.execute("select entity_id from entities where kind in ('company', 'platform')")
        ]
        self.types = {words: ";".join(find_event_types(words)) or None for _, words in _LINES}
        self.weights = [weight for weight, _ in _LINES]

    def add(self, table: str, **values) -> None:
        gathered = self.rows.setdefault(table, [])
        gathered.append(tuple(values.get(column) for column in TABLE[table].columns))
        if len(gathered) >= 5000:
            self.write(table)

    def write(self, table: str) -> None:
        marks = ", ".join("?" * len(TABLE[table].columns))
        self.db.conn.executemany(f"insert into {table} values ({marks})", self.rows.pop(table))

    def write_all(self) -> None:
        for table in list(self.rows):
            self.write(table)

    def person(self) -> str:
        return f"{self.chance.choice(_NAMES)} {self.chance.choice(_NAMES)}"

    def company(self) -> str:
        return f"{self.chance.choice(_NAMES)} {self.chance.choice(_TRADES)}, Inc."


def build(path: Path, case_count: int, entry_count: int) -> None:
    """Write the database anew at `path`; some minutes for a million entries."""
    db = open_docket(path)
    create_tables(db)
    db.execute("pragma foreign_keys=off")
    store = Store(db)
    for snap in catalog.fetch(None, None):
        found = list(catalog.parse(snap))
        issues = [thing for thing in found if isinstance(thing, Issue)]
        store.ingest(
            store.ingested_seq + 1, snap, [thing for thing in found if not isinstance(thing, Issue)], issues
        )
    reviewed = db.execute("select count(*) from cases").fetchone()[0]
    # The search index of the entries is made once at the end: row by row it costs more than all the rest.
    for trigger in ("ai", "ad", "au"):
        db.execute(f"drop trigger docket_entries_{trigger}")
    world = World(db)
    lengths = [world.chance.lognormvariate(0, 1.5) for _ in range(max(1, case_count - reviewed))]
    scale = entry_count / sum(lengths)
    with db.atomic():
        left, names = entry_count, set()
        for number, length in enumerate(lengths):
            count = left if number == len(lengths) - 1 else min(left, round(length * scale))
            names.add(_add_case(world, number, count))
            left -= count
        world.write_all()
        cases.refresh(db, names, "")
    db.execute("insert into docket_entries_fts(docket_entries_fts) values ('rebuild')")
    TABLE["docket_entries"].create(db)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


def _add_case(world: World, number: int, entries: int) -> str:
    chance, case_id = world.chance, f"invented-case-{number}"
    filed = _SINCE + timedelta(days=chance.randrange(_DAYS))
    parts = [("trial", chance.choice(world.courts), entries)]
    if chance.random() < 0.2:
        parts = [
            ("trial", parts[0][1], entries - entries // 8),
            ("appeal", chance.choice(world.appeals), entries // 8),
        ]
    for position, (sort, court_id, count) in enumerate(parts, 1):
        _add_docket(
            world,
            number,
            case_id,
            sort,
            court_id,
            count,
            filed + timedelta(days=300 * (position - 1)),
            position,
        )
    return case_id


def _add_docket(
    world: World,
    number: int,
    case_id: str,
    sort: str,
    court_id: str,
    entries: int,
    filed: date,
    position: int,
) -> None:
    chance = world.chance
    label = (
        f"{filed.year % 100:02}-cv-{number:05}" if sort == "trial" else f"{filed.year % 100:02}-{number:05}"
    )
    docket_id, snapshot_id = f"{court_id}-{label}", f"snap{number}{sort}"
    plaintiff, defendant, seen = world.person(), world.company(), f"{filed + timedelta(days=30)}T12:00:00Z"
    known = {
        "docket_id": docket_id,
        "snapshot_id": snapshot_id,
        "first_seen": seen,
        "last_seen": "2026-11-20T12:00:00Z",
    }
    is_open, is_ours = chance.random() < 0.3, chance.random() < 0.6
    world.add(
        "snapshots",
        snapshot_id=snapshot_id,
        source="pacer_docket",
        form="sheet",
        kind="district",
        url=f"import:{docket_id}.html",
        court_id=court_id,
        fetched_at=seen,
        as_of=seen,
        as_of_basis="page",
        scope="complete",
        record_count=entries,
        issue_count=0,
    )
    world.add(
        "dockets",
        **known,
        case_id=case_id,
        court_id=court_id,
        docket_number=label,
        docket_number_raw=label,
        caption=f"{plaintiff} v. {defendant}",
        short_name=f"{plaintiff.split()[-1]} v. {defendant.split(',')[0]}",
        status="open" if is_open else "closed",
        date_filed=str(filed),
        assigned_to=f"Judge {world.person()}",
        cause="47:230",
        platform=defendant.split(",")[0],
        plaintiff_type=chance.choice(("individual", "business", "class", "minor")),
        coverage="complete",
        selection="confirmed" if is_ours else chance.choice(("candidate", "imported")),
        position=position,
        entry_count=entries,
        relevance="likely",
        relevance_percent=chance.randrange(101),
        as_of=seen,
    )
    world.add("docket_aliases", **known, alias=docket_id, kind="number")
    world.add(
        "changes",
        change_id=f"c{docket_id}",
        kind="docket_added",
        subject="dockets",
        subject_id=docket_id,
        docket_id=docket_id,
        case_id=case_id,
        field="caption",
        new_value=f"{plaintiff} v. {defendant}",
        snapshot_id=snapshot_id,
        seen_at=seen,
    )
    _add_parties(world, known, plaintiff, defendant)
    lines = _add_entries(world, known, case_id, filed, entries)
    _add_hearings(world, known, court_id, lines)
    _add_rulings(world, known, lines)


def _add_parties(world: World, known: dict, plaintiff: str, defendant: str) -> None:
    chance, docket_id = world.chance, known["docket_id"]
    for place in range(2 + min(40, int(chance.expovariate(0.4)))):
        entity = chance.choice(world.entities) if place and chance.random() < 0.2 else None
        name = (
            plaintiff
            if not place
            else defendant
            if place == 1
            else chance.choice((world.person, world.company))()
        )
        world.add(
            "participations",
            **known,
            participation_id=f"{docket_id}.p{place}",
            name=name,
            entity_id=entity,
            party_type="defendant" if place % 3 else "plaintiff",
            party_type_raw="Defendant" if place % 3 else "Plaintiff",
            join_method="exact" if entity else None,
            is_pseudonym=0,
            is_protected=0,
            is_verified=1,
            is_gone=0,
            position=place,
            source="pacer_docket",
        )


def _add_entries(world: World, known: dict, case_id: str, filed: date, count: int) -> list[tuple[str, date]]:
    chance, docket_id, lines = world.chance, known["docket_id"], []
    last = min(filed + timedelta(days=30 + count * chance.choice((2, 8, 25))), _UNTIL)
    days = sorted(chance.randrange((last - filed).days + 1) for _ in range(count))
    for number, (_, words) in enumerate(chance.choices(_LINES, world.weights, k=count), 1):
        day = filed + timedelta(days=days[number - 1])
        text = words.format(
            n=chance.randint(1, number),
            e=day.strftime("%m/%d/%Y"),
            p=world.person(),
            j=world.person(),
            d=(day + timedelta(days=40)).strftime("%m/%d/%Y"),
            t=chance.choice(_TOPICS),
        )
        entry_id, on = f"{docket_id}.n{number}", str(day)
        world.add(
            "docket_entries",
            **known,
            entry_id=entry_id,
            entry_number=str(number),
            date_filed=on,
            date_entered=on,
            text=text,
            text_kind="full",
            event_types=world.types[words],
            position=number - 1,
            version_count=1,
            is_gone=0,
            aliases=f"n{number}",
        )
        world.add(
            "entry_versions",
            **known,
            version_id=f"{entry_id}.v1",
            entry_id=entry_id,
            ordinal=1,
            change="first",
            date_filed=on,
            entry_number=str(number),
            text=text,
            text_kind="full",
            source="pacer_docket",
        )
        if number % 3 == 0:
            world.add(
                "documents",
                **known,
                document_id=f"{entry_id}.0",
                entry_id=entry_id,
                attachment_number=0,
                page_count=12,
            )
            world.add(
                "changes",
                change_id=f"c{entry_id}",
                kind="entry_added",
                subject="docket_entries",
                subject_id=entry_id,
                field="text",
                docket_id=docket_id,
                case_id=case_id,
                new_value=text,
                snapshot_id=known["snapshot_id"],
                seen_at=f"{on}T12:00:00Z",
            )
        if "MOTION to Dismiss for" in words or "Motion for Summary" in words:
            decided = chance.random() < 0.7
            world.add(
                "motions",
                **known,
                motion_id=f"{entry_id}.m",
                entry_id=entry_id,
                entry_number=str(number),
                date_filed=on,
                kind="dismiss" if "Dismiss" in words else "summary_judgment",
                rule="motion-filed",
                days_to_ruling=int(chance.expovariate(1 / 120)) if decided else None,
            )
        lines.append((entry_id, day))
    return lines


def _add_hearings(world: World, known: dict, court_id: str, lines: list[tuple[str, date]]) -> None:
    chance, docket_id = world.chance, known["docket_id"]
    for place, (entry_id, day) in enumerate(lines[5::40]):
        on = day + timedelta(days=chance.randrange(7, 60))
        status = (
            "scheduled"
            if on > date(2026, 11, 1)
            else chance.choice(("held", "vacated", "unknown", "unknown"))
        )
        hearing_id = f"{docket_id}.h{place}"
        world.add(
            "hearings",
            **known,
            hearing_id=hearing_id,
            kind=chance.choice(_KINDS),
            status=status,
            date=str(on),
            time_local="10:00",
            starts_at=f"{on}T18:00:00Z",
            timezone=world.zones[court_id],
            precision="time",
            date_from=str(on),
            date_to=str(on),
            place="Courtroom 4",
            judge=world.person(),
            is_remote=0,
        )
        for step, action in enumerate(("set", "reset")[: 1 + place % 2]):
            world.add(
                "hearing_events",
                **known,
                hearing_event_id=f"{hearing_id}.{step}",
                hearing_id=hearing_id,
                action=action,
                action_date=str(day),
                date_from=str(on),
                date_to=str(on),
                precision="time",
                time_local="10:00",
                entry_id=entry_id,
            )


def _add_rulings(world: World, known: dict, lines: list[tuple[str, date]]) -> None:
    chance, docket_id = world.chance, known["docket_id"]
    causes = [cause.value for cause in CauseOfAction][:-1]
    for place, cause in enumerate(chance.sample(causes, chance.randint(1, 4))):
        world.add(
            "claims",
            **known,
            claim_id=f"{docket_id}.c{place}",
            cause_of_action=cause,
            cause_of_action_raw=cause,
        )
    for place, provision in enumerate(set(chance.choices(_PROVISIONS, k=2))):
        world.add("defenses", **known, defense_id=f"{docket_id}.d{place}", provision=provision, raw=provision)
    for place, (entry_id, day) in enumerate(lines[20::60]):
        world.add(
            "rulings",
            **known,
            ruling_id=f"{docket_id}.r{place}",
            entry_id=entry_id,
            motion="motion to dismiss",
            is_verified=1,
            disposition="granted",
            outcome_230=chance.choice(_OUTCOMES) if place % 4 == 0 else None,
            date_from=str(day),
            date_to=str(day),
            precision="day",
            rule="ruling-text",
        )


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", type=Path)
    words.add_argument("--cases", type=int, default=5000)
    words.add_argument("--entries", type=int, default=1_000_000)
    asked = words.parse_args()
    began = time.monotonic()
    asked.file.unlink(missing_ok=True)
    build(asked.file, asked.cases, asked.entries)
    print(
        f"{asked.file}: {asked.cases} cases, {asked.entries} entries, "
        f"{asked.file.stat().st_size / 2**20:.0f} MiB, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
