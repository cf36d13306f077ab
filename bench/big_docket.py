"""Makes a docket database of any size: an invented world, read by the program and copied under other ids.

    python bench/big_docket.py FILE [--cases 5000] [--entries 1000000] [--opinions 5000]

Besides the reviewed catalog, a hundred dockets of bench/world.py, with heavy-tailed lengths, go through
archive and merge, each with as many opinions as a case has on average: plain text, as long as an appellate
opinion, that cites the catalog's decisions, the first of them most often. All rows of these dockets are then
copied until there are as many cases as requested, and about as many entries; so a row is what the merge
makes. Two changes are made before: three dockets of five are confirmed, and one party of five is a company of
the register. The seed is fixed; the registers were read on the two days before, so that hearings are still
to come.
"""

import argparse
import shutil
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from bench.phrases import make_company
from bench.world import World, write_home
from db import archive, cases
from db.schema import TABLE, TABLES, open_docket
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from tests.worlds.catalog_rows import read
from tracker import pipeline
from tracker.home import open_house
from tracker.outcome import Outcome
from tracker.settings import Settings

_READ = 100  # dockets that are read; the others are copies of them
_FOUND_IN_A_WEEK = 10  # dockets
# The paragraphs of an opinion, and the sentences in them.
_PARAGRAPHS, _SENTENCES = 50, 8
_SAID = (
    "Section 230 provides that no provider shall be treated as the publisher of information provided by another.",
    "The complaint alleges that {company} knew of the sales and did nothing.",
    "We review the dismissal de novo and take the pleaded facts as true.",
    "{company} answers that every claim here rests on content that its users wrote.",
    "The district court rejected that reading, and so do we.",
    "That argument proves too much, because any software can be described as a choice of an editor.",
    "Other courts have asked whether the duty springs from the role of a publisher. See {cited}.",
    "We hold that § 230(c)(1) bars the claims so far as they rest on what others posted.",
)
_WEIGHTS = (14, 14, 14, 14, 14, 14, 5, 1)


def _opinion(chance: Random, world: World, number: int, of_docket: int) -> Snapshot:
    """Return an opinion in a docket, as if somebody had saved it."""
    decided = [row["citation"] for row in read("decisions") if " F.3d " in row["citation"]]
    weights = [1 / (place + 1) for place in range(len(decided))]
    paragraphs = [
        " ".join(
            words.format(company=make_company(chance), cited=chance.choices(decided, weights)[0])
            for words in chance.choices(_SAID, _WEIGHTS, k=_SENTENCES)
        )
        for _ in range(_PARAGRAPHS)
    ]
    ref = world.ref(number)
    at = f"2026-{1 + number % 9:02}-{1 + of_docket % 28:02}T12:00:00Z"
    return Snapshot(
        source="opinions",
        url=f"import:{number}-{of_docket}.txt#{ref.court_id}/{ref.docket_number}",
        fetched_at=at,
        body="\n\n".join([f"{ref.docket_number}\n\nOPINION", *paragraphs]).encode(),
        form=Form.OPINION,
        court_id=ref.court_id,
        kind="file",
        media_type="text/plain",
        as_of=at[:10],
        as_of_basis="page",
        scope=Scope(ScopeKind.LABEL),
    )


def _copy_dockets(db, count: int) -> set[str]:
    """Copy every docket outside the catalog `count` times with all its rows, as if ten dockets had been found in
    each week; return the new names of cases."""
    db.execute(
        "create temp table read as select docket_id from dockets "
        "where docket_id not in (select docket_id from docket_aliases where kind = 'catalog')"
    )
    db.execute("update dockets set selection = 'confirmed' where docket_id in read and rowid % 5 < 3")
    db.execute(
        "update participations set entity_id = (select entity_id from entities where kind in ('company', 'platform') "
        "and entities.rowid % 100 = participations.rowid % 100 limit 1) where docket_id in read and rowid % 5 = 0"
    )
    # Which brings 2,000 changes a week, as many as 5,000 cases bring that are followed.
    weeks = _READ // _FOUND_IN_A_WEEK
    db.execute(
        "create temp table week_of as select docket_id, row_number() over () % ? as week from read", (weeks,)
    )
    week = "(select week from week_of where week_of.docket_id = changes.docket_id)"
    db.execute(
        f"update changes set seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, (-7 * {week}) || ' days') "
        "where docket_id in read"
    )
    copied = [table for table in TABLES if table.is_of_docket or table.name in ("dockets", "changes")]
    names = {"cases", *(table.name for table in copied)}
    for table in copied:
        ids = {*table.primary, *(column for column, other, _ in table.foreign_keys if other in names)}
        ids |= {"docket_id", "case_id", "subject_id"}
        cells = {name: f"[{name}] || :copy" if name in ids else f"[{name}]" for name in table.columns}
        if table.name == "changes":  # which the news of a week are made of
            cells["seen_at"] = "strftime('%Y-%m-%dT%H:%M:%SZ', seen_at, (-7 * :weeks) || ' days')"
        for number in reversed(range(count)):
            db.execute(
                f"insert into [{table.name}] select {', '.join(cells.values())} from [{table.name}] "
                "where docket_id in read",
                {"copy": f"-copy-{number}", "weeks": weeks * (number + 1)},
            )
    return {
        row[0] for row in db.execute("select distinct case_id from dockets where case_id like '%-copy-%'")
    }


def build(path: Path, case_count: int, entry_count: int, opinion_count: int) -> None:
    """Write a new database at `path`; takes some minutes for a million entries."""
    two_days_ago = datetime.now(UTC).replace(microsecond=0) - timedelta(days=2)
    world = World(
        min(_READ, case_count), entry_count // case_count, looks=2, spread=1.5, first_look=two_days_ago
    )
    chance = Random(world.seed)
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(Path(folder), None, {}, None, None)
        write_home(settings.home, world)
        stored = archive.open_archive(settings.archive_path)
        for number in range(world.dockets * opinion_count // case_count):
            archive.add(stored, _opinion(chance, world, number % world.dockets, number // world.dockets))
        stored.close()
        with open_house(settings) as house:
            pipeline.archive_shipped(house, Outcome("catalog"))
            pipeline.ingest_pending(house, Outcome("big"))
        shutil.copyfile(settings.docket_path, path)
    db = open_docket(path)
    db.execute("pragma foreign_keys=off")
    # The search indexes of long texts are built once at the end: row by row they cost more than everything
    # else.
    for trigger in ("ai", "ad", "au"):
        db.execute(f"drop trigger docket_entries_{trigger}")
        db.execute(f"drop trigger opinion_paragraphs_{trigger}")
    with db.atomic():
        copies = max(0, case_count - db["cases"].count) // world.dockets
        cases.refresh(db, _copy_dockets(db, copies), lambda docket_id: True)
    for table in ("docket_entries", "opinion_paragraphs"):
        db.execute(f"insert into {table}_fts({table}_fts) values ('rebuild')")
        TABLE[table].create(db)
    db.execute("pragma wal_checkpoint(truncate)")
    db.close()


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
    db = open_docket(asked.file)
    counts = ", ".join(
        f"{db[table].count} {table}"
        for table in ("cases", "docket_entries", "opinions", "rulings", "hearings")
    )
    db.close()
    print(
        f"{asked.file}: {counts}, {asked.file.stat().st_size / 2**20:.0f} MiB, {time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
