"""One theory about the statute: what it says, and the rulings that turned on it, each way and by circuit."""

import sqlite3
from collections import Counter

from publish.links import page_path
from publish.request import Asked, row, rows
from publish.words import CIRCUITS, DECIDED, OUTCOMES

_SHOWN = 150
_WAYS = (*DECIDED, "declined")
_OUTSIDE = {"scotus": "U.S. Supreme Court", "state": "State courts"}


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    theory = row(conn, "select * from theories where theory_id = ?", (asked.parts["theory_id"],))
    if theory is None:
        return None
    rulings = rows(
        conn,
        """select rulings.*, dockets.case_id, dockets.court_id, coalesce(dockets.short_name,
            dockets.caption) as docket_name,
          courts.short_name as court_name, courts.circuit, courts.system,
          exists (select 1 from ruling_fates where ruling_fates.ruling_id = rulings.ruling_id
            and fate = 'wiped') as is_wiped
        from ruling_theories
          join rulings using (ruling_id)
          join dockets on dockets.docket_id = rulings.docket_id
          left join courts on courts.court_id = dockets.court_id
        where ruling_theories.theory = ? and dockets.selection in ('catalog', 'confirmed')
        order by rulings.date_from desc, rulings.ruling_id""",
        (theory["theory_id"],),
    )
    groups: dict[str, list[dict]] = {}
    for ruling in rulings:
        groups.setdefault(ruling["circuit"] or _OUTSIDE.get(ruling["system"]) or "Other courts", []).append(
            ruling
        )
    names = [*CIRCUITS, *_OUTSIDE.values(), "Other courts"]
    code = theory["theory_id"]
    return {
        "theory": theory,
        "tally": tally(rulings),
        "silent": sum(ruling["answer"] not in _WAYS for ruling in rulings),
        "count": len(rulings),
        "case_count": len({ruling["case_id"] for ruling in rulings}),
        "path": _rows_path(code),
        "circuits": [
            {
                "label": CIRCUITS.get(name, name),
                "circuit": name if name in CIRCUITS else None,
                "tally": tally(groups[name]),
                "total": len(groups[name]),
                "path": _rows_path(code, name),
            }
            for name in names
            if name in groups
        ],
        "rulings": rulings[:_SHOWN],
    }


def tally(rulings: list[dict]) -> list[tuple[str, int]]:
    """Return (answer, number of rulings) for each way that rulings answered or left the question open, in the
    order of the words."""
    counts = Counter(ruling["answer"] for ruling in rulings)
    return [(answer, counts[answer]) for answer in OUTCOMES if answer in _WAYS and counts[answer]]


def _rows_path(theory: str, where: str | None = None) -> str:
    return page_path("/docket/rulings_of_a_theory", theory=theory, where=where)
