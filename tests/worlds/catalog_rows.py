"""The rows of the files of docket/data, as they stand, and all of them as tables that can be asked in SQL."""

import csv
import json
from functools import cache
from importlib.resources import files

from sqlite_utils import Database

from docket.catalog_checks import span_of
from docket.courts import load_courts
from docket.csv_rows import split_cell
from docket.vocabulary import ONE_CASE

DATA = files("docket").joinpath("data")


def read(name: str) -> list[dict]:
    with DATA.joinpath(f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@cache
def tables() -> Database:
    """Return each file as a table of the same name, every cell a text, in the order of the file.

    `courts` are those that the program knows, `acts` the decisions with their name (``slug@date``), `acts_on` the
    pairs of an act and one that it acts on, `one_case` the types of link that join dockets to a case. In SQL,
    `split` makes a JSON array of a cell that lists, `first` and `last` are the days that a date can mean.
    """
    db = Database(memory=True)
    db.register_function(lambda cell: json.dumps(split_cell(cell)), name="split", deterministic=True)
    db.register_function(lambda day: span_of(day)[0], name="first", deterministic=True)
    db.register_function(lambda day: span_of(day)[1], name="last", deterministic=True)
    for file in DATA.iterdir():
        name = file.name.removesuffix(".csv")
        if file.name.endswith(".csv") and name != "courts":
            header = file.read_text(encoding="utf-8").partition("\n")[0]
            db[name].create(dict.fromkeys(header.split(","), str))
            db[name].insert_all(read(name))
    db["courts"].insert_all(
        {"court_id": court.court_id, "system": court.system, "hears_appeals": court.hears_appeals}
        for court in load_courts().values()
    )
    db["one_case"].insert_all({"type": str(link_type)} for link_type in ONE_CASE)
    db.execute("create table acts as select *, docket || '@' || date as act from decisions")
    db.execute(
        "create table acts_on as select act, value as target from acts, json_each(split(acts.acts_on))"
    )
    return db


def ask(sql: str) -> list[tuple]:
    """Return what the tables answer to a question in SQL."""
    return [tuple(row) for row in tables().execute(sql)]
