"""The rows of the files of docket/data, as they stand, and all of them as tables that can be asked in SQL."""

import hashlib
import json
import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from urllib.parse import urlsplit

from sqlite_utils import Database

from docket.bills import bill_page, is_bill_id
from docket.courts import load_courts
from docket.csv_rows import load_table, split_cell
from docket.identity import year_of_number
from docket.source_hosts import rests_on_weak_sources
from docket.vocabulary import ONE_CASE

DATA = files("docket").joinpath("data")
# What courts a reporter's series prints, and when it ran; `None`: it still does.
_SERIES = [
    ("F.2d", "appellate", 1924, 1993),
    ("F.3d", "appellate", 1993, 2021),
    ("F.4th", "appellate", 2021, None),
    ("F. App'x", "appellate", 2001, 2021),
    ("F. Supp.", "district special jpml", 1932, 1998),
    ("F. Supp. 2d", "district special jpml", 1998, 2014),
    ("F. Supp. 3d", "district special jpml", 2014, None),
    ("U.S.", "scotus", 1790, None),
    ("S. Ct.", "scotus", 1882, None),
    ("Cal. 4th", "state", 1991, 2016),
    ("Cal. 5th", "state", 2016, None),
    ("Cal. App. 4th", "state", 1991, 2016),
    ("Cal. App. 5th", "state", 2016, None),
    ("A.2d", "state", 1938, 2010),
    ("A.3d", "state", 2009, None),
    ("P.3d", "state", 2000, None),
    ("So. 2d", "state", 1941, 2009),
    ("So. 3d", "state", 2008, None),
    ("S.E.2d", "state", 1939, None),
    ("S.W.3d", "state", 1999, None),
    ("N.E.2d", "state", 1936, 2014),
    ("N.E.3d", "state", 2013, None),
    ("N.W.2d", "state", 1942, None),
    ("N.Y.3d", "state", 2003, None),
    ("A.D.3d", "state", 2003, None),
    ("Misc. 3d", "state", 2003, None),
]
_CITED = re.compile(
    r"\s{0,3}(\d{1,4})\s{1,3}(\D.{0,40}?)\s{1,3}(?:\d{1,5}|_{1,9})(?=\s{0,3}$|,|\s{0,3}\()", re.ASCII
)
_DATED = re.compile(
    r"\b(?:(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d WL \d{1,9}"
    rf"|\d{{1,4}} (?:{'|'.join(sorted((re.escape(row[0]) for row in _SERIES), key=len, reverse=True))}) \d{{1,5}})\b",
    re.ASCII,
)
# What has the year in it: "2021 WL 3616097", "2022-Ohio-2135", "598 U.S. 617 (2023)".
_YEARS = (
    re.compile(r"\s{0,9}((?:19|20)\d\d)(?:-[A-Z]|\s+[A-Z])", re.ASCII),
    re.compile(r"\(\D{0,99}((?:19|20)\d\d)\)", re.ASCII),
)
# What stands where an author would and is none: a panel, by its word or by three names; a jury; who wrote apart.
_NO_AUTHOR = re.compile(
    r"^(?:per curiam|memorandum|panel:|en banc|summary order|jury)\b|\(statement or dissent\)$"
    r"|^[^(;]*(?:, concurring| dissenting)$|^\(|^[^,;(]+(?:, [^,;(]+){2,}$|^\w+ and [\w. ]+(?: \(|$)",
    re.IGNORECASE,
)


def read(name: str) -> list[dict]:
    return load_table(f"{name}.csv")


def hash_file(name: str) -> str:
    """Return the digest of a reviewed file's bytes, as reviewed.csv keeps it."""
    return hashlib.blake2b(DATA.joinpath(name).read_bytes(), digest_size=16).hexdigest()


def new_id(act: str, kind: str) -> str:
    """Return an id for an act that has none yet, made of what names it today."""
    return hashlib.blake2b(f"{act}\x1f{kind}".encode(), digest_size=8).hexdigest()


def find_years(citation: str) -> list[int]:
    """Return the years that a citation says it is of."""
    return [int(match[1]) for pattern in _YEARS if (match := pattern.search(citation))]


