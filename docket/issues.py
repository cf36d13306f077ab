"""What we did not understand: issues are rows, published beside the facts.

A ``ParseError`` says that a whole page is not what we believed it to be; it becomes one issue, and the page
yields nothing else. ``find_unmapped`` is the only place where an ``UNMAPPED`` value becomes an issue.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

# Issues about rows of a register that could not be read: a page with one never shows that something is gone.
ROW_NOT_READ = "entry-not-read"
ROWS_NOT_READ = "entries-not-read"


@dataclass(frozen=True)
class Issue:
    """One thing that a source said and we could not use.

    `code` is a short stable word, `value` the source's own words, `place` the part of the page. `court_id`
    and `docket_number` name the docket if it is known.
    """

    code: str
    value: str | None = None
    place: str | None = None
    court_id: str | None = None
    docket_number: str | None = None


class ParseError(ValueError):
    """The input is not what we believed it to be. The message names the input, the place and the remedy."""

    def __init__(self, message: str, code: str = "parse-error") -> None:
        super().__init__(message)
        self.code = code


def find_unmapped(record) -> Iterator[Issue]:
    """Yield an issue for every ``UNMAPPED`` value in a record, with the raw words beside it."""
    for name, value in vars(record).items():
        if isinstance(value, Enum) and value.name == "UNMAPPED":
            ref = getattr(record, "ref", None)
            yield Issue(
                code=f"unmapped-{name.replace('_', '-')}",
                value=getattr(record, f"{name}_raw", None),
                place=type(record).__name__,
                court_id=getattr(ref, "court_id", None),
                docket_number=getattr(ref, "docket_number", None),
            )
