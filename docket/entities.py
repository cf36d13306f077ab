"""Which entity of the register a printed name is, with the method and the evidence of the join.

Only what the register says: an exact alias, or the same alias but for case, punctuation and legal
form. Nothing is guessed here; a name that is merely similar stays unjoined.
"""

from dataclasses import dataclass, field

from docket.identity import entity_key, name_key
from docket.names import is_pseudonym, split_aliases


@dataclass(frozen=True)
class Join:
    """A name joined to an entity: `method` is exact or normalised, `evidence` the register's alias."""

    entity_id: str
    method: str
    evidence: str


@dataclass
class Register:
    """The names of the entities, ready for look-up. Built from rows (entity_id, kind, name)."""

    exact: dict[str, tuple[str, str]] = field(default_factory=dict)
    normalised: dict[str, tuple[str, str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, rows) -> "Register":
        """Build the register. A normalised form that two entities share joins nothing."""
        register, shared = cls(), set()
        for entity_id, kind, name in sorted(rows):
            register.kinds[entity_id] = kind
            register.exact.setdefault(name_key(name), (entity_id, name))
            key = entity_key(name)
            if register.normalised.setdefault(key, (entity_id, name))[0] != entity_id:
                shared.add(key)
        for key in shared:
            del register.normalised[key]
        return register

    def find(self, name: str) -> Join | None:
        """Return the join of one printed name, or None. A pseudonym is never joined.

        Of several aliases in one name a company is preferred to its platform: the company is
        the party.
        """
        if is_pseudonym(name):
            return None
        joins = [join for alias in (name, *split_aliases(name)) if (join := self._find_one(alias))]
        companies = [join for join in joins if self.kinds.get(join.entity_id) != "platform"]
        return (companies or joins or [None])[0]

    def _find_one(self, name: str) -> Join | None:
        if found := self.exact.get(name_key(name)):
            return Join(found[0], "exact", found[1])
        if found := self.normalised.get(entity_key(name)):
            return Join(found[0], "normalised", found[1])
        return None
