"""Where a page of a list ended: the order, and the last row's place in it.

A cursor says a place and not a count, so that rows written meanwhile neither repeat nor hide others. It is
transparent and needs no signature: it can name no row that the list itself would not show.
"""

import re
from dataclasses import dataclass

_PLACE = r"~([0-9a-f]{2}){0,250}\.([0-9a-f]{2}){1,250}"
_CURSOR = re.compile(r"-?[a-z_]{1,40}" + _PLACE)


@dataclass(frozen=True)
class Place:
    """The last row of a page: the order, its value there (None: not known), and its key."""

    sort: str
    value: str | None
    key: str


def pattern(sorts: tuple[str, ...]) -> str:
    """Return the pattern of the cursors of a list that has these orders."""
    return f"^({'|'.join(sorts)}){_PLACE}$"


def write_cursor(place: Place) -> str:
    value = (place.value or "").encode("utf-8").hex()
    return f"{place.sort}~{value}.{place.key.encode('utf-8').hex()}"


def read_cursor(text: str) -> Place | None:
    """Return the place a cursor names, or None if it is no cursor of ours."""
    if not _CURSOR.fullmatch(text):
        return None
    sort, _, rest = text.partition("~")
    value, key = (bytes.fromhex(part).decode("utf-8", "replace") for part in rest.split("."))
    return Place(sort, value or None, key)
