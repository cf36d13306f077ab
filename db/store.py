"""Turns records into rows: the only writer of docket.db.

`ingest` takes the content of one snapshot and brings the tables to the state that follows from all snapshots
so far, in one transaction: the dockets that the snapshot names are merged again, and only the differences are
written. The stream of changes reports the same differences.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlite_utils import Database

from db import cases, curated, outcomes
from db.changes import Change, docket_changes, save_changes
from db.columns import TABLE, TABLES
from db.former_ids import FormerIds, Printed
from db.merge import Merged, merge_docket, names_of
from db.merge.parties import former_party_id
from db.merge.precedence import Rows, digest
from db.merge.same_docket import Conflict, Ref, Resolution, Resolved, resolve
from db.merge.same_entry import find_entries
from db.readings import (
    Reading,
    Sighting,
    drop_superseded,
    is_on_docket,
    load_readings,
    load_sightings,
    save_sightings,
)
from db.row_diff import (
    ensure_people,
    insert_rows,
    load_rows,
    moves_links,
    redirect_entries,
    refresh_people,
    sync_rows,
)
from db.row_pairs import pair_rows, redirect_pairs, redirect_twins
from db.rows import first_cell, marks
from db.suppress import hide, hide_addresses, hide_corrections, hush_changes
from db.tables import REMOVED
from db.withheld import Withheld
from docket.entities import Register
from docket.identity import year_filed
from docket.issues import ROW_NOT_READ, ROWS_NOT_READ, Issue
from docket.redact import redact
from docket.snapshot import Form, Scope, ScopeKind, Snapshot
from docket.text.controls import mark_controls

_AMBIGUOUS = "ambiguous-docket-number"
_CLAIMED_TWICE = "pacer-id-claimed-twice"
# Tables whose rows belong to one docket and are compared as a whole.
DOCKET_TABLES = tuple(table.name for table in TABLES if table.is_of_docket)


class Store:
    """A writer of one docket.db. `hidden` has the suppressed ids as (scope, target) pairs, `former_ids` the
    former ids, and `withheld` the words that must not be in any table."""

    def __init__(
        self,
        db: Database,
        hidden: frozenset[tuple[str, str]] = frozenset(),
        former_ids: FormerIds | None = None,
        withheld: Withheld | None = None,
    ) -> None:
        self.db = db
        self.hidden = hidden
        self.former_ids = former_ids or FormerIds()
        self.withheld = withheld or Withheld()
        self._printed: dict[str, list[Printed]] = {}
        self._register: Register | None = None
        self._judges: dict[tuple[str, str], str] | None = None
        self._links_moved = False
        self._appeared: list[str] = []
        self._gone: list[tuple[dict[str, Rows], list[str], list[Resolved]]] = []
        self._reviewed_until = 0

    def forget(self) -> None:
        """Drop what was cached from a snapshot whose ingest was rolled back."""
        self._register, self._links_moved, self._appeared, self._printed = None, False, [], {}
        self._judges = None
        self._gone = []

    @property
    def ingested_seq(self) -> int:
        """The sequence number of the last snapshot that this database has ingested."""
        return int(self._build("ingested_seq") or 0)

    @property
    def fingerprint(self) -> str | None:
        """The fingerprint of the code and data that built this database; None if unknown."""
        return self._build("fingerprint")

    def _build(self, name: str) -> str | None:
        return first_cell(self.db, str, "select value from build where name = ?", name)

    def ingest(
        self,
        seq: int,
        snapshot: Snapshot,
        records: list[Any],
        issues: list[Issue],
        is_quarantined: bool = False,
    ) -> list[tuple[str, str]]:
        """Save all of one snapshot or, if anything fails, none of it.

        `seq` is its sequence number in the archive. Returns the (id, kind) of each change, in order.
        """
        self.former_ids.begin(seq)
        with self.db.atomic():
            self.db.conn.execute("insert or replace into build values ('ingested_seq', ?)", (str(seq),))
            self._save_snapshot(snapshot, len(records), issues, is_quarantined)
            self._reviewed_until = self._find_review(snapshot)
            self._save_issues(snapshot, issues)
            on_dockets = [record for record in records if is_on_docket(record)]
            others = [record for record in records if not is_on_docket(record)]
            touched: set[str] = set()
            is_latest = True
            if snapshot.form in (Form.CURATED, Form.CORRECTION):
                touched, is_latest = drop_superseded(
                    self.db, snapshot.source, self._clean(snapshot.url), snapshot.snapshot_id
                )
            changes: list[Change] = []
            if is_latest:
                self._printed = save_sightings(self.db, snapshot.snapshot_id, on_dockets, self.withheld)
                touched |= self._printed.keys()
                # A file that has no such rows, and had none, changes none: of the catalog, 11 of 24.
                if others or any(ref_id.startswith("curated|") for ref_id in touched):
                    more, own = curated.save(
                        self.db, snapshot, others, self.withheld, is_update=bool(self._reviewed_until)
                    )
                    changes += own
                    if not isinstance(more, set):
                        self._register = self._judges = None
                        touched |= {row[0] for row in self.db.conn.execute("select ref_id from _refs")}
                    else:
                        touched |= more
            changes += self._merge_touched(touched, snapshot)
            self._printed = {}
            if self.hidden:
                hide_addresses(self.db, self.hidden, snapshot.snapshot_id, self._dockets_of(touched))
                former = self.former_ids
                hide_corrections(self.db, self.hidden, former.seal, former.current)
                changes = hush_changes(changes, self.hidden, former.seal, former.current)
            return save_changes(self.db, changes, snapshot)

    def _merge_touched(self, touched: set[str], snapshot: Snapshot) -> list[Change]:
        changes: list[Change] = []
        case_ids: set[str] = set()
        for cluster in self._clusters(touched):
            changes += self._merge_cluster(cluster, case_ids, snapshot)
        changes += [self._redirect_docket(*each) for each in self._gone]
        changes += cases.refresh(
            self.db, case_ids, lambda docket_id: self._is_first_sight(docket_id, snapshot)
        )
        if self._links_moved:
            cases.resolve_links(self.db)
        for docket_id in () if self._links_moved else self._appeared:
            cases.resolve_links(self.db, docket_id)
        self._links_moved, self._appeared, self._gone = False, [], []
        return changes

    def _clusters(self, touched: set[str]) -> Iterator[list[Ref]]:
        """Yield each complete list of refs that must be resolved together, once."""
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
                queue += self._neighbors(ref)
            done |= set(cluster)
            if cluster:
                yield list(cluster.values())

    def _dockets_of(self, touched: set[str]) -> set[str]:
        sql = f"select docket_id from _refs where ref_id in ({marks(touched)})"
        return {row[0] for row in self.db.conn.execute(sql, list(touched))}

    def _ref(self, key: str) -> Ref | None:
        row = self.db.conn.execute(
            "select ref_id, court_id, docket_number, office, serial, pacer_case_id, catalog_slug "
            "from _refs where ref_id = ?",
            (key,),
        ).fetchone()
        return Ref(*row) if row else None

    def _neighbors(self, ref: Ref) -> list[str]:
        neighbors = []
        for condition, values in (
            ("court_id = ? and serial = ?", (ref.court_id, ref.serial)),
            ("court_id = ? and pacer_case_id = ?", (ref.court_id, ref.pacer_case_id)),
            ("catalog_slug = ?", (ref.catalog_slug,)),
        ):
            if None not in values:
                neighbors += [
                    row[0]
                    for row in self.db.conn.execute(f"select ref_id from _refs where {condition}", values)
                ]
        return neighbors

    def _merge_cluster(self, cluster: list[Ref], case_ids: set[str], snapshot: Snapshot) -> list[Change]:
        keys = [ref.ref_id for ref in cluster]
        sightings = load_sightings(self.db, keys)
        shown = {sighting.ref_id for sighting in sightings}
        fetched = {sighting.ref_id for sighting in sightings if sighting.is_fetched}
        resolution = resolve(
            [replace(ref, is_fetched=ref.ref_id in fetched) for ref in cluster if ref.ref_id in shown]
        )
        resolved, these = resolution.dockets, f"ref_id in ({marks(keys)})"
        before = dict(
            self.db.conn.execute(
                f"select ref_id, docket_id from _refs where {these} and docket_id is not null", keys
            )
        )
        for docket in resolved if self.hidden else ():  # what is sealed stays sealed under another id
            names = {before[ref.ref_id]: docket.docket_id for ref in docket.refs if ref.ref_id in before}
            self.hidden |= self.former_ids.hide("docket", names, self.hidden)
        self.db.conn.execute(f"update _refs set docket_id = null where {these}", keys)
        readings = load_readings(self.db, keys)
        self._save_unjoined(cluster, resolution, sightings)
        changes: list[Change] = []
        gone = sorted(set(before.values()) - {docket.docket_id for docket in resolved})
        retired = [
            (
                self._retire(docket_id, case_ids),
                names_of(ref for ref in cluster if before.get(ref.ref_id) == docket_id),
            )
            for docket_id in gone
        ]
        for docket in resolved:
            mine = {ref.ref_id for ref in docket.refs}
            own = [sighting for sighting in sightings if sighting.ref_id in mine]
            printed = self._former_entries(docket, own, readings)
            merged = merge_docket(docket, own, readings, self.register, self.hidden)
            self._former_parties(docket, merged, readings, printed)
            hide(self.db, merged, own, readings, self.hidden, self.former_ids.seal)
            named = names_of(docket.refs)
            former = [rows for rows, names in retired if set(names) & set(named)]
            changes += self._write(docket, merged, own, readings, case_ids, snapshot, former)
        self._gone += [(rows, names, resolved) for rows, names in retired]
        return changes

    def _former_entries(
        self, docket: Resolved, own: list[Sighting], readings: dict[int, Reading]
    ) -> list[Printed]:
        """Record the former ids of the entries that this snapshot prints; return the lines that are
        parties."""
        printed = [each for ref in docket.refs for each in self._printed.get(ref.ref_id, ())]
        lines = [each for each in printed if each.kind == "entry"]
        if lines:
            now = {
                r.reading_id: f"{docket.docket_id}.{entry.entry_key}"
                for entry in find_entries(own, readings)
                for r in entry.readings
            }
            self._follow(
                "entry",
                docket,
                {f"{docket.docket_id}.{each.key}-{each.ordinal}": now[each.reading_id] for each in lines},
            )
        return [each for each in printed if each.kind == "party"]

    def _former_parties(
        self, docket: Resolved, merged: Merged, readings: dict[int, Reading], printed: list[Printed]
    ) -> None:
        if printed:
            now = {
                reading_id: party_id
                for party_id, made_of in merged.party_readings.items()
                for reading_id in made_of
            }
            self._follow(
                "party",
                docket,
                {
                    former_party_id(
                        docket.docket_id, readings[each.reading_id].data, each.key, each.ordinal
                    ): now[each.reading_id]
                    for each in printed
                    if each.reading_id in now
                },
            )

    def _follow(self, scope: str, docket: Resolved, names: dict[str, str]) -> None:
        self.hidden |= self.former_ids.hide(scope, names, self.hidden)
        self.former_ids.note(
            self.db, scope, names, self.hidden, is_whole=("docket", docket.docket_id) in self.hidden
        )

    def _write(
        self,
        docket: Resolved,
        merged: Merged,
        own: list[Sighting],
        readings: dict[int, Reading],
        case_ids: set[str],
        snapshot: Snapshot,
        former: list[dict[str, Rows]],
    ) -> list[Change]:
        """Write the rows of one docket; `former` has the rows of dockets that have become this one."""
        db = self.db
        header = merged.rows["dockets"][docket.docket_id]
        header["case_id"], header["position"] = cases.case_of(docket, own, readings)
        self._settle(docket, merged)
        old = load_rows(db, "dockets", "docket_id", docket.docket_id)
        is_new = not old
        if old and (case_before := old[docket.docket_id]["case_id"]) != header["case_id"]:
            case_ids.add(case_before)
            # A change links to the case as it is today.
            db.conn.execute(
                "update changes set case_id = ? where docket_id = ?", (header["case_id"], docket.docket_id)
            )
        case_ids.add(header["case_id"])
        differences = {"dockets": sync_rows(db, "dockets", old, merged.rows["dockets"])}
        known = ensure_people(db, merged.rows)
        for table in DOCKET_TABLES:
            before = {} if is_new else load_rows(db, table, "docket_id", docket.docket_id)
            differences[table] = sync_rows(db, table, before, merged.rows.get(table, {}))
        refresh_people(db, differences["representations"], known)
        db.conn.executemany(
            "update _refs set docket_id = ? where ref_id = ?",
            [(docket.docket_id, ref.ref_id) for ref in docket.refs],
        )
        redirect_entries(db, differences["docket_entries"])
        redirect_twins(db, "citations", merged.twins, merged.rows.get("citations", {}))
        self._links_moved |= moves_links(differences)
        if is_new:
            self._appeared.append(docket.docket_id)
        is_update = snapshot.form is Form.CURATED
        is_first_sight = not is_new and self._is_first_sight(docket.docket_id, snapshot)
        if former or (is_update and not is_new and not is_first_sight):
            differences = self._pair(docket.docket_id, differences, former if is_new else [])
            for rows in former if not is_new else ():
                self._redirect_rows(rows, docket.docket_id)
        is_new = is_new and not former
        return docket_changes(
            docket.docket_id, header["case_id"], is_new, is_first_sight, is_update, differences
        )

    def _pair(
        self, docket_id: str, differences: dict[str, Any], former: list[dict[str, Rows]]
    ) -> dict[str, Any]:
        """Return the differences with each corrected row, which has a new id, listed as changed; redirect its
        former id."""
        all_differences = dict(differences)
        for table in ("dockets", *DOCKET_TABLES):
            difference = differences[table]
            went = [*difference["removed"], *(row for rows in former for row in rows[table].values())]
            paired = pair_rows(table, went, difference["added"])
            if table != "dockets":  # `_redirect_docket` reports where a docket went
                redirect_pairs(self.db, table, paired, docket_id)
            all_differences[table] = difference | {
                "added": paired.new,
                "removed": paired.gone,
                "changed": difference["changed"] + paired.pairs,
            }
        return all_differences

    def _redirect_rows(self, rows: dict[str, Rows], successor: str) -> None:
        """Redirect the ids of a former docket's rows to those of the docket that it has become."""
        for table in DOCKET_TABLES:
            now = load_rows(self.db, table, "docket_id", successor)
            paired = pair_rows(table, rows[table].values(), now.values())
            redirect_pairs(self.db, table, paired._replace(new=[]), successor)

    def _is_first_sight(self, docket_id: str, snapshot: Snapshot) -> bool:
        """Return whether the docket came with this same review, in another of its files: then this file adds
        no news to "docket first seen"."""
        came = (
            "select 1 from changes join snapshots using (snapshot_id) where changes.kind = 'docket_added' "
            "and docket_id = ? and source = ? and snapshots.rowid > ?"
        )
        return snapshot.form is Form.CURATED and bool(
            first_cell(self.db, int, came, docket_id, snapshot.source, self._reviewed_until)
        )

    def _find_review(self, snapshot: Snapshot) -> int:
        """Return the rowid of the last snapshot of the previous review, 0 if there was none. A review brings
        its files in the order in which they first came, so it began at the last snapshot that breaks this
        order."""
        if snapshot.form is not Form.CURATED:
            return 0
        sql = (
            "select max(before) from (select first, lag(row) over came as before, lag(first) over came as before_first "
            "from (select rowid as row, min(rowid) over (partition by url) as first from snapshots where source = ?) "
            "window came as (order by row)) where first <= before_first"
        )
        return first_cell(self.db, int, sql, snapshot.source) or 0

    def _settle(self, docket: Resolved, merged: Merged) -> None:
        """Apply the operator's corrections to the rows, and determine how the defense came out in the result."""
        header = merged.rows["dockets"][docket.docket_id]
        corrected = {docket.docket_id: dict(header)}
        curated.apply_corrections(self.db, {**merged.rows, "dockets": corrected}, self.former_ids.current)
        rulings, corrected_header = merged.rows.get("rulings", {}), corrected[docket.docket_id]
        for ruling in rulings.values():
            ruling["judge_id"] = self.judges.get((header["court_id"], ruling["author"]))
        slugs = [ref.catalog_slug for ref in docket.refs if ref.catalog_slug]
        acts = outcomes.make_acts(
            rulings.values(), {docket.docket_id: slugs}, {docket.docket_id: header["court_id"]}, {}, {}
        )
        is_open = outcomes.is_awaited(corrected_header["status"], corrected_header["selection"])
        header |= outcomes.outcome_columns(
            outcomes.stand(acts, is_open), rulings, bool(header["missing_act"])
        )
        header["year_filed"] = year_filed(
            corrected_header["date_filed"], corrected_header["docket_number"], corrected_header["court_id"]
        )
        curated.apply_corrections(self.db, {"dockets": merged.rows["dockets"]})
        if ("docket", docket.docket_id) in self.hidden:
            TABLE["dockets"].seal(header)

    def _retire(self, docket_id: str, case_ids: set[str]) -> dict[str, Rows]:
        """Remove a docket that became another, or that a curator withdrew; return its rows by table."""
        rows = {
            table: load_rows(self.db, table, "docket_id", docket_id) for table in ("dockets", *DOCKET_TABLES)
        }
        case_ids.add(rows["dockets"][docket_id]["case_id"])
        for table in DOCKET_TABLES:
            difference = sync_rows(self.db, table, rows[table], {})
            if table == "representations":
                refresh_people(self.db, difference, set())
        self.db.conn.execute("delete from dockets where docket_id = ?", (docket_id,))
        self._links_moved = True
        return rows

    def _redirect_docket(self, rows: dict[str, Rows], aliases: list[str], resolved: list[Resolved]) -> Change:
        """Return the change that says which docket a removed docket became, if any."""
        (old,) = rows["dockets"].values()
        docket_id, case_id = old["docket_id"], old["case_id"]
        successor = self._successor(aliases, resolved)
        if successor is None and (successor := self._find_lines(old, rows["docket_entries"])):
            self._redirect_rows(rows, successor)
        if successor:
            self.db.conn.execute(
                "insert or replace into redirects values (?, ?, 'docket', ?, ?)",
                (docket_id, successor, old["snapshot_id"], old["last_seen"]),
            )
            self.db.conn.execute(
                "update changes set docket_id = ? where docket_id = ?", (successor, docket_id)
            )
        kind = "docket_merged" if successor else "docket_removed"
        return Change(kind, "dockets", docket_id, None, case_id, "docket_id", docket_id, successor)

    def _find_lines(self, docket: dict[str, Any], entries: Rows) -> str | None:
        """Return the docket of the same court that has all entries of a removed one: its number was corrected
        in lines kept by hand."""
        ids_by_line = [
            {
                row[0]
                for row in self.db.conn.execute(
                    "select docket_id from docket_entries join dockets using (docket_id) "
                    "where court_id = ? and text = ? and docket_entries.date_filed is ?",
                    (docket["court_id"], entry["text"], entry["date_filed"]),
                )
            }
            for entry in entries.values()
            if entry["text"] not in (None, REMOVED)
        ]
        holds_all = set.intersection(*ids_by_line) if ids_by_line else set()
        return holds_all.pop() if len(holds_all) == 1 else None

    def _successor(self, aliases: list[str], resolved: list[Resolved]) -> str | None:
        """Return the docket that a former one has become, if any. A docket with a number is not matched by
        its case id alone: a page that was set aside may have named both."""
        is_numbered = any(alias.startswith("number:") for alias in aliases)
        for alias in aliases:
            if is_numbered and alias.startswith("pacer:"):
                continue
            sql = "select docket_id from docket_aliases where alias = ?"
            if docket_id := first_cell(self.db, str, sql, alias):
                return docket_id
        return resolved[0].docket_id if len(resolved) == 1 and not is_numbered else None

    @property
    def register(self) -> Register:
        if self._register is None:
            rows = self.db.conn.execute(
                "select entity_names.entity_id, entities.kind, entity_names.name, entity_names.kind from entity_names "
                "join entities using (entity_id)"
            )
            self._register = Register.of(list(rows))
        return self._register

    @property
    def judges(self) -> dict[tuple[str, str], str]:
        """Return the ids of judges, by court and author's name as printed there."""
        if self._judges is None:
            self._judges = {
                (court_id, printed): judge_id
                for judge_id, court_ids, names in self.db.conn.execute(
                    "select judge_id, court_ids, printed from judges"
                )
                for court_id in court_ids.split(";")
                for printed in names.split(" | ")
            }
        return self._judges

    def _clean(self, text: str) -> str:
        return self.withheld.redact(mark_controls(redact(text)))

    def _save_snapshot(
        self, snapshot: Snapshot, records: int, issues: list[Issue], is_quarantined: bool
    ) -> None:
        is_whole = not any(issue.code in (ROW_NOT_READ, ROWS_NOT_READ) for issue in issues)
        scope = snapshot.scope if is_whole else Scope(ScopeKind.WINDOW)
        values = {
            "snapshot_id": snapshot.snapshot_id,
            "source": snapshot.source,
            "form": snapshot.form.value,
            "kind": snapshot.kind,
            "url": self._clean(snapshot.url),
            "court_id": snapshot.court_id,
            "fetched_at": snapshot.fetched_at,
            "as_of": snapshot.as_of or snapshot.fetched_at,
            "as_of_basis": snapshot.as_of_basis,
            "scope": scope.kind.value,
            "scope_first": scope.first,
            "scope_last": scope.last,
            "media_type": snapshot.media_type,
            "body_hash": snapshot.body_hash,
            "body_bytes": len(snapshot.body),
            "raw_hash": snapshot.raw_hash,
            "window_from": snapshot.window_from,
            "window_to": snapshot.window_to,
            "item_count": snapshot.item_count,
            "record_count": records,
            "issue_count": len(issues),
            "is_quarantined": int(is_quarantined),
        }
        insert_rows(self.db, "snapshots", [values])

    def _save_issues(self, snapshot: Snapshot, issues: list[Issue]) -> None:
        """Save what was not understood, in the source's own words, redacted: the id is derived from what is
        published."""
        rows = {}
        for issue in issues:
            value, place = (text and self._clean(str(text)) for text in (issue.value, issue.place))
            cleaned = replace(issue, value=value, place=place)
            issue_id = digest(snapshot.snapshot_id, *vars(cleaned).values())
            rows[issue_id] = vars(cleaned) | {
                "issue_id": issue_id,
                "snapshot_id": snapshot.snapshot_id,
                "seen_at": snapshot.fetched_at,
            }
        insert_rows(self.db, "issues", list(rows.values()))

    def _save_unjoined(self, cluster: list[Ref], resolution: Resolution, sightings: list[Sighting]) -> None:
        """Save issues for numbers that fit two dockets and for case ids that two numbers claim, as long as
        they do."""
        keys = [digest(code, ref.ref_id) for ref in cluster for code in (_AMBIGUOUS, _CLAIMED_TWICE)]
        self.db.conn.executemany("delete from issues where issue_id = ?", [(key,) for key in keys])
        issue_fields = [
            (_AMBIGUOUS, ref, ref.docket_number or ref.pacer_case_id) for ref in resolution.ambiguous
        ]
        issue_fields += [(_CLAIMED_TWICE, conflict.ref, _tell(conflict)) for conflict in resolution.conflicts]
        rows = []
        for code, ref, value in issue_fields:
            first = next(sighting for sighting in sightings if sighting.ref_id == ref.ref_id)
            rows.append(
                {
                    "issue_id": digest(code, ref.ref_id),
                    "code": code,
                    "value": value,
                    "place": ref.catalog_slug,
                    "court_id": ref.court_id,
                    "docket_number": ref.docket_number,
                    "docket_id": None,
                    "snapshot_id": first.snapshot_id,
                    "seen_at": first.fetched_at,
                }
            )
        insert_rows(self.db, "issues", rows)


def _tell(conflict: Conflict) -> str:
    """Return a message for the reviewer: the two claims on a case id, and what was done."""
    ref, others = conflict.ref, sorted({str(other.docket_number) for other in conflict.others})
    both = f"case id {ref.pacer_case_id} stands with {ref.docket_number} here and with {', '.join(others)} elsewhere"
    if conflict.rightful:
        return f"{both}; an answer of the court or CourtListener has the latter, so these pages are set aside"
    return f"{both}; neither is borne out, so the id joins nothing"
