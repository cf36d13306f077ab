"""Datasette's own CSV made safe for spreadsheets: a cell that would be run as a formula is text, as in the API's CSV.

Datasette has no hook for it. It writes each row in one piece (0.65.5, `views/base.py`, `stream_csv`), so each piece is
read and written again. Where an answer is HTML about a CSV (``?_trace=1``) it is left alone.
"""

import csv
import io
import re

from publish.api.formats import harmless

_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?")
csv.field_size_limit(2**31 - 1)   # the default refuses a cell of over 131,072 characters, and entries may be longer


def asks_for_csv(scope) -> bool:
    """Return whether Datasette will answer this with CSV."""
    return scope["path"].endswith(".csv")


def without_formulas(send):
    """Return `send` with every cell of a CSV made harmless."""
    is_csv = False

    async def wrapped(message):
        nonlocal is_csv
        if message["type"] == "http.response.start":
            headers = {name.lower(): value for name, value in message.get("headers", [])}
            is_csv = message["status"] == 200 and headers.get(b"content-type", b"").startswith((b"text/csv", b"text/plain"))
        elif is_csv and message.get("body"):
            message = message | {"body": rewrite(message["body"])}
        await send(message)

    return wrapped


def rewrite(rows: bytes) -> bytes:
    """Return whole rows of CSV with every cell made harmless; a number below zero stays one."""
    out = io.StringIO(newline="")
    read = csv.reader(io.StringIO(rows.decode("utf-8"), newline=""))
    csv.writer(out).writerows([cell if _NUMBER.fullmatch(cell) else harmless(cell) for cell in row] for row in read)
    return out.getvalue().encode("utf-8")
