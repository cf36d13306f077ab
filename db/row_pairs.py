"""Finds which current row replaces a former row whose id was derived from words that have since been
corrected.

Ids of claims, parties, links and the like are derived from their words, and ids of a docket's rows from the
docket's number: a correction makes a new id. A removed and an added row are the same if they are equal apart
from their ids; else if they have the same names; else if there is only one of each; else if their names are
alike. The former id then redirects to the new one (`redirects`), and the change is reported field by field. A
row that was withdrawn without a successor redirects to its docket or bill.
"""

import difflib
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlite_utils import Database

from db.columns import TABLE, TABLES
from db.rows import group
from db.tables import PROVENANCE, REMOVED

Row = dict[str, Any]
# The columns by which a reader knows a row, by table.
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
# `redirects` names rows of these tables as the API does; rows of others by the name of their table.
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
_ALIKE = 0.6  # similarity from which two names are corrections of each other; as for entries' texts
# Ids that say what a row is about; other ids are derived from the row's content.
NAMING = frozenset({"bill_id", "case_id", "court_id", "entity_id", "pacer_case_id", "parent_entity_id"})


class Paired(NamedTuple):
    """Each former row with its current one, and the former and current rows without a counterpart."""

    pairs: list[tuple[Row, Row]]
    gone: list[Row]
    new: list[Row]


def pair_rows(table: str, gone: Iterable[Row], come: Iterable[Row]) -> Paired:
    """Pair the removed rows with the added ones, within one docket or one head (the row that they belong to).

    A suppressed row is never paired with a shown one: that would reveal who was removed.
    """
    gone_rows, new_rows = list(gone), list(come)
    old_left, new_left = (
        [row for row in rows if REMOVED not in row.values()] for rows in (gone_rows, new_rows)
    )
    pairs: list[tuple[Row, Row]] = []

    def take(old: Row, new: Row) -> None:
        pairs.append((old, new))
        old_left.remove(old)
        new_left.remove(new)

    same = group((_content(table, row), row) for row in new_left)
    for old in list(old_left):
        if twins := same.get(_content(table, old)):
            take(old, twins.pop(0))
    label = LABELS.get(table)
    if label is None:
        return Paired(pairs, *_left(pairs, gone_rows, new_rows))
    named = [
        (-sum(value is not None and new.get(name) == value for name, value in old.items()), place, old, new)
        for place, old in enumerate(old_left)
        for new in new_left
        if old[label] == new[label]
    ]
    for *_, old, new in sorted(named, key=lambda item: item[:2]):
        if old in old_left and new in new_left:
            take(old, new)
    if len(old_left) == len(new_left) == 1:
        take(old_left[0], new_left[0])
    for old in list(old_left):
        best = max(new_left, key=lambda new: _likeness(old[label], new[label]), default=None)
        if best is not None and _likeness(old[label], best[label]) >= _ALIKE:
            take(old, best)
    return Paired(pairs, *_left(pairs, gone_rows, new_rows))


def _left(pairs: list[tuple[Row, Row]], went: list[Row], came: list[Row]) -> tuple[list[Row], list[Row]]:
    old, new = {id(before) for before, _ in pairs}, {id(after) for _, after in pairs}
    return [row for row in went if id(row) not in old], [row for row in came if id(row) not in new]


def _content(table: str, row: Row) -> tuple[Any, ...]:
    return tuple(
        row.get(name)
        for name in TABLE[table].columns
        if name not in PROVENANCE and (not name.endswith("_id") or name in NAMING)
    )


def _likeness(old: str | None, new: str | None) -> float:
    return difflib.SequenceMatcher(None, old or "", new or "", autojunk=False).ratio() if old and new else 0.0


def redirect_twins(db: Database, table: str, twins: dict[str, str], rows: dict[str, Row]) -> None:
    """Redirect the id of each duplicate row to the row that stays."""
    db.conn.executemany(
        "insert or replace into redirects (old_id, kind, new_id, snapshot_id, seen_at) values (?, ?, ?, ?, ?)",
        [
            (old_id, KINDS.get(table, table), new_id, rows[new_id]["snapshot_id"], rows[new_id]["last_seen"])
            for old_id, new_id in twins.items()
            if new_id in rows
        ],
    )


def redirect_pairs(db: Database, table: str, paired: Paired, head: str | None) -> None:
    """Redirect former ids to current ones, and those of withdrawn rows to what they belonged to (`head`).

    Suppressed ids are not redirected: they only say that something was there.
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
