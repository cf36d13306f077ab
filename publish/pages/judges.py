"""Who wrote the acts: each judge's rulings, how they came out, what courts above did with them. No ranking,
no politics.

A panel is not an author, nor is a judge who only dissented (the table `judges`). What a court above did is
shown if it is on record; otherwise nothing is claimed about the act.
"""

import sqlite3
from collections import Counter

from publish.api.fields import named_columns
from publish.api.resources import JUDGES
from publish.filters.terms import read_choice
from publish.links import rows_path
from publish.pages import rulings
from publish.pages.faceted import FacetedList
from publish.queries import court_names, snapshots_of
from publish.request import Asked, marks, row, rows
from publish.statistics import LEVELS
from publish.words import DECIDED, OUTCOMES, split_list

LIST = FacetedList(JUDGES, (), named_columns(JUDGES.fields), "judges.name")
_WAYS = (*DECIDED, "declined")
SORTS = {"name": "By surname", "rulings": "Most rulings first"}
ASKS = ("sort",)
_NAMED = 6  # judges named at the head of a case; a litigation of many dockets has dozens
# What a court above did, in the order shown. A remand or a refusal to review says nothing about the answer.
_EFFECTS = {
    "affirmed": "affirmed",
    "affirmed_in_part": "affirmed in part",
    "reversed_in_part": "reversed in part",
    "reversed": "reversed",
    "vacated": "vacated",
    "remanded": "remanded",
    "denied": "review refused",
    "replaced": "replaced",
}


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return every judge with an act here, each with the number of acts, sorted by surname or by that
    number."""
    listed = [judge for judge in LIST.rows(conn) if judge["ruling_count"]]
    sort = read_choice(asked, "sort", SORTS)
    letters: dict[str, list[dict]] = {}
    for judge in sorted(listed, key=lambda judge: (_surname(judge["name"]).casefold(), judge["name"])):
        letters.setdefault(_surname(judge["name"])[:1].upper(), []).append(judge)
    if sort == "rulings":
        by_surname = [judge for judges in letters.values() for judge in judges]
        letters = {"Most rulings first": sorted(by_surname, key=lambda judge: -judge["ruling_count"])}
    return {
        "letters": list(letters.items()),
        "count": len(listed),
        "court_names": court_names(conn),
        "sorts": list(SORTS.items()),
        "sort": sort,
    }


def _surname(name: str) -> str:
    """Return the last word of a name, ignoring "Jr." or "III"."""
    parts = [part.strip(",") for part in name.split()]
    named = [part for part in parts if part.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV", "V")]
    return (named or parts or [""])[-1]


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    judge = row(conn, "select * from judges where judge_id = ?", (asked.parts["judge_id"],))
    if judge is None:
        return None
    written = rulings.LIST.find(conn, {"judge": [judge["judge_id"]]})
    acts = rulings.load([act["ruling_id"] for act in written], conn)
    answers = Counter(act["answer"] for act in written)
    effects = _effects(conn, [act["ruling_id"] for act in written])
    names = court_names(conn)
    return {
        "judge": judge,
        "courts": [(court_id, names.get(court_id, court_id)) for court_id in split_list(judge["court_ids"])],
        "acts": acts,
        "case_count": len({act["case_id"] for act in written}),
        "tally": [(answer, answers[answer]) for answer in OUTCOMES if answer in _WAYS and answers[answer]],
        "silent": sum(number for answer, number in answers.items() if answer not in _WAYS),
        "effects": [
            (wording, number)
            for effect, wording in _EFFECTS.items()
            if (number := sum(effect == code for code in effects.values()))
        ],
        "unreviewed": len(written) - len(effects),
        "court_names": names,
        "snapshots": snapshots_of(conn, acts, [judge]),
        "path": rows_path("rulings", judge_id=judge["judge_id"]),
    }


def _effects(conn: sqlite3.Connection, ruling_ids: list[str]) -> dict[str, str]:
    """Return, for each ruling, what the last act on it in another docket of the case (mostly on appeal)
    did."""
    return {
        fate["ruling_id"]: fate["effect"]
        for fate in rows(
            conn,
            f"""select ruling_fates.ruling_id, ruling_fates.effect from ruling_fates
              join rulings own on own.ruling_id = ruling_fates.ruling_id
              join rulings later on later.ruling_id = ruling_fates.by_ruling_id
            where ruling_fates.ruling_id in ({marks(ruling_ids)}) and later.docket_id <> own.docket_id
              and ruling_fates.effect is not null
            order by later.date_from, later.ruling_id""",
            ruling_ids,
        )
    }


def of_dockets(conn: sqlite3.Connection, family: list[dict]) -> list[dict]:
    """Return the judges of a case's dockets: the one a docket is assigned to or, if that is not known, the
    author of its newest act with one. Trial courts come first: the judge who presides there has the case.
    Each has `name`, `judge_id` (or None), the docket, whether the docket `is_assigned` to this judge,
    `is_above` (on appeal), and whether the judge `presides`: is the only author of a trial court's rulings,
    two or more."""
    ids = [docket["docket_id"] for docket in family]
    acts = rows(
        conn,
        f"""select rulings.docket_id, judges.judge_id, judges.name from rulings join judges using (judge_id)
        where rulings.docket_id in ({marks(ids)}) order by rulings.date_from, rulings.ruling_id""",
        ids,
    )
    wrote = {act["docket_id"]: act for act in acts}
    assigned = {docket["assigned_to"] for docket in family if docket["assigned_to"]}
    known = dict(
        conn.execute(
            f"select name, judge_id from judges where name in ({marks(assigned)})", [*assigned]
        ).fetchall()
    )
    judges: list[dict] = []
    for docket in sorted(family, key=lambda docket: docket["system"] in LEVELS["appeals"]):
        is_above = docket["system"] in LEVELS["appeals"]
        act = wrote.get(docket["docket_id"])
        if docket["assigned_to"]:
            name, judge_id, is_assigned = docket["assigned_to"], known.get(docket["assigned_to"]), True
        elif act:
            name, judge_id, is_assigned = act["name"], act["judge_id"], False
        else:
            continue
        if name not in (judge["name"] for judge in judges):
            authors = [act["judge_id"] for act in acts if act["docket_id"] == docket["docket_id"]]
            judges.append(
                {
                    "name": name,
                    "judge_id": judge_id,
                    "docket": docket,
                    "is_assigned": is_assigned,
                    "is_above": is_above,
                    "presides": not is_above and len(authors) > 1 and len(set(authors)) == 1,
                }
            )
    return judges[:_NAMED]
