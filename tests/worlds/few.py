"""Some families of the catalog, with all that belongs to them: what the catalog is in tests, unless they say otherwise.

A home of the whole catalog is ten seconds' work of the processor, and as many for each rebuild. Tests of the record
itself have it whole by the fixture `whole_catalog` or the homes of tests/worlds/command.py that say so in their names.
`python -m tests.worlds.few FOLDER ARGUMENT…` is `python -m tracker ARGUMENT…` with the catalog of that folder.
"""

import csv
import runpy
import sys
from collections.abc import Callable, Iterator, Set
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from docket.csv_rows import load_table, split_cell
from scrapers.sources import catalog
from tests.worlds.shared import build_once

DATA = Path(__file__).resolve().parents[2] / "docket" / "data"
# Several courts of each kind, appeals and remands, certiorari, state courts, sealed names, open and closed dockets.
CASES = frozenset(
    (
        "af-v-character-technologies",
        "anderson-v-tiktok",
        "baggaley-v-roblox",
        "british-columbia-v-altman",
        "daniel-v-armslist",
        "doe-1-v-xai",
        "doe-v-backpage-2014",
        "doe-v-mindgeek",
        "domen-v-vimeo",
        "enigma-v-malwarebytes",
        "es-v-character-technologies",
        "force-v-facebook",
        "forrest-v-meta",
        "gavalas-v-google",
        "gonzalez-v-google",
        "herrick-v-grindr",
        "in-re-facebook-texas",
        "js-v-village-voice",
        "joshi-v-openai",
        "lampert-v-altman",
        "lausd-v-meta",
        "lemmon-v-snap",
        "lyons-v-openai",
        "montoya-v-character-technologies",
        "mwansa-v-altman",
        "netchoice-v-brown-md",
        "netchoice-v-moody",
        "senate-psi-v-ferrer",
        "st-clair-v-xai",
        "stacey-v-altman",
        "stratton-oakmont-v-prodigy",
        "todino-v-twitter",
        "us-v-lacey",
        "vermont-v-meta",
        "zeran-v-aol",
    )
)
# Where nothing of the catalog is asked for but that there is one: a rebuild takes a third of the time.
FEWEST = frozenset(
    (
        "daniel-v-armslist",
        "domen-v-vimeo",
        "gavalas-v-google",
        "herrick-v-grindr",
        "js-v-village-voice",
        "lemmon-v-snap",
        "stratton-oakmont-v-prodigy",
        "zeran-v-aol",
    )
)
Row = dict[str, str]


def few_files() -> Path:
    """Return the folder of the catalog's files with these families alone."""
    return build_once("few", partial(write_files, cases=CASES))


def fewest_files() -> Path:
    """Return the folder of the catalog's files with eight families alone."""
    return build_once("fewest", partial(write_files, cases=FEWEST))


@contextmanager
def having(folder: Path) -> Iterator[None]:
    """Have the catalog of a folder for as long as the context lasts, also in the commands that are started."""
    before = catalog.FOLDER
    catalog.FOLDER = folder
    try:
        yield
    finally:
        catalog.FOLDER = before


def whole_catalog() -> AbstractContextManager[None]:
    """Have the whole catalog for as long as the context lasts."""
    return having(DATA)


def write_files(folder: Path, cases: Set[str]) -> None:
    """Write the catalog's files with these families alone to a new folder."""
    folder.mkdir()
    dockets = {row["docket"] for row in load_table("cases.csv") if row["case_id"] in cases}
    assert {row["case_id"] for row in load_table("cases.csv")} >= cases, (
        "a family of tests/worlds/few.py has another name"
    )
    parents = {row["entity_id"]: row["parent_entity_id"] for row in load_table("entities.csv")}
    entities: set[str] = set()
    for row in load_table("dockets.csv"):
        if row["slug"] in dockets:
            for each in split_cell(row["entities"]):
                while each and each not in entities:
                    entities.add(each)
                    each = parents[each]  # up to the owner of the owner
    bills = {row["bill_id"] for row in load_table("bill_links.csv") if row["case_id"] in cases}
    bills |= {row["bill_id"] for row in load_table("bills.csv") if row["law"]}
    kept: dict[str, Callable[[Row], bool]] = {
        "dockets.csv": lambda row: row["slug"] in dockets,
        "events.csv": lambda row: row["slug"] in dockets,
        "cases.csv": lambda row: row["docket"] in dockets,
        "families.csv": lambda row: (
            row["docket"] in dockets and (not row["related_docket"] or row["related_docket"] in dockets)
        ),
        "entities.csv": lambda row: row["entity_id"] in entities,
        "entity_names.csv": lambda row: row["entity_id"] in entities,
        "bills.csv": lambda row: row["bill_id"] in bills,
        "bill_sources.csv": lambda row: row["bill_id"] in bills,
        "bill_links.csv": lambda row: (
            row["bill_id"] in bills
            and (not row["case_id"] or row["case_id"] in cases)
            and (not row["other_bill_id"] or row["other_bill_id"] in bills)
        ),
        "congress_events.csv": lambda row: (
            {*split_cell(row["bills"])} <= bills
            and {*split_cell(row["dockets"])} <= dockets | cases
            and {name.partition(":")[0] for name in split_cell(row["entities"])} <= entities
        ),
        "renamed_rulings.csv": lambda row: False,  # names of rulings that are not among these
    }
    for name in ("decisions.csv", "hearings.csv", "locators.csv", "looks.csv", "questions.csv"):
        kept[name] = lambda row: row["docket"] in dockets
    reviewed = [row["file"] for row in load_table("reviewed.csv")]
    for name in ("reviewed.csv", *reviewed):
        header = (DATA / name).read_text(encoding="utf-8").split("\n", 1)[0].split(",")
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in load_table(name) if kept.get(name, lambda row: True)(row))


if __name__ == "__main__":
    catalog.FOLDER = Path(sys.argv.pop(1))
    runpy.run_module("tracker", run_name="__main__", alter_sys=True)
