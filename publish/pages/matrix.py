"""Claims, parts of the statute, theories and circuits against outcomes: every number links to the rows behind
it."""

import sqlite3

from publish.filters import terms
from publish.filters.terms import narrow
from publish.links import page_path, theory_path
from publish.queries import theory_names
from publish.request import Asked
from publish.statistics import (
    COLUMNS,
    LEVELS,
    Choice,
    by_value,
    heat_rows,
    load_counted,
    tally,
    tally_recommended,
)
from publish.words import CIRCUITS, LAW_CHOICES, format_claim, format_provision

LEVEL_WORDS = {
    "appeals": "Federal appeals and the Supreme Court only",
    "trial": "Federal trial courts only",
    "state": "State courts only",
}


TERMS = (terms.LAW_IN_FORCE, terms.LEVEL)


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    narrowed = narrow(conn, TERMS, asked)
    choice = Choice(narrowed.one("law_in_force"), narrowed.one("level"))
    counted = load_counted(conn)
    chosen = [docket for docket in counted if choice.holds(docket)]
    provisions = by_value(chosen, "provisions")
    return {
        "columns": COLUMNS,
        "count": len(chosen),
        "total": len(counted),
        "recommended": tally_recommended(chosen),
        "without_claims": sum(not docket["claims"] for docket in chosen),
        "without_provisions": sum(not docket["provisions"] for docket in chosen),
        "all_path": choice.path(),
        "chips": _chips(choice),
        "claims": heat_rows(by_value(chosen, "claims"), format_claim, "claim", choice),
        "provisions": heat_rows(provisions, format_provision, "provision", choice),
        "theories": _theories(conn, chosen, choice),
        "without_theories": sum(not docket["theories"] for docket in chosen),
        "circuits": circuits(chosen, choice),
    }


def _theories(conn: sqlite3.Connection, dockets: list[dict], choice: Choice) -> list[dict]:
    names = theory_names(conn)
    return heat_rows(
        by_value(dockets, "theories"), lambda code: names.get(code, code), "theory", choice, theory_path
    )


def circuits(dockets: list[dict], choice: Choice) -> list[dict]:
    """Return the circuits in their usual order, each with the outcomes in its federal courts, on appeal and
    below."""
    listed = []
    groups = by_value(dockets, "circuit")
    for circuit, name in CIRCUITS.items():
        own = groups.get(circuit, [])
        appeals = [docket for docket in own if docket["system"] in LEVELS["appeals"]]
        below = [docket for docket in own if docket["system"] not in LEVELS["appeals"]]
        if own:
            listed.append(
                {
                    "circuit": circuit,
                    "name": name,
                    "appeals": tally(appeals),
                    "below": tally(below),
                    "total": len(own),
                    "path": choice.path(circuit=circuit),
                }
            )
    return listed


def _chips(choice: Choice) -> list[tuple[str, str, bool]]:
    """Return (label, path, whether in force) for each filter; the path of one in force removes it."""
    chips = [("All", page_path("/matrix"), choice == Choice())]
    for law, (label, _) in LAW_CHOICES.items():
        chips.append(
            (
                label,
                page_path("/matrix", law_in_force=None if choice.law == law else law, level=choice.courts),
                choice.law == law,
            )
        )
    for level, label in LEVEL_WORDS.items():
        is_on = choice.courts == level
        chips.append(
            (label, page_path("/matrix", law_in_force=choice.law, level=None if is_on else level), is_on)
        )
    return chips
