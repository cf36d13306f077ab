"""A docket database of any size: the reviewed catalog through the real merge, and invented dockets written
beside it as rows.

    python bench/big_docket.py FILE [--cases 5000] [--entries 1000000] [--opinions 5000]

The invented dockets are what the merge leaves: entries in the phrasing of real registers (docket lengths
heavy-tailed, the longest some thousands of lines), versions, parties, hearings and their steps, motions,
rulings, claims, changes, and how § 230 came out. Opinions are of the catalog's acts first, then of invented
rulings: paragraphs as long as those of a real one, sentences quoted from them, and citations of the catalog's
decisions, most of them of the few that everybody cites. Names of persons are drawn from a short list; the seed
is fixed, so that two runs write the same rows.
"""

import argparse
import random
import sys
import time
from datetime import date, timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from db import cases, outcomes
from db.schema import TABLE, create_tables, open_docket
from db.store import Store
from docket.courts import load_courts
from docket.entries import find_event_types
from docket.issues import Issue
from docket.vocabulary import CauseOfAction
from scrapers.sources import catalog

_SINCE, _UNTIL, _DAYS = date(2008, 1, 1), date(2026, 11, 20), 6500
# Docket numbers of the invented cases are counted from here: no case of the catalog has so high a number.
_FIRST_NUMBER = 90_000
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
# Of an opinion: its paragraphs, as many as an appeal's have, and the sentences they are made of.
_PARAGRAPHS, _SENTENCES, _CITED = 50, 8, 16
_SAID = (
    "Section 230 provides that no provider shall be treated as the publisher of information provided by another",
    "The complaint alleges that {p} knew of {t} and did nothing",
    "We review the dismissal de novo and take the pleaded facts as true",
    "Nothing in the text of the statute reaches a duty that arises from {t}",
    "{p} answers that every claim here rests on content that its users wrote",
    "The district court rejected that reading, and so do we",
    "A product that is designed badly is not made well by what others say through it",
    "As {p} sees it, {t} is no more than the work of an editor",
    "That argument proves too much, because any software can be described as a choice",
    "Other courts have asked whether the duty springs from the role of a publisher",
)
_HELD = (
    "We hold that § 230(c)(1) bars the claims so far as they rest on {t}",
    "We hold that § 230(c)(1) does not bar the claim concerning {t}",
)
_TREATED = (*(None,) * 12, "followed", "distinguished", "limited", "disagreed")


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
        """Gather a row. Raises KeyError for a column that the table has no more."""
        for name in values.keys() - TABLE[table].columns.keys():
            raise KeyError(f"{table}.{name}")
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


def build(path: Path, case_count: int, entry_count: int, opinion_count: int) -> None:
    """Write the database anew at `path`; some minutes for a million entries."""
    db = open_docket(path)
    create_tables(db)
    db.execute("pragma foreign_keys=off")
    store = Store(db)
    for snap in catalog.SOURCE.fetch(None, None):
        things = list(catalog.SOURCE.parse(snap))
        issues = [thing for thing in things if isinstance(thing, Issue)]
        store.ingest(
            store.ingested_seq + 1, snap, [thing for thing in things if not isinstance(thing, Issue)], issues
        )
    reviewed = db.execute("select count(*) from cases").fetchone()[0]
    # The search indexes of long texts are made once at the end: row by row they cost more than all the rest.
    for trigger in ("ai", "ad", "au"):
        db.execute(f"drop trigger docket_entries_{trigger}")
        db.execute(f"drop trigger opinion_paragraphs_{trigger}")
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
        _settle(db)
        _add_opinions(world, opinion_count)
        world.write_all()
        cases.refresh(db, names, "")
    for table in ("docket_entries", "opinion_paragraphs"):
        db.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
        TABLE[table].create(db)
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
    serial = _FIRST_NUMBER + number
    label = f"{filed.year % 100:02}-cv-{serial}" if sort == "trial" else f"{filed.year % 100:02}-{serial}"
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
            missing_before=0,
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
            answer=chance.choice(_OUTCOMES) if place % 4 == 0 else None,
            tier="unreviewed",
            date_from=str(day),
            date_to=str(day),
            precision="day",
            rule="ruling-text",
        )


