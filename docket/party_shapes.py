"""The shape of a name: the words that show an organisation, the form of a person's name.

What neither shows is decided where the name stands (`docket/party_kinds.py`).
"""

import re

from docket.party_forms import has_form, is_form_run, is_suffix
from docket.party_words import fold, is_registered, load_words

_LINKS = frozenset("of for on against in and & to with without from at by about under between over before after is are not".split())
_DOMAIN = re.compile(r"\w\.(?:com|org|net|edu|gov|io|ai|co|tv|us|biz|info)\b", re.IGNORECASE)
_INITIAL = re.compile(r"[A-Za-z]\.?|(?:[A-Z]\.){2,3}")
_NAME_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*[.’']?")
_HUMP = re.compile(r"([A-Z][a-z]{3,})[A-Z]")
_LONGEST_PERSON = 120
_PLACES = frozenset(("city", "county", "state", "town", "village", "united"))
_NAMED_AFTER = frozenset(("washington", "montana", "nevada", "indiana", "delaware", "maine"))
_US = re.compile(r"(?:u\.\s?s\.|us|usa)\s", re.IGNORECASE)
_NOT_PERSON_END = re.compile(
    r"\b(?:county|parish|township|police|court|courts|nation|tribe|commission|department|authority|district|schools|jail|prison"
    r"|senate|corrections|agency|bureau|army|navy)$",
    re.IGNORECASE,
)


def is_organisation(name: str) -> bool:
    """Say whether the words of a name show an organisation, whatever its form."""
    tokens = name.split()
    words = [fold(token) for token in tokens]
    if has_form(name) or "&" in tokens or _DOMAIN.search(name) or re.search(r"[\d!+]", name):
        return True
    if is_registered(name) or name.casefold() in load_words("organisation_name"):
        return True
    if len(words) == 1:
        has_inner_capital = re.search(r"[a-z][A-Z]", name) and not re.match(r"(?:Ma?c|D[ei]|La|O'|Van|Fitz)[A-Z]", name)
        has_capitals = re.match(r"[A-Z]{3,}[a-z]", name)        # "PSINet", "TRUSTe"
        is_known = words[0] in load_words("acronym") | load_words("make")
        return is_known or bool(has_inner_capital or has_capitals) or _has_bodies_parts(name)
    given_first = words[0] in load_words("given") or bool(_INITIAL.fullmatch(tokens[0]))
    has_initial = any(_INITIAL.fullmatch(token) for token in tokens[1:-1])
    for index, word in enumerate(words):
        if word in _LINKS and not (word in load_words("particle")):
            return True
        if word in load_words("make") and index and not given_first:
            return True
        if index and _is_acronym(tokens[index], word) and not name.isupper():
            return True
        if _is_joined(tokens[index]) or (index and _has_bodies_parts(tokens[index])):
            return True
        if word not in load_words("organisation") or (index == 0 and (given_first or word in load_words("surname") and len(words) == 2)):
            continue
        is_surname = word in load_words("surname") and (given_first or has_initial)
        if not is_surname and not (word in load_words("given") and given_first):
            return True
    return words[0] == "the"


def _is_joined(token: str) -> bool:
    """Whether two words are written as one: "TempHomes", and not "DiMeo", "FitzGerald" or "MaryAnn"."""
    hump = _HUMP.match(token)
    return bool(hump) and hump[1] != "Fitz" and hump[1].casefold() not in load_words("given")


def _has_bodies_parts(token: str) -> bool:
    """Whether each part of a word with a hyphen is an organisation's or a legal form: "Bank-Corp"."""
    parts = [fold(part) for part in token.split("-")]
    return len(parts) > 1 and all(part in load_words("organisation") or is_form_run(part) for part in parts)


def is_surname_with_suffix(name: str) -> bool:
    """Say whether a name is one word and a generation's suffix, which no organisation has: "Example, Sr."."""
    tokens = name.replace(",", " ").split()
    return len(tokens) == 2 and tokens[1].rstrip(".").casefold() in ("jr", "sr") and bool(_NAME_WORD.fullmatch(tokens[0]))


def _is_acronym(token: str, word: str) -> bool:
    return token.isupper() and len(word) > 2 and word in load_words("acronym") and not is_suffix(word)


def looks_like_person(name: str) -> bool:
    """Say whether a name of two to six words has the shape of a person's and nothing against it."""
    if len(name) > _LONGEST_PERSON:
        return False
    if len(pieces := re.split(r"\s+(?:and|&)\s+", name, maxsplit=1, flags=re.IGNORECASE)) == 2:
        return looks_like_person(pieces[1]) and (looks_like_person(pieces[0]) or pieces[0].casefold() in load_words("given"))
    tokens = [token for token in name.replace(",", " ").split() if not is_suffix(token)]
    if not 2 <= len(tokens) <= 6 or not all(_NAME_WORD.fullmatch(token.strip("\"“”()")) for token in tokens):
        return False
    words = [fold(token) for token in tokens]
    if _US.match(name) or words[0] in _PLACES or name.casefold() in load_words("state") | load_words("country"):
        return False
    if _NOT_PERSON_END.search(name) or words[-1].endswith("'s") or tokens[-1].endswith(("'s", "’s")) or _starts_with_state(words):
        return False
    return not is_organisation(" ".join(tokens))


def _starts_with_state(words: list[str]) -> bool:
    """Whether a name starts with a state that nobody is called after: "New York Times", "Texas Roadhouse"."""
    if " ".join(words[:2]) in load_words("state"):
        return True
    return words[0] in load_words("state") and words[0] not in load_words("given") | _NAMED_AFTER
