"""Bills of Congress: how they are named, where they stand, and whether they touch § 230.

A bill is known by Congress, type and number only (``115-hr-1865``); its title changes as it moves.
"""

import re
from importlib.resources import files

from docket.csv_rows import read_rows
from docket.issues import ParseError
from docket.statutes import find_references

# By type: how Congress prints the number, and how its site spells the type in an address.
_TYPES = {
    "hr": ("H.R.", "house-bill"),
    "s": ("S.", "senate-bill"),
    "hjres": ("H.J.Res.", "house-joint-resolution"),
    "sjres": ("S.J.Res.", "senate-joint-resolution"),
    "hconres": ("H.Con.Res.", "house-concurrent-resolution"),
    "sconres": ("S.Con.Res.", "senate-concurrent-resolution"),
    "hres": ("H.Res.", "house-resolution"),
    "sres": ("S.Res.", "senate-resolution"),
}
_BILL_ID = re.compile(rf"(\d{{1,3}})-({'|'.join(_TYPES)})-(\d{{1,5}})", re.ASCII)
# Words of Congress's own record of actions, the furthest stage first.
_STAGES = (
    ("enacted", re.compile(r"\bBecame (?:Public|Private) Law\b", re.IGNORECASE)),
    ("vetoed", re.compile(r"\bVetoed by President\b", re.IGNORECASE)),
    ("passed both chambers", re.compile(r"\bPresented to President\b", re.IGNORECASE)),
    ("passed Senate", re.compile(r"\bPassed(?:/agreed to in)? Senate\b", re.IGNORECASE)),
    ("passed House", re.compile(r"\bPassed(?:/agreed to in)? House\b", re.IGNORECASE)),
    ("reported by committee", re.compile(r"\b(?:Ordered to be )?Reported\b", re.IGNORECASE)),
    ("referred to committee", re.compile(r"\breferred to\b", re.IGNORECASE)),
)


def make_bill_id(congress: str, bill_type: str, number: str) -> str:
    """Return ``115-hr-1865``; raise ParseError (code ``bill-number``) for what names no bill."""
    made = f"{congress.strip()}-{re.sub('[^a-z]', '', bill_type.lower())}-{number.strip()}"
    if not is_bill_id(made):
        raise ParseError(f"not a bill: Congress {congress[:20]!r}, type {bill_type[:20]!r}, number {number[:20]!r}", code="bill-number")
    return made


def is_bill_id(text: str) -> bool:
    """Whether the text names a bill as `make_bill_id` does."""
    return _BILL_ID.fullmatch(text) is not None


def split_bill_id(bill_id: str) -> tuple[int, str, int]:
    """Return (Congress, type, number) of ``115-hr-1865``; raise ParseError for what is no bill's."""
    match = _BILL_ID.fullmatch(bill_id)
    if match is None:
        raise ParseError(f"not a bill: {bill_id[:40]!r}; a bill is named like 115-hr-1865", code="bill-number")
    return int(match[1]), match[2], int(match[3])


def print_number(bill_id: str) -> str:
    """Return the number as Congress prints it: ``H.R. 1865``."""
    _, bill_type, number = split_bill_id(bill_id)
    return f"{_TYPES[bill_type][0]} {number}"


def bill_page(bill_id: str) -> str:
    """Return the address of the bill's page for readers on congress.gov."""
    congress, bill_type, number = split_bill_id(bill_id)
    ending = "th" if congress % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(congress % 10, "th")
    return f"https://www.congress.gov/bill/{congress}{ending}-congress/{_TYPES[bill_type][1]}/{number}"


def load_bill_ids() -> tuple[str, ...]:
    """Return the ids of the bills of the catalogue, in its order; inquiries have no number and are left out."""
    rows = read_rows(files("docket").joinpath("data", "bills.csv").read_bytes(), "bills.csv", ("bill_id", "kind"))
    return tuple(row["bill_id"] for _, row in rows if is_bill_id(row["bill_id"]))


def find_stage(actions: list[str], is_law: bool = False) -> str:
    """Return how far a bill has come, by the words of its actions in any order."""
    if is_law:
        return "enacted"
    passed = {stage for stage, words in _STAGES if any(words.search(action) for action in actions)}
    if {"passed Senate", "passed House"} <= passed and not passed & {"enacted", "vetoed"}:
        return "passed both chambers"
    return next((stage for stage, _ in _STAGES if stage in passed), "introduced")


def touches_230(*texts: str | None) -> bool:
    """Whether a title or summary names 47 U.S.C. § 230, or the act that made it."""
    return any(not found.is_double for text in texts if text for found in find_references(text))
