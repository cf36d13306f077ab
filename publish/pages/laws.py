"""The laws that rulings name: where each stands and on what ground, and the acts about one in their order.

The state of a law is that of db/outcomes.py (`case_laws`): what the latest act that no later act undid did to its
enforcement; of several cases about it, that of the newest act. Its ground is what that act turned on.
"""

import sqlite3
from collections.abc import Callable
from operator import itemgetter
from typing import Any

from docket.vocabulary import LawEffect
from publish.filters import terms
from publish.filters.naming import find_laws
from publish.filters.terms import narrow
from publish.links import law_path, page_path
from publish.pages import rulings
from publish.queries import court_names, snapshots_of, theory_names
from publish.request import Asked, Moved, marks, row, rows
from publish.words import DECIDED, split_list

# What courts left of a law, in the order in which the page has it.
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
# What a court did, or a catch-all, is no ground.
_NO_GROUNDS = frozenset({"injunction_against_law", "other"})
SORTS = {
    "place": "By whose they are",
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


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return the laws by what courts left of them, narrowed by state and by ground."""
    narrowed = narrow(conn, _TERMS, asked)
    sort = terms.read_choice(asked, "sort", SORTS)
    laws = load(conn)
    wanted_states, wanted_grounds = narrowed.named.get("law_state"), narrowed.named.get("theory")
    shown = [
        law
        for law in laws
        if (not wanted_states or law["law_state"] in wanted_states)
        and (not wanted_grounds or {code for code, _ in law["grounds"]} & set(wanted_grounds))
    ]
    shown.sort(key=_KEYS[sort], reverse=sort == "newest")
    grounds: dict[tuple[str, str], int] = {}
    for law in laws:
        for ground in law["grounds"]:
            grounds[ground] = grounds.get(ground, 0) + 1
    return {
        "groups": [
            (title, found)
            for title, states in _GROUPS
            if (found := [law for law in shown if law["law_state"] in states])
        ],
        "sorts": SORTS,
        "sort": sort,
        "asked_for": narrowed.written,
        "count": len(shown),
        "total": len(laws),
        "chosen": wanted_grounds or wanted_states,
        "grounds": [
            (name, number, code in (wanted_grounds or ()), page_path("/laws", theory=code))
            for (code, name), number in sorted(grounds.items(), key=lambda item: (-item[1], item[0][1]))
        ],
        "not_stated": sum(law["law_state"] is not None and not law["grounds"] for law in laws),
    }


def read(conn: sqlite3.Connection, asked: Asked) -> dict | Moved | None:
    law_id = asked.parts["law_id"]
    law = next((law for law in load(conn) if law["law_id"] == law_id), None)
    if law is None:
        found = find_laws(conn, law_id)
        now = found and row(conn, "select law_id from laws where name = ?", (found[0],))
        return Moved(law_path(now["law_id"])) if now else None
    acts = rulings.load([act["ruling_id"] for act in law["acts"]], conn)
    return {
        "law": law,
        "acts": acts,
        "court_names": court_names(conn),
        "snapshots": snapshots_of(conn, acts, [law]),
    }


def load(conn: sqlite3.Connection) -> list[dict]:
    """Return every law with its `acts`, the oldest first, its `cases`, its `states`, the newest first, the newest as
    `law_state`, and the `grounds` of that as (code, name)."""
    laws = rows(conn, "select * from laws order by jurisdiction, name")
    acts = rows(
        conn,
        """select rulings.ruling_id, rulings.law, rulings.answer, rulings.date_from, dockets.case_id
        from rulings join dockets using (docket_id)
        where rulings.law is not null and dockets.selection in ('catalog', 'confirmed')
        order by rulings.date_from is null, rulings.date_from, rulings.ruling_id""",
    )
    states = rows(
        conn,
        """select case_laws.*, rulings.theories, rulings.answer, rulings.kind, dockets.court_id,
          coalesce(cases.short_name, cases.caption) as case_name
        from case_laws join cases using (case_id)
          left join rulings using (ruling_id) left join dockets on dockets.docket_id = rulings.docket_id
        where cases.selection in ('catalog', 'confirmed')
        order by case_laws.date_from desc, case_laws.case_id""",
    )
    names = theory_names(conn)
    for law in laws:
        law["acts"] = [act for act in acts if act["law"] == law["name"]]
        law["cases"] = list(dict.fromkeys(act["case_id"] for act in law["acts"]))
        law["answers"] = list(dict.fromkeys(act["answer"] for act in law["acts"] if act["answer"] in DECIDED))
        law["states"] = [state for state in states if state["law"] == law["name"]]
        newest = law["states"][0] if law["states"] else None
        law["law_state"] = newest and newest["law_state"]
        law["grounds"] = [
            (code, names.get(code, code))
            for code in split_list(newest and newest["theories"])
            if code not in _NO_GROUNDS
        ]
    return laws


def add_laws(conn: sqlite3.Connection, cases: list[dict]) -> list[dict]:
    """Give each case the `laws` it is about, each with its name, id and state, and whether a later act passed over the
    answer that stands (`is_passed_over`); return the cases."""
    ids = [case["case_id"] for case in cases]
    found = rows(
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
        case["laws"] = [law for law in found if law["case_id"] == case["case_id"]]
        case["is_passed_over"] = case["case_id"] in passed_over
    return cases
