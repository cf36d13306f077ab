"""CourtListener's responses: how several form one snapshot, and how values are read from one. Pure.

One look at a docket takes several responses (header, pages of entries, parties, attorneys), which say what
the docket shows only together: an entry names no court, a party no lawyer. They are archived as one body,
every response in it exactly as received, with what was requested and for which dockets.
"""

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from docket import times
from docket.issues import ParseError
from docket.records import DocketRef

_Kind = TypeVar("_Kind")

FORMAT = "courtlistener-answers-1"
# The purpose of a look that found nothing under a docket's id: it has no responses.
ABSENT = "absent"
# Fields that change without news: the index and the Archive's copies touch dockets all the time (#1748,
# #735).
_RESTLESS = frozenset(
    "date_modified date_last_index meta next previous count document_count ia_upload_failure_count ia_needs_upload "
    "ia_date_first_change filepath_ia filepath_ia_json view_count citeCount citation_count snippet".split()
)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_MARK = re.compile(r"</?(?:mark|strong|em)>")


@dataclass(frozen=True)
class Fetched:
    """One response: the address requested, without keys, and the text received."""

    url: str
    text: str


@dataclass(frozen=True)
class Asked:
    """What was requested for a snapshot: its purpose, the dockets by CourtListener's id, and the query's
    name."""

    purpose: str
    dockets: dict[int, DocketRef] = field(default_factory=dict)
    query: str | None = None

    def ref_of(self, source_id: int | None) -> DocketRef | None:
        """Return the docket with this id; None if it was not requested."""
        return None if source_id is None else self.dockets.get(source_id)


def pack(asked: Asked, answers: list[Fetched]) -> bytes:
    """Return the body to archive: JSON of what was requested and of each response's address and text."""
    refs = {
        str(number): [ref.court_id, ref.docket_number, ref.pacer_case_id]
        for number, ref in sorted(asked.dockets.items())
    }
    row: dict[str, Any] = {"format": FORMAT, "purpose": asked.purpose, "query": asked.query, "dockets": refs}
    row["answers"] = [{"url": answer.url, "text": answer.text} for answer in answers]
    return json.dumps(row, ensure_ascii=False).encode("utf-8", "replace")


def unpack(body: bytes, page: str) -> tuple[Asked, list[tuple[str, dict]]]:
    """Return what was requested, and each (url, JSON object). Raises ParseError: not-answers, and those of
    `read_json`."""
    try:
        envelope = json.loads(body)
        refs = {int(number): DocketRef(*ref) for number, ref in envelope["dockets"].items()}
        asked = Asked(envelope["purpose"], refs, envelope["query"])
        answers = [(answer["url"], answer["text"]) for answer in envelope["answers"]]
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ParseError(
            f"{page}: not answers of CourtListener as they are archived here", code="not-answers"
        ) from None
    return asked, [(url, read_json(text, url)) for url, text in answers]


def read_json(text: str, page: str) -> dict:
    """Return the JSON object of one response. Raises ParseError: empty-answer, web-page, cut-in-half,
    changed-form."""
    if not text.strip():
        raise ParseError(f"{page}: an empty answer; ask again later", code="empty-answer")
    if text.lstrip().startswith("<"):
        is_login = re.search(r"sign[\s-]?in|log[\s-]?in|password", text[:20_000], re.IGNORECASE)
        words = (
            "a log-in form: is the token still good?"
            if is_login
            else "a web page: the site is out of order, or has moved"
        )
        raise ParseError(f"{page}: not JSON but {words}", code="login-form" if is_login else "web-page")
    try:
        data = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError(
            f"{page}: not whole JSON ({type(error).__name__}); ask again later", code="cut-in-half"
        ) from None
    if not isinstance(data, dict):
        raise ParseError(f"{page}: JSON, but no object; the form has changed", code="changed-form")
    return data


