"""The results of a search, best first: pages, companies, laws, bills and cases in one order.

The fewer cases have a word, the more it weighs. A case can have a word in its name, in what it is about, in
what was decided or among its parties, worth less in that order; a page that the words name gets the full
weight of each. So a result with all the words comes before one with most of them, and one with the rarest
word before one with the others.
"""

import json
import math
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from db.views import IS_SHOWN
from publish.cache import remembered
from publish.links import bill_path, case_path, law_path, party_path
from publish.queries import entity_dockets
from publish.request import marks
from publish.search.names import Name
from publish.search.understand import Concept, Understood

_ALIKE = 0.75  # the worth of a word that replaces the one that was typed
_NAMED = 1.0  # a company that is a party, or that the case is about
_MOST = 5_000  # rows of an index read for one word, at most
_LEAST = 0.5  # of the best score: a result with less answers some other question
_LEAST_OF_LIST = 0.65  # in a list sorted otherwise, where the weakest result may come first
_OPEN = 0.15  # added for an open case; words weigh from two to seven
_LEADING = 0.5  # a case that leads its question
_HIGHEST = 0.3  # a docket of the Supreme Court
_PAGE_FIRST = 0.2  # of two equal results, the page about all cases comes first
_WHOLE = 1.5  # a page that all the words name
_TELLS_OF_MANY = ("question", "law", "page")
_THIRD = 2  # place, counted from 0, to which the first of those is moved up
_OTHER_OUTCOME = 0.75  # share of the score kept by a case that came out otherwise than asked for
_UNWEIGHED = 0.5  # a word that means nothing by itself, but names something together with others

_OF_CASES = (
    "select case_id from cases_fts join cases on cases.rowid = cases_fts.rowid where cases_fts match ?"
)
_OF_DOCKETS = (
    "select case_id from dockets_fts join dockets on dockets.rowid = dockets_fts.rowid "
    "where dockets_fts match ?"
)


def _through_docket(table: str) -> str:
    return (
        f"select dockets.case_id from (select rowid as n from {table}_fts where {table}_fts match ? "
        f"order by rowid desc limit {_MOST}) join {table} on {table}.rowid = n join dockets using (docket_id)"
    )


@dataclass(frozen=True)
class Place:
    """A place where words can occur, what a match there is worth, and SQL for the ids of the rows that
    match."""

    worth: float
    columns: str
    sql: str


_CASE_PLACES = (
    Place(1.0, "caption short_name docket_numbers", _OF_CASES),
    Place(0.9, "caption short_name docket_number", _OF_DOCKETS),
    Place(0.95, "about platform", _OF_CASES),
    Place(0.8, "outcome_note", _OF_CASES),
    Place(0.8, "holding law author citation text", _through_docket("rulings")),
    Place(0.6, "name", _through_docket("participations")),
)


def _rows_of(table: str, key: str) -> str:
    return f"select {key} from {table}_fts join {table} on {table}.rowid = {table}_fts.rowid where {table}_fts match ?"


_PAGE_PLACES = {
    "law": (Place(0.95, "name jurisdiction other_names", _rows_of("laws", "law_id")),),
    "bill": (
        Place(0.9, "number title", _rows_of("bills", "bill_id")),
        Place(0.5, "effect_on_230", _rows_of("bills", "bill_id")),
    ),
    "party": (Place(0.85, "name other_names", _rows_of("entities", "entity_id")),),
}
_RULING_PLACES = (
    Place(1.0, "holding text", _rows_of("rulings", "ruling_id")),
    Place(0.8, "law author citation", _rows_of("rulings", "ruling_id")),
)
_ALL_CASES: tuple[str, list[str]] = ("select case_id from cases where 1", [])
_LABELS = {
    "law": ("select law_id, name from laws where law_id in ({})", law_path),
    "bill": (
        "select bill_id, coalesce(number || ', ', '') || coalesce(title, kind) from bills where bill_id in ({})",
        bill_path,
    ),
    "party": ("select entity_id, name from entities where entity_id in ({})", party_path),
}
_Scores = dict[str, float]


@dataclass(frozen=True)
class Result:
    """One result. `score` is the sum of the weights of the words it has."""

    name: Name
    score: float


