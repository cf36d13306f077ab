"""Where the Caselaw Access Project's archive of reporters has a decision, or why it cannot. Pure.

The archive is frozen: reporters as printed, most of them up to some year between 2014 and 2019, the last (S.
Ct.) up to August 2020. data/caselaw_reporters.csv, drawn from the archive's own list, says which reporters it
has, up to which volume and day; slugs are looked up, never constructed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from docket.csv_rows import load_table, split_cell
from docket.opinions.resolve import cite_key, same_parties

SITE = "https://static.case.law"
# Facts of a docket: the archive's file of one of its decisions, or why there is none; "129 F.3d 327: …".
FILE = "caselaw_file"
NOT_HELD = "caselaw_not_held"
# Facts of a docket that a sweep found: which sweep found it, and the words it found.
FOUND_BY = "caselaw_found_by"
WORDS = "found_words"
_ARCHIVE = "Harvard's archive of reporters"
NOT_ASKED = f"{_ARCHIVE} was not asked yet"
_CITE = re.compile(
    r"(?P<volume>\d{1,4}) (?P<reporter>[A-Z][^;\d]*(?:\d[a-z]+)?(?: \d[a-z]+)?),? (?P<page>\d{1,5})\b"
)
_SPELLINGS = {"wn2d": "wash2d", "wnapp": "washapp", "fedappx": "fappx"}
_DATABASE = re.compile(r"\b(?:WL|LEXIS)\b")
_LAST_YEAR = (
    "2020"  # of its last decisions, in S. Ct. 140; those of the courts of appeals end in September 2019
)


@dataclass(frozen=True, slots=True)
class Reporter:
    """One reporter of the archive. A volume number that was not seen is None.

    `last_decided` is the day, month, or year of its last decision; its volumes from `fastcase_from` on were
    not scanned but taken from another publisher's text; `lacks` are ranges of missing volumes in between.
    `first_of_1996` is the volume with which a sweep begins. `is_regional`: its scanned volumes hold only the
    courts for which it is the official reporter.
    """

    slug: str
    name: str
    first_volume: int | None
    last_volume: int | None
    last_decided: str
    first_of_1996: int | None
    fastcase_from: int | None
    lacks: tuple[tuple[int, int], ...]
    is_regional: bool

    def holds(self, volume: int, decided: str | None = None) -> bool:
        """Whether the archive may have this volume, with a decision of this day or year."""
        return (
            not (decided and decided[:4] > self.last_decided[:4])
            and volume >= (self.first_volume or 1)
            and (self.last_volume is None or volume <= self.last_volume)
            and not any(first <= volume <= last for first, last in self.lacks)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A volume and page of a reporter in the archive."""

    reporter: Reporter
    volume: int
    page: int

    @property
    def cite(self) -> str:
        return f"{self.volume} {self.reporter.name} {self.page}"

    @property
    def first_file(self) -> str:
        """The name of the file of the first case that begins on the page: the only one on 98 pages of 100."""
        return f"{self.page:04}-01"


@dataclass(frozen=True, slots=True)
class Leading:
    """A leading decision and its file; by `basis` the address was seen in the archive's data or computed."""

    docket: str
    date: str
    place: Place
    file: str
    basis: str


@cache
def load_reporters() -> dict[str, Reporter]:
    """Return the archive's reporters by slug."""
    return {
        row["slug"]: Reporter(
            row["slug"],
            row["reporter"],
            _number(row["first_volume"]),
            _number(row["last_volume"]),
            row["last_decided"],
            _number(row["first_of_1996"]),
            _number(row["fastcase_from"]),
            tuple(_span(part) for part in split_cell(row["lacks"])),
            row["is_regional"] == "yes",
        )
        for row in load_table("caselaw_reporters.csv")
    }


@cache
def load_leading() -> tuple[Leading, ...]:
    """Return the leading decisions, which are read first, in the order of the table."""
    return tuple(
        Leading(row["docket"], row["date"], places[0], row["file"], row["basis"])
        for row in load_table("leading_decisions.csv")
        if (places := find_places(row["citation"]))
    )


def find_places(citation: str | None, decided: str | None = None) -> list[Place]:
    """Return the places of a citation that the archive may have, a state's own reporter before regional ones.

    Parallel citations are separated by semicolons. `decided` is the day or the year: a reporter that ends
    earlier in the archive is left out.
    """
    by_name = _by_name()
    places = []
    for part in split_cell(citation):
        match = _CITE.match(part)
        reporter = by_name.get(_key(match["reporter"])) if match else None
        if match and reporter and reporter.holds(int(match["volume"]), decided):
            places.append(Place(reporter, int(match["volume"]), int(match["page"])))
    return sorted(places, key=lambda place: place.reporter.is_regional)


def explain_absence(citation: str | None, decided: str | None) -> str | None:
    """Return why the archive cannot have a decision, None if it may have it."""
    if find_places(citation, decided):
        return None
    if not citation:
        return f"no citation of a reporter is known here, and {_ARCHIVE} holds nothing else"
    reasons = []
    for part in split_cell(citation):
        match = _CITE.match(part)
        reporter = _by_name().get(_key(match["reporter"])) if match else None
        if match and reporter and reporter.holds(int(match["volume"])):
            reasons.append(f"{_ARCHIVE} has {reporter.name} to {reporter.last_decided[:4]} only")
        elif match and reporter and int(match["volume"]) > (reporter.last_volume or 0):
            end = f"it ends with volume {reporter.last_volume}, of {reporter.last_decided[:4]}"
            reasons.append(f"{_ARCHIVE} has no volume {match['volume']} of {reporter.name} ({end})")
        elif match and reporter:
            reasons.append(f"{_ARCHIVE} has no volume {match['volume']} of {reporter.name}")
        elif match and not _DATABASE.search(part):
            reasons.append(f"{_ARCHIVE} has no {match['reporter'].strip()}")
    if not reasons and decided and decided[:4] > _LAST_YEAR:
        return f"{_ARCHIVE} ends in 2019 and 2020, and this was decided in {decided[:4]}"
    return "; ".join(reasons) or f"only a database's number is known, and {_ARCHIVE} holds nothing else"


def is_of(place: Place, citations: Iterable[str]) -> bool:
    """Whether one of these citations names exactly this place."""
    return cite_key(place.cite) in {cite_key(cite) for cite in citations}


def names_agree(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    """Whether one of our names of a decision and one of the archive's name the same parties."""
    others = [name for name in theirs if name]
    return any(same_parties(name, other) for name in ours if name for other in others)


def address(place: Place, file: str, kind: str) -> str:
    """Return the address of a case's file: `kind` is cases (its JSON) or html."""
    ending = "json" if kind == "cases" else "html"
    return f"{SITE}/{place.reporter.slug}/{place.volume}/{kind}/{file}.{ending}"


def list_address(place: Place) -> str:
    """Return the address of the list of a volume's cases."""
    return f"{SITE}/{place.reporter.slug}/{place.volume}/CasesMetadata.json"


@cache
def _by_name() -> dict[str, Reporter]:
    return {_key(reporter.name): reporter for reporter in load_reporters().values()}


def _key(name: str) -> str:
    plain = re.sub(r"[^a-z0-9]", "", name.casefold())
    return _SPELLINGS.get(plain, plain)


def _number(cell: str) -> int | None:
    return int(cell) if cell else None


def _span(part: str) -> tuple[int, int]:
    first, _, last = part.partition("-")
    return int(first), int(last or first)