def _settle(db) -> None:
    """Say how § 230 came out in each invented docket, as the merge does (db/store.py)."""
    for docket_id, court_id, status, selection in db.execute(
        "select docket_id, court_id, status, selection from dockets where outcome_230 is null"
    ).fetchall():
        by_id = {
            row["ruling_id"]: row
            for row in db.query(
                "select * from rulings where docket_id = ? and answer is not null", (docket_id,)
            )
        }
        acts = outcomes.make_acts(by_id.values(), {}, {docket_id: court_id}, {}, {})
        standing = outcomes.stand(acts, outcomes.is_awaited(status, selection))
        columns = outcomes.outcome_columns(standing, by_id)
        names = ", ".join(f"{name} = ?" for name in columns)
        db.execute(f"update dockets set {names} where docket_id = ?", [*columns.values(), docket_id])


def _add_opinions(world: World, count: int) -> None:
    chance = world.chance
    acts = world.db.execute(
        "select ruling_id, rulings.docket_id, date_from, answer, entry_id from rulings where date_from is not null "
        "and answer is not null and precision = 'day' order by entry_id is not null, ruling_id limit ?",
        (count,),
    ).fetchall()
    cited = world.db.execute(
        "select substr(alias, 9), dockets.docket_id, court_id, caption, date_from, rulings.citation "
        "from docket_aliases join dockets using (docket_id) join rulings using (docket_id) "
        "where docket_aliases.kind = 'catalog' group by 1 order by (rulings.citation is null), 1"
    ).fetchall()
    weights = [1 / (place + 1) for place in range(len(cited))]
    for ruling_id, docket_id, day, answer, _ in acts:
        _add_opinion(
            world,
            {"docket_id": docket_id, "snapshot_id": f"opinion{ruling_id}", "first_seen": f"{day}T12:00:00Z"},
            ruling_id,
            day,
            answer,
            chance.choices(cited, weights, k=_CITED),
        )


def _add_opinion(world: World, known: dict, ruling_id: str, day: str, answer: str, cited: list) -> None:
    chance, opinion_id, author = (
        world.chance,
        f"{known['docket_id']}.o{ruling_id}",
        world.person().split()[-1],
    )
    known |= {"last_seen": known["first_seen"]}
    world.add(
        "opinions",
        **known,
        opinion_id=opinion_id,
        ruling_id=ruling_id,
        date_filed=day,
        caption=f"{world.person()} v. {world.company()}",
        author=author,
        precedential="published",
        disposition="affirmed",
        file_kind="pdf",
        page_count=_PARAGRAPHS // 2,
    )
    where = {"page_series": "slip"}
    for place in range(_PARAGRAPHS):
        sentences = [_say(world, words) for words in chance.choices(_SAID, k=_SENTENCES)]
        page = {"page": place // 2 + 1, "printed_page": str(place // 2 + 1)}
        part, paragraph_id = "dissent" if place > 45 else "majority", f"{opinion_id}.{place}"
        held = place in (10, 40)
        if held:
            sentences[0] = _say(world, _HELD[answer == "not_immune"])
        common = known | where | page | {"opinion_id": opinion_id, "paragraph_id": paragraph_id}
        world.add(
            "opinion_paragraphs", **common, position=place, part=part, author=author, text=" ".join(sentences)
        )
        if held or place % 16 == 0:
            world.add(
                "passages",
                **common,
                passage_id=f"{paragraph_id}-0",
                kind="holding" if held else "names_230",
                text=sentences[0],
                span_start=0,
                rule="we-hold" if held else "reference",
                tier="unreviewed",
            )
        if place % 3 == 0 and place // 3 < len(cited):
            slug, _, court_id, name, on, citation = cited[place // 3]
            world.add(
                "cited_decisions",
                **common,
                cited_decision_id=f"{paragraph_id}-0-{slug}",
                part=part,
                kind="full",
                text=f"{name}, {citation or 'slip op.'}",
                cite=citation,
                name=name,
                year=int(on[:4]) if on else None,
                cited_court_id=court_id,
                cited_slug=slug,
                cited_date=on,
                how="citation",
                edge=chance.choice(("cited", "quoted")),
                treatment=chance.choice(_TREATED),
                tier="unreviewed",
                sentence=sentences[-1],
                span_start=0,
            )


def _say(world: World, words: str) -> str:
    return words.format(p=world.company(), t=world.chance.choice(_TOPICS)) + "."


def main() -> None:
    words = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    words.add_argument("file", type=Path)
    words.add_argument("--cases", type=int, default=5000)
    words.add_argument("--entries", type=int, default=1_000_000)
    words.add_argument("--opinions", type=int, default=5000)
    asked = words.parse_args()
    began = time.monotonic()
    asked.file.unlink(missing_ok=True)
    build(asked.file, asked.cases, asked.entries, asked.opinions)
    print(
        f"{asked.file}: {asked.cases} cases, {asked.entries} entries, {asked.opinions} opinions, "
        f"{asked.file.stat().st_size / 2**20:.0f} MiB, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
