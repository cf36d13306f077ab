"""One company, platform or public body: its names, and the cases under any of them."""

import sqlite3

from db.views import IS_SHOWN, OPEN_HEARING
from publish.filters import terms
from publish.filters.naming import find_entities
from publish.links import page_path, party_path
from publish.pages import congress, won_lost
from publish.queries import HEARING, entity_dockets, snapshots_of, with_platforms
from publish.request import Asked, Moved, marks, row, rows
from publish.words import DECIDED, OUTCOMES

_PAGE = 60  # cases
_MANY = 50  # dockets
_CANDIDATES = 50

# The columns in a line of the table: with several hundred dockets, reading all columns took a third of the
# page's time.
_DOCKETS = f"""
  select dockets.docket_id, dockets.case_id, coalesce(dockets.short_name, dockets.caption, dockets.docket_id) as name,
    dockets.court_id, courts.short_name as court_name, dockets.docket_number, dockets.date_filed, dockets.selection,
    dockets.outcome_230 as outcome, dockets.outcome_is_verified, dockets.recommended_answer, dockets.snapshot_id,
    case when dockets.outcome_ruling_id is null then dockets.date_decided else ruling.date_from end as decided_on,
    case when dockets.outcome_ruling_id is null then dockets.date_decided else ruling.date_to end as decided_to,
    ruling.precision as ruled_precision, cases.law_state
  from dockets
    join cases on cases.case_id = dockets.case_id
    left join courts on courts.court_id = dockets.court_id
    left join rulings ruling on ruling.ruling_id = dockets.outcome_ruling_id
  where dockets.docket_id in ({{}}) and dockets.{IS_SHOWN}
  order by coalesce(decided_on, dockets.date_filed) desc, dockets.docket_id
"""