def find_volume(citation: str) -> list:
    """Return the volume and the series of the reporter that is cited; nothing where it is another citation."""
    cited = _CITED.match(citation)
    return [int(cited[1]), cited[2]] if cited else []


def find_dated(text: str) -> list[str]:
    """Return the full days and the citations to a reporter or a database that a text names, in its order."""
    return _DATED.findall(text)


# A month is not before a day in it: days are compared as the first and the last text that a date can stand for.
_FUNCTIONS: dict[str, Callable] = {
    "split": lambda cell: json.dumps(split_cell(cell)),
    "bars": lambda cell: json.dumps([part.strip() for part in cell.split("|")]),
    "first": lambda day: day + "0001-01-01"[len(day) :],
    "last": lambda day: day + "9999-12-31"[len(day) :],
    "dated": lambda text: json.dumps(find_dated(text)),
    "years": lambda citation: json.dumps(find_years(citation)),
    "volume": lambda citation: json.dumps(find_volume(citation)),
    "opened": lambda number, court_id: year_of_number(number, court_id) if number else None,
    "is_weak": rests_on_weak_sources,
    "is_no_author": lambda author: bool(_NO_AUTHOR.search(author)),
    "new_id": new_id,
    "hash_file": hash_file,
    "bill_page": lambda bill_id: bill_page(bill_id) if is_bill_id(bill_id) else None,
    "host": lambda url: urlsplit(url).hostname or "",
}
_VIEWS = """
create view acts as select *, docket || '@' || date as act from decisions;
create view acts_on as select act, docket, date, value as target from acts, json_each(split(acts_on));
create view citations as select act, court_id, date, substr(first(date), 1, 4) + 0 as first_year,
    substr(last(date), 1, 4) + 0 as last_year, value as citation, volume(value) ->> 0 as volume,
    volume(value) ->> 1 as series from acts, json_each(split(citation));
create view authors as select judge_id, courts.value as court_id, names.value as author
    from judges, json_each(split(court_ids)) courts, json_each(bars(printed)) names;
create view reviews as select iif(is_later, related_docket, docket) as above,
    iif(is_later, docket, related_docket) as below, date
    from (select *, direction = 'other_is_later' as is_later from families where type in ('appeal', 'certiorari'));
create view recorded as select case_id, date as word from decisions join cases using (docket)
    union select case_id, value from decisions join cases using (docket), json_each(dated(citation))
    union select case_id, date_from from events join cases on docket = slug;
create view unrecorded as select act, value as word
    from acts left join cases using (docket), json_each(dated(later_history))
    where (coalesce(case_id, ''), value) not in (select case_id, word from recorded);
"""


@cache
def tables() -> Database:
    """Return each file as a table of the same name, every cell a text, in the order of the file.

    `courts` are those that the program knows, `one_case` the types of link that join dockets to a case, `series`
    what reporters print. `acts` are the decisions with their name (``slug@date``), `acts_on` the pairs of an act
    and one that it acts on, `reviews` the courts above and below, `recorded` the days and citations of a case's
    acts and events, `unrecorded` those besides that a `later_history` names. In SQL, `split` makes a JSON array
    of a cell that lists, `first` and `last` are the days that a date can mean.
    """
    db = Database(memory=True)
    for name, function in _FUNCTIONS.items():
        db.register_function(function, name=name, deterministic=True)
    for file in DATA.iterdir():
        name = file.name.removesuffix(".csv")
        if file.name.endswith(".csv") and name != "courts":
            columns = file.read_text(encoding="utf-8").partition("\n")[0].split(",")
            db[name].create(
                dict.fromkeys(columns, str), not_null=columns, defaults=dict.fromkeys(columns, "")
            )
            db[name].insert_all(read(name))
    db["courts"].insert_all(
        {"court_id": court.court_id, "system": court.system, "hears_appeals": court.hears_appeals}
        for court in load_courts().values()
    )
    db["one_case"].insert_all({"type": str(link_type)} for link_type in ONE_CASE)
    db["series"].insert_all(
        dict(zip(("series", "systems", "begun", "ended"), row, strict=True)) for row in _SERIES
    )
    db.executescript(_VIEWS)
    return db


def ask(sql: str) -> list[tuple]:
    """Return what the tables answer to a question in SQL."""
    return [tuple(row) for row in tables().execute(sql)]
