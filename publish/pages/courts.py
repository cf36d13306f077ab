"""The courts with dockets here, and one court with its dockets."""

import sqlite3

from db.views import IS_SHOWN
from publish.api.fields import named_columns
from publish.api.resources import COURTS
from publish.links import web_address
from publish.pages.circuits import pending, ways
from publish.pages.faceted import FacetedList
from publish.queries import DOCKET
from publish.request import Asked, one_row, row, rows
from publish.statistics import load_counted, tally
from publish.words import CIRCUITS, SYSTEMS

PAGE = 100
LIST = FacetedList(COURTS, (), named_columns(COURTS.fields), "courts.court_id")


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the courts with a docket here, by kind, most dockets first."""
    courts = sorted(
        (court for court in LIST.rows(conn) if court["docket_count"]),
        key=lambda court: (-court["docket_count"], court["name"]),
    )
    systems = [
        (title, [court for court in courts if court["system"] == system]) for system, title in SYSTEMS.items()
    ]
    circuits = [
        (circuit, name, sum(court["docket_count"] for court in courts if court["circuit"] == circuit))
        for circuit, name in CIRCUITS.items()
    ]
    return {
        "systems": [pair for pair in systems if pair[1]],
        "court_count": len(courts),
        "circuits": [circuit for circuit in circuits if circuit[2]],
        "all_count": len(LIST.rows(conn)),
    }


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    court = row(conn, "select * from courts where court_id = ?", (asked.parts["court_id"],))
    if court is None:
        return None
    number = asked.number("page")
    dockets = rows(
        conn,
        DOCKET + f" where dockets.court_id = ? and dockets.{IS_SHOWN}"
        " order by coalesce(decided_on, dockets.date_filed) desc, dockets.docket_id"
        f" limit {PAGE + 1} offset {(number - 1) * PAGE}",
        (court["court_id"],),
    )
    counted = load_counted(conn, court["court_id"])
    total = one_row(
        conn,
        f"select count(*) as n from dockets where court_id = ? and {IS_SHOWN}",
        (court["court_id"],),
    )
    for docket in dockets:
        docket["name"] = docket["short_name"] or docket["caption"] or docket["docket_id"]
    return {
        "court": court,
        "rss_url": web_address(court["rss_url"]),
        "dockets": dockets[:PAGE],
        "total": total["n"],
        "tally": tally(counted),
        "ways": ways(counted, {"court": court["court_id"]}),
        "circuit_name": CIRCUITS.get(court["circuit"]),
        "pending": pending(conn, "dockets.court_id = ?", court["court_id"]),
        "number": number,
        "has_more": len(dockets) > PAGE,
    }
