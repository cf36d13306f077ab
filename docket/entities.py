"""Which entity of the register a printed name is, with the method and the evidence of the join.

Only what the register says: an exact alias, or the same alias but for case, punctuation, legal
form and what a caption adds to a name. Nothing is guessed here; a name that is merely similar
stays unjoined, and is a candidate for review (`docket/candidates.py`).
"""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

from docket.identity import entity_key, name_key
from docket.names import normalise_party, split_aliases
from docket.party_kinds import PartyKind
from docket.pseudonyms import is_pseudonym


@dataclass(frozen=True)
class Join:
    """A name joined to an entity: `method` is exact or normalised, `evidence` the register's alias."""

    entity_id: str
    method: str
    evidence: str


@dataclass
class Register:
    """The names of the entities, ready for look-up. Built from rows (entity_id, kind, name).

    `clashes` are the forms that several entities share and nothing decides between.
    """

    exact: dict[str, tuple[str, str]] = field(default_factory=dict)
    normalised: dict[str, tuple[str, str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    clashes: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, rows) -> "Register":
        """Build the register. A form that a company and its platform share is the company's.

        A form that other entities share joins nothing and is kept in `clashes`.
        """
        register = cls()
        rows = sorted(rows, key=lambda row: (row[0], row[2]))
        register.kinds = {entity_id: kind for entity_id, kind, _ in rows}
        register.exact = register._index(rows, name_key)
        register.normalised = register._index(rows, entity_key)
        return register

    def _index(self, rows, key_of) -> dict[str, tuple[str, str]]:
        owners: dict[str, dict[str, str]] = defaultdict(dict)
        for entity_id, _, name in rows:
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

        A pseudonym, a minor and a sealed party are never joined, and neither are bare letters
        that may be a person's initials. Of several aliases in one name a company is preferred
        to its platform: the company is the party.
        """
        if is_pseudonym(name) or not name.strip(" ,.;\xa0"):
            return None
        return self.find_alias(name) or self._find_understood(name)

    def find_alias(self, name: str) -> Join | None:
        """Return the entity that an alias names, whoever might have it for initials.

        For names that are known to be an entity's (a search, the catalogue's own columns).
        """
        joins = [join for alias in (name, *split_aliases(name)) if (join := self._find_one(alias))]
        companies = [join for join in joins if self.kinds.get(join.entity_id) != "platform"]
        return (companies or joins or [None])[0]

    def _find_understood(self, name: str) -> Join | None:
        """Join what is left of a name without "et al.", its office and its description."""
        if len(name) > 400 or not self._may_hold_one(name):
            return None
        party = normalise_party(name)
        if party.is_protected or party.kind in (PartyKind.ESTATE_OR_GUARDIAN, PartyKind.CLASS, PartyKind.UNKNOWN):
            return None
        canonical = "United States of America" if party.canonical == "United States" else party.canonical
        join = self.find_alias(canonical)
        return Join(join.entity_id, "normalised", join.evidence) if join else None

    def _may_hold_one(self, name: str) -> bool:
        """Say whether a word of the name begins any name of the register: taking one apart costs 300 us."""
        words = name_key(name).split()
        return not self.first_words.isdisjoint(words) or "usa" in words

    @cached_property
    def first_words(self) -> frozenset[str]:
        """The words that the register's names begin with, "the" apart."""
        return frozenset(key.removeprefix("the ").split(" ", 1)[0] for key in (*self.exact, *self.normalised))

    def _find_one(self, name: str) -> Join | None:
        if found := self.exact.get(name_key(name)):
            return Join(found[0], "exact", found[1])
        if found := self.normalised.get(entity_key(name)):
            return Join(found[0], "normalised", found[1])
        return None
