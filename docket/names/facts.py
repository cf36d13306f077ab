"""What one printed party line says, read once: its name in one form, its kind, its counsel. Pure.

A protected party (pseudonym, minor, sealed) keeps its name as printed and gets no other form.
"""

from dataclasses import replace

from docket.facts import CounselFact, PartyFacts
from docket.issues import ParseError
from docket.names import normalize_party
from docket.names.counsel import AttorneyName, firm_key, normalize_attorney, normalize_firm


def find_party_facts(
    name: str,
    extra_info: str | None,
    party_type_raw: str | None,
    is_surname: bool = False,
    counsel: tuple[CounselFact, ...] = (),
) -> PartyFacts:
    """Return what the line says of the party itself, nothing where it is no name ("," in a saved page), with the
    `counsel` that stand below it."""
    try:
        party = normalize_party(name, extra_info, party_type_raw, is_caption=is_surname)
    except ParseError:
        return PartyFacts(counsel=counsel)
    facts = PartyFacts(
        kind=party.kind.value, capacity=party.capacity, is_protected=party.is_protected, counsel=counsel
    )
    return facts if party.is_protected else replace(facts, canonical=party.canonical, aliases=party.aliases)


def find_counsel_facts(name: str, firm: str | None) -> CounselFact:
    """Return the attorney's name and firm, as two printings of them share."""
    key = firm_key(firm) if firm else ""
    try:
        attorney = normalize_attorney(name)
    except ParseError:
        attorney = AttorneyName(name, name.casefold())
    firm_name = normalize_firm(firm) if firm and key else None
    return CounselFact(name=attorney.name, key=attorney.key, firm=firm_name, firm_key=key or None)
