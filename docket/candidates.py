"""Entities that a party's name resembles: candidates for a person to review, never joined automatically."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from docket.entities import Register
from docket.identity import entity_key
from docket.names.kinds import PartyKind

_COMPARED = frozenset({PartyKind.ORGANIZATION, PartyKind.GOVERNMENT})
_LOWEST = 86.0
_MOST_KEPT = 20_000  # names whose candidates are cached
_SHORTEST_WORD = 4


@dataclass(frozen=True)
class Candidate:
    """An entity with an alias similar to a name, but not joined to it. `score` runs from 0 to 100."""

    entity_id: str
    evidence: str
    score: float
    method: str = "similar"


def find_candidate(canonical: str, kind: str | None, register: Register) -> Candidate | None:
    """Return the entity with the alias most similar to the name of a party neither protected nor joined.

    Only organizations and governments are looked up in the register: people are not matched by similarity.
    """
    if kind not in _COMPARED:
        return None
    if (canonical, kind) not in register.compared:
        if len(register.compared) >= _MOST_KEPT:
            register.compared.clear()
        key = entity_key(canonical)
        scored = [(_likeness(key, alias_key), *named) for alias_key, named in register.normalized.items()]
        best = min(
            (each for each in scored if each[0] >= _LOWEST),
            key=lambda each: (-round(each[0], 1), each[1], -each[0]),
            default=None,
        )
        register.compared[canonical, kind] = best and Candidate(best[1], best[2], round(best[0], 1))
    return register.compared[canonical, kind]


def _likeness(left: str, other: str) -> float:
    """Return how alike two keys are, from 0 to 100; 88 if one begins the other ("facebook ireland")."""
    if min(len(left), len(other)) < _SHORTEST_WORD:
        return 0.0
    score = fuzz.token_sort_ratio(left, other)
    short, long = sorted((left.split(), other.split()), key=len)
    begins = len(short) < len(long) and long[: len(short)] == short and len(" ".join(short)) > _SHORTEST_WORD
    return max(score, 88.0) if begins else score
