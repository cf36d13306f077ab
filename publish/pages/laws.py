"""The laws that rulings name: the state of each and its ground, and the acts about one law in order.

The state of a law comes from db/outcomes.py (`case_laws`): what the latest act not undone by a later one did
to its enforcement, dated from the first act of the unbroken run to that effect; if several cases are about
it, the state from the newest act. Its ground is what these acts turned on, in all cases that left it in the
same state.
"""

import sqlite3
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from docket.vocabulary import LawEffect
from publish.api.fields import named_columns
from publish.api.parts import LAW_STATES, newest_state_first
from publish.api.resources import LAWS
from publish.filters import terms
from publish.filters.naming import find_laws
from publish.filters.terms import narrow
from publish.links import law_path, page_path
from publish.pages import rulings
from publish.pages.faceted import FacetedList
from publish.queries import court_names, snapshots_of, theory_names
from publish.request import Asked, Moved, marks, row, rows
from publish.words import DECIDED, split_list

# What courts left of a law, in the order of the page.
_GROUPS = (
    ("Struck down", (LawEffect.STRUCK,)),
    ("Enjoined", (LawEffect.ENJOINED, LawEffect.INJUNCTION_AFFIRMED)),
    ("Enjoined in part", (LawEffect.PARTLY_ENJOINED,)),
    (
        "In force: upheld, or an injunction refused, vacated or stayed",
        (LawEffect.UPHELD, LawEffect.INJUNCTION_REFUSED, LawEffect.INJUNCTION_VACATED, LawEffect.STAYED),
    ),
    ("No act on its enforcement on record", (None,)),
)
SORTS = {
    "place": "By jurisdiction",
    "name": "By name",
    "newest": "Newest act first",
    "acts": "Most acts first",
}
_KEYS: dict[str, Callable[[dict], Any]] = {
    "place": lambda law: (law["jurisdiction"], law["name"]),
    "name": itemgetter("name"),
    "newest": lambda law: max((act["date_from"] or "" for act in law["acts"]), default=""),
    "acts": lambda law: -len(law["acts"]),
}
_TERMS = (terms.LAW_STATE, terms.THEORY)
ASKS = (*_TERMS, "sort")
LIST = FacetedList(LAWS, _TERMS, named_columns(LAWS.fields), "laws.jurisdiction, laws.name")


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the laws by what courts left of them, filtered by state and by ground."""
    narrowed = narrow(conn, _TERMS, asked)
    sort = terms.read_choice(asked, "sort", SORTS)
    matched, counts = LIST.choose(conn, narrowed.fit)
    laws = {law["law_id"]: law for law in load(conn)}
    shown = [laws[law["law_id"]] for law in matched]
    shown.sort(key=_KEYS[sort], reverse=sort == "newest")
    names, chosen = theory_names(conn), narrowed.named.get("theory", [])
    grounds = [(names.get(code, code), number, code) for code, number in counts["theory"].items()]
    return {
        "groups": [
            (title, group)
            for title, states in _GROUPS
            if (group := [law for law in shown if law["law_state"] in states])
        ],
        "court_names": court_names(conn),
        "sorts": SORTS,
        "sort": sort,
        "asked_for": narrowed.written,
        "count": len(shown),
        "total": len(laws),
        "chosen": chosen or narrowed.named.get("law_state"),
        "grounds": [
            (name, number, code in chosen, page_path("/laws", theory=code))
            for name, number, code in sorted(grounds, key=lambda ground: (-ground[1], ground[0]))
        ],
        "not_stated": sum(law["law_state"] is not None and not law["grounds"] for law in laws.values()),
    }


def read(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    law_id = asked.parts["law_id"]
    law = next((law for law in load(conn) if law["law_id"] == law_id), None)
    if law is None:
        names = find_laws(conn, law_id)
        now = names and row(conn, "select law_id from laws where name = ?", (names[0],))
        return Moved(law_path(now["law_id"])) if now else None
    acts = rulings.fold(rulings.load([act["ruling_id"] for act in law["acts"]], conn))
    return {
        "law": law,
        "acts": acts,
        "court_names": court_names(conn),
        "snapshots": snapshots_of(conn, acts, [law]),
    }


def load(conn: sqlite3.Connection) -> list[dict]:
    """Return every law with its `acts`, oldest first, its `cases`, its `states`, newest first, the newest as
    `law_state`, the `grounds` of that as (code, name), and its `answers`: the newest act with each answer,
    preferably one that no later act changed or passed over, and what `became` of it."""
    acts = sorted(
        (act for act in rulings.LIST.rows(conn) if act["law"]),
        key=lambda act: (act["date_from"] is None, act["date_from"], act["ruling_id"]),
    )
    states = rows(
        conn,
        f"""select case_laws.*, coalesce(cases.short_name, cases.caption) as case_name
        from case_laws join cases using (case_id) where case_law_id in ({LAW_STATES})
        order by {newest_state_first()}""",
    )
    names = theory_names(conn)
    became = rulings.became(conn, [act["ruling_id"] for act in acts])
    laws = []
    for law in LIST.rows(conn):
        own = [act for act in acts if act["law"] == law["name"]]
        laws.append(
            law
            | {
                "acts": own,
                "cases": split_list(law["case_ids"]),
                "answers": _answers(own, became),
                "states": [state for state in states if state["law"] == law["name"]],
                "grounds": [(code, names.get(code, code)) for code in split_list(law["grounds"])],
            }
        )
    return laws


def _answers(acts: list[dict], became: dict[str, dict]) -> list[dict]:
    act_by_answer: dict[str, dict] = {}
    for act in acts:
        if act["answer"] in DECIDED:
            fate = became.get(act["ruling_id"])
            is_lesser = bool(fate and (fate["is_changed"] or fate["is_left"]))
            if act["answer"] not in act_by_answer or not is_lesser or act_by_answer[act["answer"]]["became"]:
                act_by_answer[act["answer"]] = act | {"became": fate if is_lesser else None}
    return list(act_by_answer.values())


def add_laws(conn: sqlite3.Connection, cases: list[dict]) -> list[dict]:
    """Add to each case the `laws` it is about, each with its name, id and state, and whether a later act
    passed over the standing answer (`is_passed_over`); return the cases."""
    ids = [case["case_id"] for case in cases]
    laws = rows(
        conn,
        f"""select case_laws.case_id, case_laws.law, case_laws.law_state, laws.law_id
        from case_laws left join laws on laws.name = case_laws.law
        where case_laws.case_id in ({marks(ids)}) order by case_laws.law""",
        ids,
    )
    passed_over = {
        item["case_id"]
        for item in rows(
            conn,
            f"""select cases.case_id from cases
              join ruling_fates on ruling_fates.ruling_id = cases.outcome_ruling_id
              join rulings later on later.ruling_id = ruling_fates.by_ruling_id
            where cases.case_id in ({marks(ids)}) and {rulings.PASSED_OVER}""",
            ids,
        )
    }
    for case in cases:
        case["laws"] = [law for law in laws if law["case_id"] == case["case_id"]]
        case["is_passed_over"] = case["case_id"] in passed_over
    return cases
