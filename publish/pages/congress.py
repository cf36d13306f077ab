"""Dated events in and around Congress: the Senate inquiry into Backpage, the making of FOSTA, hearings, letters."""

import sqlite3

from publish.links import is_official
from publish.queries import snapshots_of
from publish.request import Asked, marks, rows
from publish.words import split_list

# Role of a company or body -> the word after its name; the one that acts is named first, without a word.
PARTS = {
    "supports": "in support",
    "opposes": "against",
    "witness": "witness",
    "amicus": "amicus",
    "subject": "subject",
}


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return every event by year, oldest first."""
    events = load_events(conn)
    years: dict[str, list[dict]] = {}
    for event in events:
        years.setdefault(event["date_from"][:4], []).append(event)
    return {"years": list(years.items()), "count": len(events), "snapshots": snapshots_of(conn, events)}


_LINKED = {
    "bills": """select links.congress_event_id, bills.bill_id, bills.number, bills.title from congress_event_links links
        join bills using (bill_id) where links.congress_event_id in ({marks}) order by bills.kind, bills.bill_id""",
    "dockets": """select congress_event_id, docket_id, case_id, short_name, docket_slug, court_id, docket_number
        from congress_event_dockets where congress_event_id in ({marks}) order by docket_id""",
    "entities": """select links.congress_event_id, links.relation, entities.entity_id, entities.name
        from congress_event_links links
        join entities using (entity_id) where links.congress_event_id in ({marks}) order by entities.name""",
}


def load_events(conn: sqlite3.Connection, where: str = "1", params: tuple = ()) -> list[dict]:
    """Return the events that fit (`where` is a condition on their table), oldest first, each with the bills,
    dockets and bodies it names.

    An event known only to its month or year comes before those known to fall within it.
    """
    events = rows(
        conn,
        f"select * from congress_events where {where} order by date_from, date_to desc, congress_event_id",
        params,
    )
    by_id = {
        event["congress_event_id"]: event | {"bills": [], "dockets": [], "entities": []} for event in events
    }
    ids = list(by_id)
    for name, sql in _LINKED.items():
        for linked in rows(conn, sql.format(marks=marks(ids)), ids):
            by_id[linked["congress_event_id"]][name].append(linked)
    for event in by_id.values():
        event["actor"] = next(
            (entity for entity in event["entities"] if entity["name"] == event["body"]), None
        )
        event["others"] = [entity for entity in event["entities"] if entity is not event["actor"]]
        event["is_told_by_bill"] = set(split_list(event["printed_as"])) <= {
            bill["number"] for bill in event["bills"]
        }
        event["unsure"] = split_list(event["unconfirmed"])
        event["addresses"] = [
            (url, is_official(url))
            for url in (event["source_url"], *split_list(event["extra_sources"]))
            if url
        ]
    return list(by_id.values())


def of_bill(conn: sqlite3.Connection, bill_id: str) -> list[dict]:
    return load_events(
        conn,
        "congress_event_id in (select congress_event_id from congress_event_links where bill_id = ?)",
        (bill_id,),
    )


def of_case(conn: sqlite3.Connection, case_id: str) -> list[dict]:
    return load_events(
        conn,
        "congress_event_id in (select congress_event_id from congress_event_dockets where case_id = ?)",
        (case_id,),
    )


def of_entities(conn: sqlite3.Connection, entity_ids: list[str]) -> list[dict]:
    named = f"select congress_event_id from congress_event_links where entity_id in ({marks(entity_ids)})"
    return load_events(conn, f"congress_event_id in ({named})", tuple(entity_ids))
