"""The names a reader may use for a court, a company, a case or anything else in the record, and the ids they
mean.

court      ca9, "9th Cir.", "N.D. Cal.", its full name; "9th Circuit" is the circuit, its district courts included
party      meta, facebook, "Meta Platforms, Inc.": an id or any name of the register, with its platforms
others     the id itself, or a former one; a docket number in any form that a court prints
"""

import re
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from docket.courts import Court, load_courts
from docket.identity import entity_key, name_key, normalize_docket_number
from docket.issues import ParseError
from docket.opinions.resolve import catalog_index, cite_key
from publish.filters.refusal import find_near
from publish.queries import case_of_docket, redirected, with_platforms
from publish.request import marks

Find = Callable[[sqlite3.Connection, str], list[str]]
Above = Callable[[sqlite3.Connection], Callable[[str], Sequence[str]]]
_LETTERS = re.compile(r"[^a-z0-9]+")
_SIGNED = re.compile(r"\s*[-+]\s*[0-9]")
_ORDINALS = {
    "1": ("1st", "first"),
    "2": ("2d", "2nd", "second"),
    "3": ("3d", "3rd", "third"),
    "4": ("4th", "fourth"),
    "5": ("5th", "fifth"),
    "6": ("6th", "sixth"),
    "7": ("7th", "seventh"),
    "8": ("8th", "eighth"),
    "9": ("9th", "ninth"),
    "10": ("10th", "tenth"),
    "11": ("11th", "eleventh"),
    "dc": ("dc", "districtofcolumbia"),
    "fed": ("federal",),
}
_KIND_OF_COURT = re.compile(r"^U\.S\. District Court for the (?=.*District)| of the United States$")
_SUFFIX = re.compile(r",? (?:[JS]r\.?|I{2,3}|IV)$")
_LISTED = 20_000  # ids searched for the nearest; if there are more, neighbors in their order are shown


@dataclass(frozen=True)
class Naming:
    """How things of one kind are named. `kind` says of what; `find` returns the ids that a name means (none if
    it means nothing); `near` the names nearest to one that means nothing; `expand` the ids of the rows that
    belong to an id (the courts of a circuit); `above` the reverse: the ids that a row's id belongs to."""

    kind: str
    find: Find
    near: Find
    expand: Find = lambda conn, id: [id]
    above: Above = lambda conn: lambda id: (id,)


def _near(sql: str) -> Find:
    """Return a function that finds the ids nearest to what was written, by the id or the name. `sql` lists
    (id, name)."""
    return lambda conn, name: find_near(name, dict(conn.execute(sql).fetchall()))


def _fold(name: str) -> str:
    """Return a name in lower case with only its letters and digits; empty for a signed number, which is not a
    circuit."""
    return "" if _SIGNED.match(name) else _LETTERS.sub("", name.casefold())


# --- courts


@cache
def _courts_by_name() -> dict[str, tuple[str, ...]]:
    """Return the ids of the courts that each folded name means. Ids come first, then names, then circuits."""
    courts = load_courts()
    by_name: dict[str, tuple[str, ...]] = {_fold(court_id): (court_id,) for court_id in courts}
    for court in courts.values():
        for name in names_of_court(court):
            by_name.setdefault(_fold(name), (court.court_id,))
    for circuit, names in _ORDINALS.items():
        ids = tuple(court.court_id for court in courts.values() if court.circuit == circuit)
        for name in (circuit, *(f"{number}circuit" for number in (circuit, *names)), f"circuit{circuit}"):
            by_name.setdefault(_fold(name), ids)
    return by_name


def names_of_court(court: Court) -> tuple[str, ...]:
    """Return the names of a court: "S.D.N.Y.", its full name, and the full name without the words common to
    all courts of its kind: "Southern District of New York", "Supreme Court"."""
    plain = _KIND_OF_COURT.sub("", court.name)
    return (court.short_name, court.name, plain, *court.aliases)


