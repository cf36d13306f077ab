"""Claims, parts of § 230, theories and circuits against outcomes: every number leads to the rows behind it."""

import sqlite3

from publish.links import page_path, theory_path
from publish.pages.theories import load_names
from publish.request import Asked, BadRequest
from publish.statistics import COLUMNS, LEVELS, Choice, by_value, heat_rows, load_counted, tally
from publish.words import CIRCUITS, LAW_CHOICES, format_claim, format_provision

LEVEL_WORDS = {
    "appeals": "Federal appeals only",
    "trial": "Federal trial courts only",
    "state": "State courts only",
}


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    choice = Choice(_one_of(asked, "law", LAW_CHOICES), _one_of(asked, "courts", LEVELS))
    counted = load_counted(conn)
    chosen = [docket for docket in counted if choice.holds(docket)]
    provisions = by_value(chosen, "provisions")
    return {
        "columns": COLUMNS,
        "count": len(chosen),
        "total": len(counted),
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
    names = load_names(conn)
    return heat_rows(
        by_value(dockets, "theories"), lambda code: names.get(code, code), "theory", choice, theory_path
    )


def circuits(dockets: list[dict], choice: Choice) -> list[dict]:
    """Return the circuits in their own order, each with how its federal courts came out: on appeal, and below."""
    found = []
    groups = by_value(dockets, "circuit")
    for circuit, name in CIRCUITS.items():
        own = groups.get(circuit, [])
        appeals = [docket for docket in own if docket["system"] in LEVELS["appeals"]]
        below = [docket for docket in own if docket["system"] not in LEVELS["appeals"]]
        if own:
            found.append(
                {
                    "circuit": circuit,
                    "name": name,
                    "appeals": tally(appeals),
                    "below": tally(below),
                    "total": len(own),
                    "path": choice.path(circuit=circuit),
                }
            )
    return found


def _one_of(asked: Asked, name: str, known) -> str | None:
    """Return the value of a filter. Raises BadRequest if it is none that we know."""
    value = asked.one(name)
    if value is not None and value not in known:
        raise BadRequest(f"{name}={value[:40]} is not a choice; write one of {', '.join(known)}")
    return value


def _chips(choice: Choice) -> list[tuple[str, str, bool]]:
    """Return (label, path, is in force) of each filter; one in force leads back to without it."""
    chips = [("All", page_path("/matrix"), choice == Choice())]
    for law, (label, _) in LAW_CHOICES.items():
        chips.append(
            (
                label,
                page_path("/matrix", law=None if choice.law == law else law, courts=choice.courts),
                choice.law == law,
            )
        )
    for level, label in LEVEL_WORDS.items():
        is_on = choice.courts == level
        chips.append((label, page_path("/matrix", law=choice.law, courts=None if is_on else level), is_on))
    return chips
