"""The names of everything with a page, by their words: companies and public bodies, courts, circuits, laws,
bills, judges, open questions, theories, claims, and cases with their citations."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from db.views import IS_SHOWN
from docket.bills import ordinal
from docket.courts import load_courts
from docket.vocabulary import CauseOfAction
from publish.filters.naming import names_of_court, names_of_judge
from publish.links import (
    bill_path,
    case_path,
    circuit_path,
    court_path,
    judge_path,
    law_path,
    page_path,
    party_path,
    question_path,
)
from publish.search.stems import stem
from publish.words import CIRCUITS, first_upper, format_claim

# Words of a bill's title that add no letter to its acronym, and the length of the shortest acronym.
_NO_INITIAL = frozenset({"a", "an", "and", "as", "for", "from", "in", "of", "on", "or", "the", "to"})
_LEAST_INITIALS = 4
_YEAR = re.compile(r" of \d{4}$")
_IN_BRACKETS = re.compile(r" \([^()]+\)")
_ORDINALS = {"1": "1st", "2": "2nd|2d", "3": "3rd|3d", "dc": "D.C.", "fed": "Fed."}


@dataclass(frozen=True)
class Name:
    """A name of something, and the page about it. A name that `stands_alone` counts only if it is the whole
    search: to most readers "Mass." is not a court."""

    kind: str
    id: str
    label: str
    path: str
    stands_alone: bool = False


def load_names(conn: sqlite3.Connection) -> dict[tuple[str, ...], list[Name]]:
    """Return the names by their words, stemmed as in the indexes."""
    written = [
        pair
        for find in (_entities, _courts, _laws, _bills, _doctrine, _judges, _cases)
        for pair in find(conn)
    ]
    by_words: dict[tuple[str, ...], list[Name]] = {}
    for words, (_, name) in zip(stem([text for text, _ in written]), written, strict=True):
        # "tik tok" is TikTok, and "matchgroup" the Match Group
        ways = (words, ("".join(words),)) if name.kind == "party" else (words,)
        for way in ways if words else ():
            meant = by_words.setdefault(way, [])
            if all((other.kind, other.id) != (name.kind, name.id) for other in meant):
                meant.append(name)
    return by_words


def _entities(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    for entity_id, name, known_as in conn.execute(
        "select entity_id, entities.name, entity_names.name from entities join entity_names using (entity_id) "
        "order by entity_names.kind <> 'canonical', entity_names.rowid"
    ):
        for spelling in (known_as, _IN_BRACKETS.sub("", known_as), entity_id.replace("-", " ")):
            yield spelling, Name("party", entity_id, name, party_path(entity_id))


def _courts(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    for code, name in CIRCUITS.items():
        meant = Name("circuit", code, f"{name}: its cases and rulings", circuit_path(code))
        number = _ORDINALS.get(code, ordinal(int(code)) if code.isdigit() else name)
        for spelling in (
            name,
            *(f"{part} {word}" for part in number.split("|") for word in ("circuit", "cir")),
        ):
            yield spelling, meant
        yield f"ca{code}", meant
    for court in load_courts().values():
        for spelling in (court.court_id, *names_of_court(court)):
            is_alone = " " not in spelling
            yield spelling, Name("court", court.court_id, court.name, court_path(court.court_id), is_alone)


def _laws(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    for law_id, name, place, others in conn.execute(
        "select law_id, name, jurisdiction, other_names from laws"
    ):
        meant = Name("law", law_id, name, law_path(law_id))
        for spelling in (name, _IN_BRACKETS.sub("", name), *(others or "").split("; ")):
            yield spelling, meant
            yield f"{place} {spelling}", meant


def _bills(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    """Yield the names of bills, newest first. SESTA is the Stop Enabling Sex Traffickers Act; FOSTA ends the
    initials of the Allow States and Victims to Fight Online Sex Trafficking Act."""
    for bill_id, number, title, congress in conn.execute(
        "select bill_id, number, title, congress from bills where title is not null order by congress desc, bill_id"
    ):
        label = f"{number}, {title} ({ordinal(congress)} Congress)" if congress else f"{number}, {title}"
        meant = Name("bill", bill_id, label, bill_path(bill_id))
        short = _YEAR.sub("", title)
        initials = "".join(
            word[0] for word in re.findall(r"[^\W\d_]+", short) if word.casefold() not in _NO_INITIAL
        )
        yield from ((spelling, meant) for spelling in (title, short, number or title))
        for start in range(len(initials) - _LEAST_INITIALS + 1):
            yield initials[start:], meant


def _doctrine(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    for code, name in conn.execute("select question_id, name from questions order by rowid"):
        yield code.replace("_", " "), Name("question", code, name, question_path(code))
    known = [("theory", code, name) for code, name in conn.execute("select theory_id, name from theories")]
    known += [("claim", cause.value, format_claim(cause.value) or "") for cause in CauseOfAction]
    for kind, code, name in known:
        label = f"Rulings by {kind}: {first_upper(name)}"
        yield name, Name(kind, code, label, page_path("/rulings", **{kind: code}))


def _judges(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    """Yield the judges who wrote a ruling: by full name, by the name without initials, as rulings print it
    ("Gonzalez Rogers"), and by last name, which means a judge only by itself or after a title."""
    for judge_id, name, printed in conn.execute(
        "select judge_id, name, printed from judges order by judge_id"
    ):
        path = judge_path(judge_id)
        for spelling in (*names_of_judge(name), *(printed or "").split(" | ")):
            yield spelling, Name("judge", judge_id, name, path, " " not in spelling)


def _cases(conn: sqlite3.Connection) -> Iterator[tuple[str, Name]]:
    for case_id, name in conn.execute(
        f"select case_id, short_name from cases where short_name is not null and {IS_SHOWN}"
    ):
        yield _IN_BRACKETS.sub("", name), Name("case", case_id, name, case_path(case_id))
    for case_id, name, cited in conn.execute(
        f"""select case_id, cases.short_name, citations.text from citations join dockets using (docket_id)
          join cases using (case_id) where cases.{IS_SHOWN}
        union select case_id, cases.short_name, rulings.citation from rulings join dockets using (docket_id)
          join cases using (case_id) where rulings.citation is not null and cases.{IS_SHOWN}"""
    ):
        for spelling in cited.split(";"):
            yield spelling, Name("case", case_id, name or case_id, case_path(case_id))
