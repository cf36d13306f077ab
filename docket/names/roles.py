"""The role of a party in one docket, and in what capacity it stands there.

The role is from the clerk's word, or from a side of the caption; the capacity is an office, a class, an
estate or a ward.
"""

import re

from docket.courts import load_courts
from docket.names.kinds import PartyKind, is_matter, is_office, looks_like_person
from docket.names.parts import Parts, dissect, is_staff, take_titles, trim
from docket.names.pseudonyms import is_pseudonym
from docket.names.words import load_words
from docket.vocabulary import PartyType, normalize_party_type

_OTHERS = frozenset((PartyType.COURT_OFFICER, PartyType.UNKNOWN, PartyType.UNMAPPED, PartyType.OTHER))


def as_role(role: PartyType) -> PartyType:
    """Return a party type as a role: officers of the court and unknown words are ``OTHER``."""
    return PartyType.OTHER if role in _OTHERS else role


def find_side_role(
    canonical: str,
    kind: PartyKind,
    is_official: bool,
    side: str,
    court_id: str | None,
    printed: str | None = None,
) -> PartyType:
    """Return the role that a side of a caption shows in a court of this kind; a printed role decides.

    A court of appeals may keep the caption of the trial court, so its sides are a guess: a
    government that stands first brought the action or the charge, and those whom it sued or
    charged appeal more often; an Attorney General that stands second is respondent to a
    petition for review (8 U.S.C. § 1252(b)(3)(A)).
    """
    if printed and (role := as_role(normalize_party_type(printed))) is not PartyType.OTHER:
        return role
    system, is_first = _find_system(court_id or ""), side == "first"
    if system == "scotus":
        return PartyType.PETITIONER if is_first else PartyType.RESPONDENT
    if system == "appellate":
        if is_first:
            return PartyType.APPELLEE if kind is PartyKind.GOVERNMENT else PartyType.APPELLANT
        is_attorney_general = is_official or canonical.rsplit(maxsplit=1)[-1].casefold() in load_words(
            "attorney_general"
        )
        return PartyType.RESPONDENT if is_attorney_general else PartyType.APPELLEE
    if is_matter(canonical):
        return PartyType.IN_RE
    return PartyType.PLAINTIFF if is_first else PartyType.DEFENDANT


def _find_system(court_id: str) -> str:
    """Return the system of a court; of one that courts.csv lacks, what its id looks like."""
    if court := load_courts().get(court_id):
        return court.system
    return "appellate" if re.match(r"ca(?:\d|dc|fc)", court_id) else "district"


