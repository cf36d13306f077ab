"""Writes the docket database for export: every published table, the same bytes for the same content.

It leaves out the merge's own memory (tables that begin with an underscore) and what belongs to this machine:
folders in the names of imported files, and the counters in `build`. In place of the memory,
`docket_snapshots` says which page showed which docket. `bill_states` gives the state of each bill. Rows are
written in the order of their content, so that the file has no trace of when they came, of deleted rows or of
free pages.
"""

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from db.schema import TABLES, describe
from db.tables import FLAG, INSTANT, TEXT, Column, Table
from db.views import VIEWS
from docket.bills import congress_ends, find_fate, last_ended
from docket.times import instant

PAGES_OF_DOCKETS = Table(
    "docket_snapshots",
    "Dockets by page",
    "Which page, as archived, showed which docket.",
    (
        Column("docket_id", TEXT, "The docket", references="dockets.docket_id"),
        Column("snapshot_id", TEXT, "The archived page", references="snapshots.snapshot_id"),
    ),
    pk=("docket_id", "snapshot_id"),
    indexes=(("snapshot_id",),),
)
# No table of ours holds the state of a bill, since that depends on the clock; a snapshot has its own date.
_ENDS_AT = "When its Congress ends or ended, and with it every bill not enacted: an instant, UTC"
BILL_STATES = Table(
    "bill_states",
    "What became of the bills",
    "Alive, dead or enacted, at the instant in as_of. A bill not enacted dies with its Congress.",
    (
        Column("bill_id", TEXT, "The bill", references="bills.bill_id"),
        Column("as_of", INSTANT, "The instant at which it is told: UTC"),
        Column(
            "state", TEXT, "alive, dead or enacted; null for an inquiry, and before a bill was introduced"
        ),
        Column("words", TEXT, "The same in words"),
        Column("congress_ends_at", INSTANT, _ENDS_AT),
    ),
    indexes=(("state",),),
)
EXPORTED = (*(table for table in TABLES if table.is_published), PAGES_OF_DOCKETS, BILL_STATES)
# Pages read some tables backward by rowid, newest first; for the others the order of the key will do.
_ORDER = {
    "changes": "rowid",  # in the order of the archive, the same in every rebuild
    "docket_entries": "date_filed, docket_id, position, entry_id",
    "claims": "docket_id, entry_id, span_start, claim_id",
    "defenses": "docket_id, entry_id, span_start, defense_id",
    "citations": "docket_id, entry_id, citation_id",
    "hearing_events": "hearing_id, action_date, entry_id, span_start, hearing_event_id",
    "representations": "docket_id, participation_id, position, representation_id",
    "accuracy": "rowid",  # a list of ours, in the order of its file
}
_SOURCE_OF = {
    "docket_snapshots": (
        "(select distinct _refs.docket_id, _sightings.snapshot_id from live._refs join live._sightings "
        "using (ref_id)"
        " where _refs.docket_id in (select docket_id from live.dockets))"
    ),
    "bill_states": "(select bill_id, "
    + ", ".join(
        f"json_extract(fate, '$.{name}') as {name}" for name in BILL_STATES.columns if name != "bill_id"
    )
    + (
        " from (select bill_id, find_fate(kind, congress, status, law, date_introduced, status_date) as "
        "fate from live.bills))"
    ),
    "build": "(select * from live.build where name in ('fingerprint', 'version'))",
    "descriptions": "(select * from live.descriptions where 0)",  # of an export: rebuilt below
}
# The address of a file from this machine: a scheme of ours, then a name, perhaps after folders.
_OF_A_FILE = re.compile(
    "(?P<scheme>(?:file|import|page|events|corrections|inbox"
    r"|sweep):)?(?P<folders>(?:[A-Za-z]:)?[^?#]*[/\\])(?P<name>[^/\\]*)"
)
_IS_WEB = re.compile(r"(?!file:)[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_PLACES = ("url", "source_url", "place", "evidence")


def strip_folders(value: str | None) -> str | None:
    """Return an address or a place without the folders of the machine where it was read; web addresses
    unchanged.

    A path is absolute, or follows a scheme of ours: "42 U.S.C. / row 3" is not a path.
    """
    if not value or _IS_WEB.match(value):
        return value
    match = _OF_A_FILE.match(value)
    if match is None or not (match["scheme"] or re.match(r"[/\\~]|[A-Za-z]:[/\\]", match["folders"])):
        return value
    return (match["scheme"] or "") + match["name"] + value[match.end() :]


_ASKED = ("kind", "congress", "status", "law", "date_introduced", "status_date")


def write_tables(
    docket_path: Path, target: Path, now: datetime, as_of: datetime | None = None
) -> dict[str, int]:
    """Write the published tables of the database at `docket_path` to a new file; return the number of rows of
    each.

    The database may be in use: one state of it is read. `target` must not exist. The states of bills are as
    of `as_of` or else `now`; in the latter case they are dated by the newest page or, if later, by the end of
    the last Congress, so that the same content gives the same bytes until a Congress ends.
    """
    draft = target.with_suffix(".draft")
    connection = sqlite3.connect(draft.resolve().as_uri(), uri=True, isolation_level=None)
    try:
        connection.execute("pragma journal_mode=off")  # an unfinished draft is thrown away
        connection.execute("pragma synchronous=off")
        connection.execute("pragma cache_size=-65536")
        connection.create_function("strip_folders", 1, strip_folders, deterministic=True)
        connection.execute("attach ? as live", (f"{docket_path.resolve().as_uri()}?mode=ro",))
        connection.create_function(
            "find_fate", len(_ASKED), _fate_writer(connection, now, as_of), deterministic=True
        )
        counts = _copy(Database(connection))
        connection.execute("detach live")
        connection.execute("analyze")
        connection.execute("vacuum into ?", (str(target),))
    finally:
        connection.close()
        draft.unlink(missing_ok=True)
    return counts


def _fate_writer(connection: sqlite3.Connection, now: datetime, as_of: datetime | None) -> Callable[..., str]:
    """Return the SQL function that gives the state of a bill, as a JSON object of the columns of
    `BILL_STATES`."""
    newest = connection.execute("select max(fetched_at) from live.snapshots").fetchone()[0]
    dated = instant(as_of) if as_of else max(newest or "", instant(congress_ends(last_ended(now))))

    def write(*bill) -> str:
        fate = find_fate(dict(zip(_ASKED, bill, strict=True)), as_of or now)
        ends = fate.ends_at and instant(fate.ends_at)
        return json.dumps(
            {"as_of": dated, "state": fate.state, "words": fate.words, "congress_ends_at": ends}
        )

    return write


def _copy(db: Database) -> dict[str, int]:
    """Create the tables, fill them in order in one transaction, and index their words."""
    for table in EXPORTED:
        table.create(db)
        for suffix in ("ai", "ad", "au") if table.search else ():
            db.execute(f"drop trigger [{table.name}_{suffix}]")  # nothing writes here any more
    for view in VIEWS.values():
        db.execute(f"create view [{view.name}] as {view.sql}")
    counts = {}
    db.execute("begin")
    describe(db, (*EXPORTED, *VIEWS.values()))
    for table in EXPORTED:
        columns = ", ".join(f"[{column}]" for column in table.columns)
        values = ", ".join(
            f"strip_folders([{column}])" if column in _PLACES else f"[{column}]" for column in table.columns
        )
        source = _SOURCE_OF.get(table.name, f"live.[{table.name}]")
        order = _ORDER.get(table.name, ", ".join(f"[{column}]" for column in table.primary))
        db.execute(
            f"insert into main.[{table.name}] ({columns}) select {values} from {source} order by {order}"
        )
        counts[table.name] = db.execute(f"select count(*) from main.[{table.name}]").fetchone()[0]
    db.execute("commit")
    for table in EXPORTED:
        if table.search:
            db.execute(f"insert into [{table.name}_fts] ([{table.name}_fts]) values ('rebuild')")
            db.execute(f"insert into [{table.name}_fts] ([{table.name}_fts]) values ('optimize')")
    return counts


def read_rows(connection: sqlite3.Connection, table: Table) -> Iterator[dict]:
    """Yield the rows of an exported table, in its order; flags, 1 and 0 in SQLite, become true and false."""
    names = tuple(table.columns)
    flags = [name for name, column in table.columns.items() if column.kind is FLAG]
    columns = ", ".join(f"[{name}]" for name in names)
    for values in connection.execute(f"select {columns} from [{table.name}] order by rowid"):
        row = dict(zip(names, values, strict=True))
        yield row | {name: bool(row[name]) for name in flags if row[name] is not None}
