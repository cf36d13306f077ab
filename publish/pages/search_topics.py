"""What a search names beside the words that stand in the record: a circuit, a court, an open question, a theory, a
claim, a bill by its initials, § 230 itself. Each leads to the page that answers it; what is left of the words can be
searched for alone.
"""

import re
import sqlite3
from dataclasses import dataclass

from docket.bills import ordinal
from docket.vocabulary import CauseOfAction
from publish.links import bill_path, circuit_path, court_path, page_path, question_path
from publish.request import rows
from publish.search_query import docket_numbers
from publish.words import CIRCUITS, first_upper, format_claim

_STATUTE = re.compile(r"(?:\b(?:section|sec\.?)|§|\b47 u\.?\s?s\.?\s?c\.?(?: §)?) ?230\b", re.IGNORECASE)
_JUDGE = re.compile(r"\b(?:chief )?(?:judge|justice|magistrate)\b\.?", re.IGNORECASE)


@dataclass(frozen=True)
class Topics:
    """The pages that the words name, as (what, path); `rest` are the words without what was understood, where some
    are left; `number` is a docket number among them."""

    links: tuple[tuple[str, str], ...]
    rest: str | None
    number: str | None


# Words of a bill's title that give no letter to its short name, and the shortest name that is one.
_NO_INITIAL = frozenset({"a", "an", "and", "as", "for", "from", "in", "of", "on", "or", "the", "to"})
_ACRONYM = re.compile(r"[A-Za-z]{4,10}")
_MOST_BILLS = 6


def without_title(words: str) -> str:
    """Return the words without the title of a judge: registers and opinions give the name alone."""
    return " ".join(_JUDGE.sub(" ", words).split())


def find_topics(conn: sqlite3.Connection, words: str) -> Topics:
    """Return what the words of a search name."""
    lowered, left = f" {words.casefold()} ", _JUDGE.sub(" ", _STATUTE.sub(" ", words))
    circuits = []
    for code, name in CIRCUITS.items():
        spelled = _circuit(code, name)
        if spelled.search(lowered):
            circuits.append(code)
            left = spelled.sub(" ", left)
    within = {"circuit": circuits} if circuits else {}
    place = f" in the {' and '.join(CIRCUITS[code] for code in circuits)}" if circuits else ""
    links = [(one["question"], question_path(one["question_id"])) for one in _named_questions(conn, lowered)]
    links += [
        (f"Rulings by {kind}: {name}{place}", page_path("/rulings", **{kind: code}, **within))
        for kind, code, name in _named_grounds(conn, lowered)
    ]
    links += [(f"The {CIRCUITS[code]}: its cases and rulings", circuit_path(code)) for code in circuits]
    links += [(one["name"], court_path(one["court_id"])) for one in _named_courts(conn, words)]
    links += _named_bills(conn, words)
    if _STATUTE.search(words) or words == "230":
        links += [("§ 230 explained, with its text", "/statute"), ("Every ruling on § 230", "/rulings")]
    rest = " ".join(left.split())
    rest = rest if re.search(r"\w{3}", rest) else ""
    numbers = [] if _STATUTE.search(words) else docket_numbers(words)
    return Topics(tuple(links), rest if rest and rest != words else None, numbers[0] if numbers else None)


def _circuit(code: str, name: str) -> re.Pattern[str]:
    """Return what a circuit is called: "Ninth Circuit", "9th Cir.", "CA9"."""
    short = ordinal(int(code)) if code.isdigit() else name.split(maxsplit=1)[0]
    also = "|2d" if code == "2" else "|3d" if code == "3" else ""
    return re.compile(
        rf"(?<!\w)(?:{re.escape(name)}|(?:{re.escape(short)}{also}) cir(?:cuit)?\b\.?|ca{code}(?!\w))",
        re.IGNORECASE,
    )


def _named_questions(conn: sqlite3.Connection, lowered: str) -> list[dict]:
    """Return the open questions all of whose short name stands in the words."""
    return [
        one
        for one in rows(conn, "select question_id, name as question from questions order by rowid")
        if f" {one['question_id'].replace('_', ' ')} " in lowered
    ]


def _named_grounds(conn: sqlite3.Connection, lowered: str) -> list[tuple[str, str, str]]:
    """Return (filter, code, name) of each theory and claim whose name stands in the words."""
    known = [("theory", code, name) for code, name in conn.execute("select theory_id, name from theories")]
    known += [("claim", cause.value, format_claim(cause.value) or "") for cause in CauseOfAction]
    found = [one for one in known if f" {one[2].casefold()} " in lowered]
    return [(kind, code, first_upper(name)) for kind, code, name in found]


def _named_bills(conn: sqlite3.Connection, words: str) -> list[tuple[str, str]]:
    """Return the bills whose initials a word is, the newest first.

    SESTA is the Stop Enabling Sex Traffickers Act; FOSTA ends the initials of the Allow States and Victims to Fight
    Online Sex Trafficking Act.
    """
    asked = {word.upper() for word in _ACRONYM.findall(words)}
    if not asked:
        return []
    found = conn.execute(
        "select bill_id, number, title, congress from bills where title is not null order by 4 desc, 1"
    )
    return [
        (f"{number}, {title} ({ordinal(congress)} Congress)", bill_path(bill_id))
        for bill_id, number, title, congress in found
        if congress and any(_initials(title).endswith(word) for word in asked)
    ][:_MOST_BILLS]


def _initials(title: str) -> str:
    words = re.findall(r"[^\W\d_]+", title)
    return "".join(word[0].upper() for word in words if word not in _NO_INITIAL)


def _named_courts(conn: sqlite3.Connection, words: str) -> list[dict]:
    """Return the court that the words are the name of, under its id, short name or whole name."""
    return rows(
        conn,
        """select court_id, name from courts where court_id = ?1 collate nocase or short_name = ?1 collate nocase
          or name = ?1 collate nocase""",
        (words,),
    )
