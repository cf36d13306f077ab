"""What kind of thing a party's name names: a person, an organization, a public body, an office …

Read from the name alone, by families of words (data/name_words.csv, language/names.tsv) and by the shape of the
name. Order matters: a legal form speaks louder than "city", and "city" louder than a surname.
"""

import re
from enum import StrEnum

from docket.names.spelling import has_form, is_suffix
from docket.names.words import begins, ends, fold, is_registered, load_words, says

_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|gov|io|ai|co|tv|us|biz|info)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Za-z]\.?|(?:[A-Z]\.){2,3}")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*[.’']?")
_ODD_CAPITALS = re.compile(
    r"(?!(?:Ma?c|D[ei]|La|O'|Van|Fitz)[A-Z]).*[a-z][A-Z]|[A-Z]{3,}[a-z]"
)  # "eBay", "PSINet"
_LONGEST_PERSON = 120
_NUMBER = re.compile(r"\s(?:no\.?\s*)?[\dR-]+[A-Z]?$", re.IGNORECASE)
_JOINS = re.compile(r"\s(?:of|and|for)\s")
_REMARK = re.compile(r"\s{0,9}\([^()]*\)$")
_AFTER_HEAD = re.compile(r"\s{1,9}(?:of|in|from|at|who|and\s+the|with|concerned|against)\s+", re.IGNORECASE)


class PartyKind(StrEnum):
    """What a party is. A group without a name of its own is ``UNKNOWN``."""

    PERSON = "person"
    PSEUDONYM = "pseudonym"
    ORGANIZATION = "organization"
    GOVERNMENT = "government"
    ESTATE_OR_GUARDIAN = "estate_or_guardian"
    CLASS = "class"
    UNKNOWN = "unknown"


def is_organization(name: str) -> bool:
    """Say whether the words of a name show an organization, whatever its form."""
    tokens = name.split()
    words = [fold(token) for token in tokens]
    if has_form(name) or "&" in tokens or _DOMAIN.search(name) or re.search(r"[\d!+]", name):
        return True
    if is_registered(name) or name.casefold() in load_words("organization_name") or words[0] == "the":
        return True
    if len(words) == 1:
        is_known = words[0] in load_words("acronym", "make")
        return is_known or _ODD_CAPITALS.match(name) is not None
    # "J. P. Bank" may be called so, "J.P. Example Example Bank" is a bank
    given_first = words[0] in load_words("given") or (len(words) < 4 and bool(_INITIAL.fullmatch(tokens[0])))
    has_initial = any(_INITIAL.fullmatch(token) for token in tokens[1:-1])
    if any(word in load_words("joining") for word in words):
        return True
    if any(word in load_words("make") for word in words[1:]) and not given_first:
        return True
    if any(map(_is_joined, tokens)) or (not name.isupper() and any(map(_is_acronym, tokens[1:]))):
        return True
    for index, word in enumerate(words):
        is_given = given_first and (index == 0 or word in load_words("given"))
        may_be_surname = given_first or has_initial or (index == 0 and len(words) == 2)
        is_surname = may_be_surname and word in load_words("surname")
        if word in load_words("organization") and not is_given and not is_surname:
            return True
    return False


def _is_joined(token: str) -> bool:
    """Whether two words are written as one: "TempHomes", and not "DiMeo", "FitzGerald" or "MaryAnn"."""
    hump = re.match(r"(?!Fitz)([A-Z][a-z]{3,})[A-Z]", token)
    return hump is not None and hump[1].casefold() not in load_words("given")


def _is_acronym(token: str) -> bool:
    return (
        token.isupper()
        and len(fold(token)) > 2
        and fold(token) in load_words("acronym")
        and not is_suffix(token)
    )


def looks_like_person(name: str) -> bool:
    """Say whether a name of two to six words has the shape of a person's and nothing against it."""
    if len(name) > _LONGEST_PERSON:
        return False
    if len(pieces := re.split(r"\s{1,9}(?:and|&)\s{1,9}", name, maxsplit=1, flags=re.IGNORECASE)) == 2:
        is_first = looks_like_person(pieces[0]) or pieces[0].casefold() in load_words("given")
        return is_first and looks_like_person(pieces[1])
    tokens = [token for token in name.replace(",", " ").split() if not is_suffix(token)]
    if not 2 <= len(tokens) <= 6 or not all(_NAME_WORD.fullmatch(token.strip('"“”()')) for token in tokens):
        return False
    words = [fold(token) for token in tokens]
    if words[0] in load_words("place") or name.casefold() in load_words("state", "country"):
        return False
    if tokens[-1].endswith(("'s", "’s")) or _starts_with_state(words) or ends("no_surname", name):
        return False
    return not is_organization(" ".join(tokens))