def read_rows(data: dict, page: str) -> list["Fields"]:
    """Return the rows of a list response. Raises ParseError (changed-form), with the response's `detail` if
    it has one, if it is not a list."""
    rows = data.get("results")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        detail = data.get("detail")
        words = (
            f"the server says {detail[:200]!r}"
            if isinstance(detail, str)
            else "no list of results; the form has changed"
        )
        raise ParseError(f"{page}: {words}", code="changed-form")
    return [Fields(row, page) for row in rows]


def next_page(data: dict) -> str | None:
    """Return the address of the next page; None on the last."""
    following = data.get("next")
    return following if isinstance(following, str) and following else None


def content_hash(answers: list[Fetched]) -> str:
    """Return a digest of the responses' content, without the fields that change without news; of the text if
    it is not JSON."""
    seen = hashlib.sha256()
    for answer in answers:
        try:
            content = json.dumps(_still(json.loads(answer.text)), sort_keys=True)
        except (ValueError, RecursionError):
            content = answer.text
        seen.update(content.encode("utf-8", "replace") + b"\n")
    return seen.hexdigest()


def _still(value: object) -> object:
    if isinstance(value, dict):
        return {name: _still(inner) for name, inner in value.items() if name not in _RESTLESS}
    return [_still(inner) for inner in value] if isinstance(value, list) else value


@dataclass(frozen=True)
class Fields:
    """One JSON object whose values are read by type; a value of another type raises ParseError
    (changed-form)."""

    data: dict
    page: str

    def _get(self, name: str, kinds: tuple[type[_Kind], ...]) -> _Kind | None:
        value = self.data.get(name)
        if value is None or (
            isinstance(value, kinds) and not (isinstance(value, bool) and bool not in kinds)
        ):
            return value
        raise ParseError(
            f"{self.page}: {name} holds {type(value).__name__}; the form has changed", code="changed-form"
        )

    def text(self, name: str) -> str | None:
        """Return a text in one line, without highlighting marks; None if it is empty."""
        words = self.lines(name) or ""
        return " ".join((_MARK.sub("", words) if "<" in words else words).split()) or None

    def lines(self, name: str) -> str | None:
        words = self._get(name, (str,)) or ""
        if not words.isprintable():
            # JSON can escape half a character or a NUL, which no database accepts.
            words = _CONTROL.sub(" ", words.encode("utf-8", "replace").decode())
        return words.strip() or None

    def whole(self, name: str) -> int | None:
        return self._get(name, (int,))

    def word(self, name: str) -> str | None:
        """Return a number or a text as text: documents are numbered "45" in some responses and 45 in
        others."""
        value = self._get(name, (int, str))
        return str(value).strip() or None if value is not None else None

    def flag(self, name: str) -> bool:
        return self._get(name, (bool,)) is True

    def day(self, name: str) -> date | None:
        """Return a calendar date; raises ParseError if it is not one."""
        value = self.text(name)
        return times.parse_date(value) if value else None

    def moment(self, name: str) -> str | None:
        """Return the instant (UTC) of a timestamp with any offset; raises ParseError if it is not one."""
        value = self.text(name)
        return times.instant(times.parse_instant(value)) if value else None

    def inner(self, name: str) -> "Fields | None":
        value = self._get(name, (dict,))
        return Fields(value, f"{self.page}, {name}") if value is not None else None

    def rows(self, name: str) -> list["Fields"]:
        value = self._get(name, (list,)) or []
        if not all(isinstance(row, dict) for row in value):
            raise ParseError(
                f"{self.page}: {name} is not a list of objects; the form has changed", code="changed-form"
            )
        return [Fields(row, f"{self.page}, {name}") for row in value]

    def words(self, name: str) -> list[str]:
        """Return the texts (or numbers, as text) in a list."""
        value = self._get(name, (list,)) or []
        if not all(isinstance(item, (str, int)) for item in value):
            raise ParseError(
                f"{self.page}: {name} is not a list of words; the form has changed", code="changed-form"
            )
        return [word for item in value if (word := " ".join(_MARK.sub("", str(item)).split()))]
