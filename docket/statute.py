"""47 U.S.C. § 230 as data: its parts, and the acts that made and amended it.

The tables are `data/statute.csv` and `statute_acts.csv`. Texts are searched for parts that are `is_read`:
each is a code of `vocabulary.Provision`, and one that is an exception is also in `ExceptionAtIssue`. An act
with an `era` divides cases by the law in force ("before_fosta", "after_fosta").
"""

import re
from datetime import date
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from docket.csv_rows import read_rows


class Part(NamedTuple):
    """One subsection or paragraph: its code, which is its anchor ("c2a"), heading, text, and what changed it.

    `exception` is the code of the exception that it makes, with the exception's name and meaning; "" if none.
    """

    code: str
    is_read: bool
    heading: str
    text: str
    note: str
    exception: str
    exception_name: str
    exception_meaning: str

    @property
    def label(self) -> str:
        """The part as it is cited: "(c)(2)(A)"."""
        return "".join(f"({sign.upper() if place == 2 else sign})" for place, sign in enumerate(self.code))


class Act(NamedTuple):
    """An act of Congress that made or amended § 230: the day of signing, its name, its era, what it did."""

    day: str
    name: str
    era: str
    says: str


@cache
def load_parts() -> tuple[Part, ...]:
    """Return the parts of § 230 in the order of the statute. Raises ParseError for a row without a code."""
    return tuple(Part(row.pop("code"), bool(row.pop("is_read")), **row) for row in _read("statute", "code"))


@cache
def load_acts() -> tuple[Act, ...]:
    """Return the acts in order of date. Raises ParseError for a row without a day."""
    return tuple(Act(**row) for row in _read("statute_acts", "day"))


_PART = re.compile(r"230 ?\(([a-z])\)(?: ?\((\d)\))?(?: ?\(([ab])\))?", re.IGNORECASE)


def find_part(words: str) -> Part | None:
    """Return the part that a reader's words name: "230(c)(1)", "47 U.S.C. § 230(c)(2)(A)"; else None."""
    match = _PART.search(words)
    code = "".join(filter(None, match.groups())).lower() if match else ""
    return next((part for part in load_parts() if part.code == code), None)


def _read(name: str, key: str) -> list[dict[str, str]]:
    body = files("docket").joinpath(f"data/{name}.csv").read_bytes()
    return [
        {column: cell or "" for column, cell in row.items()}
        for _, row in read_rows(body, f"{name}.csv", (key,))
    ]


NUMBER = "230"  # of the section, in title 47
SECTION = f"§ {NUMBER}"  # the statute, short
NAME = f"Section {NUMBER}"  # the statute, long
CITATION = f"47 U.S.C. {SECTION}"
TEXT_URL = f"https://www.law.cornell.edu/uscode/text/47/{NUMBER}"
SITE = f"{SECTION} Docket"  # this site
SLUG = f"section-{NUMBER}"  # begins what programs call the site and the tracker
SITE_ID = f"{SLUG}-docket"
FILE_STEM = f"section{NUMBER}"  # begins the name of each file that is downloaded
ENACTED = load_acts()[0].day
# The act that divides cases by the law in force, and each era in words.
DIVIDING = next(act for act in load_acts() if act.era)
_DAY = date.fromisoformat(DIVIDING.day)
_SIGNED = f"{_DAY:%b}. {_DAY.day}, {_DAY.year}"
ERAS = {
    f"before_{DIVIDING.era}": f"as it stood before {DIVIDING.name} ({_SIGNED})",
    f"after_{DIVIDING.era}": f"as amended by {DIVIDING.name} in {_DAY.year}",
    f"spans_{DIVIDING.era}": f"before and after {DIVIDING.name} ({_SIGNED})",
}
