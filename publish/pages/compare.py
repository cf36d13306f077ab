"""How often the statute barred a suit and how long that took: for all dockets we hold, or for some side by
side.

One thing may be compared at a time: companies, courts, circuits, claims, parts of the statute or years. The
unit is the docket, reviewed or confirmed, with its own outcome. A share is shown with its 95% interval, and
not given for fewer than ten; a wait runs from the day of filing to the first ruling that answered, and one
not yet over counts with the time it has been watched.
"""

import sqlite3
from collections import Counter
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from docket.scoring import wilson
from publish.api.resources import DOCKETS
from publish.cache import remembered
from publish.charts.survival import Wait, days_until, estimate
from publish.charts.svg import share_figure, wait_curve
from publish.filters import terms
from publish.filters.facets import make_facets
from publish.filters.terms import Narrowed, Unanswerable, narrow
from publish.links import page_path
from publish.pages import side_by_side, won_lost
from publish.pages.faceted import FacetedList
from publish.pages.side_by_side import FEWEST, Chosen
from publish.queries import with_platforms
from publish.request import Asked, rows
from publish.statistics import load_counted
from publish.words import DECIDED, OUTCOMES

_MOST = 4  # side by side
TERMS = (
    terms.PARTY,
    terms.COURT,
    terms.CIRCUIT,
    terms.CLAIM,
    terms.PROVISION,
    terms.LAW_IN_FORCE,
    terms.year("of filing"),
)
LIST = FacetedList(DOCKETS, TERMS, "dockets.docket_id", "dockets.docket_id")


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what it is, how its dockets came out, how long it took, and what is
    missing."""

    label: str
    count: int
    tally: tuple[tuple[str, int], ...]
    decided: int
    barred: int
    share: tuple[float, float, float] | None
    half: int | None
    quarter: int | None
    waited: int
    waiting: int
    missing: tuple[tuple[int, str], ...]
    curve: Markup | None
    rulings_path: str


def read(conn: sqlite3.Connection, asked: Asked) -> dict:
    narrowed = narrow(conn, TERMS, asked)
    dockets = remembered(conn, "compared", _load)
    facets = {facet.name: facet for facet in make_facets(conn, TERMS)}
    many = [name for name, values in narrowed.written.items() if len(values) > 1]
    if len(many) > 1:
        raise Unanswerable(
            f"one thing can be compared at a time: give one value of {' or of '.join(many)}", many[1]
        )
    by = many[0] if many else next(iter(narrowed.written), None)
    values = narrowed.written.get(by, [None]) if by else [None]
    if len(values) > _MOST:
        raise Unanswerable(f"{by} may have {_MOST} values here", by)
    sides, beside = [], []
    for value in values:
        ids = _find(conn, narrowed, by, value)
        held = [docket for docket in dockets if docket["docket_id"] in ids]
        chosen = narrowed.written | ({by: [value]} if by and value else {})
        labels = [facets[name].say(code) or code for name, ones in chosen.items() for code in ones]
        sides.append(_side(", ".join(labels) or "All dockets", held, page_path("/rulings", **chosen)))
        beside.append(Chosen(sides[-1].label, held, _rows_of(conn, by, value) if len(chosen) == 1 else None))
    longest = max((docket["days"] for docket in dockets if docket["days"] is not None), default=1)
    return {
        "sides": sides,
        "answers": side_by_side.answers(beside),
        "claims": side_by_side.claims(beside),
        "figure": share_figure(
            [(side.label, side.share) for side in sides], sum(side.decided for side in sides if side.share)
        )
        if len(sides) > 1
        else None,
        "fewest": FEWEST,
        "longest": longest,
        "written": {name: ", ".join(ones) for name, ones in narrowed.written.items()},
        "terms": TERMS,
        "examples": _examples(conn),
    }


def _examples(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Return examples (label and address) to start with; only companies of which dockets are held."""
    examples = [
        ("N.D. Cal. and S.D.N.Y.", page_path("/compare", court="cand,nysd")),
        ("The Ninth and Second Circuits", page_path("/compare", circuit="9,2")),
        ("Before and after FOSTA", page_path("/compare", law_in_force="before_fosta,after_fosta")),
    ]
    held = conn.execute("select count(*) from entities where entity_id in ('meta-platforms', 'google')")
    if held.fetchone()[0] == 2:
        examples.insert(0, ("Meta and Google", page_path("/compare", party="meta-platforms,google")))
    return examples


