"""What kind of thing a party's name names: a person, an organization, a public body, an office; or whether it
must stay unlinked: pseudonyms, placeholders, initials, minors, and sealed parties.

This is read from the name alone, by classes of words (data/name_words.csv, language/names.tsv) and by the
shape of the name. Order matters: a legal form outweighs "city", and "city" outweighs a surname. A name that
must stay unlinked is never joined to an entity or to a party of another docket. In doubt, a name stays
unlinked: a wrong join publishes what a court withheld.
"""

import re
from enum import StrEnum
from functools import lru_cache

from docket.names.spelling import has_form, is_suffix, load_forms
from docket.names.words import begins, ends, fold, is_registered, load_words, says

_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|gov|io|ai|co|tv|us|biz|info)\b", re.IGNORECASE)
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*[.’']?")
# "eBay", "PSINet", "3M", "Yahoo!"
_ODD_WORD = re.compile(r"(?!(?:Ma?c|D[ei]|La|O'|Van|Fitz)[A-Z]).*[a-z][A-Z]|[A-Z]{3,}[a-z]|.*[\d!+]")
_AND = re.compile(r"\s{1,9}(?:and|&)\s{1,9}", re.IGNORECASE)
_AFTER_HEAD = re.compile(r"\s{1,9}(?:of|in|from|at|who|and\s+the|with|concerned|against)\s+", re.IGNORECASE)
_LONGEST_PERSON = 120  # characters: a longer name is not a person's
_MOST_TITLES = 6  # titles removed from one name
_NUMBERED = re.compile(r"([^\W\d]+)\s*(?:no\.?\s*)?(?:#\s*)?(?:\d+|[a-z]\.?)\s*(?:-\s*\d+)?", re.IGNORECASE)
_INITIALS = re.compile(
    r"\s{0,3}(?:[A-Z]\.[\s-]*){2,5}(?:[A-Z]\b\.?)?\s{0,3}(?:\(?#?\d+\)?|\([^()]{1,12}\)|[JS]r\.?|III?)?\s{0,3}"
    r"(?:$|[,;(]|(?:and|&|by|on|through|as|in|a|et|individually|v\.?)\b)"
)
_GIVEN_AND_LETTER = re.compile(r"\s*[A-Z][a-z]+(?:\s+[A-Z]\.)?\s+[A-Z]\.?\s*(?:$|[,;(])")
_BARE_LETTERS = re.compile(r"\s*([A-Z]{2,3})(?:\s+\d+)?\s*")
_NUMBER = r"(\d[\d,]{0,12}|[IVXL]{1,6}|[A-Z]{1,2})"
_RANGE = re.compile(
    rf"\b{_NUMBER}\s{{0,3}}(?:,?\s{{0,3}}(?:through|thru|to)\s|[–—-])\s{{0,3}}(?:(?:doe|roe)\s{{1,3}})?{_NUMBER}\b",
    re.IGNORECASE,
)


# What a party is. A group without a name of its own is ``UNKNOWN``.
PartyKind = StrEnum("PartyKind", "PERSON PSEUDONYM ORGANIZATION GOVERNMENT ESTATE_OR_GUARDIAN CLASS UNKNOWN")


def is_organization(name: str) -> bool:
    """Whether the words of a name show an organization, whatever its form."""
    words = [fold(token) for token in name.split()]
    if has_form(name) or ("." in name and _DOMAIN.search(name)) or is_registered(name):
        return True
    if load_words("joining").keys() & set(words) or name.casefold() in load_words("organization_name"):
        return True
    if len(words) == 1:
        return words[0] in load_words("acronym") or _ODD_WORD.match(name) is not None
    # "Ada Bank", "Hope R. Park", and "Page Elm" can be persons' names
    is_named = words[0] in load_words("given") or any(len(word) == 1 for word in words[1:-1])
    may_be_called = words if is_named else words[:1] if len(words) == 2 else []
    signs = {word for word in words if word in load_words("organization") and word not in load_words("given")}
    return not signs <= {word for word in may_be_called if word in load_words("surname")}


@lru_cache(64)  # called several times for one name: for its kind, titles, capacity, and actor
def looks_like_person(name: str) -> bool:
    """Whether a name of two or more words has the shape of a person's and nothing speaks against it."""
    if len(name) > _LONGEST_PERSON:
        return False
    if len(pieces := _AND.split(name, maxsplit=1)) == 2:
        return all(map(looks_like_person, pieces))
    tokens = [token for token in name.replace(",", " ").split() if not is_suffix(token)]
    if len(tokens) < 2 or (first := fold(tokens[0])) in load_words("place") or _is_state(first):
        return False
    if not all(_NAME_WORD.fullmatch(token.strip('"“”()')) for token in tokens) or ends("no_surname", name):
        return False
    return not is_organization(" ".join(tokens))


def _is_state(word: str) -> bool:
    """Whether a word is a state that is not also a given name: "Texas Roadhouse"."""
    return word in load_words("state") and word not in load_words("given")


def is_government(name: str) -> bool:
    """Whether a name is that of a state, agency, city, public district, or foreign state."""
    bare_name = name.replace("’", "'").strip(" .,")
    body, _, place = bare_name.rpartition(", ")
    is_place = place.casefold() in load_words("state") or re.fullmatch(r"[A-Z]{2}", place)
    bare_name = body if body and is_place else bare_name  # "Elm, New York", "Elm, NY"
    if says("public_sure", bare_name):
        return True
    if has_form(bare_name):
        return False
    state = bare_name.casefold().removeprefix("the ")
    is_land = state in load_words("state") or state in load_words("country")
    if is_land or begins("body_of", bare_name) or ends("turned", bare_name):
        return True
    if says("private", bare_name) or looks_like_person(bare_name):
        return False
    words = [fold(word) for word in bare_name.split()]
    is_states = words[-1:] == ["office"] and _is_state(words[0])
    is_begun = is_states or begins("office", bare_name) or begins("public_first", bare_name)
    return bool(is_begun or ends("public_last", bare_name) or says("public", bare_name))


def take_titles(name: str) -> tuple[str, str]:
    """Return a person's name without titles, and the titles: of "Dr. Example", not of "General Motors"."""
    rest = name
    for _ in range(_MOST_TITLES):
        if not (title := begins("title", rest)) or not (left := rest[title.end() :].lstrip(" .")):
            break
        rest = left
    if rest == name or not (looks_like_person(rest) or (" " not in rest and not is_organization(name))):
        return name, ""
    return rest, name.removesuffix(rest).strip()


def find_kind(name: str, is_caption: bool = False) -> PartyKind:
    """Return the kind of a name by itself, ignoring anything said about the party.

    One unknown word is a surname in a caption ("Pursley v. …") but an organization in a list of parties,
    where persons have their given names.
    """
    if is_pseudonym(name):
        return PartyKind.PSEUDONYM
    if begins("estate_of", name):
        return PartyKind.ESTATE_OR_GUARDIAN
    if take_titles(name)[1]:
        return PartyKind.PERSON
    name = re.sub(r",\s+the$", "", name, flags=re.IGNORECASE)  # "Example Company, The"
    is_described = not has_form(name) and (begins("thing_first", name) or is_group(name))
    if is_described or begins("matter", name) or says("thing", name):
        return PartyKind.UNKNOWN
    first, *others = name.replace(",", " ").split() or [""]
    is_lone = is_caption and not others
    if is_government(name) and not (is_lone and first.casefold() in load_words("surname")):
        return PartyKind.GOVERNMENT
    # No organization has a generational suffix: "Example, Sr."
    has_suffix = len(others) == 1 and fold(others[0]) in ("jr", "sr") and _NAME_WORD.fullmatch(first)
    is_person = has_suffix or (is_lone and not is_organization(name)) or looks_like_person(name)
    return PartyKind.PERSON if is_person else PartyKind.ORGANIZATION


def is_group(name: str) -> bool:
    """Whether a name only describes people or bodies: "Technology Companies", "Scholars of …"."""
    words = [fold(word) for word in _AFTER_HEAD.split(name.strip(" ."), maxsplit=1)[0].split()]
    is_told = bool(words) and words[-1] in load_words("group")
    return is_told and load_words("body_head").keys().isdisjoint(words)


@lru_cache(65_536)
def is_pseudonym(name: str) -> bool:
    """Whether a name is a pseudonym, a placeholder, initials, or a minor's.

    Such a party is never joined to anything, and never resolved.
    """
    numbered = _NUMBERED.fullmatch(name.strip())
    if says("withheld", name) or (numbered and numbered[1].casefold() in load_words("numbered")):
        return True
    if has_form(name):  # "N.E.A.R., Inc"
        return False
    if not (bare := _BARE_LETTERS.fullmatch(name)):
        return bool(_INITIALS.match(name) or _GIVEN_AND_LETTER.match(name))
    letters = bare[1].casefold()
    if len(letters) == 2:
        return letters not in load_words("two_letters")
    # A caption in capitals ("LAM v. …"), "LLC" after a comma
    is_known = letters in load_words("acronym") or letters in load_words("surname")
    return not is_known and letters not in load_forms()


def tidy_pseudonym(name: str, notes: tuple[str, ...]) -> str:
    """Return a name with its initials spaced and its numbers in one style: "J.C. (1)" is "J. C. (1)"; "Does"
    with the note "1 through 10, inclusive" is "Does 1-10"."""
    name = re.sub(r"(?<=\b[A-Z]\.)(?=[A-Z]\b)", " ", name)
    if re.search(r"\b(?:does|roes)$", name, re.IGNORECASE):
        name = " ".join((name, *(note for note in notes if _RANGE.match(note))))
    name = re.sub(r",?\s{0,3}inclusive\b.*$", "", name, flags=re.IGNORECASE)
    return _RANGE.sub(r"\1-\2", name, count=1)
