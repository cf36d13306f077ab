"""What kind of thing a party's name names: a person, an organisation, a government …

Read from the name alone, by families of words (data/name_words.csv) and by the shape of the
name. Order matters: a legal form speaks louder than "city", and "city" louder than a surname.
"""

import re
from enum import StrEnum

from docket.party_forms import has_form
from docket.party_public import is_government
from docket.party_shapes import is_organisation, is_surname_with_suffix, looks_like_person
from docket.party_words import fold, load_words


class PartyKind(StrEnum):
    """What a party is. A group without a name of its own is ``UNKNOWN``."""

    PERSON = "person"
    PSEUDONYM = "pseudonym"
    ORGANIZATION = "organization"
    GOVERNMENT = "government"
    ESTATE_OR_GUARDIAN = "estate_or_guardian"
    CLASS = "class"
    UNKNOWN = "unknown"


_MATTER = re.compile(
    r"^(?:in\s+re\b|in\s+the\s+matters?\s+of\b|in\s+matter\s+of\b|matter\s+of\b|ex\s+parte\b|application\s+of\b)",
    re.IGNORECASE,
)
_THING = re.compile(
    r"^\$|^(?:approximately|all|any\s+and\s+all|one|two|three|\d+)\s+.*\b(?:currency|funds|property|vehicles?|firearms?|account"
    r"|accounts|assets|bitcoins?|plaintiffs|defendants|others|persons?|pieces?|contents)\b"
    r"|\b(?:real\s+property|u\.?s\.?\s+currency|united\s+states\s+currency|vin|funds\s+in)\b"
    r"|^(?:the\s+)?(?:vessel|barge|tug|motor\s+vessel|f/v|s/v|m/y"
    r"|aircraft)\b|\bunknown\s+(?:named|officers?|agents?|persons?|employees?|part(?:y|ies))\b|^(?:service|mailing|notice)\s+list$"
    r"|^unknown\b|^unidentified\b|^unnamed\b|^m/?v\s"
    r"|^members\s+of\b|^(?:interfaith\s+)?groups?\s+of\b|^all\s+(?:plaintiffs|defendants|parties|counsel)|\battorneys\s+general$"
    r"|^et\.?\s+al\b|^(?:its|their)\s+[a-z]",
    re.IGNORECASE,
)
# Words that describe, and also begin the name of a firm, whose legal form speaks louder: "2005 Investors LLC".
_VAGUE = re.compile(
    r"^certain\b(?!\s+underwriters)|^various\b|^others?\b|^(?:the\s+)?families\s+(?:of|and)\b"
    r"|^(?:(?:one|two|a|an)\s+(?:\(\d+\)\s+)?)?(?:19|20)\d\d\s+\w+",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s*\([^()]*\)$")
_AFTER_HEAD = re.compile(r"\s+(?:of|in|from|at|who|and\s+the|with|concerned|against)\s+", re.IGNORECASE)
_BODIES = frozenset("association alliance league federation society council coalition conference union united foundation the".split())
_OFFICES_AND_SURNAMES = frozenset(
    "judge justice marshal mayor chancellor constable major president senator bishop king prince chief captain".split()
)


def is_matter(name: str) -> bool:
    """Say whether a caption names a matter and no party: "In re …"."""
    return bool(_MATTER.match(name))


def find_kind(name: str, is_caption: bool = False) -> PartyKind:
    """Return the kind of a name that is neither a pseudonym's nor a representative's.

    One unknown word is a surname in a caption ("Pursley v. …") and an organisation in a list of
    parties, where persons have their given names.
    """
    if is_caption and name.casefold() in _OFFICES_AND_SURNAMES:
        return PartyKind.PERSON
    if is_matter(name) or _THING.search(name) or (_VAGUE.match(name) and not has_form(name)):
        return PartyKind.UNKNOWN
    if is_group(name) and not has_form(name):
        return PartyKind.UNKNOWN
    if is_government(name):
        return PartyKind.GOVERNMENT
    if has_form(name):
        return PartyKind.ORGANIZATION
    if looks_like_person(name) or is_surname_with_suffix(name):
        return PartyKind.PERSON
    if len(name.split()) == 1 and is_caption and not is_organisation(name):
        return PartyKind.PERSON
    return PartyKind.ORGANIZATION


def drop_remark(name: str) -> str:
    """Return a body's or a group's name without the remark in parentheses behind it: "Elm, LLC (Oak Electric)".

    Of other names the parentheses may be a part.
    """
    bare = _REMARK.sub("", name)
    return bare if bare and (has_form(bare) or is_group(bare) or _VAGUE.match(bare)) else name


def is_group(name: str) -> bool:
    """Say whether a name only describes people or bodies: "Technology Companies", "Scholars of …"."""
    head = _AFTER_HEAD.split(name.strip(" ."), maxsplit=1)[0]
    words = [fold(word) for word in head.split()]
    if not words or words[-1] not in load_words("group"):
        return False
    return not _BODIES & set(words[1:] if words[0] == "the" else words)
