"""Where a page of a list ended: the order, and the last row's place in it.

A cursor says a place and not a count, so that rows written meanwhile neither repeat nor hide others. It is
transparent and needs no signature: it can name no row that the list itself would not show. Several lists have the
same orders, so it says which is meant: going on in another one would skip rows without a word.
"""

import re
from dataclasses import dataclass

_PLACE = r"~([0-9a-f]{2}){0,250}\.([0-9a-f]{2}){1,250}"
_CURSOR = re.compile(r"-?[a-z_]{1,40}" + _PLACE + r"(~[a-z]{1,40})?")


@dataclass(frozen=True)
class PageEnd:
    """The last row of a page: the order, its value there (None: not known), its key, and the list that it is of
    (None in a cursor that somebody stored before there was a name in it)."""

    sort: str
    value: str | None
    key: str
    of: str | None = None


def pattern(name: str, sorts: tuple[str, ...]) -> str:
    """Return the pattern of the cursors of the list of that name, which has these orders."""
    return f"^({'|'.join(sorts)}){_PLACE}(~{name})?$"


def write_cursor(place: PageEnd) -> str:
    value = (place.value or "").encode("utf-8").hex()
    end = f"~{place.of}" if place.of else ""
    return f"{place.sort}~{value}.{place.key.encode('utf-8').hex()}{end}"


def read_cursor(text: str) -> PageEnd | None:
    """Return the place a cursor names, or None if it is no cursor of ours."""
    if not _CURSOR.fullmatch(text):
        return None
    sort, place, *of = text.split("~")
    value, key = (bytes.fromhex(part).decode("utf-8", "replace") for part in place.split("."))
    return PageEnd(sort, value or None, key, *of)
