"""The court of a cited decision: from the words in brackets after it, or from a reporter of only one court.

Citations' abbreviations of courts and reporters are in data/court_citations.csv (Bluebook T1, the courts' own
style guides), besides the short names in data/courts.csv. A court that is not known for sure is ``None``:
"D.C." is the D.C. Court of Appeals, and no other court of the District.
"""

import re
from functools import cache

from docket.courts import load_courts
from docket.courts.in_text import find_circuits, find_districts
from docket.csv_rows import load_table

# What state courts add for a division: "Tex. App.—Tyler", "Houston [14th Dist.]", "2d Dist.", "at Jackson".
_DIVISION = re.compile(
    r"\s?(?:,?\sat\s[A-Z][\w. ]{0,30}|\sUnit\s[AB]|,?\s[ESW]\.\s?D\.|\s(?:en\s)?banc"
    r"|[—–-]{1,2}\s?[A-Z].*|\[.*\]|,?\s(?:\d{1,2}(?:st|nd|rd|th|d)|[A-Z][a-z]+)\s(?:Dist|Div|Dep['’]?t|Cir)\.?.*"
    r"|,?\sDiv\.?\s\w+|,?\s\d{1,2}(?:st|nd|rd|th|d))$"
)
# "(Ct. App. 1998)", "(8th Dist.)": a court of the reporter's state.
_LONE = re.compile(r"(?:Ct\.\s?)?App\.?(?:\sCt\.?)?|\d{1,2}(?:st|nd|rd|th|d)\sDist\.?")
# After the state: "Ohio St. 3d"
_SERIES = re.compile(r"(?:\s(?:App|St|Super|LEXIS)\b\.?|\s?\d[a-z]{1,2}\b).*")
_TRIAL_OF_NEW_YORK = re.compile(r"(?:N\.?Y\.?\s)?Sup\.?\sCt\.?,?(?:\s[A-Z][\w.]{1,20}){1,3}")
_BY_LETTERS = re.compile(r"CA(?P<circuit>\d{1,2}|DC|Fed)")  # the Supreme Court's style: "(CA10 2011)"
_AS_CITED = {"Fl": "Fla.", "Penn": "Pa.", "Wisc": "Wis.", "Calif": "Cal."}


def find_cited_court(words: str | None, reporter: str | None) -> str | None:
    """Return the court named in brackets ("3d Cir.", "Tex. App.—Tyler"), else the reporter's, or None."""
    bracket = " ".join((words or "").split()).strip(" ,")
    if not bracket:
        base = (reporter or "").removesuffix(" LEXIS")
        named = _table()["brackets"].get(_fold(base)) if base != reporter else None
        return _table()["reporter"].get(base) or named
    for printed, known in _AS_CITED.items():
        bracket = re.sub(rf"\b{printed}\b\.?", known, bracket)
    if federal := _BY_LETTERS.fullmatch(bracket):
        number = federal["circuit"]
        return {"DC": "cadc", "Fed": "cafc"}.get(number, f"ca{number}")
    if _TRIAL_OF_NEW_YORK.fullmatch(bracket) and (reporter or "").startswith(
        ("Misc.", "N.Y.S.", "NY Slip Op", "WL")
    ):
        return "nysupct"
    if _LONE.fullmatch(bracket) and reporter:
        state = _SERIES.sub("", reporter)
        return _table()["brackets"].get(_fold(f"{state} Ct. App."))
    while bracket:
        if court_id := _table()["brackets"].get(_fold(bracket)):
            return court_id
        cut = _DIVISION.sub("", bracket)
        if cut == bracket:
            break
        bracket = cut.strip(" ,")
    bankruptcy = re.match(r"Bankr\.?\s", bracket)
    places = find_circuits(bracket) or find_districts(bracket[bankruptcy.end() if bankruptcy else 0 :])
    if len(places) != 1 or bankruptcy or not bracket.startswith(places[0].label[:3]):
        return None
    return places[0].court_id if len(bracket) - len(places[0].label) <= 1 else None


def _fold(words: str) -> str:
    return re.sub(r"[^a-z0-9]", "", words.casefold())


@cache
def _table() -> dict[str, dict[str, str]]:
    """Return court ids by kind: by folded words for brackets, by name as printed for reporters."""
    by_kind: dict[str, dict[str, str]] = {"brackets": {}, "reporter": {}}
    for court in load_courts().values():
        if "County" not in court.short_name:
            by_kind["brackets"][_fold(court.short_name)] = court.court_id
    for row in load_table("court_citations.csv"):
        key = row["as_cited"] if row["kind"] == "reporter" else _fold(row["as_cited"])
        by_kind[row["kind"]][key] = row["court_id"]
    return by_kind