def _rows_of(conn: sqlite3.Connection, by: str | None, value: str | None) -> dict[str, str] | None:
    """Return the filters of the prepared query with the rows of a court or a circuit; None for anything
    else."""
    term = next((term for term in (terms.COURT, terms.CIRCUIT) if term.name == by), None)
    if term is None or value is None:
        return None
    return {term.name: ";".join(terms.find_names(conn, term, value))}


def _find(conn: sqlite3.Connection, narrowed: Narrowed, by: str | None, value: str | None) -> set[str]:
    """Return the ids of the dockets of one side, as the API finds them; for a company without those that came
    out only for others."""
    fitting, parties = narrowed.fit, narrowed.named.get("party", [])
    if by and value:
        term = next(term for term in TERMS if term.name == by)
        fitting = fitting | {by: terms.find_rows(conn, term, value)}
        parties = terms.find_names(conn, term, value) if by == "party" else parties
    if not parties:
        return {docket["docket_id"] for docket in LIST.find(conn, fitting)}
    others = won_lost.outcomes_of_others(conn)
    return {
        docket["docket_id"]
        for party in parties
        for docket in LIST.find(conn, fitting | {"party": with_platforms(conn, party)})
        if (docket["docket_id"], party) not in others
    }


def _load(conn: sqlite3.Connection) -> list[dict]:
    """Return every docket that counts, with its outcome, its claims, and the days until its first answer or
    those it has waited so far."""
    answered = dict(
        conn.execute(
            f"""select docket_id, min(date_from) from rulings where answer in ({", ".join("?" * len(DECIDED))})
            and precision = 'day' group by docket_id""",
            DECIDED,
        ).fetchall()
    )
    dates = {
        row["docket_id"]: row
        for row in rows(
            conn,
            """select docket_id, date_filed, date_terminated, date_decided, status, substr(last_seen, 1, 10) as seen
            from dockets where selection in ('catalog', 'confirmed')""",
        )
    }
    dockets = []
    for docket in load_counted(conn):
        own = dates[docket["docket_id"]]
        day = answered.get(docket["docket_id"])
        days, is_over, missing = _wait(own, day, docket["outcome"])
        dockets.append(
            {
                "docket_id": docket["docket_id"],
                "outcome": docket["outcome"],
                "claims": docket["claims"],
                "days": days,
                "is_over": is_over,
                "missing": missing,
            }
        )
    return dockets


def _wait(dates: dict, answered: str | None, outcome: str) -> tuple[int | None, bool, str | None]:
    """Return (days, whether the wait is over, what is missing): either the first or the last is None."""
    if not dates["date_filed"]:
        return None, False, "of which the day of filing is not known"
    if answered is None and outcome in DECIDED:
        return None, False, "of which the day of the ruling is not known"
    end = answered or (dates["date_terminated"] if dates["status"] == "closed" else dates["seen"])
    if end is None:
        return None, False, "that ended without an answer on a day not known"
    days = (date.fromisoformat(end) - date.fromisoformat(dates["date_filed"])).days
    if days < 0:
        return None, False, "of which the days contradict each other"
    return days, answered is not None, None


def _side(label: str, held: list[dict], path: str) -> Side:
    counts = Counter(docket["outcome"] for docket in held)
    decided = sum(counts[outcome] for outcome in ("immune", "partly_immune", "not_immune"))
    barred = counts["immune"]
    interval = wilson(barred, decided) if decided >= FEWEST else None
    waits = [Wait(docket["days"], docket["is_over"]) for docket in held if docket["days"] is not None]
    over = sum(wait.is_over for wait in waits)
    steps = estimate(waits) if over >= FEWEST else []
    missing = Counter(docket["missing"] for docket in held if docket["missing"])
    return Side(
        label,
        len(held),
        tuple((outcome, counts[outcome]) for outcome in OUTCOMES if counts[outcome]),
        decided,
        barred,
        (barred / decided, *interval) if interval else None,
        days_until(steps, 0.5),
        days_until(steps, 0.75),
        over,
        len(waits) - over,
        tuple((number, words) for words, number in missing.most_common()),
        wait_curve(label, steps, len(waits)) if steps else None,
        path,
    )
