"""Suppression and purge: what a court sealed after the fact leaves every table and export, and the archive too.

The tables are made again from the archive, so that nothing stays in versions, search or the free
pages of the file.
"""

import logging
from dataclasses import dataclass

from db import archive, ledger, suspects
from db.merge import merge_docket
from db.merge.same_docket import Ref, Resolved
from db.merge.same_entry import find_entries
from db.readings import Sighting, load_readings, load_sightings
from docket.snapshot import Form
from tracker import opinion_cache, pipeline
from tracker.export.snapshot import renew_exports
from tracker.home import House
from tracker.stop import Bar

log = logging.getLogger("tracker")

_TABLES = {
    "docket": ("dockets", "docket_id"),
    "entry": ("docket_entries", "entry_id"),
    "party": ("participations", "participation_id"),
    "opinion": ("opinions", "opinion_id"),
}


class TakedownError(ValueError):
    """There is nothing like that to take down. The message says where its id stands."""


@dataclass(frozen=True)
class Subject:
    """What is to be taken down, the docket it is of, the archived pages that show it, and those nobody read (ids)."""

    scope: str
    target: str
    docket_id: str
    shown_in: tuple[Sighting, ...]
    unread: tuple[str, ...]

    @property
    def own_files(self) -> int:
        """How many of the files that show it come back with the code."""
        return sum(sighting.form in (Form.CURATED, Form.CORRECTION) for sighting in self.shown_in)

    @property
    def bodies(self) -> list[str]:
        """The snapshots whose bytes can be erased; pages that were set aside are among them, since they may
        show it, too."""
        return [s.snapshot_id for s in self.shown_in if s.form not in (Form.CURATED, Form.CORRECTION)] + list(
            self.unread
        )


def find_subject(house: House, scope: str, target: str) -> Subject:
    """Return what the id names. Raises TakedownError if no row has it."""
    table, key = _TABLES[scope]
    sql = f"select docket_id from [{table}] where [{key}] = ?"
    row = house.store.db.execute(sql, (target,)).fetchone()
    if row is None and (current := house.store.former_ids.current(target)):
        target = current
        row = house.store.db.execute(sql, (target,)).fetchone()
    if row is None:
        raise TakedownError(f"no {scope} {target!r}; its id is the column {key} of the table {table}")
    shown = tuple(_shown_in(house, scope, target, row[0]))
    return Subject(
        scope,
        target,
        row[0],
        shown,
        tuple(suspects.set_aside_of(house.store.db, row[0], [s.snapshot_id for s in shown])),
    )


def _shown_in(house: House, scope: str, target: str, docket_id: str) -> list[Sighting]:
    db = house.store.db
    refs = [
        Ref(*row)
        for row in db.execute(
            "select ref_id, court_id, docket_number, office, serial, pacer_case_id, catalog_slug from _refs "
            "where docket_id = ? order by ref_id",
            (docket_id,),
        )
    ]
    keys = [ref.ref_id for ref in refs]
    sightings, readings = load_sightings(db, keys), load_readings(db, keys)
    if scope == "docket":
        return sightings
    if scope == "opinion":
        mine = {
            key
            for key, reading in readings.items()
            if reading.kind == "opinion" and target == f"{docket_id}.{reading.data['opinion_key']}"
        }
    elif scope == "entry":
        entries = find_entries(sightings, readings)
        mine = {
            r.reading_id
            for entry in entries
            if f"{docket_id}.{entry.entry_key}" == target
            for r in entry.readings
        }
    else:
        merged = merge_docket(Resolved(docket_id, tuple(refs)), sightings, readings, house.store.register)
        mine = merged.party_readings.get(target, set())
    return [sighting for sighting in sightings if mine & set(sighting.reading_ids)]


def suppress(
    house: House,
    subject: Subject,
    reason: str,
    made_by: str,
    is_purge: bool,
    progress: Bar | None = None,
) -> pipeline.Outcome:
    """Record the suppression, erase the archived bodies if asked, and make the tables again."""
    now = pipeline.now()
    if is_purge:
        house.archive.execute("pragma secure_delete=on")
    with house.archive.atomic():
        ledger.add_suppression(house.archive, subject.scope, subject.target, reason, made_by, now, is_purge)
        for snapshot_id in subject.bodies if is_purge else ():
            archive.purge(house.archive, snapshot_id, now, reason)
            log.warning("purged the archived body of %s, by %s: %s", snapshot_id, made_by, reason)
    opinion_cache.forget(house.archive, subject.bodies)
    if is_purge:  # the old pages must not survive in the write-ahead log
        house.archive.execute("pragma wal_checkpoint(truncate)")
    log.warning("suppressed %s %s, by %s: %s", subject.scope, subject.target, made_by, reason)
    house.__dict__.pop("fingerprint", None)  # it covers the suppressions
    outcome = pipeline.Outcome("rebuild")
    house.rebuild(outcome, progress)
    renewed, absent = renew_exports(house.settings)
    for folder in renewed:
        log.warning("%s: exported anew, the older exports there are deleted", folder)
    for folder in absent:
        log.warning("%s is not there: delete the exports of it yourself, wherever they are now", folder)
    return outcome


def urls_of(house: House, snapshot_ids: list[str]) -> dict[str, str]:
    """Return the address of each page by snapshot id."""
    db = house.store.db
    return {
        name: db.execute("select url from snapshots where snapshot_id = ?", (name,)).fetchone()[0]
        for name in snapshot_ids
    }
