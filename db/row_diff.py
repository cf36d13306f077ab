"""Bring tables to the rows they should have: write only the differences, and return them."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from sqlite_utils import Database

from db.rows import fetch_rows, group, marks
from db.schema import TABLE
from db.tables import PROVENANCE

_ROWS_A_STATEMENT = 900 // 12


def moves_links(differences: dict[str, Any]) -> bool:
    """Return whether a docket's link may now point to a different row than before."""
    aliases = differences["docket_aliases"]
    return bool(
        any(row["kind"] == "catalog" for row in aliases["added"] + aliases["removed"])
        or differences["case_links"]["added"]
        or differences["case_links"]["changed"]
        or any(old["case_id"] != new["case_id"] for old, new in differences["dockets"]["changed"])
    )


def load_rows(db: Database, table: str, column: str, value: str) -> dict[str, dict[str, Any]]:
    """Return the rows of a table with this value in a column, by primary key."""
    rows = fetch_rows(db, f"select * from [{table}] where [{column}] = ?", (value,))
    return {row[TABLE[table].key]: row for row in rows}


def sync_rows(
    db: Database, table: str, old: dict[str, dict[str, Any]], new: dict[str, dict[str, Any]]
) -> dict[str, Any]:
    """Bring rows from `old` to `new`, writing only the differences; return them."""
    if not old and not new:
        return {"added": [], "changed": [], "removed": [], "moved": [], "old": old}
    added = [row for key, row in new.items() if key not in old]
    removed = [row for key, row in old.items() if key not in new]
    changed, moved = [], []
    for key, row in new.items():
        before = old.get(key)
        if before is None or row.items() <= before.items():
            continue
        if all(before[column] == value or column in PROVENANCE for column, value in row.items()):
            moved.append(row)
        else:
            changed.append((before, row))
    name = TABLE[table].key
    if removed:
        db.conn.executemany(f"delete from [{table}] where [{name}] = ?", [(row[name],) for row in removed])
    insert_rows(db, table, added)
    _update_rows(db, table, name, changed)
    if moved:
        db.conn.executemany(
            f"update [{table}] set snapshot_id = ?, first_seen = ?, last_seen = ? where [{name}] = ?",
            [(row["snapshot_id"], row["first_seen"], row["last_seen"], row[name]) for row in moved],
        )
    return {"added": added, "changed": changed, "removed": removed, "moved": moved, "old": old}


def _update_rows(
    db: Database, table: str, key: str, changed: list[tuple[dict[str, Any], dict[str, Any]]]
) -> None:
    """Write the changed columns of each row; rows that differ in the same columns are written in one
    statement, as in `insert_rows`."""
    alike = group(
        (tuple(name for name, value in row.items() if before[name] != value), row) for before, row in changed
    )
    for names, rows in alike.items():
        values = f"({', '.join('?' * (1 + len(names)))})"
        to = ", ".join(f"[{name}] = said.column{place}" for place, name in enumerate(names, 2))
        for start in range(0, len(rows), _ROWS_A_STATEMENT):
            batch = rows[start : start + _ROWS_A_STATEMENT]
            db.conn.execute(
                (
                    f"update [{table}] set {to} from (values {', '.join([values] * len(batch))}) as said "
                    f"where [{table}].[{key}] = said.column1"
                ),
                [row[name] for row in batch for name in (key, *names)],
            )


def insert_rows(db: Database, table: str, rows: list[dict[str, Any]]) -> None:
    """Insert rows. If the table has a search index, many rows go in one statement, since the index costs as
    much per statement as per row; otherwise one prepared statement is used.
    """
    if not rows:
        return
    names = tuple(TABLE[table].columns)
    cells_of = itemgetter(*names)
    # A row may omit columns; most have all, and those `itemgetter` unpacks seven times faster.
    cells = [
        cells_of(row) if len(row) == len(names) else tuple(row.get(name) for name in names) for row in rows
    ]
    row_marks = f"({marks(names)})"
    # An alias can move from one docket to another of its cluster: the later writer gets it.
    verb = "insert or replace" if table == "docket_aliases" else "insert"
    head = f"{verb} into [{table}] ({', '.join(f'[{name}]' for name in names)}) values "
    if not TABLE[table].search:
        db.conn.executemany(head + row_marks, cells)
        return
    for start in range(0, len(cells), _ROWS_A_STATEMENT):
        batch = cells[start : start + _ROWS_A_STATEMENT]
        values = [value for row in batch for value in row]
        db.conn.execute(head + ", ".join([row_marks] * len(batch)), values)


_PEOPLE = (("attorneys", "attorney_id"), ("firms", "firm_id"))


