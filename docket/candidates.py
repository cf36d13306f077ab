"""Entities that a party's name resembles: for a person to review, never joined by itself."""

from dataclasses import dataclass

from rapidfuzz import fuzz

from docket.entities import Register
from docket.identity import entity_key
from docket.names import normalize_party
from docket.names.kinds import PartyKind, is_pseudonym

_COMPARED = frozenset({PartyKind.ORGANIZATION, PartyKind.GOVERNMENT})
_LOWEST = 86.0
_MOST_KEPT = 20_000  # names whose candidates are remembered
_SHORTEST_WORD = 4


@dataclass(frozen=True)
class Candidate:
    """An entity whose alias is similar to a name, not joined to it. `score` runs from 0 to 100."""

    entity_id: str
    evidence: str
    score: float
    method: str = "similar"


def find_candidates(name: str, register: Register) -> list[Candidate]:
    """Return the entities whose aliases resemble a name that the register does not join, best first.

    Only the register is searched. A person, a pseudonym, a group and whoever acts for others get no
    candidates: people are not matched by similarity.
    """
    if not name.strip(" ,.;\xa0") or len(name) > 400 or is_pseudonym(name) or register.find(name):
        return []
    party = normalize_party(name)
    return [] if party.is_protected else compare_with_register(party.canonical, party.kind, register)


def compare_with_register(
    canonical: str, kind: str | None, register: Register, limit: int = 3
) -> list[Candidate]:
    """Return the candidates for a name already read that is neither protected nor joined."""
    if kind not in _COMPARED:
        return []
    if (canonical, kind) not in register.compared:
        if len(register.compared) >= _MOST_KEPT:
            register.compared.clear()
        register.compared[canonical, kind] = _compare(canonical, register)
    return register.compared[canonical, kind][:limit]


def _compare(canonical: str, register: Register) -> list[Candidate]:
    key = entity_key(canonical)
    best: dict[str, Candidate] = {}
    for alias_key, (entity_id, alias) in register.normalized.items():
        score = _likeness(key, alias_key)
        if score >= _LOWEST and score > best.get(entity_id, Candidate("", "", 0)).score:
            best[entity_id] = Candidate(entity_id, alias, round(score, 1))
    return sorted(best.values(), key=lambda candidate: (-candidate.score, candidate.entity_id))


def _likeness(left: str, other: str) -> float:
    """Return how alike two keys are; a family name that begins both ("facebook ireland") counts 88."""
    if min(len(left), len(other)) < _SHORTEST_WORD:
        return 0.0
    score = fuzz.token_sort_ratio(left, other)
    short, long = sorted((left.split(), other.split()), key=len)
    begins = len(short) < len(long) and long[: len(short)] == short and len(" ".join(short)) > _SHORTEST_WORD
    return max(score, 88.0) if begins else score
