"""What a reader types into the search box, as safe full-text queries; the filters of a search; matches as
safe HTML."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from docket.identity import normalize_docket_number
from docket.issues import ParseError
from publish.filters.terms import COURT, OUTCOME, Term, days, narrow as narrow_by, year
from publish.request import Asked, marks

_TERM = re.compile(r'"([^"]*)"?|(\S+)')
_BEFORE_NUMBER = re.compile(
    r"^(?:(?:case|docket|civil|action|dkt|no|nos|number)\b[.:]? *|# *)+", re.IGNORECASE
)
_OPINION = re.compile(r"(?:^|(?<=\s))opinions?:\s*", re.IGNORECASE)
# "MDL No. 3047": the word before a number is not part of it; in "Doe No. 1" it is.
_WORD_BEFORE_NUMBER = re.compile(r"(?<!\S)nos?\.? +(?=\d[\d:-]{2})", re.IGNORECASE)
_LEAST_PREFIX = 3  # letters; "AI" is a word of its own, not the beginning of "Airbnb"
_LONGEST = 200
_MOST_TERMS = 12
OPEN = "\x02"  # around a match; no court prints these two characters, and they cannot be markup
CLOSE = "\x03"
_MATCH = re.compile(f"{OPEN}([^{OPEN}{CLOSE}]*){CLOSE}")


def clean(asked: str | None) -> str:
    """Return the search text without control characters, with spaces collapsed, at most 200 characters."""
    text = "".join(char if char.isprintable() else " " for char in asked or "")
    return " ".join(text.split())[:_LONGEST]


def split_opinion(asked: str) -> tuple[str, bool]:
    """Return the words without ``opinion:``, and whether it preceded one: then only the texts of opinions are
    searched."""
    words = _OPINION.sub(" ", asked)
    return " ".join(words.split()), words != asked


def fts_query(asked: str | Sequence[tuple[str, bool]]) -> str | None:
    """Return a full-text query in which nothing the reader typed is an operator; None if it has no word.

    Every word must occur, at least as the beginning of a longer one; words in quotes, and the parts of a
    docket number, must occur together in that order.
    """
    typed = terms(asked) if isinstance(asked, str) else asked
    return (
        " ".join(
            f'"{text}"' if is_phrase or len(text) < _LEAST_PREFIX else f'"{text}"*'
            for text, is_phrase in typed
        )
        or None
    )


def terms(asked: str) -> list[tuple[str, bool]]:
    """Return each word or phrase of the search, and whether it is a phrase."""
    typed = [
        ((phrase or word).replace('"', " ").strip(), bool(phrase))
        for phrase, word in _TERM.findall(_WORD_BEFORE_NUMBER.sub("", asked))[:_MOST_TERMS]
    ]
    return [(text, is_phrase) for text, is_phrase in typed if re.search(r"\w", text)]


def docket_numbers(asked: str) -> list[str]:
    """Return the docket numbers that the words may stand for, in the form our tables keep: "Case No.
    3:22-CV-1234-WHO" is 3:22-cv-01234."""
    asked = _BEFORE_NUMBER.sub("", asked)
    numbers = []
    for court_id in ("cand", "ca9", "scotus"):  # one court of each kind of number
        try:
            numbers.append(normalize_docket_number(asked, court_id))
        except ParseError:
            continue
    return list(dict.fromkeys(number for number in numbers if any(char.isdigit() for char in number)))


def highlight(snippet: str | None) -> Markup:
    """Return a snippet as escaped HTML, its matches in ``<mark>``."""
    marked = _MATCH.sub(r"<mark>\1</mark>", str(escape(snippet or "")))
    return Markup(marked.replace(OPEN, "").replace(CLOSE, ""))


def highlight_terms(text: str, asked: list[tuple[str, bool]]) -> Markup:
    """Return a text as escaped HTML, with each word that begins with a term in ``<mark>``; a phrase only as a
    whole."""
    either = "|".join(re.escape(term) + ("" if is_phrase else r"\w*") for term, is_phrase in asked)
    plain = text.replace(OPEN, "").replace(CLOSE, "")
    return highlight(
        re.sub(rf"(?<!\w)(?:{either})", f"{OPEN}\\g<0>{CLOSE}", plain, flags=re.IGNORECASE)
        if either
        else plain
    )


