"""Party names: one printed line to a canonical name, its kind, aliases, side and capacity.

The rules are those of the accuracy labels: capitals become ordinary case; titles, offices,
descriptions, numbers and "et al." go; legal forms take one style; nothing is completed from
elsewhere. The line as printed is kept beside all this by whoever calls.
"""

import re
from dataclasses import dataclass

from docket.courts import load_courts
from docket.issues import ParseError
from docket.party_case import restore_case
from docket.party_forms import split_forms, tidy_suffix
from docket.party_kinds import PartyKind, find_kind, is_matter, is_office, is_organisation, looks_like_person
from docket.party_parts import ALSO, Parts, dissect
from docket.party_trim import is_staff, take_titles, trim
from docket.party_words import load_words
from docket.pseudonyms import is_pseudonym, space_initials, tidy_numbers
from docket.vocabulary import PartyType, normalise_party_type

__all__ = ["PartyName", "extract_party", "find_official_capacity", "is_pseudonym", "normalise_party", "split_aliases"]

_LONGEST = 4000
_CAPACITY = re.compile(
    r"""\bin\s+(?:(?:his|her|their|its|the|both|his/her|his\s+or\s+her|own|individual|personal|respective)\s+|/\s*her\s+|and\s+|,\s*)*
        (?:official|offical|oficial)\b(?:\s+and\s+(?:individual|personal))?\s+capacit\w+(?:\s+(?:as|of)\s+[^;\n]+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_INDIVIDUAL_ONLY = re.compile(r"\bin\s+(?:\w+\s+)?(?:individual|personal)\s+capacit", re.IGNORECASE)
_CLASS = re.compile(r"similarly[\s-]+situated|\bclass\s+representatives?\b|\bputative\s+class\b|behalf\s+of\s+(?:a|the)\s+(?:\w+\s+)?class\b|\bthe\s+class(?:es)?\s+(?:of|they|he|she|it|defined)\b", re.IGNORECASE)
_REPRESENTS = re.compile(
    r"""next\s+(?:best\s+)?friend|\bguardians?\b|\bconservators?\b|\bexecut(?:or|rix|ors)\b(?!\s+(?:director|officer|committee))|\bpersonal\s+representatives?\b
        |\badministrat(?:or|rix|ors)\b[^;\n]*\b(?:estates?|deceased|decedent)|\badministratrix\b|\bspecial\s+administrator|\b(?:for|of|behalf\s+of)\s+the\s+estate\b
        |\b(?:parents?|mother|father)\b[^;\n]*\b(?:of|behalf)\b|\bbehalf\s+of\s+(?:his|her|their|the)\s+(?:\w+\s+)?(?:minor|child|son|daughter|children)|\bminor\s+child|\bparents?\s+and\s+natural\b
        |\bsurvivors?\s+of\b|\bsuccessor(?:s|-)?\s*-?\s*in\s*-?\s*interest\s+to\s+(?:the\s+)?(?:decedent|estate)|\bheirs?\b|\bestate\s+of\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ESTATE = re.compile(r"^(?:the\s+)?estates?\s+of\b|\bestate$|\bdeceased$", re.IGNORECASE)
_ACTING = re.compile(
    r"""^by\s+(?:and\s+through\s+)?(?:(?:his|her|their|its|the)\s+)?
        (?:(?:natural|legal|next|best|court-appointed|general|duly|appointed|parents?|mother|father|friends?|guardians?|ad|litem|conservators?|and|&|grandmother|grandfather|aunt|of|custodial)\b[\s,/]*)*
        (?P<actor>[^;]+)$""",
    re.VERBOSE | re.IGNORECASE,
)
_CORPORATE = re.compile(r"\ban?\s+(?:[\w.&'-]+\s+){0,6}?(?:corporation|corp|company|partnership|liability|entity|association|trust|nonprofit|non-profit|organization|firm|corporations)\b|limited\s+(?:liability|corporation)|\bbusiness\s+entity\b", re.IGNORECASE)
_MUNICIPAL = re.compile(r"\bmunicipal\s+corporation|\bmunicipality\b|\bpublic\s+(?:entity|agency|body|corporation)|\bpolitical\s+subdivision|\bgovernmental?\s+(?:entity|agency)|\bbody\s+politic", re.IGNORECASE)
_PRIVATE_OFFICE = re.compile(r"\b(?:inc|llc|corp|corporation|company|ceo|cfo|chief\s+executive|bank|holdings|l\.?p|hospital|foundation|association|former|formerly)\b", re.IGNORECASE)
_UNITED_STATES = re.compile(r"(?:the\s+)?(?:united\s+states(?:\s+of\s+america)?|u\.?\s?s\.?\s?a\.?|u\.\s?s\.?)(?:\s*\((?:usa?|u\.s\.(?:a\.)?)\))?", re.IGNORECASE)
# Offices that stand before the name of who holds them and is sued as such; a President's is a courtesy.
_OFFICE_TITLE = re.compile(r"\b(?:warden|sheriff|superintendent|supt|commissioner|secretary|attorney\s+general|director|governor)\b", re.IGNORECASE)
_SUED = frozenset((PartyType.DEFENDANT, PartyType.RESPONDENT, PartyType.APPELLANT, PartyType.APPELLEE, PartyType.UNKNOWN))
_OTHERS = frozenset((PartyType.COURT_OFFICER, PartyType.UNKNOWN, PartyType.UNMAPPED, PartyType.OTHER))


@dataclass(frozen=True)
class PartyName:
    """A party's name understood. `canonical` is never completed from elsewhere.

    `role` is a member of ``PartyType``; officers of the court and unknown words are ``other``.
    `capacity` holds the words that say a person is party as an office, `acting_for` whom a
    guardian acts for, `is_protected` that the party must never be joined to anything.
    """

    canonical: str
    kind: PartyKind
    aliases: tuple[str, ...] = ()
    role: PartyType = PartyType.OTHER
    capacity: str | None = None
    acting_for: str | None = None
    is_protected: bool = False

    @property
    def official_capacity(self) -> bool:
        return self.capacity is not None


def split_aliases(name: str) -> tuple[str, ...]:
    """Return the names a party goes by in one printed name, the first being the principal one.

    "Village Voice Media Holdings, LLC d/b/a backpage.com" is two names of one party.
    """
    parts = (part.strip(" ,;") for part in ALSO.split(name))
    return tuple(part.rstrip(" )") if part.count(")") > part.count("(") else part for part in parts if part)


def find_official_capacity(name: str, extra_info: str | None) -> str | None:
    """Return the words that say a person is party as an office, None where nothing says so.

    "in his official capacity as …", or the public office printed with the name ("Warden of …").
    """
    return _find_capacity(dissect(name, extra_info), name, extra_info)


def _find_capacity(parts: Parts, raw: str, extra_info: str | None) -> str | None:
    if match := _CAPACITY.search(extra_info or "") or _CAPACITY.search(raw):
        return " ".join(match[0].split())
    name, office = trim(parts.name)
    if any(_INDIVIDUAL_ONLY.search(note) for note in parts.notes) or (not office and not parts.notes):
        return None
    if not looks_like_person(take_titles(name)[0]) and len(take_titles(name)[0].split()) > 1:
        return None
    notes = [re.sub(r"^(?:individually\s+and\s+)?as\s+(?:the\s+)?", "", note, flags=re.IGNORECASE) for note in (office, *parts.notes) if note]
    return next((note for note in notes if is_office(note) and not is_staff(note) and not _PRIVATE_OFFICE.search(note)), None)


def normalise_party(raw: str, extra_info: str | None = None, raw_type: str | None = None, is_caption: bool = False) -> PartyName:
    """Return one printed party understood; raise ParseError where nothing is printed.

    `raw_type` is the clerk's word for the side; `is_caption` says that the name stands in a
    caption, where a lone word is a surname.
    """
    if not raw.strip(" ,.;\xa0") or len(raw) > _LONGEST:
        raise ParseError(f"not a party's name: {raw[:80]!r}; give the line as printed, at most {_LONGEST} characters", code="party-name")
    parts = dissect(raw, extra_info)
    role = normalise_party_type(raw_type or parts.printed_role)
    if _UNITED_STATES.fullmatch(parts.name.strip(" .,")):
        return PartyName("United States", PartyKind.GOVERNMENT, _name_aliases(parts), _as_role(role))
    actor, ward = _find_actor(parts)
    if actor:
        parts = Parts(actor, parts.aliases, parts.notes, parts.printed_role)
    name, office = trim(parts.name)
    canonical, kind, titles = _name(name, parts, is_caption)
    kind = _represent(kind, parts, extra_info)
    capacity = None if kind in (PartyKind.ORGANIZATION, PartyKind.UNKNOWN) else _find_capacity(parts, raw, extra_info)
    if kind is PartyKind.GOVERNMENT and capacity is None and is_office(canonical):
        capacity = canonical
    if kind is PartyKind.PERSON and capacity is None and _OFFICE_TITLE.search(titles) and role in _SUED:
        capacity = titles
    protected = is_pseudonym(name) or (kind is not PartyKind.ORGANIZATION and is_pseudonym(raw)) or kind is PartyKind.PSEUDONYM
    return PartyName(canonical, kind, _name_aliases(parts), _as_role(role), capacity, ward, protected)


def _name(name: str, parts: Parts, is_caption: bool) -> tuple[str, PartyKind, str]:
    """Return the canonical name, its kind and the titles taken from it."""
    if is_pseudonym(name):
        return _tidy_person(tidy_numbers(space_initials(name), parts.notes)), PartyKind.PSEUDONYM, ""
    if _ESTATE.search(name):
        return _tidy_person(name), PartyKind.ESTATE_OR_GUARDIAN, ""
    if is_matter(name):
        plain = re.sub(r"^in\s+re:?\s*(?:the\s+)?(?=\S)", lambda match: "In re " + ("the " if "the" in match[0].casefold().split() else ""), name, flags=re.IGNORECASE)
        return restore_case(plain), PartyKind.UNKNOWN, ""
    described = " ".join(parts.notes)
    stem, titles = take_titles(name)
    if titles and (looks_like_person(stem) or (len(stem.split()) == 1 and not is_organisation(name))):
        stem = re.split(r",|\s+and\s+", stem)[0]
        return _tidy_person(stem), PartyKind.PERSON, titles
    kind = find_kind(name, is_caption)
    if kind is PartyKind.PERSON and _CORPORATE.search(described) and not _MUNICIPAL.search(described):
        kind = PartyKind.ORGANIZATION
    elif kind is not PartyKind.PERSON and _MUNICIPAL.search(described):
        kind = PartyKind.GOVERNMENT
    elif kind is PartyKind.ORGANIZATION and re.search(r"\ban\s+individual\b", described):
        kind = PartyKind.PERSON
    if kind is PartyKind.PERSON:
        return _tidy_person(name), kind, ""
    return _tidy_body(name, kind), kind, ""


def _tidy_person(name: str) -> str:
    plain = re.sub(r"\s*\((?!\w{1,3}\)|[A-Z]\.|\d)[^()]*\)\s*$", "", name)
    return tidy_suffix(restore_case(plain, is_person=True)).strip(" ,;")


def _tidy_body(name: str, kind: PartyKind) -> str:
    stem, forms = split_forms(name) if kind is PartyKind.ORGANIZATION else (name, "")
    stem = restore_case(stem).rstrip(" ,;").removesuffix(" .")
    if not forms and not re.search(r"\b\w{1,5}\.$", stem):
        stem = stem.rstrip(".")
    return f"{stem} {forms}".strip()


def _represent(kind: PartyKind, parts: Parts, extra_info: str | None) -> PartyKind:
    """Return the kind of who acts for others: a class's representative, a guardian, an executor."""
    described = " ; ".join(parts.notes)
    if kind in (PartyKind.UNKNOWN, PartyKind.GOVERNMENT):
        return kind
    if _CLASS.search(described) or _CLASS.search(extra_info or ""):
        return PartyKind.CLASS
    if kind is not PartyKind.ORGANIZATION and _REPRESENTS.search(described):
        return PartyKind.ESTATE_OR_GUARDIAN
    return kind


def _find_actor(parts: Parts) -> tuple[str | None, str | None]:
    """Return who acts and for whom, where the line names the ward first ("A, by and through B").

    Where the one who acts is a pseudonym as well, the ward stays the party.
    """
    for note in parts.notes:
        match = _ACTING.match(note)
        ward, _ = trim(parts.name)
        if match and (is_pseudonym(ward) or looks_like_person(ward)):
            actor = dissect(match["actor"]).name
            if looks_like_person(trim(actor)[0]) and not is_pseudonym(actor):
                return actor, ward
    return None, None


def _name_aliases(parts: Parts) -> tuple[str, ...]:
    names = []
    for alias in parts.aliases:
        name, _ = trim(alias.strip("\"“” "))
        kind = find_kind(name)
        tidy = _tidy_person(name) if kind is PartyKind.PERSON else _tidy_body(name, kind)
        if tidy and tidy not in names:
            names.append(tidy)
    return tuple(names)


def _as_role(role: PartyType) -> PartyType:
    return PartyType.OTHER if role in _OTHERS else role


def extract_party(record: dict) -> dict:
    """Return `id`, canonical, kind, aliases, role and official_capacity of one party (design section 4).

    `record` has `raw`, and `raw_type` and `extra_info` of a party line or `side` ("first",
    "second") of a caption. Raises ParseError for a record of another shape.
    """
    if not isinstance(record, dict) or not isinstance(record.get("raw"), str):
        raise ParseError(f"not a party: {str(record)[:80]}; give an object with the text of the name in \"raw\"", code="party-record")
    for field in ("raw_type", "extra_info", "court_id", "side"):
        if not isinstance(record.get(field), str | None):
            raise ParseError(f"not a party: {field!r} is {record[field]!r}; give text, or leave it out", code="party-record")
    side = record.get("side")
    if side not in (None, "first", "second"):
        raise ParseError(f"not a side of a caption: {side!r}; give \"first\" or \"second\"", code="party-record")
    party = normalise_party(record["raw"], record.get("extra_info"), record.get("raw_type"), is_caption=side is not None)
    role = party.role
    if side and not record.get("raw_type"):
        role = find_side_role(party, side, record.get("court_id"), dissect(record["raw"]).printed_role)
    return {
        "id": record.get("id"), "canonical": party.canonical, "kind": party.kind.value, "aliases": list(party.aliases),
        "role": role.value, "official_capacity": party.official_capacity,
    }  # fmt: skip


def find_side_role(party: PartyName, side: str, court_id: str | None, printed: str | None = None) -> PartyType:
    """Return the role that a side of a caption shows in a court of this kind.

    A court of appeals may keep the caption of the trial court. A government that stands first
    there brought the action or the charge and seldom lost it; a person that stands second was
    charged by it; the Attorney General alone by surname is respondent to a petition for review.
    """
    if printed and (role := _as_role(normalise_party_type(printed))) is not PartyType.OTHER:
        return role
    court = load_courts().get(court_id or "")
    system = court.system if court else "appellate" if re.match(r"ca\d|cadc|cafc", court_id or "") else "scotus" if court_id == "scotus" else "district"
    if system == "scotus":
        return PartyType.PETITIONER if side == "first" else PartyType.RESPONDENT
    if system == "appellate":
        if side == "first":
            return PartyType.APPELLEE if party.kind is PartyKind.GOVERNMENT else PartyType.APPELLANT
        if party.official_capacity or party.canonical.split()[-1].casefold() in load_words("attorney_general"):
            return PartyType.RESPONDENT
        return PartyType.APPELLEE
    if is_matter(party.canonical):
        return PartyType.IN_RE
    return PartyType.PLAINTIFF if side == "first" else PartyType.DEFENDANT
