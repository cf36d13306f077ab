"""What every company and public body, or a single one, won and lost, counting only answers that still stand.

The view company_rulings (db/companies.py) defines which rulings count and how they came out for whom. Each
number links to its rulings: /rulings with the filter that reads the same view.
"""

import sqlite3
from dataclasses import dataclass

from db.views import CASE_IS_TAKEN_IN, SPENT_RULINGS, is_taken_in
from publish.api.resources import ENTITIES_OF_DOCKETS
from publish.cache import remembered
from publish.filters import naming, terms
from publish.links import page_path
from publish.pages.side_by_side import FEWEST
from publish.request import Asked, rows

SORTS = {
    "cases": "Cases",
    "won": "Won",
    "partly": "Partly",
    "lost": "Lost",
    "share": "Share won",
    "newest_loss": "Newest loss",
    "name": "Name",
}
ASKS = ("sort",)


@dataclass(frozen=True)
class Record:
    """How rulings came out for one company or body: for each result in `terms.RESULTS` how many, and where
    they are listed; and the newest that it lost."""

    entity_id: str
    counts: dict[str, int]
    case_count: int = 0
    newest_loss: dict | None = None

    @property
    def decided(self) -> int:
        return sum(self.counts.get(result, 0) for result in ("won", "partly", "lost"))

    @property
    def share(self) -> float | None:
        """The share won, None if fewer than ten are counted."""
        return self.counts.get("won", 0) / self.decided if self.decided >= FEWEST else None

    @property
    def cases_path(self) -> str:
        return page_path("/cases", party=self.entity_id)

    def path(self, result: str) -> str:
        """Return the address of the rulings with this result."""
        return page_path("/rulings", **{terms.RESULTS[result].name: self.entity_id}, stands="yes")


def record_of(conn: sqlite3.Connection, entity_id: str) -> Record:
    """Return the record of one company or body."""
    return remembered(conn, "won and lost", _load).get(entity_id) or Record(entity_id, {})


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return every entity in the register with its record, in the order asked for."""
    sort = terms.read_choice(asked, "sort", SORTS)
    entities = rows(
        conn,
        """select entities.*, parent.name as parent_name
        from entities left join entities parent on parent.entity_id = entities.parent_entity_id
        order by entities.name""",
    )
    for entity in entities:
        entity["record"] = record_of(conn, entity["entity_id"])
    entities.sort(key=lambda entity: _key(entity["record"], sort))
    return {
        "entities": entities,
        "results": {result: term.title for result, term in terms.RESULTS.items()},
        "sorts": SORTS,
        "sort": sort,
        "fewest": FEWEST,
    }


def outcomes_of_others(conn: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Return (docket, entity) for each docket whose outcome comes from a ruling that does not count for the
    entity: it had settled before, or the ruling was only for others."""
    return remembered(conn, "outcomes of others", _load_others)


def _load_others(conn: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    counted = set(
        conn.execute(
            "select docket_id, entity_id from company_rulings where ruling_id in "
            "(select outcome_ruling_id from dockets)"
        )
    )
    above = naming.PARTY.above(conn)
    involved = conn.execute(
        f"select id, value from ({ENTITIES_OF_DOCKETS}) join dockets on docket_id = id "
        "where outcome_ruling_id is not null"
    )
    pairs = {(docket_id, owner) for docket_id, entity_id in involved for owner in above(entity_id)}
    return frozenset(pairs - {tuple(pair) for pair in counted})


def _key(record: Record, sort: str) -> tuple:
    """Return the sort key of a record, greatest first; a constant for names, which are already in order."""
    if sort == "name":
        return ()
    if sort == "newest_loss":
        day = (record.newest_loss or {}).get("date_from") or ""
        return (not day, -int(day.replace("-", "") or 0))
    if sort == "share":
        return (record.share is None, -(record.share or 0), -record.decided)
    number = record.case_count if sort == "cases" else record.counts.get(sort, 0)
    return (-number, -record.case_count)


def _load(conn: sqlite3.Connection) -> dict[str, Record]:
    records: dict[str, Record] = {}
    for entity_id, result, number in conn.execute(
        f"""select entity_id, result, count(*) from company_rulings join dockets using (docket_id)
        where result is not null and {is_taken_in("dockets")} and ruling_id not in ({SPENT_RULINGS})
        group by entity_id, result"""
    ):
        records.setdefault(entity_id, Record(entity_id, {})).counts[result] = number
    losses = {
        loss["entity_id"]: loss
        for loss in rows(
            conn,
            f"""select company_rulings.entity_id, company_rulings.ruling_id, rulings.date_from, rulings.date_to,
              rulings.precision, dockets.case_id, coalesce(dockets.short_name, dockets.caption) as docket_name
            from company_rulings join rulings using (ruling_id) join dockets on dockets.docket_id = rulings.docket_id
            where result = 'lost' and {is_taken_in("dockets")} and ruling_id not in ({SPENT_RULINGS})
            order by rulings.date_from, rulings.ruling_id""",
        )
    }
    cases = _cases(conn)
    return {
        entity_id: Record(
            entity_id,
            records[entity_id].counts if entity_id in records else {},
            len(cases.get(entity_id, ())),
            losses.get(entity_id),
        )
        for entity_id in {*records, *cases}
    }


def _cases(conn: sqlite3.Connection) -> dict[str, set[str]]:
    """Return the cases of each entity, including those of its platforms: what /cases?party= lists."""
    above = naming.PARTY.above(conn)
    by_owner: dict[str, set[str]] = {}
    for entity_id, case_id in conn.execute(
        f"""select value, cases.case_id from ({ENTITIES_OF_DOCKETS}) join dockets on dockets.docket_id = id
        join cases on cases.case_id = dockets.case_id where {CASE_IS_TAKEN_IN}"""
    ):
        for owner in above(entity_id):
            by_owner.setdefault(owner, set()).add(case_id)
    return by_owner
