"""Resolves citations to decisions in our database: by reporter, by number, or by name with court and year.

A citation that fits two decisions resolves to neither, except that one decision in several dockets resolves
to all of them. Nothing is guessed from a name alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from docket.csv_rows import load_table
from docket.identity import normalize_docket_number, split_office
from docket.issues import ParseError
from docket.opinions.citations import CitationFound

_COMMON = frozenset(
    (
        "the and of for inc llc corp co company ltd corporation incorporated limited et al in re ex rel matter united"
        " states state county city no doe does john jane roe commission board department group media "
        "network networks services"
        " service online com net org a an plc lp l.p holdings international national america american usa"
    ).split()
)
_INITIALS = re.compile(r"\b(?:[a-z]\.\s?){2,4}")
_CITE = re.compile(r"(\d{1,4})[\s-]{1,3}(\S.{0,59}?)[\s-]{1,3}(\d{1,8})\b")


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision, with what identifies it in a citation."""

    docket: str
    court_id: str
    date: str | None
    citation: str | None


@dataclass(slots=True)
class DecisionIndex:
    """Our decisions and dockets, indexed for look-up."""

    by_cite: dict[str, set[Decision]] = field(default_factory=lambda: defaultdict(set))
    by_number: dict[tuple[str, str], set[str]] = field(default_factory=lambda: defaultdict(set))
    # By court and docket: the words of both sides of each of its names.
    names: dict[str, dict[str, list[tuple[frozenset[str], frozenset[str]]]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    courts: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, list[Decision]] = field(default_factory=lambda: defaultdict(list))

    def add_docket(
        self, slug: str, court_id: str, number: str | None, captions: Iterable[str | None]
    ) -> None:
        """Add a docket with its number and every name by which it is known."""
        self.courts[slug] = court_id
        if number:
            for form in number_forms(number, court_id):
                self.by_number[court_id, form].add(slug)
        for caption in captions:
            if caption and (sides := sides_of(caption)) and sides not in self.names[court_id][slug]:
                self.names[court_id][slug].append(sides)

    def add_decision(self, decision: Decision) -> None:
        """Add a decision; its citation may be several, separated by semicolons."""
        self.decisions[decision.docket].append(decision)
        for cite in (decision.citation or "").split(";"):
            if key := cite_key(cite):
                self.by_cite[key].add(decision)

    def find(
        self,
        cites: str | Iterable[str] | None,
        name: str | None,
        court_id: str | None,
        year: int | None,
        number: str | None = None,
        day: str | None = None,
    ) -> tuple[list[Decision], str | None]:
        """Return the decisions meant and how found: citation, number, name, or day; ([], None) if unsure."""
        for cite in (cites,) if isinstance(cites, str) else cites or ():
            if (key := cite_key(cite)) and (hits := self.by_cite.get(key)):
                first = {
                    hit.docket: hit
                    for hit in sorted(
                        hits, key=lambda hit: (hit.date or "", hit.citation or ""), reverse=True
                    )
                }
                return [first[docket] for docket in sorted(first)], "citation"
        if number and court_id:
            slugs = {
                slug
                for form in number_forms(number, court_id)
                for slug in self.by_number.get((court_id, form), ())
            }
            if slugs:
                return self._of(slugs, year, day), "number"
        if name and court_id and (sides := sides_of(name)):
            slugs = {
                slug
                for slug, known in self.names[court_id].items()
                if any(_same(sides, other) for other in known)
            }
            if year:
                dated = {
                    slug
                    for slug in slugs
                    if any((decision.date or "").startswith(str(year)) for decision in self.decisions[slug])
                }
                slugs = dated or (
                    {slug for slug in slugs if not any(decision.date for decision in self.decisions[slug])}
                )
            if len(slugs) == 1:
                return self._of(slugs, year, day), "name"
        if name and court_id and day:
            # A truncated title ("In re: Universal Com v."): one decision of that court and day shares a word.
            words = frozenset(_words(name))
            slugs = {
                slug
                for slug, known in self.names[court_id].items()
                if any(decision.date == day for decision in self.decisions[slug])
                and any(_shares(words, side) for sides in known for side in sides)
            }
            if len(slugs) == 1:
                return self._of(slugs, year, day), "day"
        return [], None

    def _of(self, slugs: set[str], year: int | None, day: str | None = None) -> list[Decision]:
        """Return one decision per docket: of the day, else a reported one of the year, else any of it."""
        decisions = []
        for slug in sorted(slugs):
            known = self.decisions[slug]
            dated = [
                decision for decision in known if not year or (decision.date or "").startswith(str(year))
            ]
            of_day = [decision for decision in known if day and decision.date == day]
            answers = of_day or [decision for decision in dated if decision.citation] or dated or known[-1:]
            decisions.append(answers[0] if answers else Decision(slug, self.courts[slug], None, None))
        return decisions


def cite_key(cite: str) -> str | None:
    """Return a citation's key, however it is written: "521 F. 3d 1157 (9th Cir.)" is "521|f3d|1157"."""
    match = _CITE.search(cite)
    if match is None:
        return None
    reporter = re.sub(r"[^a-z0-9]", "", match[2].casefold())
    return f"{match[1]}|{reporter}|{match[3]}"


def number_forms(number: str, court_id: str) -> set[str]:
    """Return the forms under which a number of this court is looked up: with and without the office."""
    try:
        plain = normalize_docket_number(number, court_id)
    except ParseError:
        return set()
    return {plain, split_office(plain)[1]}


def sides_of(caption: str) -> tuple[frozenset[str], frozenset[str]] | None:
    """Return the distinctive words of each side of a caption; None for a caption without a "v."."""
    sides = re.split(r"\s(?:v|vs|V|VS)\.?\s", caption, maxsplit=1)
    if len(sides) != 2:
        return None
    first, second = (frozenset(_words(side)) for side in sides)
    return (first, second) if first and second else None


def _words(side: str) -> set[str]:
    plain = re.sub(r"['’]s\b|['’]", "", re.sub(r"\.com\b", "", side, flags=re.IGNORECASE)).casefold()
    plain = _INITIALS.sub(lambda match: re.sub(r"[.\s]", "", match[0]) + " ", plain)  # "A. B." is one name
    words = {word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 1}
    telling = {word for word in words if word not in _COMMON}
    return (telling | {"doe"} if words & {"doe", "does"} else telling) or words


def same_parties(left: str, other: str) -> bool:
    """Whether two captions may name one case: the sides share distinctive words, in either order."""
    first, second = sides_of(left), sides_of(other)
    if first is None or second is None:
        return bool(_words(left) & _words(other))
    return _same(first, second)


def _same(left: tuple[frozenset[str], frozenset[str]], other: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether two captions share a distinctive word on each side, in either order."""
    return any(
        _shares(left[0], first) and _shares(left[1], second)
        for first, second in (other, (other[1], other[0]))
    )


def _shares(left: frozenset[str], other: frozenset[str]) -> bool:
    return bool(left & other) or any(
        len(first) > 4 and len(second) > 4 and (first.startswith(second) or second.startswith(first))
        for first in left
        for second in other
    )


@cache
def catalog_index() -> DecisionIndex:
    """Return the index of the reviewed decisions in the project's own data."""
    index = DecisionIndex()
    for row in load_table("dockets.csv"):
        index.add_docket(
            row["slug"],
            row["court_id"],
            row["docket_number"] or row["docket_number_hint"],
            (row["caption"], row["short_name"]),
        )
        if row["citation"]:
            index.add_decision(
                Decision(row["slug"], row["court_id"], row["date_decided"] or None, row["citation"])
            )
    for row in load_table("decisions.csv"):
        index.add_decision(
            Decision(row["docket"], row["court_id"], row["date"] or None, row["citation"] or None)
        )
    return index


def resolve_all(citations: list[CitationFound], index: DecisionIndex) -> None:
    """Set on each citation the decisions it resolves to (`resolved`) and how they were found (`how`)."""
    for citation in citations:
        hits, how = index.find(
            citation.cites, citation.name, citation.court_id, citation.year, citation.docket_number
        )
        citation.resolved = [
            {"docket": hit.docket, "date": hit.date, "citation": hit.citation} for hit in hits
        ]
        citation.how = how
