"""What a program may ask through the Model Context Protocol, and the answers.

A list is a question to the API, with its filters, its refusals and its limits, and SQL is treated like any
reader's (publish/sql): it runs in a child process that is killed when its time is up. Nothing here reads the
database in any other way.
"""

import json
import re
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from db.schema import TABLE
from db.views import IS_SHOWN
from publish.api.openapi import parameter
from publish.api.resources import RESOURCES
from publish.api.route import BASE
from publish.database import linked_database
from publish.filters import terms
from publish.filters.refusal import Unanswerable
from publish.links import case_path
from publish.pages.case import load_acts, load_citations, load_dockets
from publish.request import marks

if TYPE_CHECKING:
    from datasette.app import Datasette

LISTS = ("cases", "rulings", "hearings", "laws", "judges", "courts", "changes")
FEW = 20  # rows of a list, unless more are asked for: the caller pays for every word
MOST = 100  # rows that may be asked for
MOST_ROWS = 500  # in an answer to SQL
_LONGEST = 12_000  # bytes that one question may have
_SHOWN = ("dockets", "rulings", "hearings", "parties", "laws", "links")
_NAMED = (
    "cases",
    "dockets",
    "docket_entries",
    "hearings",
    "rulings",
    "participations",
    "entities",
    "claims",
    "courts",
)
_NOT_WORDS = re.compile(r"[^0-9a-z]+")


class NotAnswered(Exception):
    """The question cannot be answered as written; the message says what to write instead."""


@dataclass(frozen=True, eq=False)
class Tool:
    """One tool: its name, its description, the JSON Schema of its arguments, and the function that
    answers."""

    name: str
    description: str
    schema: dict[str, Any]
    answer: Callable[["Datasette", dict[str, Any]], Awaitable[dict[str, Any]]]


