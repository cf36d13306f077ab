"""Suppression and purge: remove what a court sealed after the fact from every table and export, and from the
archive.

The tables are rebuilt from the archive, so that nothing remains in versions, search or the free pages of the
file. A name occurs in more places than the row it was removed from: `find_elsewhere` says where, and with
`is_everywhere` it is replaced there, too, in this rebuild and every later one (db/withheld.py).
"""

import contextlib
from dataclasses import dataclass, field, replace

from db import archive, ledger, suspects
from db.folding import fold, surname_of
from db.merge import merge_docket
from db.merge.same_docket import Ref, Resolved
from db.merge.same_entry import find_entries
from db.readings import Sighting, load_readings, load_sightings
from db.suppress import is_of_words
from db.tables import REMOVED
from db.withheld import TooShort, Withheld, seek, variants, withhold
from tracker import owed, pipeline
from tracker.home import House
from tracker.logs import log
from tracker.opinions.cache import keep_archived
from tracker.outcome import Outcome
from tracker.stop import NO_BAR, Bar
from tracker.words_left import OUR_FORMS, Searched, find_bodies, find_in_rows, looking_for

_TABLES = {
    "docket": ("dockets", "docket_id"),
    "entry": ("docket_entries", "entry_id"),
    "party": ("participations", "participation_id"),
    "opinion": ("opinions", "opinion_id"),
}


_FEWEST_WORDS = 6  # of an entry's text that identify it: "ORDER granting motion" occurs everywhere


class TakedownError(ValueError):
    """No row with that id can be taken down. The message says where to find ids."""


@dataclass(frozen=True)
class Subject:
    """What is to be taken down, its docket, the archived pages that show it, and the ids of pages that were
    not read.

    `words` are its names, which are searched for elsewhere; the scope "words" has nothing else.
    """

    scope: str
    target: str
    docket_id: str
    shown_in: tuple[Sighting, ...]
    unread: tuple[str, ...]
    words: tuple[str, ...] = ()
    # Finds these words, and those of an earlier suppression of it.
    sought: Withheld = field(default_factory=Withheld)
    pages: tuple[str, ...] = ()  # archived pages about something else that contain the words
    own_pages: int = 0  # files of ours that contain them

    @property
    def own_files(self) -> int:
        """The number of files that show it and are ours, so that they come back with the code."""
        own = {s.snapshot_id for s in self.shown_in if s.form in OUR_FORMS}
        return max(len(own), self.own_pages)

    @property
    def bodies(self) -> list[str]:
        """The snapshots whose bytes can be erased, including pages that were set aside, since they may show
        it, too."""
        shown = [s.snapshot_id for s in self.shown_in if s.form not in OUR_FORMS]
        return list(dict.fromkeys((*shown, *self.unread, *self.pages)))


def find_subject(house: House, scope: str, target: str) -> Subject:
    """Return the subject with this id. Raises TakedownError if no row has it."""
    table, key = _TABLES[scope]
    sql = f"select docket_id from [{table}] where [{key}] = ?"
    former = house.store.former_ids
    row = house.store.db.execute(sql, (target,)).fetchone()
    if row is None and (current := former.current(target)):
        target = current
        row = house.store.db.execute(sql, (target,)).fetchone()
    if row is None:  # suppressed earlier, and published under another id
        row = house.store.db.execute(sql, (former.seal(target),)).fetchone()
    elif target != (known := _unsealed(house, scope, target)):
        target = known
    if row is None:
        raise TakedownError(f"no {scope} {target!r}; its id is the column {key} of the table {table}")
    snapshots, words = _shown_in(house, scope, target, row[0])
    return Subject(
        scope,
        target,
        row[0],
        tuple(snapshots),
        tuple(suspects.set_aside_of(house.store.db, row[0], [s.snapshot_id for s in snapshots])),
        words,
    )


def _unsealed(house: House, scope: str, target: str) -> str:
    """Return the id that a tombstone had before its suppression."""
    seal = house.store.former_ids.seal
    rows = house.archive.execute("select target from suppressions where scope = ?", (scope,))
    return next((row[0] for row in rows.fetchall() if seal(row[0]) == target), target)


def with_words(house: House, subject: Subject | None, words: tuple[str, ...], is_everywhere: bool) -> Subject:
    """Return the subject with more words to look for; with `is_everywhere` also the archived pages that hold any.

    If `subject` is None, the words alone are the subject. Raises TooShort.
    """
    subject = subject or Subject("words", "", "", (), ())
    words = tuple(dict.fromkeys((*subject.words, *words)))
    sought = seek(house.archive, words, subject.scope, subject.target)
    bodies = list(find_bodies(house.archive.conn, sought, Searched())) if is_everywhere else []
    return replace(
        subject,
        words=words,
        sought=sought,
        pages=tuple(name for name, _, form in bodies if form not in OUR_FORMS),
        own_pages=sum(form in OUR_FORMS for _, _, form in bodies),
    )


def find_elsewhere(house: House, subject: Subject) -> list[tuple[str, str, str]]:
    """Return (table, column, row) of every cell of a published table that now contains the subject's
    words."""
    if not subject.sought:
        return []
    return [
        (table, column, row)
        for table, column, row in find_in_rows(house.store.db.conn, subject.sought, Searched())
        if not table.startswith("_")
    ]