_CAPACITY = re.compile(
    r"""\bin\s+(?:(?:his|her|their|its|the|both|his/her|his\s+or\s+her|own|individual|personal|respective)\s+
        |/\s*her\s+|and\s+|,\s*)*
        (?:official|offical|oficial)\b(?:\s+and\s+(?:individual|personal))?\s+capacit\w+(?:\s+(?:as|of)\s+[^;\n]+)?""",
    re.VERBOSE | re.IGNORECASE,
)
_MARK = re.compile(r"[,;(\n]|\bcapacit", re.IGNORECASE)
_INDIVIDUAL_ONLY = re.compile(r"\bin\s+(?:\w+\s+)?(?:individual|personal)\s+capacit", re.IGNORECASE)
_AS = re.compile(r"^(?:individually\s+and\s+)?as\s+(?:the\s+)?", re.IGNORECASE)
_CLASS = re.compile(
    r"similarly[\s-]+situated|\bclass\s+representatives?\b|\b(?:putative|proposed)\s+class\b"
    r"|behalf\s+of\s+(?:a|the)\s+(?:\w+\s+)?class\b"
    r"|\bthe\s+class(?:es)?\s+(?:of|they|he|she|it|defined)\b",
    re.IGNORECASE,
)
_REPRESENTS = re.compile(
    r"""next\s+(?:best\s+)?friend|\bguardians?\b|\bconservators?\b
        |\bexecut(?:or|rix|ors)\b(?!\s+(?:director|officer|committee))|\bpersonal\s+representatives?\b
        |\badministrat(?:or|rix|ors)\b[^;\n]*\b(?:estates?|deceased|decedent)|\badministratrix\b
          |\bspecial\s+administrator|\b(?:for|of
           |behalf\s+of)\s+the\s+estate\b
        |\b(?:parents?|mother|father)\b[^;\n]*\b(?:of|behalf)\b|\bbehalf\s+of\s+(?:his|her|their
          |the)\s+(?:\w+\s+)?(?:minor|child|son
           |daughter|children)|\bminor\s+child|\bparents?\s+and\s+natural\b
        |\bsurvivors?\s+of\b|\bsuccessor(?:s|-)?\s*-?\s*in\s*-?\s*interest\s+to\s+(?:the\s+)?(?:decedent
          |estate)|\bheirs?\b
           |\bestate\s+of\b
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ACTING = re.compile(
    r"""(?:^|\bminors?,\s*)by\s+(?:and\s+through\s+)?(?:(?:his|her|their|its|the)\s+)?
        (?:(?:natural|legal|next|best|court-appointed|general|duly|appointed|parents?|mother|father|friends?
          |guardians?|ad|litem
           |conservators?|and|&|grandmother|grandfather|aunt|of|custodial)\b[\s,/]*)*
        (?P<actor>[^;]+)$""",
    re.VERBOSE | re.IGNORECASE,
)
_PRIVATE_OFFICE = re.compile(
    (
        r"\b(?:inc|llc|corp|corporation|company|ceo|cfo|chief\s+executive|bank|holdings|l\.?p|hospital"
        "|foundation|association|former"
        r"|formerly)\b"
    ),
    re.IGNORECASE,
)


def find_official_capacity(name: str, extra_info: str | None) -> str | None:
    """Return the words that say a person is party as an office, None where nothing says so.

    "in his official capacity as …", or the public office printed with the name ("Warden of …").
    A capacity stands behind the name, after a mark or in the small print (all 967 names of the
    reference samples and the catalog), so that a bare name is not taken apart.
    """
    if not extra_info and not _MARK.search(name):
        return None
    return find_capacity(dissect(name, extra_info), name, extra_info)


def find_capacity(parts: Parts, raw: str, extra_info: str | None) -> str | None:
    """Return the same of a party line already taken apart."""
    if match := _CAPACITY.search(extra_info or "") or _CAPACITY.search(raw):
        return " ".join(match[0].split())
    name, office = trim(parts.name)
    if is_private_only(parts) or (not office and not parts.notes):
        return None
    person, _ = take_titles(name)
    if not looks_like_person(person) and len(person.split()) > 1:
        return None
    notes = [_AS.sub("", note) for note in (office, *parts.notes) if note]
    return next((note for note in notes if _is_public_office(note)), None)


def _is_public_office(note: str) -> bool:
    return is_office(note) and not (
        is_staff(note) or _PRIVATE_OFFICE.search(note) or _REPRESENTS.search(note)
    )


def is_private_only(parts: Parts) -> bool:
    """Say whether a line names no capacity but the person's own: "in his individual capacity"."""
    return any(_INDIVIDUAL_ONLY.search(note) for note in parts.notes)


def find_represented_kind(kind: PartyKind, parts: Parts, extra_info: str | None) -> PartyKind:
    """Return the kind of who acts for others: a class's representative, a guardian, an executor."""
    described = " ; ".join(parts.notes)
    if kind in (PartyKind.UNKNOWN, PartyKind.GOVERNMENT):
        return kind
    if _CLASS.search(described) or _CLASS.search(extra_info or ""):
        return PartyKind.CLASS
    is_ward = any(_ACTING.search(note) for note in parts.notes) and kind is PartyKind.PSEUDONYM
    if kind is not PartyKind.ORGANIZATION and not is_ward and _REPRESENTS.search(described):
        return PartyKind.ESTATE_OR_GUARDIAN
    return kind


def find_actor(parts: Parts) -> tuple[str | None, str | None]:
    """Return who acts and for whom, where the line names the ward first ("A, by and through B").

    Where the one who acts is a pseudonym as well, or stands only in the small print, the ward
    stays the party.
    """
    for note in parts.notes[: len(parts.notes) - parts.below]:
        match = _ACTING.search(note)
        ward, _ = trim(parts.name)
        if match and (is_pseudonym(ward) or looks_like_person(ward)):
            actor = dissect(match["actor"]).name
            if looks_like_person(trim(actor)[0]) and not is_pseudonym(actor):
                return actor, ward
    return None, None
