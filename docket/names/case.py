"""Ordinary case for names that a court prints in capitals. Names in mixed case stay as printed."""

import re

from docket.names.words import load_spellings, load_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:\.(?=[^\W_]))?", re.UNICODE)
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?|[A-Z]\.(?:AI)?")
_ROMAN = re.compile(r"(?:II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV)")
_ORDINAL = re.compile(r"\d+(?:ST|ND|RD|TH)")
# Without a vowel a short word is an acronym; these are words all the same.
_NO_VOWEL_WORDS = frozenset(
    "mr mrs ms dr st jr sr ft mt ng bldg blvd dept ctr hwy mfg mkt nt pkwy rd srv svc svcs mgmt cty".split()
)


def is_all_capitals(name: str) -> bool:
    """Say whether a name has letters and none of them is small."""
    return name.upper() == name and name.lower() != name


def restore_case(name: str, is_person: bool = False) -> str:
    """Return a name printed in capitals in ordinary case; acronyms keep theirs.

    "LORETTA E. LYNCH" is "Loretta E. Lynch", "HIAS, INC." is "HIAS, Inc.". A name with small
    letters is returned as it is.
    """
    if not is_all_capitals(name):
        return name
    tokens = name.split(" ")
    return " ".join(_token(token, index, tokens, is_person) for index, token in enumerate(tokens))


def _token(token: str, index: int, tokens: list[str], is_person: bool) -> str:
    bare = token.strip('(),;:."“”')
    starts = index == 0 or tokens[index - 1].endswith(":")
    if not is_person and not starts and bare.casefold() in load_words("small") and "." not in token:
        return token.lower()
    spelled = load_spellings("acronym").get(bare.casefold())
    if spelled and not (is_person and _is_name_part(bare, index, tokens)):
        return token.replace(bare, spelled)
    if _INITIALS.fullmatch(token.strip('(),;:"')):
        return token
    if bare == "A" and not starts and not is_person:
        return token.lower()
    return _WORD.sub(lambda match: _word(match[0]), token)


def _is_name_part(bare: str, index: int, tokens: list[str]) -> bool:
    """Whether letters that are also an acronym name a person here: "Ali", "Ice", "Kim La"."""
    return any(letter in "AEIOUY" for letter in bare) and not (
        _ROMAN.fullmatch(bare) and index == len(tokens) - 1
    )


def _word(word: str) -> str:
    if spelled := load_spellings("camel").get(word.casefold()):
        return spelled
    if _ROMAN.fullmatch(word):
        return word
    if _ORDINAL.fullmatch(word):
        return word.lower()
    if any(letter.isdigit() for letter in word):
        return word
    letters = word.rstrip(".")
    if (
        2 <= len(letters) <= 4
        and not re.search(r"[AEIOUY]", letters)
        and letters.casefold() not in _NO_VOWEL_WORDS
    ):
        return word
    if match := re.fullmatch(r"(MC|[OD]['’]|L['’])(\w{2,}.*)", word):
        return match[1].capitalize() + match[2].capitalize()
    return word[:1] + word[1:].lower()