@dataclass
class Ranked:
    """The results, best first, and the words that occur nowhere. `is_nobody` means that the words are the
    name of a person who is not in the record: a person who shares only the first name is somebody else."""

    results: list[Result]
    missing: list[str]
    is_nobody: bool = False


def rank(
    conn: sqlite3.Connection, understood: Understood, among: tuple[str, list[str]] | None = None
) -> Ranked:
    """Return the results of a search that score at least half of the best. With `among`, an SQL select and
    its values, return only cases that it selects, and no pages."""
    worth = [_find_cases(conn, concept) for concept in understood.concepts]
    count = max(1, remembered(conn, "count of cases", _count_cases))
    weights = [math.log(1 + count / max(1, len(hits))) for hits in worth]
    cases = _sum(worth, weights)
    scores: dict[tuple[str, str], tuple[float, Name]] = {}
    if among is None:
        for kind, places in _PAGE_PLACES.items():
            page_hits = [_find(conn, concept, places) for concept in understood.concepts]
            for name, score in _named(conn, kind, _sum(page_hits, weights)):
                _keep(scores, name, score)
        for lead in understood.leads:
            if lead.name.kind == "case":
                continue
            first = _WHOLE if understood.is_all(lead) else _PAGE_FIRST
            _keep(scores, lead.name, first + _weigh(lead.places, understood.concepts, weights))
    for lead in understood.leads:
        if lead.name.kind == "case":
            whole = _weigh(lead.places, understood.concepts, weights)
            cases[lead.name.id] = max(cases.get(lead.name.id, 0), whole) + _LEADING
    if among is not None:
        # Checked only for cases that have a word: a period alone can hold half of all cases.
        fitting = conn.execute(
            f"{among[0]} and cases.case_id in (select value from json_each(?))",
            [*among[1], json.dumps(list(cases))],
        )
        cases = {case_id: cases[case_id] for (case_id,) in fitting}
    priors: _Scores = remembered(conn, "leading cases", _load_priors)
    cases = {case_id: score + priors.get(case_id, 0) for case_id, score in cases.items()}
    if understood.outcome:
        came_out_so = {
            case_id
            for (case_id,) in conn.execute(
                "select case_id from cases where outcome_230 = ?", (understood.outcome,)
            )
        }
        cases = {
            case_id: score * (1 if case_id in came_out_so else _OTHER_OUTCOME)
            for case_id, score in cases.items()
        }
    best = max([*cases.values(), *(score for score, _ in scores.values())], default=0)
    order = sorted(cases, key=lambda case_id: (-cases[case_id], case_id))
    kept = [case_id for case_id in order if cases[case_id] >= best * _LEAST]
    sql = (
        "select case_id, coalesce(short_name, caption, case_id) from cases "
        f"where case_id in (select value from json_each(?)) and {IS_SHOWN}"
    )
    labels = dict(conn.execute(sql, (json.dumps(kept),)).fetchall())
    for case_id in kept:
        if case_id in labels:
            _keep(scores, Name("case", case_id, labels[case_id], case_path(case_id)), cases[case_id])
    results = [Result(name, score) for score, name in scores.values() if score >= best * _LEAST]
    results.sort(key=lambda result: -result.score)
    # A reader who asks about one case sees the best two cases, then the page about all like it.
    place = next((n for n, result in enumerate(results) if result.name.kind in _TELLS_OF_MANY), 0)
    if place > _THIRD:
        results.insert(_THIRD, results.pop(place))
    named = frozenset(place for lead in understood.leads for place in lead.places)
    missing = [
        word
        for concept, hits in zip(understood.concepts, worth, strict=True)
        if not hits and not concept.places <= named
        for word in concept.words
    ]
    is_nobody = understood.is_person and understood.terms[-1][0] in missing
    return Ranked([] if is_nobody else results, missing, is_nobody)


def find_ids(conn: sqlite3.Connection, understood: Understood, kind: str) -> list[str]:
    """Return the ids of the rows of one kind that answer a search: case, ruling, party or bill."""
    if kind == "case":
        scores = {result.name.id: result.score for result in rank(conn, understood, _ALL_CASES).results}
        best = max(scores.values(), default=0)
        return [id for id, score in scores.items() if score >= best * _LEAST_OF_LIST]
    if kind != "ruling":
        return [result.name.id for result in rank(conn, understood).results if result.name.kind == kind]
    worth = [_find(conn, concept, _RULING_PLACES) for concept in understood.concepts]
    count = max(1, remembered(conn, "count of cases", _count_cases))
    scores = _sum(worth, [math.log(1 + count / max(1, len(hits))) for hits in worth])
    best = max(scores.values(), default=0)
    return [id for id, score in scores.items() if score >= best * _LEAST_OF_LIST]