async def call(datasette: "Datasette", name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer of the tool of that name. Raises NotAnswered."""
    if name not in TOOLS:
        raise NotAnswered(f"there is no tool {name[:60]!r}; there are {', '.join(TOOLS)}")
    tool = TOOLS[name]
    known = tool.schema["properties"]
    unknown = [argument for argument in given if argument not in known]
    if unknown:
        raise NotAnswered(f"{name} takes no {unknown[0][:60]!r}; it takes {', '.join(known)}")
    missing = [argument for argument in tool.schema["required"] if not given.get(argument)]
    if missing:
        raise NotAnswered(f"{name} needs {missing[0]}")
    _refuse_misshapen(given)
    return await tool.answer(datasette, dict(given))


def _refuse_misshapen(given: Mapping[str, Any]) -> None:
    """Raise NotAnswered for arguments that no address of ours could hold: too long, not text, or
    misshapen."""
    try:
        size = len(json.dumps(given, ensure_ascii=False).encode("utf-8"))
    except (TypeError, ValueError, RecursionError):
        raise NotAnswered("that cannot be written as JSON in UTF-8") from None
    if size > _LONGEST:
        raise NotAnswered(f"that is {size:,} bytes; a question may have {_LONGEST:,}")
    if not isinstance(given.get("parts") or [], list):
        raise NotAnswered("parts is a list, like ['dockets', 'rulings']")


# --- lists, and one case whole


def _list_tool(name: str) -> Tool:
    resource = RESOURCES[name]
    properties = {
        filter.name: described["schema"] | {"description": described["description"]}
        for filter, described in zip(resource.filters, map(parameter, resource.filters), strict=True)
    }
    properties["limit"] = {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST,
        "default": FEW,
        "description": f"How many rows, {MOST} at most",
    }
    if not resource.is_feed:
        properties["sort"] = {
            "type": "string",
            "enum": list(resource.sorts),
            "default": resource.sorts[0],
            "description": "Order; a hyphen puts the greatest first; what is not known comes last",
        }
        properties["cursor"] = {"type": "string", "description": "Where the rows before ended: from next"}

    async def answer(datasette: "Datasette", given: dict[str, Any]) -> dict[str, Any]:
        limit = str(given.get("limit", FEW))
        if limit not in map(str, range(1, MOST + 1)):  # the API would name its own limit
            raise NotAnswered(
                f"limit={limit[:20]} is not a value here; write a whole number from 1 to {MOST}"
            )
        body = await _ask_api(datasette, name, {"limit": FEW, **given})
        if body["next"]:
            asked = parse_qs(urlsplit(body["next"]).query)
            place = "since" if resource.is_feed else "cursor"
            body["next"] = {place: int(asked[place][0]) if resource.is_feed else asked[place][0]}
        return body

    words = f"{resource.description} Null is not known, never none. To read on, give what next says."
    return Tool(name, words, _closed(properties), answer)


def _closed(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


async def _ask_api(datasette: "Datasette", path: str, given: Mapping[str, Any]) -> dict[str, Any]:
    pairs = [
        (name, json.dumps(item) if isinstance(item, bool) else str(item))
        for name, value in given.items()
        for item in (value if isinstance(value, list) else [value])
    ]
    answer = await datasette.client.get(f"{BASE}/{path}?{urlencode(pairs)}", follow_redirects=True)
    try:
        body: dict[str, Any] = answer.json()
    except ValueError:  # the gate answers in plain text
        raise NotAnswered(answer.text.strip()) from None
    if "error" in body:
        raise NotAnswered(body["error"]["message"])  # it already names the nearest valid value
    return body


async def _answer_case(datasette: "Datasette", given: dict[str, Any]) -> dict[str, Any]:
    wanted = given.get("parts") or list(_SHOWN)
    if not str(given["case_id"]).strip("."):  # in an address, "." is the folder itself
        raise NotAnswered(f"there is no case {given['case_id']!r}")
    try:
        body = await _ask_api(datasette, f"cases/{quote(str(given['case_id']), safe='')}", {})
    except NotAnswered as error:
        missing, is_list, _ = str(error).partition("; the list is at ")
        raise NotAnswered(f"{missing}; cases finds it by q or party" if is_list else missing) from None
    case = body["data"]
    for part in RESOURCES["cases"].parts:
        if not part.inside and part.name not in wanted:
            case[part.name] = f"{len(case[part.name])} left out; ask for parts={part.name}"
    case.pop("entries_next")
    return body


_CASE = Tool(
    "case",
    "One case with what hangs on it: dockets, rulings, hearings, parties, laws; other parts where they are asked for.",
    _closed(
        {
            "case_id": {"type": "string", "description": "Id of the case, or of one of its dockets"},
            "parts": {
                "type": "array",
                "items": {
                    "type": "string",
                    "enum": [part.name for part in RESOURCES["cases"].parts if not part.inside],
                },
                "description": f"Which parts; without it {', '.join(_SHOWN)}",
            },
        },
        "case_id",
    ),
    _answer_case,
)


# --- how to cite


async def _answer_cite(datasette: "Datasette", given: dict[str, Any]) -> dict[str, Any]:
    database = linked_database(datasette)
    case_ids: list[str] = await database.execute_fn(lambda conn: _find_cases(conn, str(given["what"])))
    if not case_ids:
        named = (await _ask_api(datasette, "cases", {"q": given["what"], "limit": 5}))["data"]
        near = ", ".join(f"{case['case_id']} ({case['short_name']})" for case in named)
        raise NotAnswered(
            "that names no case here; write its id, a docket number or a citation like 934 F.3d 53"
            + (f" (perhaps {near})" if near else "")
        )
    return {"data": [await _cite_case(datasette, case_id) for case_id in case_ids[:5]]}


# The citations of a docket: from rows of their own, or from a ruling alone.
_CITED = (
    "select docket_id, text from citations union "
    "select docket_id, citation from rulings where citation is not null"
)


def _find_cases(conn: sqlite3.Connection, written: str) -> list[str]:
    """Return the ids of the cases that an id, a docket number or a citation refers to."""
    try:
        return terms.find_rows(conn, terms.CASE, written)
    except Unanswerable:
        pass
    try:
        numbers = terms.find_rows(conn, terms.DOCKET_NUMBER, written)
    except Unanswerable:
        numbers = []
    if numbers:
        matches = conn.execute(
            f"select distinct case_id from dockets where {IS_SHOWN} and docket_number in ({marks(numbers)})",
            numbers,
        )
        return [row[0] for row in matches]
    folded = _NOT_WORDS.sub("", written.casefold())
    cited = conn.execute(
        f"select dockets.case_id, cited.text from ({_CITED}) cited join dockets using (docket_id) "
        f"where dockets.{IS_SHOWN}"
    )
    return list(
        dict.fromkeys(
            case_id
            for case_id, text in cited
            if folded and re.match(rf"{folded}(?!\d)", _NOT_WORDS.sub("", text.casefold()))
        )
    )


async def _cite_case(datasette: "Datasette", case_id: str) -> dict[str, Any]:
    database = linked_database(datasette)
    body = await _ask_api(datasette, f"cases/{quote(case_id, safe='')}", {})
    case = body["data"]
    decisions = await database.execute_fn(lambda conn: _load_decisions(conn, case_id))
    return {
        "case_id": case_id,
        "short_name": case["short_name"],
        "caption": case["caption"],
        "dockets": [
            {name: docket[name] for name in ("court_id", "docket_number", "primary_url", "source_url")}
            for docket in case["dockets"]
        ],
        "decisions": [
            {
                "cite_as": decision["cited"],
                "is_confirmed": bool(decision["is_verified"]),
                "docket_id": decision["docket_id"],
                "source_url": decision["source_url"],
            }
            for decision in decisions
        ],
        "page": f"{database.site_url or ''}{case_path(case_id)}",
        **{name: body[name] for name in ("as_of", "version", "license")},
    }


def _load_decisions(conn: sqlite3.Connection, case_id: str) -> list[dict[str, Any]]:
    dockets = load_dockets(conn, case_id)
    acts = load_acts(conn, case_id, dockets)
    return load_citations(conn, [docket["docket_id"] for docket in dockets], acts)


_CITE = Tool(
    "cite",
    "How to cite: the published decisions of a case as a brief writes them, its dockets with the court's own address, "
    "and this record with the moment as of which it holds.",
    _closed(
        {"what": {"type": "string", "description": "Id of a case, docket number in any form, or a citation"}},
        "what",
    ),
    _answer_cite,
)


# --- SQL


async def _answer_query(datasette: "Datasette", given: dict[str, Any]) -> dict[str, Any]:
    asked = urlencode({"sql": str(given["sql"]), "_shape": "arrays"})
    answer = await datasette.client.get(f"/docket.json?{asked}")
    try:
        body = answer.json()
    except ValueError:  # the gate answers in plain text
        raise NotAnswered(answer.text.strip()) from None
    if answer.status_code != 200 or body.get("error"):
        reason = str(body.get("error") or body.get("title"))
        raise NotAnswered(
            "the SQL took longer than it may; ask for less" if "took too long" in reason else reason
        )
    return {
        "columns": body["columns"],
        "rows": body["rows"][:MOST_ROWS],
        "is_cut": bool(body["truncated"]) or len(body["rows"]) > MOST_ROWS,
    }


def _tables() -> str:
    return "; ".join(f"{name}({', '.join(TABLE[name].columns)})" for name in _NAMED)


_QUERY = Tool(
    "query",
    f"One select in SQLite's SQL over the published tables and views, of a second at most. Of the tables: {_tables()}. "
    "Lists stand in one cell, joined by '; '.",
    _closed(
        {"sql": {"type": "string", "description": f"One select; {MOST_ROWS} rows come back at most"}}, "sql"
    ),
    _answer_query,
)

TOOLS = {tool.name: tool for tool in (*map(_list_tool, LISTS), _CASE, _CITE, _QUERY)}
