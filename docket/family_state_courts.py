"""The state court from which an action was removed, or to which it goes back, by the words of an entry.

Only trial courts of the court table are known; any other stays a label without id.
"""

import re
from functools import cache

from docket.courts import load_courts

_KIND = re.compile(r"\b(superior|supreme|circuit|district)\b", re.IGNORECASE)
_OTHER_KIND = re.compile(
    r"\bappea|\bappell|\bpleas\b|\bchancery\b|\bprobate\b|\bcourt\sat\slaw\b|\bu\.?\s?s\.|\bunited\sstates\b"
    r"|\bfederal\b", re.IGNORECASE)
_NUMBERED = re.compile(r"\b(\d{1,3})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh".split()
_WORD_NUMBERED = re.compile(rf"\b({'|'.join(_ORDINALS)})\sjudicial\b", re.IGNORECASE)
_COUNTY_AFTER = re.compile(r"county of ([a-z -]+)$")
_COUNTY_BEFORE = re.compile(r"(?:^|court | of )((?:(?!court|of)[a-z-]+ ){1,3}?)county\b")


def find_state_court(label: str, state: str | None) -> str | None:
    """Return the trial court of a state that a label names: "Superior Court of California, County of Alameda".

    `state` is the postal code of the state in which the federal court sits, since an action is
    removed from the state's own courts (28 U.S.C. § 1441(a)). ``None`` for a court not in the table.
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
    # A county of Texas has many numbered district courts: there the number is the court.
    if len(in_county) == 1 and (number is None or in_county[0][4] is None and state != "TX"):
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
    return any(f" {form} " in padded for form in (f"{county} county", f"county of {county}", f"{county} {kind} court")) or words.endswith(f" {county}")


@cache
def _state_table() -> list[tuple[str, str, str, str | None, int | None]]:
    """Trial courts as (court id, state, kind, county, number); a court of the whole state has no county."""
    rows = []
    for court in load_courts().values():
        kind = _KIND.search(court.name)
        if court.system != "state" or kind is None or not re.search(r"(?:superct|supct|distct|circt)(?!app)", court.court_id):
            continue
        folded = _fold(re.sub(r"\([^)]*\)", "", court.name))
        county = _COUNTY_AFTER.search(folded) or _COUNTY_BEFORE.search(folded)
        name = county[1].strip() if county else None
        rows.append((court.court_id, court.state, kind[1].lower(), name, _ordinal(court.name)))
    return rows
