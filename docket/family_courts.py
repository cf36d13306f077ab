"""Federal courts inside running text: circuits and districts.

`courts.find_court_id` reads a heading, which is nothing but a name; here the name stands in a
sentence. Names come from the same table.
"""

import re
from dataclasses import dataclass
from functools import cache

from docket.courts import Court, load_courts

_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh".split()
_DIVISIONS = "northern|southern|eastern|western|middle|central"
_CIRCUIT = re.compile(
    rf"""\b(?:
        (?:(?P<word>{"|".join(_ORDINALS)}|federal|fed\.|d\.?\s?c\.?)|(?P<digits>\d{{1,2}})(?:st|nd|rd|th|d))
          \s(?:circuit\b(?!\scourt\s(?:of|in|for)\s(?!appeal|the\su))|cir\.|cir\b(?=\s\d)|cca\b)
      | (?:usca|cca)(?:\s(?:for\s)?(?:the\s)?|-)?(?P<after>\d{{1,2}})(?:st|nd|rd|th|d)?\b(?!-?\d)
      | (?P<glued>\d{{1,2}})(?:th\s)?cca\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_BANKRUPTCY = re.compile(r"bankr\w*\b[^.;]{0,40}$", re.IGNORECASE)


@dataclass(frozen=True)
class CourtInText:
    """A court named in a text: its place, its words and its id."""

    start: int
    end: int
    court_id: str
    label: str


def find_circuits(text: str, start: int = 0, end: int | None = None) -> list[CourtInText]:
    """Return the federal courts of appeals named between two places, in order."""
    found = []
    for match in _CIRCUIT.finditer(text, start, len(text) if end is None else end):
        court_id = _circuit_id(match)
        if court_id:
            found.append(CourtInText(match.start(), match.end(), court_id, match[0]))
    return found


def _circuit_id(match: re.Match) -> str | None:
    if match["word"]:
        word = match["word"].lower().replace(".", "").replace(" ", "")
        number = str(_ORDINALS.index(word) + 1) if word in _ORDINALS else {"dc": "dc", "fed": "c", "federal": "c"}[word]
        return {"dc": "cadc", "c": "cafc"}.get(number, f"ca{number}")
    court_id = f"ca{int(match['digits'] or match['after'] or match['glued'])}"
    return court_id if court_id in load_courts() else None


def circuit_above(court: Court | None) -> str | None:
    """Return the court of appeals to which a district court's cases go (28 U.S.C. §§ 41, 1294).

    Patent cases go to the Federal Circuit (§ 1295): the caller says which they are.
    """
    if court is None or court.system != "district" or court.circuit is None:
        return None
    return "cadc" if court.circuit == "dc" else f"ca{court.circuit}"


def only_district_of(court_id: str) -> str | None:
    """Return the district court of a circuit that has only one (cadc), else ``None``."""
    court = load_courts().get(court_id)
    below = [other.court_id for other in load_courts().values() if court and other.system == "district" and other.circuit == court.circuit]
    return below[0] if len(below) == 1 else None


@cache
def _district_table() -> tuple[re.Pattern, dict[tuple[str, str], str], dict[str, str]]:
    """The pattern of district names, ids by (division, state), and ids by short name without stops and spaces."""
    names, shorts = {}, {}
    for court in load_courts().values():
        if court.system != "district":
            continue
        division, _, state = court.name.partition(" for the ")[2].rpartition("District of ")
        state = state.removeprefix("the ").casefold()
        names[division.strip().casefold(), state] = court.court_id
        shorts[_squeeze(court.short_name)] = court.court_id
        if court.short_name[0] in "NSEWMC" and court.state:
            shorts[f"{court.short_name[0]}D{court.state}"] = court.court_id
    states = "|".join(sorted({re.escape(state).replace(r"\ ", r"\s") for _, state in names}, key=len, reverse=True))
    short = "|".join(sorted({r"\.?\s?".join(map(re.escape, _short_parts(name))) + r"\b\.?" for name in shorts}, key=len, reverse=True))
    pattern = re.compile(
        rf"""\b(?:
            (?i:(?P<division>{_DIVISIONS})(?:\sdistrict(?:\scourt)?)?(?:\sof|\sfor|,)?\s(?:the\s)?(?P<state>{states})
              | (?P<state2>{states}),?\s(?P<division2>{_DIVISIONS})(?:\sdistrict)?
              | district\s(?:court\s)?(?:of|for(?:\sthe\sdistrict\sof)?|[,-])\s(?:the\s)?(?P<state3>{states})(?!,?\s(?:{_DIVISIONS})\b))\b
          | (?P<short>{short})(?!\w)
        )""",
        re.VERBOSE,
    )
    return pattern, names, shorts


def _squeeze(name: str) -> str:
    return name.replace(".", "").replace(" ", "")


def _short_parts(squeezed: str) -> list[str]:
    """ "NDCal" as N, D, Cal: capitals begin a part."""
    return re.findall(r"[A-Z][a-z]*", squeezed)


def find_districts(text: str, start: int = 0, end: int | None = None) -> list[CourtInText]:
    """Return the district courts named between two places, in order; bankruptcy courts are left out."""
    pattern, names, shorts = _district_table()
    found = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        if _BANKRUPTCY.search(text, max(0, match.start() - 60), match.start()):
            continue
        if match["short"]:
            court_id = shorts.get(_squeeze(match["short"]))
        else:
            state = " ".join((match["state"] or match["state2"] or match["state3"]).casefold().split())
            court_id = names.get(((match["division"] or match["division2"] or "").casefold(), state))
        if court_id:
            found.append(CourtInText(match.start(), match.end(), court_id, match[0]))
    return found
