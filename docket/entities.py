"""Which entity of the register a printed name is, with the method and the evidence of the join.

Only the register decides: by an exact alias, or by an alias that differs only in case, punctuation, legal
form, and what a caption adds to a name. Nothing is guessed here; a name that is merely similar stays unjoined
and becomes a candidate for review (`docket/candidates.py`).

The register also says who holds an office, but that alone joins nothing: another person may have that name,
and the office may have another holder by then. The office must be printed beside the name.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from docket.identity import entity_key, name_key
from docket.names import normalize_party, split_aliases
from docket.names.kinds import PartyKind, is_pseudonym

# The kind of a name in the register that belongs to the person who holds the office.
HOLDER = "holder"


@dataclass(frozen=True)
class Join:
    """A name joined to an entity: `method` is exact, normalized, or capacity.

    `evidence` is the alias in the register; for a person who is a party in an office, the office as printed.
    """

    entity_id: str
    method: str
    evidence: str


# "in his official capacity as the Acting Attorney General of the State of Texas": the office is "Attorney
# General of Texas".
_BEFORE_OFFICE = re.compile(
    r"^(?:in\b.*?\bcapacit\w+(?:\s+(?:as|of)\s+)?|as\s+)?(?:the\s+|acting\s+|interim\s+)*", re.IGNORECASE
)
_OF_STATE = re.compile(
    r"(?:,|\s{1,9}(?:of|for))\s+(?:the\s+)?(?:(?:great\s+)?state|commonwealth|people)\s+of\s+|,\s+(?=[A-Z])",
    re.IGNORECASE,
)
_AND_MORE = re.compile(r"\s{1,9}(?:and\s+reporter)\b|\s{0,9}\(.*", re.IGNORECASE)


@dataclass
class Register:
    """The names of the entities, indexed for look-up. Built from rows (entity_id, kind, name, kind of name).

    `clashes` maps a form that several entities share, with nothing to decide between them, to their ids;
    `holders` maps a person's name to the offices that the person holds.
    """

    exact: dict[str, tuple[str, str]] = field(default_factory=dict)
    normalized: dict[str, tuple[str, str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    holders: dict[str, set[str]] = field(default_factory=dict)
    # Cached comparisons of names (docket/candidates.py): a docket is merged again for each file about it.
    compared: dict[tuple[str, str | None], Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def of(cls, rows: list[tuple[str, str, str, str]]) -> "Register":
        """Build the register. A form that a company and its platform share belongs to the company.

        A form that other entities share joins nothing and is kept in `clashes`.
        """
        register = cls()
        in_order = sorted(rows, key=lambda row: (row[0], row[2]))
        register.kinds = {entity_id: kind for entity_id, kind, *_ in in_order}
        for entity_id, _, name, name_kind in in_order:
            if name_kind == HOLDER:
                register.holders.setdefault(name_key(name), set()).add(entity_id)
        own = [(entity_id, name) for entity_id, _, name, name_kind in in_order if name_kind != HOLDER]
        register.exact = register._index(own, name_key)
        register.normalized = register._index(own, entity_key)
        return register

    def _index(self, rows: list[tuple[str, str]], key_of: Callable[[str], str]) -> dict[str, tuple[str, str]]:
        owners: dict[str, dict[str, str]] = defaultdict(dict)
        for entity_id, name in rows:
            owners[key_of(name)].setdefault(entity_id, name)
        index = {}
        for key, names in owners.items():
            left = [entity_id for entity_id in names if self.kinds[entity_id] != "platform"] or list(names)
            if len(left) == 1:
                index[key] = (left[0], names[left[0]])
            else:
                self.clashes[key] = tuple(names)
        return index

    def find(self, name: str) -> Join | None:
        """Return the join of one party's printed name, or None.

        A pseudonym, a minor, and a sealed party are never joined, and neither are bare letters that could be
        a person's initials. If one name has several aliases, a company is preferred to its platform: the
        company is the party.
        """
        if is_pseudonym(name) or not name.strip(" ,.;\xa0"):
            return None
        return self.find_alias(name) or self._find_understood(name)

    def find_alias(self, name: str) -> Join | None:
        """Return the entity that an alias names, even where it could be somebody's initials, or None.

        For names that are known to be an entity's (a search, the catalog's own columns).
        """
        joins = [join for alias in (name, *split_aliases(name)) if (join := self._find_one(alias))]
        companies = [join for join in joins if self.kinds.get(join.entity_id) != "platform"]
        return next(iter(companies or joins), None)

    def find_office(self, capacity: str | None, person: str = "") -> Join | None:
        """Return the join of a person who is a party in an office, by the printed office; None if unknown.

        "Attorney General" alone joins only if the register knows this person as the holder of one such
        office.
        """
        if not capacity:
            return None
        office = _AND_MORE.sub("", _BEFORE_OFFICE.sub("", capacity)).strip(" ,;")
        join = self._find_one(office) or self._find_one(_OF_STATE.sub(" of ", office))
        if join:
            return (
                Join(join.entity_id, "capacity", capacity)
                if self.kinds[join.entity_id] == "government"
                else None
            )
        held = self.holders.get(name_key(person), set()) if name_key(office) == "attorney general" else set()
        return Join(next(iter(held)), "capacity", f"{capacity}, held by {person}") if len(held) == 1 else None

    def _find_understood(self, name: str) -> Join | None:
        """Join what is left of a name without "et al.", its office, and its description."""
        if len(name) > 400 or not self._may_hold_one(name):
            return None
        party = normalize_party(name)
        if party.is_protected or party.kind in (
            PartyKind.ESTATE_OR_GUARDIAN,
            PartyKind.CLASS,
            PartyKind.UNKNOWN,
        ):
            return None
        canonical = "United States of America" if party.canonical == "United States" else party.canonical
        join = self.find_alias(canonical)
        return Join(join.entity_id, "normalized", join.evidence) if join else None

    def _may_hold_one(self, name: str) -> bool:
        """Whether a word of the name begins any name in the register: splitting a name costs 300 us."""
        words = name_key(name).split()
        return not self.first_words.isdisjoint(words) or "usa" in words

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words that the register's names begin with, ignoring "the"."""
        return frozenset(key.removeprefix("the ").split(" ", 1)[0] for key in (*self.exact, *self.normalized))

    def _find_one(self, name: str) -> Join | None:
        if match := self.exact.get(name_key(name)):
            return Join(match[0], "exact", match[1])
        if match := self.normalized.get(entity_key(name)):
            return Join(match[0], "normalized", match[1])
        return None
