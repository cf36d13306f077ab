"""Records into rows: the only writer of docket.db.

`ingest` takes what one snapshot said and brings the tables to the state that all snapshots seen
so far ask for, in one transaction: rows are merged anew for the dockets the snapshot names, and
only what differs is written. What differs is also what the changes stream says.
"""

from collections import defaultdict

from sqlite_utils import Database

from db import cases, curated
from db.changes import Change, docket_changes, save_changes
from db.merge import Merged, merge_docket
from db.readings import KINDS, drop_superseded, load_readings, load_sightings, save_sightings
from db.resolve import Ref, Resolved, resolve
from db.schema import TABLE
from db.suppress import hide
from db.winners import digest
from docket.entities import Register
from docket.issues import Issue
from docket.snapshot import Form, Snapshot

# Tables whose rows belong to one docket and are compared as a whole.
DOCKET_TABLES = (
    "docket_aliases", "docket_facts", "docket_platforms", "case_links", "docket_entries", "entry_versions", "documents", "participations",
    "representations", "hearings", "hearing_events", "docket_events", "claims", "defences", "rulings", "citations",
)  # fmt: skip
_ROWS_A_STATEMENT = 900 // 12
_MOVES = ("snapshot_id", "first_seen", "last_seen")


class Store:
    """A writer of one docket.db. `hidden` are the suppressed ids: (scope, target) pairs."""

    def __init__(self, db: Database, hidden: frozenset[tuple[str, str]] = frozenset()):
        self.db = db
        self.hidden = hidden
        self._register: Register | None = None
        self._links_moved = False

    @property
    def ingested_seq(self) -> int:
        """The place in the archive of the last snapshot this database has seen."""
        return int(self._build("ingested_seq") or 0)

    @property
    def fingerprint(self) -> str | None:
        """What code and data this database was made with."""
        return self._build("fingerprint")

    def _build(self, name: str) -> str | None:
        row = self.db.execute("select value from build where name = ?", (name,)).fetchone()
        return row[0] if row else None

    def ingest(
        self, seq: int, snapshot: Snapshot, records: list, issues: list[Issue], is_quarantined: bool = False
    ) -> list[tuple[str, str]]:
        """Save all of one snapshot or, if anything fails, none of it.

        `seq` is its place in the archive. Returns the (id, kind) of each change, in order.
        """
        with self.db.atomic():
            self.db.conn.execute("insert or replace into build values ('ingested_seq', ?)", (str(seq),))
            self._save_snapshot(snapshot, len(records), len(issues), is_quarantined)
            self._save_issues(snapshot, issues)
            on_dockets = [record for record in records if type(record) in KINDS]
            others = [record for record in records if type(record) not in KINDS]
            touched: set[str] = set()
            is_latest = True
            if snapshot.form in (Form.CURATED, Form.CORRECTION):
                touched, is_latest = drop_superseded(self.db, snapshot.source, snapshot.url, snapshot.snapshot_id)
            changes: list[Change] = []
            if is_latest:
                touched |= save_sightings(self.db, snapshot.snapshot_id, on_dockets)
                if others or snapshot.form in (Form.CURATED, Form.CORRECTION):
                    more, own = curated.save(self.db, snapshot, others)
                    changes += own
                    if more is curated.ALL:
                        self._register = None
                        touched |= {row[0] for row in self.db.conn.execute("select ref_id from _refs")}
                    else:
                        touched |= more
            changes += self._merge_touched(touched)
            return save_changes(self.db, changes, snapshot)

    def _merge_touched(self, touched: set[str]) -> list[Change]:
        changes: list[Change] = []
        case_ids: set[str] = set()
        for cluster in self._clusters(touched):
            changes += self._merge_cluster(cluster, case_ids)
        changes += cases.refresh(self.db, case_ids)
        if self._links_moved:
            cases.resolve_links(self.db)
            self._links_moved = False
        return changes

    def _clusters(self, touched: set[str]):
        """Yield lists of refs that must be resolved together: whole, and each once."""
        done: set[str] = set()
        for key in sorted(touched):
            if key in done:
                continue
            cluster, queue = {}, [key]
            while queue:
                ref = self._ref(queue.pop())
                if ref is None or ref.ref_id in cluster:
                    continue
                cluster[ref.ref_id] = ref
                queue += self._neighbours(ref)
            done |= set(cluster)
            if cluster:
                yield list(cluster.values())

    def _ref(self, key: str) -> Ref | None:
        row = self.db.conn.execute(
            "select ref_id, court_id, docket_number, office, serial, pacer_case_id, catalog_slug "
            "from _refs where ref_id = ?",
            (key,),
        ).fetchone()
        return Ref(*row) if row else None

    def _neighbours(self, ref: Ref) -> list[str]:
        found = []
        for condition, values in (
            ("court_id = ? and serial = ?", (ref.court_id, ref.serial)),
            ("court_id = ? and pacer_case_id = ?", (ref.court_id, ref.pacer_case_id)),
            ("catalog_slug = ?", (ref.catalog_slug,)),
        ):
            if None not in values:
                found += [row[0] for row in self.db.conn.execute(f"select ref_id from _refs where {condition}", values)]
        return found

    def _merge_cluster(self, cluster: list[Ref], case_ids: set[str]) -> list[Change]:
        keys = [ref.ref_id for ref in cluster]
        sightings = load_sightings(self.db, keys)
        shown = {sighting.ref_id for sighting in sightings}
        resolved, ambiguous = resolve([ref for ref in cluster if ref.ref_id in shown])
        marks = ", ".join("?" * len(keys))
        old_ids = {
            row[0]
            for row in self.db.conn.execute(f"select distinct docket_id from _refs where ref_id in ({marks})", keys)
            if row[0]
        }
        self.db.conn.execute(f"update _refs set docket_id = null where ref_id in ({marks})", keys)
        readings = load_readings(self.db, keys)
        self._save_ambiguous(cluster, ambiguous, sightings)
        changes: list[Change] = []
        gone = sorted(old_ids - {docket.docket_id for docket in resolved})
        retired = [self._retire(docket_id, case_ids) for docket_id in gone]
        for docket in resolved:
            mine = {ref.ref_id for ref in docket.refs}
            own = [sighting for sighting in sightings if sighting.ref_id in mine]
            merged = merge_docket(docket, own, readings, self.register)
            hide(self.db, merged, own, readings, self.hidden)
            changes += self._write(docket, merged, own, readings, case_ids)
        return changes + [self._point_on(row, aliases, resolved) for row, aliases in retired]

    def _write(self, docket: Resolved, merged: Merged, own, readings, case_ids: set[str]) -> list[Change]:
        db = self.db
        header = merged.rows["dockets"][docket.docket_id]
        header["case_id"], header["position"] = cases.case_of(docket, own, readings)
        curated.apply_corrections(db, merged.rows)
        old = _load(db, "dockets", "docket_id", docket.docket_id)
        is_new = not old
        if old:
            case_ids.add(old[docket.docket_id]["case_id"])
        case_ids.add(header["case_id"])
        differences = {"dockets": _sync(db, "dockets", old, merged.rows["dockets"])}
        _ensure_people(db, merged.rows)
        for table in DOCKET_TABLES:
            before = {} if is_new else _load(db, table, "docket_id", docket.docket_id)
            differences[table] = _sync(db, table, before, merged.rows.get(table, {}))
        _refresh_people(db, differences["representations"])
        db.conn.executemany(
            "update _refs set docket_id = ? where ref_id = ?", [(docket.docket_id, ref.ref_id) for ref in docket.refs]
        )
        _redirect_entries(db, differences["docket_entries"], own)
        self._links_moved |= _moves_links(differences)
        return docket_changes(docket.docket_id, header["case_id"], is_new, differences)

    def _retire(self, docket_id: str, case_ids: set[str]) -> tuple[dict, dict]:
        """Remove a docket that has become another, or that a curator withdrew; return its row and aliases."""
        old = _load(self.db, "dockets", "docket_id", docket_id)[docket_id]
        case_ids.add(old["case_id"])
        aliases = _load(self.db, "docket_aliases", "docket_id", docket_id)
        for table in DOCKET_TABLES:
            before = _load(self.db, table, "docket_id", docket_id)
            difference = _sync(self.db, table, before, {})
            if table == "representations":
                _refresh_people(self.db, difference)
        self.db.conn.execute("delete from dockets where docket_id = ?", (docket_id,))
        self._links_moved = True
        return old, aliases

    def _point_on(self, old: dict, aliases: dict, resolved: list[Resolved]) -> Change:
        """Say where a docket that is no more went."""
        docket_id, case_id = old["docket_id"], old["case_id"]
        successor = self._successor(aliases, resolved)
        if successor:
            self.db.conn.execute(
                "insert or replace into redirects values (?, ?, 'docket', ?, ?)",
                (docket_id, successor, old["snapshot_id"], old["last_seen"]),
            )
        kind = "docket_merged" if successor else "docket_removed"
        return Change(kind, "dockets", docket_id, None, case_id, "docket_id", docket_id, successor)

    def _successor(self, aliases: dict, resolved: list[Resolved]) -> str | None:
        for alias in sorted(aliases):
            row = self.db.conn.execute("select docket_id from docket_aliases where alias = ?", (alias,)).fetchone()
            if row:
                return row[0]
        return resolved[0].docket_id if len(resolved) == 1 else None

    @property
    def register(self) -> Register:
        if self._register is None:
            rows = self.db.conn.execute(
                "select entity_names.entity_id, entities.kind, entity_names.name from entity_names "
                "join entities using (entity_id)"
            )
            self._register = Register.of(list(rows))
        return self._register

    def _save_snapshot(self, snapshot: Snapshot, records: int, issues: int, is_quarantined: bool) -> None:
        values = {
            "snapshot_id": snapshot.snapshot_id, "source": snapshot.source, "form": snapshot.form.value,
            "kind": snapshot.kind, "url": snapshot.url, "court_id": snapshot.court_id,
            "fetched_at": snapshot.fetched_at, "as_of": snapshot.as_of or snapshot.fetched_at,
            "as_of_basis": snapshot.as_of_basis, "scope": snapshot.scope.kind.value,
            "scope_first": snapshot.scope.first, "scope_last": snapshot.scope.last,
            "media_type": snapshot.media_type, "body_hash": snapshot.body_hash, "body_bytes": len(snapshot.body),
            "raw_hash": snapshot.raw_hash, "window_from": snapshot.window_from, "window_to": snapshot.window_to,
            "item_count": snapshot.item_count, "record_count": records, "issue_count": issues,
            "is_quarantined": int(is_quarantined),
        }  # fmt: skip
        _insert(self.db, "snapshots", [values])

    def _save_issues(self, snapshot: Snapshot, issues: list[Issue]) -> None:
        rows = {}
        for issue in issues:
            said = (issue.code, issue.value, issue.place, issue.court_id, issue.docket_number)
            issue_id = digest(snapshot.snapshot_id, *said)
            rows[issue_id] = dict(
                zip(("code", "value", "place", "court_id", "docket_number"), said, strict=True),
                issue_id=issue_id, docket_id=None, snapshot_id=snapshot.snapshot_id, seen_at=snapshot.fetched_at,
            )  # fmt: skip
        _insert(self.db, "issues", list(rows.values()))

    def _save_ambiguous(self, cluster: list[Ref], ambiguous: list[Ref], sightings) -> None:
        """A number that fits two dockets is an issue for as long as it does."""
        for ref in cluster:
            self.db.conn.execute("delete from issues where issue_id = ?", (digest("ambiguous", ref.ref_id),))
        rows = []
        for ref in ambiguous:
            first = next(sighting for sighting in sightings if sighting.ref_id == ref.ref_id)
            rows.append({
                "issue_id": digest("ambiguous", ref.ref_id), "code": "ambiguous-docket-number",
                "value": ref.docket_number, "place": ref.catalog_slug, "court_id": ref.court_id,
                "docket_number": ref.docket_number, "docket_id": None, "snapshot_id": first.snapshot_id,
                "seen_at": first.fetched_at,
            })  # fmt: skip
        _insert(self.db, "issues", rows)


