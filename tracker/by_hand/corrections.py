"""The operator's corrections: one CSV file in the home, kept by hand or by `tracker correct`.

The file is archived whenever its bytes differ, so that no correction is lost with it; removing a line undoes
the correction. Nothing here edits docket.db: the next ingest does.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlite_utils import Database

from db.curated import CORRECTABLE
from db.disk import write_whole
from db.folding import fold
from db.schema import TABLE
from db.tables import DATE, INTEGER, LIST, PROVENANCE
from db.withheld import MARK, load_withheld, withhold
from docket.issues import ParseError
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.times import instant, parse_instant
from scrapers.sources import corrections as source
from tracker import pipeline
from tracker.home import House
from tracker.home_csv import BOM, add_line, read_file, restore_file
from tracker.importing import read_bytes
from tracker.outcome import Outcome
from tracker.owed import owe

URL = "corrections:corrections.csv"
_FEWEST_WORDS = 2  # in a value that is kept private


class CorrectionError(ValueError):
    """A correction that cannot be made. The message says what can be corrected."""


@dataclass(frozen=True)
class Target:
    """One field of one row. `old` is the value published now."""

    table: str
    row_id: str
    field: str
    old: str | int | None


def find_target(db: Database, table: str, row_id: str, field: str) -> Target:
    """Return the field to correct. Raises CorrectionError if it cannot be corrected, or does not exist."""
    if table not in CORRECTABLE:
        raise CorrectionError(f"rows of {table!r} cannot be corrected; tables are {', '.join(CORRECTABLE)}")
    fields = correctable_fields(table)
    if field not in fields:
        raise CorrectionError(
            f"{table} has no field {field!r} that can be corrected; fields are {', '.join(fields)}"
        )
    for key in (row_id, _successor(db, row_id)):
        row = db.execute(f"select [{field}] from [{table}] where [{TABLE[table].pk}] = ?", (key,)).fetchone()
        if row:
            return Target(table, key, field, row[0])
    raise CorrectionError(f"{table} has no row {row_id!r}; the id of a row is its {TABLE[table].pk}")


def _successor(db: Database, row_id: str) -> str:
    seen = set()
    while row_id not in seen:
        seen.add(row_id)
        row = db.execute("select new_id from redirects where old_id = ?", (row_id,)).fetchone()
        row_id = row[0] if row else row_id
    return row_id


def correctable_fields(table: str) -> list[str]:
    """Return the columns that say something about the case: not ids, provenance, or our own counts."""
    described = TABLE[table]
    fixed = {*described.primary, *PROVENANCE, *(key[0] for key in described.foreign_keys)}
    fixed |= {
        name for name in described.columns if name.endswith("_count") or name in ("position", "aliases")
    }
    return [name for name in described.columns if name not in fixed]


def check_value(table: str, field: str, value: str | None) -> None:
    """Raise CorrectionError unless the field can hold the value."""
    if value is None:
        return
    if not value.strip():
        raise CorrectionError("the value is blank; write --unknown if the field is not known")
    column = TABLE[table].columns[field]
    values = [each.strip() for each in value.split(";")] if column.kind is LIST else [value]
    if column.one_of and not set(values) <= set(column.one_of):
        raise CorrectionError(f"{field} is one of {', '.join(column.one_of)}, not {value!r}")
    if column.type == INTEGER and not value.isdecimal():
        raise CorrectionError(f"{field} is a whole number, not {value!r}")
    if column.kind is DATE:
        try:
            date.fromisoformat(value)
        except ValueError:
            raise CorrectionError(f"{field} is a date like 2024-03-05, not {value!r}") from None


def is_private(house: House, target: Target, value: str | None) -> bool:
    """Return whether the old value contains words that a suppression took down and the new one does not."""
    known = load_withheld(house.archive, only_redacted=False)
    return known.stands_in(str(target.old or "")) and not known.stands_in(value or "")


def withhold_old(house: House, target: Target, value: str | None, reason: str, made_by: str) -> None:
    """Withhold the old value everywhere: beside the correction, in changes, in feeds; likewise the values
    that earlier corrections of the field gave or replaced.

    Raises CorrectionError for a value of a single word, since that word would be replaced in every text.
    """
    before = house.store.db.execute(
        "select replaced_value, value from corrections where table_name = ? and row_id = ? and field = ?",
        (target.table, target.row_id, target.field),
    )
    values = {str(each) for row in before.fetchall() for each in row if each} | {str(target.old or "")}
    old = sorted(values - {"", value, MARK})
    for each in old:
        if len(fold(each)) < _FEWEST_WORDS:
            raise CorrectionError(
                f"{each!r} is a single word: kept private, it would be replaced in every text; where that is "
                "meant, say so with `python -m tracker suppress words`"
            )
    with house.archive.atomic():
        withhold(house.archive, old, True, made_by, now := pipeline.now(), reason)
        owe(house.archive, now, is_purge=False)


def add_correction(house: House, target: Target, value: str | None, reason: str, made_by: str) -> None:
    """Append one correction to the file. Raises ParseError if the present file cannot be read."""
    path = house.settings.corrections_path
    body = read_file(house, source.SOURCE.NAME, path, source.COLUMNS)
    made_at = pipeline.now()
    earlier = [
        c.made_at
        for c in read_corrections(body)
        if (c.table, c.row_id, c.field) == (target.table, target.row_id, target.field)
    ]
    if earlier and max(earlier) >= made_at:  # two in the same second: the later one must win
        made_at = instant(parse_instant(max(earlier)) + timedelta(seconds=1))
    cells = {
        "table": target.table,
        "row_id": target.row_id,
        "field": target.field,
        "value": value,
        "reason": reason,
        "made_by": made_by,
        "made_at": made_at,
    }
    write_whole(path, add_line(body, cells))


def read_corrections(body: bytes) -> list:
    """Return the corrections in the file's bytes. Raises ParseError naming the bad line."""
    return list(source.SOURCE.parse(_snapshot(body)))


def archive_corrections(house: House, outcome: Outcome) -> None:
    """Archive the file if its bytes differ from the archived ones; a bad file is an error of the outcome.

    A missing file is restored from the archive: a correction is undone by deleting its line, not the file.
    """
    path = house.settings.corrections_path
    restore_file(house, source.SOURCE.NAME, path)
    if not path.exists():
        return
    try:
        snapshot = _snapshot(read_bytes(path))
        list(source.SOURCE.parse(snapshot))
    except ParseError as error:
        outcome.errors.append(str(error))
        return
    pipeline.archive_snapshot(house, snapshot, outcome)


def _snapshot(body: bytes) -> Snapshot:
    now = pipeline.now()
    return Snapshot(
        source=source.SOURCE.NAME,
        url=URL,
        fetched_at=now,
        body=body.removeprefix(BOM),
        form=Form.CORRECTION,
        kind="corrections",
        media_type="text/csv",
        as_of=now,
        as_of_basis="file",
        scope=Scope(ScopeKind.COMPLETE),
    )
