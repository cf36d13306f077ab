"""Where courts disagree: claims, parts of the statute, theories and questions of doctrine against circuits.

What is counted, here and on the page: rulings that decide and still stand (no later act took their place or
wiped them out, and they are not mere recommendations), in reviewed or confirmed dockets. A split is a fact
about these rulings, by rules that the page states:

within a circuit    three or more standing rulings of its courts went opposite ways (publish/pages/doctrine.py)
between circuits    the court of appeals of one circuit went one way only, that of another the other way only

A ruling that went partly each way counts for neither. Every cell links to its rulings, exactly as many as it
says.
"""

import sqlite3
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from docket.statute import SECTION
from publish.cache import remembered
from publish.filters import terms
from publish.filters.facets import chips, day_facet, make_facets
from publish.filters.terms import Narrowed, narrow
from publish.links import page_path, question_path
from publish.pages import rulings
from publish.pages.doctrine import FEW, OPPOSED, SIDES, Sides, goes_both_ways, sides_of_rulings
from publish.request import Asked
from publish.words import CIRCUITS, DECIDED, OUTCOMES, join_words, split_list

_COUNTED = {"stands": "yes", "selection": "catalog,confirmed"}
_SCOTUS = "scotus"
_STATE = "state"
COLUMNS = {
    **{code: name for code, name in CIRCUITS.items() if code != "fed"},
    _SCOTUS: "U.S.",
    _STATE: "State courts",
}
_SHORT = {"1": "1st", "2": "2d", "3": "3d", "dc": "D.C.", "11": "11th", _SCOTUS: "U.S.", _STATE: "State"}
_BY = {
    "claim": "Claim",
    "provision": f"Part of {SECTION}",
    "theory": "Theory",
    "question": "Question of doctrine",
}
_PLURAL = {"claim": "claims", "provision": "parts", "theory": "theories", "question": "questions"}
_SHOW = {"all": "All", "split": "Only where courts disagree"}
_DAYS = terms.days("", "Decided")
TERMS = (terms.CLAIM, terms.PROVISION, terms.THEORY, terms.QUESTION, terms.LEVEL, *_DAYS)
ASKS = (*TERMS, "by", "show")


Chosen = dict[str, list[str]]
Say = Callable[[str], str | None]
Held = list[tuple[dict, str]]  # (ruling, the way it went)
Cells = dict[str, Held]  # by column


@dataclass(frozen=True)
class Cell:
    """The rulings of one circuit on one subject: the count of each way (`ways`), their page, whether they
    went opposite ways; if a question has only a few, they are `named` instead, each with its way."""

    column: str
    ways: tuple[tuple[str, int], ...]
    count: int
    path: str
    is_split: bool
    named: tuple[tuple[str, str], ...] = ()  # (ruling_id, way)


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    by = terms.read_choice(asked, "by", _BY)
    show = terms.read_choice(asked, "show", _SHOW)
    narrowed = narrow(conn, TERMS, asked)
    sides = remembered(conn, "sides", sides_of_rulings)
    counted = [
        ruling for ruling in _counted(conn, narrowed, by) if by != "question" or ruling["ruling_id"] in sides
    ]
    facets = {facet.name: facet for facet in make_facets(conn, TERMS[:5])}
    chosen = narrowed.written
    table = _table(counted, by, sides, chosen, facets[by].say, narrowed.named.get(by))
    listed = [row for row in table if show == "all" or row["is_split"]]
    named = {ruling_id for row in listed for cell in row["cells"].values() for ruling_id, _ in cell.named}
    named |= {row["newest"] for row in listed if row["newest"]}
    used = [column for column in COLUMNS if any(column in row["cells"] for row in listed)]
    theories = [code for (code,) in conn.execute("select theory_id from theories order by rowid")]
    address = {**chosen, "by": by if by != "claim" else None, "show": show if show != "all" else None}
    return {
        "rows": listed,
        "total": len(table),
        "columns": [(column, _short(column), COLUMNS[column]) for column in used],
        "by": by,
        "by_chips": [
            (title, page_path("/splits", **(address | {"by": key if key != "claim" else None})), key == by)
            for key, title in _BY.items()
        ],
        "show_chips": [
            (title, page_path("/splits", **(address | {"show": key if key != "all" else None})), key == show)
            for key, title in _SHOW.items()
        ],
        "chips": chips("/splits", [*facets.values(), *map(day_facet, _DAYS)], address),
        "first": _BY[by],
        "plural": _PLURAL[by],
        "sides": SIDES,
        "named": {ruling["ruling_id"]: ruling for ruling in rulings.load(sorted(named), conn)},
        "is_question": by == "question",
        "detail": _detail(conn, counted, listed[0], by, sides)
        if len(narrowed.named.get(by, ())) == 1 and listed
        else None,
        "count": sum(1 for ruling in counted if _column(ruling) and _ways(ruling, by, sides)),
        "choices": [
            (facets[name], [(code, facets[name].say(code)) for code in facets[name].term.codes or theories])
            for name in ("provision", "claim", "theory")
            if name != by
        ],
        "chosen": {name: values[0] for name, values in narrowed.named.items() if values},
    }


def _counted(conn: sqlite3.Connection, narrowed: Narrowed, by: str) -> list[dict]:
    """Return the standing rulings that fit, took a side, and are in reviewed or confirmed dockets."""
    counted = {"stands": ["yes"], "selection": ["catalog", "confirmed"]}
    if by != "question":
        counted["answer"] = list(DECIDED)
    return rulings.LIST.find(conn, narrowed.fit | counted)


