"""Party names: reads one printed line into a canonical name, its kind, aliases, side, and capacity.

The rules are those of the accuracy labels: capitals become ordinary case; titles, offices,
descriptions, numbers, and "et al." are dropped; legal forms are spelled in one style; nothing is
completed from elsewhere. The caller keeps the line as printed beside all this.

    words        the words by which a name shows what it names (data/name_words.csv, language/names.tsv)
    spelling     ordinary case for capitals; legal forms and suffixes in one style
    kinds        a person, an organization, a public body, an office …; names that must stay unlinked
    parts        splits one printed line, and finds in what capacity the party appears
    captions     the two sides of "A v. B", and whether two captions name one case
    counsel      attorneys and firms
"""

import re
from typing import NamedTuple

from docket.courts import load_courts
from docket.facts import CounselFact, PartyFacts
from docket.issues import ParseError
from docket.names.kinds import PartyKind, find_kind, is_pseudonym, take_titles, tidy_pseudonym
from docket.names.parts import dissect, split_aliases
from docket.names.spelling import restore_case, tidy_body, tidy_person
from docket.names.words import begins, covers, fold, load_words
from docket.vocabulary import PartyType, normalize_party_type

__all__ = ["PartyName", "extract_party", "find_party_facts", "normalize_party", "split_aliases"]

_LONGEST = 4000
_NO_ROLES = frozenset((PartyType.COURT_OFFICER, PartyType.UNKNOWN, PartyType.UNMAPPED, PartyType.OTHER))
_FIELDS = ("raw", "raw_type", "extra_info", "court_id", "side")


class PartyName(NamedTuple):
    """An interpreted party name. `canonical` is never completed from elsewhere.

    `role` is a member of ``PartyType``; officers of the court and unknown words are ``other``. `capacity` is
    the words that say a person is a party in an office. A party with `is_protected` must never be joined to
    anything.
    """

    canonical: str
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    role: PartyType = PartyType.OTHER
    capacity: str | None = None
    is_protected: bool = False


def normalize_party(
    raw: str, extra_info: str | None = None, raw_type: str | None = None, is_caption: bool = False
) -> PartyName:
    """Return one printed party, interpreted; raise ParseError if nothing is printed or the line is too long.

    `raw_type` is the clerk's word for the side; `is_caption` says that the name comes from a caption, where a
    lone word is a surname.
    """
    if not raw.strip(" ,.;\xa0") or len(raw) > _LONGEST:
        remedy = f"give the line as printed, at most {_LONGEST} characters"
        raise ParseError(f"not a party's name: {raw[:80]!r}; {remedy}", code="party-name")
    parts = dissect(raw, extra_info)
    role = normalize_party_type(raw_type or parts.printed_role)
    role = PartyType.OTHER if role in _NO_ROLES else role
    others = (alias.strip('"“”') for alias in parts.aliases)
    aliases = tuple(dict.fromkeys(_spell(alias)[0] for alias in others if alias))
    if covers("united_states", parts.name):
        return PartyName("United States", PartyKind.GOVERNMENT, aliases, role)
    actor = parts.find_actor()
    name = actor or parts.name
    canonical, kind, titles = _spell(name, is_caption, parts.notes)
    kind = PartyKind.ESTATE_OR_GUARDIAN if actor else parts.find_represented_kind(kind)
    capacity = parts.find_capacity(titles)
    if not capacity and kind is PartyKind.GOVERNMENT and begins("office", canonical):
        capacity = canonical
    is_protected = is_pseudonym(name) or (kind is not PartyKind.ORGANIZATION and is_pseudonym(raw))
    return PartyName(canonical, kind, aliases, role, capacity, is_protected)


