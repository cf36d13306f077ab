"""What is new in an exported snapshot since the previous one: difference.json.

Of removed rows only the number is given: a row may be gone because its words were taken down, and ids are
made of words.
"""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from db.tables import PROVENANCE, Table
from tracker.export.files import write_json
from tracker.export.tables import EXPORTED

FILE = "difference.json"
LISTED = 1_000  # ids of one table that are named; of more, the tables themselves tell


def write_difference(database: Path, folder: Path, previous: Path | None, name: str) -> dict[str, Any]:
    """Write which rows were added and changed since the snapshot `previous`, by table; return that."""
    before = previous / "docket.db" if previous and (previous / "docket.db").is_file() else None
    summary: dict[str, Any] = {
        "name": name,
        "previous": previous.name if previous and before else None,
        "tables": {},
    }
    if before is not None:
        with closing(sqlite3.connect(f"{database.resolve().as_uri()}?immutable=1", uri=True)) as connection:
            connection.execute("attach ? as old", (f"{before.resolve().as_uri()}?immutable=1",))
            for table in EXPORTED:
                if difference := _compare(connection, table):
                    summary["tables"][table.name] = difference
    write_json(folder / FILE, summary)
    return summary


def _compare(connection: sqlite3.Connection, table: Table) -> dict[str, Any] | None:
    """Return what differs in a table, None if nothing does. A page being seen again is not a difference."""
    then = {row[1] for row in connection.execute(f"pragma old.table_info([{table.name}])")}
    keys = [f"[{name}]" for name in table.primary]
    if not then.issuperset(table.primary):
        return {"added": _count(connection, f"main.[{table.name}]"), "changed": 0, "removed": 0, "ids": {}}
    same_row = " and ".join(f"o.{key} = n.{key}" for key in keys)
    common = [name for name in table.columns if name in then - {*table.primary, *PROVENANCE}]
    differs = " or ".join(f"n.[{name}] is not o.[{name}]" for name in common) or "0"
    row_key = " || ' ' || ".join(f"n.{key}" for key in keys)
    new, old = f"main.[{table.name}] n", f"old.[{table.name}] o"
    questions = {
        "added": f"select {row_key} from {new} where not exists (select 1 from {old} where {same_row}) order by 1",
        "changed": f"select {row_key} from {new} join {old} on {same_row} where {differs} order by 1",
    }
    ids = {how: [row[0] for row in connection.execute(sql)] for how, sql in questions.items()}
    removed = _count(connection, f"{old} where not exists (select 1 from {new} where {same_row})")
    if not removed and not any(ids.values()):
        return None
    return {
        **{how: len(row_ids) for how, row_ids in ids.items()},
        "removed": removed,
        "ids": {how: row_ids[:LISTED] for how, row_ids in ids.items()},
    }


def _count(connection: sqlite3.Connection, rest: str) -> int:
    return connection.execute(f"select count(*) from {rest}").fetchone()[0]
