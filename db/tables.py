"""What a table is: a name, its columns, and what SQLite must know about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlite_utils import Database

TEXT, INTEGER, BLOB = "TEXT", "INTEGER", "BLOB"
TOKENIZER = "porter unicode61"  # of every full-text index
PROVENANCE = {"snapshot_id": TEXT, "first_seen": TEXT, "last_seen": TEXT}
TOMBSTONE = "[removed from publication]"  # what a suppressed row says


@dataclass(frozen=True)
class Table:
    """One table as data. `foreign_keys` are (column, table, column); `search` the FTS columns.

    `rare` are indexes of the few rows that fit a condition: (columns, condition).
    """

    name: str
    columns: dict[str, str]
    pk: str | tuple[str, ...]
    foreign_keys: tuple[tuple[str, str, str], ...] = ()
    indexes: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    rare: tuple[tuple[tuple[str, ...], str], ...] = ()
    primary: tuple[str, ...] = field(init=False)

    @property
    def key(self) -> str:
        """The one column that names a row. Raises ValueError for a table whose rows several columns name."""
        (only,) = self.primary
        return only

    def __post_init__(self) -> None:
        object.__setattr__(self, "primary", (self.pk,) if isinstance(self.pk, str) else self.pk)

    def create(self, db: Database) -> None:
        """Create the table, its indexes and its search index. Safe to run at every start."""
        with db.atomic():
            db.execute(self._create_sql())
            for columns in self.indexes:
                name = f"idx_{self.name}_{'_'.join(columns)}"
                db.execute(f"create index if not exists [{name}] on [{self.name}] ({_list(columns)})")
            for columns, condition in self.rare:
                name = f"idx_{self.name}_rare_{'_'.join(columns)}"
                db.execute(
                    f"create index if not exists [{name}] on [{self.name}] ({_list(columns)}) where {condition}"
                )
            if self.search:
                for statement in self._search_sql():
                    db.execute(statement)

    def _create_sql(self) -> str:
        lines = []
        for column, kind in self.columns.items():
            rule = " primary key" if self.primary == (column,) else ""
            rule += " not null" if column in self.required and not rule else ""
            lines.append(f"[{column}] {kind}{rule}")
        if len(self.primary) > 1:
            lines.append(f"primary key ({_list(self.primary)})")
        for column, table, other in self.foreign_keys:
            # Deferred: a docket and the case it opens are written in one transaction.
            lines.append(
                f"foreign key ([{column}]) references [{table}]([{other}]) deferrable initially deferred"
            )
        body = ",\n  ".join(lines)
        return f"create table if not exists [{self.name}] (\n  {body}\n)"

    def _search_sql(self) -> list[str]:
        """External-content FTS5 whose update trigger fires only when a searched column changes.

        A newer page moves `last_seen` of every entry it shows; re-indexing their text for that
        would cost more than the whole ingest.
        """
        fts, name, columns = f"{self.name}_fts", self.name, _list(self.search)
        new, old = (", ".join(f"{row}.[{column}]" for column in self.search) for row in ("new", "old"))
        insert = f"insert into [{fts}] (rowid, {columns}) values (new.rowid, {new});"
        delete = f"insert into [{fts}] ([{fts}], rowid, {columns}) values ('delete', old.rowid, {old});"
        return [
            (
                f"create virtual table if not exists [{fts}] using fts5 "
                f"({columns}, tokenize='{TOKENIZER}', content=[{name}])"
            ),
            f"create trigger if not exists [{name}_ai] after insert on [{name}] begin {insert} end",
            f"create trigger if not exists [{name}_ad] after delete on [{name}] begin {delete} end",
            (
                f"create trigger if not exists [{name}_au] after update of {columns} on [{name}] begin "
                f"{delete} {insert} end"
            ),
        ]


def _list(columns: Sequence[str]) -> str:
    return ", ".join(f"[{column}]" for column in columns)
