"""The list of cases: filters with counts beside it, one page of rows."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

from publish.cache import remembered
from publish.links import page_path, rows_path, sql_path
from publish.pages.theories import load_names
from publish.queries import court_names
from publish.request import Asked, BadRequest, marks, rows
from publish.words import (
    LAW_EFFECTS,
    OUTCOMES,
    SELECTIONS,
    first_upper,
    format_claim,
    format_former_outcome,
    format_law,
    format_provision,
    plain,
    split_list,
)

PAGE = 50
SORTS: dict[str, tuple[str, Callable[[dict], tuple[str, str]], bool]] = {
    "newest": (
        "Newest event",
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
_LONG = 12  # a facet shows this many values, the most frequent first; the others are folded
_LONGEST = 500  # beyond which the rest is only counted: each value costs 150 bytes of the page


@dataclass(frozen=True)
class Facet:
    """One filter: its name in the address, its heading, the column it reads, how a value is said."""

    name: str
    title: str
    column: str
    say: Callable[[str], str | None]


def _facets(courts: dict[str, str], theories: dict[str, str]) -> list[Facet]:
    return [
        Facet(
            "outcome", "§ 230 outcome", "outcome_230", lambda value: OUTCOMES.get(value, (plain(value),))[0]
        ),
        Facet(
            "status", "Status", "status", lambda value: "Not known" if value == "unknown" else plain(value)
        ),
        Facet("plaintiff", "Plaintiff", "plaintiff_type", plain),
        Facet("provision", "Provision raised", "provisions", format_provision),
        Facet("claim", "Claim", "claims", format_claim),
        Facet("theory", "Theory", "theories", lambda value: theories.get(value, value)),
        Facet(
            "law_state",
            "Law challenged",
            "law_state",
            lambda value: first_upper(LAW_EFFECTS.get(value, value)),
        ),
        Facet("law", "Law in force", "law_in_force", format_law),
        Facet("platform", "Platform", "platform", str),
        Facet("court", "Court", "court_ids", lambda value: courts.get(value, value)),
        Facet(
            "selection", "Why it is here", "selection", lambda value: SELECTIONS.get(value) or plain(value)
        ),
    ]


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    sort = asked.one("sort") or "newest"
    if sort not in SORTS:
        raise BadRequest(f"sort={sort[:40]} is not an order; write one of {', '.join(SORTS)}")
    facets = _facets(court_names(conn), load_names(conn))
    chosen = {facet.name: asked.many(facet.name) for facet in facets}
    for value in chosen["outcome"]:
        if former := format_former_outcome("outcome", value):
            raise BadRequest(former)
    cases = remembered(conn, "cases", lambda conn: _all_cases(conn, facets))
    matched, counts = _match(cases, facets, chosen)
    matched.sort(key=SORTS[sort][1], reverse=SORTS[sort][2])
    number = asked.number("page")
    shown = _load(conn, [case["case_id"] for case in matched[(number - 1) * PAGE : number * PAGE]])
    address = {name: values for name, values in chosen.items() if values} | {
        "sort": sort if sort != "newest" else None
    }
    return {
        "cases": shown,
        "count": len(matched),
        "total": len(cases),
        "first": (number - 1) * PAGE + 1,
        "chips": _chips(facets, chosen, address),
        "facets": [_options(facet, counts[facet.name], chosen[facet.name]) for facet in facets],
        "sorts": [(key, title) for key, (title, *_) in SORTS.items()],
        "sort": sort,
        "next_page": page_path("/cases", **address, page=number + 1)
        if number * PAGE < len(matched)
        else None,
        "previous_page": page_path("/cases", **address, page=number - 1) if number > 1 else None,
        "data": {suffix: _data_path(suffix, facets, chosen) for suffix in (".json", ".csv", "")},
        "court_names": court_names(conn),
    }


def _all_cases(conn: sqlite3.Connection, facets: list[Facet]) -> list[dict]:
    """Return every case with what the filters and the order need: a table of cases, not of entries."""
    found = rows(
        conn,
        (
            "select case_id, short_name, caption, date_filed, date_last_event, outcome_230, status, plaintiff_type,"
            " provisions, claims, theories, law_state, platform, court_ids, selection, law_in_force from cases "
            "where selection <> 'excluded'"
        ),
    )
    for case in found:
        case["values"] = {facet.name: list(dict.fromkeys(split_list(case[facet.column]))) for facet in facets}
    return found


def _match(cases: list[dict], facets: list[Facet], chosen: dict[str, list[str]]) -> tuple[list[dict], dict]:
    """Return the cases that fit every filter, and for each filter the counts under all the others."""
    counts: dict[str, dict[str, int]] = {facet.name: {} for facet in facets}
    matched = []
    active = {name: set(values) for name, values in chosen.items() if values}
    for case in cases:
        failed = [name for name, wanted in active.items() if not wanted & set(case["values"][name])]
        if not failed:
            matched.append(case)
        for facet in facets:
            if not failed or failed == [facet.name]:
                for value in case["values"][facet.name]:
                    counts[facet.name][value] = counts[facet.name].get(value, 0) + 1
    return matched, counts


def _load(conn: sqlite3.Connection, case_ids: list[str]) -> list[dict]:
    found = {
        case["case_id"]: case
        for case in rows(conn, f"select * from cases where case_id in ({marks(case_ids)})", case_ids)
    }
    return [found[case_id] for case_id in case_ids]


def _options(facet: Facet, counts: dict[str, int], chosen: list[str]) -> dict:
    """Return a filter's values: chosen ones always, then the most frequent; outcomes in their own order."""
    values = dict.fromkeys([*chosen, *sorted(counts, key=lambda value: (-counts[value], value))])
    if facet.name == "outcome":
        values = dict.fromkeys(value for value in OUTCOMES if value in values)
    options = [
        (value, facet.say(value), counts.get(value, 0), value in chosen)
        for value in list(values)[: max(_LONGEST, len(chosen))]
    ]
    split = max(_LONG, len(chosen))
    return {
        "name": facet.name,
        "title": facet.title,
        "options": options[:split],
        "more": options[split:],
        "hidden_count": len(values) - len(options),
    }


def _chips(facets: list[Facet], chosen: dict[str, list[str]], address: dict) -> list[tuple[str, str]]:
    chips = []
    for facet in facets:
        for value in chosen[facet.name]:
            without = [other for other in chosen[facet.name] if other != value]
            chips.append(
                (facet.say(value) or value, page_path("/cases", **(address | {facet.name: without})))
            )
    return chips


def _data_path(suffix: str, facets: list[Facet], chosen: dict[str, list[str]]) -> str:
    """Return the address of the same list as data: the whole view, or an SQL query with the filters in it."""
    conditions, params = [], {}
    for facet in facets:
        either = []
        for position, value in enumerate(chosen[facet.name]):
            name = f"{facet.name}{position}"
            params[name] = value
            either.append(
                f"instr(';' || replace({facet.column}, '; ', ';') || ';', ';' || :{name} || ';') > 0"
            )
        if either:
            conditions.append(f"({' or '.join(either)})")
    if not conditions:
        return rows_path("case_list", suffix)
    return sql_path(f"select * from case_list where {' and '.join(conditions)}", suffix, **params)