def ensure_people(db: Database, rows: dict[str, Any]) -> set[str]:
    """Add a row for every attorney and firm in `rows` that the table lacks.

    Returns the ids that existed already, whose provenance other dockets share.
    """
    known: set[str] = set()
    for table, key in _PEOPLE:
        people = rows.get(table, {})
        sql = f"select {key} from {table} where {key} in ({marks(people)})"
        known |= {row[0] for row in db.conn.execute(sql, list(people))}
        seen = group((row[key], row) for row in rows.get("representations", {}).values())
        name_column = f"{table[:-1]}_name"
        insert_rows(
            db,
            table,
            [
                person | {"name": _fullest(row[name_column] for row in seen[name])} | _provenance(seen[name])
                for name, person in people.items()
                if name not in known
            ],
        )
    return known


def _fullest(names: Iterable[str]) -> str:
    """Return the longest of several spellings of one name: "Otis W Example" rather than "O Example"."""
    return min(names, key=lambda name: (-len(name), name))


def _provenance(rows: list[dict[str, Any]]) -> dict[str, Any]:
    first = min(rows, key=lambda row: (row["first_seen"], row["snapshot_id"]))
    return {name: first[name] for name in ("snapshot_id", "first_seen")} | {
        "last_seen": max(r["last_seen"] for r in rows)
    }


def refresh_people(db: Database, difference: dict[str, Any], known: set[str]) -> None:
    """Update the name and provenance of the attorneys and firms in `known`; delete those that no row names
    any more.

    Additions are compared only with the row itself, since otherwise a firm with two thousand dockets would be
    read whole for each of them (a fifth of the time of storing, at 600,000 entries). Only a removal looks
    through everything that is left.
    """
    grown, other = _grown(difference)
    left = difference["removed"] + [old for old, _ in difference["changed"]]
    for table, key in _PEOPLE:
        gone = {row[key] for row in left if row[key]}
        whole = ({row[key] for row in other if row[key]} & known) | gone
        new = group((row[key], row) for row in grown)
        for person in sorted(new.keys() & known - whole):
            _grow(db, table, key, person, new[person])
        for person in sorted(whole):
            _weigh_all(db, table, key, person)
        db.conn.executemany(
            f"delete from {table} where {key} = ?1 and not exists (select 1 from representations where {key} = ?1)",
            [(person,) for person in sorted(gone)],
        )


def _grown(difference: dict[str, Any]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return (rows that are new or were only seen again later, rows that changed)."""
    grown, other = list(difference["added"]), [new for _, new in difference["changed"]]
    for row in difference["moved"]:
        before = difference["old"][row["representation_id"]]
        is_same = (
            all(before[name] == row[name] for name in ("snapshot_id", "first_seen"))
            and before["last_seen"] <= row["last_seen"]
        )
        (grown if is_same else other).append(row)
    return grown, other


def _grow(db: Database, table: str, key: str, person: str, rows: list[dict[str, Any]]) -> None:
    """Update a row to what `_weigh_all` would compute, from its own values, which summarize everything
    before, and the new rows."""
    name_column = f"{table[:-1]}_name"
    names = ("name", "snapshot_id", "first_seen", "last_seen")
    (before,) = fetch_rows(db, f"select {', '.join(names)} from {table} where {key} = ?", (person,))
    after = {"name": _fullest([before["name"], *(row[name_column] for row in rows)])} | _provenance(
        [before, *rows]
    )
    if after != before:
        db.conn.execute(
            f"update {table} set {', '.join(f'{name} = ?' for name in names)} where {key} = ?",
            [*(after[name] for name in names), person],
        )


def _weigh_all(db: Database, table: str, key: str, person: str) -> None:
    """Set a row to the fullest name, and to the first and last page, of all rows that name the person or
    firm."""
    db.conn.execute(
        f"update {table} set (name, snapshot_id, first_seen, last_seen) = ("
        f" select (select {table[:-1]}_name from representations where {key} = ?1 order by"
        f" length({table[:-1]}_name) desc, {table[:-1]}_name limit 1), snapshot_id, first_seen,"
        f" (select max(last_seen) from representations where {key} = ?1)"
        f" from representations where {key} = ?1 order by first_seen, snapshot_id limit 1) where {key} = ?1",
        (person,),
    )


def redirect_entries(db: Database, difference: dict[str, Any]) -> None:
    """Add a redirect for each entry whose id became stronger (a sequence became a number)."""
    if not difference["removed"]:
        return
    present = difference["added"] + [new for _, new in difference["changed"]]
    holders = group((alias, row["entry_id"]) for row in present for alias in (row["aliases"] or "").split())
    for row in difference["removed"]:
        successors = {key for alias in (row["aliases"] or "").split() for key in holders.get(alias, ())}
        if len(successors) == 1:
            db.conn.execute(
                "insert or replace into redirects values (?, ?, 'entry', ?, ?)",
                (row["entry_id"], successors.pop(), row["snapshot_id"], row["last_seen"]),
            )