def _moves_links(differences: dict) -> bool:
    """Say whether a link of some docket may now end at another row than before."""
    aliases = differences["docket_aliases"]
    return bool(
        any(row["kind"] == "catalog" for row in aliases["added"] + aliases["removed"])
        or differences["case_links"]["added"]
        or differences["case_links"]["changed"]
        or any(old["case_id"] != new["case_id"] for old, new in differences["dockets"]["changed"])
    )


def _load(db: Database, table: str, column: str, value: str) -> dict[str, dict]:
    key = TABLE[table].pk
    names = tuple(TABLE[table].columns)
    rows = db.conn.execute(f"select {', '.join(f'[{n}]' for n in names)} from [{table}] where [{column}] = ?", (value,))
    return {row[key]: row for row in (dict(zip(names, values, strict=True)) for values in rows)}


def _sync(db: Database, table: str, old: dict[str, dict], new: dict[str, dict]) -> dict:
    """Bring rows from `old` to `new`, writing only what differs; return what that was."""
    added = [row for key, row in new.items() if key not in old]
    removed = [row for key, row in old.items() if key not in new]
    changed, moved = [], []
    for key, row in new.items():
        before = old.get(key)
        if before is None or all(before[name] == value for name, value in row.items()):
            continue
        if any(before[name] != value for name, value in row.items() if name not in _MOVES):
            changed.append((before, row))
        else:
            moved.append(row)
    key = TABLE[table].pk
    if removed:
        db.conn.executemany(f"delete from [{table}] where [{key}] = ?", [(row[key],) for row in removed])
    _insert(db, table, added)
    for before, row in changed:
        names = [name for name, value in row.items() if before[name] != value]
        db.conn.execute(
            f"update [{table}] set {', '.join(f'[{name}] = ?' for name in names)} where [{key}] = ?",
            [*(row[name] for name in names), row[key]],
        )
    if moved:
        db.conn.executemany(
            f"update [{table}] set snapshot_id = ?, first_seen = ?, last_seen = ? where [{key}] = ?",
            [(row["snapshot_id"], row["first_seen"], row["last_seen"], row[key]) for row in moved],
        )
    return {"added": added, "changed": changed, "removed": removed, "moved": moved, "old": old}


