"""The list of cases: filters with counts beside it, one page of rows."""

import sqlite3
from collections.abc import Callable

from db.views import CASE_IS_TAKEN_IN, IS_SHOWN, OPEN_HEARING
from publish.cache import remembered
from publish.filters import terms
from publish.filters.facets import Index, bits_of, chips, day_facet, make_facets, numbers_of, options, wanted
from publish.filters.refusal import find_near, refuse_value
from publish.filters.terms import Narrowed, narrow
from publish.links import page_path, rows_path, sql_path
from publish.queries import HEARING_IN_SHORT, court_names, parties_of
from publish.request import Asked, marks, rows
from publish.words import split_list

PAGE = 50
SORTS: dict[str, tuple[str, Callable[[dict], tuple[str, str]], bool]] = {
    "newest": (
        "Newest event",
        lambda case: (case["date_last_event"] or case["date_filed"] or "", case["case_id"]),
        True,
    ),
    "next_hearing": (
        "Next hearing",
        # The same for those without one; the hearings are put before them (`_find_coming`).
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
# Filter -> the column of `cases` that it reads.
COLUMNS = {
    "outcome": "outcome_230",
    "status": "status",
    "plaintiff_type": "plaintiff_type",
    "provision": "provisions",
    "claim": "claims",
    "theory": "theories",
    "law_state": "law_state",
    "law_in_force": "law_in_force",
    "platform": "platform",
    "court": "court_ids",
    "selection": "selection",
}
_NONE = {"date_from": "9999-12-31"}  # after every day that a court can set
_YEAR = terms.year("of filing")
_DAYS = (*terms.days("date_filed", "Filed"), *terms.days("date_last_event", "Newest event"))
TERMS = (
    terms.OUTCOME,
    terms.STATUS,
    terms.PARTY,
    terms.PLATFORM,
    terms.PLAINTIFF_TYPE,
    terms.PROVISION,
    terms.CLAIM,
    terms.THEORY,
    terms.LAW_STATE,
    terms.LAW_IN_FORCE,
    terms.CIRCUIT,
    terms.COURT,
    _YEAR,
    terms.SELECTION,
    *_DAYS,
)
ASKS = (*TERMS, "sort", "page")


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    sort = read_sort(asked, SORTS)
    narrowed = narrow(conn, TERMS, asked)
    cases, index = remembered(conn, "cases", _load_all)
    courts = court_names(conn)
    facets = make_facets(conn, [term for term in TERMS if term not in _DAYS])
    among = _among(cases, narrowed)
    fitting, counts = index.choose(wanted(narrowed, _DAYS), among)
    matched = [cases[number] for number in numbers_of(fitting)]
    matched.sort(key=SORTS[sort][1], reverse=SORTS[sort][2])
    coming = _find_coming(conn, asked) if sort == "next_hearing" else {}
    if coming:
        matched.sort(key=lambda case: coming.get(case["case_id"], _NONE)["date_from"])
    number = asked.number("page")
    shown = _load(conn, [case["case_id"] for case in matched[(number - 1) * PAGE : number * PAGE]])
    chosen = narrowed.written
    address = {**chosen, "sort": sort if sort != "newest" else None}
    return {
        "cases": shown,
        "coming": coming,
        "count": len(matched),
        "total": sum(case["is_taken_in"] for case in cases),
        "first": (number - 1) * PAGE + 1,
        "chips": chips("/cases", [*facets, *map(day_facet, _DAYS)], address),
        "facets": [options(facet, counts[facet.name], narrowed.boxes(facet.name)) for facet in facets],
        "days": [(term.name, term.title, narrowed.one(term.name)) for term in _DAYS],
        "kept": narrowed.unboxed([facet.name for facet in facets]),
        "sorts": [(key, title) for key, (title, *_) in SORTS.items()],
        "sort": sort,
        "next_page": page_path("/cases", **address, page=number + 1)
        if number * PAGE < len(matched)
        else None,
        "previous_page": page_path("/cases", **address, page=number - 1) if number > 1 else None,
        "data": {
            suffix: page_path(f"/api/v1/cases{suffix}", **chosen) for suffix in (".csv", ".ndjson", ".json")
        },
        "sql": _sql_path(narrowed),
        "court_names": courts,
    }


def _find_coming(conn: sqlite3.Connection, asked: Asked) -> dict[str, dict]:
    """Return the next hearing of each case that has one: that may still take place, by the calendar of its court."""
    found = rows(
        conn,
        f"""{HEARING_IN_SHORT} where hearings.date_to >= ? and hearings.date_from is not null
          and +{OPEN_HEARING} and dockets.{IS_SHOWN}
        order by hearings.date_from desc, hearings.time_local desc, hearings.hearing_id""",
        (asked.earliest_today().isoformat(),),
    )
    return {
        one["case_id"]: one
        for one in found
        if one["date_to"] >= asked.today(one["court_timezone"]).isoformat()
    }


def read_sort(asked: Asked, sorts: dict) -> str:
    """Return the order asked for, or the first. Raises Refused."""
    sort = asked.one("sort") or next(iter(sorts))
    if sort not in sorts:
        raise refuse_value(
            "sort",
            sort,
            find_near(sort, list(sorts)),
            f"is not a sort order; write one of {', '.join(sorts)}",
        )
    return sort


def _load_all(conn: sqlite3.Connection) -> tuple[list[dict], Index]:
    """Return every case with what the filters and the order need: a table of cases, not of entries."""
    found = rows(
        conn,
        (
            "select case_id, short_name, caption, date_filed, date_last_event, last_event_precision, year_filed,"
            " outcome_230, status, plaintiff_type, provisions, claims, theories, law_state, platform, court_ids,"
            f" selection, law_in_force, {CASE_IS_TAKEN_IN} as is_taken_in from cases where {IS_SHOWN}"
        ),
    )
    circuits = dict(conn.execute("select court_id, circuit from courts").fetchall())
    parties = parties_of(conn)
    of_case: dict[str, dict[str, None]] = {}
    for docket_id, case_id in conn.execute("select docket_id, case_id from dockets"):
        of_case.setdefault(case_id, {}).update(dict.fromkeys(parties.get(docket_id, ())))
    values = []
    for case in found:
        own = {name: dict.fromkeys(split_list(case[column])) for name, column in COLUMNS.items()}
        own["circuit"] = dict.fromkeys(circuits[id] for id in own["court"] if circuits.get(id))
        own["party"] = of_case.get(case["case_id"], {})
        own["year"] = {str(case["year_filed"]): None} if case["year_filed"] else {}
        values.append(own)
    names = [term.name for term in TERMS if term not in _DAYS]
    return found, Index(names, values)


def _among(cases: list[dict], narrowed: Narrowed) -> int | None:
    bounds = [
        (term.name.rpartition("_")[0], term.name.endswith("_from"), day)
        for term in _DAYS
        if (day := narrowed.one(term.name))
    ]
    is_told = bool(narrowed.named.get("selection")) or all(case["is_taken_in"] for case in cases)
    if not bounds and is_told:
        return None
    return bits_of(
        (
            number
            for number, case in enumerate(cases)
            if (is_told or case["is_taken_in"])
            and all(
                case[column] and (case[column] >= day if is_from else case[column] <= day)
                for column, is_from, day in bounds
            )
        ),
        len(cases),
    )


def _load(conn: sqlite3.Connection, case_ids: list[str]) -> list[dict]:
    found = {
        case["case_id"]: case
        for case in rows(conn, f"select * from cases where case_id in ({marks(case_ids)})", case_ids)
    }
    return [found[case_id] for case_id in case_ids]


def _sql_path(narrowed: Narrowed) -> str:
    """Return the address of the same list as rows: the whole view, or an SQL query with the filters in it."""
    conditions, params = [], {}

    def put(name: str, values: list[str], sql: str) -> None:
        either = []
        for position, value in enumerate(values):
            params[f"{name}{position}"] = value
            either.append(sql.format(f":{name}{position}"))
        conditions.append(f"({' or '.join(either)})")

    listed = "instr(';' || replace({column}, '; ', ';') || ';', ';' || {{}} || ';') > 0"
    for name, values in narrowed.fit.items():
        if name in ("court", "circuit"):
            put(name, values, listed.format(column="court_ids"))
        elif name in COLUMNS:
            put(name, values, listed.format(column=COLUMNS[name]))
        elif name == "year":
            put(name, values, "year_filed = cast({} as integer)")
        elif name == "party":
            dockets = " union ".join(
                f"select docket_id from {table} where entity_id = {{0}}"
                for table in ("participations", "docket_platforms")
            )
            put(name, values, f"case_id in (select case_id from dockets where docket_id in ({dockets}))")
        else:
            column, _, end = name.rpartition("_")
            put(name, values, f"{column} {'>=' if end == 'from' else '<='} {{}}")
    if not conditions:
        return rows_path("case_list")
    return sql_path(f"select * from case_list where {' and '.join(conditions)}", **params)