def find_surnames(
    house: House, subject: Subject, places: list[tuple[str, str, str]]
) -> list[tuple[str, str, str]]:
    """Return (table, column, row) where a surname of the subject occurs alone in its case: it may be a
    relative's, a stranger's, or the subject's.

    The operator has to judge that; the list is published nowhere. `places` are those that had the words
    (`find_elsewhere`): for words alone they show which cases are meant.
    """
    db = house.store.db
    dockets = {subject.docket_id} if subject.docket_id else _dockets_of(house, places)
    surnames = {surname for words in subject.words if (surname := surname_of(words))}
    if not (dockets and surnames):
        return []
    of_case = frozenset(
        row[0]
        for docket_id in dockets
        for row in db.execute(
            "select docket_id from dockets where case_id = (select case_id from dockets where docket_id = ?)",
            (docket_id,),
        )
    )
    return [
        (table, column, row)
        for table, column, row in find_in_rows(db.conn, looking_for(surnames), Searched(), of_case)
        if not table.startswith("_")
    ]


def _dockets_of(house: House, places: list[tuple[str, str, str]]) -> set[str]:
    docket_ids = set()
    for table, _, row_id in places:
        columns = list(house.store.db[table].columns_dict)
        if "docket_id" in columns:
            sql = f"select docket_id from [{table}] where [{columns[0]}] = ?"
            docket_ids |= {row[0] for row in house.store.db.execute(sql, (row_id,)) if row[0]}
    return docket_ids


def _shown_in(
    house: House, scope: str, target: str, docket_id: str
) -> tuple[list[Sighting], tuple[str, ...]]:
    """Return the pages that show the subject, and the words of its name."""
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
        captions = {r.data.get("caption") for r in readings.values() if r.kind == "docket"}
        return sightings, _said(captions)
    words: tuple[str, ...] = ()
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
        texts = {readings[key].data.get("text") for key in mine}
        words = tuple(each for each in _said(texts) if len(fold(each)) >= _FEWEST_WORDS)
    else:
        merged = merge_docket(Resolved(docket_id, tuple(refs)), sightings, readings, house.store.register)
        mine = merged.party_readings.get(target, set())
        words = _said({readings[key].data.get("name") for key in mine})
    return [sighting for sighting in sightings if mine & set(sighting.reading_ids)], words


def _said(words: set[str | None]) -> tuple[str, ...]:
    """Return the words that can be searched for: not those replaced already, nor one or two letters."""
    enough = set()
    for word in filter(None, words - {REMOVED}):
        with contextlib.suppress(TooShort):
            variants(word)
            enough.add(word)
    return tuple(sorted(enough))


def suppress(
    house: House,
    subject: Subject,
    reason: str,
    made_by: str,
    is_purge: bool,
    progress: Bar = NO_BAR,
    is_everywhere: bool = False,
) -> Outcome:
    """Record the suppression, with `is_purge` erase the archived bodies, and rebuild the tables.

    With `is_everywhere` the subject's words are replaced everywhere; otherwise only their digests are kept.
    Exports and the archive's log are recorded as owed in the same transaction (tracker/owed.py).
    """
    now = pipeline.now()
    is_everywhere |= subject.scope == "words"
    if is_purge:
        house.archive.execute("pragma secure_delete=on")
    with house.archive.atomic():
        if subject.scope != "words":
            for target in (subject.target, *_earlier_ids(house, subject)):
                ledger.add_suppression(house.archive, subject.scope, target, reason, made_by, now, is_purge)
        withhold(
            house.archive,
            subject.words,
            is_everywhere,
            made_by,
            now,
            reason,
            subject.scope,
            subject.target,
        )
        for snapshot_id in subject.bodies if is_purge else ():
            archive.purge(house.archive, snapshot_id, now, reason)
            log.warning("purged the archived body of %s, by %s: %s", snapshot_id, made_by, reason)
        owed.owe(house.archive, now, is_purge)
    log.warning("suppressed %s %s, by %s: %s", subject.scope, subject.target, made_by, reason)
    return make_anew(house, progress)


def _earlier_ids(house: House, subject: Subject) -> list[str]:
    """Return the ids that an entry had before a page numbered it: a rebuild passes through those states
    again, and would publish the words."""
    if subject.scope != "entry":
        return []
    row = house.store.db.execute(
        "select aliases from docket_entries where entry_id = ?", (subject.target,)
    ).fetchone()
    aliases = (row[0] or "").split() if row else []
    ids = [f"{subject.docket_id}.{each}" for each in aliases if is_of_words(each)]
    return [each for each in ids if each != subject.target]


def make_anew(house: House, progress: Bar = NO_BAR) -> Outcome:
    """Rebuild the tables and the exports from the present archive. The outcome has an error for each thing
    that is still owed."""
    house.__dict__.pop("fingerprint", None)  # it covers what is suppressed and withheld
    outcome = Outcome("rebuild")
    house.rebuild(outcome, progress)
    keep_archived(house.archive)
    outcome.errors += owed.finish(house)
    return outcome
