"""Courts named in running text: federal circuits and districts, and the state court of a removed action."""

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
    """A court named in a text: its place, its words, and its id."""

    start: int
    end: int
    court_id: str
    label: str


def find_circuits(text: str, start: int = 0, end: int | None = None) -> list[CourtInText]:
    """Return the federal courts of appeals named between two offsets, in order."""
    courts = []
    for match in _CIRCUIT.finditer(text, start, len(text) if end is None else end):
        court_id = _circuit_id(match)
        if court_id:
            courts.append(CourtInText(match.start(), match.end(), court_id, match[0]))
    return courts


def _circuit_id(match: re.Match) -> str | None:
    if match["word"]:
        word = match["word"].lower().replace(".", "").replace(" ", "")
        number = (
            str(_ORDINALS.index(word) + 1)
            if word in _ORDINALS
            else {"dc": "dc", "fed": "c", "federal": "c"}[word]
        )
        return {"dc": "cadc", "c": "cafc"}.get(number, f"ca{number}")
    court_id = f"ca{int(match['digits'] or match['after'] or match['glued'])}"
    return court_id if court_id in load_courts() else None


def circuit_above(court: Court | None) -> str | None:
    """Return the court of appeals above a district court (28 U.S.C. §§ 41, 1294), None for other courts.

    Patent cases go to the Federal Circuit (§ 1295): the caller has to know which they are.
    """
    if court is None or court.system != "district" or court.circuit is None:
        return None
    return "cadc" if court.circuit == "dc" else f"ca{court.circuit}"


def only_district_of(court_id: str) -> str | None:
    """Return the district court of a circuit that has only one (cadc), else ``None``."""
    court = load_courts().get(court_id)
    below = [
        other.court_id
        for other in load_courts().values()
        if court and other.system == "district" and other.circuit == court.circuit
    ]
    return below[0] if len(below) == 1 else None


@cache
def _district_table() -> tuple[re.Pattern, dict[tuple[str, str], str], dict[str, str]]:
    """The pattern of district names, ids by (division, state), and ids by short name in letters only."""
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
    states = "|".join(
        sorted({re.escape(state).replace(r"\ ", r"\s") for _, state in names}, key=len, reverse=True)
    )
    short = "|".join(
        sorted(
            # "NDCal" as N, D, Cal: each capital begins a part
            {r"\.?\s?".join(re.findall("[A-Z][a-z]*", name)) + r"\b\.?" for name in shorts},
            key=len,
            reverse=True,
        )
    )
    pattern = re.compile(
        rf"""\b(?:
            (?i:(?P<division>{_DIVISIONS})(?:\sdistrict(?:\scourt)?)?(?:\sof|\sfor|,)?\s(?:the\s)?(?P<state>{states})
              | (?P<state2>{states}),?\s(?P<division2>{_DIVISIONS})(?:\sdistrict)?
              | district\s(?:court\s)?(?:of|for(?:\sthe\sdistrict\sof)?
                |[,-])\s(?:the\s)?(?P<state3>{states})(?!,?\s(?:{_DIVISIONS})\b))\b
          | (?P<short>{short})(?!\w)
        )""",
        re.VERBOSE,
    )
    return pattern, names, shorts


def _squeeze(name: str) -> str:
    return name.replace(".", "").replace(" ", "")


def find_districts(text: str, start: int = 0, end: int | None = None) -> list[CourtInText]:
    """Return the district courts named between two offsets, in order; bankruptcy courts are left out."""
    pattern, names, shorts = _district_table()
    courts = []
    for match in pattern.finditer(text, start, len(text) if end is None else end):
        if _BANKRUPTCY.search(text, max(0, match.start() - 60), match.start()):
            continue
        if match["short"]:
            court_id = shorts.get(_squeeze(match["short"]))
        else:
            state = " ".join((match["state"] or match["state2"] or match["state3"]).casefold().split())
            court_id = names.get(((match["division"] or match["division2"] or "").casefold(), state))
        if court_id:
            courts.append(CourtInText(match.start(), match.end(), court_id, match[0]))
    return courts


_KIND = re.compile(r"\b(superior|supreme|circuit|district)\b", re.IGNORECASE)
_OTHER_KIND = re.compile(
    r"\bappea|\bappell|\bpleas\b|\bchancery\b|\bprobate\b|\bcourt\sat\slaw\b|\bu\.?\s?s\.|\bunited\sstates\b"
    r"|\bfederal\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
_WORD_NUMBERED = re.compile(rf"\b({'|'.join(_ORDINALS)})\sjudicial\b", re.IGNORECASE)
_COUNTY_AFTER = re.compile(r"county of ([a-z -]{1,60})$")
_COUNTY_BEFORE = re.compile(r"(?:^|court | of )((?:(?!court|of)[a-z-]+ ){1,3}?)county\b")


def find_state_court(label: str, state: str | None) -> str | None:
    """Return the trial court of a state named in a label: "Superior Court of California, County of Alameda".

    `state` is the postal code of the state in which the federal court sits, since an action is removed from
    the courts of that state (28 U.S.C. § 1441(a)). ``None`` for a court not in the table.
    """
    kind = _KIND.search(label)
    if state is None or kind is None or _OTHER_KIND.search(label) or len(label) > 200:
        return None
    words, number = _fold(label), _ordinal(label)
    of_kind = [row for row in _state_table() if row[1] == state and row[2] == kind[1].lower()]
    in_county = [row for row in of_kind if row[3] and _names_county(words, row[3], row[2])]
    exact = [row for row in in_county if row[4] == number]
    if len(exact) == 1:
        return exact[0][0]
    # A Texas county has many numbered district courts: the number identifies the court.
    if len(in_county) == 1 and (number is None or (in_county[0][4] is None and state != "TX")):
        return in_county[0][0]
    whole = [row for row in of_kind if row[3] is None]
    return whole[0][0] if len(whole) == 1 and not in_county else None


def _fold(label: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9' -]+", " ", label.casefold()).split())


def _ordinal(text: str) -> int | None:
    if match := _NUMBERED.search(text):
        return int(match[1])
    match = _WORD_NUMBERED.search(text)
    return _ORDINALS.index(match[1].lower()) + 1 if match else None


def _names_county(words: str, county: str, kind: str) -> bool:
    padded = f" {words} "
    return any(
        f" {form} " in padded
        for form in (f"{county} county", f"county of {county}", f"{county} {kind} court")
    ) or words.endswith(f" {county}")


@cache
def _state_table() -> list[tuple[str, str | None, str, str | None, int | None]]:
    """Trial courts as (court id, state, kind, county, number); the county of a statewide court is None."""
    rows = []
    for court in load_courts().values():
        kind = _KIND.search(court.name)
        if (
            court.system != "state"
            or kind is None
            or not re.search(r"(?:superct|supct|distct|circt)(?!app)", court.court_id)
        ):
            continue
        folded = _fold(re.sub(r"\([^)]{0,200}\)", "", court.name))
        county = _COUNTY_AFTER.search(folded) or _COUNTY_BEFORE.search(folded)
        name = county[1].strip() if county else None
        rows.append((court.court_id, court.state, kind[1].lower(), name, _ordinal(court.name)))
    return rows