KINDS = {
    "cases": "Cases",
    "parties": "Parties and companies",
    "decisions": "Decisions and opinions",
    "opinions": "Texts of opinions",
    "entries": "Docket entries",
    "bills": "Bills",
}


@dataclass(frozen=True)
class Narrowed:
    """The filters of a search; None leaves nothing out."""

    kind: str | None = None
    court_ids: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    outcomes: tuple[str, ...] = ()
    year: str | None = None

    @property
    def is_any(self) -> bool:
        return bool(self.court_ids or self.first or self.last or self.outcomes)

    @property
    def court_id(self) -> str | None:
        """The court, if there is exactly one."""
        return self.court_ids[0] if len(self.court_ids) == 1 else None

    def shows(self, kind: str) -> bool:
        """Whether matches of this kind are shown: under an outcome filter, only kinds that have one."""
        return self.kind in (None, kind) and (not self.outcomes or kind in ("cases", "decisions"))

    def shows_result(self, kind: str) -> bool:
        """Whether a page or case of this kind is shown among the best results."""
        return self.kind is None or self.kind == {"case": "cases", "party": "parties", "bill": "bills"}.get(
            kind
        )

    def cases(self) -> tuple[str, list[str]] | None:
        """Return SQL that selects the ids of the cases that fit, to which conditions can be added, and its
        values; None unless the search is for cases alone. A case falls in a period if one of its dockets was
        filed, or a ruling given, in it."""
        if not self.is_any:
            return ("select case_id from cases where 1", []) if self.kind == "cases" else None
        court, of_court = self.where("dockets.court_id", None)
        filed, of_filed = self.where("", "dockets.date_filed")
        decided, of_decided = self.where("", "rulings.date_from")
        outcome, of_outcome = self.where("", None, "cases.outcome_230")
        # Rulings are looked up only for dockets not filed in the period: all the rulings of the period are
        # many more.
        return (
            f"""select cases.case_id from cases where {outcome} and exists (
              select 1 from dockets where dockets.case_id = cases.case_id and {court} and ({filed} or exists (
                select 1 from rulings where rulings.docket_id = dockets.docket_id and {decided})))""",
            [*of_outcome, *of_court, *of_filed, *of_decided],
        )

    def where(self, court: str, day: str | None, outcome: str | None = None) -> tuple[str, list[str]]:
        """Return the SQL condition on a column of courts, a column of days and a column of outcomes, and its
        values."""
        pairs = [(f"{day} >= ?", self.first), (f"{day} <= ?", self.last)] if day else []
        kept = [(condition, [value]) for condition, value in pairs if value]
        if self.court_ids and court:
            kept.insert(0, (f"{court} in ({marks(self.court_ids)})", list(self.court_ids)))
        if self.outcomes and outcome:
            kept.append((f"{outcome} in ({marks(self.outcomes)})", list(self.outcomes)))
        return " and ".join(condition for condition, _ in kept) or "1", [
            value for _, values in kept for value in values
        ]


_WHERE = Term("in", "Look in", "What to search in", KINDS)
TERMS = (_WHERE, OUTCOME, COURT, year("filed or decided"), *days("", "Filed or decided"))


def narrow(conn: sqlite3.Connection, asked: Asked) -> Narrowed:
    """Return the filters given by ``?in=``, ``?outcome=``, ``?court=``, ``?year=``, ``?from=`` and ``?to=``.
    Raises Unanswerable for an impossible value."""
    narrowed = narrow_by(conn, TERMS, asked)
    first, last, of_year = narrowed.one("from"), narrowed.one("to"), narrowed.one("year")
    if of_year:
        first, last = max(first or "", f"{of_year}-01-01"), min(last or "9", f"{of_year}-12-31")
    return Narrowed(
        narrowed.one("in"),
        tuple(narrowed.fit.get("court", ())),
        first,
        last,
        tuple(narrowed.named.get("outcome", ())),
        of_year,
    )
