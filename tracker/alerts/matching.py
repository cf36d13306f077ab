"""Matches published changes with subscriptions.

A change is judged by the present tables, so nothing that was suppressed or excluded meanwhile is sent.
"""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta

from sqlite_utils import Database

from db.schema import TABLE
from docket.times import parse_instant
from docket.vocabulary import Tier
from publish.queries import case_of_docket, with_platforms
from publish.search_query import fts_query
from tracker.alerts.places import Subscription

# A rebuild by newer code finds in old pages what the older code missed. That is published, but is not news.
_NEWS = timedelta(days=7)
CATALOG = "catalog"
_TIERED = ("hearings", "rulings")
_READ_FROM_ENTRIES = ("docket_entries", "rulings", "claims", "defenses", "case_links", "citations")


@dataclass(frozen=True)
class Facts:
    """A change and what is known about its docket. `text` has all its words: old, new, and those of its
    entry."""

    change: dict
    docket: dict | None
    case: dict | None
    entry: dict | None
    entity_ids: frozenset[str]
    source: str | None = None
    tier: str | None = None  # of a hearing or a ruling

    @property
    def is_warning(self) -> bool:
        """Return whether a hearing is off according to only one reader; subscribers should not learn that too
        late."""
        return self.tier == Tier.UNREVIEWED and self.change["kind"] == "hearing_changed"

    @property
    def text(self) -> str:
        entry = (self.entry["text"] or self.entry["short_text"]) if self.entry else None
        return "\n".join(part for part in (self.change["old_value"], self.change["new_value"], entry) if part)

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of the change; a docket that moved to another case is also a merge."""
        is_move = self.change["kind"] == "docket_changed" and self.change["field"] == "case_id"
        return frozenset({self.change["kind"]} | ({"docket_merged"} if is_move else set()))

    @property
    def is_excluded(self) -> bool:
        """Return whether the docket, or the whole case, was excluded."""
        return ((self.docket or self.case or {}).get("selection")) == "excluded"

    @property
    def name(self) -> str | None:
        """Return the name of the case, or of the docket if it no longer belongs to a case."""
        of_case = (self.case["short_name"] or self.case["caption"]) if self.case else None
        return of_case or (self.docket["caption"] if self.docket else None)


def read_facts(db: Database, change_id: str) -> Facts | None:
    """Return the facts of a change; None if the change does not exist (any more)."""
    change = _row(db, "select * from changes where change_id = ?", change_id)
    if change is None:
        return None
    docket_id = change["docket_id"] or (change["new_value"] if change["field"] == "docket_id" else None)
    if change["subject"] == "dockets":
        docket_id = docket_id or change["subject_id"]
    docket = _row(db, "select * from dockets where docket_id = ?", docket_id)
    case_id = change["case_id"] or (docket["case_id"] if docket else None)
    entities = db.execute(
        "select entity_id from participations where docket_id = ? "
        "union select entity_id from docket_platforms where docket_id = ?",
        (docket_id, docket_id),
    ).fetchall()
    source = _row(db, "select source from snapshots where snapshot_id = ?", change["snapshot_id"])
    subject, tier = change["subject"], None
    if subject in _TIERED:
        sql = f"select tier from {subject} where {TABLE[subject].pk} = ?"
        tier = _row(db, sql, change["subject_id"])
    return Facts(
        change | {"case_id": case_id},
        docket,
        _row(db, "select * from cases where case_id = ?", case_id),
        _entry_of(db, change),
        frozenset(row[0] for row in entities),
        source["source"] if source else None,
        tier["tier"] if tier else None,
    )


def is_news(facts: Facts, published_at: str) -> bool:
    """Return whether the page with the change was fetched in the week before its publication.

    The content of a review of the catalog is news on the day the operator upgrades.
    """
    return (
        facts.source == CATALOG
        or parse_instant(published_at) - parse_instant(facts.change["seen_at"]) <= _NEWS
    )


class Matcher:
    """Matches facts with subscriptions. The names of cases and companies in subscriptions are looked up
    once."""

    def __init__(
        self, docket_db: Database, archive_db: Database, subscriptions: tuple[Subscription, ...]
    ) -> None:
        self._cases = {
            name: _case_ids(docket_db, archive_db, name)
            for subscription in subscriptions
            for name in subscription.cases
        }
        self._entities = {
            name: set(with_platforms(docket_db.conn, name))
            for subscription in subscriptions
            for name in subscription.entities
        }
        self._words = sqlite3.connect(":memory:")
        self._words.execute("create virtual table words using fts5 (text, tokenize='porter unicode61')")

    def unknown_names(self, docket_db: Database) -> list[str]:
        """Return the cases and companies in subscriptions that are unknown: misspelled, or not in the record
        yet."""
        known = {
            table: {row[0] for row in docket_db.execute(f"select {key} from {table}")}
            for table, key in (("cases", "case_id"), ("entities", "entity_id"))
        }
        unknown = [
            f"no case {name!r}" for name, ids in sorted(self._cases.items()) if not ids & known["cases"]
        ]
        return unknown + [
            f"no company {name!r}" for name in sorted(self._entities) if name not in known["entities"]
        ]

    def matches(self, subscription: Subscription, facts: Facts) -> bool:
        """Return whether the change meets every condition of a subscription."""
        change, docket, text = facts.change, facts.docket, facts.text.casefold()
        return (
            not facts.is_excluded
            and (facts.tier != Tier.UNREVIEWED or facts.is_warning or subscription.unreviewed)
            and (not subscription.kinds or bool(facts.kinds & set(subscription.kinds)))
            and (
                not subscription.cases
                or bool(
                    {change["case_id"], change["subject_id"], change["old_value"]}
                    & self._ids_of(self._cases, subscription.cases)
                )
            )
            and (
                not subscription.entities
                or bool(facts.entity_ids & self._ids_of(self._entities, subscription.entities))
            )
            and (
                not subscription.courts or (docket is not None and docket["court_id"] in subscription.courts)
            )
            and (
                not subscription.events
                or bool(
                    facts.entry
                    and set((facts.entry["event_types"] or "").split(";")) & set(subscription.events)
                )
            )
            and (not subscription.include or any(words.casefold() in text for words in subscription.include))
            and not any(words.casefold() in text for words in subscription.exclude)
            and (subscription.query is None or self._has_words(subscription.query, facts))
        )

    @staticmethod
    def _ids_of(known: dict[str, set[str]], names: tuple[str, ...]) -> set[str]:
        return set().union(*(known[name] for name in names))

    def _has_words(self, query: str, facts: Facts) -> bool:
        """Return whether the words of the change, with the name of its case, match as in the site's search
        box."""
        self._words.execute("delete from words")
        numbers = (facts.docket and facts.docket["docket_number"]) or ""
        self._words.execute("insert into words values (?)", (f"{facts.name or ''}\n{numbers}\n{facts.text}",))
        return (
            self._words.execute("select 1 from words where words match ?", (fts_query(query),)).fetchone()
            is not None
        )


def _case_ids(docket_db: Database, archive_db: Database, name: str) -> set[str]:
    """Return a case's id for any of its present or former names. A published slug points to its case
    forever."""
    target = archive_db.execute(
        "select target from slugs where kind = 'case' and slug = ?", (name,)
    ).fetchone()
    case_ids = {case_of_docket(docket_db.conn, slug) for slug in (name, *(target or ()))}
    return {name} | {case_id for case_id in case_ids if case_id}


def _entry_of(db: Database, change: dict) -> dict | None:
    """Return the entry that the change is about, or was read from."""
    subject = change["subject"]
    if subject == "hearings":
        sql = (
            "select entry_id from hearing_events where hearing_id = ? and entry_id is not null "
            "order by rowid desc limit 1"
        )
    elif subject in _READ_FROM_ENTRIES:
        sql = f"select entry_id from {subject} where {TABLE[subject].pk} = ?"
    else:
        return None
    row = _row(db, sql, change["subject_id"])
    return row and _row(db, "select * from docket_entries where entry_id = ?", row["entry_id"])


def _row(db: Database, sql: str, key: str | None) -> dict | None:
    return next(iter(db.query(sql, (key,))), None) if key is not None else None
