"""The courts we know, in a table of our own read from data/courts.csv. `in_text` finds courts named in
running text, `cited` those of citations.

Why our own: the library of court names that we tried did not know "N.D. Cal." and took 12 ms per look-up (a
static map of PACER's codes takes no time). Every court has an IANA time zone, because a docket never says
which clock it uses.

Ids are those in common use (``cand``, ``ca9``). A state trial court without one is given one: the state's
postal code, the kind of court (``superct``, ``distct``, ``circt``), a hyphen, the county in letters only, and
the number if the county numbers its courts (``wasuperct-pierce``, ``txdistct-harris334``). No id followed by
a hyphen begins another id, so an id made of court and docket number never belongs to another court.

The functions at the end recognize a court in the words of a page: by exact names only, so that an unknown
court is ``None`` and never the nearest match.
"""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from docket.csv_rows import load_table
from docket.issues import ParseError

_REVIEWS = re.compile(r"\bappeals?\b|\bappellate\b|\bsupreme\s(?:judicial\s)?court\b", re.IGNORECASE)


@dataclass(frozen=True)
class Court:
    """One court. `system` is one of district, bankruptcy, appellate, scotus, jpml, special, state.

    `timezone` is the zone of the court's seat; `timezone_note` names offices in another zone. `rss_note` is
    what is known of the feed ("none recorded 2018-04", "unverified"). `aliases` are other names of the court.
    """

    court_id: str
    name: str
    short_name: str
    system: str
    circuit: str | None
    state: str | None
    timezone: str
    pacer_court_id: str | None
    rss_url: str | None
    rss_note: str | None
    source_url: str | None
    timezone_note: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def hears_appeals(self) -> bool:
        """Whether cases come here from other courts. New York's Supreme Court is a trial court."""
        return self.system in ("appellate", "scotus") or (
            self.system == "state" and bool(_REVIEWS.search(self.name)) and self.court_id != "nysupct"
        )


@cache
def load_courts() -> dict[str, Court]:
    """Return every court by court id."""
    return {court.court_id: court for court in map(_read, load_table("courts.csv"))}


def _read(row: dict[str, str]) -> Court:
    cells: dict[str, Any] = {name: value or None for name, value in row.items()}  # by Court's field names
    return Court(**cells | {"aliases": tuple(row["aliases"].split(";")) if row["aliases"] else ()})


def get_court(court_id: str) -> Court:
    """Return the court; raise ParseError naming the id and where the ids are listed if there is none."""
    court = load_courts().get(court_id)
    if court is None:
        raise ParseError(
            f"unknown court {court_id!r}; the ids are the first column of docket/data/courts.csv",
            code="unknown-court",
        )
    return court


_HOST = re.compile(r"\b(?:ecf|ecf-\w+|www)\.(\w+)\.uscourts\.gov\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]{0,200}\]|\([^)]{0,200}\)")
# What the court's software adds to its name: "CM/ECF LIVE, Ver 6.2.1 - …", "CAND-ECF", "… - Recent Entries".
_SOFTWARE = re.compile(
    r"CM/ECF(?: for)?|\b(?:ECF|NextGen|live system|live|ver(?:sion)?|database|DB|recent entries)\b|\b\d+(?:\.\d+)+\b",
    re.IGNORECASE,
)
_COURT_OF = re.compile(r"(?:u s )?(?P<kind>district|bankruptcy) court(?: (?:for|of) the| for| of)?\b ?")
_LONGEST = 200  # the longest name in the table has 70 characters
_ORDINALS = {"2d": "2nd", "3d": "3rd"}


def find_court_id(text: str) -> str | None:
    """Return the id of the court meant by a heading, page or feed title, or host name; ``None`` if unsure.

    The whole text is tried first, then its lines, which must not name two courts. Names are compared exactly,
    ignoring case, punctuation, and what the court's software adds. Only the first 2000 characters are read.
    """
    text = text[:2000]
    if text in load_courts():
        return text
    if host := _HOST.search(text):
        return _pacer_ids().get(host[1].lower())
    is_bankruptcy = "bankruptcy" in text.casefold()
    if court_id := _recognize(text, is_bankruptcy):
        return court_id
    court_ids = {_recognize(line, is_bankruptcy) for line in text.splitlines()} - {None}
    return court_ids.pop() if len(court_ids) == 1 else None


