"""The prepared queries of metadata.json, with the names and values of the filters (publish/filters/terms.py).

Datasette runs a prepared query with whatever it is given: with a wrong parameter or value it finds no row,
and answers as if there were none. Here such a query is refused, with the nearest valid one; a former
parameter, or a name where the query needs an id, redirects to the query as it is written now.
"""

import re
import sqlite3
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode

from datasette.utils.asgi import Response

from publish.filters import terms
from publish.filters.refusal import Unanswerable, read_names
from publish.filters.terms import Term
from publish.request import render

if TYPE_CHECKING:
    from datasette.app import Datasette

    from publish.asgi import Scope

_LISTS = ("outcome", "court", "circuit")  # for these, queries take several values, joined by semicolons
_PLATFORM = Term("platform", "Platform", "", naming=terms.PLATFORM.naming)
_WHERE = Term("where", "Circuit or courts", "", former=("courts",))
_YES_NO = Term("ruled", "Ruled", "", {"yes": "Yes", "no": "No"})
QUESTIONS: dict[str, tuple[Term, ...]] = {
    "hearings_from": (Term("as_of", "Day", "", kind="date"),),
    "cases_of_a_company": (terms.PARTY,),
    "edits_of_a_docket": (Term("docket_id", "Docket", "", naming=terms.DOCKET.naming, former=("docket",)),),
    "outcomes_by_provision": (),
    "dockets_counted": (
        terms.OUTCOME,
        terms.CLAIM,
        terms.PROVISION,
        terms.THEORY,
        terms.COURT,
        terms.CIRCUIT,
        terms.LEVEL,
        terms.LAW_IN_FORCE,
    ),
    "motions_counted": (Term("kind", "Kind of motion", ""), _YES_NO),
    "cases_filed": (Term("year", "Year", ""), _PLATFORM),
    "rulings_of_a_theory": (terms.THEORY, _WHERE),
}
_PATH = re.compile(r"/docket/(?P<name>\w+?)(?P<suffix>\.\w+)?/?")


async def check(datasette: "Datasette", scope: "Scope") -> Response | None:
    """Return the refusal of a prepared query that cannot be answered, or a redirect to its correct form; None
    if it is correct, or not one of ours."""
    path = "/" + scope["path"].removeprefix(datasette.urls.path("/")).lstrip("/")
    match = _PATH.fullmatch(path)
    if match is None or match["name"] not in QUESTIONS or not scope["query_string"]:
        return None
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    own = [pair for pair in asked if pair[0].startswith("_")]
    written: dict[str, list[str]] = {}
    for name, value in asked:
        if not name.startswith("_"):
            written.setdefault(name, []).append(value)
    known = QUESTIONS[match["name"]]
    try:
        parameters, _ = read_names(written, terms.known_names(known))
        read = await datasette.databases["docket"].execute_fn(lambda conn: _read_all(conn, known, parameters))
    except Unanswerable as refused:
        return _refuse(datasette, match["name"], match["suffix"] or "", refused)
    if read == written:
        return None
    pairs = [(name, value) for name, values in read.items() for value in values]
    # Without a path, so that a reader of a named snapshot (/at/…) stays there.
    return Response.redirect(f"?{urlencode([*pairs, *own])}", status=301)


def _read_all(
    conn: sqlite3.Connection, known: tuple[Term, ...], asked: dict[str, list[str]]
) -> dict[str, list[str]]:
    """Return each parameter with the value that the query needs. Raises Unanswerable."""
    return {
        term.name: [_read(conn, term, [value for value in asked[term.name] if value])]
        for term in known
        if term.name in asked
    }


def _read(conn: sqlite3.Connection, term: Term, written: list[str]) -> str:
    values = [
        value
        for text in written
        for value in (
            [text] if (term, text) == (_PLATFORM, "unknown") else terms.read_written(conn, term, text)
        )
    ]
    if len(values) > 1 and term.name not in _LISTS:
        raise Unanswerable(f"{term.name} takes one value here", term.name)
    return ";".join(dict.fromkeys(values))


def _refuse(datasette: "Datasette", name: str, suffix: str, refused: Unanswerable) -> Response:
    if suffix:
        body = {"ok": False, "error": str(refused), "status": 400, "nearest": list(refused.near)}
        return Response.json(body, status=400)
    context = {
        "status": 400,
        "title": "We could not read that request",
        "error": str(refused),
        "way_out": (datasette.urls.path(f"/docket/{name}"), "The question without filters"),
    }
    return Response.html(render(datasette, "error.html", context), status=400)
