"""Dockets counted by claim, part of § 230, theory, court, circuit and outcome: one set of rows behind every figure.

The prepared question `dockets_counted` in metadata.json selects the same dockets, so that each number on a
page links to its own rows and its SQL; tests compare the two, number by number. Only dockets that are
reviewed or confirmed count (the view `outcomes`). An outcome is the docket's: a docket with three claims
counts once in each row.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from publish.cache import remembered
from publish.links import page_path
from publish.request import rows
from publish.words import OUTCOMES

# The columns of a table; an open docket and one without a ruling share a column.
COLUMNS = (
    ("immune",),
    ("partly_immune",),
    ("not_immune",),
    ("preempted",),
    ("not_preempted",),
    ("open",),
    ("declined",),
    ("pending", "none"),
)
# Which courts: the value of ``level=`` -> the systems of courts.csv.
LEVELS = {
    "appeals": ("scotus", "appellate"),
    "trial": ("district", "bankruptcy", "jpml", "special"),
    "state": ("state",),
}
_SHADES = (0.15, 0.30, 0.50)  # shares of a row from which a cell gets its second, third and fourth shade


@dataclass(frozen=True)
class Choice:
    """Which dockets are counted: all, those under one version of the law, or those at one level of courts."""

    law: str | None = None
    courts: str | None = None

    def holds(self, docket: dict) -> bool:
        return (self.law is None or docket["law"] == self.law) and (
            self.courts is None or docket["system"] in LEVELS[self.courts]
        )

    def path(self, **more: str) -> str:
        """Return the address of the rows (and the SQL) of these dockets, with further filters `more`."""
        return page_path("/docket/dockets_counted", law_in_force=self.law, level=self.courts, **more)


def load_counted(conn: sqlite3.Connection, court_id: str | None = None) -> list[dict]:
    """Return every docket that counts (of one court, if given), with its outcome, court, law in force,
    `claims`, `provisions` and `theories`."""
    counted = remembered(conn, "counted", _load_counted)
    return [docket for docket in counted if docket["court_id"] == court_id] if court_id else counted


def _load_counted(conn: sqlite3.Connection) -> list[dict]:
    dockets = rows(
        conn,
        """select outcomes.docket_id, outcomes.case_id, outcomes.court_id, outcomes.outcome_230 as outcome,
            outcomes.recommended_answer as recommended, courts.system,
          courts.circuit, cases.law_in_force as law
        from outcomes
          left join cases on cases.case_id = outcomes.case_id
          left join courts on courts.court_id = outcomes.court_id""",
    )
    claims, provisions = _values(conn, "claims", "cause_of_action"), _values(conn, "defenses", "provision")
    theories = _values(conn, "ruling_theories", "theory")
    for docket in dockets:
        docket["claims"] = list(claims.get(docket["docket_id"], ()))
        docket["provisions"] = list(provisions.get(docket["docket_id"], ()))
        docket["theories"] = list(theories.get(docket["docket_id"], ()))
    return dockets


def _values(conn: sqlite3.Connection, table: str, column: str) -> dict[str, dict[str, None]]:
    """Return the distinct values by docket. One pass over the table is twice as fast as a look-up for each
    docket."""
    values: dict[str, dict[str, None]] = {}
    for docket_id, value in conn.execute(
        f"select docket_id, {column} from {table} where {column} is not null"
    ):
        values.setdefault(docket_id, {})[value] = None
    return values


def tally(dockets: Iterable[dict]) -> list[tuple[str, int]]:
    """Return (outcome, number of dockets) for each outcome that occurs, in the order of `OUTCOMES`."""
    counts = Counter(docket["outcome"] for docket in dockets)
    return [(outcome, counts[outcome]) for outcome in OUTCOMES if counts[outcome]]


def tally_recommended(dockets: Iterable[dict]) -> list[tuple[str, int]]:
    """Return (answer, number of dockets) for what magistrate judges recommended and nobody adopted: it counts
    toward no outcome."""
    counts = Counter(docket["recommended"] for docket in dockets)
    return [(answer, counts[answer]) for answer in OUTCOMES if counts[answer]]


def by_value(dockets: list[dict], name: str) -> dict[str, list[dict]]:
    """Return the dockets of each value of `claims`, `provisions`, `theories` or `circuit`, the most frequent
    value first."""
    groups: dict[str, list[dict]] = {}
    for docket in dockets:
        for value in docket[name] if isinstance(docket[name], list) else [docket[name]]:
            if value:
                groups.setdefault(value, []).append(docket)
    return dict(sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])))


def heat_rows(
    groups: dict[str, list[dict]],
    say: Callable[[str], str | None],
    filter_name: str,
    choice: Choice,
    page: Callable[[str], str] | None = None,
) -> list[dict]:
    """Return one row of a table for each group: its label, a cell for each column, and the total; each number
    with the path of its rows.

    `page` returns the path of a value's own page.
    """
    shaded = []
    for value, dockets in groups.items():
        counts = Counter(docket["outcome"] for docket in dockets)
        cells = []
        for outcomes in COLUMNS:
            number = sum(counts[outcome] for outcome in outcomes)
            path = choice.path(**{filter_name: value, "outcome": ";".join(outcomes)})
            cells.append({"n": number, "shade": shade(number, len(dockets)), "path": path})
        shaded.append(
            {
                "value": value,
                "label": say(value),
                "cells": cells,
                "total": len(dockets),
                "path": choice.path(**{filter_name: value}),
                "page": page(value) if page else page_path("/cases", **{filter_name: value}),
            }
        )
    return shaded


def shade(number: int, total: int) -> int:
    """Return how strongly a cell is shaded: from 0, no docket, to 4, half of the row or more."""
    return 0 if not number else 1 + sum(number >= share * total for share in _SHADES)