def _recognize(text: str, is_bankruptcy: bool) -> str | None:
    if len(text) > _LONGEST:
        return None
    if court_id := _names().get(_fold(text)):
        return court_id
    plain = _SOFTWARE.sub(" ", _BRACKETS.sub(" ", text))
    is_software = _SOFTWARE.search(text) is not None
    while plain.strip():
        words = _fold(plain)
        if is_software and (court_id := _pacer_ids().get(words)):
            return court_id
        if court_id := _names().get(words) or _find_place(words, is_bankruptcy, is_software):
            return court_id
        plain = plain.rpartition(",")[0]  # "U.S. District Court for Hawaii, Honolulu"
    return None


def _find_place(words: str, is_bankruptcy: bool, is_software: bool) -> str | None:
    """The id of a district by place: "california northern district"; "hawaii" only after the kind of court.

    ACMS puts a city before the place ("San Francisco Northern California", ca9 22-21).
    """
    prefix = _COURT_OF.match(words)
    place = words[prefix.end() :] if prefix else words
    system = "bankruptcy" if is_bankruptcy else "district"
    if prefix and (court_id := _pacer_ids().get(place)):
        return court_id  # "CM/ECF LIVE - U.S. District Court:ded"
    if court_id := _places().get((system, place)):
        return court_id
    if prefix or is_software:
        return _places().get((system, f"state {place}"))
    if "court" in words:
        return None  # "Superior Court of the District of Columbia"
    words_after_city = (" ".join(place.split()[-count:]) for count in (3, 2))
    return next((known for tail in words_after_city if (known := _places().get((system, tail)))), None)


def _fold(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("'", "").replace("’", "")).split()
    return " ".join(words).removeprefix("the ").replace("united states", "u s")


@cache
def _pacer_ids() -> dict[str, str]:
    """Court ids by PACER's id; where a panel shares its circuit's site, the id is the circuit's."""
    courts = load_courts().values()
    shared = {court.pacer_court_id: court.court_id for court in courts if court.pacer_court_id}
    return shared | {
        court.court_id: court.court_id for court in courts if court.pacer_court_id == court.court_id
    }


@cache
def _names() -> dict[str, str]:
    """Court ids by folded name, without a state's bare "Wash." and without "U.S."."""
    names: dict[str, str] = {}
    for court in load_courts().values():
        known = {court.name, *court.aliases}
        if " " in court.short_name or court.short_name.count(".") > 2:
            known.add(court.short_name)
        if court.court_id.startswith("ca") and court.system == "appellate" and court.circuit:
            known |= _circuit_names(court)
        names |= {_fold(name): court.court_id for name in known}
    return names


def _circuit_names(court: Court) -> set[str]:
    ordinal = court.name.removeprefix("U.S. Court of Appeals for the ").removesuffix(" Circuit")
    short = court.short_name.removesuffix(" Cir.")
    known = set()
    for word in {ordinal, short, _ORDINALS.get(short, short)}:
        known |= {f"{word} Circuit", f"{word} Cir.", f"{word} Circuit Court of Appeals"}
        for us in ("", "U.S. "):
            known |= {f"{us}Court of Appeals for the {word} Circuit", f"{us}Court of Appeals {word} Circuit"}
    return known


@cache
def _places() -> dict[tuple[str, str], str]:
    """District and bankruptcy courts by (system, place), in every word order that pages print."""
    places: dict[tuple[str, str], str] = {}
    for court in load_courts().values():
        if court.system not in ("district", "bankruptcy"):
            continue
        place = _fold(court.name.partition(" for the ")[2])
        division, _, state = place.rpartition("district of ")
        state = state.removeprefix("the ")
        forms = {place, f"{division}district of {state}", f"{state} {division}district"}
        forms.add(f"{division}{state}" if division else f"state {state}")
        if place == "district of columbia":
            forms.add("state district of columbia")
        places |= {(court.system, form): court.court_id for form in forms}
    return places
