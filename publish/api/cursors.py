"""Where a page of a list ended: the order, and the last row's place in it.

A cursor names a place, not a count, so that rows written in the meantime neither repeat nor hide others. It
is readable and needs no signature: it cannot reach any row that the list itself would not show. Several lists
share the same orders, so it names its list: continuing in another one would silently skip rows.
"""

import re
from dataclasses import dataclass

_PLACE = r"~([0-9a-f]{2}){0,250}\.([0-9a-f]{2}){1,250}"
_CURSOR = re.compile(r"-?[a-z_]{1,40}" + _PLACE + r"(~[a-z]{1,40})?")


@dataclass(frozen=True)
class PageEnd:
    """The last row of a page: the order, the row's value in it (None: not known), its key, and its list (None
    in a cursor stored before cursors named their list)."""

    sort: str
    value: str | None
    key: str
    of: str | None = None


def pattern(name: str, sorts: tuple[str, ...]) -> str:
    """Return a regular expression for the cursors of the list of that name, which has these orders."""
    return f"^({'|'.join(sorts)}){_PLACE}(~{name})?$"


def write_cursor(place: PageEnd) -> str:
    value = (place.value or "").encode("utf-8").hex()
    end = f"~{place.of}" if place.of else ""
    return f"{place.sort}~{value}.{place.key.encode('utf-8').hex()}{end}"


def read_cursor(text: str) -> PageEnd | None:
    """Return the place a cursor names, or None if it is not one of our cursors."""
    if not _CURSOR.fullmatch(text):
        return None
    sort, place, *of = text.split("~")
    value, key = (bytes.fromhex(part).decode("utf-8", "replace") for part in place.split("."))
    return PageEnd(sort, value or None, key, *of)
