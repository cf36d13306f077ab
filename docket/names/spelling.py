"""Names in one spelling: ordinary case for printed capitals; legal forms and suffixes in one style each.

``Inc.``, ``Corp.``, ``Co.``, and ``Ltd.`` keep their full stop, letters such as LLC and NA have none; a form
spelled out (Corporation, Company, Limited) stays. No comma precedes any of them. The words are rows of
data/name_words.csv. Names in mixed case stay as printed.
"""

import re
from functools import cache, lru_cache

from docket.names.words import load_words

SUFFIXES = {"jr": "Jr.", "sr": "Sr.", "2nd": "II", "3rd": "III"}
SUFFIXES |= {number.casefold(): number for number in ("II", "III", "IV", "V")}
_SIGNS = re.compile(r"[^a-z0-9]")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MANY_CAPITALS = re.compile(r"(MC|[OD]['’])(\w{2,}.*)")  # "MCQUEEN", "O'DOWD"
_REMARK = re.compile(r"\s{0,9}\((?!\w{1,3}\)|[A-Z]\.|\d)[^()]*\)\s*$")
_SPACED = re.compile(
    r"\b(?:P\.\s?)?L\.\s?(?:L\.\s?){0,2}[CP]\b\.?|\b[NPS]\.\s?[AC]\b\.?(?=\s*(?:$|,))", re.IGNORECASE
)


def is_all_capitals(name: str) -> bool:
    """Whether a name has letters and none of them is lower case."""
    return name.upper() == name and name.lower() != name


def restore_case(name: str, is_person: bool = False) -> str:
    """Return a name printed in capitals in ordinary case; acronyms keep theirs.

    "LORETTA E. LYNCH" is "Loretta E. Lynch", "HIAS, INC." is "HIAS, Inc.". A name with lower-case letters is
    returned unchanged.
    """
    if not is_all_capitals(name):
        return name
    tokens = name.split(" ")
    starts = [True, *(token.endswith(":") for token in tokens)]
    return " ".join(_token(*pair, is_person) for pair in zip(tokens, starts, strict=False))


def _token(token: str, starts: bool, is_person: bool) -> str:
    bare = token.strip('(),;:."“”').casefold()
    if not is_person and not starts and bare in load_words("small"):
        return token.lower()
    # An acronym may also be a person's name: "Ali", "Ice", "Kim La".
    if not is_person and (spelled := load_words("acronym").get(bare)):
        return re.sub(re.escape(bare), spelled, token, flags=re.IGNORECASE)
    return _WORD.sub(_word, token)


def _word(match: re.Match) -> str:
    word = match[0]
    if spelled := load_words("camel").get(word.casefold()):
        return spelled
    is_acronym = 2 <= len(word) <= 4 and not re.search(r"[AEIOUY]", word)
    if (is_acronym and word.casefold() not in load_words("no_vowel")) or re.search(r"\d", word):
        return word
    if parts := _MANY_CAPITALS.fullmatch(word):
        return parts[1].capitalize() + parts[2].capitalize()
    return word[:1] + word[1:].lower()


@cache
def load_forms() -> dict[str, str]:
    """Return the legal forms in the standard style, by their letters: {"inc": "Inc.", "llc": "LLC"}."""
    spellings = load_words("form") | load_words("form_doubtful")
    return {_letters(form): form for form in spellings.values()}


def _letters(token: str) -> str:
    return _SIGNS.sub("", token.casefold())


@lru_cache(65_536)
def split_forms(name: str) -> tuple[str, str]:
    """Return an organization's name and its legal forms in the standard style: ("Example", "Co. Ltd.")."""
    tokens = _SPACED.sub(lambda match: re.sub(r"\s", "", match[0]), name).split()  # "X, L. L. C."
    start = len(tokens)
    while start > 1 and _is_form(tokens, start - 1):
        start -= 1
    forms = [load_forms()[_letters(token)] for token in tokens[start:]]
    return " ".join(tokens[:start]).rstrip(","), " ".join(forms)


def _is_form(tokens: list[str], index: int) -> bool:
    """Whether a word is a legal form; a surname or state counts only with full stops or in capitals."""
    token, form = tokens[index], load_forms().get(_letters(tokens[index]), "")
    if form.casefold() not in load_words("form_doubtful") or re.search(r"\w\.\w", token):
        return form != ""
    return is_all_capitals(token) and not is_all_capitals(" ".join(tokens[:index]))


def has_form(name: str) -> bool:
    """Whether a name ends in a legal form; its first word does not count."""
    return split_forms(name)[1] != ""


def tidy_body(name: str) -> str:
    """Return an organization's name in ordinary case with its legal forms in the standard style."""
    stem, forms = split_forms(name)
    # "IKEA LLC" may be printed in any case
    is_shouted = is_all_capitals(name) and (len(stem) > 4 or not forms.isupper())
    return f"{restore_case(stem) if is_shouted else stem} {forms}".strip()


def is_suffix(segment: str) -> bool:
    return _letters(segment) in SUFFIXES


def tidy_person(name: str) -> str:
    """Return a person's name in ordinary case and style: "SAM EXAMPLE Jr" is "Sam Example Jr."."""
    # "( Doe )" is the whole name
    plain = (_REMARK.sub("", name) if "(" in name else name) or name
    if re.fullmatch(r"(?!DOE|ROE)[A-Z]{2,3}(?: \d+)?", plain):  # "JS": initials without full stops
        return plain
    words = plain.split()
    has_suffix = len(words) > 1 and is_suffix(words[-1]) and (len(words) > 2 or _letters(words[-1]) != "v")
    suffix = SUFFIXES[_letters(words.pop())] if has_suffix else ""
    return f"{restore_case(' '.join(words), is_person=True)} {suffix}".strip(" ,;")
