"""What a search is narrowed to: the sort of thing, a court, days."""

from dataclasses import dataclass
from datetime import date

from publish.queries import court_names
from publish.reading import Asked, BadRequest

KINDS = {
    "cases": "Cases", "parties": "Parties and companies", "decisions": "Decisions and opinions", "entries": "Docket entries",
    "bills": "Bills",
}  # fmt: skip


@dataclass(frozen=True)
class Narrowed:
    """What a reader wants to see of the matches; None leaves nothing out."""

    kind: str | None = None
    court_id: str | None = None
    first: str | None = None
    last: str | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.court_id or self.first or self.last)

    def shows(self, kind: str) -> bool:
        return self.kind in (None, kind)

    def where(self, court: str, day: str | None) -> tuple[str, list[str]]:
        """Return the SQL condition on a column of courts and one of days, and its values."""
        pairs = [(f"{court} = ?", self.court_id)]
        pairs += [(f"{day} >= ?", self.first), (f"{day} <= ?", self.last)] if day else []
        kept = [(condition, value) for condition, value in pairs if value]
        return " and ".join(condition for condition, _ in kept) or "1", [value for _, value in kept]


def narrow(conn, asked: Asked) -> Narrowed:
    """Return the filters asked for with ``?in=``, ``?court=``, ``?from=`` and ``?to=``. Raises BadRequest for what cannot be."""
    kind, court_id = asked.one("in"), asked.one("court")
    if kind and kind not in KINDS:
        raise BadRequest(f"in={kind[:40]} is nothing to search in; write one of {', '.join(KINDS)}")
    if court_id and court_id not in court_names(conn):
        raise BadRequest(f"court={court_id[:40]} is no court that we know; choose one on the page")
    for name in ("from", "to"):
        if asked.one(name):
            try:
                date.fromisoformat(asked.one(name))
            except ValueError:
                raise BadRequest(f"{name}={asked.one(name)[:40]} is not a day; write it like 2026-06-12") from None
    return Narrowed(kind, court_id, asked.one("from"), asked.one("to"))