def _insert(db: Database, table: str, rows: list[dict]) -> None:
    """Insert in multi-row statements: with a search index the cost follows their number."""
    names = tuple(TABLE[table].columns)
    marks = f"({', '.join('?' * len(names))})"
    columns = ", ".join(f"[{name}]" for name in names)
    for start in range(0, len(rows), _ROWS_A_STATEMENT):
        batch = rows[start : start + _ROWS_A_STATEMENT]
        values = [row.get(name) for row in batch for name in names]
        # An alias may move from one docket to another of its cluster: the later writer has it.
        verb = "insert or replace" if table == "docket_aliases" else "insert"
        db.conn.execute(f"{verb} into [{table}] ({columns}) values {', '.join([marks] * len(batch))}", values)


def _ensure_people(db: Database, rows: dict) -> None:
    for table, key in (("attorneys", "attorney_id"), ("firms", "firm_id")):
        db.conn.executemany(
            f"insert or ignore into {table} ({key}, name) values (?, ?)",
            [(row[key], row["name"]) for row in rows.get(table, {}).values()],
        )


def _refresh_people(db: Database, difference: dict) -> None:
    """Bring the provenance of attorneys and firms up to date; drop those nobody names any more."""
    left = difference["removed"] + [old for old, _ in difference["changed"]]
    rows = left + difference["added"] + difference["moved"] + [new for _, new in difference["changed"]]
    for table, key in (("attorneys", "attorney_id"), ("firms", "firm_id")):
        people = {row[key] for row in rows if row[key]}
        for person in sorted(people):
            db.conn.execute(
                f"update {table} set (snapshot_id, first_seen, last_seen) = ("
                f" select snapshot_id, first_seen, (select max(last_seen) from representations where {key} = ?1)"
                f" from representations where {key} = ?1 order by first_seen, snapshot_id limit 1) where {key} = ?1",
                (person,),
            )
        db.conn.executemany(
            f"delete from {table} where {key} = ?1 and not exists (select 1 from representations where {key} = ?1)",
            [(row[key],) for row in left if row[key]],
        )


def _redirect_entries(db: Database, difference: dict, own) -> None:
    """An entry whose id has grown stronger (a sequence became a number) leaves a redirect."""
    if not difference["removed"]:
        return
    holders = defaultdict(list)
    for row in difference["added"] + [new for _, new in difference["changed"]]:
        for alias in (row["aliases"] or "").split():
            holders[alias].append(row["entry_id"])
    for row in difference["removed"]:
        successors = {key for alias in (row["aliases"] or "").split() for key in holders[alias]}
        if len(successors) == 1:
            db.conn.execute(
                "insert or replace into redirects values (?, ?, 'entry', ?, ?)",
                (row["entry_id"], successors.pop(), row["snapshot_id"], row["last_seen"]),
            )
