"""What a column and a table are: their descriptions, and what SQLite, the API, changes and suppression need
to know."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Any

from sqlite_utils import Database

INTEGER = "INTEGER"
TOKENIZER = "porter unicode61"  # used by every full-text index
PROVENANCE = ("snapshot_id", "first_seen", "last_seen")
# What replaces removed words, so that a reader sees that something was removed.
REMOVED = "[removed from publication]"


class Kind(StrEnum):
    """The type of a column's values in the API. In cells, lists are joined by semicolons and flags are 1 and
    0."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    INSTANT = "instant"
    LIST = "list"


TEXT, NUMBER, FLAG, DATE, INSTANT, LIST = Kind


class Sealed(Enum):
    """What a column of a suppressed row shows: nothing, unless the register says otherwise."""

    HIDDEN = None
    KEPT = "kept"  # it identifies or orders the row, or names its docket or court; it reveals nothing
    TOMBSTONE = REMOVED


HIDDEN, KEPT, TOMBSTONE = Sealed


@dataclass(frozen=True)
class Column:
    """One column, declared once: tables, descriptions, API, changes and suppression are all derived from it.

    `words` is its description. `one_of` has its possible values, or those of a list's items. `references` is
    the ``table.column`` to which it refers. A fact (`is_fact`) can be requested together with its source;
    what locates, orders or counts a row, or names its origin, is not a fact. `is_watched`: a change in it is
    news. `sealed` is what a suppressed row shows in it.
    """

    name: str
    kind: Kind
    words: str
    one_of: type[StrEnum] | tuple[str, ...] = ()
    references: str = ""
    is_fact: bool = True
    is_watched: bool = False
    sealed: Sealed = HIDDEN
    is_required: bool = False

    @property
    def type(self) -> str:
        """Its type in SQLite."""
        return INTEGER if self.kind in (NUMBER, FLAG) else "TEXT"


@dataclass(frozen=True)
class Shown:
    """What a reader can open: its name, title, description and columns."""

    name: str
    title: str
    words: str
    declared: tuple[Column, ...]
    columns: dict[str, Column] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "columns", {column.name: column for column in self.declared})

    def pick(self, names: str) -> tuple[Column, ...]:
        """Return the columns with these names, which are separated by spaces. Raises KeyError for an unknown
        name."""
        return tuple(self.columns[name] for name in names.split())


@dataclass(frozen=True)
class View(Shown):
    """One view as data. Its columns are declared in the order of its SQL."""

    sql: str


@dataclass(frozen=True)
class Table(Shown):
    """One table as data.

    The first column is the key, unless `pk` says otherwise; `search` lists the columns with full-text search.
    `rare` lists partial indexes: (columns, condition). `news` is the word for a row in the kinds of changes
    (``party_added``) and the column that names the row there. With `leaves_tombstone` a suppressed row stays
    and shows what `Column.sealed` allows; rows of other tables disappear with what they belong to.
    """

    pk: str | tuple[str, ...] = ""
    indexes: tuple[tuple[str, ...], ...] = ()
    search: tuple[str, ...] = ()
    rare: tuple[tuple[tuple[str, ...], str], ...] = ()
    news: tuple[str, str] | None = None
    leaves_tombstone: bool = False
    primary: tuple[str, ...] = field(init=False)
    foreign_keys: tuple[tuple[str, str, str], ...] = field(init=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        pk = self.pk or self.declared[0].name
        referring = (column for column in self.declared if column.references)
        keys = tuple((column.name, *column.references.split(".")) for column in referring)
        for name, value in (
            ("pk", pk),
            ("primary", (pk,) if isinstance(pk, str) else pk),
            ("foreign_keys", keys),
        ):
            object.__setattr__(self, name, value)

    @property
    def key(self) -> str:
        """The key column. Raises ValueError for a table with a key of several columns."""
        (only,) = self.primary
        return only

    @property
    def watched(self) -> tuple[str, ...]:
        """The columns in which a change is news."""
        return tuple(name for name, column in self.columns.items() if column.is_watched)

    @property
    def is_published(self) -> bool:
        """Whether readers see the table: names of the merge's memory begin with an underscore."""
        return not self.name.startswith("_")

    @property
    def is_of_docket(self) -> bool:
        """Whether each of its rows belongs to one docket."""
        return ("docket_id", "dockets", "docket_id") in self.foreign_keys

    def blank(self) -> dict[str, Any]:
        """Return an empty row."""
        return dict.fromkeys(self.columns)

    def seal(self, row: dict[str, Any]) -> None:
        """Remove from a row, in place, what a suppression hides."""
        for name, column in self.columns.items():
            if column.sealed is not KEPT and name in row:
                row[name] = column.sealed.value

    def create(self, db: Database) -> None:
        """Create the table, its indexes and its search index if they are missing."""
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
            for statement in self._search_sql() if self.search else ():
                db.execute(statement)

    def _create_sql(self) -> str:
        lines = []
        for name, column in self.columns.items():
            rule = " primary key" if self.primary == (name,) else ""
            rule += " not null" if column.is_required and not rule else ""
            lines.append(f"[{name}] {column.type}{rule}")
        if len(self.primary) > 1:
            lines.append(f"primary key ({_list(self.primary)})")
        for name, table, other in self.foreign_keys:
            # Deferred: a docket and the case it opens are written in one transaction.
            lines.append(
                f"foreign key ([{name}]) references [{table}]([{other}]) deferrable initially deferred"
            )
        body = ",\n  ".join(lines)
        return f"create table if not exists [{self.name}] (\n  {body}\n)"

    def _search_sql(self) -> list[str]:
        """Return the SQL of an external-content FTS5 index whose update trigger fires only when a searched
        column changes.

        A newer page changes `last_seen` of every entry that it shows; indexing their texts again for that
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