def _ways(ruling: dict, by: str, sides: Sides) -> list[tuple[str, str]]:
    """Return each (value, way) of a ruling: its claims, parts or theories with its answer, or its questions
    with the side taken."""
    if by == "question":
        return sides.get(ruling["ruling_id"], [])
    column = {"claim": "claims", "provision": "provisions", "theory": "theories"}[by]
    return [(value, ruling["answer"]) for value in dict.fromkeys(split_list(ruling[column]))]


def _column(ruling: dict) -> str | None:
    if ruling["circuit"] in COLUMNS:
        return ruling["circuit"]
    return {"scotus": _SCOTUS, "state": _STATE}.get(ruling["system"] or "")


def _short(column: str) -> str:
    return _SHORT.get(column) or f"{column}th"


def _table(
    counted: list[dict], by: str, sides: Sides, chosen: Chosen, say: Say, only: list[str] | None
) -> list[dict]:
    """Return a row for each value on which a court decided, most rulings first."""
    groups: dict[str, dict[str, list[tuple[dict, str]]]] = {}
    for ruling in counted:
        column = _column(ruling)
        for value, way in _ways(ruling, by, sides):
            if column and (only is None or value in only):
                groups.setdefault(value, {}).setdefault(column, []).append((ruling, way))
    table = [_row(value, cells, by, chosen, say) for value, cells in groups.items()]
    return sorted(table, key=lambda row: (-row["total"], row["label"]))


def _row(value: str, cells: Cells, by: str, chosen: Chosen, say: Say) -> dict:
    made = {column: _cell(column, held, value, by, chosen) for column, held in cells.items()}
    # "Other" is not a single claim: courts that differ on it may have had unrelated claims before them.
    disagree = [] if value == "other" else between(cells)
    within = [column for column in COLUMNS if column in made and made[column].is_split]
    return {
        "value": value,
        "label": say(value),
        "cells": made,
        "total": len({ruling["ruling_id"] for held in cells.values() for ruling, _ in held}),
        "between": disagree,
        "within": _say_within(within),
        "is_split": bool(disagree or within),
        "path": question_path(value)
        if by == "question"
        else page_path("/splits", **(chosen | {by: value, "by": by if by != "claim" else None})),
        "newest": max(
            (ruling for held in cells.values() for ruling, _ in held),
            key=lambda ruling: ruling["date_from"] or "",
        )["ruling_id"]
        if by == "question"
        else None,
        "rulings_path": _rulings_path(value, by, chosen),
    }


def _say_within(columns: list[str]) -> str:
    """Return in words where courts went both ways: "within the 3d and 9th Circuits and in state courts"."""
    circuits = [_short(column) for column in columns if column in CIRCUITS]
    places = [f"within the {join_words(circuits)} Circuit{'s' * (len(circuits) > 1)}"] if circuits else []
    places += ["in the Supreme Court"] * (_SCOTUS in columns) + ["in state courts"] * (_STATE in columns)
    return join_words(places) if places else ""


def _cell(column: str, held: Held, value: str, by: str, chosen: Chosen) -> Cell:
    counts = Counter(way for _, way in held)
    order = [*SIDES, *OUTCOMES]
    ways = tuple(sorted(counts.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else 99))
    where = (
        {"court": "scotus"}
        if column == _SCOTUS
        else {"level": "state"}
        if column == _STATE
        else {"circuit": column}
    )
    is_few = by == "question" and len(held) < FEW
    return Cell(
        column,
        ways,
        len({ruling["ruling_id"] for ruling, _ in held}),
        _rulings_path(value, by, chosen, **where),
        goes_both_ways(way for _, way in held),
        tuple((ruling["ruling_id"], way) for ruling, way in held) if is_few else (),
    )


def _rulings_path(value: str, by: str, chosen: Chosen, **where: str) -> str:
    answer = {} if by == "question" else {"answer": ",".join(DECIDED)}
    return page_path("/rulings", **(chosen | {by: value} | where | answer | _COUNTED))


def between(cells: Cells) -> list[tuple[str, list[str]]]:
    """Return (way, circuits) for both ways, if one circuit's court of appeals went only one way and another's
    only the other; otherwise an empty list."""
    appeals: dict[str, set[str]] = {}
    for column, held in cells.items():
        for ruling, way in held:
            if ruling["system"] == "appellate":
                appeals.setdefault(column, set()).add(way)
    for pair in OPPOSED:
        sides = [
            [
                _short(column)
                for column in COLUMNS
                if way in appeals.get(column, ()) and other not in appeals[column]
            ]
            for way, other in (pair, pair[::-1])
        ]
        if all(sides):
            return list(zip(pair, sides, strict=True))
    return []


def _detail(conn: sqlite3.Connection, counted: list[dict], row: dict, by: str, sides: Sides) -> list[dict]:
    """Return for one value each circuit with its rulings each way, appeals first."""
    level = {"appellate": 0, "scotus": 0, "state": 1}
    picked: dict[str, list[tuple[dict, str]]] = {}
    for ruling in counted:
        column = _column(ruling)
        for value, way in _ways(ruling, by, sides):
            if value == row["value"] and column:
                picked.setdefault(column, []).append((ruling, way))
    ids = [ruling["ruling_id"] for held in picked.values() for ruling, _ in held]
    loaded = {ruling["ruling_id"]: ruling for ruling in rulings.load(ids[:1000], conn)}
    circuits = []
    for column, name in COLUMNS.items():
        # Within a level, newest first, as they were sorted before.
        held = sorted(picked.get(column, ()), key=lambda pair: level.get(pair[0]["system"], 2))
        if held:
            circuits.append(
                {
                    "column": column,
                    "name": name,
                    "is_circuit": column in CIRCUITS,
                    "cell": row["cells"][column],
                    "rulings": [
                        loaded[ruling["ruling_id"]] | {"way": way}
                        for ruling, way in held
                        if ruling["ruling_id"] in loaded
                    ],
                }
            )
    return circuits