def _starts_with_state(words: list[str]) -> bool:
    """Whether a name starts with a state that nobody is called after: "New York Times", "Texas Roadhouse"."""
    is_state = words[0] in load_words("state") and words[0] not in load_words("given", "named_after")
    return is_state or " ".join(words[:2]) in load_words("state")


def is_office(text: str) -> bool:
    """Say whether words begin with a public office: "Warden of …", "Attorney General"."""
    office = begins("office", text)
    return office is not None and not re.match(r"\s+[a-z]\.", text[office.end() :], re.IGNORECASE)


def is_government(name: str) -> bool:
    """Say whether a name is a state's, an agency's, a city's, a public district's or a foreign state's."""
    plain = _without_place(name.replace("’", "'").strip(" .,"))
    if says("public_sure", plain):
        return True
    if has_form(plain):
        return False
    if plain.casefold().removeprefix("the ") in load_words("state", "country", "sovereign"):
        return True
    if begins("body_of", plain) or ends("turned", plain):
        return True
    if not plain or says("private", plain) or looks_like_person(plain):
        return False
    if begins("public_first", plain) or says("public", plain) or ends("public_last", _NUMBER.sub("", plain)):
        return True
    words, (_, _, rest) = [fold(word) for word in plain.split()], plain.partition(" ")
    if (words[-1] == "office" and _starts_with_state(words)) or (words[-1] == "city" and 1 < len(words) < 4):
        return True
    # "Chief Example Technologies" is a firm, "Chief of Police" is none
    is_firm = words[0] in load_words("office_and_surname") and rest and is_organization(rest)
    return is_office(plain) and (not is_firm or _JOINS.search(plain) is not None)


def _without_place(name: str) -> str:
    """A name without the state behind it: "Elm, New York", "Elm, NY", "Elm, Cal."."""
    body, _, place = name.rpartition(", ")
    is_short = len(place.split()) == 1 and (place.endswith(".") or (len(place) == 2 and place.isupper()))
    return body if body and (is_short or place.casefold() in load_words("state")) else name


def is_matter(name: str) -> bool:
    """Say whether a caption names a matter and no party: "In re …"."""
    return begins("matter", name) is not None


def find_kind(name: str, is_caption: bool = False) -> PartyKind:
    """Return the kind of a name that is neither a pseudonym's nor a representative's.

    One unknown word is a surname in a caption ("Pursley v. …") and an organization in a list of
    parties, where persons have their given names.
    """
    name = re.sub(r",\s+the$", "", name, flags=re.IGNORECASE)  # "Example Company, The"
    words = name.replace(",", " ").split()
    if is_caption and name.casefold() in load_words("office_and_surname"):
        return PartyKind.PERSON
    if is_matter(name) or says("thing", name) or begins("thing_first", name):
        return PartyKind.UNKNOWN
    if (begins("vague", name) or is_group(name)) and not has_form(name):
        return PartyKind.UNKNOWN
    if is_government(name):
        return PartyKind.GOVERNMENT
    if has_form(name):
        return PartyKind.ORGANIZATION
    # No organization has a generation's suffix: "Example, Sr."
    has_suffix = len(words) == 2 and fold(words[1]) in ("jr", "sr") and _NAME_WORD.fullmatch(words[0])
    is_surname = has_suffix or (is_caption and len(words) == 1 and not is_organization(name))
    return PartyKind.PERSON if is_surname or looks_like_person(name) else PartyKind.ORGANIZATION


def drop_remark(name: str) -> str:
    """Return a body's or a group's name without the remark in parentheses behind it: "Elm, LLC (Oak Electric)".

    Of other names the parentheses may be a part.
    """
    bare = _REMARK.sub("", name)
    return bare if bare and (has_form(bare) or is_group(bare) or begins("vague", bare)) else name


def is_group(name: str) -> bool:
    """Say whether a name only describes people or bodies: "Technology Companies", "Scholars of …"."""
    head = _AFTER_HEAD.split(name.strip(" ."), maxsplit=1)[0]
    words = [fold(word) for word in head.split()]
    if not words or words[-1] not in load_words("group"):
        return False
    return load_words("body_head").keys().isdisjoint(words[1:] if words[0] == "the" else words)
