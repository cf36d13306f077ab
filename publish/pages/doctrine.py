"""Which decisions are on which side of an open question of doctrine: the single definition, for the board and
its pages.

A decision stands if no later act took its place or wiped it out and it is more than a recommendation
(`SPENT_RULINGS` in db/views.py); otherwise it is history. Nothing is claimed about fewer than three
decisions: they are shown by name.
"""

import sqlite3
from collections.abc import Iterable

from db.views import SPENT_RULINGS
from publish.pages.same_acts import TELLS_APART, fold
from publish.request import marks, rows
from publish.words import OUTCOMES

# The answers to a question of doctrine: side -> (words, class of its mark, symbol), as for answers on the
# defense.
SIDES = {
    "barred": ("Barred", *OUTCOMES["immune"][1:]),
    "not_barred": ("Not barred", *OUTCOMES["not_immune"][1:]),
    "preempted": OUTCOMES["preempted"],
    "not_preempted": OUTCOMES["not_preempted"],
    "yes": ("Yes", *OUTCOMES["preempted"][1:]),
    "no": ("No", *OUTCOMES["not_preempted"][1:]),
    "mixed": ("Both, in part", *OUTCOMES["partly_immune"][1:]),
    "left_open": ("Left open", *OUTCOMES["declined"][1:]),
}
OPPOSED = (("immune", "not_immune"), ("preempted", "not_preempted"), ("barred", "not_barred"), ("yes", "no"))
FEW = 3  # fewer decisions than this are shown by name, and are not a split

Sides = dict[str, list[tuple[str, str]]]  # by ruling: the questions it took a side on, and the side

_DECISIONS = f"""
select doctrine_sides.*, dockets.case_id, dockets.court_id, dockets.docket_id, cases.status as case_status,
  coalesce(dockets.short_name, dockets.caption) as docket_name, courts.short_name as court_name, courts.circuit,
  courts.system, rulings.date_from, rulings.date_to, rulings.precision, rulings.is_verified,
  coalesce(doctrine_sides.ruling_id in ({SPENT_RULINGS}), 0) as is_spent
from doctrine_sides join dockets using (docket_id) left join courts using (court_id)
  left join cases on cases.case_id = dockets.case_id
  left join rulings on rulings.ruling_id = doctrine_sides.ruling_id
where doctrine_sides.question = ? and dockets.selection in ('catalog', 'confirmed')
order by coalesce(rulings.date_from, doctrine_sides.act_date) desc, doctrine_sides.doctrine_side_id
"""


def goes_both_ways(ways: Iterable[str]) -> bool:
    """Whether decisions are split, given the way each went: three or more, with two of them opposite."""
    taken = list(ways)
    return len(taken) >= FEW and any(left in taken and other in taken for left, other in OPPOSED)


def sides_of_rulings(conn: sqlite3.Connection) -> Sides:
    """Return (question, side) by ruling, for rulings that took a side; one given in several dockets counts
    once, as on the page of the question."""
    sides: Sides = {}
    for (question,) in conn.execute("select question_id from questions order by rowid").fetchall():
        standing, history = load_decisions(conn, question)
        for decision in standing + history:
            way = (question, decision["side"])
            if decision["ruling_id"] and way not in sides.setdefault(decision["ruling_id"], []):
                sides[decision["ruling_id"]].append(way)
    return sides


def load_decisions(conn: sqlite3.Connection, question: str) -> tuple[list[dict], list[dict]]:
    """Return a question's decisions that stand and those that are history, newest first; one given in several
    dockets appears once, with the others as `also`."""
    decisions = rows(conn, _DECISIONS, (question,))
    acts = {
        act["ruling_id"]: act
        for act in rows(
            conn,
            f"""select ruling_id, {", ".join(TELLS_APART)} from rulings
            where ruling_id in (select ruling_id from doctrine_sides where question = ?)""",
            (question,),
        )
    }
    standing = [decision for decision in decisions if not decision["is_spent"]]
    return fold(standing, acts), fold([decision for decision in decisions if decision["is_spent"]], acts)


def each_docket(decisions: list[dict]) -> list[dict]:
    """Return the decisions of every docket: each folded row, followed by the rows folded into it."""
    return [decision for first in decisions for decision in (first, *first["also"])]


def of_case(conn: sqlite3.Connection, docket_ids: list[str]) -> list[dict]:
    """Return the questions of doctrine that acts of these dockets took a side on: each with the dockets'
    `own` decisions, newest first, and the number of standing decisions on each side (`sides`)."""
    codes = [
        code
        for (code,) in conn.execute(
            f"select distinct question from doctrine_sides where docket_id in ({marks(docket_ids)})",
            docket_ids,
        )
    ]
    questions = rows(
        conn, f"select * from questions where question_id in ({marks(codes)}) order by rowid", codes
    )
    for question in questions:
        standing, history = load_decisions(conn, question["question_id"])
        question["own"] = [
            decision for decision in each_docket(standing + history) if decision["docket_id"] in docket_ids
        ]
        question["sides"] = count_sides(standing)
    return [question for question in questions if question["own"]]


def count_sides(standing: list[dict]) -> list[tuple[str, str, int]]:
    """Return (side, its words, number of decisions) for each side with any."""
    return [
        (side, wording[0], count)
        for side, wording in SIDES.items()
        if (count := sum(decision["side"] == side for decision in standing))
    ]
