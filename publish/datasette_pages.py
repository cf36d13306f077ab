"""Datasette's own pages and CSV adapted to ours: what its templates write and we must change, cells made safe
for spreadsheets, the list of what is served without where it is stored, and tables under their former names.

A cell that a spreadsheet would run as a formula becomes text, as in the API's CSV. Datasette has no hook for
this. It sends each row as one message (0.65.5, `views/base.py`, `stream_csv`), so each message is parsed,
made safe and written again.
"""

import csv
import io
import re
import sqlite3
from typing import TYPE_CHECKING

from datasette.utils.asgi import Response
from datasette.views.base import DatasetteError
from markupsafe import Markup

from publish.api.formats import harmless
from publish.asgi import Message, Scope, Send
from publish.request import Asked, Moved

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

# Quotation marks in a page's text are escaped, so these can only be Datasette's own.
_STYLE = re.compile(r' style="[^"]*"')
_COLUMNS = re.compile(r'<dl class="column-descriptions">.*?</dl>', re.DOTALL)
_UNNAMED = re.compile(
    '<(?:select|input type="text"|textarea id="sql-editor") name="(_filter_column|_filter_op'
    '|_filter_value|_sort|sql)(?=["_])'
)
_INTERRUPTED = re.compile(r"<p>SQL query took too long\..*?</p>", re.DOTALL)
_NAMES = {
    "_filter_column": "Column to filter by",
    "_filter_op": "Comparison",
    "_filter_value": "Value",
    "_sort": "Sort by",
    "sql": "SQL",
}


def say_too_long(error: DatasetteError, seconds: float, is_json: bool) -> None:
    """Tell a reader whose query took too long how long one may take, and what to do. Datasette's message is
    about a setting that no reader can change, and is HTML even in JSON (0.65.5, `views/base.py`)."""
    if error.title != "SQL Interrupted":
        return
    words = (
        f"SQL query took too long: it may take {seconds:g} s. Ask for less, or take the files of /download."
    )
    if is_json:
        error.message, error.message_is_html = words, False
    else:
        error.message = _INTERRUPTED.sub(f"<p>{words}</p>", error.message, count=1)


def fit_page(html: Markup) -> Markup:
    """Return the body of one of Datasette's pages, fixed: no style attributes, which our policy refuses; the
    descriptions of its columns folded, so that the rows are not a screen further down; names for the fields
    that have none; and no skipped level in its headings (seen in 0.65.5: h1, then h3)."""
    text = _UNNAMED.sub(_name, _STYLE.sub("", str(html)))
    before, second, after = text.partition("<h2")
    text = before.replace("<h3", "<h2").replace("</h3>", "</h2>") + second + after
    return Markup(_COLUMNS.sub(_fold, text, count=1))


def _name(field: re.Match) -> str:
    """Return the opening tag of a form field with a label for screen readers."""
    return field[0].replace(" name=", f' aria-label="{_NAMES[field[1]]}" name=', 1)


def _fold(columns: re.Match) -> str:
    return f"<details><summary>What the columns mean</summary>{columns[0]}</details>"


_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
# The default refuses a cell of over 131,072 characters, and entries can be longer.
csv.field_size_limit(2**31 - 1)


def asks_for_csv(scope: Scope) -> bool:
    """Return whether Datasette will answer this request with CSV."""
    return scope["path"].endswith(".csv")


def without_formulas(send: Send):
    """Return `send` with every cell of a CSV made harmless."""
    is_csv = False

    async def wrapped(message: Message) -> None:
        nonlocal is_csv
        if message["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in message.get("headers", [])}
            is_csv = message["status"] == 200 and headers.get(b"content-type", b"").startswith(
                (b"text/csv", b"text/plain")
            )
        elif is_csv and message.get("body"):
            message = message | {"body": rewrite(message["body"])}
        await send(message)

    return wrapped


def rewrite(rows: bytes) -> bytes:
    """Return whole rows of CSV with every cell made harmless; a negative number stays a number."""
    out = io.StringIO(newline="")
    read = csv.reader(io.StringIO(rows.decode("utf-8"), newline=""))
    csv.writer(out).writerows(
        [cell if _NUMBER.fullmatch(cell) else harmless(cell) for cell in row] for row in read
    )
    return out.getvalue().encode("utf-8")


async def view_databases(datasette: "Datasette", request: "Request") -> Response:
    """Return a list with one object for each database, with Datasette's keys except the path of the file."""
    return Response.json(
        [
            {
                "name": database.name,
                "route": database.route,
                "size": database.size,
                "is_mutable": database.is_mutable,
                "is_memory": database.is_memory,
                "hash": database.hash,
            }
            for name, database in datasette.databases.items()
            if name != "_internal"
        ]
    )


# Former name of a table -> current name.
FORMER_TABLES = {"defences": "defenses"}


def read_former_table(conn: sqlite3.Connection, asked: Asked) -> Moved | None:
    """Return the current address of a table, one of its rows, or a file made from it, with the query
    unchanged."""
    table = FORMER_TABLES.get(asked.parts["table"])
    _, _, query = asked.url.partition("?")
    query = query.replace("defence_id", "defense_id")
    return Moved(f"/docket/{table}{asked.parts['rest']}{'?' * bool(query)}{query}") if table else None