def read(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    entity = row(conn, "select * from entities where entity_id = ?", (asked.parts["entity_id"],))
    if entity is None:
        return find_moved(conn, asked.parts["entity_id"])
    ids = with_platforms(conn, entity["entity_id"])
    names = rows(
        conn,
        "select * from entity_names where entity_id = ? order by kind = 'canonical' desc, kind, name",
        (entity["entity_id"],),
    )
    cases = cases_of(conn, ids)
    dockets = [docket for case in cases for docket in case["dockets"]]
    number = asked.number("page")
    shown = cases[(number - 1) * _PAGE : number * _PAGE]
    path = party_path(entity["entity_id"])
    candidates = candidates_of(conn, entity["entity_id"])
    events_in_congress = congress.of_entities(conn, ids)
    return {
        "entity": entity,
        "candidates": candidates,
        "events_in_congress": events_in_congress,
        "last_ruling": max(
            (
                docket
                for docket in dockets
                if docket["outcome"] in DECIDED and docket["decided_on"] and not docket["is_of_others"]
            ),
            key=lambda docket: docket["decided_on"],
            default=None,
        ),
        **hearing_dates(conn, asked, [docket["docket_id"] for docket in dockets]),
        "names": names,
        "former": [name for name in names if name["kind"] == "former"],
        "parent": row(conn, "select * from entities where entity_id = ?", (entity["parent_entity_id"],)),
        "children": rows(
            conn,
            "select * from entities where parent_entity_id = ? order by kind, name",
            (entity["entity_id"],),
        ),
        "platform_ids": ids[1:],
        "cases": shown,
        "case_count": len(cases),
        "newer": page_path(path, page=number - 1 if number > 2 else None) if number > 1 else None,
        "older": page_path(path, page=number + 1) if number * _PAGE < len(cases) else None,
        "docket_count": len(dockets),
        "tally": tally(cases),
        "record": won_lost.record_of(conn, entity["entity_id"]),
        "results": {result: term.title for result, term in terms.RESULTS.items()},
        "snapshots": snapshots_of(
            conn, [entity], names, candidates, events_in_congress, *(case["dockets"] for case in shown)
        ),
    }


def find_moved(conn: sqlite3.Connection, name: str, suffix: str = "") -> Moved | None:
    """Return a redirect to the page of the company or body known by this name, None if there is none."""
    entity_ids = find_entities(conn, name)
    return Moved(f"{party_path(entity_ids[0])}{suffix}") if entity_ids else None


def candidates_of(conn: sqlite3.Connection, entity_id: str) -> list[dict]:
    """Return the printed names that resemble one of the entity's and belong to no entity, each with one of
    its dockets."""
    return rows(
        conn,
        f"""select participations.name, participations.candidate_evidence, participations.snapshot_id,
          participations.source_url, dockets.case_id, coalesce(dockets.short_name, dockets.caption,
            dockets.docket_id) as docket_name,
          count(*) as n, min(dockets.docket_id) as docket_id
        from participations join dockets using (docket_id)
        where participations.candidate_entity_id = ? and participations.entity_id is null
          and not coalesce(participations.is_pseudonym, 0) and dockets.{IS_SHOWN}
        group by participations.name order by n desc, participations.name limit {_CANDIDATES}""",
        (entity_id,),
    )


def hearing_dates(conn: sqlite3.Connection, asked: Asked, docket_ids: list[str]) -> dict:
    """Return the `next_hearing` in any of the dockets, and the one `last_vacated`; each may be None."""
    of_dockets = f"hearings.docket_id in ({marks(docket_ids)})"
    # Of few dockets the hearings are looked up; of many, the vacated ones of all dockets, newest first.
    by_status, by_docket = ("", "+") if len(docket_ids) > _MANY else ("+", "")
    # The pluses keep SQLite to hearings still to come, which are few compared with all past ones.
    coming = rows(
        conn,
        (
            f"{HEARING} where +{of_dockets} and hearings.date_to >= ? and +{OPEN_HEARING}"
            " order by hearings.date_from, hearings.time_local limit 20"
        ),
        [*docket_ids, asked.earliest_today().isoformat()],
    )
    return {
        "next_hearing": next(
            (h for h in coming if h["date_to"] >= asked.today(h["court_timezone"]).isoformat()), None
        ),
        "last_vacated": row(
            conn,
            f"""{HEARING} where hearings.hearing_id = (select hearing_id from hearings
              where {by_docket}{of_dockets} and {by_status}hearings.status = 'vacated'
                and hearings.date_from is not null
              order by hearings.date_from desc limit 1)""",
            docket_ids,
        ),
    }


def cases_of(conn: sqlite3.Connection, entity_ids: list[str]) -> list[dict]:
    """Return the cases that concern any of the entities, newest first, each with its `dockets` and why they
    belong. A docket `is_of_others` if it came out only for parties other than the first of the entities."""
    ways: dict[str, list[dict]] = {}
    for way in entity_dockets(conn, entity_ids):
        ways.setdefault(way["docket_id"], []).append(way)
    ids = list(ways)
    others = won_lost.outcomes_of_others(conn)
    cases: dict[str, dict] = {}
    for docket in rows(conn, _DOCKETS.format(marks(ids)), ids):
        docket["is_of_others"] = (docket["docket_id"], entity_ids[0]) in others
        docket["ways"] = _said(ways[docket["docket_id"]])
        case = {"case_id": docket["case_id"], "law_state": docket["law_state"], "dockets": []}
        cases.setdefault(docket["case_id"], case)["dockets"].append(docket)
    return list(cases.values())


def _said(ways: list[dict]) -> dict:
    """Return the names as printed, each with its side, and how the docket was linked."""
    printed = list({(way["name"], way["party_type"]): way for way in ways if way["name"]}.values())
    return {
        "printed": printed,
        "methods": list(dict.fromkeys(way["join_method"] for way in ways if way["join_method"])),
    }


def tally(cases: list[dict]) -> list[tuple[str, int]]:
    """Return (outcome, number of dockets) for each outcome that occurs. Only reviewed or confirmed dockets
    count, and not those whose outcome is only for others."""
    counted = [
        d["outcome"]
        for case in cases
        for d in case["dockets"]
        if d["selection"] in ("catalog", "confirmed") and not d["is_of_others"]
    ]
    return [(outcome, counted.count(outcome)) for outcome in OUTCOMES if outcome in counted]