def _keep(scores: dict[tuple[str, str], tuple[float, Name]], name: Name, score: float) -> None:
    key = (name.kind, name.id)
    if score > scores.get(key, (0.0, name))[0]:
        scores[key] = score, name


def _find_cases(conn: sqlite3.Connection, concept: Concept) -> _Scores:
    scores = _find(conn, concept, _CASE_PLACES)
    if concept.entity_ids:
        docket_ids = list({way["docket_id"] for way in entity_dockets(conn, list(concept.entity_ids))})
        for (case_id,) in conn.execute(
            f"select case_id from dockets where docket_id in ({marks(docket_ids)})", docket_ids
        ):
            scores[case_id] = _NAMED
    if concept.court_ids:
        for (case_id,) in conn.execute(
            f"select case_id from dockets where court_id in ({marks(concept.court_ids)})",
            concept.court_ids,
        ):
            scores[case_id] = _NAMED
    return scores


def _find(conn: sqlite3.Connection, concept: Concept, places: tuple[Place, ...]) -> _Scores:
    """Return, for each row that has the word in any of the places, the most that a match there is worth."""
    scores: _Scores = {}
    for query, share in ((concept.exact, 1.0), (concept.alike, _ALIKE)):
        for place in places if query else ():
            worth = place.worth * share
            for (row_id,) in conn.execute(place.sql, (f"{{{place.columns}}} : {query}",)):
                if worth > scores.get(row_id, 0):
                    scores[row_id] = worth
    return scores


def _sum(worth: list[_Scores], weights: list[float]) -> _Scores:
    total: _Scores = {}
    for scores, weight in zip(worth, weights, strict=True):
        for row_id, share in scores.items():
            total[row_id] = total.get(row_id, 0) + share * weight
    return total


def _weigh(places: frozenset[int], concepts: tuple[Concept, ...], weights: list[float]) -> float:
    """Return the total weight of some of the words."""
    of_words = {
        place: weight for concept, weight in zip(concepts, weights, strict=True) for place in concept.places
    }
    # words that mean the same weigh as one
    together = {
        concept.places: weight
        for concept, weight in zip(concepts, weights, strict=True)
        if concept.places & places
    }
    return sum(together.values()) + _UNWEIGHED * sum(place not in of_words for place in places)


def _named(conn: sqlite3.Connection, kind: str, scores: _Scores) -> Iterator[tuple[Name, float]]:
    sql, path = _LABELS[kind]
    ids = sorted(scores, key=lambda row_id: -scores[row_id])[:20]
    for row_id, label in conn.execute(sql.format(marks(ids)), ids):
        yield Name(kind, row_id, label, path(row_id)), scores[row_id]


def _count_cases(conn: sqlite3.Connection) -> int:
    count: int = conn.execute("select count(*) from cases").fetchone()[0]
    return count


def _load_priors(conn: sqlite3.Connection) -> _Scores:
    """Return what each case weighs before any word: more if it leads a question (a question is named for it,
    or it took sides on many), if the Supreme Court heard it, or if it is open."""
    priors: _Scores = {}
    for case_id, sides in conn.execute(
        "select case_id, count(*) from doctrine_sides join dockets using (docket_id) group by 1"
    ):
        priors[case_id] = 0.1 * math.log(1 + sides)
    slugs = {
        slug.partition("@")[0]
        for pair in conn.execute("select for_barred, for_not_barred from questions")
        for slug in pair
        if slug
    }
    aliases = [f"catalog:{slug}" for slug in slugs]
    leading = f"docket_aliases join dockets using (docket_id) where alias in ({marks(aliases)})"
    for table, values, more in (
        (leading, aliases, _LEADING),
        ("dockets where court_id = 'scotus'", [], _HIGHEST),
        ("cases where status = 'open'", [], _OPEN),
    ):
        for (case_id,) in conn.execute(f"select distinct case_id from {table}", values):
            priors[case_id] = priors.get(case_id, 0) + more
    return priors
