"""What one printed party line says, read once: its name in one form, its kind, its counsel. Pure, plain data.

A protected party (pseudonym, minor, sealed) keeps its name as printed and gets no other form.
"""

from docket.issues import ParseError
from docket.names import normalize_party
from docket.names.counsel import firm_key, normalize_attorney, normalize_firm


def find_party_facts(
    name: str, extra_info: str | None, party_type_raw: str | None, is_surname: bool = False
) -> dict:
    """Return ``canonical``, ``kind``, ``aliases``, ``capacity`` and ``is_protected``, those that say something.

    An empty dict for a line that is no name ("," in a saved page).
    """
    try:
        party = normalize_party(name, extra_info, party_type_raw, is_caption=is_surname)
    except ParseError:
        return {}
    if party.is_protected:
        return {
            "kind": party.kind.value,
            "is_protected": 1,
            **({"capacity": party.capacity} if party.capacity else {}),
        }
    facts = {
        "canonical": party.canonical,
        "kind": party.kind.value,
        "aliases": list(party.aliases),
        "capacity": party.capacity,
    }
    return {key: value for key, value in facts.items() if value}


def find_counsel_facts(name: str, firm: str | None) -> dict:
    """Return the attorney's ``name`` in one order, the ``key`` two printings share, and the same of the firm."""
    facts: dict = {}
    try:
        attorney = normalize_attorney(name)
        facts |= {"name": attorney.name, "key": attorney.key, "is_person": int(attorney.is_person)}
    except ParseError:
        facts |= {"name": name, "key": name.casefold(), "is_person": 0}
    if firm and (key := firm_key(firm)):
        facts |= {"firm": normalize_firm(firm), "firm_key": key}
    return facts
