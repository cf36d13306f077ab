"""The list of cases: filters with counts, one page of rows."""

import sqlite3
from collections.abc import Callable

from db.views import IS_SHOWN, OPEN_HEARING
from publish.api.filters import condition
from publish.api.resources import CASES
from publish.filters import terms
from publish.filters.terms import Narrowed, narrow
from publish.links import rows_path, sql_path
from publish.pages.faceted import PAGE, FacetedList
from publish.pages.laws import add_laws
from publish.queries import HEARING_IN_SHORT, court_names
from publish.request import Asked, marks, rows

SORTS: dict[str, tuple[str, Callable[[dict], tuple[str, str]], bool]] = {
    "newest": (
        "Newest event",
        lambda case: (case["date_last_event"] or case["date_filed"] or "", case["case_id"]),
        True,
    ),
    "next_hearing": (
        "Next hearing",
        # The order of cases without a coming hearing; those with one come first (`_find_coming`).
        lambda case: (case["date_last_event"] or case["date_filed"] or "", case["case_id"]),
        True,
    ),
    "filed": ("Newest filed", lambda case: (case["date_filed"] or "", case["case_id"]), True),
    "name": (
        "Name",
        lambda case: ((case["short_name"] or case["caption"] or "").casefold(), case["case_id"]),
        False,
    ),
}
_NONE = {"date_from": "9999-12-31"}  # later than any day a court can set
TERMS = (
    terms.OUTCOME,
    terms.STATUS,
    terms.PARTY,
    terms.ROLE,
    terms.PLATFORM,
    terms.PLAINTIFF_TYPE,
    terms.PROVISION,
    terms.CLAIM,
    terms.THEORY,
    terms.LAW_STATE,
    terms.LAW_IN_FORCE,
    terms.CIRCUIT,
    terms.COURT,
    terms.year("of filing"),
    terms.SELECTION,
    *terms.days("date_filed", "Filed"),
    *terms.days("date_last_event", "Newest event"),
)
ASKS = (*TERMS, "sort", "page")
LIST = FacetedList(
    CASES,
    TERMS,
    "cases.case_id, cases.short_name, cases.caption, cases.date_filed, cases.date_last_event",
    "cases.rowid",
)


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    sort = _read_sort(asked)
    narrowed = narrow(conn, TERMS, asked)
    matched, counts = LIST.choose(conn, narrowed.fit)
    matched, coming = _in_order(conn, asked, matched, sort)
    number = asked.number("page")
    shown = matched[(number - 1) * PAGE : number * PAGE]
    return LIST.page(conn, narrowed, number, sort if sort != "newest" else None, len(matched), counts) | {
        "cases": load(conn, [case["case_id"] for case in shown]),
        "coming": coming,
        "sorts": [(key, title) for key, (title, *_) in SORTS.items()],
        "sort": sort,
        "sql": _sql_path(narrowed),
        "court_names": court_names(conn),
    }


def find(conn: sqlite3.Connection, asked: Asked) -> list[str]:
    """Return the ids of all cases that the page lists, in the page's order."""
    matched = LIST.find(conn, narrow(conn, TERMS, asked).fit)
    return [case["case_id"] for case in _in_order(conn, asked, matched, _read_sort(asked))[0]]


def _read_sort(asked: Asked) -> str:
    return terms.read_choice(asked, "sort", {key: title for key, (title, *_) in SORTS.items()})


def _in_order(
    conn: sqlite3.Connection, asked: Asked, matched: list[dict], sort: str
) -> tuple[list[dict], dict[str, dict]]:
    """Return the cases in the order asked for; if that is by next hearing, also the next hearing of each."""
    matched.sort(key=SORTS[sort][1], reverse=SORTS[sort][2])
    coming = _find_coming(conn, asked) if sort == "next_hearing" else {}
    if coming:
        matched.sort(key=lambda case: coming.get(case["case_id"], _NONE)["date_from"])
    return matched, coming


def _find_coming(conn: sqlite3.Connection, asked: Asked) -> dict[str, dict]:
    """Return the next hearing, for each case with one that may still take place by its court's calendar."""
    hearings = rows(
        conn,
        f"""{HEARING_IN_SHORT} where hearings.date_to >= ? and hearings.date_from is not null
          and +{OPEN_HEARING} and dockets.{IS_SHOWN}
        order by hearings.date_from desc, hearings.time_local desc, hearings.hearing_id""",
        (asked.earliest_today().isoformat(),),
    )
    return {
        hearing["case_id"]: hearing
        for hearing in hearings
        if hearing["date_to"] >= asked.today(hearing["court_timezone"]).isoformat()
    }


def load(conn: sqlite3.Connection, case_ids: list[str]) -> list[dict]:
    """Return the cases with these ids that are still there, in the same order, with the laws they are about."""
    case_by_id = {
        case["case_id"]: case
        for case in rows(conn, f"select * from cases where case_id in ({marks(case_ids)})", case_ids)
    }
    return add_laws(conn, [case_by_id[case_id] for case_id in case_ids if case_id in case_by_id])


def _sql_path(narrowed: Narrowed) -> str:
    """Return the address of the same list as rows: the whole view, or an SQL query with the filters; for
    cases that the view leaves out, the table."""
    conditions, params = [], {}
    for name, asked in narrowed.fit.items():
        if asked:
            sql, values = condition(CASES.filter(name), asked)
            for position, value in enumerate(values):
                sql = sql.replace("?", f":{name}{position}", 1)
                params[f"{name}{position}"] = value
            conditions.append(sql)
    if not conditions:
        return rows_path("case_list")
    listed = "cases" if "excluded" in narrowed.fit.get("selection", ()) else "case_list cases"
    return sql_path(f"select * from {listed} where {' and '.join(conditions)}", **params)
