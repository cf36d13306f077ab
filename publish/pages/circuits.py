"""Rulings each way, and open questions, in a circuit and in one court.

A question is called open by a rule that the page states: trial courts came out both ways on the same claim or
part of the defense, and no answer by the court above is known. What is pending is shown beside it. None of
this is our opinion.
"""

import sqlite3

from db.views import IS_SHOWN
from publish.queries import DOCKET
from publish.request import Asked, row, rows
from publish.statistics import LEVELS, Choice, by_value, load_counted, tally
from publish.words import CIRCUITS, DECIDED, format_claim, format_provision

_OPPOSED = ({"immune", "not_immune"}, {"preempted", "not_preempted"})
PENDING_SHOWN = 50


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    circuit = asked.parts["circuit"]
    if circuit not in CIRCUITS:
        return None
    own = [docket for docket in load_counted(conn) if docket["circuit"] == circuit]
    choice = {"circuit": circuit}
    each_way = ways(own, choice)
    return {
        "circuit": circuit,
        "name": CIRCUITS[circuit],
        "count": len(own),
        "path": Choice().path(**choice),
        "appeals": tally(docket for docket in own if docket["system"] in LEVELS["appeals"]),
        "below": tally(docket for docket in own if docket["system"] not in LEVELS["appeals"]),
        "top": row(
            conn, "select * from courts where court_id = ?", ("cafc" if circuit == "fed" else f"ca{circuit}",)
        ),
        "courts": rows(
            conn,
            f"""select courts.*, count(dockets.docket_id) as docket_count from courts
              join dockets on dockets.court_id = courts.court_id and dockets.{IS_SHOWN}
            where courts.circuit = ? group by courts.court_id
              order by courts.system = 'appellate' desc, docket_count desc, name""",
            (circuit,),
        ),
        "ways": each_way,
        "open_ways": [way for _, group in each_way for way in group if way["is_open"]],
        "pending": pending(conn, "courts.circuit = ?", circuit),
    }


def ways(dockets: list[dict], choice: dict[str, str]) -> list[tuple[str, list[dict]]]:
    """Return a row for each claim and each part of the statute on which a court answered: how often it came
    out each way, on appeal and below."""
    return [
        ("Claim", _ways(dockets, "claims", "claim", format_claim, choice)),
        ("Provision", _ways(dockets, "provisions", "provision", format_provision, choice)),
    ]


def _ways(dockets: list[dict], name: str, asked_as: str, say, choice: dict[str, str]) -> list[dict]:
    shown = []
    for value, own in by_value(dockets, name).items():
        answered = [docket for docket in own if docket["outcome"] in DECIDED]
        appeals = [docket for docket in answered if docket["system"] in LEVELS["appeals"]]
        below = [docket for docket in answered if docket["system"] not in LEVELS["appeals"]]
        if answered:
            shown.append(
                {
                    "label": say(value),
                    "term": (asked_as, value),
                    "appeals": tally(appeals),
                    "below": tally(below),
                    "total": len(answered),
                    "is_open": not appeals
                    and any(pair <= {docket["outcome"] for docket in below} for pair in _OPPOSED),
                    "path": Choice().path(**choice, **{asked_as: value, "outcome": ";".join(DECIDED)}),
                }
            )
    return sorted(shown, key=lambda item: (-item["is_open"], -item["total"], item["label"]))


def pending(conn: sqlite3.Connection, condition: str, value: str) -> list[dict]:
    """Return the dockets in which the question awaits an answer, oldest first."""
    dockets = rows(
        conn,
        f"""select * from ({DOCKET} where {condition} and dockets.selection in ('catalog', 'confirmed'))
        where outcome = 'pending' order by date_filed is null, date_filed, docket_id limit {PENDING_SHOWN}""",
        (value,),
    )
    for docket in dockets:
        docket["name"] = docket["short_name"] or docket["caption"] or docket["docket_id"]
    return dockets
