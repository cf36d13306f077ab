"""A case of the Caselaw Access Project, from its JSON and from its volume's list. Pure."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from docket.caselaw import Place, is_of, names_agree
from docket.issues import ParseError

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
# The fields kept of a row in a volume's list: those that distinguish one case from another. What each cites
# is left out.
_KEPT = (
    "id",
    "name",
    "name_abbreviation",
    "decision_date",
    "docket_number",
    "first_page",
    "last_page",
    "file_name",
    "citations",
    "court",
    "provenance",
)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known of one case besides its text. `cites` are the archive's own ids of the cases that it
    cites."""

    number: str
    name: str
    short_name: str
    decided: date | None
    docket_number: str | None
    citations: tuple[str, ...]
    court: str | None
    file: str | None
    source: str | None
    cites: tuple[str, ...]

    @property
    def names(self) -> tuple[str, str]:
        return self.name, self.short_name


def read_case(body: bytes, url: str) -> Case:
    """Return the case described in a JSON file. Raises ParseError (not-json, changed-form)."""
    data = load(body, url)
    if not isinstance(data, dict) or "casebody" not in data:
        raise ParseError(f"{url}: not a case of the archive", code="changed-form")
    return make_case(data, url)


def load(body: bytes, url: str) -> Any:
    """Return the content of a JSON file. Raises ParseError (not-json): the archive answers with a web page
    for a missing file."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise ParseError(
            f"{url}: no JSON; a file that is not there comes as a web page", code="not-json"
        ) from None


def make_case(data: dict[str, Any], url: str) -> Case:
    """Return a case from its JSON, or from its row in a volume's list. Raises ParseError (changed-form)."""
    try:
        return Case(
            str(data["id"]),
            " ".join(data["name"].split()),
            " ".join((data["name_abbreviation"] or data["name"]).split()),
            _day(data.get("decision_date")),
            data.get("docket_number") or None,
            tuple(citation["cite"] for citation in data["citations"]),
            (data.get("court") or {}).get("name_abbreviation"),
            data.get("file_name"),
            (data.get("provenance") or {}).get("source"),
            _numbers_cited(data.get("cites_to") or ()),
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise ParseError(f"{url}: a case without {error}", code="changed-form") from None


def _day(words: str | None) -> date | None:
    """Return the day of a decision; None if only a month or a year is known, or if there is no such day."""
    try:
        return date.fromisoformat(words) if words and _DAY.fullmatch(words) else None
    except ValueError:
        return None  # 1913-02-29


def _numbers_cited(cites: Iterable[dict[str, Any]]) -> tuple[str, ...]:
    """Return the archive's ids of the cases cited, each once; a citation to a page that several cases share
    identifies none."""
    return tuple(
        dict.fromkeys(str(cite["case_ids"][0]) for cite in cites if len(cite.get("case_ids") or ()) == 1)
    )


def find_in_list(
    body: bytes, url: str, place: Place, names: tuple[str, ...]
) -> tuple[dict[str, Any], str | None]:
    """Return what is kept of a volume's list (the rows with this citation), and the file of the case meant,
    or None.

    The first part also says which case is meant, or why none is. Raises ParseError (not-json, changed-form).
    """
    rows = load(body, url)
    if not isinstance(rows, list):
        raise ParseError(f"{url}: not a list of cases", code="changed-form")
    shared = [row for row in rows if is_of(place, make_case(row, url).citations)]
    meant = [row for row in shared if names_agree(names, make_case(row, url).names)]
    file = meant[0]["file_name"] if len(meant) == 1 else None
    return (
        {
            "citation": place.cite,
            "names": list(names),
            "case_count": len(rows),
            "cases": [{name: row[name] for name in _KEPT if name in row} for row in shared],
            "file": file,
            "why": None if file else _explain(place, len(shared), len(meant)),
        },
        file,
    )


def _explain(place: Place, shared: int, meant: int) -> str:
    if not shared:
        return f"no case of the archive's volume is cited as {place.cite}"
    cases = "case" if shared == 1 else "cases"
    if not meant:
        return f"{place.cite} is shared by {shared} {cases}, and no name agrees"
    return f"{place.cite} is shared by {shared} {cases}, and {meant} names agree"
