"""The meanings of everyday words here, one per row: docket/data/search_words.csv.

leads_to    filler: the words mean nothing ("can I sue"); same: a search for one looks for all of them;
            outcome:CODE: cases that came out otherwise rank lower (exact word only: "immunity" sets none);
            else a page: question:CODE, theory:CODE, claim:CODE, law:SLUG, or an address with its words (/hearings);
            after "=" only if nothing else is asked ("judges")
words       the words that must be in the search, in any order; a|b means either one, a_b words that follow
            each other
example     a search that the row applies to, and `not` one that it must not apply to
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from docket.csv_rows import read_rows
from publish.search.stems import stem

FILLER = "filler"
SAME = "same"
OUTCOME = "outcome:"
Stems = tuple[str, ...]


@dataclass(frozen=True)
class Meaning:
    """One row. `parts` must all occur among the words, each as any of its alternatives; `wordings` are the
    alternatives of all parts as written. A row that `is_whole` applies only if the words ask for nothing
    else."""

    leads_to: str
    parts: tuple[tuple[Stems, ...], ...]
    wordings: tuple[str, ...]
    example: str
    counter: str
    is_whole: bool = False

    def find(self, words: Stems) -> frozenset[int]:
        """Return the places of the words that match the row; none unless every part occurs among them."""
        places: set[int] = set()
        for part in self.parts:
            matched = {place for alternative in part for place in find_all(words, alternative)}
            if not matched:
                return frozenset()
            places |= matched
        return frozenset(places)

    def find_last(self, words: Stems) -> frozenset[int]:
        """Return the places of the words that match the last part: "site lost" asks about a loss, but still
        about the site."""
        return frozenset(place for alternative in self.parts[-1] for place in find_all(words, alternative))


@cache
def load_meanings() -> tuple[Meaning, ...]:
    """Return the rows of the table. Raises ParseError for a row with a blank cell."""
    body = files("docket").joinpath("data/search_words.csv").read_bytes()
    needed = ("leads_to", "words", "example", "not")
    rows = [row for _, row in read_rows(body, "search_words.csv", needed)]
    written = [
        [part.replace("_", " ").split("|") for part in (row["words"] or "").split(" ")] for row in rows
    ]
    stems = iter(stem([phrase for parts in written for part in parts for phrase in part]))
    return tuple(
        Meaning(
            (row["leads_to"] or "").removeprefix("="),
            tuple(tuple(next(stems) for _ in part) for part in parts),
            tuple(phrase for part in parts for phrase in part),
            row["example"] or "",
            row["not"] or "",
            (row["leads_to"] or "").startswith("="),
        )
        for row, parts in zip(rows, written, strict=True)
    )


def find_all(words: Stems, wanted: Stems) -> set[int]:
    """Return the places at which `words` occur one after the other."""
    if wanted[0] not in words:  # so it is with nearly every row of the table
        return set()
    size = len(wanted)
    return {
        place
        for start in range(len(words) - size + 1)
        if words[start : start + size] == wanted
        for place in range(start, start + size)
    }