def find_courts(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the id of the court or, if the name is a circuit's, the ids of all its courts."""
    return list(_courts_by_name().get(_fold(name), ()))


def _near_courts(conn: sqlite3.Connection, name: str) -> list[str]:
    return find_near(name, {court_id: court.short_name for court_id, court in load_courts().items()})


def find_circuit(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the circuit that the name means: "9", "9th Cir.", "Ninth Circuit", "ca9"."""
    folded = _fold(name).removesuffix("uit").removesuffix("circ").removesuffix("cir").removeprefix("ca")
    for circuit, names in _ORDINALS.items():
        if folded in (circuit, *names) or (circuit == "fed" and folded == "fc"):
            return [circuit]
    return []


def courts_of(conn: sqlite3.Connection, circuit: str) -> list[str]:
    """Return the ids of all courts of a circuit: its court of appeals and those below."""
    return [court.court_id for court in load_courts().values() if court.circuit == circuit]


def _circuit_of(conn: sqlite3.Connection) -> Callable[[str], Sequence[str]]:
    circuits = {court.court_id: (court.circuit,) for court in load_courts().values() if court.circuit}
    return lambda court_id: circuits.get(court_id, ())


def _near_circuits(conn: sqlite3.Connection, name: str) -> list[str]:
    return find_near(_fold(name), {circuit: names[0] for circuit, names in _ORDINALS.items()})


# --- companies and bodies


def find_entities(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the ids of the companies or bodies that a name may mean, most likely first: by id, by current
    name, by former name, by the name of a platform they own."""
    exact = conn.execute("select entity_id from entities where entity_id = ?", (name.casefold(),)).fetchall()
    if exact:
        return [exact[0][0]]
    rows = conn.execute(
        "select entity_id from entity_names where name_key in (?, ?) order by "
        "kind <> 'canonical', kind <> 'alias', kind <> 'former', rowid",
        (name_key(name), name_key(name.replace("-", " "))),
    )
    ids = list(dict.fromkeys(row[0] for row in rows)) or _without_legal_form(conn, name)
    if not ids:  # "x" of "X Corp.": the id begins with the word, and no other does
        begins = conn.execute(
            "select entity_id from entities where entity_id glob ? limit 2",
            (f"{_LETTERS.sub('-', name.casefold()).strip('-')}-*",),
        ).fetchall()
        ids = [begins[0][0]] if len(begins) == 1 else []
    owner = _owner_so_called(conn, ids[0]) if ids else None
    return list(dict.fromkeys([owner, *ids])) if owner else ids


def _without_legal_form(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the companies with a name that equals this one except for its legal form: "Meta Platforms",
    "America Online"."""
    key = entity_key(name)
    candidates = conn.execute(
        "select entity_id, name from entity_names where name_key glob ? order by kind <> 'canonical', rowid",
        (f"{key.replace('[', '').replace('*', '').replace('?', '')}*",),
    )
    return (
        list(dict.fromkeys(entity_id for entity_id, known in candidates if entity_key(known) == key))
        if key
        else []
    )


def _owner_so_called(conn: sqlite3.Connection, entity_id: str) -> str | None:
    """Return the owner of a platform if its own name is the platform's plus a legal form: X is X Corp., whose
    cases include those of X under all its names."""
    row = conn.execute(
        """select platform.name, owner.entity_id, owner.name from entities platform
        join entities owner on owner.entity_id = platform.parent_entity_id
        where platform.entity_id = ? and platform.kind = 'platform'""",
        (entity_id,),
    ).fetchone()
    return row[1] if row and entity_key(row[0]) == entity_key(row[2]) else None


def _owners(conn: sqlite3.Connection) -> Callable[[str], Sequence[str]]:
    """Return a function from an entity to itself and, for a platform, its owners: the reverse of
    `with_platforms`."""
    owners = dict(
        conn.execute(
            "select entity_id, parent_entity_id from entities where kind = 'platform' and parent_entity_id is not null"
        ).fetchall()
    )

    @cache
    def above(entity_id: str) -> Sequence[str]:
        chain = [entity_id]
        while (owner := owners.get(chain[-1])) and owner not in chain:
            chain.append(owner)
        return chain

    return above


# --- what has an id, and what a column holds


def by_id(kind: str, table: str, key: str, label: str = "null") -> Naming:
    """Return the naming of a table's rows: by id, current or former (`redirects` uses the same name for the
    kind); the nearest by id and by the column `label`."""

    def find(conn: sqlite3.Connection, name: str) -> list[str]:
        sql = f"select {key} from {table} where {key} = ?"
        rows = conn.execute(sql, (name,)).fetchall()
        if not rows and (now := redirected(conn, kind, name)):
            rows = conn.execute(sql, (now,)).fetchall()
        return [row[0] for row in rows]

    def near(conn: sqlite3.Connection, name: str) -> list[str]:
        count = conn.execute(f"select count(*) from (select 1 from {table} limit {_LISTED + 1})").fetchone()
        if count[0] > _LISTED:
            return [
                row[0]
                for row in conn.execute(
                    f"select {key} from {table} where {key} >= ? order by {key} limit 3", (name,)
                )
            ]
        return find_near(
            name, {row[0]: row[1] or row[0] for row in conn.execute(f"select {key}, {label} from {table}")}
        )

    return Naming(kind, find, near)


def by_column(kind: str, sql: str, is_list: bool = False) -> Naming:
    """Return the naming of a column's values: as they are stored, ignoring case and anything but letters and
    digits. `sql` lists them."""

    def values(conn: sqlite3.Connection) -> list[str]:
        cells = [str(row[0]) for row in conn.execute(sql) if row[0] is not None]
        parts = [part.strip() for cell in cells for part in (cell.split(";") if is_list else [cell])]
        return list(dict.fromkeys(part for part in parts if part))

    def find(conn: sqlite3.Connection, name: str) -> list[str]:
        known, folded = values(conn), _fold(name)
        return (
            [name]
            if name in known
            else [candidate for candidate in known if folded and _fold(candidate) == folded]
        )

    def near(conn: sqlite3.Connection, name: str) -> list[str]:
        return find_near(name, values(conn))

    return Naming(kind, find, near)


_CASES = by_id("case", "cases", "case_id", "short_name")
_DOCKETS = by_id("docket", "dockets", "docket_id", "short_name")


def _find_case(conn: sqlite3.Connection, name: str) -> list[str]:
    return _CASES.find(conn, name) or list(filter(None, [case_of_docket(conn, name)]))


def _find_docket(conn: sqlite3.Connection, name: str) -> list[str]:
    aliases = conn.execute("select docket_id from docket_aliases where alias = ?", (name,))
    return _DOCKETS.find(conn, name) or [docket_id for (docket_id,) in aliases]


def _find_catalog_names(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the catalog's name for a docket, given by its id or by a citation: "129 F.3d 327"."""
    if (cited := catalog_index().find([name], None, None, None)[0]) and cite_key(name):
        return [decision.docket for decision in cited]
    sql = (
        "select substr(alias, 9) from docket_aliases where kind = 'catalog' and alias = 'catalog:' || ?1 "
        "union select substr(alias, 9) from docket_aliases where kind = 'catalog' and docket_id = ?1"
    )
    return [row[0] for row in conn.execute(sql, (name,))]


def find_docket_numbers(conn: sqlite3.Connection, written: str) -> list[str]:
    """Return the docket numbers that may be meant, in the form our tables keep: "No. 3:22-CV-1234-WHO" is
    3:22-cv-01234."""
    forms = [written]
    for court_id in ("cand", "ca9", "scotus"):  # one court of each kind of number
        try:
            forms.append(normalize_docket_number(written, court_id))
        except ParseError:
            continue
    forms = list(dict.fromkeys(forms))
    return [
        row[0]
        for row in conn.execute(
            f"select distinct docket_number from dockets where docket_number in ({marks(forms)})", forms
        )
    ]


CASE = Naming("case", _find_case, _CASES.near)
DOCKET = Naming("docket", _find_docket, _DOCKETS.near)
DOCKET_NUMBER = Naming(
    "docket number",
    find_docket_numbers,
    _near(
        "select distinct docket_number, docket_number from dockets where docket_number is not null "
        f"limit {_LISTED}"
    ),
)
CATALOG_NAME = Naming(
    "docket of the catalog",
    _find_catalog_names,
    _near(
        "select substr(alias, 9), substr(alias, 9) from docket_aliases where kind = 'catalog' "
        f"limit {_LISTED}"
    ),
)
COURT = Naming("court or circuit", find_courts, _near_courts)
CIRCUIT = Naming("circuit", find_circuit, _near_circuits, courts_of, _circuit_of)
ENTITY = Naming(
    "company or body",
    lambda conn, name: find_entities(conn, name)[:1],
    _near(f"select entity_id, name from entities limit {_LISTED}"),
)
PARTY = Naming(ENTITY.kind, ENTITY.find, ENTITY.near, with_platforms, _owners)


def find_laws(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the name, as in rulings, of the law that is meant: by its short name in addresses, its name, or
    another name it is known by."""
    folded = _fold(name)
    return [
        law
        for law_id, law, others in conn.execute("select law_id, name, other_names from laws")
        if folded and folded in map(_fold, (law_id, law, *(others or "").split("; ")))
    ]


def names_of_judge(name: str) -> tuple[str, ...]:
    """Return the forms of a judge's name: the full name, without initials, first and last, the last alone."""
    parts = [part for part in _SUFFIX.sub("", name).split() if not part.endswith(".")]
    return (name, " ".join(parts), f"{parts[0]} {parts[-1]}", parts[-1]) if len(parts) > 1 else (name,)


def find_judges(conn: sqlite3.Connection, name: str) -> list[str]:
    """Return the id of the judge that is meant: by id, by name or by the name that a ruling gives; by last
    name if no other judge has it."""
    folded = _fold(name)
    known = conn.execute("select judge_id, name, printed from judges").fetchall() if folded else []
    ids = [
        judge_id
        for judge_id, whole, printed in known
        if folded in map(_fold, (judge_id, whole, *(printed or "").split(" | ")))
    ]
    called = ids or _judges_called(conn, name)
    return called if len(called) == 1 else []


def _judges_called(conn: sqlite3.Connection, name: str) -> list[str]:
    known = conn.execute("select judge_id, name from judges")
    return [judge_id for judge_id, whole in known if _fold(name) in map(_fold, names_of_judge(whole))]


_near_ids_of_judges = _near("select judge_id, name from judges")


def _near_judges(conn: sqlite3.Connection, name: str) -> list[str]:
    return _judges_called(conn, name) or _near_ids_of_judges(conn, name)


LAW = Naming("law", find_laws, _near("select law_id, name from laws"))
JUDGE = Naming("judge", find_judges, _near_judges)
AUTHOR = by_column("author", "select distinct author from rulings")
CITATION = by_column("citation", "select distinct citation from rulings", is_list=True)
THEORY = by_id("theory", "theories", "theory_id", "name")
QUESTION = by_id("question of doctrine", "questions", "question_id", "name")
PLATFORM = by_column("platform", "select distinct platform from dockets", is_list=True)