def _spell(name: str, is_caption: bool = False, notes: tuple[str, ...] = ()) -> tuple[str, PartyKind, str]:
    """Return the canonical name, its kind, and the titles removed from it."""
    kind, titles = find_kind(name, is_caption), ""
    if begins("matter", name):
        return restore_case(re.sub(r"^in\s+re:?\s+(?=\S)", "In re ", name, flags=re.IGNORECASE)), kind, ""
    if kind is PartyKind.PSEUDONYM:
        name = tidy_pseudonym(name, notes)
    elif kind is PartyKind.PERSON:
        name, titles = take_titles(name)
        name = re.split(r",|\s{1,9}and\s+", name)[0] if titles else name
    is_body = kind in (PartyKind.ORGANIZATION, PartyKind.GOVERNMENT, PartyKind.UNKNOWN)
    return tidy_body(name) if is_body else tidy_person(name), kind, titles


def extract_party(record: dict) -> dict:
    """Return `id`, canonical, kind, aliases, role, and official_capacity of one party.

    `record` has `raw`, and either `raw_type` and `extra_info` of a party line or `side` ("first", "second")
    of a caption. Raises ParseError for a record of another shape.
    """
    texts = {name: record.get(name) for name in _FIELDS} if isinstance(record, dict) else {"raw": None}
    raw, raw_type, side = texts["raw"], texts.get("raw_type"), texts.get("side")
    are_texts = all(isinstance(text, str | None) for text in texts.values())
    if not isinstance(raw, str) or not are_texts or side not in (None, "first", "second"):
        remedy = 'give the name as text in "raw", "first" or "second" as "side", text or nothing in the rest'
        raise ParseError(f"not a party: {str(record)[:80]}; {remedy}", code="party-record")
    party = normalize_party(raw, record.get("extra_info"), raw_type, is_caption=side is not None)
    role, court = party.role, load_courts().get(texts["court_id"] or "")
    if side and not raw_type and role is PartyType.OTHER:
        role = _side_role(party, side == "first", court.system if court else "district")
    return {
        "id": record.get("id"),
        "canonical": party.canonical,
        "kind": party.kind.value,
        "aliases": list(party.aliases),
        "role": role.value,
        "official_capacity": party.capacity is not None,
    }


def _side_role(party: PartyName, is_first: bool, system: str) -> PartyType:
    """Return the role of a side of a caption in a court of this kind.

    A court of appeals may keep the caption of the trial court, so its sides are a guess. A government named
    first brought the suit or the charge, and those whom it sued or charged appeal more often; an Attorney
    General named second is the respondent to a petition for review (8 U.S.C. § 1252(b)(3)(A)).
    """
    if system == "scotus":
        return PartyType.PETITIONER if is_first else PartyType.RESPONDENT
    if system == "appellate" and is_first:
        return PartyType.APPELLEE if party.kind is PartyKind.GOVERNMENT else PartyType.APPELLANT
    if system == "appellate":
        is_general = fold(party.canonical.rpartition(" ")[2]) in load_words("attorney_general")
        return PartyType.RESPONDENT if is_general or party.capacity else PartyType.APPELLEE
    if begins("matter", party.canonical):
        return PartyType.IN_RE
    return PartyType.PLAINTIFF if is_first else PartyType.DEFENDANT


def find_party_facts(
    name: str,
    extra_info: str | None,
    is_surname: bool = False,
    counsel: tuple[CounselFact, ...] = (),
) -> PartyFacts:
    """Return what the line says about the party itself, with the `counsel` listed below it.

    The facts of a line that is not a name ("," in a saved page) are empty but for the counsel.
    """
    try:
        party = normalize_party(name, extra_info, is_caption=is_surname)
    except ParseError:
        return PartyFacts(counsel=counsel)
    kind, capacity = party.kind.value, party.capacity
    if party.is_protected:
        return PartyFacts(kind=kind, capacity=capacity, is_protected=True, counsel=counsel)
    name, others = party.canonical, party.aliases
    return PartyFacts(canonical=name, kind=kind, aliases=others, capacity=capacity, counsel=counsel)
