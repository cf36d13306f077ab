"""Ordinary case for names that a court prints in capitals. Names in mixed case stay as printed."""

import re

from docket.names.words import load_words

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*(?:\.(?=[^\W_]))?", re.UNICODE)
_INITIALS = re.compile(r"(?:[A-Z]\.){2,}[A-Z]?|[A-Z]\.(?:AI)?")
_ROMAN = re.compile(r"(?:II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV)")
_MANY_CAPITALS = re.compile(r"(MC|[OD]['’]|L['’])(\w{2,}.*)")  # "MCQUEEN", "O'DOWD"


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
    spelled = load_words("acronym").get(bare.casefold())
    # Letters with a vowel that are also an acronym may name a person: "Ali", "Ice", "Kim La".
    is_last_roman = _ROMAN.fullmatch(bare) and index == len(tokens) - 1
    if spelled and (not is_person or not re.search(r"[AEIOUY]", bare) or is_last_roman):
        return token.replace(bare, spelled)
    return token if _INITIALS.fullmatch(token.strip('(),;:"')) else _WORD.sub(_word, token)


def _word(match: re.Match) -> str:
    word = match[0]
    if spelled := load_words("camel").get(word.casefold()):
        return spelled
    if re.fullmatch(r"\d+(?:ST|ND|RD|TH)", word):
        return word.lower()
    letters = word.rstrip(".")
    is_acronym = 2 <= len(letters) <= 4 and not re.search(r"[AEIOUY]", letters)
    if _ROMAN.fullmatch(word) or re.search(r"\d", word):
        return word
    if is_acronym and letters.casefold() not in load_words("no_vowel"):
        return word
    if parts := _MANY_CAPITALS.fullmatch(word):
        return parts[1].capitalize() + parts[2].capitalize()
    return word[:1] + word[1:].lower()
