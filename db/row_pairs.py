"""Which present row a former row is, if its id was made of words that have been corrected since.

Ids of claims, parties, links and the like are made of their words, and those of a docket's rows of the
docket's number: a correction makes another id. A removed and an added row are one if they say the same apart
from their ids; else if they have the same names; else if there is only one of each; else if their names are
alike. The former id then redirects to the new (`redirects`), and the change is reported field by field. A row
that was withdrawn without a successor leads to its docket or bill.
"""

import difflib
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlite_utils import Database

from db.columns import TABLE, TABLES
from db.rows import group
from db.tables import PROVENANCE, REMOVED

Row = dict[str, Any]
# What names a row to a reader, by table.
LABELS = {table.name: table.news[1] for table in TABLES if table.news} | {
    "bill_actions": "text",
    "bill_links": "text",
    "bills": "title",
    "bill_sources": "url",
    "congress_event_links": "relation",
    "congress_events": "text",
    "docket_entries": "text",
    "docket_events": "event",
    "dockets": "caption",
    "docket_facts": "field",
    "docket_platforms": "entity_id",
    "doctrine_sides": "question",
    "entities": "name",
    "entity_names": "name",
    "excluded_bills": "title",
    "hearing_events": "action",
    "locators": "kind",
    "looks": "field",
    "not_taken_in": "row",
    "questions": "name",
    "ruling_theories": "theory",
    "judges": "name",
    "laws": "name",
    "theories": "name",
}
# `redirects` calls rows of these tables as the API does; of others by the name of their table.
KINDS = {
    "cited_decisions": "citation",
    "dockets": "docket",
    "docket_entries": "entry",
    "entities": "entity",
    "bills": "bill",
    "hearings": "hearing",
    "judges": "judge",
    "laws": "law",
    "rulings": "ruling",
    "opinions": "opinion",
    "opinion_paragraphs": "paragraph",
    "passages": "passage",
}
WITHDRAWN = "withdrawn"
_ALIKE = 0.6  # two names are a correction of each other from here on, as two texts of an entry are
# Ids that say what a row is about; others are made of what it says.
NAMING = frozenset({"bill_id", "case_id", "court_id", "entity_id", "pacer_case_id", "parent_entity_id"})


class Paired(NamedTuple):
    """Each former row with its present one, and the former and present rows without a counterpart."""

    pairs: list[tuple[Row, Row]]
    gone: list[Row]
    new: list[Row]


def pair_rows(table: str, gone: Iterable[Row], come: Iterable[Row]) -> Paired:
    """Pair the removed rows with the added ones, in one docket or under one head.

    A suppressed row is paired with none that is shown: that would reveal who was removed.
    """
    went, came = list(gone), list(come)
    before, after = ([row for row in rows if REMOVED not in row.values()] for rows in (went, came))
    pairs: list[tuple[Row, Row]] = []

    def take(old: Row, new: Row) -> None:
        pairs.append((old, new))
        before.remove(old)
        after.remove(new)

    same = group((_content(table, row), row) for row in after)
    for old in list(before):
        if twins := same.get(_content(table, old)):
            take(old, twins.pop(0))
    label = LABELS.get(table)
    if label is None:
        return Paired(pairs, *_left(pairs, went, came))
    named = [
        (-_agreement(old, new), place, old, new)
        for place, old in enumerate(before)
        for new in after
        if old[label] == new[label]
    ]
    for *_, old, new in sorted(named, key=lambda item: item[:2]):
        if old in before and new in after:
            take(old, new)
    if len(before) == len(after) == 1:
        take(before[0], after[0])
    for old in list(before):
        best = max(after, key=lambda new: _likeness(old[label], new[label]), default=None)
        if best is not None and _likeness(old[label], best[label]) >= _ALIKE:
            take(old, best)
    return Paired(pairs, *_left(pairs, went, came))


def _left(pairs: list[tuple[Row, Row]], went: list[Row], came: list[Row]) -> tuple[list[Row], list[Row]]:
    old, new = {id(before) for before, _ in pairs}, {id(after) for _, after in pairs}
    return [row for row in went if id(row) not in old], [row for row in came if id(row) not in new]


def _content(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(
        row.get(name)
        for name in TABLE[table].columns
        if name not in PROVENANCE and (not name.endswith("_id") or name in NAMING)
    )


def _agreement(old: Row, new: Row) -> int:
    return sum(value is not None and new.get(name) == value for name, value in old.items())


def _likeness(old: str | None, new: str | None) -> float:
    return difflib.SequenceMatcher(None, old or "", new or "", autojunk=False).ratio() if old and new else 0.0


def lead_to_twins(db: Database, table: str, twins: dict[str, str], rows: dict[str, Row]) -> None:
    """Redirect the id of each duplicate row to the one that stays."""
    db.conn.executemany(
        "insert or replace into redirects (old_id, kind, new_id, snapshot_id, seen_at) values (?, ?, ?, ?, ?)",
        [
            (old_id, KINDS.get(table, table), new_id, rows[new_id]["snapshot_id"], rows[new_id]["last_seen"])
            for old_id, new_id in twins.items()
            if new_id in rows
        ],
    )


def lead_on(db: Database, table: str, paired: Paired, head: str | None) -> None:
    """Redirect former ids to present ones, and those of withdrawn rows to what they belonged to (`head`).

    Suppressed ids lead nowhere: they only say that something was there.
    """
    key, kind = TABLE[table].key, KINDS.get(table, table)
    moved = [(old[key], kind, new[key], new) for old, new in paired.pairs if old[key] != new[key]]
    if head:
        moved += [(old[key], WITHDRAWN, head, old) for old in paired.gone]
    db.conn.executemany(
        "insert or replace into redirects (old_id, kind, new_id, snapshot_id, seen_at) values (?, ?, ?, ?, ?)",
        [
            (old_id, kind_of, new_id, row.get("snapshot_id"), row.get("last_seen"))
            for old_id, kind_of, new_id, row in moved
            if REMOVED not in row.values()
        ],
    )
    back = [
        (row[key], each)
        for row in (*paired.new, *(new for _, new in paired.pairs))
        for each in (kind, WITHDRAWN)
    ]
    db.conn.executemany("delete from redirects where old_id = ? and kind = ?", back)
