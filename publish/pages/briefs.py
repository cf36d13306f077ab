"""Briefs: what courts held on a subject, and what none of them held, computed from the rulings.

A brief is a row of docket/data/briefs.csv: a title, words, and the filters of /rulings (several values of one
joined by semicolons), so that each number matches the list it links to. `never` states what no court has
held: as long as no ruling of the brief answers under `never_court` and `never_party`, the page says so and
shows the nearest rulings.
"""

import sqlite3
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from db.views import SPENT_RULINGS
from docket.csv_rows import read_rows
from publish.filters.naming import find_laws
from publish.links import page_path
from publish.pages import opinions, rulings
from publish.pages.doctrine import count_sides, load_decisions
from publish.pages.same_acts import fold
from publish.queries import court_names, snapshots_of, theory_names, with_platforms
from publish.request import Asked, marks, rows
from publish.statistics import LEVELS
from publish.words import DECIDED, OUTCOMES, split_list

_FILTERS = ("question", "theory", "court", "provision", "law", "party", "from")
_NEAREST = 3
_SHOWN = 150
_WAYS = (*DECIDED, "declined")


@dataclass(frozen=True)
class Brief:
    """One row: `filters` are those of /rulings, each with its values; `never_filters` are the same, narrowed
    to the rulings that would contradict `never`."""

    slug: str
    title: str
    text: str
    filters: dict[str, list[str]]
    never: str | None
    never_filters: dict[str, list[str]]

    def path(self, **more: object) -> str:
        return page_path("/rulings", **(self.filters | more))


@cache
def load_briefs() -> tuple[Brief, ...]:
    """Return the rows of the table. Raises ParseError for a row without a title or words."""
    body = files("docket").joinpath("data/briefs.csv").read_bytes()
    briefs = []
    for _, row in read_rows(body, "briefs.csv", ("slug", "title", "text")):
        filters = {name: split_list(row[name]) for name in _FILTERS if row[name]}
        narrowed = {
            name: split_list(row[f"never_{name}"]) for name in ("court", "party") if row[f"never_{name}"]
        }
        briefs.append(
            Brief(
                row["slug"] or "",
                row["title"] or "",
                row["text"] or "",
                filters,
                row["never"],
                filters | narrowed,
            )
        )
    return tuple(briefs)


def read_all(conn: sqlite3.Connection, asked: Asked) -> dict:
    """Return every brief with the number of its rulings."""
    return {"briefs": [(brief, len(_find(conn, brief.filters))) for brief in load_briefs()]}


def read(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    brief = next((brief for brief in load_briefs() if brief.slug == asked.parts["slug"]), None)
    if brief is None:
        return None
    fitting = _find(conn, brief.filters)
    standing = _standing(conn, fitting)
    shown = rulings.load([ruling["ruling_id"] for ruling in fitting[:_SHOWN]], conn)
    verdict = read_verdict(conn, brief, standing)
    names = theory_names(conn)
    return {
        "brief": brief,
        "count": len(fitting),
        "rulings": fold(shown),
        "shown_count": len(shown),
        "case_count": len({ruling["case_id"] for ruling in fitting}),
        "levels": [
            (title, counts)
            for title, level in (
                ("On appeal and in the Supreme Court", "appeals"),
                ("In federal trial courts", "trial"),
                ("In state courts", "state"),
            )
            if (counts := _tally(brief, standing, level))
        ],
        "verdict": verdict,
        "questions": _questions(conn, brief.filters.get("question", [])),
        "theories": [(code, names.get(code, code)) for code in brief.filters.get("theory", [])],
        "court_names": court_names(conn),
        "snapshots": snapshots_of(conn, shown, verdict["nearest"]),
    }


def read_verdict(conn: sqlite3.Connection, brief: Brief, standing: list[dict]) -> dict:
    """Return a brief's answer on what none held: how many rulings `held` it, where they are listed, and the
    `nearest` of those that stand."""
    held = [ruling for ruling in _find(conn, brief.never_filters) if ruling["answer"] in DECIDED]
    return {
        "brief": brief,
        "held": len(held),
        "held_path": page_path("/rulings", **(brief.never_filters | {"answer": list(DECIDED)})),
        "nearest": rulings.load(_nearest(standing, "court" in brief.never_filters), conn),
    }


def read_question(conn: sqlite3.Connection, asked: Asked) -> dict | None:
    """Return a question of doctrine, with the answer of each brief on it about what none held."""
    page = opinions.read_question(conn, asked)
    if page is None:
        return None
    verdicts = [
        read_verdict(conn, brief, _standing(conn, _find(conn, brief.filters)))
        for brief in load_briefs()
        if asked.parts["question_id"] in brief.filters.get("question", [])
    ]
    return page | {"verdicts": verdicts, "court_names": court_names(conn)}


def _standing(conn: sqlite3.Connection, rulings_found: list[dict]) -> list[dict]:
    spent = {row[0] for row in conn.execute(SPENT_RULINGS)}
    return [ruling for ruling in rulings_found if ruling["ruling_id"] not in spent]


def _find(conn: sqlite3.Connection, filters: dict[str, list[str]]) -> list[dict]:
    """Return the rulings that fit, newest first, as /rulings lists them."""
    fit = dict(filters)
    if "party" in fit:
        fit["party"] = [id for party in fit["party"] for id in with_platforms(conn, party)]
    if "law" in fit:
        fit["law"] = [law for name in fit["law"] for law in find_laws(conn, name)]
    return rulings.LIST.find(conn, fit)


def _tally(brief: Brief, standing: list[dict], level: str) -> list[tuple[str, int, str]]:
    """Return (answer, number of standing rulings, where they are listed) for the courts of one level."""
    own = [ruling["answer"] for ruling in standing if ruling["system"] in LEVELS[level]]
    return [
        (answer, own.count(answer), brief.path(level=level, answer=answer, stands="yes"))
        for answer in OUTCOMES
        if answer in _WAYS and answer in own
    ]


def _nearest(standing: list[dict], is_of_courts: bool) -> list[str]:
    """Return the rulings nearest to what none held: those that answered, highest court first if the brief is
    about certain courts; else those that left it open, else the newest. One of each answer, at most
    `_NEAREST`."""
    for ways in (DECIDED, ("declined",), None):
        near = [ruling for ruling in standing if ways is None or ruling["answer"] in ways]
        if near:
            if is_of_courts:
                near.sort(key=lambda ruling: ruling["system"] not in LEVELS["appeals"])
            each_way: dict[str | None, str] = {}
            for ruling in near:
                each_way.setdefault(ruling["answer"], ruling["ruling_id"])
            return list(each_way.values())[:_NEAREST]
    return []


def _questions(conn: sqlite3.Connection, codes: list[str]) -> list[dict]:
    """Return the questions of doctrine, each with the decisions that stand on either side."""
    questions = rows(
        conn, f"select * from questions where question_id in ({marks(codes)}) order by rowid", codes
    )
    for question in questions:
        standing, _ = load_decisions(conn, question["question_id"])
        question["sides"] = count_sides(standing)
    return questions
